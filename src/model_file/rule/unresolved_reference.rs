//! M010 unresolved-reference: a reference to what is not there.

use super::super::index::{Index, finding};
use super::super::{Finding, Problem};
use crate::check::{Check, Documentation, Rule, Text};
use crate::model::Severity;

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M010",
    name: "unresolved-reference",
    severity: Severity::Error,
    message: Text { zh: "“{}”不是任何{}的编号", en: "{} is the id of no {}" },
    documentation: Documentation {
        finds: Text {
            zh: "引用的节、专栏、责任分工或附件不存在。",
            en: "A reference to a section, box, responsibility or annex that is not in the model.",
        },
        why: Text {
            zh: "按引用取内容的程序会落空。",
            en: "Programs that follow the reference find nothing.",
        },
        bad: "    box: box-3\n    section: \"1\"\n    annex: null\n    number: 2",
        good: "    box: box-1\n    section: \"1\"\n    annex: null\n    number: 2",
        help: Text {
            zh: "改成存在的编号，或补上被引用的部分。",
            en: "Name an id that exists, or add the part.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};

/// Looks for it.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    for reference in &index.references {
        let is_there = index.part(reference.id).is_some_and(|part| part.kind == reference.kind);
        if is_there || index.is_vacant(reference.id) {
            continue;
        }
        // Written otherwise: Box-1, box_1, box-01.
        let folded = fold(reference.id);
        let mut parts = index.parts.iter().filter(|part| part.kind == reference.kind);
        let meant = parts.find(|part| fold(part.id.1) == folded).map(|part| part.id.1.to_owned());
        let problem =
            Problem::UnresolvedReference { id: reference.id.to_owned(), kind: reference.kind, meant };
        findings.push(finding(reference.node.span, reference.path.clone(), reference.lines, problem));
    }
}

/// The id as somebody might remember it.
fn fold(id: &str) -> String {
    let pieces = id.split(|c: char| !c.is_ascii_alphanumeric());
    let pieces: Vec<String> = pieces.map(|piece| piece.trim_start_matches('0').to_lowercase()).collect();
    pieces.join("-")
}
