//! Deals the pieces of a table out to its columns.
//!
//! Extraction leaves the cells of a table as a stream of pieces: merged cells are
//! missing, long ones are cut, lines may be cells or rows. No piece alone says where
//! a row begins. So all ways of going through the columns from left to right, row
//! after row, are weighed against each other: how well each piece fits its column,
//! and what it costs to leave a column out or to put two pieces in one. The best way
//! over the whole stream wins; what follows the last row that speaks for itself is
//! left out.

use super::column::Kind;
use super::look::Look;
use super::piece::{Joint, Piece};

/// A row of pieces: which of them stand in which column.
#[derive(Clone, Debug, Default)]
pub(super) struct DealtRow {
    /// For each column, its pieces.
    pub cells: Vec<Vec<usize>>,
    /// Whether its one cell reaches over all columns and names the rows below.
    pub is_banner: bool,
}

/// The rows that were found, and how well they fit.
#[derive(Clone, Debug, Default)]
pub(super) struct Dealt {
    /// The rows.
    pub rows: Vec<DealtRow>,
    /// How many pieces they take.
    pub taken: usize,
    /// The evidence for them.
    pub score: i32,
}

/// Evidence for a piece in a column. Ten points are next to proof.
mod weight {
    /// The number that the row should have; another one; a number in brackets
    /// below it: （1）.
    pub const EXPECTED: i32 = 9;
    pub const UNEXPECTED: i32 = -7;
    /// A number beyond the one that is next.
    pub const INCREASING: i32 = -1;
    pub const SUB_NUMBER: i32 = 5;
    /// A piece that cannot stand in the column, and one that hardly ever does.
    pub const NEVER: i32 = -40;
    pub const HARDLY: i32 = -12;
    /// 预期性 in its column, and a value in one of values.
    pub const ATTRIBUTE: i32 = 11;
    pub const VALUE: i32 = 5;
    /// Words in a column of values that stand for a figure, and any others.
    pub const WORDS: i32 = 3;
    pub const WORDS_AS_VALUE: i32 = -3;
    /// A unit in its column, and a word that may be one.
    pub const UNIT: i32 = 6;
    pub const WORD_AS_UNIT: i32 = -1;
    /// A name that closes with its unit.
    pub const UNIT_BRACKET: i32 = 4;
    /// A category is a few characters; its column may not be printed at all.
    pub const GROUP: i32 = 1;
    /// A list of departments in its column, and elsewhere; other words there.
    pub const LIST: i32 = 7;
    /// What reads like such a list, or like a part of one.
    pub const LISTING: i32 = 4;
    pub const LIST_ELSEWHERE: i32 = -6;
    pub const NO_LIST: i32 = -5;
    /// A time in a column of times; other words there.
    pub const TIME: i32 = 6;
    pub const NO_TIME: i32 = -3;
    /// What is to be done is a sentence as a rule.
    pub const SENTENCE: i32 = 4;
    /// 合计 where a row of sums begins.
    pub const SUM: i32 = 4;
    /// Words of a header below it.
    pub const HEAD_AGAIN: i32 = -8;
    /// A line that names the rows below it, with the look of one or without.
    pub const BANNER: i32 = -2;
    pub const PLAIN_BANNER: i32 = -9;
    /// The name of a group behind its number: 一 and, in the next cell, 保障类.
    pub const GROUP_NAME: i32 = 4;
    /// A piece that goes on with the cell before it.
    pub const GO_ON: i32 = -1;
    /// A line of a cell that is longer than the line before it: only the last one falls
    /// short of the margin.
    pub const LONGER: i32 = -6;
    /// The cell before is not at its end: 《…意见.
    pub const OPEN: i32 = 5;
    /// The rest of a name in the cell where it breaks off, and in another.
    pub const REST: i32 = 5;
    /// A name that breaks off in a column of departments.
    pub const TORN_NAME: i32 = 2;
    /// A further department that leads.
    pub const SECOND_LEAD: i32 = -2;
    pub const TORN: i32 = -8;
    /// A cell that is left out, by column.
    pub const NO_NUMBER: i32 = -7;
    pub const NO_GROUP: i32 = -1;
    /// The same in the first row, which has none above that it could share a group with.
    pub const NO_FIRST_GROUP: i32 = -4;
    pub const NO_UNIT: i32 = -5;
    pub const NO_VALUE: i32 = -7;
    pub const NO_ATTRIBUTE: i32 = -6;
    pub const NO_UNITS: i32 = -4;
    pub const NO_TEXT: i32 = -3;
    pub const NO_OTHER: i32 = -1;
    /// A name that is printed once for several rows.
    pub const NO_NAME: i32 = -9;
    /// Any cell that a row of sums leaves out.
    pub const NO_SUM: i32 = -1;
    /// A row without any value is none; nor is one of a single cell.
    pub const NO_VALUES: i32 = -24;
    pub const LONE: i32 = -12;
    /// A row that has all its cells.
    pub const WHOLE: i32 = 4;
    /// A row that begins in the middle of a line, or goes on behind its end
    /// where lines hold several cells.
    pub const BROKEN_LINE: i32 = -5;
    /// A new cell at the end of a line that reads like the middle of a paragraph, and,
    /// the other way round, a cell that goes on there.
    pub const SOFT: i32 = -2;
    /// A second cell below the name.
    pub const SECOND_NAME: i32 = -4;
    /// Separators that lead to this column, and to another one.
    pub const LED: i32 = 4;
    pub const MISLED: i32 = -25;
    /// Where blank lines set rows apart: a row behind one, a row without one, and one in the
    /// middle of a row.
    pub const APART: i32 = 4;
    pub const NOT_APART: i32 = -8;
    pub const GAP: i32 = -10;
}

/// Lines of one cell differ so much in width, where a mark was moved to the next.
const MAX_UNEVEN: i32 = 3;

/// Once the evidence has fallen so far below its best, the table is over.
const GIVE_UP: i32 = 90;

/// What the columns hold, and what it costs to leave each out.
pub(super) struct Columns<'a> {
    pub kinds: &'a [Kind],
    /// What it costs to leave out all columns before each, and before the end.
    skip: Vec<i32>,
    /// Whether a row without any figure is none.
    needs_values: bool,
    is_counted: bool,
    has_time: bool,
    /// How many columns there are without those of groups.
    whole: usize,
    /// The column that names the rows.
    name: Option<usize>,
    /// How wide each column is in characters, where cells cut over lines show it.
    widths: Vec<Option<i32>>,
}

impl<'a> Columns<'a> {
    pub fn new(kinds: &'a [Kind]) -> Self {
        let has = |kind: Kind| kinds.contains(&kind);
        let is_indicator = has(Kind::Attribute) || has(Kind::Unit) && has(Kind::Value);
        let names = kinds.iter().filter(|kind| **kind == Kind::Name).count();
        let contents = kinds.iter().filter(|kind| **kind == Kind::Content).count();
        let last_name = kinds.iter().rposition(|kind| *kind == Kind::Name);
        let number = kinds.iter().position(|kind| *kind == Kind::Number);
        let cost = |(at, kind): (usize, &Kind)| match kind {
            Kind::Number => weight::NO_NUMBER,
            Kind::Group => weight::NO_GROUP,
            // 一级指标 and 二级指标: the deeper one names the row.
            Kind::Name if names > 1 && Some(at) != last_name => 0,
            Kind::Name if is_indicator && names == 1 => weight::NEVER,
            // A task is often printed once for all that is to be done for it.
            Kind::Name if has(Kind::Content) => weight::NO_OTHER * 2,
            Kind::Name => weight::NO_NAME,
            Kind::Unit => weight::NO_UNIT,
            Kind::Value => weight::NO_VALUE,
            Kind::Attribute => weight::NO_ATTRIBUTE,
            Kind::Lead | Kind::Responsible => weight::NO_UNITS,
            Kind::Participants | Kind::Deadline => weight::NO_OTHER,
            Kind::Content if has(Kind::Name) => weight::NO_UNIT,
            // The only column that says what a row is about.
            Kind::Content if contents == 1 => weight::NO_NAME,
            Kind::Content | Kind::Time => weight::NO_TEXT,
            // What stands before the number is printed once for several rows.
            Kind::Text if number.is_some_and(|number| at < number) => weight::NO_GROUP,
            Kind::Text => weight::NO_OTHER,
        };
        Self {
            kinds,
            skip: std::iter::once(0)
                .chain(kinds.iter().enumerate().map(cost).scan(0, |sum, cost| {
                    *sum += cost;
                    Some(*sum)
                }))
                .collect(),
            needs_values: is_indicator && has(Kind::Value),
            is_counted: number.is_some(),
            has_time: has(Kind::Time) || has(Kind::Deadline),
            name: last_name,
            whole: kinds.iter().filter(|kind| **kind != Kind::Group).count(),
            widths: vec![None; kinds.len()],
        }
    }

    /// The same with what the rows have shown of the columns of groups: the lines of their
    /// cells tell how wide they are.
    pub fn with_widths(mut self, dealt: &Dealt, pieces: &[Piece]) -> Self {
        for column in (0..self.kinds.len()).filter(|column| self.kinds[*column] == Kind::Group) {
            let is_line = |at: &&usize| pieces[**at].joint.is_line();
            let is_cut = |row: &&DealtRow| row.cells[column].iter().filter(is_line).count() > 1;
            let cut = dealt.rows.iter().filter(|row| !row.is_banner).filter(is_cut);
            let lines = cut.flat_map(|row| &row.cells[column]).filter(is_line);
            self.widths[column] = lines.map(|at| pieces[*at].look.chars).max();
        }
        self
    }

    /// Whether a column is told to be so narrow that lines have been cut in it.
    pub fn has_widths(&self) -> bool {
        self.widths.iter().any(Option::is_some)
    }

    /// What it costs to leave out the columns between two that are filled.
    pub fn skip(&self, from: usize, to: usize, is_sum: bool) -> i32 {
        if from >= to {
            return 0;
        }
        if is_sum {
            return weight::NO_SUM * i32::try_from(to - from).unwrap_or(0);
        }
        self.skip[to] - self.skip[from]
    }

    /// Whether the number of the row says how well a piece fits column `at`.
    fn is_counting(&self, at: usize, look: &Look) -> bool {
        match self.kinds[at] {
            Kind::Number => look.number.is_some(),
            Kind::Name => look.marker.is_some() && !self.is_counted,
            _ => false,
        }
    }

    /// What it costs besides to leave out groups between two columns of the first row, where
    /// a number says that it is one.
    fn skip_first(&self, from: usize, to: usize) -> i32 {
        if !self.is_counted {
            return 0;
        }
        let groups = self.kinds[from.min(to)..to].iter().filter(|kind| **kind == Kind::Group).count();
        weight::NO_FIRST_GROUP * i32::try_from(groups).unwrap_or(0)
    }

    /// How well a piece fits as the first of a cell in column `at`.
    pub fn fit(&self, at: usize, look: &Look, expected: u32) -> i32 {
        let again = if look.is_head { weight::HEAD_AGAIN } else { 0 };
        if look.is_sum && at < 3 && self.kinds[at] != Kind::Value {
            return weight::SUM;
        }
        // （二）加强保障 names rows, or what follows the table.
        let is_named = matches!(self.kinds[at], Kind::Group | Kind::Name | Kind::Content | Kind::Number);
        if look.is_banner && look.marker.is_none() && !is_named {
            return weight::HARDLY;
        }
        let is_expected = |number: u32| number == expected || number == 1;
        let fit = match self.kinds[at] {
            Kind::Number => match look.number {
                Some(number) if is_expected(number) => weight::EXPECTED,
                // An excerpt leaves rows out.
                Some(number) if number > expected => weight::INCREASING,
                Some(_) => weight::UNEXPECTED,
                None if look.marker.is_some() && look.chars <= 4 => weight::SUB_NUMBER,
                None => weight::NEVER,
            },
            Kind::Group if self.widths[at].is_some_and(|width| look.chars > width + 1) => weight::HARDLY,
            Kind::Group => group_fit(look),
            Kind::Name => match look.marker {
                Some(number) if is_expected(number) && !self.is_counted => weight::EXPECTED,
                Some(_) if !look.is_value => weight::UNIT_BRACKET,
                _ if look.is_value || look.is_attribute || look.is_sentence && self.needs_values => {
                    weight::HARDLY
                }
                _ if look.is_unit && look.chars <= 4 => weight::UNEXPECTED,
                _ if (look.is_list || look.is_listing) && look.chars > 6 => weight::LIST_ELSEWHERE,
                _ => look.chars.min(8) / 2 + if look.has_unit { weight::UNIT_BRACKET } else { 0 },
            },
            Kind::Unit => {
                if look.is_unit {
                    weight::UNIT
                } else if look.is_blank {
                    weight::GROUP
                } else if look.is_value || look.is_attribute || look.chars > 10 || look.has_unit {
                    weight::HARDLY
                } else {
                    weight::WORD_AS_UNIT
                }
            }
            // 2025年 in a table with a column of years begins the next row.
            Kind::Value if look.is_time && self.has_time => weight::WORDS_AS_VALUE,
            Kind::Value => value_fit(look),
            Kind::Attribute => {
                if look.is_attribute {
                    weight::ATTRIBUTE
                } else if look.is_value || look.chars > 8 {
                    weight::NEVER
                } else {
                    weight::WORDS_AS_VALUE * 3
                }
            }
            Kind::Lead | Kind::Participants | Kind::Responsible => units_fit(look),
            Kind::Deadline | Kind::Time => {
                if look.is_time {
                    weight::TIME
                } else if look.is_blank {
                    0
                } else if look.is_list || look.is_listing || look.is_sentence || look.chars > 24 {
                    weight::HARDLY
                } else {
                    weight::NO_TIME
                }
            }
            Kind::Content => {
                if look.is_list || look.is_attribute || look.is_value && !look.is_blank {
                    weight::LIST_ELSEWHERE
                } else if look.is_sentence || look.chars > 16 {
                    weight::SENTENCE
                } else {
                    weight::GROUP
                }
            }
            Kind::Text => {
                if look.is_attribute {
                    weight::HARDLY
                } else if look.is_list && look.chars > 6 {
                    weight::NO_TIME
                } else {
                    weight::GROUP
                }
            }
        };
        fit + again
    }

    /// How well a piece goes on with the cell before it.
    fn go_on(&self, at: usize, look: &Look, before: &Look) -> i32 {
        let kind = self.kinds[at];
        let is_free = matches!(kind, Kind::Content | Kind::Text);
        if look.marker.is_some() && !is_free && !look.is_value {
            return weight::NEVER;
        }
        // A bracket that is open has its end in the same cell.
        let open = if before.is_open { weight::OPEN } else { 0 };
        // What is listed line by line, and sentences, end where they end.
        let is_listed =
            before.is_listed() && look.is_listed() || before.ends_sentence || look.marker.is_some();
        let longer = if look.width > before.width + MAX_UNEVEN && !is_listed { weight::LONGER } else { 0 };
        // 一、保障类 heads rows, it ends no cell.
        let heads = if look.is_banner && kind != Kind::Content { weight::UNEXPECTED } else { 0 };
        open + heads
            + longer
            + weight::GO_ON
            + match kind {
                Kind::Number => weight::NEVER,
                Kind::Group if look.is_value || look.is_attribute || look.has_unit => weight::NEVER,
                Kind::Group if look.chars > 8 => weight::WORDS_AS_VALUE,
                Kind::Group => 0,
                Kind::Text if look.is_value && before.is_value => weight::NEVER,
                Kind::Text if look.is_value => weight::UNEXPECTED,
                Kind::Text if look.is_list => weight::NO_TIME,
                Kind::Text => 0,
                Kind::Name if look.is_attribute => weight::NEVER,
                Kind::Name if look.is_time && self.kinds.contains(&Kind::Deadline) => weight::HARDLY,
                Kind::Name if look.is_words && columns_have_values(self.kinds) => weight::NO_LIST,
                Kind::Name if look.is_value => weight::HARDLY,
                Kind::Name if look.is_list && look.chars > 3 => weight::HARDLY,
                // 执业（助理） goes on with 医师数（人）.
                Kind::Name if before.is_measured || before.has_unit && !look.has_unit => weight::HARDLY,
                Kind::Name if look.is_bracket => weight::UNIT_BRACKET,
                Kind::Name if look.is_unit && look.chars <= 3 => weight::WORDS_AS_VALUE,
                // What is to be done has a column of its own.
                Kind::Name
                    if (look.is_sentence || look.chars > 24) && self.kinds.contains(&Kind::Content) =>
                {
                    weight::UNEXPECTED
                }
                Kind::Name => look.chars.min(4) / 4 + i32::from(look.has_unit) * weight::UNIT_BRACKET,
                Kind::Unit if look.is_bracket => 0,
                Kind::Unit => weight::UNEXPECTED,
                Kind::Value if look.is_value && before.is_value || look.is_attribute => weight::NEVER,
                Kind::Value if before.is_value => weight::HARDLY,
                Kind::Value => 0,
                Kind::Attribute => weight::UNEXPECTED,
                Kind::Lead | Kind::Participants | Kind::Responsible => {
                    if before.is_torn && look.is_rest || before.is_listed() && look.is_ending {
                        weight::REST
                    } else if kind == Kind::Lead && !before.is_open && look.is_list {
                        weight::SECOND_LEAD
                    } else if before.is_open || look.is_closing {
                        weight::GROUP * 2
                    } else if look.is_list || look.is_listing {
                        0
                    } else if look.is_value || look.is_sentence {
                        weight::HARDLY
                    } else if look.chars <= 6 {
                        -weight::GROUP
                    } else {
                        weight::NO_LIST
                    }
                }
                Kind::Deadline | Kind::Time if look.is_list || look.chars > 14 => weight::HARDLY,
                Kind::Deadline | Kind::Time if before.is_time && look.is_time_rest => weight::TIME,
                // A date that is whole is the whole cell.
                Kind::Deadline | Kind::Time if before.is_date && !look.is_bracket => weight::HARDLY,
                Kind::Deadline | Kind::Time if before.is_time && !look.is_time && !look.is_bracket => {
                    weight::UNEXPECTED
                }
                Kind::Deadline | Kind::Time => weight::NO_TIME / 2,
                Kind::Content
                    if (look.is_list || look.is_listing || look.is_body && before.ends_sentence)
                        && !before.is_open =>
                {
                    weight::LIST_ELSEWHERE
                }
                Kind::Content if look.is_value || look.is_time || look.is_attribute => weight::LIST_ELSEWHERE,
                Kind::Content if look.is_sentence || look.chars > 12 || look.marker.is_some() => {
                    -weight::GO_ON
                }
                Kind::Content => 0,
            }
    }
}

/// How well a piece fits as the name of a group.
fn group_fit(look: &Look) -> i32 {
    let is_like = look.is_plain && look.chars <= 14 && !look.is_unit || look.chars <= 16 && !look.is_value;
    if look.is_value || look.is_attribute || look.has_unit || !is_like || look.is_sentence {
        if look.is_time { weight::GROUP } else { weight::HARDLY }
    } else if look.marker.is_some() && !look.is_time || look.is_unit && look.chars < 3 {
        weight::WORDS_AS_VALUE
    } else {
        weight::GROUP - (look.chars - 6).max(0) / 2
    }
}

/// How well a piece fits as a figure, or as words in its place.
fn value_fit(look: &Look) -> i32 {
    if look.is_attribute {
        weight::NEVER
    } else if look.is_value {
        weight::VALUE
    } else if look.is_words && !look.has_unit {
        weight::WORDS
    } else if look.is_unit && look.chars <= 4
        || look.has_unit
        || look.marker.is_some() && look.number.is_none()
        || look.is_sentence
        || look.chars > 28
    {
        weight::HARDLY
    } else {
        weight::WORDS_AS_VALUE
    }
}

/// How well a piece fits as a list of departments.
fn units_fit(look: &Look) -> i32 {
    if look.is_list {
        weight::LIST
    } else if look.is_attribute || look.is_value && !look.is_blank || look.is_sentence {
        weight::HARDLY
    } else if look.is_blank {
        0
    } else if look.is_listing {
        weight::LISTING
    } else if look.is_torn {
        weight::TORN_NAME
    } else if look.is_body {
        weight::GROUP
    } else {
        weight::NO_LIST
    }
}

fn columns_have_values(kinds: &[Kind]) -> bool {
    kinds.contains(&Kind::Value)
}

/// A way through the columns that has reached a piece.
#[derive(Clone, Copy, Default)]
struct Way {
    score: i32,
    /// The number of the row it is in.
    number: u32,
    /// How many cells its row has so far, those of groups left aside.
    filled: u16,
    has_value: bool,
    is_sum: bool,
    /// Whether its row is the first of all.
    is_first: bool,
}

/// How a way has come to a piece in its column.
#[derive(Clone, Copy)]
struct Step {
    /// The column of the piece before.
    from: u8,
    /// Whether a row begins with this piece.
    is_new: bool,
}

/// No table is read further behind its best row than this many pieces.
pub(super) const MAX_BEHIND: usize = 160;

/// Deals pieces out to rows of columns. The first piece begins a row.
#[expect(
    clippy::too_many_lines,
    reason = "one walk over the pieces, each step beside the others it is weighed against"
)]
pub(super) fn deal(columns: &Columns<'_>, pieces: &[Piece]) -> Option<Dealt> {
    let count = columns.kinds.len();
    let has_blanks = has_blank_lines(count, pieces);
    // The state behind the columns: a line that names the rows below it.
    let banner = count;
    let mut steps: Vec<Option<Step>> = Vec::with_capacity(pieces.len() * (count + 1));
    let mut ways: Vec<Option<Way>> = vec![None; count + 1];
    let mut next = ways.clone();
    // The score of each way if its row ends here.
    let mut ends: Vec<i32> = vec![i32::MIN; count + 1];
    // Where the best rows end: score, pieces taken, column of the last.
    let mut best: Option<(i32, usize, usize)> = None;
    for (at, piece) in pieces.iter().enumerate() {
        next.fill(None);
        steps.resize(steps.len() + count + 1, None);
        let step = &mut steps[at * (count + 1)..];
        let look = &piece.look;
        let is_line = piece.joint.is_line();
        let is_row_line = |at: usize| pieces.get(at + 1).is_some_and(|piece| piece.joint == Joint::Blank);
        let broken = match piece.joint {
            Joint::Line(_) => 0,
            Joint::Soft => weight::SOFT,
            Joint::Blank => weight::BROKEN_LINE,
            Joint::Cell(_) => weight::MISLED,
        };
        let wrapped = is_line && at > 0 && (pieces[at - 1].joint == Joint::Blank || is_row_line(at));
        let wrapped = if wrapped { weight::BROKEN_LINE / 2 } else { 0 };
        let soft = if piece.joint == Joint::Soft { weight::SOFT } else { 0 };
        // Lines that were taken for one paragraph do not say.
        let (apart, gap) = match (has_blanks && piece.joint != Joint::Soft, piece.is_apart) {
            (true, true) => (weight::APART, weight::GAP),
            (true, false) => (weight::NOT_APART, 0),
            (false, _) => (0, 0),
        };
        for to in 0..=count {
            let mut offer = |way: Way, from: usize, is_new: bool| {
                if next[to].is_none_or(|found| way.score > found.score) {
                    next[to] = Some(way);
                    step[to] = Some(Step { from: from as u8, is_new });
                }
            };
            if to == banner {
                // 一 and its name.
                if at > 0
                    && pieces[at - 1].look.is_group_number
                    && !look.is_value
                    && !look.is_group_number
                    && look.chars <= 40
                    && let Some(way) = ways[banner]
                {
                    offer(Way { score: way.score + weight::GROUP_NAME, ..way }, banner, false);
                }
                if !is_line || look.is_value || look.is_attribute || look.is_head {
                    continue;
                }
                let fit = if look.is_banner || look.is_group_number {
                    weight::BANNER
                } else if (2..=40).contains(&look.chars) && !look.is_sentence && look.marker.is_none() {
                    weight::PLAIN_BANNER
                } else {
                    continue;
                };
                if at == 0 {
                    let way = Way { score: fit, ..Way::default() };
                    offer(way, 0, true);
                }
                // 一、保障类 may head no row: an excerpt leaves them out.
                let last = if look.is_banner { banner } else { count - 1 };
                for from in 0..=last {
                    let Some(way) = ways[from] else { continue };
                    let score = fit + if from == banner { way.score } else { ends[from] };
                    offer(Way { score, number: way.number, ..Way::default() }, from, true);
                }
                continue;
            }
            // 态环境局 belongs to 市生, wherever a cell may begin.
            let is_rest_of =
                |before: &Look| look.is_rest && before.is_torn || look.is_ending && before.is_listed();
            let is_rest = at > 0 && is_rest_of(&pieces[at - 1].look);
            let torn = |from: usize| {
                let is_name = is_rest && columns.kinds.get(from).is_some_and(|kind| kind.is_units());
                if is_name { weight::TORN } else { 0 }
            };
            let is_value = columns.kinds[to] == Kind::Value;
            let is_sum = look.is_sum && columns.kinds[to] != Kind::Value;
            let own = u16::from(columns.kinds[to] != Kind::Group);
            let skipped = columns.skip(0, to, is_sum);
            let is_name = columns.name == Some(to);
            let led = match piece.joint {
                Joint::Line(lead) if lead == to && lead > 0 => weight::LED,
                // The second of two cells below the name.
                Joint::Line(lead) if is_name && lead == to + 1 => weight::LED / 2,
                Joint::Line(lead) if lead > 0 => weight::MISLED,
                _ => 0,
            };
            // What is left out before a separator that leads here is left out for certain.
            let skipped = if led > 0 { skipped / 3 } else { skipped };
            // Few pieces fit better or worse by the number of the row.
            let is_counting = columns.is_counting(to, look);
            let usual = columns.fit(to, look, 1);
            let fit = |number: u32| if is_counting { columns.fit(to, look, number) } else { usual };
            let start = |score: i32, expected: u32| Way {
                score,
                number: look.number.or(look.marker).filter(|number| *number == 1).unwrap_or(expected),
                filled: own,
                has_value: is_value,
                is_sum,
                is_first: at == 0,
            };
            if at == 0 {
                let skipped = skipped + columns.skip_first(0, to);
                offer(start(skipped + usual + led, 1), 0, true);
            }
            for from in 0..=count {
                let Some(way) = ways[from] else { continue };
                if from == to && !matches!(piece.joint, Joint::Cell(_) | Joint::Line(1..)) {
                    let go_on = columns.go_on(to, look, &pieces[at - 1].look);
                    // Going on costs less there, and is no evidence by itself.
                    let go_on = go_on.max((go_on - soft).min(0));
                    let score = way.score + go_on + wrapped + gap;
                    offer(Way { score, ..way }, from, false);
                }
                // A name of two cells: what all rows of a number have in common, and its own.
                if from == to && is_name && matches!(piece.joint, Joint::Cell(1)) {
                    let fit = fit(way.number).min(0);
                    offer(Way { score: way.score + fit + weight::SECOND_NAME, ..way }, from, false);
                }
                if from < to && from != banner {
                    let led = match piece.joint {
                        Joint::Cell(lead) if from + lead == to => weight::LED,
                        Joint::Cell(_) | Joint::Line(1..) => weight::MISLED,
                        _ => 0,
                    };
                    let skip = columns.skip(from + 1, to, way.is_sum);
                    let skip = if led > 0 { skip / 3 } else { skip };
                    let skip = skip + if way.is_first { columns.skip_first(from + 1, to) } else { 0 };
                    // A blank line in the place of a cell is an empty one.
                    let (skip, gap) = if gap < 0 && to == from + 2 { (0, 0) } else { (skip, gap) };
                    // A row of sums has — where nothing can be added up.
                    let fit = if way.is_sum && look.is_blank { 0 } else { fit(way.number) };
                    let score = way.score + skip + fit + wrapped + led + soft + gap + torn(from);
                    let (has_value, filled) = (way.has_value || is_value, way.filled + own);
                    offer(Way { score, filled, has_value, ..way }, from, false);
                }
                let fit = fit(way.number + 1);
                let number = match look.number.filter(|_| columns.kinds[to] == Kind::Number) {
                    Some(number) => number,
                    // A row without a number leaves the next number to the next row.
                    None if columns.is_counted => way.number,
                    None => way.number + 1,
                };
                let end = if from == banner { way.score } else { ends[from] };
                offer(start(end + skipped + fit + broken + led + apart + torn(from), number), from, true);
            }
        }
        std::mem::swap(&mut ways, &mut next);
        for (from, (end, way)) in ends.iter_mut().zip(&ways).enumerate() {
            *end = way.map_or(i32::MIN, |way| row_end(columns, way, from));
        }
        let ended = (0..count).filter(|from| ways[*from].is_some()).max_by_key(|from| ends[*from]);
        let reached = ways.iter().flatten().map(|way| way.score).max();
        let Some(reached) = reached else { break };
        if let Some(column) = ended
            && best.is_none_or(|(found, _, _)| ends[column] > found)
        {
            best = Some((ends[column], at + 1, column));
        }
        let is_over = |(found, taken, _): (i32, usize, usize)| {
            reached + GIVE_UP < found.max(0) || at > taken + MAX_BEHIND
        };
        if best.is_some_and(is_over) {
            break;
        }
    }
    let (score, taken, column) = best.filter(|(score, _, _)| *score > 0)?;
    let rows = trace(&steps, taken, column, count);
    Some(Dealt { rows, taken, score })
}

/// Whether blank lines set the rows of so many columns apart, whose cells have a line each.
fn has_blank_lines(columns: usize, pieces: &[Piece]) -> bool {
    /// So many pieces tell, and so many rows.
    const LOOKED_AT: usize = 72;
    const ROWS: usize = 3;
    let first = &pieces[..pieces.len().min(LOOKED_AT)];
    let starts: Vec<usize> = (0..first.len()).filter(|at| first[*at].is_apart).collect();
    // A blank line that stands for an empty cell parts a row.
    let short = starts.windows(2).filter(|pair| pair[1] - pair[0] < columns.min(3)).count();
    starts.len() >= ROWS
        && short * 5 <= starts.len()
        && first.len() <= starts.len() * (columns + 1)
        && first.iter().all(|piece| piece.joint.is_line())
}

/// The evidence for a way whose row ends in column `from`.
fn row_end(columns: &Columns<'_>, way: Way, from: usize) -> i32 {
    let count = columns.kinds.len();
    if from == count {
        return i32::MIN / 2;
    }
    let no_values = if way.has_value || !columns.needs_values { 0 } else { weight::NO_VALUES };
    let lone = if way.filled < 2 && count > 1 { weight::LONE } else { 0 };
    let whole = if usize::from(way.filled) == columns.whole && columns.whole > 1 {
        // A row of few cells is soon whole.
        weight::WHOLE * i32::try_from(columns.whole.min(4)).unwrap_or(4) / 4
    } else {
        0
    };
    way.score + columns.skip(from + 1, count, way.is_sum) + no_values + lone + whole
}

/// The pieces of each cell, row by row, back from the last.
fn trace(steps: &[Option<Step>], taken: usize, last: usize, count: usize) -> Vec<DealtRow> {
    let mut places = vec![(0usize, false); taken];
    let mut column = last;
    for at in (0..taken).rev() {
        let Some(step) = steps[at * (count + 1) + column] else { break };
        places[at] = (column, step.is_new);
        column = usize::from(step.from);
    }
    let mut rows: Vec<DealtRow> = Vec::new();
    for (at, (column, is_new)) in places.into_iter().enumerate() {
        if is_new || rows.is_empty() {
            rows.push(DealtRow { cells: vec![Vec::new(); count], is_banner: column == count });
        }
        if let Some(row) = rows.last_mut() {
            row.cells[column.min(count - 1)].push(at);
        }
    }
    rows
}
