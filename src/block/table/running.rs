//! Task tables whose cells run on over lines.

use super::{Grid, split_cells};
use crate::layout::Manuscript;
use crate::scan::running::{Pieces, header_len, read_rows};
use crate::span::Span;

/// Reads a table of three columns (序号, tasks, departments) whose cells stand one
/// after the other, each over several lines. Returns it with the index behind its
/// last line.
#[must_use]
pub fn read_running_grid(manuscript: &Manuscript, from: usize, to: usize) -> Option<(Grid, usize)> {
    let text = &manuscript.text;
    if !manuscript.str(&manuscript.paragraphs[from]).starts_with('序') {
        return None;
    }
    let lines = |reach: usize| {
        (from..to.min(reach)).filter(|at| manuscript.paragraphs[*at].is_content()).map(|at| {
            let cells = split_cells(manuscript, manuscript.paragraphs[at].span, |gap| gap.columns > 0);
            (at, cells.into_iter().filter(|cell| !cell.is_empty()).collect::<Vec<Span>>())
        })
    };
    let words = |cells: &[Span]| -> Pieces<'_> { cells.iter().map(|cell| cell.of(text)).collect() };
    let head: Vec<Vec<Span>> = lines(from + 8).map(|(_, cells)| cells).take(5).collect();
    let len = header_len(&head.iter().map(|cells| words(cells)).collect::<Vec<_>>())?;
    let printed: Vec<Pieces<'_>> = head[..len].iter().map(|cells| words(cells)).collect();
    // Where no row stands between two headers, the second has to be tried.
    if lines(to).nth(len).is_some_and(|(_, cells)| printed.contains(&words(&cells))) {
        return None;
    }
    let (mut again, mut body) = (Vec::new(), Vec::new());
    let rows = read_rows(lines(to).skip(len).filter_map(|(at, cells)| {
        let line = words(&cells);
        let is_again = printed.contains(&line);
        if is_again { &mut again } else { &mut body }.push((at, cells));
        (!is_again).then_some(line)
    }))?;
    let end = body[rows.last()?.end - 1].0 + 1;
    let repeated = again.into_iter().filter(|(at, _)| *at < end).flat_map(|(_, cells)| cells);
    let mut grid = Grid { is_text: true, repeated: repeated.collect(), ..Grid::default() };
    push_row(&mut grid, header_cells(text, &head[..len])?);
    for row in rows {
        let places =
            (row.start..row.end).flat_map(|line| (0..body[line].1.len()).map(move |piece| (line, piece)));
        let mut cells: [Vec<Span>; 3] = Default::default();
        for place in places {
            let column = usize::from(place >= row.task) + usize::from(place >= row.units);
            cells[column].push(body[place.0].1[place.1]);
        }
        push_row(&mut grid, cells);
    }
    Some((grid, end))
}

/// The pieces of the header: 序号 in one or two, the column of tasks, and that of
/// departments.
fn header_cells(text: &str, lines: &[Vec<Span>]) -> Option<[Vec<Span>; 3]> {
    let pieces: Vec<Span> = lines.iter().flatten().copied().collect();
    let number = if pieces.first()?.of(text) == "序" { 2 } else { 1 };
    let (last, tasks) = pieces.get(number..)?.split_last()?;
    (!tasks.is_empty()).then(|| [pieces[..number].to_vec(), tasks.to_vec(), vec![*last]])
}

fn push_row(grid: &mut Grid, cells: [Vec<Span>; 3]) {
    let row = grid.rows.len();
    grid.rows.push(cells.iter().map(|cell| cell.first().copied().unwrap_or_default()).collect());
    for (column, cell) in cells.into_iter().enumerate() {
        grid.wrapped.extend(cell.into_iter().skip(1).map(|span| (row, column, span)));
    }
}

#[cfg(test)]
mod tests {
    use crate::{Source, parse};

    #[test]
    fn tasks_on_pages() {
        let text = "甲县养老规划\n一、总体要求\n以人为本。\n附件\n重点任务分工\n序\n号\n工作任务 负责单位\n\
            1 将符合条件的残疾人家庭及时纳入最低\n生活保障范围。\n县民政局、县残联\n\
            2 完善残疾儿童康复救助制度。 县残联、县教育局、县民政局、县财政\n局、县卫健局\n— 3 —\n序\n号\n工作任务 负责单位\n\
            3 建立一批残疾人创业孵化示范基地\n县残联、县人社局\n注：列第一位者为牵头单位。\n";
        let document = parse(&Source::from_text("plan.txt", text)).documents.remove(0);
        let tasks: Vec<_> = document
            .plan
            .responsibilities
            .iter()
            .map(|task| {
                (task.number, task.task.as_deref().unwrap_or(""), task.lead.len(), task.participants.len())
            })
            .collect();
        let expected = [
            (Some(1), "将符合条件的残疾人家庭及时纳入最低生活保障范围。", 1, 1),
            (Some(2), "完善残疾儿童康复救助制度。", 1, 4),
            (Some(3), "建立一批残疾人创业孵化示范基地", 1, 1),
        ];
        assert_eq!(tasks, expected);
    }
}
