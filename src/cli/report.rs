//! Findings for people: what, where, and the line of the source with a mark.
//!
//! ```text
//! 警告[S003] 序号不连续：“一、”之后是“三、”
//!   --> 规划.txt:12:1
//!    |
//! 12 | 三、保障措施
//!    | ^^^^
//! ```
//!
//! Marks count a Chinese character as two columns and an ambiguous one, such as
//! a curly quote, as one; terminals set to wide ambiguous characters show marks
//! behind such quotes too far to the left.

use std::borrow::Cow;
use std::io::{self, Write};

use annotate_snippets::renderer::{
    DEFAULT_EMPHASIS_STYLE, DEFAULT_ERROR_STYLE, DEFAULT_INFO_STYLE, DEFAULT_LINE_NUM_STYLE,
    DEFAULT_WARNING_STYLE, Style,
};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use guihua::model::{Severity, SourceFormat};
use guihua::source::LineIndex;
use guihua::{Lang, Source, SourceSpan};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{as_read, plain};

/// How reports are written.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// The language.
    pub lang: Lang,
    /// Whether with colours.
    pub color: bool,
    /// The columns of a line of the report.
    pub columns: usize,
}

impl Page {
    /// The columns where nobody says how many there are.
    pub const COLUMNS: usize = 100;
    /// Below this, lines of source show too little to be of use.
    const LEAST: usize = 40;

    /// A page as wide as the terminal, if `terminal` says how wide that is.
    pub fn new(lang: Lang, color: bool, terminal: Option<usize>) -> Self {
        Self { lang, color, columns: terminal.unwrap_or(Self::COLUMNS).max(Self::LEAST) }
    }
}

impl Page {
    /// The rows that a text takes on the page.
    pub fn rows(self, text: &str) -> usize {
        let rows = |line: &str| line.width().div_ceil(self.columns).max(1);
        text.lines().map(rows).sum()
    }

    /// The same where rows are counted for a screen: one that nobody knows is no wider.
    pub fn on_screen(self) -> Self {
        /// The columns of most.
        const SCREEN: usize = 80;
        Self { columns: self.columns.min(SCREEN), ..self }
    }

    /// A line that takes so many rows of the screen at most.
    pub fn cut(self, line: &str, rows: usize) -> String {
        let columns = self.on_screen().columns * rows;
        if line.width() <= columns {
            return line.to_owned();
        }
        let (end, _) = reach(line.chars(), columns - 1);
        format!("{}…", &line[..end])
    }
}

/// Columns for the numbers of lines, and ` | ` behind them.
const NUMBERS: usize = 8;

/// A place in a text, for showing it.
#[derive(Clone, Copy)]
pub struct Spot<'a> {
    pub path: &'a str,
    pub text: &'a str,
    pub lines: &'a LineIndex,
    pub span: SourceSpan,
    /// The line and the column of its start.
    pub start: (u32, u32),
    /// The page it stands on, in formats that have pages.
    pub page: Option<u32>,
    /// Whether its lines are those of a rendition that nobody has seen.
    pub is_rendition: bool,
    /// The place in words, which stand for the line then.
    pub words: Option<&'a str>,
}

impl<'a> Spot<'a> {
    /// The place of `span`; takes time by the length of its line.
    pub fn new(source: &'a Source, span: SourceSpan) -> Self {
        Self::starting(source, span, Columns::default().find(source, span.start))
    }

    /// The place of `span`, whose line and column are known.
    pub fn starting(source: &'a Source, span: SourceSpan, start: (u32, u32)) -> Self {
        let page = source.page(start.0);
        let is_rendition = source.format() != SourceFormat::Text;
        let (path, text, lines) = (source.path(), source.text(), source.lines());
        Self { path, text, lines, span, start, page, is_rendition, words: None }
    }

    /// The place with its words, if it has any.
    pub fn told(self, words: &'a str) -> Self {
        Self { words: (!words.is_empty()).then_some(words), ..self }
    }
}

/// Lines and columns of many places in order: each line is counted through
/// once, however many places it has. Some files are a single line.
#[derive(Default)]
pub struct Columns {
    /// The place that was asked for last: line, column, offset.
    last: Option<(u32, u32, usize)>,
}

impl Columns {
    /// The 1-based line, and the column in characters, of `offset`.
    pub fn find(&mut self, source: &Source, offset: u32) -> (u32, u32) {
        let (text, lines) = (source.text(), source.lines());
        let line = lines.line(offset);
        let at = floor(text, offset as usize);
        let column = match self.last {
            Some((last, column, from)) if last == line && from <= at => {
                column.saturating_add(u32::try_from(text[from..at].chars().count()).unwrap_or(u32::MAX))
            }
            _ => lines.column(text, offset),
        };
        self.last = Some((line, column, at));
        (line, column)
    }
}

/// A finding, for showing it.
pub struct Entry<'a> {
    pub severity: Severity,
    pub code: &'a str,
    pub name: &'a str,
    pub message: &'a str,
    pub spot: Spot<'a>,
    /// Other places to compare it with.
    pub beside: &'a [Spot<'a>],
    /// Lines below the source: what they are about, and what they say.
    pub notes: &'a [(&'a str, &'a str)],
}

/// Writes one finding and an empty line.
///
/// # Errors
///
/// What `writer` reports.
pub fn write_entry(writer: &mut impl Write, entry: &Entry<'_>, page: Page) -> io::Result<()> {
    let (level, style) = match entry.severity {
        Severity::Error => (Level::ERROR, DEFAULT_ERROR_STYLE),
        Severity::Warning => (Level::WARNING, DEFAULT_WARNING_STYLE),
        Severity::Info => (Level::INFO, DEFAULT_INFO_STYLE),
    };
    let paint = |style: Style| if page.color { style } else { Style::new() };
    let (style, bold, arrow) = (paint(style), paint(DEFAULT_EMPHASIS_STYLE), paint(DEFAULT_LINE_NUM_STYLE));

    // The numbers of all lines shown stand under each other.
    let spots = || std::iter::once(&entry.spot).chain(entry.beside);
    let last = spots().map(|spot| spot.start.0).max().unwrap_or(1);
    let margin = last.to_string().len();

    // annotate-snippets has no place for the name of a rule and would give the
    // column within the cut line, so the first two lines are written here.
    let message = plain::line(entry.message);
    let label = entry.severity.label(page.lang);
    let (code, name) = (entry.code, entry.name);
    // Some messages begin with the name of the rule.
    let named = if as_read::unmarked(&message).starts_with(name) { "" } else { &format!("{name}: ") };
    writeln!(writer, "{style}{label}[{code}]{style:#} {bold}{named}{message}{bold:#}")?;
    for (at, spot) in spots().enumerate() {
        let is_first = at == 0;
        let shown = Place::of(*spot, page.columns - NUMBERS);
        let path = plain::line(spot.path);
        let (sign, line, column) = (if is_first { "-->" } else { ":::" }, shown.line, shown.column);
        let number = match (spot.page, page.lang) {
            (None, _) => String::new(),
            (Some(number), Lang::Zh) => format!("（第 {number} 页）"),
            (Some(number), Lang::En) => format!(" (page {number})"),
        };
        let place = match (spot.is_rendition, spot.words, page.lang) {
            (false, ..) => format!("{path}:{line}:{column}"),
            (true, Some(words), Lang::Zh) => format!("{path}：{}", plain::line(words)),
            (true, Some(words), Lang::En) => format!("{path}: {}", plain::line(words)),
            (true, None, _) => format!("{path}{number}"),
        };
        writeln!(writer, "{:margin$}{arrow}{sign}{arrow:#} {place}", "")?;
        let kind = if is_first { AnnotationKind::Primary } else { AnnotationKind::Context };
        let mark = kind.span(shown.excerpt.mark.0..shown.excerpt.mark.1);
        let snippet = Snippet::source(shown.excerpt.text.as_str()).line_start(line as usize).annotation(mark);
        // Wider than any excerpt: what is too long has been cut already.
        let renderer = if page.color { Renderer::styled() } else { Renderer::plain() };
        let renderer = renderer.term_width(4 * page.columns);
        let level = if is_first { level.clone() } else { Level::NOTE };
        let snippet = renderer.render(&[Group::with_level(level).element(snippet)]);
        for row in snippet.lines() {
            // A shorter number than the longest is one of fewer digits.
            let missing = margin - line.to_string().len();
            let row = if spot.is_rendition { without_number(row) } else { row.into() };
            writeln!(writer, "{:missing$}{row}", "")?;
        }
    }
    for (about, text) in entry.notes {
        let text = plain::line(text);
        writeln!(writer, "{:margin$} {arrow}={arrow:#} {bold}{about}{bold:#}: {text}", "")?;
    }
    writeln!(writer)
}

/// A row of a snippet with blanks for the number of its line.
fn without_number(row: &str) -> Cow<'_, str> {
    let Some(bar) = row.find('|') else { return row.into() };
    let mut is_style = false;
    let head = row[..bar].chars().map(|c| {
        is_style = c == '\u{1b}' || is_style && c != 'm';
        if c.is_ascii_digit() && !is_style { ' ' } else { c }
    });
    let mut result: String = head.collect();
    result.push_str(&row[bar..]);
    result.into()
}

/// The severity of each finding, of those that are not listed as well.
pub fn severities(diagnostics: &[guihua::Diagnostic]) -> impl Iterator<Item = Severity> {
    diagnostics
        .iter()
        .flat_map(|found| std::iter::repeat_n(found.code.rule().severity, found.more as usize + 1))
}

/// `3 个错误，5 个警告，2 个提示`; nothing where nothing was found.
pub fn summary(severities: impl IntoIterator<Item = Severity>, lang: Lang) -> String {
    let mut counts = [0; 3];
    for severity in severities {
        counts[severity as usize] += 1;
    }
    let parts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Info]
        .into_iter()
        .filter_map(|severity| {
            let count = counts[severity as usize];
            let label = severity.label(lang);
            match (count, lang) {
                (0, _) => None,
                (_, Lang::Zh) => Some(format!("{count} 个{label}")),
                (1, Lang::En) => Some(format!("1 {label}")),
                (_, Lang::En) => Some(format!("{count} {label}s")),
            }
        })
        .collect();
    match lang {
        Lang::Zh => parts.join("，"),
        Lang::En => parts.join(", "),
    }
}

/// Where a finding is, and the source around it.
struct Place {
    line: u32,
    column: u32,
    excerpt: Excerpt,
}

impl Place {
    /// The first line of the finding: a mark over several lines ends with it.
    fn of(spot: Spot<'_>, columns: usize) -> Self {
        let Spot { text, lines, span, start: (line, column), .. } = spot;
        let start = floor(text, span.start as usize);
        let end = floor(text, span.end as usize).max(start);
        let range = lines.line_span(line).range();
        let content = text[range.clone()].trim_end_matches(['\r', '\n']);
        let within = |offset: usize| offset.saturating_sub(range.start).min(content.len());
        Self { line, column, excerpt: Excerpt::around(content, within(start), within(end), columns) }
    }
}

/// The part of a line that is shown.
#[derive(Debug, PartialEq)]
struct Excerpt {
    text: String,
    mark: (usize, usize),
}

impl Excerpt {
    /// Cuts `line` to about `columns` columns around `start..end`. Takes time by
    /// the columns, not by the line: some plans are one line of 100 KB.
    fn around(line: &str, start: usize, end: usize, columns: usize) -> Self {
        let (start, end) = (floor(line, start), floor(line, end));
        // The mark may fill two thirds; what stands around it shares the rest,
        // and the right side takes over what the left side does not need.
        let (mark, marked) = reach(line[start..end].chars(), columns * 2 / 3);
        let end = start + mark;
        let (_, left) = reach(line[..start].chars().rev(), columns);
        let right = columns - marked - left.min((columns - marked) / 2);
        let (after, used) = reach(line[end..].chars(), right);
        let (before, _) = reach(line[..start].chars().rev(), columns - marked - used);

        let (from, to) = (start - before, end + after);
        let head = if from > 0 { "…" } else { "" };
        let tail = if to < line.len() { "…" } else { "" };
        let mut text = head.to_owned();
        let mut mark = (text.len(), text.len());
        for (at, c) in line[from..to].char_indices() {
            // Each takes a column here, whatever it would do on a terminal.
            let is_odd = c != '\t' && plain::is_odd(c) || c == '[' && text.ends_with("##");
            text.push(if is_odd { char::REPLACEMENT_CHARACTER } else { c });
            let next = from + at + c.len_utf8();
            mark.0 = if next <= start { text.len() } else { mark.0 };
            mark.1 = if next <= end { text.len() } else { mark.1 };
        }
        text.push_str(tail);
        Self { text, mark }
    }
}

/// How many bytes of `chars` fit into `columns`, and the columns they take.
fn reach(chars: impl Iterator<Item = char>, columns: usize) -> (usize, usize) {
    // Enough for text; an end to a line of nothing but zero-width characters.
    let chars = chars.take(2 * columns);
    let (mut bytes, mut used) = (0, 0);
    for char in chars {
        let width = if char == '\t' { 4 } else { char.width().unwrap_or(1) };
        if used + width > columns {
            break;
        }
        bytes += char.len_utf8();
        used += width;
    }
    (bytes, used)
}

/// The last character boundary at or before `offset`.
fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;
    use guihua::{Code, Diagnostic};

    /// Writes findings one after the other, then a line that counts them.
    fn write(
        mut writer: impl Write,
        source: &Source,
        diagnostics: &[Diagnostic],
        page: Page,
    ) -> io::Result<()> {
        let mut columns = Columns::default();
        for diagnostic in diagnostics {
            let rule = diagnostic.code.rule();
            let start = columns.find(source, diagnostic.span.start);
            let entry = Entry {
                severity: rule.severity,
                code: rule.code,
                name: rule.name,
                message: &diagnostic.message(page.lang),
                spot: Spot::starting(source, diagnostic.span, start),
                beside: &[],
                notes: &[],
            };
            write_entry(&mut writer, &entry, page)?;
        }
        if diagnostics.is_empty() {
            return Ok(());
        }
        writeln!(writer, "{}", summary(severities(diagnostics), page.lang))
    }

    /// The columns of source text on a page of 100.
    const COLUMNS: usize = 92;

    fn source(text: &str) -> Source {
        Source::from_bytes("规划.txt", text.as_bytes().to_vec(), None).unwrap()
    }

    fn find(text: &str, word: &str) -> Diagnostic {
        let start = u32::try_from(text.find(word).unwrap()).unwrap();
        let end = start + u32::try_from(word.len()).unwrap();
        Diagnostic::new(Code::ForeignWord, SourceSpan::new(start, end)).with(word)
    }

    fn report(text: &str, diagnostics: &[Diagnostic], lang: Lang, color: bool) -> String {
        let mut bytes = Vec::new();
        write(&mut bytes, &source(text), diagnostics, Page::new(lang, color, None)).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_finding_shows_its_line_and_marks_it() {
        let text = "一、目标\n提高“三支”Workers 水平\n";
        let found = [find(text, "Workers")];
        assert_eq!(
            report(text, &found, Lang::Zh, false),
            "\
警告[T004] foreign-word: 中文里夹有外文词“Workers”
 --> 规划.txt:2:7
  |
2 | 提高“三支”Workers 水平
  |           ^^^^^^^

1 个警告
"
        );
        let english = report(text, &found, Lang::En, false);
        assert!(english.starts_with("warning[T004] foreign-word: foreign word Workers"));
        assert!(english.ends_with("\n1 warning\n"));
    }

    #[test]
    fn only_colour_has_escape_codes() {
        let text = "提高 Workers 水平\n";
        let found = [find(text, "Workers")];
        assert!(!report(text, &found, Lang::Zh, false).contains('\u{1b}'));
        assert!(report(text, &found, Lang::Zh, true).contains('\u{1b}'));
    }

    #[test]
    fn the_source_sends_no_escape_codes_to_the_terminal() {
        let text = "提高 \u{1b}[31mWorkers\u{7} 水平\n";
        let found = [find(text, "\u{1b}[31mWorkers\u{7}")];
        let report = report(text, &found, Lang::Zh, false);
        assert!(!report.contains(['\u{1b}', '\u{7}']));
    }

    #[test]
    fn nothing_found_is_nothing_said() {
        assert_eq!(report("一、\n", &[], Lang::Zh, false), "");
    }

    #[test]
    fn the_summary_counts_by_severity() {
        let at = |code| Diagnostic::new(code, SourceSpan::new(0, 0));
        let found = [at(Code::DateIncomplete), at(Code::NumberingGap), at(Code::NumberingGap)];
        let severities = || found.iter().map(|found| found.code.rule().severity);
        assert_eq!(summary(severities(), Lang::Zh), "1 个错误，2 个警告");
        assert_eq!(summary(severities(), Lang::En), "1 error, 2 warnings");
    }

    #[test]
    fn places_off_the_text_or_inside_a_character_do_not_panic() {
        for text in ["", "一", "一\n", "一\r\n二\r\n\r\n", "\u{feff}一\n二", "\n\n"] {
            for start in 0..16 {
                for end in 0..16 {
                    let found = Diagnostic::new(Code::ForeignWord, SourceSpan::new(start, end));
                    report(text, &[found], Lang::Zh, false);
                }
            }
        }
    }

    #[test]
    fn columns_in_order_are_those_counted_one_by_one() {
        let source = source("一二\n三四五\r\n\n六\u{feff}七");
        let end = u32::try_from(source.text().len()).unwrap();
        let mut columns = Columns::default();
        for offset in (0..=end + 2).chain([0, 9, 3]) {
            let expected = (source.lines().line(offset), source.lines().column(source.text(), offset));
            assert_eq!(columns.find(&source, offset), expected, "{offset}");
        }
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let filler = "推进残疾人事业发展".repeat(5_000);
        let text = format!("{filler}Workers{filler}");
        let start = filler.len();
        let excerpt = Excerpt::around(&text, start, start + 7, 40);
        assert!(excerpt.text.starts_with('…') && excerpt.text.ends_with('…'), "{}", excerpt.text);
        assert_eq!(&excerpt.text[excerpt.mark.0..excerpt.mark.1], "Workers");
        assert!(excerpt.text.chars().count() < 30, "{}", excerpt.text);
        // A mark longer than the window is cut as well.
        let excerpt = Excerpt::around(&text, 0, text.len(), 40);
        assert_eq!(excerpt.mark.0, 0);
        assert!(excerpt.text.len() < 100, "{}", excerpt.text);
        // The whole budget is used at both ends of the line.
        let first = Excerpt::around(&filler, 0, 3, 40).text;
        let last = Excerpt::around(&filler, filler.len() - 3, filler.len(), 40).text;
        assert_eq!((first.chars().count(), last.chars().count()), (21, 21));
        // A line that fits is not cut.
        let short = Excerpt::around("推进 Workers 发展", 7, 14, 40);
        assert_eq!(short, Excerpt { text: "推进 Workers 发展".into(), mark: (7, 14) });
    }

    #[test]
    fn time_does_not_grow_with_the_line() {
        let text = format!("{}Workers", "推".repeat(1_000_000));
        let start = text.len() - 7;
        let excerpts: Vec<_> =
            (0..10_000).map(|_| Excerpt::around(&text, start, text.len(), COLUMNS)).collect();
        assert!(excerpts.iter().all(|excerpt| excerpt.text.len() < 1_000));
        let zero_width = "\u{200b}".repeat(1_000_000);
        assert!(Excerpt::around(&zero_width, 9, 300_000, COLUMNS).text.len() < 2_000);
    }
}
