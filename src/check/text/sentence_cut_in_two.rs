//! T016 sentence-cut-in-two: a full stop before 制定本规划, whose grounds stand before it.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::layout::Paragraph;
use crate::span::Span;

/// How the sentence before begins when it gives grounds.
const GROUNDS: &[&str] = &["为", "根据", "依据", "按照", "依照", "遵照", "结合"];

/// What may stand before 制定.
const LEADS: &[&str] = &["特", "现", "特此", "现特"];

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let manuscript = context.manuscript;
    let text = &manuscript.text;
    for at in memchr::memmem::find_iter(text.as_bytes(), "制定本") {
        let index = manuscript.paragraphs.partition_point(|paragraph| paragraph.span.end as usize <= at);
        // Of a file with several letters, these paragraphs are those of one.
        let holds = |it: &&Paragraph| it.span.start as usize <= at;
        let Some(paragraph) = manuscript.paragraphs.get(index).filter(holds) else { continue };
        let before = &text[paragraph.span.start as usize..at];
        let lead = LEADS.iter().find(|lead| before.ends_with(**lead)).copied().unwrap_or_default();
        let Some(sentence) = before[..before.len() - lead.len()].strip_suffix('。') else { continue };
        let sentence = &sentence[sentence.rfind('。').map_or(0, |stop| stop + '。'.len_utf8())..];
        let rest = &text[at..paragraph.span.end as usize];
        let end = rest.find(['。', '，', '；']).unwrap_or(rest.len());
        if rest[end..].starts_with('。') && GROUNDS.iter().any(|word| sentence.starts_with(word)) {
            let stop = (at - lead.len() - '。'.len_utf8()) as u32;
            let place = context.place(Span::new(stop, stop + '。'.len_utf8() as u32));
            let words = format!("{lead}{}", &rest[..end]);
            found.push(Diagnostic::new(Code::SentenceCutInTwo, place).with(words));
        }
    }
}
