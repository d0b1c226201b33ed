//! Who is let in: the page of this program, and nobody else.
//!
//! Other pages in the same browser can send requests to the loopback address, and so can other
//! users of the machine. So the address holds a token that nobody can guess; the Host must be
//! the address itself, which keeps out names that were made to lead here (DNS rebinding); and a
//! request that says where it comes from must come from here.

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};

/// Sixteen bytes of chance, in hexadecimal digits.
///
/// # Errors
///
/// The system gives no chance.
pub fn token() -> anyhow::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| anyhow::anyhow!("{error}"))?;
    Ok(crate::cli::output::hex(&bytes))
}

/// What a page may do: run the script and the style of the program, and ask the program.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
                      img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The headers of every answer.
pub fn headers() -> [(HeaderName, HeaderValue); 7] {
    let of = |name, value| (name, HeaderValue::from_static(value));
    [
        of(header::CONTENT_SECURITY_POLICY, POLICY),
        of(header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        of(header::REFERRER_POLICY, "no-referrer"),
        of(header::X_FRAME_OPTIONS, "DENY"),
        of(header::CACHE_CONTROL, "no-store"),
        of(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        of(HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ]
}

/// What is let in.
#[derive(Clone, Debug)]
pub struct Guard {
    token: String,
    /// The address and its port: `127.0.0.1:40123`.
    host: String,
}

impl Guard {
    pub fn new(token: String, host: String) -> Self {
        Self { token, host }
    }

    /// The address of the page.
    pub fn address(&self) -> String {
        format!("http://{}/{}/", self.host, self.token)
    }

    /// Whether a request is let in.
    pub fn admits(&self, method: &Method, path: &str, headers: &HeaderMap) -> bool {
        let only = |name: HeaderName| {
            let mut values = headers.get_all(name).iter();
            let first = values.next();
            // Who says it twice wants to deceive.
            values.next().is_none().then_some(first)
        };
        let is_host =
            only(header::HOST).flatten().is_some_and(|host| host.as_bytes() == self.host.as_bytes());
        let origin = only(header::ORIGIN);
        let is_own = match origin {
            Some(Some(origin)) => origin.as_bytes().strip_prefix(b"http://") == Some(self.host.as_bytes()),
            // Browsers name the origin of what is sent.
            Some(None) => *method == Method::GET || *method == Method::HEAD,
            None => false,
        };
        let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
        let is_near = matches!(site, None | Some(b"same-origin" | b"none"));
        let token = path.trim_start_matches('/').split('/').next().unwrap_or_default();
        is_host && is_own && is_near && is_same(token.as_bytes(), self.token.as_bytes())
    }
}

/// Whether two texts are the same, in a time that says nothing of where they differ.
fn is_same(left: &[u8], right: &[u8]) -> bool {
    left.len() == right.len()
        && left.iter().zip(right).fold(0, |all, (left, right)| all | (left ^ right)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn admits(method: &Method, path: &str, headers: &[(&'static str, &'static str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, HeaderValue::from_static(value));
        }
        Guard::new("abc".to_owned(), "127.0.0.1:80".to_owned()).admits(method, path, &map)
    }

    #[test]
    fn only_its_own_page_is_let_in() {
        let host = ("host", "127.0.0.1:80");
        let own = ("origin", "http://127.0.0.1:80");
        assert!(admits(&Method::GET, "/abc/", &[host]));
        assert!(admits(&Method::POST, "/abc/api/change", &[host, own, ("sec-fetch-site", "same-origin")]));
        for (method, path, headers) in [
            // Another token, another name for the address, or none.
            (&Method::GET, "/abd/", &[host][..]),
            (&Method::GET, "/", &[host]),
            (&Method::GET, "/abc/", &[("host", "evil.example:80")]),
            (&Method::GET, "/abc/", &[("host", "localhost:80")]),
            (&Method::GET, "/abc/", &[]),
            (&Method::GET, "/abc/", &[host, ("host", "evil.example")]),
            // Another page.
            (&Method::POST, "/abc/api/change", &[host]),
            (&Method::POST, "/abc/api/change", &[host, ("origin", "http://evil.example")]),
            (&Method::POST, "/abc/api/change", &[host, ("origin", "null")]),
            (&Method::POST, "/abc/api/change", &[host, own, ("origin", "http://evil.example")]),
            (&Method::GET, "/abc/", &[host, ("sec-fetch-site", "cross-site")]),
            (&Method::GET, "/abc/", &[host, ("origin", "http://127.0.0.1:81")]),
        ] {
            assert!(!admits(method, path, headers), "{path} {headers:?}");
        }
    }

    #[test]
    fn tokens_are_not_the_same() {
        let (one, other) = (token().unwrap(), token().unwrap());
        assert_eq!(one.len(), 32);
        assert_ne!(one, other);
    }
}
