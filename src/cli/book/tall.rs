//! Rows that are higher than spreadsheets allow go on in the next.

use super::sheet::{Cell, Look, Row, Sheet, room};
use super::text;

/// The lines of the highest row: what is below is neither seen nor printed.
const LINES: usize = 28;

/// What parts the things of a list.
const MARK: char = '；';

/// The sheet with its long lists on several rows, each of which begins with the same `names` cells.
pub(super) fn parted(sheet: Sheet, names: usize) -> Sheet {
    let mut rows = Vec::with_capacity(sheet.rows.len());
    for row in sheet.rows {
        let texts: Vec<Vec<String>> = row
            .cells
            .iter()
            .zip(&sheet.columns)
            .map(|(cell, column)| match cell {
                Cell::Text(text) if column.look == Look::Text => parts(text, room(column.width)),
                _ => Vec::new(),
            })
            .collect();
        let count = texts.iter().skip(names).map(Vec::len).max().unwrap_or(0);
        if count < 2 {
            rows.push(row);
            continue;
        }
        for at in 0..count {
            let cells =
                row.cells.iter().zip(&texts).enumerate().map(|(place, (cell, texts))| match texts.get(at) {
                    _ if place < names => cell.clone(),
                    Some(text) => Cell::text(text.as_str()),
                    None if at == 0 => cell.clone(),
                    None => Cell::Empty,
                });
            rows.push(Row { cells: cells.collect(), kind: row.kind });
        }
    }
    Sheet { rows, ..sheet }
}

/// The parts of a list, each of which fills a row on lines of this room, or less; things stay whole
/// unless one alone is longer.
fn parts(list: &str, room: usize) -> Vec<String> {
    let (mut lines, mut filled) = (1, 0);
    let (mut from, mut whole) = (0, 0);
    let mut parts = Vec::new();
    let mut at = 0;
    while let Some(c) = list[at..].chars().next() {
        let wide = text::width(c.encode_utf8(&mut [0; 4]));
        filled += wide;
        if filled > room || c == '\n' {
            lines += 1;
            filled = wide;
        }
        if lines > LINES {
            let end = if whole > from { whole } else { at };
            parts.push(list[from..end].to_owned());
            (from, at, lines, filled) = (end, end, 1, 0);
            continue;
        }
        at += c.len_utf8();
        if c == MARK {
            whole = at;
        }
    }
    parts.push(list[from..].to_owned());
    parts
}

#[cfg(test)]
mod tests {
    use super::super::sheet::{Column, lines};
    use super::*;

    #[test]
    fn a_list_that_is_too_long_for_a_row_goes_on_in_the_next() {
        let column = |width| Column { title: "栏".to_owned(), look: Look::Text, width };
        let tasks: Vec<String> = (1..=300).map(|at| format!("{at} 建立长效管护机制")).collect();
        let cells = vec![Cell::text("县民政局"), Cell::count(300), Cell::text(tasks.join("；"))];
        let short = Row::plain(vec![Cell::text("县财政局"), Cell::count(1), Cell::text("1 甲")]);
        let sheet = Sheet {
            name: "按部门".to_owned(),
            columns: vec![column(16), column(6), column(62)],
            rows: vec![Row::plain(cells), short.clone()],
            has_header: true,
            is_spare: false,
            caption: None,
        };
        let parted = parted(sheet, 1);
        let count = parted.rows.len() - 1;
        assert!(count > 2 && parted.rows[count] == short);
        assert!(parted.rows.iter().all(|row| lines(row, &parted.columns) <= LINES));
        let long = &parted.rows[..count];
        assert!(long.iter().all(|row| row.cells[0] == Cell::text("县民政局")));
        assert_eq!(long.iter().filter(|row| row.cells[1] != Cell::Empty).count(), 1);
        let texts = long.iter().map(|row| match &row.cells[2] {
            Cell::Text(text) => text.as_str(),
            _ => "",
        });
        assert!(texts.clone().take(count - 1).all(|text| text.ends_with(MARK)));
        assert_eq!(texts.collect::<String>(), tasks.join("；"));
    }

    #[test]
    fn a_thing_that_is_too_long_is_cut() {
        let full = LINES * 10;
        let lengths = |count: usize| {
            let parts = parts(&"长".repeat(count), 20);
            parts.iter().map(|part| part.chars().count()).collect::<Vec<_>>()
        };
        assert_eq!(lengths(full), [full]);
        assert_eq!(lengths(2 * full + 1), [full, full, 1]);
        assert_eq!(parts(&"长\n".repeat(LINES + 2), 20).len(), 2);
    }
}
