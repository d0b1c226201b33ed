//! 专栏: the heading of a box.

use super::numeral::scan_any;
use super::{is_han, is_longer_than};

/// The heading of a box, as offsets in its paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BoxHeading {
    /// The printed number.
    pub number: Option<u32>,
    /// Where the title begins; the end of the text where the title is missing.
    pub title_at: usize,
}

/// The heading of a box is not longer than this many characters.
const MAX_HEADING: usize = 70;

/// A title without a number that nothing sets apart has no more characters.
const MAX_QUOTED: usize = 40;

/// Reads `专栏1 “十四五”主要指标`, `专栏一：…`, `【专栏2】…`, `专栏3-1 …`. A sentence
/// that speaks of a 专栏 is none.
#[must_use]
pub fn scan_box_heading(text: &str) -> Option<BoxHeading> {
    scan_set_apart(text, false)
}

/// The same where white space stood behind 专栏, which sets a title apart that has no number:
/// `专栏 主要指标`.
#[must_use]
pub fn scan_box_heading_at_gap(text: &str) -> Option<BoxHeading> {
    /// No title that is only set apart is longer.
    const LONGEST: usize = 30;
    scan_set_apart(text, !is_longer_than(text, LONGEST) && !text.ends_with(['；', '：', '、']))
}

/// Whether a line may be the heading of a box that names itself at its end: `“智慧+”服务场景专栏`.
/// What stands below it has to tell, too, since the menus of sites have such lines.
#[must_use]
pub fn may_name_box(text: &str) -> bool {
    /// Such a name has no more characters.
    const LONGEST: usize = 30;
    /// What is done with a 专栏 on a page or in a newspaper.
    const VERBS: &[&str] = &["开设", "设立", "设置", "建立", "开辟", "推出", "打造"];
    let Some(name) = text.strip_suffix("专栏") else { return false };
    !is_longer_than(text, LONGEST)
        && is_longer_than(name, 2)
        && !name.contains(['。', '，', '；', '：', '、'])
        && !VERBS.iter().any(|verb| name.contains(verb))
}

fn scan_set_apart(text: &str, is_apart: bool) -> Option<BoxHeading> {
    let mut at = text.len() - text.trim_start_matches(['【', '[', '■', '◆', '●', '「']).len();
    let rest = &text[at..];
    let word = ["专栏", "专　栏"].into_iter().find(|word| rest.starts_with(word))?;
    at += word.len();
    let number = scan_number(text, &mut at);
    let separators = text[at..].len() - text[at..].trim_start_matches(is_separator).len();
    at += separators;
    let title = &text[at..];
    let is_sentence = is_longer_than(title, MAX_HEADING) || title.contains('。') || title.ends_with('，');
    if is_sentence {
        return None;
    }
    let first = title.chars().next();
    let is_heading = if number.is_some() {
        // 专栏1所列项目 is a sentence, 专栏1 项目 a heading.
        let is_reference =
            ["规定", "列出", "列示", "列明", "列举"].iter().any(|word| title.starts_with(word));
        separators > 0 || !is_reference && !first.is_some_and(|c| "所中的、和至等".contains(c))
    } else {
        (separators > 0 || is_apart || is_quoted_title(title))
            && first.is_some_and(|c| is_han(c) || matches!(c, '“' | '《'))
    };
    is_heading.then_some(BoxHeading { number, title_at: at })
}

/// Whether a title that nothing sets apart begins with a period and goes on as one: `“十五五”主要指标`.
fn is_quoted_title(title: &str) -> bool {
    let behind = title.strip_prefix('“').and_then(|title| title.split_once("五”"));
    behind.is_some_and(|(_, behind)| {
        behind.ends_with(is_han)
            && !behind.contains(['，', '。', '；', '：'])
            && !is_longer_than(title, MAX_QUOTED)
    })
}

/// `1`, `一`, `（一）`, `3-1` (whose last number counts).
fn scan_number(text: &str, at: &mut usize) -> Option<u32> {
    let open = text[*at..].chars().next().filter(|c| matches!(c, '（' | '(')).map_or(0, char::len_utf8);
    let (mut number, len) = scan_any(&text[*at + open..])?;
    let mut end = *at + open + len;
    while let Some(rest) = text[end..].strip_prefix(['-', '—', '.'])
        && let Some((value, len)) = scan_any(rest)
    {
        end = text.len() - rest.len() + len;
        number = value;
    }
    if open > 0 {
        end += text[end..].chars().next().filter(|c| matches!(c, '）' | ')')).map(char::len_utf8)?;
    }
    *at = end;
    Some(number)
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '：' | ':' | '】' | ']' | '、' | '.' | '．' | '|' | '」' | '—' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Option<u32>, &str)> {
        scan_box_heading(text).map(|heading| (heading.number, &text[heading.title_at..]))
    }

    #[test]
    fn headings_in_every_form() {
        assert_eq!(read("专栏1“十四五”主要指标"), Some((Some(1), "“十四五”主要指标")));
        assert_eq!(read("专栏十二：基础设施"), Some((Some(12), "基础设施")));
        assert_eq!(read("【专栏2】残疾人教育"), Some((Some(2), "残疾人教育")));
        assert_eq!(read("专栏3-1水利工程"), Some((Some(1), "水利工程")));
        assert_eq!(read("专栏：重点项目"), Some((None, "重点项目")));
        assert_eq!(read("专栏二规划期总量调控指标"), Some((Some(2), "规划期总量调控指标")));
        assert_eq!(read("专栏“十五五”水利主要指标"), Some((None, "“十五五”水利主要指标")));
        assert_eq!(read("专栏4"), Some((Some(4), "")));
    }

    #[test]
    fn names_that_end_with_the_word() {
        assert!(may_name_box("“智慧+”服务场景专栏"));
        for text in ["专栏", "开设养老服务专栏", "完善制度，用好专栏", "专题专栏"] {
            assert!(!may_name_box(text), "{text}");
        }
    }

    #[test]
    fn a_gap_sets_a_title_apart() {
        let read = |text| scan_box_heading_at_gap(text).map(|heading| (heading.number, heading.title_at));
        assert_eq!(read("专栏主要指标"), Some((None, "专栏".len())));
        assert_eq!(read("专栏2主要指标"), Some((Some(2), "专栏2".len())));
        assert_eq!(read("专栏节目办得很好。"), None);
        assert_eq!(scan_box_heading("专栏主要指标"), None);
    }

    #[test]
    fn sentences_are_no_headings() {
        for text in [
            "专栏“十五五”，推动发展",
            "专栏“读报”节目",
            "专栏（专题）节目质量",
            "专栏节目",
            "专栏1所列项目",
            "专栏2建成。投入使用",
            "专栏",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
