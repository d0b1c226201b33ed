//! Lines of Markdown that are nothing but links and pictures: the menus and buttons of a page, as
//! converters write them.

use super::list::HEAD_LINES;
use super::markdown::heading_marks;
use crate::layout::line::Line;
use crate::model::FurnitureKind;
use crate::scan::annex_label::scan_annex_label;
use crate::scan::file_name::names_an_attachment;
use crate::scan::title::is_plan_title;
use crate::scan::{is_han, is_longer_than};

/// A link that leads on in a text has a longer label, or stands by itself.
const LONGEST_BUTTON: usize = 12;

/// Marks lines of links. At the edges of a file they are those of its page, elsewhere only pictures and
/// rows of short links are.
pub(super) fn mark_links(text: &str, lines: &mut [Line]) {
    if !["](", "]（"].iter().any(|link| memchr::memmem::find(text.as_bytes(), link.as_bytes()).is_some()) {
        return;
    }
    let count = lines.len();
    for (at, line) in lines.iter_mut().enumerate().filter(|(_, line)| line.furniture.is_none()) {
        let content = line.span.of(text);
        if !matches!(line.first, '[' | '!' | '！' | '-' | '*' | '+' | '|' | '_' | '>')
            || heading_marks(content) > 0
        {
            continue;
        }
        let Some(labels) = labels_of(content) else { continue };
        let is_edge = at < HEAD_LINES || at + HEAD_LINES > count;
        let words: Vec<&str> = labels.into_iter().filter(|label| label.contains(is_han)).collect();
        let is_button = |label: &&str| !is_longer_than(label, LONGEST_BUTTON);
        let is_row = words.len() > 1 && words.iter().all(is_button);
        let is_content = |label: &&str| is_plan_title(label) || scan_annex_label(label).is_some();
        if words.is_empty() || !words.iter().any(is_content) && (is_edge || is_row) {
            line.furniture = Some(FurnitureKind::Web);
        }
    }
}

/// The labels of the links that a line consists of; none where anything else stands in it, or a link
/// leads to a file.
fn labels_of(line: &str) -> Option<Vec<&str>> {
    let is_between = |c: char| c.is_whitespace() || "-*+|_>\\·•/".contains(c);
    let mut labels = Vec::new();
    let mut rest = line.trim_start_matches(is_between);
    while !rest.is_empty() {
        let bare = rest.strip_prefix(['!', '！']).unwrap_or(rest);
        let (label, behind) = bracketed(bare, ['[', '[', ']', ']'])?;
        let (target, behind) = bracketed(behind, ['(', '（', ')', '）'])?;
        let is_picture = bare.len() < rest.len();
        if !is_picture && names_an_attachment(target) {
            return None;
        }
        // A picture says nothing, whatever it is called; inside a link stands its words.
        if !is_picture {
            labels.push(label.rsplit([')', '）', ']']).next().unwrap_or(label).trim());
        }
        rest = behind.trim_start_matches(is_between);
    }
    Some(labels).filter(|_| line.contains("](") || line.contains("]（"))
}

/// What stands in the brackets that a text begins with, and what follows them. The first two signs of
/// `signs` open, the others close.
fn bracketed(text: &str, signs: [char; 4]) -> Option<(&str, &str)> {
    /// No label or address is longer.
    const LONGEST: usize = 2000;
    let inner = text.strip_prefix(&signs[..2])?;
    let mut depth = 0;
    for (at, c) in inner.char_indices().take_while(|(at, _)| *at < LONGEST) {
        if signs[..2].contains(&c) {
            depth += 1;
        } else if signs[2..].contains(&c) {
            if depth == 0 {
                return Some((&inner[..at], &inner[at + c.len_utf8()..]));
            }
            depth -= 1;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::labels_of;
    use crate::model::FurnitureKind;
    use crate::{Source, parse};

    #[test]
    fn a_line_of_links_has_their_words() {
        assert_eq!(labels_of("- [首页](http://a.b/ \"首页\")"), Some(vec!["首页"]));
        assert_eq!(
            labels_of("[首页](a) \\> [公开](b (c)) | [![](d)新闻](e)"),
            Some(vec!["首页", "公开", "新闻"])
        );
        assert_eq!(labels_of("- ![](a.png)![图](b.png)"), Some(Vec::new()));
        for line in ["[甲](a) 乙", "见[甲](a)", "[甲]", "[方案](a/b.docx)", "- 甲", "", "---"] {
            assert_eq!(labels_of(line).filter(|labels| !labels.is_empty()), None, "{line}");
        }
    }

    #[test]
    fn links_of_a_page_are_no_content() {
        let text = "- [首页](http://a.b/)\n- [![](c.png)公开](http://a.b/gk)\n\n![](http://a.b/d.png)\n\n\
            |     |     |\n| --- | --- |\n| 索引号: | 0123/2024-5 |\n| 文号: | 甲政发〔2024〕5号 |\n| 成文日期: | 2024-03-02 |\n\n\
            # 甲市人民政府关于印发甲市水网规划的通知\n\n各区人民政府：\n\n现将《甲市水网规划》印发给你们，请认真贯彻执行。\n\n\
            甲市人民政府\n\n# 甲市水网规划\n\n## 一、目标\n\n建成水网，见[规划图](http://a.b/t)。\n\n## 二、措施\n\n落实责任。\n\n\
            [打印](http://a.b/p) \\| [关闭](http://a.b/q)\n";
        let document = parse(&Source::from_text("page.md", text.to_owned())).documents.remove(0);
        let notice = document.notice.unwrap();
        assert_eq!(notice.addressees, ["各区人民政府"]);
        assert_eq!(notice.document_number.map(|number| number.text).as_deref(), Some("甲政发〔2024〕5号"));
        let plan = document.plan;
        assert_eq!((plan.title.as_str(), plan.preamble.len(), plan.sections.len()), ("甲市水网规划", 0, 2));
        assert_eq!(plan.sections[1].content.len(), 1, "{:?}", plan.sections[1].content);
        assert!(
            document.furniture.iter().any(|it| it.kind == FurnitureKind::Web && it.text.contains("公开"))
        );
    }
}
