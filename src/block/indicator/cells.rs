//! Deals the pieces of a table out to its columns.
//!
//! Extraction leaves the cells of a table as a stream of pieces: merged cells
//! are missing, long ones are cut, lines may be cells or rows. No piece alone
//! says where a row begins. So all ways of going through the columns from left
//! to right, row after row, are weighed against each other: how well each piece
//! fits its column, and what it costs to leave a column out or to put two pieces
//! in one. The best way over the whole stream wins; what follows the last row
//! that speaks for itself is left out.

use super::build::build;
use super::{Column, Header, Row};
use crate::block::grid::Look;
use crate::span::Span;

/// A piece between gaps or line ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Its text.
    pub span: Span,
    /// The paragraph it stands in.
    pub paragraph: usize,
    /// Whether its line begins with it.
    pub is_first: bool,
    /// Whether a row begins with it for certain.
    pub opens_row: bool,
}

/// The rows that were found, and how well they fit.
#[derive(Clone, Debug, Default)]
pub(super) struct Dealt {
    /// The rows.
    pub rows: Vec<Row>,
    /// How many pieces they take.
    pub taken: usize,
    /// The evidence for them.
    pub score: i32,
}

/// Evidence for a piece in a column. Ten points are next to proof.
mod weight {
    /// The number that the row should have; another one.
    pub const EXPECTED: i32 = 9;
    pub const UNEXPECTED: i32 = -7;
    /// A piece that cannot stand in the column.
    pub const NEVER: i32 = -40;
    /// A piece that hardly ever does.
    pub const HARDLY: i32 = -12;
    /// 预期性 in its column, and a value in one of values.
    pub const ATTRIBUTE: i32 = 11;
    pub const VALUE: i32 = 5;
    /// Words in a column of values: 与经济增长同步.
    pub const WORDS_AS_VALUE: i32 = -3;
    /// A unit in its column, and a word that may be one.
    pub const UNIT: i32 = 6;
    pub const WORD_AS_UNIT: i32 = -1;
    /// A name that closes with its unit.
    pub const UNIT_BRACKET: i32 = 4;
    /// A category is a few characters; its column may not be printed at all.
    pub const CATEGORY: i32 = 1;
    pub const UNPRINTED: i32 = -4;
    /// A piece that goes on with the cell before it.
    pub const GO_ON: i32 = -1;
    /// A cell that is left out, by column.
    pub const NO_NUMBER: i32 = -7;
    pub const NO_UNIT: i32 = -5;
    pub const NO_VALUE: i32 = -7;
    pub const NO_ATTRIBUTE: i32 = -6;
    pub const NO_OTHER: i32 = -1;
    /// A row without any value is none.
    pub const NO_VALUES: i32 = -24;
    /// A row that begins in the middle of a line, or goes on behind its end
    /// where lines hold several cells.
    pub const BROKEN_LINE: i32 = -5;
}

/// Once the evidence has fallen so far below its best, the table is over.
const GIVE_UP: i32 = 90;

/// The columns to go through: those of the header, with a category before them
/// where the header has none.
pub(super) struct Columns {
    /// What each column holds, from left to right.
    pub kinds: Vec<Column>,
    /// Whether the first column is that unprinted category.
    pub has_unprinted: bool,
}

impl Columns {
    fn new(headers: &[Header]) -> Self {
        let mut kinds: Vec<Column> = headers.iter().map(|header| header.column).collect();
        let has_unprinted = !kinds.contains(&Column::Category);
        if has_unprinted {
            kinds.insert(0, Column::Category);
        }
        Self { kinds, has_unprinted }
    }

    /// What it costs to leave out the columns between two that are filled.
    fn skip(&self, from: usize, to: usize) -> i32 {
        self.kinds[from..to]
            .iter()
            .map(|kind| match kind {
                Column::Category => 0,
                Column::Number => weight::NO_NUMBER,
                Column::Name => weight::NEVER,
                Column::Unit => weight::NO_UNIT,
                Column::Value => weight::NO_VALUE,
                Column::Attribute => weight::NO_ATTRIBUTE,
                Column::Other => weight::NO_OTHER,
            })
            .sum()
    }

    /// How well a piece fits as the first of a cell in column `at`.
    fn fit(&self, at: usize, look: &Look, expected: u32) -> i32 {
        let is_expected = |number: u32| number == expected || number == 1;
        match self.kinds[at] {
            Column::Number => match look.number {
                Some(number) if is_expected(number) => weight::EXPECTED,
                Some(_) => weight::UNEXPECTED,
                None => weight::NEVER,
            },
            Column::Category => {
                let unprinted = if self.has_unprinted { weight::UNPRINTED } else { 0 };
                let is_like =
                    look.is_plain && look.chars <= 14 && !look.is_unit || look.chars <= 16 && !look.is_value;
                unprinted
                    + if look.is_value
                        || look.is_attribute
                        || look.has_unit
                        || look.marker.is_some()
                        || !is_like
                    {
                        weight::HARDLY
                    } else if look.is_unit && look.chars < 3 {
                        weight::WORDS_AS_VALUE
                    } else {
                        weight::CATEGORY - (look.chars - 6).max(0)
                    }
            }
            Column::Name => match look.marker {
                Some(number) if is_expected(number) => weight::EXPECTED,
                Some(_) => weight::UNIT_BRACKET,
                None if look.is_value || look.is_attribute => weight::HARDLY,
                None if look.is_unit && look.chars <= 4 => weight::UNEXPECTED,
                None => look.chars.min(8) / 2 + if look.has_unit { weight::UNIT_BRACKET } else { 0 },
            },
            Column::Unit => {
                if look.is_unit {
                    weight::UNIT
                } else if look.is_value || look.is_attribute || look.chars > 10 || look.has_unit {
                    weight::HARDLY
                } else {
                    weight::WORD_AS_UNIT
                }
            }
            Column::Value => {
                if look.is_attribute {
                    weight::NEVER
                } else if look.is_value {
                    weight::VALUE
                } else if look.is_unit && look.chars <= 4
                    || look.has_unit
                    || look.marker.is_some()
                    || look.chars > 24
                {
                    weight::HARDLY
                } else {
                    weight::WORDS_AS_VALUE
                }
            }
            Column::Attribute => {
                if look.is_attribute {
                    weight::ATTRIBUTE
                } else if look.is_value || look.chars > 6 {
                    weight::NEVER
                } else {
                    weight::WORDS_AS_VALUE * 2
                }
            }
            Column::Other => {
                if look.is_attribute {
                    weight::HARDLY
                } else if look.is_list {
                    weight::UNIT
                } else {
                    -weight::CATEGORY
                }
            }
        }
    }

    /// How well a piece goes on with the cell before it.
    fn go_on(&self, at: usize, look: &Look, before: &Look) -> i32 {
        if look.marker.is_some() && self.kinds[at] != Column::Other {
            return weight::NEVER;
        }
        weight::GO_ON
            + match self.kinds[at] {
                Column::Number => weight::NEVER,
                Column::Category if look.is_value || look.is_attribute || look.has_unit => weight::NEVER,
                Column::Category | Column::Other => 0,
                Column::Name if look.is_attribute => weight::NEVER,
                Column::Name if look.is_value => weight::HARDLY,
                Column::Name if before.has_unit => weight::HARDLY,
                Column::Name if look.is_bracket => weight::UNIT_BRACKET,
                Column::Name if look.is_unit && look.chars <= 3 => weight::WORDS_AS_VALUE,
                Column::Name => look.chars.min(4) / 4 + i32::from(look.has_unit) * weight::UNIT_BRACKET,
                Column::Unit if look.is_bracket => 0,
                Column::Unit => weight::UNEXPECTED,
                Column::Value if look.is_value && before.is_value || look.is_attribute => weight::NEVER,
                Column::Value if before.is_value => weight::HARDLY,
                Column::Value => 0,
                Column::Attribute => weight::UNEXPECTED,
            }
    }
}

/// A way through the columns that has reached a piece.
#[derive(Clone, Copy)]
struct Way {
    score: i32,
    /// The number of the row it is in.
    number: u32,
    has_value: bool,
}

/// How a way has come to a piece in its column.
#[derive(Clone, Copy)]
struct Step {
    /// The column of the piece before.
    from: usize,
    /// Whether a row begins with this piece.
    is_new: bool,
}

/// Deals pieces out to rows of `headers`. The first piece begins a row.
pub(super) fn deal(text: &str, headers: &[Header], pieces: &[Piece]) -> Option<Dealt> {
    let columns = Columns::new(headers);
    let looks: Vec<Look> = pieces.iter().map(|piece| Look::of(piece.span.of(text))).collect();
    let count = columns.kinds.len();
    let mut steps: Vec<Vec<Option<Step>>> = Vec::with_capacity(pieces.len());
    let mut ways: Vec<Option<Way>> = vec![None; count];
    // The score of each way if its row ends here.
    let mut ends: Vec<i32> = vec![i32::MIN; count];
    // Where the best rows end: score, pieces taken, column of the last.
    let mut best: Option<(i32, usize, usize)> = None;
    for (at, piece) in pieces.iter().enumerate() {
        let mut next: Vec<Option<Way>> = vec![None; count];
        let mut step: Vec<Option<Step>> = vec![None; count];
        let is_row_line = |at: usize| pieces.get(at + 1).is_some_and(|piece| !piece.is_first);
        let broken = if piece.is_first { 0 } else { weight::BROKEN_LINE };
        let wrapped = if piece.is_first && at > 0 && (!pieces[at - 1].is_first || is_row_line(at)) {
            weight::BROKEN_LINE / 2
        } else {
            0
        };
        for to in 0..count {
            let mut offer = |way: Way, from: usize, is_new: bool| {
                if next[to].is_none_or(|found| way.score > found.score) {
                    next[to] = Some(way);
                    step[to] = Some(Step { from, is_new });
                }
            };
            let is_value = columns.kinds[to] == Column::Value;
            let skipped = columns.skip(0, to);
            if at == 0 {
                let score = skipped + columns.fit(to, &looks[at], 1);
                offer(start(score, &looks[at], 1, is_value), 0, true);
            }
            for (from, way) in ways.iter().enumerate().filter_map(|(from, way)| Some((from, (*way)?))) {
                if from == to && !piece.opens_row {
                    let score = way.score + columns.go_on(to, &looks[at], &looks[at - 1]) + wrapped;
                    offer(Way { score, ..way }, from, false);
                }
                if from < to && !piece.opens_row {
                    let fit = columns.fit(to, &looks[at], way.number);
                    let score = way.score + columns.skip(from + 1, to) + fit + wrapped;
                    offer(Way { score, has_value: way.has_value || is_value, ..way }, from, false);
                }
                let fit = columns.fit(to, &looks[at], way.number + 1);
                let score = ends[from] + skipped + fit + broken;
                offer(start(score, &looks[at], way.number + 1, is_value), from, true);
            }
        }
        ways = next;
        steps.push(step);
        for (from, (end, way)) in ends.iter_mut().zip(&ways).enumerate() {
            *end = way.map_or(i32::MIN, |way| row_end(&columns, way, from));
        }
        let ended = (0..count).filter(|from| ways[*from].is_some()).max_by_key(|from| ends[*from]);
        let Some(column) = ended else { break };
        let score = ends[column];
        if best.is_none_or(|(found, _, _)| score > found) {
            best = Some((score, at + 1, column));
        }
        let reached = ways.iter().flatten().map(|way| way.score).max().unwrap_or(i32::MIN);
        if best.is_some_and(|(found, _, _)| reached + GIVE_UP < found.max(0)) {
            break;
        }
    }
    let (score, taken, column) = best.filter(|(score, _, _)| *score > 0)?;
    let cells = trace(&steps, taken, column);
    let rows = build(text, headers, &columns, &pieces[..taken], &cells);
    Some(Dealt { rows, taken, score })
}

fn start(score: i32, look: &Look, expected: u32, has_value: bool) -> Way {
    Way {
        score,
        number: look.number.or(look.marker).filter(|number| *number == 1).unwrap_or(expected),
        has_value,
    }
}

/// The evidence for a way whose row ends in column `from`.
fn row_end(columns: &Columns, way: Way, from: usize) -> i32 {
    let no_values = if way.has_value { 0 } else { weight::NO_VALUES };
    way.score + columns.skip(from + 1, columns.kinds.len()) + no_values
}

/// The column of each piece and whether it begins a row, back from the last.
fn trace(steps: &[Vec<Option<Step>>], taken: usize, last: usize) -> Vec<(usize, bool)> {
    let mut cells = vec![(0, false); taken];
    let mut column = last;
    for at in (0..taken).rev() {
        let Some(step) = steps[at][column] else { break };
        cells[at] = (column, step.is_new);
        column = step.from;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::super::header::read_header_cell;
    use super::*;

    /// Cells are separated by `|`, lines by line feeds. Gives each row as
    /// `number category name unit values attribute`.
    fn read(header: &str, table: &str) -> Vec<String> {
        let headers: Vec<Header> =
            header.split('|').flat_map(|cell| read_header_cell(cell).unwrap()).collect();
        let mut pieces = Vec::new();
        let mut start = 0u32;
        for (at, line) in table.split('\n').enumerate() {
            for (position, cell) in line.split('|').enumerate() {
                let span = Span::new(start, start + cell.len() as u32);
                pieces.push(Piece { span, paragraph: at, is_first: position == 0, opens_row: false });
                start = span.end + 1;
            }
        }
        let dealt = deal(table, &headers, &pieces).unwrap_or_default();
        let show = |row: &Row| {
            let values: Vec<String> = row.values.iter().map(|cell| cell.text(table)).collect();
            [
                row.number.map(|number| number.to_string()).unwrap_or_default(),
                row.category.text(table),
                row.name.text(table),
                row.unit.text(table),
                values.join(","),
                row.attribute.text(table),
            ]
            .join("|")
        };
        dealt.rows.iter().map(show).collect()
    }

    #[test]
    fn one_cell_a_line_without_numbers() {
        assert_eq!(
            read(
                "类别|指标|2020年|2025年|属性",
                "幼有所育\n托位数（个）\n1.8\n4.5\n预期性\n孤儿保障率（%）\n100\n100\n约束性\n学有所教\n毛入园率（%）\n90.1\n95以上\n预期性"
            ),
            [
                "|幼有所育|托位数（个）||1.8,4.5|预期性",
                "|幼有所育|孤儿保障率（%）||100,100|约束性",
                "|学有所教|毛入园率（%）||90.1,95以上|预期性"
            ]
        );
    }

    #[test]
    fn cells_cut_over_lines() {
        assert_eq!(
            read(
                "序号|类别|主要指标|2025年|属性",
                "1\n综合\n治理\n防治达标率（%）\n95\n约束性\n2\n市政排水管网智能化\n监测覆盖率（%）\n重点城市≥30\n一般城市≥15\n预期性"
            ),
            [
                "1|综合治理|防治达标率（%）||95|约束性",
                "2|综合治理|市政排水管网智能化监测覆盖率（%）||重点城市≥30一般城市≥15|预期性"
            ]
        );
    }

    #[test]
    fn groups_without_a_column_of_their_own() {
        assert_eq!(
            read(
                "指标|2020年|2025年",
                "（一）经济发展\n1.生产总值（亿元）|500|700\n（二）民生福祉\n2.失业率（%）|5.2|<5.5"
            ),
            ["|（一）经济发展|1.生产总值（亿元）||500,700|", "|（二）民生福祉|2.失业率（%）||5.2,<5.5|"]
        );
    }

    #[test]
    fn a_merged_cell_is_left_out_of_its_row() {
        assert_eq!(
            read(
                "类别|序号|指标|单位|2020年|2025年",
                "经济|1|生产总值增长|%|3.9|6.5左右\n2|全员劳动生产率增长|%|—|高于GDP增长"
            ),
            ["1|经济|生产总值增长|%|3.9,6.5左右|", "2|经济|全员劳动生产率增长|%|—,高于GDP增长|"]
        );
    }

    #[test]
    fn text_behind_the_table_is_left_out() {
        assert_eq!(
            read("指标|2025年|属性", "参保率（%）\n95\n约束性\n第二步\n完善制度体系"),
            ["||参保率（%）||95|约束性"]
        );
    }
}
