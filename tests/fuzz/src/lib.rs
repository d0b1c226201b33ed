//! What the fuzz targets share with the integration tests.
#![allow(dead_code, unused_imports, reason = "the modules are those of the integration tests")]

pub mod checks;
#[path = "../../integration/invariants.rs"]
mod invariants;
#[path = "../../integration/rewrite.rs"]
mod rewrite;
#[path = "../../integration/support.rs"]
mod support;
#[path = "../../integration/variants.rs"]
mod variants;
