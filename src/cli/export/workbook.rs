//! The workbook for people: the sheets of a [`Book`], set out to be read on a
//! screen, filtered, and printed on landscape A4.

use std::collections::HashMap;
use std::io::{BufWriter, Write};

use guihua::Lang;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::sink::fitting;
use crate::cli::book::{Book, Cell, Look, Row, RowKind, Sheet, lines};
use crate::cli::fault;
use crate::cli::output::Pending;

/// Beyond so many ways to show a number, the text is written instead: spreadsheets
/// open no file with many more.
const NUMBER_FORMATS: usize = 150;

/// The font of Chinese offices; where it is missing, another is taken.
const FONT: &str = "宋体";

/// The size of text, in points.
const SIZE: f64 = 10.0;

/// The height of a line of it.
const LINE: f64 = 12.75;

/// What a row has beside its lines, in points.
const PADDING: f64 = 2.0;

/// The height of a row of one line.
const ROW: f64 = 15.0;

/// A page of landscape A4 within its margins, in points: width, height.
const PAGE: (f64, f64) = (784.0, 516.0);

/// The width of a half-width character of a column, in points.
const CHARACTER: f64 = 5.25;

/// A plan is to be printed on so many pages if that leaves it readable.
const PAGES: usize = 12;

/// How far sheets are scaled down for that: text of 10 points then has 6.
const SCALES: [f64; 5] = [0.8, 0.75, 0.7, 0.65, 0.6];

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
    let mut formats = Formats::default();
    let mut cut = 0;
    let sheets = book.finish();
    for (sheet, pages) in sheets.iter().zip(fit(&sheets)) {
        let worksheet = workbook.add_worksheet();
        // A number of pages that no printer takes is left to the spreadsheet.
        worksheet.set_print_fit_to_pages(1, u16::try_from(pages).unwrap_or(0));
        cut += write_sheet(worksheet, sheet, &title, lang, &mut formats)?;
    }
    let mut buffer = BufWriter::new(&mut file);
    workbook.save_to_writer(&mut buffer)?;
    buffer.flush()?;
    drop(buffer);
    file.persist()?;
    Ok(cut)
}

/// On how many pages each sheet is printed: as few as a scale allows that leaves
/// the text readable, the smaller the more there is of it.
fn fit(sheets: &[Sheet]) -> Vec<usize> {
    let mut fitted = Vec::new();
    for least in SCALES {
        fitted = sheets.iter().map(|sheet| pages(sheet, least)).collect();
        if fitted.iter().sum::<usize>() <= PAGES {
            break;
        }
    }
    fitted
}

/// The pages of a sheet at this scale, or the smaller one that its width takes.
#[allow(clippy::cast_precision_loss)]
fn pages(sheet: &Sheet, scale: f64) -> usize {
    let printed = sheet.columns.iter().filter(|column| column.look != Look::Beside);
    let width = printed.map(|column| column.width as f64 * CHARACTER).sum::<f64>();
    let scale = scale.min(PAGE.0 / width.max(1.0));
    let height = PAGE.1 / scale;
    let mut pages = 1;
    let mut filled = ROW;
    for row in &sheet.rows {
        let row = self::height(row, sheet);
        if filled + row > height {
            pages += 1;
            filled = ROW;
        }
        filled += row;
    }
    pages
}

/// The height of a row, in points.
#[allow(clippy::cast_precision_loss)]
fn height(row: &Row, sheet: &Sheet) -> f64 {
    /// No row takes more.
    const MOST: f64 = 409.0;
    match lines(row, &sheet.columns) {
        0 | 1 => ROW,
        lines => (lines as f64 * LINE + PADDING).min(MOST),
    }
}

/// Writes a sheet; how many texts were cut.
fn write_sheet(
    worksheet: &mut Worksheet,
    sheet: &Sheet,
    title: &str,
    lang: Lang,
    formats: &mut Formats,
) -> Result<u64, XlsxError> {
    let mut cut = 0;
    worksheet.set_name(&sheet.name)?;
    set_up_page(worksheet, title, &sheet.name, lang);
    let mut first = 0;
    if sheet.has_header {
        for (column, at) in sheet.columns.iter().zip(0..) {
            worksheet.write_string_with_format(0, at, &column.title, &header())?;
        }
        worksheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
        first = 1;
    }
    for (column, at) in sheet.columns.iter().zip(0u16..) {
        // Spreadsheets have no wider columns than this.
        #[allow(clippy::cast_precision_loss)]
        worksheet.set_column_width(at, column.width.min(255) as f64)?;
    }
    for (row, at) in sheet.rows.iter().zip(first..) {
        worksheet.set_row_height(at, height(row, sheet))?;
        // Cells beyond the header, and those left out at the end, have no look.
        for (column, place) in sheet.columns.iter().zip(0u16..) {
            let cell = row.cells.get(usize::from(place)).unwrap_or(&Cell::Empty);
            if row.cells.is_empty() || row.kind == RowKind::Title && place > 0 {
                continue;
            }
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
    if printed < sheet.columns.len() && printed > 0 {
        worksheet.set_print_area(0, 0, last, u16::try_from(printed - 1).unwrap_or(u16::MAX))?;
    }
    if sheet.rows.iter().any(|row| row.kind == RowKind::Alarm) {
        worksheet.set_tab_color(Color::RGB(0x00C0_0000));
    }
    Ok(cut)
}

/// Landscape A4, as wide as the sheet, with the plan above and the page below.
fn set_up_page(worksheet: &mut Worksheet, title: &str, name: &str, lang: Lang) {
    /// Headers of pages take no more.
    const HEADER: usize = 80;
    let title: String = title.chars().take(HEADER).collect();
    // An ampersand begins a command there.
    let escape = |text: &str| text.replace('&', "&&");
    let pages = match lang {
        Lang::Zh => "&C&9第 &P 页，共 &N 页",
        Lang::En => "&C&9page &P of &N",
    };
    worksheet
        .set_paper_size(9)
        .set_landscape()
        .set_margins(0.4, 0.4, 0.6, 0.5, 0.3, 0.25)
        .set_header(format!("&L&9{}&R&9{}", escape(&title), escape(name)))
        .set_footer(pages);
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
                RowKind::Title => Format::new().set_font_name(FONT).set_font_size(11).set_bold(),
                RowKind::Header => header(),
                RowKind::Alarm => base().set_background_color(Color::RGB(0x00FC_E4D6)),
                RowKind::Plain => base(),
            };
            let format = match look {
                Look::Text if kind == RowKind::Title => format,
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
