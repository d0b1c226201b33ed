//! N009 index-contradiction: the metadata of a web page disagree with its text.

use crate::check::{Check, Clause, Context, Documentation, Rule, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Severity;
use crate::normalize::normalize;
use crate::scan::date::scan_date;
use crate::scan::document_number::find_document_number;

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "N009",
    name: "index-contradiction",
    severity: Severity::Warning,
    message: Text {
        zh: "网页索引表与正文不一致：索引表作“{}”，正文作“{}”",
        en: "the index of the page and its text disagree: {} in the index, {} in the text",
    },
    documentation: Documentation {
        finds: Text {
            zh: "网页索引表中的发文字号或成文日期与正文不一致。",
            en: "A document number or a date in the index table of a web page that is not that of the text.",
        },
        why: Text {
            zh: "索引表由人另行录入，检索和引用却常以它为准；两处不一致，必有一处错。",
            en: "The index is typed in by hand, and searches rely on it: one of the two is wrong.",
        },
        bad: "<td>发文字号：</td><td>甲政发〔2021〕8号</td>",
        good: "<td>发文字号：</td><td>甲政发〔2021〕9号</td>",
        help: Text {
            zh: "对照原件改正索引表或正文。",
            en: "Compare both with the original and correct the wrong one.",
        },
        clause: Some(Clause::gb_9704("7.2.5")),
    },
    check: Check::Parsing(check),
};

/// Compares number and date of the notice with those of the index.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let (Some(evidence), Some(notice)) = (context.source.evidence(), &context.draft.notice) else { return };
    let mut report = |entry: &crate::evidence::IndexEntry, index: &str, span| {
        let place = context.place(span);
        let diagnostic = Diagnostic::new(Code::IndexContradiction, place);
        found.push(diagnostic.with(index).with(context.text(span)).beside(entry.span));
    };
    if let (Some(entry), Some((span, own))) = (evidence.document_number(), &notice.number) {
        let text = normalize(&entry.value).text;
        if let Some(number) = find_document_number(&text) {
            let whole = context.text(*span);
            let code = &text[number.start..number.start + number.code_len];
            let is_same = code == &whole[..own.code_len]
                && own.year.is_none_or(|year| number.year == Some(year))
                && own.sequence.is_none_or(|sequence| number.sequence == Some(sequence));
            if !is_same {
                report(entry, &text[number.start..number.end], *span);
            }
        }
    }
    if let (Some(entry), Some((span, own))) = (evidence.date(), &notice.date) {
        let text = normalize(&entry.value).text;
        let listed = scan_date(&text).and_then(|date| date.iso());
        if let (Some(listed), Some(own)) = (listed, own.iso())
            && listed != own
        {
            report(entry, &text, *span);
        }
    }
}
