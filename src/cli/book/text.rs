//! Texts as they stand in cells: headings with what is above them, lists of
//! departments, long texts cut where a sentence ends.

use std::collections::HashMap;

use guihua::Lang;
use guihua::model::{Block, Department, Document, Section, Table};
use unicode_width::UnicodeWidthStr;

/// The columns that a text takes, Chinese characters two.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// A heading as it is printed: `（二）加强保障`.
pub fn heading(section: &Section) -> String {
    let label = section.label.as_deref().unwrap_or_default();
    if let Some(title) = &section.title {
        return format!("{label}{title}");
    }
    // A numbered paragraph is known by how it begins.
    let first = section.content.iter().find_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text.as_str()),
        _ => None,
    });
    format!("{label}{}", beginning(first.unwrap_or_default(), HEADING))
}

/// As many characters as a heading without title takes from its text.
const HEADING: usize = 16;

/// The first characters of a text.
pub(super) fn beginning(text: &str, length: usize) -> String {
    match text.char_indices().nth(length) {
        Some((at, _)) => format!("{}…", text[..at].trim_end_matches(['，', '、', '；', '。'])),
        None => text.to_owned(),
    }
}

/// The sentences of a text that fit into `length` characters, and `…` where there
/// is more. A first sentence that is longer is cut at a comma, or where it must be.
pub fn gist(text: &str, length: usize) -> String {
    let Some((limit, _)) = text.char_indices().nth(length) else { return text.to_owned() };
    let head = &text[..limit];
    let end_of =
        |marks: &[char]| head.rfind(marks).map(|at| at + head[at..].chars().next().map_or(0, char::len_utf8));
    let sentence = end_of(&['。', '；', '！', '\n']).filter(|at| *at * 3 > limit);
    let end = sentence.or_else(|| end_of(&['，', '、', ' '])).filter(|at| *at * 3 > limit).unwrap_or(limit);
    format!("{}…", head[..end].trim_end())
}

/// Where things stand: the headings above them.
pub(super) struct Headings {
    lang: Lang,
    /// By id of a section: its heading, and that of the one above it.
    sections: HashMap<String, (String, Option<String>)>,
    titles: HashMap<String, String>,
    boxes: HashMap<String, String>,
    annexes: HashMap<String, String>,
}

impl Headings {
    pub fn new(document: &Document, lang: Lang) -> Self {
        let plan = &document.plan;
        let (mut sections, mut titles) = (HashMap::new(), HashMap::new());
        let mut waiting: Vec<(&Section, Option<&str>)> =
            plan.sections.iter().map(|section| (section, None)).collect();
        while let Some((section, parent)) = waiting.pop() {
            sections.insert(section.id.clone(), (heading(section), parent.map(str::to_owned)));
            titles.extend(section.title.clone().map(|title| (section.id.clone(), title)));
            waiting.extend(section.sections.iter().map(|inner| (inner, Some(section.id.as_str()))));
        }
        let boxes = plan.boxes.iter().map(|found| (found.id.clone(), box_name(found, lang))).collect();
        let annexes = plan
            .annexes
            .iter()
            .map(|annex| (annex.id.clone(), joined(annex.label.as_deref(), annex.title.as_deref())))
            .collect();
        Self { lang, sections, titles, boxes, annexes }
    }

    /// The heading of a section and the one above it: `（二）保障 ＞ 1.就业`. What is
    /// above that is in the sheet of sections.
    pub fn path(&self, id: &str) -> String {
        let Some((own, parent)) = self.sections.get(id) else { return String::new() };
        match parent.as_deref().and_then(|parent| self.sections.get(parent)) {
            Some((parent, _)) => format!("{parent} ＞ {own}"),
            None => own.clone(),
        }
    }

    /// The heading alone.
    pub fn own(&self, id: &str) -> String {
        self.sections.get(id).map_or_else(String::new, |(name, _)| name.clone())
    }

    /// The heading without its label.
    pub fn title(&self, id: &str) -> String {
        self.titles.get(id).cloned().unwrap_or_default()
    }

    /// Where a part stands: in an annex, in a box, in a section.
    pub fn place(&self, annex: Option<&str>, in_box: Option<&str>, section: Option<&str>) -> String {
        let annex = annex.and_then(|id| self.annexes.get(id)).cloned();
        let in_box = in_box.and_then(|id| self.boxes.get(id)).cloned();
        let section = || section.map(|id| self.path(id)).filter(|path| !path.is_empty());
        annex.or(in_box).or_else(section).unwrap_or_else(|| match self.lang {
            Lang::Zh => "正文开头".to_owned(),
            Lang::En => "beginning of the plan".to_owned(),
        })
    }

    /// The word in the language of the sheets.
    pub fn pick<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        if self.lang == Lang::Zh { zh } else { en }
    }

    pub const fn lang(&self) -> Lang {
        self.lang
    }

    /// The name of an annex.
    pub fn annex(&self, id: &str) -> String {
        self.annexes.get(id).cloned().unwrap_or_default()
    }
}

/// `专栏3 残疾人托养`.
pub fn box_name(found: &guihua::model::PlanBox, lang: Lang) -> String {
    let word = match lang {
        Lang::Zh => "专栏",
        Lang::En => "Box ",
    };
    let number = found.number.map(|number| number.to_string()).unwrap_or_default();
    format!("{word}{number} {}", found.title).trim_end().to_owned()
}

/// A label and a title with a blank between.
pub(super) fn joined(label: Option<&str>, title: Option<&str>) -> String {
    [label, title].into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// `市民政局、市财政局`, second names in brackets.
pub(super) fn departments(list: &[Department]) -> String {
    list.iter().map(department).collect::<Vec<_>>().join("、")
}

/// The name of a department, and its second name in brackets.
pub(super) fn department(department: &Department) -> String {
    match &department.also {
        Some(also) => format!("{}（{also}）", department.name),
        None => department.name.clone(),
    }
}

/// The paragraphs and rows of blocks, one on a line; what stands elsewhere is
/// left out.
pub(super) fn paragraphs(blocks: &[Block]) -> String {
    let texts = blocks.iter().filter_map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text.clone()),
        Block::Table(table) => Some(rows(table)),
        Block::Box(_) | Block::Responsibility(_) => None,
    });
    texts.collect::<Vec<_>>().join("\n")
}

fn rows(table: &Table) -> String {
    let header = (!table.columns.is_empty()).then_some(&table.columns);
    header.into_iter().chain(&table.rows).map(|row| row.join(" | ")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gist_ends_with_a_sentence_if_one_is_near() {
        assert_eq!(gist("甲乙。丙丁。戊己。", 7), "甲乙。丙丁。…");
        assert_eq!(gist("甲乙丙丁，戊己庚辛", 7), "甲乙丙丁，…");
        assert_eq!(gist("甲乙丙丁戊己庚辛", 4), "甲乙丙丁…");
        assert_eq!(gist("甲乙。", 7), "甲乙。");
    }

    #[test]
    fn a_beginning_does_not_end_with_a_mark() {
        assert_eq!(beginning("加强领导，落实", 5), "加强领导…");
        assert_eq!(beginning("加强", 5), "加强");
    }
}
