//! The sheets as one web page: to read in a browser, to print, to open in a
//! spreadsheet.

use std::io::{BufWriter, Write};

use guihua::Lang;

use crate::cli::book::{Book, Cell, Look, RowKind, Sheet};
use crate::cli::ours::MARK;
use crate::cli::output::Pending;

/// How it looks. Cells of text are marked as such for spreadsheets, which take
/// `=1+1` for a formula otherwise.
const STYLE: &str = "\
body{font-family:宋体,SimSun,serif;font-size:10.5pt}
table{border-collapse:collapse;margin-bottom:2em}
th,td{border:1px solid #bfbfbf;padding:2px 6px;vertical-align:top;mso-number-format:'\\@'}
th{background:#ddebf7}
td{white-space:pre-wrap}
td.n{text-align:right;mso-number-format:General}
td.m{text-align:center}
tr.a td{background:#fce4d6}
@media print{@page{size:A4 landscape;margin:12mm}.b{display:none}thead{display:table-header-group}}
";

/// Writes the page of a book.
///
/// # Errors
///
/// What keeps it from being written.
pub fn write(book: Book, mut file: Pending, lang: Lang) -> anyhow::Result<u64> {
    let title = escape(&book.title());
    let lang = if lang == Lang::Zh { "zh-CN" } else { "en" };
    let mut writer = BufWriter::new(&mut file);
    writeln!(
        writer,
        "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<meta charset=\"utf-8\">\n{MARK}\n<title>{title}</title>"
    )?;
    writeln!(writer, "<style>\n{STYLE}</style>\n<h1>{title}</h1>")?;
    for sheet in book.finish() {
        write_sheet(&mut writer, &sheet)?;
    }
    writer.flush()?;
    drop(writer);
    file.persist()?;
    Ok(0)
}

fn write_sheet(writer: &mut impl Write, sheet: &Sheet) -> std::io::Result<()> {
    writeln!(writer, "<h2>{}</h2>\n<table>", escape(&sheet.name))?;
    let beside = |look: Look| if look == Look::Beside { " b" } else { "" };
    if sheet.has_header {
        write!(writer, "<thead><tr>")?;
        for column in &sheet.columns {
            write!(writer, "<th class=\"{}\">{}", beside(column.look).trim(), escape(&column.title))?;
        }
        writeln!(writer, "</thead>")?;
    }
    writeln!(writer, "<tbody>")?;
    for row in &sheet.rows {
        let kind = match row.kind {
            RowKind::Plain | RowKind::Header => "",
            RowKind::Alarm => " class=\"a\"",
        };
        write!(writer, "<tr{kind}>")?;
        for (cell, column) in row.cells.iter().zip(&sheet.columns) {
            let (class, text) = match cell {
                Cell::Empty => ("", String::new()),
                Cell::Text(text) if column.look == Look::Middle => ("m", escape(text)),
                Cell::Text(text) => ("", escape(text)),
                Cell::Number(number, shown) => {
                    let text = shown.as_ref().map_or_else(|| number.to_string(), |shown| shown.text.clone());
                    (if column.look == Look::Middle { "m" } else { "n" }, escape(&text))
                }
                Cell::Date(year, month, day) => ("m", format!("{year:04}-{month:02}-{day:02}")),
            };
            let tag = if row.kind == RowKind::Header { "th" } else { "td" };
            write!(writer, "<{tag} class=\"{class}{}\">{text}", beside(column.look))?;
        }
        writeln!(writer)?;
    }
    writeln!(writer, "</tbody></table>")
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
