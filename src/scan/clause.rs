//! Department clauses: who leads, who takes part, who answers.
//!
//! `（牵头部门：市残联；参与部门：市财政局）`, `（国家发展改革委牵头，教育部配合）`,
//! `责任单位：市教育局、市残联`.

use super::organization::{is_agency, is_organization, split_names, strip_etc};
use super::{is_longer_than, split_outside_brackets};

/// What a department has to do with a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// 牵头, 主办
    Lead,
    /// 参与, 配合, 协办
    Participant,
    /// 责任单位, 负责
    Responsible,
}

/// The departments of a clause, in reading order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Clause<'a> {
    /// Each department with its role.
    pub departments: Vec<(Role, &'a str)>,
}

/// Words that a clause cannot do without; looking for them first keeps the
/// scan off all other brackets.
const KEYWORDS: &[&str] = &[
    "牵头", "负责", "责任", "配合", "参与", "参加", "主办", "协办", "承办", "主责", "落实", "实施", "协同",
    "协助", "协作",
];

/// `牵头部门：` and the like, longest first.
const PREFIXES: &[(&str, Role)] = &[
    ("牵头责任", Role::Lead),
    ("牵头负责", Role::Lead),
    ("牵头", Role::Lead),
    ("主办", Role::Lead),
    ("主责", Role::Lead),
    ("责任牵头", Role::Lead),
    ("第一责任", Role::Lead),
    ("主要责任", Role::Lead),
    ("参与配合", Role::Participant),
    ("配合参与", Role::Participant),
    ("参与", Role::Participant),
    ("参加", Role::Participant),
    ("配合", Role::Participant),
    ("协办", Role::Participant),
    ("协同", Role::Participant),
    ("协作", Role::Participant),
    ("协助", Role::Participant),
    ("支持", Role::Participant),
    ("指导", Role::Participant),
    ("责任", Role::Responsible),
    ("负责", Role::Responsible),
    ("承办", Role::Responsible),
    ("实施", Role::Responsible),
    ("落实", Role::Responsible),
    ("分工", Role::Responsible),
];

/// The first characters of [`PREFIXES`].
const PREFIX_FIRST: &[char] =
    &['牵', '主', '责', '第', '参', '配', '协', '支', '负', '承', '实', '落', '分', '指'];

/// What may stand between the word of a role and the colon.
const PREFIX_NOUNS: &[&str] = &[
    "责任部门",
    "责任单位",
    "部门和单位",
    "部门（单位）",
    "单位（部门）",
    "部门及单位",
    "部门",
    "单位",
    "主体",
    "责任",
    "科室",
    "机构",
    "分工",
    "",
];

/// Verbs behind a list, longest first.
const SUFFIXES: &[(&str, Role)] = &[
    ("按照各自职责分工负责", Role::Responsible),
    ("按照职责分工分别负责", Role::Responsible),
    ("按照职责分工负责", Role::Responsible),
    ("按照职责分工落实", Role::Responsible),
    ("按职责分工分别负责", Role::Responsible),
    ("按职责分工负责落实", Role::Responsible),
    ("按职责分工负责", Role::Responsible),
    ("按职责分工落实", Role::Responsible),
    ("按职责分工配合", Role::Participant),
    ("按职责分工参与", Role::Participant),
    ("按职责配合", Role::Participant),
    ("按职责参与", Role::Participant),
    ("按职责落实", Role::Responsible),
    ("按职责分工", Role::Responsible),
    ("按分工负责", Role::Responsible),
    ("按职责负责", Role::Responsible),
    ("根据职责分工负责", Role::Responsible),
    ("依职责分工负责", Role::Responsible),
    ("分工负责", Role::Responsible),
    ("分别牵头负责", Role::Lead),
    ("分别负责", Role::Responsible),
    ("共同牵头", Role::Lead),
    ("共同负责", Role::Responsible),
    ("具体负责", Role::Responsible),
    ("牵头负责", Role::Lead),
    ("牵头落实", Role::Lead),
    ("负责牵头", Role::Lead),
    ("负总责", Role::Lead),
    ("为主", Role::Lead),
    ("牵头", Role::Lead),
    ("主办", Role::Lead),
    ("参与配合", Role::Participant),
    ("配合参与", Role::Participant),
    ("协同配合", Role::Participant),
    ("密切配合", Role::Participant),
    ("参与", Role::Participant),
    ("参加", Role::Participant),
    ("配合", Role::Participant),
    ("协办", Role::Participant),
    ("协助", Role::Participant),
    ("协同", Role::Participant),
    ("负责落实", Role::Responsible),
    ("负责实施", Role::Responsible),
    ("组织实施", Role::Responsible),
    ("负责", Role::Responsible),
    ("落实", Role::Responsible),
    ("承办", Role::Responsible),
];

/// The last characters of [`SUFFIXES`].
const SUFFIX_LAST: &[char] = &['责', '实', '合', '与', '工', '头', '办', '加', '助', '同', '施', '主'];

/// Reads the inside of a bracket, or a whole line, as a clause. Returns none
/// unless every part has a role and every name reads like a department: a
/// sentence about who has to do what is no clause.
#[must_use]
pub fn read_clause(text: &str) -> Option<Clause<'_>> {
    if !has_keyword(text) {
        return None;
    }
    let text = text.trim().trim_end_matches(['。', '；', '，', '.']);
    let mut clause = Clause::default();
    // The role that a prefix opened, and the names that wait for a suffix.
    let mut open: Option<Role> = None;
    let mut waiting: Vec<&str> = Vec::new();
    // Whether persons are named, not departments.
    let mut in_persons = false;
    let pieces = split_outside_brackets(text, |c| matches!(c, '；' | ';' | '，' | ',' | '。'));
    for piece in pieces.flat_map(split_roles) {
        let piece = piece.trim();
        if piece.is_empty() || is_time(piece) {
            continue;
        }
        if is_remark(piece) {
            // Who is named before 以下均需… answers for it.
            for list in std::mem::take(&mut waiting) {
                push_names(&mut clause, Role::Responsible, list)?;
            }
            continue;
        }
        if begins_with(piece, PERSONS) {
            in_persons = true;
            continue;
        }
        if let Some((role, list)) = strip_prefix_role(piece) {
            if !waiting.is_empty() {
                return None;
            }
            in_persons = false;
            // 责任单位：甲牵头，乙配合
            match strip_suffix_role(list) {
                Some((own, list)) if own != Role::Responsible => {
                    push_names(&mut clause, own, list)?;
                    open = None;
                }
                _ => {
                    push_names(&mut clause, role, list)?;
                    open = Some(role);
                }
            }
        } else if in_persons && strip_suffix_role(piece).is_none() {
            // 责任领导：张某，李某
        } else if let Some((lead, others)) = split_together(piece) {
            let mut names = std::mem::take(&mut waiting);
            names.extend(lead);
            for list in names {
                push_names(&mut clause, Role::Lead, list)?;
            }
            push_names(&mut clause, Role::Participant, others)?;
            open = None;
        } else if let Some((role, list)) = strip_suffix_role(piece) {
            let mut names = std::mem::take(&mut waiting);
            names.push(list);
            for list in names {
                push_names(&mut clause, role, list)?;
            }
            open = None;
        } else if let Some(role) = open {
            push_names(&mut clause, role, piece)?;
        } else {
            waiting.push(piece);
        }
    }
    (waiting.is_empty() && !clause.departments.is_empty()).then_some(clause)
}

/// Words before the names of persons, which are no departments.
const PERSONS: &[&str] = &[
    "牵头领导：",
    "责任领导：",
    "分管领导：",
    "包保领导：",
    "包抓领导：",
    "联系领导：",
    "责任人：",
    "牵头人：",
    "联系人：",
];

fn begins_with(piece: &str, words: &[&str]) -> bool {
    words.iter().any(|word| piece.starts_with(word))
}

/// 以下均需各市人民政府落实, 不再列出: what is said of the clauses that follow.
fn is_remark(piece: &str) -> bool {
    // 列第一位的为牵头单位
    if piece.contains("牵头")
        && ["列第一", "排第一", "第一位", "首位", "第一个"].iter().any(|word| piece.contains(word))
    {
        return !is_longer_than(piece, 40);
    }
    begins_with(
        piece,
        &[
            "以下均需",
            "以下各项均",
            "以下任务均",
            "以下均由",
            "以下除",
            "不再一一列出",
            "不再列出",
            "下同",
            "适用范围",
            "实施范围",
        ],
    ) && !is_longer_than(piece, 40)
}

/// `甲会同乙负责` gives `甲` and `乙`; `会同乙负责` none and `乙`.
fn split_together(piece: &str) -> Option<(Option<&str>, &str)> {
    let (lead, others) = piece.split_once("会同")?;
    let others = strip_suffix_role(others).map_or(others, |(_, list)| list);
    let lead = lead.trim_start_matches('由');
    (!others.is_empty()).then(|| ((!lead.is_empty()).then_some(lead), others))
}

/// Words before the time until which something is to be done.
const TIMES: &[&str] = &[
    "完成时限：",
    "完成时间：",
    "时限：",
    "时间节点：",
    "实施期限：",
    "时间进度：",
    "进度安排：",
    "完成时限为",
    "完成时间为",
];

/// Until when, said between departments: `2025年底前完成`, `持续推进`,
/// `完成时限：2023年12月`.
fn is_time(piece: &str) -> bool {
    const ALWAYS: &[&str] = &["持续", "长期", "常态化", "每年", "立即"];
    const ENDS: &[&str] = &["完成", "前", "底", "推进", "实施", "坚持", "落实", "开展", "年", "月"];
    if is_longer_than(piece, 24) {
        return false;
    }
    let is_dated = piece.starts_with(|c: char| c.is_ascii_digit()) && piece.contains('年');
    let is_always = ALWAYS.iter().any(|word| piece.starts_with(word));
    begins_with(piece, TIMES) || (is_dated || is_always) && ENDS.iter().any(|end| piece.ends_with(end))
}

/// One pass over the text for all keywords.
fn has_keyword(text: &str) -> bool {
    text.char_indices().any(|(at, c)| {
        matches!(c, '牵' | '负' | '责' | '配' | '参' | '主' | '协' | '承' | '落' | '实')
            && KEYWORDS.iter().any(|keyword| text[at..].starts_with(keyword))
    })
}

/// Reads a bracket behind a whole sentence as a list of departments that are
/// named without a role: `（市教育局、市财政局）`.
#[must_use]
pub fn read_list(text: &str) -> Option<Clause<'_>> {
    let text = text.trim().trim_end_matches(['。', '；', '，', '.']);
    let mut clause = Clause::default();
    let names = split_names(text);
    // 财政局 is surely an agency beside another one.
    let is_list = names.len() > 1;
    let mut others = 0;
    for name in names.into_iter().filter(|name| !is_time(name)) {
        let is_short = is_list && name.ends_with(['局', '委', '办', '厅']) && is_organization(name);
        if !is_agency(name) && !is_short {
            if !is_organization(name) {
                return None;
            }
            others += 1;
        }
        clause.departments.push((Role::Responsible, name));
    }
    // 各高校, 团市委: bodies of another kind among agencies.
    if others * 2 > clause.departments.len() || others > 0 && clause.departments.len() - others < 2 {
        return None;
    }
    (!clause.departments.is_empty()).then_some(clause)
}

/// Cuts a piece where the next role begins without a mark before it, as where
/// a gap was: `牵头单位：市残联责任单位：市财政局`.
fn split_roles(piece: &str) -> Vec<&str> {
    /// The longest wording of a role in bytes: 主要责任部门（单位）.
    const LONGEST: usize = 36;
    let mut pieces = Vec::new();
    let mut rest = piece;
    let mut from = rest.find('：').map_or(rest.len(), |at| at + '：'.len_utf8());
    while let Some(colon) = rest.get(from..).and_then(|rest| rest.find('：')).map(|at| at + from) {
        let role_at = rest[from..colon]
            .char_indices()
            .map(|(at, _)| at + from)
            .filter(|at| colon - at <= LONGEST)
            .find(|at| strip_prefix_role(&rest[*at..]).is_some() || begins_with(&rest[*at..], TIMES));
        let Some(at) = role_at else { break };
        pieces.push(&rest[..at]);
        from = colon - at + '：'.len_utf8();
        rest = &rest[at..];
    }
    pieces.push(rest);
    pieces
}

fn push_names<'a>(clause: &mut Clause<'a>, role: Role, list: &'a str) -> Option<()> {
    for name in split_names(list) {
        if !is_organization(name) {
            return None;
        }
        clause.departments.push((role, name));
    }
    Some(())
}

/// `牵头部门：市残联` gives the role and `市残联`.
fn strip_prefix_role(piece: &str) -> Option<(Role, &str)> {
    const LEVELS: &[&str] = &["省级", "市级", "县级", "区级", "镇级", "市直", "县直", "区直", "具体"];
    let mut piece = piece;
    if piece.starts_with(['省', '市', '县', '区', '镇', '具'])
        && let Some(rest) = LEVELS.iter().find_map(|level| piece.strip_prefix(level))
    {
        piece = rest;
    }
    if !piece.starts_with(PREFIX_FIRST) {
        return None;
    }
    for (word, role) in PREFIXES {
        let Some(rest) = piece.strip_prefix(word) else { continue };
        for noun in PREFIX_NOUNS {
            if let Some(list) = rest.strip_prefix(noun).and_then(|rest| rest.strip_prefix(['：', ':', '为']))
            {
                return Some((*role, list));
            }
        }
    }
    None
}

/// `市残联牵头` gives the role and `市残联`.
fn strip_suffix_role(piece: &str) -> Option<(Role, &str)> {
    // The last character rules out nearly every piece.
    if !piece.ends_with(SUFFIX_LAST) {
        return None;
    }
    for (word, role) in SUFFIXES {
        if let Some(list) = piece.strip_suffix(word) {
            let list = list.trim_start_matches('由');
            let list = strip_etc(list);
            return (!list.is_empty()).then_some((*role, list));
        }
    }
    None
}

/// Whether a text may end with the verb of a role: a look at its last character.
#[must_use]
pub fn ends_with_role(text: &str) -> bool {
    text.ends_with(SUFFIX_LAST)
}

/// Reads a whole sentence as a clause: `由市林业局牵头，市财政局配合。`, `市教育局负责。`
/// Somebody leads or answers, and the first who is named can only be an agency:
/// `由政府主导、社会参与` says how, not who.
#[must_use]
pub fn read_sentence(sentence: &str) -> Option<Clause<'_>> {
    const OPENINGS: &[&str] =
        &["具体由", "此项工作由", "该项工作由", "本项工作由", "以上工作由", "上述工作由", "以上由", "由"];
    /// What stands in no name of an agency.
    const VERBS: &[char] = &['由', '的', '以', '要', '并', '将', '把', '请', '须', '可', '使', '让', '“'];
    let body = sentence.trim_end_matches('。');
    let is_han = body.chars().next().is_some_and(super::is_han);
    if !ends_with_role(body) || !is_han {
        return None;
    }
    let body = OPENINGS.iter().find_map(|opening| body.strip_prefix(opening)).unwrap_or(body);
    let clause = read_clause(body)?;
    let (_, first) = clause.departments.first()?;
    let has_doer = clause.departments.iter().any(|(role, _)| *role != Role::Participant);
    // 市政府设立办公室，由市林业局牵头
    let says_what = |name: &str| ["成立", "设立", "建立", "组建"].iter().any(|word| name.contains(word));
    let is_plain = |name: &str| !is_longer_than(name, 24) && !name.contains(VERBS) && !says_what(name);
    // 团市委 is an agency beside one.
    let is_surely = |name: &str| {
        is_agency(name)
            || name.ends_with(['委', '局', '联', '院'])
                && clause.departments.iter().any(|(_, other)| is_agency(other))
    };
    (has_doer
        && is_surely(first)
        && !first.starts_with('各')
        && clause.departments.iter().all(|(_, name)| is_plain(name)))
    .then_some(clause)
}

/// Whether a line without brackets opens a clause: `责任单位：…`.
#[must_use]
pub fn is_clause_line(line: &str) -> bool {
    strip_prefix_role(line).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(text: &str) -> Option<String> {
        let clause = read_clause(text)?;
        let of = |role: Role| {
            clause
                .departments
                .iter()
                .filter(|found| found.0 == role)
                .map(|found| found.1)
                .collect::<Vec<_>>()
                .join(" ")
        };
        Some(format!("{} | {} | {}", of(Role::Lead), of(Role::Participant), of(Role::Responsible)))
    }

    #[test]
    fn what_a_clause_applies_to_names_nobody() {
        let text = "负责部门：甲部、海关总署，适用范围为乙试验区";
        assert_eq!(roles(text).as_deref(), Some(" |  | 甲部 海关总署"));
        let text = "负责部门：甲部，适用范围为所有试验区，以下除标注适用于特定试验区的措施外，适用范围均为所有试验区";
        assert_eq!(roles(text).as_deref(), Some(" |  | 甲部"));
    }

    #[test]
    fn prefixes() {
        assert_eq!(
            roles("牵头部门：市残联、市医保局，参与部门：市财政局").as_deref(),
            Some("市残联 市医保局 | 市财政局 | ")
        );
        assert_eq!(roles("责任单位：市民政局、各镇[街道]").as_deref(), Some(" |  | 市民政局 各镇[街道]"));
        assert_eq!(
            roles("牵头单位：市教育局，市科技局；配合单位：市残联。").as_deref(),
            Some("市教育局 市科技局 | 市残联 | ")
        );
    }

    #[test]
    fn levels_persons_and_remarks() {
        assert_eq!(
            roles("市级责任部门：市教育局；县级责任主体：各县（市、区）人民政府").as_deref(),
            Some(" |  | 市教育局 各县（市、区）人民政府")
        );
        assert_eq!(
            roles("牵头领导：张某，李某；牵头单位：市教育局；责任单位：市财政局完成时间：2023年12月")
                .as_deref(),
            Some("市教育局 |  | 市财政局")
        );
        assert_eq!(
            roles("省水利厅按职责分工负责，各市人民政府负责落实。以下均需各市落实，不再列出").as_deref(),
            Some(" |  | 省水利厅 各市人民政府")
        );
        assert_eq!(
            roles("责任单位：市体育局、市教育局；列第一位的为牵头单位，下同").as_deref(),
            Some(" |  | 市体育局 市教育局")
        );
        assert_eq!(
            roles("市教育局、市财政局，以下均需各区落实，不再列出").as_deref(),
            Some(" |  | 市教育局 市财政局")
        );
    }

    #[test]
    fn departments_that_work_together() {
        assert_eq!(roles("市教育局会同市财政局负责").as_deref(), Some("市教育局 | 市财政局 | "));
        assert_eq!(
            roles("市教育局牵头，会同市财政局、市人社局负责").as_deref(),
            Some("市教育局 | 市财政局 市人社局 | ")
        );
        assert_eq!(roles("责任单位：市教育局牵头，市财政局配合").as_deref(), Some("市教育局 | 市财政局 | "));
        assert_eq!(
            roles("市教育局负总责，市财政局等有关部门按职责配合").as_deref(),
            Some("市教育局 | 市财政局 | ")
        );
    }

    #[test]
    fn lists_of_bodies_and_agencies() {
        let names = |text| {
            read_list(text).map(|clause| clause.departments.iter().map(|found| found.1).collect::<Vec<_>>())
        };
        assert_eq!(names("市住建局、各县政府，长期坚持"), Some(vec!["市住建局", "各县政府"]));
        assert_eq!(names("市教育局、市总工会，各高校"), Some(vec!["市教育局", "市总工会", "各高校"]));
        assert_eq!(names("学校、医院"), None);
        assert_eq!(names("村、社区"), None);
    }

    #[test]
    fn suffixes() {
        assert_eq!(
            roles("国家发展改革委牵头，教育部、财政部配合").as_deref(),
            Some("国家发展改革委 | 教育部 财政部 | ")
        );
        assert_eq!(roles("教育部、财政部按职责分工负责").as_deref(), Some(" |  | 教育部 财政部"));
        assert_eq!(roles("体育总局负责").as_deref(), Some(" |  | 体育总局"));
        assert_eq!(
            roles("国家发展改革委牵头，国务院相关部门及各地区按职责分工负责").as_deref(),
            Some("国家发展改革委 |  | 国务院相关部门 各地区")
        );
    }

    #[test]
    fn roles_that_a_gap_has_set_apart() {
        assert_eq!(
            roles("牵头单位：市工信局责任单位：市大数据局、市财政局").as_deref(),
            Some("市工信局 |  | 市大数据局 市财政局")
        );
    }

    #[test]
    fn times_between_departments() {
        assert_eq!(
            roles("区民政局牵头，区残联、各街道办事处配合，2025年底前完成").as_deref(),
            Some("区民政局 | 区残联 各街道办事处 | ")
        );
        assert_eq!(roles("牵头单位：区民政局，完成时限：持续实施").as_deref(), Some("区民政局 |  | "));
        assert_eq!(
            roles("责任单位：区人社局区残联区总工会").as_deref(),
            Some(" |  | 区人社局 区残联 区总工会")
        );
        assert_eq!(roles("2025年底前完成，持续推进"), None);
    }

    #[test]
    fn lists_without_a_role() {
        let names = |text| read_list(text).map(|clause| clause.departments.len());
        assert_eq!(names("市财政局，市工信局"), Some(2));
        assert_eq!(names("财政局、金融发展局"), Some(2));
        assert_eq!(names("县人社局、县税务局，各乡镇人民政府"), Some(3));
        for text in ["详见附件", "2020年数据", "学校、社区", "建成区", "县、乡、村"] {
            assert_eq!(names(text), None, "{text}");
        }
    }

    #[test]
    fn what_rules_words_out_lets_every_word_through() {
        assert!(KEYWORDS.iter().all(|word| has_keyword(word)));
        assert!(PREFIXES.iter().all(|(word, _)| word.starts_with(PREFIX_FIRST)));
        assert!(SUFFIXES.iter().all(|(word, _)| word.ends_with(SUFFIX_LAST)));
    }

    #[test]
    fn sentences() {
        let count = |text| read_sentence(text).map(|clause| clause.departments.len());
        assert_eq!(count("由市林业局牵头，市财政局、市水务局配合。"), Some(3));
        assert_eq!(count("由市林业局负责，各县（区）政府配合。"), Some(2));
        assert_eq!(count("市农业农村局牵头负责，市林业局、市商务局等部门按职责分工负责。"), Some(3));
        assert_eq!(count("此项工作由市大数据局牵头负责。"), Some(1));
        assert_eq!(count("具体由市委宣传部会同市林业局负责。"), Some(2));
        assert_eq!(count("团市委牵头，市民政局、市残联参与。"), Some(3));
        for text in [
            "由政府主导、社会参与。",
            "由政府负责，部门配合，社会参与。",
            "形成政府负责、部门配合、社会参与的格局。",
            "由企业牵头，高校、科研院所参与。",
            "各级各部门密切配合。",
            "由市林业局牵头，建立联席会议制度，市财政局配合做好资金保障。",
            "推进信息化建设由市大数据局牵头。",
            "1.市林业局负责。",
            "市政府设立联席会议办公室，由市林业局牵头。",
            "建立市政府统筹，县政府负责，乡镇落实的机制，市林业局配合。",
        ] {
            assert_eq!(count(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_no_clause() {
        for text in ["APP", "谁审批谁负责", "谁执法谁普法", "含15%", "读一本书、参与活动", "详见附件"]
        {
            assert_eq!(roles(text), None, "{text}");
        }
    }
}
