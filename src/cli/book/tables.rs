//! Larger tables, each on a sheet of its own as it stands in the plan.

use std::collections::HashSet;

use guihua::model::{Block, Document, Section, Table};

use super::caption;
use super::sheet::{self, Cell, Look, Maker, PlanAt, Row, RowKind, Sheet, Shown};
use super::text::{self, Headings};

/// A table of fewer rows is read where it stands.
const ROWS: usize = 4;

/// Tables have sheets of their own while the book takes no more pages than these in print,
/// each of them one; people do not leaf through more.
const SHEETS: usize = 12;

/// The characters of a sheet's name, as spreadsheets allow.
const NAME: usize = 31;

/// The tables so far.
#[derive(Default)]
pub(super) struct Tables {
    tables: Vec<(PlanAt, Found)>,
    /// The numbers that captions have.
    numbers: HashSet<usize>,
}

struct Found {
    /// What stands right above it as its name.
    caption: Option<String>,
    /// The heading of what it stands in.
    title: String,
    table: Table,
}

/// The tables of a plan that are large enough to be looked at by themselves.
pub(super) fn large(document: &Document) -> usize {
    let mut count = 0;
    visit(document, &mut |_, _, table| count += usize::from(is_large(table)));
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

/// Gives all tables, where they stand, and what they are called there.
fn visit(document: &Document, take: &mut impl FnMut(Holder<'_>, Option<String>, &Table)) {
    fn blocks<'a>(
        content: &[Block],
        holder: impl Fn() -> Holder<'a>,
        take: &mut impl FnMut(Holder<'_>, Option<String>, &Table),
    ) {
        for (at, block) in content.iter().enumerate() {
            if let Block::Table(table) = block {
                take(holder(), caption::above(content, at), table);
            }
        }
    }
    fn sections(list: &[Section], take: &mut impl FnMut(Holder<'_>, Option<String>, &Table)) {
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

/// The table, its header taken for what it is: where it counts itself and the rows below go
/// on counting, it is the first of them.
fn with_first_row(table: &Table) -> Table {
    let mut table = table.clone();
    let count = |row: &[String]| row.first().filter(|cell| cell.len() < 4)?.parse::<u32>().ok();
    let is_row = match (count(&table.columns), table.rows.first().and_then(|row| count(row))) {
        (Some(first), Some(next)) => next == first + 1,
        _ => false,
    };
    if is_row {
        table.rows.insert(0, std::mem::take(&mut table.columns));
    }
    table
}

impl Tables {
    pub fn add(&mut self, plan: PlanAt, document: &Document, headings: &Headings) {
        visit(document, &mut |holder, caption, table| {
            let title = match holder {
                Holder::Section(id) => headings.own(id),
                Holder::Box(id) => headings.place(None, Some(id), None),
                Holder::Annex(id) => headings.annex(id),
                Holder::Start => String::new(),
            };
            // A caption may have been read as a heading.
            let caption = caption.or_else(|| caption::is_numbered(&title).then(|| title.clone()));
            self.numbers.extend(caption.as_deref().and_then(caption::number));
            if is_large(table) {
                self.tables.push((plan, Found { caption, title, table: with_first_row(table) }));
            }
        });
    }

    /// A sheet for each table, the longest first to have one where others take so many pages;
    /// those that find no room share the last.
    pub fn sheets(self, maker: &Maker<'_>, others: usize) -> Vec<Sheet> {
        let room = SHEETS.saturating_sub(others);
        let room = if self.tables.len() > room { room.saturating_sub(1) } else { room };
        let mut longest: Vec<usize> = (0..self.tables.len()).collect();
        longest.sort_by_key(|at| (std::cmp::Reverse(self.tables[*at].1.table.rows.len()), *at));
        let has_own: HashSet<usize> = longest.into_iter().take(room).collect();
        let mut own = Vec::new();
        let mut rest = Vec::new();
        // No number that a caption has.
        let mut numbers = (1..).filter(|number| !self.numbers.contains(number));
        for (at, (plan, found)) in self.tables.into_iter().enumerate() {
            let name = match &found.caption {
                Some(caption) => caption.clone(),
                None => name(&found, numbers.next().unwrap_or_default(), maker),
            };
            if has_own.contains(&at) {
                own.push(own_sheet(plan, &found, name, maker));
            } else {
                rest.push((plan, name, found));
            }
        }
        own.extend(stacked(rest, maker));
        own.into_iter().map(Sheet::spare).collect()
    }
}

/// The pages that another sheet takes, about: one whose last rows may be left out, one.
pub(super) fn pages(sheet: &Sheet) -> usize {
    /// The lines of a page in the smallest type.
    const LINES: usize = 56;
    if sheet.is_spare { 1 } else { sheet.lines().div_ceil(LINES).max(1) }
}

/// What a table without a caption is called: `表3 二、主要任务`.
fn name(found: &Found, number: usize, maker: &Maker<'_>) -> String {
    format!("{}{number} {}", maker.pick("表", "Table "), found.title).trim_end().to_owned()
}

fn own_sheet(plan: PlanAt, found: &Found, name: String, maker: &Maker<'_>) -> Sheet {
    let width = width(&found.table);
    let titles = (0..width).map(|at| {
        let title = found.table.columns.get(at).filter(|title| !title.is_empty());
        title.cloned().unwrap_or_else(|| format!("{}{}", maker.pick("列", "Column "), at + 1))
    });
    let filled = filled(&found.table.rows, width);
    let rows: Vec<Row> = found.table.rows.iter().map(|row| Row::plain(cells(row, &filled))).collect();
    let columns =
        titles.zip(widths(&rows, width)).map(|(title, width)| (title, Look::Text, (LEAST, width))).collect();
    let sheet = maker.table(name, columns, rows.into_iter().map(|row| (plan, row)).collect());
    Sheet { caption: found.caption.clone(), ..sheet }
}

/// The width of the column that names the table.
const NAMED: (usize, usize) = (12, 24);

/// So many characters of a name are enough to filter by.
const LABEL: usize = 22;

/// The least width of a column, and the greatest.
const LEAST: usize = 6;
const MOST: usize = 60;

/// The width that columns want.
fn widths(rows: &[Row], columns: usize) -> Vec<usize> {
    let wanted = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.cells.get(at)).map(sheet::width);
        cells.max().unwrap_or(0).clamp(LEAST, MOST)
    };
    (0..columns).map(wanted).collect()
}

/// All tables on one sheet, one below the other, each row with the name of its table to
/// filter by.
fn stacked(tables: Vec<(PlanAt, String, Found)>, maker: &Maker<'_>) -> Option<Sheet> {
    let widest = tables.iter().map(|(.., found)| width(&found.table)).max()?;
    let mut rows = Vec::new();
    for (plan, name, found) in tables {
        let filled = filled(&found.table.rows, width(&found.table));
        // It stands in every row.
        let name = text::gist(&name, LABEL);
        let mut add = |list: &[String], kind| {
            let mut cells = cells(list, &filled);
            cells.resize(widest, Cell::Empty);
            cells.insert(0, Cell::text(name.as_str()));
            rows.push((plan, Row { cells, kind }));
        };
        if !found.table.columns.is_empty() {
            add(&found.table.columns, RowKind::Header);
        }
        found.table.rows.iter().for_each(|row| add(row, RowKind::Plain));
    }
    let bare = |(_, row): &(PlanAt, Row)| Row::plain(row.cells[1..].to_vec());
    let measured: Vec<Row> = rows.iter().map(bare).collect();
    let mut columns = vec![(maker.pick("表格", "Table"), Look::Text, NAMED)];
    columns.extend(
        widths(&measured, widest)
            .into_iter()
            .zip(1..)
            .map(|(width, at)| (format!("{}{at}", maker.pick("列", "Column ")), Look::Text, (LEAST, width))),
    );
    Some(maker.table(maker.pick("其他表格", "Other tables"), columns, rows))
}

fn width(table: &Table) -> usize {
    table.rows.iter().map(Vec::len).chain([table.columns.len()]).max().unwrap_or(0)
}

/// Cells of a table: numbers and days where nothing else is printed.
fn cells(row: &[String], filled: &[Filled]) -> Vec<Cell> {
    let cell = |(at, text): (usize, &String)| {
        let filled = filled.get(at).copied().unwrap_or_default();
        number(text, filled).or_else(|| day(text)).unwrap_or_else(|| Cell::text(text))
    };
    row.iter().enumerate().map(cell).collect()
}

/// The number of digits that the numbers of a column have where they are filled up with zeros.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Filled {
    /// None are.
    #[default]
    No,
    /// All have so many: `01` to `10`.
    To(usize),
    /// They differ, and are codes.
    Codes,
}

/// How numbers of each column are filled up: some of its cells tell of all.
fn filled(rows: &[Vec<String>], columns: usize) -> Vec<Filled> {
    /// Numbers of rows have no more digits.
    const MOST: usize = 3;
    let is_whole = |text: &&str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let of = |at: usize| {
        let cells = || rows.iter().filter_map(|row| row.get(at)).map(String::as_str).filter(is_whole);
        let Some(first) = cells().find(|text| text.len() > 1 && text.starts_with('0')) else {
            return Filled::No;
        };
        let is_even = cells().all(|text| text.len() == first.len());
        if is_even && first.len() <= MOST { Filled::To(first.len()) } else { Filled::Codes }
    };
    (0..columns).map(of).collect()
}

fn number(text: &str, filled: Filled) -> Option<Cell> {
    /// The signs that print less than nothing.
    const MINUS: &[char] = &['-', '−', '－'];
    if let Some(percent) = text.strip_suffix('%') {
        return share(percent, text);
    }
    let is_whole = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match filled {
        Filled::Codes if is_whole => return None,
        Filled::To(digits) if is_whole => {
            let shown = Shown { format: "0".repeat(digits), text: text.to_owned() };
            return Some(Cell::Number(text.parse().ok()?, Some(shown)));
        }
        _ => {}
    }
    let digits = text.strip_prefix(MINUS).unwrap_or(text);
    let is_number = !digits.is_empty()
        && digits.len() < 15
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',')
        && !(digits.starts_with('0') && digits.len() > 1 && !digits.starts_with("0."));
    if !is_number {
        return None;
    }
    let plain = digits.replace(',', "");
    let number: f64 = plain.parse().ok()?;
    let number = if digits.len() < text.len() { -number } else { number };
    let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let whole = if text.contains(',') { "#,##0" } else { "0" };
    let shown = match (decimals, text.contains(',')) {
        (0, false) => None,
        (0, true) => Some(whole.to_owned()),
        _ => Some(format!("{whole}.{:0<decimals$}", "")),
    };
    Some(Cell::Number(number, shown.map(|format| Shown { format, text: text.to_owned() })))
}

/// Hundredths: `113%` is 1.13, and looks as it is printed.
fn share(percent: &str, text: &str) -> Option<Cell> {
    let Some(Cell::Number(_, shown)) = number(percent, Filled::No) else { return None };
    let format = shown.map_or_else(|| "0".to_owned(), |shown| shown.format);
    // Moving the point keeps all digits.
    let plain = percent.replace(',', "").replace(['−', '－'], "-");
    let number: f64 = format!("{plain}e-2").parse().ok()?;
    Some(Cell::Number(number, Some(Shown { format: format!("{format}%"), text: text.to_owned() })))
}

/// A day: `2026年2月2日`, `2026-02-02`, `2026/2/2`.
pub(super) fn day(text: &str) -> Option<Cell> {
    let parts = [("年", "月"), ("-", "-"), ("/", "/")].into_iter().find_map(|(first, second)| {
        let (year, rest) = text.split_once(first)?;
        let (month, day) = rest.split_once(second)?;
        let day = if first == "年" { day.strip_suffix("日")? } else { day };
        Some([year, month, day])
    })?;
    let [year, month, day] = parts;
    let is_digits = |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 || !parts.iter().all(is_digits) || month.len() > 2 || day.len() > 2 {
        return None;
    }
    Some(Cell::date(&format!("{year}-{month}-{day}"))).filter(|cell| matches!(cell, Cell::Date(..)))
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
            is_spare: false,
            caption: None,
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
        let number = |text| number(text, Filled::No);
        assert_eq!(number("12"), Some(Cell::Number(12.0, None)));
        assert_eq!(
            number("1,234.50"),
            Some(Cell::Number(
                1234.5,
                Some(Shown { format: "#,##0.00".to_owned(), text: "1,234.50".to_owned() })
            ))
        );
        for minus in ["-1.5", "−1.5", "－1.5"] {
            let shown = Shown { format: "0.0".to_owned(), text: minus.to_owned() };
            assert_eq!(number(minus), Some(Cell::Number(-1.5, Some(shown))));
        }
        for (text, value, format) in [("113%", 1.13, "0%"), ("7.50%", 0.075, "0.00%"), ("-3%", -0.03, "0%")] {
            let shown = Shown { format: format.to_owned(), text: text.to_owned() };
            assert_eq!(number(text), Some(Cell::Number(value, Some(shown))));
        }
        for text in ["≥150%", "%", "1～2%", "007%"] {
            assert_eq!(number(text), None, "{text}");
        }
        for text in ["", "007", "=1", "-", "--1", "-.5", "+5", "1～2", "12人", "1.2.3"] {
            assert_eq!(number(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_of_a_column_are_treated_alike() {
        let rows = |column: &[&str]| column.iter().map(|cell| vec![(*cell).to_owned()]).collect::<Vec<_>>();
        let cells = |column: &[&str]| {
            let filled = filled(&rows(column), 1);
            rows(column).iter().flat_map(|row| cells(row, &filled)).collect::<Vec<_>>()
        };
        let filled = |number: f64, text: &str| {
            Cell::Number(number, Some(Shown { format: "00".to_owned(), text: text.to_owned() }))
        };
        assert_eq!(cells(&["09", "10"]), [filled(9.0, "09"), filled(10.0, "10")]);
        assert_eq!(cells(&["9", "10"]), [Cell::Number(9.0, None), Cell::Number(10.0, None)]);
        for codes in [["0101", "1001"], ["09", "100"]] {
            assert_eq!(cells(&codes), codes.map(Cell::text), "{codes:?}");
        }
    }

    #[test]
    fn a_header_that_counts_is_a_row() {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let table = |first: &[&str]| {
            let rows = vec![row(&["02", "乙"]), row(&["03", "丙"])];
            with_first_row(&Table { columns: row(first), rows, lines: [1, 1], span: None })
        };
        let counted = table(&["01", "甲"]);
        assert!(counted.columns.is_empty() && counted.rows[0] == row(&["01", "甲"]));
        for header in [&["序号", "名称"][..], &["2", "年"], &["2020", "2025"], &[]] {
            assert_eq!(table(header).rows.len(), 2, "{header:?}");
        }
    }

    #[test]
    fn only_days_are_days() {
        for text in ["2026年2月2日", "2026-02-02", "2026/2/2"] {
            assert_eq!(day(text), Some(Cell::Date(2026, 2, 2)), "{text}");
        }
        for text in
            ["2026年2月", "2026-02-30", "26-2-2", "2026—2030", "2026年2月2日前", "1/2/2026", "2026.2.2"]
        {
            assert_eq!(day(text), None, "{text}");
        }
        assert_eq!(Cell::date("2026-02-30"), Cell::Text("2026-02-30".to_owned()));
    }

    #[test]
    fn each_table_has_a_sheet_while_there_is_room() {
        let table = |rows: usize| Table {
            columns: vec!["名称".to_owned(), "数量".to_owned()],
            rows: vec![vec!["甲".to_owned(), "-1".to_owned()]; rows],
            lines: [1, 1],
            span: None,
        };
        let sheets = |count: usize| {
            let tables = (0..count)
                .map(|at| (0, Found { caption: None, title: "重点任务".to_owned(), table: table(4 + at) }))
                .collect();
            let plans = ["甲县规划".to_owned()];
            Tables { tables, numbers: HashSet::new() }
                .sheets(&Maker { lang: guihua::Lang::Zh, plans: &plans }, 7)
        };
        let names = |count| sheets(count).into_iter().map(|sheet| sheet.name).collect::<Vec<_>>();
        assert_eq!(names(5), (1..=5).map(|at| format!("表{at} 重点任务")).collect::<Vec<_>>());
        // Of more, the longest; the others can be filtered by their name.
        let many = sheets(9);
        assert_eq!(many.len(), 5);
        assert!(many.iter().all(|sheet| sheet.has_header));
        let rest = &many[4];
        assert_eq!((rest.name.as_str(), rest.columns[0].title.as_str()), ("其他表格", "表格"));
        assert_eq!(rest.rows[0].kind, RowKind::Header);
        assert!(
            rest.rows.iter().all(|row| matches!(&row.cells[0], Cell::Text(name) if name.starts_with('表')))
        );
        assert_eq!(rest.rows[1].cells[2], Cell::Number(-1.0, None));
        // What says little takes little room.
        assert!(rest.columns[1..].iter().all(|column| column.width == LEAST), "{:?}", rest.columns);
    }
}
