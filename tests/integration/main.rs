//! One binary for all integration tests; each module is a subject.

mod cli;
mod defects;
mod gold;
mod invariants;
mod rewrite;
mod rules;
mod schema;
mod snapshots;
mod support;
mod variants;
