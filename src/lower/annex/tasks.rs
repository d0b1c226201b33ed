//! Task tables: what is to be done, and who does it.

use super::super::context::Context;
use crate::block::grid::{is_sum, kinds_of, number_column, task_columns};
use crate::block::table::{Grid, split_cells};
use crate::model::SourceFormat;
use crate::scan::char_count;
use crate::scan::column::{Kind, first_leads};
use crate::scan::indicator::scan_group_number;
use crate::scan::marker::{Style, scan_marker};
use crate::scan::numeral::scan_arabic;
use crate::scan::organization::{is_bare_ending, is_branch, is_organization, split_names};
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
    /// The group it belongs to.
    pub category: Vec<Span>,
    /// What is to be done.
    pub what: Vec<Span>,
    /// What the column of measures says.
    pub measures: Vec<Span>,
    /// By when.
    pub deadline: Vec<Span>,
    /// The departments of each unit column.
    pub units: Vec<(Column, Vec<Span>)>,
    /// Cells of other columns, each with the header of its column.
    pub other: Vec<(String, Vec<Span>)>,
    /// Whether the header says that the first department leads.
    pub leads: bool,
    /// Whether a column counts the row.
    is_counted: bool,
    /// Whether its own cells of departments are all empty, where those of other rows are not.
    pub lacks_units: bool,
    /// The whole row.
    pub span: Span,
}

/// The rows of a task table.
#[derive(Clone, Debug, Default)]
pub(super) struct Tasks {
    /// The tasks.
    pub rows: Vec<Task>,
    /// Rows that are none: they sum up others, or name a group without tasks.
    pub others: Vec<Vec<Span>>,
}

/// The rows of a task table whose cells stand side by side. None where it is no task table.
pub(super) fn grid_tasks(context: &Context<'_>, grid: &Grid) -> Option<Tasks> {
    let (header, rows) = grid.rows.split_first()?;
    let headers: Vec<String> = (0..header.len()).map(|at| context.joined(&grid.pieces(0, at))).collect();
    let kinds = if grid.kinds.len() == headers.len() { grid.kinds.clone() } else { kinds_of(&headers) };
    let found = task_columns(&kinds, &headers, &usual_lengths(grid))?;
    let number = number_column(&kinds, |at| headers[at].clone());
    // 重点任务 before 具体举措 groups these, where no other column does.
    let groups = |at: usize| {
        at < found.task && matches!(kinds[at], Kind::Name | Kind::Content) && !kinds.contains(&Kind::Group)
    };
    let columns: Vec<Column> = (0..kinds.len())
        .map(|at| match kinds[at] {
            Kind::Number if number == Some(at) => Column::Number,
            Kind::Number => Column::Other,
            _ if at == found.task => Column::Task,
            Kind::Lead => Column::Lead,
            Kind::Participants => Column::Participants,
            Kind::Responsible => Column::Responsible,
            _ if found.measures.contains(&at) => Column::Measures,
            _ if found.deadline == Some(at) => Column::Deadline,
            Kind::Group => Column::Group,
            _ if groups(at) => Column::Group,
            _ => Column::Other,
        })
        .collect();
    let leads = headers.iter().zip(&kinds).any(|(cell, kind)| kind.is_units() && first_leads(cell));
    let mut tasks = Tasks::default();
    // The row above that heads those that follow: 一、加强保障. And such rows that head none.
    let mut group: Vec<Span> = Vec::new();
    let mut alone: Vec<Vec<Span>> = Vec::new();
    let mut is_new = false;
    for (at, row) in rows.iter().enumerate() {
        let filled = row.iter().filter(|cell| !cell.is_empty()).count();
        let cells: Vec<Vec<Span>> = (0..row.len()).map(|column| grid.pieces(at + 1, column)).collect();
        // A row of one cell is the name of a group.
        let is_full = row.len() > 1 && row.iter().all(|cell| *cell == row[0]);
        if is_full || filled <= 1 && columns.len() > 2 {
            let column = row.iter().position(|cell| !cell.is_empty()).map(|at| columns[at]);
            let cell = if is_full { cells[0].clone() } else { cells.into_iter().flatten().collect() };
            match tasks.rows.last_mut().zip(column).filter(|_| !is_full) {
                // A cell that goes on with the one above.
                Some((last, column)) if column.goes_on() => last.push(column, "", &cell),
                _ => {
                    let before = std::mem::replace(&mut group, cell);
                    alone.extend(is_new.then_some(before));
                    is_new = true;
                }
            }
            continue;
        }
        if row.iter().find(|cell| !cell.is_empty()).is_some_and(|cell| is_sum(context.text(*cell))) {
            tasks.others.push(cells.into_iter().flatten().collect());
            continue;
        }
        let mut task = Task { leads, ..read_task(context, (&columns, &headers), &cells) };
        if task.what.is_empty() && task.number.is_none() {
            // Only departments: they go on with the row above, unless the row begins a group.
            if let Some(last) = tasks.rows.last_mut().filter(|last| !begins_group(context, &task, last)) {
                last.units.extend(task.units);
                last.measures.extend(task.measures);
                last.deadline.extend(task.deadline);
                last.other.extend(task.other);
                last.span = last.span.cover(task.span);
                continue;
            }
        }
        if task.category.is_empty() {
            task.category.clone_from(&group);
        } else if is_new {
            // 一、加强保障 above rows that have groups of their own.
            alone.push(group.clone());
        }
        is_new = false;
        task.other.extend(alone.drain(..).map(|group| (String::new(), group)));
        tasks.rows.push(task);
    }
    tasks.others.extend(alone.into_iter().chain(is_new.then_some(group)));
    if !columns.contains(&Column::Number) {
        take_numbers(context, &mut tasks.rows);
    }
    let has_spans = context.source.format() != SourceFormat::Text;
    let share = if grid.is_guessed { SHARE } else { KNOWN_SHARE };
    fill_merged(context, &mut tasks.rows, (has_spans, grid.is_parted), share);
    (!tasks.rows.is_empty()).then_some(tasks)
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

/// Where no column counts the tasks but the tasks do, （1）, （2） …, their labels are the
/// numbers of the rows.
fn take_numbers(context: &Context<'_>, tasks: &mut [Task]) {
    const FEW: usize = 8;
    let marker = |task: &Task| {
        let first = *task.what.first()?;
        let marker = scan_marker(context.text(first))?;
        let counts =
            matches!(marker.style, Style::Arabic | Style::ParenArabic | Style::RightParen | Style::Circled);
        (counts && marker.depth == 1 && (marker.len as u32) < first.len()).then_some((first, marker))
    };
    let found: Vec<_> = tasks.iter().map(marker).collect();
    let numbers: Vec<u32> = found.iter().flatten().map(|(_, marker)| marker.number).collect();
    let named = tasks.iter().filter(|task| !task.what.is_empty()).count();
    // A group may count anew; 1. in each row begins a list of its own.
    let counts_on = |pair: &[u32]| pair[0] < pair[1] || pair[1] == 1 && pair[0] > 1;
    // One in so many may have lost its label.
    let are_counted = numbers.len() > 1 && numbers.windows(2).all(counts_on);
    if !are_counted || (named - numbers.len()) * FEW > named {
        return;
    }
    for (task, (first, marker)) in tasks.iter_mut().zip(found).filter_map(|(task, it)| Some((task, it?))) {
        task.number = Some(marker.number);
        task.what[0] = Span::new(first.start + marker.len as u32, first.end);
    }
}

/// Whether a row that says neither a number nor a task begins a group of its own.
fn begins_group(context: &Context<'_>, task: &Task, last: &Task) -> bool {
    !task.category.is_empty() && context.joined(&task.category) != context.joined(&last.category)
}

/// What is printed once for several rows belongs to each of them: a task, and where the
/// source does not say over which rows a cell reaches, the group and all departments. A row
/// that is counted stands for itself: its empty cells are merged with those above only where
/// the table shows that cells are.
fn fill_merged(
    context: &Context<'_>,
    tasks: &mut [Task],
    (has_spans, is_parted): (bool, bool),
    share: usize,
) {
    let is_merging = !has_spans && !is_parted && merges_units(tasks, share);
    let has_units = tasks.iter().any(|task| !task.units.is_empty());
    for at in 0..tasks.len() {
        let (before, rest) = tasks.split_at_mut(at);
        let Some(task) = rest.first_mut() else { return };
        task.lacks_units = !has_spans && has_units && task.is_counted && task.units.is_empty();
        if is_parted {
            continue;
        }
        let Some(above) = before.last() else { continue };
        let is_own = task.is_counted && task.number != above.number;
        let begins = begins_group(context, task, above);
        // A task is printed once for all that is to be done for it.
        let is_shared = !has_spans && !task.measures.is_empty();
        if task.what.is_empty() && !begins && (!is_own || is_shared) {
            task.what.extend(&above.what);
        }
        // The cell that counts a task is printed once where the task is.
        if !task.is_counted && !task.what.is_empty() && task.what == above.what {
            task.number = above.number;
        }
        if has_spans {
            continue;
        }
        if task.units.is_empty() && (!is_own && !begins || is_own && is_merging) {
            task.units.clone_from(&above.units);
        }
        if task.category.is_empty() {
            task.category.clone_from(&above.category);
        }
    }
}

/// Where so many of ten counted rows have no departments, or more, a table of who does what would
/// say of too many tasks that nobody does them: they share those above. An empty cell may
/// rather be one where it is known which cells there are.
const SHARE: usize = 4;
const KNOWN_SHARE: usize = 5;

/// Whether counted rows without departments share those of the row above: `share` of ten or
/// more lack them, or just those that share its group.
fn merges_units(tasks: &[Task], share: usize) -> bool {
    let counted = || tasks.iter().filter(|task| task.is_counted);
    let lacking = counted().filter(|task| task.units.is_empty()).count();
    if lacking == 0 || tasks.first().is_none_or(|first| first.units.is_empty()) {
        return false;
    }
    let are_shared = counted().all(|task| task.units.is_empty() == task.category.is_empty());
    are_shared || lacking * 10 >= counted().count() * share
}

impl Column {
    /// Whether a lone cell of the column goes on with the cell above it. A lone task heads
    /// the rows below it.
    const fn goes_on(self) -> bool {
        matches!(self, Self::Lead | Self::Participants | Self::Responsible | Self::Measures | Self::Deadline)
    }
}

impl Task {
    /// Adds a cell of a column with that header.
    fn push(&mut self, column: Column, header: &str, cell: &[Span]) {
        match column {
            Column::Task => self.what.extend(cell),
            Column::Measures => self.measures.extend(cell),
            Column::Deadline => self.deadline.extend(cell),
            Column::Group => self.category.extend(cell),
            Column::Number | Column::Other => self.other.push((header.to_owned(), cell.to_vec())),
            // Only a cell without a header of its own goes on with one above: 牵头单位 and
            // 牵头处室 are two lists.
            column => match self.units.iter_mut().rfind(|(found, _)| *found == column) {
                Some((_, found)) if header.is_empty() => found.extend(cell),
                _ => self.units.push((column, cell.to_vec())),
            },
        }
        self.span = cell.iter().copied().fold(self.span, Span::cover);
    }
}

fn read_task(context: &Context<'_>, (columns, headers): (&[Column], &[String]), cells: &[Vec<Span>]) -> Task {
    let span = cells.iter().flatten().copied().reduce(Span::cover).unwrap_or_default();
    let mut task = Task { span, ..Task::default() };
    for ((cell, column), header) in cells.iter().zip(columns).zip(headers) {
        if cell.iter().all(|piece| piece.is_empty()) {
            continue;
        }
        match (*column == Column::Number).then(|| read_number(&context.joined(cell))).flatten() {
            Some(number) => (task.number, task.is_counted) = (Some(number), true),
            None => task.push(*column, header, cell),
        }
    }
    task
}

/// `3`, `3.`, `（3）`, `（三）`, but not `1-3`.
fn read_number(cell: &str) -> Option<u32> {
    let digits = cell.trim_matches(|c| matches!(c, '（' | '）' | '.' | '、' | '。'));
    let arabic = scan_arabic(digits).filter(|(_, len)| *len == digits.len()).map(|(number, _)| number);
    arabic.or_else(|| scan_group_number(cell))
}

/// The names in the pieces of a cell. A list that was cut in the middle of a
/// name goes on; names that stand apart without a separator are names.
pub(super) fn join_list(context: &Context<'_>, spans: &[Span]) -> String {
    let mut list = List::default();
    // Where marks part the names, a line end parts none.
    let is_list = |span: &Span| {
        let line = context.text(*span);
        line.ends_with('、') || split_names(line).len() > 1
    };
    let has_marks = spans.len() > 1 && spans.iter().any(is_list);
    for line in spans {
        for word in split_cells(context.manuscript, *line, |gap| gap.columns > 0) {
            let piece = context.text(word);
            let is_line = has_marks && word.start == line.start;
            if !is_line && list.ends_with_name() && begins_name(piece) {
                list.push("、");
            }
            list.push(piece);
        }
    }
    list.text
}

/// Whether a name begins here, rather than the rest of one.
fn begins_name(piece: &str) -> bool {
    let first = split_names(piece).first().copied().unwrap_or_default();
    char_count(first) > 2
        && is_organization(first)
        && !piece.starts_with(['、', '，', '；', '（'])
        && !is_bare_ending(first)
        && !is_branch(first)
}

/// A list of names that grows at its end.
#[derive(Default)]
struct List {
    text: String,
    /// Where its last names begin, the last of all behind.
    starts: [usize; NAMES],
    /// How many brackets are open.
    depth: usize,
}

/// So many names at the end of a list tell whether the last of them is whole: a shared head
/// may stand in those before.
const NAMES: usize = 4;

impl List {
    /// Adds what follows without a separator of its own.
    fn push(&mut self, piece: &str) {
        for (at, c) in piece.char_indices() {
            match c {
                '（' | '(' | '[' => self.depth += 1,
                '）' | ')' | ']' => self.depth = self.depth.saturating_sub(1),
                '、' | '，' | '；' if self.depth == 0 => {
                    self.starts.rotate_left(1);
                    self.starts[NAMES - 1] = self.text.len() + at + c.len_utf8();
                }
                _ => {}
            }
        }
        self.text.push_str(piece);
    }

    /// Whether the list ends with a whole name.
    fn ends_with_name(&self) -> bool {
        /// No names are longer.
        const LONGEST: usize = 600;
        let names = &self.text[self.starts[0]..];
        // 县住房城乡, 市市: a line end has cut what goes on behind a place.
        let last = names.rsplit(['、', '，', '；']).next().unwrap_or_default();
        let is_whole = last.starts_with('各')
            || char_count(last) > 1 && !last.ends_with(['省', '市', '县', '区', '乡', '镇']);
        names.len() <= LONGEST
            && is_whole
            && !names.ends_with(['和', '及', '（'])
            && split_names(names).last().is_some_and(|name| is_organization(name))
    }
}
