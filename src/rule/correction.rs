//! What no longer fits of the corrections that a person has made.

use std::borrow::Cow;

use super::Lang;

pub(crate) mod correction_invalid;
pub(crate) mod correction_outdated;
pub(crate) mod correction_unknown;
pub(crate) mod correction_unplaced;

/// What corrections are about, in Chinese and in English, in the order of
/// [`Kind`](crate::corrections::Kind).
pub(crate) const KINDS: [(&str, &str); 15] = [
    ("通知", "notice"),
    ("发文字号", "document number"),
    ("版记", "imprint"),
    ("规划", "plan"),
    ("目录条目", "entry of the contents"),
    ("章节", "section"),
    ("段落", "paragraph"),
    ("表格", "table"),
    ("专栏", "box"),
    ("专栏条目", "item"),
    ("指标", "indicator"),
    ("责任分工", "responsibility"),
    ("附件", "annex"),
    ("网页附件", "attached file"),
    ("提示", "finding"),
];

/// Keys that nobody knows, in a language: their lines and names in turn.
pub(crate) fn keys_in(details: &[String], lang: Lang) -> String {
    let told = details.chunks(2).filter_map(|pair| {
        let [line, name] = pair else { return None };
        Some(match lang {
            Lang::Zh => format!("第{line}行的“{name}”"),
            Lang::En => format!("{name} on line {line}"),
        })
    });
    told.collect::<Vec<_>>().join(if lang == Lang::Zh { "、" } else { ", " })
}

/// The words for what a correction is about, which a finding has in Chinese, in a language.
pub(crate) fn told_in(words: &str, lang: Lang) -> Cow<'_, str> {
    let kinds = KINDS.iter().filter(|_| lang == Lang::En);
    let told = kinds.filter_map(|(zh, en)| Some((*en, words.strip_prefix(zh)?)));
    match told.min_by_key(|(_, rest)| rest.len()) {
        Some((en, "")) => Cow::Borrowed(en),
        Some((en, rest)) => Cow::Owned(format!("{en} {rest}")),
        None => Cow::Borrowed(words),
    }
}
