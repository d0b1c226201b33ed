//! Where a finding is, as people look for it: a line of a text, a page of a PDF
//! file, a paragraph below a heading of a web page or a Word file. The lines of a
//! rendition that nobody has seen are told to nobody.

use guihua::model::{Document, Lines, Section, SourceFormat};
use guihua::{Lang, Source, SourceSpan};

use super::book::{box_name, heading};

/// A place in the words of its kind of file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The headings above it: `三、主要任务 ＞ （二）保障`.
    pub path: String,
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
}

/// Many places in one line: `第12、15、20…行`; beyond `most`, `…`.
pub fn list<'a>(places: impl IntoIterator<Item = &'a Place>, most: usize, lang: Lang) -> String {
    let (mut lines, mut pages, mut others) = (Vec::new(), Vec::new(), Vec::new());
    let (mut source_lines, mut model_lines) = (Vec::new(), Vec::new());
    for place in places {
        match place.spot {
            Spot::Line(line) => lines.push(line.to_string()),
            Spot::SourceLine(line) => source_lines.push(line.to_string()),
            Spot::ModelLine(line) => model_lines.push(line.to_string()),
            Spot::Page(page) => pages.push(page.to_string()),
            // The nearest heading is enough to find it by.
            Spot::None | Spot::Paragraph(_) => {
                let nearest = place.path.rsplit(" ＞ ").next().unwrap_or_default();
                let plan = place.path.split(" ＞ ").next().filter(|name| name.starts_with('《'));
                let path = match plan.filter(|plan| *plan != nearest) {
                    Some(plan) => format!("{plan}{nearest}"),
                    None => nearest.to_owned(),
                };
                others.push(Place { path, spot: place.spot }.words(lang));
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
    /// Where each part begins and the headings that lead to it, in order.
    starts: Vec<(u32, String)>,
    /// How many lines with text stand before each line, where paragraphs are told.
    printed: Vec<u32>,
}

impl<'a> Places<'a> {
    /// `source` is the text the models were made from, if it is at hand.
    pub fn new(documents: &[Document], source: Option<&'a Source>, lang: Lang) -> Self {
        /// So many characters of a title tell it from another.
        const TITLE: usize = 24;
        let mut starts = Vec::new();
        let pick = |zh: &str, en: &str| if lang == Lang::Zh { zh.to_owned() } else { en.to_owned() };
        for document in documents {
            if let Some(notice) = &document.notice {
                starts.push((notice.lines[0], pick("通知", "notice")));
            }
            let plan = &document.plan;
            // Of several plans in a file each has its name.
            let name = Some(&plan.title).filter(|_| documents.len() > 1);
            let name = name.map(|title| format!("《{}》", title.chars().take(TITLE).collect::<String>()));
            let name = name.unwrap_or_default();
            starts.push((plan.lines[0], below(&name, &pick("标题与开头", "beginning of the plan"))));
            if let (Some(first), Some(last)) = (plan.toc.first(), plan.toc.last()) {
                starts.push((first.lines[0], below(&name, &pick("目录", "contents"))));
                starts.push((last.lines[1] + 1, below(&name, &pick("标题与开头", "beginning of the plan"))));
            }
            let mut sections = Vec::new();
            enter(&plan.sections, &name, &mut sections);
            starts.extend(sections.iter().map(|(_, line, path)| (*line, path.clone())));
            for found in &plan.boxes {
                let holder = sections.iter().find(|(id, ..)| Some(*id) == found.section.as_deref());
                let holder = holder.map(|(.., path)| path.clone()).unwrap_or_default();
                starts.push((found.lines[0], below(&holder, &box_name(found, lang))));
                starts.push((found.lines[1] + 1, holder));
            }
            for annex in &plan.annexes {
                let label = [annex.label.as_deref(), annex.title.as_deref()];
                let annex_name = label.into_iter().flatten().collect::<Vec<_>>().join(" ");
                starts.push((annex.lines[0], below(&name, &annex_name)));
            }
        }
        // What begins later in the model and on the same line lies further in.
        starts.sort_by_key(|(line, _)| *line);
        let format = documents.first().map_or(SourceFormat::Text, |document| document.source.format);
        let printed = match (source, format) {
            (Some(source), SourceFormat::Html | SourceFormat::Docx) => printed(source),
            _ => Vec::new(),
        };
        Self { source, format, starts, printed }
    }

    /// The place of what begins in this line.
    pub fn of(&self, line: u32) -> Place {
        let at = self.starts.partition_point(|(start, _)| *start <= line);
        let (start, path) = match at.checked_sub(1) {
            Some(at) => (self.starts[at].0, self.starts[at].1.clone()),
            None => (1, String::new()),
        };
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
        Place { path, spot }
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

fn enter<'a>(sections: &'a [Section], above: &str, starts: &mut Vec<(&'a str, u32, String)>) {
    for section in sections {
        let path = below(above, &heading(section));
        starts.push((&section.id, section.lines[0], path.clone()));
        enter(&section.sections, &path, starts);
    }
}

fn below(above: &str, name: &str) -> String {
    if above.is_empty() { name.to_owned() } else { format!("{above} ＞ {name}") }
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
        Place { path: "一、甲".to_owned(), spot: Spot::Line(line) }
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
        let model = Place { path: String::new(), spot: Spot::ModelLine(31) };
        assert_eq!(list([&model, &line(12)], 2, Lang::Zh), "第12行；模型文件第31行");
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
