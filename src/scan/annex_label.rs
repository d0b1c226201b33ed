//! 附件: the label of an annex.

use super::numeral::scan_any;

/// The label of an annex at the start of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnnexLabel {
    /// The printed number.
    pub number: Option<u32>,
    /// Byte length of the label without the mark behind it: `附件1`.
    pub label_len: usize,
    /// Byte length with the mark behind it.
    pub len: usize,
    /// Whether a colon follows, as in the list of annexes of a notice.
    pub has_colon: bool,
}

/// Reads `附件`, `附件1`, `附件 2：`, `附件一`, `附表3`, `附录`, `附：` at the start of `text`.
#[must_use]
pub fn scan_annex_label(text: &str) -> Option<AnnexLabel> {
    let word = ["附件", "附表", "附录", "附图", "附："].into_iter().find(|word| text.starts_with(word))?;
    let word = word.trim_end_matches('：');
    let mut label_len = word.len();
    let mut rest = &text[label_len..];
    let number = scan_any(rest);
    if let Some((_, len)) = number {
        label_len += len;
        while let Some(after) = text[label_len..].strip_prefix(['-', '—'])
            && let Some((_, len)) = scan_any(after)
        {
            label_len = text.len() - after.len() + len;
        }
        rest = &text[label_len..];
    }
    let mark = rest.chars().next().filter(|c| matches!(c, '：' | ':' | '.' | '、' | '．'));
    Some(AnnexLabel {
        number: number.map(|(value, _)| value),
        label_len,
        len: label_len + mark.map_or(0, char::len_utf8),
        has_colon: matches!(mark, Some('：' | ':')),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels() {
        let read = |text: &'static str| {
            scan_annex_label(text).map(|label| (label.number, &text[..label.label_len], label.has_colon))
        };
        assert_eq!(read("附件"), Some((None, "附件", false)));
        assert_eq!(read("附件2重点任务分工"), Some((Some(2), "附件2", false)));
        assert_eq!(read("附件：1.任务清单"), Some((None, "附件", true)));
        assert_eq!(read("附表一"), Some((Some(1), "附表一", false)));
        assert_eq!(read("附：名词解释"), Some((None, "附", true)));
        assert_eq!(read("附则"), None);
    }
}
