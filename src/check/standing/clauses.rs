//! Departments of clauses.

use std::collections::BTreeMap;

use crate::check::found::Standing;
use crate::check::responsibility::{clause_without_lead, department_name_varies};
use crate::diagnostic::Code;
use crate::model::{Department, Document, Responsibility};

pub(super) fn find(document: &Document, found: &mut Vec<Standing>) {
    // Rows of task tables are no clauses.
    let clauses = || document.plan.responsibilities.iter().filter(|row| row.annex.is_none());
    let mut siblings: BTreeMap<&str, Vec<&Responsibility>> = BTreeMap::new();
    for clause in clauses() {
        for name in repeated(clause) {
            found.push(Standing::new(Code::DepartmentRepeated, clause.lines, [name]));
        }
        let is_open = clause.text.starts_with(['（', '[', '【', '〔', '(']);
        if is_open && !clause.text.ends_with(['）', ']', '】', '〕', ')']) {
            found.push(Standing::new(Code::ClauseUnclosed, clause.lines, [""; 0]));
        }
        let section = clause.section.as_deref().unwrap_or_default();
        let parent = section.rsplit_once('.').map_or("", |(parent, _)| parent);
        siblings.entry(parent).or_default().push(clause);
    }
    for siblings in siblings.into_values() {
        let is_missing: Vec<bool> = siblings.iter().map(|clause| clause.lead.is_empty()).collect();
        if clause_without_lead::is_exception(&is_missing) {
            let missing = siblings.iter().filter(|clause| clause.lead.is_empty());
            found.extend(missing.map(|clause| Standing::new(Code::ClauseWithoutLead, clause.lines, [""; 0])));
        }
    }
    found.extend(department_name_varies::of_model(document));
}

/// The names that stand again in a clause. Lines of its own for each role (牵头单位：…,
/// 责任单位：…) may name one department twice.
fn repeated(clause: &Responsibility) -> Vec<String> {
    let lists = [&clause.lead, &clause.participants, &clause.responsible];
    let mut found = Vec::new();
    let mut look = |list: &[&Department]| {
        for (at, one) in list.iter().enumerate() {
            if list[..at].contains(one) {
                found.push(printed(one));
            }
        }
    };
    if clause.text.starts_with(['（', '[', '【', '〔', '(']) || !clause.text.contains('；') {
        look(&lists.into_iter().flatten().collect::<Vec<_>>());
    } else {
        for list in lists {
            look(&list.iter().collect::<Vec<_>>());
        }
    }
    found
}

fn printed(department: &Department) -> String {
    match &department.also {
        Some(also) => format!("{}（{also}）", department.name),
        None => department.name.clone(),
    }
}
