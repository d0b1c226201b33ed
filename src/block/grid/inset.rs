//! Figures that hang below the letters of a formula: a program that copies line by line prints them
//! on the line behind, before whatever else stands there.

use crate::scan::power::{is_index, lacks_index};
use crate::span::Span;

/// A figure that hangs below letters: 2.5 of PM2.5.
#[derive(Clone, Copy, Debug)]
pub(super) struct Inset {
    /// Before which byte it belongs.
    pub at: u32,
    /// The figure.
    pub figure: Span,
    /// The paragraph it stands in.
    pub paragraph: usize,
}

/// Hangs a figure of a paragraph below the letters that lack one in the pieces of the line before it,
/// told by what hangs below them. False where none do.
pub(super) fn hang<'a>(
    text: &str,
    before: impl Iterator<Item = (Span, &'a mut Option<Box<Inset>>)>,
    (figure, paragraph): (Span, usize),
) -> bool {
    if !is_index(figure.of(text)) {
        return false;
    }
    let mut free = before.filter(|(_, inset)| inset.is_none());
    free.any(|(span, inset)| {
        let at = place_of(span.of(text)).map(|at| span.start + at as u32);
        *inset = at.map(|at| Box::new(Inset { at, figure, paragraph }));
        inset.is_some()
    })
}

/// Where letters of a piece lack their figure.
fn place_of(piece: &str) -> Option<usize> {
    let mut marks = piece.char_indices().filter(|(_, c)| !c.is_ascii()).map(|(at, _)| at);
    marks.rfind(|at| lacks_index(&piece[..*at]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_lack_their_figure() {
        assert_eq!(place_of("颗粒物（PM）浓度"), Some("颗粒物（PM".len()));
        assert_eq!(place_of("PM浓度"), Some(2));
        assert_eq!(place_of("PM2.5浓度"), None);
        assert_eq!(place_of("森林覆盖率"), None);
    }
}
