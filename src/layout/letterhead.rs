//! Lines that begin a paragraph whatever the line before looks like: numbers,
//! dates, titles and addressees of a letter, entries of a table of contents.
//! They are never cut at the margin, so their width says nothing; in a wrapped
//! text they would be joined to their neighbours. Where a clipboard has run
//! them together in one line, they are cut apart.

use super::furniture::Furniture;
use super::line::Line;
use crate::model::FurnitureKind;
use crate::scan::annex_label::scan_annex_label;
use crate::scan::date::scan_year;
use crate::scan::document_number::find_document_number;
use crate::scan::folded::fold_title;
use crate::scan::indicator::is_header_line;
use crate::scan::leaders::has_leaders;
use crate::scan::letter::{
    find_date, is_imprint, is_letterhead, is_number_line, is_signer, lists_name, scan_addressees,
    scan_closing_date, scan_copy_mark, scan_date_remark, scan_month,
};
use crate::scan::marker::{Marker, Style, scan_marker};
use crate::scan::numeral::scan_any;
use crate::scan::quantity::is_value_cell;
use crate::scan::title::{is_plan_title, quoted_titles};
use crate::scan::{is_han, is_longer_than};
use crate::span::Span;

/// A letterhead, its title and its addressees stand among so many lines.
const HEAD_LINES: usize = 60;

/// A title has at most so many lines.
const TITLE_LINES: usize = 6;

/// Lines, by index, that begin a paragraph; in order, none twice.
#[must_use]
pub fn find_starts(text: &str, lines: &[Line]) -> Vec<u32> {
    let mut content = Vec::with_capacity(lines.len());
    content.extend((0..lines.len()).filter(|at| lines[*at].furniture.is_none()));
    let line = |position: usize| content.get(position).map_or("", |at| lines[*at].span.of(text));
    let head: String = (0..HEAD_LINES).map(line).collect();
    let names = Names::of(&head);
    let mut starts = Vec::new();
    let mut in_contents = false;
    // The next row of a table that begins with 序号.
    let mut row = 0u32;
    let mut before = "";
    let mut own = line(0);
    for (position, at) in content.iter().copied().enumerate() {
        let next = line(position + 1);
        if let Some(count) = count_named_lines(&names, &line, position) {
            starts.extend([position, position + count]);
        }
        let is_head = position < HEAD_LINES;
        if is_head && let Some([copy, end]) = find_title_again(&line, position) {
            starts.extend([position, copy, end]);
        }
        in_contents = at
            .checked_sub(1)
            .is_some_and(|before| lines[before].furniture == Some(FurnitureKind::ContentsHeading))
            || in_contents && (has_leaders(own) || is_entry(own) || has_leaders(next));
        let is_title_end = is_title_end(own, next) && names_a_document(&line, position);
        // A number whose line the next goes on with is quoted.
        let is_open = next.starts_with(['，', '、', '；', '。', '》', '〉', '）'])
            || own.ends_with('月') && count_date_parts(&line, position).is_some();
        let is_alone =
            stands_alone(own) && !is_open || is_head && (begins_letterhead(own, next) || is_title_end);
        if is_alone && !is_title_end {
            starts.push(position);
        }
        if is_head && is_alone && own.ends_with('日') {
            starts.extend(signed_lines(&head, &line, position));
        }
        if is_signer(own)
            && let Some(count) = count_date_parts(&line, position + 1)
        {
            starts.extend([position, position + 1, position + 1 + count]);
        }
        if is_head && let Some(count) = count_number_parts(&line, position) {
            starts.extend([position, position + count]);
        }
        // 专栏1 …主要 / 指标: the rest of a title, though it reads like a header.
        let is_title_rest = before.starts_with("专栏") && own.ends_with("指标") && is_header_line(next);
        // 项目 is also the last word of many a title.
        let is_word = own == "项目" && is_longer_than(next, 12);
        let is_header = is_header_line(own) && !is_title_rest && !is_word;
        // 附件：甲市规划, and the title of that plan below it.
        let is_label = begins_annex(own) && is_plan_title(own) && is_plan_title(next);
        if is_alone || in_contents && has_leaders(own) || is_header || is_label {
            starts.push(position + 1);
        }
        // The table ends with the next heading.
        let is_heading =
            |marker: Marker| marker.style <= Style::Ideographic || marker.style == Style::ParenIdeographic;
        if lines[at].marker.is_some_and(is_heading) {
            row = 0;
        }
        let is_row = row > 0 && begins_row(own, next, row);
        if is_row {
            row += 1;
            // The number alone: its row stands below.
            if own.bytes().all(|byte| byte.is_ascii_digit()) {
                starts.push(position + 1);
            }
        } else if own.starts_with("序号") && !is_longer_than(own, 40) {
            row = 1;
            starts.push(position + 1);
        }
        if in_contents && is_entry(own)
            || is_row
            || is_head
                && own.starts_with('各')
                && !before.ends_with(['，', '、'])
                && scan_addressees(own).is_some()
            || begins_annex(own)
            || is_header
            || is_table_title(own)
            || is_value_below(own, before)
            || is_signer(own) && (scan_closing_date(next).is_some() || is_head && is_plan_title(before))
        {
            starts.push(position);
        }
        (before, own) = (own, next);
    }
    starts.sort_unstable();
    starts.dedup();
    starts.into_iter().filter_map(|position| content.get(position)).map(|at| *at as u32).collect()
}

/// The folded titles of plans that the head of a file names in 《》, in order.
struct Names {
    titles: Vec<String>,
    longest: usize,
}

impl Names {
    fn of(head: &str) -> Self {
        let titles = quoted_titles(head);
        let mut titles: Vec<String> =
            titles.iter().filter(|title| is_plan_title(title)).map(|title| fold_title(title)).collect();
        titles.sort_unstable();
        let longest = titles.iter().map(String::len).max().unwrap_or(0);
        Self { titles, longest }
    }

    /// The first that is `start` or stands behind it: one that begins with it, if any does.
    fn at(&self, start: &str) -> Option<&str> {
        let at = self.titles.partition_point(|title| title.as_str() < start);
        self.titles.get(at).map(String::as_str).filter(|title| title.starts_with(start))
    }
}

/// How many lines from `position` on are one of `names`: the title of a plan stands alone,
/// though in a text without indents nothing else sets it off.
fn count_named_lines<'a>(names: &Names, line: &impl Fn(usize) -> &'a str, position: usize) -> Option<usize> {
    /// Such a title goes over so many lines at most.
    const LINES: usize = 3;
    let own = line(position);
    // The first character rules out nearly every line.
    names.at(&own[..own.chars().next()?.len_utf8()])?;
    // Within 《》 it is only mentioned.
    let before = position.checked_sub(1).map_or("", line);
    if before.rfind('《') > before.rfind('》') {
        return None;
    }
    let mut joined = String::new();
    for count in 1..=LINES {
        let text = line(position + count - 1);
        if text.len() > names.longest * 2 || text.contains(['《', '》', '。']) {
            return None;
        }
        joined.push_str(&fold_title(text));
        if names.at(&joined)? == joined {
            return Some(count);
        }
    }
    None
}

/// Where the title that begins at `position` stands once more right below it, as pages and
/// data bases print it, perhaps over other lines: where the second begins, and what is behind it.
fn find_title_again<'a>(line: &impl Fn(usize) -> &'a str, position: usize) -> Option<[usize; 2]> {
    /// What is shorter, folded, may be anything that stands twice.
    const SHORTEST: usize = 12;
    let mut own = String::new();
    for copy in position + 1..=position + TITLE_LINES {
        let text = line(copy - 1);
        if text.is_empty() || text.contains('。') || is_longer_than(text, 150) {
            return None;
        }
        own.push_str(&fold_title(text));
        // The first character rules out nearly every line.
        if line(copy).chars().next() != line(position).chars().next() {
            continue;
        }
        let mut again = String::new();
        for end in copy + 1..=copy + TITLE_LINES {
            again.push_str(&fold_title(line(end - 1)));
            let is_title = text.ends_with("通知") || is_plan_title(text);
            if again == own && is_title && is_longer_than(&own, SHORTEST) {
                return Some([copy, end]);
            }
            if !own.starts_with(&again) {
                break;
            }
        }
    }
    None
}

/// The lines above the date at `position` with one name each of those who sign a letter
/// together: such as sign alone, too, or such as the text lists.
fn signed_lines<'a>(
    head: &str,
    line: &impl Fn(usize) -> &'a str,
    position: usize,
) -> impl Iterator<Item = usize> {
    /// So many sign at most, and none of their names has more characters.
    const LINES: usize = 40;
    const LONGEST: usize = 24;
    let is_name = |at: &usize| {
        let name = line(*at);
        is_longer_than(name, 1)
            && !is_longer_than(name, LONGEST)
            && name.chars().all(is_han)
            && (is_signer(name) || lists_name(head, name))
    };
    let first = (position.saturating_sub(LINES)..position).rev().take_while(is_name).last();
    first.unwrap_or(position)..position
}

/// How many lines from `position` on make up one text that stands alone, though none of them is it by
/// itself: 2019年 and 1月24日, 甲政发〔2019〕4 and 号. The first is `begun`.
fn count_parts<'a>(
    line: &impl Fn(usize) -> &'a str,
    position: usize,
    begun: impl Fn(&str) -> bool,
    is_whole: impl Fn(&str) -> bool,
) -> Option<usize> {
    /// A date may stand in so many pieces.
    const LINES: usize = 6;
    /// And has no more bytes, nor has a number.
    const LONGEST: usize = 60;
    let mut joined = line(position).to_owned();
    if joined.len() > LONGEST || !begun(&joined) {
        return None;
    }
    for count in 2..=LINES {
        let next = line(position + count - 1);
        joined.push_str(next);
        if next.is_empty() || joined.len() > LONGEST {
            return None;
        }
        if is_whole(&joined) {
            return Some(count);
        }
    }
    None
}

/// The same of a date, whose first line has the year.
fn count_date_parts<'a>(line: &impl Fn(usize) -> &'a str, position: usize) -> Option<usize> {
    let has_year = |text: &str| scan_year(text).is_some() && !text.ends_with('日');
    let is_date =
        |text: &str| text.ends_with('日') && scan_closing_date(text).is_some_and(|(start, _)| start == 0);
    count_parts(line, position, has_year, is_date)
}

/// The same of a document's number, whose first line has the agency.
fn count_number_parts<'a>(line: &impl Fn(usize) -> &'a str, position: usize) -> Option<usize> {
    let has_agency = |text: &str| {
        text.starts_with(is_han) && !text.ends_with('号') && (text.contains('〔') || text.ends_with('发'))
    };
    count_parts(line, position, has_agency, |text| text.ends_with('号') && is_number_line(text))
}

/// Whether a line says who may read the document: （此件公开发布）
fn is_openness_remark(line: &str) -> bool {
    let inner = line.strip_prefix('（').and_then(|line| line.strip_suffix('）'));
    inner.is_some_and(|inner| {
        ["此件", "本件", "信息公开", "主动公开", "依申请公开"].iter().any(|word| inner.starts_with(word))
            && inner.contains("公开")
            && !is_longer_than(inner, 18)
            && !inner.contains(['。', '，', '（', '）'])
    })
}

/// A number, a date, an imprint, a remark on who may read it, or the row or cell of a pipe table, wherever it
/// stands.
fn stands_alone(line: &str) -> bool {
    line.ends_with('|')
        || !is_longer_than(line, 100)
            && (ends_date(line) && line.contains('日') && scan_closing_date(line).is_some()
                || line.ends_with('月') && scan_month(line) == Some(line.len())
                || line.ends_with(['印', '发', '制', '）']) && is_imprint(line)
                || line.contains('号') && is_number_line(line)
                || line.ends_with('）') && is_openness_remark(line))
}

/// Whether a line ends as a date does, or the remark behind one.
fn ends_date(line: &str) -> bool {
    line.ends_with(|c: char| matches!(c, '日' | '号' | '）') || c.is_ascii_digit())
}

/// The name of an agency above its number, or beside the other agencies of a
/// joint notice.
fn begins_letterhead(line: &str, next: &str) -> bool {
    is_letterhead(line) && (!is_signer(line) || is_letterhead(next) || find_document_number(next).is_some())
}

/// The last line of a title: 的通知. Running text can end a line there too, but no
/// addressees, number or body follow it.
fn is_title_end(line: &str, next: &str) -> bool {
    // The last character rules out nearly every line.
    if !line.ends_with(['知', '见', '）', '》']) {
        return false;
    }
    // （2023年5月25日）, as compilers put it behind, or （甲发〔2023〕5号）.
    let is_remark = |text: &str| scan_date_remark(text).is_some() || find_document_number(text).is_some();
    let bare = line.rfind('（').filter(|at| is_remark(&line[*at..])).map_or(line, |at| &line[..at]);
    let is_end =
        bare.trim_end_matches(['）', '》']).ends_with("通知") || line.ends_with('见') && is_plan_title(line);
    is_end
        && !is_longer_than(line, 150)
        && (next.starts_with('各') || scan_addressees(next).is_some() || is_number_line(next))
}

/// Whether the lines of a title that end at `position` have 关于 in them, or 印发.
fn names_a_document<'a>(line: &impl Fn(usize) -> &'a str, position: usize) -> bool {
    (position.saturating_sub(TITLE_LINES)..=position)
        .rev()
        .map(line)
        .take_while(|line| !line.contains('。'))
        .any(|line| line.contains("关于") || line.contains("印发"))
}

/// 附件1 重点任务分工, 附件：1.规划
fn begins_annex(line: &str) -> bool {
    line.starts_with('附')
        && !is_longer_than(line, 60)
        && !line.contains('。')
        && scan_annex_label(line).is_some_and(|label| label.has_colon || label.number.is_some())
}

/// `3推进“一网通办”区审批局`: a row of a table whose cells a blank sets apart, or its number
/// alone.
fn begins_row(line: &str, next: &str, number: u32) -> bool {
    // 3 and 年, 座 below it: a figure that a line end has cut.
    const MEASURES: &[char] =
        &['年', '月', '日', '个', '项', '家', '万', '亿', '座', '处', '公', '亩', '人', '户', '%'];

    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    digits > 0
        && line[..digits].parse() == Ok(number)
        && (digits == line.len() && !next.starts_with(MEASURES)
            || line[digits..].starts_with(|c: char| is_han(c) || c == '“'))
        && !line[digits..].starts_with(MEASURES)
}

/// A value on its own line, below a name that closes with its unit.
fn is_value_below(line: &str, name: &str) -> bool {
    !is_longer_than(line, 8) && name.ends_with('）') && scan_marker(name).is_some() && is_value_cell(line)
}

/// 表3 “十四五”主要指标
fn is_table_title(line: &str) -> bool {
    line.strip_prefix('表').is_some_and(|rest| scan_any(rest).is_some_and(|(_, len)| len < rest.len()))
        && !is_longer_than(line, 50)
        && !line.contains(['。', '，'])
}

/// An entry of the contents begins with its label.
fn is_entry(line: &str) -> bool {
    !is_longer_than(line, 90)
        && !line.contains('。')
        && (scan_marker(line).is_some() || line.starts_with("专栏") || line.starts_with("附"))
}

/// Where a line of the head holds several parts of a letter, the offsets at
/// which they are cut apart, in order: title, number, addressees, body.
#[must_use]
pub fn find_breaks(text: &str, lines: &[Line], furniture: &Furniture) -> Vec<u32> {
    let last = lines.iter().rposition(|line| line.furniture.is_none());
    let mut content = 0;
    let closings = lines.iter().enumerate().flat_map(|(at, line)| {
        content += usize::from(line.furniture.is_none());
        let is_last = Some(at) == last;
        find_closing(text, line, is_last || content <= HEAD_LINES, is_last)
    });
    let mut breaks: Vec<u32> = closings.collect();
    let mut is_first = true;
    for line in lines.iter().filter(|line| line.furniture.is_none()).take(HEAD_LINES) {
        let start = furniture.text_start(line.span);
        let mut own = Span::new(start, line.span.end).of(text);
        let mut base = start as usize;
        let is_free = is_first && line.marker.is_none();
        is_first = false;
        if let Some([number, title, addressees]) = run_on_title(own, is_free) {
            let inner = [number, title, addressees].into_iter().filter(|at| *at > 0);
            breaks.extend(inner.map(|at| (base + at) as u32));
            base += addressees;
            own = &own[addressees..];
            if let Some(colon) = scan_addressees(own).filter(|colon| own.len() > colon + 30) {
                breaks.push((base + colon + '：'.len_utf8()) as u32);
            }
            continue;
        }
        let number = find_document_number(own).map(|number| (number, own[..number.start].trim_end()));
        if let Some((number, before)) = number
            && (before.ends_with("通知") || is_number_line(&own[..number.end]))
        {
            if !before.is_empty() && (is_plan_title(before) || before.ends_with("通知")) {
                breaks.push((base + number.start) as u32);
            }
            let rest = own[number.end..].trim_start();
            if scan_addressees(rest).is_some() {
                base += own.len() - rest.len();
                breaks.push(base as u32);
                own = rest;
            }
        }
        // The date of a cover, and the heading of the page behind it.
        if let Some(len) = scan_month(own)
            && ["前言", "目录", "序言", "引言"].contains(&own[len..].trim_start())
        {
            breaks.push((base + len) as u32);
        }
        if own.starts_with('各')
            && let Some(colon) = scan_addressees(own)
            && own.len() > colon + 30
        {
            breaks.push((base + colon + '：'.len_utf8()) as u32);
        }
    }
    breaks
}

/// Where number, title and addressees begin in a line that a whole letter has collapsed into:
/// `甲市人民政府文件甲政发〔2021〕5号关于印发…的通知各县人民政府：…`. The number may be missing where
/// the file begins with the line (`is_free`).
fn run_on_title(line: &str, is_free: bool) -> Option<[usize; 3]> {
    /// A title has no more bytes, that of a letterhead before it included.
    const TITLE: usize = 450;
    const END: &str = "的通知";
    let head = &line[..line.floor_char_boundary(TITLE.min(line.len()))];
    let number = find_document_number(head)
        .map(|number| (number.start, number.end))
        .filter(|(start, _)| *start == 0 || is_joint_letterhead(head[..*start].trim_end()));
    let (start, from) = number.or(is_free.then_some((0, 0)))?;
    let rest = &line[from..];
    let rest = &rest[..rest.floor_char_boundary(TITLE.min(rest.len()))];
    let end = rest.find(END)? + END.len();
    let title = &rest[..end];
    let behind = from + end;
    let is_closed = title.matches('《').count() == title.matches('》').count();
    // 按照…的通知要求 goes on.
    let goes_on =
        ["要求", "精神", "和", "，", "》", "规定"].iter().any(|word| line[behind..].starts_with(word));
    let is_title = !title.contains(['。', '：'])
        && (title.contains("关于") || title.contains("印发"))
        && is_closed
        && !goes_on;
    let colon = scan_addressees(&line[behind..])?;
    // Between them stands the number, as a rule.
    let is_adjacent = find_document_number(&line[behind..behind + colon]).is_none();
    (is_title && is_adjacent).then_some([start, from, behind])
}

/// Whether a text is a letterhead, perhaps that of several agencies whose names run together.
fn is_joint_letterhead(text: &str) -> bool {
    /// Those of a dozen agencies have no more characters.
    const LONGEST: usize = 160;
    is_letterhead(text)
        || text.ends_with("文件") && !is_longer_than(text, LONGEST) && text.chars().all(is_han)
}

/// A line is at least this long where the signature of a letter has run into its
/// last paragraph.
const MIN_COLLAPSED: u16 = 120;

/// A shorter line is so where it is one of the head, or the last, and the date, or a remark
/// behind it, ends it.
const MIN_SIGNED: u16 = 30;

/// Where, at the end of a long line, the signature and the date of the letter begin, the list
/// of those who get a copy and the imprint, which nothing follows, or the word 附件 of what was
/// not copied with it.
fn find_closing(text: &str, line: &Line, may_end: bool, is_last: bool) -> Vec<u32> {
    let mut found = Vec::new();
    let is_long = line.chars >= MIN_COLLAPSED;
    // A number begins the row of a table, with who does what and until when.
    let is_row = line.marker.is_some() || line.first.is_ascii_digit();
    let is_signed = may_end && line.chars >= MIN_SIGNED && !is_row;
    if !(is_long || is_signed) || line.furniture.is_some() {
        return found;
    }
    let mut content = line.span.of(text);
    let mut may_sign = true;
    loop {
        let last = content.trim_end_matches('。');
        // The last character rules out nearly every line.
        if !may_sign && !content.ends_with('。') || may_sign && !last.ends_with(['日', '）', '件', '发'])
        {
            break;
        }
        let Some(at) = last.rfind('。').map(|at| at + '。'.len_utf8()) else { break };
        let closing = &content[at..];
        let is_signature = scan_closing_date(closing).is_some_and(|(start, _)| start > 0);
        if !is_long && !is_signature {
            break;
        }
        let is_copied = is_last && scan_copy_mark(closing).is_some();
        let signs = |at: usize| is_signer(closing[..at].trim());
        let is_imprint =
            is_last && is_imprint(closing) && find_date(closing).is_some_and(|(at, _)| signs(at));
        if !(is_signature || is_copied || is_imprint || may_sign && closing == "附件") {
            break;
        }
        found.push(line.span.start + at as u32);
        content = &content[..at];
        // Above an imprint stands who gets a copy; above a signature, the text.
        may_sign = is_copied;
        if !is_copied && !is_imprint {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::line::read_lines;
    use crate::normalize::normalize;

    /// The text behind each place at which `source` is cut.
    fn cut_pieces(source: &str) -> Vec<String> {
        let normalized = normalize(source);
        let lines = read_lines(&normalized, source, None);
        let breaks = find_breaks(&normalized.text, &lines, &Furniture::default()).into_iter();
        breaks.map(|at| normalized.text[at as usize..].to_owned()).collect()
    }

    fn starts(source: &str) -> Vec<u32> {
        let normalized = normalize(source);
        let lines = read_lines(&normalized, source, None);
        find_starts(&normalized.text, &lines)
    }

    /// The first two characters behind each place at which `source` is cut.
    fn cut(source: &str) -> Vec<String> {
        cut_pieces(source).iter().map(|piece| piece.chars().take(2).collect()).collect()
    }

    #[test]
    fn the_parts_of_a_letterhead() {
        assert_eq!(
            starts(
                "甲市发展和改革委员会\n甲市民政局文件\n甲发改〔2021〕5号\n关于印发某某\n规划的通知\n各县政府：\n现印发。"
            ),
            [0, 1, 2, 3, 5]
        );
    }

    #[test]
    fn a_title_that_the_head_names_stands_alone() {
        let text = "现将《甲市养老方案》《甲市托育服务方案》印发给你们。\n甲市养老方案\n为促进养老，\n制定方案。\n\
                    甲市托育\n服务方案\n为促进托育，\n制定方案。";
        assert_eq!(starts(text), [1, 2, 4, 6]);
    }

    #[test]
    fn a_title_that_stands_twice() {
        let title = "甲市人民政府关于印发甲市养老服务规划的通知";
        let torn = "甲市人民政府关于印发\n甲市养老服务规划的通知";
        assert_eq!(starts(&format!("{title}\n{title}\n甲市民政局：\n现印发。")), [0, 1, 2]);
        assert_eq!(starts(&format!("{title}\n{torn}\n（甲政〔2021〕5号）\n现印发。")), [0, 1, 3, 4]);
        assert_eq!(starts(&format!("{torn}\n{torn}\n现印发。")), [0, 2, 4]);
        let none: [u32; 0] = [];
        assert_eq!(starts("甲市养老规划\n甲市养老规划\n现印发。"), none);
    }

    #[test]
    fn signature_and_date() {
        assert_eq!(starts("请认真执行。\n甲市人民政府\n2021年5月6日\n（此件公开）"), [1, 2, 3]);
    }

    #[test]
    fn a_label_with_its_title_above_the_title() {
        assert_eq!(starts("附件：甲市养老服务规划\n甲市养老服务规划\n为做好工作"), [0, 1]);
    }

    #[test]
    fn parts_run_together_are_cut() {
        let source = "关于进一步做好某某工作的实施意见甲政办发〔2020〕24号\n各县人民政府，市政府各部门：为做好某某工作，现提出如下意见。";
        assert_eq!(cut(source), ["甲政", "为做"]);
    }

    #[test]
    fn a_notice_on_one_line_is_cut_into_its_parts() {
        let source = "甲市人民政府关于印发甲市“十四五”规划（2021—2025年）的通知甲府发〔2021〕22号各区县人民政府，有关单位：现将规划印发给你们，请认真贯彻执行。";
        assert_eq!(cut(source), ["甲府", "各区", "现将"]);
    }

    #[test]
    fn a_number_may_stand_before_all_else_on_the_line() {
        let source = "甲府发〔2021〕22号甲镇党政办公室关于印发《甲镇养老方案》的通知乡属各社区，有关单位：经研究同意，现将方案印发给你们，请认真贯彻执行。";
        assert_eq!(cut(source), ["甲镇", "乡属", "经研"]);
    }

    #[test]
    fn a_date_behind_a_title_is_none_of_it() {
        let text = "甲县民政局关于印发《甲县养老规\n划》的通知（2023年5月25日）\n局机关各处（室）、各直属单位：\n现印发。";
        assert_eq!(starts(text), [2]);
    }

    #[test]
    fn dates_and_numbers_that_stand_in_pieces() {
        let text = "甲市人民政府关于印发养老规划的通知\n甲政发\n〔2021〕\n5号\n各县人民政府：\n现印发给你们，请认真贯彻执行。\n\
                    甲市人民政府\n2021年\n3\n月2\n日\n甲市养老规划\n";
        let found = starts(text);
        for start in [1, 4, 6, 7, 11] {
            assert!(found.contains(&start), "{start} {found:?}");
        }
        assert!([2, 3, 8, 9, 10].iter().all(|at| !found.contains(at)), "{found:?}");
        // What is no date in the end.
        let text = "甲市人民政府\n2021年\n3\n座水库除险加固工程建成\n";
        assert!(!starts(text).contains(&1));
    }

    #[test]
    fn a_letterhead_and_an_imprint_that_run_into_one_line() {
        let body = "各县要加强领导，落实责任，".repeat(12);
        let source = format!(
            "甲市人民政府文件甲政发〔2021〕5号甲市人民政府关于印发《甲市水网规划》的通知各县人民政府：{body}按期完成。\
             抄送：市委各部门，市人大办、市政协办。甲市人民政府办公室2021年3月3日印发\n"
        );
        let found = cut(&source);
        // The imprint and the copies, then the number, the title, addressees and the text.
        assert_eq!(found, ["甲市", "抄送", "甲政", "甲市", "各县", "各县"]);
        let names = "甲市工业和信息化局中共甲市委精神文明建设办公室甲市城市管理局甲市通信发展管理办公室";
        let joint = source.replacen("甲市人民政府文件", &format!("{names}文件"), 1);
        assert_eq!(cut(&joint), found);
    }

    #[test]
    fn a_signature_at_the_end_of_a_long_line() {
        let body = "各县要抓好落实。".repeat(20);
        let cut = |closing: &str| cut_pieces(&format!("{body}{closing}")).into_iter().next();
        assert_eq!(
            cut("甲市人民政府2020年7月15日（公开）").as_deref(),
            Some("甲市人民政府2020年7月15日（公开）")
        );
        assert_eq!(cut("附件").as_deref(), Some("附件"));
        for body in ["《甲市养老方案》已经市政府同意，现印发给你们，请认真贯彻落实。", "1建成养老院三座。"]
        {
            let found = cut_pieces(&format!("{body}甲市人民政府2020年7月15日（此件公开发布）"));
            assert_eq!(found.len(), usize::from(body.starts_with('《')), "{found:?}");
        }
        assert_eq!(cut("本意见有效期至2020年7月15日"), None);
    }
}
