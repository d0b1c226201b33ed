//! What stands in the margins of pages: page numbers, running heads, watermarks.

use std::collections::HashMap;

use super::line::TextLine;
use super::sheet::{Part, Sheet};
use crate::model::FurnitureKind;
use crate::scan::page_number::scan_page_line;

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

/// The furniture of each page: for each part, what it is if it is furniture.
pub(super) fn find_edges(sheets: &[Sheet]) -> Vec<Vec<Option<FurnitureKind>>> {
    let mut found: Vec<Vec<Option<FurnitureKind>>> =
        sheets.iter().map(|sheet| vec![None; sheet.parts.len()]).collect();
    let recurring = recurring(sheets);
    for (sheet, kinds) in sheets.iter().zip(&mut found) {
        for (at, part) in sheet.parts.iter().enumerate() {
            kinds[at] = match part {
                // Nothing says where it would belong.
                Part::Across(_) => Some(FurnitureKind::RunningHead),
                Part::Line(line) if line.artifact => Some(kind_of(line)),
                _ => None,
            };
        }
        for is_top in [true, false] {
            mark_edge(sheet, kinds, is_top, &recurring);
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

/// The lines of a page's margin, from its edge inwards, as indices of parts.
fn edge_lines(sheet: &Sheet, is_top: bool) -> impl Iterator<Item = (usize, &TextLine)> {
    let count = sheet.parts.len();
    let margin = MARGIN * sheet.height;
    (0..count)
        .map(move |at| if is_top { at } else { count - 1 - at })
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

fn mark_edge(
    sheet: &Sheet,
    kinds: &mut [Option<FurnitureKind>],
    is_top: bool,
    recurring: &HashMap<String, Vec<(u32, f32)>>,
) {
    let lines: Vec<(usize, &TextLine)> = edge_lines(sheet, is_top).collect();
    // Everything outside the innermost line of furniture is furniture as well.
    let mut last = None;
    for (place, (at, line)) in lines.iter().enumerate() {
        let is_known = kinds[*at].is_some();
        let is_number = scan_page_line(line.text.trim())
            .is_some_and(|number| number.certain || is_apart(sheet, *at, is_top));
        let is_recurring = recurring.get(&key_of(line)).is_some_and(|pages| is_running(pages, line, sheet));
        if is_known || is_number || is_recurring {
            last = Some(place);
        }
    }
    for (at, line) in lines.iter().take(last.map_or(0, |last| last + 1)) {
        kinds[*at].get_or_insert_with(|| kind_of(line));
    }
}

/// Whether a line stands apart from what is next to it towards the text.
fn is_apart(sheet: &Sheet, at: usize, is_top: bool) -> bool {
    let area = sheet.parts[at].area();
    let next =
        if is_top { sheet.parts.get(at + 1) } else { at.checked_sub(1).and_then(|at| sheet.parts.get(at)) };
    let Some(next) = next.map(Part::area) else { return true };
    let gap = if is_top { next.top - area.bottom } else { area.top - next.bottom };
    gap > APART * area.height()
}

/// The lines of margins by their text, with the pages and heights they stand at.
fn recurring(sheets: &[Sheet]) -> HashMap<String, Vec<(u32, f32)>> {
    let mut found: HashMap<String, Vec<(u32, f32)>> = HashMap::new();
    for sheet in sheets {
        for is_top in [true, false] {
            for (_, line) in edge_lines(sheet, is_top) {
                let key = key_of(line);
                if !key.is_empty() {
                    found.entry(key).or_default().push((sheet.number, line.base));
                }
            }
        }
    }
    let least = MIN_PAGES.max((MIN_SHARE * sheets.len() as f32) as usize).min(sheets.len().max(2));
    found.retain(|_, pages| pages.len() >= least);
    found
}

/// Whether `line` stands where its like stand on other pages.
fn is_running(pages: &[(u32, f32)], line: &TextLine, sheet: &Sheet) -> bool {
    let like = pages
        .iter()
        .filter(|(number, base)| *number != sheet.number && (base - line.base).abs() <= SAME_HEIGHT)
        .count();
    like + 1 >= MIN_PAGES.min(pages.len())
}

/// What stays the same of a running head from page to page.
fn key_of(line: &TextLine) -> String {
    line.text.chars().filter(|c| !c.is_numeric() && !c.is_whitespace()).collect()
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
            family: 0,
            bold: false,
            count: text.chars().count() as u32,
            artifact: false,
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
}
