//! I001 indicator-cell-missing: a row of an indicator table with fewer cells than its table has columns.

use crate::block::indicator::{is_attribute, split_unit};
use crate::check::context::IndicatorRow;
use crate::check::{Check, Context, Documentation, Rule, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Severity;
use crate::scan::quantity::read_quantity;
use crate::span::Span;

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "I001",
    name: "indicator-cell-missing",
    severity: Severity::Warning,
    message: Text {
        zh: "指标“{}”一行缺少单元格", en: "the row of indicator {} has missing cells"
    },
    documentation: Documentation {
        finds: Text {
            zh: "指标表的一行比表头少了单元格。",
            en: "A row of an indicator table with fewer cells than its table has columns.",
        },
        why: Text {
            zh: "基期值、目标值或属性可能错了位。",
            en: "Baseline, target or attribute may have moved into a wrong column.",
        },
        bad: "2  康复服务覆盖率（%）  85  约束性",
        good: "2  康复服务覆盖率（%）  80  85  约束性",
        help: Text {
            zh: "对照原表补上缺的单元格。", en: "Add the missing cell from the original table."
        },
        clause: None,
    },
    check: Check::Parsing(check),
};

/// Looks behind each table for rows that go on counting, and have too few cells
/// to have been read as part of it. Those within it are told where they are read.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let manuscript = context.manuscript;
    for rows in context.indicators().chunk_by(|left, right| std::ptr::eq(left.table, right.table)) {
        let Some(IndicatorRow { table, row, .. }) = rows.last() else { continue };
        let Some(mut number) = row.number else { continue };
        for paragraph in &manuscript.paragraphs[table.paragraphs.1..] {
            let gaps = manuscript.gaps_in(paragraph.span);
            let [first, .., last] = gaps else { break };
            let cell = |from: u32, to: u32| Span::new(from, to).of(&manuscript.text).trim();
            number += 1;
            let ends_as_row = {
                let end = cell(last.at, paragraph.span.end);
                is_attribute(end) || read_quantity(end).is_some()
            };
            if cell(paragraph.span.start, first.at).parse() != Ok(number) || !ends_as_row {
                break;
            }
            if gaps.len() + 1 < table.headers.len() {
                let name = cell(first.at, gaps[1].at);
                found.push(
                    Diagnostic::new(Code::IndicatorCellMissing, context.place(paragraph.span))
                        .with(split_unit(name).0),
                );
            }
        }
    }
}
