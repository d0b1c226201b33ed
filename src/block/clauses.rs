//! Department clauses inside paragraphs.

use std::cell::LazyCell;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::scan::clause::{
    Clause, begins_clause, ends_with_role, find_label, is_clause_line, is_time_line, read_bodies,
    read_clause, read_list, read_sentence,
};
use crate::scan::{
    char_len, is_closing, is_longer_than, is_opening, is_sentence_end, scan_brackets, skip_ideographs,
};
use crate::span::Span;

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Running text.
    Text(Span),
    /// A department clause, and what it says.
    Clause(ClauseSpan, Clause<'a>),
}

/// A clause as spans.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClauseSpan {
    /// The clause with its brackets.
    pub outer: Span,
    /// The clause without them.
    pub inner: Span,
    /// Whether its bracket never closes.
    pub unclosed: bool,
}

/// A clause is not longer than this many characters; the longest that were
/// seen name thirty departments.
const MAX_CLAUSE: usize = 700;

/// So many sentences of a paragraph that begin as a clause does are read in vain.
const MAX_TRIES: usize = 16;

/// A clause at the end of a paragraph: where it stands, and what it says.
pub type LastClause<'a> = (ClauseSpan, Clause<'a>);

/// Splits a paragraph at its clauses. Most paragraphs have none and come back
/// as they are. `last` is its last clause where [`last_clause`] has found one,
/// so that no clause is read twice.
#[must_use]
pub fn split_clauses<'a>(text: &'a str, span: Span, last: Option<&LastClause<'a>>) -> Vec<Piece<'a>> {
    // A clause without brackets begins where the text before it ends, which
    // depends on where `span` begins.
    let last = last.filter(|(at, _)| at.outer != at.inner);
    let content = span.of(text);
    let mut pieces = Vec::with_capacity(1);
    let mut start = 0;
    let mut from = 0;
    let brackets = LazyCell::new(|| Brackets::of(content));
    while let Some(at) = next_bracket(content, from) {
        let open = content[at..].chars().next().map_or(1, char::len_utf8);
        from = at + open;
        let read = last.filter(|(last, _)| last.outer.start as usize == span.start as usize + at).cloned();
        let read = read.or_else(|| clause_at(content, at, open, &brackets, span));
        let Some((found, clause)) = read else { continue };
        push_text(&mut pieces, content, start, at, span);
        start = (found.outer.end - span.start) as usize;
        pieces.push(Piece::Clause(found, clause));
        // A full stop behind the bracket closes the sentence before it.
        while let Some(c) = content[start..].chars().next().filter(|c| matches!(c, '。' | '；' | '.')) {
            start += c.len_utf8();
        }
        from = start;
    }
    let open = open_clause(content, start, span).or_else(|| closing_sentence(content, start, span));
    if let Some((found, clause)) = open {
        push_text(&mut pieces, content, start, (found.outer.start - span.start) as usize, span);
        pieces.push(Piece::Clause(found, clause));
    } else {
        push_text(&mut pieces, content, start, content.len(), span);
    }
    pieces
}

/// The clause that a paragraph ends with.
#[must_use]
pub fn last_clause(text: &str, span: Span) -> Option<LastClause<'_>> {
    // The last character decides for nearly every paragraph.
    let content = span.of(text);
    let trimmed = content.trim_end_matches(['。', '；']);
    let may_close = trimmed.ends_with(['）', ')', ']', '】', '〕'])
        || ends_with_role(trimmed) && closing_sentence(content, 0, span).is_some()
        || has_label(trimmed);
    if !may_close {
        return None;
    }
    match split_clauses(text, span, None).pop() {
        Some(Piece::Clause(at, clause)) => Some((at, clause)),
        _ => None,
    }
}

/// Adds the clauses of a document that tells only by habit that they are clauses:
/// brackets with nothing but the names of departments that stand again and again
/// on lines of their own, or before the full stop that ends a paragraph, and those
/// behind a whole sentence where other paragraphs end with a clause. `spans` are its
/// paragraphs, beside the `clauses` that were found without that.
pub fn add_habitual<'a>(
    text: &'a str,
    spans: impl Iterator<Item = Option<Span>>,
    clauses: &mut [Option<LastClause<'a>>],
) {
    /// So many clauses in brackets at the end of paragraphs are a habit.
    const HABIT: usize = 3;
    let in_brackets = |(at, _): &&LastClause<'_>| at.outer != at.inner && !at.unclosed;
    let has_clauses = clauses.iter().flatten().filter(in_brackets).take(HABIT).count() == HABIT;
    let mut found: Vec<(usize, bool, LastClause<'a>)> = Vec::new();
    for (at, span) in spans.enumerate() {
        let Some(span) = span.filter(|_| clauses[at].is_none()) else { continue };
        let bodies = if has_clauses { closing_bracket(text, span, read_bodies) } else { None };
        let bodies = bodies.filter(|(found, _)| is_behind_sentence(text, span, found));
        if bodies.is_some() {
            clauses[at] = bodies;
        } else if let Some(clause) = closing_bracket(text, span, read_list) {
            found.push((at, clause.0.outer.start == span.start, clause));
        }
    }
    for (on_own_line, least) in [(true, 2), (false, 3)] {
        // One name in brackets may explain the word before it.
        let count = |clause: &LastClause<'_>| clause.1.departments.len();
        let of_kind = || found.iter().filter(|(_, own_line, _)| *own_line == on_own_line);
        if of_kind().filter(|(_, _, clause)| count(clause) > 1).count() < least {
            continue;
        }
        for (at, _, clause) in of_kind().filter(|(_, _, clause)| on_own_line || count(clause) > 1) {
            clauses[*at] = Some(clause.clone());
        }
    }
}

/// The department in brackets at the end of each of the numbered `entries` of a list, where
/// nearly all of them name one: `1.造林绿化行动（县林业局）`. One such bracket may explain a word.
#[must_use]
pub fn listed_clauses<'a>(text: &'a str, entries: &[Span]) -> Vec<Option<LastClause<'a>>> {
    /// So many entries are a list, and so few of them name nobody.
    const LEAST: usize = 3;
    const EXCEPT: usize = 5;
    let found: Vec<_> = entries.iter().map(|span| closing_bracket(text, *span, read_list)).collect();
    let named = found.iter().flatten().count();
    let is_list = named >= LEAST && (entries.len() - named) * EXCEPT <= entries.len();
    if is_list { found } else { vec![None; entries.len()] }
}

/// Whether a clause stands behind a whole sentence of the paragraph `span`.
fn is_behind_sentence(text: &str, span: Span, clause: &ClauseSpan) -> bool {
    text[span.start as usize..clause.outer.start as usize].chars().next_back().is_some_and(is_sentence_end)
}

/// The bracket that ends a paragraph, where `read` finds nothing but names of
/// departments in it.
fn closing_bracket(text: &str, span: Span, read: fn(&str) -> Option<Clause<'_>>) -> Option<LastClause<'_>> {
    let content = span.of(text);
    let body = content.trim_end_matches(['。', '；']);
    let close = body.chars().next_back().filter(|c| matches!(c, '）' | ')' | ']' | '】' | '〕'))?;
    let mut from = body.floor_char_boundary(body.len().saturating_sub(MAX_CLAUSE * 3));
    while let Some(at) = next_bracket(body, from) {
        let open = char_len(body.as_bytes()[at]);
        let len = scan_brackets(&body[at..])?;
        if at + len < body.len() {
            from = at + len;
            continue;
        }
        let inner = &body[at + open..body.len() - close.len_utf8()];
        let clause = read(inner)?;
        let start = span.start + at as u32;
        let found = ClauseSpan {
            outer: Span::new(start, start + len as u32),
            inner: Span::new(start + open as u32, start + (len - close.len_utf8()) as u32),
            unclosed: false,
        };
        return Some((found, clause));
    }
    None
}

/// Whether a text has 责任单位：, 牵头部门为, 责任处室：, 完成时限： or the like.
fn has_label(text: &str) -> bool {
    static LABELS: LazyLock<[Finder<'static>; 2]> = LazyLock::new(|| ["单位", "部门"].map(Finder::new));
    /// What else stands at the head of a line only.
    const LONGEST: usize = 45;
    if let Some(colon) =
        text.as_bytes()[..text.len().min(LONGEST)].windows(3).position(|c| c == "：".as_bytes())
        && (is_clause_line(text) || is_time_line(text) || text[..colon].ends_with('室'))
    {
        return true;
    }
    LABELS.iter().any(|label| {
        let mut rest = text;
        while let Some(at) = label.find(rest.as_bytes()) {
            rest = &rest[at + label.needle().len()..];
            if rest.starts_with(['：', '为', '（', '(']) {
                return true;
            }
        }
        false
    })
}

fn push_text(pieces: &mut Vec<Piece<'_>>, content: &str, start: usize, end: usize, span: Span) {
    let piece = &content[start..end];
    let trimmed = piece.trim();
    if !trimmed.is_empty() {
        let at = span.start + (start + piece.len() - piece.trim_start().len()) as u32;
        pieces.push(Piece::Text(Span::new(at, at + trimmed.len() as u32)));
    }
}

/// The next bracket that could open a clause.
fn next_bracket(content: &str, from: usize) -> Option<usize> {
    let bytes = content.as_bytes();
    let mut at = from;
    loop {
        at = skip_ideographs(bytes, at);
        match bytes.get(at..)? {
            [] => return None,
            // [, （, 【 and 〔
            [b'[', ..] | [0xEF, 0xBC, 0x88, ..] | [0xE3, 0x80, 0x90 | 0x94, ..] => return Some(at),
            [lead, ..] => at += char_len(*lead),
        }
    }
}

/// The brackets of a paragraph.
struct Brackets {
    /// Where each begins that closes, and how long it is; by where they begin.
    closed: Vec<(u32, u32)>,
    /// A clause that begins here, or behind, is not too long where it reaches to the end.
    near_end: usize,
}

impl Brackets {
    fn of(content: &str) -> Self {
        let mut closed = Vec::new();
        let mut open = Vec::new();
        let mut next = 0;
        loop {
            let at = skip_ideographs(content.as_bytes(), next);
            let Some(c) = content[at..].chars().next() else { break };
            next = at + c.len_utf8();
            if is_opening(c) {
                open.push(at as u32);
            } else if is_closing(c)
                && let Some(start) = open.pop()
            {
                let len = next as u32 - start;
                if len as usize <= MAX_CLAUSE * 3 {
                    closed.push((start, len));
                }
            }
        }
        closed.sort_unstable();
        // Few paragraphs are so long that anything is too far from their end.
        let near_end = if is_longer_than(content, MAX_CLAUSE) {
            content.char_indices().rev().take(MAX_CLAUSE).last().map_or(0, |(at, _)| at)
        } else {
            0
        };
        Self { closed, near_end }
    }

    /// The length of the bracket that begins at `at`.
    fn len(&self, at: usize) -> Option<usize> {
        let found = self.closed.binary_search_by_key(&at, |(start, _)| *start as usize).ok()?;
        Some(self.closed[found].1 as usize)
    }
}

/// The clause in the bracket at `at`, where its surroundings allow one: behind
/// a whole sentence, or at the end of the paragraph.
fn clause_at<'a>(
    content: &'a str,
    at: usize,
    open: usize,
    brackets: &Brackets,
    span: Span,
) -> Option<(ClauseSpan, Clause<'a>)> {
    let rest = &content[at..];
    let (len, unclosed) = match brackets.len(at) {
        Some(len) => (len, false),
        // A bracket that was lost at the end of the paragraph.
        None if at >= brackets.near_end && is_clause_line(&rest[open..]) => (rest.len(), true),
        None => return None,
    };
    let close = if unclosed { 0 } else { rest[..len].chars().next_back().map_or(1, char::len_utf8) };
    let inner = &rest[open..len - close];
    let before = content[..at].chars().next_back();
    let after = rest[len..].trim_start_matches(['。', '；', '.']);
    let is_closed = before.is_none_or(|c| is_sentence_end(c) || matches!(c, '：' | '”' | '）' | '…' | ']'));
    // …开展配额清缴（责任部门：甲处）。加强…: the full stop of the sentence stands behind it.
    let ends_sentence =
        || rest[len..].starts_with(['。', '；']) && (is_clause_line(inner) || ends_with_role(inner));
    if !is_closed && !after.is_empty() && !ends_sentence() {
        return None;
    }
    let is_behind_sentence = before.is_some_and(is_sentence_end);
    let list = || if is_behind_sentence { read_list(inner) } else { None };
    // （2025年底前完成） gives nobody a task; （完成时限：2025年底） says until when, whoever it is.
    let says_when = || is_time_line(inner);
    let clause = read_clause(inner).filter(|clause| !clause.is_time() || says_when()).or_else(list)?;
    let start = span.start + at as u32;
    let found = ClauseSpan {
        outer: Span::new(start, start + len as u32),
        inner: Span::new(start + open as u32, start + (len - close) as u32),
        unclosed,
    };
    Some((found, clause))
}

/// A clause without brackets: the whole paragraph, or what follows its last
/// sentence.
fn open_clause(content: &str, from: usize, span: Span) -> Option<(ClauseSpan, Clause<'_>)> {
    let rest = &content[from..];
    if is_longer_than(rest, MAX_CLAUSE * 4) || !rest.contains('：') && !has_label(rest) {
        return None;
    }
    let body = rest.trim_end_matches(['。', '；']);
    let starts = body
        .char_indices()
        .filter(|(_, c)| matches!(c, '。' | '；' | '！'))
        .map(|(at, c)| at + c.len_utf8())
        .chain(std::iter::once(0));
    let mut starts: Vec<usize> = starts.collect();
    starts.sort_unstable();
    let found = |at: usize, clause| {
        let whole = Span::new(span.start + (from + at) as u32, span.end);
        Some((ClauseSpan { outer: whole, inner: whole, unclosed: false }, clause))
    };
    let mut tries = 0..MAX_TRIES;
    for at in starts {
        let line = &rest[at..];
        if begins_clause(line)
            && tries.next().is_some()
            && let Some(clause) = read_clause(line)
            && !clause.is_time()
        {
            return found(at, clause);
        }
        if at == 0
            && is_time_line(line)
            && let Some(clause) = read_clause(line)
        {
            return found(at, clause);
        }
    }
    // 推进建设 责任单位：市教育局, of which the gap is gone.
    let at = find_label(body)?;
    let clause = read_clause(&rest[at..]).filter(|clause| !clause.is_time())?;
    found(at, clause)
}

/// The last sentence of a paragraph, where it only says who does what stands
/// before it.
fn closing_sentence(content: &str, from: usize, span: Span) -> Option<(ClauseSpan, Clause<'_>)> {
    let body = content[from..].strip_suffix('。').filter(|body| ends_with_role(body))?;
    let at = from + body.rfind(['。', '！']).map_or(0, |at| at + char_len(body.as_bytes()[at]));
    if is_longer_than(&content[at..], MAX_CLAUSE) {
        return None;
    }
    let clause = read_sentence(&content[at..])?;
    let whole = Span::new(span.start + at as u32, span.end);
    Some((ClauseSpan { outer: whole, inner: whole, unclosed: false }, clause))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<String> {
        let span = Span::new(0, text.len() as u32);
        let pieces = split_clauses(text, span, None);
        assert_eq!(split_clauses(text, span, last_clause(text, span).as_ref()), pieces);
        pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(span) => span.of(text).to_owned(),
                Piece::Clause(clause, _) => format!("<{}>", clause.inner.of(text)),
            })
            .collect()
    }

    #[test]
    fn clauses_before_the_full_stop_of_a_sentence_in_mid_paragraph() {
        assert_eq!(
            split(
                "开展履约（责任部门：监测处，完成期限：2023年）。建立储备库（市林业局牵头，市财政局配合）；加强宣传。"
            ),
            [
                "开展履约",
                "<责任部门：监测处，完成期限：2023年>",
                "建立储备库",
                "<市林业局牵头，市财政局配合>",
                "加强宣传。"
            ]
        );
        assert_eq!(
            split("在联席会议（由市长牵头）上研究。会后落实。"),
            ["在联席会议（由市长牵头）上研究。会后落实。"]
        );
    }

    #[test]
    fn departments_behind_the_entries_of_a_list() {
        let named = |text: &str| {
            let mut start = 0;
            let entries: Vec<Span> = text
                .split_inclusive('\n')
                .map(|line| {
                    start += line.len() as u32;
                    Span::new(start - line.len() as u32, start - 1)
                })
                .collect();
            listed_clauses(text, &entries).iter().flatten().count()
        };
        assert_eq!(
            named("1.造林行动（县林业局）\n2.清河行动（县水利局）\n3.护田行动（县农业农村局、县水利局）\n"),
            3
        );
        // One of many explains a word.
        assert_eq!(named("1.造林行动\n2.清河行动\n3.护田行动（县农业农村局）\n4.净土行动\n"), 0);
    }

    #[test]
    fn at_the_end_and_in_the_middle() {
        assert_eq!(split("加强领导。（牵头部门：市残联）"), ["加强领导。", "<牵头部门：市残联>"]);
        assert_eq!(
            split("加强领导。（市残联牵头，市民政局配合）加强保障。（市财政局负责）。"),
            ["加强领导。", "<市残联牵头，市民政局配合>", "加强保障。", "<市财政局负责>"]
        );
        assert_eq!(
            split("加强领导。责任单位：市残联、市民政局。"),
            ["加强领导。", "<责任单位：市残联、市民政局。>"]
        );
        assert_eq!(
            split("加强领导。责任单位为市残联、市民政局。"),
            ["加强领导。", "<责任单位为市残联、市民政局。>"]
        );
        assert_eq!(split("责任单位：市残联"), ["<责任单位：市残联>"]);
        assert_eq!(
            split("落实政策。由市残联牵头，市民政局配合。"),
            ["落实政策。", "<由市残联牵头，市民政局配合。>"]
        );
        assert_eq!(split("市残联负责，市民政局配合。"), ["<市残联负责，市民政局配合。>"]);
        assert_eq!(split("加强领导。〔责任单位：市残联〕"), ["加强领导。", "<责任单位：市残联>"]);
        assert_eq!(split("加强领导。（市残联、市财政局）"), ["加强领导。", "<市残联、市财政局>"]);
        assert_eq!(split("加强领导。（牵头单位：市残联"), ["加强领导。", "<牵头单位：市残联>"]);
    }

    fn habitual(text: &str) -> Vec<Option<&str>> {
        let mut start = 0;
        let spans: Vec<Span> = text
            .split_inclusive('\n')
            .map(|line| {
                let span = Span::new(start, start + line.trim_end().len() as u32);
                start += line.len() as u32;
                span
            })
            .collect();
        let mut clauses: Vec<_> = spans.iter().map(|span| last_clause(text, *span)).collect();
        add_habitual(text, spans.iter().copied().map(Some), &mut clauses);
        clauses.iter().map(|clause| clause.as_ref().map(|(at, _)| at.inner.of(text))).collect()
    }

    #[test]
    fn lists_on_lines_of_their_own_need_their_like() {
        let found = habitual(
            "甲。\n（县民政局、县残联）\n乙。\n（财政局、民政局，各镇人民政府）\n丙。\n（县残联）\n",
        );
        let expected = [
            None,
            Some("县民政局、县残联"),
            None,
            Some("财政局、民政局，各镇人民政府"),
            None,
            Some("县残联"),
        ];
        assert_eq!(found, expected);
        assert_eq!(habitual("甲。\n（县民政局、县残联）\n乙（一）。\n"), [None; 3]);
        assert_eq!(habitual("（县残联）\n（县残联）\n（县残联）\n"), [None; 3]);
    }

    #[test]
    fn one_name_behind_a_sentence_needs_clauses_beside_it() {
        let found = habitual(
            "甲。（法规处牵头）\n乙。（法规处负责）\n丙。（各处室负责）\n丁。（国际合作处）\n戊（国际合作处）。\n己。（含合作处）\n",
        );
        assert_eq!(found[3..], [Some("国际合作处"), None, None]);
        assert_eq!(habitual("丁。（国际合作处）\n"), [None]);
    }

    #[test]
    fn lists_before_the_full_stop_need_more_of_their_like() {
        let found = habitual(
            "加强建设（县民政局、县残联）。\n落实制度（县教育局、县财政局）。\n开展服务（一次）（县残联、县司法局）。\n建立（县残联）。\n",
        );
        let expected = [Some("县民政局、县残联"), Some("县教育局、县财政局"), Some("县残联、县司法局"), None];
        assert_eq!(found, expected);
        assert_eq!(habitual("加强建设（县民政局、县残联）。\n落实制度（县教育局、县财政局）。\n"), [None; 2]);
    }

    #[test]
    fn brackets_that_are_no_clauses() {
        for text in [
            "加强领导。责任单位为落实政策要加强领导。",
            "应用（APP）流量",
            "村（社区）负责走访",
            "落实“谁执法谁普法”责任制（市残联）。",
            "落实政策。由政府主导、社会参与。",
            "落实政策。由市残联牵头，建立联席会议制度。",
            "本办法由市残联负责解释。",
        ] {
            assert_eq!(split(text), [text], "{text}");
        }
    }
}
