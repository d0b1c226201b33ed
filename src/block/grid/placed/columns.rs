//! What the columns of a table are for, and by which of them its rows are told.

use super::super::head::Head;
use super::super::look::Look;
use crate::block::places::{Place, PlacedTable};
use crate::scan::column::Kind;
use crate::span::Span;

/// What each column is for, in the ways to try.
pub(super) fn places_of(heads: &[Head]) -> Vec<Vec<Place>> {
    let has = |kind: Kind| heads.iter().any(|head| head.kind == kind);
    let is_counted = has(Kind::Number);
    // Where nothing counts the rows, figures tell where one is, else its first cell.
    let anchor =
        if is_counted { None } else { [Kind::Value, Kind::Attribute].into_iter().find(|kind| has(*kind)) };
    let place = |(at, head): (usize, &Head)| match head.kind {
        Kind::Number => Place::Number,
        kind if Some(kind) == anchor => Place::Value,
        _ if !is_counted && anchor.is_none() => {
            if at == 0 {
                Place::Value
            } else {
                Place::Other
            }
        }
        Kind::Group => Place::Merged,
        Kind::Name => Place::Name,
        _ => Place::Other,
    };
    let plain: Vec<Place> = heads.iter().enumerate().map(place).collect();
    if is_counted || anchor.is_none() || !plain.contains(&Place::Name) {
        return vec![plain];
    }
    // Names with numbers of their own count the rows as well as a column does.
    let numbered = |place: &Place| match place {
        Place::Name => Place::NumberedName,
        Place::Value => Place::Other,
        place => *place,
    };
    vec![plain.iter().map(numbered).collect(), plain]
}

/// What each column is for where the attributes tell the rows, and nothing counts them.
pub(super) fn places_by_attribute(heads: &[Head]) -> Option<Vec<Place>> {
    let has = |kind: Kind| heads.iter().any(|head| head.kind == kind);
    if has(Kind::Number) || !has(Kind::Value) || !has(Kind::Attribute) {
        return None;
    }
    let place = |head: &Head| match head.kind {
        Kind::Attribute => Place::Value,
        Kind::Group => Place::Merged,
        Kind::Name => Place::Name,
        _ => Place::Other,
    };
    Some(heads.iter().map(place).collect())
}

/// Whether no row lacks a cell, none has two figures in one, and each has one attribute.
pub(super) fn are_whole(text: &str, heads: &[Head], placed: &PlacedTable) -> bool {
    let is_whole = |(head, cell): (&Head, &Vec<Span>)| match head.kind {
        Kind::Group => true,
        Kind::Attribute => cell.len() == 1 && Look::of(cell[0].of(text)).is_attribute,
        Kind::Value => {
            let figures = cell.iter().filter(|span| Look::of(span.of(text)).is_value).count();
            !cell.is_empty() && figures <= 1
        }
        _ => !cell.is_empty(),
    };
    placed.rows.iter().all(|row| heads.iter().zip(row).all(is_whole))
}
