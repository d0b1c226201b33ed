//! T015 space-inside-sentence: a space between two Chinese characters, in a text that has hardly any.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::layout::ParagraphKind;
use crate::normalize::{Gap, GapKind};
use crate::scan::is_han;
use crate::scan::organization::is_agency;
use crate::span::Span;

/// A text with more of them is set with spaces, or was copied from a typeset
/// page: they say nothing.
const MOST: usize = 3;

/// How many characters are shown on either side.
const SHOWN: usize = 4;

/// Where a paragraph has marks.
struct Marks {
    paragraph: usize,
    /// Its first mark inside or behind a sentence.
    first: Option<usize>,
    /// Its last full stop.
    last_stop: Option<usize>,
}

impl Marks {
    fn of(paragraph: usize, span: Span, text: &str) -> Self {
        let start = span.start as usize;
        let content = &text[start..span.end as usize];
        let place = |at: usize| start + at;
        Self {
            paragraph,
            first: content.find(['，', '。', '；']).map(place),
            last_stop: content.rfind('。').map(place),
        }
    }
}

/// Whether those who issued a document together stand on either side: 甲部办公厅 乙部办公厅关于….
fn parts_issuers(before: &str, after: &str) -> bool {
    /// Their names are no longer, in bytes.
    const NAME: usize = 60;
    let name = after.find("关于").filter(|end| *end <= NAME).map(|end| &after[..end]);
    before.ends_with(['局', '委', '厅', '部', '会', '府', '署', '室'])
        && name.and_then(|names| names.split_whitespace().next()).is_some_and(is_agency)
}

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let manuscript = context.manuscript;
    let text = manuscript.text.as_str();
    let mut spaces: Vec<&Gap> = Vec::new();
    let mut marks: Option<Marks> = None;
    for gap in manuscript.gaps.iter().filter(|gap| !gap.kept && gap.kind == GapKind::Space) {
        let at = gap.at as usize;
        let is_between = text[..at].ends_with(is_han) && text[at..].starts_with(is_han);
        if !is_between {
            continue;
        }
        let index = manuscript.paragraphs.partition_point(|paragraph| paragraph.span.end <= gap.at);
        let Some(paragraph) = manuscript.paragraphs.get(index) else { continue };
        if paragraph.kind != ParagraphKind::Text {
            continue;
        }
        // One paragraph may be the whole text, with a space behind every character.
        let marks = match &mut marks {
            Some(marks) if marks.paragraph == index => marks,
            marks => marks.insert(Marks::of(index, paragraph.span, text)),
        };
        // 一、指导思想 坚持…: behind a label and a title a space is in place.
        let is_inside = marks.first.is_some_and(|first| first < at)
            && marks.last_stop.is_some_and(|last| last >= at)
            && !text[..at].ends_with(['。', '；', '：'])
            && !parts_issuers(&text[..at], &text[at..]);
        if is_inside {
            spaces.push(gap);
            if spaces.len() > MOST {
                return;
            }
        }
    }
    for gap in spaces {
        let (before, after) = text.split_at(gap.at as usize);
        let start = before.char_indices().rev().take(SHOWN).take_while(|(_, c)| is_han(*c)).last();
        let start = start.map_or(gap.at, |(at, _)| at as u32);
        let end = after.char_indices().take(SHOWN).take_while(|(_, c)| is_han(*c)).last();
        let end = gap.at + end.map_or(0, |(at, c)| (at + c.len_utf8()) as u32);
        let (first, last) = (Span::new(start, gap.at), Span::new(gap.at, end));
        let (left, right) = (context.place(first), context.place(last));
        let place = crate::span::SourceSpan::new(left.end, right.start);
        found.push(
            Diagnostic::new(Code::SpaceInsideSentence, place)
                .with(context.text(first))
                .with(context.text(last)),
        );
    }
}
