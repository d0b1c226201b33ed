//! Cuts lines that hold more than one paragraph: a whole plan that a database or a
//! clipboard has collapsed into one line, lists that run on, boxes that have run into
//! their tables, headings that have run into their text.
//!
//! [`marks`] finds every number at which a paragraph could begin, with what its place
//! says; [`sequence`] chooses those that the numbering of the whole document asks for;
//! [`named`] ends the titles that the document itself names, [`annexes`] those of annexes,
//! [`boxes`] those of boxes.

mod annexes;
mod boxes;
mod marks;
mod named;
mod sequence;
mod style;
mod tasks;

use self::boxes::{box_title_len, caption_before, find_headers};
use self::marks::{Kind, MAX_MARKS, Mark, Search, find_marks, first_below, is_marker_start};
use super::furniture::{Cut, Furniture, find_page_end};
use super::line::Line;
use crate::model::FurnitureKind;
use crate::normalize::Gap;
use crate::scan::letter::{find_date, is_annotation, is_imprint, is_signer, scan_addressees, scan_copy_mark};
use crate::scan::marker::{Style, scan_marker};
use crate::scan::title::is_plan_title;
use crate::scan::{is_han, is_longer_than};
use crate::span::Span;

/// Only lines longer than this many characters can be collapsed.
const MIN_COLLAPSED: u16 = 120;

/// The same where a format says that the line is one paragraph: pages are known
/// that hold a whole plan in one.
const MIN_COLLAPSED_WHOLE: u16 = 2000;

/// What is longer than printed lines are may hold the end of one paragraph and another.
const MIN_LONG: u16 = 60;

/// The same of a line that begins with 1.
const MIN_LIST: u16 = 18;

/// What holds so many paragraphs and more is no row of a table, whatever its gaps.
const MIN_PARAGRAPHS: usize = 3;

/// Letters, contents and the title of the plan begin before this offset.
const MAX_HEAD: u32 = 20_000;

/// Where lines are to be cut, as offsets in the normalized text, in order.
#[must_use]
pub fn find_breaks(text: &str, gaps: &[Gap], lines: &mut [Line], furniture: &mut Furniture) -> Vec<u32> {
    let mut breaks = Vec::new();
    let mut marks: Vec<Mark> = Vec::new();
    let mut ends: Vec<u32> = Vec::new();
    let mut collapsed: Vec<Line> = Vec::new();
    let mut task_lists = Vec::new();
    // Titles that the text names, if any line may need them.
    let mut titles = None;
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.furniture.is_none()) {
        let content = line.span.of(text);
        if let Some(marker) = line.marker {
            marks.push(Mark { at: line.span.start, kind: Kind::Number(marker), evidence: None });
        } else if line.first == '专' && content.starts_with("专栏") {
            let title = box_title_len(content).filter(|_| is_collapsed(line) || is_table(content));
            if let Some(len) = title.filter(|_| !line.is_whole()) {
                breaks.push(line.span.start + len as u32);
            }
            marks.push(Mark { at: line.span.start, kind: Kind::Box(None), evidence: None });
        }
        if is_collapsed(line) && marks.len() < MAX_MARKS && !is_among_rows(lines, at) {
            let line = &behind_head(line, gaps, furniture);
            let content = line.span.of(text);
            collapsed.push(line.clone());
            let from = marks.len();
            find_marks(content, line, gaps, Search::Collapsed, &mut marks);
            let own = tasks::find_task_lists(content, line.span.start);
            let is_inside = |mark: &Mark| own.iter().any(|list| (list.start..list.end).contains(&mark.at));
            let outside = marks.split_off(from);
            marks.extend(outside.into_iter().filter(|mark| !is_inside(mark)));
            let titles = titles.get_or_insert_with(|| named::forwarded(text));
            let annexes = annexes::cut_annexes(content, line.span.start, (titles, &own), &mut breaks);
            task_lists.extend(own);
            let begins = |at| Mark { at, kind: Kind::Annex, evidence: None };
            marks.extend(annexes.into_iter().map(begins));
            marks[from..].sort_by_key(|mark| mark.at);
        } else if is_list(line) || line.marker.is_some_and(|marker| first_below(content, marker).is_some()) {
            find_marks(content, line, gaps, Search::Printed, &mut marks);
        } else if may_hold_headings(content, line) && marks.len() < MAX_MARKS && !is_among_rows(lines, at) {
            find_marks(content, line, gaps, Search::Headings, &mut marks);
        }
        ends.resize(marks.len(), line.span.end);
    }
    let chosen = sequence::choose(&marks);
    let taken: Vec<(Mark, u32)> = marks
        .into_iter()
        .zip(ends)
        .zip(chosen)
        .filter_map(|((mark, end), is_chosen)| is_chosen.then_some((mark, end)))
        .collect();
    for (mark, _) in taken.iter().filter(|(mark, _)| mark.evidence.is_some()) {
        breaks.push(mark.at);
        if let Kind::Box(Some(title)) = mark.kind {
            breaks.push(title);
        }
    }
    named::end_headings(text, &taken, &mut breaks);
    for line in &collapsed {
        let content = line.span.of(text);
        cut_at_indents(content, line, gaps, &mut breaks);
        let headers =
            find_headers(content).flat_map(|at| caption_before(content, at).into_iter().chain([at]));
        breaks.extend(headers.map(|at| line.span.start + at as u32));
        if count_within(&taken, line) >= MIN_PARAGRAPHS {
            breaks.extend(find_dashes(content).map(|at| line.span.start + at as u32));
        }
    }
    if let Some(titles) = titles {
        for line in collapsed.iter().take_while(|line| line.span.start < MAX_HEAD) {
            let content = line.span.of(text);
            named::cut_titles(content, line.span.start, &titles, &mut breaks);
            let is_first = taken.first().is_none_or(|(mark, _)| mark.at >= line.span.start);
            if is_first && count_within(&taken, line) >= MIN_PARAGRAPHS {
                cut_addressees(content, line, &mut breaks);
            }
            cut_letter(content, line, gaps, &mut breaks);
            cut_contents_heading(content, line, &taken, &mut breaks, furniture);
        }
    }
    if let Some(line) = lines.iter().rfind(|line| line.furniture.is_none()).filter(|line| is_collapsed(line))
    {
        cut_imprint(line.span.of(text), line, gaps, &mut breaks);
        cut_end(line.span.of(text), line, &mut breaks, furniture);
    }
    tasks::keep_whole(&task_lists, &mut breaks);
    breaks.sort_unstable();
    breaks.dedup();
    for line in lines.iter_mut().filter(|line| line.is_row) {
        let from = breaks.partition_point(|at| *at <= line.span.start);
        line.is_row = breaks[from..].partition_point(|at| *at < line.span.end) < MIN_PARAGRAPHS;
    }
    breaks
}

/// How many of the marks, which are in order, stand within a line.
fn count_within(marks: &[(Mark, u32)], line: &Line) -> usize {
    let until = |at: u32| marks.partition_point(|(mark, _)| mark.at < at);
    until(line.span.end) - until(line.span.start)
}

/// The line without the head of the page that has run into it.
fn behind_head(line: &Line, gaps: &[Gap], furniture: &Furniture) -> Line {
    let mut own = line.clone();
    own.span.start = furniture.text_start(line.span);
    if own.span.start > line.span.start {
        let head =
            gaps[line.gaps.0 as usize..line.gaps.1 as usize].partition_point(|gap| gap.at <= own.span.start);
        own.gaps.0 += head as u32;
    }
    own
}

/// Where the dashes stand that begin the points of a list, behind whole sentences: 。——甲；——乙.
fn find_dashes(content: &str) -> impl Iterator<Item = usize> {
    /// One alone goes on with its sentence.
    const LEAST: usize = 2;
    let ends = |at: &usize| content[..*at].ends_with(['。', '；', '：']);
    let is_dash = |at: &usize| !content[at + "——".len()..].starts_with('—');
    let found = memchr::memmem::find_iter(content.as_bytes(), "——").filter(ends).filter(is_dash);
    let all: Vec<usize> = found.collect();
    if all.len() >= LEAST { all } else { Vec::new() }.into_iter()
}

/// Whether tabs part the cells of a line, and of one beside it: however long its cells are,
/// it is the row of a table.
fn is_among_rows(lines: &[Line], at: usize) -> bool {
    /// Two paragraphs may stand on a line with a tab between.
    const MIN_TABS: u16 = 2;
    let has_cells = |line: &Line| line.tab_gaps >= MIN_TABS;
    let beside = [at.checked_sub(1).and_then(|before| lines.get(before)), lines.get(at + 1)];
    has_cells(&lines[at]) && beside.into_iter().flatten().any(has_cells)
}

/// Whether a line is so long that it may hold many paragraphs.
const fn is_collapsed(line: &Line) -> bool {
    line.chars >= if line.is_whole() { MIN_COLLAPSED_WHOLE } else { MIN_COLLAPSED }
}

/// `1.甲。2.乙。3.丙。` need not be long.
fn is_list(line: &Line) -> bool {
    line.chars >= MIN_LIST
        && !line.is_whole()
        && line.marker.is_some_and(|marker| {
            matches!(marker.style, Style::Arabic | Style::ParenArabic) && marker.number == 1
        })
}

/// Whether a heading may stand in mid-line, though the line is not so long: behind a sentence
/// of a paragraph as a converter has put it together, or as its printed line was kept; or the
/// first behind that of its chapter.
fn may_hold_headings(content: &str, line: &Line) -> bool {
    /// What is longer is no chapter's heading with another behind it.
    const MAX_HEADINGS: u16 = 60;
    let is_first = || content.contains("（一）") || content.contains("第一");
    line.chars >= if line.is_whole() { MIN_LIST } else { MIN_LONG }
        || line.chars <= MAX_HEADINGS
            && line
                .marker
                .is_some_and(|marker| marker.style < Style::ParenIdeographic && marker.len < content.len())
            && is_first()
        || has_number_behind_stop(content)
}

/// Whether a sentence ends before the number of a heading.
fn has_number_behind_stop(content: &str) -> bool {
    let is_number = |rest: &str| {
        rest.starts_with(|c| is_marker_start(c) && !c.is_ascii_digit())
            && scan_marker(rest).is_some_and(|marker| marker.style <= Style::ParenIdeographic)
    };
    content.match_indices('。').any(|(at, stop)| is_number(&content[at + stop.len()..]))
}

/// 专栏1 主要指标 序号 指标 …
fn is_table(content: &str) -> bool {
    content.contains("序号")
}

/// Where a line that many paragraphs have collapsed into has kept their indents: gaps two
/// characters wide, most of them behind a sentence or before a number.
fn cut_at_indents(content: &str, line: &Line, gaps: &[Gap], breaks: &mut Vec<u32>) {
    /// The width of an indent, in columns.
    const INDENT: u16 = 4;
    /// Fewer show nothing.
    const MIN_INDENTS: usize = 4;
    /// What stands between two of them has more characters: 目　　录 is one word.
    const MIN_PIECE: usize = 4;
    let own = &gaps[line.gaps.0 as usize..line.gaps.1 as usize];
    let at = |gap: &Gap| (gap.at - line.span.start) as usize;
    let indents: Vec<usize> = own.iter().filter(|gap| gap.columns >= INDENT).map(at).collect();
    let is_closed = |at: usize| content[..at].ends_with(['。', '！', '？', '：', '；', '）']);
    let begins = |at: usize| is_closed(at) || scan_marker(&content[at..]).is_some();
    let behind = indents.iter().filter(|at| begins(**at)).count();
    if indents.len() < MIN_INDENTS || behind * 3 < indents.len() * 2 {
        return;
    }
    let mut from = 0;
    for (index, &at) in indents.iter().enumerate() {
        let to = indents.get(index + 1).copied().unwrap_or(content.len());
        let is_long = |piece: &str| is_longer_than(piece, MIN_PIECE);
        if begins(at) || is_long(&content[from..at]) && is_long(&content[at..to]) {
            breaks.push(line.span.start + at as u32);
        }
        from = at;
    }
}

/// Those whom a letter addresses, with which the line begins that all of it has collapsed into.
fn cut_addressees(content: &str, line: &Line, breaks: &mut Vec<u32>) {
    let is_letter = line.marker.is_none() && content.starts_with(['各', '省', '市', '县', '区', '自', '国']);
    if let Some(colon) = scan_addressees(content).filter(|_| is_letter) {
        breaks.push(line.span.start + (colon + '：'.len_utf8()) as u32);
    }
}

/// Where the letter ends in the line that a whole document has collapsed into: its
/// title with the text behind a gap, the signature, the date, the remark behind it.
fn cut_letter(content: &str, line: &Line, gaps: &[Gap], breaks: &mut Vec<u32>) {
    /// A letter ends within so many bytes.
    const LETTER: usize = 6000;
    /// A signature with its date has no more.
    const CLOSING: usize = 150;
    let base = line.span.start;
    let head = &content[..content.floor_char_boundary(LETTER.min(content.len()))];
    let first_mark = head.find(['。', '，', '：']).unwrap_or(head.len());
    for gap in &gaps[line.gaps.0 as usize..line.gaps.1 as usize] {
        let at = (gap.at - base) as usize;
        if at >= first_mark {
            break;
        }
        if line.marker.is_none() && is_plan_title(&content[..at]) {
            // The title of the whole plan, with its text behind a blank.
            breaks.push(gap.at);
        }
    }
    // Behind a sentence, or behind the telephone or the mail of whoever can be asked.
    let mut before = ' ';
    let places = head.char_indices().filter_map(|(at, c)| {
        let begins = before == '。' || is_han(c) && before.is_ascii_alphanumeric();
        before = c;
        begins.then_some(at)
    });
    for at in places {
        let closing = &head[at..head.floor_char_boundary((at + CLOSING).min(head.len()))];
        let Some((start, date)) = find_date(closing).filter(|(start, _)| is_signer(closing[..*start].trim()))
        else {
            continue;
        };
        let end = at + start + date.len;
        let rest = &content[end..];
        breaks.push(base + at as u32);
        // 印发 closes an imprint, and with it the text.
        if !is_imprint(&content[at..]) || content[at..].starts_with('（') {
            breaks.push(base + end as u32);
        }
        if rest.starts_with('（')
            && let Some(close) = rest.find('）').filter(|close| *close < CLOSING)
        {
            let len = close + '）'.len_utf8();
            if is_annotation(&rest[..len]) {
                breaks.push(base + (end + len) as u32);
            }
        }
    }
}

/// The imprint, and the remarks and the list of copies above it, at the end of the line that a whole
/// document has collapsed into with its indents.
fn cut_imprint(content: &str, line: &Line, gaps: &[Gap], breaks: &mut Vec<u32>) {
    /// The width of an indent, in columns.
    const INDENT: u16 = 4;
    let mut end = content.len();
    let own = &gaps[line.gaps.0 as usize..line.gaps.1 as usize];
    for gap in own.iter().rev().filter(|gap| gap.columns >= INDENT) {
        let at = (gap.at - line.span.start) as usize;
        let piece = content[at..end].trim();
        // Its agency stands before the date.
        if is_imprint(piece) && find_date(piece).is_some_and(|(start, _)| start == 0) {
            continue;
        }
        if !(is_imprint(piece) || is_annotation(piece) || scan_copy_mark(piece).is_some()) {
            break;
        }
        breaks.push(gap.at);
        end = at;
    }
}

/// The signature with its date behind the last sentence of a line that a whole document has
/// collapsed into, and what the page prints below both.
fn cut_end(content: &str, line: &Line, breaks: &mut Vec<u32>, furniture: &mut Furniture) {
    /// Both have no more bytes, with the files that the page links to.
    const LONGEST: usize = 2400;
    let stop = content.rfind('。').map_or(0, |at| at + '。'.len_utf8());
    let end = &content[stop..];
    if stop == 0 || end.is_empty() || end.len() > LONGEST {
        return;
    }
    let place = |at: usize| line.span.start + (stop + at) as u32;
    let signed = find_date(end).filter(|(start, _)| is_signer(end[..*start].trim()));
    let behind = signed.map_or(0, |(start, date)| start + date.len);
    let page = find_page_end(&end[behind..]);
    if signed.is_some() && (page.is_some() || behind == end.len()) {
        breaks.extend([place(0), place(behind)]);
    }
    if let Some(page) = page {
        let span = Span::new(place(behind + page), line.span.end);
        breaks.push(span.start);
        furniture.add_cut(Cut { span, kind: FurnitureKind::Web });
    }
}

/// 目录 before the first entry, in the line that both have collapsed into.
fn cut_contents_heading(
    content: &str,
    line: &Line,
    taken: &[(Mark, u32)],
    breaks: &mut Vec<u32>,
    furniture: &mut Furniture,
) {
    const HEADING: &str = "目录";
    let is_before_mark = |at: u32| taken.binary_search_by_key(&at, |(mark, _)| mark.at).is_ok();
    let found = memchr::memmem::find_iter(content.as_bytes(), HEADING.as_bytes())
        .map(|at| line.span.start + at as u32)
        .find(|start| is_before_mark(start + HEADING.len() as u32));
    let Some(start) = found else { return };
    let span = Span::new(start, start + HEADING.len() as u32);
    breaks.extend([span.start, span.end]);
    furniture.add_cut(Cut { span, kind: FurnitureKind::ContentsHeading });
}

#[cfg(test)]
mod tests {
    use crate::layout::layout;
    use crate::model::FurnitureKind;
    use crate::normalize::normalize;

    fn paragraphs(source: &str) -> usize {
        texts(source).len()
    }

    fn texts(source: &str) -> Vec<String> {
        let manuscript = layout(&normalize(source), source);
        manuscript.paragraphs.iter().map(|paragraph| manuscript.str(paragraph).to_owned()).collect()
    }

    #[test]
    fn indents_that_have_been_kept_part_paragraphs() {
        let text = "　　各县人民政府：　　《养老规划》已经市政府同意，现印发给你们，请认真贯彻执行。　　2021年11月5日\u{2002}　　\
                    （此件公开发布）　　甲县养老服务发展规划　　为促进养老服务，制定本规划。　　一、建设基地　　\
                    （一）新建。新建养老院十座，改造食堂三十个，培训护理人员一千名，服务老年人。　　\
                    （二）扩建。扩建食堂。　　（三）培训。培训人员。　　本规划由市民政局负责解释。";
        let found = texts(text);
        assert_eq!(found.len(), 11, "{found:?}");
        assert_eq!(found[2..5], ["2021年11月5日", "（此件公开发布）", "甲县养老服务发展规划"]);
        assert_eq!(found[10], "本规划由市民政局负责解释。");
        // One gap within a sentence is none.
        assert_eq!(paragraphs(&format!("加强　　领导。{}", "推进养老服务。".repeat(20))), 1);
    }

    #[test]
    fn an_imprint_that_an_indent_sets_off() {
        let text = format!(
            "一、任务{SENTENCE}二、保障{SENTENCE}三、宣传{SENTENCE}　　附件：1.走访安排表　　2.巡逻安排表　　公开属性：主动公开　　\
             甲镇党政办公室 2021年10月19日印发　　\n"
        );
        let wide = text.replace("办公室 2021", "办公室　　2021");
        assert_eq!(texts(&wide).last(), texts(&text).last());
        let found = texts(&text);
        let (last, above) = (found.last().unwrap(), &found[found.len() - 2]);
        assert_eq!(
            (above.as_str(), last.as_str()),
            ("公开属性：主动公开", "甲镇党政办公室2021年10月19日印发")
        );
        let notice =
            crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0).notice.unwrap();
        assert_eq!(notice.annotations, ["公开属性：主动公开"]);
        assert_eq!(notice.imprint.unwrap().agency.as_deref(), Some("甲镇党政办公室"));
    }

    #[test]
    fn a_box_that_runs_into_its_table() {
        assert_eq!(paragraphs("专栏1 主要指标 序号 指标 2020年 2025年 1 覆盖率 42 45 2 保护率 50 55\n"), 2);
    }

    #[test]
    fn short_lists_that_run_on() {
        assert_eq!(paragraphs("1.文化创意产业。2.人力资源产业。3.健康养老产业。\n"), 3);
        // A number that follows no other may be anything.
        assert_eq!(paragraphs("1.文化创意产业示范工程。4.人力资源产业示范工程。\n"), 1);
        assert_eq!(paragraphs("1.年均增长5.2%。粮食产量达到2.5亿斤。3.健康养老\n"), 1);
    }

    const SENTENCE: &str = "加强统筹协调，完善配套政策，建立健全长效机制，推动各项任务落地见效。";

    #[test]
    fn a_plan_on_one_line() {
        let source = format!(
            "一、总体要求（一）指导思想。{SENTENCE}（二）发展目标。{SENTENCE}按照本条第（一）项执行。\
             二、加大投入力度，建设服务体系（一）扩大供给。{SENTENCE}（二）提升能力。{SENTENCE}三、保障措施{SENTENCE}\n"
        );
        let texts = texts(&source);
        let starts: Vec<String> = texts.iter().map(|text| text.chars().take(5).collect()).collect();
        assert_eq!(
            starts,
            [
                "一、总体要",
                "（一）指导",
                "（二）发展",
                "二、加大投",
                "（一）扩大",
                "（二）提升",
                "三、保障措"
            ]
        );
    }

    #[test]
    fn what_stands_around_the_sentences_of_a_plan_on_one_line() {
        let source = format!(
            "一、基础。{SENTENCE}二、目标。{SENTENCE}三、任务{SENTENCE}四、保障{SENTENCE}\
             甲市人民政府办公室2020年9月10日相关附件：二维码扫一扫在手机打开当前页"
        );
        let manuscript = layout(&normalize(&source), &source);
        let found: Vec<&str> =
            manuscript.paragraphs.iter().map(|paragraph| manuscript.str(paragraph)).collect();
        let behind = ["甲市人民政府办公室2020年9月10日", "相关附件：二维码扫一扫在手机打开当前页"];
        assert_eq!(found[found.len() - 2..], behind, "{found:?}");
        let last = manuscript.paragraphs.last().unwrap();
        assert_eq!(last.kind, crate::layout::ParagraphKind::Furniture(FurnitureKind::Web));
    }

    #[test]
    fn a_title_in_quotes_between_the_date_and_the_text() {
        let name = "甲市节水改造工程实施方案";
        let source = format!(
            "甲市水利局关于印发《{name}》的通知各县水利局：为了节水，我们制定了《{name}》，请遵照执行。联系人：张某甲市水利局2021年5月11日\
             《{name}》为持续推进节水，制订此方案。一、思想。{SENTENCE}二、任务。{SENTENCE}三、保障。{SENTENCE}"
        );
        let document = crate::parse(&crate::Source::from_text("t.txt", source)).documents.remove(0);
        assert_eq!((document.plan.title.as_str(), document.plan.sections.len()), (name, 3));
        assert_eq!(document.notice.unwrap().date.as_deref(), Some("2021-05-11"));
    }

    #[test]
    fn authors_below_the_title_of_a_forwarded_plan() {
        let name = "治沙行动纲要（2011—2020年）";
        let source = format!(
            "国务院办公厅关于转发甲源部等部门{name}的通知国办发〔2011〕57号各省人民政府：甲源部、发展改革委和财政部《{name}》已经国务院同意，\
             现转发给你们，请贯彻执行。国务院办公厅二〇一一年十二月八日{name}甲源部发展改革委财政部沙地是重要的资源。一、思路。{SENTENCE}\
             二、任务。{SENTENCE}三、保障。{SENTENCE}"
        );
        let found = texts(&source);
        let at = found.iter().position(|text| text == name).unwrap();
        assert_eq!(found[at + 1..at + 3], ["甲源部发展改革委财政部", "沙地是重要的资源。"]);
    }

    #[test]
    fn headings_behind_the_last_words_of_a_printed_line() {
        let lines = [
            "　　一、总体目标",
            "　　到2025年，养老服务体系更加完善，服务质量明显提升，",
            "老年人的获得感幸福感安全感不断增强。 二、扩大养老服",
            "务供给，优化空间布局",
            "　　（一）新建养老院。支持社会力量建设养老院，改造食堂",
            "三十个，为老年人提供助餐和助浴等各种各样的服务。 三、",
            "完善保障措施",
            "　　（二）加强领导。各部门按照职责分工，依照条例第（一）",
            "项落实。",
        ];
        let found = texts(&format!("{}\n", lines.join("\n")));
        let heads: Vec<&str> =
            found.iter().map(String::as_str).filter(|text| !text.ends_with('。')).collect();
        assert_eq!(
            heads,
            ["一、总体目标", "二、扩大养老服务供给，优化空间布局", "三、完善保障措施"],
            "{found:?}"
        );
        assert_eq!(found.len(), 6, "{found:?}");
    }

    #[test]
    fn headings_that_nothing_parts_from_what_stands_before() {
        let source = format!(
            "一、基础{SENTENCE}二、目标（一）指标。{SENTENCE}25覆盖率85%预期性三、重点任务（一）扩大供给。1.新建。{SENTENCE}\
             〔责任单位：市民政局、市财政局〕2.改造。{SENTENCE}〔责任单位：市水利局〕（二）发展第一、二、三产业。{SENTENCE}\n"
        );
        let texts = texts(&source);
        let starts: Vec<String> = texts.iter().map(|text| text.chars().take(4).collect()).collect();
        assert_eq!(
            starts,
            ["一、基础", "二、目标", "（一）指", "三、重点", "（一）扩", "1.新建", "2.改造", "（二）发"],
            "{texts:?}"
        );
    }

    #[test]
    fn items_that_begin_with_a_year() {
        let source = format!(
            "（一）简化流程。具体措施：1．及时总结经验。{SENTENCE}（市财政局牵头）2．2022年底前制定清单。{SENTENCE}（市民政局牵头）\
             3．完善监管办法，增长3.2021个百分点。{SENTENCE}（市水利局牵头）（二）提高效率。{SENTENCE}\n"
        );
        let texts = texts(&source);
        assert_eq!(texts.len(), 5, "{texts:?}");
        assert!(texts[2].starts_with("2.2022年底前"), "{texts:?}");
    }

    #[test]
    fn the_first_article_behind_the_heading_of_a_chapter() {
        let source = format!(
            "第一章总则第一条为规范管理，制定本办法。{SENTENCE}第二条本办法适用于本市。{SENTENCE}第二章职责第三条县级部门\
             做好各项工作。{SENTENCE}第四条依照第二条第一款执行。{SENTENCE}\n"
        );
        let texts = texts(&source);
        let starts: Vec<String> = texts.iter().map(|text| text.chars().take(5).collect()).collect();
        assert_eq!(
            starts,
            ["第一章总则", "第一条为规", "第二条本办", "第二章职责", "第三条县级", "第四条依照"]
        );
    }

    #[test]
    fn contents_on_one_line_name_the_titles() {
        let source = format!(
            "甲市水利发展规划　目　录第一章　发展基础第一节　主要成效第二节　存在问题第二章　重点任务第一节　防洪\
             第二节　供水第一章　发展基础{SENTENCE}第一节　主要成效{SENTENCE}第二节　存在问题“十三五”期间，{SENTENCE}\
             第二章　重点任务{SENTENCE}第一节　防洪{SENTENCE}第二节　供水{SENTENCE}\n"
        );
        let texts = texts(&source);
        assert!(texts.contains(&"第一章发展基础".to_owned()), "{texts:?}");
        assert!(texts.contains(&"第二节存在问题".to_owned()), "{texts:?}");
        assert_eq!(texts.iter().filter(|text| *text == "第二节供水").count(), 2, "{texts:?}");
    }
}
