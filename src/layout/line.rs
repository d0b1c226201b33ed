//! Physical lines and what can be seen of each.

use super::wrapped::mark_wrapped_cells;
use crate::evidence::{LineFacts, LineRole};
use crate::model::FurnitureKind;
use crate::normalize::{Gap, GapKind, Normalized};
use crate::scan::annex_label::scan_annex_label;
use crate::scan::box_heading::scan_box_heading;
use crate::scan::marker::{Marker, scan_marker};
use crate::scan::table_line::{is_drawn_line, may_be_drawn};
use crate::scan::{char_count, count_bytes, is_longer_than, is_terminated};
use crate::span::Span;

/// A physical line that holds text, as offsets into the normalized text.
#[derive(Clone, Debug)]
pub struct Line {
    /// The text of the line.
    pub span: Span,
    /// Its first character, which rules out most of what a line may be without a
    /// look at the text.
    pub first: char,
    /// The marker it begins with.
    pub marker: Option<Marker>,
    /// White space before the text, in columns.
    pub indent: u16,
    /// Whether the line begins with a tab, as the cells of a pasted table do.
    pub tab_indent: bool,
    /// Width in characters of the source, white space inside included.
    pub chars: u16,
    /// Width in display columns: two for a Chinese character, one for a digit.
    pub columns: u16,
    /// Blank lines directly before this one.
    pub blanks_before: u16,
    /// Whether a page ends before this line.
    pub page_break: bool,
    /// The gaps inside the line, as a range of [`Normalized::gaps`].
    pub gaps: (u32, u32),
    /// How many of those gaps separate cells by tabs.
    pub tab_gaps: u16,
    /// How many are as wide as the space between two cells, a gap behind a
    /// label aside.
    pub wide_gaps: u16,
    /// How many are at least two columns wide.
    pub double_gaps: u16,
    /// Whether the line holds the cells of a table: tabs between its pieces, or
    /// wide gaps as in the lines next to it.
    pub is_row: bool,
    /// Set where the whole line is furniture.
    pub furniture: Option<FurnitureKind>,
    /// Whether the line ends a sentence.
    pub terminated: bool,
    /// What its format says of it; nothing in plain text.
    pub facts: LineFacts,
}

impl Line {
    /// The marker of the piece `span` of the line, which reads `content` where
    /// marks of a markup language are left out.
    #[must_use]
    pub fn marker_of(&self, span: Span, content: &str) -> Option<Marker> {
        let is_whole = span.start == self.span.start && content.len() == self.span.len() as usize;
        if is_whole { self.marker } else { scan_marker(content) }
    }

    /// Whether the line is a row of a table or begins with a tab as a cell does.
    #[must_use]
    pub fn is_cell(&self) -> bool {
        self.tab_indent || self.is_row
    }

    /// Whether its format says that the line is a paragraph or a row as it is.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        matches!(self.facts.role, LineRole::Paragraph | LineRole::Row)
    }
}

/// The gap between two cells is at least this wide; one or two columns are
/// what PDF extraction leaves around quotes and digits.
const CELL_GAP_COLUMNS: u16 = 3;

/// Lines of at least this many characters are looked at to learn how a
/// document was wrapped; shorter ones are headings, cells and last lines.
pub(super) const MIN_MEASURED: u16 = 12;

/// Fewer lines than these show nothing.
pub(super) const MIN_LINES: usize = 5;

/// A line is no wider, so that widths can be multiplied and added.
pub(super) const MAX_WIDTH: u16 = u16::MAX / 8;

/// A width as far as it counts.
pub(super) fn capped(width: usize) -> u16 {
    width.min(usize::from(MAX_WIDTH)) as u16
}

/// An indent counts no further, so that it can be multiplied.
const MAX_INDENT: u16 = 4096;

/// Splits the normalized text into its lines, and the one that goes on behind `parted` there,
/// and measures each.
#[must_use]
pub fn read_lines(normalized: &Normalized, source: &str, parted: Option<u32>) -> Vec<Line> {
    let text = &normalized.text;
    let gaps = &normalized.gaps;
    let mut lines = Vec::with_capacity(text.len() / 96 + 8);
    let (mut gap, mut start) = (0usize, 0usize);
    let (mut blanks, mut page_break) = (0u16, false);
    // The few lines that may be rows, and how far lines are indented, are noted on the
    // way: going over all lines again takes longer than reading them.
    let mut may_be_rows: Vec<usize> = Vec::new();
    let mut indents = Indents::default();
    let has_wide_ascii = wide_ascii(source.as_bytes(), true) > 0;
    let mut source_start = 0;
    let mut near = 0;
    let parted = parted.map(|at| at as usize).filter(|at| *at > 0 && text.as_bytes()[at - 1] != b'\n');
    let mut ends = memchr::memchr_iter(b'\n', text.as_bytes()).chain(std::iter::once(text.len())).peekable();
    while let Some(next) = ends.peek().copied() {
        let end = parted.filter(|at| (start + 1..next).contains(at)).unwrap_or(next);
        let source_end =
            if has_wide_ascii { normalized.map.source_offset_near(end as u32, &mut near) } else { 0 };
        let mut indent = 0u16;
        let mut tab_indent = false;
        let mut first_gap = gap;
        while let Some(found) = gaps.get(gap)
            && (found.at as usize) <= end
        {
            // A gap at the end of a line is a page break before the next.
            if found.at as usize == end && found.at as usize != start && found.kind != GapKind::PageBreak {
                break;
            }
            match found.kind {
                GapKind::PageBreak => page_break = true,
                _ if found.at as usize == start => {
                    indent = indent.saturating_add(found.columns).min(MAX_INDENT);
                    tab_indent |= found.kind == GapKind::Tab;
                }
                _ => {
                    gap += 1;
                    continue;
                }
            }
            gap += 1;
            first_gap = gap;
        }
        if start == end {
            blanks = blanks.saturating_add(1);
        } else {
            let inner = &gaps[first_gap..gap];
            let line = &text[start..end];
            let marker = scan_marker(line);
            let label_end = (start + marker.map_or_else(|| label_len(line), |marker| marker.len)) as u32;
            let (chars, mut columns) = measure_line(line, inner);
            if has_wide_ascii {
                let wide = wide_ascii(&source.as_bytes()[source_start as usize..source_end as usize], false);
                columns = columns.saturating_add(wide).min(MAX_WIDTH);
            }
            let tab_gaps = count_gaps(inner, label_end, |gap| gap.kind == GapKind::Tab);
            let line = Line {
                span: Span::new(start as u32, end as u32),
                first: line.chars().next().unwrap_or_default(),
                marker,
                indent,
                tab_indent,
                chars,
                columns,
                blanks_before: blanks,
                page_break,
                gaps: (first_gap as u32, gap as u32),
                tab_gaps,
                wide_gaps: wide_gaps(line, start as u32, inner, label_end),
                double_gaps: count_gaps(inner, label_end, |gap| gap.columns >= 2),
                is_row: false,
                furniture: None,
                terminated: is_terminated(line),
                facts: LineFacts::default(),
            };
            if (line.tab_gaps | line.wide_gaps | line.double_gaps) > 0 || may_be_drawn(line.first) {
                may_be_rows.push(lines.len());
            }
            indents.note(&line);
            lines.push(line);
            blanks = 0;
            page_break = false;
        }
        start = if end == next {
            ends.next();
            end + 1
        } else {
            end
        };
        source_start = source_end;
    }
    mark_rows(text, &mut lines, &may_be_rows);
    mark_wrapped_cells(text, &mut lines, &may_be_rows);
    // Rows stand anywhere on the page.
    for at in may_be_rows.into_iter().filter(|at| lines[*at].is_row) {
        indents.forget(&lines[at]);
    }
    settle_indents(&mut lines, indents);
    lines
}

/// Lets all indents count from the margin of their page, and have the width as which they are printed.
fn settle_indents(lines: &mut [Line], mut indents: Indents) {
    if align_pages(lines) {
        indents = Indents::default();
        lines.iter().filter(|line| !line.is_row).for_each(|line| indents.note(line));
    }
    let is_moved = remove_left_margin(lines, &indents);
    if is_moved || indents.narrow >= MIN_LINES {
        widen_indents(lines);
    }
}

/// The indents of the lines of a text, counted.
struct Indents {
    /// Of lines that go on, by width; the last counts all that are wider, too.
    open: [usize; MAX_MARGIN],
    /// Of all lines of text.
    all: [usize; MAX_MARGIN],
    /// Lines indented like [`NARROW`].
    narrow: usize,
}

/// No left margin is as wide as this, in columns; what is wider counts as one less.
const MAX_MARGIN: usize = 48;

/// The width of an indent as some programs and typists write it.
const NARROW: u16 = 2;

impl Default for Indents {
    fn default() -> Self {
        Self { open: [0; MAX_MARGIN], all: [0; MAX_MARGIN], narrow: 0 }
    }
}

impl Indents {
    /// The left margin where paragraphs are so short that as many lines begin one as go on: all
    /// lines stand there or further in by an indent.
    fn margin_below_indents(&self) -> Option<usize> {
        /// An indent is so wide, and a margin that no other rule tells.
        const INDENT: std::ops::RangeInclusive<usize> = 2..=5;
        const NARROWEST: usize = 3;
        /// One line in so many may reach further left; one in so many at least stands at the
        /// margin, and one in so many has the indent.
        const LEFT: usize = 8;
        const AT_MARGIN: usize = 4;
        const INDENTED: usize = 6;
        let total: usize = self.all.iter().sum();
        let mut left = 0;
        let margin = (0..MAX_MARGIN).find(|indent| {
            left += self.all[*indent];
            left * LEFT > total
        })?;
        let end = (margin + INDENT.end()).min(MAX_MARGIN - 1);
        let indented: usize = self.all[(margin + INDENT.start()).min(end)..=end].iter().sum();
        let own = self.all[margin];
        let are_two = own * AT_MARGIN >= total && indented * INDENTED >= total;
        (margin >= NARROWEST && are_two && (own + indented) * 4 > total * 3).then_some(margin)
    }

    fn note(&mut self, line: &Line) {
        self.count(line, |count| *count += 1);
        self.narrow += usize::from(line.indent == NARROW);
    }

    /// Takes back what was noted of a line.
    fn forget(&mut self, line: &Line) {
        self.count(line, |count| *count -= 1);
    }

    fn count(&mut self, line: &Line, change: impl Fn(&mut usize)) {
        let indent = usize::from(line.indent).min(MAX_MARGIN - 1);
        if line.chars >= MIN_MEASURED && !line.tab_indent {
            change(&mut self.all[indent]);
            if !line.terminated {
                change(&mut self.open[indent]);
            }
        }
    }
}

/// Programs that give each character of a page one column make two columns of an
/// indent two characters wide, and some typists begin with two blanks. Where text
/// has no other indent, that is one.
fn widen_indents(lines: &mut [Line]) {
    /// The width of an indent as it is printed.
    const PRINTED: u16 = 4;
    let is_text = |line: &&Line| line.chars >= MIN_MEASURED && !line.is_cell();
    let (mut narrow, mut printed) = (0usize, 0usize);
    for line in lines.iter().filter(is_text) {
        narrow += usize::from(line.indent == NARROW);
        printed += usize::from((NARROW + 1..=2 * PRINTED).contains(&line.indent));
    }
    if narrow >= MIN_LINES && narrow > 4 * printed {
        for line in lines.iter_mut().filter(|line| line.indent == NARROW && !line.is_cell()) {
            line.indent = PRINTED;
        }
    }
}

/// How many gaps of a line, behind its label, are as wide as the space between two cells.
fn wide_gaps(line: &str, start: u32, gaps: &[Gap], label_end: u32) -> u16 {
    let count = count_gaps(gaps, label_end, is_cell_gap);
    if count > 0 && is_padded_prose(line, start, gaps) { 0 } else { count }
}

/// Whether all wide gaps of a line stand beside words of another script in running text.
/// Programs that keep the places of words, but give each character one column, write so
/// many blanks before the next word as the wide characters before it lack:
/// 方面。到              2025年，全市.
fn is_padded_prose(line: &str, start: u32, gaps: &[Gap]) -> bool {
    /// Fewer characters are a cell.
    const LEAST: usize = 15;
    /// Blanks more or less, for digits are narrower than they are counted, and subscripts
    /// stand on another line.
    const TOLERANCE: usize = 5;
    /// No number of a row has more characters.
    const FIRST: usize = 4;
    let has_tab = gaps.iter().any(|gap| gap.kind == GapKind::Tab);
    if has_tab || !line.contains(['，', '。', '；']) || !is_longer_than(line, LEAST) {
        return false;
    }
    let mut from = 0;
    gaps.iter().filter(|gap| is_cell_gap(gap)).all(|gap| {
        let at = (gap.at - start) as usize;
        let (before, behind) = (&line[from..at], line[at..].trim_start());
        let narrow = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '%');
        let is_change = narrow(before.chars().next_back()) != narrow(behind.chars().next());
        from = line.len() - behind.len();
        let lacking = before.chars().filter(|c| !c.is_ascii()).count();
        // Behind a number alone, a row begins.
        is_change && (lacking > 0 || at > FIRST) && lacking.abs_diff(usize::from(gap.columns)) <= TOLERANCE
    })
}

/// Lets the text of all pages begin in one column: where a program that lays text out with spaces
/// counts each page from its leftmost character, a table or a line that sticks out moves the rest of
/// its page. Returns whether any line was moved.
fn align_pages(lines: &mut [Line]) -> bool {
    /// Fewer pages tell nothing of a margin.
    const LEAST: usize = 3;
    let mut pages = Vec::new();
    let mut from = 0;
    for end in 1..=lines.len() {
        if end == lines.len() || lines[end].page_break {
            pages.push((from..end, page_margin(&lines[from..end])));
            from = end;
        }
    }
    let known = || pages.iter().filter_map(|(_, margin)| *margin);
    let (Some(least), Some(most)) = (known().min(), known().max()) else { return false };
    if least == most || known().count() < LEAST {
        return false;
    }
    for (page, margin) in pages {
        let moved = margin.map_or(0, |margin| margin - least);
        for line in lines[page].iter_mut().filter(|line| !line.is_cell()) {
            line.indent = line.indent.saturating_sub(moved);
        }
    }
    true
}

/// The column that the text of a page begins in, if it shows: many lines stand there, and some are
/// further in by an indent.
fn page_margin(lines: &[Line]) -> Option<u16> {
    /// Fewer lines show nothing; one in so many at least stands at the margin.
    const LEAST: usize = 6;
    const AT_MARGIN: usize = 3;
    /// How much further in an indent is.
    const INDENT: std::ops::RangeInclusive<u16> = 2..=8;
    let is_text = |line: &&Line| line.chars >= MIN_MEASURED && !line.is_cell();
    let mut indents: Vec<u16> = lines.iter().filter(is_text).map(|line| line.indent).collect();
    indents.sort_unstable();
    let runs = indents.chunk_by(|one, other| one == other);
    let mut margins = runs.filter(|run| run.len() * AT_MARGIN >= indents.len()).map(|run| run[0]);
    let margin = margins.next().filter(|_| indents.len() >= LEAST)?;
    indents
        .iter()
        .any(|indent| indent.checked_sub(margin).is_some_and(|more| INDENT.contains(&more)))
        .then_some(margin)
}

/// Text that was laid out with spaces begins every line with the width of the
/// page's left margin; an indent counts from there. Returns whether there was one.
fn remove_left_margin(lines: &mut [Line], indents: &Indents) -> bool {
    let usual =
        (1..MAX_MARGIN).max_by_key(|indent| (indents.open[*indent], MAX_MARGIN - indent)).unwrap_or(0);
    let is_usual = usual >= 2 && indents.open[usual] * 2 > indents.open.iter().sum();
    // First lines alone are indented where others reach further left.
    let is_text = |line: &&Line| !line.is_cell();
    let reach =
        |margin: usize| lines.iter().filter(is_text).filter(|line| usize::from(line.indent) < margin).count();
    let texts = lines.iter().filter(is_text).count();
    let margin = Some(usual).filter(|margin| is_usual && reach(*margin) * 8 <= texts);
    let Some(margin) = margin.or_else(|| indents.margin_below_indents()) else { return false };
    // Tables may reach further left than the text: their columns keep their distances.
    let rows = lines.iter().filter(|line| line.is_cell()).map(|line| line.indent);
    let margin = margin as u16;
    let of_rows = rows.min().map_or(margin, |least| least.min(margin));
    let mut is_among_rows = false;
    for line in lines {
        is_among_rows = line.is_cell() || is_among_rows && line.chars < MIN_MEASURED && !line.terminated;
        line.indent = line.indent.saturating_sub(if is_among_rows { of_rows } else { margin });
    }
    true
}

fn count_gaps(gaps: &[Gap], label_end: u32, is_counted: impl Fn(&Gap) -> bool) -> u16 {
    gaps.iter().filter(|gap| gap.at > label_end && is_counted(gap)).count().min(usize::from(u16::MAX)) as u16
}

/// The byte length of a label that is no marker, behind which white space
/// separates no cells either: 专栏1, 附件2, 表 2-1.
fn label_len(line: &str) -> usize {
    if let Some(heading) = scan_box_heading(line) {
        return heading.title_at;
    }
    let behind = ["附表", "附图", "表", "图"].iter().find_map(|word| line.strip_prefix(*word));
    let number = |rest: &str| rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-').len();
    behind
        .map(|rest| line.len() - number(rest))
        .or_else(|| scan_annex_label(line).map(|label| label.len))
        .unwrap_or(0)
}

/// A tab makes a row by itself. Wide gaps do where several stand in the line,
/// or where the line before or after has as many: a signature that was moved to
/// the right with spaces stands alone. `may_be_rows` are the lines that have wide gaps
/// or may be drawn; no other is made a row here.
fn mark_rows(text: &str, lines: &mut [Line], may_be_rows: &[usize]) {
    for &at in may_be_rows {
        let line = &lines[at];
        let is_like = |other: Option<&Line>| {
            other.is_some_and(|other| other.wide_gaps == line.wide_gaps && !other.terminated)
        };
        let is_aligned = line.wide_gaps >= 2 && !line.terminated
            || line.wide_gaps == 1
                && !line.terminated
                && (is_like(at.checked_sub(1).and_then(|at| lines.get(at))) || is_like(lines.get(at + 1)));
        let is_drawn = may_be_drawn(line.first) && is_drawn_line(line.span.of(text));
        lines[at].is_row = line.tab_gaps > 0 || is_aligned || is_drawn;
    }
    mark_narrow_rows(text, lines, may_be_rows);
}

/// Rows whose cells stand only two columns apart: several gaps in each of two
/// lines, as many in one as in the other, and values in one of them. Words that
/// are set with space between their letters have no values.
fn mark_narrow_rows(text: &str, lines: &mut [Line], may_be_rows: &[usize]) {
    let is_candidate = |line: &Line| {
        line.double_gaps >= 2
            && !line.terminated
            && line.furniture.is_none()
            && !line.span.of(text).contains(['，', '。', '：', '；'])
    };
    let has_digit = |line: &Line| line.span.of(text).bytes().any(|byte| byte.is_ascii_digit());
    for at in may_be_rows.iter().copied().filter(|at| *at > 0) {
        let (before, line) = (&lines[at - 1], &lines[at]);
        let is_pair = before.double_gaps == line.double_gaps
            && is_candidate(before)
            && is_candidate(line)
            && (has_digit(before) || has_digit(line));
        if is_pair {
            lines[at - 1].is_row = true;
            lines[at].is_row = true;
        }
    }
}

/// Whether a gap separates two cells rather than two words.
#[must_use]
#[expect(clippy::trivially_copy_pass_by_ref, reason = "who walks over gaps has references")]
pub fn is_cell_gap(gap: &Gap) -> bool {
    gap.kind == GapKind::Tab || (gap.kind != GapKind::PageBreak && gap.columns >= CELL_GAP_COLUMNS)
}

fn measure_line(line: &str, gaps: &[Gap]) -> (u16, u16) {
    let chars = char_count(line);
    let narrow = count_bytes(line.as_bytes(), |byte| byte < 0x80);
    let columns = 2 * chars - narrow;
    let removed: usize = gaps.iter().filter(|gap| !gap.kept).map(|gap| usize::from(gap.columns)).sum();
    (capped(chars + removed), capped(columns))
}

/// Digits, letters and signs that the source printed in full width and normal
/// form made half-width: each took one column more than is seen now.
fn wide_ascii(source: &[u8], only_first: bool) -> u16 {
    let mut count = 0u16;
    let mut at = 0;
    while let Some(found) = memchr::memchr(0xEF, &source[at..]) {
        at += found;
        let is_wide = match &source[at..] {
            // ，（）！：；？ stay full-width; the rest of the block does not.
            [0xEF, 0xBC, third, ..] => !matches!(third, 0x81 | 0x88 | 0x89 | 0x8C | 0x9A | 0x9B | 0x9F),
            [0xEF, 0xBD, third, ..] => *third <= 0x9D,
            _ => false,
        };
        count = count.saturating_add(u16::from(is_wide));
        if only_first && is_wide {
            break;
        }
        at += 1;
    }
    count
}

#[cfg(test)]
mod tests {
    use crate::{Source, parse};

    #[test]
    fn white_space_behind_the_label_of_a_caption_parts_no_cells() {
        for caption in ["表", "表1", "附表"] {
            let text = format!(
                "甲市制造业规划\n一、目标\n到2025年整体提升。\n      {caption}   制造业主要指标\n\
                 指标                  2025年      指标性质\n能耗降低率              ≥12%      约束性\n\
                 累计创建绿色工厂（家）         150       预期性\n"
            );
            let document = parse(&Source::from_text("t.txt", text)).documents.remove(0);
            assert_eq!(document.plan.indicators.len(), 2, "{caption}");
        }
    }

    #[test]
    fn each_page_may_have_a_margin_of_its_own() {
        let page = |(margin, of): (usize, &str)| {
            let blanks = " ".repeat(margin);
            [
                ("", "筹推进WW连通和水美乡村建设，让群众受益。"),
                ("    ", "坚持生态优先、绿色发展，统筹推进WW治"),
                ("", "理工作，完善WW制，落实各级责任，到二〇三"),
                ("", "〇年基本建成安全WW。"),
                ("    ", "加固WW。推进城区段WW加固，确保安全，新"),
                ("", "建WW五公里，完成清淤疏浚三十公里，恢复WW"),
                ("", "通行能力，落实WW责任，健全长效机制，切实统"),
            ]
            .map(|(indent, text)| format!("{blanks}{indent}{}\n", text.replace("WW", of)))
            .concat()
        };
        let text = [(0, "河湖"), (6, "沟渠"), (2, "塘坝"), (0, "港汊")].map(page).join("\u{c}");
        let manuscript = crate::layout::layout(&crate::normalize::normalize(&text), &text);
        let paragraphs: Vec<_> =
            manuscript.paragraphs.iter().map(|paragraph| manuscript.str(paragraph)).collect();
        assert_eq!(paragraphs.len(), 9, "{paragraphs:#?}");
        assert!(paragraphs[2].ends_with("让群众受益。"), "{paragraphs:#?}");
    }

    #[test]
    fn indents_count_from_the_margin_of_the_page() {
        let lines = [
            "    云岭县河湖治理方案",
            "    一、总体要求",
            "    坚持生态优先、绿色发展，统筹推进河湖治",
            "理工作，完善河长制，落实各级责任，到二〇三",
            "〇年基本建成安全河湖。",
            "    二、主要任务",
            "    （一）加固堤防。推进城区段堤防加固，新",
            "建护岸五公里，完成清淤疏浚三十公里，恢复河",
            "道行洪能力。",
            "    （二）保护水质。开展入河排污口排查整治",
            "工作，建立台账，逐一销号，确保水质稳定达标。",
            "    （三）智慧水利。建设监测站点，接入县级",
            "平台，实现实时预警。",
        ];
        let paragraphs = |margin: usize| {
            let text: String = lines.map(|line| format!("{}{line}\n", " ".repeat(margin))).concat();
            crate::layout::layout(&crate::normalize::normalize(&text), &text).paragraphs.len()
        };
        let counts: Vec<usize> = (0..=10).map(paragraphs).collect();
        assert_eq!(counts, [7; 11]);
    }

    #[test]
    fn blanks_before_digits_make_no_table() {
        // As a program writes that gives each character one column and keeps the places of words.
        let lines: [&[&str]; 6] = [
            &["        二、工作目标"],
            &["            全县河湖治理取得明显成效，到", "2025年，水面率达到"],
            &["        5.2%以上，治理护岸", "36", "公里，重点河段水质全部达标，岸线"],
            &["        得到有效保护。堤防达标率达到", "95%，排查整治入河排污口完成"],
            &["        率达到", "100%，建成两处生态公园，沿河步道全部贯通，水文化设施"],
            &["        开放。"],
        ];
        let set = |pieces: &&[&str]| -> String {
            let wide = |piece: &str| piece.chars().filter(|c| !c.is_ascii()).count();
            let padded = |(at, piece): (usize, &&str)| match at {
                0 => (*piece).to_owned(),
                _ => format!("{}{piece}", " ".repeat(wide(pieces[at - 1]).max(1) + 1)),
            };
            pieces.iter().enumerate().map(padded).chain(["\n".to_owned()]).collect()
        };
        let text: String = lines.iter().map(set).collect();
        let manuscript = crate::layout::layout(&crate::normalize::normalize(&text), &text);
        assert_eq!(manuscript.paragraphs.len(), 2, "{:?}", manuscript.text);
    }

    #[test]
    fn a_line_of_any_length_is_measured() {
        let text = format!("甲市规划\n一、甲\n{}\n乙丙\n", "加强保障".repeat(20_000));
        assert_eq!(parse(&Source::from_text("plan.txt", text)).documents.len(), 1);
        // In a text that is wrapped at 35 characters, behind a full line.
        let body =
            format!("{}\n", "加强养老服务".repeat(6).chars().take(35).collect::<String>()).repeat(2_500);
        let heading = format!("（一）{}", "健全体系".repeat(8));
        for long in ["A".repeat(65_534), "加强保障".repeat(5_000)] {
            let text = format!("甲市规划\n一、甲\n{body}{heading}\n{long}\n{body}");
            assert_eq!(parse(&Source::from_text("plan.txt", text)).documents.len(), 1);
        }
    }
}
