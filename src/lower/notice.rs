//! Notice and imprint.

use super::Context;
use crate::block::body::Draft;
use crate::block::notice::split_imprint;
use crate::model::{DocumentNumber, Imprint, Notice};
use crate::scan::split_outside_brackets;

/// The notice of a document, closed by the imprint at its end.
pub(super) fn lower_notice(context: &Context<'_>, draft: &Draft) -> Option<Notice> {
    let tail = &draft.tail;
    let found = draft.notice.clone();
    if found.is_none() && tail.copied_to.is_empty() && tail.imprint.is_none() && tail.annotations.is_empty() {
        return None;
    }
    let found = found.unwrap_or_default();
    let text = |span| context.text(span).to_owned();
    let (lines, span) = context.place(found.span);
    let document_number = found.number.map(|(at, number)| {
        let (lines, byte_span) = context.place(at);
        let whole = context.text(at);
        DocumentNumber {
            text: whole.to_owned(),
            agency_code: whole[..number.code_len].to_owned(),
            year: number.year,
            sequence: number.sequence,
            lines,
            span: byte_span,
        }
    });
    let mut annotations: Vec<String> = found.annotations.iter().copied().map(text).collect();
    annotations.extend(tail.annotations.iter().copied().map(text));
    let copied_to = found
        .copied_to
        .iter()
        .chain(&tail.copied_to)
        .flat_map(|span| split_list(strip_copy_mark(context.text(*span))))
        .collect();
    Some(Notice {
        agency_mark: found.agency_mark.map(|span| context.text(span).trim_end_matches("文件").to_owned()),
        document_number,
        title: (!found.title.is_empty()).then(|| context.joined(&found.title)),
        addressees: found.addressees.map(|span| split_list(context.text(span))).unwrap_or_default(),
        body: found.body.iter().map(|span| context.paragraph(*span)).collect(),
        signatories: found.signatories.iter().copied().map(text).collect(),
        date: found.date.as_ref().and_then(|(_, date)| date.iso()),
        date_text: found.date.as_ref().map(|(span, _)| text(*span)),
        annotations,
        copied_to,
        imprint: found.imprint.or(tail.imprint).map(|at| {
            let (lines, byte_span) = context.place(at);
            let (agency, date) = split_imprint(context.text(at));
            Imprint {
                agency: agency.map(str::to_owned),
                date: date.and_then(|date| date.iso()),
                text: text(at),
                lines,
                span: byte_span,
            }
        }),
        lines,
        span,
    })
}

fn strip_copy_mark(text: &str) -> &str {
    ["抄送：", "抄报：", "分送：", "主送："].iter().find_map(|mark| text.strip_prefix(mark)).unwrap_or(text)
}

/// A list of recipients, split outside brackets.
fn split_list(text: &str) -> Vec<String> {
    split_outside_brackets(text, |c| matches!(c, '、' | '，' | '；' | '。' | '：'))
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}
