//! The document's own text among all that a site prints around it.
//!
//! Blocks weigh as much as the text in them that may be part of a document: no
//! links, no footers, no buttons. A container with a name that content management
//! systems use is believed where it holds most of that text; on other pages the
//! way leads down from the page to the smallest block that leaves no part of a
//! document out.

use super::index::Index;
use super::lines::{Line, Lines, Shape};
use super::names::Bearing;
use super::tree::{Kind, Node, Tree};
use super::{edges, words};
use crate::scan::letter::scan_addressees;
use crate::scan::marker::scan_marker;
use crate::scan::{is_han, is_longer_than, is_terminated};

/// Where a line belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// To the document.
    Text,
    /// To the page around it.
    Web,
}

/// A sentence of the document has at least so many Han characters.
const MIN_PART: usize = 16;

/// So many lines of links in a row are a list of other pages.
const MIN_LINKS: usize = 3;

/// Says of each line where it belongs.
pub(super) fn select(tree: &Tree, found: &Lines, index: &Index) -> Vec<Place> {
    let mut in_index = vec![false; found.lines.len()];
    for line in &index.lines {
        in_index[*line] = true;
    }
    let weights: Vec<u32> =
        (0..found.lines.len()).map(|at| if in_index[at] { 0 } else { weight(found, at) }).collect();
    let mut sums = Vec::with_capacity(weights.len() + 1);
    let mut sum = 0_u64;
    sums.push(0);
    for weight in &weights {
        sum += u64::from(*weight);
        sums.push(sum);
    }
    let scale = Scale { tree, found, weights: &weights, sums };
    let roots = scale.roots();
    let mut places = vec![Place::Web; found.lines.len()];
    for (from, to) in &roots {
        for at in *from..*to {
            let is_other = in_index[at] || is_web(found, at);
            places[at] = if is_other { Place::Web } else { Place::Text };
        }
    }
    drop_link_lists(found, &mut places);
    edges::trim(found, &mut places);
    if let Some((first, _)) = roots.first() {
        edges::take_title(found, *first, &in_index, &mut places);
    }
    places
}

/// How much a line speaks for the block that holds it.
fn weight(found: &Lines, at: usize) -> u32 {
    let line = &found.lines[at];
    let text = found.text(at);
    let linked: usize = line.links.iter().map(|link| (link.end - link.start) as usize).sum();
    if line.is_web || linked * 2 > text.len() || words::is_web(text) {
        return 0;
    }
    (text.len() - linked) as u32
}

/// Whether a line inside the document's block is no part of the document.
fn is_web(found: &Lines, at: usize) -> bool {
    let line = &found.lines[at];
    let text = found.text(at);
    let is_linked = is_all_linked(line, text.trim());
    // A file to fetch, by its name.
    let is_file = is_linked
        && text.rsplit('.').next().is_some_and(|ending| {
            (2..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    line.shape != Shape::Row && (is_file || line.is_web && (is_linked || !is_longer_than(text, 40)))
        || words::opens_web(text)
}

pub(super) fn is_all_linked(line: &Line, text: &str) -> bool {
    let linked: usize = line.links.iter().map(|link| (link.end - link.start) as usize).sum();
    linked * 10 > text.len() * 8
}

/// Lines of links, several in a row, lead to other pages.
fn drop_link_lists(found: &Lines, places: &mut [Place]) {
    let mut run = 0;
    for at in 0..=places.len() {
        let is_link = at < places.len()
            && is_all_linked(&found.lines[at], found.text(at))
            && !found.text(at).starts_with("附")
            && scan_marker(found.text(at)).is_none();
        if is_link {
            run += 1;
            continue;
        }
        if run >= MIN_LINKS {
            places[at - run..at].fill(Place::Web);
        }
        run = 0;
    }
}

/// What blocks weigh.
struct Scale<'a> {
    tree: &'a Tree,
    found: &'a Lines,
    weights: &'a [u32],
    /// The weight of all lines before each.
    sums: Vec<u64>,
}

impl Scale<'_> {
    /// The lines inside a node.
    fn lines_of(&self, node: usize) -> (usize, usize) {
        let end = self.tree.nodes[node].end;
        let from = self.found.lines.partition_point(|line| (line.node as usize) < node);
        let to = self.found.lines.partition_point(|line| line.node < end);
        (from, to)
    }

    fn weight_of(&self, node: usize) -> u64 {
        let (from, to) = self.lines_of(node);
        self.sums[to] - self.sums[from]
    }

    /// The ranges of lines that hold the document.
    fn roots(&self) -> Vec<(usize, usize)> {
        let total = self.sums.last().copied().unwrap_or_default();
        // A fragment: nothing on it is part of a site.
        let is_of_site = |line: &Line| line.is_web || !line.links.is_empty();
        let is_named =
            |node: &Node| matches!(node.kind, Kind::Element(element) if element.bearing == Bearing::Text);
        let has_site = self.found.lines.iter().any(is_of_site)
            || self.tree.nodes.iter().any(is_named)
            || (0..self.found.lines.len()).any(|at| words::is_web(self.found.text(at)));
        if !has_site {
            return vec![(0, self.found.lines.len())];
        }
        let mut named: Vec<(usize, u64)> = Vec::new();
        let mut at = 0;
        while at < self.tree.nodes.len() {
            if let Kind::Element(element) = self.tree.nodes[at].kind
                && element.bearing == Bearing::Text
            {
                let weight = self.weight_of(at);
                if weight > 0 {
                    named.push((at, weight));
                }
                at = self.tree.nodes[at].end as usize;
                continue;
            }
            at += 1;
        }
        let sum: u64 = named.iter().map(|(_, weight)| weight).sum();
        if sum * 10 > total * 4 {
            let kept = named.into_iter().filter(|(_, weight)| weight * 100 > sum * 2);
            return kept.map(|(node, _)| self.lines_of(node)).collect();
        }
        vec![self.lines_of(self.descend())]
    }

    /// The smallest block that leaves no part of a document out.
    fn descend(&self) -> usize {
        let mut node = 0;
        loop {
            let end = self.tree.nodes[node].end as usize;
            let mut best = (0, 0);
            let mut at = node + 1;
            while at < end {
                let next = self.tree.nodes[at].end as usize;
                if matches!(self.tree.nodes[at].kind, Kind::Element(_)) {
                    let weight = self.weight_of(at);
                    if weight > best.1 {
                        best = (at, weight);
                    }
                }
                at = next;
            }
            let (child, weight) = best;
            if weight == 0 {
                return node;
            }
            let ((from, to), (start, stop)) = (self.lines_of(node), self.lines_of(child));
            if (from..start).any(|at| self.is_part(at, false))
                || (stop..to).any(|at| self.is_part(at, true))
                || stop - start < 2
            {
                return node;
            }
            node = child;
        }
    }

    /// Whether a line outside a block reads like a part of the document in it,
    /// which `is_behind` it or before it.
    fn is_part(&self, at: usize, is_behind: bool) -> bool {
        if self.weights[at] == 0 {
            return false;
        }
        let text = self.found.text(at).trim();
        if scan_marker(text).is_some()
            || text.starts_with("专栏")
            || self.found.lines[at].shape == Shape::Row
            || scan_addressees(text).is_some_and(|colon| colon + '：'.len_utf8() == text.len())
        {
            return true;
        }
        // A title outside is taken in by itself. Who signs, and when, closes a
        // document; above it, a site says who put the page up.
        is_terminated(text) && text.chars().filter(|c| is_han(*c)).count() >= MIN_PART
            || is_behind && edges::is_end(text) && !words::is_contact(text)
    }
}
