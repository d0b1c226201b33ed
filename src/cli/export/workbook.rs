//! The workbook for people: the sheets of a [`Book`], set out to be read on a
//! screen, filtered, and printed on landscape A4, or A3 where columns are many.

use std::collections::HashMap;
use std::io::BufWriter;

use guihua::Lang;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::paper::{MARGINS, MEASURE, PAGES, Paper, Print, SIZE, UNSET, fit, header_height, height};
use super::remembering::Remembering;
use super::sink::fitting;
use crate::cli::book::{Book, Cell, Look, RowKind, Sheet};
use crate::cli::fault;
use crate::cli::output::Pending;

/// Beyond so many ways to show a number, the text is written instead: spreadsheets
/// open no file with many more.
const NUMBER_FORMATS: usize = 150;

/// The font of Chinese offices; where it is missing, another is taken.
const FONT: &str = "宋体";

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
    /// Headers of pages take no more of a title.
    const HEADER: usize = 80;
    /// Between a size and what is printed in it: a digit there would be one of the size.
    const PLAIN: &str = "&\"-,Regular\"";
    // An ampersand begins a command there.
    let escape = |text: &str| text.replace('&', "&&");
    let fitting = |text: &str| {
        let signs: Vec<String> = text.chars().map(|c| escape(c.encode_utf8(&mut [0; 4]))).collect();
        let ends = signs.iter().scan(0, |length, sign| {
            *length += sign.chars().count();
            Some(*length)
        });
        signs[..ends.take_while(|end| *end <= HEADER).count()].concat()
    };
    let title = fitting(title);
    let name = fitting(sheet.caption.as_deref().unwrap_or(&sheet.name));
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
    let (side, top, bottom, header, footer) = MARGINS;
    worksheet
        .set_paper_size(if print.paper == Paper::A3 { a3 } else { a4 })
        .set_landscape()
        .set_margins(side, side, top, bottom, header, footer)
        .set_header(format!("&L&9{PLAIN}{title}&R&9{PLAIN}{name}{rows}"))
        .set_footer(pages)
        // Else they were as small as what is below them.
        .set_header_footer_scale_with_doc(false);
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
