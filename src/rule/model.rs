//! What a model file must be; the example of each is cut from `fixtures/model/plan.yaml`.

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
pub(crate) mod otherwise_read;
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
