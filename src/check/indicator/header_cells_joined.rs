//! I009 header-cells-joined: two header cells of an indicator table without anything between them, such as 2020年2025年.

use crate::block::indicator::Column;
use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::layout::Paragraph;
use crate::span::Span;

/// Looks for the texts of neighbouring value columns without white space between
/// them. Only a line that has white space elsewhere separates cells by it.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for rows in context.indicators().chunk_by(|left, right| std::ptr::eq(left.table, right.table)) {
        let table = rows[0].table;
        let (from, _) = table.paragraphs;
        let header = context.manuscript.paragraphs[from..]
            .iter()
            .take_while(|paragraph| paragraph.span.start < rows[0].row.span.start);
        for paragraph in header {
            for two in table.headers.windows(2) {
                let are_values = two.iter().all(|header| header.column == Column::Value);
                if are_values && let Some(span) = joined(context, paragraph, &two[0].text, &two[1].text) {
                    found.push(
                        Diagnostic::new(Code::HeaderCellsJoined, context.place(span))
                            .with(context.text(span)),
                    );
                }
            }
        }
    }
}

/// Where `left` and `right` stand side by side without a gap.
fn joined(context: &Context<'_>, paragraph: &Paragraph, left: &str, right: &str) -> Option<Span> {
    let text = context.text(paragraph.span);
    let at = text.find(&format!("{left}{right}"))?;
    let start = paragraph.span.start + at as u32;
    let between = start + left.len() as u32;
    let gaps = context.manuscript.gaps_in(paragraph.span);
    let is_separate = gaps.iter().any(|gap| gap.at == between);
    (!gaps.is_empty() && !is_separate).then(|| Span::new(start, between + right.len() as u32))
}
