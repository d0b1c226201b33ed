//! The names of departments, and the lists of them that a task has run into.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use crate::scan::national::NATIONAL;
use crate::scan::organization::{self, is_agency, is_organization, split_names};
use crate::scan::running::LEVELS;
use crate::scan::{char_count, is_han, is_longer_than};

/// The name of a department has no more characters here.
const LONGEST_NAME: usize = 18;

/// A list of departments has no more names.
const MOST_NAMES: usize = 60;

/// What has been read at a place, in one of two ways.
type Known<T> = HashMap<(usize, bool), Option<T>>;

/// Where the parts of a list of departments begin, between which nothing stands, and where it ends.
type List = (Vec<usize>, usize);

/// The names of departments in a text.
pub(super) struct Names<'a> {
    text: &'a str,
    /// Those that marks set apart somewhere in it.
    known: HashSet<&'a str>,
    /// What most of them begin with: 市.
    level: Option<char>,
    /// The lists and names that have been read, by where they begin.
    lists: RefCell<Known<List>>,
    lens: RefCell<Known<(usize, usize)>>,
}

impl<'a> Names<'a> {
    /// The names in `text`; those behind `from` are known.
    pub(super) fn of(text: &'a str, from: usize) -> Self {
        let known = known_names(&text[from..]);
        let level = usual_level(&known);
        Self { text, known, level, lists: RefCell::default(), lens: RefCell::default() }
    }

    /// The lists of departments between `from` and `end`, each with where its parts begin and where
    /// it ends.
    pub(super) fn lists_in(&self, from: usize, end: usize, is_loose: bool) -> impl Iterator<Item = List> {
        let places = self.text[from..end].char_indices().map(move |(at, _)| from + at);
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

    /// The list of departments that begins at `at`: where its parts begin, which nothing parts, and
    /// where it ends.
    fn list_at(&self, at: usize, is_loose: bool) -> Option<List> {
        let end = self.text.len();
        let begins = |at: usize| {
            let (head, rest) = self.text.split_at(at);
            let before = head.chars().next_back();
            // 城市管理局 is one name.
            (rest.starts_with(LEVELS) && !is_within_word(head, rest) || begins_branch(rest))
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
            return Some((starts, place));
        }
        None
    }

    /// Whether a name ends with a known one, or with one of the usual level, so that what stands
    /// before that belongs to the task: 区域性服务中心市民政局.
    fn hides_name(&self, name: &str) -> bool {
        if self.known.contains(name) || name.contains('（') {
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
            self.known.contains(rest) || is_level && is_own && is_agency(rest)
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
                    || !is_first && is_longer_than(name, 2)
                    || begins_branch(name) && is_longer_than(name, 4))
                    && organization::kind_of(name) == organization::Kind::Known
            };
            if self.known.contains(name) || closes(&rest[len..]) && is_body() && split_names(name).len() == 1
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
    pub(super) fn loose_name(&self, at: usize) -> Option<(usize, usize)> {
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
        ends.into_iter().any(|len| self.known.contains(&text[..len]))
    }
}

/// Whether a text begins as the name of a body does that bears no level of its own.
fn begins_branch(text: &str) -> bool {
    NATIONAL.iter().any(|head| text.starts_with(head))
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
