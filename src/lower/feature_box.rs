//! Boxes (专栏) and their items.

use super::context::{Context, Lists, Years, lower_grid, trim};
use super::indicator::{Place, lower_indicators, table_span};
use crate::block::body::{Block as Found, Unit};
use crate::block::heading::{MAX_TITLE, Split, read_box_heading, split_item, split_labelled};
use crate::block::outline::Role;
use crate::layout::Paragraph;
use crate::model::{Block, BoxKind, Item, PlanBox};
use crate::scan::box_heading::{BoxHeading, may_name_box};
use crate::scan::marker::{Marker, Style, scan_bullet};
use crate::scan::{char_count, is_han, is_longer_than, is_terminated};
use crate::span::Span;

/// Lowers a box (its heading and all that stands in it) and returns its id
/// and its place.
pub(super) fn lower_box(
    context: &Context<'_>,
    blocks: &[Found<'_>],
    section: Option<&str>,
    years: &Years,
    lists: &mut Lists,
) -> (String, Span) {
    let id = format!("box-{}", lists.boxes.len() + 1);
    let Some(Unit::Paragraph(index)) = blocks.first().map(|block| &block.unit) else {
        return (id, Span::default());
    };
    let heading_span = context.manuscript.paragraphs[*index].span;
    let text = context.text(heading_span);
    let heading = read_box_heading(context.manuscript, heading_span)
        .or_else(|| may_name_box(text).then_some(BoxHeading { number: None, title_at: 0 }));
    let mut title = heading.map(|heading| {
        trim(
            &context.manuscript.text,
            Span::new(heading_span.start + heading.title_at as u32, heading_span.end),
        )
    });
    // 【专栏1 空间布局】
    if let Some(title) = &mut title
        && text.starts_with(['【', '「', '['])
        && let Some(inner) = title.of(&context.manuscript.text).strip_suffix(['】', '」', ']'])
        && !inner.contains(['【', '「', '['])
    {
        title.end = title.start + inner.len() as u32;
    }
    let mut rest = &blocks[1..];
    let mut span = heading_span;
    if title.is_none_or(Span::is_empty)
        && let Some((first, after)) = rest.split_first()
        && let Some(next) = plain_paragraph(context, first)
        && !is_terminated(context.text(next))
        && !is_longer_than(context.text(next), MAX_TITLE)
    {
        title = Some(next);
        span = span.cover(next);
        rest = after;
    }
    let mut builder = Builder {
        context,
        content: Vec::new(),
        items: Vec::new(),
        stack: Vec::new(),
        has_indicators: false,
        has_title_lines: has_title_lines(context, rest),
        has_outer_bullets: rest
            .first()
            .and_then(|block| plain_paragraph(context, block))
            .is_some_and(|span| scan_bullet(context.text(span)).is_some()),
        padded: 0,
    };
    let is_unlabelled = !rest.iter().any(|block| block.role == Role::BoxMarker);
    let style = if is_unlabelled { unlabelled_style(context, rest) } else { Unlabelled::Text };
    for block in rest {
        match &block.unit {
            Unit::Paragraph(index) => {
                let paragraph = &context.manuscript.paragraphs[*index];
                span = span.cover(paragraph.span);
                match paragraph.marker.filter(|_| block.role == Role::BoxMarker) {
                    Some(marker) => builder.push_marker(paragraph, marker),
                    None => builder.push_plain(paragraph.span, style),
                }
            }
            Unit::Indicators(table) => {
                span = span.cover(table_span(context, table));
                builder.close_items();
                let place =
                    Place { box_id: Some(id.clone()), section: section.map(str::to_owned), annex: None };
                let before = lists.indicators.len();
                builder.content.extend(lower_indicators(context, table, &place, years, lists));
                builder.has_indicators |= lists.indicators.len() > before;
            }
            Unit::Grid(grid, _) => {
                span = grid.span().map_or(span, |grid| span.cover(grid));
                builder.close_items();
                builder.content.push(Block::Table(lower_grid(context, grid)));
            }
        }
    }
    builder.close_items();
    let kind = if builder.has_indicators {
        BoxKind::Indicators
    } else if builder.items.is_empty() {
        BoxKind::Text
    } else {
        BoxKind::Items
    };
    let (lines, byte_span) = context.place(span);
    lists.boxes.push(PlanBox {
        id: id.clone(),
        number: heading.and_then(|heading| heading.number),
        title: title.map(|span| context.text(span).to_owned()).unwrap_or_default(),
        section: section.map(str::to_owned),
        kind,
        items: builder.items,
        content: builder.content,
        lines,
        span: byte_span,
    });
    (id, span)
}

/// Whether the first sentence of an item says too much for a title.
fn is_sentence(title: &str) -> bool {
    /// Titles in several parts are shorter.
    const LONGEST: usize = 40;
    is_longer_than(title, LONGEST) && title.contains('，')
}

/// Whether most numbered items of a box are a title line with text below it.
fn has_title_lines(context: &Context<'_>, blocks: &[Found<'_>]) -> bool {
    let mut items = 0;
    let mut alone = 0;
    for (at, block) in blocks.iter().enumerate() {
        let (Role::BoxMarker, Unit::Paragraph(index)) = (block.role, &block.unit) else { continue };
        items += 1;
        let is_open = !is_terminated(context.manuscript.str(&context.manuscript.paragraphs[*index]));
        alone += usize::from(is_open && blocks.get(at + 1).is_some_and(|next| next.role == Role::BoxText));
    }
    items >= 3 && alone * 2 > items
}

/// How a box without numbers sets off its items.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unlabelled {
    /// `标题 正文`: a gap behind the title.
    Gap,
    /// A title line, then lines of text.
    Lines,
    /// `标题。正文`, as bold run-in titles read in plain text.
    Sentence,
    /// Plain text.
    Text,
}

fn plain_paragraph(context: &Context<'_>, block: &Found<'_>) -> Option<Span> {
    match &block.unit {
        Unit::Paragraph(index) => {
            let paragraph = &context.manuscript.paragraphs[*index];
            paragraph.marker.is_none().then_some(paragraph.span)
        }
        _ => None,
    }
}

/// Looks at the whole box: what most of its paragraphs do is its style.
fn unlabelled_style(context: &Context<'_>, blocks: &[Found<'_>]) -> Unlabelled {
    let spans: Vec<Span> = blocks.iter().filter_map(|block| plain_paragraph(context, block)).collect();
    if spans.is_empty() {
        return Unlabelled::Text;
    }
    let gaps = spans.iter().filter(|span| split_item(context.manuscript, **span).is_some()).count();
    if gaps * 2 > spans.len() {
        return Unlabelled::Gap;
    }
    let is_title_line = |span: &Span| {
        let text = context.text(*span);
        !is_terminated(text) && !is_longer_than(text, 40) && !text.contains(['。', '；'])
    };
    let titles = spans.iter().filter(|span| is_title_line(span)).count();
    let alternates = spans.first().is_some_and(is_title_line)
        && spans.windows(2).all(|pair| !(is_title_line(&pair[0]) && is_title_line(&pair[1])))
        && !spans.last().is_some_and(is_title_line);
    if titles >= 1 && alternates {
        return Unlabelled::Lines;
    }
    let run_in = spans
        .iter()
        .filter(|span| {
            let split = split_labelled(context.manuscript, **span);
            let title = context.text(split.title);
            // 一核：老城文化核心区
            let shortest =
                if context.text(Span::new(split.title.end, span.end)).starts_with('：') { 2 } else { 3 };
            !split.rest.is_empty()
                && !is_longer_than(title, 24)
                && !title.contains('，')
                && char_count(title) >= shortest
        })
        .count();
    if spans.len() >= 2 && run_in == spans.len() { Unlabelled::Sentence } else { Unlabelled::Text }
}

struct Builder<'a, 'b> {
    context: &'a Context<'b>,
    content: Vec<Block>,
    items: Vec<Item>,
    /// Items that are still open, outermost first, with style and place.
    stack: Vec<(Option<Style>, Item, Span)>,
    has_indicators: bool,
    /// Whether the titles of items stand on lines of their own.
    has_title_lines: bool,
    /// Whether bullets set off groups, in which the numbers count: the box begins
    /// with one.
    has_outer_bullets: bool,
    /// The last number of two digits before a title: 01, 02.
    padded: u32,
}

/// The byte length of `number` in two digits before a title: `01标题`.
fn scan_padded(text: &str, number: u32) -> Option<usize> {
    let (first, rest) = (text.as_bytes().first()?, text.get(2..)?);
    let is_next = first.is_ascii_digit() && text[..2].parse() == Ok(number);
    (is_next && rest.starts_with(|c: char| is_han(c) || c == '“')).then_some(2)
}

impl Builder<'_, '_> {
    fn push_marker(&mut self, paragraph: &Paragraph, marker: Marker) {
        let span = paragraph.span;
        let is_group = self.has_outer_bullets;
        let closes = |style: Option<Style>| style.map_or(!is_group, |style| style >= marker.style);
        while self.stack.last().is_some_and(|(style, ..)| closes(*style)) {
            self.close_item();
        }
        let manuscript = self.context.manuscript;
        let label = Span::new(span.start, span.start + marker.len as u32);
        let body = trim(&manuscript.text, Span::new(label.end, span.end));
        let split =
            self.split_title_line(paragraph, body).unwrap_or_else(|| split_labelled(manuscript, body));
        let mut item = self.new_item(Some(label));
        self.fill_item(&mut item, body, split);
        self.stack.push((Some(marker.style), item, span));
    }

    /// A title that filled its line has been joined with the text below it; where
    /// the titles around it stand alone, its line still tells.
    fn split_title_line(&self, paragraph: &Paragraph, body: Span) -> Option<Split> {
        let end = paragraph.first_line_end;
        // A title of two lines is still a title.
        let has_text = is_terminated(self.context.text(body));
        if !self.has_title_lines || !has_text || end <= body.start || end >= body.end {
            return None;
        }
        let title = Span::new(body.start, end);
        let text = self.context.text(title);
        let is_title = !text.contains(['，', '。', '；', '：']) && !is_longer_than(text, 40);
        is_title.then_some(Split { title, rest: Span::new(end, body.end) })
    }

    /// Title and text of an item. A title without text stands in `title` until
    /// the item is closed.
    fn fill_item(&self, item: &mut Item, body: Span, split: Split) {
        let title = self.context.text(split.title).trim();
        if split.rest.is_empty() {
            item.title = Some(self.context.text(body).to_owned());
        } else if is_longer_than(title, MAX_TITLE) || is_sentence(title) {
            item.text = Some(self.context.text(body).to_owned());
        } else {
            item.title = Some(title.to_owned());
            item.text = Some(self.context.text(trim(&self.context.manuscript.text, split.rest)).to_owned());
        }
    }

    fn new_item(&self, label: Option<Span>) -> Item {
        Item {
            label: label.map(|span| self.context.text(span).to_owned()),
            title: None,
            text: None,
            items: Vec::new(),
            lines: [1, 1],
            span: None,
        }
    }

    fn push_plain(&mut self, span: Span, style: Unlabelled) {
        let manuscript = self.context.manuscript;
        let text = self.context.text(span);
        if let Some(len) = scan_bullet(text).or_else(|| scan_padded(text, self.padded + 1)) {
            self.padded += u32::from(text.starts_with(|c: char| c.is_ascii_digit()));
            self.push_bullet(span, len as u32);
            return;
        }
        let split = match style {
            Unlabelled::Gap => split_item(manuscript, span),
            Unlabelled::Sentence => Some(split_labelled(manuscript, span)),
            Unlabelled::Lines if !is_terminated(text) => {
                Some(Split { title: span, rest: Span::new(span.end, span.end) })
            }
            _ => None,
        };
        if let Some(split) = split {
            self.close_items();
            let mut item = self.new_item(None);
            self.fill_item(&mut item, span, split);
            self.stack.push((None, item, span));
        } else if let Some((_, item, place)) = self.stack.last_mut() {
            match &mut item.text {
                Some(before) => {
                    before.push('\n');
                    before.push_str(text);
                }
                None => item.text = Some(text.to_owned()),
            }
            *place = place.cover(span);
        } else {
            self.content.push(Block::Paragraph(self.context.paragraph(span)));
        }
    }

    /// An item behind a bullet: inside the numbered item that is open, or around
    /// those to come.
    fn push_bullet(&mut self, span: Span, len: u32) {
        let manuscript = self.context.manuscript;
        while self.stack.last().is_some_and(|(style, ..)| style.is_none() || self.has_outer_bullets) {
            self.close_item();
        }
        let label = Span::new(span.start, span.start + len);
        let body = trim(&manuscript.text, Span::new(label.end, span.end));
        let mut item = self.new_item(Some(label));
        self.fill_item(&mut item, body, split_labelled(manuscript, body));
        self.stack.push((None, item, span));
    }

    fn close_items(&mut self) {
        while !self.stack.is_empty() {
            self.close_item();
        }
    }

    fn close_item(&mut self) {
        let Some((_, mut item, span)) = self.stack.pop() else { return };
        if item.text.is_none()
            && item.items.is_empty()
            && item
                .title
                .as_deref()
                .is_some_and(|title| is_terminated(title) || is_longer_than(title, MAX_TITLE))
        {
            // One sentence and nothing else is text without a title.
            item.text = item.title.take();
        } else if let Some(title) = &mut item.title {
            let end = title.trim_end_matches(['。', '：', '；', '，']).len();
            title.truncate(end);
        }
        (item.lines, item.span) = self.context.place(span);
        match self.stack.last_mut() {
            Some((_, parent, place)) => {
                parent.items.push(item);
                *place = place.cover(span);
            }
            None => self.items.push(item),
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn bullets_around_the_numbers_they_group() {
        let text = "甲市养老规划\n一、任务\n专栏1 重点项目\n★机构\n1.养老院。建设养老院。\n2.敬老院。改造敬老院。\n\
             ★社区\n3.食堂。建设食堂。\n二、实施\n加强保障。\n";
        let plan = crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0).plan;
        let items: Vec<_> = plan.boxes[0]
            .items
            .iter()
            .map(|item| (item.title.as_deref().unwrap_or_default(), item.items.len()))
            .collect();
        assert_eq!(items, [("机构", 2), ("社区", 1)]);
    }

    #[test]
    fn items_whose_first_stands_behind_their_title() {
        let text = "甲市水利规划\n一、主要任务\n（一）管护\n加强水库管理，落实管护责任。\n专栏1 河道整治\n\
             1.清理整治：（1）清理河道。通过人工打捞、机械疏浚等方式，清理河道三百公里。\n\
             （2）清理沟渠。通过群众投劳的方式，清理沟渠一百公里，恢复灌溉功能。\n\
             2.规范监管：（1）针对重点河段的采砂、养殖、旅游、航运等活动设置标志牌和监控设施，明确管理单位。\n\
             （2）针对重点河段的采砂、养殖、旅游、航运等活动开展执法检查和监督性监测，督促安装在线监测设施。每月通报一次。\n\
             推进河长制，加强河湖管理保护，建立长效机制。\n（二）灌区\n改造灌区。\n";
        let plan = crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0).plan;
        let items = &plan.boxes[0].items;
        let titles: Vec<_> = items.iter().map(|item| item.title.as_deref().unwrap_or_default()).collect();
        assert_eq!(titles, ["清理整治", "规范监管"]);
        assert_eq!(items[0].items[1].title.as_deref(), Some("清理沟渠"));
        let second = &items[1].items[1];
        assert_eq!(second.title, None);
        assert!(second.text.as_ref().is_some_and(|text| text.contains("每月通报一次。")), "{second:?}");
        assert_eq!(plan.sections[0].sections.len(), 2);
    }
}
