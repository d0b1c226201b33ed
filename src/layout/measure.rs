//! How the lines of a document were broken, learned from all of them.

use super::line::{Line, MAX_WIDTH, MIN_LINES, MIN_MEASURED};
use crate::scan::clause::{is_clause_line, is_time_line};
use crate::scan::leaders::has_leaders;

/// What of a line shows how its document was wrapped.
#[derive(Clone, Copy)]
struct Extent {
    chars: u16,
    columns: u16,
    indent: u16,
    terminated: bool,
}

impl Extent {
    const fn of(line: &Line) -> Self {
        let Line { chars, columns, indent, terminated, .. } = *line;
        Self { chars, columns, indent, terminated }
    }

    const fn width(self, measure: Measure) -> u16 {
        let width = match measure.unit {
            Unit::Characters => self.chars.saturating_add(self.indent / 2),
            Unit::Columns => self.columns.saturating_add(self.indent),
        };
        if width < MAX_WIDTH { width } else { MAX_WIDTH }
    }
}

/// In what unit the lines of a document are equally wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Every character counts one: text that a program has wrapped.
    Characters,
    /// Chinese characters count two: text that was printed.
    Columns,
}

/// How the lines of a document were wrapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// The unit in which lines are compared.
    pub unit: Unit,
    /// Whether lines are cut where the page is full.
    pub wrapped: bool,
    /// Whether one printed line may stand here as several: the text was broken at
    /// changes of font or at marks, too.
    pub pieces: bool,
    /// How much narrower than the margin a full line may be, because a closing
    /// mark must not begin a line and a number is not broken.
    pub slack: u16,
    /// The width of two characters: the usual first-line indent.
    pub first_indent: u16,
    /// The commonest width of a full line.
    pub margin: u16,
    /// How many blank lines stand between lines that belong together: where leading is
    /// copied as blank lines, there may be one here and two there. This, what follows, and
    /// `slack` are learned from wrapped lines only.
    pub usual_blanks: u16,
    /// Whether a blank line stands before the lines that surely begin a paragraph, and
    /// none before those that go on.
    pub parted: bool,
    /// Whether lines break off in mid-sentence without having reached any margin.
    pub torn: bool,
    /// Whether paragraphs begin with an indent throughout, so that a line
    /// without one goes on with the paragraph before.
    pub indented: bool,
    /// Whether they begin with less of one throughout: where white space was squeezed.
    pub squeezed: bool,
    /// Whether the indents were lost in extraction: the first line of a
    /// paragraph is narrower by one than the lines below it.
    pub lost_indents: bool,
}

impl Measure {
    /// The width of a line in this unit, its indent included; so far below the largest
    /// number that four such widths may be added.
    #[must_use]
    pub const fn width(self, line: &Line) -> u16 {
        Extent::of(line).width(self)
    }
}

/// In a text whose lines were cut, at least this share of them is full; of a
/// handful of lines, more, because a few are alike by chance.
const MIN_CONCENTRATION: f64 = 0.35;

/// No page is narrower than this many characters.
const MIN_MARGIN: u16 = 15;

/// So many lines with narrow indents show that they are some.
const MIN_SQUEEZED: usize = 8;

/// No printed line has more characters; longer lines are whole paragraphs.
const MAX_PRINTED: u16 = 64;

/// Marks the ends of pages of which nothing is left but several blank lines: where blank lines
/// stand seldom, several at once, and most of them in the midst of a sentence.
pub fn mark_pages(lines: &mut [Line]) {
    /// So many blank lines at once, at so many places at least.
    const AT_ONCE: u16 = 3;
    const LEAST: usize = 3;
    /// A page has so many lines on an average.
    const PAGE: usize = 12;
    let is_text = |line: &Line| line.furniture.is_none() && !line.is_cell() && !line.is_whole();
    let (mut wide, mut narrow, mut open) = (0, 0, 0);
    for pair in lines.windows(2).filter(|pair| pair.iter().all(is_text) && pair[1].blanks_before > 0) {
        let is_wide = pair[1].blanks_before >= AT_ONCE;
        let is_open = !pair[0].terminated && pair[0].chars >= MIN_MEASURED && pair[1].marker.is_none();
        wide += usize::from(is_wide);
        narrow += usize::from(!is_wide);
        open += usize::from(is_wide && is_open);
    }
    if wide >= LEAST && narrow * 4 <= wide && open * 2 > wide && wide * PAGE <= lines.len() {
        for line in lines.iter_mut().filter(|line| line.blanks_before >= AT_ONCE) {
            line.page_break = true;
        }
    }
}

/// Learns from all lines how the document was wrapped.
#[must_use]
pub fn measure(text: &str, lines: &[Line]) -> Measure {
    let is_measured = |line: &&Line| {
        line.furniture.is_none() && line.chars >= MIN_MEASURED && !line.is_cell() && !line.is_whole()
    };
    let mut measured: Vec<Extent> = Vec::with_capacity(lines.len());
    let measured_lines = || lines.iter().filter(is_measured);
    measured.extend(measured_lines().map(Extent::of));
    let by_chars = concentration(measured.iter().map(|line| line.chars), 2);
    let by_columns = concentration(measured.iter().map(|line| line.columns), 4);
    // Both see the same lines as full; in its own unit a text is the more exact.
    let torn = is_torn(text, lines);
    let printed_margin = if torn { margin_of_pieces(text, lines) } else { None };
    let pieces = printed_margin.is_some();
    let is_counted = !pieces && by_chars.share + by_chars.exact > by_columns.share + by_columns.exact;
    let (unit, found) = if is_counted { (Unit::Characters, by_chars) } else { (Unit::Columns, by_columns) };
    let printed: usize =
        measured.iter().filter(|line| line.chars <= MAX_PRINTED).map(|line| usize::from(line.chars)).sum();
    let total: usize = measured.iter().map(|line| usize::from(line.chars)).sum();
    let open = measured.iter().filter(|line| !line.terminated).count();
    let indent_in = |unit: Unit| if unit == Unit::Characters { 2 } else { 4 };
    let margin = printed_margin.unwrap_or(found.margin);
    // Short lines alone prove nothing: headings and lists have them too. Lines
    // that were cut are of one width, most of them.
    let shown = measured.len() - short_fields(text, measured_lines(), unit, margin);
    let share = found.share * f64::from(measured.len() as u32) / f64::from(shown.max(1) as u32);
    let is_wrapped = measured.len() >= MIN_LINES
        && margin >= MIN_MARGIN * indent_in(unit) / 2
        && printed * 10 > total * 6
        && open * 5 > measured.len() * 2
        && share > MIN_CONCENTRATION + 1.0 / f64::from(measured.len() as u32);
    // Where few are, blank lines may tell which.
    let parted = if is_wrapped || pieces { None } else { parted_margin(text, lines) };
    let wrapped = is_wrapped || parted.is_some();
    let (unit, margin) = parted.map_or((unit, margin), |cut| (Unit::Columns, cut.margin));
    let first_indent = indent_in(unit);
    let measure = Measure {
        unit,
        wrapped,
        pieces,
        slack: first_indent,
        first_indent,
        margin,
        usual_blanks: 0,
        parted: false,
        torn,
        indented: false,
        squeezed: false,
        lost_indents: false,
    };
    if !wrapped && !pieces {
        // Nothing else is asked where lines are paragraphs.
        let blank = measured_lines().filter(|line| line.blanks_before > 0).count();
        let double_spaced = blank * 10 > measured.len() * 9;
        return Measure { usual_blanks: u16::from(double_spaced), ..measure };
    }
    let (spacing, pairs) = spacing(lines, measure);
    let spaced = spacing[0];
    let double_spaced = pairs > 0 && spaced * 10 > pairs * 6;
    // Further ones mean nothing where one pair of five has them.
    let further = spacing.iter().skip(1).take_while(|more| **more * 5 > pairs).count();
    let Starts { count: starts, indented, unnumbered, squeezed, blank } = look_at_starts(lines);
    let is_indented = starts >= 3 && indented * 10 > starts * 8;
    Measure {
        slack: slack(&measured, measure),
        usual_blanks: if double_spaced { 1 + further as u16 } else { 0 },
        parted: starts >= 3 && blank * 10 > starts * 8 && spaced * 10 < pairs,
        indented: is_indented,
        squeezed: !is_indented && unnumbered >= MIN_SQUEEZED && squeezed * 10 > unnumbered * 8,
        lost_indents: lost_indents(lines, measure) || pieces && indented == 0,
        ..measure
    }
}

/// How many lines say who does what, or until when, and fall short of the margin: 责任单位：甲局
/// is as long as what it says, and shows nothing of how lines were broken.
fn short_fields<'a>(text: &str, lines: impl Iterator<Item = &'a Line>, unit: Unit, margin: u16) -> usize {
    let is_short = |line: &&Line| match unit {
        Unit::Characters => line.chars + 2 < margin,
        Unit::Columns => line.columns + 4 < margin,
    };
    let is_field = |line: &Line| {
        let text = line.span.of(text);
        is_clause_line(text) || is_time_line(text)
    };
    lines.filter(|line| is_short(line) && is_field(line)).count()
}

/// The margin of a text of short paragraphs that blank lines part, most of them of one line:
/// what few lines a line without a blank follows are full, and hardly any other is.
fn parted_margin(text: &str, lines: &[Line]) -> Option<Concentration> {
    /// Fewer such lines show nothing.
    const LEAST: usize = 8;
    /// Full lines are so much narrower than the margin, in columns.
    const ROOM: u16 = 4;
    let is_text = |line: &Line| line.furniture.is_none() && !line.is_cell() && !line.is_whole();
    let pairs = || lines.windows(2).filter(|pair| pair.iter().all(is_text) && !pair[1].page_break);
    let width = |line: &Line| line.columns.saturating_add(line.indent);
    // The entries of contents are equally wide, too.
    let is_cut = |pair: &&[Line]| {
        pair[1].blanks_before == 0
            && !pair[0].terminated
            && pair[1].marker.is_none()
            && !has_leaders(pair[0].span.of(text))
    };
    let cut: Vec<u16> = pairs().filter(is_cut).map(|pair| width(&pair[0])).collect();
    let found = concentration(cut.iter().copied(), usize::from(ROOM));
    let is_full = |line: &Line| (found.margin.saturating_sub(ROOM)..=found.margin + 2).contains(&width(line));
    // Lines that end nothing and are full, though a blank line follows, and lines that end a
    // sentence though none does.
    let (mut others, mut ended) = (0, 0);
    for pair in pairs().filter(|pair| !is_cut(pair)) {
        let is_parted = pair[1].blanks_before > 0;
        others += usize::from(is_parted && !pair[0].terminated && is_full(&pair[0]));
        ended += usize::from(!is_parted);
    }
    let is_clear = cut.len() >= LEAST
        && found.margin >= 2 * MIN_MARGIN
        && found.margin <= 2 * MAX_PRINTED
        && found.share > 0.6
        && others * 8 <= cut.len()
        && ended * 3 <= cut.len();
    is_clear.then_some(found)
}

/// The margin of a text whose printed lines stand in pieces.
fn margin_of_pieces(text: &str, lines: &[Line]) -> Option<u16> {
    /// The share of pieces among lines of text that shows enough, one in so many, where the
    /// lines put together agree on a margin, and where they do not: words of Latin letters
    /// and closing marks leave lines short.
    const SHARES: [usize; 2] = [40, 4];
    packed_margin(lines)
        .filter(|margin| has_pieces(text, lines, *margin, SHARES[0]))
        .or_else(|| widest_margin(lines).filter(|margin| has_pieces(text, lines, *margin, SHARES[1])))
}

/// The widest margin that some of the long lines that end no sentence reach.
fn widest_margin(lines: &[Line]) -> Option<u16> {
    /// One in so many of those that are half as wide or more.
    const SHARE: usize = 12;
    /// Widths counted alone.
    const WIDTHS: usize = 2 * MAX_PRINTED as usize + 2;
    let mut widths = [0usize; WIDTHS];
    let is_text = |line: &&Line| line.furniture.is_none() && !line.is_cell() && !line.is_whole();
    for line in lines.iter().filter(is_text).filter(|line| !line.terminated) {
        let width = usize::from(line.columns.saturating_add(line.indent));
        if width < WIDTHS {
            widths[width] += 1;
        }
    }
    let long = |width: usize| widths[width / 2..=width].iter().sum::<usize>();
    (2 * usize::from(MIN_MARGIN)..WIDTHS).rev().find_map(|width| {
        let reached = widths[width] + widths[width - 1];
        let width = if widths[width] < widths[width - 1] { width - 1 } else { width };
        (reached >= 3 && reached * SHARE > long(width)).then_some(width as u16)
    })
}

/// The margin of a text whose printed lines may stand in pieces: put together, most of them
/// reach it exactly.
fn packed_margin(lines: &[Line]) -> Option<u16> {
    /// So many lines show it.
    const SAMPLE: usize = 800;
    /// One printed line in so many reaches the margin.
    const SHARE: usize = 4;
    let widths: Vec<u16> = lines
        .iter()
        .filter(|line| line.furniture.is_none() && !line.is_cell() && !line.is_whole())
        .map(|line| line.columns.saturating_add(line.indent))
        .take(SAMPLE)
        .collect();
    let full = |margin: u16| {
        let (mut full, mut packed, mut width) = (0usize, 0usize, 0u16);
        for own in &widths {
            if width.saturating_add(*own) <= margin {
                width += own;
            } else {
                packed += 1;
                full += usize::from(width == margin || width + 1 == margin);
                width = *own;
            }
        }
        (full, packed)
    };
    let margins = (MIN_MARGIN..=MAX_PRINTED).map(|margin| 2 * margin);
    let (full, packed, margin) = margins
        .map(|margin| {
            let (full, packed) = full(margin);
            (full, packed, margin)
        })
        // Shares are compared without dividing.
        .max_by(|one, other| (one.0 * other.1.max(1)).cmp(&(other.0 * one.1.max(1))))?;
    (full >= MIN_LINES && full * SHARE > packed).then_some(margin)
}

/// Whether printed lines stand here in pieces: short lines end with a comma, and have
/// room for what follows them.
/// The share of such lines among those of text is one in `share`.
fn has_pieces(text: &str, lines: &[Line], margin: u16, share: usize) -> bool {
    /// Fewer show nothing.
    const MIN_PIECES: usize = 3;
    let is_text = |line: &Line| line.furniture.is_none() && !line.is_cell() && !line.is_whole();
    let (mut pieces, mut full) = (0, 0);
    for pair in lines.windows(2).filter(|pair| pair.iter().all(is_text)) {
        let width = pair[0].columns;
        if width.saturating_add(4) >= margin {
            full += 1;
        } else if width.saturating_add(pair[1].columns) <= margin.saturating_add(1) {
            pieces += usize::from(pair[0].span.of(text).ends_with(['，', '、']));
        }
    }
    pieces >= MIN_PIECES && pieces * share > full
}

/// How the widths of lines gather below a margin.
struct Concentration {
    /// The share of lines that reach the margin or nearly so.
    share: f64,
    /// The share of lines that are exactly as wide as the margin.
    exact: f64,
    /// The margin.
    margin: u16,
}

/// Finds the `window` of widths that holds most lines.
fn concentration(widths: impl Iterator<Item = u16>, window: usize) -> Concentration {
    let mut histogram = [0u32; 160];
    let mut count = 0u32;
    for width in widths {
        histogram[usize::from(width).min(159)] += 1;
        count += 1;
    }
    let mut best = (0u32, 0usize);
    for top in window..159 {
        let sum: u32 = histogram[top - window..=top].iter().sum();
        if sum > best.0 {
            best = (sum, top);
        }
    }
    // Within the best window the margin is what most lines reach.
    let (from, to) = (best.1.saturating_sub(window), best.1);
    let margin = (from..=to).max_by_key(|width| histogram[*width]).unwrap_or(to);
    let share = |lines: u32| f64::from(lines) / f64::from(count.max(1));
    Concentration { share: share(best.0), exact: share(histogram[margin]), margin: margin as u16 }
}

/// How much narrower than the margin a full line may be. Printers move a mark
/// or a number to the next line; a program cuts where it has counted to. Where
/// nearly all full lines are equally wide, one that falls short is a last line.
fn slack(measured: &[Extent], measure: Measure) -> u16 {
    let full = measured
        .iter()
        .filter(|line| !line.terminated)
        .map(|line| line.width(measure))
        .filter(|width| *width + 3 * measure.first_indent >= measure.margin);
    let (mut exact, mut count) = (0, 0);
    for width in full {
        count += 1;
        exact += usize::from(width <= measure.margin && width + 1 >= measure.margin);
    }
    match (exact * 100 > count * 85, measure.unit) {
        (true, Unit::Characters) => 0,
        (true, Unit::Columns) => 1,
        (false, _) => measure.first_indent,
    }
}

/// No leading is copied as more blank lines.
const MOST_BLANKS: usize = 3;

/// Among pairs of lines that belong together (the first is full and ends no
/// sentence), how many have a blank line between them, how many two, and so on.
fn spacing(lines: &[Line], measure: Measure) -> ([usize; MOST_BLANKS], usize) {
    let mut spaced = [0; MOST_BLANKS];
    let mut pairs = 0;
    for pair in lines.windows(2) {
        let (line, next) = (&pair[0], &pair[1]);
        if line.furniture.is_none()
            && next.furniture.is_none()
            && !line.terminated
            && line.chars >= MIN_MEASURED
            && measure.width(line) + measure.slack >= measure.margin
            && measure.width(line) <= measure.margin + 2
        {
            pairs += 1;
            for (at, count) in spaced.iter_mut().enumerate() {
                *count += usize::from(usize::from(next.blanks_before) > at);
            }
        }
    }
    (spaced, pairs)
}

/// Whether the lines that surely begin a paragraph, and surely go on, fall short
/// of the margin by the width of an indent, most of them.
fn lost_indents(lines: &[Line], measure: Measure) -> bool {
    let indent = measure.first_indent;
    let (mut short, mut starts) = (0, 0);
    for pair in lines.windows(2) {
        let (before, line) = (&pair[0], &pair[1]);
        let is_start = before.furniture.is_none()
            && before.terminated
            && measure.width(before) + 3 * indent < measure.margin;
        let width = measure.width(line);
        // A line that goes on and is not much shorter is a first line.
        let goes_on = line.furniture.is_none() && !line.terminated && !line.is_cell() && line.indent < 2;
        if is_start && goes_on && width + 2 * indent >= measure.margin && width <= measure.margin + 1 {
            starts += 1;
            short += usize::from(width + indent <= measure.margin + 1);
        }
    }
    starts >= 3 && short * 10 > starts * 6
}

/// Lines that surely begin a paragraph, counted.
#[derive(Default)]
struct Starts {
    count: usize,
    indented: usize,
    /// Those without a number, and how many of them have an indent of any width.
    unnumbered: usize,
    squeezed: usize,
    blank: usize,
}

/// Whether lines break off in mid-sentence: they end with a comma, or the next begins
/// with a mark that closes.
fn is_torn(text: &str, lines: &[Line]) -> bool {
    /// Fewer are chance, or the ends of pages.
    const MIN_TORN: usize = 3;
    /// One line in so many.
    const SHARE: usize = 60;
    let is_text = |line: &Line| line.furniture.is_none() && !line.is_cell() && !line.is_whole();
    let torn = lines
        .windows(2)
        .filter(|pair| pair.iter().all(is_text))
        .filter(|pair| {
            pair[0].span.of(text).ends_with(['，', '、'])
                || matches!(pair[1].first, '，' | '。' | '、' | '；' | '：' | '）' | '”' | '》')
        })
        .count();
    torn >= MIN_TORN && torn * SHARE > lines.len()
}

/// Among lines that surely begin a paragraph (they follow a line that ends a
/// sentence well before the margin), how many have an indent, and how many a blank line.
fn look_at_starts(lines: &[Line]) -> Starts {
    let mut found = Starts::default();
    let widest = |from: usize| {
        lines[from.saturating_sub(4)..(from + 4).min(lines.len())].iter().map(|line| line.columns).max()
    };
    for at in 1..lines.len() {
        let (before, line) = (&lines[at - 1], &lines[at]);
        if before.furniture.is_some() || line.furniture.is_some() || !before.terminated || line.is_cell() {
            continue;
        }
        if widest(at)
            .is_some_and(|widest| before.columns.saturating_add(before.indent).saturating_add(12) < widest)
        {
            found.count += 1;
            found.indented += usize::from((3..=8).contains(&line.indent));
            // Clauses and what stands in the middle of the page have places of their own.
            let is_unnumbered = line.marker.is_none() && line.indent <= 8 && line.first != '（';
            found.unnumbered += usize::from(is_unnumbered);
            found.squeezed += usize::from(is_unnumbered && (2..=8).contains(&line.indent));
            found.blank += usize::from(line.blanks_before > 0);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::layout::layout;
    use crate::normalize::normalize;

    /// The paragraphs of a list of tasks, most of them of one line, `long` of them of two that
    /// are 22 characters wide; a blank line parts them.
    fn paragraphs(long: usize) -> Vec<String> {
        let mut lines = Vec::new();
        for at in 1..=30 {
            lines.push(format!("  {at}.召开协调会议，落实责任。\n"));
            if at <= long {
                lines.push(format!(
                    "  按照国家和省的要求对第{at:02}批次水库开展安\n全鉴定和除险加固，完善各项制度。\n"
                ));
            }
            lines.push("  责任处室：运行管理处\n".to_owned());
        }
        let source = lines.join("\n");
        let manuscript = layout(&normalize(&source), &source);
        manuscript.paragraphs.iter().map(|paragraph| manuscript.str(paragraph).to_owned()).collect()
    }

    #[test]
    fn few_wrapped_lines_among_paragraphs_that_blank_lines_part() {
        let found = paragraphs(12);
        assert_eq!(found.len(), 72, "{found:#?}");
        assert!(found[1].ends_with("安全鉴定和除险加固，完善各项制度。"), "{found:#?}");
    }
}
