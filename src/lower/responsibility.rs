//! Department clauses.

use super::{Context, Lists};
use crate::block::clauses::ClauseSpan;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Department, Responsibility};
use crate::scan::clause::{Role, read_clause, read_list};
use crate::scan::organization::read_name;

/// Adds the clause to the list and returns its id.
pub(super) fn lower_clause(
    context: &Context<'_>,
    clause: ClauseSpan,
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
    let inner = context.text(clause.inner);
    let read = read_clause(inner).or_else(|| read_list(inner)).unwrap_or_default();
    for (at, (role, name)) in read.departments.iter().enumerate() {
        if read.departments[..at].iter().any(|(_, earlier)| earlier == name) {
            let source = context.manuscript.source(clause.outer);
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
        let source = context.manuscript.source(clause.outer);
        let open: String = context.text(clause.outer).chars().take(1).collect();
        lists.diagnostics.push(Diagnostic::new(Code::UnbalancedBracket, source).with(open));
    }
    lists.clauses.push((lists.responsibilities.len(), context.manuscript.source(clause.outer)));
    lists.responsibilities.push(responsibility);
    id
}

/// A department as the model writes it.
pub(super) fn department(name: &str) -> Department {
    let name = read_name(name);
    Department { name: name.name, also: name.also }
}
