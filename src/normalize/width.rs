//! One character for another, whatever stands around it: full-width ASCII,
//! radicals, compatibility ideographs, and the canonical singletons of NFC.
//!
//! Chinese punctuation is left alone although it has full-width code points;
//! what ASCII punctuation stands for is decided in
//! [`punctuation`](super::punctuation) by its neighbours.

use unicode_normalization::{
    IsNormalized, UnicodeNormalization, char::canonical_combining_class, is_nfc_quick,
};

/// The character that stands for `c` in normal form, as far as `c` alone
/// decides it. Applying it twice changes nothing.
pub(super) fn fold(c: char) -> char {
    match c {
        '\u{FE10}'..='\u{FE6B}' => form(c),
        '\0'..='\u{2FF}' | '\u{3000}'..='\u{F8FF}' | '\u{FB50}'..='\u{FF00}' => c,
        // What stands behind a full-width backslash was not escaped by it.
        '，' | '：' | '；' | '？' | '！' | '（' | '）' | '～' | '＼' => c,
        '\u{FF01}'..='\u{FF5E}' => ascii(c),
        '\u{2E80}'..='\u{2EF3}' => CJK_RADICALS[c as usize - 0x2E80],
        // Fonts of the mainland give 户 this radical.
        '\u{2F3E}' => '户',
        // The radicals of the Kangxi block are compatibility characters, so
        // their unified ideographs come with NFKC.
        '\u{2F00}'..='\u{2FD5}' => std::iter::once(c).nfkc().next().unwrap_or(c),
        _ => singleton(c),
    }
}

/// The mark that a small one (`﹕`), or one for vertical lines (`︵`), is another
/// form of. `﹒` has many meanings, see [`punctuation`](super::punctuation).
const fn form(c: char) -> char {
    match c {
        '﹐' | '︐' => '，',
        '﹑' | '︑' => '、',
        '︒' => '。',
        '﹔' | '︔' => '；',
        '﹕' | '︓' => '：',
        '﹖' | '︖' => '？',
        '﹗' | '︕' => '！',
        '﹘' | '︱' => '—',
        '︲' => '–',
        '﹙' | '︵' => '（',
        '﹚' | '︶' => '）',
        '﹝' | '︹' => '〔',
        '﹞' | '︺' => '〕',
        '︻' => '【',
        '︼' => '】',
        '︽' => '《',
        '︾' => '》',
        '︿' => '〈',
        '﹀' => '〉',
        '﹁' => '「',
        '﹂' => '」',
        '﹃' => '『',
        '﹄' => '』',
        '︗' => '〖',
        '︘' => '〗',
        '﹇' => '[',
        '﹈' => ']',
        '︙' => '…',
        '﹛' | '︷' => '{',
        '﹜' | '︸' => '}',
        '﹟' => '#',
        '﹠' => '&',
        '﹡' => '*',
        '﹢' => '+',
        '﹣' => '-',
        '﹤' => '<',
        '﹥' => '>',
        '﹦' => '=',
        '﹩' => '$',
        '﹪' => '%',
        '﹫' => '@',
        _ => c,
    }
}

/// The ASCII character that a full-width one is a wide form of.
fn ascii(c: char) -> char {
    char::from_u32(c as u32 - 0xFEE0).unwrap_or(c)
}

/// The one other character that is canonically the same as `c`, if NFC wants
/// it instead: compatibility ideographs (`金` for U+F90A), the ohm and kelvin
/// signs, the Greek question mark.
fn singleton(c: char) -> char {
    if is_nfc_quick(std::iter::once(c)) != IsNormalized::No {
        return c;
    }
    let mut composed = std::iter::once(c).nfc();
    match (composed.next(), composed.next()) {
        (Some(other), None) => other,
        _ => c,
    }
}

/// Whether `c` may change together with the character before it under NFC.
pub(super) fn is_joining(c: char) -> bool {
    if is_plain(c) {
        return false;
    }
    canonical_combining_class(c) != 0
        || match is_nfc_quick(std::iter::once(c)) {
            IsNormalized::Yes => false,
            IsNormalized::Maybe => true,
            // A few Tibetan vowel signs have class 0 but fall apart into marks.
            IsNormalized::No => {
                std::iter::once(c).nfd().next().is_some_and(|first| canonical_combining_class(first) != 0)
            }
        }
}

/// Whether `c` becomes several characters under NFC.
pub(super) fn is_expanding(c: char) -> bool {
    !is_plain(c) && is_nfc_quick(std::iter::once(c)) == IsNormalized::No
}

/// What needs no look into the tables of NFC.
const fn is_plain(c: char) -> bool {
    matches!(
        c,
        '\0'..='\u{2FF}'
            | '\u{2000}'..='\u{20CF}'
            | '\u{3001}'..='\u{3029}'
            | '\u{3100}'..='\u{A66E}'
            | '\u{E000}'..='\u{F8FF}'
            | '\u{FE50}'..='\u{FFFF}'
            | '\u{20000}'..='\u{2F7FF}'
    )
}

/// The unified ideographs equivalent to U+2E80 to U+2EF3, from
/// `EquivalentUnifiedIdeograph.txt` of the Unicode Character Database, version
/// 14.0; what has no equivalent there stands for itself. Perl's
/// `Unicode::UCD::prop_invmap("Equivalent_Unified_Ideograph")` lists the same.
#[rustfmt::skip]
const CJK_RADICALS: [char; 0x74] = [
    '\u{2E80}', '厂', '乛', '乚', '乙', '亻', '冂', '𠘨', '刀', '刂', '卜', '㔾',
    '小', '小', '兀', '尣', '尢', '𡯂', '巳', '幺', '彑', '彐', '忄', '心',
    '扌', '攵', '\u{2E9A}', '旡', '日', '月', '歺', '母', '民', '氵', '氺', '灬',
    '爫', '爫', '丬', '牛', '犭', '王', '𤴔', '目', '示', '礻', '𥫗', '糹',
    '纟', '罓', '罒', '㓁', '冗', '𦉫', '羊', '𦍌', '𦍋', '耂', '肀', '聿',
    '肉', '𦥑', '艹', '艹', '艹', '虎', '衤', '覀', '西', '见', '角', '𧢲',
    '讠', '贝', '𧾷', '车', '辶', '辶', '辶', '邑', '钅', '長', '镸', '长',
    '门', '𨸏', '阝', '雨', '青', '韦', '页', '风', '飞', '食', '𩙿', '飠',
    '饣', '𩠐', '马', '骨', '鬼', '鱼', '鸟', '卤', '麦', '黄', '黾', '斉',
    '齐', '歯', '齿', '竜', '龙', '龜', '亀', '龟',
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_ascii_becomes_ascii() {
        for (wide, narrow) in [
            ('０', '0'),
            ('９', '9'),
            ('Ａ', 'A'),
            ('ｚ', 'z'),
            ('％', '%'),
            ('＋', '+'),
            ('＞', '>'),
            ('＜', '<'),
            ('＝', '='),
            ('／', '/'),
            ('＠', '@'),
            ('＆', '&'),
            ('＃', '#'),
            ('＊', '*'),
            ('＾', '^'),
            ('＿', '_'),
            ('｜', '|'),
            ('｛', '{'),
            ('｝', '}'),
            ('［', '['),
            ('］', ']'),
            ('－', '-'),
            ('．', '.'),
        ] {
            assert_eq!(fold(wide), narrow);
        }
    }

    #[test]
    fn small_and_vertical_forms_become_the_usual_ones() {
        for (form, usual) in "﹐﹑﹔﹕﹖﹗﹘﹙﹚﹝﹞﹪︵一︶︹︺︽︾︓︒"
            .chars()
            .zip("，、；：？！—（）〔〕%（一）〔〕《》：。".chars())
        {
            assert_eq!(fold(form), usual);
        }
    }

    #[test]
    fn chinese_punctuation_stays() {
        for c in "，：；？！（）～。、“”《》￥".chars() {
            assert_eq!(fold(c), c);
        }
    }

    #[test]
    fn radicals_become_ideographs() {
        assert_eq!(fold('\u{2F00}'), '一');
        assert_eq!(fold('\u{2FD5}'), '龠');
        assert_eq!(fold('\u{2E81}'), '厂');
        assert_eq!(fold('\u{2EA0}'), '民');
        assert_eq!(fold('\u{2ED3}'), '长');
        assert_eq!(fold('\u{2EF3}'), '龟');
        assert_eq!(fold('\u{2E80}'), '\u{2E80}');
        assert_eq!(fold('\u{2E9A}'), '\u{2E9A}');
        assert_eq!(fold('\u{F90A}'), '金');
        assert_eq!(fold('\u{F9FF}'), '刺');
        assert_eq!(fold('\u{2F800}'), '丽');
    }

    #[test]
    fn compatibility_characters_of_other_kinds_stay() {
        for c in "①㎡Ⅳ℃㈠ﬁ".chars() {
            assert_eq!(fold(c), c);
        }
    }

    #[test]
    fn folding_is_idempotent_and_plain_characters_are_plain() {
        for c in '\0'..=char::MAX {
            assert_eq!(fold(fold(c)), fold(c), "{c:?}");
            if is_plain(c) {
                assert_eq!(canonical_combining_class(c), 0, "{c:?}");
                let expected = if fold(c) == c { IsNormalized::Yes } else { IsNormalized::No };
                let quick = is_nfc_quick(std::iter::once(c));
                assert!(quick == IsNormalized::Yes || quick == expected, "{c:?}");
            }
        }
    }
}
