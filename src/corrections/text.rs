//! The text that changes work on, and what in it is no text of the model.

use std::cell::OnceCell;

use serde_json::Value;

use super::part::span_of;
use super::sight::squeeze;
use super::split::trimmed;
use crate::layout::{Manuscript, layout_with};
use crate::model::ByteSpan;
use crate::normalize::normalize;
use crate::source::Source;

/// The text that changes work on.
pub struct Text<'a> {
    pub source: &'a Source,
    /// The text as paragraphs, once somebody has asked for them.
    pub manuscript: &'a OnceCell<Manuscript>,
    /// Where marks of structure and of printing stand, in order.
    pub marks: &'a [ByteSpan],
}

impl Text<'_> {
    /// The text as paragraphs.
    pub fn manuscript(&self) -> &Manuscript {
        let source = self.source;
        self.manuscript
            .get_or_init(|| layout_with(&normalize(source.text()), source.text(), source.evidence()))
    }

    /// A span without the white space and the marks at its ends.
    pub fn bare(&self, span: ByteSpan) -> ByteSpan {
        let [mut start, mut end] = trimmed(self.source, span);
        for [first, last] in self.within([start, end]) {
            if *first <= start && start < *last {
                [start, end] = trimmed(self.source, [(*last).min(end), end]);
            }
        }
        for [first, last] in self.within([start, end]).rev() {
            if *first < end && end <= *last {
                [start, end] = trimmed(self.source, [start, (*first).max(start)]);
            }
        }
        [start, end]
    }

    /// What is said in a span, in normal form, without white space and marks.
    pub fn said(&self, [start, end]: ByteSpan) -> Option<String> {
        let text = self.source.text();
        let (mut said, mut at) = (String::new(), start);
        for [first, last] in self.within([start, end]) {
            said.push_str(text.get(at as usize..(*first).max(at) as usize)?);
            at = (*last).max(at);
        }
        said.push_str(text.get(at as usize..end.max(at) as usize)?);
        Some(squeeze(&normalize(&said).text))
    }

    /// The marks that touch a span.
    fn within(&self, [start, end]: ByteSpan) -> impl DoubleEndedIterator<Item = &ByteSpan> {
        let from = self.marks.partition_point(|mark| mark[1] <= start);
        let count = self.marks[from..].partition_point(|mark| mark[0] < end);
        self.marks[from..from + count].iter()
    }
}

/// Where marks stand in models; the header of a table is text of it.
pub fn marks(documents: &[Value]) -> Vec<ByteSpan> {
    let found = documents.iter().filter_map(|document| document["furniture"].as_array()).flatten();
    let mut marks: Vec<ByteSpan> =
        found.filter(|it| it["kind"] != "table_header").filter_map(span_of).collect();
    marks.sort_unstable();
    // None reaches into the next.
    let mut end = 0;
    marks.retain_mut(|mark| {
        mark[0] = mark[0].max(end);
        end = end.max(mark[1]);
        mark[0] < mark[1]
    });
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_no_text() {
        let source = Source::from_text("a.md", "## **甲** 乙**\n");
        let manuscript = OnceCell::new();
        let marks = [[0, 2], [3, 5], [8, 10], [14, 16]];
        let text = Text { source: &source, manuscript: &manuscript, marks: &marks };
        assert_eq!(text.bare([0, 17]), [5, 14]);
        // From within a mark, and into one.
        assert_eq!(text.bare([4, 15]), [5, 14]);
        assert_eq!(text.bare([3, 9]), [5, 8]);
        assert_eq!(text.bare([5, 11]), [5, 8]);
        assert_eq!(text.bare([0, 4]), [4, 4]);
        assert_eq!(text.said([0, 17]).as_deref(), Some("甲乙"));
        assert_eq!(text.said([4, 9]).as_deref(), Some("甲"));
    }

    #[test]
    fn marks_stand_in_order_and_apart() {
        let mark = |kind: &str, span: ByteSpan| serde_json::json!({ "kind": kind, "span": span });
        let furniture = [
            mark("markup", [9, 12]),
            mark("table_header", [0, 3]),
            mark("page_number", [4, 8]),
            mark("markup", [5, 7]),
            mark("web", [11, 14]),
        ];
        let document = serde_json::json!({ "furniture": furniture });
        assert_eq!(self::marks(&[document]), [[4, 8], [9, 12], [12, 14]]);
    }
}
