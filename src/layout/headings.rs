//! What the lines of a document show about its headings before any is joined.

use crate::scan::folded::{fold_title, strip_folded};
use crate::scan::leaders::{has_leaders, strip_leaders};
use std::collections::HashMap;

use super::line::Line;
use super::manuscript::{Paragraph, ParagraphKind};
use super::measure::Measure;
use crate::model::FurnitureKind;
use crate::normalize::Gap;
use crate::scan::marker::{Marker, Style};
use crate::scan::numeral::scan_arabic;
use crate::scan::title::is_plan_title;
use crate::scan::{char_count, is_han, is_longer_than};

/// A heading is not longer than this many characters.
pub(super) const MAX_HEADING: usize = 60;

/// How many lines at the head are searched for the titles they name.
const TITLE_LINES: usize = 40;

/// A heading in the contents takes at most this many lines.
const MAX_HEADING_LINES: usize = 4;

/// What a text knows of a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// It stands elsewhere as it is, or does not go on with this line.
    Ends,
    /// It stands elsewhere with this line behind it.
    GoesOn,
    /// The contents do not name it.
    Lacking,
    Nothing,
}

/// What stands elsewhere in the text: a whole heading, the beginning of one, or both.
#[derive(Clone, Copy, Default)]
struct Elsewhere {
    is_whole: bool,
    is_part: bool,
}

/// What the lines of a document show about its headings before any is joined.
#[derive(Default)]
pub(super) struct HeadingStyles {
    /// Lines with a marker that surely stand alone, and lines with one that
    /// surely go on, by style.
    alone: [u32; Style::COUNT],
    running: [u32; Style::COUNT],
    /// Headings that another heading follows at once, as in the contents: there
    /// it is sure where they end; and what they begin with, line by line.
    elsewhere: HashMap<String, Elsewhere>,
    /// Whether the text has a table of contents.
    has_contents: bool,
    /// Titles of documents that the head of the text names in 《》, folded.
    titles: Vec<String>,
}

impl HeadingStyles {
    pub(super) fn of(text: &str, lines: &[Line], measure: Measure) -> Self {
        let mut styles = Self::default();
        styles.learn_titles(text, lines);
        styles.has_contents = lines.iter().any(|line| line.furniture == Some(FurnitureKind::ContentsHeading));
        for (at, line) in lines.iter().enumerate() {
            if line.furniture.is_some() {
                continue;
            }
            let Some(marker) = line.marker else { continue };
            let content = line.span.of(text);
            if has_leaders(content) {
                // An entry of the contents, whole by its page number.
                styles.note_whole(fold_title(strip_leaders(content)));
                continue;
            }
            if line.is_row {
                continue;
            }
            let index = marker.style.index();
            if line.terminated || content.contains('。') {
                styles.running[index] += 1;
            } else {
                let is_cut = measure.wrapped || measure.pieces;
                // The label of a paragraph may stand before its text as a piece of one line.
                let is_piece = measure.pieces
                    && lines.get(at + 1).is_some_and(|next| {
                        next.marker.is_none() && measure.width(line) + measure.width(next) <= measure.margin
                    });
                let is_short = measure.width(line) + 2 * measure.first_indent < measure.margin;
                if !is_cut || is_short && !is_piece {
                    styles.alone[index] += 1;
                }
                // Rows of a table are numbered as well; where lines are paragraphs, they stand
                // above each other like headings.
                if is_cut {
                    styles.learn_whole(text, &lines[at..]);
                }
            }
        }
        styles
    }

    /// Titles in 《》 at the head of the text: a notice names what it forwards.
    fn learn_titles(&mut self, text: &str, lines: &[Line]) {
        let head: String = lines
            .iter()
            .filter(|line| line.furniture.is_none())
            .take(TITLE_LINES)
            .map(|line| line.span.of(text))
            .take_while(|line| !is_longer_than(line, 400))
            .collect();
        for (at, _) in head.match_indices('《') {
            let rest = &head[at + '《'.len_utf8()..];
            if let Some(end) = rest.find('》').filter(|end| *end < 240) {
                let title = fold_title(&rest[..end]);
                if char_count(&title) >= 8 && is_plan_title(&rest[..end]) && !self.titles.contains(&title) {
                    self.titles.push(title);
                }
            }
        }
    }

    /// Whether `previous` is a known title or the beginning of one: `Some(false)`
    /// where it ends with it, `Some(true)` where `line` goes on with it.
    pub(super) fn known_title(&self, previous: &str, line: &str) -> Option<bool> {
        if self.titles.is_empty() || is_longer_than(previous, MAX_HEADING) {
            return None;
        }
        let mut is_begun = false;
        for title in &self.titles {
            let Some(rest) = strip_folded(title, previous) else { continue };
            if rest.is_empty() {
                // 《规划》 fills its line, and the next says what became of it.
                let is_mention = previous.ends_with('》') && line.starts_with(['已', '业', '经', '，']);
                return Some(is_mention);
            }
            let count = char_count(&title[..title.len() - rest.len()]);
            is_begun |= count >= 4 && strip_folded(rest, line).is_some();
        }
        is_begun.then_some(true)
    }

    /// Notes the heading that begins with the first of `lines`, if the next
    /// heading follows within a few lines and no sentence ends in between.
    fn learn_whole(&mut self, text: &str, lines: &[Line]) {
        let mut heading = String::new();
        let mut parts = Vec::new();
        for line in lines.iter().take(MAX_HEADING_LINES + 1) {
            let content = line.span.of(text);
            if !heading.is_empty() && line.marker.is_none() && has_leaders(content) {
                self.note_whole(heading.clone() + &fold_title(strip_leaders(content)));
                parts.push(heading);
                self.note_parts(parts);
                return;
            }
            if !heading.is_empty() && line.marker.is_some() {
                self.note_whole(heading);
                self.note_parts(parts);
                return;
            }
            if line.furniture.is_some()
                || line.is_row
                || line.terminated
                || is_longer_than(&heading, MAX_HEADING)
            {
                return;
            }
            if !heading.is_empty() {
                parts.push(heading.clone());
            }
            heading.push_str(&fold_title(content));
        }
    }

    fn note_whole(&mut self, heading: String) {
        self.elsewhere.entry(heading).or_default().is_whole = true;
    }

    /// Notes what a whole heading begins with.
    fn note_parts(&mut self, parts: Vec<String>) {
        for part in parts {
            self.elsewhere.entry(part).or_default().is_part = true;
        }
    }

    /// What the text knows elsewhere of a heading that begins with `previous`, and perhaps
    /// goes on with `line`.
    pub(super) fn known(&self, previous: &str, line: &str) -> Known {
        // Where there are parts, there are whole headings, too.
        if self.elsewhere.is_empty() {
            return Known::Nothing;
        }
        let mut heading = fold_title(previous);
        let Elsewhere { is_whole, is_part } = self.elsewhere.get(&heading).copied().unwrap_or_default();
        if is_whole {
            return Known::Ends;
        }
        if !is_part {
            return if self.has_contents { Known::Lacking } else { Known::Nothing };
        }
        heading.push_str(&fold_title(line));
        if self.elsewhere.contains_key(&heading) { Known::GoesOn } else { Known::Ends }
    }

    pub(super) fn stands_alone(&self, style: Style) -> bool {
        let (alone, running) = (self.alone[style.index()], self.running[style.index()]);
        alone >= 3 && alone > running * 4
    }
}

/// In a document numbered 1.1, 1.1.1, a number before a gap is a chapter: `1 总则`.
/// Elsewhere it is a number.
pub(super) fn mark_decimal_chapters(text: &str, gaps: &[Gap], paragraphs: &mut [Paragraph]) {
    let has_decimals = paragraphs
        .iter()
        .filter(|paragraph| paragraph.marker.is_some_and(|marker| marker.depth > 1))
        .take(2)
        .count()
        == 2;
    if !has_decimals {
        return;
    }
    let mut gap = 0;
    for paragraph in paragraphs.iter_mut().filter(|paragraph| paragraph.kind == ParagraphKind::Text) {
        let content = paragraph.span.of(text);
        let Some((number, len)) = scan_arabic(content) else { continue };
        let label_end = paragraph.span.start + len as u32;
        while gaps.get(gap).is_some_and(|gap| gap.at < label_end) {
            gap += 1;
        }
        let has_gap = gaps.get(gap).is_some_and(|gap| gap.at == label_end);
        let is_chapter = has_gap
            && len <= 2
            && number > 0
            && content[len..].starts_with(is_han)
            && !is_longer_than(content, MAX_HEADING);
        if paragraph.marker.is_none() && is_chapter {
            paragraph.marker = Some(Marker { style: Style::Arabic, number, len, depth: 1, mark: ' ' });
        }
    }
}
