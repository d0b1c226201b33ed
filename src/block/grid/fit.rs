//! The columns of a table: how well a piece fits each, how it goes on with the cell before it,
//! and what it costs to leave a column out.

use std::collections::HashMap;

use super::filled::{Line, ROOM, usual_lines};
use super::found::{Dealt, DealtRow};
use super::look::Look;
use super::piece::Piece;
use crate::scan::column::Kind;

/// Evidence for a piece in a column. Ten points are next to proof.
pub(super) mod weight {
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
    pub const SENTENCE_AS_VALUE: i32 = -7;
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
    /// The short name of one office, which may be the rest of a longer one: 教育局.
    pub const OFFICE: i32 = 3;
    /// A list that stands alone in this column in other rows.
    pub const USUAL_LIST: i32 = 6;
    /// What that is worth less where such a name is open above.
    pub const NOT_ALONE: i32 = -2;
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
    /// A line that fills its column, in a cell that goes on; one that does not; one that is too
    /// wide for the column.
    pub const FULL: i32 = 3;
    pub const NOT_FULL: i32 = -3;
    pub const TOO_WIDE: i32 = -7;
    /// A row that goes on behind the header of a further page: most of its cells are on the one
    /// before.
    pub const TURN: i32 = 12;
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
    /// The same of the first of two: what a row aims at is printed, where it began perhaps not.
    pub const NO_BASELINE: i32 = -6;
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
    /// A cell that goes on by a line where rows have no more lines than cells.
    pub const CUT: i32 = -6;
    /// Where blank lines part cells: a cell that goes on behind one, a cell without one, and
    /// one that goes on without.
    pub const PARTED: i32 = -3;
    pub const NOT_PARTED: i32 = -6;
    pub const TOGETHER: i32 = 5;
    /// The same of a unit below its figure: 128.92 and 平方公里.
    pub const MEASURED: i32 = 18;
    /// A bracket below a figure that says what it is of: 36 and （2021年—2025年）.
    pub const NOTED: i32 = 10;
}

/// Lines of one cell differ so much in width, where a mark was moved to the next.
pub(super) const MAX_UNEVEN: i32 = 3;

/// What the columns hold, and what it costs to leave each out.
pub(super) struct Columns<'a> {
    pub kinds: &'a [Kind],
    /// What it costs to leave out all columns before each, and before the end.
    pub skip: Vec<i32>,
    /// Whether a row without any figure is none.
    pub needs_values: bool,
    /// The column of the numbers of the rows.
    pub number: Option<usize>,
    pub has_time: bool,
    /// How many columns there are without those of groups.
    pub whole: usize,
    /// The column that names the rows.
    pub name: Option<usize>,
    /// How wide each column is in characters, where cells cut over lines show it.
    pub widths: Vec<Option<i32>>,
    /// The lines of each column, where its cells show how wide they are.
    pub lines: Vec<Option<Line>>,
    /// Whether names are counted by themselves, beside the rows: 4 and, in the next column,
    /// 2.项目服务.
    pub counts_names: bool,
    /// The column of departments that each piece belongs to by what other rows have there.
    pub lists: Vec<Option<usize>>,
}

impl<'a> Columns<'a> {
    pub fn new(kinds: &'a [Kind]) -> Self {
        let has = |kind: Kind| kinds.contains(&kind);
        let is_indicator = has(Kind::Attribute) || has(Kind::Unit) && has(Kind::Value);
        let names = kinds.iter().filter(|kind| **kind == Kind::Name).count();
        let contents = kinds.iter().filter(|kind| **kind == Kind::Content).count();
        let last_name = kinds.iter().rposition(|kind| *kind == Kind::Name);
        let number = kinds.iter().position(|kind| *kind == Kind::Number);
        let values = kinds.iter().filter(|kind| **kind == Kind::Value).count();
        let first_value = kinds.iter().position(|kind| *kind == Kind::Value);
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
            Kind::Value if is_indicator && values == 2 && Some(at) == first_value => weight::NO_BASELINE,
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
            number,
            has_time: has(Kind::Time) || has(Kind::Deadline),
            name: last_name,
            whole: kinds.iter().filter(|kind| **kind != Kind::Group).count(),
            widths: vec![None; kinds.len()],
            lines: vec![None; kinds.len()],
            counts_names: false,
            lists: Vec::new(),
        }
    }

    /// The same with what the pieces show of the names: those behind the numbers of rows have
    /// numbers of their own, which go on less fast, since several rows share one.
    pub fn counting_names(mut self, pieces: &[Piece]) -> Self {
        /// So many names in a row are counted, and no more of the pieces are looked at.
        const LEAST: u32 = 2;
        const FAR: usize = 400;
        let is_beside = self.number.is_some_and(|at| self.kinds.get(at + 1) == Some(&Kind::Name));
        if !is_beside || !self.kinds.contains(&Kind::Content) {
            return self;
        }
        let (mut rows, mut names) = (0, 0);
        for pair in pieces[..pieces.len().min(FAR)].windows(2) {
            let (number, name) = (&pair[0].look, &pair[1].look);
            if number.number == Some(rows + 1) && name.number.is_none() {
                rows += 1;
                names += u32::from(name.marker == Some(names + 1));
            }
        }
        self.counts_names = names >= LEAST && names < rows;
        self
    }

    /// The same with what the rows have shown of the columns of groups: the lines of their
    /// cells tell how wide they are. So do those of other columns whose text fills its lines.
    pub fn with_widths(mut self, dealt: &Dealt, pieces: &[Piece]) -> Self {
        for column in (0..self.kinds.len()).filter(|column| self.kinds[*column] == Kind::Group) {
            let is_line = |at: &&usize| pieces[**at].joint.is_line();
            let is_cut = |row: &&DealtRow| row.cells[column].iter().filter(is_line).count() > 1;
            let cut = dealt.rows.iter().filter(|row| !row.is_banner).filter(is_cut);
            let lines = cut.flat_map(|row| &row.cells[column]).filter(is_line);
            self.widths[column] = lines.map(|at| pieces[*at].look.chars).max();
        }
        self.lines = usual_lines(self.kinds, dealt, pieces);
        self
    }

    /// The same with what the rows have shown of the departments: a list that stands alone in its cell
    /// in several rows belongs into that column elsewhere, too, however many lines other cells have.
    pub fn with_lists(mut self, text: &str, dealt: &Dealt, pieces: &[Piece]) -> Self {
        /// So many rows show it, and so many times as often as in another column.
        const LEAST: usize = 2;
        const TIMES: usize = 3;
        let units: Vec<usize> = (0..self.kinds.len()).filter(|at| self.kinds[*at].is_units()).collect();
        if units.len() < 2 {
            return self;
        }
        let mut found: HashMap<&str, Vec<usize>> = HashMap::new();
        let rows = || dealt.rows.iter().filter(|row| !row.is_banner);
        for (at, column) in rows().flat_map(|row| units.iter().map(|column| (&row.cells[*column], *column))) {
            if let [piece] = at.as_slice() {
                let counts = found.entry(pieces[*piece].span.of(text));
                counts.or_insert_with(|| vec![0; self.kinds.len()])[column] += 1;
            }
        }
        let usual = |piece: &Piece| {
            let counts = found.get(piece.span.of(text))?;
            let column = (0..counts.len()).max_by_key(|column| counts[*column])?;
            let others = counts.iter().sum::<usize>() - counts[column];
            (counts[column] >= LEAST.max(TIMES * others)).then_some(column)
        };
        let lists: Vec<Option<usize>> = pieces.iter().map(usual).collect();
        let is_elsewhere = |(column, cell): (usize, &Vec<usize>)| {
            cell.iter().any(|piece| lists[*piece].is_some_and(|usual| usual != column))
        };
        if rows().any(|row| row.cells.iter().enumerate().any(is_elsewhere)) {
            self.lists = lists;
        }
        self
    }

    /// What other rows say for the piece `at` in a column.
    pub fn list(&self, to: usize, at: usize) -> i32 {
        match self.lists.get(at).copied().flatten() {
            Some(usual) if usual == to => weight::USUAL_LIST,
            Some(_) if self.kinds[to].is_units() => -weight::USUAL_LIST,
            _ => 0,
        }
    }

    /// What the width of a line and of the one before it say for its column, and for that of
    /// the other.
    pub fn line(&self, from: usize, to: usize, look: &Look, before: &Look) -> i32 {
        let known = |at: usize| self.lines.get(at).copied().flatten();
        let too_wide = known(to).is_some_and(|line| look.width > line.width + ROOM);
        let wide = if too_wide { weight::TOO_WIDE } else { 0 };
        let Some(own) = known(from) else { return wide };
        let is_full = before.width + ROOM >= own.width;
        wide + match (from == to, is_full) {
            (true, true) => weight::FULL,
            (true, false) if before.is_open || before.ends_sentence || !own.is_filled => 0,
            (true, false) => weight::NOT_FULL,
            (false, true) => -weight::FULL,
            (false, false) => 0,
        }
    }

    /// Whether the rows have shown anything of the columns.
    pub fn has_shown(&self) -> bool {
        self.widths.iter().any(Option::is_some)
            || self.lines.iter().any(Option::is_some)
            || !self.lists.is_empty()
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

    /// Whether the rows have a column for their numbers.
    pub fn is_counted(&self) -> bool {
        self.number.is_some()
    }

    /// Whether the number of the row says how well a piece fits column `at`.
    pub fn is_counting(&self, at: usize, look: &Look) -> bool {
        match self.kinds[at] {
            Kind::Number => look.number.is_some(),
            Kind::Name => look.marker.is_some() && !self.is_counted(),
            _ => false,
        }
    }

    /// What it costs besides to leave out groups between two columns of the first row, where
    /// a number says that it is one.
    pub fn skip_first(&self, from: usize, to: usize) -> i32 {
        if !self.is_counted() {
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
        let is_text = is_named || self.kinds[at] == Kind::Text;
        let fit = match self.kinds[at] {
            // 3.1用水总量 begins a name.
            _ if look.is_dotted && !is_text => weight::NEVER,
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
            Kind::Name if self.counts_names && look.marker.is_none() => weight::HARDLY,
            Kind::Name => match look.marker {
                Some(number) if is_expected(number) && !self.is_counted() => weight::EXPECTED,
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
                } else if look.is_sentence || look.ends_sentence || look.chars > 16 {
                    weight::SENTENCE
                } else {
                    weight::GROUP
                }
            }
            Kind::Text => {
                // What stands before the number names rows.
                let is_before_number = self.number.is_some_and(|number| at < number);
                if look.is_attribute || is_before_number && look.is_value && !look.is_time {
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

    /// How well a piece goes on with the cell before it; `is_line` where it may be the next of the
    /// lines that fill that cell.
    pub fn go_on(&self, at: usize, look: &Look, before: &Look, is_line: bool) -> i32 {
        let kind = self.kinds[at];
        let is_free = matches!(kind, Kind::Content | Kind::Text);
        if look.is_dotted && !is_free {
            // A row that has nothing but its number and name, a group, may stand before it.
            return weight::NEVER * 2;
        }
        if look.marker.is_some() && !is_free && !look.is_value {
            return weight::NEVER;
        }
        // A bracket that is open has its end in the same cell.
        let open = if before.is_open { weight::OPEN } else { 0 };
        // What is listed line by line, and sentences, end where they end.
        let is_listed =
            before.is_listed() && look.is_listed() || before.ends_sentence || look.marker.is_some();
        // The author's own line break in a name may stand anywhere before its unit.
        let is_break = !is_line && kind == Kind::Name && look.has_unit;
        let is_longer = !is_break && look.width > before.width + MAX_UNEVEN && !is_listed;
        let longer = if is_longer { weight::LONGER } else { 0 };
        // 一、保障类 heads rows, it ends no cell.
        let heads = if look.is_banner && kind != Kind::Content { weight::UNEXPECTED } else { 0 };
        open + heads
            + longer
            + weight::GO_ON
            + match kind {
                Kind::Number => weight::NEVER * 2,
                Kind::Group if look.is_value || look.is_attribute || look.has_unit => weight::NEVER,
                Kind::Group if look.chars > 8 => weight::WORDS_AS_VALUE,
                Kind::Group => 0,
                Kind::Text if look.is_value && before.is_value => weight::NEVER,
                Kind::Text if look.is_value => weight::UNEXPECTED,
                Kind::Text if look.is_list || look.is_office && !before.is_listed() => weight::NO_TIME,
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
                Kind::Value if look.is_note && !before.is_note => weight::NOTED,
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
                    } else if look.is_value || look.is_sentence || look.is_title {
                        weight::HARDLY
                    } else if look.chars <= 6 {
                        -weight::GROUP
                    } else {
                        weight::NO_LIST
                    }
                }
                Kind::Deadline | Kind::Time if look.is_list || look.chars > 14 => weight::HARDLY,
                Kind::Deadline | Kind::Time if before.is_time && look.is_time_rest => weight::TIME,
                // 月底前投 and 用
                Kind::Deadline | Kind::Time if before.is_time_rest && look.chars <= 2 && look.is_plain => 0,
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
    if look.is_time && !look.is_attribute {
        weight::GROUP
    } else if look.is_value {
        weight::NEVER
    } else if look.is_attribute || look.has_unit || !is_like || look.is_sentence {
        weight::HARDLY
    } else if look.marker.is_some() && !look.is_time || look.is_unit && look.chars < 3 {
        weight::WORDS_AS_VALUE
    } else {
        weight::GROUP - (look.chars - 6).max(0) / 2
    }
}

/// Words in the place of a figure have no more characters as a rule.
const LONGEST_WORDS: i32 = 28;

/// How well a piece fits as a figure, or as words in its place.
fn value_fit(look: &Look) -> i32 {
    if look.is_attribute {
        weight::NEVER
    } else if look.is_note || look.is_unit_bracket {
        weight::HARDLY
    } else if look.is_value {
        weight::VALUE
    } else if look.is_words && !look.has_unit {
        weight::WORDS
    } else if look.is_unit && look.chars <= 4
        || look.has_unit
        || look.marker.is_some() && look.number.is_none()
    {
        weight::HARDLY
    } else if look.is_sentence || look.chars > LONGEST_WORDS {
        weight::SENTENCE_AS_VALUE
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
    } else if look.is_office {
        weight::OFFICE
    } else if look.is_body {
        weight::GROUP
    } else if look.ends_sentence {
        weight::HARDLY
    } else {
        weight::NO_LIST
    }
}

fn columns_have_values(kinds: &[Kind]) -> bool {
    kinds.contains(&Kind::Value)
}
