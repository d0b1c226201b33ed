//! Rules about indicator tables.

pub(crate) mod cells_run_together;
pub(crate) mod figure_inconsistent;
pub(crate) mod header_cells_joined;
pub(crate) mod indicator_attribute_missing;
pub(crate) mod indicator_attribute_unknown;
pub(crate) mod indicator_cell_missing;
pub(crate) mod indicator_number_gap;
pub(crate) mod indicator_unit_dubious;
pub(crate) mod indicator_unit_missing;
pub(crate) mod indicator_value_unreadable;
pub(crate) mod indicators_not_read;
pub(crate) mod sum_disagrees;
