//! T007 halfwidth-punctuation: a half-width mark in Chinese text that otherwise has full-width ones.

use super::walk::Mark;
use super::width::{Habit, MARKS, group_by_paragraph};
use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let (walk, widths) = (context.walk(), context.widths());
    for (c, _) in MARKS {
        if widths.count(c).half == 0 || widths.habit(c) != Habit::Full {
            continue;
        }
        let is_wrong = |at: usize, mark: &Mark| {
            mark.is_half
                && match c {
                    '“' => is_half_pair(&walk.marks[at..]),
                    _ => mark.c == c,
                }
        };
        let marks = walk.marks.iter().enumerate().filter(|(at, mark)| is_wrong(*at, mark));
        for (mark, count) in group_by_paragraph(marks.map(|(_, mark)| *mark)) {
            let span = Span::new(mark.at, mark.at + mark.c.len_utf8() as u32);
            let place = context.place(span);
            let typed = place.of(context.source.text());
            let mark = if c == '“' { "“”".to_owned() } else { c.to_string() };
            found.push(
                Diagnostic::new(Code::HalfwidthPunctuation, place)
                    .with(typed)
                    .with(mark)
                    .with(count.to_string()),
            );
        }
    }
}

/// Whether the marks begin with a quotation between straight quotes. One that is
/// straight on one side only is reported as such.
fn is_half_pair(marks: &[Mark]) -> bool {
    let Some((open, rest)) = marks.split_first() else { return false };
    open.c == '“'
        && rest
            .iter()
            .take_while(|mark| mark.paragraph == open.paragraph)
            .find(|mark| matches!(mark.c, '“' | '”'))
            .is_some_and(|mark| mark.c == '”' && mark.is_half)
}
