//! T010 fullwidth-punctuation: a full-width mark in a text that has half-width ones otherwise.

use super::width::{FEW, Habit, MARKS, kind};
use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let (walk, widths) = (context.walk(), context.widths());
    for (c, typed) in MARKS {
        let count = widths.count(c);
        // Curved quotes are right wherever they stand.
        if c == '“' || count.full == 0 || count.half <= FEW || widths.habit(c) != Habit::Half {
            continue;
        }
        if let Some(at) = kind(c).and_then(|kind| walk.first_full[kind]) {
            let place = context.place(Span::new(at, at + c.len_utf8() as u32));
            found.push(
                Diagnostic::new(Code::FullwidthPunctuation, place)
                    .with(typed)
                    .with(count.full.to_string())
                    .with(c),
            );
        }
    }
}
