//! From tags to a tree: which element stands in which, whatever is missing.
//!
//! Broken markup is normal: end tags that nothing opened are ignored, those that are
//! missing are supplied as browsers do. Every tag is dealt with in constant time on
//! average, however deep it stands.

use std::convert::Infallible;

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

use super::attributes::Attributes;
use super::foreign::close_in_drawings;
use super::names::{Bearing, bearing_of};
use super::style::Shown;
use super::tag::{BREAKS_OUT, Tag, closes_like, is_empty, is_raw};
use super::tree::{Element, Kind, LeftOut, Node, Numbering, Tree};
use crate::scan::is_han;
use crate::scan::power::superscript;

/// Left out without a word: so few Han characters are no part of a document.
const FEW: usize = 4;

/// Reads a page.
pub(super) fn read_tree(page: &str) -> Tree {
    let mut builder = Builder::new(page.len());
    let mut emitter =
        CallbackEmitter::new(|event: CallbackEvent<'_>, _: html5gum::Span<()>| -> Option<Infallible> {
            builder.take(&event);
            None
        });
    emitter.naively_switch_states(true);
    // All is done in the callback, which gives no tokens.
    let page = close_in_drawings(page);
    Tokenizer::new_with_emitter(&*page, emitter).for_each(drop);
    builder.finish()
}

/// An inline element that is open.
struct Inline {
    name: [u8; 6],
    /// How many blocks were open when it was opened.
    depth: usize,
    is_strong: bool,
    is_hidden: bool,
    role: Role,
    link: u32,
}

impl Inline {
    fn is(&self, name: &[u8]) -> bool {
        let len = self.name.iter().take_while(|byte| **byte != 0).count();
        self.name[..len] == name[..name.len().min(self.name.len())]
    }
}

/// What an inline element is beside its dress.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Nothing.
    Dress,
    /// `svg`, which prints the text of its `text` elements only.
    Drawing,
    /// `math`
    Formula,
    /// `text` in a drawing
    Label,
    /// `foreignObject`, with markup as everywhere.
    Insert,
}

/// Frames beyond this many, and titles longer than so many bytes, are no help.
const MAX_FRAMES: usize = 3;
const MAX_TITLE: usize = 600;

/// How many open inline elements an end tag looks through.
const MAX_INLINE: usize = 64;

struct Builder {
    tree: Tree,
    /// Open blocks: node and tag.
    stack: Vec<(u32, Tag)>,
    /// Where in the stack blocks of each tag are open.
    open_at: [Vec<usize>; Tag::COUNT],
    /// Where in the stack tables and cells are open, and tables alone.
    scopes: Vec<usize>,
    tables: Vec<usize>,
    inline: Vec<Inline>,
    strong: usize,
    hidden: usize,
    /// Silent elements that are open.
    silent: usize,
    /// Inline elements that are open, by [`Role`].
    roles: [usize; 5],
    /// Whether text is that of a script, a style or a title.
    is_raw: bool,
    /// The element that hides the text at hand, and the Han characters of it so far.
    hiding: String,
    unread: usize,
    /// Whether it is that of the first title.
    in_title: bool,
    name: Vec<u8>,
    attribute: Vec<u8>,
    attributes: Attributes,
}

impl Builder {
    fn new(size: usize) -> Self {
        let root = Element {
            tag: Tag::Root,
            bearing: Bearing::default(),
            is_hidden: false,
            has_border: false,
            columns: 1,
            rows: 1,
            number: 0,
            numbering: Numbering::None,
        };
        Self {
            tree: Tree {
                nodes: vec![Node { kind: Kind::Element(root), end: 0 }],
                text: String::with_capacity(size / 2),
                ..Tree::default()
            },
            stack: vec![(0, Tag::Root)],
            open_at: Default::default(),
            scopes: Vec::new(),
            tables: Vec::new(),
            inline: Vec::new(),
            strong: 0,
            hidden: 0,
            silent: 0,
            roles: [0; 5],
            is_raw: false,
            hiding: String::new(),
            unread: 0,
            in_title: false,
            name: Vec::new(),
            attribute: Vec::new(),
            attributes: Attributes::default(),
        }
    }

    fn take(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.name.clear();
                self.name.extend_from_slice(name);
                self.attributes = Attributes::default();
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute.clear();
                self.attribute.extend_from_slice(name);
                self.attributes.is_hidden |= *name == b"hidden";
                self.attributes.dresses |= matches!(*name, b"color" | b"face" | b"size");
            }
            CallbackEvent::AttributeValue { value } => {
                self.attributes.take(&self.name, &self.attribute, value);
            }
            CallbackEvent::CloseStartTag { self_closing } => self.start_tag(*self_closing),
            CallbackEvent::EndTag { name } => self.end_tag(name),
            CallbackEvent::String { value } => self.push_text(value),
            // In drawings and formulas this is text; the tokenizer knows none.
            CallbackEvent::Comment { value } if self.is_foreign() => {
                if let Some(text) = value.strip_prefix(b"[CDATA[") {
                    self.push_text(text.strip_suffix(b"]]").unwrap_or(text));
                }
            }
            _ => {}
        }
    }

    fn start_tag(&mut self, self_closing: bool) {
        let name = std::mem::take(&mut self.name);
        self.in_title = &name[..] == b"title" && self.tree.title.is_empty() && !self.is_foreign();
        self.break_out(&name);
        if matches!(&name[..], b"frame" | b"iframe") && !self.is_hidden() {
            self.add_frame();
            if self.attributes.inside > 0 {
                self.hide(&name);
                self.unread = self.attributes.inside;
                self.note_hidden();
            }
        }
        match &name[..] {
            b"br" => self.push_node(Kind::Break),
            b"hr" => {
                self.close_paragraph();
                self.push_node(Kind::Rule);
            }
            // Where a head ends, no tag says reliably: it is no place for text anyway.
            b"head" => {}
            _ if is_raw(&name) => {
                self.is_raw = !self_closing || &name[..] != b"iframe";
                if self.silent == 0 {
                    self.hide(&name);
                }
            }
            b"input" => self.add_input(),
            _ if is_empty(&name) => {}
            _ => match self.tag_of(&name) {
                Some(tag) => {
                    if tag == Tag::Silent && self.silent == 0 {
                        self.hide(&name);
                    }
                    self.open_block(tag);
                }
                // In drawings and formulas a slash closes what it stands in, and these as well.
                None if self_closing && (self.is_foreign() || matches!(&name[..], b"svg" | b"math")) => {}
                None => self.open_inline(&name),
            },
        }
        self.name = name;
    }

    /// What block the element `name` makes where it stands: in drawings and formulas, what is
    /// silent elsewhere is an element as any other.
    fn tag_of(&self, name: &[u8]) -> Option<Tag> {
        let is_foreign = self.is_foreign() && self.roles[Role::Insert as usize] == 0;
        Tag::of(name).filter(|tag| *tag != Tag::Silent || !is_foreign)
    }

    /// Reads what a field or a button of a form shows: a line that is no part of a text around it.
    fn add_input(&mut self) {
        /// Those that show no text, or none of what they hold.
        const SILENT: &[&str] =
            &["hidden", "password", "checkbox", "radio", "file", "image", "color", "range"];
        let value = std::mem::take(&mut self.attributes.value);
        let is_silent = SILENT.contains(&self.attributes.input.as_str()) || self.is_hidden();
        if is_silent || value.trim().is_empty() {
            return;
        }
        let node = self.tree.nodes.len();
        self.push_node(Kind::Element(self.element(Tag::Choice)));
        self.push_text(value.as_bytes());
        self.tree.nodes[node].end = self.tree.nodes.len() as u32;
    }

    /// Whether a drawing or a formula is open.
    fn is_foreign(&self) -> bool {
        self.roles[Role::Drawing as usize] + self.roles[Role::Formula as usize] > 0
    }

    /// Ends an `svg`, a `math` or a `select` that the element `name` cannot stand in:
    /// who forgot the end tag loses no text by it.
    fn break_out(&mut self, name: &[u8]) {
        let tag = Tag::of(name);
        if let Some(at) = self.last(Tag::Choice)
            && tag.is_some_and(|tag| !matches!(tag, Tag::Paragraph | Tag::Silent) || name == b"p")
        {
            self.close_to(at);
        }
        let is_inserted = self.roles[Role::Insert as usize] > 0;
        let is_block = tag.is_some_and(|tag| tag != Tag::Silent);
        let is_font = name == b"font" && self.attributes.dresses;
        if self.is_foreign() && !is_inserted && (is_block || is_font || BREAKS_OUT.contains(&name)) {
            while self.is_foreign() {
                self.pop_inline();
            }
        }
    }

    /// Begins to count what the element `name` hides.
    fn hide(&mut self, name: &[u8]) {
        self.hiding = String::from_utf8_lossy(name).into_owned();
        self.unread = 0;
    }

    /// Notes what was hidden, if it may be part of a document.
    fn note_hidden(&mut self) {
        /// So many are enough to go and look.
        const MOST: usize = 100;
        let count = std::mem::take(&mut self.unread);
        if count >= FEW && self.tree.left_out.len() < MOST {
            let (element, node) = (std::mem::take(&mut self.hiding), self.tree.nodes.len() as u32);
            self.tree.left_out.push(LeftOut { element, count, node });
        }
    }

    fn element(&self, tag: Tag) -> Element {
        let attributes = &self.attributes;
        let style = &attributes.style;
        let is_bordered = |style: &str| {
            style.split(';').any(|rule| {
                let is_border = rule.trim_start().starts_with("border") && !rule.contains("collapse");
                is_border && (rule.contains("solid") || rule.contains("double"))
            })
        };
        let numbering = if style.contains("list-style") && style.contains("none") {
            Numbering::None
        } else if style.contains("cjk-ideographic") || style.contains("chinese") {
            Numbering::Chinese
        } else {
            match attributes.kind {
                b'a' => Numbering::Lower,
                b'A' => Numbering::Upper,
                _ => Numbering::Arabic,
            }
        };
        Element {
            tag,
            bearing: bearing_of(&attributes.class),
            // Parts of a table outside of one are no elements; who reads them hides none.
            is_hidden: self.is_hidden() && !(tag.is_of_table() && self.tables.is_empty()),
            has_border: attributes.border || is_bordered(style),
            columns: attributes.columns.clamp(1, MAX_SPAN),
            rows: attributes.rows.clamp(1, MAX_SPAN),
            number: attributes.number,
            numbering,
        }
    }

    /// Whether the element at hand prints nothing.
    fn is_hidden(&self) -> bool {
        Shown::of(&self.attributes.style).hides(self.attributes.is_hidden)
    }

    fn open_block(&mut self, tag: Tag) {
        match tag {
            Tag::Item => {
                let list = self.last(Tag::List).max(self.last(Tag::Ordered));
                self.close_above(Tag::Item, list);
            }
            Tag::Row => self.close_above(Tag::Row, self.tables.last().copied()),
            Tag::Cell | Tag::HeaderCell => {
                let row = self.last(Tag::Row).max(self.tables.last().copied());
                self.close_above(Tag::Cell, row);
                self.close_above(Tag::HeaderCell, row);
            }
            Tag::RowGroup | Tag::Head => {
                let table = self.tables.last().copied();
                self.close_above(Tag::RowGroup, table);
                self.close_above(Tag::Head, table);
            }
            _ => self.close_paragraph(),
        }
        // A heading that nothing closes hides no other.
        if matches!(tag, Tag::Heading(_)) && self.stack.last().is_some_and(|(node, _)| self.hides(*node)) {
            self.pop();
        }
        let element = self.element(tag);
        let at = self.stack.len();
        let node = self.tree.nodes.len() as u32;
        self.push_node(Kind::Element(element));
        self.stack.push((node, tag));
        self.open_at[tag.index()].push(at);
        // What a template holds has nothing to do with what stands around it.
        let is_template = tag == Tag::Silent && self.hiding == "template" && self.silent == 0;
        if tag.is_scope() || is_template {
            self.scopes.push(at);
        }
        if tag == Tag::Table || is_template {
            self.tables.push(at);
        }
        self.silent += usize::from(tag == Tag::Silent);
    }

    /// Ends the inline element that one called `name` cannot stand in: the link before a link.
    fn end_like(&mut self, name: &[u8]) {
        let names = closes_like(name);
        if names.is_empty() {
            return;
        }
        let is_like = |inline: &Inline| names.iter().any(|name| inline.is(name));
        let within = self.scopes.last().copied().unwrap_or(0);
        let mut open = self.inline.iter().rev().take(MAX_INLINE);
        let back = open.position(|inline| inline.depth > within && is_like(inline));
        if let Some(back) = back {
            let ended = self.inline.remove(self.inline.len() - 1 - back);
            self.forget(&ended);
        }
    }

    fn open_inline(&mut self, name: &[u8]) {
        self.end_like(name);
        let style = &self.attributes.style;
        let is_bold = matches!(name, b"b" | b"strong")
            || style.contains("font-weight")
                && ["bold", "600", "700", "800", "900"].iter().any(|weight| style.contains(weight));
        let is_link = name == b"a" && !self.attributes.href.is_empty();
        let link = if is_link {
            self.tree.links.push(std::mem::take(&mut self.attributes.href));
            self.tree.links.len() as u32
        } else {
            self.inline.last().map_or(0, |outer| outer.link)
        };
        // What a formula says beside what it shows.
        let is_hidden = self.is_hidden() || self.is_foreign() && name.starts_with(b"annotation");
        let role = match name {
            b"svg" => Role::Drawing,
            b"math" => Role::Formula,
            b"text" if self.is_foreign() => Role::Label,
            b"foreignobject" if self.is_foreign() => Role::Insert,
            _ => Role::Dress,
        };
        self.roles[role as usize] += 1;
        let mut short = [0; 6];
        for (to, from) in short.iter_mut().zip(name) {
            *to = *from;
        }
        self.strong += usize::from(is_bold);
        self.hidden += usize::from(is_hidden);
        self.inline.push(Inline {
            name: short,
            depth: self.stack.len(),
            is_strong: is_bold,
            is_hidden,
            role,
            link,
        });
    }

    fn end_tag(&mut self, name: &[u8]) {
        match name {
            _ if is_raw(name) => {
                self.is_raw = false;
                self.in_title = false;
            }
            b"br" => self.push_node(Kind::Break),
            // What follows is still part of the page.
            b"body" | b"html" | b"head" => {}
            _ => match self.tag_of(name) {
                Some(tag @ Tag::Heading(_)) => self.close_above(tag, self.scopes.last().copied()),
                Some(tag @ (Tag::Table | Tag::Silent)) => self.close_above(tag, None),
                Some(tag @ (Tag::Row | Tag::RowGroup | Tag::Head | Tag::Cell | Tag::HeaderCell)) => {
                    self.close_above(tag, self.tables.last().copied());
                }
                Some(tag) => self.close_above(tag, self.scopes.last().copied()),
                None => self.close_inline(name),
            },
        }
    }

    /// Whether a node is a heading that is hidden.
    fn hides(&self, node: u32) -> bool {
        let kind = self.tree.nodes[node as usize].kind;
        matches!(kind, Kind::Element(Element { tag: Tag::Heading(_), is_hidden: true, .. }))
    }

    fn last(&self, tag: Tag) -> Option<usize> {
        self.open_at[tag.index()].last().copied()
    }

    fn close_paragraph(&mut self) {
        self.close_above(Tag::Paragraph, self.scopes.last().copied());
    }

    /// Closes the innermost block of `tag` that stands above `limit` in the stack,
    /// and all blocks in it.
    fn close_above(&mut self, tag: Tag, limit: Option<usize>) {
        let Some(at) = self.last(tag).filter(|at| limit.is_none_or(|limit| *at > limit)) else { return };
        self.close_to(at);
    }

    /// Closes the block at this place of the stack, and all blocks in it.
    fn close_to(&mut self, at: usize) {
        while self.stack.len() > at {
            self.pop();
        }
    }

    fn pop(&mut self) {
        let Some((node, tag)) = self.stack.pop() else { return };
        self.tree.nodes[node as usize].end = self.tree.nodes.len() as u32;
        self.open_at[tag.index()].pop();
        for places in [&mut self.scopes, &mut self.tables] {
            places.pop_if(|at| *at == self.stack.len());
        }
        if tag == Tag::Silent {
            self.silent -= 1;
            if self.silent == 0 {
                self.note_hidden();
            }
        }
        // Emphasis that was not closed ends with the block it began in.
        while self.inline.last().is_some_and(|inline| inline.depth > self.stack.len()) {
            self.pop_inline();
        }
    }

    fn pop_inline(&mut self) {
        if let Some(inline) = self.inline.pop() {
            self.forget(&inline);
        }
    }

    fn forget(&mut self, inline: &Inline) {
        self.strong -= usize::from(inline.is_strong);
        self.hidden -= usize::from(inline.is_hidden);
        self.roles[inline.role as usize] -= 1;
    }

    fn close_inline(&mut self, name: &[u8]) {
        let mut open = self.inline.iter().rev().take(MAX_INLINE);
        let Some(back) = open.position(|inline| inline.is(name)) else { return };
        for _ in 0..=back {
            self.pop_inline();
        }
    }

    /// Notes what a frame shows; advertisements and counters are small or name no file.
    fn add_frame(&mut self) {
        let source = std::mem::take(&mut self.attributes.source);
        let is_page =
            !source.is_empty() && !source.starts_with("javascript:") && !source.starts_with("about:");
        if is_page && self.tree.frames.len() < MAX_FRAMES {
            self.tree.frames.push(source);
        }
    }

    fn push_text(&mut self, value: &[u8]) {
        if self.in_title && self.is_raw && self.tree.title.len() < MAX_TITLE {
            self.tree.title.push_str(&String::from_utf8_lossy(value));
        }
        if self.is_raw || self.silent > 0 {
            if !self.is_raw || self.silent == 0 {
                let text = String::from_utf8_lossy(value);
                // What a page says to browsers that lack something is none of its document.
                if !text.contains("浏览器") {
                    self.unread += text.chars().filter(|c| is_han(*c)).count();
                }
            }
            return;
        }
        let is_in = |role: Role| self.roles[role as usize] > 0;
        if self.hidden > 0 || is_in(Role::Drawing) && !is_in(Role::Label) && !is_in(Role::Insert) {
            return;
        }
        let start = self.tree.text.len() as u32;
        let mut text = String::from_utf8_lossy(value);
        if let Some(inline) = self.inline.last()
            && inline.name.starts_with(b"sup\0")
            && let Some(power) = superscript(&text)
        {
            text = power.into();
        }
        // Characters that a rendition does not hold; offsets are counted from here on.
        let is_odd =
            |c: char| c.is_control() && !"\t\n\r".contains(c) || matches!(c, '\u{2028}' | '\u{2029}');
        if text.contains(is_odd) {
            self.tree.text.extend(text.chars().map(|c| if is_odd(c) { ' ' } else { c }));
        } else {
            self.tree.text.push_str(&text);
        }
        let kind = Kind::Text {
            start,
            end: self.tree.text.len() as u32,
            is_strong: self.strong > 0,
            link: self.inline.last().map_or(0, |inline| inline.link),
        };
        self.push_node(kind);
    }

    fn push_node(&mut self, kind: Kind) {
        let end = self.tree.nodes.len() as u32 + 1;
        self.tree.nodes.push(Node { kind, end });
    }

    fn finish(mut self) -> Tree {
        // The page ends in a script or a title: whatever was behind its start is gone.
        if self.is_raw {
            self.note_hidden();
        }
        while !self.stack.is_empty() {
            self.pop();
        }
        self.tree.show_most();
        self.tree
    }
}

/// No cell reaches over more columns or rows; browsers have the same kind of limit.
const MAX_SPAN: u16 = 1000;
