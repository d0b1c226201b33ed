//! The header of a table: which pieces are its cells, which of them are cut over
//! lines, and which stand above several columns.

use super::piece::{Joint, Piece, has_parted_cells};
use super::settle::settle;
use crate::scan::char_count;
use crate::scan::column::{Kind, MAX_HEAD, kind_of, names_year};
use crate::scan::date::scan_year;
use crate::scan::indicator::{BELOW_YEAR, WORDS, says_change};
use crate::span::Span;

/// A header cell: what its column holds, its pieces, and the cell that it shares
/// with its neighbours above it.
#[derive(Clone, Debug)]
pub struct Head {
    /// What the column holds.
    pub kind: Kind,
    /// Its pieces.
    pub spans: Vec<Span>,
    /// The pieces of the cell above.
    pub above: Vec<Span>,
}

impl Head {
    /// The words of the cell, without what stands above it.
    #[must_use]
    pub fn text(&self, text: &str) -> String {
        joined(text, &self.spans)
    }

    /// The words of the cell above it.
    #[must_use]
    pub fn above_text(&self, text: &str) -> String {
        joined(text, &self.above)
    }
}

pub(super) fn joined(text: &str, spans: &[Span]) -> String {
    spans.iter().flat_map(|span| span.of(text).split(['|', ' '])).collect()
}

/// A reading of the header.
#[derive(Clone, Debug)]
pub(super) struct Header {
    pub heads: Vec<Head>,
    /// The evidence for it.
    pub score: i32,
    /// How many pieces it takes.
    pub taken: usize,
    /// How the pieces of its rows are put in order before they are read.
    pub order: Order,
}

/// How the pieces of rows are put in order before they are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// As they are printed.
    Printed,
    /// The groups of the rows are printed before their numbers, and are read behind them.
    NumbersFirst,
    /// Rows without numbers get them where their attributes tell that there is one.
    Anchored,
}

/// No table whose columns have to be told by their words has more, no header of one has more
/// pieces.
pub(super) const MAX_COLUMNS: usize = 16;
pub(super) const MAX_PIECES: usize = 26;

/// Evidence for a header.
mod weight {
    /// A cell that says what its column holds.
    pub const KNOWN: i32 = 5;
    /// A short cell that does not, and a longer one.
    pub const UNKNOWN: i32 = -2;
    pub const UNKNOWN_LONG: i32 = -5;
    /// Two columns of which tables have one.
    pub const TWICE: i32 = -10;
    /// A cell above others that are alike, or that are not.
    pub const ALIKE: i32 = 3;
    pub const UNLIKE: i32 = -6;
    /// Words, and as many years behind them.
    pub const PAIRED: i32 = 16;
    /// Separators lead to where the cell above stands, or elsewhere.
    pub const LED: i32 = 6;
    /// Figures before what they are about.
    pub const FIGURES_FIRST: i32 = -25;
    /// A cell that stands over two columns.
    pub const SPREAD: i32 = -9;
    /// Two pieces that may be one cell.
    pub const JOINED: i32 = -1;
    /// Two pieces of which nothing says that they are one cell.
    pub const STITCHED: i32 = -25;
    /// The same of two that name columns of different kinds: 重点任务 and 主要内容.
    pub const STITCHED_KNOWN: i32 = -60;
}

/// How many of the first pieces can belong to a header.
pub(super) fn reach(text: &str, pieces: &[Piece]) -> usize {
    let is_header = |at: usize| {
        let look = &pieces[at].look;
        let cell = pieces[at].span.of(text);
        // A line of its own may hold 年 of a year.
        let is_rest = |piece: &Piece| piece.joint == Joint::Same && piece.span.of(text).starts_with('年');
        let is_year = scan_year(cell).is_some_and(|(_, len)| {
            ends_year(&cell[len..]) || len == cell.len() && pieces.get(at + 1).is_some_and(is_rest)
        });
        char_count(cell) <= MAX_HEAD
            && !cell.contains(['。', '；', '，'])
            && !look.is_attribute
            && (!look.is_value || is_year)
            && look.number.is_none()
            && !look.is_banner
    };
    // 目标 may stand below each year; three times the same word is no header else.
    let is_again = |at: usize| {
        let own = pieces[at].span.of(text);
        if at > 0 && names_year(pieces[at - 1].span.of(text)) && BELOW_YEAR.contains(&own) {
            return false;
        }
        pieces[..at].iter().filter(|piece| piece.span.of(text) == own).count() > 1
    };
    let far = pieces.len().min(MAX_PIECES);
    (0..far).take_while(|at| is_header(*at) && !is_again(*at)).count()
}

/// Whether what stands behind the digits of a year says that they are one: 年, or 现状值 where 年
/// is left out.
fn ends_year(behind: &str) -> bool {
    behind.starts_with('年') || BELOW_YEAR.iter().any(|word| behind.starts_with(word))
}

/// The readings of the first `taken` pieces as a header, the likeliest first.
pub(super) fn headers(text: &str, pieces: &[Piece], taken: usize) -> Vec<Header> {
    let mut found = plain_headers(text, &pieces[..taken], false);
    // Where blank lines part the cells, they may part those of the header, too, which ends at one.
    let ends = pieces.get(taken).is_none_or(|next| next.is_apart);
    if ends && has_parted_cells(pieces) {
        found.extend(plain_headers(text, &pieces[..taken], true));
    }
    let count = words_above(text, &pieces[..taken]);
    if count == 0 {
        return found;
    }
    // 基期值 and 目标值 on the line above that of the columns: the last of them stands above
    // all columns of figures that the others leave.
    for mut header in plain_headers(text, &pieces[count..taken], false) {
        let values = header.heads.iter_mut().filter(|head| head.kind == Kind::Value);
        for (at, head) in values.enumerate() {
            head.above = vec![pieces[at.min(count - 1)].span];
        }
        let known = weight::KNOWN * i32::try_from(count).unwrap_or(0);
        found.push(Header { score: header.score + known, taken, ..header });
    }
    found.sort_by_key(|header| std::cmp::Reverse(header.score));
    found
}

/// How many pieces stand on a first line of words above columns of figures: fewer than the line
/// below, which begins with 序号, has of these.
fn words_above(text: &str, pieces: &[Piece]) -> usize {
    let count = 1 + pieces.iter().skip(1).take_while(|piece| !piece.joint.is_line()).count();
    let kind = |piece: &Piece| kind_of(piece.span.of(text));
    let is_word = |piece: &Piece| kind(piece) == Some(Kind::Value) && !names_year(piece.span.of(text));
    let line =
        pieces[count..].iter().enumerate().take_while(|(at, piece)| *at == 0 || !piece.joint.is_line());
    let values = line.filter(|(_, piece)| kind(piece) == Some(Kind::Value)).count();
    let is_counted = pieces.get(count).and_then(kind) == Some(Kind::Number);
    if is_counted && count < values && pieces[..count].iter().all(is_word) { count } else { 0 }
}

/// The readings of `pieces` as a header, the likeliest first. `parts_cells` says that blank lines
/// stand between its cells and nowhere else.
pub(super) fn plain_headers(text: &str, pieces: &[Piece], parts_cells: bool) -> Vec<Header> {
    /// So many are tried on the rows.
    const TRIED: usize = 16;
    /// So many seams are taken or left.
    const MAX_SEAMS: usize = 4;
    let taken = pieces.len();
    let parts_cells = parts_cells && !are_halves(text, pieces);
    let cells = strong(text, &pieces[..taken], parts_cells);
    if cells.len() > MAX_COLUMNS + 4 {
        return Vec::new();
    }
    let is_open = |at: &usize| !(parts_cells && cells[*at].is_line);
    let sure: Vec<usize> =
        (1..cells.len()).filter(is_open).filter(|at| seam(text, &cells, *at) > 1).collect();
    // All ways to take the seams or leave them.
    let mut variants: Vec<(Vec<usize>, i32)> = vec![(Vec::new(), 0)];
    for at in sure.iter().take(MAX_SEAMS) {
        for (joins, cost) in variants.clone() {
            let mut joins = joins;
            joins.push(*at);
            variants.push((joins, cost + weight::JOINED));
        }
    }
    for at in (1..cells.len()).filter(is_open) {
        if seam(text, &cells, at) == 1 {
            let kinds = [at - 1, at].map(|at| kind_of(&joined(text, &cells[at].spans)));
            let are_two = kinds[0] != kinds[1] && kinds.iter().all(Option::is_some);
            variants.push((vec![at], if are_two { weight::STITCHED_KNOWN } else { weight::STITCHED }));
        }
    }
    let mut found = Vec::new();
    for (joins, cost) in variants {
        let mut columns: Vec<Cell> = Vec::with_capacity(cells.len());
        for (at, cell) in cells.iter().enumerate() {
            match columns.last_mut() {
                Some(last) if joins.contains(&at) => last.spans.extend(&cell.spans),
                _ => columns.push(Cell { spans: cell.spans.clone(), ..*cell }),
            }
        }
        let paired = paired(text, &columns);
        let mut ways = vec![(known(text, &columns), 0)];
        if let Some((cells, first)) = &paired {
            let mut cells = known(text, cells);
            cells[*first..].iter_mut().for_each(|cell| cell.kind = Some(Kind::Value));
            ways.push((cells, weight::PAIRED));
        }
        for (columns, evidence) in ways {
            for (heads, score) in stacked(&columns).into_iter().chain(spread(&columns)) {
                if (2..=MAX_COLUMNS).contains(&heads.len()) {
                    let score = score + cost + evidence + score_of(text, &heads);
                    found.push(Header { heads: settle(text, heads), score, taken, order: Order::Printed });
                }
            }
        }
    }
    found.sort_by_key(|header| std::cmp::Reverse(header.score));
    // Rows cannot tell headers apart whose columns hold the same.
    let mut seen: Vec<Vec<Kind>> = Vec::new();
    found.retain(|header| {
        let kinds: Vec<Kind> = header.heads.iter().map(|head| head.kind).collect();
        let is_new = !seen.contains(&kinds);
        if is_new {
            seen.push(kinds);
        }
        is_new
    });
    found.truncate(TRIED);
    found
}

/// Whether the cells of a header are cut in two, each half a paragraph: 牵头 and 部门, 配合 and 部门.
fn are_halves(text: &str, pieces: &[Piece]) -> bool {
    /// One pair may be two columns.
    const LEAST: usize = 2;
    let is_cut = |pair: &&[Piece]| {
        let [before, own] = [pair[0].span.of(text), pair[1].span.of(text)];
        let is_half = |half: &str| char_count(half) == 2;
        is_half(before) && is_half(own) && kind_of(&format!("{before}{own}")).is_some_and(Kind::is_units)
    };
    pieces.windows(2).filter(is_cut).count() >= LEAST
}

/// Whether a cell is nothing but a year, in brackets or not.
fn is_year_alone(cell: &str) -> bool {
    let bare = cell.trim_matches(['（', '）', '〔', '〕', '[', ']']);
    scan_year(bare).is_some_and(|(_, len)| matches!(&bare[len..], "" | "年"))
}

/// The cells with each of the years at their end below the word before them that it belongs to:
/// 现状, 规划目标, 2025年, 2030年; and the first of these.
fn paired(text: &str, cells: &[Cell]) -> Option<(Vec<Cell>, usize)> {
    let word = |cell: &Cell| joined(text, &cell.spans);
    let count = cells.iter().rev().take_while(|cell| is_year_alone(&word(cell))).count();
    let first = cells.len().checked_sub(2 * count)?;
    let is_said_of = |cell: &Cell| matches!(kind_of(&word(cell)), None | Some(Kind::Value | Kind::Text));
    let (words, years) = cells[first..].split_at(count);
    if count < 2 || !words.iter().all(is_said_of) || !words.iter().any(|cell| kind_of(&word(cell)).is_some())
    {
        return None;
    }
    let mut paired: Vec<Cell> = cells[..first + count].to_vec();
    for (cell, year) in paired[first..].iter_mut().zip(years) {
        cell.spans.extend(&year.spans);
    }
    Some((paired, first))
}

#[derive(Clone)]
struct Cell {
    spans: Vec<Span>,
    is_line: bool,
    /// Where separators are sure, the column that it stands in.
    column: Option<usize>,
}

/// A cell with what it says.
struct Known<'a> {
    cell: &'a Cell,
    word: String,
    kind: Option<Kind>,
}

impl<'a> Known<'a> {
    fn of(text: &str, cell: &'a Cell) -> Self {
        let word = joined(text, &cell.spans);
        Self { cell, kind: kind_of(&word), word }
    }

    fn head(&self, above: Option<&Self>) -> Head {
        let own = self.kind.unwrap_or(Kind::Text);
        // 片区 and 总计 below 面积 are figures, both.
        let is_open = matches!(own, Kind::Text | Kind::Group);
        let are_values = is_open && above.is_some_and(|above| above.kind == Some(Kind::Value));
        Head {
            kind: if are_values { Kind::Value } else { own },
            spans: self.cell.spans.clone(),
            above: above.map(|above| above.cell.spans.clone()).unwrap_or_default(),
        }
    }
}

fn known<'a>(text: &str, cells: &'a [Cell]) -> Vec<Known<'a>> {
    cells.iter().map(|cell| Known::of(text, cell)).collect()
}

/// Joins what is one cell for certain: （万元） with the word before it, 序 and 号,
/// “十四五” and 投资; and parts what is several: 2020年2025年.
fn strong(text: &str, pieces: &[Piece], parts_cells: bool) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::with_capacity(pieces.len());
    let mut column = None;
    for (at, piece) in pieces.iter().enumerate() {
        let is_line = piece.joint.is_line();
        // （2025年） and （2030年） are said of the cells before them in turn.
        let has_years = |pair: &[Piece]| pair.iter().all(|piece| is_year_alone(piece.span.of(text)));
        let is_own = pieces[at.saturating_sub(1)..pieces.len().min(at + 2)].windows(2).any(has_years);
        column = match (piece.joint, column) {
            (Joint::Line(lead), _) => Some(lead),
            (Joint::Soft, _) => Some(0),
            (Joint::Cell(lead), Some(before)) => Some(before + lead),
            _ => None,
        };
        let own = piece.span.of(text);
        let is_one = cells.last().is_some_and(|last| {
            if is_own {
                return false;
            }
            if piece.joint == Joint::Same {
                return true;
            }
            let before = joined(text, &last.spans);
            let whole = before.clone() + own;
            // 2025年 目标值
            let is_of_year = piece.joint == Joint::Blank
                && names_year(&before)
                && before.ends_with('年')
                && BELOW_YEAR.contains(&own);
            // 指标 属性 behind the figures, where 指标名称 stands before them
            let is_property = before == "指标"
                && matches!(own, "属性" | "性质" | "类型")
                && cells.iter().any(|cell| names_rows(&joined(text, &cell.spans)));
            if is_of_year || is_property {
                return true;
            }
            let can_join = matches!(piece.joint, Joint::Line(0) | Joint::Soft)
                || piece.joint == Joint::Blank && own.starts_with(['（', '〔', '[']);
            can_join
                && (own.starts_with(['（', '〔', '[', '［'])
                    || kind_of(&before).is_none()
                        && kind_of(own).is_none()
                        && kind_of(&whole).is_some()
                        && char_count(&before) <= 6
                    // 序 and 号: the second half alone is no column.
                    || char_count(&before) <= 2
                        && char_count(own) <= 2
                        && kind_of(own).is_none()
                        && kind_of(&whole).is_some()
                    // 2025年 and, below it, 目标值.
                    || is_line && names_year(&before) && before.ends_with('年') && BELOW_YEAR.contains(&own)
                    // 较目标值 and 增加
                    || is_line && says_change(&whole)
                    || is_line && is_torn_below_year(&before, own)
                    || before.ends_with('”') && char_count(&before) <= 6 && kind_of(&whole).is_some())
        });
        let is_one = match (parts_cells && is_line && !cells.is_empty(), piece.is_apart) {
            (true, true) => is_one && own.starts_with(['（', '〔', '[', '［']),
            (true, false) => true,
            (false, _) => is_one,
        };
        // 〔累计〕 below is said of figures, whatever column is the last.
        let is_remark = is_line && own.contains("累计") && own.starts_with(['（', '〔', '[', '［']);
        let figures = |cell: &Cell| kind_of(&joined(text, &cell.spans)) == Some(Kind::Value);
        let at = cells.iter().rposition(figures).filter(|_| is_one && is_remark);
        let at = at.unwrap_or(cells.len().saturating_sub(1));
        match cells.get_mut(at) {
            Some(last) if is_one => last.spans.push(piece.span),
            _ => cells.extend(part(own).into_iter().enumerate().map(|(at, (from, to))| Cell {
                spans: vec![Span::new(piece.span.start + from as u32, piece.span.start + to as u32)],
                is_line: is_line && at == 0,
                column: column.filter(|_| at == 0),
            })),
        }
    }
    cells
}

/// Whether a cell names the rows by a word of its own: 指标名称, 具体指标.
fn names_rows(cell: &str) -> bool {
    cell != "指标" && kind_of(cell) == Some(Kind::Name)
}

/// Whether a line end has cut what stands behind a year: 2025年基 and 准值.
fn is_torn_below_year(before: &str, own: &str) -> bool {
    let behind = scan_year(before).and_then(|(_, len)| before[len..].strip_prefix('年'));
    behind.is_some_and(|behind| {
        !behind.is_empty() && BELOW_YEAR.iter().any(|word| word.strip_prefix(behind) == Some(own))
    })
}

/// The cells of a header that run together in one piece: 指标2020年2025年属性.
pub(super) fn part(cell: &str) -> Vec<(usize, usize)> {
    let whole = vec![(0, cell.len())];
    // 2025年目标指标类型: what a year says ends before the word of the next column.
    let names_attribute = |word: &str| kind_of(word) == Some(Kind::Attribute);
    let before =
        WORDS.iter().filter_map(|(word, _)| cell.strip_suffix(word).filter(|_| names_attribute(word)));
    let attribute = before.min_by_key(|before| before.len());
    if let Some(before) = attribute.filter(|before| scan_year(before).is_some() && before.contains('年')) {
        return part(before).into_iter().chain([(before.len(), cell.len())]).collect();
    }
    if kind_of(cell).is_some() && cell.matches('年').count() < 2 {
        return whole;
    }
    let mut parts = Vec::new();
    let mut at = 0;
    while at < cell.len() {
        let rest = &cell[at..];
        let word = WORDS.iter().map(|(word, _)| *word).find(|word| rest.starts_with(word));
        let len = if let Some(word) = word {
            word.len()
        } else if scan_year(rest).is_some_and(|(_, len)| ends_year(&rest[len..])) {
            let more = rest.char_indices().skip(1).map(|(at, _)| at).find(|at| {
                let next = &rest[*at..];
                let is_range = rest[..*at].ends_with(['-', '—', '～', '至', '比', '较', '（', '：', '中']);
                scan_year(next).is_some_and(|(_, len)| ends_year(&next[len..])) && !is_range
                    || *at > 4 && WORDS.iter().any(|(word, _)| next.starts_with(word))
            });
            more.unwrap_or(rest.len())
        } else {
            return whole;
        };
        parts.push((at, at + len));
        at += len;
    }
    parts
}

/// Whether two cells may be one that was cut: 指标 and 属性, “十三五”完成 and 情况. Two, if
/// their words say so; one, if they do not say otherwise.
fn seam(text: &str, cells: &[Cell], at: usize) -> u8 {
    /// What the second line of a header cell says.
    const ENDS: &[&str] = &[
        "任务",
        "措施",
        "事项",
        "情况",
        "目标",
        "目标值",
        "完成情况",
        "年限",
        "时限",
        "期限",
        "时间",
        "属性",
        "分类",
        "位",
        "限",
        "部门",
        "单位",
        "名称",
        "类别",
        "内容",
        "现状",
        "现状值",
        "实际值",
        "实际",
        "完成值",
        "规划值",
        "预期值",
        "基期值",
        "标准",
        "数量",
        "面积",
        "投资",
        "指标值",
        "性质",
        "规模",
    ];
    let (before, own) = (joined(text, &cells[at - 1].spans), joined(text, &cells[at].spans));
    let whole = format!("{before}{own}");
    if !cells[at].is_line || cells[at].column.is_some_and(|column| column > 0) {
        return 0;
    }
    // A year begins a cell, or the first row.
    if behind_year(&own).is_some()
        && names_year(&own)
        && !before.ends_with(['至', '到', '：', '-', '—', '～'])
    {
        return 0;
    }
    if char_count(&whole) > 16 || kind_of(&before) == Some(Kind::Number) {
        return 0;
    }
    // 2024年 begins the first row, unless something that stands below a year follows.
    if names_year(&before) && before.ends_with('年') && !BELOW_YEAR.contains(&own.as_str()) {
        return 0;
    }
    // 2025年基 and 准值: what stands behind the year is one word.
    let is_cut = |rest: &str| {
        let is_value = kind_of(&format!("{rest}{own}")) == Some(Kind::Value);
        is_value && kind_of(rest).is_none() && matches!(kind_of(&own), None | Some(Kind::Value))
    };
    if behind_year(&before).is_some_and(|rest| !rest.is_empty() && is_cut(rest)) {
        return 2;
    }
    // No two columns have one name: 达标区域 a second time begins a longer one.
    if cells[..at - 1].iter().any(|cell| joined(text, &cell.spans) == before) {
        return 2;
    }
    if ENDS.contains(&own.as_str())
        || kind_of(&own).is_none() && kind_of(&before).is_none() && kind_of(&whole).is_some()
        || kind_of(&own).is_none() && kind_of(&before).is_some() && char_count(&own) <= 4
    {
        2
    } else {
        1
    }
}

/// What a header cell that begins with a year says of it: 目标值 in 2025年目标值.
fn behind_year(cell: &str) -> Option<&str> {
    scan_year(cell).and_then(|(_, len)| cell[len..].strip_prefix('年'))
}

/// The cells as columns, and with one cell that stands above several others: those
/// behind it, or the last of all.
fn stacked(cells: &[Known<'_>]) -> Vec<(Vec<Head>, i32)> {
    /// Readings with less evidence never win over the plain one.
    const LEAST: i32 = weight::UNLIKE;
    let plain: Vec<Head> = cells.iter().map(|cell| cell.head(None)).collect();
    let mut found = vec![(plain, 0)];
    for (at, above) in cells.iter().enumerate() {
        if !can_head(above) {
            continue;
        }
        let mut offer = |children: &[Known<'_>], between: &[Known<'_>], behind: &[Known<'_>]| {
            // Separators say where the cells below one of the first line begin.
            let led = match children[0].cell.column {
                Some(column) if column == at && at > 0 => weight::LED,
                Some(column) if column > 0 => -weight::LED,
                _ => 0,
            };
            let score = led + likeness(above, children, behind);
            if score <= LEAST {
                return;
            }
            let mut heads: Vec<Head> = Vec::with_capacity(cells.len());
            heads.extend(cells[..at].iter().map(|cell| cell.head(None)));
            heads.extend(children.iter().map(|cell| cell.head(Some(above))));
            heads.extend(between.iter().chain(behind).map(|cell| cell.head(None)));
            found.push((heads, score));
        };
        for count in 2..=6 {
            if let Some(children) = cells.get(at + 1..at + 1 + count) {
                offer(children, &[], &cells[at + 1 + count..]);
            }
            // Cells of two lines are written first, those below one of them last.
            if let Some(first) = cells.len().checked_sub(count).filter(|first| *first > at + 1) {
                offer(&cells[first..], &cells[at + 1..first], &[]);
            }
        }
    }
    found
}

/// The cells with one that stands over two columns: 城市及分区.
fn spread(cells: &[Known<'_>]) -> Vec<(Vec<Head>, i32)> {
    let is_double = |cell: &Known<'_>| {
        cell.word.contains(['及', '和', '与'])
            && !matches!(cell.kind, Some(Kind::Number | Kind::Value | Kind::Attribute | Kind::Unit))
    };
    let at = (0..cells.len().min(4)).filter(|at| is_double(&cells[*at]));
    at.map(|at| {
        let mut heads: Vec<Head> = cells.iter().map(|cell| cell.head(None)).collect();
        heads[at].kind = Kind::Name;
        heads.insert(at, Head { kind: Kind::Group, ..cells[at].head(None) });
        (heads, weight::SPREAD)
    })
    .collect()
}

/// Whether a cell may stand above several: it names no column of its own kind.
const fn can_head(cell: &Known<'_>) -> bool {
    matches!(cell.kind, None | Some(Kind::Value | Kind::Content | Kind::Text))
}

/// How much cells look like columns of one group, below `above` and before `behind`:
/// years, or words with an end in common.
fn likeness(above: &Known<'_>, children: &[Known<'_>], behind: &[Known<'_>]) -> i32 {
    let bare = |cell: &Known<'_>| cell.word.split(['（', '〔', '[']).next().unwrap_or_default().len();
    let last = |cell: &Known<'_>| cell.word[..bare(cell)].chars().next_back();
    // 工作内容 is a column beside 责任单位 and 完成时限, it does not stand above them.
    let is_stranger = |cell: &Known<'_>| cell.kind.is_some() && cell.kind != above.kind;
    if matches!(above.kind, Some(Kind::Content | Kind::Text)) && children.iter().any(is_stranger) {
        return 2 * weight::UNLIKE;
    }
    let end = last(&children[0]);
    let have_end = end.is_some() && children.iter().all(|cell| last(cell) == end);
    let are_years = children.iter().all(|cell| names_year(&cell.word));
    let are_values = children.iter().all(|cell| cell.kind == Some(Kind::Value));
    let is_short = |cell: &Known<'_>| {
        char_count(&cell.word) <= 2
            && cell.kind.is_none_or(|kind| matches!(kind, Kind::Value | Kind::Group | Kind::Text))
    };
    let are_short = children.iter().all(is_short);
    let mut score = if are_years || are_values || are_short || have_end {
        weight::ALIKE + i32::try_from(children.len()).unwrap_or(0)
    } else {
        weight::UNLIKE
    };
    // The group ends before a cell that looks like one more of it.
    let is_alike = |cell: &Known<'_>| if are_years { names_year(&cell.word) } else { last(cell) == end };
    if behind.first().is_some_and(is_alike) {
        score += weight::UNLIKE;
    }
    // 规划目标 above 规划目标（2025年）.
    let word = &above.word;
    if children.iter().any(|cell| cell.word.starts_with(&word[..bare(above)])) {
        score += weight::ALIKE;
    }
    // 2024年任务 is beside 2025年任务.
    if names_year(word) && children.iter().any(|cell| names_year(&cell.word)) {
        score += weight::UNLIKE;
    }
    // “十三五”规划 goes on with 目标 rather than standing above it.
    if (names_year(word) || word.ends_with('）')) && !are_short || word.starts_with('“') && !are_years {
        score += weight::UNLIKE;
    }
    score
}

fn score_of(text: &str, heads: &[Head]) -> i32 {
    let mut score = 0;
    let mut above: &[Span] = &[];
    for head in heads {
        let cell = head.text(text);
        // A piece that would be a cell of its own counts as one.
        let more = head.spans.iter().skip(1).filter(|span| kind_of(span.of(text)).is_some()).count();
        let pieces = 1 + i32::try_from(more).unwrap_or(0);
        score += if kind_of(&cell).is_some() {
            weight::KNOWN * pieces
        } else if char_count(&cell) <= 8 {
            weight::UNKNOWN * pieces
        } else {
            weight::UNKNOWN_LONG * pieces
        };
        if !head.above.is_empty() && head.above != above {
            score += weight::KNOWN / 2;
        }
        above = &head.above;
    }
    // 指标类型 before the names is no attribute where there is another.
    let name = heads.iter().position(|head| head.kind == Kind::Name).unwrap_or(0);
    for (kind, from) in [(Kind::Number, 0), (Kind::Attribute, name)] {
        if heads[from..].iter().filter(|head| head.kind == kind).count() > 1 {
            score += weight::TWICE;
        }
    }
    // What names the rows stands before their figures.
    let value = heads.iter().position(|head| head.kind == Kind::Value);
    if let Some(value) = value
        && heads[value..].iter().any(|head| head.kind == Kind::Name)
        && heads[..value].iter().any(|head| head.kind == Kind::Name)
    {
        score += weight::UNLIKE;
    }
    // Figures stand before no name; 指标完成情况 is the caption of the table.
    if value == Some(0) && heads[0].above.is_empty() && name > 0 {
        score += weight::FIGURES_FIRST;
    }
    // 2024年 behind a column of years is the first row.
    let is_year = |head: &Head| {
        let cell = head.text(text);
        cell.ends_with('年') && char_count(&cell) <= 5
    };
    if heads[0].kind == Kind::Time && heads[1..].iter().any(is_year) {
        score += weight::TWICE;
    }
    // 工作 and 任务 are one cell that was cut.
    let is_cut = |two: &[Head]| {
        let (left, right) = (two[0].text(text), two[1].text(text));
        two[0].above.is_empty()
            && two[1].above.is_empty()
            && char_count(&left) <= 2
            && char_count(&right) <= 2
            && two[0].kind == two[1].kind
            && kind_of(&(left + &right)) == Some(two[0].kind)
    };
    if heads.windows(2).any(is_cut) {
        score += weight::TWICE;
    }
    // No two columns have one name.
    let names: Vec<String> = heads.iter().map(|head| head.above_text(text) + &head.text(text)).collect();
    if (1..names.len()).any(|at| names[..at].contains(&names[at])) {
        score += weight::TWICE;
    }
    score
}
