//! Which kinds of numbers begin paragraphs in the middle of lines.

use crate::scan::marker::{Marker, Style};

/// Styles that open paragraphs in mid-line; （1） and ① mostly count inside a sentence.
pub(super) fn opens_paragraphs(marker: Marker) -> bool {
    matches!(
        marker.style,
        Style::Part
            | Style::Chapter
            | Style::Section
            | Style::Article
            | Style::Formal
            | Style::Ideographic
            | Style::ParenIdeographic
            | Style::Arabic
    ) && marker.depth == 1
}
