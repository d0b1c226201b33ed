//! R001 clause-without-lead: a clause that names no leading department (牵头单位) where most clauses under the same heading do.

use std::collections::BTreeMap;

use crate::check::{Check, Context, Documentation, Rule, Text};

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Severity;
use crate::span::SourceSpan;

/// Fewer clauses than these under one heading show no habit.
const MIN_SIBLINGS: usize = 3;

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "R001",
    name: "clause-without-lead",
    severity: Severity::Info,
    message: Text {
        zh: "责任分工没有写明牵头单位，而同级其他条目写明了",
        en: "the clause names no leading department, its siblings do",
    },
    documentation: Documentation {
        finds: Text {
            zh: "责任分工没有写明牵头单位，而同一标题下的其他条目大多写明了。",
            en: "A clause that names no leading department (牵头单位) where most clauses under the same heading do.",
        },
        why: Text {
            zh: "没有牵头单位，任务就没有人负总责。",
            en: "Without one, nobody answers for the task as a whole.",
        },
        bad: "（二）康复。开展康复。（责任单位：市民政局）",
        good: "（二）康复。开展康复。（牵头单位：市民政局）",
        help: Text { zh: "写明哪个单位牵头。", en: "Name the department that leads." },
        clause: None,
    },
    check: Check::Parsing(check),
};

/// Compares each clause with the others under the same heading.
fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for (document, clauses) in context.documents.iter().zip(context.clauses) {
        let mut siblings: BTreeMap<&str, Vec<(bool, SourceSpan)>> = BTreeMap::new();
        for (at, place) in clauses {
            let Some(clause) = document.plan.responsibilities.get(*at) else { continue };
            let section = clause.section.as_deref().unwrap_or_default();
            let parent = section.rsplit_once('.').map_or("", |(parent, _)| parent);
            siblings.entry(parent).or_default().push((clause.lead.is_empty(), *place));
        }
        for siblings in siblings.into_values().filter(|siblings| siblings.len() >= MIN_SIBLINGS) {
            let without = siblings.iter().filter(|(is_missing, _)| *is_missing).count();
            if without * 2 < siblings.len() {
                let missing = siblings.iter().filter(|(is_missing, _)| *is_missing);
                found.extend(missing.map(|(_, place)| Diagnostic::new(Code::ClauseWithoutLead, *place)));
            }
        }
    }
}
