//! Figures that run together, parted where the parts come closest to each other.

use crate::scan::quantity::{is_value_cell, read_quantity};

/// Whether figures are written with `c`.
pub(super) fn is_figure_char(c: char) -> bool {
    const SIGNS: &[char] =
        &['.', '-', '—', '>', '<', '≥', '≤', '≧', '≦', '〔', '〕', '[', ']', ':', '∶', ' ', '～', '＞', '＜'];
    c.is_ascii_digit() || SIGNS.contains(&c)
}

/// Where the figures at the end of a row begin.
pub(super) fn figures_at(row: &str) -> usize {
    const WORDS: &[&str] = &["左右", "以上", "以下", "以内"];
    let mut at = row.len();
    loop {
        let before = &row[..at];
        if let Some(word) = WORDS.iter().find(|word| {
            before.ends_with(**word)
                && before[..before.len() - word.len()].ends_with(|c: char| c.is_ascii_digit() || c == '%')
        }) {
            at -= word.len();
            continue;
        }
        let Some(c) = before.chars().next_back() else { return 0 };
        // A per cent sign belongs to the unit unless figures stand before it, too.
        let is_share = matches!(c, '%' | '‰')
            && before[..before.len() - c.len_utf8()].ends_with(|c: char| c.is_ascii_digit());
        if !is_figure_char(c) && !is_share {
            return at;
        }
        at -= c.len_utf8();
    }
}

/// A stretch of a text.
pub(super) type Range = (usize, usize);

/// Parts figures that run together into `count` values, the unit `—` before them
/// where the table has units: `1803.332200` is 1803.33 and 2200.
pub(super) fn part(figures: &str, count: usize, has_unit: bool) -> Option<(Option<Range>, Vec<Range>)> {
    /// No row has longer figures.
    const LONGEST: usize = 60;
    if figures.is_empty() || figures.len() > LONGEST || count == 0 || count > 4 {
        return None;
    }
    let blank = figures.chars().take_while(|c| matches!(c, '—' | '-')).map(char::len_utf8).sum::<usize>();
    let mut best: Option<(i64, Option<Range>, Vec<Range>)> = None;
    let mut offer = |cost: i64, unit: Option<Range>, values: Vec<Range>| {
        if best.as_ref().is_none_or(|(found, ..)| cost < *found) {
            best = Some((cost, unit, values));
        }
    };
    if let Some((cost, values)) = split(figures, 0, count) {
        offer(cost, None, values);
    }
    if has_unit && blank > 0 {
        let unit = figures.chars().next().map_or(0, char::len_utf8);
        if let Some((cost, values)) = split(figures, unit, count) {
            // The unit in front is a word; a blank there is one as well.
            offer(cost - 1000, Some((0, unit)), values);
        }
    }
    best.map(|(_, unit, values)| (unit, values))
}

/// The best way to part what stands from `at` on into `count` values, and its cost.
fn split(figures: &str, at: usize, count: usize) -> Option<(i64, Vec<Range>)> {
    let rest = &figures[at..];
    let lead = rest.len() - rest.trim_start().len();
    let at = at + lead;
    let rest = &figures[at..];
    if count == 1 {
        let len = rest.trim_end().len();
        return is_figure(&rest[..len]).then(|| (0, vec![(at, at + len)]));
    }
    let mut best: Option<(i64, Vec<Range>)> = None;
    for (len, _) in rest.char_indices().skip(1) {
        let value = rest[..len].trim_end();
        if !is_figure(value) {
            continue;
        }
        let Some((cost, mut values)) = split(figures, at + len, count - 1) else { continue };
        let next = &figures[values[0].0..values[0].1];
        let cost = cost + distance(value, next);
        if best.as_ref().is_none_or(|(found, _)| cost < *found) {
            values.insert(0, (at, at + value.len()));
            best = Some((cost, values));
        }
    }
    best
}

/// Whether a text can be one figure: no zero leads it, no sign stands inside it.
fn is_figure(value: &str) -> bool {
    let bare = value.trim_start_matches(['>', '<', '≥', '≤', '≧', '≦', '〔', '[', '＞', '＜']);
    let leads_zero = bare.len() > 1 && bare.starts_with('0') && !bare.starts_with("0.");
    let is_closed = value.matches(['〔', '[']).count() == value.matches(['〕', ']']).count();
    let is_inside =
        value.chars().skip(1).any(|c| matches!(c, '>' | '<' | '≥' | '≤' | '≧' | '≦' | '〔' | '['));
    let dots = bare
        .split([':', '∶'])
        .any(|part| part.matches('.').count() > 1 || part.ends_with('.') || part.starts_with('.'));
    // `6-` are two figures, the second of them left blank.
    let is_blank_end = value.chars().count() > 1 && value.ends_with(['-', '—']);
    is_closed
        && !is_blank_end
        && !is_inside
        && !leads_zero
        && !dots
        && (is_value_cell(value) || is_ratio(value) || is_bracketed(value))
}

fn is_bracketed(value: &str) -> bool {
    value.strip_prefix(['〔', '[']).and_then(|rest| rest.strip_suffix(['〕', ']'])).is_some_and(is_value_cell)
}

fn is_ratio(value: &str) -> bool {
    let mut parts = value.split([':', '∶']);
    parts.clone().count() == 2
        && parts.all(|part| read_quantity(part).is_some_and(|found| found.unit.is_empty()))
}

/// How far two figures of a row are from each other: values of one indicator have
/// much the same size and are printed much the same way.
fn distance(left: &str, right: &str) -> i64 {
    /// A blank, or a sum over years beside the figure of one, says nothing.
    const NOTHING: i64 = 500;
    if is_bracketed(left) != is_bracketed(right) {
        return NOTHING;
    }
    let size = |value: &str| -> Option<f64> {
        let bare = value.trim_matches(['〔', '〕', '[', ']']);
        let bare = bare.split([':', '∶']).next().unwrap_or(bare);
        read_quantity(bare).map(|found| found.number.abs().max(1e-6).ln())
    };
    match (size(left), size(right)) {
        (Some(near), Some(far)) => {
            let decimals = (decimals(left) - decimals(right)).abs();
            ((near - far).abs() * 1000.0) as i64 + 100 * decimals
        }
        _ => NOTHING,
    }
}

/// How many digits stand behind the point.
fn decimals(value: &str) -> i64 {
    let fraction = value.split_once('.').map_or("", |(_, fraction)| fraction);
    i64::try_from(fraction.bytes().take_while(u8::is_ascii_digit).count()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_that_run_together() {
        let parted = |figures: &str, count: usize| {
            let (_, values) = part(figures, count, true).unwrap();
            values.into_iter().map(|(from, to)| figures[from..to].to_owned()).collect::<Vec<_>>().join("|")
        };
        for (figures, expected) in [
            ("1803.332200", "1803.33|2200"),
            ("158180", "158|180"),
            ("9201300", "920|1300"),
            ("0.50370.515", "0.5037|0.515"),
            ("—1.5∶12∶1", "1.5∶1|2∶1"),
            ("≧80≧80", "≧80|≧80"),
            ("80>90", "80|>90"),
            ("9.112", "9.1|12"),
            ("44.761", "44.7|61"),
            ("90%≥95%", "90%|≥95%"),
        ] {
            assert_eq!(parted(figures, 2), expected, "{figures}");
        }
        assert_eq!(parted("--〔18〕", 3), "-|-|〔18〕");
    }
}
