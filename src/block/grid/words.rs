//! The words of a line as cells: which of them are one, and which are two.

use super::look::{Look, is_sum};
use crate::scan::column::kind_of;
use crate::scan::indicator::{COMMON_ATTRIBUTES, split_unit};
use crate::scan::marker::scan_marker;
use crate::scan::quantity::{BOUNDS, is_value_cell};
use crate::scan::unit::is_unit;
use crate::scan::{is_han, is_longer_than};
use crate::span::Span;

/// The cells that the words of a line are, as far as these alone tell.
pub(super) fn put_words_together(text: &str, words: &[Span]) -> Vec<Span> {
    let words = join_words(text, words).into_iter();
    let words = words.flat_map(|word| part_attribute(text, word));
    words.flat_map(|word| part_name(text, word)).collect()
}

/// Puts words together that are one cell for certain: a number and what bounds it,
/// the letters of 指　标, a label and its text.
fn join_words(text: &str, words: &[Span]) -> Vec<Span> {
    /// So many letters are no ends of cells.
    const WIDE: usize = 4;
    const BEFORE: &[&str] = &["不低于", "不少于", "不高于", "不超过", "高于", "低于", "达到", "约"];
    // One blank between figures and Latin letters is kept, and no gap.
    let words: Vec<Span> = words.iter().flat_map(|word| part_latin(text, *word)).collect();
    let is_digits =
        |one: &str, other: &str| one.bytes().chain(other.bytes()).all(|byte| byte.is_ascii_digit());
    let words = words.as_slice();
    // 工　作　任　务 is a word set wide; 底 and 局 may be the ends of two cells.
    let is_letter = |word: &&Span| word.of(text).chars().count() == 1 && word.of(text).contains(is_han);
    let wide =
        words.iter().copied().reduce(Span::cover).filter(|_| words.iter().all(|word| is_letter(&word)));
    let is_word =
        |wide: &Span| words.len() >= WIDE || kind_of(wide.of(text)).is_some() || is_sum(wide.of(text));
    if let Some(wide) = wide.filter(is_word) {
        return vec![wide];
    }
    let mut joined: Vec<Span> = Vec::with_capacity(words.len());
    for word in words {
        let piece = word.of(text);
        let is_one = joined.last().is_some_and(|last| {
            let before = last.of(text);
            let whole = last.cover(*word).of(text);
            let ends_in_digit = before.ends_with(|c: char| c.is_ascii_digit());
            BOUNDS.contains(&piece) && (ends_in_digit || before.ends_with('%'))
                || BEFORE.contains(&before) && piece.starts_with(|c: char| c.is_ascii_digit())
                || before.ends_with(['.', '、'])
                    && scan_marker(before).is_some_and(|marker| marker.len == before.len())
                    && piece.starts_with(is_han)
                || piece.starts_with('年') && before.len() == 4 && ends_in_digit
                // 现状值（2020 年）
                || is_open(before) && closes(piece)
                // 1.2 用水总量, at the beginning of a line; 1.2 万吨 is a figure.
                || last.start == words[0].start
                    && is_dotted(before)
                    && piece.starts_with(is_han)
                    && !is_unit(piece)
                // 修复面积 2（公顷）: the mark of a note; V 类水质, A 级景区
                || before.ends_with(is_han) && is_marked_unit(piece)
                || before.ends_with(is_class_letter) && piece.starts_with(['类', '级', '型'])
                // 劣 V类: what is worse than the last class of GB 3838
                || before.ends_with('劣') && piece.starts_with(is_class_letter)
                || ends_in_symbol(before) && is_rest_of_name(piece)
                // 万 m2
                || ["万", "亿", "千"].contains(&before) && is_unit(piece)
                || before.len() <= 6
                    && piece.len() <= 12
                    // 20 and 30 are two figures, no year.
                    && !is_digits(before, piece)
                    && kind_of(before).is_none()
                    && kind_of(piece).is_none()
                    && kind_of(whole).is_some()
        });
        match joined.last_mut() {
            Some(last) if is_one => *last = last.cover(*word),
            _ => joined.push(*word),
        }
    }
    joined
}

/// Whether a bracket is open at the end of a word.
fn is_open(word: &str) -> bool {
    word.rfind('（').is_some_and(|at| !word[at..].contains('）'))
}

/// Whether a word closes a bracket that is open before it.
fn closes(word: &str) -> bool {
    word.find('）').is_some_and(|at| !word[..at].contains('（'))
}

/// Whether a word is a number of two levels: 1.2.
fn is_dotted(word: &str) -> bool {
    let is_part =
        |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    word.split_once('.').is_some_and(|(one, other)| is_part(one) && is_part(other) && !one.starts_with('0'))
}

/// Whether a word is the mark of a note with the unit of the name before both: 2（公顷）.
fn is_marked_unit(word: &str) -> bool {
    /// No table has more notes.
    const MARK: std::ops::RangeInclusive<usize> = 1..=2;
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
    MARK.contains(&(word.len() - unit.len())) && unit.starts_with('（') && unit.ends_with('）')
}

/// Letters and numerals that tell classes apart: Ⅴ类, V类, A级.
const fn is_class_letter(c: char) -> bool {
    matches!(c, 'A'..='E' | 'I' | 'V' | 'X' | 'Ⅰ'..='Ⅻ')
}

/// Whether a word ends with the symbol of a substance, letters with a figure behind them, as names
/// of indicators have it in their midst: 城区PM2.5. A letter and a figure alone count rows: A1.
fn ends_in_symbol(word: &str) -> bool {
    let letters = word.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let before = letters.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    letters.len() < word.len()
        && before.len() < letters.len()
        && (before.ends_with(is_han) || before.is_empty() && letters.len() > 1)
}

/// Whether a word is what can only go on with the name before it: no cell of its own is like it.
fn is_rest_of_name(word: &str) -> bool {
    let look = Look::of(word);
    let is_cell = look.is_unit || look.is_value || look.is_words || look.is_attribute || look.is_time;
    word.starts_with(is_han) && kind_of(word).is_none() && !is_cell
}

/// A row number and a name that begins with a Latin letter, or a unit in such letters and a figure,
/// which are written as one word: 1 PM2.5浓度, mg/L 0.05.
fn part_latin(text: &str, word: Span) -> Vec<Span> {
    let piece = word.of(text);
    let parts = piece.split_once(' ').filter(|(one, other)| {
        let is_number = (1..=3).contains(&one.len()) && one.bytes().all(|byte| byte.is_ascii_digit());
        let is_name = other.contains(is_han) && other.starts_with(|c: char| c.is_ascii_alphabetic());
        let is_measure = one.ends_with(|c: char| c.is_ascii_alphabetic()) && is_unit(one);
        is_number && is_name || is_measure && is_value_cell(other)
    });
    let Some((one, _)) = parts else { return vec![word] };
    let at = word.start + one.len() as u32;
    vec![Span::new(word.start, at), Span::new(at + 1, word.end)]
}

/// A figure and the attribute that run together: 下降30%以上预期性.
fn part_attribute(text: &str, word: Span) -> impl Iterator<Item = Span> {
    /// No figure has more characters, with all that is said of it.
    const LONGEST: usize = 30;
    let piece = word.of(text);
    let figure = COMMON_ATTRIBUTES.iter().find_map(|attribute| piece.strip_suffix(attribute));
    let is_figure = |figure: &&str| {
        figure.contains(|c: char| c.is_ascii_digit())
            && !is_longer_than(figure, LONGEST)
            && !figure.contains(['。', '；', '，'])
    };
    let at = figure.filter(is_figure).map_or(word.end, |figure| word.start + figure.len() as u32);
    [Span::new(word.start, at), Span::new(at, word.end)].into_iter().filter(|span| !span.is_empty())
}

/// A name with its unit and the figure in brackets behind it, which run together:
/// 用水总量降低（%）[17.1].
fn part_name(text: &str, word: Span) -> impl Iterator<Item = Span> {
    let piece = word.of(text);
    let at = piece.find(['[', '〔', '【']).filter(|at| {
        let (name, figure) = piece.split_at(*at);
        name.ends_with('）') && split_unit(name).1.is_some_and(is_unit) && is_value_cell(figure)
    });
    let at = at.map_or(word.end, |at| word.start + at as u32);
    [Span::new(word.start, at), Span::new(at, word.end)].into_iter().filter(|span| !span.is_empty())
}
