//! Indicator tables: a header with 指标 and years, then one row for each
//! indicator, in whatever shape extraction has left them: cells side by side,
//! one cell a line, cells cut over lines, cells of a column run together.

use super::table::{is_table_row, row_cells, split_cells};
use crate::layout::Manuscript;
use crate::scan::date::scan_year;
use crate::scan::marker::{Style, scan_marker};
use crate::scan::quantity::is_value_cell;
use crate::scan::{char_count, is_han, is_longer_than};
use crate::span::Span;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// 序号
    Number,
    /// 类别
    Category,
    /// 指标
    Name,
    /// 单位
    Unit,
    /// 2020年, 目标值 …
    Value,
    /// 属性
    Attribute,
    /// 备注, 责任单位 …
    Other,
}

/// A header cell.
#[derive(Clone, Debug)]
pub struct Header {
    /// What the column holds.
    pub column: Column,
    /// The text of the cell.
    pub text: String,
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
    /// The printed number.
    pub number: Option<u32>,
    /// The category, filled from above.
    pub category: Cell,
    /// The name with its unit.
    pub name: Cell,
    /// The unit, where it has a column.
    pub unit: Cell,
    /// One cell for each value column; empty where the row has too few.
    pub values: Vec<Cell>,
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
    /// The paragraphs it takes (indices, half-open).
    pub paragraphs: (usize, usize),
}

/// The cells of a header are not longer than this many characters.
const MAX_HEADER: usize = 24;

/// Words that a header cell can consist of, longest first.
const WORDS: &[(&str, Column)] = &[
    ("指标名称", Column::Name),
    ("主要指标", Column::Name),
    ("指标内容", Column::Name),
    ("具体指标", Column::Name),
    ("二级指标", Column::Name),
    ("指标项", Column::Name),
    ("指标属性", Column::Attribute),
    ("指标性质", Column::Attribute),
    ("目标属性", Column::Attribute),
    ("指标类型", Column::Attribute),
    ("一级指标", Column::Category),
    ("指标类别", Column::Category),
    ("指标分类", Column::Category),
    ("目标类别", Column::Category),
    ("计量单位", Column::Unit),
    ("序号", Column::Number),
    ("编号", Column::Number),
    ("类别", Column::Category),
    ("分类", Column::Category),
    ("领域", Column::Category),
    ("维度", Column::Category),
    ("类型", Column::Category),
    ("单位", Column::Unit),
    ("属性", Column::Attribute),
    ("性质", Column::Attribute),
    ("备注", Column::Other),
    ("责任单位", Column::Other),
    ("责任部门", Column::Other),
    ("牵头单位", Column::Other),
    ("牵头部门", Column::Other),
    ("数据来源", Column::Other),
    ("指标", Column::Name),
    ("项目", Column::Name),
];

/// Words that make a header cell a value column.
const VALUE_WORDS: &[&str] = &[
    "目标",
    "基期",
    "现状",
    "基准",
    "完成",
    "实际",
    "累计",
    "规划值",
    "计划任务",
    "年均",
    "增速",
    "增长",
    "预期值",
    "数值",
    "值",
    "指标值",
    "任务",
];

/// What the attribute column may say.
const ATTRIBUTES: &[&str] = &[
    "预期性",
    "约束性",
    "指导性",
    "引导性",
    "预期",
    "约束",
    "预期性指标",
    "约束性指标",
    "监测性",
    "鼓励性",
    "评价性",
    "考核性",
    "共性",
    "个性",
    "保障性",
    "发展性",
];

/// Tries to read an indicator table that begins at paragraph `from` with its
/// header. `to` bounds how far it may reach.
#[must_use]
pub fn read_indicator_table(manuscript: &Manuscript, from: usize, to: usize) -> Option<IndicatorTable> {
    if !begins_header(manuscript.str(&manuscript.paragraphs[from])) {
        return None;
    }
    read_by_columns(manuscript, from, to).or_else(|| read_by_stream(manuscript, from, to))
}

/// A cheap test that the first cell of a line is a header word.
fn begins_header(text: &str) -> bool {
    let text = text.trim_start_matches('|').trim_start();
    // Every word begins with one of these; nearly every line with another.
    if !text.starts_with(['指', '主', '具', '二', '一', '目', '序', '编', '类', '分', '领', '维', '项'])
    {
        return false;
    }
    WORDS.iter().any(|(word, column)| {
        matches!(column, Column::Number | Column::Category | Column::Name) && text.starts_with(word)
    }) && !text.contains('。')
}

/// Reads one header cell or several run together: `2020年2025年`.
fn read_header_cell(text: &str) -> Option<Vec<Header>> {
    let mut headers = Vec::new();
    let mut rest = text;
    'pieces: while !rest.is_empty() {
        for (word, column) in WORDS {
            if let Some(after) = rest.strip_prefix(word) {
                // 单位（%） and the like belong to the word before.
                headers.push(Header { column: *column, text: (*word).to_owned() });
                rest = after.trim_start();
                continue 'pieces;
            }
        }
        let len = value_header_len(rest)?;
        headers.push(Header { column: Column::Value, text: rest[..len].trim().to_owned() });
        rest = rest[len..].trim_start();
    }
    Some(headers)
}

/// The length of a value header at the start of `text`: a year with what
/// belongs to it, or words such as 目标值.
fn value_header_len(text: &str) -> Option<usize> {
    let year = scan_year(text.trim_start_matches(['“', '"']));
    let starts_with_word = VALUE_WORDS.iter().any(|word| text.starts_with(word));
    let names_period = text.contains("五”") || text.contains("期末") || text.contains("期间");
    let is_value = year.is_some()
        || starts_with_word
        || names_period
        || VALUE_WORDS.iter().any(|word| text.ends_with(word));
    if !is_value || is_longer_than(text, MAX_HEADER) {
        return None;
    }
    // Up to the next year or the next header word.
    let first = year.map_or(1, |(_, len)| len);
    for (at, _) in text.char_indices() {
        if at < first {
            continue;
        }
        let rest = &text[at..];
        let ends_before_year = scan_year(rest).is_some()
            && !text[..at].ends_with(['-', '—', '～', '至', '比', '较', '（', '：', '中']);
        if ends_before_year
            || WORDS.iter().any(|(word, column)| {
                *column != Column::Unit && *column != Column::Name && rest.starts_with(word)
            })
        {
            return Some(at);
        }
    }
    Some(text.len())
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
    for cell in row_cells(manuscript, &paragraphs[from]) {
        let cell = cell.of(text);
        match read_header_cell(cell) {
            Some(found) if found.len() == 1 => headers.extend(found),
            // Anything between the name and the attribute is a value.
            _ => headers.push(Header { column: Column::Value, text: cell.to_owned() }),
        }
    }
    if !is_indicator_header(&headers) {
        return None;
    }
    let name_at = headers.iter().position(|header| header.column == Column::Name)?;
    for header in &mut headers[..name_at] {
        if header.column == Column::Value {
            header.column = Column::Category;
        }
    }
    let mut rows: Vec<Row> = Vec::new();
    let mut end = from + 1;
    for at in from + 1..to {
        let paragraph = &paragraphs[at];
        if !paragraph.is_content() {
            continue;
        }
        if !is_table_row(manuscript, paragraph) {
            break;
        }
        let cells = row_cells(manuscript, paragraph);
        if cells
            .iter()
            .all(|cell| cell.of(text).chars().all(|c| matches!(c, '-' | '—' | ':' | '：' | ' ' | '|')))
            && super::table::is_pipe_row(manuscript.str(paragraph))
        {
            end = at + 1;
            continue;
        }
        let Some(row) = row_from_cells(text, &headers, &cells, rows.last(), paragraph.span) else { break };
        rows.push(row);
        end = at + 1;
    }
    (!rows.is_empty()).then_some(IndicatorTable { headers, rows, paragraphs: (from, end) })
}

fn is_indicator_header(headers: &[Header]) -> bool {
    let count = |column| headers.iter().filter(|header| header.column == column).count();
    count(Column::Name) == 1 && count(Column::Value) >= 1 && count(Column::Value) <= 12 && headers.len() >= 3
}

/// Lays the cells of one line under the header. A line with fewer cells has
/// lost those at its front to a merged cell above, or is short.
fn row_from_cells(
    text: &str,
    headers: &[Header],
    cells: &[Span],
    above: Option<&Row>,
    span: Span,
) -> Option<Row> {
    let missing = headers.len().checked_sub(cells.len())?;
    let merged = headers.iter().take_while(|header| header.column == Column::Category).count();
    let first = cells.first()?.of(text);
    // `2. 就业人数` in the first cell, below a category that spans rows.
    let shift = if missing > 0 && missing <= merged && scan_marker(first).is_some() { missing } else { 0 };
    let mut row = Row { span, is_short: missing > shift, ..Row::default() };
    let mut others = Vec::new();
    for (at, header) in headers.iter().enumerate() {
        let cell =
            at.checked_sub(shift).and_then(|at| cells.get(at)).copied().filter(|cell| !cell.is_empty());
        let cell = cell.map(Cell::one).unwrap_or_default();
        match header.column {
            Column::Number => row.number = cell.text(text).trim_end_matches(['.', '、']).parse().ok(),
            Column::Category => row.category.spans.extend(cell.spans),
            Column::Name => row.name = cell,
            Column::Unit => row.unit = cell,
            Column::Value => {
                row.is_short |= cell.spans.is_empty();
                row.values.push(cell);
            }
            Column::Attribute => row.attribute = cell,
            Column::Other => others.push(cell),
        }
    }
    row.others = others;
    if row.name.spans.is_empty() {
        return None;
    }
    if row.category.spans.is_empty()
        && let Some(above) = above
    {
        row.category = above.category.clone();
    }
    if row.attribute.spans.is_empty()
        && let Some(above) = above
        && headers.iter().any(|header| header.column == Column::Attribute)
        && !row.is_short
    {
        row.attribute = above.attribute.clone();
    }
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
    {
        row.number = Some(marker.number);
        first.start += marker.len as u32;
    }
}

/// A piece between gaps or line ends.
#[derive(Clone, Copy, Debug)]
struct Token {
    span: Span,
    paragraph: usize,
}

/// Reads a table as one stream of pieces: rows begin where the next number
/// stands, and within a row the pieces say by their look what they are.
fn read_by_stream(manuscript: &Manuscript, from: usize, to: usize) -> Option<IndicatorTable> {
    let text = &manuscript.text;
    let (headers, data_at) = read_stream_header(manuscript, from, to)?;
    let mut reader = Stream {
        text,
        headers: &headers,
        values: headers.iter().filter(|header| header.column == Column::Value).count(),
        has_attribute: headers.iter().any(|header| header.column == Column::Attribute),
        has_unit: headers.iter().any(|header| header.column == Column::Unit),
        has_number: headers.iter().any(|header| header.column == Column::Number),
        category: Cell::default(),
        rows: Vec::new(),
    };
    let mut row: Vec<Token> = Vec::new();
    let mut before: Vec<Token> = Vec::new();
    let mut end = data_at;
    let mut expected = 1;
    let paragraphs = &manuscript.paragraphs;
    for at in data_at..to {
        let paragraph = &paragraphs[at];
        if !paragraph.is_content() {
            continue;
        }
        let line = manuscript.str(paragraph);
        let tokens = tokens_of(manuscript, at);
        let starts_row =
            tokens.iter().position(|token| reader.row_number(token.span.of(text)) == Some(expected));
        if starts_row.is_none()
            && (reader.is_complete(&row) && !is_category_like(line) || is_behind_table(line))
        {
            break;
        }
        if starts_row.is_none() && row.is_empty() && before.len() > 8 {
            break;
        }
        if let Some(position) = starts_row {
            before.extend_from_slice(&tokens[..position]);
            // What stands behind a whole row belongs to the next one.
            reader.finish_row(&mut row, &before);
            before.clear();
            row.extend_from_slice(&tokens[position..]);
            expected += 1;
            end = at + 1;
        } else if row.is_empty() || reader.is_complete(&row) {
            before.extend_from_slice(&tokens);
        } else {
            row.extend_from_slice(&tokens);
            end = at + 1;
        }
    }
    reader.finish_row(&mut row, &[]);
    let rows = reader.rows;
    let whole = rows.iter().filter(|row| !row.is_short).count();
    // Two rows in three must be whole, or this was no such table.
    (rows.len() >= 2 && whole * 3 >= rows.len() * 2 || rows.len() == 1 && whole == 1)
        .then_some(IndicatorTable { headers, rows, paragraphs: (from, end) })
}

/// The header of a stream: pieces up to the first row number. Returns it with
/// the first paragraph of data.
fn read_stream_header(manuscript: &Manuscript, from: usize, to: usize) -> Option<(Vec<Header>, usize)> {
    let text = &manuscript.text;
    let mut headers: Vec<Header> = Vec::new();
    let mut at = from;
    let mut pieces = 0;
    while at < to {
        let paragraph = &manuscript.paragraphs[at];
        if !paragraph.is_content() {
            at += 1;
            continue;
        }
        if is_longer_than(manuscript.str(paragraph), 80) {
            break;
        }
        let tokens = join_letter_spaced(text, tokens_of(manuscript, at));
        let first = tokens.first()?.span.of(text);
        let is_data = first == "1" || scan_marker(first).is_some_and(|marker| marker.number == 1);
        if is_data {
            break;
        }
        let mut found = Vec::new();
        let mut unknown = 0;
        for token in &tokens {
            let cell = token.span.of(text);
            match read_header_cell(cell) {
                Some(read) => found.extend(read),
                None if !is_longer_than(cell, MAX_HEADER) => {
                    unknown += 1;
                    found.push(Header { column: Column::Value, text: cell.to_owned() });
                }
                None => return None,
            }
        }
        let has_name = headers.iter().any(|header| header.column == Column::Name);
        let has_attribute = headers.iter().any(|header| header.column == Column::Attribute);
        if unknown == tokens.len()
            && (has_attribute || !has_name || headers.len() >= 3 && !next_is_header(manuscript, at + 1, to))
        {
            // A category before the first row.
            break;
        }
        headers.extend(found);
        pieces += tokens.len();
        at += 1;
        if pieces > 14 {
            return None;
        }
    }
    // Unknown words before the name are categories, not values.
    let name_at = headers.iter().position(|header| header.column == Column::Name)?;
    for header in &mut headers[..name_at] {
        if header.column == Column::Value {
            header.column = Column::Category;
        }
    }
    is_indicator_header(&headers).then_some((headers, at))
}

/// Whether the next line is still part of the header.
fn next_is_header(manuscript: &Manuscript, from: usize, to: usize) -> bool {
    (from..to)
        .find(|at| manuscript.paragraphs[*at].is_content())
        .is_some_and(|at| read_header_cell(manuscript.str(&manuscript.paragraphs[at])).is_some())
}

fn tokens_of(manuscript: &Manuscript, at: usize) -> Vec<Token> {
    let paragraph = &manuscript.paragraphs[at];
    split_cells(manuscript, paragraph.span, |gap| gap.columns > 0)
        .into_iter()
        .filter(|span| !span.is_empty())
        .map(|span| Token { span, paragraph: at })
        .collect()
}

/// Puts words together that were printed with space between their letters or
/// around their digits: 指　标, 2025 年.
fn join_letter_spaced(text: &str, tokens: Vec<Token>) -> Vec<Token> {
    let mut joined: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut is_open = false;
    for token in tokens {
        let is_letter = char_count(token.span.of(text)) == 1;
        match joined.last_mut() {
            Some(last) if is_year_end(last.span.of(text), token.span.of(text)) => {
                last.span = last.span.cover(token.span)
            }
            Some(last) if is_letter && is_open && last.paragraph == token.paragraph => {
                last.span = last.span.cover(token.span);
                // Header words have two letters or four.
                is_open = char_count(last.span.of(text)) % 2 == 1;
            }
            _ => {
                is_open = is_letter;
                joined.push(token);
            }
        }
    }
    joined
}

fn is_year_end(before: &str, piece: &str) -> bool {
    piece.starts_with('年') && before.ends_with(|c: char| c.is_ascii_digit())
}

/// Text that cannot stand in an indicator table.
fn is_behind_table(line: &str) -> bool {
    line.starts_with("注：")
        || line.starts_with("专栏")
        || line.contains('。') && is_longer_than(line, 30)
        || scan_marker(line).is_some_and(|marker| {
            !matches!(marker.style, Style::Arabic | Style::ParenArabic | Style::Circled | Style::RightParen)
        })
}

/// Whether a line can be the category of the rows below: a few characters.
fn is_category_like(line: &str) -> bool {
    !is_longer_than(line, 12)
        && line.chars().all(|c| is_han(c) || matches!(c, '、' | '（' | '）' | '与'))
        && !is_attribute(line)
}

fn is_attribute(text: &str) -> bool {
    let text = text.trim_matches(['[', ']', '【', '】', '（', '）', '〔', '〕']);
    ATTRIBUTES.contains(&text)
}

struct Stream<'a> {
    text: &'a str,
    headers: &'a [Header],
    values: usize,
    has_attribute: bool,
    has_unit: bool,
    has_number: bool,
    category: Cell,
    rows: Vec<Row>,
}

impl Stream<'_> {
    /// The number that a piece begins a row with.
    fn row_number(&self, piece: &str) -> Option<u32> {
        if self.has_number && piece.len() <= 3 && piece.bytes().all(|byte| byte.is_ascii_digit()) {
            return piece.parse().ok();
        }
        let marker = scan_marker(piece)?;
        let rest = &piece[marker.len..];
        (matches!(marker.style, Style::Arabic | Style::ParenArabic | Style::RightParen | Style::Circled)
            && rest.starts_with(|c: char| {
                is_han(c) || c.is_ascii_alphabetic() || matches!(c, '“' | '《' | '（') || c.is_ascii_digit()
            }))
        .then_some(marker.number)
    }

    /// Whether a row has all its cells: its attribute, or all its values.
    fn is_complete(&self, row: &[Token]) -> bool {
        if row.is_empty() {
            return false;
        }
        if self.has_attribute {
            return row.last().is_some_and(|token| is_attribute(token.span.of(self.text)));
        }
        row.iter().skip(1).filter(|token| is_value_cell(token.span.of(self.text))).count() >= self.values
    }

    /// Reads the pieces of a row; `before` are pieces that stand between it and
    /// the next row and name the category of the next.
    fn finish_row(&mut self, tokens: &mut Vec<Token>, before: &[Token]) {
        let tokens = std::mem::take(tokens);
        if let Some(row) = self.read_row(&tokens) {
            self.rows.push(row);
        }
        if !before.is_empty() {
            self.category = Cell { spans: before.iter().map(|token| token.span).collect() };
        }
    }

    fn read_row(&self, tokens: &[Token]) -> Option<Row> {
        let text = self.text;
        let (first, mut rest) = tokens.split_first()?;
        let span = tokens.iter().fold(first.span, |span, token| span.cover(token.span));
        let mut row = Row { category: self.category.clone(), span, ..Row::default() };
        if self.has_number && first.span.of(text).bytes().all(|byte| byte.is_ascii_digit()) {
            row.number = first.span.of(text).parse().ok();
            let (name, after) = rest.split_first()?;
            row.name = Cell::one(name.span);
            rest = after;
        } else {
            row.name = Cell::one(first.span);
        }
        if let Some((last, others)) = rest.split_last()
            && is_attribute(last.span.of(text))
        {
            row.attribute = Cell::one(last.span);
            rest = others;
        } else if self.has_attribute {
            row.is_short = true;
        }
        let units = usize::from(self.has_unit);
        // The name goes on until a value begins or only values are left.
        while let Some((next, after)) = rest.split_first() {
            let piece = next.span.of(text);
            let is_bracket = piece.starts_with('（') && piece.ends_with('）');
            let has_unit_bracket = row.name.text(text).ends_with('）') && !self.has_unit && !is_bracket;
            if rest.len() <= self.values + units && !is_bracket
                || is_value_cell(piece)
                || has_unit_bracket
                    && row.name.spans.len() > 0
                    && !is_open_bracket(&row.name.text(text))
                    && after.len() < self.values.max(1) + 4
                    && !starts_bracket(piece)
            {
                break;
            }
            row.name.spans.push(next.span);
            rest = after;
        }
        if self.has_unit
            && let Some((unit, after)) = rest.split_first()
            && rest.len() > self.values
        {
            row.unit = Cell::one(unit.span);
            rest = after;
        }
        row.values = fill_values(text, rest, self.values);
        row.is_short |= row.values.iter().any(|cell| cell.spans.is_empty());
        let _ = self.headers;
        strip_row_number(text, &mut row);
        Some(row)
    }
}

fn is_open_bracket(text: &str) -> bool {
    text.matches('（').count() > text.matches('）').count()
}

fn starts_bracket(text: &str) -> bool {
    text.starts_with('（') || text.starts_with('(')
}

/// Deals pieces out to `count` value cells. A number is a cell by itself; the
/// pieces of a text cell that was cut belong together.
fn fill_values(text: &str, pieces: &[Token], count: usize) -> Vec<Cell> {
    let mut values: Vec<Cell> = Vec::with_capacity(count);
    let mut at = 0;
    while values.len() < count {
        let Some(piece) = pieces.get(at) else { break };
        let mut cell = Cell::one(piece.span);
        at += 1;
        let mut last = piece;
        if !is_value_cell(piece.span.of(text)) {
            while let Some(next) = pieces.get(at)
                && pieces.len() - at > count - values.len() - 1
                && !is_value_cell(next.span.of(text))
            {
                cell.spans.push(next.span);
                last = next;
                at += 1;
            }
        }
        let _ = last.paragraph;
        values.push(cell);
    }
    if at < pieces.len() {
        // More pieces than cells: none can be assigned with certainty.
        return vec![Cell::default(); count];
    }
    if values.len() < count {
        // Too few: which one is missing, nobody can tell.
        return vec![Cell::default(); count];
    }
    values
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
    fn headers_run_together() {
        let read = |text| -> Option<Vec<String>> {
            Some(read_header_cell(text)?.into_iter().map(|header| header.text).collect())
        };
        assert_eq!(read("2020年2025年"), Some(vec!["2020年".into(), "2025年".into()]));
        assert_eq!(
            read("指标2020年2025年属性"),
            Some(vec!["指标".into(), "2020年".into(), "2025年".into(), "属性".into()])
        );
        assert_eq!(read("目标值"), Some(vec!["目标值".into()]));
        assert_eq!(read("其中：2021年任务"), Some(vec!["其中：2021年任务".into()]));
        assert_eq!(read("残疾人"), None);
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
