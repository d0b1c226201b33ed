//! The rows: where the numbers, the lists of departments and the times of other rows tell.

use super::header::Header;
use super::names::Names;
use super::starts::{LONGEST_GROUP, begins_row, is_group};
use super::table::{GluedRow, Range};
use crate::scan::clause::is_time;
use crate::scan::is_longer_than;
use crate::scan::marker::{Style, behind_number, scan_marker};
use crate::scan::running::LEVELS;

/// Fewer rows may be anything.
const MIN_ROWS: usize = 3;

/// A row has no more bytes, and the number of the next is looked for so often in it.
const LONGEST_ROW: usize = 3000;
const MOST_NUMBERS: usize = 24;

/// A time with a remark behind the departments has no more characters.
const LONGEST_TIME: usize = 40;

/// What the rows of a table are read with.
pub(super) struct Rows<'a> {
    pub(super) text: &'a str,
    pub(super) names: Names<'a>,
    pub(super) header: &'a Header,
}

/// What stands in a row behind its number.
struct Row {
    /// Where the lists of departments begin, and where the last of them ends.
    units: Vec<usize>,
    units_end: usize,
    /// The time behind them, if there is one.
    time: Option<Range>,
}

impl Rows<'_> {
    /// All rows and the end of the last.
    pub(super) fn scan(&self) -> Option<(Vec<GluedRow>, usize)> {
        let Header { first, end, is_counted, .. } = *self.header;
        let mut rows: Vec<GluedRow> = Vec::new();
        let mut group = (end < first).then_some(end..first);
        let mut times: Vec<&str> = Vec::new();
        let (mut at, mut number) = (first, 1u32);
        loop {
            let task = self.text.len() - behind_number(&self.text[at..], number)?.len();
            let next = self.next_row(task, number + 1, &times);
            let (row, next) = match next {
                Some((row, next)) => (Some(row), Some(next)),
                None => (self.last_row(task, &times), None),
            };
            // What nobody can tell from the text behind the table is left to that.
            let Some(row) = row else {
                let end = group.map_or(at, |group| group.start);
                return (rows.len() >= MIN_ROWS).then_some((rows, end));
            };
            let end = row.time.as_ref().map_or(row.units_end, |time| time.end);
            times.extend(row.time.clone().map(|time| &self.text[time]));
            let bounds: Vec<usize> = row.units.iter().copied().chain([row.units_end]).collect();
            rows.push(GluedRow {
                group: group.take(),
                number: is_counted.then_some(at..task),
                task: if is_counted { task } else { at }..bounds[0],
                lists: bounds.windows(2).map(|pair| pair[0]..pair[1]).collect(),
                time: row.time,
            });
            let Some(next) = next else { return (rows.len() >= MIN_ROWS).then_some((rows, end)) };
            group = (end < next).then_some(end..next);
            (at, number) = (next, number + 1);
        }
    }

    /// The row whose task begins at `task`, and the number of the next behind it.
    fn next_row(&self, task: usize, number: u32, times: &[&str]) -> Option<(Row, usize)> {
        let digits = number.to_string();
        let far = self.text.floor_char_boundary((task + LONGEST_ROW).min(self.text.len()));
        let found = self.text[task..far].match_indices(&digits).map(|(at, _)| task + at);
        let numbers = found.filter(|at| begins_row(self.text, *at, number)).take(MOST_NUMBERS);
        let numbers: Vec<usize> = numbers.collect();
        let find = |row: &dyn Fn(usize) -> Option<Row>| numbers.iter().find_map(|at| Some((row(*at)?, *at)));
        find(&|at| self.row(task, at, false))
            .or_else(|| find(&|at| self.timed_row(task, at, times)))
            .or_else(|| find(&|at| self.row(task, at, true)))
            .or_else(|| find(&|at| self.sentence_row(task, at)))
    }

    /// The row from `task` to `end` of whose departments only the last has a name that is surely one: they
    /// stand behind the last sentence.
    fn sentence_row(&self, task: usize, end: usize) -> Option<Row> {
        let from = task + self.text[task..end].rfind('。')? + '。'.len_utf8();
        let list = &self.text[from..end];
        let last = from + list.rfind('、').map_or(0, |at| at + '、'.len_utf8());
        let (_, len) = self.names.loose_name(last).filter(|_| list.starts_with(LEVELS))?;
        self.row_of(vec![from], last + len, end)
    }

    /// The row from `task` to `end` whose departments have names that nobody knows: a time that other
    /// rows have ends it.
    fn timed_row(&self, task: usize, end: usize, times: &[&str]) -> Option<Row> {
        /// Shorter ones are words of the text.
        const TIME: usize = 4;
        /// The last rows have what this one may have.
        const NEAR: usize = 12;
        let text = &self.text[task..end];
        let near = times.iter().rev().take(NEAR).filter(|time| is_longer_than(time, TIME - 1));
        near.into_iter().find_map(|time| {
            let from = task + text.rfind(time)?;
            let to = from + time.len();
            let group = &self.text[to..end];
            // The names stand behind the last sentence.
            let sentence = self.text[task..from].rfind('。').map(|at| task + at + '。'.len_utf8());
            let units = sentence.filter(|at| self.text[*at..from].starts_with(LEVELS)).into_iter().collect();
            (group.is_empty() || is_group(group)).then_some(Row {
                units,
                units_end: from,
                time: Some(from..to),
            })
        })
    }

    /// The row from `task` to `end`, if departments end it, perhaps with a time and the name of a group
    /// behind them. Where `is_loose`, the last name may end where anything follows.
    fn row(&self, task: usize, end: usize, is_loose: bool) -> Option<Row> {
        self.lists_in(task, end, is_loose).find_map(|(units, units_end)| self.row_of(units, units_end, end))
    }

    /// The row whose lists of departments begin at `units` and end at `units_end`, if what stands between
    /// that and `end` is a time or the name of a group.
    fn row_of(&self, units: Vec<usize>, units_end: usize, end: usize) -> Option<Row> {
        /// Both have no more bytes together.
        const LONGEST: usize = (LONGEST_GROUP + LONGEST_TIME) * 3;
        let rest = self.text.get(units_end..end).filter(|rest| rest.len() <= LONGEST)?;
        let time = &rest[..self.group_in(rest)];
        let fits = time.trim().is_empty() || self.is_time(time);
        let time = (!time.trim().is_empty()).then_some(units_end..units_end + time.len());
        fits.then_some(Row { units, units_end, time })
    }

    /// The lists of departments between what is to be done, which begins at `task`, and `end`. Of the
    /// parts of a list, the last stands in the second column, where there are two: those who lead stand
    /// before those whose names are parted by marks.
    fn lists_in(&self, task: usize, end: usize, is_loose: bool) -> impl Iterator<Item = (Vec<usize>, usize)> {
        /// What is to be done has more characters.
        const TASK: usize = 3;
        let from = self.text[task..end].char_indices().nth(TASK).map_or(end, |(at, _)| task + at);
        self.names.lists_in(from, end, is_loose).map(|(mut starts, list_end)| {
            let others = starts.split_off(1).pop().filter(|_| self.header.has_two_lists);
            starts.extend(others);
            (starts, list_end)
        })
    }

    /// The last row, whose time is like that of another row.
    fn last_row(&self, task: usize, times: &[&str]) -> Option<Row> {
        let far = self.text.floor_char_boundary((task + LONGEST_ROW).min(self.text.len()));
        let (units, units_end) =
            self.lists_in(task, far, false).next().or_else(|| self.lists_in(task, far, true).next())?;
        let rest = &self.text[units_end..];
        let known = times.iter().filter(|time| rest.starts_with(**time)).map(|time| time.len()).max();
        let time = known.or_else(|| time_len(rest).filter(|_| self.header.has_time));
        Some(Row { units, units_end, time: time.map(|len| units_end..units_end + len) })
    }

    /// Whether a text may be the time of a row, or what else stands behind its departments.
    fn is_time(&self, text: &str) -> bool {
        let lists_more = text.split('、').skip(1).any(|piece| piece.starts_with(LEVELS));
        self.header.has_time
            && !is_longer_than(text, LONGEST_TIME)
            && !text.contains(['。', '；'])
            && !lists_more
    }

    /// Where the name of the next group begins in what stands behind the departments of a row: at its
    /// number, or where there are no times, at the beginning.
    fn group_in(&self, rest: &str) -> usize {
        let counted = rest.char_indices().map(|(at, _)| at).find(|at| {
            let group = &rest[*at..];
            let is_number = scan_marker(group)
                .is_some_and(|marker| matches!(marker.style, Style::Ideographic | Style::ParenIdeographic));
            is_number && is_group(group)
        });
        match counted {
            Some(at) => at,
            None if !self.header.has_time && is_group(rest) => 0,
            None => rest.len(),
        }
    }
}

/// The length of the time that a text begins with: 2025年底前, 长期坚持.
fn time_len(text: &str) -> Option<usize> {
    /// No time has more characters, and none has fewer.
    const CHARS: std::ops::RangeInclusive<usize> = 3..=16;
    let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]).skip(*CHARS.start());
    let ends: Vec<usize> = ends.take(CHARS.end() - CHARS.start() + 1).collect();
    let is_whole = |end: usize| !text[end..].starts_with(['前', '底', '年', '月', '日', '推', '坚', '实']);
    ends.into_iter().rev().find(|end| is_time(&text[..*end]) && is_whole(*end))
}
