//! Where a finding is, as people look for it: a line of a text, a page of a PDF
//! file, a paragraph below a heading of a web page or a Word file. The lines of a
//! rendition that nobody has seen are told to nobody.

use std::collections::{HashMap, HashSet};

use guihua::model::{Document, Lines, Section, SourceFormat};
use guihua::{Lang, Source, SourceSpan};
use memchr::memmem::FinderRev;
use unicode_width::UnicodeWidthStr;

use super::book::{box_name, heading};

/// A place in the words of its kind of file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The headings above it: `三、主要任务 ＞ （二）保障`.
    pub path: String,
    /// So many of them, from the last, tell it from all others of the file.
    pub telling: usize,
    pub spot: Spot,
}

/// The place below the headings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Spot {
    /// Nothing nearer is known.
    #[default]
    None,
    Line(u32),
    /// The same where another file is told of, the model made from it.
    SourceLine(u32),
    /// The same in a model that is told of among places of its source.
    ModelLine(u32),
    Page(u32),
    /// Counted from the heading, which is 0.
    Paragraph(u32),
}

impl Spot {
    /// `第 12 行`.
    pub fn words(self, lang: Lang) -> String {
        match (self, lang) {
            (Self::None, _) => String::new(),
            (Self::Line(line), Lang::Zh) => format!("第{line}行"),
            (Self::SourceLine(line), Lang::Zh) => format!("原文第{line}行"),
            (Self::ModelLine(line), Lang::Zh) => format!("模型文件第{line}行"),
            (Self::ModelLine(line), Lang::En) => format!("model line {line}"),
            (Self::SourceLine(line), Lang::En) => format!("source line {line}"),
            (Self::Page(page), Lang::Zh) => format!("第{page}页"),
            (Self::Paragraph(0), Lang::Zh) => "标题".to_owned(),
            (Self::Paragraph(at), Lang::Zh) => format!("第{at}段"),
            (Self::Line(line), Lang::En) => format!("line {line}"),
            (Self::Page(page), Lang::En) => format!("page {page}"),
            (Self::Paragraph(0), Lang::En) => "heading".to_owned(),
            (Self::Paragraph(at), Lang::En) => format!("paragraph {at}"),
        }
    }
}

impl Place {
    /// All that is known of it.
    pub fn words(&self, lang: Lang) -> String {
        let spot = self.spot.words(lang);
        match (self.path.as_str(), spot.as_str()) {
            ("", _) => spot,
            (path, "") => path.to_owned(),
            (path, spot) if lang == Lang::Zh => format!("{path}，{spot}"),
            (path, spot) => format!("{path}, {spot}"),
        }
    }

    /// The nearest headings, as many as tell it from others, below the plan that it is in.
    fn near(&self) -> String {
        let mut ends = self.path.rmatch_indices(BELOW);
        let nearest = match ends.nth(self.telling.saturating_sub(1)) {
            Some((at, _)) => &self.path[at + BELOW.len()..],
            None => &self.path,
        };
        match plan_of(&self.path).filter(|plan| !nearest.starts_with(*plan)) {
            Some(plan) => format!("{plan}{nearest}"),
            None => nearest.to_owned(),
        }
    }
}

/// Between a heading and the one below it.
const BELOW: &str = " ＞ ";

/// The plan that headings begin with, where a file has several.
fn plan_of(path: &str) -> Option<&str> {
    path.split(BELOW).next().filter(|name| name.starts_with('《'))
}

/// Many places in one line, as [`list`] has them: with all their headings where the line, of
/// which `before` is written, stays on a row of `columns`.
pub fn fitting(places: &[Place], most: usize, before: &str, columns: usize, lang: Lang) -> String {
    let whole = |place: &Place| Place { telling: usize::MAX, ..place.clone() };
    let all: Vec<Place> = places.iter().map(whole).collect();
    // Pages of a PDF file have their headings where those have room.
    let ways = [&all[..], places].map(|places| listed(places, most, true, lang));
    let fits = |words: &String| before.width() + words.width() <= columns;
    ways.into_iter().find(fits).unwrap_or_else(|| list(places, most, lang))
}

/// Many places in one line: `第12、15、20…行`; beyond `most`, `…`. Those below headings have
/// the nearest that tell them apart.
pub fn list<'a>(places: impl IntoIterator<Item = &'a Place>, most: usize, lang: Lang) -> String {
    listed(places, most, false, lang)
}

/// The same, pages `below` their headings or as mere numbers.
fn listed<'a>(places: impl IntoIterator<Item = &'a Place>, most: usize, below: bool, lang: Lang) -> String {
    let (mut lines, mut pages, mut others) = (Vec::new(), Vec::new(), Vec::new());
    let (mut source_lines, mut model_lines) = (Vec::new(), Vec::new());
    for place in places {
        match place.spot {
            Spot::Line(line) => lines.push(line.to_string()),
            Spot::SourceLine(line) => source_lines.push(line.to_string()),
            Spot::ModelLine(line) => model_lines.push(line.to_string()),
            Spot::Page(page) if !below || place.path.is_empty() => pages.push(page.to_string()),
            Spot::None | Spot::Paragraph(_) | Spot::Page(_) => {
                others.push(Place { path: place.near(), ..place.clone() }.words(lang));
            }
        }
    }
    let numbers = |mut list: Vec<String>, unit: (&str, &str, &str)| {
        list.dedup();
        if list.is_empty() {
            return None;
        }
        let rest = if list.len() > most { "…" } else { "" };
        list.truncate(most);
        Some(match lang {
            Lang::Zh => format!("{}第{}{rest}{}", unit.0, list.join("、"), unit.1),
            Lang::En if list.len() == 1 => format!("{} {}{rest}", unit.2, list[0]),
            Lang::En => format!("{}s {}{rest}", unit.2, list.join(", ")),
        })
    };
    others.dedup();
    others.retain(|place| !place.is_empty());
    let more = others.len() > most;
    others.truncate(most);
    if more {
        others.push("…".to_owned());
    }
    let parts = [
        numbers(lines, ("", "行", "line")),
        numbers(source_lines, ("原文", "行", "source line")),
        numbers(model_lines, ("模型文件", "行", "model line")),
        numbers(pages, ("", "页", "page")),
    ];
    parts.into_iter().flatten().chain(others).collect::<Vec<_>>().join(if lang == Lang::Zh {
        "；"
    } else {
        "; "
    })
}

/// The places of one file.
pub struct Places<'a> {
    source: Option<&'a Source>,
    format: SourceFormat,
    /// Where each part begins, in order.
    starts: Vec<Start>,
    /// How many lines with text stand before each line, where paragraphs are told.
    printed: Vec<u32>,
}

/// Where a part begins.
#[derive(Clone)]
struct Start {
    line: u32,
    /// The line that paragraphs are counted from: its heading.
    from: u32,
    /// The headings that lead to it.
    path: String,
    /// So many of them tell it from others.
    telling: usize,
}

impl Start {
    fn new(line: u32, path: String) -> Self {
        Self { line, from: line, path, telling: 1 }
    }
}

impl<'a> Places<'a> {
    /// `source` is the text the models were made from, if it is at hand.
    pub fn new(documents: &[Document], source: Option<&'a Source>, lang: Lang) -> Self {
        let mut starts: Vec<Start> = Vec::new();
        for document in documents {
            enter_document(document, documents.len() > 1, &mut starts, lang);
        }
        // What begins later in the model and on the same line lies further in; what goes on
        // begins nothing.
        starts.sort_by_key(|start| (start.line, start.line == start.from));
        tell_apart(&mut starts, lang);
        let format = documents.first().map_or(SourceFormat::Text, |document| document.source.format);
        let printed = match (source, format) {
            (Some(source), SourceFormat::Html | SourceFormat::Docx) => printed(source),
            _ => Vec::new(),
        };
        Self { source, format, starts, printed }
    }

    /// The place of what begins in this line.
    pub fn of(&self, line: u32) -> Place {
        let at = self.starts.partition_point(|start| start.line <= line);
        let start = at.checked_sub(1).map(|at| self.starts[at].clone());
        let Start { from: start, path, telling, .. } = start.unwrap_or_else(|| Start::new(1, String::new()));
        let spot = match self.format {
            SourceFormat::Text => Spot::Line(line),
            SourceFormat::Pdf => {
                self.source.and_then(|source| source.page(line)).map_or(Spot::None, Spot::Page)
            }
            SourceFormat::Html | SourceFormat::Docx => {
                let before = |line: u32| self.printed.get(line.saturating_sub(1) as usize).copied();
                match (before(start), before(line)) {
                    (Some(start), Some(line)) => Spot::Paragraph(line.saturating_sub(start)),
                    _ => Spot::None,
                }
            }
        };
        Place { path, telling, spot }
    }

    /// The same for the first of two lines.
    pub fn of_lines(&self, lines: Lines) -> Place {
        self.of(lines[0])
    }
}

/// For each line, how many lines with text stand before it.
fn printed(source: &Source) -> Vec<u32> {
    let mut count = 0;
    let lines = 1..=source.lines().count();
    lines
        .map(|line| {
            let before = count;
            count += u32::from(!source.lines().line_span(line).of(source.text()).trim().is_empty());
            before
        })
        .collect()
}

/// The parts of a document.
fn enter_document(document: &Document, is_one_of_several: bool, starts: &mut Vec<Start>, lang: Lang) {
    /// So many characters of a title tell it from another.
    const TITLE: usize = 24;
    let pick = |zh: &str, en: &str| if lang == Lang::Zh { zh.to_owned() } else { en.to_owned() };
    if let Some(notice) = &document.notice {
        starts.push(Start::new(notice.lines[0], pick("通知", "notice")));
    }
    let plan = &document.plan;
    // Of several plans in a file each has its name.
    let name = if is_one_of_several {
        format!("《{}》", plan.title.chars().take(TITLE).collect::<String>())
    } else {
        String::new()
    };
    let opening = Start::new(plan.lines[0], below(&name, &pick("标题与开头", "beginning of the plan")));
    let mut own = vec![opening.clone()];
    if let (Some(first), Some(last)) = (plan.toc.first(), plan.toc.last()) {
        own.push(Start::new(first.lines[0], below(&name, &pick("目录", "contents"))));
        own.push(Start { line: last.lines[1] + 1, ..opening.clone() });
    }
    let mut sections = Vec::new();
    enter(&plan.sections, &name, &mut sections);
    own.extend(sections.iter().map(|(_, start)| start.clone()));
    for annex in &plan.annexes {
        let label = [annex.label.as_deref(), annex.title.as_deref()];
        let label = label.into_iter().flatten().collect::<Vec<_>>().join(" ");
        own.push(Start::new(annex.lines[0], below(&name, &label)));
    }
    own.sort_by_key(|start| start.line);
    let mut boxes = Vec::new();
    for found in &plan.boxes {
        let section = sections.iter().find(|(id, _)| Some(*id) == found.section.as_deref());
        let around = || own[..own.partition_point(|start| start.line <= found.lines[0])].last();
        let holder = section.map(|(_, start)| start).or_else(around).unwrap_or(&opening);
        boxes.push(Start::new(found.lines[0], below(&holder.path, &box_name(found, lang))));
        // Behind the box its section goes on.
        boxes.push(Start { line: found.lines[1] + 1, ..holder.clone() });
    }
    starts.append(&mut own);
    starts.append(&mut boxes);
}

fn enter<'a>(sections: &'a [Section], above: &str, starts: &mut Vec<(&'a str, Start)>) {
    for section in sections {
        let path = below(above, &heading(section));
        starts.push((&section.id, Start::new(section.lines[0], path.clone())));
        enter(&section.sections, &path, starts);
    }
}

/// Finds how many headings tell each part from the others; of parts that have all in common
/// says which it is.
fn tell_apart(starts: &mut [Start], lang: Lang) {
    let mut alike: HashMap<String, Vec<u32>> = HashMap::new();
    for start in starts.iter_mut() {
        let known = alike.entry(start.path.clone()).or_default();
        let at = known.iter().position(|from| *from == start.from).unwrap_or_else(|| {
            known.push(start.from);
            known.len() - 1
        });
        let which = match lang {
            _ if at == 0 => String::new(),
            Lang::Zh => format!("（第{}处）", at + 1),
            Lang::En => format!(" ({})", at + 1),
        };
        start.path.push_str(&which);
    }
    // The plan is told in any case, where there are several.
    let plan = |path: &'_ str| plan_of(path).map_or(0, str::len);
    let below = FinderRev::new(BELOW);
    let mut known: HashSet<&str> = HashSet::with_capacity(starts.len());
    let mut endings: HashMap<(&str, &str), usize> = HashMap::with_capacity(starts.len());
    for path in starts.iter().map(|start| start.path.as_str()).filter(|path| known.insert(path)) {
        let (plan, _) = path.split_at(plan(path));
        for at in below.rfind_iter(path.as_bytes()) {
            *endings.entry((plan, &path[at + BELOW.len()..])).or_default() += 1;
        }
    }
    let telling = |path: &str| {
        let (plan, _) = path.split_at(plan(path));
        let is_common = |at: &usize| endings[&(plan, &path[at + BELOW.len()..])] > 1;
        below.rfind_iter(path.as_bytes()).take_while(is_common).count() + 1
    };
    let telling: Vec<usize> = starts.iter().map(|start| telling(&start.path)).collect();
    starts.iter_mut().zip(telling).for_each(|(start, telling)| start.telling = telling);
}

fn below(above: &str, name: &str) -> String {
    if above.is_empty() { name.to_owned() } else { format!("{above}{BELOW}{name}") }
}

/// What a finding marks, with some of the text around it where it marks little.
pub fn excerpt(source: &Source, span: SourceSpan) -> String {
    /// Enough to be recognized.
    const ENOUGH: usize = 8;
    /// Taken from either side.
    const AROUND: usize = 12;
    /// No more than this is quoted.
    const LENGTH: usize = 60;
    let text = source.text();
    let marked = span.of(text);
    let first = marked.trim().split(['\n', '\r']).next().unwrap_or_default().trim();
    if first.chars().nth(ENOUGH).is_some() {
        return first.chars().take(LENGTH).collect();
    }
    let line = source.lines().line_span(source.lines().line(span.start));
    let (from, to) = (line.start as usize, (line.end as usize).max(line.start as usize));
    let (start, end) =
        (span.start as usize, (span.end as usize).clamp(span.start as usize, to.max(span.start as usize)));
    let (Some(before), Some(behind)) = (text.get(from..start), text.get(end..to)) else {
        return first.to_owned();
    };
    let head: Vec<char> = before.chars().rev().take(AROUND).collect();
    let tail: String = behind.chars().take(AROUND).collect();
    let middle = text.get(start..end).unwrap_or_default();
    let quoted = format!("{}{middle}{tail}", head.into_iter().rev().collect::<String>());
    quoted.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(line: u32) -> Place {
        Place { path: "一、甲".to_owned(), telling: 1, spot: Spot::Line(line) }
    }

    #[test]
    fn many_places_share_their_words() {
        let places: Vec<Place> = [12, 15, 15, 20].map(line).to_vec();
        assert_eq!(list(&places, 9, Lang::Zh), "第12、15、20行");
        assert_eq!(list(&places, 2, Lang::Zh), "第12、15…行");
        assert_eq!(list(&places, 2, Lang::En), "lines 12, 15…");
        assert_eq!(list(&places[..1], 2, Lang::En), "line 12");
        let below = Place { spot: Spot::Paragraph(2), ..line(0) };
        assert_eq!(list([&below], 2, Lang::Zh), "一、甲，第2段");
        let model = Place { spot: Spot::ModelLine(31), ..Place::default() };
        assert_eq!(list([&model, &line(12)], 2, Lang::Zh), "第12行；模型文件第31行");
    }

    #[test]
    fn pages_have_their_headings_where_there_is_room() {
        let page =
            |path: &str, page: u32| Place { path: path.to_owned(), telling: 1, spot: Spot::Page(page) };
        let one = [page("二、资金管理 ＞ 2.补贴额测算比例", 3)];
        let words = |columns| fitting(&one, 5, "警告：", columns, Lang::Zh);
        assert_eq!(words(80), "二、资金管理 ＞ 2.补贴额测算比例，第3页");
        assert_eq!(words(40), "2.补贴额测算比例，第3页");
        assert_eq!(words(20), "第3页");
        let two = [one[0].clone(), page("三、附则", 4)];
        let words = |columns| fitting(&two, 5, "警告：", columns, Lang::Zh);
        assert_eq!(words(60), "2.补贴额测算比例，第3页；三、附则，第4页");
        assert_eq!(words(30), "第3、4页");
    }

    #[test]
    fn different_places_have_different_words() {
        let text = "<html><body><h1>甲市规划</h1><p>一、目标</p><p>（一）床位</p><p>建设。</p><p>（二）队伍</p>\
                    <p>培训。</p><p>二、保障</p><p>（一）床位</p><p>补助。</p><p>三、附则</p><p>（一）床位</p>\
                    <p>解释。</p><p>（一）床位</p><p>施行。</p></body></html>";
        let source = Source::from_bytes("plan.html", text.as_bytes().to_vec(), None).unwrap();
        let parsed = guihua::parse(&source);
        let places = Places::new(&parsed.documents, Some(&source), Lang::Zh);
        let lines: Vec<u32> = (1..=source.lines().count())
            .filter(|line| source.lines().line_span(*line).of(source.text()).contains("（一）床位"))
            .collect();
        let found: Vec<Place> = lines.iter().map(|line| places.of(*line)).collect();
        assert_eq!(
            list(&found, 9, Lang::Zh),
            "一、目标 ＞ （一）床位，标题；二、保障 ＞ （一）床位，标题；三、附则 ＞ （一）床位，标题；\
             （一）床位（第2处），标题"
        );
        // One that has its own name needs no more, but has all where there is room.
        let alone = [places.of(lines[0] + 2)];
        assert_eq!(list(&alone, 9, Lang::Zh), "（二）队伍，标题");
        assert_eq!(fitting(&alone, 9, "警告：", 80, Lang::Zh), "一、目标 ＞ （二）队伍，标题");
        assert_eq!(fitting(&alone, 9, "警告：", 24, Lang::Zh), "（二）队伍，标题");
    }

    #[test]
    fn a_place_is_told_by_its_headings_and_its_line() {
        let text = "甲市规划\n一、目标\n（一）总目标\n建设。\n（二）分目标\n建设。\n二、保障\n加强。\n";
        let source = Source::from_text("plan.txt", text);
        let parsed = guihua::parse(&source);
        let places = Places::new(&parsed.documents, Some(&source), Lang::Zh);
        assert_eq!(places.of(4).words(Lang::Zh), "一、目标 ＞ （一）总目标，第4行");
        assert_eq!(places.of(8).words(Lang::Zh), "二、保障，第8行");
        assert_eq!(places.of(1).words(Lang::Zh), "标题与开头，第1行");
    }
}
