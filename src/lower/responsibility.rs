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
    let mut read = read.clone();
    if let Some((rule, is_general)) = read.rule {
        read.apply(rule);
        if is_general {
            lists.lead_rule = Some(rule);
        }
    } else if let Some(rule) = lists.lead_rule {
        read.apply(rule);
    }
    let (lines, span) = context.place(clause.outer);
    let mut responsibility = Responsibility {
        id: id.clone(),
        section: section.map(str::to_owned),
        annex: None,
        number: None,
        category: None,
        task: None,
        measures: None,
        deadline: read.deadline.map(str::to_owned),
        lead: Vec::new(),
        participants: Vec::new(),
        responsible: Vec::new(),
        other: Vec::new(),
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
    // Most have one name, and a plan has many clauses.
    for list in [&mut responsibility.lead, &mut responsibility.participants, &mut responsibility.responsible]
    {
        list.shrink_to_fit();
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
        && are_apart(&before.lead, &last.lead)
        && !(before.deadline.is_some() && last.deadline.is_some())
        && !before.text.starts_with(['（', '[', '〔', '【'])
        && are_apart(&before.participants, &last.participants)
        && are_apart(&before.responsible, &last.responsible);
    if !is_one {
        return false;
    }
    before.lead.append(&mut last.lead);
    before.participants.append(&mut last.participants);
    before.responsible.append(&mut last.responsible);
    before.deadline = before.deadline.take().or_else(|| last.deadline.take());
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

/// Adds the time of a line to the last clause, where that has none. Returns whether it did.
pub(super) fn add_time(
    context: &Context<'_>,
    at: ClauseSpan,
    clause: &Clause<'_>,
    lists: &mut Lists,
) -> bool {
    let Some(last) = lists.responsibilities.last_mut().filter(|last| last.deadline.is_none()) else {
        return false;
    };
    let (lines, span) = context.place(at.outer);
    last.deadline = clause.deadline.map(str::to_owned);
    last.text.push('；');
    last.text.push_str(context.text(at.outer));
    last.lines[1] = lines[1];
    if let (Some(whole), Some(span)) = (&mut last.span, span) {
        whole[1] = span[1];
    }
    true
}

/// A department as the model writes it.
pub(super) fn department(name: &str) -> Department {
    let name = read_name(name);
    Department { name: name.name, also: name.also }
}
