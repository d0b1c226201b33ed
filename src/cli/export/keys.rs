//! Whether rows can be joined: no key twice, no reference into nothing.
//!
//! A model that `guihua` printed keeps its own rules; one that was edited, or
//! is given twice, may not, and would spoil a database for good.

use std::collections::HashSet;
use std::fmt;

use guihua::model::Document;
use guihua::tabulate::{Cell, Table, plan_id, tabulate};

/// The plans so far.
#[derive(Default)]
pub struct Keys {
    plans: HashSet<String>,
}

/// Why a model has no place in the tables.
#[derive(Debug, PartialEq, Eq)]
pub enum Conflict {
    /// The plan was there already: its source, under the same path.
    Given,
    /// Two nodes have one id.
    Twice { table: Table, id: String },
    /// An id leads nowhere.
    Dangling { table: Table, id: String },
}

impl Conflict {
    /// The message in Chinese.
    pub fn message_zh(&self) -> String {
        match self {
            Self::Given => "同一规划给出了两次".to_owned(),
            Self::Twice { table, id } => format!("{} 中的 id“{id}”重复", table.name()),
            Self::Dangling { table, id } => format!("{} 中引用的 id“{id}”不存在", table.name()),
        }
    }
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Given => f.write_str("the same plan is given twice"),
            Self::Twice { table, id } => write!(f, "id {id} stands twice in {}", table.name()),
            Self::Dangling { table, id } => {
                write!(f, "{} refers to {id}, which does not exist", table.name())
            }
        }
    }
}

impl std::error::Error for Conflict {}

impl Keys {
    /// Takes the keys of a document, if they fit.
    ///
    /// # Errors
    ///
    /// The first [`Conflict`].
    pub fn take(&mut self, document: &Document) -> Result<(), Conflict> {
        let mut rows = HashSet::new();
        tabulate(document, |table, row| {
            for reference in table.references() {
                let ids = values(table, row, reference.columns);
                if !ids.contains(&Cell::Null) && !rows.contains(&(reference.table, joined(&ids))) {
                    return Err(Conflict::Dangling { table, id: joined(&ids[1..]) });
                }
            }
            let key = values(table, row, table.key());
            if rows.insert((table, joined(&key))) {
                Ok(())
            } else {
                Err(Conflict::Twice { table, id: joined(&key[1..]) })
            }
        })?;
        if self.plans.insert(plan_id(document)) { Ok(()) } else { Err(Conflict::Given) }
    }
}

fn values<'a>(table: Table, row: &[Cell<'a>], names: &[&str]) -> Vec<Cell<'a>> {
    let named = |name: &&str| table.columns().iter().zip(row).find(|(column, _)| column.name == *name);
    names.iter().filter_map(named).map(|(_, cell)| cell.clone()).collect()
}

fn joined(cells: &[Cell<'_>]) -> String {
    cells.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use guihua::{Source, parse};

    use super::*;

    fn document() -> Document {
        let text = "甲市规划\n一、甲\n乙。（丙局负责）\n二、丁\n（一）戊\n己。（庚局负责）\n";
        parse(&Source::from_text("plan.txt", text)).documents.remove(0)
    }

    #[test]
    fn a_plan_is_taken_once() {
        let mut keys = Keys::default();
        assert_eq!(keys.take(&document()), Ok(()));
        assert_eq!(keys.take(&document()), Err(Conflict::Given));
    }

    #[test]
    fn ids_are_unique_and_lead_somewhere() {
        let mut twice = document();
        twice.plan.sections[1].id = "1".to_owned();
        let conflict = Conflict::Twice { table: Table::Sections, id: "1".to_owned() };
        assert_eq!(Keys::default().take(&twice), Err(conflict));
        let mut dangling = document();
        dangling.plan.responsibilities[0].section = Some("9".to_owned());
        let conflict = Conflict::Dangling { table: Table::Responsibilities, id: "9".to_owned() };
        assert_eq!(Keys::default().take(&dangling), Err(conflict));
    }
}
