//! T003 repeated-at-page-break: characters at the foot of a page that stand again at the head of the next.

use memchr::memmem;

use crate::block::body::{Block, Unit};
use crate::block::outline::Role;
use crate::check::{Check, Context, Documentation, Rule, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::layout::ParagraphKind;
use crate::model::{FurnitureKind, Severity};
use crate::scan::{is_han, is_longer_than};
use crate::span::Span;

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "T003",
    name: "repeated-at-page-break",
    severity: Severity::Warning,
    message: Text { zh: "换页处“{}”重复", en: "{} is repeated at a page break" },
    documentation: Documentation {
        finds: Text {
            zh: "换页处前一页末尾的字在后一页开头又出现一次。",
            en: "Characters at the foot of a page that stand again at the head of the next.",
        },
        why: Text {
            zh: "句子里多出字来，断词和检索都会出错。",
            en: "The sentence has characters too many, and searching fails.",
        },
        bad: "甲市残\n\n— 3 —\n\n残疾人事业必须",
        good: "甲市的\n\n— 3 —\n\n残疾人事业必须",
        help: Text { zh: "删去重复的字。", en: "Take out the repetition." },
        clause: None,
    },
    check: Check::Parsing(check),
};

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
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
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
