//! M015 number-disagrees: a number that is not the one in the label.

use super::super::index::{Index, finding};
use super::super::problem::PartKind;
use super::super::{Finding, Problem, cut, lines_of};
use crate::check::{Check, Documentation, Rule, Text};
use crate::model::Severity;
use crate::scan::marker::scan_marker;

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M015",
    name: "number-disagrees",
    severity: Severity::Error,
    message: Text {
        zh: "“{}”的序号是 {}，字段写的是 {}", en: "the number of {} is {}, the field says {}"
    },
    documentation: Documentation {
        finds: Text {
            zh: "节的 number 与 label 里的序号不一致。",
            en: "The number of a section is not the one in its label.",
        },
        why: Text {
            zh: "两个字段说的是同一个序号，程序用的是 number，人看的是 label。",
            en: "Both state the same number; programs read one, people the other.",
        },
        bad: "      label: （二）\n      number: 3\n",
        good: "      label: （二）\n      number: 2\n",
        help: Text {
            zh: "看原文，改正其中一处。", en: "Look at the source and mend one of the two."
        },
        clause: None,
    },
    check: Check::Elsewhere,
};

/// Looks for it.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    for part in index.parts.iter().filter(|part| part.kind == PartKind::Section) {
        let (Some(label), Some(number)) = (part.node.get("label"), part.node.get("number")) else { continue };
        let Some(marker) = label.text().and_then(scan_marker) else { continue };
        let expected = f64::from(marker.number);
        let is_told = !number.is_null() && number.number().is_none();
        if !is_told && number.number() != Some(expected) {
            let problem = Problem::NumberMismatch {
                text: label.text().map(cut).unwrap_or_default(),
                expected: expected.to_string(),
                found: number.number().map_or("null".to_owned(), |number| number.to_string()),
            };
            let path = format!("{}.number", part.path);
            findings.push(finding(number.span, path, lines_of(part.node), problem));
        }
    }
}
