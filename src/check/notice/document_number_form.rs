//! N006 document-number-form: a document number whose year is not in 〔〕, whose sequence number has 第 before it, or a leading zero.

use crate::check::{Check, Clause, Context, Documentation, Rule, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Severity;
use crate::scan::document_number::DocumentNumber;

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "N006",
    name: "document-number-form",
    severity: Severity::Warning,
    message: Text {
        zh: "发文字号“{}”写法不合规定，应为“{}”",
        en: "document number {} is not in the form of the standard: {}",
    },
    documentation: Documentation {
        finds: Text {
            zh: "发文字号的年份没有用六角括号“〔〕”，顺序号前加了“第”字，或者顺序号编了虚位（如 09 号）。",
            en: "A document number whose year is not in 〔〕, whose sequence number has 第 before it, or a leading zero.",
        },
        why: Text {
            zh: "写法不一的字号，检索和引用时对不上。",
            en: "A number in another form is not found where it is cited or searched for.",
        },
        bad: "甲政发[2021]第09号",
        good: "甲政发〔2021〕9号",
        help: Text {
            zh: "年份用六角括号“〔〕”括起，顺序号不加“第”字、不编虚位。",
            en: "Put the year in 〔〕, and write the sequence number without 第 and without leading zeros.",
        },
        clause: Some(Clause::gb_9704("7.2.5")),
    },
    check: Check::Checking(check),
};

/// Compares the number, as printed, with its regular form.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some((span, number)) = context.draft.notice.as_ref().and_then(|notice| notice.number.as_ref()) else {
        return;
    };
    let text = context.text(*span);
    let place = context.place(*span);
    // Normal form makes every bracket 〔〕; the source tells which one was printed.
    let printed = place.of(context.source.text());
    let has_other_brackets = !printed.contains('〔') || !printed.contains('〕');
    let Some(regular) = regular_form(text, number) else { return };
    let digits = text.trim_end_matches('号').rsplit(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    if has_other_brackets || text.contains('第') || digits.starts_with('0') {
        let printed: String = printed.chars().filter(|c| !c.is_whitespace()).collect();
        found.push(Diagnostic::new(Code::DocumentNumberForm, place).with(printed).with(regular));
    }
}

/// `甲政发〔2021〕9号`; none where a part is blank.
fn regular_form(text: &str, number: &DocumentNumber) -> Option<String> {
    let code = text.get(..number.code_len)?;
    Some(format!("{code}〔{}〕{}号", number.year?, number.sequence?))
}
