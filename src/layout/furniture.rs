//! Furniture: page numbers, running heads, marks of a markup language, and
//! what a web page or a document database puts around a text.

mod contents;
mod continued;
mod frame;
mod heads;
mod links;
mod list;
mod markdown;
mod notes;
mod page;
mod records;
mod run_in;
mod web;

pub use self::list::{Cut, Furniture};
pub(super) use self::markdown::line_break_len;

use self::contents::mark_contents_headings;
use self::continued::mark_continued;
use self::frame::mark_frame;
use self::heads::mark_running_heads;
use self::links::mark_links;
use self::markdown::{cut_lost_blanks, mark_front_matter, mark_markdown};
use self::notes::mark_notes;
use self::page::{cut_glued_numbers, mark_page_numbers, mark_torn_pages, mark_worded_pages};
use self::records::{cut_compiled_titles, mark_head_above_rule, mark_records};
use self::run_in::cut_run_in_numbers;
pub(super) use self::web::find_page_end;
use self::web::{cut_page_heads, mark_web};
use super::line::Line;
use crate::normalize::Normalized;

/// Marks lines that are furniture as a whole and finds furniture inside lines.
/// `means_itself` tells of a mark of Markdown that it is content.
#[must_use]
pub fn find_furniture(
    normalized: &Normalized,
    lines: &mut [Line],
    means_itself: &dyn Fn(u32) -> bool,
) -> Furniture {
    let text = normalized.text.as_str();
    let mut furniture = Furniture::default();
    mark_front_matter(text, lines);
    mark_head_above_rule(text, lines);
    mark_links(text, lines);
    let page = mark_frame(text, lines);
    mark_records(text, &mut lines[page.clone()]);
    cut_page_heads(text, &lines[page.clone()], &mut furniture);
    mark_web(text, &mut lines[page]);
    mark_worded_pages(text, lines);
    mark_torn_pages(text, lines);
    mark_markdown(text, lines, &mut furniture, means_itself);
    cut_lost_blanks(text, lines, &mut furniture);
    mark_page_numbers(text, lines, &mut furniture);
    mark_running_heads(text, lines);
    mark_continued(text, lines);
    mark_notes(text, lines);
    cut_compiled_titles(text, lines, &mut furniture);
    cut_glued_numbers(text, lines, &mut furniture);
    cut_run_in_numbers(normalized, lines, &mut furniture);
    mark_contents_headings(text, lines, &mut furniture);
    furniture.cuts.sort_by_key(|cut| (cut.span.start, cut.span.end));
    furniture.cuts.dedup_by(|next, cut| next.span.start < cut.span.end);
    furniture
}
