//! Addresses of pages and of mail, which stay as they are.

use crate::normalize::Pass;
use crate::normalize::width::is_joining;

impl Pass<'_> {
    /// Whether the text ends with `www`.
    pub(super) fn is_url_dot(&self) -> bool {
        ends_with_word(self.line(), "www")
    }

    /// Whether the text ends with the scheme of a URL and `//` follows.
    pub(super) fn is_url_colon(&self, end: usize) -> bool {
        self.source[end..].starts_with("//")
            && ["http", "https", "ftp"].iter().any(|scheme| ends_with_word(self.line(), scheme))
    }

    /// Leaves `c` and the rest of the URL as they are.
    pub(super) fn url(&mut self, c: char, end: usize) -> Option<char> {
        let rest = &self.source[end..];
        let len = rest
            .bytes()
            .take_while(|byte| byte.is_ascii_graphic() && !b"\"'<>()[]{}|\\^`".contains(byte))
            .count();
        let len = self.without_base(end, len);
        let url = rest[..len].trim_end_matches(['.', ',', ';', ':', '?', '!', '~']);
        if url.is_empty() && c == '.' {
            // `www.` and nothing more is a sentence's end.
            return Some(if self.is_ascii_stop(end) { '.' } else { '。' });
        }
        self.keep(c, end, url.len())
    }

    /// Leaves `@` and the domain behind it as they are.
    pub(super) fn mail(&mut self, end: usize) -> Option<char> {
        let rest = &self.source[end..];
        let len = rest
            .bytes()
            .take_while(|&byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))
            .count();
        let domain = rest[..self.without_base(end, len)].trim_end_matches('.');
        self.keep('@', end, domain.len())
    }

    /// The length of an address or a word of `len` bytes at source offset `at`, less its
    /// last character if that is going to be composed with a mark.
    pub(super) fn without_base(&self, at: usize, len: usize) -> usize {
        let next = self.ahead(at + len);
        if !next.gap && is_joining(next.c) { len.saturating_sub(1) } else { len }
    }

    /// Writes `c` and copies `more` bytes behind it.
    fn keep(&mut self, c: char, end: usize, more: usize) -> Option<char> {
        if !self.source[self.at..end].starts_with(c) {
            self.write(end, c);
        }
        self.at = end + more;
        None
    }
}

/// Whether `text` ends with `word`, in any case, as the start of an address and
/// not in the midst of one.
fn ends_with_word(text: &str, word: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len().checked_sub(word.len()).is_some_and(|start| {
        bytes[start..].eq_ignore_ascii_case(word.as_bytes())
            && !bytes[..start]
                .last()
                .is_some_and(|&byte| byte.is_ascii_alphanumeric() || b"@._-".contains(&byte))
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, stays};

    #[test]
    fn addresses_stay_whole() {
        stays("http://www.a.cn/b?c=1,2:3;d");
        check("网址:https://a.cn/~b.", "网址：https://a.cn/~b。");
        check("www.gov.cn,下同", "www.gov.cn，下同");
        check("邮箱:a.b@163.com.", "邮箱：a.b@163.com。");
        check("www.", "www.");
    }
}
