//! Task tables: what is to be done, and who does it.

use super::super::context::Context;
use crate::block::grid::column::{Kind, first_leads};
use crate::block::grid::{is_sum, kinds_of, task_columns};
use crate::block::table::{Grid, split_cells};
use crate::scan::char_count;
use crate::scan::numeral::scan_arabic;
use crate::scan::organization::{is_organization, split_names};
use crate::span::Span;

/// What a column of a task table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// 序号
    Number,
    /// 重点任务, 主要内容 …
    Task,
    /// 牵头单位
    Lead,
    /// 配合单位
    Participants,
    /// 责任单位
    Responsible,
    /// 主要内容 beside the task.
    Measures,
    /// 完成时限
    Deadline,
    /// 备注 …
    Other,
    /// A group of rows, printed or not: 一、加强保障
    Group,
}

/// A row of a task table.
#[derive(Clone, Debug, Default)]
pub(super) struct Task {
    /// The printed number.
    pub number: Option<u32>,
    /// What is to be done.
    pub what: Vec<Span>,
    /// What the column of measures says.
    pub measures: Vec<Span>,
    /// By when.
    pub deadline: Vec<Span>,
    /// The departments of each unit column.
    pub units: Vec<(Column, Vec<Span>)>,
    /// Whether the header says that the first department leads.
    pub leads: bool,
    /// The whole row.
    pub span: Span,
}

/// The rows of a task table whose cells stand side by side.
pub(super) fn grid_tasks(context: &Context<'_>, grid: &Grid) -> Vec<Task> {
    let Some((header, rows)) = grid.rows.split_first() else { return Vec::new() };
    let headers: Vec<String> = (0..header.len()).map(|at| context.joined(&grid.pieces(0, at))).collect();
    let kinds = if grid.kinds.len() == headers.len() { grid.kinds.clone() } else { kinds_of(&headers) };
    let Some(found) = task_columns(&kinds, &headers, &usual_lengths(grid)) else { return Vec::new() };
    let columns: Vec<Column> = (0..kinds.len())
        .map(|at| match kinds[at] {
            Kind::Number => Column::Number,
            _ if at == found.task => Column::Task,
            Kind::Lead => Column::Lead,
            Kind::Participants => Column::Participants,
            Kind::Responsible => Column::Responsible,
            _ if found.measures.contains(&at) => Column::Measures,
            _ if found.deadline == Some(at) => Column::Deadline,
            Kind::Group => Column::Group,
            _ => Column::Other,
        })
        .collect();
    let leads = headers.iter().zip(&kinds).any(|(cell, kind)| kind.is_units() && first_leads(cell));
    let mut tasks: Vec<Task> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let filled = row.iter().filter(|cell| !cell.is_empty()).count();
        // A row of one cell is the name of a group, or goes on with a cell above.
        let is_full = row.len() > 1 && row.iter().all(|cell| *cell == row[0]);
        let is_sum = row.iter().find(|cell| !cell.is_empty()).is_some_and(|cell| is_sum(context.text(*cell)));
        if filled <= 1 && columns.len() > 2 || is_full || is_sum {
            continue;
        }
        let cells: Vec<Vec<Span>> = (0..row.len()).map(|column| grid.pieces(at + 1, column)).collect();
        let task = Task { leads, ..read_task(context, &columns, &cells) };
        if task.what.is_empty() && task.number.is_none() {
            // Only departments: they go on with the row above.
            if let Some(last) = tasks.last_mut() {
                last.units.extend(task.units);
                last.span = last.span.cover(task.span);
            }
            continue;
        }
        tasks.push(task);
    }
    fill_merged(&columns, &mut tasks);
    tasks
}

/// How many characters the cells of each column have on the whole.
fn usual_lengths(grid: &Grid) -> Vec<usize> {
    let width = grid.rows.first().map_or(0, Vec::len);
    let (mut sums, mut counts) = (vec![0usize; width], vec![0usize; width]);
    for row in grid.rows.iter().skip(1) {
        for (at, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            sums[at] += cell.len() as usize / 3;
            counts[at] += 1;
        }
    }
    sums.into_iter().zip(counts).map(|(sum, count)| sum / count.max(1)).collect()
}

/// A task that is printed once for several rows belongs to each of them.
fn fill_merged(columns: &[Column], tasks: &mut [Task]) {
    if columns.iter().filter(|column| **column == Column::Task).count() > 0 {
        for at in 1..tasks.len() {
            if tasks[at].what.is_empty() {
                let above = tasks[at - 1].what.clone();
                tasks[at].what.extend(above);
            }
        }
    }
}

fn read_task(context: &Context<'_>, columns: &[Column], cells: &[Vec<Span>]) -> Task {
    let mut task = Task {
        span: cells.iter().flatten().copied().reduce(Span::cover).unwrap_or_default(),
        ..Task::default()
    };
    for (spans, column) in cells.iter().zip(columns).filter(|(spans, _)| !spans.is_empty()) {
        match column {
            Column::Number => task.number = scan_arabic(&context.joined(spans)).map(|found| found.0),
            Column::Task => task.what.extend(spans),
            Column::Measures => task.measures.extend(spans),
            Column::Deadline => task.deadline.extend(spans),
            Column::Other | Column::Group => {}
            column => match task.units.iter_mut().find(|(found, _)| found == column) {
                Some((_, found)) => found.extend(spans),
                None => task.units.push((*column, spans.clone())),
            },
        }
    }
    task
}

/// 注：, 备注： and 说明： below a table.
pub(super) fn is_note(text: &str) -> bool {
    ["注：", "备注：", "说明："].iter().any(|word| text.starts_with(word))
}

/// The names in the pieces of a cell. A list that was cut in the middle of a
/// name goes on; names that stand apart without a separator are names.
pub(super) fn join_list(context: &Context<'_>, spans: &[Span]) -> String {
    let mut list = String::new();
    let words = spans.iter().flat_map(|span| split_cells(context.manuscript, *span, |gap| gap.columns > 0));
    for span in words {
        let piece = context.text(span);
        let is_name = |name: Option<&&str>| name.is_some_and(|name| is_organization(name));
        // 县住房城乡, 市市: a line end has cut what goes on behind a place.
        let is_whole = list.rsplit(['、', '，', '；']).next().is_some_and(|last| {
            last.starts_with('各')
                || char_count(last) > 1 && !last.ends_with(['省', '市', '县', '区', '乡', '镇'])
        });
        let is_apart = is_whole
            && is_name(split_names(&list).last())
            && split_names(piece)
                .first()
                .is_some_and(|first| char_count(first) > 2 && is_organization(first))
            && !list.ends_with(['、', '，', '；', '和', '及', '（'])
            && !piece.starts_with(['、', '，', '；', '（'])
            && !piece.starts_with("人民政府")
            && char_count(piece) > 2;
        if is_apart {
            list.push('、');
        }
        list.push_str(piece);
    }
    list
}
