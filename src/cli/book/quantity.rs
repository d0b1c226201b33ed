//! Figures of a plan as cells: a number that looks as it is printed.

use guihua::model::Value;

use super::sheet::{Cell, Shown};

/// The cell of a value: its number, shown with the signs and words around it,
/// so that `≥55%` can be summed up and still says `≥`. Where number and text
/// cannot be brought together, the text.
pub(super) fn cell(value: &Value) -> Cell {
    let text = value.text.trim();
    match value.number.and_then(|number| number_cell(text, number)) {
        Some(cell) => cell,
        None => Cell::text(text),
    }
}

fn number_cell(text: &str, number: f64) -> Option<Cell> {
    // An edited text may have wide figures, which the model reads as the others.
    let narrow: String = text.chars().map(narrow).collect();
    let (start, end) = digits(&narrow)?;
    let of_text = |from: usize, to: usize| -> String {
        let skipped = narrow[..from].chars().count();
        text.chars().skip(skipped).take(narrow[from..to].chars().count()).collect()
    };
    let (before, after) = (&*of_text(0, start), &*of_text(end, narrow.len()));
    if [&narrow[..start], &narrow[end..]].iter().any(|part| part.contains(|c: char| c.is_ascii_digit())) {
        return None;
    }
    let figures = &narrow[start..end];
    let printed = figures.replace(',', "");
    let value: f64 = printed.parse().ok()?;
    let decimals = printed.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let multiplied =
        MULTIPLIERS.iter().find(|(word, factor)| after.starts_with(word) && is_near(value * factor, number));
    let (after, pattern) = match multiplied {
        // What is printed in another unit is shown in full.
        Some((word, _)) => (&after[word.len()..], "#,##0.##".to_owned()),
        None if is_near(value, number) => {
            let whole = if figures.contains(',') { "#,##0" } else { "0" };
            let pattern =
                if decimals == 0 { whole.to_owned() } else { format!("{whole}.{:0<decimals$}", "") };
            (after, pattern)
        }
        None => return None,
    };
    // Twelve thousand without a fraction is not to end with a point.
    let pattern = if pattern.ends_with("##") && number.fract() == 0.0 { "#,##0".to_owned() } else { pattern };
    let shown = format!("{}{pattern}{}", quoted(before), quoted(after));
    let is_plain = before.is_empty() && after.is_empty() && text == number.to_string();
    let shown = Shown { format: shown, text: text.to_owned() };
    Some(Cell::Number(number, (!is_plain).then_some(shown)))
}

/// What a number may be counted in.
const MULTIPLIERS: [(&str, f64); 4] = [("万亿", 1e12), ("亿", 1e8), ("万", 1e4), ("千", 1e3)];

/// A wide figure, or a sign within a number, as the narrow one that numbers are counted by.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from(b'0' + (c as u32 - '０' as u32) as u8),
        '．' => '.',
        '，' => ',',
        '－' | '−' => '-',
        _ => c,
    }
}

/// The first number in a text, with its sign.
fn digits(text: &str) -> Option<(usize, usize)> {
    let first = text.find(|c: char| c.is_ascii_digit())?;
    let length = text[first..]
        .find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
        .unwrap_or(text.len() - first);
    let is_negative = text[..first].ends_with('-') && text[..first].len() == 1;
    Some((if is_negative { first - 1 } else { first }, first + length))
}

/// A text in a number format.
fn quoted(text: &str) -> String {
    let text = text.trim().replace(['"', '\\'], "");
    if text.is_empty() { text } else { format!("\"{text}\"") }
}

fn is_near(left: f64, right: f64) -> bool {
    (left - right).abs() <= 1e-9 * left.abs().max(right.abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use guihua::model::ValueRole;

    fn cell_of(text: &str, number: Option<f64>) -> Cell {
        cell(&Value {
            column: "2025年".to_owned(),
            year: Some(2025),
            role: ValueRole::Target,
            text: text.to_owned(),
            comparator: None,
            number,
        })
    }

    #[test]
    fn numbers_are_shown_as_printed() {
        let shown = |text: &str, number: f64| match cell_of(text, Some(number)) {
            Cell::Number(found, shown) if (found - number).abs() < f64::EPSILON => {
                shown.map_or(String::new(), |shown| shown.format)
            }
            other => format!("{other:?}"),
        };
        assert_eq!(shown("8000", 8000.0), "");
        assert_eq!(shown("7.30", 7.3), "0.00");
        assert_eq!(shown(">=55%", 55.0), "\">=\"0\"%\"");
        assert_eq!(shown("1,200", 1200.0), "#,##0");
        assert_eq!(shown(">1万", 10_000.0), "\">\"#,##0");
        assert_eq!(shown("1.25亿元", 125_000_000.0), "#,##0\"元\"");
        assert_eq!(shown("〔125〕", 125.0), "\"〔\"0\"〕\"");
        assert_eq!(shown("-5", -5.0), "");
        assert_eq!(shown("6左右", 6.0), "0\"左右\"");
    }

    #[test]
    fn wide_figures_are_numbers_and_their_signs_stay() {
        for (text, number, format) in [
            ("＜０.８％", 0.8, "\"＜\"0.0\"％\""),
            ("９９", 99.0, "0"),
            ("１，２００", 1200.0, "#,##0"),
            ("１００万", 1_000_000.0, "#,##0"),
            ("－3.5", -3.5, "0.0"),
            ("−３．５", -3.5, "0.0"),
            ("〔１８〕", 18.0, "\"〔\"0\"〕\""),
            ("≥９．５亿元", 950_000_000.0, "\"≥\"#,##0\"元\""),
        ] {
            let shown = Shown { format: format.to_owned(), text: text.to_owned() };
            assert_eq!(cell_of(text, Some(number)), Cell::Number(number, Some(shown)), "{text}");
        }
        for text in ["３～５", "1～５", "９９，5"] {
            assert_eq!(cell_of(text, Some(9.0)), Cell::Text(text.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_is_no_single_number_is_text() {
        for (text, number) in
            [("——", None), ("3～5", None), ("=1+1", None), ("3～5", Some(3.0)), ("9", Some(8.0))]
        {
            assert_eq!(cell_of(text, number), Cell::Text(text.to_owned()), "{text}");
        }
    }
}
