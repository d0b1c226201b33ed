//! Department clauses.

use super::context::{Context, Lists};
use crate::block::clauses::ClauseSpan;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Department, Responsibility};
use crate::scan::clause::{Clause, Role};
use crate::scan::organization::read_name;

/// Adds the clause, read as `read`, to the list and returns its id.
pub(super) fn lower_clause(
    context: &Context<'_>,
    clause: ClauseSpan,
    read: &Clause<'_>,
    section: Option<&str>,
    lists: &mut Lists,
) -> String {
    let id = format!("resp-{}", lists.responsibilities.len() + 1);
    let (lines, span) = context.place(clause.outer);
    let mut responsibility = Responsibility {
        id: id.clone(),
        section: section.map(str::to_owned),
        annex: None,
        number: None,
        task: None,
        lead: Vec::new(),
        participants: Vec::new(),
        responsible: Vec::new(),
        text: context.text(clause.outer).to_owned(),
        lines,
        span,
    };
    for (at, (role, name)) in read.departments.iter().enumerate() {
        if read.departments[..at].iter().any(|(_, earlier)| earlier == name) {
            let source = context.source_of(clause.outer);
            lists.diagnostics.push(Diagnostic::new(Code::DepartmentRepeated, source).with(*name));
        }
        let list = match role {
            Role::Lead => &mut responsibility.lead,
            Role::Participant => &mut responsibility.participants,
            Role::Responsible => &mut responsibility.responsible,
        };
        list.push(department(name));
    }
    if clause.unclosed {
        let source = context.source_of(clause.outer);
        let open: String = context.text(clause.outer).chars().take(1).collect();
        lists.diagnostics.push(Diagnostic::new(Code::UnbalancedBracket, source).with(open));
    }
    lists.clauses.push((lists.responsibilities.len(), context.source_of(clause.outer)));
    lists.responsibilities.push(responsibility);
    id
}

/// Joins the last clause with the one before it, where both stand on lines of
/// their own and each says what the other leaves open: 牵头单位：… and, below it,
/// 配合单位：… Returns whether it did.
pub(super) fn join_clauses(lists: &mut Lists) -> bool {
    let [.., before, last] = lists.responsibilities.as_mut_slice() else { return false };
    let are_apart = |before: &[Department], last: &[Department]| before.is_empty() || last.is_empty();
    let is_one = before.section == last.section
        && last.lead.is_empty()
        && !before.text.starts_with(['（', '[', '〔', '【'])
        && are_apart(&before.participants, &last.participants)
        && are_apart(&before.responsible, &last.responsible);
    if !is_one {
        return false;
    }
    before.participants.append(&mut last.participants);
    before.responsible.append(&mut last.responsible);
    before.text.push('；');
    before.text.push_str(&last.text);
    before.lines[1] = last.lines[1];
    if let (Some(span), Some(last)) = (&mut before.span, last.span) {
        span[1] = last[1];
    }
    lists.responsibilities.pop();
    lists.clauses.pop();
    true
}

/// A department as the model writes it.
pub(super) fn department(name: &str) -> Department {
    let name = read_name(name);
    Department { name: name.name, also: name.also }
}
