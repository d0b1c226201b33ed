//! M018 lines-outside: lines that the source or the part around them does not have.

use super::super::index::Index;
use super::super::node::Node;
use super::super::path::Path;
use super::super::{Finding, Problem, lines_of};
use crate::check::{Check, Documentation, Rule, Text};
use crate::model::Lines;
use crate::model::Severity;

/// What is fixed about the rule.
pub(crate) const RULE: Rule = Rule {
    code: "M018",
    name: "lines-outside",
    severity: Severity::Error,
    message: Text {
        zh: "第 {}—{} 行不在上一级的第 {}—{} 行之内",
        en: "lines {} to {} are not within {} to {}, those of what holds them",
    },
    documentation: Documentation {
        finds: Text {
            zh: "lines 超出了原文的行数（source.lines），或超出了所在的节、专栏或附件。",
            en: "Lines beyond the last one of the source, or outside the section, box or annex around them.",
        },
        why: Text {
            zh: "按行号回原文找不到这段内容。",
            en: "Whoever looks the lines up does not find the text.",
        },
        bad: "        text: 开展质量检查。\n        lines:\n        - 31\n        - 31",
        good: "        text: 开展质量检查。\n        lines:\n        - 30\n        - 30",
        help: Text {
            zh: "看原文改正行号；改动过原文的，重新运行 guihua parse。",
            en: "Mend the lines by the source; if the source was changed, run guihua parse again.",
        },
        clause: None,
    },
    check: Check::Elsewhere,
};

/// Looks for it, for lines that are reversed, and for those out of order.
pub(super) fn check(index: &Index<'_>, findings: &mut Vec<Finding>) {
    let count = index.document.get("source").and_then(|source| source.get("lines")).and_then(Node::number);
    // Without a count that makes sense there is no last line.
    #[expect(clippy::cast_sign_loss, reason = "a count of lines")]
    let count = count.filter(|count| *count >= 1.0).map_or(u32::MAX, |count| count as u32);
    let top = Path::Top;
    let document = Path::Field(&top, &index.top);
    let path = if index.top.is_empty() { &top } else { &document };
    walk(index.document, path, [1, count], findings);
}

/// Looks at the lines of `node`, which stands within `within`, and of its parts.
fn walk(node: &Node, path: &Path<'_>, within: Lines, findings: &mut Vec<Finding>) {
    let mut inner = within;
    if let (Some(place), Some(lines)) = (node.get("lines"), lines_of(node)) {
        let path = path.field("lines").to_string();
        let mut report =
            |problem| findings.push(super::finding(place.mark(), path.clone(), Some(lines), problem));
        if lines[0] > lines[1] {
            report(Problem::Reversed { start: lines[0].into(), end: lines[1].into() });
        } else if lines[0] < within[0] || lines[1] > within[1] {
            report(Problem::LinesOutside { lines, within });
        } else {
            inner = lines;
        }
    }
    if let Some(span) = node.get("span")
        && let [start, end] = span.items()
        && let (Some(start), Some(end)) = (start.number(), end.number())
        && start > end
    {
        let path = path.field("span").to_string();
        findings.push(super::finding(span.mark(), path, lines_of(node), Problem::Reversed { start, end }));
    }
    for field in node.fields() {
        // The lines of a notice are those at the head of the file; its imprint
        // (版记) stands at the end.
        let within = if field.name == "imprint" { within } else { inner };
        walk(&field.value, &path.field(&field.name), within, findings);
        super::lines_out_of_order::check(&field.value, &path.field(&field.name), findings);
    }
    for (at, item) in node.items().iter().enumerate() {
        walk(item, &path.item(at), inner, findings);
    }
}
