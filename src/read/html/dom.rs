//! From tags to a tree: which element stands in which, whatever is missing.
//!
//! The tree is a list of nodes in document order; a subtree is a range of it. It
//! knows blocks, text and line breaks, no inline elements: what those say
//! (emphasis, links, hidden text) stands with the text. Broken markup is normal:
//! end tags that nothing opened are ignored, those that are missing are supplied
//! as browsers do. Every tag is dealt with in constant time on average, however
//! deep it stands.

use std::convert::Infallible;

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};

use super::names::{Bearing, bearing_of};

/// Elements that make blocks, as far as they are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// The page itself.
    Root,
    /// `div`, `section`, `form` and all others that only group.
    Group,
    /// `p`
    Paragraph,
    /// `h1` to `h6`
    Heading(u8),
    Table,
    RowGroup,
    Head,
    Row,
    Cell,
    HeaderCell,
    /// `ul`, `menu`, `dl`
    List,
    /// `ol`
    Ordered,
    /// `li`, `dt`, `dd`
    Item,
    /// `pre`
    Preformatted,
    /// `nav`, `aside`, `footer`
    Aside,
    /// `head`, `select`, `svg` and others that print no text
    Silent,
}

impl Tag {
    const fn index(self) -> usize {
        match self {
            Self::Root => 0,
            Self::Group => 1,
            Self::Paragraph => 2,
            Self::Heading(_) => 3,
            Self::Table => 4,
            Self::RowGroup => 5,
            Self::Head => 6,
            Self::Row => 7,
            Self::Cell => 8,
            Self::HeaderCell => 9,
            Self::List => 10,
            Self::Ordered => 11,
            Self::Item => 12,
            Self::Preformatted => 13,
            Self::Aside => 14,
            Self::Silent => 15,
        }
    }

    const COUNT: usize = 16;

    /// Whether end tags inside do not close what stands outside.
    const fn is_scope(self) -> bool {
        matches!(self, Self::Table | Self::Cell | Self::HeaderCell)
    }

    /// What the element `name`, in small letters, is; nothing for those that only
    /// dress their text, and for unknown ones.
    pub(super) fn of(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"p" => Self::Paragraph,
            b"h1" => Self::Heading(1),
            b"h2" => Self::Heading(2),
            b"h3" => Self::Heading(3),
            b"h4" => Self::Heading(4),
            b"h5" => Self::Heading(5),
            b"h6" => Self::Heading(6),
            b"table" => Self::Table,
            b"tbody" | b"tfoot" => Self::RowGroup,
            b"thead" => Self::Head,
            b"tr" => Self::Row,
            b"td" => Self::Cell,
            b"th" => Self::HeaderCell,
            b"ul" | b"menu" | b"dl" | b"dir" => Self::List,
            b"ol" => Self::Ordered,
            b"li" | b"dt" | b"dd" => Self::Item,
            b"pre" => Self::Preformatted,
            b"nav" | b"aside" | b"footer" => Self::Aside,
            b"select" | b"svg" | b"math" | b"object" | b"video" | b"audio" | b"canvas" | b"template"
            | b"datalist" | b"head" => Self::Silent,
            b"div" | b"section" | b"article" | b"header" | b"main" | b"form" | b"fieldset" | b"legend"
            | b"center" | b"blockquote" | b"address" | b"figure" | b"figcaption" | b"details"
            | b"summary" | b"hgroup" | b"caption" | b"body" | b"html" | b"ucapcontent" | b"ucaptitle" => {
                Self::Group
            }
            _ => return None,
        })
    }
}

/// An element with what matters of its attributes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element {
    pub tag: Tag,
    /// What its class and id say of it.
    pub bearing: Bearing,
    pub is_hidden: bool,
    /// Whether it has a visible border.
    pub has_border: bool,
    pub columns: u16,
    pub rows: u16,
    /// The number its list begins with, or its own; 0 where none is given.
    pub number: u32,
    /// How a list is numbered; for others nothing.
    pub numbering: Numbering,
}

/// How an ordered list counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbering {
    /// No number is printed.
    None,
    Arabic,
    Lower,
    Upper,
    Chinese,
}

/// A node of the tree.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    Element(Element),
    /// A stretch of [`Tree::text`].
    Text {
        start: u32,
        end: u32,
        is_strong: bool,
        link: u32,
    },
    /// `br`
    Break,
    /// `hr`: the line ends, and nothing else.
    Rule,
}

/// A node with its subtree: the nodes behind it, up to `end`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub kind: Kind,
    pub end: u32,
}

/// A page.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// The nodes in document order; the first is the page itself.
    pub nodes: Vec<Node>,
    /// All text, entities decoded.
    pub text: String,
    /// What links lead to; link 1 is the first.
    pub links: Vec<String>,
    /// What its `title` says.
    pub title: String,
    /// What is shown in frames in it.
    pub frames: Vec<String>,
}

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
    Tokenizer::new_with_emitter(page, emitter).for_each(drop);
    builder.finish()
}

/// An inline element that is open.
struct Inline {
    name: [u8; 6],
    /// How many blocks were open when it was opened.
    depth: usize,
    is_strong: bool,
    is_hidden: bool,
    link: u32,
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
    /// Whether text is that of a script, a style or a title.
    is_raw: bool,
    /// Whether it is that of the first title.
    in_title: bool,
    name: Vec<u8>,
    attribute: Vec<u8>,
    attributes: Attributes,
}

/// The attributes of the tag at hand.
#[derive(Default)]
struct Attributes {
    class: String,
    style: String,
    href: String,
    source: String,
    border: bool,
    is_hidden: bool,
    columns: u16,
    rows: u16,
    number: u32,
    kind: u8,
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
            is_raw: false,
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
            }
            CallbackEvent::AttributeValue { value } => self.attribute_value(value),
            CallbackEvent::CloseStartTag { self_closing } => self.start_tag(*self_closing),
            CallbackEvent::EndTag { name } => self.end_tag(name),
            CallbackEvent::String { value } => self.push_text(value),
            _ => {}
        }
    }

    fn attribute_value(&mut self, value: &[u8]) {
        let text = String::from_utf8_lossy(value);
        let attributes = &mut self.attributes;
        match &self.attribute[..] {
            b"class" | b"id" => {
                attributes.class.push(' ');
                attributes.class.push_str(&text.to_ascii_lowercase());
            }
            b"style" => attributes.style = text.to_ascii_lowercase(),
            b"href" => text.trim().clone_into(&mut attributes.href),
            b"src" => text.trim().clone_into(&mut attributes.source),
            b"border" => attributes.border = text.trim().parse() != Ok(0_u32),
            b"colspan" => attributes.columns = text.trim().parse().unwrap_or(1),
            b"rowspan" => attributes.rows = text.trim().parse().unwrap_or(1),
            b"start" | b"value" => attributes.number = text.trim().parse().unwrap_or(0),
            b"type" => attributes.kind = text.bytes().next().unwrap_or(0),
            _ => {}
        }
    }

    fn start_tag(&mut self, self_closing: bool) {
        let name = std::mem::take(&mut self.name);
        self.in_title = &name[..] == b"title" && self.tree.title.is_empty();
        if matches!(&name[..], b"frame" | b"iframe") && !self.is_hidden() {
            self.add_frame();
        }
        match &name[..] {
            b"br" => self.push_node(Kind::Break),
            b"hr" => {
                self.close_paragraph();
                self.push_node(Kind::Rule);
            }
            b"script" | b"style" | b"title" | b"textarea" | b"iframe" | b"xmp" | b"noembed" | b"noframes"
            | b"noscript" => self.is_raw = !self_closing || &name[..] != b"iframe",
            b"img" | b"input" | b"meta" | b"link" | b"base" | b"col" | b"colgroup" | b"area" | b"embed"
            | b"param" | b"source" | b"wbr" => {}
            _ => match Tag::of(&name) {
                Some(tag) => self.open_block(tag),
                None => self.open_inline(&name),
            },
        }
        self.name = name;
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
            is_hidden: self.is_hidden(),
            has_border: attributes.border || is_bordered(style),
            columns: attributes.columns.clamp(1, MAX_SPAN),
            rows: attributes.rows.clamp(1, MAX_SPAN),
            number: attributes.number,
            numbering,
        }
    }

    /// Whether the element at hand prints nothing.
    fn is_hidden(&self) -> bool {
        let style = &self.attributes.style;
        let has_rule = |name: &str, value: &str| {
            style.match_indices(name).any(|(at, _)| {
                let rest = style[at + name.len()..].trim_start().strip_prefix(':');
                rest.is_some_and(|rest| rest.trim_start().starts_with(value))
            })
        };
        self.attributes.is_hidden
            || !style.is_empty() && (has_rule("display", "none") || has_rule("visibility", "hidden"))
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
        let element = self.element(tag);
        let at = self.stack.len();
        let node = self.tree.nodes.len() as u32;
        self.push_node(Kind::Element(element));
        self.stack.push((node, tag));
        self.open_at[tag.index()].push(at);
        if tag.is_scope() {
            self.scopes.push(at);
        }
        if tag == Tag::Table {
            self.tables.push(at);
        }
        self.silent += usize::from(tag == Tag::Silent);
    }

    fn open_inline(&mut self, name: &[u8]) {
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
        let is_hidden = self.is_hidden();
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
            link,
        });
    }

    fn end_tag(&mut self, name: &[u8]) {
        match name {
            b"script" | b"style" | b"title" | b"textarea" | b"iframe" | b"xmp" | b"noembed" | b"noframes"
            | b"noscript" => {
                self.is_raw = false;
                self.in_title = false;
            }
            b"br" => self.push_node(Kind::Break),
            // What follows is still part of the page.
            b"body" | b"html" => {}
            _ => match Tag::of(name) {
                Some(tag @ Tag::Heading(_)) => self.close_above(tag, self.scopes.last().copied()),
                Some(Tag::Table) => self.close_above(Tag::Table, None),
                Some(tag @ (Tag::Row | Tag::RowGroup | Tag::Head | Tag::Cell | Tag::HeaderCell)) => {
                    self.close_above(tag, self.tables.last().copied());
                }
                Some(tag) => self.close_above(tag, self.scopes.last().copied()),
                None => self.close_inline(name),
            },
        }
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
        while self.stack.len() > at {
            self.pop();
        }
    }

    fn pop(&mut self) {
        let Some((node, tag)) = self.stack.pop() else { return };
        self.tree.nodes[node as usize].end = self.tree.nodes.len() as u32;
        self.open_at[tag.index()].pop();
        if tag.is_scope() {
            self.scopes.pop();
        }
        if tag == Tag::Table {
            self.tables.pop();
        }
        self.silent -= usize::from(tag == Tag::Silent);
        // Emphasis that was not closed ends with the block it began in.
        while self.inline.last().is_some_and(|inline| inline.depth > self.stack.len()) {
            self.pop_inline();
        }
    }

    fn pop_inline(&mut self) {
        if let Some(inline) = self.inline.pop() {
            self.strong -= usize::from(inline.is_strong);
            self.hidden -= usize::from(inline.is_hidden);
        }
    }

    fn close_inline(&mut self, name: &[u8]) {
        let is_named = |inline: &Inline| {
            let len = inline.name.iter().take_while(|byte| **byte != 0).count();
            inline.name[..len] == name[..name.len().min(inline.name.len())]
        };
        let Some(back) = self.inline.iter().rev().take(MAX_INLINE).position(is_named) else { return };
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
        if self.is_raw || self.hidden > 0 || self.silent > 0 {
            return;
        }
        let start = self.tree.text.len() as u32;
        let text = String::from_utf8_lossy(value);
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
        while !self.stack.is_empty() {
            self.pop();
        }
        self.show_most();
        self.tree
    }

    /// Shows hidden blocks that hold most of the page: a script would do so.
    fn show_most(&mut self) {
        let mut before = Vec::with_capacity(self.tree.nodes.len() + 1);
        let mut sum = 0_usize;
        for node in &self.tree.nodes {
            before.push(sum);
            if let Kind::Text { start, end, .. } = node.kind {
                sum += self.tree.text[start as usize..end as usize].trim().len();
            }
        }
        before.push(sum);
        for at in 0..self.tree.nodes.len() {
            let inside = before[self.tree.nodes[at].end as usize] - before[at];
            if let Kind::Element(element) = &mut self.tree.nodes[at].kind
                && element.is_hidden
                && inside * 2 > sum
            {
                element.is_hidden = false;
            }
        }
    }
}

/// No cell reaches over more columns or rows; browsers have the same kind of limit.
const MAX_SPAN: u16 = 1000;
