//! Rules about department clauses.

pub(crate) mod clause_unclosed;
pub(crate) mod clause_without_lead;
pub(crate) mod department_name_varies;
pub(crate) mod department_repeated;
pub(crate) mod task_without_departments;
