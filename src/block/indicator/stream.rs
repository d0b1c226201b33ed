//! Tables that are one stream of pieces, each of which says by its look what it
//! is: the header, the lines between the rows, and the pieces of the rows.

use super::cells::{Piece, deal};
use super::header::{arrange, in_order, join_years, read_header_cell, settle};
use super::row::{strip_attribute, strip_row_number};
use super::words::{is_behind_table, join_letter_spaced, split_words};
use super::{Cell, Column, Header, IndicatorTable, Row};
use crate::block::table::{is_table_row, row_cells};
use crate::layout::Manuscript;
use crate::scan::indicator::MAX_HEADER;
use crate::scan::marker::{Style, scan_marker};
use crate::scan::quantity::is_value_cell;
use crate::scan::{char_count, is_longer_than, scan_brackets};
use crate::span::Span;

/// A table is not looked for further than this many pieces.
const MAX_PIECES: usize = 900;

/// Reads a table as one stream of pieces, each of which says by its look what
/// it is.
pub(super) fn read_by_pieces(manuscript: &Manuscript, from: usize, to: usize) -> Option<IndicatorTable> {
    let (headers, data_at, header_pieces) = read_stream_header(manuscript, from, to)?;
    let (joined, sorted) = (join_years(&headers), in_order(&headers));
    let mut ways: Vec<Vec<Header>> = [Some(headers), joined, sorted].into_iter().flatten().collect();
    ways.retain_mut(|headers| settle(headers));
    if ways.is_empty() {
        return None;
    }
    let Stream { pieces, groups, repeated } = read_pieces(manuscript, data_at, to, &header_pieces);
    let text = &manuscript.text;
    let mut best = None;
    for headers in ways {
        let Some(dealt) = deal(text, &headers, &pieces) else { continue };
        if best.as_ref().is_none_or(|(score, _, _)| dealt.score > *score) {
            best = Some((dealt.score, headers, dealt));
        }
    }
    let (_, headers, dealt) = best?;
    let whole = dealt.rows.iter().filter(|row| !row.is_short).count();
    let last = pieces.get(dealt.taken.checked_sub(1)?)?;
    let mut rows = dealt.rows;
    for row in &mut rows {
        strip_row_number(text, row);
        strip_attribute(text, row, &headers);
    }
    give_groups(&mut rows, &groups, &headers);
    let paragraphs = (from, last.paragraph + 1);
    let is_rest = |piece: &&Piece| piece.paragraph == last.paragraph;
    let rest = pieces[dealt.taken..].iter().take_while(is_rest).map(|piece| piece.span).collect();
    let is_inside = |span: &Span| span.end <= last.span.start;
    let repeated = repeated.into_iter().filter(is_inside).collect();
    // Two rows in three must be whole, or this was no such table.
    (whole * 3 >= rows.len() * 2).then_some(IndicatorTable {
        headers,
        rows,
        rest,
        repeated,
        paragraphs,
        ..IndicatorTable::default()
    })
}

/// Reads a table that was collapsed into one line: `序号 指标 2020年 属性 1 参保率 95
/// 约束性 2 …`. Every row has its next number, its name, all its values and what else
/// the header asks for, or the line stays text.
pub(super) fn read_collapsed(manuscript: &Manuscript, from: usize) -> Option<IndicatorTable> {
    let text = &manuscript.text;
    let paragraph = &manuscript.paragraphs[from];
    let line = manuscript.str(paragraph);
    if !line.starts_with("序号") && !line.starts_with("编号") || !is_longer_than(line, MAX_HEADER) {
        return None;
    }
    let words = split_words(manuscript, paragraph.span);
    let data_at = words.iter().take(MAX_HEADER).position(|word| word.of(text) == "1")?;
    if words.len() > MAX_PIECES {
        return None;
    }
    let mut headers: Vec<Header> = Vec::new();
    for word in join_letter_spaced(text, &words[..data_at]) {
        headers.extend(read_header_cell(word.of(text))?);
    }
    let is_counted = headers.first().is_some_and(|header| header.column == Column::Number);
    if !is_counted || !settle(&mut headers) {
        return None;
    }
    let piece = |span: &Span| Piece { span: *span, paragraph: from, is_first: false, opens_row: false };
    let note = words.iter().position(|word| word.of(text).starts_with("注：")).unwrap_or(words.len());
    let pieces: Vec<Piece> = words.get(data_at..note)?.iter().map(piece).collect();
    let dealt = deal(text, &headers, &pieces).filter(|dealt| dealt.taken == pieces.len())?;
    let has = |column| headers.iter().any(|header| header.column == column);
    let is_sure = |(at, row): (usize, &Row)| {
        let is_value = |cell: &Cell| cell.spans.len() == 1 && is_value_cell(cell.spans[0].of(text));
        row.number == u32::try_from(at + 1).ok()
            && row.values.iter().all(is_value)
            && (!has(Column::Unit) || row.unit.spans.len() == 1)
            && (!has(Column::Attribute) || row.attribute.spans.len() == 1)
            && row.others.iter().all(|cell| cell.spans.len() == 1)
    };
    let is_sure = dealt.rows.len() > 1 && dealt.rows.iter().enumerate().all(is_sure);
    let mut rows = dealt.rows;
    for row in &mut rows {
        strip_attribute(text, row, &headers);
    }
    let paragraphs = (from, from + 1);
    let rest = words.get(note).map(|word| Span::new(word.start, paragraph.span.end)).into_iter().collect();
    is_sure.then_some(IndicatorTable { headers, rows, rest, paragraphs, ..IndicatorTable::default() })
}

/// Gives the lines between rows to the rows that they head.
fn give_groups(rows: &mut [Row], groups: &[Span], headers: &[Header]) {
    let has_category = headers.iter().any(|header| header.column == Column::Category);
    let mut groups = groups.iter().peekable();
    let mut open = None;
    for row in rows {
        let mut own = Vec::new();
        while let Some(group) = groups.next_if(|group| group.start < row.span.start) {
            own.push(*group);
        }
        open = own.last().copied().or(open);
        row.groups.splice(0..0, own);
        if let Some(group) = open.filter(|_| !has_category || row.category.spans.is_empty()) {
            row.category = Cell::one(group);
        }
    }
}

/// What stands behind the header of a table that is read piece by piece.
#[derive(Default)]
struct Stream {
    pieces: Vec<Piece>,
    /// Lines that head the rows below them.
    groups: Vec<Span>,
    /// The header, printed again.
    repeated: Vec<Span>,
}

/// The pieces behind the header, up to what cannot stand in a table. A header
/// that is repeated on the next page is none of them.
fn read_pieces(manuscript: &Manuscript, from: usize, to: usize, header: &[String]) -> Stream {
    let text = &manuscript.text;
    let mut stream = Stream::default();
    let mut opens_row = false;
    for at in from..to {
        let paragraph = &manuscript.paragraphs[at];
        if !paragraph.is_content() {
            continue;
        }
        let pieces = &mut stream.pieces;
        if is_behind_table(manuscript, paragraph) || pieces.len() > MAX_PIECES {
            break;
        }
        // （一）经济发展 heads rows; behind 一、 may as well follow the next section.
        if paragraph.marker.is_some_and(|marker| {
            marker.style == Style::ParenIdeographic && (marker.len as u32) < paragraph.span.len()
        }) && !is_table_row(manuscript, paragraph)
            && split_words(manuscript, paragraph.span).len() == 1
        {
            stream.groups.push(paragraph.span);
            opens_row = true;
            continue;
        }
        let spans = if is_table_row(manuscript, paragraph) {
            row_cells(manuscript, paragraph)
                .into_iter()
                .flat_map(|cell| split_words(manuscript, cell))
                .collect()
        } else {
            split_words(manuscript, paragraph.span)
        };
        for (position, span) in spans.into_iter().filter(|span| !span.is_empty()).enumerate() {
            pieces.push(Piece { span, paragraph: at, is_first: position == 0, opens_row });
            opens_row = false;
        }
        let is_repeated = pieces.len() >= header.len()
            && pieces[pieces.len() - header.len()..]
                .iter()
                .zip(header)
                .all(|(piece, header)| piece.span.of(text) == header);
        if is_repeated {
            let again = pieces.drain(pieces.len() - header.len()..);
            stream.repeated.extend(again.map(|piece| piece.span).reduce(Span::cover));
        }
    }
    stream
}

/// The header of a stream: its columns, the first paragraph of data, and its
/// pieces as printed.
fn read_stream_header(
    manuscript: &Manuscript,
    from: usize,
    to: usize,
) -> Option<(Vec<Header>, usize, Vec<String>)> {
    /// No header has more pieces.
    const MAX_PIECES: usize = 18;
    let text = &manuscript.text;
    let mut headers: Vec<Header> = Vec::new();
    let mut printed = Vec::new();
    let mut at = from;
    while at < to {
        let paragraph = &manuscript.paragraphs[at];
        if !paragraph.is_content() {
            at += 1;
            continue;
        }
        if is_behind_table(manuscript, paragraph) {
            break;
        }
        // 〔累计〕 below 年均增速 goes on with it.
        if let Some(last) = headers.last_mut().filter(|last| last.column == Column::Value)
            && is_header_remark(manuscript.str(paragraph))
        {
            last.text.push_str(manuscript.str(paragraph));
            printed.push(manuscript.str(paragraph).to_owned());
            at += 1;
            continue;
        }
        let mut pieces = join_letter_spaced(text, &split_words(manuscript, paragraph.span));
        // 序, and 号 at the head of the next line.
        if at == from && manuscript.str(paragraph) == "序" {
            headers.push(Header::new(Column::Number, "序号"));
            printed.push("序".to_owned());
            at += 1;
            continue;
        }
        if printed == ["序"] && pieces.first().is_some_and(|piece| piece.of(text) == "号") {
            pieces.remove(0);
        }
        let Some(found) = read_header_line(text, &pieces, &headers, manuscript, at + 1, to) else { break };
        headers.extend(found);
        printed.extend(split_words(manuscript, paragraph.span).iter().map(|span| span.of(text).to_owned()));
        at += 1;
        if printed.len() > MAX_PIECES {
            return None;
        }
    }
    join_attribute(&mut headers);
    let headers = arrange(headers);
    (headers.len() >= 2).then_some((headers, at, printed))
}

/// Whether a line is a remark in brackets on the header cell above it: 〔累计〕,
/// （%）, not the bracketed value of a row.
fn is_header_remark(line: &str) -> bool {
    line.starts_with(['〔', '[', '（'])
        && scan_brackets(line) == Some(line.len())
        && char_count(line) <= 10
        && !is_value_cell(line)
}

/// 指标 and 属性 on two lines are one cell where the name has its column.
fn join_attribute(headers: &mut Vec<Header>) {
    let names: Vec<usize> = (0..headers.len()).filter(|at| headers[*at].column == Column::Name).collect();
    if let [.., first, second] = names[..]
        && first < second
        && headers.get(second + 1).is_some_and(|next| next.column == Column::Attribute)
        && headers[second].text == "指标"
    {
        headers.remove(second);
        headers[second].text.insert_str(0, "指标");
    }
}

/// Reads one line as part of the header; none where the data begin.
fn read_header_line(
    text: &str,
    pieces: &[Span],
    before: &[Header],
    manuscript: &Manuscript,
    next: usize,
    to: usize,
) -> Option<Vec<Header>> {
    let first = pieces.first()?.of(text);
    if first == "1" || scan_marker(first).is_some_and(|marker| marker.number == 1) {
        return None;
    }
    let has = |column| before.iter().any(|header: &Header| header.column == column);
    let mut found: Vec<Header> = Vec::new();
    let mut unknown = 0;
    for piece in pieces {
        let cell = piece.of(text);
        match read_header_cell(cell) {
            Some(read) => found.extend(read),
            None if is_longer_than(cell, MAX_HEADER) => return None,
            None => {
                unknown += 1;
                found.push(Header::new(Column::Value, cell));
            }
        }
    }
    let is_first_value = |header: &Header| {
        header.column == Column::Value && !header.text.starts_with(|c: char| c.is_ascii_digit())
    };
    // 经济增长 behind the last column is a category, not a value column.
    let is_data = has(Column::Attribute) && found.iter().all(is_first_value)
        || unknown == pieces.len()
            && (has(Column::Value) || !has(Column::Name))
            && !next_is_header(manuscript, next, to)
        || unknown * 2 > pieces.len() && has(Column::Name) && has(Column::Value);
    (!is_data).then_some(found)
}

/// Whether the next line is still part of the header.
fn next_is_header(manuscript: &Manuscript, from: usize, to: usize) -> bool {
    (from..to)
        .find(|at| manuscript.paragraphs[*at].is_content())
        .is_some_and(|at| read_header_cell(manuscript.str(&manuscript.paragraphs[at])).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::layout;
    use crate::normalize::normalize;

    fn read(source: &str) -> Option<Vec<String>> {
        let manuscript = layout(&normalize(source), source);
        let table = read_collapsed(&manuscript, 0)?;
        let row = |row: &Row| {
            let cells = std::iter::once(&row.name).chain(&row.values).chain([&row.attribute]);
            cells.map(|cell| cell.text(&manuscript.text)).collect::<Vec<_>>().join("|")
        };
        Some(table.rows.iter().map(row).collect())
    }

    #[test]
    fn a_header_cut_over_lines() {
        let text = "甲市养老规划\n一、目标\n如下：\n专栏1\n主要指标\n序\n号 指标名称 单位\n2020 年\n完成值\n2025 年\n目标值\n指标\n\
             属性\n1 收入年均增长 % 9.1 与经济增\n长同步 预期性\n2 养老床位数 张 100 ≥200 约束性\n二、任务\n加强保障。\n";
        let plan = crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0).plan;
        assert_eq!(plan.boxes[0].title, "主要指标");
        let rows: Vec<_> = plan
            .indicators
            .iter()
            .map(|row| (row.number, row.name.as_str(), row.unit.as_deref(), row.values[1].text.as_str()))
            .collect();
        let expected = [
            (Some(1), "收入年均增长", Some("%"), "与经济增长同步"),
            (Some(2), "养老床位数", Some("张"), "≥200"),
        ];
        assert_eq!(rows, expected);
        assert_eq!(plan.indicators[0].values[0].column, "2020年完成值");
    }

    #[test]
    fn tables_in_one_line() {
        let header = "序号 指标 单位 2020年 2025年 属性";
        assert_eq!(
            read(&format!("{header} 1 覆盖率 % 42.1 ≥45 约束性 2 湿地 保护率 % — 55.0 预期性\n")).unwrap(),
            ["覆盖率|42.1|≥45|约束性", "湿地保护率|—|55.0|预期性"]
        );
        // A value is missing, or two run together: nobody can tell which.
        assert_eq!(read(&format!("{header} 1 覆盖率 % 42.1 约束性 2 保护率 % 50 55 预期性\n")), None);
        assert_eq!(read(&format!("{header} 1 覆盖率 % 42.145.0 约束性 2 保护率 % 50 55 预期性\n")), None);
        assert_eq!(read(&format!("{header} 1 覆盖率 % 42.1 45 约束性 3 保护率 % 50 55 预期性\n")), None);
    }
}
