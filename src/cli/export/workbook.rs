//! The workbook for people: the sheets of a [`Book`], set out to be read on a
//! screen, filtered, and printed on landscape A4, or A3 where columns are many.

use std::collections::HashMap;
use std::io::BufWriter;

use guihua::Lang;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::remembering::Remembering;
use super::sink::fitting;
use crate::cli::book::{ACROSS, ACROSS_A3, Book, Cell, Column, Look, RowKind, Sheet, header_lines, lines};
use crate::cli::fault;
use crate::cli::output::Pending;

/// Beyond so many ways to show a number, the text is written instead: spreadsheets
/// open no file with many more.
const NUMBER_FORMATS: usize = 150;

/// The font of Chinese offices; where it is missing, another is taken.
const FONT: &str = "宋体";

/// The size of text, in points.
const SIZE: f64 = 10.0;

/// The height of a line of it in the fonts that take the place of that one, which are
/// higher: no line is to be cut.
const LINE: f64 = 14.5;

/// What a row has beside its lines, in points.
const PADDING: f64 = 2.0;

/// The height of a row of one line.
const ROW: f64 = 15.0;

/// A page of landscape A4 within its margins, in points: width, height.
const PAGE: (f64, f64) = (784.0, 516.0);

/// The same of A3.
const LARGE: (f64, f64) = (1132.0, 762.0);

/// By how much an upright page is narrower and higher than one that lies.
const TURNED: f64 = 246.0;

/// The font whose digits columns are measured in: one that is everywhere, or another of the same
/// widths. Those that take the place of the font above are wider by a quarter.
const MEASURE: &str = "Arial";

/// The width of a digit of it, in points, and what a column has beside its digits.
const CHARACTER: f64 = 5.56;
const BESIDE: f64 = 0.75 * CHARACTER;

/// The height of a row, and the width of a column, that nobody has set, in pixels.
const UNSET: (u32, u32) = (20, 64);

/// A plan is to be printed on so many pages if that leaves it readable.
const PAGES: usize = 12;

/// How far sheets are scaled down for that: text of 10 points then has 7.
const SCALES: [f64; 3] = [0.8, 0.75, SMALLEST];

/// No sheet is printed smaller, whatever is on it.
const SMALLEST: f64 = 0.7;

/// How far it gives way before rows are left out of print: they are measured on the safe side.
const SQUEEZED: f64 = 0.68;

// As many columns of text as stand on a page are printed as large.
#[allow(clippy::cast_precision_loss)]
const _: () = assert!(ACROSS as f64 * CHARACTER * SMALLEST <= PAGE.0);
#[allow(clippy::cast_precision_loss)]
const _: () = assert!(ACROSS_A3 as f64 * CHARACTER * SMALLEST <= LARGE.0);

/// Writes the workbook of a book.
///
/// # Errors
///
/// What keeps it from being written.
pub fn write(book: Book, file: Pending, lang: Lang) -> anyhow::Result<u64> {
    // The writer panics where it cannot write.
    fault::foreseen(|| set_out(book, file, lang))
}

fn set_out(book: Book, mut file: Pending, lang: Lang) -> anyhow::Result<u64> {
    let title = book.title();
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_title(&title).set_author("guihua"));
    workbook.set_default_format(
        &Format::new().set_font_name(MEASURE).set_font_size(SIZE),
        UNSET.0,
        UNSET.1,
    )?;
    let mut formats = Formats::default();
    let mut cut = 0;
    let (texts, plans) = (book.texts().max(1) * PAGES, book.len().max(1) * PAGES);
    let mut sheets = book.finish();
    let prints = fit(&mut sheets, texts, plans);
    for (sheet, print) in sheets.iter().zip(prints) {
        let worksheet = workbook.add_worksheet();
        set_up_page(worksheet, &title, sheet, print, lang);
        cut += write_sheet(worksheet, sheet, print, lang, &mut formats)?;
    }
    let mut buffer = Remembering::new(BufWriter::new(&mut file));
    workbook.save_to_writer(&mut buffer)?;
    buffer.finish()?;
    file.persist()?;
    Ok(cut)
}

/// How a page is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    Landscape,
    /// A3 that lies, for sheets of many columns.
    Large,
    /// For long and narrow sheets, where the plan takes too many pages otherwise.
    Portrait,
}

impl Page {
    /// What is printed on, in points: width, height.
    const fn size(self) -> (f64, f64) {
        match self {
            Self::Landscape => PAGE,
            Self::Large => LARGE,
            Self::Portrait => (PAGE.0 - TURNED, PAGE.1 + TURNED),
        }
    }
}

/// How a sheet is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Print {
    page: Page,
    pages: usize,
    /// So many rows, where the whole would take too many pages.
    rows: Option<usize>,
}

/// How each sheet is printed: on as few pages as a scale allows that leaves the text
/// readable, the smaller the more there is of it. So many pages are `wanted`; rows are left
/// out only where there were more than `most`.
fn fit(sheets: &mut [Sheet], wanted: usize, most: usize) -> Vec<Print> {
    let mut fitted: Vec<Print> = Vec::new();
    let beyond =
        |fitted: &[Print], most| fitted.iter().map(|print| print.pages).sum::<usize>().saturating_sub(most);
    let over = |fitted: &[Print]| beyond(fitted, wanted);
    for least in SCALES {
        let lying = |sheet| {
            let page = if width(sheet) * SMALLEST > PAGE.0 { Page::Large } else { Page::Landscape };
            Print { page, pages: breaks(sheet, page, least).len() + 1, rows: None }
        };
        fitted = sheets.iter().map(lying).collect();
        if over(&fitted) == 0 {
            return fitted;
        }
    }
    // Those that gain most are set out anew first, on wider columns or on pages that stand.
    let mut others: Vec<(usize, usize, Page, Vec<Column>)> = Vec::new();
    for (at, (sheet, print)) in sheets.iter().zip(&fitted).enumerate().filter(|(_, it)| it.1.pages > 1) {
        let pages = [print.page, Page::Portrait].into_iter().filter(|page| fits(sheet, *page));
        let set_out = pages.map(|page| {
            let wider = Sheet { columns: widened(sheet, page), ..sheet.clone() };
            (breaks(&wider, page, SMALLEST).len() + 1, page, wider.columns)
        });
        let best = set_out.min_by_key(|(pages, page, _)| (*pages, *page == Page::Portrait));
        if let Some((pages, page, columns)) = best.filter(|(pages, ..)| *pages < print.pages) {
            others.push((print.pages - pages, at, page, columns));
        }
    }
    others.sort_by_key(|(gain, at, ..)| (std::cmp::Reverse(*gain), *at));
    for (gain, at, page, columns) in others {
        if over(&fitted) == 0 {
            break;
        }
        fitted[at] = Print { page, pages: fitted[at].pages - gain, rows: None };
        sheets[at].columns = columns;
    }
    // Rows are measured on the safe side: a little is left to be gained.
    if over(&fitted) > 0 {
        for (print, sheet) in fitted.iter_mut().zip(&*sheets) {
            print.pages = breaks(sheet, print.page, SQUEEZED).len() + 1;
        }
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
        print.rows = breaks(sheet, print.page, SQUEEZED).get(print.pages - 1).copied();
    }
    fitted
}

/// Whether all columns of a sheet stand side by side on a page.
fn fits(sheet: &Sheet, page: Page) -> bool {
    width(sheet) * SMALLEST <= page.size().0
}

/// The columns of a sheet as wide as the page allows, where that makes most of its rows lower.
fn widened(sheet: &Sheet, page: Page) -> Vec<Column> {
    /// So much wider at once, in characters.
    const STEP: usize = 4;
    /// Longer sheets are not read on paper.
    const ROWS: usize = 1000;
    #[allow(clippy::cast_precision_loss)]
    let step = STEP as f64 * CHARACTER * SMALLEST;
    let mut columns = sheet.columns.clone();
    let room = page.size().0 - width(sheet) * SMALLEST;
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
fn breaks(sheet: &Sheet, page: Page, scale: f64) -> Vec<usize> {
    let (wide, high) = page.size();
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
fn height(sheet: &Sheet, at: usize) -> f64 {
    height_of(lines(&sheet.rows[at], &sheet.columns))
}

/// The height of the header, in points.
fn header_height(sheet: &Sheet) -> f64 {
    height_of(sheet.columns.iter().map(header_lines).max().unwrap_or(1))
}

#[allow(clippy::cast_precision_loss)]
fn height_of(lines: usize) -> f64 {
    /// No row takes more.
    const MOST: f64 = 409.0;
    match lines {
        0 | 1 => ROW,
        lines => (lines as f64 * LINE + PADDING).min(MOST),
    }
}

/// Writes a sheet; how many texts were cut.
fn write_sheet(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    print: Print,
    lang: Lang,
    formats: &mut Formats,
) -> Result<u64, XlsxError> {
    let mut cut = 0;
    worksheet.set_name(&sheet.name)?;
    let mut first = 0;
    if sheet.has_header {
        for (column, at) in sheet.columns.iter().zip(0..) {
            worksheet.write_string_with_format(0, at, &column.title, &header())?;
        }
        worksheet.set_row_height(0, header_height(sheet))?;
        worksheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
        first = 1;
    }
    for (column, at) in sheet.columns.iter().zip(0u16..) {
        // Spreadsheets have no wider columns than this.
        #[allow(clippy::cast_precision_loss)]
        worksheet.set_column_width(at, column.width.min(255) as f64)?;
    }
    for ((number, row), at) in sheet.rows.iter().enumerate().zip(first..) {
        worksheet.set_row_height(at, height(sheet, number))?;
        // Cells beyond the header, and those left out at the end, have no look.
        for (column, place) in sheet.columns.iter().zip(0u16..) {
            let cell = row.cells.get(usize::from(place)).unwrap_or(&Cell::Empty);
            match cell {
                Cell::Empty => worksheet.write_blank(at, place, &formats.of(column.look, row.kind, None))?,
                Cell::Text(text) => {
                    let text = fitting(text, &mut cut);
                    let look = if row.kind == RowKind::Header { None } else { Some(column.look) };
                    let format = look.map_or_else(header, |look| formats.of(look, row.kind, None));
                    worksheet.write_string_with_format(at, place, text, &format)?
                }
                Cell::Number(number, shown) => match shown {
                    Some(shown) if !formats.has_room(&shown.format) => worksheet.write_string_with_format(
                        at,
                        place,
                        &shown.text,
                        &formats.of(column.look, row.kind, None),
                    )?,
                    _ => {
                        let look = if column.look == Look::Text { Look::Figure } else { column.look };
                        let shown = shown.as_ref().map(|shown| shown.format.as_str());
                        worksheet.write_number_with_format(
                            at,
                            place,
                            *number,
                            &formats.of(look, row.kind, shown),
                        )?
                    }
                },
                Cell::Date(year, month, day) => {
                    let shown = match lang {
                        Lang::Zh => "yyyy\"年\"m\"月\"d\"日\"",
                        Lang::En => "yyyy-mm-dd",
                    };
                    let format = formats.of(column.look, row.kind, Some(shown));
                    // A day that no calendar has was checked before.
                    match ExcelDateTime::from_ymd(*year, *month, *day) {
                        Ok(date) => worksheet.write_datetime_with_format(at, place, &date, &format)?,
                        Err(_) => worksheet.write_string_with_format(
                            at,
                            place,
                            format!("{year:04}-{month:02}-{day:02}"),
                            &format,
                        )?,
                    }
                }
            };
        }
    }
    let last = (first + u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX)).saturating_sub(1);
    let columns = u16::try_from(sheet.columns.len()).unwrap_or(u16::MAX);
    if sheet.has_header && !sheet.rows.is_empty() && columns > 0 {
        worksheet.autofilter(0, 0, last, columns - 1)?;
    }
    let printed = sheet.columns.iter().filter(|column| column.look != Look::Beside).count();
    if (printed < sheet.columns.len() || print.rows.is_some()) && printed > 0 {
        let last = print.rows.map_or(last, |rows| first + u32::try_from(rows).unwrap_or(last) - 1);
        worksheet.set_print_area(0, 0, last, u16::try_from(printed - 1).unwrap_or(u16::MAX))?;
    }
    if sheet.rows.iter().any(|row| row.kind == RowKind::Alarm) {
        worksheet.set_tab_color(Color::RGB(0x00C0_0000));
    }
    Ok(cut)
}

/// A4 or A3, with the plan above and the page below.
fn set_up_page(worksheet: &mut Worksheet, title: &str, sheet: &Sheet, print: Print, lang: Lang) {
    /// Headers of pages take no more.
    const HEADER: usize = 80;
    let title: String = title.chars().take(HEADER).collect();
    // An ampersand begins a command there.
    let escape = |text: &str| text.replace('&', "&&");
    let pages = match lang {
        Lang::Zh => "&C&9第 &P 页，共 &N 页",
        Lang::En => "&C&9page &P of &N",
    };
    let all = sheet.rows.len();
    let rows = match (print.rows, lang) {
        (None, _) => String::new(),
        (Some(rows), Lang::Zh) => format!("（只打印前 {rows} 行，共 {all} 行）"),
        (Some(rows), Lang::En) => format!(" (first {rows} of {all} rows printed)"),
    };
    let (a3, a4) = (8, 9);
    worksheet
        .set_paper_size(if print.page == Page::Large { a3 } else { a4 })
        .set_margins(0.4, 0.4, 0.6, 0.5, 0.3, 0.25)
        .set_header(format!("&L&9{}&R&9{}{rows}", escape(&title), escape(&sheet.name)))
        .set_footer(pages);
    match print.page {
        Page::Landscape | Page::Large => worksheet.set_landscape(),
        Page::Portrait => worksheet.set_portrait(),
    };
    // A number of pages that no printer takes is left to the spreadsheet.
    worksheet.set_print_fit_to_pages(1, u16::try_from(print.pages).unwrap_or(0));
}

/// The looks of cells, each made once.
#[derive(Default)]
struct Formats {
    made: HashMap<(Look, RowKind, Option<String>), Format>,
    numbers: Vec<String>,
}

impl Formats {
    /// Whether a number may be shown so.
    fn has_room(&mut self, shown: &str) -> bool {
        if self.numbers.iter().any(|known| known == shown) {
            return true;
        }
        let has_room = self.numbers.len() < NUMBER_FORMATS;
        if has_room {
            self.numbers.push(shown.to_owned());
        }
        has_room
    }

    fn of(&mut self, look: Look, kind: RowKind, shown: Option<&str>) -> Format {
        let make = || {
            let format = match kind {
                RowKind::Header => header(),
                RowKind::Alarm => base().set_background_color(Color::RGB(0x00FC_E4D6)),
                RowKind::Plain => base(),
            };
            let format = match look {
                Look::Text => format.set_text_wrap(),
                Look::Value => format.set_align(FormatAlign::Left).set_text_wrap(),
                Look::Middle => format.set_align(FormatAlign::Center).set_text_wrap(),
                Look::Figure => format.set_align(FormatAlign::Right).set_text_wrap(),
                Look::Beside => format.set_align(FormatAlign::Fill),
            };
            match shown {
                Some(shown) => format.set_num_format(shown),
                None => format,
            }
        };
        self.made.entry((look, kind, shown.map(str::to_owned))).or_insert_with(make).clone()
    }
}

fn base() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(SIZE)
        .set_border(FormatBorder::Thin)
        .set_border_color(Color::RGB(0x00BF_BFBF))
        .set_align(FormatAlign::Top)
}

fn header() -> Format {
    base()
        .set_bold()
        .set_background_color(Color::RGB(0x00DD_EBF7))
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
}

#[cfg(test)]
mod tests {
    use super::*;
    use guihua::model::{Block, Table};

    use crate::cli::book::{Entry, Row};

    fn sheet(rows: usize, width: usize) -> Sheet {
        let row = Row { cells: vec![Cell::Text("甲".to_owned())], kind: RowKind::Plain };
        let column = Column { title: "名称".to_owned(), look: Look::Text, width };
        Sheet {
            name: "表".to_owned(),
            columns: vec![column],
            rows: vec![row; rows],
            has_header: true,
            is_spare: false,
        }
    }

    #[test]
    fn a_plan_is_printed_on_few_pages() {
        let page = breaks(&sheet(1000, 100), Page::Landscape, SCALES[0])[0];
        let print = |sheets: &[Sheet]| {
            let prints = fit(&mut sheets.to_vec(), PAGES, PAGES);
            assert!(prints.iter().map(|print| print.pages).sum::<usize>() <= PAGES);
            prints
        };
        let short = print(&[sheet(page, 100), sheet(page * 2, 100)]);
        assert!(short.iter().all(|print| print.page == Page::Landscape && print.rows.is_none()));
        assert_eq!(short.iter().map(|print| print.pages).collect::<Vec<_>>(), [1, 2]);
        // More than the smallest type takes on pages that lie: a narrow sheet is turned.
        let long = print(&[sheet(page, 100), sheet(page * 16, 100)]);
        assert_eq!((long[0].page, long[1].page, long[1].rows), (Page::Landscape, Page::Portrait, None));
        // What may be left out is, before anything else.
        let spare = Sheet { is_spare: true, ..sheet(page * 16, 200) };
        let prints = print(&[sheet(page * 6, 200), spare]);
        assert!(prints[0].rows.is_none() && prints[1].rows.is_some(), "{prints:?}");
        // One that is wide, or longer still, is not printed to its end, and says so.
        for sheets in [[sheet(page, 100), sheet(page * 20, 200)], [sheet(page, 100), sheet(page * 90, 100)]] {
            let longest = print(&sheets)[1];
            assert!(longest.rows.is_some_and(|rows| rows > page && rows < sheets[1].rows.len()));
        }
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
                        let scale = print.page.size().0 / width(sheet);
                        assert!(scale >= SMALLEST, "{columns} {cell} {rows}: {scale} {print:?}");
                    }
                    let pages: usize = prints.iter().map(|print| print.pages).sum();
                    assert!(pages <= PAGES, "{columns} {cell} {rows}: {pages}");
                    // Larger paper where A4 has no room for them, and only there.
                    let is_large = prints.iter().any(|print| print.page == Page::Large);
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
        let before = breaks(&sheets[1], Page::Landscape, SMALLEST).len() + 1;
        let prints = fit(&mut sheets, before, PAGES);
        assert!(prints[1].pages < before && prints[1].rows.is_none(), "{before} {prints:?}");
        assert!(sheets[1].columns[0].width > 150 && fits(&sheets[1], Page::Landscape));
        assert_eq!(sheets[0].columns[0].width, 100);
    }
}
