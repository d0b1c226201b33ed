//! What the `style` of an element says of whether it is shown.

/// Declarations beyond this many say nothing.
const MOST: usize = 200;

/// What the declarations of one element say of two properties, where they say anything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Shown {
    /// Whether `display` leaves a box, which outdoes the attribute `hidden`.
    pub display: Option<bool>,
    pub visibility: Option<bool>,
}

/// What `display` may begin with, beside `none`; what else it says is no declaration.
const DISPLAYS: &[&str] = &[
    "block",
    "inline",
    "flex",
    "grid",
    "table",
    "list-item",
    "contents",
    "flow",
    "ruby",
    "run-in",
    "math",
    "inherit",
    "initial",
    "unset",
    "revert",
    "-webkit-",
    "-ms-",
    "-moz-",
];

impl Shown {
    /// Reads the attribute `style`, in small letters, as browsers do: of several declarations the
    /// last holds, if none is `!important`.
    pub(super) fn of(style: &str) -> Self {
        let mut found = Self::default();
        if !style.contains("display") && !style.contains("visibility") {
            return found;
        }
        let style = without_comments(style);
        let mut is_sure = [false; 2];
        for declaration in declarations(&style).take(MOST) {
            let Some((name, value)) = declaration.split_once(':') else { continue };
            let value = value.trim();
            let important =
                value.strip_suffix("important").and_then(|rest| rest.trim_end().strip_suffix('!'));
            let (property, says) = match (name.trim(), important.unwrap_or(value).trim_end()) {
                ("display", "none") => (0, false),
                ("display", value) if DISPLAYS.iter().any(|word| value.starts_with(word)) => (0, true),
                ("visibility", "hidden" | "collapse") => (1, false),
                ("visibility", "visible" | "inherit" | "initial" | "unset" | "revert") => (1, true),
                _ => continue,
            };
            if is_sure[property] && important.is_none() {
                continue;
            }
            is_sure[property] = important.is_some();
            *(if property == 0 { &mut found.display } else { &mut found.visibility }) = Some(says);
        }
        found
    }

    /// Whether an element prints nothing that says this, and may have the attribute `hidden`.
    pub(super) fn hides(self, has_hidden: bool) -> bool {
        self.display.map_or(has_hidden, |shown| !shown) || self.visibility == Some(false)
    }
}

/// The text without what stands between `/*` and `*/`, or the end.
fn without_comments(style: &str) -> String {
    let mut parts = style.split("/*");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        // `/*/` opens a comment, and does not close it.
        kept.push_str(part.split_once("*/").map_or("", |(_, behind)| behind));
    }
    kept
}

/// What stands between semicolons outside quotes and brackets.
fn declarations(style: &str) -> impl Iterator<Item = &str> {
    let (mut quote, mut depth) = (None, 0_u32);
    style.split(move |c| {
        match (quote, c) {
            (Some(open), c) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            (None, ';') => return depth == 0,
            _ => {}
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_declaration_holds() {
        for style in [
            "display:none",
            "color: red; display : none !important ;display:block",
            "display:block;display:none",
            "background:url(a;b);display:none",
            "/*a*/display:none/*b",
            "visibility:hidden",
        ] {
            assert!(Shown::of(style).hides(false), "{style}");
        }
        for style in [
            "",
            "display:none;display:block",
            "/*display:none*/",
            "x-display:none",
            "background:url(display:none)",
            "content:';display:none'",
            "display:none none",
            "displaynone",
            "visibility:hidden;visibility:visible",
        ] {
            assert!(!Shown::of(style).hides(false), "{style}");
        }
        assert!(Shown::of("color:red").hides(true));
        assert!(!Shown::of("display:block").hides(true));
    }
}
