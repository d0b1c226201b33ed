//! S009 heading-without-content: a heading with nothing below it, neither text nor headings, where its siblings have some.

use crate::check::{Check, Context, Documentation, Rule, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Section, Severity};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "S009",
    name: "heading-without-content",
    severity: Severity::Warning,
    message: Text { zh: "标题“{}”下面没有内容", en: "nothing stands below heading {}" },
    documentation: Documentation {
        finds: Text {
            zh: "标题下面没有文字，也没有下一级标题，而同级的其他标题都有。",
            en: "A heading with nothing below it, neither text nor headings, where its siblings have some.",
        },
        why: Text {
            zh: "多半是漏了一段，或者标题本是上一段里的一句话。",
            en: "Most likely a passage is lost, or the heading is a sentence of the paragraph before.",
        },
        bad: "（二）基本原则\n（三）主要目标",
        good: "（二）基本原则\n　　坚持弱有所扶，",
        help: Text {
            zh: "对照原件补上内容，或删去空标题。",
            en: "Add what is missing from the original, or take the heading out.",
        },
        clause: None,
    },
    check: Check::Checking(check),
};

/// Looks for sections that consist of their heading. A list of short items,
/// most of which have no text, is no list of headings.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (headings, document) in context.headings().iter().zip(context.documents) {
        let mut empty = Vec::new();
        collect(&document.plan.sections, &mut empty);
        if empty.is_empty() {
            continue;
        }
        for heading in headings {
            if empty.contains(&heading.section.id.as_str()) {
                let title = heading.section.title.as_deref().unwrap_or_default();
                found.push(
                    Diagnostic::new(Code::HeadingWithoutContent, context.place(heading.whole)).with(title),
                );
            }
        }
    }
}

/// The ids of empty sections among siblings of which at most one in three is.
fn collect<'a>(siblings: &'a [Section], empty: &mut Vec<&'a str>) {
    let is_empty = |section: &&Section| {
        section.label.is_some() && section.content.is_empty() && section.sections.is_empty()
    };
    let count = siblings.iter().filter(is_empty).count();
    if count * 3 <= siblings.len() {
        empty.extend(siblings.iter().filter(is_empty).map(|section| section.id.as_str()));
    }
    for section in siblings {
        collect(&section.sections, empty);
    }
}
