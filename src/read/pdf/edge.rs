//! What stands in the margins of pages: page numbers, running heads, watermarks.

use std::collections::HashMap;

use super::line::{TextLine, main_of};
use super::sheet::{Part, Sheet};
use crate::model::FurnitureKind;
use crate::scan::marker::scan_marker;
use crate::scan::page_number::scan_page_line;
use crate::scan::title::is_plan_title;

/// The margins at top and bottom reach at most so far into a page.
const MARGIN: f32 = 0.14;

/// A page number alone in the margin stands at least so far, in its own height,
/// from the text.
const APART: f32 = 1.2;

/// Running heads stand at the same height, give or take so many points.
const SAME_HEIGHT: f32 = 6.0;

/// On how many pages, and on what share of them, a line recurs to be a running head.
const MIN_PAGES: usize = 3;
const MIN_SHARE: f32 = 0.25;

/// How many lines at each edge of a page may be furniture.
const MAX_LINES: usize = 3;

/// A line of at most this share of the size of running text, outside of where
/// any page has running text, is a running head, however few pages it is on.
const SMALL: f32 = 0.86;

/// Lines of at least so many characters show where running text stands.
const MIN_LONG: u32 = 12;

/// The furniture of each page: for each part, what it is if it is furniture.
pub(super) fn find_edges(sheets: &[Sheet]) -> Vec<Vec<Option<FurnitureKind>>> {
    let mut found: Vec<Vec<Option<FurnitureKind>>> =
        sheets.iter().map(|sheet| vec![None; sheet.parts.len()]).collect();
    let orders: Vec<Vec<usize>> = sheets.iter().map(Sheet::by_height).collect();
    let recurring = recurring(sheets, &orders);
    let block = Block::of(sheets);
    for ((sheet, order), kinds) in sheets.iter().zip(&orders).zip(&mut found) {
        for (at, part) in sheet.parts.iter().enumerate() {
            kinds[at] = match part {
                // Nothing says where it would belong.
                Part::Across(_) => Some(FurnitureKind::RunningHead),
                Part::Line(line) if line.artifact => Some(kind_of(line)),
                _ => None,
            };
        }
        for is_top in [true, false] {
            mark_edge((sheet, order), kinds, is_top, &recurring, block.as_ref());
        }
    }
    found
}

fn kind_of(line: &TextLine) -> FurnitureKind {
    if scan_page_line(line.text.trim()).is_some() {
        FurnitureKind::PageNumber
    } else {
        FurnitureKind::RunningHead
    }
}

/// The lines of a page's margin, from its edge inwards, as indices of parts, given
/// from top to bottom.
fn edge_lines<'a>(
    sheet: &'a Sheet,
    order: &'a [usize],
    is_top: bool,
) -> impl Iterator<Item = (usize, &'a TextLine)> {
    let margin = MARGIN * sheet.height;
    (0..order.len())
        .map(move |at| if is_top { order[at] } else { order[order.len() - 1 - at] })
        .filter(|at| !matches!(sheet.parts[*at], Part::Across(_)))
        .map_while(move |at| match &sheet.parts[at] {
            Part::Line(line) => Some((at, line)),
            _ => None,
        })
        .take(MAX_LINES)
        .take_while(
            move |(_, line)| {
                if is_top { line.base < margin } else { line.area.top > sheet.height - margin }
            },
        )
}

/// Where running text stands, and how large it is.
struct Block {
    top: f32,
    bottom: f32,
    size: f32,
    /// How high most pages are: a table on a page that lies has margins of its own.
    height: f32,
}

impl Block {
    fn of(sheets: &[Sheet]) -> Option<Self> {
        let lines = || {
            sheets.iter().flat_map(|sheet| &sheet.parts).filter_map(|part| match part {
                Part::Line(line) if line.count >= MIN_LONG => Some(line),
                _ => None,
            })
        };
        // A single page shows nothing about others.
        let size =
            main_of(lines().map(|line| (line.size * 10.0).round() as u32)).filter(|_| sheets.len() > 1)?;
        let size = size as f32 / 10.0;
        let running = || lines().filter(|line| (line.size - size).abs() < 0.1 * size);
        let top = running().map(|line| line.area.top).fold(f32::MAX, f32::min);
        let bottom = running().map(|line| line.area.bottom).fold(f32::MIN, f32::max);
        let height = main_of(sheets.iter().map(|sheet| sheet.height.round() as u32))? as f32;
        Some(Self { top, bottom, size, height })
    }

    /// Whether a line above the text can be a running head as large as the text, and
    /// no title.
    fn admits(&self, line: &TextLine, sheet: &Sheet) -> bool {
        line.size < 1.05 * self.size && (sheet.height - self.height).abs() < SAME_HEIGHT
    }

    /// Whether a line stands outside.
    fn leaves_out(&self, line: &TextLine) -> bool {
        let slack = 0.5 * self.size;
        line.area.bottom < self.top - slack || line.area.top > self.bottom + slack
    }
}

fn mark_edge(
    (sheet, order): (&Sheet, &[usize]),
    kinds: &mut [Option<FurnitureKind>],
    is_top: bool,
    recurring: &Recurring,
    block: Option<&Block>,
) {
    let lines: Vec<(usize, &TextLine)> = edge_lines(sheet, order, is_top).collect();
    // Everything outside the innermost line of furniture is furniture as well.
    let mut last = None;
    for (place, (at, line)) in lines.iter().enumerate() {
        let is_known = kinds[*at].is_some();
        let is_number = scan_page_line(line.text.trim())
            .is_some_and(|number| number.certain || is_apart(sheet, order, *at, is_top));
        let is_outside =
            block.is_some_and(|block| block.leaves_out(line)) && is_apart(sheet, order, *at, is_top);
        let is_recurring =
            recurring.get(&key_of(line)).is_some_and(|seen| is_running(seen, line, sheet, is_outside));
        // At the foot, it may be a note.
        let is_small = is_top && is_outside && block.is_some_and(|block| line.size <= SMALL * block.size);
        // What stands above the text of all pages, and not on the first, names
        // the document, or who issues it.
        let is_name = is_top
            && is_outside
            && sheet.number > 1
            && block.is_some_and(|block| block.admits(line, sheet))
            && is_name(line.text.trim());
        if is_known || is_number || is_recurring || is_small || is_name {
            last = Some(place);
        }
    }
    for (at, line) in lines.iter().take(last.map_or(0, |last| last + 1)) {
        kinds[*at].get_or_insert_with(|| kind_of(line));
    }
}

/// Whether a line names a document or an agency.
fn is_name(text: &str) -> bool {
    let is_agency =
        || ["人民政府", "办公室", "办公厅", "文件", "委员会", "公报"].iter().any(|end| text.ends_with(end));
    scan_marker(text).is_none() && (is_plan_title(text) || is_agency())
}

/// Whether a line stands apart from what is next to it towards the text.
fn is_apart(sheet: &Sheet, order: &[usize], at: usize, is_top: bool) -> bool {
    let area = sheet.parts[at].area();
    let Some(place) = order.iter().position(|other| *other == at) else { return true };
    // What stands beside it is neither above nor below it.
    let is_beside = |other: &&usize| {
        let other = sheet.parts[**other].area();
        other.top < area.bottom && area.top < other.bottom
    };
    let next = if is_top {
        order[place + 1..].iter().find(|other| !is_beside(other))
    } else {
        order[..place].iter().rev().find(|other| !is_beside(other))
    };
    let Some(next) = next.map(|next| sheet.parts[*next].area()) else { return true };
    let gap = if is_top { next.top - area.bottom } else { area.top - next.bottom };
    gap > APART * area.height()
}

/// The lines of margins by their text, with the pages and heights they stand at.
fn recurring(sheets: &[Sheet], orders: &[Vec<usize>]) -> Recurring {
    let mut found = Recurring::new();
    for (sheet, order) in sheets.iter().zip(orders) {
        for is_top in [true, false] {
            for (_, line) in edge_lines(sheet, order, is_top) {
                let key = key_of(line);
                if !key.is_empty() {
                    found.entry(key).or_default().push(Seen::new(sheet, line));
                }
            }
        }
    }
    let least = MIN_PAGES.max((MIN_SHARE * sheets.len() as f32) as usize).min(sheets.len().max(2));
    found.retain(|_, lines| lines.len() >= least.min(2));
    for lines in found.values_mut() {
        lines[0].is_common = lines.len() >= least;
    }
    found
}

/// Whether `line` stands where its like stand on other pages; outside of where
/// running text stands, one is enough.
fn is_running(lines: &[Seen], line: &TextLine, sheet: &Sheet, is_outside: bool) -> bool {
    let own = Seen::new(sheet, line);
    let like = lines
        .iter()
        .filter(|seen| {
            let is_counted = seen.offset == own.offset || seen.number == own.number;
            seen.page != own.page && (seen.base - own.base).abs() <= SAME_HEIGHT && is_counted
        })
        .count();
    like > 0 && is_outside || lines[0].is_common && like + 1 >= MIN_PAGES.min(lines.len())
}

/// Lines of margins by their words.
type Recurring = HashMap<String, Vec<Seen>>;

/// A line in the margin of a page.
struct Seen {
    page: u32,
    base: f32,
    /// The number in it, and the same less the page: one of them stays what it is
    /// in a running head.
    number: Option<i64>,
    offset: Option<i64>,
    /// Of the first of its like: whether there are many.
    is_common: bool,
}

impl Seen {
    fn new(sheet: &Sheet, line: &TextLine) -> Self {
        let digits = line.text.rsplit(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty());
        let number = digits.and_then(|digits| digits.parse::<i64>().ok());
        let offset = number.map(|number| number - i64::from(sheet.number));
        Self { page: sheet.number, base: line.base, number, offset, is_common: false }
    }
}

/// What stays the same of a running head from page to page; empty if it is none.
fn key_of(line: &TextLine) -> String {
    let key: String = line.text.chars().filter(|c| !c.is_numeric() && !c.is_whitespace()).collect();
    // The first lines of annexes, one on each page.
    let is_label = ["附件", "附表", "附录", "附图", "专栏", "表", "图"].contains(&key.trim_end_matches('：'));
    if is_label { String::new() } else { key }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::pdf::page::Area;

    fn line(text: &str, base: f32) -> Part {
        let area = Area { left: 80.0, top: base - 14.0, right: 300.0, bottom: base + 2.0 };
        Part::Line(TextLine {
            text: text.into(),
            area,
            base,
            size: 16.0,
            count: text.chars().count() as u32,
            ..TextLine::default()
        })
    }

    fn kinds(pages: &[&[(&str, f32)]]) -> Vec<String> {
        let sheets: Vec<Sheet> = pages
            .iter()
            .enumerate()
            .map(|(at, lines)| Sheet {
                number: at as u32 + 1,
                height: 842.0,
                parts: lines.iter().map(|(text, base)| line(text, *base)).collect(),
                ..Sheet::default()
            })
            .collect();
        let letter = |kind: &Option<FurnitureKind>| match kind {
            Some(FurnitureKind::PageNumber) => 'n',
            Some(_) => 'h',
            None => '.',
        };
        find_edges(&sheets).iter().map(|kinds| kinds.iter().map(letter).collect()).collect()
    }

    #[test]
    fn numbers_in_the_margin_are_page_numbers() {
        let page: &[(&str, f32)] = &[("一、总体要求", 110.0), ("加强保障。", 140.0), ("— 3 —", 790.0)];
        assert_eq!(kinds(&[page]), ["..n"]);
        // A bare number next to the text may belong to it.
        assert_eq!(kinds(&[&[("加强保障。", 750.0), ("100", 768.0)]]), [".."]);
        assert_eq!(kinds(&[&[("加强保障。", 700.0), ("3", 790.0)]]), [".n"]);
    }

    #[test]
    fn lines_that_recur_in_the_margin_are_running_heads() {
        let pages: [&[(&str, f32)]; 4] = [
            &[("甲市“十四五”规划 1", 50.0), ("一、总体要求", 110.0)],
            &[("甲市“十四五”规划 2", 50.0), ("二、主要任务", 110.0)],
            &[("甲市“十四五”规划 3", 50.0), ("三、保障措施", 110.0)],
            &[("一、总体要求", 110.0)],
        ];
        assert_eq!(kinds(&pages), ["h.", "h.", "h.", "."]);
    }

    #[test]
    fn the_name_of_the_document_above_the_text_of_all_pages_is_a_running_head() {
        let text = "加强湿地保护和系统治理的监督考核。";
        let pages = |head| {
            let first: &[(&str, f32)] = &[("甲市湿地保护规划", 110.0), (text, 140.0), (text, 169.0)];
            let second = [(head, 60.0), (text, 110.0), (text, 139.0)];
            kinds(&[first, &second])
        };
        assert_eq!(pages("甲市湿地保护规划"), ["...", "h.."]);
        assert_eq!(pages("三、保护规划"), ["...", "..."]);
        assert_eq!(pages("（接上页）"), ["...", "..."]);
    }
}
