//! Indicator tables: a header with 指标 and years, then one row for each
//! indicator, in whatever shape extraction has left them: cells side by side,
//! one cell a line, cells cut over lines, cells of a column run together.
//!
//! `header` reads the columns; where tabs or pipes say which cell belongs to
//! which column the grid is taken as it is, else `cells` deals the pieces out.

mod cells;
mod header;

pub use self::cells::strip_group_number;
use self::cells::{Piece, deal};
use self::header::{MAX_HEADER, arrange, join_years, read_header_cell, settle};
use super::annex::scan_annex_label;
use super::places::{Place, read_header, read_places};
use super::table::{is_pipe_row, is_pipe_rule, is_table_row, row_cells, split_cells};
use crate::layout::{Manuscript, Paragraph, ParagraphKind};
use crate::normalize::GapKind;
use crate::scan::date::scan_year;
pub use crate::scan::indicator::Column;
use crate::scan::indicator::{ATTRIBUTES, COMMON_ATTRIBUTES, begins_header};
use crate::scan::marker::{Style, scan_marker};
use crate::scan::quantity::is_value_cell;
use crate::scan::{char_count, is_han, is_longer_than, scan_brackets};
use crate::span::Span;

/// A header cell.
#[derive(Clone, Debug)]
pub struct Header {
    /// What the column holds.
    pub column: Column,
    /// The text of the cell.
    pub text: String,
    /// The cell above it, which several columns share: 规划目标 above the years.
    pub above: String,
}

impl Header {
    /// A cell with nothing above it.
    fn new(column: Column, text: impl Into<String>) -> Self {
        Self { column, text: text.into(), above: String::new() }
    }
}

/// A cell put together from one piece or more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The pieces, in reading order.
    pub spans: Vec<Span>,
}

impl Cell {
    fn one(span: Span) -> Self {
        Self { spans: vec![span] }
    }

    /// The text of the cell.
    #[must_use]
    pub fn text(&self, text: &str) -> String {
        let mut joined = String::new();
        for span in &self.spans {
            let piece = span.of(text);
            if joined.ends_with(|c: char| c.is_ascii_alphanumeric())
                && piece.starts_with(|c: char| c.is_ascii_alphanumeric())
            {
                joined.push(' ');
            }
            joined.push_str(piece);
        }
        joined
    }
}

/// A row of an indicator table.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The number.
    pub number: Option<u32>,
    /// The number as its column prints it.
    pub number_cell: Cell,
    /// Lines above the row that head it and the rows below: （一）经济发展.
    pub groups: Vec<Span>,
    /// The category, filled from above.
    pub category: Cell,
    /// The name with its unit.
    pub name: Cell,
    /// The unit, where it has a column.
    pub unit: Cell,
    /// One cell for each value column.
    pub values: Vec<Cell>,
    /// Whether the row has fewer values than columns, and nobody can tell which
    /// of them is missing.
    pub is_unsure: bool,
    /// The attribute.
    pub attribute: Cell,
    /// Cells of other columns.
    pub others: Vec<Cell>,
    /// Whether the row has fewer cells than its table has columns.
    pub is_short: bool,
    /// The whole row.
    pub span: Span,
}

/// An indicator table.
#[derive(Clone, Debug, Default)]
pub struct IndicatorTable {
    /// The header.
    pub headers: Vec<Header>,
    /// The rows.
    pub rows: Vec<Row>,
    /// What stands behind the last row in the same paragraph.
    pub rest: Vec<Span>,
    /// Headers that are printed again on a further page.
    pub repeated: Vec<Span>,
    /// The paragraphs it takes (indices, half-open).
    pub paragraphs: (usize, usize),
}

/// A table is not looked for further than this many pieces.
const MAX_PIECES: usize = 900;

/// Tries to read an indicator table that begins at paragraph `from` with its
/// header. `to` bounds how far it may reach.
#[must_use]
pub fn read_indicator_table(manuscript: &Manuscript, from: usize, to: usize) -> Option<IndicatorTable> {
    let first = &manuscript.paragraphs[from];
    if !begins_header(manuscript.str(first)) && !is_header_row(manuscript, first) {
        return None;
    }
    // A format that knows tables knows where each ends, too.
    let table = manuscript.paragraphs[from].hint.table;
    if table > 0 {
        let is_inside = |paragraph: &&Paragraph| !paragraph.is_content() || paragraph.hint.table == table;
        let count = manuscript.paragraphs[from..to].iter().take_while(is_inside).count();
        return read_by_columns(manuscript, from, from + count);
    }
    if let Some(table) = read_by_places(manuscript, from, to) {
        return Some(table);
    }
    let grid = read_by_columns(manuscript, from, to);
    // Cells that were cut over lines end a grid early.
    if let Some(grid) = &grid
        && (grid.rows.len() > 1 || is_pipe_row(manuscript.str(&manuscript.paragraphs[from])))
        && !goes_on(manuscript, grid.paragraphs.1, to)
    {
        return Some(grid.clone());
    }
    let stream = read_by_pieces(manuscript, from, to);
    match (grid, stream) {
        (Some(grid), Some(stream)) => Some(if stream.rows.len() > grid.rows.len() { stream } else { grid }),
        (grid, stream) => grid.or(stream),
    }
}

/// Whether a line is the first cell, or the first line, of a table's header.
#[must_use]
pub fn is_header_line(text: &str) -> bool {
    begins_header(text) && !is_longer_than(text, 60) && (text == "项目" || read_header_cell(text).is_some())
}

/// Whether a row heads a table of indicators whatever it calls them (矿种, 产品):
/// it has years and says what kind of target each row is.
fn is_header_row(manuscript: &Manuscript, paragraph: &Paragraph) -> bool {
    let text = manuscript.str(paragraph);
    !is_longer_than(text, 60)
        && text.contains('年')
        && ["属性", "性质"].iter().any(|word| text.contains(word))
        && is_table_row(manuscript, paragraph)
}

/// Whether rows of a table follow within a few lines.
fn goes_on(manuscript: &Manuscript, from: usize, to: usize) -> bool {
    manuscript.paragraphs[from..to.min(from + 3)]
        .iter()
        .filter(|paragraph| paragraph.is_content())
        .take_while(|paragraph| !is_behind_table(manuscript, paragraph))
        .any(|paragraph| is_table_row(manuscript, paragraph))
}

/// Reads a table whose rows are lines and whose cells are separated by tabs or
/// pipes: the grid itself says which cell belongs to which column.
fn read_by_columns(manuscript: &Manuscript, from: usize, to: usize) -> Option<IndicatorTable> {
    let paragraphs = &manuscript.paragraphs;
    if !is_table_row(manuscript, &paragraphs[from]) {
        return None;
    }
    let text = &manuscript.text;
    let mut headers = Vec::new();
    // The same where two header cells stand so close that they look like one.
    let mut parted = Vec::new();
    for cell in row_cells(manuscript, &paragraphs[from]) {
        let cell = cell.of(text);
        let found = read_header_cell(cell).unwrap_or_default();
        // Anything between the name and the attribute is a value.
        let whole = || Header::new(Column::Value, cell);
        headers.push(found.first().filter(|_| found.len() == 1).cloned().unwrap_or_else(whole));
        parted.extend(if found.is_empty() { vec![whole()] } else { found });
    }
    if parted.len() > headers.len() && parted.len() == usual_width(manuscript, from + 1, to) {
        headers = parted;
    }
    let mut end = from + 1;
    while let Some(second) = paragraphs[end..to].first().filter(|next| next.hint.is_header)
        && second.kind == ParagraphKind::Row
    {
        join_header_row(text, &mut headers, &row_cells(manuscript, second));
        end += 1;
    }
    // The first cell that is neither number nor category names the rows.
    if is_header_row(manuscript, &paragraphs[from])
        && !headers.iter().any(|header| header.column == Column::Name)
        && let Some(first) = headers.iter_mut().find(|header| header.column == Column::Value)
        && scan_year(&first.text).is_none()
    {
        first.column = Column::Name;
    }
    if !settle(&mut headers) {
        return None;
    }
    let mut rows: Vec<Row> = Vec::new();
    // The line that heads the rows, and such lines since the last row.
    let mut group = None;
    let mut groups: Vec<Span> = Vec::new();
    let mut repeated = Vec::new();
    let has_category = headers.iter().any(|header| header.column == Column::Category);
    let data = end..to;
    for at in data {
        let paragraph = &paragraphs[at];
        if !paragraph.is_content() {
            continue;
        }
        if !is_table_row(manuscript, paragraph) && paragraph.hint.table > 0 {
            if manuscript.str(paragraph).starts_with('注') {
                break;
            }
            group = Some(paragraph.span);
            groups.push(paragraph.span);
            continue;
        }
        if !is_table_row(manuscript, paragraph) {
            // （一）经济发展 between the rows.
            if is_behind_table(manuscript, paragraph) || is_longer_than(manuscript.str(paragraph), 16) {
                break;
            }
            group = Some(paragraph.span);
            groups.push(paragraph.span);
            continue;
        }
        if is_pipe_rule(manuscript.str(paragraph)) {
            continue;
        }
        // The header, printed again on a further page.
        if manuscript.str(paragraph) == manuscript.str(&paragraphs[from]) {
            repeated.push(paragraph.span);
            continue;
        }
        let cells = row_cells(manuscript, paragraph);
        let row = if cells.len() == headers.len() {
            let cell = |span: &Span| if span.is_empty() { Cell::default() } else { Cell::one(*span) };
            row_from_cells(text, &headers, cells.iter().map(cell).collect(), rows.last(), paragraph.span)
        } else {
            let words: Vec<Span> = cells.iter().flat_map(|cell| split_words(manuscript, *cell)).collect();
            deal_line(text, &headers, &words, rows.last(), at)
        };
        let Some(mut row) = row else { break };
        if let Some(group) = group.filter(|_| !has_category) {
            row.category = Cell::one(group);
        }
        row.groups.splice(0..0, groups.drain(..));
        strip_attribute(text, &mut row, &headers);
        rows.push(row);
        end = at + 1;
    }
    let paragraphs = (from, end);
    repeated.retain(|span| rows.last().is_some_and(|last| span.end <= last.span.start));
    (!rows.is_empty()).then_some(IndicatorTable {
        headers,
        rows,
        repeated,
        paragraphs,
        ..IndicatorTable::default()
    })
}

/// Reads a table that white space sets in columns and whose cells are wrapped:
/// where a piece stands says which column it belongs to.
fn read_by_places(manuscript: &Manuscript, from: usize, to: usize) -> Option<IndicatorTable> {
    let text = &manuscript.text;
    let first = &manuscript.paragraphs[from];
    let is_spaced = first.kind == ParagraphKind::Row
        && !first.tab_indent
        && manuscript.gaps_in(first.span).iter().all(|gap| gap.kind != GapKind::Tab);
    if !is_spaced {
        return None;
    }
    let cells = join_letter_spaced(text, &split_words(manuscript, first.span));
    let is_cell = |cell: &str| read_header_cell(cell).is_some_and(|found| found.len() == 1);
    let placed_header = read_header(manuscript, &cells, (from, to), is_cell);
    let mut headers: Vec<Header> = Vec::new();
    for column in 0..cells.len() {
        let cell = placed_header.text(manuscript, column);
        match read_header_cell(&cell) {
            Some(found) if found.len() == 1 => headers.extend(found),
            Some(_) => return None,
            None => headers.push(Header::new(Column::Value, cell)),
        }
    }
    if !settle(&mut headers) {
        return None;
    }
    let is_counted = headers.iter().any(|header| header.column == Column::Number);
    let place = |header: &Header| match header.column {
        Column::Number => Place::Number,
        Column::Category => Place::Merged,
        Column::Name => Place::Name,
        Column::Value if !is_counted => Place::Value,
        _ => Place::Other,
    };
    let places: Vec<Place> = headers.iter().map(place).collect();
    let is_over = |paragraph: &Paragraph| {
        is_behind_table(manuscript, paragraph)
            || paragraph.kind == ParagraphKind::Text
                && paragraph.marker.is_some_and(|marker| marker.style <= Style::ParenIdeographic)
    };
    let placed = read_places(manuscript, &placed_header, &places, to, is_over)?;
    if !placed.is_wrapped {
        return None;
    }
    let mut rows: Vec<Row> = Vec::with_capacity(placed.rows.len());
    for cells in placed.rows {
        let span = cells.iter().flatten().copied().reduce(Span::cover)?;
        let cells = cells.into_iter().map(|spans| Cell { spans }).collect();
        let mut row = row_from_cells(text, &headers, cells, rows.last(), span)?;
        strip_attribute(text, &mut row, &headers);
        if row.is_short {
            return None;
        }
        rows.push(row);
    }
    let (paragraphs, repeated) = ((from, placed.end), placed.repeated);
    Some(IndicatorTable { headers, rows, repeated, paragraphs, ..IndicatorTable::default() })
}

/// How many cells most of the next rows have, also where only two blanks set
/// them apart; of two numbers, the larger.
fn usual_width(manuscript: &Manuscript, from: usize, to: usize) -> usize {
    /// So many rows are looked at.
    const ROWS: usize = 12;
    let rows = manuscript.paragraphs[from..to].iter().take_while(|row| is_table_row(manuscript, row));
    let mut widths = [0usize; 16];
    for row in rows.filter(|row| !is_pipe_rule(manuscript.str(row))).take(ROWS) {
        let close = split_cells(manuscript, row.span, |gap| gap.columns >= 2).len();
        widths[close.max(row_cells(manuscript, row).len()).min(15)] += 1;
    }
    (0..16).max_by_key(|width| widths[*width]).unwrap_or_default()
}

/// Takes the second line of a header: below a merged cell, its own words.
fn join_header_row(text: &str, headers: &mut [Header], cells: &[Span]) {
    for (header, cell) in headers.iter_mut().zip(cells) {
        let below = cell.of(text);
        if below.is_empty() || below == header.text {
            continue;
        }
        let found = match read_header_cell(below) {
            Some(found) if found.len() == 1 => found[0].clone(),
            _ => Header::new(Column::Value, below),
        };
        *header = Header { above: std::mem::take(&mut header.text), ..found };
    }
}

/// Lays the words of a line that has more or fewer cells than the header: each
/// goes where it fits best.
fn deal_line(text: &str, headers: &[Header], words: &[Span], above: Option<&Row>, at: usize) -> Option<Row> {
    let pieces: Vec<Piece> = words
        .iter()
        .enumerate()
        .map(|(position, word)| Piece {
            span: *word,
            paragraph: at,
            is_first: position == 0,
            opens_row: false,
        })
        .collect();
    let dealt = deal(text, headers, &pieces)?;
    // Two rows on one line are not laid under the header: as text they are whole.
    let mut rows = dealt.rows.into_iter();
    let mut row = rows.next().filter(|_| dealt.taken == pieces.len() && rows.next().is_none())?;
    fill_from_above(&mut row, headers, above);
    strip_row_number(text, &mut row);
    Some(row)
}

/// Cells that are merged with those above them.
fn fill_from_above(row: &mut Row, headers: &[Header], above: Option<&Row>) {
    let Some(above) = above else { return };
    if row.category.spans.is_empty() {
        row.category = above.category.clone();
    }
    let has_attribute = headers.iter().any(|header| header.column == Column::Attribute);
    if row.attribute.spans.is_empty() && has_attribute && row.values.iter().all(|cell| !cell.spans.is_empty())
    {
        row.attribute = above.attribute.clone();
        row.is_short = false;
    }
}

/// Lays the cells of a line that has one for each column under the header.
fn row_from_cells(
    text: &str,
    headers: &[Header],
    cells: Vec<Cell>,
    above: Option<&Row>,
    span: Span,
) -> Option<Row> {
    let mut row = Row { span, ..Row::default() };
    for (header, cell) in headers.iter().zip(cells) {
        match header.column {
            Column::Number => {
                row.number = cell.text(text).trim_end_matches(['.', '、']).parse().ok();
                row.number_cell = cell;
            }
            Column::Category => row.category.spans.extend(cell.spans),
            Column::Name => row.name = cell,
            Column::Unit => row.unit = cell,
            Column::Value => {
                row.is_short |= cell.spans.is_empty();
                row.values.push(cell);
            }
            Column::Attribute => row.attribute = cell,
            Column::Other => row.others.push(cell),
        }
    }
    if row.name.spans.is_empty() {
        return None;
    }
    fill_from_above(&mut row, headers, above);
    strip_row_number(text, &mut row);
    Some(row)
}

/// `3.养老保险参保率` has its number in the name cell.
fn strip_row_number(text: &str, row: &mut Row) {
    let Some(first) = row.name.spans.first_mut() else { return };
    let content = first.of(text);
    if row.number.is_none()
        && let Some(marker) = scan_marker(content)
        && matches!(marker.style, Style::Arabic | Style::ParenArabic | Style::RightParen | Style::Circled)
        && marker.depth == 1
    {
        row.number = Some(marker.number);
        first.start += marker.len as u32;
    }
}

/// Reads a table as one stream of pieces, each of which says by its look what
/// it is.
fn read_by_pieces(manuscript: &Manuscript, from: usize, to: usize) -> Option<IndicatorTable> {
    let (headers, data_at, header_pieces) = read_stream_header(manuscript, from, to)?;
    let Stream { pieces, groups, repeated } = read_pieces(manuscript, data_at, to, &header_pieces);
    let text = &manuscript.text;
    let joined = join_years(&headers);
    let mut best = None;
    for mut headers in [Some(headers), joined].into_iter().flatten() {
        if !settle(&mut headers) {
            continue;
        }
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
    (whole * 3 >= rows.len() * 2).then_some(IndicatorTable { headers, rows, rest, repeated, paragraphs })
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
        let pieces = join_letter_spaced(text, &split_words(manuscript, paragraph.span));
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

/// The pieces of a stretch between its gaps.
fn split_words(manuscript: &Manuscript, span: Span) -> Vec<Span> {
    let mut words: Vec<Span> = Vec::new();
    for span in
        split_cells(manuscript, span, |gap| gap.columns > 0).into_iter().filter(|span| !span.is_empty())
    {
        // `1 PM2.5浓度`: one blank between a number and a Latin word is no gap.
        let text = span.of(&manuscript.text);
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let name = text[digits..].strip_prefix(' ').filter(|rest| rest.contains(is_han));
        if (1..=3).contains(&digits)
            && name.is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()))
        {
            let at = span.start + digits as u32;
            words.extend([Span::new(span.start, at), Span::new(at + 1, span.end)]);
        } else if let Some(last) = words.last_mut()
            && is_one_value(last.of(&manuscript.text), text)
        {
            *last = last.cover(span);
        } else {
            words.push(span);
        }
    }
    words
}

/// Whether a gap stands between a number and the word that bounds it: `3.1 以下`,
/// `不低于 47`.
fn is_one_value(before: &str, piece: &str) -> bool {
    const BEHIND: &[&str] = &["以下", "以上", "以内", "左右"];
    const BEFORE: &[&str] = &["不低于", "不少于", "不高于", "不超过", "高于", "低于", "达到", "约"];
    BEHIND.contains(&piece) && before.ends_with(|c: char| c.is_ascii_digit() || c == '%')
        || BEFORE.contains(&before) && piece.starts_with(|c: char| c.is_ascii_digit())
}

/// Puts words together that were printed with space between their letters or
/// around their digits: 指　标, 2025 年.
fn join_letter_spaced(text: &str, pieces: &[Span]) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::with_capacity(pieces.len());
    let mut is_open = false;
    for piece in pieces {
        let is_letter = char_count(piece.of(text)) == 1;
        match joined.last_mut() {
            Some(last) if is_year_end(last.of(text), piece.of(text)) => *last = last.cover(*piece),
            Some(last) if is_letter && is_open => {
                *last = last.cover(*piece);
                // Header words have two letters or four.
                is_open = char_count(last.of(text)) % 2 == 1;
            }
            _ => {
                is_open = is_letter;
                joined.push(*piece);
            }
        }
    }
    joined
}

fn is_year_end(before: &str, piece: &str) -> bool {
    piece.starts_with('年') && before.ends_with(|c: char| c.is_ascii_digit())
}

/// Text that cannot stand in an indicator table.
fn is_behind_table(manuscript: &Manuscript, paragraph: &Paragraph) -> bool {
    let line = manuscript.str(paragraph);
    line.starts_with("注：")
        || line.starts_with("专栏")
        || line.contains('。') && is_longer_than(line, 30)
        || is_longer_than(line, 160)
        || scan_annex_label(line).is_some()
        || paragraph.marker.is_some_and(|marker| match marker.style {
            Style::Arabic | Style::ParenArabic | Style::Circled | Style::RightParen => false,
            // （一）经济发展 can head a group of rows.
            Style::ParenIdeographic | Style::Ideographic => line.contains('。') || is_longer_than(line, 16),
            _ => true,
        })
}

/// Whether a cell says what kind of indicator a row is.
#[must_use]
pub fn is_attribute(text: &str) -> bool {
    let word = text.trim_matches(ATTRIBUTE_BRACKETS);
    COMMON_ATTRIBUTES.contains(&word) || ATTRIBUTES.contains(&word)
}

/// The brackets that attributes are printed in.
const ATTRIBUTE_BRACKETS: &[char] = &['[', ']', '【', '】', '（', '）', '〔', '〕'];

/// `参保率（%）［预期性］` has its attribute in the name cell.
fn strip_attribute(text: &str, row: &mut Row, headers: &[Header]) {
    if headers.iter().any(|header| header.column == Column::Attribute) {
        return;
    }
    let Some(last) = row.name.spans.last_mut() else { return };
    let content = last.of(text);
    let Some(open) = content.rfind(['[', '（', '【', '〔']) else { return };
    if open > 0 && is_attribute(&content[open..]) {
        row.attribute = Cell::one(Span::new(last.start + open as u32, last.end));
        last.end = last.start + open as u32;
    }
}

/// Splits a name from its unit: `参保率（%）` has the unit `%`, `覆盖率（含社区）` none.
#[must_use]
pub fn split_unit(name: &str) -> (&str, Option<&str>) {
    let Some(body) = name.strip_suffix('）') else { return (name, None) };
    let Some(open) = body.rfind('（') else { return (name, None) };
    let unit = &body[open + '（'.len_utf8()..];
    let is_unit = !unit.is_empty()
        && char_count(unit) <= 12
        && !unit.contains(['、', '，', '；', '：'])
        && !["含", "不含", "包括", "包含", "按", "以", "累计", "其中", "区", "县", "社区", "街道", "试行"]
            .iter()
            .any(|word| {
                unit.starts_with(word)
                    && (unit.len() == word.len()
                        || word.len() > 3
                        || *word == "含"
                        || *word == "按"
                        || *word == "以")
            });
    if is_unit && open > 0 { (&name[..open], Some(unit)) } else { (name, None) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_belong_to_their_number() {
        assert!(is_one_value("3.1", "以下"));
        assert!(is_one_value("95%", "以上"));
        assert!(is_one_value("不低于", "47"));
        assert!(!is_one_value("河道", "以下"));
    }

    #[test]
    fn units_are_told_from_remarks() {
        assert_eq!(split_unit("参保率（%）"), ("参保率", Some("%")));
        assert_eq!(split_unit("镇（街道）覆盖率（%）"), ("镇（街道）覆盖率", Some("%")));
        assert_eq!(split_unit("人数（人/次）"), ("人数", Some("人/次")));
        assert_eq!(split_unit("覆盖率（含社区）"), ("覆盖率（含社区）", None));
        assert_eq!(split_unit("参保率"), ("参保率", None));
    }
}
