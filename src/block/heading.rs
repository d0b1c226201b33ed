//! Titles: where the title of a heading or an item ends and its text begins.

use crate::layout::Manuscript;
use crate::normalize::{Gap, GapKind};
use crate::scan::box_heading::{BoxHeading, scan_box_heading, scan_box_heading_at_gap};
use crate::scan::marker::{Style, begins_date};
use crate::scan::organization::is_agency;
use crate::scan::word_list::WordList;
use crate::scan::{char_count, is_han, is_longer_than, is_sentence_end, is_terminated, skip_ideographs};
use crate::span::Span;

/// A title is not longer than this many characters.
pub const MAX_TITLE: usize = 60;

/// A title before a colon is not longer than this many characters.
const MAX_BEFORE_COLON: usize = 30;

/// A title before a gap is not longer than this many characters.
const MAX_BEFORE_GAP: usize = 40;

/// The first piece of a paragraph and what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Split {
    /// The title, without its closing mark.
    pub title: Span,
    /// What follows; empty where nothing does.
    pub rest: Span,
}

/// Splits `span` (a paragraph without its label) after its first sentence, at
/// a colon behind a few words, or at a wide gap. Without any of these the whole
/// span is the title.
#[must_use]
pub fn split_title(manuscript: &Manuscript, span: Span) -> Split {
    let text = span.of(&manuscript.text);
    let mut depth = 0i32;
    let mut has_comma = false;
    let mut next = 0;
    loop {
        let at = skip_ideographs(text.as_bytes(), next);
        let Some(c) = text[at..].chars().next() else { break };
        next = at + c.len_utf8();
        match c {
            '“' | '《' | '（' | '[' | '【' => depth += 1,
            '”' | '》' | '）' | ']' | '】' => depth -= 1,
            '，' => has_comma = true,
            // Who does something is no title: 市水利局：.
            '：' if depth <= 0 && !is_longer_than(&text[..at], MAX_TITLE) && is_agency(&text[..at]) => break,
            // “促发展”：优化商业资源 is a title as a whole.
            '：' if depth <= 0 && text[..at].starts_with('“') && text[..at].ends_with('”') => {}
            // 指导思想是： begins a sentence.
            '：' if depth <= 0
                && !has_comma
                && !text[..at].ends_with(['是', '为'])
                && !is_longer_than(&text[..at], MAX_BEFORE_COLON)
                && at + c.len_utf8() < text.len() =>
            {
                return split_at(span, at, c.len_utf8());
            }
            _ if is_sentence_end(c) && depth <= 0 => return split_at(span, at, c.len_utf8()),
            _ => {}
        }
    }
    Split { title: span, rest: Span::new(span.end, span.end) }
}

fn split_at(span: Span, at: usize, len: usize) -> Split {
    let at = span.start + at as u32;
    Split { title: Span::new(span.start, at), rest: Span::new(at + len as u32, span.end) }
}

/// Like [`split_title`], but a wide gap before the first sentence ends the title.
#[must_use]
pub fn split_labelled(manuscript: &Manuscript, span: Span) -> Split {
    let split = split_title(manuscript, span);
    let wide = manuscript
        .gaps_in(span)
        .iter()
        .find(|gap| gap.at < split.title.end && (gap.columns >= 2 || gap.kind == GapKind::Wide) && !gap.kept);
    let gap = wide.and_then(|gap| split_gap(manuscript, span, gap.at));
    let standard = || split_standard(manuscript, span, split);
    gap.or_else(|| split_blank(manuscript, span, split)).or_else(standard).unwrap_or(split)
}

/// The same of the paragraph that a number of `style` opens. The line of a chapter that no mark closes
/// is its title as a whole: `第四章 格局构建：筑牢安全屏障`.
#[must_use]
pub fn split_numbered(manuscript: &Manuscript, span: Span, style: Style) -> Split {
    let text = span.of(&manuscript.text);
    let is_whole = style < Style::Article
        && !is_longer_than(text, MAX_TITLE)
        && !is_terminated(text)
        && !text.contains(is_sentence_end);
    if is_whole {
        return Split { title: span, rest: Span::new(span.end, span.end) };
    }
    split_labelled(manuscript, span)
}

/// Titles that nearly all plans have, and what the text below them begins with.
static TITLES: WordList = WordList::new(&[
    "指导思想",
    "基本原则",
    "总体要求",
    "总体目标",
    "总体思路",
    "发展目标",
    "工作目标",
    "主要目标",
    "整体目标",
    "具体目标",
    "具体指标",
    "发展基础",
    "发展现状",
    "发展形势",
    "发展环境",
    "面临形势",
    "面临挑战",
    "困难挑战",
]);
static OPENINGS: WordList = WordList::new(&[
    "以",
    "坚持",
    "高举",
    "全面贯彻",
    "深入贯彻",
    "按照",
    "到20",
    "近年来",
    "当前，",
    "“十",
    "表1",
]);

/// The same of titles that several plans in a hundred have. 主要任务全面完成 is a title, too, so they tell
/// only where a text has lost its lines.
static MORE_TITLES: WordList = WordList::new(&[
    "工作原则",
    "目标任务",
    "规划目标",
    "主要任务",
    "重点任务",
    "工作任务",
    "工作内容",
    "工作措施",
    "主要措施",
    "政策措施",
    "工作步骤",
    "实施步骤",
    "工作安排",
    "工作要求",
    "有关要求",
    "保障措施",
    "保障机制",
    "组织保障",
    "组织实施",
    "组织领导",
    "实施保障",
    "工作保障",
    "规划背景",
    "基本情况",
    "发展趋势",
    "面临的形势",
    "加强组织领导",
    "强化组织领导",
    "加强组织保障",
    "强化组织保障",
    "加强组织实施",
    "加强组织协调",
    "加强统筹协调",
    "加强协同配合",
    "加强宣传引导",
    "强化宣传引导",
    "加大宣传力度",
    "加强督促检查",
    "强化责任落实",
    "加强队伍建设",
    "提高思想认识",
]);
static MORE_OPENINGS: WordList = WordList::new(&[
    "20",
    "全面",
    "深入",
    "贯彻",
    "根据",
    "围绕",
    "结合",
    "通过",
    "依托",
    "针对",
    "——",
    "加强",
    "加快",
    "加大",
    "强化",
    "完善",
    "建立",
    "健全",
    "推动",
    "推进",
    "深化",
    "实施",
    "落实",
    "严格",
    "积极",
    "开展",
    "统筹",
    "充分",
    "认真",
    "切实",
    "进一步",
    "持续",
    "大力",
    "聚焦",
    "鼓励",
    "支持",
    "成立",
    "各级",
    "各地",
    "各区",
    "各县",
    "各市",
    "各有关",
    "各部门",
    "各相关",
]);

/// The words that close a title before a sentence that begins with the time it tells of.
const BEFORE_TIME: &[&str] = &[
    "背景", "基础", "成就", "成效", "回顾", "现状", "形势", "环境", "机遇", "挑战", "战略", "思路", "要求",
    "目标", "任务", "举措",
];

/// How long a title is that runs into a sentence on a time: `编制背景“十三五”时期，…`, a title
/// that may name a time of its own; `培育目标到2025年，…`.
fn before_time(text: &str) -> Option<usize> {
    /// Such a title has no more characters, and no more bytes with the time behind it.
    const LONGEST: usize = 24;
    const BYTES: usize = 120;
    let near = &text[..text.floor_char_boundary(BYTES)];
    let first = near.split(['，', '：', '。', '；', '、']).next().unwrap_or(near);
    // 落实国家战略“十五五”时期重点抓好… is a sentence.
    if !first.starts_with('“') && (OPENINGS.begin(first) || MORE_OPENINGS.begin(first)) {
        return None;
    }
    let is_period = |text: &str| {
        let named = text.split_once('”').filter(|(name, _)| name.starts_with("“十") && name.ends_with('五'));
        named.is_some_and(|(_, behind)| behind.starts_with("时期") || behind.starts_with("期间"))
    };
    let at = first.match_indices(['“', '到']).map(|(at, _)| at).find(|at| {
        let is_time = is_period(&first[*at..]) || first[*at..].strip_prefix('到').is_some_and(begins_date);
        is_time && BEFORE_TIME.iter().any(|word| first[..*at].ends_with(word))
    })?;
    (!is_longer_than(&first[..at], LONGEST)).then_some(at)
}

/// Splits behind the titles that most plans have, where their text runs on without a mark:
/// `指导思想以…为指导，…`, `发展目标2025年，…`. Where paragraphs have lost their lines, more titles do:
/// `加强组织领导建立…机制，…`.
fn split_standard(manuscript: &Manuscript, span: Span, sentence: Split) -> Option<Split> {
    let text = span.of(&manuscript.text);
    let is_lost = manuscript.paragraph_at(span.start).is_some_and(|paragraph| paragraph.within_line);
    let find =
        |text: &str| TITLES.find_first(text).or_else(|| MORE_TITLES.find_first(text).filter(|_| is_lost));
    if is_lost && let Some(len) = before_time(text) {
        return Some(split_at(span, len, 0));
    }
    let mut len = find(text)?.len();
    // 指导思想和发展目标
    while is_lost
        && let Some(joined) = text[len..].strip_prefix(['和', '与', '及', '、'])
        && let Some(next) = find(joined)
    {
        len = text.len() - joined.len() + next.len();
    }
    let rest = &text[len..];
    let opens = OPENINGS.begin(rest) || begins_date(rest);
    // A sentence has more than one clause; 主要任务推进情况 is a title as a whole.
    let opens_sentence = || {
        let first = rest.split('。').next().unwrap_or_default();
        MORE_OPENINGS.begin(rest) && first.len() < rest.len() && first.contains(['，', '、'])
    };
    let is_run_in = opens || is_lost && opens_sentence();
    let is_sentence = sentence.title.len() as usize > len;
    (is_run_in && is_sentence).then(|| split_at(span, len, 0))
}

/// Splits at the only blank between Chinese characters, where it stands in the
/// first sentence: `强化质量技术基础 开展质量提升行动，…`. Text whose letters are spaced has
/// more of them.
fn split_blank(manuscript: &Manuscript, span: Span, sentence: Split) -> Option<Split> {
    /// A title before a blank has so many characters.
    const CHARS: std::ops::RangeInclusive<usize> = 4..=24;
    let text = &manuscript.text;
    let is_between = |gap: &&Gap| {
        !gap.kept && text[..gap.at as usize].ends_with(is_han) && text[gap.at as usize..].starts_with(is_han)
    };
    let mut blanks = manuscript.gaps_in(span).iter().filter(is_between);
    let at = blanks.next().filter(|_| blanks.next().is_none())?.at;
    let title = Span::new(span.start, at).of(text);
    let is_title = at < sentence.title.end
        && CHARS.contains(&char_count(title))
        && !title.contains(['，', '：', '“', '（', '《']);
    is_title.then(|| split_gap(manuscript, span, at)).flatten()
}

/// Splits an item without a label at the gap behind its title: `标题 正文`.
#[must_use]
pub fn split_item(manuscript: &Manuscript, span: Span) -> Option<Split> {
    manuscript
        .gaps_in(span)
        .iter()
        .take_while(|gap| gap.at < span.start + 6 * MAX_BEFORE_GAP as u32)
        .find_map(|gap| split_gap(manuscript, span, gap.at + u32::from(gap.kept)).filter(|_| !gap.kept))
}

fn split_gap(manuscript: &Manuscript, span: Span, at: u32) -> Option<Split> {
    let title = Span::new(span.start, at);
    let rest = Span::new(at, span.end);
    let (before, after) = (title.of(&manuscript.text), rest.of(&manuscript.text));
    let is_title = !before.contains(['。', '；', '，', '：'])
        && !is_longer_than(before, MAX_BEFORE_GAP)
        && char_count(before) >= 2
        && before.matches('“').count() == before.matches('”').count()
        && before.matches('（').count() == before.matches('）').count();
    (is_title && char_count(after) >= 8 && !before.ends_with(['、', '—', '-']))
        .then_some(Split { title, rest })
}

/// The heading of a box in a paragraph; white space behind 专栏 sets a title apart that has
/// no number.
#[must_use]
pub fn read_box_heading(manuscript: &Manuscript, span: Span) -> Option<BoxHeading> {
    let text = span.of(&manuscript.text);
    let behind_word = span.start + "专栏".len() as u32;
    if text.starts_with("专栏") && manuscript.gaps_in(span).iter().any(|gap| gap.at == behind_word) {
        return scan_box_heading_at_gap(text);
    }
    scan_box_heading(text)
}

#[cfg(test)]
mod tests {
    #[test]
    fn more_titles_end_where_a_text_has_lost_its_lines() {
        let sentence = "加强统筹协调，完善配套政策，建立健全长效机制，推动各项任务落地见效。";
        let text = format!(
            "一、指导思想和发展目标按照节水优先，{sentence}二、主要任务推进情况。{sentence}三、加强组织领导建立联席会议制度，{sentence}\
             四、组织实施与保障措施加强领导，{sentence}五、发展目标2026—2030年，{sentence}\
             六、“十三五”发展基础“十三五”时期，{sentence}七、落实国家战略“十三五”时期要抓好机遇，{sentence}八、全面总结“十三五”时期成效，{sentence}"
        );
        let plan = crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0).plan;
        let titles: Vec<_> =
            plan.sections.iter().map(|section| section.title.as_deref().unwrap_or("")).collect();
        assert_eq!(
            titles[1..],
            [
                "主要任务推进情况",
                "加强组织领导",
                "组织实施与保障措施",
                "发展目标",
                "“十三五”发展基础",
                "",
                ""
            ]
        );
    }

    #[test]
    fn titles_that_nearly_all_plans_have_end_where_their_text_begins() {
        for (line, title) in [
            ("指导思想以节约用水为主线，健全计量体系，补齐设施短板。", "指导思想"),
            ("发展目标2025年，全县建成节水灌溉面积12万亩，水价改革基本完成。", "发展目标"),
            ("发展目标到2025年，全县建成节水灌溉面积12万亩，水价改革基本完成。", "发展目标"),
            ("发展目标与重点任务", "发展目标与重点任务"),
            ("发展环境持续优化。节水投入逐年增加，设施不断完善。", "发展环境持续优化"),
            ("组织领导全面加强，责任体系健全", "组织领导全面加强，责任体系健全"),
            ("主要任务推进情况", "主要任务推进情况"),
        ] {
            let source = format!(
                "甲县节水规划\n\n一、总体要求\n\n（一）{line}\n\n（二）基本原则。量水而行，以水定地，节约优先。\n"
            );
            let document = crate::parse(&crate::Source::from_text("t.txt", source)).documents.remove(0);
            let section = &document.plan.sections[0].sections[0];
            assert_eq!(section.title.as_deref(), Some(title));
        }
    }
}
