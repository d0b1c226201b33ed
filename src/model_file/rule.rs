//! What a model must be beyond its schema, one file for each rule that looks at
//! the whole. The others are found by the readers and by the schema. What is fixed
//! about a rule stands below `rule::model`, with an example cut from
//! `fixtures/model/plan.yaml`; a test puts the fault in and finds it.

mod duplicate_id;
mod id_out_of_order;
mod level_reversed;
mod lines_out_of_order;
mod lines_outside;
mod number_disagrees;
mod part_outside;
mod place_disagrees;
mod range_reversed;
mod repeated_reference;
mod row_width;
mod unreferenced_part;
mod unresolved_reference;
mod value_disagrees;
mod year_outside_period;

use super::finding::{Finding, finding};
use super::index::Index;

pub(super) use self::value_disagrees::{quantity_of, wrong_dates, wrong_number, wrong_year};

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
        level_reversed::check,
        year_outside_period::check,
        range_reversed::check,
        part_outside::check,
        lines_outside::check,
        row_width::check,
    ] {
        check(index, findings);
    }
}
