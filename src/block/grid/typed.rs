//! What table it is: indicators, tasks, or a plain one.

use super::cells::{settle_attribute, settle_remarks};
use super::found::{Table, TableRow};
use super::groups::{OpenGroup, mark_numbered_groups, put_parts_into_names};
use super::head::Head;
use super::settle::{has_groups, is_level};
use crate::block::indicator::{Cell, Column, Header, IndicatorTable, Row, finish_row};
use crate::block::table::Grid;
use crate::scan::column::{Kind, kind_of, names_class, names_year};
use crate::scan::date::scan_year;
use crate::scan::indicator::{is_attribute, split_unit};
use crate::scan::marker::{Style, scan_marker};
use crate::scan::quantity::is_value_cell;
use crate::scan::unit::is_unit;
use crate::span::Span;

/// Whether the rows of a table are indicators: its header names what is measured, and
/// has targets or says what kind of target each row is.
#[must_use]
pub fn is_indicator_table(text: &str, heads: &[Head]) -> bool {
    let has = |kind: Kind| heads.iter().any(|head| head.kind == kind);
    if !has(Kind::Value) {
        return false;
    }
    let has_word = |words: &[&str]| {
        heads.iter().any(|head| {
            let cell = head.text(text);
            words.iter().any(|word| cell.contains(word))
        })
    };
    let years = heads
        .iter()
        .filter(|head| head.kind == Kind::Value && has_year(&(head.above_text(text) + &head.text(text))))
        .count();
    if has(Kind::Attribute) && !has_word(&["建设性质"]) {
        return years > 0 || has_word(&["指标", "目标"]);
    }
    !looks_back(text, heads) && has_word(&["指标"]) && (years > 0 || has_word(&["目标值", "目标"]))
}

/// Whether a table says what has come of earlier targets, 规划目标 before 实现情况, and sets none.
fn looks_back(text: &str, heads: &[Head]) -> bool {
    const TARGETS: &[&str] = &["目标", "规划", "计划"];
    const RESULTS: &[&str] = &["实现", "完成", "执行", "实际", "实绩"];
    let cell = |head: &Head| head.above_text(text) + &head.text(text);
    let says = |head: &Head, words: &[&str]| {
        let cell = cell(head);
        words.iter().any(|word| cell.contains(word))
    };
    let is_result = |head: &Head| says(head, RESULTS) && !says(head, TARGETS);
    let is_target = |head: &Head| says(head, TARGETS) && !says(head, RESULTS);
    let Some(result) = heads.iter().rposition(is_result) else { return false };
    let (before, behind) = heads.split_at(result);
    before.iter().any(is_target) && !behind.iter().any(is_target)
}

fn has_year(text: &str) -> bool {
    text.char_indices().any(|(at, _)| scan_year(&text[at..]).is_some()) || text.contains("五”")
}

/// The table as one of indicators; none where its cells leave no column with figures or attributes.
#[must_use]
pub fn into_indicators(text: &str, mut table: Table) -> Option<IndicatorTable> {
    settle_remarks(text, &mut table);
    settle_attribute(text, &mut table);
    let (name_from, name_at) = name_columns(text, &table)?;
    let headers = headers_of(text, &table, (name_from, name_at));
    headers.iter().find(|header| measures(header))?;
    let mut rows: Vec<Row> = Vec::with_capacity(table.rows.len());
    let mut groups: Vec<Span> = Vec::new();
    // Categories of rows without a name, which the next row may have.
    let mut waiting: Vec<Span> = Vec::new();
    // What the rows of one number have in common.
    let mut base: Vec<Span> = Vec::new();
    // What merged cells say, column by column.
    let mut above: Vec<Vec<Span>> = vec![Vec::new(); headers.len()];
    let has_category = headers.iter().any(|header| header.column == Column::Category);
    let is_group = group_columns(&headers, &table.heads);
    let number = headers.iter().position(|header| header.column == Column::Number);
    mark_numbered_groups(number, name_at, &mut table.rows);
    let mut open = OpenGroup::new(number, name_at);
    for mut row in table.rows {
        let Some(span) = span_of(&row.cells, &headers, rows.last().map_or(0, |row| row.span.end)) else {
            continue;
        };
        if row.is_banner {
            groups.extend(row.cells.iter().flatten());
            open.begin(text, &row.cells, span);
            continue;
        }
        open.meet(&row.cells);
        let second = row.second_name;
        let is_short = row.is_short;
        let mut cells: Vec<Cell> = Vec::with_capacity(headers.len());
        // What is repeated from above, and the categories that begin here.
        let (mut copied, mut begun): (Vec<Span>, Vec<Span>) = (Vec::new(), Vec::new());
        let (mut is_changed, mut is_part) = (false, false);
        let row_is_named = !row.cells[name_at].is_empty();

        put_parts_into_names(text, &is_group, name_at, &mut row.cells);
        for (at, spans) in row.cells.into_iter().enumerate() {
            // The first half of a name is printed once for the rows that share it.
            let is_shared = (name_from..name_at).contains(&at) && row_is_named;
            let spans = if is_group[at] || is_shared {
                is_part |= is_shared && spans.is_empty() && !above[at].is_empty();
                // A new category of one column ends those below it.
                if !spans.is_empty() {
                    above[at].clone_from(&spans);
                    begun.extend(&spans);
                    is_changed = true;
                } else if is_changed {
                    above[at].clear();
                } else {
                    copied.extend(&above[at]);
                }
                above[at].clone()
            } else {
                spans
            };
            cells.push(Cell { spans });
        }
        let unit = join_name(text, (name_from, name_at), &mut cells);
        spread_words(text, &headers, &mut cells);
        // A row with a number of its own is no part of the one above.
        let has_number = headers
            .iter()
            .zip(&cells)
            .any(|(header, cell)| header.column == Column::Number && !cell.spans.is_empty());
        // Where nothing counts the rows, 其中：…  stands for itself.
        let is_free = has_number || rows.last().is_none_or(|row| row.number.is_none());
        let is_second = share_name(text, name_at, second, is_free, &mut cells, &mut base);
        // A stream has no empty cells: what is missing there may as well be lost.
        let is_part = is_part && !has_number;
        let filled_from = rows.last().filter(|_| table.is_sure || is_second || is_part);
        let spans: Vec<Span> = cells.iter().flat_map(|cell| cell.spans.iter().copied()).collect();
        let Some(mut row) = finish_row(text, &headers, cells, (filled_from, is_part), span) else {
            // Without a name it is no row of its own. Its category is that of the next.
            let own = spans.into_iter().filter(|span| !copied.contains(span) && !begun.contains(span));
            groups.extend(own);
            waiting.extend(begun);
            continue;
        };
        if (is_second || is_part) && row.number.is_none() {
            row.number = rows.last().and_then(|above| above.number);
        }
        if let Some(unit) = unit.filter(|_| row.unit.spans.is_empty()) {
            row.unit = Cell { spans: vec![unit] };
        }
        if let Some(above) = rows.last().filter(|_| is_second) {
            share_unit(text, &headers, above, &mut row);
        }
        row.is_unsure = is_short && row.values.iter().any(|cell| cell.spans.is_empty());
        row.is_short = is_short || !table.is_sure && row.is_short;
        let is_taken = |span: &Span| row.category.spans.contains(span) || row.name.spans.contains(span);
        groups.extend(waiting.drain(..).filter(|span| !is_taken(span)));
        row.groups = std::mem::take(&mut groups);
        if !open.spans().is_empty() && (!has_category || row.category.spans.is_empty()) {
            row.category = Cell { spans: open.spans().to_vec() };
        }
        rows.push(row);
    }
    groups.extend(waiting);
    groups.sort_unstable_by_key(|span| span.start);
    groups.extend(table.rest);
    let (repeated, paragraphs) = (table.repeated, table.paragraphs);
    let is_parted = table.is_parted;
    (!rows.is_empty()).then_some(IndicatorTable {
        headers,
        rows,
        rest: groups,
        repeated,
        paragraphs,
        is_parted,
    })
}

/// Whether a column has figures, or says what kind of target each is. What is measured and how, without
/// either, is a table of explanations.
const fn measures(header: &Header) -> bool {
    matches!(header.column, Column::Value | Column::Attribute)
}

/// The columns that make up the names of the rows, the first and the last.
fn name_columns(text: &str, table: &Table) -> Option<(usize, usize)> {
    let at = name_column(&table.heads)?;
    let from = first_of_cell(text, &table.heads, at);
    let is_category = from < at && has_numbered_parts(text, table, from, at);
    Some((if is_category { at } else { from }, at))
}

/// Which columns are those of groups, printed once for all rows of each, the inner ones as
/// the outer.
fn group_columns(headers: &[Header], heads: &[Head]) -> Vec<bool> {
    let is_inner = |header: &Header, head: &Head| header.column == Column::Other && head.kind == Kind::Group;
    let columns = headers.iter().zip(heads);
    columns.map(|(header, head)| header.column == Column::Category || is_inner(header, head)).collect()
}

/// Whether the first of the columns that share one header cell says what several rows have in
/// common that are counted one by one: a category, no half of a name.
fn has_numbered_parts(text: &str, table: &Table, from: usize, name_at: usize) -> bool {
    let Some(number) = table.heads.iter().position(|head| head.kind == Kind::Number) else { return false };
    if table.heads.iter().any(|head| head.kind == Kind::Group) {
        return false;
    }
    let joined =
        |row: &TableRow, at: usize| row.cells[at].iter().map(|span| span.of(text)).collect::<String>();
    let (mut above, mut last) = (String::new(), String::new());
    // Rows below the first of a group, with a number of their own and without.
    let (mut counted, mut parts) = (0, 0);
    for row in table.rows.iter().filter(|row| !row.is_banner && !row.cells[name_at].is_empty()) {
        let (first, number) = (joined(row, from), joined(row, number));
        // A cell over both columns is the whole name.
        if first == joined(row, name_at) {
            above.clear();
            continue;
        }
        if !above.is_empty() && (first.is_empty() || first == above) {
            let is_counted = !number.is_empty() && number != last;
            counted += usize::from(is_counted);
            parts += usize::from(!is_counted);
        }
        if !first.is_empty() {
            above = first;
        }
        last = number;
    }
    counted > parts
}

/// What the columns of an indicator table hold, whose name takes the columns from one to another.
fn headers_of(text: &str, table: &Table, (name_from, name_at): (usize, usize)) -> Vec<Header> {
    let kinds: Vec<Kind> = table.heads.iter().map(|head| head.kind).collect();
    let number = number_column(&kinds, |at| table.heads[at].text(text));
    let attribute = attribute_column(text, table);
    let mut headers = Vec::with_capacity(table.heads.len());
    for (at, head) in table.heads.iter().enumerate() {
        let column = match head.kind {
            Kind::Number if number == Some(at) => Column::Number,
            _ if at == name_at => Column::Name,
            // One header cell over two columns: what several rows have in common, and the rest.
            _ if (name_from..name_at).contains(&at) => Column::Other,
            Kind::Value => Column::Value,
            Kind::Unit => Column::Unit,
            Kind::Attribute if attribute == Some(at) => Column::Attribute,
            // 一级指标 beside 类别: what the rows belong to is said by the other.
            Kind::Group if is_level(text, head) && has_groups(text, &table.heads[..at]) => Column::Other,
            Kind::Group | Kind::Name | Kind::Text if at < name_at => Column::Category,
            _ => Column::Other,
        };
        let spans = head.above.iter().chain(&head.spans).copied().collect();
        headers.push(Header { column, text: head.text(text), above: head.above_text(text), spans });
    }
    headers
}

/// The column that says what kind of target each row is: where two are called so, the one
/// whose cells do.
fn attribute_column(text: &str, table: &Table) -> Option<usize> {
    let count = |at: usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells.get(at));
        cells.filter(|cell| cell.iter().any(|span| is_attribute(span.of(text)))).count()
    };
    let of = (0..table.heads.len()).filter(|at| table.heads[*at].kind == Kind::Attribute);
    of.max_by_key(|at| count(*at))
}

/// Where a row stands that begins behind `from`: a category may stand beside another row.
fn span_of(cells: &[Vec<Span>], headers: &[Header], from: u32) -> Option<Span> {
    let of = |is_category: bool| {
        let columns = headers.iter().zip(cells);
        columns.filter(move |(header, _)| (header.column == Column::Category) == is_category)
    };
    let own = of(false).flat_map(|(_, cell)| cell).copied().reduce(Span::cover);
    let category = of(true).flat_map(|(_, cell)| cell).copied().reduce(Span::cover);
    let (Some(own), Some(category)) = (own, category) else { return own.or(category) };
    let is_beside = category.start >= from && category.end <= own.start;
    Some(if is_beside { own.cover(category) } else { own })
}

/// The first of the columns that share the header cell of column `at`.
fn first_of_cell(text: &str, heads: &[Head], at: usize) -> usize {
    let own = heads[at].text(text);
    let mut from = at;
    // A merged cell is repeated in each of its columns; row numbers below it are no name.
    let is_number = |at: usize| heads[at].kind == Kind::Number;
    while from > 0 && !own.is_empty() && !is_number(from - 1) && heads[from - 1].text(text) == own {
        from -= 1;
    }
    from
}

/// Puts the name cells of a row into the last of their columns. A cell over all of them
/// is there once. Returns the unit of the first cells, where the last has none.
fn join_name(text: &str, (from, to): (usize, usize), cells: &mut [Cell]) -> Option<Span> {
    let mut name: Vec<Span> = Vec::new();
    for at in from..=to {
        let spans = std::mem::take(&mut cells[at].spans);
        let is_again = at > from && {
            let words = |spans: &[Span]| spans.iter().map(|span| span.of(text)).collect::<String>();
            let (own, before) = (words(&spans), words(&name));
            own == before
        };
        if !is_again {
            name.extend(spans);
        }
    }
    let unit_of = |span: &Span| {
        let (name, unit) = split_unit(span.of(text));
        let from = span.start + (name.len() + '（'.len_utf8()) as u32;
        unit.filter(|unit| is_unit(unit)).map(|unit| Span::new(from, from + unit.len() as u32))
    };
    let mut unit = None;
    if let Some((last, before)) = name.split_last_mut()
        && unit_of(last).is_none()
    {
        for span in before {
            if let Some(found) = unit_of(span) {
                span.end = found.start - '（'.len_utf8() as u32;
                unit = Some(found);
            }
        }
    }
    cells[to].spans = name;
    unit
}

/// Gives a row whose name has two cells, or is 其中：… and not `is_free`, the name of both. Returns
/// whether the first of them stands above.
fn share_name(
    text: &str,
    at: usize,
    second: Option<usize>,
    is_free: bool,
    cells: &mut [Cell],
    base: &mut Vec<Span>,
) -> bool {
    let name = &mut cells[at].spans;
    let is_part = name.first().is_some_and(|span| span.of(text).starts_with("其中"));
    match second {
        Some(0) => {}
        None if is_part && !is_free => {}
        None if is_part => return false,
        Some(from) => {
            // The unit may have been taken out of it.
            *base = name[..from.min(name.len())].to_vec();
            return false;
        }
        None => {
            base.clone_from(name);
            // The unit of the whole is not part of its name.
            if let Some(last) = base.last_mut() {
                last.end = last.start + split_unit(last.of(text)).0.len() as u32;
            }
            return false;
        }
    }
    name.splice(0..0, base.iter().copied());
    true
}

/// 其中：公园绿地 is measured as the whole is, unless its figures say otherwise.
fn share_unit(text: &str, headers: &[Header], above: &Row, row: &mut Row) {
    let has_sign = |cell: &Cell| cell.text(text).ends_with(['%', '‰']);
    if row.unit.spans.is_empty()
        && headers.iter().any(|header| header.column == Column::Unit)
        && !row.values.iter().any(has_sign)
    {
        row.unit = above.unit.clone();
    }
}

/// Values that are several pieces each, as 设市城市≥55 and 其他县城≥25: none says where
/// the next cell begins, but that all have the same number of pieces.
fn spread_words(text: &str, headers: &[Header], cells: &mut [Cell]) {
    let at: Vec<usize> = (0..cells.len()).filter(|at| headers[*at].column == Column::Value).collect();
    let pieces: Vec<Span> = at.iter().flat_map(|at| cells[*at].spans.iter().copied()).collect();
    let is_even = at.len() > 1 && pieces.len() > at.len() && pieces.len().is_multiple_of(at.len());
    if is_even && pieces.iter().all(|piece| !is_value_cell(piece.of(text))) {
        let each = pieces.len() / at.len();
        for (at, pieces) in at.into_iter().zip(pieces.chunks(each)) {
            cells[at].spans = pieces.to_vec();
        }
    }
}

/// The column that names the rows: the last of those before the figures whose header
/// says so.
fn name_column(heads: &[Head]) -> Option<usize> {
    let before = heads.iter().position(|head| head.kind == Kind::Value).unwrap_or(heads.len());
    let of = |kind: Kind| heads[..before].iter().rposition(|head| head.kind == kind);
    of(Kind::Name)
        .or_else(|| of(Kind::Content))
        .or_else(|| of(Kind::Text))
        .or_else(|| of(Kind::Group))
        .or_else(|| {
            heads.iter().position(|head| matches!(head.kind, Kind::Name | Kind::Content | Kind::Text))
        })
}

/// The table as a grid, with what merged cells say filled in.
#[must_use]
pub fn into_grid(text: &str, table: Table) -> Grid {
    let kinds: Vec<Kind> = table.heads.iter().map(|head| head.kind).collect();
    let is_guessed = !table.is_sure;
    let number = number_column(&kinds, |at| table.heads[at].text(text));
    let mut grid =
        Grid { repeated: table.repeated.clone(), is_guessed, kinds: kinds.clone(), ..Grid::default() };
    grid.is_parted = table.is_parted;
    let width = table.heads.len();
    let mut push = |cells: Vec<Vec<Span>>| {
        let row = grid.rows.len();
        let end = cells.iter().flatten().map(|span| span.end).max().unwrap_or_default();
        let first = |cell: &Vec<Span>| cell.first().copied().unwrap_or(Span::new(end, end));
        grid.rows.push(cells.iter().map(first).collect());
        for (column, cell) in cells.into_iter().enumerate() {
            grid.wrapped.extend(cell.into_iter().skip(1).map(|span| (row, column, span)));
        }
    };
    push(table.heads.iter().map(|head| head.above.iter().chain(&head.spans).copied().collect()).collect());
    // A task is printed once for all that is to be done for it.
    let has_content = table.heads.iter().any(|head| head.kind == Kind::Content);
    let is_merged = |kind: Kind| kind == Kind::Group || kind == Kind::Name && has_content;
    let merged: Vec<bool> = table.heads.iter().map(|head| is_merged(head.kind)).collect();
    let mut above: Vec<Vec<Span>> = vec![Vec::new(); width];
    for row in table.rows {
        if row.is_banner {
            let cell: Vec<Span> = row.cells.into_iter().flatten().collect();
            above.iter_mut().for_each(Vec::clear);
            push(vec![cell; width]);
            continue;
        }
        let is_sum = row.cells.iter().flatten().next().is_some_and(|span| super::look::is_sum(span.of(text)));
        // 3.建立机制 counts the row itself.
        let is_counted = |cell: &Vec<Span>| {
            cell.first()
                .is_some_and(|span| scan_marker(span.of(text)).is_some_and(|it| it.style == Style::Arabic))
        };
        let has_number = match number {
            Some(number) => !row.cells[number].is_empty(),
            None => row.cells.iter().zip(&kinds).any(|(cell, kind)| *kind == Kind::Name && is_counted(cell)),
        };
        let mut cells = row.cells;
        // A stream has no empty cells: what a row leaves out is merged with the row above,
        // groups always, all else where the row has no number of its own.
        let lacks = row.is_merged || !table.is_sure && !table.is_parted;
        for (at, cell) in cells.iter_mut().enumerate().filter(|_| lacks && !is_sum) {
            if cell.is_empty() && (row.is_merged || merged[at] || !has_number && number != Some(at)) {
                cell.clone_from(&above[at]);
            }
        }
        above.clone_from(&cells);
        push(cells);
    }
    grid
}

/// The column that counts the rows: 序号, though 编号 stand beside it.
#[must_use]
pub fn number_column(kinds: &[Kind], header: impl Fn(usize) -> String) -> Option<usize> {
    let of = || (0..kinds.len()).filter(|at| kinds[*at] == Kind::Number);
    of().find(|at| header(*at).contains('序')).or_else(|| of().next())
}

/// What a table of tasks has in which column.
#[derive(Clone, Debug, Default)]
pub struct TaskColumns {
    /// What names the task.
    pub task: usize,
    /// What is to be done.
    pub measures: Vec<usize>,
    /// By when.
    pub deadline: Option<usize>,
}

/// The columns of a table of tasks, by what they hold, what their header says and how
/// long their cells are on the whole. None where the rows are no tasks.
#[must_use]
pub fn task_columns(kinds: &[Kind], headers: &[String], lengths: &[usize]) -> Option<TaskColumns> {
    /// The cells of a column that names tasks are not longer than this on the whole.
    const NAME: usize = 26;
    /// Cells of figures are shorter than this on the whole.
    const WORDS: usize = 8;
    let of = |wanted: Kind| (0..kinds.len()).filter(move |at| kinds[*at] == wanted);
    let has_units = kinds.iter().any(|kind| kind.is_units());
    let number = number_column(kinds, |at| headers[at].clone());
    let says = |words: &[&str]| headers.iter().any(|cell| words.iter().any(|word| cell.contains(word)));
    if !has_units && !says(&["任务", "举措", "措施"]) {
        return None;
    }
    // 2024年工作项目 above sentences is no column of figures.
    let is_figure = |at: usize| match kinds[at] {
        Kind::Value => lengths[at] < WORDS,
        kind => matches!(kind, Kind::Attribute | Kind::Unit),
    };
    let has_figures = (0..kinds.len()).any(is_figure);
    // 项目名称 with 建设规模 or 总投资: a list of projects, unless it says who leads and who helps.
    let has_roles = kinds.iter().any(|kind| matches!(kind, Kind::Lead | Kind::Participants));
    // A column that is called 重点任务或项目, or 建设任务, says so itself.
    let names_task = of(Kind::Name).any(|at| headers[at].contains("任务"));
    let is_built = !has_roles && !names_task && says(&["建设", "投资", "规模"]);
    let is_projects = says(&["项目", "工程"]) && (has_figures || is_built);
    let has_content = of(Kind::Content).next().is_some();
    if is_projects || !has_units && (has_figures || !has_content && !names_task) {
        return None;
    }
    let is_behind = |at: &usize| number.is_none_or(|number| *at > number);
    let mut names: Vec<usize> = of(Kind::Name).filter(is_behind).collect();
    // What is planned for a year stays beside its year.
    let mut contents: Vec<usize> = of(Kind::Content).filter(|at| !names_year(&headers[*at])).collect();
    // 行动名称 before the number groups what is counted.
    if names.is_empty()
        && number.is_some()
        && let Some(at) = contents.iter().position(is_behind)
    {
        names.push(contents.remove(at));
    }
    if names.is_empty() {
        names.extend(of(Kind::Name));
    }
    if names.is_empty() {
        let is_text = |at: &usize| matches!(kinds[*at], Kind::Content | Kind::Text | Kind::Group);
        let found = (0..kinds.len()).filter(is_behind).filter(is_text);
        // A group names the task where something else says what is to be done, unless it is
        // called one.
        let first = found.clone().find(|at| {
            kinds[*at] != Kind::Group
                || !names_class(&headers[*at]) && contents.iter().any(|content| content > at)
        });
        let mut found = found;
        names.extend(first.or_else(|| found.next_back()));
    }
    let task = match names.as_slice() {
        [] => return None,
        [only] => *only,
        // 重点任务 and 工作措施: the first names the task, the last says what is to be done.
        [first, .., last] if lengths[*first] <= NAME || lengths[*last] > lengths[*first] => {
            contents.insert(0, *last);
            *first
        }
        [.., last] => *last,
    };
    // 主要方向 before 重点任务 groups the tasks.
    contents.retain(|at| *at > task);
    let deadline = of(Kind::Deadline).next().or_else(|| of(Kind::Time).next());
    Some(TaskColumns { task, measures: contents, deadline })
}

/// What the columns of a grid hold, by the words of its header.
#[must_use]
pub fn kinds_of(headers: &[String]) -> Vec<Kind> {
    let mut kinds: Vec<Kind> = headers.iter().map(|cell| kind_of(cell).unwrap_or(Kind::Text)).collect();
    let has_values = kinds.contains(&Kind::Value);
    let mut units = 0;
    for kind in &mut kinds {
        if *kind == Kind::Unit {
            units += 1;
            if units > 1 || !has_values {
                *kind = Kind::Responsible;
            }
        }
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::grid::found::TableRow;
    use crate::block::grid::head::Head;

    #[test]
    fn a_second_name_behind_what_is_left_of_the_first() {
        let text = "河湖水质（%）优良";
        let mut cells = [Cell { spans: vec![Span::new(0, 12)] }];
        let mut base = Vec::new();
        assert!(!share_name(text, 0, Some(2), false, &mut cells, &mut base));
        assert_eq!(base, [Span::new(0, 12)]);
    }

    #[test]
    fn the_category_of_a_row_without_a_name_is_that_of_the_next() {
        let text = "类别指标2025年2030年属性能力12预期性床位数34约束性";
        let span = |word: &str| {
            let start = text.find(word).unwrap() as u32;
            Span::new(start, start + word.len() as u32)
        };
        let head = |kind, word| Head { kind, spans: vec![span(word)], above: Vec::new() };
        let row = |cells: [&str; 5]| {
            let cell = |word: &str| if word.is_empty() { Vec::new() } else { vec![span(word)] };
            TableRow { cells: cells.map(cell).to_vec(), ..TableRow::default() }
        };
        let heads = vec![
            head(Kind::Group, "类别"),
            head(Kind::Name, "指标"),
            head(Kind::Value, "2025年"),
            head(Kind::Value, "2030年"),
            head(Kind::Attribute, "属性"),
        ];
        let rows = vec![row(["能力", "", "12", "", "预期性"]), row(["", "床位数", "34", "", "约束性"])];
        let table = into_indicators(text, Table { heads, rows, ..Table::default() }).unwrap();
        assert_eq!(table.rows.len(), 1);
        assert_eq!(table.rows[0].category.spans, [span("能力")]);
        let others: Vec<Span> = table.rows[0].groups.iter().chain(&table.rest).copied().collect();
        assert_eq!(others, [span("12"), span("预期性")]);
    }
}
