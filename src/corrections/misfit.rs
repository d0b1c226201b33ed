//! Why a change cannot be applied.

use serde_json::Value;

/// What keeps a change from being applied.
#[derive(Clone, Debug, PartialEq)]
pub enum Misfit {
    /// Nothing of that kind stands there.
    Unplaced,
    /// What stands there is not what was changed, but this.
    Outdated(Value),
    /// It is so already; nothing is to be told.
    AlreadySo,
    /// What it asks for is no model.
    Invalid,
}
