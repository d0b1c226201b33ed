//! Annexes: task tables with their rule, other tables, text and notes.

use super::indicator::{Place, lower_indicators};
use super::responsibility::department;
use super::section::{Years, lower_grid};
use super::{Context, Lists};
use crate::block::body::{AnnexDraft, Unit};
use crate::model::{Annex, Block, Responsibility, Table};
use crate::scan::is_longer_than;
use crate::scan::numeral::scan_arabic;
use crate::scan::organization::{is_organization, split_names};
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

fn lower_annex(
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
        title: draft.title.map(|span| context.text(span).to_owned()),
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
    let mut at = 0;
    while at < draft.units.len() {
        if let Some((table, next)) = read_cell_tasks(context, &draft.units, at) {
            for task in &table.tasks {
                annex.tasks.push(push_task(context, task, &id, leads, lists));
            }
            annex.content.push(Block::Table(printed_table(context, &table)));
            at = next;
            continue;
        }
        match &draft.units[at] {
            Unit::Paragraph(index) => {
                let span = context.manuscript.paragraphs[*index].span;
                let text = context.text(span);
                if text.starts_with("注：") || text.starts_with("备注：") || text.starts_with("说明：")
                {
                    annex.notes.push(text.to_owned());
                } else {
                    annex.content.push(Block::Paragraph(context.paragraph(span)));
                }
            }
            Unit::Indicators(table) => {
                let place = Place { annex: Some(id.clone()), ..Place::default() };
                annex.content.push(lower_indicators(context, table, &place, years, lists));
            }
            Unit::Grid(grid, _) => {
                for task in grid_tasks(context, &grid.rows) {
                    annex.tasks.push(push_task(context, &task, &id, leads, lists));
                }
                annex.content.push(Block::Table(lower_grid(context, grid)));
            }
        }
        at += 1;
    }
    annex
}

/// 列第一位者为牵头单位, 排在首位的为牵头部门
fn is_lead_rule(text: &str) -> bool {
    !is_longer_than(text, 200)
        && text.contains("牵头")
        && ["第一位", "首位", "第一个", "排第一", "列第一", "排首", "排列第一", "排名第一", "排在第一"]
            .iter()
            .any(|word| text.contains(word))
}

/// What a column of a task table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Number,
    Task,
    Lead,
    Participants,
    Responsible,
    Other,
}

/// The column that a header cell names.
fn column_of(header: &str) -> Option<Column> {
    if is_longer_than(header, 16) {
        return None;
    }
    let has = |words: &[&str]| words.iter().any(|word| header.contains(word));
    let is_unit = has(&["单位", "部门", "主体", "地区"]);
    Some(if has(&["序号", "编号"]) {
        Column::Number
    } else if is_unit && has(&["牵头", "主办", "主责"]) {
        Column::Lead
    } else if is_unit && has(&["参与", "配合", "协办", "参加", "协同"]) {
        Column::Participants
    } else if is_unit && has(&["责任", "负责", "分工", "落实", "实施", "承办", "完成"]) {
        Column::Responsible
    } else if has(&["任务", "工作", "措施", "内容", "事项", "项目", "目标"]) {
        Column::Task
    } else if has(&["时限", "时间", "进度", "备注", "类别", "领域", "期限", "形式", "成果"])
    {
        Column::Other
    } else {
        return None;
    })
}

/// A row of a task table.
#[derive(Clone, Debug, Default)]
struct Task {
    number: Option<u32>,
    task: Vec<Span>,
    /// The departments of each unit column.
    units: Vec<(Column, Vec<Span>)>,
    span: Span,
}

/// Header columns that make a task table: tasks, and who does them.
fn is_task_header(columns: &[Column]) -> bool {
    columns.contains(&Column::Task) && columns.iter().any(|column| is_unit_column(*column))
}

const fn is_unit_column(column: Column) -> bool {
    matches!(column, Column::Lead | Column::Participants | Column::Responsible)
}

/// The rows of a task table whose cells stand side by side.
fn grid_tasks(context: &Context<'_>, rows: &[Vec<Span>]) -> Vec<Task> {
    let Some((header, rows)) = rows.split_first() else { return Vec::new() };
    let columns: Vec<Column> =
        header.iter().map(|cell| column_of(context.text(*cell)).unwrap_or(Column::Other)).collect();
    if !is_task_header(&columns) {
        return Vec::new();
    }
    rows.iter()
        .map(|row| {
            let mut task =
                Task { span: row.iter().copied().reduce(Span::cover).unwrap_or_default(), ..Task::default() };
            for (cell, column) in row.iter().zip(&columns).filter(|(cell, _)| !cell.is_empty()) {
                match column {
                    Column::Number => task.number = scan_arabic(context.text(*cell)).map(|found| found.0),
                    Column::Task => task.task.push(*cell),
                    Column::Other => {}
                    column => task.units.push((*column, vec![*cell])),
                }
            }
            task
        })
        .collect()
}

/// A task table with one cell on each line.
struct CellTable {
    headers: Vec<Span>,
    columns: Vec<Column>,
    tasks: Vec<Task>,
}

/// The table as printed, one row for each task.
fn printed_table(context: &Context<'_>, table: &CellTable) -> Table {
    let span =
        table.headers.iter().copied().chain(table.tasks.iter().map(|task| task.span)).reduce(Span::cover);
    let (lines, span) = context.place(span.unwrap_or_default());
    let cell = |task: &Task, column: Column| match column {
        Column::Number => task.number.map(|number| number.to_string()).unwrap_or_default(),
        Column::Task => context.joined(&task.task),
        _ => task
            .units
            .iter()
            .filter(|(found, _)| *found == column)
            .map(|(_, spans)| context.joined(spans))
            .collect(),
    };
    Table {
        columns: table.headers.iter().map(|span| context.text(*span).to_owned()).collect(),
        rows: table
            .tasks
            .iter()
            .map(|task| table.columns.iter().map(|column| cell(task, *column)).collect())
            .collect(),
        lines,
        span,
    }
}

/// The rows of a task table with one cell on each line: a header of three cells
/// or more, then rows that begin with the next number.
fn read_cell_tasks(context: &Context<'_>, units: &[Unit], from: usize) -> Option<(CellTable, usize)> {
    let cell = |at: usize| match units.get(at) {
        Some(Unit::Paragraph(index)) => Some(context.manuscript.paragraphs[*index].span),
        _ => None,
    };
    let mut columns = Vec::new();
    let mut headers = Vec::new();
    let mut at = from;
    while let Some(span) = cell(at)
        && let Some(column) = column_of(context.text(span))
    {
        columns.push(column);
        headers.push(span);
        at += 1;
    }
    if columns.first() != Some(&Column::Number) || !is_task_header(&columns) || columns.len() < 3 {
        return None;
    }
    let unit_columns: Vec<Column> =
        columns.iter().copied().filter(|column| is_unit_column(*column)).collect();
    let mut tasks = Vec::new();
    let mut expected = 1;
    while let Some(span) = cell(at) {
        if row_number(context.text(span)) != Some(expected) {
            break;
        }
        let mut cells = Vec::new();
        let mut next = at + 1;
        while let Some(span) = cell(next) {
            let text = context.text(span);
            if row_number(text) == Some(expected + 1)
                || text.starts_with("注：")
                || text.starts_with("备注：")
            {
                break;
            }
            cells.push(span);
            next += 1;
        }
        tasks.push(task_from_cells(context, expected, &cells, &unit_columns, span));
        expected += 1;
        at = next;
    }
    (!tasks.is_empty()).then_some((CellTable { headers, columns, tasks }, at))
}

/// A cell that is nothing but a row number.
fn row_number(text: &str) -> Option<u32> {
    let (number, len) = scan_arabic(text.trim_end_matches(['.', '、']))?;
    (len == text.trim_end_matches(['.', '、']).len()).then_some(number)
}

/// The last cells of a row that are lists of departments fill its unit columns;
/// what stands before them is the task.
fn task_from_cells(
    context: &Context<'_>,
    number: u32,
    cells: &[Span],
    columns: &[Column],
    start: Span,
) -> Task {
    let span = cells.iter().fold(start, |span, cell| span.cover(*cell));
    let is_list = |cell: &Span| {
        let names = split_names(context.text(*cell));
        !names.is_empty() && names.iter().all(|name| is_organization(name))
    };
    let mut lists = cells.len() - cells.iter().rev().take_while(|cell| is_list(cell)).count();
    // A task is never a list of departments alone.
    lists = lists.max(1).min(cells.len());
    let unit_cells = &cells[lists..];
    let mut task = Task { number: Some(number), task: cells[..lists].to_vec(), units: Vec::new(), span };
    for (at, cell) in unit_cells.iter().enumerate() {
        // More cells than columns: one list was cut over lines.
        let column = columns.get(at).or(columns.last()).copied().unwrap_or(Column::Responsible);
        match task.units.iter_mut().find(|(found, _)| *found == column) {
            Some((_, spans)) => spans.push(*cell),
            None => task.units.push((column, vec![*cell])),
        }
    }
    task
}

fn push_task(context: &Context<'_>, task: &Task, annex: &str, leads: bool, lists: &mut Lists) -> String {
    let id = format!("resp-{}", lists.responsibilities.len() + 1);
    let (lines, span) = context.place(task.span);
    let mut responsibility = Responsibility {
        id: id.clone(),
        section: None,
        annex: Some(annex.to_owned()),
        number: task.number,
        task: Some(context.joined(&task.task)),
        lead: Vec::new(),
        participants: Vec::new(),
        responsible: Vec::new(),
        text: task.units.iter().map(|(_, spans)| context.joined(spans)).collect::<Vec<_>>().join("；"),
        lines,
        span,
    };
    for (column, spans) in &task.units {
        let list = context.joined(spans);
        for (at, name) in split_names(&list).into_iter().enumerate() {
            let target = match column {
                Column::Lead => &mut responsibility.lead,
                Column::Participants => &mut responsibility.participants,
                _ if leads && at == 0 => &mut responsibility.lead,
                _ if leads => &mut responsibility.participants,
                _ => &mut responsibility.responsible,
            };
            target.push(department(name));
        }
    }
    lists.responsibilities.push(responsibility);
    id
}
