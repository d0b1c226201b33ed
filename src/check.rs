//! What a careful reader should look at: one file for each part of a document.
//!
//! Checks read the draft and the manuscript and add to the list of findings;
//! they change nothing.

pub mod contents;
pub mod notice;
pub mod pages;
pub mod responsibility;
pub mod structure;
pub mod text;
