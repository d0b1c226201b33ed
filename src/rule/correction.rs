//! What no longer fits of the corrections that a person has made.

pub(crate) mod correction_invalid;
pub(crate) mod correction_outdated;
pub(crate) mod correction_unplaced;
