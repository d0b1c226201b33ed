//! Headers that are printed again on a further page.

use super::piece::Piece;
use crate::scan::column::{Kind, kind_of};
use crate::span::Span;

/// The pieces behind the header without the header where it is printed again.
pub(super) fn without_repeats(text: &str, pieces: &[Piece], taken: usize) -> (Vec<Piece>, Vec<Span>) {
    let header: Vec<&str> = pieces[..taken].iter().map(|piece| piece.span.of(text)).collect();
    let mut kept: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut repeated = Vec::new();
    let mut at = taken;
    let mut turned = false;
    while at < pieces.len() {
        let is_again = pieces[at].span.of(text) == header[0]
            && pieces.len() >= at + taken
            && pieces[at..at + taken].iter().zip(&header).all(|(piece, head)| piece.span.of(text) == *head);
        if is_again {
            // A number on the line before is that of the page where no figure ends a row.
            let is_page = |last: &Piece| {
                last.look.number.is_some() && last.joint.is_line() && pieces[at].joint.is_line()
            };
            if kind_of(header[taken - 1]) == Some(Kind::Attribute)
                && let Some(page) = kept.pop_if(|last| is_page(last))
            {
                repeated.push(page.span);
            }
            repeated.extend(pieces[at..at + taken].iter().map(|piece| piece.span));
            at += taken;
            turned = true;
        } else {
            let is_on_page = std::mem::take(&mut turned) || pieces[at].is_on_page;
            kept.push(Piece { is_on_page, ..pieces[at].clone() });
            at += 1;
        }
    }
    (kept, repeated)
}
