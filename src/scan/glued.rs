//! Lists of tasks whose cells run together without anything between them, header and all, as pages
//! leave them whose marks have been thrown away: `序号工作任务责任单位时间进度1完善养老设施市民政局、
//! 市财政局2021年底前2发展…`.
//!
//! The numbers count the rows. Between two of them stands what is to be done, then a list of
//! departments, which nothing but names can be, and perhaps a time or the name of the next group.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use super::clause::is_time;
use super::column::{Kind, kind_of};
use super::marker::{Style, scan_marker};
use super::organization::{self, is_agency, is_organization, split_names};
use super::running::LEVELS;
use super::{char_count, is_han, is_longer_than};

/// A stretch of the text.
pub type Range = std::ops::Range<usize>;

/// Such a table: its columns, its rows, and where it ends; all places are offsets in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GluedTasks {
    /// What each column holds, and its header.
    pub heads: Vec<(Kind, Range)>,
    /// The rows, in order.
    pub rows: Vec<GluedRow>,
    /// The end of the last cell.
    pub end: usize,
}

/// A row of such a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GluedRow {
    /// The name of the group that begins with this row.
    pub group: Option<Range>,
    /// Its number, where a column counts the rows.
    pub number: Option<Range>,
    /// What is to be done.
    pub task: Range,
    /// The lists of departments: none where nobody knows their names, one for each column at most.
    pub lists: Vec<Range>,
    /// What stands behind them, if the header has a column for it.
    pub time: Option<Range>,
}

/// Fewer rows may be anything.
const MIN_ROWS: usize = 3;

/// A header has no more bytes.
const LONGEST_HEADER: usize = 120;

/// A row has no more bytes, and the number of the next is looked for so often in it.
const LONGEST_ROW: usize = 3000;
const MOST_NUMBERS: usize = 24;

/// The name of a department has no more characters here.
const LONGEST_NAME: usize = 18;

/// The name of a group, and a time with a remark behind the departments, have no more characters.
const LONGEST_GROUP: usize = 30;
const LONGEST_TIME: usize = 40;

/// Both have no more bytes together.
const LONGEST_REST: usize = (LONGEST_GROUP + LONGEST_TIME) * 3;

/// A list of departments has no more names.
const MOST_NAMES: usize = 60;

/// A table has no more bytes.
const LONGEST_TABLE: usize = 100_000;

/// Reads the table whose header `text` begins with; what follows the table may stand behind it.
#[must_use]
pub fn scan_glued_tasks(text: &str) -> Option<GluedTasks> {
    let text = &text[..text.floor_char_boundary(LONGEST_TABLE.min(text.len()))];
    let header = scan_header(text)?;
    let names = known_names(&text[header.end..]);
    let level = usual_level(&names);
    let (lists, lens) = (RefCell::default(), RefCell::default());
    let rows = Rows { text, names, level, header: &header, lists, lens };
    let (rows, end) = rows.scan()?;
    Some(GluedTasks { heads: header.heads, rows, end })
}

/// Whether `text` begins with the header of such a table.
#[must_use]
pub fn begins_header(text: &str) -> bool {
    scan_header(text).is_some()
}

/// The header of such a table.
struct Header {
    heads: Vec<(Kind, Range)>,
    end: usize,
    /// Where the first row begins behind the name of its group.
    first: usize,
    /// Whether a column counts the rows; else the tasks themselves bear numbers.
    is_counted: bool,
    /// Whether two columns list departments.
    has_two_lists: bool,
    /// Whether a time or anything else stands behind the departments.
    has_time: bool,
}

/// Cuts the header into cells that say what their columns hold, with the number of the first row, or the
/// name of its group, behind it.
fn scan_header(text: &str) -> Option<Header> {
    let head = &text[..text.floor_char_boundary(LONGEST_HEADER.min(text.len()))];
    let first = head.match_indices('1').map(|(at, _)| at).find(|at| begins_row(text, *at, 1))?;
    // One look rules out nearly every text.
    if !["单位", "部门", "主体", "分工", "处室"].iter().any(|word| text[..first].contains(word)) {
        return None;
    }
    let places: Vec<usize> = text[..first].char_indices().map(|(at, _)| at).chain([first]).collect();
    let cells = cheapest_cells(text, &places);
    // The longest header behind which the first row or the name of its group begins.
    let end = (1..places.len()).rev().find(|at| {
        let group = &text[places[*at]..first];
        cells[*at].is_some() && (group.is_empty() || is_group(group))
    })?;
    let mut starts = Vec::new();
    let mut at = end;
    while at > 0 {
        at = cells[at]?.1;
        starts.push(at);
    }
    starts.reverse();
    let bounds: Vec<usize> = starts.iter().chain([&end]).map(|at| places[*at]).collect();
    let cells = bounds.windows(2).map(|pair| Some((kind_of(&text[pair[0]..pair[1]])?, pair[0]..pair[1])));
    let heads: Vec<(Kind, Range)> = cells.collect::<Option<_>>()?;
    let kinds: Vec<Kind> = heads.iter().map(|(kind, _)| *kind).collect();
    let units = kinds.iter().position(|kind| kind.is_units())?;
    let is_task = |kind: &Kind| matches!(kind, Kind::Name | Kind::Content);
    let is_figure = |kind: &Kind| matches!(kind, Kind::Value | Kind::Unit | Kind::Attribute);
    let is_counted = kinds.first() == Some(&Kind::Number);
    let begins = is_counted || kinds.first().is_some_and(|kind| is_task(kind) || *kind == Kind::Group);
    // A time before the departments cannot be told from what is to be done.
    let is_other = |kind: &Kind| !is_task(kind) && !matches!(kind, Kind::Number | Kind::Group);
    let has_other =
        kinds[..units].iter().any(is_other) || kinds.iter().skip(1).any(|kind| *kind == Kind::Number);
    if !begins || has_other || !kinds[..units].iter().any(is_task) || kinds.iter().any(is_figure) {
        return None;
    }
    Some(Header {
        end: *bounds.last()?,
        first,
        is_counted,
        has_two_lists: kinds.iter().filter(|kind| kind.is_units()).count() > 1,
        has_time: kinds.last().is_some_and(|kind| !kind.is_units()),
        heads,
    })
}

/// For each of `places`, what the cheapest cells cost that end there, and at which place the last begins.
/// 序号 is one by itself.
fn cheapest_cells(text: &str, places: &[usize]) -> Vec<Option<(usize, usize)>> {
    /// No cell has more characters.
    const MOST: usize = 9;
    let number = if text.starts_with("序号") { 2 } else { 0 };
    let mut best: Vec<Option<(usize, usize)>> = vec![None; places.len()];
    if places.len() <= number {
        return best;
    }
    best[number] = Some((0, 0));
    for to in number + 2..places.len() {
        let from = to.saturating_sub(MOST).max(number)..=to - 2;
        best[to] = from
            .filter_map(|from| {
                let (before, _) = best[from]?;
                Some((before + cost_of(&text[places[from]..places[to]])?, from))
            })
            .min();
    }
    best
}

/// What columns are about; one cell is about one of them.
#[derive(PartialEq)]
enum About {
    Task,
    Units,
    Time,
    Other,
}

fn about(cell: &str) -> Option<About> {
    const BODIES: &[&str] =
        &["单位", "部门", "主体", "分工", "处室", "科室", "地区", "机构", "属地", "街镇", "镇街", "）"];
    match kind_of(cell)? {
        Kind::Lead | Kind::Participants | Kind::Responsible => {
            BODIES.iter().any(|body| cell.ends_with(body)).then_some(About::Units)
        }
        Kind::Name | Kind::Content | Kind::Group => Some(About::Task),
        Kind::Value if cell.ends_with("任务") => Some(About::Task),
        Kind::Deadline | Kind::Time => Some(About::Time),
        _ => Some(About::Other),
    }
}

/// What it costs to take a text for one cell; none where it says nothing of a column.
fn cost_of(cell: &str) -> Option<usize> {
    /// Most cells have so many characters.
    const USUAL: usize = 4;
    /// What each costs, and one that may be two cells about different things.
    const CELL: usize = 10;
    const TWO: usize = 40;
    about(cell).filter(|_| !cell.contains(['、', '，', '。']))?;
    let inner = cell.char_indices().map(|(at, _)| at).skip(2);
    let is_two = inner.take_while(|at| char_count(&cell[*at..]) >= 2).any(|at| {
        let (left, right) = (about(&cell[..at]), about(&cell[at..]));
        left.is_some() && right.is_some() && left != right
    });
    Some(CELL + char_count(cell).abs_diff(USUAL).pow(2) + if is_two { TWO } else { 0 })
}

/// Whether a text names a group of rows: 一、养老服务, 养老方面.
fn is_group(text: &str) -> bool {
    let is_counted = scan_marker(text).is_some_and(|marker| {
        matches!(marker.style, Style::Ideographic | Style::ParenIdeographic) && marker.len < text.len()
    });
    let is_name = text.chars().all(|c| is_han(c) || matches!(c, '、' | '“' | '”' | '（' | '）'));
    !is_longer_than(text, LONGEST_GROUP)
        && !text.contains(['，', '。', '；'])
        && (is_counted || is_name && !is_longer_than(text, LONGEST_GROUP / 2) && is_longer_than(text, 1))
}

/// Whether the number of a row stands at `at`, with what is to be done behind it.
fn begins_row(text: &str, at: usize, number: u32) -> bool {
    let digits = number.to_string();
    let Some(rest) = text[at..].strip_prefix(&digits) else { return false };
    let before = text[..at].chars().next_back();
    let task = rest.trim_start_matches(['.', '、', '。', ' ']);
    !before.is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | '第' | '-' | '—' | '～' | '〔' | '：'))
        && task.starts_with(|c: char| is_han(c) || matches!(c, '“' | '《' | '（'))
        && !rest.starts_with(['年', '月', '日', '个', '家', '名', '项', '所', '万', '亿', '次', '人', '季'])
}

/// The names of departments between marks in a text.
fn known_names(text: &str) -> HashSet<&str> {
    let is_mark = |c: char| "、，；。（）〔〕和及".contains(c);
    let mut names = HashSet::new();
    let mut before = '、';
    for list in text.split_inclusive(is_mark) {
        let mark = list.chars().next_back().filter(|c| is_mark(*c)).unwrap_or('、');
        let list = list.strip_suffix(mark).unwrap_or(list);
        // A time, or the next number, may stand behind the last.
        let list = list.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default();
        // 信息化委 is the end of 市经济和信息化委.
        let is_joined = matches!(before, '和' | '及') && !list.starts_with(LEVELS);
        before = mark;
        if !is_joined && !is_longer_than(list, 2 * LONGEST_NAME) && is_agency(list) {
            let parts = split_names(list).into_iter();
            names.extend(parts.filter(|name| !is_longer_than(name, LONGEST_NAME) && is_agency(name)));
        }
    }
    names
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

/// The character that more than half of the names begin with.
fn usual_level(names: &HashSet<&str>) -> Option<char> {
    let count = |level: &char| names.iter().filter(|name| name.starts_with(*level)).count();
    ['市', '县', '区', '省', '州'].into_iter().find(|level| count(level) * 2 > names.len())
}

/// Whether what begins with a level goes on with the word before it: 城市, 城乡, 社区, 开发区.
fn is_within_word(before: &str, level: &str) -> bool {
    const AREAS: &[&str] = &[
        "社", "园", "片", "景", "新", "辖", "林", "牧", "矿", "灌", "库", "校", "厂", "港", "特", "开发",
        "示范", "试验", "实验", "保税", "合作", "功能",
    ];
    match level.chars().next() {
        Some('市' | '乡' | '镇') => before.ends_with('城'),
        Some('区') => AREAS.iter().any(|area| before.ends_with(area)),
        _ => false,
    }
}

/// What has been read at a place, in one of two ways.
type Known<T> = HashMap<(usize, bool), Option<T>>;

/// Where the parts of a list of departments begin, and where it ends.
type List = (Vec<usize>, usize);

/// What the rows of a table are read with.
struct Rows<'a> {
    text: &'a str,
    names: HashSet<&'a str>,
    /// What most names begin with: 市.
    level: Option<char>,
    header: &'a Header,
    /// The lists and names that have been read, by where they begin.
    lists: RefCell<Known<List>>,
    lens: RefCell<Known<(usize, usize)>>,
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
    fn scan(&self) -> Option<(Vec<GluedRow>, usize)> {
        let Header { first, end, is_counted, .. } = *self.header;
        let mut rows: Vec<GluedRow> = Vec::new();
        let mut group = (end < first).then_some(end..first);
        let mut times: Vec<&str> = Vec::new();
        let (mut at, mut number) = (first, 1u32);
        loop {
            let digits = number.to_string().len();
            let label = self.text[at + digits..].trim_start_matches(['.', '、', '。', ' ']);
            let task = self.text.len() - label.len();
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
        let (_, len) = self.loose_name(last).filter(|_| list.starts_with(LEVELS))?;
        let units_end = last + len;
        if units_end > end || end - units_end > LONGEST_REST {
            return None;
        }
        let group = self.group_in(&self.text[units_end..end]);
        let time = (group > 0).then_some(units_end..units_end + group);
        let fits = time.clone().is_none_or(|time| self.is_time(&self.text[time]));
        fits.then_some(Row { units: vec![from], units_end, time })
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
        self.lists_in(task, end, is_loose).find_map(|(units, units_end)| {
            let rest = &self.text[units_end..end];
            if rest.len() > LONGEST_REST {
                return None;
            }
            let group = self.group_in(rest);
            let time = &rest[..group];
            let time = (!time.trim().is_empty()).then_some(units_end..units_end + group);
            let fits = time.clone().is_none_or(|time| self.is_time(&self.text[time]));
            fits.then_some(Row { units, units_end, time })
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

    /// The lists of departments between `from` and `end`, each with where its parts begin and where
    /// it ends.
    fn lists_in(&self, from: usize, end: usize, is_loose: bool) -> impl Iterator<Item = List> {
        /// What is to be done has more characters.
        const TASK: usize = 3;
        let places = self.text[from..end].char_indices().map(move |(at, _)| from + at).skip(TASK);
        let lists = places.filter_map(move |at| self.known_list_at(at, is_loose));
        lists.filter(move |(_, list_end)| *list_end <= end)
    }

    /// The list of departments that begins at `at`, which is read once.
    fn known_list_at(&self, at: usize, is_loose: bool) -> Option<List> {
        if let Some(list) = self.lists.borrow().get(&(at, is_loose)) {
            return list.clone();
        }
        let list = self.list_at(at, is_loose);
        self.lists.borrow_mut().insert((at, is_loose), list.clone());
        list
    }

    /// The list of departments that begins at `at`. Where nothing parts two of its names, another
    /// cell may begin.
    fn list_at(&self, at: usize, is_loose: bool) -> Option<List> {
        let end = self.text.len();
        let begins = |at: usize| {
            let before = self.text[..at].chars().next_back();
            // 城市管理局 is one name.
            self.text[at..].starts_with(LEVELS)
                && !is_within_word(&self.text[..at], &self.text[at..])
                && !before.is_some_and(|c| {
                    matches!(c, '、' | '，' | '和' | '及' | '与' | '由' | '向' | '在' | '各')
                })
        };
        if !begins(at) {
            return None;
        }
        let mut starts = vec![at];
        let mut place = at;
        let mut is_first = true;
        for _ in 0..MOST_NAMES {
            let strict = self.name_len(place, is_first);
            let (name, len) = strict.or_else(|| self.loose_name(place).filter(|_| is_loose))?;
            if is_first && self.hides_name(&self.text[place..place + name]) {
                return None;
            }
            is_first = false;
            place += len;
            // 等相关部门
            let rest = self.text[place..end].strip_prefix('等').unwrap_or_default();
            if let Some(class) = ["相关部门", "有关部门", "部门", "相关单位", "有关单位", "单位", ""]
                .iter()
                .find(|class| rest.starts_with(**class))
                && !rest.is_empty()
            {
                place += '等'.len_utf8() + class.len();
            }
            let rest = &self.text[place..end];
            let mark = ["、", "，", "；", "以及", "和", "及", "与", "会同", " "]
                .iter()
                .find(|mark| rest.starts_with(**mark));
            if let Some(mark) = mark
                && (self.name_len(place + mark.len(), false).is_some()
                    || is_loose && self.loose_name(place + mark.len()).is_some())
            {
                place += mark.len();
                continue;
            }
            if mark.is_some_and(|mark| !mark.trim().is_empty()) {
                return None;
            }
            if begins(place) && self.name_len(place, true).is_some() {
                starts.push(place);
                continue;
            }
            // Those who lead stand before those whose names are parted by marks.
            let others = starts.split_off(1).pop().filter(|_| self.header.has_two_lists);
            starts.extend(others);
            return Some((starts, place));
        }
        None
    }

    /// Whether a name ends with a known one, or with one of the usual level, so that what stands
    /// before that belongs to the task: 区域性服务中心市民政局.
    fn hides_name(&self, name: &str) -> bool {
        if self.names.contains(name) || name.contains('（') {
            return false;
        }
        let inner = name.char_indices().map(|(at, _)| at).skip(1);
        inner.take_while(|at| char_count(&name[*at..]) >= 3).any(|at| {
            let rest = &name[at..];
            // 省市县三级网络省民政厅, but 市市场监管局 and 市工业园区管委会
            let is_level =
                rest.starts_with(LEVELS) && !rest.starts_with("市场") && !is_within_word(&name[..at], rest);
            let is_own =
                self.level.is_some_and(|level| rest.starts_with(level)) || char_count(&name[..at]) >= 3;
            self.names.contains(rest) || is_level && is_own && is_agency(rest)
        })
    }

    /// The length of the name of a department at `at`, and the same with the role in brackets behind it.
    fn name_len(&self, at: usize, is_first: bool) -> Option<(usize, usize)> {
        if let Some(name) = self.lens.borrow().get(&(at, is_first)) {
            return *name;
        }
        let name = self.read_name(at, is_first);
        self.lens.borrow_mut().insert((at, is_first), name);
        name
    }

    fn read_name(&self, at: usize, is_first: bool) -> Option<(usize, usize)> {
        let rest = self.text.get(at..)?;
        let ends = rest.char_indices().map(|(at, _)| at).chain([rest.len()]).skip(2).take(LONGEST_NAME);
        let mut own = None;
        for len in ends {
            let name = &rest[..len];
            if name.ends_with(['、', '，', '。', '；', '：', '（'])
                || name.ends_with(|c: char| c.is_ascii_digit())
            {
                break;
            }
            // 区发改局区财政局: the level of the next name.
            let is_next = |rest: &str| {
                let level = name.chars().next().filter(|level| LEVELS.contains(level));
                level.is_some_and(|level| rest.starts_with(level)) && is_agency(name)
            };
            let closes = |rest: &str| {
                rest.is_empty() || !rest.starts_with(is_han) || self.begins_name(rest) || is_next(rest)
            };
            let is_body = || {
                (is_agency(name)
                    || (name.ends_with("单位") || name.ends_with("部门")) && is_organization(name)
                    || !is_first && is_longer_than(name, 2))
                    && organization::kind_of(name) == organization::Kind::Known
            };
            if self.names.contains(name) || closes(&rest[len..]) && is_body() && split_names(name).len() == 1
            {
                own = Some(len);
                if is_next(&rest[len..]) || rest[len..].starts_with("会同") {
                    break;
                }
            }
        }
        let len = own?;
        let behind = &rest[len..];
        let role = behind.starts_with('（').then(|| behind.find('）')).flatten();
        let role = role.filter(|close| char_count(&behind[..*close]) <= LONGEST_NAME);
        let mut total = len + role.map_or(0, |close| close + '）'.len_utf8());
        // 各县（市、区）人民政府
        let bodies = ["人民政府", "政府", "管委会", "党委"];
        if let Some(body) = bodies.iter().find(|body| rest[total..].starts_with(**body))
            && total > len
        {
            total += body.len();
            return Some((total, total));
        }
        Some((len, total))
    }

    /// The same of the shortest text that can only be the name of an agency, whatever follows.
    fn loose_name(&self, at: usize) -> Option<(usize, usize)> {
        let rest = self.text.get(at..)?;
        let ends = rest.char_indices().map(|(at, _)| at).skip(3).take(LONGEST_NAME);
        let names = ends.take_while(|len| rest[..*len].ends_with(is_han));
        let len = names.into_iter().find(|len| is_agency(&rest[..*len]))?;
        Some((len, len))
    }

    /// Whether a known name begins a text, or a word that joins names.
    fn begins_name(&self, text: &str) -> bool {
        if text.starts_with(['和', '及', '与', '等']) || text.starts_with("会同") || text.starts_with("以及")
        {
            return true;
        }
        let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]).skip(3).take(LONGEST_NAME);
        ends.into_iter().any(|len| self.names.contains(&text[..len]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Option<Vec<&str>> {
        let table = scan_glued_tasks(text)?;
        let mut cells: Vec<Range> = table.heads.into_iter().map(|(_, head)| head).collect();
        for row in table.rows {
            cells.extend(row.group);
            cells.extend(row.number);
            cells.push(row.task);
            cells.extend(row.lists);
            cells.extend(row.time);
        }
        Some(cells.into_iter().map(|cell| &text[cell]).collect())
    }

    #[test]
    fn numbers_departments_and_times() {
        let text = "序号工作任务负责单位时间进度备注一、主要任务1新建城区要配套建设12处服务设施，同步规划。市住房城乡建设局（牵头）、市民政局和各区县人民政府\
            2021年4季度出台具体措施2老城区没有达到要求的，建设区域性服务中心市民政局（牵头）、市住房城乡建设局2021年4季度启动实施二、保障措施3发挥2个中心的功能市财政局、\
            市民政局、团市委、市老龄办会同市卫健委等相关部门和各区县人民政府2021年4季度出台具体措施相关附件：二维码";
        let found = cells(text).unwrap();
        assert_eq!(found[..5], ["序号", "工作任务", "负责单位", "时间进度", "备注"]);
        assert_eq!(
            found[5..],
            [
                "一、主要任务",
                "1",
                "新建城区要配套建设12处服务设施，同步规划。",
                "市住房城乡建设局（牵头）、市民政局和各区县人民政府",
                "2021年4季度出台具体措施",
                "2",
                "老城区没有达到要求的，建设区域性服务中心",
                "市民政局（牵头）、市住房城乡建设局",
                "2021年4季度启动实施",
                "二、保障措施",
                "3",
                "发挥2个中心的功能",
                "市财政局、市民政局、团市委、市老龄办会同市卫健委等相关部门和各区县人民政府",
                "2021年4季度出台具体措施",
            ]
        );
    }

    #[test]
    fn words_behind_a_name_that_stands_nowhere_else() {
        let text = "序号工作任务责任单位时间进度1探索新型捐赠方式。市民政局、市税务局2021年底前2设立慈善信托。市民政局、广元银监分局中省出台要求后试点\
            3引导企业捐款。市民政局、市税务局2021年底前";
        let found = cells(text).unwrap();
        assert_eq!(found[8..12], ["2", "设立慈善信托。", "市民政局、广元银监分局", "中省出台要求后试点"]);
    }

    #[test]
    fn two_lists_of_departments() {
        let text = "序号重点任务牵头单位配合单位1提振市场信心，优化投资环境。区发改局区财政局、区税务局2保护个人隐私。区卫健局区公安局、区司法局\
            3公开办理流程。区人社局区民政局、区教育局";
        let found = cells(text).unwrap();
        assert_eq!(found[4..8], ["1", "提振市场信心，优化投资环境。", "区发改局", "区财政局、区税务局"]);
        assert_eq!(found.len(), 4 + 3 * 4);
    }

    #[test]
    fn tasks_that_bear_numbers_themselves() {
        let text = "工作任务工作要求牵头单位配合/责任单位一、加强公开1.增强透明度。区直各有关单位，各乡镇人民政府2.建立反馈机制，优化环境。区发改局区直各有关单位\
            3.保护隐私。区卫健局区公安局、区司法局";
        let found = cells(text).unwrap();
        assert_eq!(found[..4], ["工作任务", "工作要求", "牵头单位", "配合/责任单位"]);
        assert_eq!(
            found[4..9],
            [
                "一、加强公开",
                "1.增强透明度。",
                "区直各有关单位，各乡镇人民政府",
                "2.建立反馈机制，优化环境。",
                "区发改局"
            ]
        );
    }

    #[test]
    fn names_that_a_task_runs_into() {
        let row = |row: &str| {
            let text = format!(
                "序号工作任务责任单位时间进度1制定规划市民政局、市财政局2021年底前2{row}2021年底前3培训护理员市教育局、市财政局、市民政局2023年底前"
            );
            let found = cells(&text)?;
            Some(found[9..11].iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>())
        };
        for (text, task, units) in [
            ("开展检查市市场监管局", "开展检查", "市市场监管局"),
            ("建成中心市民政局", "建成中心", "市民政局"),
            ("完善省市县三级网络省民政厅、市民政局", "完善省市县三级网络", "省民政厅、市民政局"),
            ("建设中心各县（市、区）人民政府、市财政局", "建设中心", "各县（市、区）人民政府、市财政局"),
            ("建设社区设施市民政局", "建设社区设施", "市民政局"),
        ] {
            assert_eq!(row(text).as_deref(), Some(&[task.to_owned(), units.to_owned()][..]), "{text}");
        }
    }

    #[test]
    fn the_name_of_a_group_before_a_row_that_nobody_can_read() {
        let text = "序号工作任务责任单位1完善制度市民政局、市财政局2建设中心市民政局、市财政局3培训人员市民政局、市财政局二、保障措施4加强宣传";
        let table = scan_glued_tasks(text).unwrap();
        assert_eq!((table.rows.len(), &text[table.end..]), (3, "二、保障措施4加强宣传"));
    }

    #[test]
    fn what_is_no_such_table() {
        for text in [
            "序号指标单位2020年1覆盖率%952达标率%96",
            "序号工作任务责任单位1加强领导。2加强宣传。3加强考核。",
            "序号是表格的一栏",
            "序号地市处数1甲市5处2乙市6处3丙市7处",
        ] {
            assert_eq!(cells(text), None, "{text}");
        }
    }
}
