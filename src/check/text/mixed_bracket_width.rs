//! T008 mixed-bracket-width: half-width brackets beside full-width ones.

use super::walk::Mark;
use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::layout::Manuscript;
use crate::scan::numeral::digit;
use crate::span::Span;

/// How many times as many full-width brackets make a half-width one a slip.
const SLIP: u32 = 4;

/// How near, in bytes, two brackets belong to one phrase: 镇(街道)、村（社区）.
const PHRASE: u32 = 12;

/// Text between brackets up to this length, in bytes, is shown with them.
const SHOWN: u32 = 45;

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let brackets = Brackets::of(context);
    let mut pairs = brackets.pairs.iter().filter(|pair| pair.is_wrong).peekable();
    while let Some(pair) = pairs.next() {
        let mut count = 1;
        while pairs.next_if(|next| next.paragraph == pair.paragraph).is_some() {
            count += 1;
        }
        let text = &context.manuscript.text;
        let mut span = Span::new(pair.open, pair.close + '）'.len_utf8() as u32);
        let right = span.of(text);
        let (shown, right) = if span.len() <= SHOWN {
            (right.replace('（', "(").replace('）', ")"), right.to_owned())
        } else {
            span.end = span.start + '（'.len_utf8() as u32;
            ("( )".to_owned(), "（ ）".to_owned())
        };
        found.push(
            Diagnostic::new(Code::MixedBracketWidth, context.place(span))
                .with(shown)
                .with(right)
                .with(count.to_string()),
        );
    }
}

/// The round brackets of a document that open and close in one width.
#[derive(Debug, Default)]
pub(super) struct Brackets {
    pairs: Vec<Pair>,
}

#[derive(Clone, Copy, Debug)]
struct Pair {
    open: u32,
    close: u32,
    paragraph: u32,
    is_half: bool,
    /// （一）, 1）: part of the numbering.
    is_label: bool,
    /// Whether it should be full-width.
    is_wrong: bool,
}

impl Brackets {
    pub fn of(context: &Context<'_>) -> Self {
        let marks = &context.walk().marks;
        if !marks.iter().any(|mark| mark.is_half && mark.c == '（') {
            return Self::default();
        }
        let mut brackets = Self { pairs: pair_up(marks, context.manuscript) };
        brackets.judge();
        brackets
    }

    /// How many half-width brackets are no label and not reported one by one, and
    /// where the first of them opens.
    pub fn unreported(&self) -> (u32, Option<u32>) {
        let mut pairs = self.pairs.iter().filter(|pair| pair.is_half && !pair.is_label && !pair.is_wrong);
        let first = pairs.next().map(|pair| pair.open);
        (u32::from(first.is_some()) + pairs.count() as u32, first)
    }

    /// Decides which of the half-width brackets are slips.
    fn judge(&mut self) {
        let count = |is_half, labels| {
            let is_counted = |pair: &&Pair| pair.is_half == is_half && (labels || !pair.is_label);
            self.pairs.iter().filter(is_counted).count() as u32
        };
        let is_slip = count(true, false) * SLIP <= count(false, false);
        let is_habit = count(true, true) > count(false, true);
        for paragraph in self.pairs.chunk_by_mut(|left, right| left.paragraph == right.paragraph) {
            let has_full = paragraph.iter().any(|pair| !pair.is_half);
            for at in 0..paragraph.len() {
                let pair = paragraph[at];
                let is_near = |other: &Pair| {
                    !other.is_half
                        && !other.is_label
                        && (other.open.abs_diff(pair.close) <= PHRASE
                            || pair.open.abs_diff(other.close) <= PHRASE)
                };
                let beside = [at.checked_sub(1), Some(at + 1)];
                let in_phrase = || beside.iter().flatten().filter_map(|at| paragraph.get(*at)).any(is_near);
                paragraph[at].is_wrong =
                    pair.is_half && !pair.is_label && (is_slip || has_full && !is_habit || in_phrase());
            }
        }
    }
}

/// Brackets that open and close in one width, in the order in which they open.
fn pair_up(marks: &[Mark], manuscript: &Manuscript) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    // Where each begins that is open in this paragraph, and its width.
    let mut open: Vec<(u32, bool)> = Vec::new();
    let mut paragraph = 0;
    for mark in marks.iter().filter(|mark| matches!(mark.c, '（' | '）')) {
        if mark.paragraph != std::mem::replace(&mut paragraph, mark.paragraph) {
            open.clear();
        }
        if mark.c == '（' {
            open.push((mark.at, mark.is_half));
        } else if let Some((first, is_half)) = open.pop()
            && is_half == mark.is_half
        {
            pairs.push(Pair {
                open: first,
                close: mark.at,
                paragraph: mark.paragraph,
                is_half: mark.is_half,
                is_label: is_label(&manuscript.text[first as usize + '（'.len_utf8()..mark.at as usize]),
                is_wrong: false,
            });
        }
    }
    // Inner brackets close first.
    pairs.sort_unstable_by_key(|pair| pair.open);
    pairs
}

/// Whether what stands in brackets is the number of a label: 一, 12.
fn is_label(inside: &str) -> bool {
    let is_numeral = |c: char| c.is_ascii_digit() || digit(c).is_some() || c == '十';
    inside.len() <= 9 && !inside.is_empty() && inside.chars().all(is_numeral) && !is_year(inside)
}

fn is_year(digits: &str) -> bool {
    digits.len() == 4 && digits.starts_with(['1', '2'])
}
