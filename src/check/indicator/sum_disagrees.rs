//! I012 sum-disagrees: a row of sums whose figure is not what the rows above it add up to.

use crate::block::body::{Part, Unit};
use crate::block::grid::is_sum;
use crate::block::table::Grid;
use crate::check::Context;
use crate::check::found::Standing;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Table;
use crate::scan::quantity::read_quantity;

/// Adds up the columns of all tables.
pub(crate) fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for part in &context.draft.parts {
        for grid in grids(part) {
            check_grid(context, grid, found);
        }
    }
}

fn grids<'a>(part: &'a Part<'_>) -> impl Iterator<Item = &'a Grid> {
    let units = part.blocks.iter().map(|block| &block.unit);
    units.chain(part.annexes.iter().flat_map(|annex| &annex.units)).filter_map(|unit| match unit {
        Unit::Grid(grid, _) => Some(grid),
        _ => None,
    })
}

/// What one column has added up to.
#[derive(Clone, Copy, Default)]
struct Column {
    /// Since the last 小计, and since the first row.
    part: f64,
    whole: f64,
    /// How many figures that were, and whether a cell was no figure.
    part_count: u32,
    whole_count: u32,
    part_is_odd: bool,
    whole_is_odd: bool,
    /// The digits behind the point, at most.
    decimals: i32,
}

fn check_grid(context: &Context<'_>, grid: &Grid, found: &mut Vec<Diagnostic>) {
    let rows = || grid.rows.iter().skip(1);
    let texts: Vec<Vec<&str>> =
        rows().map(|row| row.iter().map(|cell| context.text(*cell)).collect()).collect();
    let banners: Vec<bool> = rows().map(|row| is_banner(row)).collect();
    let head = |column: usize| grid.pieces(0, column).iter().map(|span| context.text(*span)).collect();
    for sum in wrong_sums(&texts, &banners, head) {
        let cell = grid.rows[sum.row + 1][sum.column];
        let mut diagnostic = Diagnostic::new(Code::SumDisagrees, context.place(cell));
        diagnostic.details = sum.details;
        found.push(diagnostic);
    }
}

/// Whether a row is one cell over all columns.
fn is_banner<T: PartialEq>(row: &[T]) -> bool {
    row.len() > 1 && row.iter().all(|cell| *cell == row[0])
}

/// The same in a model.
pub(crate) fn of_model(table: &Table) -> impl Iterator<Item = Standing> {
    let mut rows: Vec<Vec<&str>> =
        table.rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    // Who has nothing in the first column has there what stands above it: that makes no sum of a
    // row with words of its own.
    for at in (1..rows.len()).rev() {
        let [first, rest @ ..] = &rows[at][..] else { continue };
        let is_above = || rows[at - 1].first() == Some(first);
        if is_sum(first) && is_above() && rest.iter().any(|cell| is_words(cell)) {
            rows[at][0] = "";
        }
    }
    let banners: Vec<bool> = rows.iter().map(|row| is_banner(row)).collect();
    let head = |column: usize| table.columns.get(column).cloned().unwrap_or_default();
    let lines = table.lines;
    wrong_sums(&rows, &banners, head)
        .into_iter()
        .map(move |sum| Standing::new(Code::SumDisagrees, lines, sum.details))
}

/// Whether a cell says something that is neither a figure nor a sum.
fn is_words(cell: &str) -> bool {
    cell.chars().any(char::is_alphabetic) && read_quantity(cell).is_none() && !is_sum(cell)
}

/// A sum that is not what is above it.
struct WrongSum {
    row: usize,
    column: usize,
    /// The head of the column, the word for the sum, the figure, and the one expected.
    details: Vec<String>,
}

fn wrong_sums(rows: &[Vec<&str>], banners: &[bool], head: impl Fn(usize) -> String) -> Vec<WrongSum> {
    let mut found = Vec::new();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut columns = vec![Column::default(); width];
    for (row_at, row) in rows.iter().enumerate() {
        if banners[row_at] {
            continue;
        }
        let sum = row.iter().take(3).copied().find(|cell| is_sum(cell));
        for (at, text) in row.iter().enumerate() {
            let figure = read_quantity(text).filter(|found| found.unit.is_empty());
            let column = &mut columns[at];
            if let Some(sum) = sum {
                if let Some(figure) = figure {
                    let is_whole = !sum.starts_with("小计");
                    if let Some(expected) = column.expected(is_whole, figure.number) {
                        found.extend(wrong_sum((row_at, at), &head(at), (sum, text), expected));
                    }
                }
                continue;
            }
            match figure {
                Some(figure) => column.add(figure.number, text),
                None => column.skip(text),
            }
        }
        if sum.is_some_and(|sum| sum.starts_with("小计")) {
            for column in &mut columns {
                (column.part, column.part_count, column.part_is_odd) = (0.0, 0, false);
            }
        }
    }
    found
}

impl Column {
    fn add(&mut self, number: f64, text: &str) {
        self.part += number;
        self.whole += number;
        self.part_count += 1;
        self.whole_count += 1;
        let decimals = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        self.decimals = self.decimals.max(i32::try_from(decimals).unwrap_or(0));
    }

    /// A cell without a figure: nothing to add, or something that nobody can add.
    fn skip(&mut self, text: &str) {
        let is_nothing = text.chars().all(|c| matches!(c, '—' | '-' | '/' | '–' | ' '));
        self.part_is_odd |= !is_nothing;
        self.whole_is_odd |= !is_nothing;
    }

    /// What the rows add up to, where that is clear and is not `printed`.
    fn expected(&self, is_whole: bool, printed: f64) -> Option<f64> {
        let (sum, count, is_odd) = if is_whole {
            (self.whole, self.whole_count, self.whole_is_odd)
        } else {
            (self.part, self.part_count, self.part_is_odd)
        };
        // Figures that were rounded may differ by half a unit each.
        let unit = 10f64.powi(-self.decimals);
        let slack = if self.decimals > 0 { unit * f64::from(count) } else { 0.5 };
        (count > 1 && !is_odd && (sum - printed).abs() > slack).then_some((sum / unit).round() * unit)
    }
}

fn wrong_sum(
    (row, column): (usize, usize),
    head: &str,
    (sum, cell): (&str, &str),
    expected: f64,
) -> Option<WrongSum> {
    // 序号 and years are counted, not added.
    if ["序号", "编号", "年"].iter().any(|word| head.contains(word) && !head.contains("投资"))
        && head.len() < 8
    {
        return None;
    }
    let expected = format!("{expected:.4}");
    let expected = expected.trim_end_matches('0').trim_end_matches('.');
    let details = [head, sum, cell, expected].map(str::to_owned).to_vec();
    Some(WrongSum { row, column, details })
}
