//! Whether paragraphs of a format are really lines: a text that was copied out of
//! a page-oriented file, one "paragraph" for each printed line.

use crate::scan::{char_count, is_terminated};

/// Shorter lines are headings and last lines, and say nothing.
const MIN_MEASURED: usize = 12;

/// No printed line is longer.
const MAX_PRINTED: usize = 64;

/// Fewer lines show nothing.
const MIN_LINES: usize = 12;

/// Whether most of `paragraphs` are as wide as each other and end no sentence.
pub(super) fn looks_wrapped<'a>(paragraphs: impl Iterator<Item = &'a str>) -> bool {
    let mut widths = [0_usize; MAX_PRINTED + 1];
    let (mut count, mut open) = (0_usize, 0_usize);
    for paragraph in paragraphs {
        let text = paragraph.trim();
        let width = char_count(text);
        if width < MIN_MEASURED {
            continue;
        }
        count += 1;
        if width <= MAX_PRINTED {
            widths[width] += 1;
        }
        open += usize::from(!is_terminated(text));
    }
    let widest = widths.windows(3).map(|window| window.iter().sum::<usize>()).max().unwrap_or_default();
    count >= MIN_LINES && widest * 2 > count && open * 2 > count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_open_lines_are_wrapped() {
        let line = "坚持以人民为中心的发展思想，完善残疾人社会保障制度和关爱服务体系，";
        assert!(looks_wrapped([line; 20].into_iter()));
        assert!(!looks_wrapped([line; 5].into_iter()));
        let paragraph = "坚持以人民为中心的发展思想，完善残疾人社会保障制度和关爱服务体系。";
        assert!(!looks_wrapped([paragraph; 20].into_iter()));
    }
}
