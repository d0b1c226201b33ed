//! Task tables whose cells run on over lines, one after the other, as programs print
//! them that go through a page cell by cell: `1 加强救助，`, `应保尽保。`, `县民政局、县残`,
//! `联`, `2 …`.
//!
//! The numbers say where rows begin, and what is a list of departments where the
//! last cell does.

use super::char_count;
use super::organization::{is_organization, split_names};

/// A line, cut at its blanks.
pub type Pieces<'a> = Vec<&'a str>;

/// A piece: the line it stands on, and which of its pieces it is.
pub type Place = (usize, usize);

/// A row of such a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RunningRow {
    /// The line with its number, or the first digits of it.
    pub start: usize,
    /// Where what is to be done begins.
    pub task: Place,
    /// Where the list of departments begins.
    pub units: Place,
    /// The line behind the row.
    pub end: usize,
}

/// A row has no more lines.
const MAX_LINES: usize = 40;

/// A row has no more pieces: each may begin the list of departments, which is read anew.
const MAX_PIECES: usize = 2 * MAX_LINES;

/// No table has numbers of more digits.
const MAX_DIGITS: usize = 3;

/// What names of departments begin with: their level.
pub const LEVELS: &[char] = &['省', '市', '县', '区', '州', '盟', '旗', '镇', '乡', '街', '各', '团', '国'];

/// Fewer rows may be anything.
const MIN_ROWS: usize = 3;

/// The name of a department that begins a list without the end of a sentence
/// before it has no more characters.
const MAX_FIRST: usize = 12;

/// How many lines the header has that stands at the head of `lines`: a column of
/// numbers, one of tasks and one of departments, on one line or on several.
#[must_use]
pub fn header_len(lines: &[Pieces<'_>]) -> Option<usize> {
    let mut header = String::new();
    for (at, line) in lines.iter().take(5).enumerate() {
        header.extend(line.iter().copied());
        if char_count(&header) > 16 || !"序号".starts_with(&header) && !header.starts_with("序号") {
            return None;
        }
        if let Some(columns) = header.strip_prefix("序号")
            && ["单位", "部门", "主体"].iter().any(|end| columns.ends_with(end))
        {
            let is_one =
                ["单位", "部门", "主体"].iter().map(|end| columns.matches(end).count()).sum::<usize>() == 1;
            let has_task =
                ["任务", "工作", "内容", "事项", "措施", "项目"].iter().any(|word| columns.contains(word));
            return (is_one && has_task).then_some(at + 1);
        }
    }
    None
}

/// Reads the rows below a header; none unless they count from 1, end with departments,
/// and run on over lines behind their number. Takes no more lines than it needs.
#[must_use]
pub fn read_rows<'a>(mut following: impl Iterator<Item = Pieces<'a>>) -> Option<Vec<RunningRow>> {
    let mut lines: Vec<Pieces<'a>> = Vec::new();
    let mut begins: Vec<(usize, Place)> = Vec::new();
    let mut at = 0;
    loop {
        while lines.len() <= at + MAX_DIGITS {
            let Some(line) = following.next() else { break };
            lines.push(line);
        }
        if at >= lines.len() || at > begins.last().map_or(0, |(start, _)| start + MAX_LINES) {
            break;
        }
        if let Some(task) = begins_row(&lines, at, begins.len() as u32 + 1) {
            begins.push((at, task));
            at = task.0.max(at + 1);
        } else if begins.is_empty() {
            return None;
        } else {
            at += 1;
        }
    }
    let lines = &lines;
    let mut rows = Vec::with_capacity(begins.len());
    for (number, (start, task)) in begins.iter().enumerate() {
        let row = match begins.get(number + 1) {
            Some((end, _)) => units_of(lines, *task, *end).map(|units| (units, *end)),
            None => last_row(lines, *task),
        };
        // A number inside a cell counts no row.
        let (units, end) = row?;
        rows.push(RunningRow { start: *start, task: *task, units, end });
    }
    let runs_on = rows.iter().any(|row| row.task.0 == row.start);
    let wrapped = rows.iter().filter(|row| row.end - row.start > 1).count();
    (rows.len() >= MIN_ROWS && runs_on && wrapped * 2 > rows.len()).then_some(rows)
}

/// Where the task begins, if line `at` begins the row with `number`.
fn begins_row(lines: &[Pieces<'_>], at: usize, number: u32) -> Option<Place> {
    let number = number.to_string();
    let line = &lines[at];
    if line.first() == Some(&number.as_str()) {
        let task = if line.len() > 1 { (at, 1) } else { (at + 1, 0) };
        return (task.0 < lines.len()).then_some(task);
    }
    // A narrow column has a digit on each line.
    let digits = number.len();
    let is_upright = digits > 1
        && at + digits < lines.len()
        && lines[at..at + digits].iter().all(|line| line.len() == 1 && line[0].len() == 1)
        && lines[at..at + digits].iter().flat_map(|line| line[0].chars()).eq(number.chars());
    is_upright.then_some((at + digits, 0))
}

/// Where the list of departments begins with which the pieces from `task` to line
/// `end` end.
fn units_of(lines: &[Pieces<'_>], task: Place, end: usize) -> Option<Place> {
    let places: Vec<Place> = (task.0..end)
        .flat_map(|line| (0..lines[line].len()).map(move |piece| (line, piece)))
        .filter(|place| *place >= task)
        .collect();
    if places.len() > MAX_PIECES {
        return None;
    }
    let text = |place: &Place| lines[place.0][place.1];
    (1..places.len()).map(|at| (at, places[at])).find_map(|(at, place)| {
        let list: String = places[at..].iter().map(text).collect();
        let is_behind_sentence = text(&places[at - 1]).ends_with(['。', '；', '）', '”']);
        begins_list(&list, is_behind_sentence).then_some(place)
    })
}

/// Whether `list` has nothing but names of departments, and the first of them begins
/// where the list does.
fn begins_list(list: &str, is_behind_sentence: bool) -> bool {
    if list.contains('。') && !list.ends_with('。') {
        return false;
    }
    let names = split_names(list);
    let Some(first) = names.first() else { return false };
    (is_behind_sentence || first.starts_with(LEVELS) && char_count(first) <= MAX_FIRST)
        && names.iter().all(|name| is_organization(name))
}

/// Where the list of departments of the last row begins, and the line behind it.
fn last_row(lines: &[Pieces<'_>], task: Place) -> Option<(Place, usize)> {
    let reach = lines.len().min(task.0 + MAX_LINES);
    let (units, mut end) = (task.0 + 1..=reach).find_map(|end| Some((units_of(lines, task, end)?, end)))?;
    // The list goes on where a name or the list itself was cut.
    while end < reach && units_of(lines, task, end + 1) == Some(units) {
        let before = lines[end - 1].last().copied().unwrap_or("");
        let is_open = before.ends_with('、') || lines[end].first().is_some_and(|next| next.contains('、'));
        let joined = [before.rsplit('、').next().unwrap_or(""), lines[end][0]].concat();
        if !is_open && char_count(&joined) > MAX_FIRST {
            break;
        }
        end += 1;
    }
    Some((units, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<Pieces<'_>> {
        text.lines().map(|line| line.split(' ').collect()).collect()
    }

    #[test]
    fn headers_on_one_line_or_several() {
        for (header, len) in [
            ("序号 重点任务 责任单位", Some(1)),
            ("序\n号\n工作任务 负责单位", Some(3)),
            ("序号\n任务内容\n责任部门", Some(3)),
            ("序号 任务 牵头单位 配合单位", None),
            ("序号 地市 处数", None),
            ("序言\n任务 单位", None),
        ] {
            assert_eq!(header_len(&lines(header)), len, "{header}");
        }
    }

    #[test]
    fn rows_are_counted_and_end_with_departments() {
        let table = lines(
            "1 将困难残疾人及时纳入\n保障范围。\n县民政局、县残\n联\n2 完善制度。 县残联、县教育局、\n县民政局\n\
             3 建设一批示范性社区\n县住建局、县财\n政局\n1\n0\n人",
        );
        let rows = read_rows(table[..9].iter().cloned()).unwrap();
        let found: Vec<_> = rows.iter().map(|row| (row.start, row.units, row.end)).collect();
        assert_eq!(found, [(0, (2, 0), 4), (4, (4, 2), 6), (6, (7, 0), 9)]);
        // What follows the last list is no part of it.
        assert_eq!(read_rows(table.iter().cloned()).unwrap(), rows);
    }

    #[test]
    fn lists_of_other_things_are_no_tables() {
        assert_eq!(
            read_rows(
                lines("1 加强领导，\n落实责任。\n2 加强宣传，\n营造氛围。\n3 加强考核，\n严格奖惩。")
                    .into_iter()
            ),
            None
        );
        assert_eq!(read_rows(lines("1 甲 县教育局\n2 乙 县财政局\n3 丙 县残联").into_iter()), None);
    }
}
