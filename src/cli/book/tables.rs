//! Larger tables, each on a sheet of its own as it stands in the plan.

use std::collections::HashSet;

use guihua::model::{Block, Document, Section, Table};

use super::sheet::{self, Cell, Column, Look, Maker, PlanAt, Row, RowKind, Sheet, Shown};
use super::text::{self, Headings};

/// A table of fewer rows is read where it stands.
const ROWS: usize = 4;

/// A table of fewer rows shares a sheet with others like it.
const OWN: usize = 12;

/// So many tables of a plan have sheets of their own; people do not leaf through more.
const SHEETS: usize = 12;

/// The characters that stand side by side on a page, where the columns want more.
const ACROSS: usize = 220;

/// The characters of a sheet's name, as spreadsheets allow.
const NAME: usize = 31;

/// The tables so far.
#[derive(Default)]
pub(super) struct Tables {
    tables: Vec<(PlanAt, Found)>,
}

struct Found {
    title: String,
    table: Table,
}

/// The tables of a plan that are large enough to be looked at by themselves.
pub(super) fn large(document: &Document) -> usize {
    let mut count = 0;
    visit(document, &mut |_, table| count += usize::from(is_large(table)));
    count
}

fn is_large(table: &Table) -> bool {
    table.rows.len() >= ROWS && table.rows.iter().any(|row| row.len() > 1)
}

/// Where a table stands.
enum Holder<'a> {
    Section(&'a str),
    Box(&'a str),
    Annex(&'a str),
    Start,
}

/// Gives all tables, and where they stand.
fn visit(document: &Document, take: &mut impl FnMut(Holder<'_>, &Table)) {
    fn blocks<'a>(
        content: &[Block],
        holder: impl Fn() -> Holder<'a>,
        take: &mut impl FnMut(Holder<'_>, &Table),
    ) {
        for block in content {
            if let Block::Table(table) = block {
                take(holder(), table);
            }
        }
    }
    fn sections(list: &[Section], take: &mut impl FnMut(Holder<'_>, &Table)) {
        for section in list {
            blocks(&section.content, || Holder::Section(&section.id), take);
            sections(&section.sections, take);
        }
    }
    let plan = &document.plan;
    blocks(&plan.preamble, || Holder::Start, take);
    sections(&plan.sections, take);
    plan.boxes.iter().for_each(|found| blocks(&found.content, || Holder::Box(&found.id), take));
    plan.annexes.iter().for_each(|annex| blocks(&annex.content, || Holder::Annex(&annex.id), take));
}

impl Tables {
    pub fn add(&mut self, plan: PlanAt, document: &Document, headings: &Headings) {
        visit(document, &mut |holder, table| {
            if is_large(table) {
                let title = match holder {
                    Holder::Section(id) => headings.own(id),
                    Holder::Box(id) => headings.place(None, Some(id), None),
                    Holder::Annex(id) => headings.annex(id),
                    Holder::Start => String::new(),
                };
                self.tables.push((plan, Found { title, table: table.clone() }));
            }
        });
    }

    pub fn sheets(self, maker: &Maker<'_>) -> Vec<Sheet> {
        let mut own = Vec::new();
        let mut rest = Vec::new();
        for (at, (plan, found)) in self.tables.into_iter().enumerate() {
            if maker.is_several() || own.len() >= SHEETS || found.table.rows.len() < OWN {
                rest.push((plan, found));
            } else {
                own.push(own_sheet(&found, at + 1, maker));
            }
        }
        own.extend(stacked(rest, maker));
        own
    }
}

fn own_sheet(found: &Found, number: usize, maker: &Maker<'_>) -> Sheet {
    let name = format!("{}{number} {}", maker.pick("表", "Table "), found.title);
    let width = width(&found.table);
    let titles = (0..width).map(|at| {
        let title = found.table.columns.get(at).filter(|title| !title.is_empty());
        title.cloned().unwrap_or_else(|| format!("{}{}", maker.pick("列", "Column "), at + 1))
    });
    let rows: Vec<Row> = found.table.rows.iter().map(|row| Row::plain(cells(row))).collect();
    let columns =
        titles.zip(widths(&rows, width)).map(|(title, width)| (title, Look::Text, (LEAST, width))).collect();
    maker.table(name, columns, rows.into_iter().map(|row| (0, row)).collect())
}

/// The least width of a column that tables share.
const SHARED: usize = 12;

/// The least width of a column, and the greatest.
const LEAST: usize = 6;
const MOST: usize = 60;

/// The width that columns may have: all that they want, or what of a page is theirs.
/// Columns that want little have it; the others share the rest.
fn widths(rows: &[Row], columns: usize) -> Vec<usize> {
    let wanted = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.cells.get(at)).map(sheet::width);
        cells.max().unwrap_or(0).clamp(LEAST, MOST)
    };
    let wanted: Vec<usize> = (0..columns).map(wanted).collect();
    let mut order: Vec<usize> = (0..columns).collect();
    order.sort_by_key(|at| wanted[*at]);
    let mut widths = vec![LEAST; columns];
    let (mut left, mut sharing) = (ACROSS, columns);
    for at in order {
        widths[at] = wanted[at].min((left / sharing).max(LEAST));
        left = left.saturating_sub(widths[at]);
        sharing -= 1;
    }
    widths
}

/// All tables on one sheet, one below the other.
fn stacked(tables: Vec<(PlanAt, Found)>, maker: &Maker<'_>) -> Option<Sheet> {
    let widest = tables.iter().map(|(_, found)| width(&found.table)).max()?;
    let mut rows = Vec::new();
    for (plan, found) in tables {
        let title = if maker.is_several() {
            text::joined(Some(&maker.plans[plan]), Some(&found.title))
        } else {
            found.title
        };
        rows.push(Row { cells: vec![Cell::text(title)], kind: RowKind::Title });
        if !found.table.columns.is_empty() {
            rows.push(Row { cells: cells(&found.table.columns), kind: RowKind::Header });
        }
        rows.extend(found.table.rows.iter().map(|row| Row::plain(cells(row))));
        rows.push(Row::plain(Vec::new()));
    }
    // The title of a table goes over all columns.
    let measured: Vec<Row> = rows.iter().filter(|row| row.kind != RowKind::Title).cloned().collect();
    let columns = widths(&measured, widest)
        .into_iter()
        .map(|width| Column { title: String::new(), look: Look::Text, width: width.max(SHARED) })
        .collect();
    let name = maker.pick("其他表格", "Other tables");
    Some(Sheet { name, columns, rows, has_header: false })
}

fn width(table: &Table) -> usize {
    table.rows.iter().map(Vec::len).chain([table.columns.len()]).max().unwrap_or(0)
}

/// Cells of a table: numbers where nothing but a number is printed.
fn cells(row: &[String]) -> Vec<Cell> {
    row.iter().map(|text| number(text).unwrap_or_else(|| Cell::text(text.as_str()))).collect()
}

fn number(text: &str) -> Option<Cell> {
    let is_number = !text.is_empty()
        && text.len() < 15
        && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',')
        && !(text.starts_with('0') && text.len() > 1 && !text.starts_with("0."));
    if !is_number {
        return None;
    }
    let plain = text.replace(',', "");
    let number: f64 = plain.parse().ok()?;
    let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let whole = if text.contains(',') { "#,##0" } else { "0" };
    let shown = match (decimals, text.contains(',')) {
        (0, false) => None,
        (0, true) => Some(whole.to_owned()),
        _ => Some(format!("{whole}.{:0<decimals$}", "")),
    };
    Some(Cell::Number(number, shown.map(|format| Shown { format, text: text.to_owned() })))
}

/// Gives every sheet a name that spreadsheets take: no sign they forbid, not too
/// long, and no other's.
pub(super) fn name_apart(sheets: &mut [Sheet]) {
    let mut taken = HashSet::new();
    for sheet in sheets {
        let clean: String =
            sheet.name.chars().filter(|c| !"[]:*?/\\'".contains(*c) && !c.is_control()).collect();
        let clean = clean.trim();
        let mut name: String = clean.chars().take(NAME).collect();
        for number in 2.. {
            // Spreadsheets do not tell capitals from small letters here.
            if taken.insert(name.to_lowercase()) {
                break;
            }
            let tail = format!(" {number}");
            name = clean.chars().take(NAME - tail.len()).chain(tail.chars()).collect();
        }
        name.trim_end().clone_into(&mut sheet.name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_clean_and_apart() {
        let sheet = |name: &str| Sheet {
            name: name.to_owned(),
            columns: Vec::new(),
            rows: Vec::new(),
            has_header: true,
        };
        let long = "重点任务".repeat(20);
        let mut sheets = vec![sheet("表1 甲/乙[丙]"), sheet(&long), sheet(&long)];
        name_apart(&mut sheets);
        assert_eq!(sheets[0].name, "表1 甲乙丙");
        assert_eq!(sheets[1].name.chars().count(), NAME);
        assert_eq!(sheets[2].name.chars().count(), NAME);
        assert_ne!(sheets[1].name, sheets[2].name);
    }

    #[test]
    fn only_numbers_are_numbers() {
        assert_eq!(number("12"), Some(Cell::Number(12.0, None)));
        assert_eq!(
            number("1,234.50"),
            Some(Cell::Number(
                1234.5,
                Some(Shown { format: "#,##0.00".to_owned(), text: "1,234.50".to_owned() })
            ))
        );
        for text in ["", "007", "=1", "-", "1～2", "12人", "1.2.3"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
