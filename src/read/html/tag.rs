//! What the elements of a page are by their names.

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
    /// `select`
    Choice,
    /// `video`, `template` and others that print no text
    Silent,
}

impl Tag {
    pub(super) const fn index(self) -> usize {
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
            Self::Choice => 15,
            Self::Silent => 16,
        }
    }

    pub(super) const COUNT: usize = 17;

    /// Whether end tags inside do not close what stands outside.
    pub(super) const fn is_scope(self) -> bool {
        matches!(self, Self::Table | Self::Cell | Self::HeaderCell)
    }

    /// Whether it is none outside of a table.
    pub(super) const fn is_of_table(self) -> bool {
        matches!(self, Self::RowGroup | Self::Head | Self::Row | Self::Cell | Self::HeaderCell)
    }

    /// What the element `name`, in small letters, is; nothing for those that only
    /// dress their text, and for unknown ones.
    pub(super) fn of(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"p" | b"option" | b"optgroup" => Self::Paragraph,
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
            b"pre" | b"listing" | b"xmp" | b"textarea" | b"plaintext" => Self::Preformatted,
            b"nav" | b"aside" | b"footer" => Self::Aside,
            b"select" => Self::Choice,
            b"video" | b"audio" | b"canvas" | b"template" | b"datalist" => Self::Silent,
            b"div" | b"section" | b"article" | b"header" | b"main" | b"form" | b"fieldset" | b"legend"
            | b"center" | b"blockquote" | b"address" | b"figure" | b"figcaption" | b"details"
            | b"summary" | b"hgroup" | b"caption" | b"body" | b"html" | b"ucapcontent" | b"ucaptitle" => {
                Self::Group
            }
            _ => return None,
        })
    }
}

/// As browsers have it, these end an `svg` or `math` that is still open, beside all
/// that makes a block.
pub(super) const BREAKS_OUT: &[&[u8]] = &[
    b"b", b"big", b"br", b"code", b"em", b"embed", b"hr", b"i", b"img", b"meta", b"nobr", b"ruby", b"s",
    b"small", b"span", b"strike", b"strong", b"sub", b"sup", b"tt", b"u", b"var",
];

/// Elements whose content is no markup, and is not shown.
pub(super) fn is_raw(name: &[u8]) -> bool {
    matches!(name, b"script" | b"style" | b"title" | b"iframe" | b"noembed" | b"noframes" | b"noscript")
}

/// Elements that hold nothing, and those that browsers take no notice of in a page.
pub(super) fn is_empty(name: &[u8]) -> bool {
    const NAMES: &[&[u8]] = &[
        b"img",
        b"image",
        b"meta",
        b"link",
        b"base",
        b"basefont",
        b"bgsound",
        b"col",
        b"colgroup",
        b"area",
        b"embed",
        b"frame",
        b"frameset",
        b"keygen",
        b"param",
        b"source",
        b"track",
        b"wbr",
    ];
    NAMES.contains(&name)
}

/// The inline elements of which one that is open ends where one called `name` begins.
pub(super) fn closes_like(name: &[u8]) -> &'static [&'static [u8]] {
    match name {
        b"a" => &[b"a"],
        b"button" => &[b"button"],
        b"nobr" => &[b"nobr"],
        b"rb" | b"rt" | b"rtc" | b"rp" => &[b"rb", b"rt", b"rtc", b"rp"],
        _ => &[],
    }
}
