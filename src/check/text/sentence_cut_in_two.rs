//! T016 sentence-cut-in-two: a full stop before 制定本规划, whose grounds stand before it.

use crate::check::{Check, Clause, Context, Documentation, Rule, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Severity;
use crate::span::Span;

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "T016",
    name: "sentence-cut-in-two",
    severity: Severity::Warning,
    message: Text {
        zh: "“{}”前用了句号，与前面的依据断成两句，应为逗号",
        en: "a full stop cuts {} off from the grounds before it; it should be a comma",
    },
    documentation: Documentation {
        finds: Text {
            zh: "“为……，根据……，制定本规划”一句里，“制定本规划”前误用句号。",
            en: "A full stop before 制定本规划 in a sentence that gives the grounds for it: 为……，根据……，制定本规划.",
        },
        why: Text {
            zh: "前半句没有了谓语，后半句没有了依据。",
            en: "The first half is left without a verb, and the second without its grounds.",
        },
        bad: "依据《甲省规划》。特制定本规划。",
        good: "依据《甲省规划》，特制定本规划。",
        help: Text { zh: "把句号改为逗号。", en: "Make the full stop a comma." },
        clause: Some(Clause::gb_15834("4.4")),
    },
    check: Check::Checking(check),
};

/// How the sentence before begins when it gives grounds.
const GROUNDS: &[&str] = &["为", "根据", "依据", "按照", "依照", "遵照", "结合"];

/// What may stand before 制定.
const LEADS: &[&str] = &["特", "现", "特此", "现特"];

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let manuscript = context.manuscript;
    let text = &manuscript.text;
    for at in memchr::memmem::find_iter(text.as_bytes(), "制定本") {
        let index = manuscript.paragraphs.partition_point(|paragraph| paragraph.span.end as usize <= at);
        let Some(paragraph) = manuscript.paragraphs.get(index) else { continue };
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
