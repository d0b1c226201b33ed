//! Department clauses beside each other.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Responsibility;
use crate::span::SourceSpan;

/// Fewer clauses than these under one heading show no habit.
const MIN_SIBLINGS: usize = 3;

/// Reports clauses without a leading department where most clauses under the
/// same heading name one. `clauses` are indices of `responsibilities` with the
/// place of each.
pub fn check(
    responsibilities: &[Responsibility],
    clauses: &[(usize, SourceSpan)],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut siblings: BTreeMap<&str, Vec<(bool, SourceSpan)>> = BTreeMap::new();
    for (at, place) in clauses {
        let Some(found) = responsibilities.get(*at) else { continue };
        let section = found.section.as_deref().unwrap_or_default();
        let parent = section.rsplit_once('.').map_or("", |(parent, _)| parent);
        siblings.entry(parent).or_default().push((found.lead.is_empty(), *place));
    }
    for found in siblings.into_values().filter(|found| found.len() >= MIN_SIBLINGS) {
        let without = found.iter().filter(|(is_missing, _)| *is_missing).count();
        if without * 2 < found.len() {
            let missing = found.iter().filter(|(is_missing, _)| *is_missing);
            diagnostics.extend(missing.map(|(_, place)| Diagnostic::new(Code::ClauseWithoutLead, *place)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Code, Source};

    #[test]
    fn most_siblings_decide() {
        let count = |text: &str| {
            let parsed = crate::parse(&Source::from_text("plan.txt", text));
            parsed.diagnostics.iter().filter(|found| found.code == Code::ClauseWithoutLead).count()
        };
        let lead = "（牵头单位：市教育局）";
        let none = "（责任单位：市教育局）";
        assert_eq!(
            count(&format!("一、甲\n（一）乙。丙。{lead}\n（二）乙。丙。{none}\n（三）乙。丙。{lead}\n")),
            1
        );
        assert_eq!(
            count(&format!("一、甲\n（一）乙。丙。{none}\n（二）乙。丙。{none}\n（三）乙。丙。{lead}\n")),
            0
        );
    }
}
