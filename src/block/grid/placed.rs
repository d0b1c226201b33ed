//! Tables whose cells stand where white space, or a frame, has put them: the place of a
//! piece says which column it belongs to.
//!
//! A page prints a header of two lines or more so that each cell stands in the middle of
//! its height. So all ways to take the first lines as a header are tried, each with what
//! may stand above several columns, and the one under which the rows fit best is taken.

mod columns;
mod header;

use self::columns::{are_whole, places_by_attribute, places_of};
use self::header::{Header, kind_of_head, stacks};
use super::found::{Table, TableRow};
use super::head::{Head, joined};
use super::look::{Look, is_sum};
use super::piece::ends_table;
use super::settle::settle;
use crate::block::drawn::read_drawn;
use crate::block::places::{Piece, Place, PlacedTable, pieces, read_places};
use crate::layout::{Manuscript, Paragraph, ParagraphKind};
use crate::normalize::GapKind;
use crate::scan::column::{Kind, kind_of};
use crate::scan::indicator::{COMMON_ATTRIBUTES, bare_attribute, counted_len};
use crate::scan::marker::Style;
use crate::scan::table_line::{is_caption, is_drawn_line};
use crate::scan::{char_count, is_han, is_longer_than};
use crate::span::Span;
use std::ops::Range;

/// A header has no more lines.
const MAX_STACK: usize = 6;

/// No line of a header has more characters.
const MAX_LINE: usize = 60;

/// A word of the header that stands alone on its line has no more characters.
const MAX_WORD: usize = 8;

/// Evidence for a header with the rows below it.
mod weight {
    /// A cell of the header that says what its column holds, and one that does not.
    pub const KNOWN: i32 = 6;
    pub const UNKNOWN: i32 = -5;
    /// A column without any cell below it.
    pub const EMPTY: i32 = -30;
    /// A row, a cell that looks like its column, and one that does not.
    pub const ROW: i32 = 2;
    pub const FITS: i32 = 1;
    pub const MISFIT: i32 = -3;
    /// A line that is left between the header and the first row.
    pub const LEFT: i32 = -4;
}

/// Reads the table whose header begins at paragraph `from`; `to` bounds how far it may
/// reach.
#[must_use]
pub fn read_placed(manuscript: &Manuscript, from: usize, to: usize) -> Option<Table> {
    let first = &manuscript.paragraphs[from];
    if is_drawn_line(manuscript.str(first)) {
        return read_frame(manuscript, from, to);
    }
    if !may_begin(manuscript, from, to) {
        return None;
    }
    let lines: Vec<usize> = (from..to)
        .filter(|at| manuscript.paragraphs[*at].is_content())
        .take(MAX_STACK)
        .take_while(|at| {
            let paragraph = &manuscript.paragraphs[*at];
            paragraph.lines == 1
                && !is_longer_than(manuscript.str(paragraph), MAX_LINE)
                && !is_banner(manuscript, *at, to)
        })
        .collect();
    // Programs count a Chinese character as one column or as two.
    let counts = (1..=lines.len()).flat_map(|count| [(count, 1), (count, 2)]);
    let headers = counts.flat_map(|(count, wide)| stacks(manuscript, &lines[..count], wide));
    let tables = headers.filter_map(|header| read_below(manuscript, header, from, to));
    tables.max_by_key(|(score, _)| *score).map(|(_, table)| table)
}

/// Whether a line may be the first of a header: words that name columns, set apart, or a
/// few of them above a line that has more.
fn may_begin(manuscript: &Manuscript, from: usize, to: usize) -> bool {
    /// So many lines further down stands the line with most cells.
    const BELOW: usize = 3;
    /// Words of a text stand no further apart.
    const MIN_GAP: u16 = 4;
    let first = &manuscript.paragraphs[from];
    let is_spaced = |paragraph: &Paragraph| {
        paragraph.hint.table == 0
            && !paragraph.tab_indent
            && paragraph.lines == 1
            && manuscript.gaps_in(paragraph.span).iter().all(|gap| gap.kind != GapKind::Tab)
    };
    // Where the line stands far in, it may be one word above a column.
    let is_far_in = first.indent >= 12;
    // 序 is 序号 whose second letter stands below.
    let is_cut = manuscript.str(first).starts_with('序');
    let behind = first.span.start + '序'.len_utf8() as u32;
    let is_set_apart =
        is_cut && manuscript.gaps_in(first.span).iter().any(|gap| gap.at == behind && gap.columns > MIN_GAP);
    if !(first.kind == ParagraphKind::Row || is_far_in || is_set_apart)
        || !is_spaced(first)
        || first.marker.is_some()
        || is_caption(manuscript.str(first))
        || is_longer_than(manuscript.str(first), MAX_LINE)
    {
        return false;
    }
    let text = &manuscript.text;
    let known = |paragraph: &Paragraph| {
        let words = pieces(manuscript, paragraph, 2);
        let is_head = |piece: &Piece| kind_of(piece.span.of(text)).is_some();
        (words.iter().filter(|piece| is_head(piece)).count(), words.len())
    };
    let (heads, words) = known(first);
    // A long line of one word is the caption.
    if words == 1 && is_longer_than(manuscript.str(first), MAX_WORD) {
        return false;
    }
    if heads == 0 && !is_cut {
        return false;
    }
    if words > 2 && heads * 2 >= words || is_cut && words > 1 {
        return true;
    }
    let below = manuscript.paragraphs[from + 1..to].iter().filter(|paragraph| paragraph.is_content());
    below.take(BELOW).any(|paragraph| {
        let (heads, words) = known(paragraph);
        is_spaced(paragraph) && heads >= 2 && heads * 2 >= words
    })
}

/// Reads the rows below a header, and what speaks for both.
fn read_below(manuscript: &Manuscript, header: Header, from: usize, to: usize) -> Option<(i32, Table)> {
    let text = &manuscript.text;
    let Header { placed: printed, heads } = header;
    let is_over = |paragraph: &Paragraph| {
        ends_table(manuscript, paragraph)
            || paragraph.kind == ParagraphKind::Text
                && paragraph.marker.is_some_and(|marker| marker.style <= Style::ParenIdeographic)
    };
    let is_banner = |at: usize| is_banner(manuscript, at, to);
    let read = |places: &[Place]| read_places(manuscript, &printed, places, to, is_over, is_banner);
    // Words in the place of a figure may be wrapped, an attribute is not: where each row has one
    // and lacks nothing, it tells the rows.
    let by_attribute =
        || read(&places_by_attribute(&heads)?).filter(|placed| are_whole(text, &heads, placed));
    let placed = by_attribute().or_else(|| places_of(&heads).into_iter().find_map(|places| read(&places)))?;
    let PlacedTable { rows, repeated, is_wrapped, mut banners, end } = placed;
    let spans = rows.iter().flatten().flatten().chain(&repeated).chain(&banners);
    if !holds_all(manuscript, printed.end..end, spans) {
        return None;
    }
    let is_counted = heads.iter().any(|head| head.kind == Kind::Number);
    let has_values = heads.iter().any(|head| head.kind == Kind::Value);
    if !is_wrapped && !printed.is_stacked
        || !is_counted && !has_values && rows.iter().flatten().any(Vec::is_empty)
    {
        return None;
    }
    let mut score = 0;
    let (mut fitting, mut misfits, mut torn, mut pressed) = (0, 0, 0, 0);
    for row in &rows {
        // Two figures below each other in all columns are those of two rows.
        let is_figure = |span: &Span| Look::of(span.of(text)).is_value;
        let is_double = |(_, cell): &(&Head, &Vec<Span>)| cell.len() == 2 && cell.iter().all(is_figure);
        let values =
            heads.iter().zip(row).filter(|(head, cell)| head.kind == Kind::Value && !cell.is_empty());
        if values.clone().count() > 1 && values.clone().all(|cell| is_double(&cell)) {
            return None;
        }
        let is_sum = row.iter().flatten().next().is_some_and(|span| is_sum(span.of(text)));
        let before = misfits;
        for (head, cell) in heads.iter().zip(row).filter(|(_, cell)| !is_sum && !cell.is_empty()) {
            // What stands beside it is that of another column.
            let is_beside = |span: &Span| match head.kind {
                Kind::Value => has_figures(manuscript, *span),
                Kind::Attribute => {
                    let (attribute, first) = (bare_attribute(span.of(text)), span.of(text).chars().next());
                    !Look::of(attribute).is_attribute
                        && COMMON_ATTRIBUTES.iter().any(|word| attribute.ends_with(word))
                        && first.is_some_and(|c| c.is_ascii_digit() || "—-〔[【（<>≥≤".contains(c))
                }
                _ => false,
            };
            let is_pressed = cell.iter().any(is_beside);
            pressed += usize::from(is_pressed);
            if !is_pressed && fits(head.kind, &Look::of(&joined(text, cell))) {
                fitting += 1;
            } else {
                misfits += 1;
            }
        }
        torn += usize::from(misfits > before);
    }
    // One cell of five in the wrong column is no table, and neither are cells in half of the
    // rows, or cells of two columns in one where the lines do not hold the columns.
    if misfits * 4 > fitting || torn * 2 > rows.len() || pressed * 8 > rows.len() {
        return None;
    }
    for (column, head) in heads.iter().enumerate() {
        let is_known = kind_of_head(&head.text(text)).is_some();
        score += if is_known { weight::KNOWN } else { weight::UNKNOWN };
        if rows.iter().all(|row| row[column].is_empty()) {
            score += weight::EMPTY;
        }
    }
    let count = |count: usize| i32::try_from(count).unwrap_or(i32::MAX / 1024);
    score += count(rows.len()) * weight::ROW + fitting * weight::FITS + misfits * weight::MISFIT;
    let first = rows.iter().flatten().flatten().map(|span| span.start).min()?;
    let between = manuscript.paragraphs[printed.end..end]
        .iter()
        .filter(|paragraph| paragraph.is_content() && paragraph.span.end <= first);
    score += count(between.count()) * weight::LEFT;
    let width = heads.len();
    let mut whole: Vec<TableRow> = Vec::with_capacity(rows.len() + banners.len());
    let last = rows.last().and_then(|row| row.iter().flatten().map(|span| span.start).min())?;
    // What stands behind the last row heads nothing in it.
    banners.retain(|banner| banner.start < last);
    let mut banners = banners.into_iter().peekable();
    for cells in rows {
        let start = cells.iter().flatten().map(|span| span.start).min().unwrap_or_default();
        while let Some(banner) = banners.next_if(|banner| banner.start < start) {
            let mut cells = vec![Vec::new(); width];
            cells[0].push(banner);
            whole.push(TableRow { cells, is_banner: true, ..TableRow::default() });
        }
        whole.push(TableRow { cells, ..TableRow::default() });
    }
    let rows = whole;
    Some((score, Table { heads, rows, repeated, is_sure: true, paragraphs: (from, end), ..Table::default() }))
}

/// Whether every character of the lines is in one of the spans: a reading that loses a cell is
/// none.
fn holds_all<'a>(
    manuscript: &Manuscript,
    lines: Range<usize>,
    spans: impl Iterator<Item = &'a Span>,
) -> bool {
    let text = &manuscript.text;
    let count = |span: Span| span.of(text).chars().filter(|c| !c.is_whitespace()).count();
    let mut spans: Vec<Span> = spans.copied().collect();
    spans.sort_unstable_by_key(|span| (span.start, span.end));
    // A merged cell stands in several rows.
    spans.dedup();
    let lines = manuscript.paragraphs[lines].iter().filter(|line| line.is_content());
    lines.map(|line| count(line.span)).sum::<usize>() <= spans.into_iter().map(count).sum()
}

/// Whether a piece of a cell is two figures that stand apart: those of two columns.
fn has_figures(manuscript: &Manuscript, span: Span) -> bool {
    let text = &manuscript.text;
    manuscript.gaps_in(span).iter().filter(|gap| gap.at > span.start && gap.at < span.end).any(|gap| {
        let parts = [Span::new(span.start, gap.at), Span::new(gap.at + u32::from(gap.kept), span.end)];
        parts.iter().all(|part| Look::of(part.of(text)).is_value)
    })
}

/// Whether a line names the rows below it: （一）完善制度 with nothing beside it, and a row next.
fn is_banner(manuscript: &Manuscript, at: usize, to: usize) -> bool {
    let paragraph = &manuscript.paragraphs[at];
    let line = manuscript.str(paragraph);
    if counts_rows(manuscript, paragraph) || names_group(manuscript, at, to) {
        return true;
    }
    paragraph.is_content()
        && Look::of(line).is_banner
        && manuscript.gaps_in(paragraph.span).iter().all(|gap| gap.columns < 2)
        // The first line of a wrapped cell may stand before the line of its row.
        && manuscript.paragraphs[at + 1..to].iter().filter(|next| next.is_content()).take(2).any(|next| {
            next.kind == ParagraphKind::Row && next.marker.is_none_or(|marker| marker.style >= Style::Arabic)
        })
}

/// Whether a line is nothing but a word that says how many rows of the table it heads:
/// 粮食安全（5项）.
fn counts_rows(manuscript: &Manuscript, paragraph: &Paragraph) -> bool {
    paragraph.is_content()
        && paragraph.lines == 1
        && counted_len(manuscript.str(paragraph)) > 0
        && pieces(manuscript, paragraph, 2).len() == 1
}

/// Whether a line is nothing but a short word that heads the rows below it: 生态保护. The next
/// row has a name and figures of its own, and the name before would have had room for more.
fn names_group(manuscript: &Manuscript, at: usize, to: usize) -> bool {
    /// No such word has more characters, or fewer.
    const LENGTHS: std::ops::RangeInclusive<usize> = 2..=8;
    /// So far apart, in columns, stand what heads rows and their names.
    const ASIDE: u32 = 4;
    /// So many rows tell how wide names are.
    const ROWS: usize = 12;
    let text = &manuscript.text;
    let line = manuscript.str(&manuscript.paragraphs[at]);
    if !line.chars().all(is_han) || !LENGTHS.contains(&char_count(line)) || kind_of(line).is_some() {
        return false;
    }
    let cells = |at: &usize| pieces(manuscript, &manuscript.paragraphs[*at], 2);
    // A row that lacks nothing, and its name.
    let named = |cells: &[Piece]| {
        let (name, others) = cells.split_first()?;
        let look = Look::of(name.span.of(text));
        let is_name = !look.is_value && !look.is_unit && !look.is_attribute && !look.is_head;
        let figures = others.iter().map(|piece| Look::of(piece.span.of(text)));
        let figures = figures.filter(|look| look.is_value || look.is_attribute || look.is_blank).count();
        (is_name && name.span.of(text).starts_with(is_han) && figures > 1).then_some(*name)
    };
    let content = |at: &usize| manuscript.paragraphs[*at].is_content();
    let [own] = cells(&at)[..] else { return false };
    let rows = || (at + 1..to).filter(content).take(ROWS);
    let Some(next) = rows().next().and_then(|row| named(&cells(&row))) else { return false };
    if own.left.abs_diff(next.left) > ASIDE {
        return false;
    }
    let above = || (0..at).rev().filter(content).take(ROWS);
    // What stands first on the lines around where names begin.
    let first = |row: usize| cells(&row).first().copied();
    let names =
        rows().chain(above()).filter_map(first).filter(|piece| piece.left.abs_diff(next.left) <= ASIDE);
    let widest = names.map(|name| name.right - name.left).max().unwrap_or_default();
    let Some(before) = above().next() else { return false };
    let before = cells(&before);
    match named(&before) {
        Some(name) => name.right - name.left + (own.right - own.left) <= widest,
        // Nothing but the header, or the rest of a name in brackets, stands above.
        None => {
            before.iter().any(|piece| kind_of(piece.span.of(text)).is_some())
                || before.len() == 1 && before[0].span.of(text).ends_with('）')
        }
    }
}

/// Whether a cell looks like what its column holds.
fn fits(kind: Kind, look: &Look) -> bool {
    match kind {
        Kind::Number => look.number.is_some() || look.marker.is_some(),
        Kind::Lead | Kind::Responsible | Kind::Participants => !look.is_value || look.is_blank,
        Kind::Attribute => look.is_attribute || look.is_blank,
        Kind::Value => {
            look.is_value || look.is_words || !look.is_attribute && !look.is_list && !look.is_sentence
        }
        Kind::Name | Kind::Group => !look.is_attribute && (!look.is_value || look.marker.is_some()),
        Kind::Unit => look.is_unit || look.is_blank,
        Kind::Deadline | Kind::Time | Kind::Content | Kind::Text => !look.is_attribute,
    }
}

/// Reads a table that is drawn with characters.
fn read_frame(manuscript: &Manuscript, from: usize, to: usize) -> Option<Table> {
    let text = &manuscript.text;
    let drawn = read_drawn(manuscript, from, to)?;
    let (head, body) = drawn.rows.split_at(drawn.header);
    let mut heads = Vec::with_capacity(head[0].len());
    for column in 0..head[0].len() {
        let mut levels: Vec<&Vec<Span>> = Vec::new();
        for row in head {
            if levels.last().is_none_or(|last| **last != row[column]) && !row[column].is_empty() {
                levels.push(&row[column]);
            }
        }
        let spans = levels.pop().cloned().unwrap_or_default();
        let above: Vec<Span> = levels.into_iter().flatten().copied().collect();
        let is_figure = kind_of(&joined(text, &above)) == Some(Kind::Value);
        let kind = kind_of(&joined(text, &spans)).unwrap_or(if is_figure { Kind::Value } else { Kind::Text });
        heads.push(Head { kind, spans, above });
    }
    let rows = body
        .iter()
        .map(|cells| {
            // One cell over all columns heads the rows below it.
            let is_banner = cells.len() > 1 && cells.iter().all(|cell| *cell == cells[0]);
            let mut cells = cells.clone();
            if is_banner {
                cells[1..].iter_mut().for_each(Vec::clear);
            }
            TableRow { cells, is_banner, ..TableRow::default() }
        })
        .collect();
    let paragraphs = (from, drawn.end);
    Some(Table { heads: settle(text, heads), rows, is_sure: true, paragraphs, ..Table::default() })
}

#[cfg(test)]
mod tests {
    use crate::{Source, parse};

    fn read(table: &str) -> Vec<String> {
        let text = format!("云岭市水利规划\n\n一、目标\n主要指标如下。\n{table}二、任务\n加强水资源保护。\n");
        let parsed = parse(&Source::from_text("plan.txt", &text));
        let plan = &parsed.documents[0].plan;
        assert_eq!(plan.sections.len(), 2);
        let row = |row: &crate::model::Indicator| {
            let values: Vec<String> =
                row.values.iter().map(|value| format!("{}={}", value.column, value.text)).collect();
            let category = row.category.as_deref().unwrap_or_default();
            format!(
                "{category}|{}|{}|{}",
                row.name,
                values.join(","),
                row.attribute.as_deref().unwrap_or_default()
            )
        };
        plan.indicators.iter().map(row).collect()
    }

    #[test]
    fn header_cells_of_one_line_and_of_two() {
        let table = "                                    2020 年    2025 年
  序号         指标名称          单位                           属性
                                    实际值       目标值
   1      用水总量            亿立方米       18.2      20.5    约束性
          万元国内产值用水
   2                        %        24.1      16      约束性
          量下降
   3      自来水普及率            %         —        92      预期性
";
        assert_eq!(
            read(table),
            [
                "|用水总量|2020年实际值=18.2,2025年目标值=20.5|约束性",
                "|万元国内产值用水量下降|2020年实际值=24.1,2025年目标值=16|约束性",
                "|自来水普及率|2020年实际值=—,2025年目标值=92|预期性",
            ]
        );
    }

    #[test]
    fn a_reading_that_loses_a_cell_is_none() {
        let text = "云岭市水利规划\n一、目标\n主要指标如下：\n\n类别              指标名称    2025年            属性\n\
                    防洪减灾          堤防达标率  184               预期性\n\
                    供水保障          监测覆盖率  818               约束性\n\n            率\n\n二、任务\n甲。\n";
        let plan = parse(&Source::from_text("plan.txt", text)).documents.remove(0).plan;
        let all = format!("{plan:?}");
        assert!(all.contains("防洪减灾") && all.contains("供水保障"), "{all}");
    }

    #[test]
    fn numbered_names_count_the_rows_of_narrow_columns() {
        let table = "类别       指标                   2025 年   属
                                       性

供水保障     1.万元国内产值用水量（立方米）     与全国平均水平 预
                              同步下降    期
                                      性

供水保障     2.自来水普及率（%）            92       约
                                       束
                                       性
类别       指标                   2025 年   属
                                       性

防洪减灾     3.五级以上堤防达标率           ≥90      约
         （%）                              束
                                       性
";
        assert_eq!(
            read(table),
            [
                "供水保障|万元国内产值用水量|2025年=与全国平均水平同步下降|预期性",
                "供水保障|自来水普及率|2025年=92|约束性",
                "防洪减灾|五级以上堤防达标率|2025年=≥90|约束性",
            ]
        );
    }

    #[test]
    fn a_word_alone_on_its_line_heads_the_rows_below_it() {
        let table = "           主要指标              2020年    2025年      属性
           供水保障
           供水能力（万立方米）        18.2     20.5     约束性
           自来水普及率（%）          88      92      预期性
           防洪减灾
           堤防长度（公里）          120      130     预期性
           城镇和乡村的排水设施完好率
                             70      75      预期性
           （%）
           生态
           湿地保护率（%）           51      55      约束性
";
        assert_eq!(
            read(table),
            [
                "供水保障|供水能力|2020年=18.2,2025年=20.5|约束性",
                "供水保障|自来水普及率|2020年=88,2025年=92|预期性",
                "防洪减灾|堤防长度|2020年=120,2025年=130|预期性",
                "防洪减灾|城镇和乡村的排水设施完好率|2020年=70,2025年=75|预期性",
                "生态|湿地保护率|2020年=51,2025年=55|约束性",
            ]
        );
    }

    #[test]
    fn words_above_several_columns() {
        let table = "                                      规划目标
 序号   类别      指标                                  属性
                                  2020年    2025年
  1     供水    供水能力           18.2      20.5      约束性
  2             普及率             88        92        预期性
  3     防洪    堤防长度           120       130       预期性
";
        assert_eq!(
            read(table),
            [
                "供水|供水能力|2020年=18.2,2025年=20.5|约束性",
                "供水|普及率|2020年=88,2025年=92|预期性",
                "防洪|堤防长度|2020年=120,2025年=130|预期性",
            ]
        );
    }

    #[test]
    fn words_between_two_columns_and_sums() {
        let tasks = |table: &str| {
            let text = format!(
                "云岭市水利方案\n\n一、任务\n落实责任。\n二、保障\n加强领导。\n附件\n\n重点任务分工表\n{table}"
            );
            let plan = parse(&Source::from_text("plan.txt", text)).documents.remove(0).plan;
            let names = |list: &[crate::model::Department]| {
                list.iter().map(|department| department.name.clone()).collect::<Vec<_>>().join("、")
            };
            let row = |row: &crate::model::Responsibility| {
                let (task, deadline) =
                    (row.task.clone().unwrap_or_default(), row.deadline.clone().unwrap_or_default());
                format!("{task}|{}|{}|{deadline}", names(&row.lead), names(&row.participants))
            };
            plan.responsibilities.iter().map(row).collect::<Vec<_>>()
        };
        let table = "                                          责任分工
    序号         重点任务                                               完成时限
                                 牵头单位          配合单位
                                             市财政局、市自然资源和
     1      加固干流堤防         市水务局                               2024年6月
                                                  规划局
     2      编制用水定额         市水务局          市统计局             2024年7月
            建设数字孪生流
     3                           市数据局          市水务局             2025年6月
            域平台
";
        assert_eq!(
            tasks(table),
            [
                "加固干流堤防|市水务局|市财政局、市自然资源和规划局|2024年6月",
                "编制用水定额|市水务局|市统计局|2024年7月",
                "建设数字孪生流域平台|市数据局|市水务局|2025年6月",
            ]
        );
        // The last letters of narrow cells stand on the second line.
        let table = "  序号          任务内容     牵头单    配合单位      完成时
                       位                 限
    1     实施岭江干流堤防达标加固 市水务 市发展改革委、市财政局 2024年
          工程，新建堤防32公里   局                12月
    2     加快推进清溪水库建设，完 市水务 市发展改革委、市自然资 2025年6
          成大坝主体工程       局   源局、清溪县政府      月
";
        assert_eq!(
            tasks(table),
            [
                "实施岭江干流堤防达标加固工程，新建堤防32公里|市水务局|市发展改革委、市财政局|2024年12月",
                "加快推进清溪水库建设，完成大坝主体工程|市水务局|市发展改革委、市自然资源局、清溪县政府|2025年6月",
            ]
        );
    }
}
