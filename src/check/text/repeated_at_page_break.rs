//! T003 repeated-at-page-break: characters at the foot of a page that stand again at the head of the next.

use crate::block::body::{Block, Unit};
use crate::block::outline::Role;
use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::layout::ParagraphKind;
use crate::model::FurnitureKind;
use crate::scan::{is_han, is_longer_than};
use crate::span::Span;
use memchr::memmem;

/// A shorter paragraph may be a title, and stand above one that begins alike.
const LEAST: usize = 12;

/// No more characters than these are looked back.
const LIMIT: usize = 12;

/// More places than this are not looked up in the document, and no more of it
/// than this is searched: what costs time must not grow with the square.
const LOOKED_UP: usize = 32;
const SEARCHED: usize = 1 << 20;

/// Compares the paragraphs on both sides of a page number. Where a sentence was
/// put together again over the break, whoever did so has looked already.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let manuscript = context.manuscript;
    let mut looked_up = 0;
    let mut before: Option<(usize, Span)> = None;
    let mut is_at_break = false;
    for (index, paragraph) in manuscript.paragraphs.iter().enumerate() {
        match paragraph.kind {
            ParagraphKind::Furniture(FurnitureKind::PageNumber) => is_at_break = true,
            ParagraphKind::Furniture(_) => {}
            ParagraphKind::Row => before = None,
            ParagraphKind::Text => {
                if let Some((at, span)) = before.filter(|_| is_at_break && looked_up < LOOKED_UP)
                    && paragraph.marker.is_none()
                    && let Some(len) = repeated(context.text(span), context.text(paragraph.span))
                {
                    looked_up += 1;
                    let tail = Span::new(paragraph.span.start, paragraph.span.start + len as u32);
                    if !is_heading(context, at, span) && is_odd(context, span, tail) {
                        let place = context.place(tail);
                        found
                            .push(Diagnostic::new(Code::RepeatedAtPageBreak, place).with(context.text(tail)));
                    }
                }
                before = Some((index, paragraph.span));
                is_at_break = false;
            }
        }
    }
}

/// The length of the longest end of `before`, a sentence that does not end there,
/// that `after` begins with.
fn repeated(before: &str, after: &str) -> Option<usize> {
    if !before.ends_with(is_han) || !is_longer_than(before, LEAST) {
        return None;
    }
    let first = after.chars().next().filter(|c| is_han(*c))?;
    let tails = before.char_indices().rev().take(LIMIT).filter(|(_, c)| *c == first);
    let alike = tails.map(|(at, _)| &before[at..]).filter(|tail| after.starts_with(*tail));
    alike.filter(|tail| tail.chars().all(is_han)).last().map(str::len)
}

/// Whether the paragraph is a heading and nothing else.
fn is_heading(context: &Context<'_>, index: usize, span: Span) -> bool {
    let is_title = |block: &Block<'_>| {
        matches!(block.unit, Unit::Paragraph(at) if at == index)
            && matches!(block.role, Role::Heading | Role::BoxHeading)
    };
    !context.text(span).contains('。')
        && context.draft.parts.iter().flat_map(|part| &part.blocks).any(is_title)
}

/// One character may be doubled by right, at the end of one word and at the
/// beginning of the next, 实现|现代化. It is odd where the text writes the first
/// word elsewhere, and nowhere the second.
fn is_odd(context: &Context<'_>, before: Span, tail: Span) -> bool {
    let text = context.manuscript.text.as_str();
    let doubled = context.text(tail);
    if is_longer_than(doubled, 1) {
        return true;
    }
    let searched = &text.as_bytes()[..text.len().min(SEARCHED)];
    let count = |word: &str| memmem::find_iter(searched, word).take(3).count();
    let Some(left) = context.text(before).chars().rev().nth(1).filter(|c| is_han(*c)) else { return false };
    let Some(right) = text[tail.end as usize..].chars().next().filter(|c| is_han(*c)) else { return false };
    let first = format!("{left}{doubled}");
    let whole = format!("{first}{right}");
    let second = format!("{doubled}{right}");
    count(&format!("{doubled}{doubled}")) == 0
        && !"市区县省州镇乡村部国日月年人".contains(doubled)
        && (count(&whole) > 0 || count(&first) > 1 && count(&second) == 1)
}
