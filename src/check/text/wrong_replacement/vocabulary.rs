//! Words that a plan writes otherwise nearly everywhere.
//!
//! 市场机制 stands in a plan again and again, 区场机制 once: the two characters
//! behind the level, 场机, have 市 before them wherever they stand, so they are
//! part of a word with it, and 区 has taken its place. Levels of government also
//! stand before all kinds of words by right, 市残联 and 区残联, and those are
//! left alone: what stands behind them stands by itself elsewhere, or names a
//! department.

use memchr::memmem;

use crate::scan::is_han;

/// How often the right word stands at least.
const OFTEN: usize = 3;

/// How many times as often as the wrong one.
const NEARLY: usize = 4;

/// How many in a hundred of the places of what stands behind the level have the
/// same level before them.
const BOUND: usize = 90;

/// More words than this are not looked up in the document, and no more of it
/// than this is searched: what costs time must not grow with the square.
const LOOKED_UP: usize = 32;
const SEARCHED: usize = 1 << 20;

/// Characters that any level may stand before: 县域, 省级, 区委. Asked of every
/// level of the text.
const fn is_attribute(c: char) -> bool {
    matches!(
        c,
        '域' | '级'
            | '直'
            | '属'
            | '内'
            | '外'
            | '委'
            | '政'
            | '府'
            | '人'
            | '民'
            | '长'
            | '办'
            | '际'
            | '情'
            | '志'
            | '史'
            | '界'
            | '境'
            | '城'
            | '中'
            | '里'
            | '辖'
            | '区'
            | '县'
            | '市'
            | '省'
            | '州'
            | '旗'
            | '镇'
            | '乡'
            | '村'
            | '街'
            | '道'
            | '国'
            | '家'
            | '党'
    )
}

/// Characters in the names of departments and institutions, mostly at their end.
const INSTITUTIONS: &str = "局委办联院部厅署会校馆站所队社团司行室园";

/// Words in front of a level that is one: 全市, 我省.
const DETERMINERS: &str = "全我各本该外跨两几多每某邻";

/// Function words: what follows them is a word of its own.
const PARTICLES: &str = "和与及的在由对将以为是有等或到向按从了使让把被给";

/// A wrong word: where it begins, where it ends, and the character that belongs
/// at its start.
pub(super) type Wrong = (usize, usize, char);

/// Looks for them at `levels`, the offsets of characters such as 市 in `text`.
pub(super) fn find(text: &str, levels: &[u32]) -> Vec<Wrong> {
    let mut words: Vec<Word> = levels.iter().filter_map(|at| Word::at(text, *at as usize)).collect();
    words.sort_unstable_by_key(|word| (word.rest, word.at));
    let mut found = Vec::new();
    let mut looked_up = 0;
    for alike in words.chunk_by(|left, right| left.rest == right.rest) {
        let Some((usual, count)) = usual(alike) else { continue };
        let wrong: Vec<&Word> = alike.iter().filter(|word| word.level != usual).collect();
        if wrong.is_empty() || wrong.len() * NEARLY > count || looked_up == LOOKED_UP {
            continue;
        }
        looked_up += 1;
        if is_bound(text, alike[0].rest, count, wrong.len()) {
            let is_wrong = |word: &&&Word| word.begins_a_word(text, usual) && !word.is_institution(text);
            found.extend(wrong.iter().filter(is_wrong).map(|word| (word.at, word.end(), usual)));
        }
    }
    found
}

/// The level that stands most often, and how often, if that is often.
fn usual(alike: &[Word]) -> Option<(char, usize)> {
    // Most words stand once or twice.
    if alike.len() <= OFTEN {
        return None;
    }
    let count = |level: char| alike.iter().filter(|word| word.level == level).count();
    let usual = alike.iter().take(OFTEN + 1).map(|word| word.level).max_by_key(|level| count(*level))?;
    Some((usual, count(usual))).filter(|(_, count)| *count >= OFTEN)
}

/// Whether `rest` hardly ever stands without the level that it has `count` times.
fn is_bound(text: &str, rest: [char; 2], count: usize, wrong: usize) -> bool {
    let rest: String = rest.iter().collect();
    let all = memmem::find_iter(&text.as_bytes()[..text.len().min(SEARCHED)], &rest).count();
    count * 100 >= all.saturating_sub(wrong) * BOUND
}

/// A level and the two characters behind it.
struct Word {
    at: usize,
    level: char,
    rest: [char; 2],
}

impl Word {
    fn at(text: &str, at: usize) -> Option<Self> {
        let mut chars = text[at..].chars();
        let level = chars.next()?;
        let rest = [chars.next()?, chars.next()?];
        let is_word = !is_attribute(rest[0]) && rest.iter().all(|c| is_han(*c));
        is_word.then_some(Self { at, level, rest })
    }

    fn end(&self) -> usize {
        self.at + self.level.len_utf8() + self.rest[0].len_utf8()
    }

    /// Whether a word begins with the level: behind a mark or a function word, or
    /// where the same stands before the usual word.
    fn begins_a_word(&self, text: &str, usual: char) -> bool {
        let Some(before) = text[..self.at].chars().next_back() else { return true };
        if !is_han(before) {
            return !before.is_alphanumeric();
        }
        PARTICLES.contains(before)
            || !DETERMINERS.contains(before) && {
                let same: String = [before, usual, self.rest[0]].iter().collect();
                let text = &text.as_bytes()[..text.len().min(SEARCHED)];
                memmem::find_iter(text, &same).take(2).count() == 2
            }
    }

    /// Whether a department or an institution is named: its level is its own.
    fn is_institution(&self, text: &str) -> bool {
        /// The longest name, in characters.
        const NAME: usize = 12;
        let name = text[self.at..].chars().skip(1).take(NAME);
        name.take_while(|c| is_han(*c) && !PARTICLES.contains(*c)).any(|c| INSTITUTIONS.contains(c))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(text: &str) -> Vec<String> {
        let levels: Vec<u32> = text
            .char_indices()
            .filter(|(_, c)| "省市区县乡镇村国".contains(*c))
            .map(|(at, _)| u32::try_from(at).unwrap())
            .collect();
        let shown = |(start, end, right): Wrong| format!("{}{right}", &text[start..end]);
        find(text, &levels).into_iter().map(shown).collect()
    }

    #[test]
    fn one_word_among_many() {
        let text = "发挥市场机制作用。规范市场机制。完善市场机制。创新市场机制。";
        assert_eq!(wrong(&format!("{text}运用区场机制。")), Vec::<String>::new(), "the words before differ");
        assert_eq!(wrong(&format!("{text}政府和区场机制。")), ["区场市"]);
        assert_eq!(wrong(&format!("{text}{text}规范区场机制。")), ["区场市"]);
        assert_eq!(wrong("区块链，区块链，区块链，区块链，市块链"), ["市块区"]);
    }

    #[test]
    fn levels_by_right() {
        // What stands behind stands by itself, too.
        assert!(wrong("市残疾人，市残疾人，市残疾人，市残疾人，残疾人，区残疾人").is_empty());
        // A department.
        assert!(wrong("市科技局，市科技局，市科技局，市科技局、区科技局").is_empty());
        // Part of the word before.
        assert!(wrong("市场所需，市场所需，市场所需，市场所需，社区场所需要").is_empty());
        // Two out of six are no slip.
        assert!(wrong("市场化，市场化，市场化，市场化，区场化，区场化").is_empty());
    }
}
