//! Titles that the document names elsewhere, and so tells where they end: entries of
//! its contents, and the plans that a notice names in 《》.

use std::collections::HashMap;

use super::marks::{Kind, Mark, is_entry};
use crate::scan::leaders::{has_leaders, strip_leaders};
use crate::scan::letter::find_date;
use crate::scan::title::is_plan_title;
use crate::scan::{char_count, is_han};

/// Fewer entries are no contents.
const MIN_ENTRIES: usize = 4;

/// So many entries with the same number are compared with a heading.
const MAX_ALIKE: usize = 64;

/// The head of the text, where a notice names its plan, has so many bytes.
const HEAD: usize = 6000;

/// Text behind a title has at least so many bytes, or it may be the rest of it.
const MIN_TEXT: usize = 30;

/// Where the headings among `marks` end that the contents name, though text goes on
/// behind them. `marks` are those that begin paragraphs, in order, each with the end
/// of its line.
pub(super) fn end_headings(text: &str, marks: &[(Mark, u32)], breaks: &mut Vec<u32>) {
    let piece = |at: usize| -> Option<(u32, &str)> {
        let (mark, line_end) = marks[at];
        let Kind::Number(marker) = mark.kind else { return None };
        let start = mark.at as usize + marker.len;
        let end = marks.get(at + 1).map_or(line_end, |next| next.0.at.min(line_end)) as usize;
        let piece = text.get(start..end)?;
        let title = piece.trim_start();
        Some(((end - title.len()) as u32, title.trim_end()))
    };
    let mut known: HashMap<(usize, u32), Vec<Named<'_>>> = HashMap::new();
    let mut run: Vec<(usize, u32, &str)> = Vec::new();
    for at in 0..marks.len() {
        let Kind::Number(marker) = marks[at].0.kind else {
            run.clear();
            continue;
        };
        let key = (marker.style.index(), marker.number);
        let Some((start, title)) = piece(at) else { continue };
        // What the contents have named runs into its text.
        let named = known.get(&key).into_iter().flatten();
        let len = named.map(|entry| entry.common_len(title)).max().unwrap_or(0);
        let rest = &title[len..];
        if len > 0 && rest.len() >= MIN_TEXT && rest.starts_with(|c: char| is_han(c) || "“《".contains(c))
        {
            breaks.push(start + len as u32);
        }
        let entry = if has_leaders(title) { strip_leaders(title) } else { title };
        let is_next = run.last().is_none_or(|(last, ..)| *last + 1 == at);
        if !is_next {
            run.clear();
        }
        // The last entry may have run into what follows the contents.
        let is_whole = is_entry(entry);
        let is_last = run.len() >= MIN_ENTRIES && !is_whole;
        if is_whole || is_last {
            run.push((at, marker.number, entry));
            let sure = match run.len() {
                ..MIN_ENTRIES => &[],
                MIN_ENTRIES => &run[..],
                _ => &run[run.len() - 1..],
            };
            for (at, number, entry) in sure {
                if let Kind::Number(marker) = marks[*at].0.kind {
                    let entries = known.entry((marker.style.index(), *number)).or_default();
                    if entries.len() < MAX_ALIKE && entries.iter().all(|known| known.text != *entry) {
                        entries.push(Named { text: entry, is_whole: is_entry(entry) });
                    }
                }
            }
        }
        if !is_whole {
            run.clear();
        }
    }
}

/// An entry of the contents.
struct Named<'a> {
    text: &'a str,
    /// Whether it ends where its title does, and has run into nothing.
    is_whole: bool,
}

impl Named<'_> {
    /// How much of `title` is the entry: all of the entry, or as far as both go where the
    /// entry, too, has run into something.
    fn common_len(&self, title: &str) -> usize {
        /// Two texts that begin alike by chance share fewer characters.
        const MIN: usize = 4;
        if title.starts_with(self.text) && char_count(self.text) >= 2 {
            return self.text.len();
        }
        if self.is_whole {
            return 0;
        }
        let len = common_len(self.text, title);
        // “光伏+屋顶” and “光伏+岸电” have in common what is no title.
        let is_open = |open: char, close: char| title[..len].rfind(open) > title[..len].rfind(close);
        let is_title = char_count(&title[..len]) >= MIN && !is_open('“', '”') && !is_open('（', '）');
        if is_title { len } else { 0 }
    }
}

/// How many bytes both begin with alike.
pub(super) fn common_len(left: &str, right: &str) -> usize {
    let differs = left.char_indices().zip(right.chars()).find(|((_, a), b)| a != b);
    differs.map_or(left.len().min(right.len()), |((at, _), _)| at)
}

/// Titles of plans that the head of the text names in 《》.
pub(super) fn forwarded(text: &str) -> Vec<&str> {
    /// More are no titles of what is forwarded, but references.
    const MOST: usize = 4;
    let head = &text[..text.floor_char_boundary(HEAD.min(text.len()))];
    let mut titles: Vec<&str> = Vec::new();
    for (at, open) in head.match_indices('《') {
        let rest = &head[at + open.len()..];
        if let Some(end) = rest.find('》')
            && is_plan_title(&rest[..end])
            && char_count(&rest[..end]) >= 8
            && !titles.contains(&&rest[..end])
            && titles.len() < MOST
        {
            titles.push(&rest[..end]);
        }
    }
    titles
}

/// Cuts the title of the plan out of a line that has collapsed around it.
pub(super) fn cut_titles(content: &str, base: u32, titles: &[&str], breaks: &mut Vec<u32>) {
    for title in titles {
        let authors = authors_of(content, title);
        for at in memchr::memmem::find_iter(content.as_bytes(), title.as_bytes()) {
            let end = at + title.len();
            let before = content[..at].chars().next_back();
            if before == Some('《')
                && let Some(behind) = content[end..].strip_prefix('》')
                && behind.starts_with(is_preamble)
                && let Some(date) = date_before(&content[..at - '《'.len_utf8()])
            {
                let behind = content.len() - behind.len();
                let places = [date, at - '《'.len_utf8(), behind];
                breaks.extend(places.into_iter().map(|at| base + at as u32));
                continue;
            }
            let is_free = before.is_none_or(|c| matches!(c, '。' | '）' | '日' | '：') || is_han(c));
            let is_named = before == Some('《') || content[end..].starts_with(['》', '，', '。', '、', '的']);
            let is_title = before.is_none_or(|c| matches!(c, '。' | '）' | '日'))
                || content[end..].starts_with(is_preamble);
            let is_author = |authors: &&String| content[end..].starts_with(authors.as_str());
            let authors = authors.as_ref().filter(is_author).map_or(0, String::len);
            if is_free && !is_named && (is_title || authors > 0) {
                breaks.push(base + at as u32);
                breaks.push(base + end as u32);
                breaks.extend((authors > 0).then_some(base + (end + authors) as u32));
            }
        }
    }
}

/// The names of those who wrote the plan with that title, without marks: the letter names them before
/// it, as in 甲部、乙委《…方案》已经国务院同意, and the plan below it.
fn authors_of(content: &str, title: &str) -> Option<String> {
    /// They take no more bytes, and the head of the text names them.
    const LONGEST: usize = 200;
    let head = &content[..content.floor_char_boundary(HEAD.min(content.len()))];
    let mut mentions = head.match_indices('《').map(|(at, open)| (at, at + open.len()));
    let (at, _) = mentions.find(|(_, name)| content[*name..].starts_with(title))?;
    let near = &content[content.ceil_char_boundary(at.saturating_sub(LONGEST))..at];
    let names = near.rsplit(['：', '。', '，']).next()?;
    let names: String = names.chars().filter(|c| !matches!(c, '、' | '和' | ' ')).collect();
    (char_count(&names) >= 3 && names.chars().all(is_han)).then_some(names)
}

/// Where the date begins that a text ends with, as a letter does.
fn date_before(text: &str) -> Option<usize> {
    /// A date has no more bytes.
    const LONGEST: usize = 40;
    let from = text.ceil_char_boundary(text.len().saturating_sub(LONGEST));
    let (start, date) = find_date(&text[from..])?;
    (from + start + date.len == text.len() && text.ends_with('日')).then_some(from + start)
}

/// What a preamble begins with: 为…, 根据…
const fn is_preamble(c: char) -> bool {
    matches!(c, '为' | '根' | '按' | '依' | '第' | '一' | '目' | '前' | '序')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_headings_have_in_common_is_a_title_if_nothing_is_open_there() {
        let common =
            |entry: &'static str, title: &str| Named { text: entry, is_whole: false }.common_len(title);
        assert_eq!(common("建设养老院本章说明", "建设养老院到2025年"), "建设养老院".len());
        assert_eq!(common("“光伏+铁路”工程。利用站房", "“光伏+屋顶”。利用屋顶"), 0);
        assert_eq!(common("健全制度（试行）说明", "健全制度（暂行）要求"), 0);
        assert_eq!(common("加强宣传", "完善制度"), 0);
    }
}
