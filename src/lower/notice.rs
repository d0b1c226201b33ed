//! Notice and imprint.

use super::context::Context;
use crate::block::body::Draft;
use crate::block::closing::split_imprint;
use crate::model::{self, DocumentNumber, Imprint, Notice};
use crate::scan::annex_label::scan_annex_label;
use crate::scan::is_han;
use crate::scan::letter::{scan_copy_mark, without_mark};
use crate::scan::marker::{Style, scan_marker};
use crate::scan::shared_head::split_bodies;
use crate::span::Span;

/// The notice of a document, closed by the imprint at its end.
pub(super) fn lower_notice(context: &Context<'_>, draft: &Draft<'_>) -> Option<Notice> {
    let tail = &draft.tail;
    let found = draft.notice.clone();
    if found.is_none() && tail.copied_to.is_empty() && tail.imprint.is_none() && tail.annotations.is_empty() {
        return None;
    }
    let found = found.unwrap_or_default();
    let text = |span| context.text(span).to_owned();
    // What was cut line by line holds the ends of the lines.
    let in_one_line = |span| context.text(span).replace('\n', "");
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
    // A notice has one imprint, and that is the first.
    annotations.extend(found.imprint.and(tail.imprint).map(text));
    let mut copied_to = Vec::new();
    for span in found.copied_to.iter().chain(&tail.copied_to) {
        let names = split_list(strip_copy_mark(context.text(*span)));
        if names.is_empty() {
            // 抄送 and nobody named: the words stay where they can be seen.
            annotations.push(text(*span));
        }
        copied_to.extend(names);
    }
    Some(Notice {
        agency_mark: agency_mark(context, &found.agency_mark),
        document_number,
        title: (!found.title.is_empty()).then(|| context.joined(&found.title)),
        addressees: found.addressees.map(|span| split_list(&in_one_line(span))).unwrap_or_default(),
        body: found.body.iter().map(|lines| paragraph(context, lines)).collect(),
        attachments: attachments(context, &found.attachments),
        signatories: found.signatories.iter().map(|lines| context.joined(lines)).collect(),
        date: found.date.as_ref().and_then(|(_, date)| date.iso()),
        date_text: found.date.as_ref().map(|(span, _)| in_one_line(*span)),
        annotations,
        copied_to,
        imprint: found.imprint.or(tail.imprint).map(|at| {
            let (lines, byte_span) = context.place(at);
            // Agency and date may stand on lines of their own.
            let text = context.text(at).replace('\n', " ");
            let (agency, date) = split_imprint(&text);
            Imprint {
                agency: agency.map(str::to_owned),
                date: date.and_then(|date| date.iso()),
                text: text.clone(),
                lines,
                span: byte_span,
            }
        }),
        lines,
        span,
    })
}

/// The letterhead without its 文件; that of a joint notice names several.
fn agency_mark(context: &Context<'_>, spans: &[Span]) -> Option<String> {
    let names: Vec<&str> = spans.iter().map(|span| without_mark(context.text(*span)).trim_end()).collect();
    (!names.is_empty()).then(|| names.join(" "))
}

/// What is attached, without 附件： and numbers. Extraction may have left several
/// names on one line: `1.规划2.任务清单`.
fn attachments(context: &Context<'_>, spans: &[Span]) -> Vec<String> {
    // A name may go on in the next line.
    let name = |text: &str| text.trim().replace('\n', "");
    let mut names = Vec::new();
    for span in spans {
        let text = context.text(*span);
        let mut rest = match scan_annex_label(text) {
            // 附件1：规划 and 附件：1.规划
            Some(label) => &text[label.len..],
            None => text,
        };
        while let Some(marker) = scan_marker(rest) {
            let body = &rest[marker.len..];
            let next = format!("{}.", marker.number + 1);
            let end = body
                .match_indices(&next)
                .map(|(at, _)| at)
                .find(|at| body[..*at].ends_with(|c: char| is_han(c) || matches!(c, '》' | '）' | '”')))
                .unwrap_or(body.len());
            // Its place in the list tells the number, unless it was miscounted.
            let is_place = marker.style == Style::Arabic && marker.number as usize == names.len() + 1;
            let from = if is_place { marker.len } else { 0 };
            names.push(name(&rest[from..marker.len + end]));
            rest = &body[end..];
        }
        if !rest.trim().is_empty() {
            names.push(name(rest));
        }
    }
    names
}

fn strip_copy_mark(text: &str) -> &str {
    scan_copy_mark(text).map_or(text, |len| &text[len..])
}

/// A paragraph from its lines.
fn paragraph(context: &Context<'_>, lines: &[Span]) -> model::Paragraph {
    let whole = lines.iter().copied().reduce(Span::cover).unwrap_or_default();
    let (lines_of, span) = context.place(whole);
    model::Paragraph { text: context.joined(lines), lines: lines_of, span }
}

/// A list of recipients; those that share a head stay together.
fn split_list(text: &str) -> Vec<String> {
    split_bodies(text).into_iter().map(str::to_owned).collect()
}
