//! S011 contents-section-missing: a heading of the body that the contents lack, while they list its siblings.

use std::collections::HashSet;

use crate::check::{Check, Context, Documentation, Rule, Text};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Section, Severity};

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "S011",
    name: "contents-section-missing",
    severity: Severity::Warning,
    message: Text { zh: "目录缺少正文的“{}”", en: "the contents lack {}" },
    documentation: Documentation {
        finds: Text {
            zh: "正文有这个标题，目录里没有，而目录列出了与它同级的其他标题。",
            en: "A heading of the body that the contents lack, while they list its siblings.",
        },
        why: Text {
            zh: "读者从目录里找不到这一节，说明目录是旧的。",
            en: "Readers do not find the section, and the contents are those of an older text.",
        },
        bad: "二、重点任务\n　　完善制度。",
        good: "一、总体要求……1\n二、重点任务……2",
        help: Text { zh: "更新目录。", en: "Update the contents." },
        clause: None,
    },
    check: Check::Checking(check),
};

/// Looks for sections without an entry whose siblings mostly have one.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (headings, document) in context.headings().iter().zip(context.documents) {
        let toc = &document.plan.toc;
        let listed: HashSet<&str> = toc.iter().filter_map(|entry| entry.section.as_deref()).collect();
        // Entries that were not found may mean one of the sections.
        if listed.is_empty() || toc.iter().any(|entry| entry.section.is_none() && entry.label.is_some()) {
            continue;
        }
        let mut missing = HashSet::new();
        collect(&document.plan.sections, &listed, &mut missing);
        for heading in headings.iter().filter(|heading| missing.contains(heading.section.id.as_str())) {
            let title = heading.section.title.as_deref().unwrap_or_default();
            found.push(
                Diagnostic::new(Code::ContentsSectionMissing, context.place(heading.whole)).with(title),
            );
        }
    }
}

fn collect<'a>(siblings: &'a [Section], listed: &HashSet<&str>, missing: &mut HashSet<&'a str>) {
    let is_missing = |section: &&Section| {
        section.label.is_some() && section.title.is_some() && !listed.contains(section.id.as_str())
    };
    let count = siblings.iter().filter(is_missing).count();
    if count * 2 <= siblings.len() {
        missing.extend(siblings.iter().filter(is_missing).map(|section| section.id.as_str()));
    }
    for section in siblings {
        collect(&section.sections, listed, missing);
    }
}
