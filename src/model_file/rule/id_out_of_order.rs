//! M009 id-out-of-order: an id that is not that of its place.

use super::super::index::{Index, finding};
use super::super::{Finding, Problem, lines_of};
use crate::check::{Check, Documentation, Rule, Text};
use crate::model::Severity;
use std::collections::HashSet;

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M009",
    name: "id-out-of-order",
    severity: Severity::Error,
    message: Text {
        zh: "编号“{}”与位置不符，按顺序应为“{}”",
        en: "the id {} does not fit its place, which is that of {}",
    },
    documentation: Documentation {
        finds: Text {
            zh: "节的编号是它在目录树里的位置（3.1.2），专栏、指标等的编号是它的次序；这里对不上。",
            en: "The id of a section is its position in the tree (3.1.2), that of a box or an indicator its ordinal; this one is another.",
        },
        why: Text {
            zh: "删、加或移动了一部分而没有改编号；按编号取内容的程序会取错。",
            en: "Something was removed, added or moved and the ids were not; programs that go by ids take the wrong part.",
        },
        bad: "    - id: \"2.3\"\n",
        good: "    - id: \"2.2\"\n",
        help: Text {
            zh: "把这里起的编号按顺序改过来，并改正引用它们的地方。",
            en: "Number the parts from here on anew and mend what refers to them.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};

/// Looks for it. In a list where one part was removed, only the first id behind
/// the gap is told: those behind it are right in relation to it.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    // By list: how far its ids are ahead of their places.
    let mut wrong: HashSet<(&str, i64)> = HashSet::new();
    let mut seen = HashSet::new();
    for part in &index.parts {
        let (node, id) = part.id;
        // A part that stands twice is told already.
        if !seen.insert(id) || id == part.expected {
            continue;
        }
        let (list, offset) = match (split(id), split(&part.expected)) {
            (Some((stem, number)), Some((expected, place))) if stem == expected => (stem, number - place),
            // A section inside one whose own id is wrong follows that.
            (Some((stem, number)), Some((_, place))) if number == place && seen.contains(stem) => continue,
            _ => (id, 0),
        };
        if wrong.insert((list, offset)) {
            let problem = Problem::WrongOrder { id: id.to_owned(), expected: part.expected.clone() };
            let path = format!("{}.id", part.path);
            findings.push(finding(node.span, path, lines_of(part.node), problem));
        }
    }
}

/// `2.1.3` is 3 in `2.1`, `box-2` is 2 in `box`, `4` is 4 in nothing.
fn split(id: &str) -> Option<(&str, i64)> {
    let (stem, number) = id.rsplit_once(['.', '-']).unwrap_or(("", id));
    Some((stem, number.parse().ok()?))
}
