//! The words of clauses: what stands before a list of departments, what behind it, and
//! what is said between them.

use super::kind::{LeadRule, Leads, Role};
use crate::scan::organization::{Kind, kind_of};
use crate::scan::word_list::WordList;
use crate::scan::{char_count, is_closing, is_han, is_longer_than, is_opening};

/// Words that a clause cannot do without; looking for them first keeps the
/// scan off all other brackets.
pub(super) static KEYWORDS: WordList = WordList::new(&[
    "牵头",
    "负责",
    "责任",
    "配合",
    "参与",
    "参加",
    "主办",
    "协办",
    "承办",
    "主责",
    "落实",
    "实施",
    "协同",
    "协助",
    "协作",
    "指导",
    "分工",
    "单位：",
    "部门：",
    "完成",
    "时限",
]);

/// What a word before a colon, or behind a list, says of those who are named. Where
/// several stand together, the first of this list that is among them decides: 牵头 in
/// 牵头负责 and in 指标牵头单位.
const ROLES: &[(&str, Role)] = &[
    ("牵头", Role::Lead),
    ("主办", Role::Lead),
    ("主责", Role::Lead),
    ("第一责任", Role::Lead),
    ("主要责任", Role::Lead),
    ("负总责", Role::Lead),
    ("为主", Role::Lead),
    ("配合", Role::Participant),
    ("参与", Role::Participant),
    ("参加", Role::Participant),
    ("协办", Role::Participant),
    ("协同", Role::Participant),
    ("协作", Role::Participant),
    ("协助", Role::Participant),
    ("支持", Role::Participant),
    ("支撑", Role::Participant),
    ("责任", Role::Responsible),
    ("负责", Role::Responsible),
    ("承办", Role::Responsible),
    ("实施", Role::Responsible),
    ("落实", Role::Responsible),
    ("指导", Role::Responsible),
    ("分工", Role::Responsible),
    ("督导", Role::Responsible),
    ("督促", Role::Responsible),
    ("完成", Role::Responsible),
];

/// What may stand beside the word of a role before a colon: whom it is about.
static NOUNS: WordList = WordList::new(&[
    "责任部门",
    "责任单位",
    "部门和单位",
    "部门及单位",
    "单位和部门",
    "部门",
    "单位",
    "主体",
    "处室",
    "科室",
    "股室",
    "机构",
    "机关",
    "乡镇",
    "地区",
    "分工",
    "责任",
    "事项",
]);

/// What else may stand in such a label: 市级牵头部门, 指标牵头单位, 牵头考核单位.
static ATTRIBUTES: WordList = WordList::new(&[
    "省级", "市级", "县级", "区级", "州级", "镇级", "市直", "县直", "区直", "省直", "具体", "考核", "指标",
    "工作", "项目", "任务", "主要", "第一", "相关", "有关", "共同", "和", "及", "、", "与", "等",
]);

/// The first characters that a label may have, so that few lines are looked at.
const LABEL_FIRST: &[char] = &[
    '牵', '主', '责', '第', '参', '配', '协', '支', '负', '承', '实', '落', '分', '指', '省', '市', '县',
    '区', '州', '镇', '具', '考', '工', '项', '任', '相', '有', '共', '督',
];

/// Reads `牵头部门：` or `责任单位为` at the start of a text: the role, and whether a noun
/// says whom it is about, which no sentence does. The rest is the list.
pub(super) fn strip_label(text: &str) -> Option<(Role, bool, &str)> {
    /// No label has more characters: 主要责任部门（单位）.
    const LONGEST: usize = 14;
    if !text.starts_with(LABEL_FIRST) {
        return None;
    }
    let mut rest = text;
    let (mut found, mut has_noun, mut has_attribute) = (None::<usize>, false, false);
    for _ in 0..LONGEST {
        if let Some(list) = rest.strip_prefix(['：', ':']) {
            let (_, role) = ROLES[found?];
            // 工作落实：… may head any text.
            return (has_noun || !has_attribute).then_some((role, has_noun, list));
        }
        if let Some(list) = rest.strip_prefix('为')
            && has_noun
        {
            return Some((ROLES[found?].1, false, list));
        }
        // （单位） and （部门）
        if let Some(inner) = rest.strip_prefix(is_opening)
            && let Some(noun) = NOUNS.find_first(inner)
            && let Some(behind) = inner[noun.len()..].strip_prefix(is_closing)
        {
            rest = behind;
        } else if let Some(noun) = NOUNS.find_first(rest) {
            // 责任 alone is a role, 责任单位 names it and whom.
            if noun.starts_with("责任") {
                found = Some(found.unwrap_or(usize::MAX).min(place_of("责任")));
            }
            has_noun |= !matches!(noun, "责任" | "分工");
            rest = &rest[noun.len()..];
        } else if let Some(at) = ROLES.iter().position(|(word, _)| rest.starts_with(word)) {
            found = Some(found.unwrap_or(usize::MAX).min(at));
            rest = &rest[ROLES[at].0.len()..];
        } else {
            let word = ATTRIBUTES.find_first(rest)?;
            has_attribute = true;
            rest = &rest[word.len()..];
        }
    }
    None
}

/// What a label says whose word is none of a role, among pieces that have one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OtherLabel {
    /// 保障单位：, 验收部门：: who they are is said, what they do has a word of its own.
    Bodies,
    /// 目标位置：, 备注：: what follows is about something else.
    Else,
}

/// Reads `保障单位：` or `目标位置：` at the start of a piece of a clause: what it is, and what
/// stands behind it.
pub(super) fn strip_other_label(piece: &str) -> Option<(OtherLabel, &str)> {
    /// So many characters has such a label.
    const LENGTHS: std::ops::RangeInclusive<usize> = 2..=8;
    let (label, rest) = piece.split_once(['：', ':'])?;
    if !label.chars().all(is_han) || !LENGTHS.contains(&char_count(label)) {
        return None;
    }
    if NOUNS.find_last(label).is_some_and(|noun| !matches!(noun, "责任" | "分工" | "事项" | "地区")) {
        return Some((OtherLabel::Bodies, rest));
    }
    // 市教育局：… says what one of them does.
    (kind_of(label) != Kind::Known).then_some((OtherLabel::Else, rest))
}

fn place_of(role: &str) -> usize {
    ROLES.iter().position(|(word, _)| *word == role).unwrap_or_default()
}

/// The verbs that say what those do who are named before them.
static VERBS: WordList = WordList::new(&[
    "牵头",
    "负责",
    "主办",
    "负总责",
    "为主",
    "配合",
    "参与",
    "参加",
    "协办",
    "协助",
    "协同",
    "承办",
    "落实",
    "指导",
    "督导",
    "督促",
]);

/// Words of them that end like other verbs.
static COMPOUNDS: WordList =
    WordList::new(&["组织实施", "组织落实", "组织推进", "完成有关工作", "完成相关工作"]);

/// What may stand before, between or behind them, and makes no name: longest first.
static ADVERBS: WordList = WordList::new(&[
    "实施",
    "推进",
    "有关工作",
    "相关工作",
    "各自职责",
    "部门职责",
    "工作职责",
    "职责分工",
    "任务分工",
    "职责",
    "职能",
    "分工",
    "各自",
    "分别",
    "共同",
    "具体",
    "密切",
    "积极",
    "联合",
    "统筹",
    "直接",
    "全面",
    "抓好",
    "做好",
    "按照",
    "根据",
    "依据",
    "依照",
    "结合",
    "按",
    "依",
    "并",
    "和",
    "、",
]);

/// The last characters of [`VERBS`] and [`ADVERBS`].
const LAST: &[char] =
    &['头', '责', '办', '主', '合', '与', '加', '助', '同', '实', '施', '进', '作', '工', '导', '促'];

/// Whether a text may end with the verb of a role: a look at its last character.
pub(super) fn may_end_with_verb(text: &str) -> bool {
    text.ends_with(LAST)
}

/// Reads `牵头`, `按职责分工负责` or `配合组织落实` at the end of a text: the role, and
/// what stands before it.
pub(super) fn strip_verbs(text: &str) -> Option<(Role, &str)> {
    if !may_end_with_verb(text) {
        return None;
    }
    let mut list = text;
    let mut found: Option<usize> = None;
    let mut has_verb = false;
    loop {
        if let Some(word) = COMPOUNDS.find_last(list) {
            has_verb = true;
            found = Some(found.unwrap_or(usize::MAX).min(place_of("负责")));
            list = &list[..list.len() - word.len()];
        } else if let Some(word) = VERBS.find_last(list) {
            has_verb = true;
            found = Some(found.unwrap_or(usize::MAX).min(place_of(word)));
            list = &list[..list.len() - word.len()];
        } else if let Some(word) = ADVERBS.find_last(list) {
            // 按职责分工 alone says it, too; a name that ends with 和 is not finished.
            let says = matches!(word, "职责分工" | "分工");
            has_verb |= says;
            if says {
                found = Some(found.unwrap_or(usize::MAX).min(place_of("负责")));
            }
            list = &list[..list.len() - word.len()];
        } else {
            break;
        }
    }
    let (_, role) = ROLES[found.filter(|_| has_verb)?];
    Some((role, list))
}

/// Reads `甲、乙均为责任单位` as a list and its role.
pub(super) fn strip_nominal(text: &str) -> Option<(Role, &str)> {
    let (at, _) = text.rmatch_indices('为').next()?;
    let (role, _, rest) = strip_label(&format_label(&text[at + '为'.len_utf8()..])?)
        .map(|(role, noun, rest)| (role, noun, rest.len()))?;
    let list = text[..at].trim_end_matches("均").trim_end_matches("都");
    (rest == 0 && !list.is_empty()).then_some((role, list))
}

/// A noun phrase as a label, to be read as one.
fn format_label(text: &str) -> Option<String> {
    (!is_longer_than(text, 10)).then(|| format!("{text}："))
}

/// Words before the names of persons, which are no departments.
static PERSONS: WordList = WordList::new(&[
    "牵头领导",
    "责任领导",
    "分管领导",
    "包保领导",
    "包抓领导",
    "联系领导",
    "责任人",
    "牵头人",
    "联系人",
    "负责人",
]);

/// Whether a text begins with a word before the names of persons.
pub(super) fn names_persons(text: &str) -> bool {
    PERSONS.find_first(text).is_some_and(|word| text[word.len()..].starts_with('：'))
}

/// Words before the time until which something is to be done, without the colon.
const TIMES: &[&str] = &[
    "完成时限",
    "完成时间",
    "完成期限",
    "时限要求",
    "时限",
    "时间要求",
    "时间节点",
    "实施期限",
    "实施时间",
    "时间进度",
    "进度安排",
    "工作时限",
    "办理时限",
    "推进时限",
    "整改时限",
    "达成时限",
];

/// Reads `完成时限：` or `完成时间为` at the start of a text; the rest is the time.
pub(super) fn strip_time_label(text: &str) -> Option<&str> {
    if !text.starts_with(['完', '时', '实', '进', '工', '办', '推', '整', '达']) {
        return None;
    }
    let rest = TIMES.iter().find_map(|word| text.strip_prefix(word))?;
    rest.strip_prefix(['：', ':', '为'])
}

/// Until when, said between departments: `2025年底前完成`, `6月底完成`, `持续推进`.
#[must_use]
pub fn is_time(text: &str) -> bool {
    static ALWAYS: WordList = WordList::new(&[
        "持续",
        "长期",
        "常态化",
        "每年",
        "立即",
        "全年",
        "以后每年",
        "并长期",
        "年底前",
        "年内",
        "到20",
        "于20",
    ]);
    const ENDS: &[&str] =
        &["完成", "前", "底", "推进", "实施", "坚持", "落实", "开展", "年", "月", "日", "季度", "内"];
    if is_longer_than(text, 30) {
        return false;
    }
    let is_dated = text.starts_with(|c: char| c.is_ascii_digit()) && text.contains(['年', '月', '日']);
    let is_always = ALWAYS.begin(text);
    (is_dated || is_always) && ENDS.iter().any(|end| text.ends_with(end))
}

/// Reads `排在第一位的为牵头单位` or `逗号前为牵头单位`.
#[must_use]
pub fn read_lead_rule(text: &str) -> Option<LeadRule> {
    const BEFORE: &[&str] = &["逗号前", "逗号之前", "逗号以前", "分号前", "分号之前", "分号以前"];
    const FIRST: &[&str] = &[
        "第一位",
        "首位",
        "第一个",
        "排第一",
        "列第一",
        "排首",
        "排列第一",
        "排名第一",
        "排在第一",
        "排名首",
        "第一家",
    ];
    if !text.contains("牵头") && !text.contains("主办") {
        return None;
    }
    let is_before = BEFORE.iter().any(|word| text.contains(word));
    let leads = match count_lists(text) {
        _ if is_before => Leads::BeforeComma,
        Some(count) => Leads::FirstOfEach(count),
        None => Leads::First,
    };
    let behind = ["其余", "其他"].iter().find_map(|word| text.split_once(word));
    let is_responsible = behind.is_some_and(|(_, others)| others.contains("负责") || others.contains("责任"));
    let others = if is_responsible { Role::Responsible } else { Role::Participant };
    (is_before || FIRST.iter().any(|word| text.contains(word))).then_some(LeadRule { leads, others })
}

/// In how many lists somebody comes first: 两省市列首位的, 双方排第一位的, 各地列首位的.
fn count_lists(text: &str) -> Option<usize> {
    const SIDES: &[char] = &['省', '市', '地', '方', '县', '区', '州'];
    const COUNTS: &[(char, usize)] =
        &[('两', 2), ('双', 2), ('三', 3), ('四', 4), ('五', 5), ('各', usize::MAX)];
    text.char_indices().find_map(|(at, c)| {
        let count = COUNTS.iter().find(|(word, _)| *word == c)?.1;
        text[at + c.len_utf8()..].starts_with(SIDES).then_some(count)
    })
}

/// 以下均需各市人民政府落实, 不再列出: what is said of the clauses that follow.
pub(super) fn is_remark(text: &str) -> bool {
    /// No remark is longer.
    const LONGEST: usize = 50;
    static BEGINNINGS: WordList = WordList::new(&[
        "以下均需",
        "以下各项均",
        "以下任务均",
        "以下工作均",
        "以下政策均",
        "以下均由",
        "以下均为",
        "以下责任单位中均",
        "以下责任单位均",
        "以下除",
        "以下不再",
        "不再一一列出",
        "不再列出",
        "不再单独列出",
        "不再逐一列出",
        "不再重复列出",
        "下同",
        "以下同",
        "适用范围",
        "实施范围",
        "未明确牵头单位",
        "括号中为",
        "括号内为",
    ]);
    if is_longer_than(text, LONGEST) {
        return false;
    }
    BEGINNINGS.begin(text) || read_lead_rule(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels() {
        let read = |text: &'static str| strip_label(text);
        for text in [
            "牵头部门：甲",
            "指标牵头单位：甲",
            "牵头考核单位：甲",
            "主要责任单位：甲",
            "责任牵头单位：甲",
            "主办单位：甲",
        ] {
            assert_eq!(read(text), Some((Role::Lead, true, "甲")), "{text}");
        }
        for text in ["参与单位：甲", "配合部门（单位）：甲", "协办单位：甲"] {
            assert_eq!(read(text), Some((Role::Participant, true, "甲")), "{text}");
        }
        for text in [
            "责任单位：甲",
            "责任处室：甲",
            "市级责任部门：甲",
            "县级责任主体：甲",
            "落实部门：甲",
            "指导单位：甲",
            "责任单位和部门：甲",
        ] {
            assert_eq!(read(text), Some((Role::Responsible, true, "甲")), "{text}");
        }
        assert_eq!(read("责任：甲"), Some((Role::Responsible, false, "甲")));
        assert_eq!(read("责任单位为甲"), Some((Role::Responsible, false, "甲")));
        for text in ["主要任务：甲", "工作单位：甲", "责任落实到人：甲", "市教育局：甲", "项目单位：甲"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn verbs() {
        for (text, role) in [
            ("甲牵头", Role::Lead),
            ("甲分别牵头负责", Role::Lead),
            ("甲按职责分别牵头", Role::Lead),
            ("甲配合组织落实", Role::Participant),
            ("甲按职责参与配合", Role::Participant),
            ("甲按照各自职责分工负责", Role::Responsible),
            ("甲按职责完成有关工作", Role::Responsible),
            ("甲负责组织落实", Role::Responsible),
            ("甲按职责分工", Role::Responsible),
            ("甲指导", Role::Responsible),
        ] {
            assert_eq!(strip_verbs(text), Some((role, "甲")), "{text}");
        }
        assert_eq!(strip_nominal("甲均为责任单位"), Some((Role::Responsible, "甲")));
        assert_eq!(strip_verbs("社会组织参与"), Some((Role::Participant, "社会组织")));
        assert_eq!(strip_verbs("做好有关工作"), None);
    }

    #[test]
    fn what_rules_words_out_lets_every_word_through() {
        let words = ROLES.iter().map(|(word, _)| *word).filter(|word| !matches!(*word, "为主" | "完成"));
        let attributes = ATTRIBUTES.words().iter().copied().take(13);
        assert!(words.chain(attributes).all(|word| word.starts_with(LABEL_FIRST)));
        assert!(VERBS.words().iter().all(|word| word.ends_with(LAST)));
    }
}
