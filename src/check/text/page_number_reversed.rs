//! T006 page-number-reversed: a page number whose digits stand in reverse order.

use crate::check::Context;
use crate::diagnostic::{Code, Diagnostic};
use crate::layout::ParagraphKind;
use crate::model::FurnitureKind;
use crate::scan::page_number::scan_page_line;
use crate::span::Span;

/// A page number: its place, its value, and the value read backwards.
#[derive(Clone, Copy)]
struct Page {
    span: Span,
    number: u32,
    turned: u32,
}

/// Compares each page number, read backwards, with its neighbours. Where most
/// pages have lost their numbers, and no neighbour is near, all of them tell.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let pages = read_pages(context);
    let all = are_all_reversed(&pages);
    for (at, page) in pages.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| pages[before].number);
        let after = pages.get(at + 1).map(|after| after.number);
        if page.turned != page.number && (all || fits_reversed(*page, before, after)) {
            found.push(
                Diagnostic::new(Code::PageNumberReversed, context.place(page.span))
                    .with(context.text(page.span))
                    .with(page.turned.to_string()),
            );
        }
    }
}

fn read_pages(context: &Context<'_>) -> Vec<Page> {
    let mut pages = Vec::new();
    for paragraph in &context.manuscript.paragraphs {
        if paragraph.kind == ParagraphKind::Furniture(FurnitureKind::PageNumber)
            && let Some(number) = scan_page_line(context.text(paragraph.span)).and_then(|page| page.number)
        {
            pages.push(Page { span: paragraph.span, number, turned: reversed(number) });
        }
    }
    pages
}

/// Whether `page` is out of order, and in order next to a neighbour when its
/// digits are turned. A page between may have lost its number.
fn fits_reversed(page: Page, before: Option<u32>, after: Option<u32>) -> bool {
    let is_between =
        |number: u32| before.is_none_or(|before| before < number) && after.is_none_or(|after| number < after);
    let is_near = before.is_some_and(|before| page.turned.abs_diff(before) <= 2)
        || after.is_some_and(|after| page.turned.abs_diff(after) <= 2);
    !is_between(page.number) && is_between(page.turned) && is_near
}

/// Whether the numbers go up only when all of them are turned, and by one for
/// about the same amount of text.
fn are_all_reversed(pages: &[Page]) -> bool {
    let goes_up = |number: fn(&Page) -> u32| pages.windows(2).all(|two| number(&two[0]) < number(&two[1]));
    if pages.len() < 3 || goes_up(|page| page.number) || !goes_up(|page| page.turned) {
        return false;
    }
    // Bytes for each page, between one number and the next.
    let rate = |two: &[Page]| (two[1].span.start - two[0].span.start) / (two[1].turned - two[0].turned);
    let (least, most) = pages
        .windows(2)
        .map(rate)
        .fold((u32::MAX, 0), |(least, most), rate| (least.min(rate), most.max(rate)));
    most <= least.saturating_mul(2)
}

/// 31 for 13; the number itself where turning it would lose a zero.
fn reversed(number: u32) -> u32 {
    if number.is_multiple_of(10) || number > 9_999 {
        return number;
    }
    let (mut rest, mut turned) = (number, 0);
    while rest > 0 {
        turned = turned * 10 + rest % 10;
        rest /= 10;
    }
    turned
}
