//! What a model must be, one file for each rule with its documentation.
//!
//! The first seven are found by the readers and by the schema, the others by the
//! `check` of their file. The example of each is cut from
//! `fixtures/model/plan.yaml`; a test puts the fault in and finds it.

pub(crate) mod duplicate_field;
pub(crate) mod duplicate_id;
pub(crate) mod id_out_of_order;
pub(crate) mod invalid_value;
pub(crate) mod lines_out_of_order;
pub(crate) mod lines_outside;
pub(crate) mod missing_field;
pub(crate) mod model_missing;
pub(crate) mod model_syntax;
pub(crate) mod number_disagrees;
pub(crate) mod place_disagrees;
pub(crate) mod range_reversed;
pub(crate) mod repeated_reference;
pub(crate) mod row_width;
pub(crate) mod unknown_field;
pub(crate) mod unreferenced_part;
pub(crate) mod unresolved_reference;
pub(crate) mod value_disagrees;
pub(crate) mod wrong_type;
pub(crate) mod year_outside_period;

use super::Finding;
use super::index::{Index, finding};

/// Adds what the rules find.
pub(super) fn check_all(index: &Index<'_>, findings: &mut Vec<Finding>) {
    for check in [
        duplicate_id::check,
        id_out_of_order::check,
        unresolved_reference::check,
        unreferenced_part::check,
        repeated_reference::check,
        place_disagrees::check,
        value_disagrees::check,
        number_disagrees::check,
        year_outside_period::check,
        range_reversed::check,
        lines_outside::check,
        row_width::check,
    ] {
        check(index, findings);
    }
}
