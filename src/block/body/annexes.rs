//! Which line opens an annex, and how far its title goes.

use super::draft::{AnnexDraft, Unit};
use super::units::read_units;
use crate::block::grid::begins_header;
use crate::block::heading::MAX_TITLE;
use crate::block::table::{Grid, is_table_row};
use crate::layout::{Manuscript, Paragraph};
use crate::scan::annex_label::scan_annex_label;
use crate::scan::column::Kind;
use crate::scan::indicator::is_header_line;
use crate::scan::letter::scan_closing_date;
use crate::scan::marker::{Style, scan_marker};
use crate::scan::table_line::is_caption;
use crate::scan::{is_longer_than, is_terminated};
use crate::span::Span;

/// Splits off the annexes: they begin with a line that is 附件 or 附件1 and
/// perhaps a title, behind the numbered text.
pub(super) fn split_annexes<'a>(
    manuscript: &Manuscript,
    indices: &'a [usize],
) -> (&'a [usize], Vec<AnnexDraft>) {
    let mut starts: Vec<(usize, AnnexHead)> = Vec::new();
    let mut has_sections = false;
    for (position, &index) in indices.iter().enumerate() {
        let paragraph = &manuscript.paragraphs[index];
        has_sections |= paragraph.marker.is_some_and(|marker| marker.style <= Style::ParenIdeographic);
        if !has_sections {
            continue;
        }
        if !manuscript.str(paragraph).starts_with('附') {
            continue;
        }
        let next = indices.get(position + 1).copied();
        let is_table = next.is_some_and(|at| {
            let line = &manuscript.paragraphs[at];
            is_table_row(manuscript, line)
                || is_header_line(manuscript.str(line))
                || begins_header(manuscript, at, manuscript.paragraphs.len())
        });
        if begins_list(manuscript, &indices[position..]) {
            continue;
        }
        if let Some(head) = annex_head(manuscript, paragraph, is_table) {
            // 附表： above 附表1 heads them all.
            if starts.last().is_some_and(|(last, above)| last + 1 == position && above.title.is_none()) {
                starts.pop();
            }
            starts.push((position, head));
        }
    }
    // Everything behind the first of them belongs to the annexes.
    let Some(first) = starts.first().map(|start| start.0) else {
        let (from, annexes) = named_at_end(manuscript, indices);
        return (&indices[..from], annexes);
    };
    let mut annexes = Vec::new();
    for (at, (position, head)) in starts.iter().enumerate() {
        let stop = starts.get(at + 1).map_or(indices.len(), |next| next.0);
        annexes.push(annex_of(manuscript, head, indices[*position], &indices[position + 1..stop]));
    }
    (&indices[..first], annexes)
}

/// Whether 附件： stands above a list that names what is attached, counted from 1, with the annexes
/// or the date of the letter behind it.
fn begins_list(manuscript: &Manuscript, indices: &[usize]) -> bool {
    /// A list has no more lines.
    const MOST: usize = 24;
    let mut texts = indices.iter().map(|at| (manuscript.str(&manuscript.paragraphs[*at]), at));
    let is_bare = |text: &str| {
        scan_annex_label(text)
            .is_some_and(|label| label.has_colon && label.number.is_none() && label.len == text.len())
    };
    if !texts.next().is_some_and(|(text, _)| is_bare(text)) {
        return false;
    }
    let mut count = 0;
    for (text, at) in texts.take(MOST) {
        match manuscript.paragraphs[*at].marker {
            Some(marker) if marker.number == count + 1 && !text.contains('。') => count += 1,
            Some(_) => return false,
            None if count == 0 => return false,
            None if scan_annex_label(text).is_some_and(|label| !label.has_colon) => return true,
            None if scan_closing_date(text).is_some() => return true,
            None => {}
        }
    }
    false
}

/// The annex that the last `units` of a plan are, though no label says so: the title of a list of
/// tasks behind all sections, and the table of who does what, with which the plan ends.
pub(super) fn take_unlabelled(manuscript: &Manuscript, units: &mut Vec<Unit>) -> Option<AnnexDraft> {
    const ENDS: &[&str] = &["表", "清单", "台账", "分工", "分工方案"];
    const SAYS: &[&str] = &["任务", "分工", "责任", "清单"];
    let [before @ .., Unit::Paragraph(title), Unit::Grid(grid, table)] = units.as_slice() else {
        return None;
    };
    let paragraph = |index: usize| &manuscript.paragraphs[index];
    let text = manuscript.str(paragraph(*title));
    let name = text.trim_end_matches('）');
    let is_title = ENDS.iter().any(|end| name.ends_with(end))
        && SAYS.iter().any(|word| text.contains(word))
        && paragraph(*title).marker.is_none()
        && !is_longer_than(text, MAX_TITLE)
        && !text.contains(['。', '，', '；', '：'])
        && !is_caption(text);
    if !is_title || !lists_tasks(grid) || !before.iter().any(|unit| is_section(manuscript, unit)) {
        return None;
    }
    let (title, last) = (paragraph(*title).span, paragraph(table.1 - 1).span);
    let at = before.len();
    let own = units.split_off(at + 1);
    units.truncate(at);
    Some(AnnexDraft { title: vec![title], units: own, span: title.cover(last), ..AnnexDraft::default() })
}

/// The annex that a plan without sections is: a file that holds the list of tasks alone, below its title.
pub(super) fn take_list_of_tasks(manuscript: &Manuscript, units: &mut Vec<Unit>) -> Option<AnnexDraft> {
    if units.iter().any(|unit| is_section(manuscript, unit)) {
        return None;
    }
    let is_list = |unit: &Unit| matches!(unit, Unit::Grid(grid, _) if lists_tasks(grid));
    let at = units.iter().position(is_list)?;
    let own = units.split_off(at);
    let span = own.iter().filter_map(|unit| span_of(manuscript, unit)).reduce(Span::cover)?;
    Some(AnnexDraft { units: own, span, ..AnnexDraft::default() })
}

/// Whether a unit opens a section of one of the outer levels.
fn is_section(manuscript: &Manuscript, unit: &Unit) -> bool {
    let Unit::Paragraph(index) = unit else { return false };
    let marker = manuscript.paragraphs[*index].marker;
    marker.is_some_and(|marker| marker.style <= Style::ParenIdeographic)
}

/// Whether a table counts its rows, or names what is to be done, and says who does what.
fn lists_tasks(grid: &Grid) -> bool {
    let first = grid.kinds.first();
    let is_list = |kind: &&Kind| matches!(kind, Kind::Number | Kind::Name);
    first.as_ref().is_some_and(is_list) && grid.kinds.iter().any(|kind| kind.is_units())
}

fn span_of(manuscript: &Manuscript, unit: &Unit) -> Option<Span> {
    let (from, to) = match unit {
        Unit::Paragraph(index) => (*index, index + 1),
        Unit::Grid(_, paragraphs) => *paragraphs,
        Unit::Indicators(table) => table.paragraphs,
    };
    manuscript.paragraphs[from..to].iter().map(|paragraph| paragraph.span).reduce(Span::cover)
}

/// The annex that the paragraphs at `indices` are, since a person says so: its heading is read
/// as any other. A first line without a label is its title, unless it is a row.
pub fn read_annex(manuscript: &Manuscript, indices: &[usize]) -> Option<AnnexDraft> {
    let (&index, rest) = indices.split_first()?;
    let paragraph = &manuscript.paragraphs[index];
    if is_table_row(manuscript, paragraph) {
        let places = indices.iter().map(|index| manuscript.paragraphs[*index].span);
        let span = places.reduce(Span::cover).unwrap_or_default();
        return Some(AnnexDraft { units: read_units(manuscript, indices), span, ..AnnexDraft::default() });
    }
    let title = || AnnexHead { label: None, title: Some(paragraph.span) };
    let head = annex_head(manuscript, paragraph, true).unwrap_or_else(title);
    Some(annex_of(manuscript, &head, index, rest))
}

/// The annex with that head at `index`, of which `rest` are the further paragraphs.
fn annex_of(manuscript: &Manuscript, head: &AnnexHead, index: usize, mut rest: &[usize]) -> AnnexDraft {
    let mut annex = AnnexDraft {
        label: head.label,
        title: head.title.into_iter().collect(),
        span: manuscript.paragraphs[index].span,
        ..AnnexDraft::default()
    };
    if annex.title.is_empty()
        && let Some((&index, after)) = rest.split_first()
    {
        let paragraph = &manuscript.paragraphs[index];
        let text = manuscript.str(paragraph);
        if paragraph.marker.is_none()
            && !is_longer_than(text, MAX_TITLE)
            && !is_terminated(text)
            && !is_table_row(manuscript, paragraph)
        {
            annex.title.push(paragraph.span);
            annex.span = annex.span.cover(paragraph.span);
            rest = after;
        }
    }
    if let Some((&index, after)) = rest.split_first()
        && goes_on_title(manuscript, &annex.title, index)
    {
        annex.title.push(manuscript.paragraphs[index].span);
        annex.span = annex.span.cover(manuscript.paragraphs[index].span);
        rest = after;
    }
    if let Some(&last) = rest.last() {
        annex.span = annex.span.cover(manuscript.paragraphs[last].span);
    }
    annex.units = read_units(manuscript, rest);
    annex
}

/// What a plan names as attached in its last lines, and what was not printed with it:
/// `附件：任务清单（略）`, or `附件：1.任务清单` and below it `2.项目表`. Also says where
/// these lines begin.
fn named_at_end(manuscript: &Manuscript, indices: &[usize]) -> (usize, Vec<AnnexDraft>) {
    /// No more are attached.
    const MOST: usize = 24;
    let none = || (indices.len(), Vec::new());
    let paragraph = |position: usize| &manuscript.paragraphs[indices[position]];
    let is_name = |text: &str| !text.contains(['。', '；']) && !is_longer_than(text, MAX_TITLE);
    let label_of = |position: usize| {
        scan_annex_label(manuscript.str(paragraph(position))).filter(|label| label.has_colon)
    };
    let head = (0..indices.len())
        .rev()
        .take(MOST)
        .take_while(|position| is_name(manuscript.str(paragraph(*position))))
        .find(|position| label_of(*position).is_some() || paragraph(*position).marker.is_none());
    let Some((head, label)) = head.and_then(|head| Some((head, label_of(head)?))) else { return none() };
    let has_sections = (0..head).any(|position| paragraph(position).marker.is_some());
    let first = &manuscript.str(paragraph(head))[label.len..];
    let is_list = scan_marker(first).is_some_and(|marker| marker.number == 1);
    if first.is_empty() || first.starts_with('（') || !has_sections || !is_list && head + 1 < indices.len() {
        return none();
    }
    let mut annexes = Vec::new();
    for position in head..indices.len() {
        let Paragraph { span, marker, .. } = *paragraph(position);
        let is_head = position == head;
        let from = span.start + if is_head { label.len as u32 } else { 0 };
        let marker = if is_head { scan_marker(first) } else { marker };
        let number = marker.map_or(0, |marker| marker.len as u32);
        let end = if number > 0 { from + number } else { span.start + label.label_len as u32 };
        annexes.push(AnnexDraft {
            label: Some(Span::new(if number > 0 { from } else { span.start }, end)),
            title: vec![Span::new(from + number, span.end)],
            span,
            ..AnnexDraft::default()
        });
    }
    (head, annexes)
}

/// Whether the title of an annex goes on with the line at `index`: the first
/// line names the plan, the second says what of it the annex is.
fn goes_on_title(manuscript: &Manuscript, title: &[Span], index: usize) -> bool {
    const ENDS: &[&str] = &["表", "清单", "名单", "目录", "台账", "任务分工", "责任分工", "分工方案"];
    let paragraph = &manuscript.paragraphs[index];
    let text = manuscript.str(paragraph);
    let ends = |line: &str| ENDS.iter().any(|end| line.trim_end_matches('）').ends_with(end));
    title.len() == 1
        && paragraph.marker.is_none()
        && !is_longer_than(text, MAX_TITLE)
        && ends(text)
        && !ends(title[0].of(&manuscript.text))
        && !is_table_row(manuscript, paragraph)
        && !is_header_line(text)
}

struct AnnexHead {
    label: Option<Span>,
    title: Option<Span>,
}

/// 附件, 附件1, 附件1 and a title. With a colon it names what is attached, but
/// where its table follows, it is the annex itself.
fn annex_head(manuscript: &Manuscript, paragraph: &Paragraph, is_table: bool) -> Option<AnnexHead> {
    let text = manuscript.str(paragraph);
    let start = paragraph.span.start;
    let label = scan_annex_label(text)?;
    let label_span = Some(Span::new(start, start + label.label_len as u32));
    let rest = text[label.len..].trim_start();
    if rest.is_empty() {
        return Some(AnnexHead { label: label_span, title: None });
    }
    let has_gap =
        manuscript.gaps_in(paragraph.span).iter().any(|gap| gap.at == start + label.label_len as u32);
    // 附：名词解释
    let is_glossary = text.starts_with("附：") && ["解释", "说明"].iter().any(|end| rest.ends_with(end));
    let is_title = (!label.has_colon || is_table || is_glossary)
        && !is_longer_than(rest, MAX_TITLE)
        && !is_terminated(rest)
        && !rest.contains(['。', '，'])
        && (has_gap
            || is_table
            || is_glossary
            || label.number.is_some() && !rest.starts_with(['所', '中', '的', '和', '、', '至']));
    is_title.then(|| AnnexHead {
        label: label_span,
        title: Some(Span::new(paragraph.span.end - rest.len() as u32, paragraph.span.end)),
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn labels_that_head_annexes_or_only_other_labels() {
        let annexes = |tail: &str| {
            let text = format!("甲市养老规划\n一、任务\n加强保障。\n二、实施\n落实责任。\n{tail}");
            let plan = crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0).plan;
            let read = plan.annexes.into_iter().map(|annex| (annex.label.unwrap_or_default(), annex.title));
            read.collect::<Vec<_>>()
        };
        let table = "序号\t项目\t责任单位\n1\t养老院\t市民政局\n2\t食堂\t市财政局\n";
        let title = |title: &str| Some(title.to_owned());
        assert_eq!(annexes(&format!("附：重点项目清单\n{table}")), [("附".into(), title("重点项目清单"))]);
        assert_eq!(annexes(&format!("附表：\n附表1 项目表\n{table}")), [("附表1".into(), title("项目表"))]);
        assert_eq!(annexes("附：本规划由市民政局解释。\n"), []);
        assert_eq!(annexes("附件：任务分工（略）\n"), [("附件".into(), title("任务分工（略）"))]);
        assert_eq!(
            annexes("附件：1.任务分工\n2.项目表\n"),
            [("1.".into(), title("任务分工")), ("2.".into(), title("项目表"))]
        );
    }

    #[test]
    fn a_file_may_be_nothing_but_its_list_of_tasks() {
        let text = "甲市水网建设任务清单\n序号\t任务\t牵头单位\t配合单位\n1\t建设水库\t市水利局\t市财政局\n\
            2\t治理河道\t市生态环境局\t各区\n3\t改造管网\t市城管局\t市水利局\n";
        let read = |text: &str| {
            crate::parse(&crate::Source::from_text("t.txt", text.to_owned())).documents.remove(0).plan
        };
        let plan = read(text);
        let [annex] = &plan.annexes[..] else { panic!("{:?}", plan.annexes) };
        assert_eq!((annex.tasks.len(), annex.label.as_deref(), plan.preamble.len()), (3, None, 0));
        let task = &plan.responsibilities[1];
        assert_eq!((task.task.as_deref(), task.lead[0].name.as_str()), (Some("治理河道"), "市生态环境局"));
        // Below a heading it is a table of the text.
        assert!(read(&text.replacen("清单\n", "清单\n一、任务\n", 1)).annexes.is_empty());
    }
}
