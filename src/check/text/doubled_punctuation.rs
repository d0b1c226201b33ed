//! T013 doubled-punctuation: two marks of pause or stop side by side.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::span::Span;

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let pairs = &context.walk().mark_pairs;
    for (at, pair) in pairs.iter().enumerate() {
        // A row of them is a leader: 目录。。。。。。1
        let is_run = [at.checked_sub(1), Some(at + 1)]
            .iter()
            .flatten()
            .filter_map(|at| pairs.get(*at))
            .any(|other| other.abs_diff(*pair) == 3);
        if !is_run {
            let span = Span::new(*pair, pair + 6);
            let place = context.place(span);
            found.push(Diagnostic::new(Code::DoubledPunctuation, place).with(context.text(span)));
        }
    }
}
