//! What sheets are made of, and how they are made: cells, rows, columns.

use guihua::model::{Document, Severity};
use guihua::{Code, Lang};

use super::text;
use crate::cli::place::Place;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text, whatever it begins with.
    Text(String),
    /// A number, and how it is shown where that is not as it comes.
    Number(f64, Option<Shown>),
    /// A day: year, month, day.
    Date(u16, u8, u8),
}

impl Cell {
    /// Text, or nothing where there is none.
    pub(super) fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// How many of something; nothing for none.
    pub(super) fn count(count: usize) -> Self {
        // A spreadsheet has one kind of number, which is exact up to 2⁵³.
        #[allow(clippy::cast_precision_loss)]
        if count == 0 { Self::Empty } else { Self::Number(count as f64, None) }
    }

    /// A day written as `2021-12-14`, else the text as it is.
    pub(super) fn date(text: &str) -> Self {
        let mut parts = text.splitn(3, '-');
        let mut next = || parts.next();
        let (year, month, day) = (next(), next(), next());
        let number = |part: Option<&str>| part?.parse::<u16>().ok();
        match (number(year), number(month), number(day)) {
            // Spreadsheets count their days from 1900.
            (Some(year @ 1901..=9999), Some(month @ 1..=12), Some(day))
                if (1..=u16::from(days(year, month as u8))).contains(&day) =>
            {
                Self::Date(year, month as u8, day as u8)
            }
            _ => Self::text(text),
        }
    }
}

/// The days of a month.
const fn days(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

/// How a number is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// As spreadsheets write it: `"≥"0.0`.
    pub format: String,
    /// As the plan prints it.
    pub text: String,
}

/// How the cells of a column look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Look {
    /// Wrapped text; numbers stand on the right.
    Text,
    /// Wrapped text; numbers stand on the left, too.
    Value,
    /// Short things in the middle: numbers of rows, units, years.
    Middle,
    /// Figures, on the right.
    Figure,
    /// Long text on one line, cut at the edge of its cell and not printed.
    Beside,
}

/// A column of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its header.
    pub title: String,
    pub look: Look,
    /// Its width, in half-width characters.
    pub width: usize,
}

/// The least and the greatest width of a column.
pub(super) type Widths = (usize, usize);

/// A row of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub cells: Vec<Cell>,
    pub kind: RowKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RowKind {
    Plain,
    /// The header of a table below the first.
    Header,
    /// A row to be seen first: an error, a file that was not read.
    Alarm,
}

impl Row {
    pub(super) fn plain(cells: Vec<Cell>) -> Self {
        Self { cells, kind: RowKind::Plain }
    }
}

/// A sheet, whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Its name, of at most 31 characters, unlike those of all others.
    pub name: String,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// Whether the first row is a header to filter by; a card has none.
    pub has_header: bool,
    /// Whether its last rows are left out of print before those of others are.
    pub is_spare: bool,
    /// What the plan calls the table of the sheet, which its name may have no room for.
    pub caption: Option<String>,
}

impl Sheet {
    /// The same as a sheet whose last rows are not printed where pages are short.
    pub(super) fn spare(self) -> Self {
        Self { is_spare: true, ..self }
    }

    /// The lines of all its rows.
    pub(super) fn lines(&self) -> usize {
        self.rows.iter().map(|row| lines(row, &self.columns)).sum()
    }
}

/// A plan, what is to be looked at in it, and where it comes from.
pub struct Entry<'a> {
    pub document: &'a Document,
    pub remarks: Vec<Remark>,
    /// Whether it is a model whose source is not at hand.
    pub is_alone: bool,
}

/// How much there is of what, for the one line that sums up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub sections: usize,
    pub boxes: usize,
    pub indicators: usize,
    pub clauses: usize,
    pub tasks: usize,
    pub tables: usize,
    /// Findings by severity, in the order of [`guihua::model::Severity`].
    pub remarks: [usize; 3],
}

impl Counts {
    /// What there is, each in words.
    pub fn words(&self, lang: Lang) -> Vec<String> {
        let words = [
            (self.sections, "章节", ["section", "sections"]),
            (self.boxes, "专栏", ["box", "boxes"]),
            (self.indicators, "指标", ["indicator", "indicators"]),
            (self.clauses, "责任分工", ["responsibility", "responsibilities"]),
            (self.tasks, "任务清单", ["task", "tasks"]),
            (self.tables, "表格", ["table", "tables"]),
        ];
        let word = |(count, zh, en): (usize, &str, [&str; 2])| match lang {
            Lang::Zh => format!("{zh} {count}"),
            Lang::En => format!("{count} {}", en[usize::from(count != 1)]),
        };
        words.into_iter().filter(|(count, ..)| *count > 0).map(word).collect()
    }
}

/// The number of a plan, in the order they came.
pub(super) type PlanAt = usize;

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.sections += other.sections;
        self.boxes += other.boxes;
        self.indicators += other.indicators;
        self.clauses += other.clauses;
        self.tasks += other.tasks;
        self.tables += other.tables;
        for (sum, count) in self.remarks.iter_mut().zip(other.remarks) {
            *sum += count;
        }
    }
}

/// Makes sheets of rows that know which plan they are of.
pub(super) struct Maker<'a> {
    pub lang: Lang,
    pub plans: &'a [String],
}

/// The width of a column without content: two characters of its title on a line.
const EMPTY: usize = 5;

/// A column before anybody has seen its cells: Chinese and English title, look,
/// least and greatest width.
pub(super) type Draft<'a> = (&'a str, &'a str, Look, Widths);

impl Maker<'_> {
    pub(super) fn pick(&self, zh: &str, en: &str) -> String {
        match self.lang {
            Lang::Zh => zh.to_owned(),
            Lang::En => en.to_owned(),
        }
    }

    pub(super) fn is_several(&self) -> bool {
        self.plans.len() > 1
    }

    /// A sheet with a header; of several plans each row begins with its plan.
    pub(super) fn sheet(
        &self,
        names: (&str, &str),
        drafts: &[Draft<'_>],
        rows: Vec<(PlanAt, Row)>,
    ) -> Option<Sheet> {
        if rows.is_empty() {
            return None;
        }
        let columns = drafts
            .iter()
            .map(|(zh, en, look, widths)| (self.pick(zh, en), *look, *widths))
            .collect::<Vec<_>>();
        Some(self.table(self.pick(names.0, names.1), columns, rows))
    }

    pub(super) fn table(
        &self,
        name: String,
        columns: Vec<(String, Look, Widths)>,
        rows: Vec<(PlanAt, Row)>,
    ) -> Sheet {
        let mut columns = columns;
        let rows: Vec<Row> = if self.is_several() {
            columns.insert(0, (self.pick("规划", "Plan"), Look::Text, (12, 24)));
            rows.into_iter()
                .map(|(plan, mut row)| {
                    row.cells.insert(0, Cell::text(self.plans[plan].clone()));
                    row
                })
                .collect()
        } else {
            rows.into_iter().map(|(_, row)| row).collect()
        };
        let columns = columns
            .into_iter()
            .enumerate()
            .map(|(at, (title, look, (least, most)))| {
                let cells = rows.iter().filter_map(|row| row.cells.get(at)).map(width);
                let widest = cells.max().unwrap_or(0);
                // What no row says takes little room.
                if widest == 0 && !rows.is_empty() {
                    return Column { title, look, width: least.min(EMPTY) };
                }
                let widest = widest.max(text::width(&title) + FILTER);
                Column { title, look, width: widest.clamp(least, most) }
            })
            .collect();
        let columns = to_page(columns, &rows);
        Sheet { name, columns, rows, has_header: true, is_spare: false, caption: None }
    }
}

/// The characters that stand side by side on a page of A4 that lies, in type that can be read.
pub const ACROSS: usize = 205;

/// The same on A3, for sheets of too many columns.
pub const ACROSS_A3: usize = 294;

/// Makes the columns that are printed fit side by side on a page: those that want little
/// have it, the others share the rest and wrap their text. Where that leaves them too narrow to be read, the page
/// is a larger one.
pub(super) fn to_page(mut columns: Vec<Column>, rows: &[Row]) -> Vec<Column> {
    /// A column of text is at least so wide: two characters on a line.
    const LEAST: usize = 6;
    /// Narrower ones are hard to read where they have more to say.
    const READABLE: usize = 12;
    // A number that finds no room is not shown.
    let number = |at: usize| {
        let cells = rows.iter().filter(|row| row.kind != RowKind::Header).filter_map(|row| row.cells.get(at));
        cells.filter(|cell| matches!(cell, Cell::Number(..) | Cell::Date(..))).map(width).max().unwrap_or(0)
    };
    let numbers: Vec<usize> = (0..columns.len()).map(number).collect();
    let width_at = |columns: &[Column], most: usize| -> usize {
        let printed = columns.iter().zip(&numbers).filter(|(column, _)| column.look != Look::Beside);
        let widths: Vec<usize> =
            printed.map(|(column, number)| column.width.min(most.max(*number))).collect();
        // Beside its characters a column has a little room.
        widths.iter().sum::<usize>() + (widths.len() * 3).div_ceil(4)
    };
    let across = if width_at(&columns, READABLE) > ACROSS { ACROSS_A3 } else { ACROSS };
    let widest = columns.iter().map(|column| column.width).max().unwrap_or(0);
    let most = (LEAST..=widest).rev().find(|most| width_at(&columns, *most) <= across).unwrap_or(LEAST);
    for (column, number) in columns.iter_mut().zip(&numbers) {
        column.width = column.width.min(most.max(*number));
    }
    columns
}

/// How many lines a row takes when its texts are wrapped: spreadsheets do not
/// agree on whether they measure that when they open a file.
pub fn lines(row: &Row, columns: &[Column]) -> usize {
    let lines = row.cells.iter().zip(columns).map(|(cell, column)| match cell {
        Cell::Text(_) if column.look == Look::Beside => 1,
        Cell::Text(text) => wrapped(text, column.width),
        _ => 1,
    });
    lines.max().unwrap_or(1).max(1)
}

/// How many lines the title of a column takes, beside its filter.
pub fn header_lines(column: &Column) -> usize {
    if text::width(&column.title) < column.width { 1 } else { wrapped(&column.title, column.width) }
}

/// What stands on a line of a column of this width.
pub(super) fn room(width: usize) -> usize {
    // A column is measured in digits, two of which are wider than a character. A mark that may
    // not begin a line takes one with it.
    (width * 21 / 20).saturating_sub(2).max(2)
}

/// The lines of a text in a column of this width.
fn wrapped(text: &str, width: usize) -> usize {
    let room = room(width);
    text.lines().map(|line| text::width(line).div_ceil(room).max(1)).sum()
}

/// The button of a filter beside the title of a column.
pub(super) const FILTER: usize = 3;

/// The columns that a cell takes, on its longest line.
pub(super) fn width(cell: &Cell) -> usize {
    match cell {
        Cell::Empty => 0,
        Cell::Text(text) => text.lines().map(text::width).max().unwrap_or(0) + 1,
        Cell::Number(number, shown) => {
            shown.as_ref().map_or(0, |shown| text::width(&shown.text)).max(number.to_string().len()) + 1
        }
        Cell::Date(..) => 11,
    }
}

/// A finding in words, with its place as people look for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Remark {
    pub code: Code,
    pub severity: Severity,
    pub message: String,
    pub place: Place,
    /// What stands there.
    pub excerpt: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_without_content_is_narrow() {
        let plans = ["甲县规划".to_owned()];
        let maker = Maker { lang: Lang::Zh, plans: &plans };
        let columns = ["参与单位", "责任单位"].map(|title| (title.to_owned(), Look::Text, (10, 30)));
        let row = Row::plain(vec![Cell::Empty, Cell::text("县民政局")]);
        let sheet = maker.table("责任分工".to_owned(), columns.to_vec(), vec![(0, row)]);
        let widths: Vec<usize> = sheet.columns.iter().map(|column| column.width).collect();
        assert_eq!(widths, [EMPTY, "责任单位".len() / 3 * 2 + FILTER]);
    }

    #[test]
    fn columns_that_want_much_share_a_page() {
        let column = |width| Column { title: "栏".to_owned(), look: Look::Text, width };
        let widths = |wanted: &[usize], rows: &[Row]| {
            let columns = to_page(wanted.iter().map(|width| column(*width)).collect(), rows);
            columns.into_iter().map(|column| column.width).collect::<Vec<_>>()
        };
        assert_eq!(widths(&[60, 60, 40], &[]), [60, 60, 40]);
        assert_eq!(widths(&[8, 100, 60, 100], &[]), [8, 67, 60, 67]);
        // Twenty of them have A3.
        let many = widths(&[60; 20], &[]);
        assert!(many.iter().all(|width| *width == 13), "{many:?}");
        // Numbers are seen whole.
        let row = Row::plain(vec![Cell::Number(123_456_789_012_345.0, None); 20]);
        assert!(widths(&[60; 20], &[row]).iter().all(|width| *width == 16));
    }
}
