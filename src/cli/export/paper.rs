//! What a sheet takes on paper: how high its rows are, how many pages it needs, and how the
//! pages that a plan may take are dealt among its sheets.

use crate::cli::book::{ACROSS, ACROSS_A3, Column, Look, Sheet, header_lines, lines};

/// The size of text, in points.
pub const SIZE: f64 = 10.0;

/// The height of a row of one line: what its letters take in the fonts that take the place of
/// that one, which are higher. No line is to be cut.
const ROW: f64 = 13.5;

/// By how much each further line makes it higher.
const LINE: f64 = 14.5;

/// A page of landscape A4 within its margins, in points: width, height.
const PAGE: (f64, f64) = (798.0, 523.0);

/// The same of A3.
const LARGE: (f64, f64) = (1147.0, 769.0);

/// The margins of both, in inches: left and right, top, bottom, and those of what stands there.
pub const MARGINS: (f64, f64, f64, f64, f64) = (0.3, 0.55, 0.45, 0.25, 0.2);

/// The font whose digits columns are measured in: one that is everywhere, or another of the same
/// widths. Those that take the place of the font above are wider by a quarter.
pub const MEASURE: &str = "Arial";

/// The width of a digit of it, in points, and what a column has beside its digits.
const CHARACTER: f64 = 5.56;
const BESIDE: f64 = 0.75 * CHARACTER;

/// The height of a row, and the width of a column, that nobody has set, in pixels.
pub const UNSET: (u32, u32) = (20, 64);

/// A plan is to be printed on so many pages if that leaves it readable.
pub const PAGES: usize = 12;

/// How far sheets are scaled down for that: text of 10 points then has 7.
const SCALES: [f64; 3] = [0.8, 0.75, SMALLEST];

/// No sheet is printed smaller, whatever is on it.
const SMALLEST: f64 = 0.7;

// As many columns of text as stand on a page are printed as large.
#[allow(clippy::cast_precision_loss)]
const _: () = assert!(ACROSS as f64 * CHARACTER * SMALLEST <= PAGE.0);
#[allow(clippy::cast_precision_loss)]
const _: () = assert!(ACROSS_A3 as f64 * CHARACTER * SMALLEST <= LARGE.0);

/// The paper of a sheet; it always lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    A4,
    /// For sheets of many columns.
    A3,
}

impl Paper {
    /// What is printed on, in points: width, height.
    const fn size(self) -> (f64, f64) {
        match self {
            Self::A4 => PAGE,
            Self::A3 => LARGE,
        }
    }
}

/// How a sheet is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Print {
    pub paper: Paper,
    pub pages: usize,
    /// So many rows, where the whole would take too many pages.
    pub rows: Option<usize>,
}

/// How each sheet is printed: on as few pages as a scale allows that leaves the text
/// readable, the smaller the more there is of it. So many pages are `wanted`; rows are left
/// out only where there were more than `most`.
pub fn fit(sheets: &mut [Sheet], wanted: usize, most: usize) -> Vec<Print> {
    let mut fitted: Vec<Print> = Vec::new();
    let beyond =
        |fitted: &[Print], most| fitted.iter().map(|print| print.pages).sum::<usize>().saturating_sub(most);
    let over = |fitted: &[Print]| beyond(fitted, wanted);
    for least in SCALES {
        let whole = |sheet| {
            let paper = if width(sheet) * SMALLEST > PAGE.0 { Paper::A3 } else { Paper::A4 };
            Print { paper, pages: breaks(sheet, paper, least).len() + 1, rows: None }
        };
        fitted = sheets.iter().map(whole).collect();
        if over(&fitted) == 0 {
            return fitted;
        }
    }
    // Those that gain most are set out anew first, on wider columns.
    let mut others: Vec<(usize, usize, Vec<Column>)> = Vec::new();
    for (at, (sheet, print)) in sheets.iter().zip(&fitted).enumerate().filter(|(_, it)| it.1.pages > 1) {
        let wider = Sheet { columns: widened(sheet, print.paper), ..sheet.clone() };
        let pages = breaks(&wider, print.paper, SMALLEST).len() + 1;
        if pages < print.pages {
            others.push((print.pages - pages, at, wider.columns));
        }
    }
    others.sort_by_key(|(gain, at, _)| (std::cmp::Reverse(*gain), *at));
    for (gain, at, columns) in others {
        if over(&fitted) == 0 {
            break;
        }
        fitted[at].pages -= gain;
        sheets[at].columns = columns;
    }
    // The longest is a table that is to be looked at on the screen, page for page.
    for _ in 0..beyond(&fitted, most) {
        let order = |at: &usize| {
            let pages = fitted[*at].pages;
            (pages > 1, sheets[*at].is_spare, pages, std::cmp::Reverse(*at))
        };
        let longest = (0..sheets.len()).max_by_key(order);
        let Some(print) = longest.map(|at| &mut fitted[at]).filter(|print| print.pages > 1) else { break };
        print.pages -= 1;
        print.rows = Some(0);
    }
    for (print, sheet) in fitted.iter_mut().zip(&*sheets).filter(|(print, _)| print.rows.is_some()) {
        print.rows = breaks(sheet, print.paper, SMALLEST).get(print.pages - 1).copied();
    }
    fitted
}

/// The columns of a sheet as wide as its paper allows, where that makes most of its rows lower.
fn widened(sheet: &Sheet, paper: Paper) -> Vec<Column> {
    /// So much wider at once, in characters.
    const STEP: usize = 4;
    /// Longer sheets are not read on paper.
    const ROWS: usize = 1000;
    #[allow(clippy::cast_precision_loss)]
    let step = STEP as f64 * CHARACTER * SMALLEST;
    let mut columns = sheet.columns.clone();
    let room = paper.size().0 - width(sheet) * SMALLEST;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let mut steps = if sheet.rows.len() > ROWS { 0 } else { (room / step).max(0.0) as usize };
    while steps > 0 {
        let total = |columns: &[Column]| sheet.rows.iter().map(|row| lines(row, columns)).sum::<usize>();
        let now = total(&columns);
        let texts = (0..columns.len()).filter(|at| matches!(columns[*at].look, Look::Text | Look::Value));
        let ways = texts.flat_map(|at| (1..=steps).map(move |count| (at, count)));
        let gains = ways.map(|(at, count)| {
            let mut wider = columns.clone();
            wider[at].width += count * STEP;
            // What each step gains, in thousandths of a line.
            (now.saturating_sub(total(&wider)) * 1000 / count, std::cmp::Reverse((count, at)))
        });
        let Some((_, std::cmp::Reverse((count, at)))) = gains.max().filter(|(gain, _)| *gain > 0) else {
            break;
        };
        columns[at].width += count * STEP;
        steps -= count;
    }
    columns
}

/// The rows that begin the second page and those behind it, at this scale or the smaller one
/// that the width takes.
fn breaks(sheet: &Sheet, paper: Paper, scale: f64) -> Vec<usize> {
    let (wide, high) = paper.size();
    let high = high / scale.min(wide / width(sheet).max(1.0));
    let header = if sheet.has_header { header_height(sheet) } else { 0.0 };
    let mut breaks = Vec::new();
    let mut filled = header;
    for at in 0..sheet.rows.len() {
        let row = height(sheet, at);
        if filled + row > high {
            breaks.push(at);
            filled = header;
        }
        filled += row;
    }
    breaks
}

/// The width of what is printed of a sheet, in points.
#[allow(clippy::cast_precision_loss)]
fn width(sheet: &Sheet) -> f64 {
    let printed = sheet.columns.iter().filter(|column| column.look != Look::Beside);
    printed.map(|column| column.width as f64 * CHARACTER + BESIDE).sum()
}

/// The height of a row, in points.
pub fn height(sheet: &Sheet, at: usize) -> f64 {
    height_of(lines(&sheet.rows[at], &sheet.columns))
}

/// The height of the header, in points.
pub fn header_height(sheet: &Sheet) -> f64 {
    height_of(sheet.columns.iter().map(header_lines).max().unwrap_or(1))
}

#[allow(clippy::cast_precision_loss)]
fn height_of(lines: usize) -> f64 {
    /// No row takes more.
    const MOST: f64 = 409.0;
    (lines.saturating_sub(1) as f64).mul_add(LINE, ROW).min(MOST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use guihua::Lang;
    use guihua::model::{Block, Table};

    use crate::cli::book::{Book, Cell, Entry, Row, RowKind};

    fn sheet(rows: usize, width: usize) -> Sheet {
        let row = Row { cells: vec![Cell::Text("甲".to_owned())], kind: RowKind::Plain };
        let column = Column { title: "名称".to_owned(), look: Look::Text, width };
        Sheet {
            name: "表".to_owned(),
            columns: vec![column],
            rows: vec![row; rows],
            has_header: true,
            is_spare: false,
            caption: None,
        }
    }

    #[test]
    fn a_plan_is_printed_on_few_pages() {
        let page = breaks(&sheet(1000, 100), Paper::A4, SCALES[0])[0];
        let print = |sheets: &[Sheet]| {
            let prints = fit(&mut sheets.to_vec(), PAGES, PAGES);
            assert!(prints.iter().map(|print| print.pages).sum::<usize>() <= PAGES);
            prints
        };
        let short = print(&[sheet(page, 100), sheet(page * 2, 100)]);
        assert!(short.iter().all(|print| print.paper == Paper::A4 && print.rows.is_none()));
        assert_eq!(short.iter().map(|print| print.pages).collect::<Vec<_>>(), [1, 2]);
        // What may be left out is, before anything else.
        let spare = Sheet { is_spare: true, ..sheet(page * 16, 200) };
        let prints = print(&[sheet(page * 6, 200), spare]);
        assert!(prints[0].rows.is_none() && prints[1].rows.is_some(), "{prints:?}");
        // One that is longer still is not printed to its end, and says so.
        for sheets in [[sheet(page, 100), sheet(page * 20, 200)], [sheet(page, 100), sheet(page * 90, 100)]] {
            let longest = print(&sheets)[1];
            assert!(longest.rows.is_some_and(|rows| rows > page && rows < sheets[1].rows.len()));
        }
    }

    #[test]
    fn the_smallest_type_leaves_room_for_many_rows() {
        assert_eq!(breaks(&sheet(200, 100), Paper::A4, SMALLEST), [54, 108, 162]);
        // A text of several lines has less beside its letters than as many rows of one.
        let text = "完成易涝积水区段整治。".repeat(9);
        let row = Row { cells: vec![Cell::Text(text)], kind: RowKind::Plain };
        let long = Sheet { rows: vec![row; 60], ..sheet(1, 70) };
        assert_eq!(lines(&long.rows[0], &long.columns), 3);
        assert_eq!(breaks(&long, Paper::A4, SMALLEST), [17, 34, 51]);
    }

    /// The plans of a text, with a table of so many columns, all of whose cells say something.
    fn with_table(columns: usize, rows: usize, cell: &str) -> Vec<Sheet> {
        let text = "甲县规划\n一、目标\n建设。\n二、任务\n落实。\n";
        let mut document = guihua::parse(&guihua::Source::from_text("plan.txt", text)).documents.remove(0);
        let table = Table {
            columns: (0..columns).map(|at| format!("第{at}项")).collect(),
            rows: vec![vec![cell.to_owned(); columns]; rows],
            lines: [3, 3],
            span: None,
        };
        document.plan.sections[0].content.push(Block::Table(table));
        let mut book = Book::new(Lang::Zh);
        book.add(&Entry { document: &document, remarks: Vec::new(), is_alone: false });
        book.finish()
    }

    #[test]
    fn no_column_makes_type_too_small_to_be_read() {
        for columns in [2, 5, 9, 14, 17, 24, 40] {
            for cell in ["12.5", "整治", "完成易涝积水区段整治并通过验收，建立长效管护机制"]
            {
                for rows in [6, 40, 400] {
                    let mut sheets = with_table(columns, rows, cell);
                    let prints = fit(&mut sheets, PAGES, PAGES);
                    for (sheet, print) in sheets.iter().zip(&prints) {
                        let scale = print.paper.size().0 / width(sheet);
                        assert!(scale >= SMALLEST, "{columns} {cell} {rows}: {scale} {print:?}");
                    }
                    let pages: usize = prints.iter().map(|print| print.pages).sum();
                    assert!(pages <= PAGES, "{columns} {cell} {rows}: {pages}");
                    // Larger paper where A4 has no room for them, and only there.
                    let is_large = prints.iter().any(|print| print.paper == Paper::A3);
                    let is_wide = columns > 15 && cell.chars().count() > 5 || columns > 30;
                    assert_eq!(is_large, is_wide, "{columns} {cell}");
                }
            }
        }
    }

    #[test]
    fn a_long_sheet_takes_the_page_as_wide_as_it_is() {
        let text = "完成易涝积水区段整治并通过验收，建立长效管护机制。".repeat(8);
        let row = Row { cells: vec![Cell::Text(text)], kind: RowKind::Plain };
        let long = |columns: usize| Sheet { rows: vec![row.clone(); 150], ..sheet(1, columns) };
        let mut sheets = [sheet(1, 100), long(150)];
        let before = breaks(&sheets[1], Paper::A4, SMALLEST).len() + 1;
        let prints = fit(&mut sheets, before, PAGES);
        assert!(prints[1].pages < before && prints[1].rows.is_none(), "{before} {prints:?}");
        assert!(sheets[1].columns[0].width > 150 && width(&sheets[1]) * SMALLEST <= PAGE.0);
        assert_eq!(sheets[0].columns[0].width, 100);
    }
}
