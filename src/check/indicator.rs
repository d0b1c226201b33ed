//! Rules about indicator tables.

pub(crate) mod indicator_cell_missing;
pub(crate) mod target_below_baseline;
