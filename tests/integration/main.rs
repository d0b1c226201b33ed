//! One binary for all integration tests; each module is a subject.

mod check;
mod cli;
mod defects;
mod gold;
mod invariants;
mod models;
mod rewrite;
mod rules;
mod schema;
mod snapshots;
mod support;
mod variants;
