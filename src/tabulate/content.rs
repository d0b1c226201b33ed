//! The rows of what a plan is made of: paragraphs, cells of tables, entries of the
//! table of contents, attached files.

use super::{Cell, Rows, Table};
use crate::model::{self, Block, Document, Paragraph, Section};

/// Gives these rows of `document`, table by table.
pub fn emit<E, F>(document: &Document, rows: &mut Rows<'_, F>) -> Result<(), E>
where
    F: FnMut(Table, &[Cell<'_>]) -> Result<(), E>,
{
    let mut position = 0;
    for paragraph in document.notice.iter().flat_map(|notice| &notice.body) {
        rows.paragraph(paragraph, Place::NOTICE, &mut position)?;
    }
    each_block(document, &mut |block, place| match block {
        Block::Paragraph(paragraph) => rows.paragraph(paragraph, place, &mut position),
        _ => Ok(()),
    })?;
    let mut position = 0;
    each_block(document, &mut |block, place| match block {
        Block::Table(table) => rows.table(table, place, &mut position),
        _ => Ok(()),
    })?;
    for (entry, position) in document.plan.toc.iter().zip(1u32..) {
        (rows.emit)(
            Table::Contents,
            &[
                rows.plan_id.into(),
                position.into(),
                entry.label.as_ref().into(),
                (&entry.title).into(),
                entry.page.into(),
                entry.section.as_ref().into(),
                entry.lines[0].into(),
                entry.lines[1].into(),
            ],
        )?;
    }
    for (file, position) in document.attachments.iter().zip(1u32..) {
        (rows.emit)(
            Table::Attachments,
            &[
                rows.plan_id.into(),
                position.into(),
                (&file.text).into(),
                (&file.target).into(),
                file.lines[0].into(),
                file.lines[1].into(),
            ],
        )?;
    }
    Ok(())
}

/// Where a block stands.
#[derive(Clone, Copy)]
struct Place<'a> {
    name: &'static str,
    section: Option<&'a str>,
    box_id: Option<&'a str>,
    annex: Option<&'a str>,
}

impl Place<'_> {
    const NOTICE: Self = Self::of("notice");

    const fn of(name: &'static str) -> Self {
        Self { name, section: None, box_id: None, annex: None }
    }
}

/// Shows all blocks of the plan: preamble, sections as they nest, boxes, annexes.
fn each_block<'a, E>(
    document: &'a Document,
    show: &mut impl FnMut(&'a Block, Place<'a>) -> Result<(), E>,
) -> Result<(), E> {
    let plan = &document.plan;
    plan.preamble.iter().try_for_each(|block| show(block, Place::of("preamble")))?;
    in_sections(&plan.sections, show)?;
    for plan_box in &plan.boxes {
        let place =
            Place { section: plan_box.section.as_deref(), box_id: Some(&plan_box.id), ..Place::of("box") };
        plan_box.content.iter().try_for_each(|block| show(block, place))?;
    }
    for annex in &plan.annexes {
        let place = Place { annex: Some(&annex.id), ..Place::of("annex") };
        annex.content.iter().try_for_each(|block| show(block, place))?;
    }
    Ok(())
}

fn in_sections<'a, E>(
    sections: &'a [Section],
    show: &mut impl FnMut(&'a Block, Place<'a>) -> Result<(), E>,
) -> Result<(), E> {
    for section in sections {
        let place = Place { section: Some(&section.id), ..Place::of("section") };
        section.content.iter().try_for_each(|block| show(block, place))?;
        in_sections(&section.sections, show)?;
    }
    Ok(())
}

impl<E, F: FnMut(Table, &[Cell<'_>]) -> Result<(), E>> Rows<'_, F> {
    fn paragraph(&mut self, paragraph: &Paragraph, place: Place<'_>, position: &mut u32) -> Result<(), E> {
        *position += 1;
        (self.emit)(
            Table::Paragraphs,
            &[
                self.plan_id.into(),
                (*position).into(),
                place.name.into(),
                place.section.into(),
                place.box_id.into(),
                place.annex.into(),
                (&paragraph.text).into(),
                paragraph.lines[0].into(),
                paragraph.lines[1].into(),
            ],
        )
    }

    fn table(&mut self, table: &model::Table, place: Place<'_>, position: &mut u32) -> Result<(), E> {
        *position += 1;
        let header = (!table.columns.is_empty()).then_some((0, &table.columns));
        for (row, cells) in header.into_iter().chain((1u32..).zip(&table.rows)) {
            for (cell, column) in cells.iter().zip(1u32..) {
                (self.emit)(
                    Table::TableCells,
                    &[
                        self.plan_id.into(),
                        (*position).into(),
                        row.into(),
                        column.into(),
                        place.section.into(),
                        place.box_id.into(),
                        place.annex.into(),
                        table.columns.get(column as usize - 1).into(),
                        cell.into(),
                        table.lines[0].into(),
                        table.lines[1].into(),
                    ],
                )?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;
    use crate::{Source, parse};

    /// The rows of a table of `text`, cells parted by `|`.
    fn rows(text: &str, wanted: Table) -> Vec<String> {
        let mut rows = Vec::new();
        for document in &parse(&Source::from_text("plan.md", text)).documents {
            let Ok(()) = super::super::tabulate(document, |table, row| {
                if table == wanted {
                    let cells: Vec<_> = row[1..].iter().map(ToString::to_string).collect();
                    rows.push(cells.join("|"));
                }
                Ok::<_, Infallible>(())
            });
        }
        rows
    }

    const PLAN: &str = "甲市养老服务规划\n\n为做好工作，制定本规划。\n\n一、现状\n\n全市有中心2个。\n\n| 镇 | 中心 |\n|---|---|\n| 乙镇 | 东中心 |\n| 丙镇 | 西中心 |\n\n附件：名单\n\n丁村。\n";

    #[test]
    fn a_paragraph_says_where_it_stands() {
        let rows = rows(PLAN, Table::Paragraphs);
        assert_eq!(rows[0], "1|preamble||||为做好工作，制定本规划。|3|3");
        assert_eq!(rows[1], "2|section|1|||全市有中心2个。|7|7");
    }

    #[test]
    fn a_cell_has_its_row_column_and_header() {
        let rows = rows(PLAN, Table::TableCells);
        let starts: Vec<_> = rows.iter().map(|row| row.rsplitn(3, '|').nth(2).unwrap_or_default()).collect();
        assert_eq!(
            starts,
            [
                "1|0|1|1|||镇|镇",
                "1|0|2|1|||中心|中心",
                "1|1|1|1|||镇|乙镇",
                "1|1|2|1|||中心|东中心",
                "1|2|1|1|||镇|丙镇",
                "1|2|2|1|||中心|西中心"
            ]
        );
    }
}
