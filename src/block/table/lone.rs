//! Tables with one cell on each line.

use super::{Grid, MAX_COLUMNS, MAX_HEADER};
use crate::layout::{Manuscript, Paragraph};
use crate::scan::is_longer_than;
use crate::scan::marker::Style;
use crate::span::Span;

/// A cell that stands on a line of its own is not longer than this.
const MAX_CELL: usize = 160;

/// Reads a table with one cell on each line: 序号 and other header cells, then
/// rows that begin with the next number, a row of sums at the end. Returns it
/// with the index behind its last cell.
#[must_use]
pub fn read_cell_grid(manuscript: &Manuscript, from: usize, to: usize) -> Option<(Grid, usize)> {
    let is_number = |text: &str| matches!(text, "序号" | "编号");
    if !is_number(manuscript.str(&manuscript.paragraphs[from])) {
        return None;
    }
    let lone = || {
        (from..to)
            .filter(|at| manuscript.paragraphs[*at].is_content())
            .take_while(|at| is_lone_cell(manuscript, &manuscript.paragraphs[*at]))
    };
    let text = |at: usize| manuscript.str(&manuscript.paragraphs[at]);
    let data_at = lone().take(MAX_COLUMNS + 1).position(|at| text(at) == "1")?;
    let cells: Vec<usize> = lone().collect();
    let header: Vec<Span> = cells[..data_at].iter().map(|at| manuscript.paragraphs[*at].span).collect();
    let is_header = (3..=MAX_COLUMNS).contains(&header.len())
        && cells[..data_at]
            .iter()
            .all(|at| !is_longer_than(text(*at), MAX_HEADER) && !text(*at).contains('。'));
    if !is_header {
        return None;
    }
    let mut width = header.len();
    let mut rows = vec![header];
    let mut row: Vec<Span> = Vec::new();
    let mut end = from;
    let mut number = 1;
    let mut is_behind_sum = false;
    for (position, &at) in cells.iter().enumerate().skip(data_at) {
        let cell = text(at);
        // A row number has words behind it; among values it is a value.
        let is_named = cells
            .get(position + 1)
            .is_some_and(|next| text(*next).starts_with(|c: char| !c.is_ascii_digit()));
        let is_restart = cell == "1" && is_behind_sum && number > 1;
        let is_next = is_restart || cell.parse() == Ok(number) && row.len() != 1 && is_named;
        let is_sum = is_sum(cell) && row.len() + 1 >= width;
        if is_next && number == 2 && !is_restart {
            // Header cells may be cut over lines; the first row says how many
            // columns there are.
            width = width.min(row.len());
        }
        if is_next || is_sum {
            push_row(&mut rows, &mut row, width);
            number = if is_restart { 2 } else { number + u32::from(is_next) };
            is_behind_sum = is_sum;
        } else if row.len() >= width && !goes_on(manuscript, at, to, number, is_behind_sum) {
            break;
        }
        row.push(manuscript.paragraphs[at].span);
        end = at + 1;
    }
    push_row(&mut rows, &mut row, width);
    let mut wrapped = Vec::new();
    if let Some((cells, group)) = join_header(&manuscript.text, &rows[0], width) {
        rows[0] = cells.iter().map(|cell| cell[0]).collect();
        for (column, cell) in cells.iter().enumerate() {
            wrapped.extend(cell[1..].iter().map(|span| (0, column, *span)));
        }
        rows.splice(1..1, group.map(|group| vec![group; width]));
    }
    (number > 2).then(|| {
        let width = rows.iter().map(Vec::len).max().unwrap_or(width);
        for row in &mut rows {
            let end = row.last().map_or(0, |cell| cell.end);
            row.resize(width, Span::new(end, end));
        }
        (Grid { rows, wrapped, is_text: true, ..Grid::default() }, end)
    })
}

/// The cells of a header that was cut over more lines than there are columns, and
/// the name of the first group of rows that stands behind it. （万元） goes on with
/// the word before it, so do words that say little alone, and what stands behind
/// “十四五”. None where that does not give one cell for each column.
fn join_header(text: &str, header: &[Span], width: usize) -> Option<(Vec<Vec<Span>>, Option<Span>)> {
    /// What the second line of a header cell says.
    const ENDS: &[&str] = &["情况", "目标", "目标值", "年限", "时限", "期限", "时间", "位", "限"];
    /// A cell is not longer than this many characters.
    const LONGEST: usize = 14;
    if header.len() <= width {
        return None;
    }
    let mut cells: Vec<Vec<Span>> = Vec::with_capacity(width);
    for span in header {
        match cells.last_mut() {
            Some(last) if span.of(text).starts_with('（') => last.push(*span),
            _ => cells.push(vec![*span]),
        }
    }
    let is_group = |cell: &Vec<Span>| {
        let name = cell[0].of(text);
        is_longer_than(name, LONGEST) || name.ends_with('：')
    };
    let group = cells.last().filter(|cell| cells.len() > width && is_group(cell)).map(|cell| cell[0]);
    if group.is_some() {
        cells.pop();
    }
    let surplus = cells.len().checked_sub(width)?;
    let goes_on = |at: &usize| {
        let before = cells[at - 1].last().map_or("", |span| span.of(text));
        before.ends_with('”') || ENDS.contains(&cells[*at][0].of(text))
    };
    let joints: Vec<usize> = (1..cells.len()).filter(goes_on).collect();
    if surplus > 0 && joints.len() != surplus {
        return None;
    }
    if surplus > 0 {
        for at in joints.into_iter().rev() {
            let cell = cells.remove(at);
            cells[at - 1].extend(cell);
        }
    }
    (cells.len() == width).then_some((cells, group))
}

/// Whether the next row begins within a few cells.
fn goes_on(manuscript: &Manuscript, from: usize, to: usize, number: u32, is_behind_sum: bool) -> bool {
    manuscript.paragraphs[from..to.min(from + 8)]
        .iter()
        .filter(|paragraph| paragraph.is_content())
        .take_while(|paragraph| is_lone_cell(manuscript, paragraph))
        .any(|paragraph| {
            let text = manuscript.str(paragraph);
            text.parse() == Ok(number) || is_sum(text) || is_behind_sum && text == "1"
        })
}

/// A whole row; cells behind its last are the heading of the rows below.
fn push_row(rows: &mut Vec<Vec<Span>>, row: &mut Vec<Span>, width: usize) {
    if row.len() > width {
        let rest = row.split_off(width);
        rows.push(std::mem::replace(row, rest));
    }
    if !row.is_empty() {
        rows.push(std::mem::take(row));
    }
}

/// 合计, 小计, 总计
fn is_sum(text: &str) -> bool {
    ["合计", "小计", "总计", "共计"].iter().any(|word| text.starts_with(word)) && text.len() < 30
}

fn is_lone_cell(manuscript: &Manuscript, paragraph: &Paragraph) -> bool {
    let text = manuscript.str(paragraph);
    !is_longer_than(text, MAX_CELL)
        && !text.starts_with("注：")
        && !text.starts_with("专栏")
        && paragraph.marker.is_none_or(|marker| marker.style >= Style::Arabic)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::layout;
    use crate::normalize::normalize;

    fn read(source: &str) -> Option<(Vec<String>, usize)> {
        let manuscript = layout(&normalize(source), source);
        let (grid, end) = read_cell_grid(&manuscript, 0, manuscript.paragraphs.len())?;
        let row =
            |row: &Vec<Span>| row.iter().map(|cell| cell.of(&manuscript.text)).collect::<Vec<_>>().join("|");
        Some((grid.rows.iter().map(row).collect(), end))
    }

    #[test]
    fn one_cell_a_line_and_a_row_of_sums() {
        let (rows, end) =
            read("序号\n地市\n处数\n1\n甲市\n8\n2\n乙市\n38\n合计\n—\n46\n下一步工作安排\n").unwrap();
        assert_eq!(rows, ["序号|地市|处数", "1|甲市|8", "2|乙市|38", "合计|—|46"]);
        assert_eq!(end, 12);
    }

    #[test]
    fn a_list_is_no_table() {
        assert_eq!(read("序号\n1\n甲\n2\n乙\n"), None);
        assert_eq!(read("序号\n名称\n说明如下。\n1\n"), None);
    }

    #[test]
    fn header_cells_cut_over_lines() {
        let header = |source: &str| {
            let manuscript = layout(&normalize(source), source);
            let (grid, _) = read_cell_grid(&manuscript, 0, manuscript.paragraphs.len())?;
            let cell = |column| grid.pieces(0, column).iter().map(|span| span.of(&manuscript.text)).collect();
            let cells: Vec<String> = (0..grid.rows[0].len()).map(cell).collect();
            Some((cells.join("|"), grid.rows[1][1].of(&manuscript.text).to_owned()))
        };
        let rows = "1\n河道治理\n350\n396\n2\n管网建设\n40\n41\n";
        assert_eq!(
            header(&format!("序号\n项目类别\n“十三五”\n规划目标\n总投资\n（万元）\n{rows}")),
            Some(("序号|项目类别|“十三五”规划目标|总投资（万元）".into(), "河道治理".into()))
        );
        assert_eq!(
            header(&format!(
                "序号\n项目类别\n规划\n目标\n完成\n情况\n河道综合治理工程（含堤岸治理、清淤）\n{rows}"
            )),
            Some(("序号|项目类别|规划目标|完成情况".into(), "河道综合治理工程（含堤岸治理、清淤）".into()))
        );
        // Which of them belong together, nobody can tell: all are kept.
        let (cells, _) = header(&format!("序号\n项目\n甲\n乙\n丙\n丁\n{rows}")).unwrap();
        assert_eq!(cells, "序号|项目|甲|乙|丙|丁");
    }
}
