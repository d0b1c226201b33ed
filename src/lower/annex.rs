//! Annexes: task tables with their rule, other tables, text and notes.

mod tasks;

use self::tasks::{Column, Task, grid_tasks, join_list};
use super::context::{Context, Lists, Years, lower_grid};
use super::indicator::{Place, lower_indicators};
use super::responsibility::{add_time, department, lower_clause};
use crate::block::body::{AnnexDraft, Unit};
use crate::block::clauses::{LastClause, Piece, listed_clauses, split_clauses};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Annex, Block, OtherCell, Responsibility, ResponsibilityReference};
use crate::scan::clause::{Leads, Role, read_cell, read_lead_rule};
use crate::scan::is_longer_than;
use crate::scan::marker::Marker;
use crate::scan::note::is_note;
use crate::span::Span;

/// All annexes.
pub(super) fn lower_annexes(
    context: &Context<'_>,
    drafts: &[AnnexDraft],
    years: &Years,
    lists: &mut Lists,
) -> Vec<Annex> {
    drafts.iter().enumerate().map(|(at, draft)| lower_annex(context, draft, at + 1, years, lists)).collect()
}

/// The annex at the place `ordinal` among all.
pub(super) fn lower_annex(
    context: &Context<'_>,
    draft: &AnnexDraft,
    ordinal: usize,
    years: &Years,
    lists: &mut Lists,
) -> Annex {
    let id = format!("annex-{ordinal}");
    let mut annex = Annex {
        id: id.clone(),
        label: draft.label.map(|span| context.text(span).to_owned()),
        title: (!draft.title.is_empty()).then(|| context.joined(&draft.title)),
        content: Vec::new(),
        tasks: Vec::new(),
        notes: Vec::new(),
        lines: [1, 1],
        span: None,
    };
    (annex.lines, annex.span) = context.place(draft.span);
    let leads = draft.units.iter().any(|unit| match unit {
        Unit::Paragraph(index) => {
            is_lead_rule(context.manuscript.str(&context.manuscript.paragraphs[*index]))
        }
        _ => false,
    });
    let mut listed = numbered_clauses(context, draft).into_iter();
    for unit in &draft.units {
        match unit {
            Unit::Paragraph(index) => {
                let span = context.manuscript.paragraphs[*index].span;
                let text = context.text(span);
                let marker = context.manuscript.paragraphs[*index].marker;
                let last = marker.and_then(|_| listed.next()).flatten();
                if is_note(text) {
                    annex.notes.push(text.to_owned());
                } else {
                    push_text(context, (span, marker), last.as_ref(), leads, &mut annex, lists);
                }
            }
            Unit::Indicators(table) => {
                let place = Place { annex: Some(id.clone()), ..Place::default() };
                annex.content.extend(lower_indicators(context, table, &place, years, lists));
            }
            Unit::Grid(grid, _) => {
                let Some(tasks) = grid_tasks(context, grid) else {
                    annex.content.push(Block::Table(lower_grid(context, grid)));
                    continue;
                };
                let header: Vec<Span> = (0..grid.rows[0].len()).flat_map(|at| grid.pieces(0, at)).collect();
                lists.push_header(&header, tasks.rows.iter().map(|task| task.span));
                for task in &tasks.rows {
                    annex.tasks.push(push_task(context, task, &id, leads, lists));
                }
                annex.notes.extend(tasks.others.iter().map(|row| context.joined(row)));
            }
        }
    }
    annex
}

/// The department in brackets that ends each numbered paragraph of an annex, where that is what
/// such brackets are.
fn numbered_clauses<'a>(context: &Context<'a>, draft: &AnnexDraft) -> Vec<Option<LastClause<'a>>> {
    let numbered = draft.units.iter().filter_map(|unit| match unit {
        Unit::Paragraph(index) => Some(&context.manuscript.paragraphs[*index]),
        _ => None,
    });
    let entries: Vec<Span> =
        numbered.filter(|paragraph| paragraph.marker.is_some()).map(|paragraph| paragraph.span).collect();
    listed_clauses(&context.manuscript.text, &entries)
}

/// A paragraph of an annex with its department clauses. Behind a numbered task
/// such a clause says whose it is: `1.编制规划。（县自然资源局、县住建局）`.
fn push_text(
    context: &Context<'_>,
    (span, marker): (Span, Option<Marker>),
    last: Option<&LastClause<'_>>,
    leads: bool,
    annex: &mut Annex,
    lists: &mut Lists,
) {
    let mut task: Option<String> = None;
    for piece in split_clauses(&context.manuscript.text, span, last) {
        match piece {
            Piece::Text(text) => {
                let label = marker.filter(|_| text.start == span.start).map_or(0, |marker| marker.len as u32);
                task = Some(context.text(Span::new(text.start + label, text.end)).trim().to_owned());
                annex.content.push(Block::Paragraph(context.paragraph(text)));
            }
            Piece::Clause(at, clause)
                if clause.is_time()
                    && matches!(annex.content.last(), Some(Block::Responsibility(_)))
                    && add_time(context, at, &clause, lists) => {}
            Piece::Clause(at, clause) => {
                let id = lower_clause(context, at, &clause, None, lists);
                lists.clauses.pop();
                let Some(found) = lists.responsibilities.last_mut() else { continue };
                found.annex = Some(annex.id.clone());
                if leads && found.lead.is_empty() && !found.responsible.is_empty() {
                    found.lead.push(found.responsible.remove(0));
                    found.participants.append(&mut found.responsible);
                }
                if let (Some(marker), Some(task)) = (marker, task.take()) {
                    found.number = Some(marker.number);
                    found.task = Some(task);
                    annex.tasks.push(id.clone());
                }
                annex.content.push(Block::Responsibility(ResponsibilityReference { id }));
            }
        }
    }
}

/// 列第一位者为牵头单位, 排在首位的为牵头部门
fn is_lead_rule(text: &str) -> bool {
    !is_longer_than(text, 200) && read_lead_rule(text).is_some_and(|rule| rule.leads != Leads::BeforeComma)
}

fn other_cell(context: &Context<'_>, column: &str, cell: &[Span]) -> OtherCell {
    OtherCell {
        column: Some(column.to_owned()).filter(|column| !column.is_empty()),
        text: context.joined(cell),
    }
}

fn push_task(context: &Context<'_>, task: &Task, annex: &str, leads: bool, lists: &mut Lists) -> String {
    let leads = leads || task.leads;
    let id = format!("resp-{}", lists.responsibilities.len() + 1);
    let (lines, span) = context.place(task.span);
    if task.lacks_units {
        let finding = Diagnostic::new(Code::TaskWithoutDepartments, context.source_of(task.span));
        lists.diagnostics.push(finding.with(context.joined(&task.what)));
    }
    let mut responsibility = Responsibility {
        id: id.clone(),
        section: None,
        annex: Some(annex.to_owned()),
        number: task.number,
        task: (!task.what.is_empty()).then(|| context.joined(&task.what)),
        category: (!task.category.is_empty()).then(|| context.joined(&task.category)),
        measures: (!task.measures.is_empty()).then(|| context.joined(&task.measures)),
        deadline: (!task.deadline.is_empty()).then(|| context.joined(&task.deadline)),
        lead: Vec::new(),
        participants: Vec::new(),
        responsible: Vec::new(),
        other: task.other.iter().map(|(column, cell)| other_cell(context, column, cell)).collect(),
        text: task.units.iter().map(|(_, spans)| join_list(context, spans)).collect::<Vec<_>>().join("；"),
        lines,
        span,
    };
    for (column, spans) in &task.units {
        let list = join_list(context, spans);
        let own = match column {
            Column::Lead => Role::Lead,
            Column::Participants => Role::Participant,
            _ => Role::Responsible,
        };
        let departments = read_cell(&list, own);
        let says_roles = departments.iter().any(|(role, _)| *role != own);
        for (at, (role, name)) in departments.into_iter().enumerate() {
            let target = match role {
                Role::Responsible if leads && !says_roles && at == 0 => &mut responsibility.lead,
                Role::Responsible if leads && !says_roles => &mut responsibility.participants,
                Role::Lead => &mut responsibility.lead,
                Role::Participant => &mut responsibility.participants,
                Role::Responsible => &mut responsibility.responsible,
            };
            target.push(department(name));
        }
    }
    lists.responsibilities.push(responsibility);
    id
}
