//! The annexes of a letter in the line that a whole document has collapsed into: the list that
//! names them (附件：1.… 2.…), and the labels behind which they begin (附件1…). Each tells where a
//! title of the other ends.

use std::ops::Range;

use super::named::common_len;
use crate::scan::annex_label::scan_annex_label;
use crate::scan::char_count;
use crate::scan::letter::{find_date, is_signer};
use crate::scan::marker::behind_label;
use crate::scan::title::is_title_remark;
use crate::span::Span;

/// More labels are references in the text.
const MAX_LABELS: usize = 40;

/// No letter has more annexes.
const MOST_ANNEXES: u32 = 99;

/// A list of annexes has no more bytes.
const LONGEST_LIST: usize = 3000;

/// The title of an annex has no more bytes.
const LONGEST_TITLE: usize = 300;

/// A signature with its date has no more bytes.
const LONGEST_SIGNATURE: usize = 150;

/// Two texts that begin alike by chance share fewer characters.
const MIN_COMMON: usize = 5;

/// 附件 in a text, and what stands behind it.
struct Label {
    at: usize,
    /// Where what stands behind it begins.
    end: usize,
    number: u32,
    has_colon: bool,
    /// Whether what stands before it has ended: a sentence, a bracket, a date. In the midst of a
    /// sentence only a title that the list names shows that an annex begins.
    is_apart: bool,
}

/// Cuts `content` before the list of annexes, behind it, and around the labels and titles of
/// those annexes whose titles are known: from the list, or from `titles`, which the letter
/// names in 《》, or since one of `tables` begins behind it. Returns where an annex begins behind its title.
pub(super) fn cut_annexes(
    content: &str,
    base: u32,
    (titles, tables): (&[&str], &[Span]),
    breaks: &mut Vec<u32>,
) -> Vec<u32> {
    let labels = find_labels(content);
    let mut begins = Vec::new();
    let mut place = |at: usize| breaks.push(base + at as u32);
    for label in labels.iter().filter(|label| !label.has_colon && label.is_apart) {
        let rest = &content[label.end..];
        let known = titles.iter().filter(|title| rest.starts_with(**title)).map(|title| title.len()).max();
        let table = tables.iter().map(|table| (table.start - base) as usize).find(|at| *at >= label.end);
        let is_title = |at: &usize| {
            let title = &content[label.end..*at];
            title.len() <= LONGEST_TITLE && !title.contains(['。', '；', '：'])
        };
        let end = known.map(|len| label.end + len + remark_len(&rest[len..]));
        if let Some(end) = end.or_else(|| table.filter(is_title)) {
            [label.at, label.end, end].into_iter().for_each(&mut place);
            begins.push(base + end as u32);
        }
    }
    for (at, list) in labels.iter().enumerate().filter(|(_, label)| label.has_colon) {
        let next =
            labels[at + 1..].iter().find(|label| label.has_colon).map_or(content.len(), |next| next.at);
        let behind: Vec<&Label> = labels[at + 1..].iter().take_while(|label| label.at < next).collect();
        begins.extend(cut_list(content, list, &behind, &mut place).into_iter().map(|at| base + at as u32));
    }
    begins.sort_unstable();
    begins.dedup();
    begins
}

/// Cuts around a list and the annexes that it names, which begin at `labels` or, where there is one
/// only, right behind the list. Returns where those annexes begin behind their titles.
fn cut_list(content: &str, list: &Label, labels: &[&Label], place: &mut impl FnMut(usize)) -> Vec<usize> {
    let mut begins = Vec::new();
    let mut end = None;
    let mut from = list.end;
    for number in 1.. {
        let Some(entry) = entry_at(content, from, list.end, number) else { break };
        let stop = (entry + LONGEST_TITLE).min(content.len());
        let entry_text = &content[entry..content.floor_char_boundary(stop)];
        let found = labels.iter().filter(|label| label.number == number).find_map(|label| {
            let rest = &content[label.end..];
            let len = common_len(entry_text, rest);
            let is_named = char_count(&rest[..len]) >= MIN_COMMON;
            is_named.then(|| (*label, title_len(entry_text, len), label.end + title_len(rest, len)))
        });
        if let Some((label, len, begin)) = found {
            from = entry + len;
            [label.at, label.end, begin].into_iter().for_each(&mut *place);
            begins.push(begin);
        } else if number == 1
            && list.is_apart
            && let Some(len) = repeated_len(entry_text)
        {
            from = entry + len;
            place(from + len);
            begins.push(from + len);
        } else if number == 1
            && labels.is_empty()
            && list.is_apart
            && let Some((len, title)) = again_behind_date(&content[entry..])
        {
            from = entry + len;
            place(entry + title.start);
            place(entry + title.end);
            begins.push(entry + title.end);
        } else {
            break;
        }
        end = Some(from);
    }
    let Some(end) = end else {
        if list.is_apart {
            cut_signature(content, list, place);
            // Below the last sentence of all, nothing else can be meant.
            let rest = &content[list.end..];
            if rest.len() <= LONGEST_LIST && !rest.contains('。') {
                place(list.at);
            }
        }
        return begins;
    };
    place(list.at);
    place(end);
    // The signature and the date of the letter stand below the list.
    let stop = content.floor_char_boundary((end + LONGEST_SIGNATURE).min(content.len()));
    if let Some((start, date)) = find_date(&content[end..stop])
        && labels.first().is_none_or(|label| end + start < label.at)
    {
        place(end + start + date.len);
    }
    begins
}

/// Cuts around a list that names no annex of the text, and around the signature and the date behind it:
/// whoever signs is named above, as a rule in the title of the letter.
fn cut_signature(content: &str, list: &Label, place: &mut impl FnMut(usize)) {
    let stop = content.floor_char_boundary((list.end + LONGEST_LIST / 4).min(content.len()));
    let Some((start, date)) = find_date(&content[list.end..stop]) else { return };
    let date_at = list.end + start;
    // That of an imprint stands behind whoever had it printed.
    if content[date_at + date.len..].starts_with("印发") {
        return;
    }
    let entries = &content[list.end..date_at];
    let from = content.ceil_char_boundary(date_at.saturating_sub(LONGEST_SIGNATURE)).max(list.end);
    let signer = content[from..date_at].char_indices().map(|(at, _)| from + at).find(|at| {
        let name = content[*at..date_at].trim();
        is_signer(name) && content[..list.at].contains(name)
    });
    if let Some(signer) = signer.filter(|_| !entries.contains('。')) {
        [list.at, signer, date_at + date.len].into_iter().for_each(place);
    }
}

/// Where the entry with this number begins: 2. at or behind `from`, or the first of a list without
/// numbers.
fn entry_at(content: &str, from: usize, list: usize, number: u32) -> Option<usize> {
    let stop = content.floor_char_boundary((list + LONGEST_LIST).min(content.len()));
    let rest = content.get(from..stop)?.trim_start_matches(['；', '。', ' ']);
    let entry = behind_label(rest, number);
    entry.or((number == 1).then_some(rest)).map(|entry| stop - entry.len())
}

/// The length of the title that `text` begins with, `len` bytes of which it shares with another: a
/// bracket that is open there is closed, since 2021—2023年 may be printed in two ways.
fn title_len(text: &str, len: usize) -> usize {
    /// What stands in such a bracket has no more bytes.
    const LONGEST: usize = 60;
    let is_open = text[..len].rfind('（') > text[..len].rfind('）');
    let close = text[len..].find('）').filter(|at| is_open && *at <= LONGEST);
    let len = close.map_or(len, |at| len + at + '）'.len_utf8());
    len + remark_len(&text[len..])
}

/// The length of a title that is printed twice, one behind the other, at the beginning.
fn repeated_len(text: &str) -> Option<usize> {
    let ends = text.char_indices().map(|(at, _)| at).skip(2 * MIN_COMMON);
    ends.take_while(|at| at * 2 <= text.len()).find(|at| text[*at..].starts_with(&text[..*at]))
}

/// The length of the title that `text` begins with and that stands again behind the date of the
/// letter, and where it does.
fn again_behind_date(text: &str) -> Option<(usize, Range<usize>)> {
    /// The date ends within so many bytes.
    const CLOSING: usize = 400;
    let closing = &text[..text.floor_char_boundary(CLOSING.min(text.len()))];
    let (start, date) = find_date(closing)?;
    let behind = start + date.len;
    let len = common_len(&closing[..start], &text[behind..]);
    let is_title = char_count(&text[..len]) >= MIN_COMMON;
    is_title.then_some((len, behind..behind + len))
}

/// The length of 试行 and the like in brackets.
fn remark_len(text: &str) -> usize {
    let Some(close) = text.starts_with('（').then(|| text.find('）')).flatten() else { return 0 };
    let len = close + '）'.len_utf8();
    if is_title_remark(&text[..len]) { len } else { 0 }
}

/// The places at which a list of annexes or an annex may begin.
fn find_labels(content: &str) -> Vec<Label> {
    let found = memchr::memmem::find_iter(content.as_bytes(), "附件".as_bytes()).filter_map(|at| {
        let label = scan_annex_label(&content[at..])?;
        let before = content[..at].chars().next_back();
        let is_apart =
            before.is_none_or(|c| matches!(c, '。' | '）' | '；' | '！' | '日' | '》' | '”' | ' '));
        let rest = &content[at + label.label_len..];
        let end = at + label.len;
        let end = end + content[end..].len() - content[end..].trim_start().len();
        let is_list = label.has_colon || label.number.is_none() && rest.starts_with("1.");
        // 附件2022年…: the number is that of the year.
        if label.number.is_some_and(|number| number > MOST_ANNEXES) {
            let end = at + "附件".len();
            return Some(Label { at, end, number: 1, has_colon: false, is_apart });
        }
        Some(Label { at, end, number: label.number.unwrap_or(1), has_colon: is_list, is_apart })
    });
    found.take(MAX_LABELS).collect()
}

#[cfg(test)]
mod tests {
    use crate::{Source, parse};

    const SENTENCE: &str = "加强统筹协调，完善配套政策，建立健全长效机制，推动各项任务落地见效。";

    #[test]
    fn annexes_of_a_letter_on_one_line() {
        let text = format!(
            "各区县人民政府：茶叶是重要的资源，现提出如下意见。一、要求{SENTENCE}二、重点{SENTENCE}三、保障{SENTENCE}\
             附件：1.甲市茶叶基地任务分解表（2019-2021年）2.甲市茶叶产业考核标准甲市人民政府2019年5月21日附件1甲市茶叶基地任务分解表（2019一2021年）面积：亩乙县1800丙县1300\
             附件2甲市茶叶产业考核标准考核内容考核分值茶叶基地30"
        );
        let document = parse(&Source::from_text("t.txt", text)).documents.remove(0);
        let notice = document.notice.unwrap();
        assert_eq!(notice.attachments, ["甲市茶叶基地任务分解表（2019-2021年）", "甲市茶叶产业考核标准"]);
        assert_eq!(notice.date.as_deref(), Some("2019-05-21"));
        let annexes: Vec<_> = document.plan.annexes.iter().map(|annex| annex.title.as_deref()).collect();
        assert_eq!(annexes, [Some("甲市茶叶基地任务分解表（2019一2021年）"), Some("甲市茶叶产业考核标准")]);
        assert_eq!(document.plan.sections.len(), 3);
    }

    #[test]
    fn a_list_below_the_text_and_the_files_that_the_page_links_to() {
        let text = format!(
            "甲市养老整体解决方案{SENTENCE}一、培育目标到2025年，{SENTENCE}二、重点{SENTENCE}三、保障（一）加强领导。{SENTENCE}\
             （二）加强宣传。{SENTENCE}附件：1.甲市养老项目储备清单2.甲市养老政策清单附件1-2(/files/a.pdf)相关附件：甲府规〔2022〕8号关于印发\
             《甲市养老整体解决方案》的通知.pdf(/files/b.pdf)二维码开始扫一扫在手机打开当前页用来校验该浏览器是否支持HTML5"
        );
        let plan = parse(&Source::from_text("t.txt", text)).documents.remove(0).plan;
        assert_eq!(plan.sections[0].title.as_deref(), Some("培育目标"));
        let last = &plan.sections[2].sections[1];
        assert_eq!((plan.sections.len(), last.title.as_deref()), (3, Some("加强宣传")));
        assert!(last.sections.is_empty(), "{:?}", last.sections);
    }

    #[test]
    fn an_annex_right_behind_the_list_that_names_it() {
        let table = "甲市创业工作2019年—2022年期间目标任务表";
        let text = format!(
            "一、目标{SENTENCE}二、任务{SENTENCE}三、保障{SENTENCE}附件：{table}{table}项目2019年2022年创业人数（人）32003600"
        );
        let plan = parse(&Source::from_text("t.txt", text)).documents.remove(0).plan;
        assert_eq!(plan.sections.last().unwrap().content.len(), 1);
    }

    #[test]
    fn an_annex_behind_the_date_without_a_label() {
        let title = "重点任务分工及进度安排表";
        let text = format!(
            "一、目标{SENTENCE}二、任务{SENTENCE}三、保障{SENTENCE}附件：{title}甲市人民政府2016年12月28日{title}序号工作任务责任单位时间进度\
             1探索捐赠方式。市民政局、市税务局2017年底前2完善记录制度。市文明办、市纪委机关、市民政局持续实施3强化人才保障。市教育局、市民政局持续实施"
        );
        let document = parse(&Source::from_text("t.txt", text)).documents.remove(0);
        let plan = document.plan;
        let [annex] = &plan.annexes[..] else { panic!("{:?}", plan.annexes) };
        assert_eq!((annex.title.as_deref(), annex.tasks.len()), (Some(title), 3));
        let units = &plan.responsibilities[1];
        assert_eq!(units.responsible.len(), 3, "{units:?}");
        assert_eq!(units.deadline.as_deref(), Some("持续实施"));
        assert_eq!(document.notice.unwrap().date.as_deref(), Some("2016-12-28"));
    }

    #[test]
    fn a_list_of_a_letter_whose_annexes_bear_no_labels() {
        let name = "甲市养老服务发展实施方案";
        let text = format!(
            "甲市人民政府办公室关于印发{name}的通知各县（市、区）人民政府：《{name}》已经市政府同意，现印发给你们，请认真贯彻执行。\
             附件：1.任务分工表2.主要指标表甲市人民政府办公室2021年3月5日{name}为贯彻部署，制定本方案。一、要求{SENTENCE}二、任务{SENTENCE}三、保障{SENTENCE}"
        );
        let notice = parse(&Source::from_text("t.txt", text)).documents.remove(0).notice.unwrap();
        assert_eq!(notice.date.as_deref(), Some("2021-03-05"));
        assert_eq!(notice.signatories, ["甲市人民政府办公室"]);
    }

    #[test]
    fn an_annex_in_the_midst_of_a_sentence_is_none() {
        let name = "甲市养老服务发展实施方案";
        let text = format!(
            "{name}\n一、要求\n根据《{name}》的部署，为做好各项工作，切实提高服务水平，各地各部门要按照附件2{name}明确的任务分工和时间节点，逐项抓好落实，定期报告进展情况，\
             及时研究解决问题，确保取得实效，让人民群众满意，推动养老服务高质量发展，不断开创工作新局面。\n二、任务\n{SENTENCE}\n"
        );
        let plan = parse(&Source::from_text("t.txt", text)).documents.remove(0).plan;
        assert!(plan.annexes.is_empty());
        assert_eq!(plan.sections[0].content.len(), 1);
    }

    #[test]
    fn two_plans_behind_one_letter_on_one_line() {
        let (first, second) = ("食品监管行动计划（2021-2023年）", "甲市2021年度食品监管工作方案");
        let text = format!(
            "关于印发《{first}》《{second}》的通知各县食品局：为了加强监管，制定了《{first}》和《{second}》，现印发给你们。联系人：张某邮箱：zhang@a.cn\
             甲市食品局2020年9月1日附件1{first}（试行）为加强监管，制定本计划。一、目标{SENTENCE}二、任务{SENTENCE}三、安排{SENTENCE}\
             附件2{second}一、任务{SENTENCE}二、内容{SENTENCE}三、要求{SENTENCE}"
        );
        let documents = parse(&Source::from_text("t.txt", text)).documents;
        let found: Vec<_> = documents
            .iter()
            .map(|document| (document.plan.title.clone(), document.plan.sections.len()))
            .collect();
        assert_eq!(found, [(format!("{first}（试行）"), 3), (second.to_owned(), 3)]);
        assert_eq!(documents[0].notice.as_ref().unwrap().date.as_deref(), Some("2020-09-01"));
    }
}
