//! Paragraph styles: what they say of headings, numbers and emphasis.

use std::collections::HashMap;

use super::xml::{Event, attribute, is_on, number, val, walk};
use crate::error::Fault;

/// A style is based on another, and so on, at most so often.
const MAX_BASES: usize = 16;

/// The numbering of a paragraph: which, and at which level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct NumberProperty {
    pub id: Option<u32>,
    pub level: Option<u32>,
}

#[derive(Clone, Debug, Default)]
struct Style {
    name: String,
    base: Option<String>,
    outline: Option<u8>,
    number: NumberProperty,
    is_bold: Option<bool>,
    is_hidden: Option<bool>,
}

/// What a paragraph has from its style and those it is based on.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Resolved {
    /// Depth of a heading, from 1; 0 for body text.
    pub heading: u8,
    pub number: NumberProperty,
    pub is_bold: bool,
    /// Whether its text is hidden.
    pub is_hidden: bool,
    /// Whether it is an entry of the contents.
    pub is_contents: bool,
}

/// All styles of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    default: Option<String>,
}

impl Styles {
    pub fn read(xml: &str) -> Result<Self, Fault> {
        let mut styles = Self::default();
        let mut open: Option<(String, Style)> = None;
        let mut changes = 0;
        let mut in_paragraph = false;
        walk(xml, "word/styles.xml", |event| {
            match event {
                Event::Open(name, _) if name.ends_with("Change") => changes += 1,
                Event::Close(name) if name.ends_with("Change") => changes -= 1,
                _ if changes > 0 => {}
                Event::Open("style", tag) => {
                    let id = attribute(tag, "styleId").unwrap_or_default();
                    let is_paragraph = attribute(tag, "type").is_none_or(|kind| kind == "paragraph");
                    if is_paragraph && attribute(tag, "default").is_some_and(|value| value != "0") {
                        styles.default = Some(id.clone());
                    }
                    open = Some((id, Style::default()));
                }
                Event::Close("style") => {
                    if let Some((id, style)) = open.take() {
                        styles.styles.insert(id, style);
                    }
                }
                Event::Open("pPr", _) => in_paragraph = true,
                Event::Close("pPr") => in_paragraph = false,
                Event::Open(name, tag) => {
                    if let Some((_, style)) = &mut open {
                        match name {
                            "name" => style.name = val(tag).unwrap_or_default().to_lowercase(),
                            "basedOn" => style.base = val(tag),
                            "outlineLvl" => style.outline = small(tag),
                            "numId" => style.number.id = number(tag),
                            "ilvl" => style.number.level = number(tag),
                            "b" if !in_paragraph => style.is_bold = Some(is_on(tag)),
                            "vanish" if !in_paragraph => style.is_hidden = Some(is_on(tag)),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok(styles)
    }

    /// What the style `id` gives, or without one the default style.
    pub fn resolve(&self, id: Option<&str>) -> Resolved {
        let mut resolved = Resolved::default();
        let (mut outline, mut bold, mut hidden) = (None, None, None);
        let mut next = id.or(self.default.as_deref());
        for _ in 0..MAX_BASES {
            let Some(style) = next.and_then(|id| self.styles.get(id)) else { break };
            outline = outline.or(style.outline).or_else(|| heading_by_name(&style.name));
            bold = bold.or(style.is_bold);
            hidden = hidden.or(style.is_hidden);
            resolved.number.id = resolved.number.id.or(style.number.id);
            resolved.number.level = resolved.number.level.or(style.number.level);
            resolved.is_contents |= style.name.starts_with("toc ") || style.name.starts_with("目录 ");
            next = style.base.as_deref();
        }
        resolved.heading = outline.filter(|level| *level < 9).map_or(0, |level| level + 1);
        resolved.is_bold = bold.unwrap_or_default();
        resolved.is_hidden = hidden.unwrap_or_default();
        resolved
    }

    /// What the character style `id` says: whether its text is bold, and hidden.
    pub fn characters(&self, id: &str) -> (Option<bool>, Option<bool>) {
        let (mut bold, mut hidden) = (None, None);
        let mut next = Some(id);
        for _ in 0..MAX_BASES {
            let Some(style) = next.and_then(|id| self.styles.get(id)) else { break };
            bold = bold.or(style.is_bold);
            hidden = hidden.or(style.is_hidden);
            next = style.base.as_deref();
        }
        (bold, hidden)
    }
}

/// `heading 1` is of outline level 0.
fn heading_by_name(name: &str) -> Option<u8> {
    let number = name.strip_prefix("heading ").or_else(|| name.strip_prefix("标题 "))?;
    number.trim().parse::<u8>().ok()?.checked_sub(1)
}

/// A small number in the attribute `val`.
pub(super) fn small(tag: &quick_xml::events::BytesStart<'_>) -> Option<u8> {
    number(tag).and_then(|level| u8::try_from(level).ok())
}
