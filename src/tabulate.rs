//! From models to tables: rows with keys that join, for spreadsheets and
//! databases.
//!
//! A model is a tree; data frames, databases and sheets want tables. This owns
//! what the tables are ([`Table`], in [`mod@table`]) and which rows a model gives
//! ([`tabulate`], one function per table); how rows become a file is up to the
//! caller. Every row begins with `plan_id`, which leads to its plan:
//!
//! ```text
//! plans ─┬─ sections ─┬─ boxes ── box_items
//!        ├─ annexes   ├─ indicators         (one row per value)
//!        │            ├─ responsibilities   (one row per department and role)
//!        │            ├─ paragraphs
//!        │            ├─ table_cells        (one row per cell, headers included)
//!        │            └─ contents
//!        ├─ attachments
//!        └─ diagnostics
//! ```
//!
//! ```
//! use guihua::tabulate::{Cell, Table, tabulate};
//! use guihua::{Source, parse};
//!
//! let text = "甲市养老服务规划\n一、总体要求\n加强保障。（市民政局牵头，市财政局配合）\n";
//! let parsed = parse(&Source::from_text("plan.txt", text));
//! let mut departments = Vec::new();
//! tabulate(&parsed.documents[0], |table, row| {
//!     if table == Table::Responsibilities {
//!         let columns = table.columns().iter().zip(row);
//!         departments.extend(columns.filter(|(column, _)| column.name == "department").map(|(_, cell)| cell.to_string()));
//!     }
//!     Ok::<(), std::convert::Infallible>(())
//! })?;
//! assert_eq!(departments, ["市民政局", "市财政局"]);
//! # Ok::<(), std::convert::Infallible>(())
//! ```

mod content;
mod date;
pub mod table;

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use sha2::{Digest, Sha256};

pub use date::days_since_1970;
pub use table::{Column, Kind, Reference, Table};

use crate::model::{
    Annex, Block, BoxKind, Comparator, Department, Document, Indicator, Item, OtherCell, Plan, PlanBox,
    RegionFrom, Responsibility, Section, Severity, SourceFormat, Value, ValueRole,
};

/// What stands in one column of one row.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Cell<'a> {
    /// Nothing: the source has no such value.
    Null,
    /// Text.
    Text(Cow<'a, str>),
    /// A whole number.
    Integer(i64),
    /// A number that may have a fraction.
    Number(f64),
    /// A calendar date: the days since 1970-01-01.
    Date(i32),
}

impl fmt::Display for Cell<'_> {
    /// The value as plain text; nothing for [`Cell::Null`]. Numbers are written
    /// in their shortest form that reads back as the same number, dates as
    /// `2021-12-14`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Integer(number) => number.fmt(f),
            Self::Number(number) => number.fmt(f),
            Self::Date(days) => f.write_str(&date::iso(*days)),
        }
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Cell<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl From<i32> for Cell<'_> {
    fn from(number: i32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<u32> for Cell<'_> {
    fn from(number: u32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<f64> for Cell<'_> {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// The key of a document: 16 hexadecimal digits made from its name, its bytes
/// and its part.
///
/// The name ([`SourceInfo::name`](crate::model::SourceInfo::name)) is the path
/// below the folder that was named. So a plan has the same key wherever its
/// archive lies and however the path to it was written, and tables made apart can
/// be put together. Two files of the same name with the same bytes, each named by
/// itself, are the same plan.
#[must_use]
pub fn plan_id(document: &Document) -> String {
    let source = &document.source;
    let mut hasher = Sha256::new();
    hasher.update(source.name.as_deref().unwrap_or_else(|| file_name(&source.path)).as_bytes());
    hasher.update([0]);
    hasher.update(source.sha256.as_bytes());
    hasher.update(document.part.index.to_le_bytes());
    let digest = hasher.finalize();
    let head = digest.first_chunk().copied().map_or(0, u64::from_be_bytes);
    format!("{head:016x}")
}

/// The last part of a path.
fn file_name(path: &str) -> &str {
    path.trim_end_matches('/').rsplit('/').next().unwrap_or(path)
}

/// Gives every row of `document` to `emit`, tables in the order of
/// [`Table::ALL`], rows in reading order, cells in the order of
/// [`Table::columns`].
///
/// # Errors
///
/// The first error that `emit` gives; no row follows it.
pub fn tabulate<E>(
    document: &Document,
    emit: impl FnMut(Table, &[Cell<'_>]) -> Result<(), E>,
) -> Result<(), E> {
    let plan_id = plan_id(document);
    let mut rows = Rows { plan_id: &plan_id, emit };
    let plan = &document.plan;
    rows.plan(document)?;
    rows.sections(&plan.sections, None, &mut 0)?;
    for (annex, position) in plan.annexes.iter().zip(1u32..) {
        rows.annex(annex, position)?;
    }
    for (plan_box, position) in plan.boxes.iter().zip(1u32..) {
        rows.plan_box(plan_box, position)?;
    }
    for plan_box in &plan.boxes {
        rows.items(&plan_box.items, &plan_box.id, None, &mut 0)?;
    }
    for indicator in &plan.indicators {
        rows.indicator(indicator)?;
    }
    let covered = covered_texts(plan);
    for (responsibility, covers) in plan.responsibilities.iter().zip(&covered) {
        rows.responsibility(responsibility, covers)?;
    }
    content::emit(document, &mut rows)?;
    for (diagnostic, position) in document.diagnostics.iter().zip(1u32..) {
        rows.diagnostic(diagnostic, position)?;
    }
    Ok(())
}

/// The rows of one document on their way out.
struct Rows<'a, F> {
    plan_id: &'a str,
    emit: F,
}

impl<E, F: FnMut(Table, &[Cell<'_>]) -> Result<(), E>> Rows<'_, F> {
    fn plan(&mut self, document: &Document) -> Result<(), E> {
        let Document { source, part, notice, plan, diagnostics, .. } = document;
        let notice = notice.as_ref();
        let number = notice.and_then(|notice| notice.document_number.as_ref());
        let imprint = notice.and_then(|notice| notice.imprint.as_ref());
        let period = plan.period.as_ref();
        (self.emit)(
            Table::Plans,
            &[
                self.plan_id.into(),
                (&source.path).into(),
                source.name.as_ref().into(),
                format_name(source.format).into(),
                (&source.encoding).into(),
                (&source.sha256).into(),
                Cell::Integer(i64::try_from(source.bytes).unwrap_or(i64::MAX)),
                source.lines.into(),
                part.index.into(),
                part.count.into(),
                (&plan.title).into(),
                plan.kind.as_ref().into(),
                plan.region.as_ref().into(),
                plan.region_from.map(region_from_name).into(),
                period.and_then(|period| period.name.as_ref()).into(),
                period.map(|period| period.start).into(),
                period.map(|period| period.end).into(),
                notice.and_then(|notice| notice.agency_mark.as_ref()).into(),
                number.map(|number| &number.text).into(),
                number.map(|number| &number.agency_code).into(),
                number.and_then(|number| number.year).into(),
                number.and_then(|number| number.sequence).into(),
                notice.and_then(|notice| notice.title.as_ref()).into(),
                list(notice.map(|notice| notice.addressees.as_slice())),
                list(notice.map(|notice| notice.signatories.as_slice())),
                date(notice.and_then(|notice| notice.date.as_deref())),
                notice.and_then(|notice| notice.date_text.as_ref()).into(),
                list(notice.map(|notice| notice.copied_to.as_slice())),
                imprint.and_then(|imprint| imprint.agency.as_ref()).into(),
                date(imprint.and_then(|imprint| imprint.date.as_deref())),
                list(notice.map(|notice| notice.attachments.as_slice())),
                list(notice.map(|notice| notice.annotations.as_slice())),
                text_of(&plan.preamble),
                count(diagnostics, Severity::Error),
                count(diagnostics, Severity::Warning),
                count(diagnostics, Severity::Info),
            ],
        )
    }

    fn sections(&mut self, sections: &[Section], parent: Option<&str>, position: &mut u32) -> Result<(), E> {
        for section in sections {
            *position += 1;
            (self.emit)(
                Table::Sections,
                &[
                    self.plan_id.into(),
                    (&section.id).into(),
                    parent.into(),
                    (*position).into(),
                    u32::from(section.level).into(),
                    section.label.as_ref().into(),
                    section.number.into(),
                    section.title.as_ref().into(),
                    text_of(&section.content),
                    section.lines[0].into(),
                    section.lines[1].into(),
                ],
            )?;
            self.sections(&section.sections, Some(&section.id), position)?;
        }
        Ok(())
    }

    fn annex(&mut self, annex: &Annex, position: u32) -> Result<(), E> {
        (self.emit)(
            Table::Annexes,
            &[
                self.plan_id.into(),
                (&annex.id).into(),
                position.into(),
                annex.label.as_ref().into(),
                annex.title.as_ref().into(),
                text_of(&annex.content),
                list(Some(&annex.notes)),
                annex.lines[0].into(),
                annex.lines[1].into(),
            ],
        )
    }

    fn plan_box(&mut self, plan_box: &PlanBox, position: u32) -> Result<(), E> {
        (self.emit)(
            Table::Boxes,
            &[
                self.plan_id.into(),
                (&plan_box.id).into(),
                plan_box.section.as_ref().into(),
                position.into(),
                plan_box.number.into(),
                (&plan_box.title).into(),
                box_kind(plan_box.kind).into(),
                text_of(&plan_box.content),
                plan_box.lines[0].into(),
                plan_box.lines[1].into(),
            ],
        )
    }

    fn items(
        &mut self,
        items: &[Item],
        box_id: &str,
        parent: Option<u32>,
        position: &mut u32,
    ) -> Result<(), E> {
        for item in items {
            *position += 1;
            let own = *position;
            (self.emit)(
                Table::BoxItems,
                &[
                    self.plan_id.into(),
                    box_id.into(),
                    own.into(),
                    parent.into(),
                    item.label.as_ref().into(),
                    item.title.as_ref().into(),
                    item.text.as_ref().into(),
                    item.lines[0].into(),
                    item.lines[1].into(),
                ],
            )?;
            self.items(&item.items, box_id, Some(own), position)?;
        }
        Ok(())
    }

    fn indicator(&mut self, indicator: &Indicator) -> Result<(), E> {
        if indicator.values.is_empty() {
            return self.value(indicator, 0, None);
        }
        let mut values = indicator.values.iter().zip(1u32..);
        values.try_for_each(|(value, position)| self.value(indicator, position, Some(value)))
    }

    fn value(&mut self, indicator: &Indicator, position: u32, value: Option<&Value>) -> Result<(), E> {
        let [first, last] = indicator.lines;
        (self.emit)(
            Table::Indicators,
            &[
                self.plan_id.into(),
                (&indicator.id).into(),
                position.into(),
                indicator.section.as_ref().into(),
                indicator.box_id.as_ref().into(),
                indicator.annex.as_ref().into(),
                indicator.number.into(),
                indicator.category.as_ref().into(),
                (&indicator.name).into(),
                indicator.unit.as_ref().into(),
                indicator.attribute.as_ref().into(),
                value.map(|value| &value.column).into(),
                value.and_then(|value| value.year).into(),
                value.map(|value| value_role(value.role)).into(),
                value.map(|value| &value.text).into(),
                value.and_then(|value| value.comparator).map(comparator).into(),
                value.and_then(|value| value.number).into(),
                others(&indicator.other),
                first.into(),
                last.into(),
            ],
        )
    }

    fn responsibility(&mut self, clause: &Responsibility, covers: &str) -> Result<(), E> {
        let mut departments = [
            ("lead", &clause.lead),
            ("participant", &clause.participants),
            ("responsible", &clause.responsible),
        ]
        .into_iter()
        .flat_map(|(role, departments)| departments.iter().map(move |department| (role, department)))
        .peekable();
        if departments.peek().is_none() {
            return self.department(clause, 0, None, covers);
        }
        departments.zip(1u32..).try_for_each(|(department, position)| {
            self.department(clause, position, Some(department), covers)
        })
    }

    fn department(
        &mut self,
        clause: &Responsibility,
        position: u32,
        department: Option<(&str, &Department)>,
        covers: &str,
    ) -> Result<(), E> {
        let [first, last] = clause.lines;
        (self.emit)(
            Table::Responsibilities,
            &[
                self.plan_id.into(),
                (&clause.id).into(),
                position.into(),
                clause.section.as_ref().into(),
                clause.annex.as_ref().into(),
                clause.number.into(),
                clause.category.as_ref().into(),
                department.map(|(role, _)| role).into(),
                department.map(|(_, department)| &department.name).into(),
                department.and_then(|(_, department)| department.also.as_ref()).into(),
                covers.into(),
                clause.measures.as_ref().into(),
                clause.deadline.as_ref().into(),
                others(&clause.other),
                (&clause.text).into(),
                first.into(),
                last.into(),
            ],
        )
    }

    fn diagnostic(&mut self, diagnostic: &crate::model::Diagnostic, position: u32) -> Result<(), E> {
        (self.emit)(
            Table::Diagnostics,
            &[
                self.plan_id.into(),
                position.into(),
                (&diagnostic.code).into(),
                (&diagnostic.name).into(),
                severity(diagnostic.severity).into(),
                (&diagnostic.message).into(),
                diagnostic.lines[0].into(),
                diagnostic.lines[1].into(),
            ],
        )
    }
}

/// What each responsibility covers, in the order of the model: the task of an
/// annex row, else the paragraphs of its section since the clause before it. A
/// clause that follows a heading alone covers what the heading names.
#[must_use]
pub fn covered_texts(plan: &Plan) -> Vec<String> {
    let mut covered: Vec<String> =
        plan.responsibilities.iter().map(|clause| clause.task.clone().unwrap_or_default()).collect();
    let index: HashMap<&str, usize> =
        plan.responsibilities.iter().enumerate().map(|(at, clause)| (clause.id.as_str(), at)).collect();
    let mut fill = |id: &str, text: &str| {
        if let Some(covers) = index.get(id).map(|at| &mut covered[*at]).filter(|covers| covers.is_empty()) {
            text.clone_into(covers);
        }
    };
    cover_blocks(&plan.preamble, None, &mut fill);
    cover_sections(&plan.sections, &mut fill);
    for plan_box in &plan.boxes {
        cover_blocks(&plan_box.content, Some(&plan_box.title), &mut fill);
    }
    for annex in &plan.annexes {
        cover_blocks(&annex.content, annex.title.as_deref(), &mut fill);
    }
    covered
}

fn cover_sections(sections: &[Section], fill: &mut impl FnMut(&str, &str)) {
    for section in sections {
        cover_blocks(&section.content, section.title.as_deref(), fill);
        cover_sections(&section.sections, fill);
    }
}

fn cover_blocks(blocks: &[Block], title: Option<&str>, fill: &mut impl FnMut(&str, &str)) {
    let mut since = String::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => {
                push_line(&mut since, &paragraph.text);
            }
            Block::Responsibility(clause) => {
                let text = if since.is_empty() { title.unwrap_or_default() } else { &since };
                fill(&clause.id, text);
                since.clear();
            }
            Block::Box(_) | Block::Table(_) => {}
        }
    }
}

/// The paragraphs among `blocks`, one on a line, and the rows of tables with
/// tabs between cells; null where there are none.
fn text_of(blocks: &[Block]) -> Cell<'static> {
    let mut text = String::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => push_line(&mut text, &paragraph.text),
            Block::Table(table) => {
                let header = (!table.columns.is_empty()).then_some(&table.columns);
                for row in header.into_iter().chain(&table.rows) {
                    push_line(&mut text, &row.join("\t"));
                }
            }
            Block::Box(_) | Block::Responsibility(_) => {}
        }
    }
    (!text.is_empty()).then_some(text).into()
}

fn push_line(text: &mut String, line: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
}

/// `备注：…；参考文件：…`; null where a row says nothing besides.
fn others(cells: &[OtherCell]) -> Cell<'static> {
    (!cells.is_empty()).then(|| join_others(cells)).into()
}

/// The cells of a row that have no field of their own in one text, each behind the header of
/// its column: `备注：…；参考文件：…`.
#[must_use]
pub fn join_others(cells: &[OtherCell]) -> String {
    let cell = |cell: &OtherCell| match &cell.column {
        Some(column) => format!("{column}：{}", cell.text),
        None => cell.text.clone(),
    };
    cells.iter().map(cell).collect::<Vec<_>>().join("；")
}

/// A list in one cell, in the way Chinese text writes one; null without members.
fn list(members: Option<&[String]>) -> Cell<'static> {
    members.filter(|members| !members.is_empty()).map(|members| members.join("；")).into()
}

/// A date of the model; null where it is none.
fn date(text: Option<&str>) -> Cell<'static> {
    text.and_then(days_since_1970).map_or(Cell::Null, Cell::Date)
}

fn count(diagnostics: &[crate::model::Diagnostic], severity: Severity) -> Cell<'static> {
    let number = diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    Cell::Integer(i64::try_from(number).unwrap_or(i64::MAX))
}

const fn format_name(format: SourceFormat) -> &'static str {
    match format {
        SourceFormat::Text => "text",
        SourceFormat::Html => "html",
        SourceFormat::Docx => "docx",
        SourceFormat::Pdf => "pdf",
    }
}

const fn region_from_name(from: RegionFrom) -> &'static str {
    match from {
        RegionFrom::Title => "title",
        RegionFrom::Issuer => "issuer",
    }
}

const fn box_kind(kind: BoxKind) -> &'static str {
    match kind {
        BoxKind::Indicators => "indicators",
        BoxKind::Items => "items",
        BoxKind::Text => "text",
    }
}

const fn value_role(role: ValueRole) -> &'static str {
    match role {
        ValueRole::Baseline => "baseline",
        ValueRole::Target => "target",
    }
}

const fn comparator(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Equal => "=",
        Comparator::Greater => ">",
        Comparator::GreaterOrEqual => ">=",
        Comparator::Less => "<",
        Comparator::LessOrEqual => "<=",
        Comparator::About => "~",
    }
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::convert::Infallible;

    use super::*;
    use crate::{Source, parse};

    /// The rows of a text as text, by table; every row is held to its columns.
    fn rows(text: &str) -> Vec<(Table, Vec<String>)> {
        let mut rows = Vec::new();
        for document in &parse(&Source::from_text("plan.txt", text)).documents {
            let Ok(()) = tabulate(document, |table, row| {
                assert_eq!(row.len(), table.columns().len(), "{}", table.name());
                for (column, cell) in table.columns().iter().zip(row) {
                    let fits = match cell {
                        Cell::Null => !column.required,
                        Cell::Text(_) => column.kind == Kind::Text,
                        Cell::Integer(_) => column.kind == Kind::Integer,
                        Cell::Number(_) => column.kind == Kind::Number,
                        Cell::Date(_) => column.kind == Kind::Date,
                    };
                    assert!(fits, "{}.{}: {cell:?}", table.name(), column.name);
                }
                rows.push((table, row.iter().map(ToString::to_string).collect()));
                Ok::<(), Infallible>(())
            });
        }
        rows
    }

    /// One column of a table.
    fn column<'a>(rows: &'a [(Table, Vec<String>)], table: Table, name: &str) -> Vec<&'a str> {
        let at = table.columns().iter().position(|column| column.name == name).unwrap();
        rows.iter().filter(|row| row.0 == table).map(|row| row.1[at].as_str()).collect()
    }

    fn values<'a>(table: Table, row: &'a [String], names: &[&str]) -> Vec<&'a str> {
        let at = |name| table.columns().iter().position(|column| column.name == name).unwrap();
        names.iter().map(|name| row[at(*name)].as_str()).collect()
    }

    #[test]
    fn keys_are_unique_and_references_resolve() {
        let seeds = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
        for entry in seeds.read_dir().unwrap() {
            let path = entry.unwrap().path();
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            let rows = rows(&text);
            let mut seen = HashSet::new();
            for (table, row) in &rows {
                for reference in table.references() {
                    let from = values(*table, row, reference.columns);
                    // References are to rows that came before; an empty one names none.
                    let names = from[1..].iter().all(|value| !value.is_empty());
                    assert!(!names || seen.contains(&(reference.table, from.clone())), "{path:?}: {from:?}");
                }
                let key = values(*table, row, table.key());
                assert!(seen.insert((*table, key.clone())), "{path:?}: {key:?} stands twice in {table:?}");
            }
            assert_eq!(column(&rows, Table::Plans, "plan_id").len(), 1);
        }
    }

    #[test]
    fn a_clause_covers_what_stands_since_the_clause_before() {
        let rows = rows(
            "甲市养老规划\n一、服务\n建设中心。\n培训人员。（市民政局牵头，市财政局、市卫健委配合）\n发放补贴。（市财政局负责）\n二、保障（市残联负责）\n加强领导。\n",
        );
        let of = |name| column(&rows, Table::Responsibilities, name);
        assert_eq!(of("department"), ["市民政局", "市财政局", "市卫健委", "市财政局", "市残联"]);
        assert_eq!(of("role"), ["lead", "participant", "participant", "responsible", "responsible"]);
        assert_eq!(
            of("covers"),
            [
                "建设中心。\n培训人员。",
                "建设中心。\n培训人员。",
                "建设中心。\n培训人员。",
                "发放补贴。",
                "保障"
            ]
        );
        assert_eq!(of("position"), ["1", "2", "3", "1", "1"]);
    }

    #[test]
    fn a_value_is_a_row_and_numbers_are_numbers() {
        let rows = rows(
            "甲市养老规划\n一、目标\n专栏1 主要指标\n序号\t指标\t2020年\t2025年\t属性\n1\t护理型床位占比（%）\t30.5\t≥55\t约束性\n2\t服务中心（个）\t>1万\t健全\t预期性\n二、任务\n落实。\n",
        );
        let of = |name| column(&rows, Table::Indicators, name);
        assert_eq!(of("value"), ["30.5", "55", "10000", ""]);
        assert_eq!(of("comparator"), ["=", ">=", ">", ""]);
        assert_eq!(of("year"), ["2020", "2025", "2020", "2025"]);
        assert_eq!(of("unit"), ["%", "%", "个", "个"]);
        assert_eq!(of("box_id"), ["box-1"; 4]);
    }

    #[test]
    fn the_key_of_a_plan_tells_names_and_parts_apart_and_no_folders() {
        let document = |path: &str| parse(&Source::from_text(path, "甲市规划\n一、甲\n")).documents.remove(0);
        let (one, two) = (document("a.txt"), document("b.txt"));
        let second = Document { part: crate::model::Part { index: 2, count: 2 }, ..one.clone() };
        assert_eq!(plan_id(&one), plan_id(&document("a.txt")));
        assert_eq!(plan_id(&one), plan_id(&document("./a.txt")));
        assert_eq!(plan_id(&one), plan_id(&document("/data/a.txt")));
        assert_eq!(plan_id(&one).len(), 16);
        assert_ne!(plan_id(&one), plan_id(&two));
        assert_ne!(plan_id(&one), plan_id(&second));
        let below = |name: &str| {
            let source = Source::from_text("x/a.txt", "甲市规划\n一、甲\n").named(name);
            plan_id(&parse(&source).documents[0])
        };
        assert_ne!(below("2021/a.txt"), below("2022/a.txt"));
        // Models written before there was a name have the name of their file.
        let mut old = document("x/a.txt");
        old.source.name = None;
        assert_eq!(plan_id(&old), plan_id(&one));
    }
}
