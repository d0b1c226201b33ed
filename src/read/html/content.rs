//! The document's own text among all that a site prints around it.
//!
//! Blocks weigh as much as the text in them that may be part of a document: no
//! links, no footers, no buttons. A container with a name that content management
//! systems use is believed where it holds most of that text; on other pages the
//! way leads down from the page to the smallest block that leaves no part of a
//! document out.

use super::dom::{Kind, Tree};
use super::index::Index;
use super::lines::{Line, Lines, Shape};
use super::names::Bearing;
use crate::block::contents::fold_title;
use crate::scan::date::scan_date;
use crate::scan::document_number::find_document_number;
use crate::scan::letter::is_signer;
use crate::scan::marker::scan_marker;
use crate::scan::{is_han, is_longer_than};

/// Where a line belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// To the document.
    Text,
    /// To the page around it.
    Web,
}

/// Words of footers, bars and buttons; a line with one is part of the page.
const WEB_WORDS: &[&str] = &[
    "版权所有",
    "ICP备",
    "公网安备",
    "网站标识码",
    "主办单位：",
    "承办单位：",
    "主办：",
    "承办：",
    "技术支持：",
    "浏览次数：",
    "阅读次数：",
    "点击数：",
    "打印本页",
    "关闭窗口",
    "关闭本页",
    "分享到",
    "扫一扫在手机",
    "当前位置",
    "您现在的位置",
    "您的位置",
    "上一篇：",
    "下一篇：",
    "相关链接",
    "相关阅读",
    "相关稿件",
    "友情链接",
    "网站地图",
    "无障碍浏览",
    "无障碍模式",
    "设为首页",
    "加入收藏",
    "【打印",
    "【关闭",
    "[打印",
    "字号：",
    "字体：",
    "视力保护",
    "返回顶部",
    "责任编辑",
    "首页 >",
    "首页>",
];

/// Lines with such a word are not longer than this many characters.
const MAX_WEB: usize = 100;

/// A part of a document that was left outside is at least this long, unless it
/// is a signature, a date or a number.
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
    if let Some((first, _)) = roots.first() {
        take_title(found, *first, &mut places);
    }
    places
}

/// How much a line speaks for the block that holds it.
fn weight(found: &Lines, at: usize) -> u32 {
    let line = &found.lines[at];
    let text = found.text(at);
    let linked: usize = line.links.iter().map(|link| (link.end - link.start) as usize).sum();
    if line.is_web || linked * 2 > text.len() || has_web_word(text) {
        return 0;
    }
    (text.len() - linked) as u32
}

fn has_web_word(text: &str) -> bool {
    !is_longer_than(text, MAX_WEB) && WEB_WORDS.iter().any(|word| text.contains(word))
}

/// Whether a line inside the document's block is no part of the document.
fn is_web(found: &Lines, at: usize) -> bool {
    let line = &found.lines[at];
    let text = found.text(at);
    let is_linked = is_all_linked(line, text);
    // A file to fetch, by its name.
    let is_file = is_linked
        && text.rsplit('.').next().is_some_and(|ending| {
            (2..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        });
    line.shape != Shape::Row && (is_file || line.is_web && (is_linked || !is_longer_than(text, 40)))
        || !is_longer_than(text, 40) && WEB_WORDS.iter().any(|word| text.trim_start().starts_with(word))
}

fn is_all_linked(line: &Line, text: &str) -> bool {
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

/// The title above the block of the text, where the text does not repeat it.
fn take_title(found: &Lines, first: usize, places: &mut [Place]) {
    let head: Vec<String> = (first..places.len())
        .filter(|at| places[*at] == Place::Text)
        .take(30)
        .map(|at| fold_title(found.text(at)))
        .collect();
    let head = head.concat();
    for at in (0..first).rev().take(60) {
        let line = &found.lines[at];
        let text = found.text(at).trim();
        let is_title = (line.is_title || line.heading > 0)
            && text.chars().filter(|c| is_han(*c)).count() >= 6
            && ["关于", "规划", "方案", "意见", "纲要", "计划", "通知", "办法", "措施"]
                .iter()
                .any(|word| text.contains(word))
            && !is_all_linked(line, text)
            && !text.contains(['|', '>']);
        let is_number =
            find_document_number(text).is_some_and(|number| number.start == 0 && number.end == text.len());
        if (is_title || is_number) && !head.contains(&fold_title(text)) {
            places[at] = Place::Text;
        }
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
        let has_site = self.found.lines.iter().any(is_of_site)
            || (0..self.found.lines.len()).any(|at| has_web_word(self.found.text(at)));
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
        if sum * 10 > total * 6 {
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
            if (from..start).chain(stop..to).any(|at| self.is_part(at)) || stop - start < 2 {
                return node;
            }
            node = child;
        }
    }

    /// Whether a line reads like a part of a document.
    fn is_part(&self, at: usize) -> bool {
        if self.weights[at] == 0 {
            return false;
        }
        let text = self.found.text(at).trim();
        if scan_marker(text).is_some() || text.starts_with("专栏") || self.found.lines[at].shape == Shape::Row
        {
            return true;
        }
        if self.found.lines[at].is_title || self.found.lines[at].heading > 0 {
            // A title outside is taken in by itself.
            return false;
        }
        text.chars().filter(|c| is_han(*c)).count() >= MIN_PART
            || scan_date(text).is_some_and(|date| date.len == text.len())
            || is_signer(text)
    }
}
