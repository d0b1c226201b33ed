//! N003 date-missing: a notice without its date (成文日期).

use super::end;
use crate::check::{Check, Clause, Context, Documentation, Rule, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Severity;

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "N003",
    name: "date-missing",
    severity: Severity::Warning,
    message: Text { zh: "通知没有成文日期", en: "the notice has no date" },
    documentation: Documentation {
        finds: Text { zh: "通知没有成文日期。", en: "A notice without its date (成文日期)." },
        why: Text {
            zh: "公文从成文日期起生效，规划的期限也由它推算。",
            en: "A document takes effect from its date.",
        },
        bad: "甲市人民政府\n\n甲市残疾人事业发展规划",
        good: "甲市人民政府\n2021年9月1日\n",
        help: Text {
            zh: "在署名下面补上成文日期，年、月、日写全。",
            en: "Add the date below the signature, with year, month and day.",
        },
        clause: Some(Clause::gb_9704("7.3.5.4")),
    },
    check: Check::Parsing(check),
};

/// Looks for the date. A plan that was issued by itself is dated where its
/// agency does so.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some(notice) = &context.draft.notice else { return };
    // The index of a web page may know it.
    let is_indexed = context.source.evidence().is_some_and(|evidence| evidence.date().is_some());
    if !notice.title.is_empty() && notice.date.is_none() && !is_indexed {
        found.push(Diagnostic::new(Code::DateMissing, end(context, notice)));
    }
}
