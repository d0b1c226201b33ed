//! The header: which columns the words have that run together.

use super::starts::{begins_row, is_group};
use super::table::Range;
use crate::scan::char_count;
use crate::scan::column::{Kind, kind_of};

/// What the header of a column of departments ends with.
const BODIES: &[&str] =
    &["单位", "部门", "主体", "分工", "处室", "科室", "地区", "机构", "属地", "街镇", "镇街"];

/// The header of such a table.
pub(super) struct Header {
    pub(super) heads: Vec<(Kind, Range)>,
    pub(super) end: usize,
    /// Where the first row begins behind the name of its group.
    pub(super) first: usize,
    /// Whether a column counts the rows; else the tasks themselves bear numbers.
    pub(super) is_counted: bool,
    /// Whether two columns list departments.
    pub(super) has_two_lists: bool,
    /// Whether a time or anything else stands behind the departments.
    pub(super) has_time: bool,
}

/// Cuts the header into cells that say what their columns hold, with the number of the first row, or the
/// name of its group, behind it.
pub(super) fn scan_header(text: &str) -> Option<Header> {
    /// A header has no more bytes.
    const LONGEST: usize = 120;
    let head = &text[..text.floor_char_boundary(LONGEST.min(text.len()))];
    let first = head.match_indices('1').map(|(at, _)| at).find(|at| begins_row(text, *at, 1))?;
    // One look rules out nearly every text.
    if !BODIES.iter().any(|word| text[..first].contains(word)) {
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
    match kind_of(cell)? {
        Kind::Lead | Kind::Participants | Kind::Responsible => {
            let is_whole = cell.ends_with('）') || BODIES.iter().any(|body| cell.ends_with(body));
            is_whole.then_some(About::Units)
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

/// Where headers of such tables begin in `text`, in order: at 序号, or before a column of departments,
/// behind what ends the title of a list.
pub fn find_headers(text: &str) -> impl Iterator<Item = usize> {
    /// Columns before that of the departments have no more characters, and no fewer.
    const BEFORE: std::ops::RangeInclusive<usize> = 2..=12;
    let find = |word: &'static str| memchr::memmem::find_iter(text.as_bytes(), word);
    let mut places: Vec<usize> = find("序号").collect();
    for (at, body) in ["单位", "部门"].iter().flat_map(|body| find(body).map(move |at| (at, body))) {
        // 责任单位, but not 责任单位：… of a clause.
        let behind = &text[at + body.len()..];
        let Some((units, _)) = text[..at].char_indices().nth_back(1) else { continue };
        let is_column = kind_of(&text[units..at + body.len()]).is_some_and(Kind::is_units);
        if !is_column || behind.starts_with(['：', '为', '要']) {
            continue;
        }
        let before = text[..units].char_indices().rev().take(*BEFORE.end());
        let starts = before.map(|(at, _)| at).skip(BEFORE.start() - 1);
        let ends_title = |at: &usize| text[..*at].ends_with(['表', '单', '工', '案', '）', '。', ' ']);
        // 重点任务分工表序号…责任单位: the header begins at 序号.
        let is_first = |at: &usize| !text[*at..units].contains("序号");
        places.extend(starts.filter(|at| ends_title(at) && is_first(at)));
    }
    places.sort_unstable();
    places.dedup();
    places.into_iter().filter(|at| scan_header(&text[*at..]).is_some())
}
