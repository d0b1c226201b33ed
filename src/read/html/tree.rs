//! A page as a tree: what its tags say, in the order of the document.
//!
//! A list of nodes; a subtree is a range of it. It knows blocks, text and line breaks, no
//! inline elements: what those say (emphasis, links, hidden text) stands with the text.

use super::names::Bearing;
use super::tag::Tag;

/// An element with what matters of its attributes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element {
    pub tag: Tag,
    /// What its class and id say of it.
    pub bearing: Bearing,
    pub is_hidden: bool,
    /// Whether it has a visible border.
    pub has_border: bool,
    pub columns: u16,
    pub rows: u16,
    /// The number its list begins with, or its own; 0 where none is given.
    pub number: u32,
    /// How a list is numbered; for others nothing.
    pub numbering: Numbering,
}

/// How an ordered list counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbering {
    /// No number is printed.
    None,
    Arabic,
    Lower,
    Upper,
    Chinese,
}

/// A node of the tree.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Element(Element),
    /// A stretch of [`Tree::text`].
    Text {
        start: u32,
        end: u32,
        is_strong: bool,
        link: u32,
    },
    /// `br`
    Break,
    /// `hr`: the line ends, and nothing else.
    Rule,
}

/// A node with its subtree: the nodes behind it, up to `end`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub kind: Kind,
    pub end: u32,
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// The nodes in document order; the first is the page itself.
    pub nodes: Vec<Node>,
    /// All text, entities decoded.
    pub text: String,
    /// What links lead to; link 1 is the first.
    pub links: Vec<String>,
    /// What its `title` says.
    pub title: String,
    /// What is shown in frames in it.
    pub frames: Vec<String>,
    /// Text that no browser shows, or that nobody can tell from a script: the element
    /// that holds it, how many Han characters, and the node behind it.
    pub left_out: Vec<LeftOut>,
}

/// Text of a page that is not read.
#[derive(Debug)]
pub(super) struct LeftOut {
    /// The name of the element.
    pub element: String,
    /// The Han characters in it.
    pub count: usize,
    /// The node that follows.
    pub node: u32,
}

impl Tree {
    /// Shows hidden blocks that hold most of the page: a script would do so.
    pub fn show_most(&mut self) {
        let mut before = Vec::with_capacity(self.nodes.len() + 1);
        let mut sum = 0_usize;
        for node in &self.nodes {
            before.push(sum);
            if let Kind::Text { start, end, .. } = node.kind {
                sum += self.text[start as usize..end as usize].trim().len();
            }
        }
        before.push(sum);
        for at in 0..self.nodes.len() {
            let inside = before[self.nodes[at].end as usize] - before[at];
            if let Kind::Element(element) = &mut self.nodes[at].kind
                && element.is_hidden
                && inside * 2 > sum
            {
                element.is_hidden = false;
            }
        }
    }
}
