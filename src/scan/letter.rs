//! The lines of a letter: to whom it goes, who signs it and when, what is
//! remarked on it, and the last line of its imprint (GB/T 9704, 7.3 and 7.4).

use super::date::{Date, is_blank_mark, scan_date, scan_year};
use super::document_number::find_document_number;
use super::metadata::is_page_word;
use super::numeral::scan_any;
use super::organization::is_issuer;
use super::title::is_plan_title;
use super::word_list::WordList;
use super::{is_han, is_longer_than};

/// Bodies of the centre whose names are shorter than those of all others.
static CENTRAL: WordList = WordList::new(&[
    "国务院",
    "中央军委",
    "中共中央",
    "外交部",
    "国防部",
    "教育部",
    "科技部",
    "公安部",
    "民政部",
    "司法部",
    "财政部",
    "商务部",
    "水利部",
    "审计署",
    "国资委",
    "文化部",
    "卫生部",
    "农业部",
    "中宣部",
    "中组部",
    "证监会",
    "银监会",
    "保监会",
    "国管局",
]);

/// Whether a text has `name` among others: 科技部、中科院共同研究制定了.
#[must_use]
pub fn lists_name(text: &str, name: &str) -> bool {
    text.match_indices(name)
        .any(|(at, _)| text[..at].ends_with('、') || text[at + name.len()..].starts_with('、'))
}

/// Whether `text` can be a signature or a letterhead.
#[must_use]
pub fn is_signer(text: &str) -> bool {
    let text = without_seal(text);
    CENTRAL.has(text) || is_issuer(text)
}

/// A signature without what it says of its seal: （代章）
fn without_seal(text: &str) -> &str {
    const SEALS: &[&str] = &["（代章）", "（代）", "（盖章）", "（章）", "（印章）", "（公章）", "（印）"];
    // The last character decides for nearly every line.
    if !text.ends_with('）') {
        return text;
    }
    SEALS.iter().find_map(|seal| text.strip_suffix(seal)).unwrap_or(text)
}

/// The name in a letterhead, without the 文件 that closes it.
#[must_use]
pub fn without_mark(line: &str) -> &str {
    // The last character decides for nearly every line.
    if line.ends_with('件') { line.trim_end_matches("文件") } else { line }
}

/// Whether `line` is a letterhead: the name of an agency, with or without 文件.
#[must_use]
pub fn is_letterhead(line: &str) -> bool {
    is_signer(without_mark(line))
}

/// Where the colon stands that closes a list of addressees at the start of
/// `text`: `各区县人民政府，市政府各部门：`.
#[must_use]
pub fn scan_addressees(text: &str) -> Option<usize> {
    const ENDS: &[&str] = &[
        "政府",
        "单位",
        "部门",
        "委",
        "局",
        "办",
        "公司",
        "街道",
        "学校",
        "院",
        "联",
        "集团",
        "厅",
        "办事处",
        "机构",
        "企业",
        "中心",
        "会",
        "处",
        "市",
        "县",
        "区",
        "乡",
        "镇",
    ];
    let colon = text.find('：')?;
    let list = &text[..colon];
    // 市级有关部门（单位）：
    let end = list.strip_suffix('）').and_then(|inner| inner.rsplit_once('（')).map_or(list, |(end, _)| end);
    let is_list = !list.contains(['。', '；', '《', '？', '！'])
        && !is_longer_than(list, 400)
        && !list.contains(['如', '即'])
        && (list.contains('各') && !list.contains("各项") || ENDS.iter().any(|word| end.ends_with(word)));
    let is_other = || {
        ["现将", "注", "附", "联系"].iter().chain(COPY_MARKS).any(|word| list.starts_with(word))
            || is_page_word(list)
    };
    (is_list && !is_other()).then_some(colon)
}

/// Whether `line` closes a list of addressees: `乡建设局、水利局：`.
#[must_use]
pub fn ends_addressees(line: &str) -> bool {
    line.strip_suffix('：').is_some_and(|list| {
        list.ends_with([
            '府', '位', '门', '委', '局', '办', '厅', '司', '会', '处', '构', '区', '县', '市', '镇', '乡',
            '体', '业', '院', '校', '心', '团', '队', '所',
        ]) && !list.contains(['。', '：', '；'])
    })
}

/// The first full date (year, month and day, each perhaps blank) in `text`.
#[must_use]
pub fn find_date(text: &str) -> Option<(usize, Date)> {
    text.char_indices()
        .filter(|(_, c)| c.is_ascii_digit() || matches!(c, '一' | '二' | '年') || is_blank_mark(*c))
        .find_map(|(at, _)| scan_date(&text[at..]).map(|date| (at, date)))
}

/// A date that a line consists of or ends with: signature and date share a line
/// in many text exports, and a bracketed remark may follow.
#[must_use]
pub fn scan_closing_date(text: &str) -> Option<(usize, Date)> {
    if is_longer_than(text, 100) || !text.contains(['日', '-', '/', '.']) {
        return None;
    }
    let (start, date) = find_date(text)?;
    let before = text[..start].trim();
    let after = text[start + date.len..].trim();
    let is_alone = before.is_empty() || is_signer(before);
    let is_closed = after.is_empty() || after.starts_with('（') && after.ends_with('）');
    (is_alone && is_closed).then_some((start, date))
}

/// The byte length of a year and month at the start of `text`, as covers print
/// them: `2021年9月`, `二〇二一年九月`.
#[must_use]
pub fn scan_month(text: &str) -> Option<usize> {
    let (_, len) = scan_year(text)?;
    let rest = text[len..].strip_prefix('年')?;
    let (_, month) = scan_any(rest)?;
    let rest = rest[month..].strip_prefix('月')?;
    Some(text.len() - rest.len())
}

/// A date in brackets, as party documents print it below the title, and where in
/// `text` it begins: （2022年3月10日）.
#[must_use]
pub fn scan_date_remark(text: &str) -> Option<(usize, Date)> {
    let inner = text.strip_prefix('（')?.strip_suffix('）')?;
    let date = scan_date(inner).filter(|date| date.len == inner.len())?;
    Some(('（'.len_utf8(), date))
}

/// Whether a line is the signature of who heads an agency, as under an order:
/// 县长 and a name.
#[must_use]
pub fn is_officer(text: &str) -> bool {
    const OFFICES: &[&str] = &[
        "省长", "市长", "县长", "区长", "州长", "旗长", "镇长", "乡长", "主席", "部长", "局长", "厅长",
        "主任",
    ];
    /// What goes on with such a word to a rank or another word: 主任医师, 市长热线.
    const OTHERS: &[&str] = &[
        "医师", "药师", "护师", "技师", "科员", "委员", "记者", "编辑", "播音", "检察", "法官", "助理",
        "办公", "会议", "信箱", "热线", "接待", "质量", "基金",
    ];
    let text = text.strip_prefix('代').unwrap_or(text);
    OFFICES.iter().find_map(|office| text.strip_prefix(office)).is_some_and(|name| {
        let name = name.trim_start_matches(['：', ' ']);
        (2..=4).contains(&name.chars().count())
            && name.chars().all(is_han)
            && !OTHERS.iter().any(|word| name.starts_with(word))
    })
}

/// （此件公开发布）, （联系电话：…）, 公开方式：主动公开
#[must_use]
pub fn is_annotation(text: &str) -> bool {
    let bracketed = text.starts_with('（') && text.ends_with('）') && !is_longer_than(text, 120);
    bracketed
        || [
            "此件",
            "公开方式",
            "公开属性",
            "公开类别",
            "信息公开",
            "主动公开",
            "依申请公开",
            "联系人",
            "联系电话",
            "联系单位",
            "联系方式",
            "承办单位",
            "本文有删减",
        ]
        .iter()
        .any(|word| text.starts_with(word))
            && !is_longer_than(text, 80)
}

/// The last line of an imprint: `九江市人民政府办公厅 2021年12月14日印发`.
#[must_use]
pub fn is_imprint(text: &str) -> bool {
    !is_longer_than(text, 60)
        && ["印发", "印", "印发）", "印制"].iter().any(|end| text.ends_with(end))
        && find_date(text)
            .filter(|(_, date)| date.year.is_some())
            .is_some_and(|(start, _)| text[..start].chars().all(|c| is_han(c) || matches!(c, '（' | '）')))
}

/// The marks that open a list of who receives a copy.
const COPY_MARKS: &[&str] = &["抄送", "抄报", "分送", "主送", "发送", "抄发"];

/// The byte length of the mark of a copy list at the start of `text`: 抄送：.
#[must_use]
pub fn scan_copy_mark(text: &str) -> Option<usize> {
    let mark = COPY_MARKS.iter().find(|mark| text.starts_with(**mark))?;
    let colon = text[mark.len()..].chars().next().filter(|c| matches!(c, '：' | ':'))?;
    Some(mark.len() + colon.len_utf8())
}

/// Whether a line holds a document number and little else.
#[must_use]
pub fn is_number_line(text: &str) -> bool {
    /// How many bytes a signer or a date may take beside the number.
    const BESIDE: usize = 48;
    !text.contains(['。', '《'])
        && find_document_number(text).is_some_and(|number| {
            let after = text[number.end..].trim_start();
            let before = text[..number.start].trim_end();
            let is_bracketed = before == "（" && after == "）";
            let is_closed = is_bracketed
                || after.is_empty()
                || after.starts_with("签发")
                || after.starts_with('（') && after.ends_with('）');
            let is_opened = is_bracketed
                || before.is_empty()
                || is_letterhead(before)
                || before.ends_with('：')
                || is_plan_title(before);
            number.start + text.len() - number.end <= BESIDE && is_closed && is_opened
                || is_plan_title(before) && is_closed
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addressees_are_no_sentences() {
        assert!(scan_addressees("各区县人民政府，市政府各部门（单位）：").is_some());
        assert!(scan_addressees("各省、自治区、直辖市人民政府，国务院各部委：现将《规划》印发").is_some());
        assert!(scan_addressees("城关镇，河口乡：").is_some());
        assert!(scan_addressees("县残联：").is_some());
        for text in [
            "现将有关事项通知如下：",
            "各项目标如下：",
            "附件：各县任务",
            "抄送：各县政府：",
            "发布单位：甲县人民政府",
        ] {
            assert!(scan_addressees(text).is_none(), "{text}");
        }
    }

    #[test]
    fn the_shortest_names_of_the_centre() {
        assert!(is_signer("民政部") && is_signer("国务院"));
        assert!(!is_signer("俱乐部") && !is_signer("一部"));
        assert!(is_letterhead("甲市人民政府文件") && is_letterhead("国务院") && !is_letterhead("文件"));
    }

    #[test]
    fn a_date_closes_a_letter_alone_or_behind_a_signature() {
        let read = |text: &str| scan_closing_date(text).and_then(|(_, date)| date.iso());
        assert_eq!(read("2021年12月14日").as_deref(), Some("2021-12-14"));
        assert_eq!(read("甲县人民政府2021年12月4日").as_deref(), Some("2021-12-04"));
        assert_eq!(read("国务院2016年11月24日（此件有删改）").as_deref(), Some("2016-11-24"));
        assert_eq!(read("自2021年12月14日起施行"), None);
        assert!(
            scan_closing_date("甲县人民政府年月日").is_some() && scan_closing_date("年  月  日").is_some()
        );
        assert!(scan_closing_date("每年3月5日").is_none() && !is_imprint("甲市民政局每年3月5日印发"));
    }

    #[test]
    fn who_signs_an_order() {
        assert!(is_officer("县长王某某") && is_officer("代市长：李某"));
        assert!(!is_officer("市长质量奖评选") && !is_officer("县长"));
        assert!(!is_officer("主任医师") && !is_officer("主任科员") && !is_officer("市长热线"));
        assert_eq!(scan_date_remark("（2022年3月10日）").map(|(at, _)| at), Some(3));
        assert!(scan_date_remark("（2022年3月10日通过）").is_none());
    }

    #[test]
    fn months_on_covers() {
        assert_eq!(scan_month("2021年9月"), Some("2021年9月".len()));
        assert_eq!(scan_month("二〇二一年十二月 前言"), Some("二〇二一年十二月".len()));
        assert_eq!(scan_month("2021年底"), None);
    }

    #[test]
    fn imprints() {
        assert!(is_imprint("甲市人民政府办公厅2023年3月8日印发"));
        assert!(!is_imprint("2021年印发"));
        assert_eq!(scan_copy_mark("抄送：市委各部门"), Some("抄送：".len()));
        assert_eq!(scan_copy_mark("抄送单位"), None);
    }
}
