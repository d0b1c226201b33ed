//! Rules about headings, their numbers, boxes, and the contents.

pub(crate) mod box_empty;
pub(crate) mod box_end_uncertain;
pub(crate) mod box_number_out_of_sequence;
pub(crate) mod contents_entry_missing;
pub(crate) mod contents_mismatch;
pub(crate) mod contents_order;
pub(crate) mod contents_section_missing;
pub(crate) mod heading_without_content;
pub(crate) mod level_skipped;
pub(crate) mod numbering_duplicate;
pub(crate) mod numbering_form_differs;
pub(crate) mod numbering_gap;
pub(crate) mod numbering_lost;
pub(crate) mod section_missing;
