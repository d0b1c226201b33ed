//! What is observed about each line before any is joined: how it ends, how it
//! begins, how much room it takes, and the signs that speak for a paragraph that
//! begins with it or for one that goes on.

use super::brackets::Brackets;
use super::furniture::Furniture;
use super::headings::MAX_HEADING;
use super::line::{Line, MAX_WIDTH, capped};
use super::measure::{Measure, Unit};
use super::pair::{Pair, may_meet, meeting_words};
use super::start::{Start, is_bracketed_box};
use super::tails::{MIN_INDENT, WIDEST_INDENT, find_tails};
use super::weights::{Sign, Signs};
use super::words::Words;
use crate::evidence::LineRole;
use crate::normalize::Normalized;
use crate::scan::clause::{is_clause_line, is_time_line};
use crate::scan::leaders::has_leaders;
use crate::scan::marker::{Marker, Style};
use crate::scan::table_line::is_pipe_row;
use crate::scan::title::is_foreword;
use crate::scan::{char_count, is_han, is_longer_than, skip_ideographs};
use crate::span::Span;

/// How a piece of text ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum End {
    /// 。！？ and what closes behind it
    Sentence,
    /// ；
    Semicolon,
    /// ：
    Colon,
    /// ，、
    Comma,
    /// “《（
    Opening,
    /// ”》）
    Closing,
    /// A digit or a Latin letter
    Digit,
    /// Anything else, nearly always an ideograph
    Word,
}

impl End {
    fn of(text: &str) -> Self {
        let mut chars = text.chars().rev().filter(|c| !c.is_whitespace() && *c != '*');
        match chars.next() {
            Some('。' | '！' | '？' | '…') => Self::Sentence,
            Some('；' | ';') => Self::Semicolon,
            Some('：' | ':') => Self::Colon,
            Some('，' | '、' | ',') => Self::Comma,
            Some('“' | '《' | '（' | '〔' | '〈' | '‘' | '【' | '[') => Self::Opening,
            Some('”' | '》' | '）' | '〕' | '〉' | '’' | '】' | ']') => match chars.next() {
                Some('。' | '！' | '？' | '；') => Self::Sentence,
                _ => Self::Closing,
            },
            Some(c) if c.is_ascii_alphanumeric() => Self::Digit,
            _ => Self::Word,
        }
    }

    /// The ends that weigh alike where it matters how full a line is.
    pub(super) const fn group(self) -> usize {
        match self {
            Self::Sentence | Self::Semicolon => 0,
            Self::Colon => 1,
            Self::Comma | Self::Opening => 2,
            Self::Closing | Self::Digit | Self::Word => 3,
        }
    }
}

/// Whether a line begins with a few words and a colon, as a list of fields has them:
/// 完成时限：
fn is_field(text: &str) -> bool {
    /// 牵头责任单位 is not longer.
    const MAX_NAME: usize = 6;
    let mut chars = text.chars();
    let count = chars.by_ref().take_while(|c| is_han(*c)).take(MAX_NAME + 1).count();
    (2..=MAX_NAME).contains(&count) && text.chars().nth(count) == Some('：')
}

/// How a piece of text begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Begin {
    /// A marker that carries on its count and is carried on itself, or is 1
    Expected,
    /// A marker for which only one of both holds
    Possible,
    /// A marker that no other expects
    Unexpected,
    /// 专栏1, 附件1, 抄送：, 注：, 责任单位：
    Label,
    /// （牵头部门：
    Clause,
    /// A signature, a date or （此件公开发布） on a line of its own
    Closing,
    /// ——, ●
    Dash,
    /// ，。）”
    ClosingMark,
    /// （“《
    OpeningMark,
    /// A digit or a Latin letter
    Digit,
    /// Anything else, nearly always an ideograph
    Word,
}

impl Begin {
    fn of(text: &str, start: Start) -> Self {
        match start {
            // Looked at again beside the other markers.
            Start::Marker(_) => Self::Possible,
            Start::Box | Start::Annex | Start::Imprint | Start::Note => Self::Label,
            Start::Other | Start::Clause | Start::Closing if is_bracketed_box(text) => Self::Label,
            // （牵头部门：… can stand behind its text, 牵头部门：… has its own line.
            Start::Clause if text.starts_with(['（', '[', '〔', '【']) => Self::Clause,
            Start::Clause => Self::Label,
            Start::Closing => Self::Closing,
            Start::Dash => Self::Dash,
            Start::Other if is_field(text) => Self::Label,
            Start::Other => match text.chars().next() {
                Some(
                    '，' | '。' | '、' | '；' | '：' | '）' | '”' | '》' | '！' | '？' | '〉' | '〕' | '’',
                ) => Self::ClosingMark,
                Some('“' | '《' | '（' | '〔' | '〈' | '‘' | '【' | '[') => Self::OpeningMark,
                Some(c) if c.is_ascii_alphanumeric() => Self::Digit,
                _ => Self::Word,
            },
        }
    }
}

/// A piece of a line that no break cuts further, as decisions see it.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    /// Its line.
    pub(super) line: u32,
    /// Its text without the marks of a markup language at its beginning.
    pub(super) content: Span,
    pub(super) end: End,
    pub(super) begin: Begin,
    pub(super) marker: Option<Marker>,
    /// The room it takes, its indent included.
    pub(super) width: u16,
    /// How much of its beginning a printer would not break off.
    pub(super) unbroken: u16,
    pub(super) chars: u16,
    pub(super) indent: u16,
    pub(super) is_row: bool,
    /// Whether a page ends before it.
    pub(super) after_page: bool,
    /// Brackets that it leaves open, less those it closes.
    pub(super) depth: i16,
    /// The same of quotation marks and 《》.
    pub(super) quotes: i16,
    /// Whether it holds a full stop, and a comma.
    pub(super) has_stop: bool,
    pub(super) has_comma: bool,
    /// Its full-width marks: a printer may take half the room of each away.
    pub(super) marks: u16,
    /// Whether it opens a bracket that says who is responsible: （责任单位：
    pub(super) opens_clause: bool,
    /// Whether it is a line 责任单位：…, or 完成时限：…, without brackets.
    pub(super) is_clause_line: bool,
    /// The room of its text, where it is the tail of the printed line before, set where that
    /// stood on the page; 0 else.
    pub(super) tail: u16,
    /// Whether it is one of several in a row that read like cells.
    pub(super) in_run: bool,
    /// Whether it may be the short rest of a heading.
    pub(super) is_rest: bool,
    /// The signs that are for, or against, a paragraph beginning here.
    pub(super) signs: Signs,
}

impl Seen {
    pub(super) fn text<'a>(&self, text: &'a str) -> &'a str {
        self.content.of(text)
    }

    fn sign(&mut self, sign: Sign, is_seen: bool) {
        self.signs |= Signs::from(is_seen) << sign as u32;
    }

    /// The room it takes on the printed line of the piece before.
    pub(super) const fn room(&self) -> u16 {
        if self.tail > 0 { self.tail } else { self.width }
    }

    /// Whether it may be the first sentence of a paragraph, set apart: a few words without a
    /// number.
    pub(super) fn is_lead(&self) -> bool {
        /// Such a sentence has no more characters.
        const MAX_LEAD: u16 = 32;
        self.marker.is_none()
            && self.chars <= MAX_LEAD
            && self.end == End::Sentence
            && matches!(self.begin, Begin::Word | Begin::OpeningMark | Begin::Dash | Begin::Digit)
            && !self.has_comma
    }

    /// Whether it may be the text behind such a sentence.
    pub(super) fn is_led(&self) -> bool {
        /// It is longer than any sentence that heads it.
        const MIN_TEXT: u16 = 40;
        self.marker.is_none()
            && self.chars >= MIN_TEXT
            && matches!(self.begin, Begin::Word | Begin::OpeningMark | Begin::Digit)
    }

    /// Whether it could be the cell of a table: short, and without a mark.
    pub(super) const fn is_like_cell(&self) -> bool {
        /// Few cells have more characters on one line.
        const MAX_CELL: u16 = 14;
        self.chars <= MAX_CELL
            && !self.has_stop
            && !self.has_comma
            && matches!(self.end, End::Word | End::Digit | End::Closing)
            && self.marker.is_none()
    }
}

/// Looks at all lines. `breaks` are the places at which lines are cut.
pub(super) fn observe(
    normalized: &Normalized,
    lines: &[Line],
    furniture: &Furniture,
    breaks: &[u32],
    measure: Measure,
) -> Vec<Seen> {
    let text = &normalized.text;
    let mut seen: Vec<Seen> = Vec::with_capacity(lines.len() + breaks.len());
    let mut breaks = breaks.iter().copied().peekable();
    let mut cuts = furniture.cuts.iter().copied().peekable();
    let mut heads = furniture.headings.iter().copied().peekable();
    let mut strong = furniture.strong.iter().copied().peekable();
    let mut brackets = Brackets::of(text);
    let mut after_page = false;
    let mut after_furniture = false;
    for (index, line) in lines.iter().enumerate() {
        if let Some(kind) = line.furniture {
            use crate::model::FurnitureKind::{PageNumber, RunningHead};
            after_page |= matches!(kind, PageNumber | RunningHead);
            after_furniture |= !matches!(kind, PageNumber | RunningHead);
            continue;
        }
        let mut start = line.span.start;
        let mut is_first = true;
        while start < line.span.end {
            let end = loop {
                match breaks.peek() {
                    Some(at) if *at <= start => {
                        breaks.next();
                    }
                    Some(at) if *at < line.span.end => break *at,
                    _ => break line.span.end,
                }
            };
            // What a markup language sets before the text.
            let mut from = start;
            while let Some(cut) = cuts.peek() {
                let rest = &text[from.min(end) as usize..end as usize];
                let blank = (rest.len() - rest.trim_start().len()) as u32;
                if cut.span.start > from + blank || cut.span.start >= end {
                    break;
                }
                from = from.max(cut.span.end);
                cuts.next();
            }
            while cuts.next_if(|cut| cut.span.start < end).is_some() {}
            let from = from.min(end);
            let rest = &text[from as usize..end as usize];
            let content = Span::new(from + (rest.len() - rest.trim_start().len()) as u32, end);
            let mut piece = look_at(text, line, index, Span::new(start, end), content, measure);
            while let Some(opens) = brackets.next_in(Span::new(start, end)) {
                piece.depth = piece.depth.saturating_add(if opens { 1 } else { -1 });
            }
            if is_first {
                piece.after_page = after_page || line.page_break;
                if piece.after_page {
                    // What stands between two pages says nothing.
                    piece.signs &= !(Sign::Blank.bit() | Sign::NotParted.bit());
                    piece.sign(Sign::AfterPage, true);
                }
                while strong.next_if(|at| (*at as usize) < index).is_some() {}
                piece.sign(Sign::Strong, strong.next_if(|at| *at as usize == index).is_some());
                while heads.next_if(|(at, _)| (*at as usize) < index).is_some() {}
                if let Some((_, depth)) = heads.next_if(|(at, _)| *at as usize == index) {
                    piece.sign(Sign::Started, true);
                    piece.sign(Sign::HeadingMark, depth > 0);
                }
                piece.sign(Sign::BehindFurniture, after_furniture);
            } else {
                piece.sign(Sign::CutHere, true);
            }
            seen.push(piece);
            start = end;
            is_first = false;
        }
        (after_page, after_furniture) = (false, false);
    }
    expect_markers(&mut seen);
    mark_leads(&mut seen);
    mark_tails(&mut seen, measure);
    mark_runs(&mut seen);
    // Words are asked for only where a line breaks off.
    let is_asked = |pair: &&[Seen]| may_meet(measure, &pair[0], &pair[1]);
    let contents = seen.iter().map(|piece| piece.text(text));
    let asked = seen
        .windows(2)
        .filter(is_asked)
        .flat_map(|pair| meeting_words(pair[0].text(text), pair[1].text(text)));
    let mut asked = asked.flatten().peekable();
    let words = asked.peek().is_some().then(|| Words::of(text.len(), contents, asked));
    let pair = Pair { normalized, lines, measure, words: words.as_ref() };
    let mut is_list = false;
    for at in 1..seen.len() {
        // A list of addressees may stand on several lines.
        is_list = pair.lists_addressees(&seen[at - 1], is_list);
        let is_listed = is_list && pair.is_addressees(&seen[at], seen.get(at + 1));
        seen[at].sign(Sign::Addressees, is_listed);
        let is_rest = pair.is_short_rest(&seen[at], seen.get(at + 1));
        seen[at].is_rest = is_rest;
        let signs = pair.signs(&seen[at - 1], &seen[at], seen.get(at + 1));
        seen[at].signs |= signs;
    }
    seen
}

/// Marks pieces that read like the cells of a table, where several follow one another.
fn mark_runs(seen: &mut [Seen]) {
    /// Three lines may be a title, or a signature with its date.
    const MIN_RUN: usize = 5;
    for run in seen.chunk_by_mut(|one, other| one.is_like_cell() && other.is_like_cell()) {
        let is_run = run.len() >= MIN_RUN;
        for piece in run {
            piece.in_run = is_run;
        }
    }
}

/// Marks the tails of printed lines, where a program has set them on lines of their own.
fn mark_tails(seen: &mut [Seen], measure: Measure) {
    if !measure.wrapped && !measure.pieces {
        return;
    }
    let look = |at: usize| {
        let own: &Seen = &seen[at];
        let is_behind_mark = at.checked_sub(1).is_some_and(|before| {
            !matches!(seen[before].end, End::Word | End::Digit | End::Opening) && seen[before].line < own.line
        });
        let begins_text =
            matches!(own.begin, Begin::Word | Begin::OpeningMark | Begin::ClosingMark | Begin::Digit);
        // As far in as the line before reaches, a column for each character.
        let is_staggered = || {
            let reach = |before: &Seen| before.indent.saturating_add(before.chars);
            let before = at.checked_sub(1).map(|before| &seen[before]);
            own.indent > WIDEST_INDENT && before.is_some_and(|before| reach(before).abs_diff(own.indent) <= 2)
        };
        let may_be =
            (own.indent > MIN_INDENT || is_staggered()) && is_behind_mark && begins_text && !own.after_page;
        let indent = if measure.unit == Unit::Columns { own.indent } else { own.indent / 2 };
        (if may_be { own.width.saturating_sub(indent) } else { own.width }, may_be)
    };
    let rooms: Vec<(u16, bool)> = (0..seen.len()).map(look).collect();
    for (at, room) in find_tails(&rooms, measure.margin, measure.first_indent) {
        seen[at].tail = room;
        seen[at].sign(Sign::Tail, true);
    }
}

/// Marks short sentences that stand above text, where the document sets the first sentences
/// of its paragraphs apart throughout: a program has broken lines where bold type ends.
fn mark_leads(seen: &mut [Seen]) {
    /// Fewer are chance.
    const MIN_LEADS: usize = 4;
    /// Of the paragraphs that are so long, one in so many has such a sentence.
    const SHARE: usize = 6;
    let is_led = |pair: &[Seen]| pair[0].is_lead() && pair[1].is_led();
    let leads = seen.windows(2).filter(|pair| is_led(pair)).count();
    let alike = seen.iter().filter(|piece| piece.is_lead()).count();
    let texts = seen.iter().filter(|piece| piece.is_led()).count();
    if leads < MIN_LEADS || leads * SHARE < texts || leads * 2 < alike {
        return;
    }
    for at in 1..seen.len() {
        let is_led = is_led(&seen[at - 1..=at]);
        seen[at - 1].sign(Sign::Lead, is_led);
    }
}

/// What one line shows by itself.
fn look_at(text: &str, line: &Line, index: usize, span: Span, content: Span, measure: Measure) -> Seen {
    let own = content.of(text);
    let is_first = span.start == line.span.start;
    let marker = line.marker_of(span, own);
    let start = Start::of(own, marker);
    let marks = marks(own);
    let chars = if span.len() == line.span.len() { line.chars } else { capped(char_count(span.of(text))) };
    let mut seen = Seen {
        line: index as u32,
        content,
        end: End::of(own),
        begin: Begin::of(own, start),
        marker,
        // Where what was cut off ends tells how full the printed line is.
        width: if span.end == line.span.end { measure.width(line) } else { chars.min(4000) * 2 },
        unbroken: unbroken(own, measure),
        chars,
        indent: if is_first { line.indent } else { 0 },
        is_row: line.is_row,
        after_page: false,
        depth: marks.brackets,
        quotes: marks.quotes,
        has_stop: marks.stop,
        has_comma: marks.comma,
        marks: marks.count,
        opens_clause: marks.colon && opens_clause(own) || ends_in_label(own),
        is_clause_line: marks.colon && (is_clause_line(own) || is_time_line(own)),
        is_rest: false,
        in_run: false,
        tail: 0,
        signs: 0,
    };
    if is_first {
        seen.sign(Sign::Cell, line.is_cell());
        seen.sign(Sign::Whole, line.is_whole());
        seen.sign(Sign::FormatBegins, line.facts.role == LineRole::Begins);
        seen.sign(Sign::FormatGoesOn, line.facts.role == LineRole::Continues);
        seen.sign(Sign::Blank, line.blanks_before > measure.usual_blanks && !line.page_break);
        seen.sign(Sign::NotParted, measure.parted && line.blanks_before == 0);
    }
    seen.sign(Sign::Box, matches!(start, Start::Box | Start::Annex | Start::Imprint));
    seen.sign(Sign::PipeRow, is_pipe_row(own));
    let is_entry = has_leaders(own);
    seen.sign(Sign::Leaders, is_entry);
    seen.sign(Sign::NumberedEntry, is_entry && marker.is_some());
    seen.sign(Sign::Foreword, own.len() <= 12 && is_foreword(own));
    seen.sign(Sign::Chapter, marker.is_some_and(|marker| marker.style < Style::Article) && is_chapter(own));
    seen
}

/// Whether a line that begins with 第一章 is its heading rather than the rest of a sentence
/// that refers to it.
fn is_chapter(line: &str) -> bool {
    !is_longer_than(line, MAX_HEADING / 2) && !line.contains(['，', '。', '、', '；'])
}

/// What the marks of a text show.
#[derive(Clone, Copy, Default)]
struct Marks {
    stop: bool,
    comma: bool,
    colon: bool,
    quotes: i16,
    /// 〔〕 and 【】: the others are counted for the whole text at once.
    brackets: i16,
    count: u16,
}

fn marks(text: &str) -> Marks {
    let mut marks = Marks::default();
    let bytes = text.as_bytes();
    let mut at = skip_ideographs(bytes, 0);
    while at < bytes.len() {
        match &bytes[at..] {
            [0xE3, 0x80, 0x82, ..] => marks.stop = true,
            [0xEF, 0xBC, 0x8C, ..] => marks.comma = true,
            [0xEF, 0xBC, 0x9A, ..] => marks.colon = true,
            // “《 and ”》
            [0xE2, 0x80, 0x9C, ..] | [0xE3, 0x80, 0x8A, ..] => marks.quotes = marks.quotes.saturating_add(1),
            [0xE2, 0x80, 0x9D, ..] | [0xE3, 0x80, 0x8B, ..] => marks.quotes = marks.quotes.saturating_sub(1),
            // 〔【 and 〕】
            [0xE3, 0x80, 0x90 | 0x94, ..] => marks.brackets = marks.brackets.saturating_add(1),
            [0xE3, 0x80, 0x91 | 0x95, ..] => marks.brackets = marks.brackets.saturating_sub(1),
            _ => {}
        }
        // Marks begin with these bytes; ideographs that do are rare.
        let is_mark = u16::from(matches!(bytes[at], 0xE2 | 0xE3 | 0xEF));
        marks.count = (marks.count + is_mark).min(MAX_WIDTH);
        at = skip_ideographs(bytes, at + 1);
    }
    marks
}

/// Whether a bracket that a text opens names departments: …。（责任单位：市水利局、
fn opens_clause(text: &str) -> bool {
    let open = |c: char| matches!(c, '（' | '[' | '〔' | '【');
    text.match_indices(open).any(|(at, bracket)| {
        let inside = &text[at + bracket.len()..];
        is_clause_line(inside) || is_time_line(inside)
    })
}

/// Whether a text breaks off within the label of a clause that a bracket opens: …。〔责任单
fn ends_in_label(text: &str) -> bool {
    /// A label that breaks off has no more bytes left before the line end.
    const REACH: usize = 15;
    static LABELS: &[&str] =
        &["责任单位", "责任部门", "牵头单位", "牵头部门", "配合单位", "配合部门", "主办单位", "参与单位"];
    let tail = &text[text.ceil_char_boundary(text.len().saturating_sub(REACH))..];
    let Some(open) = tail.rfind(['（', '[', '〔', '【']) else { return false };
    let inside = tail[open..].trim_start_matches(['（', '[', '〔', '【']);
    !inside.is_empty() && LABELS.iter().any(|label| label.starts_with(inside))
}

/// The room of what begins `text` and is not broken off: a number or a Latin word,
/// or the first character where a mark follows that may not begin a line.
fn unbroken(text: &str, measure: Measure) -> u16 {
    /// A number or a word that a printer keeps whole is no longer.
    const MOST: usize = 32;
    let wide = measure.first_indent / 2;
    let narrow = text.bytes().take(MOST).take_while(u8::is_ascii_alphanumeric).count() as u16;
    let mut chars = text.chars();
    if narrow > 0 {
        // 2023年 and 60% stay together.
        let behind = text[usize::from(narrow)..].chars().next();
        return narrow + u16::from(behind.is_some_and(|c| "%‰".contains(c)));
    }
    let closes = |c: Option<char>| c.is_some_and(|c| "，。、；：）”》！？〉〕".contains(c));
    match chars.next() {
        Some('“' | '《' | '（') => 2 * wide,
        Some(_) if closes(chars.next()) => 2 * wide,
        _ => wide,
    }
}

/// Compares every marker at the beginning of a piece with the markers before and
/// behind it.
fn expect_markers(seen: &mut [Seen]) {
    let mut counts = [Counts::default(); Style::COUNT];
    for piece in seen.iter_mut().filter(|piece| piece.marker.is_some()) {
        let Some(marker) = piece.marker else { continue };
        let is_carried = counts[marker.style.index()].carry(marker.number, 1);
        let fits = marker.number == 1 || is_carried || marker.depth > 1;
        piece.begin = if fits { Begin::Expected } else { Begin::Unexpected };
    }
    let mut counts = [Counts::default(); Style::COUNT];
    for piece in seen.iter_mut().rev().filter(|piece| piece.marker.is_some()) {
        let Some(marker) = piece.marker else { continue };
        let is_followed = counts[marker.style.index()].carry(marker.number, -1);
        piece.begin = match (piece.begin, is_followed) {
            (Begin::Expected, _) if is_followed || marker.number > 1 => Begin::Expected,
            (Begin::Unexpected, false) => Begin::Unexpected,
            _ => Begin::Possible,
        };
    }
}

/// The last number of a style, and the last of the count that it has interrupted: items are
/// numbered like the sections around their box.
#[derive(Clone, Copy, Default)]
struct Counts {
    last: u32,
    outer: u32,
}

impl Counts {
    /// Whether `number` stands one `step` behind the last of either count, which it carries on.
    fn carry(&mut self, number: u32, step: i64) -> bool {
        let is_behind = |last: u32| i64::from(last) + step == i64::from(number);
        let is_carried = is_behind(self.last) || is_behind(self.outer);
        if !is_carried {
            self.outer = self.last;
        }
        self.last = number;
        is_carried
    }
}
