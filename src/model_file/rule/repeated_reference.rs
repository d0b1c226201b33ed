//! M012 repeated-reference: a second place for a part.

use super::super::index::{Index, Role, finding};
use super::super::{Finding, Problem};
use crate::check::{Check, Documentation, Rule, Text};
use crate::model::Severity;
use std::collections::HashMap;

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M012",
    name: "repeated-reference",
    severity: Severity::Error,
    message: Text { zh: "“{}”已在 {} 引用过", en: "{} has its place at {} already" },
    documentation: Documentation {
        finds: Text {
            zh: "同一个专栏或责任分工在正文里有两个位置。",
            en: "A box or a responsibility that is referred to from two places in the text.",
        },
        why: Text {
            zh: "原文里它只有一处；按正文顺序读模型会读到两次。",
            en: "In the source it stands once; whoever reads the model in order reads it twice.",
        },
        bad: "      - type: responsibility\n        responsibility: resp-1\n      - type: box\n        box: box-1\n      - type: box\n        box: box-2\n",
        good: "      - type: responsibility\n        responsibility: resp-1\n      - type: box\n        box: box-2\n",
        help: Text { zh: "留下对的那一处引用。", en: "Keep the reference that is right." },
        clause: None,
    },
    check: Check::Elsewhere,
};

/// Looks for it.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    let mut seen: HashMap<&str, &str> = HashMap::new();
    for reference in &index.references {
        if reference.role == Role::Mention {
            continue;
        }
        if let Some(first) = seen.get(reference.id) {
            let problem =
                Problem::ReferencedTwice { id: reference.id.to_owned(), first: (*first).to_owned() };
            findings.push(finding(reference.node.span, reference.path.clone(), reference.lines, problem));
        } else {
            seen.insert(reference.id, &reference.path);
        }
    }
}
