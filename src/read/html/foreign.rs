//! Elements of drawings and formulas that have the names of others: `<title/>` in an `svg` is
//! empty, and a `<style>` there ends with the `svg`, while in a page all text behind them would
//! be title and style. The tokenizer does not know where it is.

use std::borrow::Cow;

use super::tag::{Tag, is_raw};

/// A tag has no more bytes; nothing further is searched for its end.
const MAX_TAG: usize = 4096;

/// The page with such elements under names that mean nothing, of the same length.
pub(super) fn close_in_drawings(page: &str) -> Cow<'_, str> {
    let bytes = page.as_bytes();
    let mut depth = 0usize;
    // Markup as everywhere stands in these.
    let mut inserts = 0usize;
    let mut renamed: Vec<(usize, &str)> = Vec::new();
    for at in memchr::memchr_iter(b'<', bytes) {
        let is_end = bytes.get(at + 1) == Some(&b'/');
        let from = at + 1 + usize::from(is_end);
        let len = bytes[from..].iter().take(MAX_NAME).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let name = bytes[from..from + len].to_ascii_lowercase();
        let is_foreign = matches!(&name[..], b"svg" | b"math");
        let is_inside = depth > 0 && inserts == 0;
        if is_foreign && is_end {
            depth = depth.saturating_sub(1);
            inserts = if depth == 0 { 0 } else { inserts };
        } else if name == b"foreignobject" && depth > 0 {
            inserts = if is_end { inserts.saturating_sub(1) } else { inserts + 1 };
        } else if is_foreign {
            depth += usize::from(!is_self_closed(&bytes[from + len..]));
        } else if is_inside && takes_text(&name) && (is_raw(&name) || !is_end) {
            // What prints its text goes on to do so, unless it is empty.
            if is_raw(&name) || is_self_closed(&bytes[from + len..]) {
                renamed.push((from + len - 1, "x"));
            }
        } else if name == NO_FRAMES {
            renamed.push((from, "noembed "));
        }
    }
    if renamed.is_empty() {
        return Cow::Borrowed(page);
    }
    let mut page = page.to_owned();
    for (at, name) in renamed {
        page.replace_range(at..at + name.len(), name);
    }
    Cow::Owned(page)
}

/// Its text is no markup either, which the tokenizer does not know: a comment in it ends there.
const NO_FRAMES: &[u8] = b"noframes";

/// The longest name that is looked for: `foreignobject`.
const MAX_NAME: usize = 14;

/// Whether text behind the start tag `name` is no markup.
fn takes_text(name: &[u8]) -> bool {
    is_raw(name) || Tag::of(name) == Some(Tag::Preformatted) && name != b"pre" && name != b"listing"
}

/// Whether the tag that goes on with `rest` ends with a slash.
fn is_self_closed(rest: &[u8]) -> bool {
    let mut quote = None;
    let mut before = 0;
    for byte in rest.iter().take(MAX_TAG) {
        match (quote, byte) {
            (None, b'>') => return before == b'/',
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), byte) if open == *byte => quote = None,
            _ => {}
        }
        before = *byte;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slash_closes_in_drawings_alone() {
        assert_eq!(
            close_in_drawings("<svg><title>甲</title><style>a{}</svg><style>b{}</style>"),
            "<svg><titlx>甲</titlx><stylx>a{}</svg><style>b{}</style>"
        );
        assert_eq!(
            close_in_drawings("<svg><title/><STYLE a='>' /></svg>"),
            "<svg><titlx/><STYLx a='>' /></svg>"
        );
        assert_eq!(close_in_drawings("<noframes a>甲<!--</NOFRAMES>"), "<noembed  a>甲<!--</noembed >");
        for page in [
            "<title/>",
            "<svg/><title/>",
            "<svg></svg><title/>",
            "<svg><foreignObject><title>甲</title></foreignObject></svg>",
            "<svg><pre/>",
            "<svg <",
        ] {
            assert_eq!(close_in_drawings(page), page);
        }
    }
}
