//! Findings in proportion: one line for each rule, the gravest first.
//!
//! ```text
//! 错误 N002 发文字号“某政字〔2017〕号”不完整：年份或顺序号空缺：第2行
//! 警告 T007 半角标点 18处：第12、15、20、31、33…行
//! ```

use std::io::{self, Write};

use annotate_snippets::renderer::{DEFAULT_ERROR_STYLE, DEFAULT_INFO_STYLE, DEFAULT_WARNING_STYLE, Style};
use guihua::model::Severity;
use guihua::{Code, Lang};

use super::place::{self, Place};
use super::report::Page;
use super::{as_read, plain};

/// So many places are told of each rule.
const PLACES: usize = 5;

/// Lines are no wider for the sake of headings that are not needed.
const WIDTH: usize = 80;

/// What was found by one rule.
pub struct Line {
    pub code: Code,
    pub severity: Severity,
    pub count: usize,
    /// The message of the first.
    message: String,
    /// The first places, one more than are told.
    places: Vec<Place>,
}

/// The findings of each rule together; each says how many it stands for.
pub fn group<'a>(
    findings: impl IntoIterator<Item = (Code, Severity, &'a str, &'a Place, usize)>,
) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for (code, severity, message, place, count) in findings {
        let is_marked = as_read::is_marked(message);
        let is_same = |line: &Line| line.code == code && line.severity == severity;
        let at = lines.iter().position(|it| is_same(it) && as_read::is_marked(&it.message) == is_marked);
        let at = at.unwrap_or_else(|| {
            lines.push(Line { code, severity, count: 0, message: message.to_owned(), places: Vec::new() });
            lines.len() - 1
        });
        let line = &mut lines[at];
        line.count += count;
        // Several on one line are one place to look at.
        if line.places.len() <= PLACES && line.places.last() != Some(place) {
            line.places.push(place.clone());
        }
    }
    let is_as_read = |line: &Line| as_read::is_marked(&line.message);
    lines.sort_by_key(|line| (std::cmp::Reverse(line.severity), line.code, is_as_read(line)));
    lines
}

/// Writes the lines that take at most `most` rows, and how many more there are; with `explain`
/// below each what to do.
///
/// # Errors
///
/// What `writer` reports.
pub fn write(
    writer: &mut dyn Write,
    lines: &[Line],
    most: usize,
    explain: bool,
    page: Page,
) -> io::Result<()> {
    let zh = page.lang == Lang::Zh;
    let (mut told, mut rows) = (0, 0);
    for line in lines {
        let rule = line.code.rule();
        let style = style(line.severity, page);
        let label = line.severity.label(page.lang);
        let what = match line.count {
            1 => line.message.clone(),
            count if zh => format!("{} {count}处", as_read::like(&line.message, rule.title, Lang::Zh)),
            count => format!("{}, {count} times", as_read::like(&line.message, rule.name, Lang::En)),
        };
        let colon = if zh { "：" } else { ": " };
        let before = format!("{label} {} {what}{colon}", rule.code);
        let places = place::fitting(&line.places, PLACES, &before, page.columns.min(WIDTH), page.lang);
        let text = if places.is_empty() { what } else { format!("{what}{colon}{places}") };
        let text = plain::line(&text);
        let help = rule.documentation.help.pick(page.lang);
        let help = format!("     {}{colon}{help}", if zh { "怎么办" } else { "what to do" });
        // A long line takes several rows; the first is told in any case.
        rows += page.on_screen().rows(&format!("{label} {} {text}", rule.code));
        rows += if explain { page.on_screen().rows(&help) } else { 0 };
        if rows > most && told > 0 {
            break;
        }
        told += 1;
        writeln!(writer, "{style}{label}{style:#} {} {text}", rule.code)?;
        if explain {
            writeln!(writer, "{help}")?;
        }
    }
    match lines.len() - told {
        0 => Ok(()),
        rest if zh => writeln!(writer, "另有 {rest} 条规则的问题，用 guihua check --all 查看"),
        rest => writeln!(writer, "findings of {rest} more rules: see them with guihua check --all"),
    }
}

/// The colour of a severity.
fn style(severity: Severity, page: Page) -> Style {
    match severity {
        _ if !page.color => Style::new(),
        Severity::Error => DEFAULT_ERROR_STYLE,
        Severity::Warning => DEFAULT_WARNING_STYLE,
        Severity::Info => DEFAULT_INFO_STYLE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::place::Spot;

    #[test]
    fn a_rule_is_a_line_and_errors_come_first() {
        let at = |line| Place { spot: Spot::Line(line), ..Place::default() };
        let places: Vec<Place> = (1..=9).map(at).collect();
        let mut findings: Vec<_> = places
            .iter()
            .map(|place| (Code::HalfwidthPunctuation, Severity::Warning, "中文里用了半角“,”", place))
            .collect();
        findings.push((Code::DateMissing, Severity::Error, "通知没有成文日期", &places[0]));
        let lines = group(
            findings.into_iter().map(|(code, severity, words, place)| (code, severity, words, place, 1)),
        );
        let mut text = Vec::new();
        let page = Page::new(Lang::Zh, false, None);
        write(&mut text, &lines, 9, true, page).unwrap();
        let help = Code::DateMissing.rule().documentation.help.zh;
        let more = Code::HalfwidthPunctuation.rule().documentation.help.zh;
        assert_eq!(
            String::from_utf8(text).unwrap(),
            format!(
                "错误 N003 通知没有成文日期：第1行\n     怎么办：{help}\n\
                 警告 T007 半角标点 9处：第1、2、3、4、5…行\n     怎么办：{more}\n"
            )
        );
        let mut text = Vec::new();
        write(&mut text, &lines, 1, false, page).unwrap();
        assert!(
            String::from_utf8(text).unwrap().ends_with("另有 1 条规则的问题，用 guihua check --all 查看\n")
        );
    }
}
