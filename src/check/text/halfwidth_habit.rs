//! T009 halfwidth-habit: a document that types its punctuation in half width throughout, or half of it.

use super::mixed_bracket_width::Brackets;
use super::width::{FEW, Habit, MARKS};
use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let (walk, widths) = (context.walk(), context.widths());
    let mut listed: Vec<String> = Vec::new();
    let mut first = None;
    for (c, typed) in MARKS {
        let half = widths.count(c).half;
        if half > FEW && widths.habit(c) != Habit::Full {
            listed.push(format!("{typed} × {half}"));
            let at = walk.marks.iter().find(|mark| mark.is_half && mark.c == c).map(|mark| mark.at);
            first = first.into_iter().chain(at).min();
        }
    }
    let brackets = Brackets::of(context);
    let (count, at) = brackets.unreported();
    if count > FEW {
        listed.push(format!("( ) × {count}"));
        first = first.into_iter().chain(at).min();
    }
    if let Some(at) = first {
        // Every mark has three bytes in normal form.
        let place = context.place(Span::new(at, at + 3));
        found.push(Diagnostic::new(Code::HalfwidthHabit, place).with(listed.join("  ")));
    }
}
