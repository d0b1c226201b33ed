//! Where the document begins and ends inside the block that holds it, and its
//! title where that stands outside.
//!
//! Between the title and the first paragraph, and behind the last one, sites set
//! lines of their own: when the page was put up, how often it was read, what to
//! click. They are known by their words, which inside a text would say nothing.

use super::content::{Place, is_all_linked};
use super::index::opens_with_key;
use super::lines::{Lines, Shape};
use super::words;
use crate::normalize::normal_text;
use crate::scan::document_number::find_document_number;
use crate::scan::folded::fold_title;
use crate::scan::letter::{
    is_annotation, is_imprint, is_signer, scan_addressees, scan_closing_date, scan_copy_mark,
};
use crate::scan::marker::scan_marker;
use crate::scan::{char_count, is_han, is_longer_than, is_terminated};

/// A sentence is at least this long.
const MIN_PROSE: usize = 16;

/// The title stands at most so many lines above its text.
const TITLE_REACH: usize = 60;

/// So many lines of a text may hold its title.
const HEAD: usize = 30;

/// What titles of documents end with.
const KINDS: &[&str] = &[
    "通知", "规划", "方案", "意见", "纲要", "计划", "办法", "措施", "决定", "公告", "通告", "批复", "函",
    "细则", "要点", "规定", "条例", "行动", "政策", "工程", "举措", "清单", "令",
];

/// Gives to the page what stands before and behind the document in its block.
pub(super) fn trim(found: &Lines, places: &mut [Place]) {
    let lines: Vec<usize> = (0..places.len()).filter(|at| places[*at] == Place::Text).collect();
    let Some(first) = lines.iter().position(|at| is_body(found, *at)) else { return };
    let last =
        lines.iter().rposition(|at| is_body(found, *at) || is_end(found.text(*at))).unwrap_or(lines.len());
    let behind = lines.get(last + 1..).unwrap_or_default();
    for at in lines[..first].iter().chain(behind) {
        if words::is_info(found.text(*at)) && !is_title(found, *at) {
            places[*at] = Place::Web;
        }
    }
    for at in behind {
        // Links to other pages, with their dates.
        let linked: u32 = found.lines[*at].links.iter().map(|link| link.end - link.start).sum();
        if linked as usize * 2 > found.text(*at).len() {
            places[*at] = Place::Web;
        }
    }
    drop_keys(found, &lines[..first], places);
    drop_repeated_title(found, &lines[..first], places);
    // A heading over files to fetch, which are not part of the text.
    for at in lines[first..].iter().copied() {
        if places.get(at + 1) == Some(&Place::Web)
            && is_all_linked(&found.lines[at + 1], found.text(at + 1))
            && matches!(
                found.text(at).trim().trim_end_matches(['：', ':']),
                "附件" | "相关附件" | "附件列表" | "文件下载"
            )
        {
            places[at] = Place::Web;
        }
    }
}

/// Keys of an index that is too short to be one: 标题：… above the text.
fn drop_keys(found: &Lines, head: &[usize], places: &mut [Place]) {
    let mut takes_next = false;
    for at in head {
        let key = opens_with_key(found.text(*at));
        if key.is_some() || takes_next {
            places[*at] = Place::Web;
        }
        takes_next = key.is_some_and(|value| !value.0);
    }
}

/// The title of the page inside the block, where the document has its own.
fn drop_repeated_title(found: &Lines, head: &[usize], places: &mut [Place]) {
    /// No page has so many titles; what they repeat is looked for in all that follows.
    const MOST: usize = 32;
    let is_apart = |order: usize, at: usize| {
        head.get(order + 1).is_some_and(|next| places[*next] == Place::Web)
            || found.lines[at].is_title
            || found.lines[at].heading > 0 && found.lines[at].heading < 3
    };
    let titles = head.iter().copied().enumerate();
    let titles = titles
        .filter(|(order, at)| places[*at] == Place::Text && is_apart(*order, *at) && is_title(found, *at));
    let titles: Vec<(usize, usize)> = titles.take(MOST).collect();
    let Some((first, _)) = titles.first() else { return };
    // The text behind the first of them, and where what is behind each line of it begins.
    let mut text = String::new();
    let mut behind = Vec::new();
    for at in &head[*first..] {
        if places[*at] == Place::Text {
            text.push_str(&fold_title(found.text(*at)));
        }
        behind.push(text.len());
    }
    let repeated = titles
        .iter()
        .find(|(order, at)| text[behind[order - first]..].contains(&fold_title(found.text(*at))));
    if let Some((_, at)) = repeated {
        places[*at] = Place::Web;
    }
}

/// The title above the block of the text, where the text does not repeat it.
pub(super) fn take_title(found: &Lines, first: usize, in_index: &[bool], places: &mut [Place]) {
    let head: String = (first..places.len())
        .filter(|at| places[*at] == Place::Text)
        .take(HEAD)
        .map(|at| fold_title(found.text(at)))
        .collect();
    let mut taken = None;
    for at in (0..first).rev().take(TITLE_REACH).filter(|at| !in_index[*at]) {
        let text = normal_text(found.text(at).trim());
        let is_number =
            find_document_number(&text).is_some_and(|number| number.start == 0 && number.end == text.len());
        if is_number && !head.contains(&fold_title(&text)) {
            places[at] = Place::Text;
        } else if is_title(found, at) {
            if !head.contains(&fold_title(&text)) {
                places[at] = Place::Text;
                taken = Some(at);
            }
            break;
        }
    }
    // A title in several lines.
    if let Some(mut at) = taken {
        while at > 0 && found.lines[at - 1].node == found.lines[at].node && is_title_line(found, at - 1) {
            at -= 1;
            places[at] = Place::Text;
        }
    }
}

/// Whether any line of the text can only be part of a document.
pub(super) fn has_body(found: &Lines, places: &[Place]) -> bool {
    (0..places.len()).any(|at| places[at] == Place::Text && is_body(found, at))
}

/// The title of a document that only the `title` of its page tells, and the line
/// that it belongs before. Sites add their own name to it.
pub(super) fn missing_title(title: &str, found: &Lines, places: &[Place]) -> Option<(usize, String)> {
    let mut text = (0..places.len()).filter(|at| places[*at] == Place::Text);
    let first = text.clone().next()?;
    let body = text.clone().position(|at| is_body(found, at))?;
    if text.by_ref().take(body).any(|at| is_title(found, at)) {
        return None;
    }
    // Within the text, a title may stand behind its notice.
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut title = title.split(['_', '|', '｜', '>']).next()?.trim();
    let is_title = |title: &str| {
        title.chars().filter(|c| is_han(*c)).count() >= 6
            && !title.contains(['：', '。', '！', '？'])
            && KINDS.iter().any(|kind| without_remark(title).ends_with(kind))
    };
    while !is_title(title) {
        title = title[..title.rfind(['-', '－', '—'])?].trim();
    }
    let is_told = text.take(HEAD).any(|at| fold_title(found.text(at)).contains(&fold_title(title)));
    (!is_told).then(|| (first, title.to_owned()))
}

/// A title without its closing marks and the remark in brackets behind it.
fn without_remark(text: &str) -> &str {
    let bare = text.trim_end_matches(['》', '”', ' ', '\u{3000}']);
    match bare.rfind(['（', '(']) {
        Some(at) if bare.ends_with(['）', ')']) => bare[..at].trim_end(),
        _ => bare,
    }
}

/// Whether a line can be the title of a document.
pub(super) fn is_title(found: &Lines, at: usize) -> bool {
    let line = &found.lines[at];
    let text = found.text(at).trim();
    if !is_title_line(found, at) || text.chars().filter(|c| is_han(*c)).count() < 6 {
        return false;
    }
    let bare = without_remark(text);
    if line.is_title || line.heading > 0 {
        return KINDS.iter().any(|kind| bare.contains(kind)) || text.contains("关于");
    }
    !is_longer_than(text, 100) && KINDS.iter().any(|kind| bare.ends_with(kind))
}

fn is_title_line(found: &Lines, at: usize) -> bool {
    let line = &found.lines[at];
    let text = found.text(at).trim();
    line.shape != Shape::Row
        && !is_all_linked(line, text)
        && !text.contains(['|', '>', '»', '：', '。', '！', '？'])
        && !text.starts_with("首页")
        && !words::is_web(text)
        && scan_marker(text).is_none()
}

/// Whether a line can only be part of a document: a sentence, a numbered line, a
/// row, addressees.
fn is_body(found: &Lines, at: usize) -> bool {
    let text = found.text(at).trim();
    if words::is_web(text) {
        return false;
    }
    found.lines[at].shape == Shape::Row
        || scan_marker(text).is_some()
        || text.starts_with("专栏")
        || is_terminated(text) && char_count(text) >= MIN_PROSE
        || scan_addressees(text).is_some_and(|colon| colon + '：'.len_utf8() == text.len())
}

/// Whether a line closes a document.
pub(super) fn is_end(text: &str) -> bool {
    if is_longer_than(text, 60) {
        return false;
    }
    let text = normal_text(text.trim());
    text.starts_with('附') && !words::is_info(&text)
        || is_annotation(&text)
        || is_imprint(&text)
        || scan_copy_mark(&text).is_some()
        || is_signer(&text)
        || scan_closing_date(&text).is_some_and(|(start, date)| {
            // As documents write it, not as sites stamp their pages.
            text[start..start + date.len].ends_with('日')
        })
}
