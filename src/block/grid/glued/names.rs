//! Names that several rows share: 水环境质量 before 地表水水质, 地下水水质 …, printed once in a
//! merged cell and run together with the first of them.

use super::super::found::TableRow;
use super::super::head::Head;
use crate::scan::column::Kind;
use crate::scan::unit::is_unit;
use crate::span::Span;

/// Tells in each group of rows under one number what the first row shares with the others.
pub(super) fn share_names(text: &str, heads: &[Head], rows: &mut [TableRow]) {
    let column = |kind: Kind| heads.iter().position(|head| head.kind == kind);
    let (Some(name), Some(number), Some(unit)) =
        (column(Kind::Name), column(Kind::Number), column(Kind::Unit))
    else {
        return;
    };
    let groups = groups(rows, number);
    let whole = |rows: &[TableRow], at: usize| rows[at].cells[name].first().copied().unwrap_or_default();
    let mut bases: Vec<Option<Base>> = groups
        .iter()
        .map(|(first, to)| {
            let own = whole(rows, *first).of(text);
            let others: Vec<&str> = (first + 1..*to).map(|at| whole(rows, at).of(text)).collect();
            inner_unit(own).or_else(|| before_prefix(own, &others, 4))
        })
        .collect();
    // What the shared names of other groups end with, ends this one, too.
    let ends: Vec<String> = groups
        .iter()
        .zip(&bases)
        .filter_map(|((first, _), base)| Some(last_two(&whole(rows, *first).of(text)[..base.as_ref()?.len])))
        .collect();
    for ((first, to), base) in groups.iter().zip(&mut bases) {
        if base.is_some() {
            continue;
        }
        let own = whole(rows, *first).of(text);
        let others: Vec<&str> = (first + 1..*to).map(|at| whole(rows, at).of(text)).collect();
        let by_end = ends.iter().filter_map(|end| own.find(end.as_str()).map(|at| at + end.len()));
        let by_end = by_end.filter(|len| *len < own.len()).min().map(|len| Base { len, unit: None });
        *base = by_end.or_else(|| before_prefix(own, &others, 2));
    }
    for ((first, to), base) in groups.into_iter().zip(bases) {
        let Some(base) = base else { continue };
        let span = whole(rows, first);
        let shared_end = base.unit.map_or(base.len, |(from, _)| from - '（'.len_utf8());
        let shared = Span::new(span.start, span.start + shared_end as u32);
        let own = Span::new(span.start + base.len as u32, span.end);
        let unit_span =
            base.unit.map(|(from, to)| Span::new(span.start + from as u32, span.start + to as u32));
        rows[first].cells[name] = vec![shared, own];
        rows[first].second_name = Some(1);
        for row in &mut rows[first + 1..to] {
            row.second_name = Some(0);
        }
        for row in &mut rows[first..to] {
            if row.cells[unit].is_empty() {
                row.cells[unit].extend(unit_span);
            }
        }
    }
}

/// How much of a name is shared, and the unit that closes it: 排放总量减少（%）.
struct Base {
    len: usize,
    unit: Option<(usize, usize)>,
}

/// The rows of each number that has several (half-open).
fn groups(rows: &[TableRow], number: usize) -> Vec<(usize, usize)> {
    let mut groups = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        let first = at;
        at += 1;
        if rows[first].is_banner || rows[first].cells[number].is_empty() {
            continue;
        }
        while at < rows.len() && !rows[at].is_banner && rows[at].cells[number].is_empty() {
            at += 1;
        }
        if at > first + 1 {
            groups.push((first, at));
        }
    }
    groups
}

/// A unit in the midst of a name: the shared part ends behind its bracket.
fn inner_unit(name: &str) -> Option<Base> {
    let open = name.find('（')? + '（'.len_utf8();
    let close = open + name[open..].find('）')?;
    let len = close + '）'.len_utf8();
    (is_unit(&name[open..close]) && len < name.len()).then_some(Base { len, unit: Some((open, close)) })
}

/// The shared part ends where the words begin that another row begins with, too:
/// 水环境质量|地表水质量达标率 and 地表水质量极差比例. At least `least` characters agree.
fn before_prefix(name: &str, others: &[&str], least: usize) -> Option<Base> {
    /// Longer beginnings say no more.
    const MOST: usize = 8;
    let found = others.iter().filter_map(|other| {
        let ends: Vec<usize> = other.char_indices().map(|(at, c)| at + c.len_utf8()).take(MOST).collect();
        ends.iter().enumerate().rev().find_map(|(count, end)| {
            let at = name.find(&other[..*end]).filter(|at| *at > 0)?;
            (count + 1 >= least).then_some((count + 1, at))
        })
    });
    found.max_by_key(|(count, _)| *count).map(|(_, len)| Base { len, unit: None })
}

fn last_two(text: &str) -> String {
    let from = text.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
    text[from..].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_parts() {
        let base = |name: &str, others: &[&str], least| {
            before_prefix(name, others, least).map(|base| name[..base.len].to_owned())
        };
        let others = ["地表水质量极差比例", "近岸海域水质"];
        assert_eq!(base("水环境质量地表水质量达标率", &others, 4).as_deref(), Some("水环境质量"));
        assert_eq!(base("生态状况森林覆盖率", &["森林蓄积量"], 4), None);
        assert_eq!(base("生态状况森林覆盖率", &["森林蓄积量"], 2).as_deref(), Some("生态状况"));
        let base = inner_unit("排放总量减少（%）化学需氧量").unwrap();
        assert_eq!(&"排放总量减少（%）化学需氧量"[base.len..], "化学需氧量");
        assert!(inner_unit("优良天数比率（%）").is_none());
    }
}
