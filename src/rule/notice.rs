//! Rules about the notice that forwards a plan.

pub(crate) mod addressees_missing;
pub(crate) mod date_incomplete;
pub(crate) mod date_missing;
pub(crate) mod document_number_form;
pub(crate) mod document_number_incomplete;
pub(crate) mod document_number_missing;
pub(crate) mod index_contradiction;
pub(crate) mod plan_title_mismatch;
pub(crate) mod signature_missing;
