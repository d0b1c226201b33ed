//! Whether the cells of a table stand in wrong columns for certain, as they do where a program has
//! printed its columns one behind the other and nothing tells them apart.

use super::look::{Class, Look};
use crate::block::indicator::{Cell, IndicatorTable, Row};

/// One row of so many is enough.
const SHARE: usize = 3;
/// Words in the place of a figure are shorter than a name.
const WORDS: i32 = 6;

/// Whether figures, units and attributes stand in the place of names, or names in that of figures.
#[must_use]
pub fn is_mixed_up(text: &str, table: &IndicatorTable) -> bool {
    let odd = table.rows.iter().filter(|row| is_odd(text, row)).count();
    odd > 0 && odd * SHARE >= table.rows.len()
}

fn is_odd(text: &str, row: &Row) -> bool {
    let is_other = |look: &Look| look.is_value || look.is_unit || look.is_attribute;
    let is_figure = |look: &Look| look.is_value || look.is_words || look.is_blank || look.is_time;
    let is_name = |look: &Look| look.class() == Class::Words && look.is_plain && look.chars > WORDS;
    if !row.name.spans.is_empty() && looks(text, &row.name).all(|look| is_other(&look)) {
        return true;
    }
    // The first figure, in nearly all rows, says that it is none.
    let (mut count, mut has_name) = (0, false);
    for look in row.values.iter().flat_map(|cell| looks(text, cell)) {
        if is_figure(&look) {
            return false;
        }
        count += 1;
        has_name |= is_name(&look);
    }
    count > 1 && has_name
}

fn looks(text: &str, cell: &Cell) -> impl Iterator<Item = Look> {
    cell.spans.iter().map(|span| Look::of(span.of(text)))
}
