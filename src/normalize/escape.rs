//! What stands for another character: references that a crawler has left in its
//! text (`&ldquo;`, `&#12308;`), also those that were escaped twice
//! (`&amp;ldquo;`), the backslash by which Markdown takes a mark as it is
//! (`1\.`, `\(一\)`), powers and indices between tags (`m<sup>3</sup>`), the
//! relations before a number that a converter has taken for a formula
//! (`$\geq 85$`), and the quotes that a spreadsheet sets around a cell of several
//! lines when it is copied.
//!
//! They are resolved before anything else is looked at, so that no later stage
//! has to know of them; the map of the text leads back over both steps. What is
//! no reference stays letter for letter.
//!
//! What comes out holds nothing to resolve: a reference to a letter, a digit, a
//! backslash or a control character, which nobody needs to write, is none.

use std::borrow::Cow;

use super::class::{Class, is_ignorable, is_line_break, is_white};
use super::rewriter::Rewriter;
use super::source_map::SourceMap;
use super::width::fold;
use crate::scan::power::superscript;

/// What is written anew of a source: nothing, until the first place that changes.
struct Changes<'a> {
    source: &'a str,
    rewriter: Option<Rewriter<'a>>,
}

impl<'a> Changes<'a> {
    const fn of(source: &'a str) -> Self {
        Self { source, rewriter: None }
    }

    /// The writer, behind all that stands before `at`.
    fn at(&mut self, at: usize) -> &mut Rewriter<'a> {
        let rewriter = self.rewriter.get_or_insert_with(|| Rewriter::new(self.source));
        rewriter.copy_to(at);
        rewriter
    }

    /// The new text and the way back; none where nothing has changed.
    fn finish(self) -> Option<(String, SourceMap)> {
        let mut rewriter = self.rewriter?;
        rewriter.copy_to(self.source.len());
        Some(rewriter.finish())
    }
}

/// The text with all references and escapes resolved, and the way back; none
/// where it holds none, as nearly every text.
pub(super) fn resolve(source: &str) -> Option<(String, SourceMap)> {
    let mut changes = Changes::of(source);
    let mut done = 0;
    for at in memchr::memchr3_iter(b'&', b'\\', b'"', source.as_bytes()) {
        if at < done {
            continue;
        }
        if source.as_bytes()[at] == b'"' {
            if let Some(len) = quoted_cell(source, at) {
                write_cell(changes.at(at), source, at, at + len);
                done = at + len;
            }
        } else if source.as_bytes()[at] == b'\\' {
            if let Some((len, text)) = relation(source, at) {
                changes.at(at).replace_to(at + len, text);
            } else if is_escape(source, at) {
                changes.at(at).remove_to(at + 1);
            }
        } else if let Some((len, text)) = reference(&source[at..]) {
            changes.at(at).replace_to(at + len, &text);
            done = at + len;
        }
    }
    changes.finish()
}

/// The text in which powers and indices are characters that converters to Markdown, which has no
/// marks of its own for them, have set between tags: `10<sup>4</sup>` is 10⁴, `PM<sub>2.5</sub>`
/// PM2.5. And the way back; none where it holds none. Nothing is escaped in `source`.
///
/// What comes out holds no more of them, nor a reference or an escape that was none before.
pub(super) fn without_tags(source: &str) -> Option<(String, SourceMap)> {
    // Wide forms are folded later. Most texts have neither form.
    if memchr::memchr(b'<', source.as_bytes()).is_none() && !source.contains('＜') {
        return None;
    }
    let is_open = |at: &usize| source[*at..].starts_with(['<', '＜']);
    let mut changes = Changes::of(source);
    let mut done = 0;
    for at in memchr::memchr2_iter(b'<', 0xEF, source.as_bytes()).filter(is_open) {
        if at < done || is_behind_mark(&source[..at]) {
            continue;
        }
        if let Some((len, text)) = set_off(&source[at..]) {
            changes.at(at).replace_to(at + len, &text);
            done = at + len;
        }
    }
    changes.finish()
}

/// What stands between two tags at the start of `text`: how long all of it is, and what it means.
fn set_off(text: &str) -> Option<(usize, String)> {
    /// No index has more characters: 2.5, max.
    const LONGEST: usize = 8;
    let is_seen = |c: char| !is_ignorable(c) && !is_white(c);
    let mut chars = text.char_indices().filter(|(_, c)| is_seen(*c)).map(|(at, c)| (at, fold(c)));
    let mut next = || chars.next();
    let mut reads = |word: &str| word.chars().all(|wanted| next().is_some_and(|(_, c)| c == wanted));
    if !reads("<su") {
        return None;
    }
    let kind = next()?.1;
    let end = match kind {
        'p' => "/sup>",
        'b' => "/sub>",
        _ => return None,
    };
    if next()?.1 != '>' {
        return None;
    }
    let mut inner = String::new();
    loop {
        match next()?.1 {
            '<' => break,
            _ if inner.len() > LONGEST => return None,
            c => inner.push(c),
        }
    }
    let mut len = 0;
    for wanted in end.chars() {
        let (at, c) = next()?;
        if c != wanted {
            return None;
        }
        len = at + text[at..].chars().next().map_or(0, char::len_utf8);
    }
    let is_index = |c: char| c.is_ascii_alphanumeric() || c == '.';
    let meant = match kind {
        'p' => superscript(&inner)?,
        _ if !inner.is_empty() && inner.chars().all(is_index) => inner,
        _ => return None,
    };
    Some((len, meant))
}

/// Whether the letters that a text ends with stand behind a mark that begins a reference, a tag or
/// a command: more letters behind them could complete it.
fn is_behind_mark(before: &str) -> bool {
    /// No name is longer.
    const LONGEST: usize = 64;
    let mut chars = before.chars().rev().filter(|c| !is_ignorable(*c) && !is_white(*c)).map(fold);
    let last = chars.by_ref().take(LONGEST).find(|c| !c.is_ascii_alphanumeric() && !matches!(c, '#' | '.'));
    last.is_some_and(|c| matches!(c, '&' | '<' | '/' | '\\'))
}

/// The length of the cell of several lines that a spreadsheet has set in quotes, which open
/// at `at`: tabs or line ends stand around them, a tab on one side at least, and those of the
/// cell itself are doubled.
fn quoted_cell(source: &str, at: usize) -> Option<usize> {
    /// No cell is longer.
    const LONGEST: usize = 4000;
    let (before, cell) = (source[..at].bytes().next_back(), &source.as_bytes()[at..]);
    if !matches!(before, None | Some(b'\t' | b'\n' | b'\r')) {
        return None;
    }
    let mut has_line = false;
    let mut place = 1;
    loop {
        match cell.get(place)? {
            _ if place > LONGEST => return None,
            b'\t' => return None,
            b'\n' | b'\r' => has_line = true,
            b'"' if cell.get(place + 1) == Some(&b'"') => place += 1,
            b'"' => break,
            _ => {}
        }
        place += 1;
    }
    let behind = cell.get(place + 1);
    let is_cell = matches!(behind, None | Some(b'\t' | b'\n' | b'\r'));
    // A tab at the start of a line may be an indent.
    let is_behind_cell = || {
        let line = source[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
        before == Some(b'\t') && source[line..at].contains(|c: char| !c.is_whitespace())
    };
    (has_line && is_cell && (behind == Some(&b'\t') || is_behind_cell())).then_some(place + 1)
}

/// Writes the quoted cell at which `rewriter` stands as one of a single line: its line ends are
/// white space.
fn write_cell(rewriter: &mut Rewriter<'_>, source: &str, from: usize, to: usize) {
    rewriter.remove_to(from + 1);
    let mut chars = source[from + 1..to - 1].char_indices().peekable();
    while let Some((place, c)) = chars.next() {
        let at = from + 1 + place;
        if c == '"' {
            // The first of two.
            chars.next();
            rewriter.copy_to(at);
            rewriter.remove_to(at + 1);
            rewriter.copy_to(at + 2);
        } else if matches!(c, '\n' | '\r') {
            rewriter.copy_to(at);
            rewriter.replace_to(at + 1, " ");
        }
    }
    rewriter.copy_to(to - 1);
    rewriter.remove_to(to);
}

/// The command of TeX at `at` that stands for a relation, an operation or a range
/// before a number, and its length: `\geq` of `\geq 85`.
///
/// White space and what leaves no trace is skipped here, too.
fn relation(source: &str, at: usize) -> Option<(usize, &'static str)> {
    const COMMANDS: &[(&str, &str)] = &[
        ("geqslant", "≥"),
        ("geq", "≥"),
        ("ge", "≥"),
        ("leqslant", "≤"),
        ("leq", "≤"),
        ("le", "≤"),
        ("gt", ">"),
        ("lt", "<"),
        ("times", "×"),
        ("pm", "±"),
        ("sim", "～"),
        ("approx", "≈"),
    ];
    /// No name is longer.
    const LONGEST: usize = 8;
    if source[..at].ends_with('\\') {
        return None;
    }
    let is_skipped = |c: char| !is_line_break(c) && c != '\u{C}' && (is_white(c) || is_ignorable(c));
    let mut chars = source[at + 1..].char_indices().peekable();
    while chars.next_if(|(_, c)| is_skipped(*c)).is_some() {}
    let (mut name, mut end) = (String::new(), 0);
    while let Some((place, c)) =
        chars.next_if(|(_, c)| is_ignorable(*c) || name.len() < LONGEST && fold(*c).is_ascii_alphabetic())
    {
        if !is_ignorable(c) {
            name.push(fold(c));
            end = place + c.len_utf8();
        }
    }
    let (_, text) = COMMANDS.iter().find(|(command, _)| *command == name)?;
    while chars.next_if(|(_, c)| is_skipped(*c)).is_some() {}
    chars.next().is_some_and(|(_, c)| fold(c).is_ascii_digit()).then_some((1 + end, *text))
}

/// Whether a backslash stands at `at`, before a mark that would mean something
/// else without it. 科技\\教育 has none of Markdown's.
///
/// White space and what leaves no trace is skipped, because it may be gone when the
/// text is read again.
pub fn is_escape(source: &str, at: usize) -> bool {
    if source.as_bytes()[at] != b'\\' {
        return false;
    }
    let is_skipped = |c: char| is_white(c) || is_ignorable(c);
    if source[..at].trim_end_matches(is_skipped).ends_with('\\') {
        return false;
    }
    let next = source[at + 1..]
        .chars()
        .take_while(|c| !is_line_break(*c) && *c != '\u{C}')
        .find(|c| !is_white(*c) && !is_ignorable(*c))
        .map(fold);
    match next {
        Some('\\') | None => false,
        Some(c) if c.is_ascii_punctuation() => true,
        // 1\、 of converters that have heard of Chinese labels.
        Some('、' | '．' | '﹒' | '）') => ends_with_label(&source[..at]),
        _ => false,
    }
}

/// Whether a text ends with the number of a label: at most three digits at the start of
/// a line, or behind the marks of a heading or a list.
fn ends_with_label(text: &str) -> bool {
    let mut before = text.chars().rev().filter(|c| !is_white(*c) && !is_ignorable(*c)).map(fold);
    let mut digits = 0;
    loop {
        match before.next() {
            Some(c) if c.is_ascii_digit() && digits < 3 => digits += 1,
            Some(c) => {
                return digits > 0 && !matches!(Class::of(c), Class::Cjk | Class::Digit | Class::Word);
            }
            None => return digits > 0,
        }
    }
}

/// The reference at the start of `text`: its length, and what it stands for.
pub(super) fn reference(text: &str) -> Option<(usize, Cow<'_, str>)> {
    let mut len = 1;
    // An ampersand that was itself escaped, once or more.
    while let Some(name) = name_at(&text[len..]).filter(|name| matches!(*name, "amp" | "#38" | "#x26")) {
        len += name.len() + 1;
    }
    if let Some(name) = name_at(&text[len..])
        && let Some(meant) = meaning(name)
    {
        return Some((len + name.len() + 1, meant));
    }
    (len > 1).then_some((len, Cow::Borrowed("&")))
}

/// The name of a reference whose `&` was read, where `text` goes on with one.
fn name_at(text: &str) -> Option<&str> {
    /// No name is longer: `CounterClockwiseContourIntegral`.
    const LONGEST: usize = 32;
    let bytes = text.as_bytes();
    let len = bytes.iter().take(LONGEST).position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'#')?;
    (len > 1 && bytes[len] == b';').then_some(&text[..len])
}

/// What the reference `name` stands for, where that is a mark, a sign or white space.
fn meaning(name: &str) -> Option<Cow<'static, str>> {
    let text: Cow<'static, str> = if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => number.parse(),
        };
        Cow::Owned(char::from_u32(code.ok()?)?.to_string())
    } else {
        let written = format!("&{name};");
        let meant = html_escape::decode_html_entities(&written);
        if meant == written {
            return None;
        }
        Cow::Owned(meant.into_owned())
    };
    let is_left = |c: char| {
        c.is_ascii_alphanumeric()
            || matches!(c, '\\' | '&' | '#' | ';')
            || c.is_control()
            || is_line_break(c)
            || matches!(fold(c), '\\' | '&' | '#' | ';')
    };
    (!text.is_empty() && !text.contains(is_left)).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::super::normalize;

    #[track_caller]
    fn check(source: &str, expected: &str) {
        let normalized = normalize(source);
        assert_eq!(normalized.text, expected);
        assert_eq!(normalize(expected).text, expected, "the second time");
    }

    #[test]
    fn references_are_what_they_stand_for() {
        check("甲市&ldquo;十五五&rdquo;规划", "甲市“十五五”规划");
        check("甲政发&#12308;2026&#12309;9号", "甲政发〔2026〕9号");
        check("甲政发&#x5B;2026&#x5d;9号", "甲政发〔2026〕9号");
        check("参保率&ge;95%，占比&lt;3%", "参保率≥95%，占比<3%");
        check("&emsp;&emsp;一、总体目标", "一、总体目标");
        check("甲&nbsp;&nbsp;乙", "甲乙");
        check("产学研&amp;用", "产学研&用");
    }

    #[test]
    fn references_that_were_escaped_twice() {
        check("&amp;ldquo;甲&amp;amp;rdquo;", "“甲”");
        check("&amp;nbsp;甲", "甲");
        check("&#38;ge;3", "≥3");
    }

    #[test]
    fn what_is_no_reference_stays() {
        for text in ["&甲；", "R&D", "&unknown;甲", "甲&#65;乙", "a&b;c", "&bsol;甲", "&#10;"] {
            check(text, text);
        }
    }

    #[test]
    fn escaped_marks_lose_their_backslash() {
        check("1\\. 建设", "1.建设");
        check("1\\) 建设", "1）建设");
        check("1\\、建设", "1、建设");
        check("## 2\\、建设", "##2、建设");
        check("\\(一\\) 建设", "（一）建设");
        check("甲政发\\[2026\\]7号", "甲政发〔2026〕7号");
        check("2026\\-2028年", "2026-2028年");
        check("300人次\\_以上，20座\\*。", "300人次_以上，20座*。");
        check("\\ (一)", "（一）");
    }

    #[test]
    fn relations_of_formulas_are_the_signs_they_stand_for() {
        check("达到$\\geq 85$", "达到$≥85$");
        check("$ \\leqslant 3\\%$", "$≤3%$");
        check("$3 \\times ５$", "$3×5$");
        check("\\ ｇ\u{200b}ｅ\u{200b}　5", "≥5");
        check("$\\geq&nbsp;85$", "$≥85$");
        // A label behind the sign is one behind the command.
        check("$\\geq 81\\、5$", "$≥81、5$");
        for text in ["\\\\geq5", "$\\left3$", "\\geq甲", "\\geqslant", "C:\\ge\\5"] {
            check(text, text);
        }
    }

    #[test]
    fn powers_and_indices_between_tags() {
        check("库容1.2亿m<sup>3</sup>，", "库容1.2亿m³，");
        check("10<sup>-4</sup>和PM<sub>2.5</sub>", "10⁻⁴和PM2.5");
        for text in
            ["甲<sup>①</sup>", "甲<sup>乙</sup>", "<sub></sub>", "<sup>3</sub>", "<sub>甲</sub>", "<sum>"]
        {
            check(text, text);
        }
        check("甲&lt;sup&gt;3&lt;/sup&gt;", "甲³");
        check("甲\\<sup>3<\\/sup>", "甲³");
        check("甲＜sup＞3＜/sup＞", "甲³");
        check("甲<s\u{200b}up>3</sup>", "甲³");
        // What they leave behind completes no reference, no escape and no tag.
        for source in
            ["&l<sub>t</sub>;", "<su<sub>p</sub>>3</sup>", "\\g<sub>eq</sub> 5", "<sup>3</su<sub>p</sub>>"]
        {
            let once = normalize(source).text;
            assert_eq!(normalize(&once).text, once, "{source}");
        }
    }

    #[test]
    fn backslashes_that_escape_nothing_stay() {
        check("甲\\ \\（乙", "甲\\\\（乙");
        for text in ["科技\\\\教育", "科技\\教育", "甲\\", "甲\\、乙", "\\\\（甲）", "C:\\a"] {
            check(text, text);
        }
    }

    #[test]
    fn quotes_of_a_spreadsheet_are_no_part_of_a_cell() {
        let gapped = |source: &str| normalize(source).text;
        assert_eq!(gapped("1\t\"改造水厂，\n日供4万吨\"\t县水利局"), "1改造水厂，日供4万吨县水利局");
        assert_eq!(gapped("\"甲\r\n乙\"\t丙\n"), "甲乙丙\n");
        assert_eq!(gapped("1\t\"打造\"\"一张网\"\"，\n全覆盖\""), "1打造“一张网”，全覆盖");
        // No tab beside them, no line end between them, or text behind them.
        for text in ["“甲\n乙”", "1“甲”乙"] {
            let source = text.replace(['“', '”'], "\"").replace('1', "1\t");
            assert_eq!(gapped(&source), text, "{source:?}");
        }
        assert_eq!(gapped("1\t\"甲\n乙\"丙"), "1“甲\n乙”丙");
        assert_eq!(gapped("\t\"甲\n乙\"\n丙"), "“甲\n乙”\n丙");
    }

    #[test]
    fn the_map_leads_over_both_steps() {
        use crate::span::{SourceSpan, Span};
        let normalized = normalize("\\(一\\)&nbsp;甲&ge;３");
        assert_eq!(normalized.text, "（一）甲≥3");
        let place = |from, to| normalized.map.to_source(Span::new(from, to));
        assert_eq!(place(0, 3), SourceSpan::new(1, 2));
        assert_eq!(place(3, 6), SourceSpan::new(2, 5));
        assert_eq!(place(9, 12), SourceSpan::new(13, 16));
        assert_eq!(place(12, 15), SourceSpan::new(16, 20));
        assert_eq!(place(15, 16), SourceSpan::new(20, 23));
    }
}
