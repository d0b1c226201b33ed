//! T012 doubled-word: a word typed twice in a row, such as 河道河道.

use super::doubled_character::{is_apart, is_reported};
use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::scan::is_han;
use crate::scan::numeral::scan_chinese;
use crate::span::Span;
use memchr::memmem;

/// Characters that make another word of the one before them: 服务|服务业,
/// 开发|开发区, 管理|管理员.
const SUFFIXES: &str =
    "业区局部员型器者组团委署院所站点费金法权率性化力厅办处科会长期物品线网台室中店户家人量值式群体";

/// More places than this are not looked up in the document, and no more of it
/// than this is searched: what costs time must not grow with the square.
const LOOKED_UP: usize = 32;
const SEARCHED: usize = 1 << 20;

pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let text = context.manuscript.text.as_str();
    let mut looked_up = 0;
    for repeat in context.walk().repeats.iter().filter(|repeat| repeat.len > 3) {
        let (at, len) = (repeat.at as usize, repeat.len as usize);
        let word = &text[at..at + len];
        let after = text[at + 2 * len..].chars().next();
        let is_by_right = len == 6
            && (word.starts_with(['一', '二', '三', '两', '几', '万'])
                || after.is_some_and(|c| SUFFIXES.contains(c)));
        if is_by_right || is_apart(context, repeat.at + repeat.len) {
            continue;
        }
        // Two characters may be the halves of other words: 就业|创业|创造.
        let mut is_word = || {
            looked_up += 1;
            looked_up <= LOOKED_UP && is_word_of(text, word, at)
        };
        let place = context.place(Span::new(repeat.at, repeat.at + 2 * repeat.len));
        if (len > 6 || is_word()) && !is_reported(context, place) {
            found.push(Diagnostic::new(Code::DoubledWord, place).with(word));
        }
    }
    for at in memmem::find_iter(text.as_bytes(), "个五年规划") {
        if let Some(start) = plan_before(&text[..at]) {
            let span = Span::new(start as u32, (at + "个五年规划".len()) as u32);
            found.push(Diagnostic::new(Code::DoubledWord, context.place(span)).with("规划"));
        }
    }
}

/// Whether a document has `word` at the start or at the end of a phrase, apart
/// from `at`, where it stands twice.
fn is_word_of(text: &str, word: &str, at: usize) -> bool {
    let searched = &text.as_bytes()[..text.len().min(SEARCHED)];
    memmem::find_iter(searched, word)
        .filter(|found| !(at..=at + word.len()).contains(found))
        .any(|found| !text[..found].ends_with(is_han) || !text[found + word.len()..].starts_with(is_han))
}

/// Where 规划 stands before the 第十四 that `text` ends with: the plan is called
/// 国民经济和社会发展第十四个五年规划.
fn plan_before(text: &str) -> Option<usize> {
    let from = text.char_indices().rev().take(4).find(|(_, c)| *c == '第').map(|(at, _)| at)?;
    let number = &text[from + '第'.len_utf8()..];
    let (_, len) = scan_chinese(number)?;
    let before = text[..from].strip_suffix("规划")?;
    (len == number.len() && before.ends_with(is_han)).then_some(before.len())
}
