//! What the attributes of a tag say, as far as it matters.

use crate::scan::is_han;

/// The attributes of the tag at hand.
#[derive(Default)]
pub(super) struct Attributes {
    pub class: String,
    pub style: String,
    pub href: String,
    pub source: String,
    /// What a field of a form holds, and of which type it is.
    pub value: String,
    pub input: String,
    /// Han characters of a page that the tag holds itself.
    pub inside: usize,
    pub border: bool,
    pub is_hidden: bool,
    /// Whether it says which font text is set in.
    pub dresses: bool,
    pub has_style: bool,
    pub columns: u16,
    pub rows: u16,
    pub number: u32,
    pub kind: u8,
}

impl Attributes {
    /// Takes note of the attribute `name` of the element `element`.
    pub(super) fn take(&mut self, element: &[u8], name: &[u8], value: &[u8]) {
        let text = String::from_utf8_lossy(value);
        let is_input = element == b"input";
        match name {
            b"value" if is_input => self.value = text.into_owned(),
            b"type" if is_input => self.input = text.trim().to_ascii_lowercase(),
            b"class" | b"id" => {
                self.class.push(' ');
                self.class.push_str(&text.to_ascii_lowercase());
            }
            // Of two, browsers know the first.
            b"style" if self.has_style => {}
            b"style" => {
                self.has_style = true;
                self.style = text.to_ascii_lowercase();
            }
            b"href" => text.trim().clone_into(&mut self.href),
            b"src" => text.trim().clone_into(&mut self.source),
            // A page in the page, in quotes.
            b"srcdoc" => self.inside = text.chars().filter(|c| is_han(*c)).count(),
            b"border" => self.border = text.trim().parse() != Ok(0_u32),
            b"colspan" => self.columns = text.trim().parse().unwrap_or(1),
            b"rowspan" => self.rows = text.trim().parse().unwrap_or(1),
            b"start" | b"value" => self.number = text.trim().parse().unwrap_or(0),
            b"type" => self.kind = text.bytes().next().unwrap_or(0),
            _ => {}
        }
    }
}
