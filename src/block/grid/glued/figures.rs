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

/// Figures that have been parted.
pub(super) struct Parting {
    /// How far the values are from each other.
    pub cost: i64,
    /// The unit `—` before them.
    pub unit: Option<Range>,
    pub values: Vec<Range>,
}

/// Parts figures that run together into `count` values, the unit `—` before them
/// where the table has units: `1803.332200` is 1803.33 and 2200.
pub(super) fn part(figures: &str, count: usize, has_unit: bool) -> Option<Parting> {
    /// No row has longer figures, nor more of them.
    const LONGEST: usize = 60;
    const MOST: usize = 8;
    if figures.is_empty() || figures.len() > LONGEST || count == 0 || count > MOST {
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
    best.map(|(cost, unit, values)| Parting { cost, unit, values })
}

/// Parts a figure, another so many years later and how that grows, where the three of them agree:
/// `5015024.6%` is 50, 150 and 24.6% a year, `9.014.0[5]` is 9.0, 14.0 and 5 more. Growth at constant
/// prices agrees less well: then one way has to be much better than all others.
pub(super) fn part_growth(figures: &str, years: i32) -> Option<Vec<Range>> {
    /// No row has longer figures.
    const LONGEST: usize = 40;
    /// What is said to grow by more is another figure.
    const MOST: f64 = 100.0;
    /// So many points a year the growth at constant prices may be off, and so much better it must be.
    const NEAR: f64 = 2.5;
    const BETTER: f64 = 4.0;
    let number = |value: &str| read_quantity(value).map(|found| found.number);
    let bounds: Vec<usize> = figures.char_indices().map(|(at, _)| at).skip(1).collect();
    if figures.len() > LONGEST {
        return None;
    }
    // How far each way is off, in what the last figure is printed in.
    let mut exact: Vec<Vec<Range>> = Vec::new();
    let mut near: Vec<(f64, Vec<Range>)> = Vec::new();
    for (at, &first) in bounds.iter().enumerate() {
        for &second in &bounds[at + 1..] {
            let cells = [&figures[..first], &figures[first..second], &figures[second..]];
            if !cells.iter().all(|cell| is_figure(cell)) {
                continue;
            }
            let [Some(from), Some(to), Some(growth)] = cells.map(number) else { continue };
            let is_more = is_bracketed(cells[2]);
            let expected = if is_more {
                to - from
            } else if from > 0.0 && to > 0.0 && growth <= MOST {
                ((to / from).powf(1.0 / f64::from(years)) - 1.0) * 100.0
            } else {
                continue;
            };
            let off = (expected - growth).abs();
            let way = vec![(0, first), (first, second), (second, figures.len())];
            // As exact as it is printed.
            let printed = 0.51 * 0.1_f64.powi(i32::try_from(decimals(cells[2])).unwrap_or(0));
            if off <= printed && (is_more || cells[2].ends_with('%') || growth.fract() != 0.0) {
                exact.push(way);
            } else if !is_more {
                near.push((off, way));
            }
        }
    }
    // Two ways that agree leave it open.
    if !exact.is_empty() {
        return exact.pop().filter(|_| exact.is_empty());
    }
    near.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    let mut near = near.into_iter();
    let (off, way) = near.next()?;
    let is_alone = near.next().is_none_or(|(other, _)| other >= off * BETTER && other > NEAR);
    (off <= NEAR && is_alone).then_some(way)
}

/// What may be one of the figures.
struct Figure {
    range: Range,
    /// Where the next begins.
    end: usize,
    print: Print,
    /// The best way to go on behind it: its cost, and which figure is next.
    best: Option<(i64, Option<usize>)>,
}

/// The best way to part what stands from `at` on into `count` values, and its cost.
fn split(figures: &str, at: usize, count: usize) -> Option<(i64, Vec<Range>)> {
    /// No figure has more characters, the white space behind it included.
    const LONGEST: usize = 16;
    let starts: Vec<usize> = figures.char_indices().map(|(start, _)| start).chain([figures.len()]).collect();
    let mut all: Vec<Figure> = Vec::new();
    // Where those that begin at a place stand among them.
    let mut at_start: Vec<(usize, usize)> = vec![(0, 0); figures.len() + 1];
    for (index, &from) in starts.iter().enumerate().filter(|(_, from)| **from >= at) {
        let first = all.len();
        let start = from + (figures[from..].len() - figures[from..].trim_start().len());
        for &end in starts[index + 1..].iter().take(LONGEST).filter(|end| **end > start) {
            let value = figures[start..end].trim_end();
            if is_figure(value) {
                let range = (start, start + value.len());
                all.push(Figure { range, end, print: Print::of(value), best: None });
            }
        }
        at_start[from] = (first, all.len());
    }
    // The ways of fewer figures first: the next of each is one of them.
    let mut ways: Vec<Vec<Option<usize>>> = Vec::with_capacity(count);
    for left in 0..count {
        let mut best: Vec<Option<(i64, Option<usize>)>> = Vec::with_capacity(all.len());
        for figure in &all {
            if left == 0 {
                best.push((figure.end == figures.len()).then_some((0, None)));
                continue;
            }
            let (from, to) = at_start[figure.end];
            let next = (from..to).filter_map(|next| {
                let (cost, _) = all[next].best?;
                Some((cost + figure.print.distance(&all[next].print), Some(next)))
            });
            best.push(next.min_by_key(|(cost, _)| *cost));
        }
        ways.push(best.iter().map(|way| way.and_then(|(_, next)| next)).collect());
        for (figure, best) in all.iter_mut().zip(best) {
            figure.best = best;
        }
    }
    let (from, to) = *at_start.get(at)?;
    let first = (from..to).filter(|figure| all[*figure].best.is_some());
    let first = first.min_by_key(|figure| all[*figure].best.map(|(cost, _)| cost))?;
    let cost = all[first].best?.0;
    let mut values = vec![all[first].range];
    let mut own = first;
    for way in ways.iter().rev().take(count - 1) {
        own = way[own]?;
        values.push(all[own].range);
    }
    Some((cost, values))
}

/// Whether a text can be one figure: no zero leads it, no sign stands inside it.
fn is_figure(value: &str) -> bool {
    let bare = value.trim_start_matches(['>', '<', '≥', '≤', '≧', '≦', '〔', '[', '＞', '＜']);
    let leads_zero = bare.len() > 1 && bare.starts_with('0') && !bare.starts_with("0.");
    let is_closed = value.matches(['〔', '[']).count() == value.matches(['〕', ']']).count();
    let is_inside =
        value.chars().skip(1).any(|c| matches!(c, '>' | '<' | '≥' | '≤' | '≧' | '≦' | '〔' | '['));
    let dots = bare
        .split([':', '∶', '-', '—', '～', '~'])
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

/// So many digits stand behind a point as a rule; a further one is as odd as so many that only one of
/// two figures has.
const USUAL_DECIMALS: i64 = 2;
const ODD: i64 = 10;

/// How a figure is printed, and how large it is.
struct Print {
    is_bracketed: bool,
    /// The logarithm of what it is.
    size: Option<f64>,
    decimals: i64,
}

impl Print {
    fn of(value: &str) -> Self {
        let bare = value.trim_matches(['〔', '〕', '[', ']']);
        let bare = bare.split([':', '∶']).next().unwrap_or(bare);
        let size = read_quantity(bare).map(|found| found.number.abs().max(1e-6).ln());
        Self { is_bracketed: is_bracketed(value), size, decimals: decimals(value) }
    }

    /// How far two figures of a row are from each other: values of one indicator have
    /// much the same size and are printed much the same way.
    fn distance(&self, next: &Self) -> i64 {
        /// A blank, or a sum over years beside the figure of one, says nothing.
        const NOTHING: i64 = 500;
        if self.is_bracketed != next.is_bracketed {
            return NOTHING;
        }
        match (self.size, next.size) {
            (Some(near), Some(far)) => {
                let odd = |print: &Self| (print.decimals - USUAL_DECIMALS).max(0);
                let decimals = (self.decimals - next.decimals).abs() + ODD * (odd(self) + odd(next));
                ((near - far).abs() * 1000.0) as i64 + 100 * decimals
            }
            _ => NOTHING,
        }
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
            let parting = part(figures, count, true).unwrap();
            parting
                .values
                .into_iter()
                .map(|(from, to)| figures[from..to].to_owned())
                .collect::<Vec<_>>()
                .join("|")
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
            ("11.1180", "11.11|80"),
        ] {
            assert_eq!(parted(figures, 2), expected, "{figures}");
        }
        assert_eq!(parted("--〔18〕", 3), "-|-|〔18〕");
        assert_eq!(parted("5.4—6.5-7.5", 3), "5.4|—|6.5-7.5");
        for (figures, expected) in [
            ("6.36.36.36.36.3", "6.3|6.3|6.3|6.3|6.3"),
            ("≥95≥95≥95≥95≥95", "≥95|≥95|≥95|≥95|≥95"),
            ("115115115115115", "115|115|115|115|115"),
            ("99999999100", "99|99|99|99|100"),
            ("95959696≥96", "95|95|96|96|≥96"),
        ] {
            assert_eq!(parted(figures, 5), expected, "{figures}");
        }
    }

    #[test]
    fn figures_that_say_how_they_grow() {
        let parted = |figures: &str| {
            let values = part_growth(figures, 5)?;
            Some(values.into_iter().map(|(from, to)| &figures[from..to]).collect::<Vec<_>>().join("|"))
        };
        for (figures, expected) in [
            ("5015024.6%", "50|150|24.6%"),
            ("9.014.0[5]", "9.0|14.0|[5]"),
            ("12004.710.10%", ""),
            ("76.512310%", "76.5|123|10%"),
            ("38.8540.0[1.15]", "38.85|40.0|[1.15]"),
            ("1.12586.77%", "1.1|25|86.77%"),
            ("98", ""),
            // At constant prices.
            ("356851256.5%", "3568|5125|6.5%"),
            ("1268.51865.37.5%", "1268.5|1865.3|7.5%"),
            ("3123180.4", "312|318|0.4"),
        ] {
            assert_eq!(parted(figures).unwrap_or_default(), expected, "{figures}");
        }
    }
}
