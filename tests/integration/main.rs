//! One binary for all integration tests; each module is a subject.

mod api;
mod batch;
mod budget;
mod check;
#[path = "../fuzz/src/checks.rs"]
mod checks;
mod cli;
mod copied_lines;
mod corrections;
mod corrections_merged;
mod corrections_parts;
mod defects;
mod edited;
mod export;
mod faults;
mod formats;
mod fuzz;
mod gold;
#[path = "../benches/hostile.rs"]
mod hostile;
mod invariants;
mod known_cells;
mod layouts;
mod models;
mod outputs;
mod pages;
mod parted_cells;
mod patterns;
#[cfg(feature = "pdf")]
mod pdf;
mod printed;
mod process;
mod review;
mod rewrite;
mod rules;
mod schema;
mod screen;
mod snapshots;
mod standing;
mod structure;
mod support;
mod tables;
mod task_tables;
mod unseen;
mod variants;
mod walk;
