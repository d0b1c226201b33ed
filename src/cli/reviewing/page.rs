//! The page: its parts in the binary, put together without a step of building.
//!
//! The script is written as plain modules, so that editors and `tsc` understand it. A page is
//! one script: the modules stand in it one after the other, without their imports and exports,
//! in the order in which they import each other.

use guihua::Lang;
use serde::Serialize;
use sha2::{Digest, Sha256};

const SHELL: &str = include_str!("assets/page.html");
pub const STYLE: &str = include_str!("assets/style.css");

/// The modules, each behind those that it imports.
const MODULES: &[&str] = &[
    include_str!("assets/words.js"),
    include_str!("assets/dom.js"),
    include_str!("assets/store.js"),
    include_str!("assets/source.js"),
    include_str!("assets/model.js"),
    include_str!("assets/findings.js"),
    include_str!("assets/edit.js"),
    include_str!("assets/places.js"),
    include_str!("assets/asked.js"),
    include_str!("assets/app.js"),
];

/// All modules as one script.
pub fn script() -> String {
    let mut script = String::new();
    for module in MODULES {
        for line in module.lines() {
            if line.starts_with("import ") {
                continue;
            }
            script.push_str(line.strip_prefix("export ").unwrap_or(line));
            script.push('\n');
        }
    }
    script
}

/// A page that needs nothing else, for reading: what runs in it is named by its digest, and
/// nothing can be loaded or sent.
///
/// # Errors
///
/// Where the state cannot be written as JSON.
pub fn alone(title: &str, state: &impl Serialize, lang: Lang) -> serde_json::Result<String> {
    let (script, style) = (script(), STYLE);
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        digest(&script),
        digest(style)
    );
    let head =
        format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n<style>{style}</style>");
    let foot = format!(
        "<script type=\"application/json\" id=\"state\">{}</script>\n<script type=\"module\">{script}</script>",
        in_script(state)?
    );
    Ok(fill(title, lang, &head, &foot))
}

/// The page as a template: its title, language, what stands in its head and at its foot.
pub fn fill(title: &str, lang: Lang, head: &str, foot: &str) -> String {
    let lang = if lang == Lang::Zh { "zh-CN" } else { "en" };
    let mut page = String::new();
    // What is filled in is not looked at again: it may hold such marks itself.
    let mut rest = SHELL;
    while let Some((before, behind)) = rest.split_once("{{") {
        let (mark, behind) = behind.split_once("}}").unwrap_or((behind, ""));
        page.push_str(before);
        match mark {
            "title" => page.push_str(&escape(title)),
            "lang" => page.push_str(lang),
            "head" => page.push_str(head),
            _ => page.push_str(foot),
        }
        rest = behind;
    }
    page.push_str(rest);
    page
}

/// JSON that no text of a plan can end: `<` is written as JSON may write it.
fn in_script(value: &impl Serialize) -> serde_json::Result<String> {
    let text = serde_json::to_string(value)?;
    let mut written = String::with_capacity(text.len());
    for part in text.split_inclusive(['<', '\u{2028}', '\u{2029}']) {
        let ending = part.chars().next_back().filter(|c| matches!(c, '<' | '\u{2028}' | '\u{2029}'));
        written.push_str(part.strip_suffix(['<', '\u{2028}', '\u{2029}']).unwrap_or(part));
        written.push_str(match ending {
            Some('<') => "\\u003c",
            Some('\u{2028}') => "\\u2028",
            Some(_) => "\\u2029",
            None => "",
        });
    }
    Ok(written)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The SHA-256 of a text, in Base64 as a policy names it.
fn digest(text: &str) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut written = String::new();
    for group in Sha256::digest(text.as_bytes()).chunks(3) {
        let bits =
            group.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - group.len()));
        for at in 0..4 {
            let sign = SIGNS[(bits >> (18 - 6 * at) & 63) as usize];
            written.push(if at > group.len() { '=' } else { char::from(sign) });
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn digests_are_those_of_other_programs() {
        // printf '' | openssl dgst -sha256 -binary | base64
        assert_eq!(digest(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!(digest("规划"), digest("规划"));
    }

    #[test]
    fn no_text_ends_the_script_or_the_title() {
        let evil = "</script><script>alert(1)</script>{{foot}}<!--";
        let page = alone(evil, &json!({ "text": evil }), Lang::Zh).unwrap();
        assert_eq!(page.matches("<script").count(), 2);
        assert_eq!(page.matches("</script>").count(), 2);
        assert!(!page.contains("<!--"));
        assert!(!page.contains("http://") && !page.contains("https://"));
    }

    #[test]
    fn modules_stand_behind_what_they_import() {
        let script = script();
        assert!(!script.lines().any(|line| line.starts_with("import ") || line.starts_with("export ")));
        assert!(!script.contains("</script"));
    }
}
