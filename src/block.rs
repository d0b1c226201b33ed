//! How each kind of block begins, goes on and ends.

pub mod body;
pub mod clauses;
pub mod closing;
pub mod contents;
pub mod drawn;
pub mod grid;
pub mod heading;
pub mod indicator;
pub mod notice;
pub mod outline;
pub mod places;
pub mod table;
