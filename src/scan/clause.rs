//! Department clauses: who leads, who takes part, who answers, and until when.
//!
//! `（牵头部门：市残联；参与部门：市财政局）`, `（国家发展改革委牵头，教育部配合）`,
//! `责任单位：市教育局、市残联`, `6月底完成，牵头单位：市残联`.

mod kind;
mod reader;
mod words;

pub use self::kind::{Clause, LeadRule, Leads, Role};
pub use self::words::{is_time, read_lead_rule};

use self::reader::Reader;
use self::words::{KEYWORDS, may_end_with_verb, names_persons, strip_label, strip_time_label};
use super::organization::{Kind, is_agency, is_organization, kind_of, split_names};
use super::quantity::is_blank_cell;
use super::{char_count, is_longer_than, split_outside_brackets};

/// Reads the inside of a bracket, or a whole line, as a clause. Returns none unless
/// somebody has a role in it: a sentence about who has to do what is no clause.
#[must_use]
pub fn read_clause(text: &str) -> Option<Clause<'_>> {
    if !KEYWORDS.are_in(text) {
        return None;
    }
    let (text, rule) = split_rule(trim_ends(text));
    let mut reader = Reader::default();
    let mut at = 0;
    for piece in split_outside_brackets(text, |c| matches!(c, '；' | ';' | '，' | ',' | '。')) {
        let separator = text[..at].chars().next_back();
        at += piece.len() + text[at + piece.len()..].chars().next().map_or(0, char::len_utf8);
        for (part, piece) in split_roles(piece).into_iter().enumerate() {
            let piece = piece.trim();
            if !piece.is_empty() {
                reader.read(text, piece, if part == 0 { separator } else { None })?;
            }
        }
    }
    // Who is listed before 逗号前为牵头单位 needs no other word.
    if rule.is_some() {
        reader.push_waiting();
    }
    let mut clause = reader.finish()?;
    clause.rule = clause.rule.or(rule);
    Some(clause)
}

/// A clause without the bracket at its end that says who of them leads, and what that
/// says: `市教育局（逗号前为牵头单位，下同）`. Whether it holds for all that follow comes last.
fn split_rule(text: &str) -> (&str, Option<(LeadRule, bool)>) {
    let open = text.strip_suffix('）').and_then(|inner| inner.rfind('（'));
    let rule = open.and_then(|at| read_lead_rule(&text[at..]).map(|rule| (at, rule)));
    match rule {
        Some((at, rule)) => (&text[..at], Some((rule, text[at..].contains("下同")))),
        None => (text, None),
    }
}

/// A text without what closes it: marks, and a bracket that was opened elsewhere.
fn trim_ends(text: &str) -> &str {
    let mut text = text.trim().trim_end_matches(['。', '；', '，', '.', '、']);
    while text.ends_with(['）', ')', ']', '】', '〕']) && !is_balanced(text) {
        let last = text.chars().next_back().map_or(1, char::len_utf8);
        text = text[..text.len() - last].trim_end_matches(['。', '；']);
    }
    text
}

fn is_balanced(text: &str) -> bool {
    let mut depth = 0i32;
    for c in text.chars() {
        match c {
            '（' | '(' | '[' | '【' | '〔' => depth += 1,
            '）' | ')' | ']' | '】' | '〕' => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    true
}

/// Reads a bracket behind a whole sentence as a list of departments that are
/// named without a role: `（市教育局、市财政局）`.
#[must_use]
pub fn read_list(text: &str) -> Option<Clause<'_>> {
    let text = trim_ends(text);
    let mut clause = Clause::default();
    let names: Vec<&str> = split_together(text).flat_map(split_names).collect();
    // 财政局 is surely an agency beside another one.
    let is_list = names.len() > 1;
    let mut others = 0;
    for name in names {
        if is_time(name) {
            clause.deadline = Some(name);
            continue;
        }
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
    clause.before_comma = count_before_comma(text, &clause);
    (!clause.departments.is_empty()).then_some(clause)
}

/// Reads a bracket with nothing but names of bodies of any kind, one or more. What such
/// a bracket says depends on where it stands: `（法规处）` may explain a word.
#[must_use]
pub fn read_bodies(text: &str) -> Option<Clause<'_>> {
    /// Bodies have longer names than places and classes, and explanations begin so.
    const SHORTEST: usize = 3;
    /// A name of another kind has so many characters: 甲航物流.
    const UNKNOWN: std::ops::RangeInclusive<usize> = 4..=8;
    let is_body = |name: &str| {
        is_organization(name)
            && is_longer_than(name, SHORTEST - 1)
            && !name.starts_with(['含', '如', '即', '见', '不', '或', '其', '以', '包', '除'])
    };
    let text = trim_ends(text);
    let mut clause = Clause::default();
    // Names that no list of endings knows, among others.
    let mut unknown = 0;
    for names in split_together(text) {
        for name in split_names(names) {
            if is_time(name) {
                clause.deadline = Some(name);
                continue;
            }
            if !is_body(name) {
                let says_when = name.contains(['季', '月', '年', '日', '按']);
                if kind_of(name) != Kind::Unknown || !UNKNOWN.contains(&char_count(name)) || says_when {
                    return None;
                }
                unknown += 1;
            }
            clause.departments.push((Role::Responsible, name));
        }
    }
    // One of three, beside agencies.
    let agencies = clause.departments.iter().filter(|(_, name)| is_agency(name)).count();
    if unknown > 0 && (unknown * 3 > clause.departments.len() || agencies < 2) {
        return None;
    }
    clause.before_comma = count_before_comma(text, &clause);
    (!clause.departments.is_empty()).then_some(clause)
}

/// The departments that the cell of a table lists, each with its role: `own`, which its column gives, where
/// the cell itself says none, as 县林业局牵头，各乡镇配合 and 市残联（牵头） do.
#[must_use]
pub fn read_cell(cell: &str, own: Role) -> Vec<(Role, &str)> {
    let has_roles =
        |clause: &Clause<'_>| clause.departments.iter().any(|(role, _)| *role != Role::Responsible);
    if own == Role::Responsible
        && let Some(clause) = read_clause(cell).filter(has_roles)
    {
        return clause.departments;
    }
    // —, / and 无 name nobody.
    let is_name = |name: &&str| name.contains(char::is_alphanumeric) && !is_blank_cell(name);
    let names = split_names(cell).into_iter().filter(is_name).map(reader::split_role);
    names.map(|(name, role)| (role.unwrap_or(own), name)).collect()
}

/// The two halves of 甲局会同乙局: both are responsible, no word gives one the lead.
fn split_together(text: &str) -> impl Iterator<Item = &str> {
    text.splitn(2, "会同")
}

/// How many of the departments that `text` lists stand before its first comma; none where
/// it has no comma.
fn count_before_comma(text: &str, clause: &Clause<'_>) -> usize {
    let is_comma = |c| matches!(c, '，' | ',');
    let Some(first) = split_outside_brackets(text, is_comma).next().filter(|first| first.len() < text.len())
    else {
        return 0;
    };
    let end = first.as_ptr() as usize + first.len();
    clause.departments.iter().take_while(|(_, name)| (name.as_ptr() as usize) < end).count()
}

/// Cuts a piece where the next role begins without a mark before it, as where
/// a gap was: `牵头单位：市残联责任单位：市财政局`.
fn split_roles(piece: &str) -> Vec<&str> {
    /// The longest wording of a role in bytes: 主要责任部门（单位）.
    const LONGEST: usize = 36;
    let mut pieces = Vec::new();
    let mut rest = piece;
    let mut from = 0;
    while let Some(colon) = rest.get(from..).and_then(|rest| rest.find('：')).map(|at| at + from) {
        let role_at = rest[..colon]
            .char_indices()
            .map(|(at, _)| at)
            .filter(|at| (*at == 0 || *at >= from) && colon - at <= LONGEST)
            .find(|at| {
                let rest = &rest[*at..];
                strip_label(rest).is_some_and(|(_, has_noun, _)| has_noun || *at == 0)
                    || strip_time_label(rest).is_some()
                    || names_persons(rest)
            });
        // A label that the piece begins with is where it should be.
        if let Some(at) = role_at.filter(|at| *at > 0) {
            pieces.push(&rest[..at]);
            from = colon - at + '：'.len_utf8();
            rest = &rest[at..];
        } else {
            from = colon + '：'.len_utf8();
        }
    }
    pieces.push(rest);
    pieces
}

/// Whether a text may end with the verb of a role: a look at its last character.
#[must_use]
pub fn ends_with_role(text: &str) -> bool {
    may_end_with_verb(text)
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
    let is_plain = |name: &str| {
        !is_longer_than(name, 24) && is_organization(name) && !name.contains(VERBS) && !says_what(name)
    };
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
    strip_label(line).is_some()
}

/// The same, where a time may stand before it: `6月底完成，牵头单位：…`.
#[must_use]
pub fn begins_clause(line: &str) -> bool {
    is_clause_line(line)
        || line.split_once(['，', '；']).is_some_and(|(time, rest)| is_time(time) && is_clause_line(rest))
}

/// Where in a text the first label stands that says whom it is about: 责任单位：.
#[must_use]
pub fn find_label(text: &str) -> Option<usize> {
    let pieces = split_roles(text);
    (pieces.len() > 1).then(|| pieces[0].len())
}

/// Whether a line gives a time for what stands before it: `完成时限：2025年底`.
#[must_use]
pub fn is_time_line(line: &str) -> bool {
    strip_time_label(line).is_some()
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
        assert_eq!(roles("责任单位：各区〈含甲江、乙山〉").as_deref(), Some(" |  | 各区〈含甲江、乙山〉"));
        assert_eq!(
            roles("牵头单位：市教育局，市科技局；配合单位：市残联。").as_deref(),
            Some("市教育局 市科技局 | 市残联 | ")
        );
    }

    #[test]
    fn verbs_behind_a_label() {
        for text in [
            "责任单位：市教育局牵头，市残联、市税务局，市气象局配合",
            "责任单位：市教育局牵头、市残联、市税务局，市气象局配合",
        ] {
            assert_eq!(roles(text).as_deref(), Some("市教育局 | 市残联 市税务局 市气象局 | "), "{text}");
        }
        let text = "责任单位：市教育局牵头，市残联";
        assert_eq!(roles(text).as_deref(), Some("市教育局 |  | 市残联"));
    }

    #[test]
    fn labels_of_other_words() {
        assert_eq!(
            roles("责任单位：市教育局、甲街道；支撑单位：市财政局").as_deref(),
            Some(" | 市财政局 | 市教育局 甲街道")
        );
        assert_eq!(
            roles("牵头单位：市教育局；验收单位：市财政局").as_deref(),
            Some("市教育局 | 市财政局 | ")
        );
        assert_eq!(
            roles("牵头部门：市税务局，市财政局；目标位置：全省前5，力争前3").as_deref(),
            Some("市税务局 市财政局 |  | ")
        );
        assert_eq!(roles("市教育局；目标位置：全省前5").as_deref(), None);
        assert_eq!(
            roles("市教育局、市相关部门和单位及各区县按职责分工负责").as_deref(),
            Some(" |  | 市教育局 市相关部门和单位 各区县")
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
    fn who_leads_in_a_list_of_names() {
        let text = "市级相关部门（单位）牵头、各县政府、园区管委会负责";
        assert_eq!(roles(text).as_deref(), Some("市级相关部门（单位） |  | 各县政府 园区管委会"));
        // What says so again and again is no clause.
        let many = "市水利局牵头、".repeat(100_000) + "市财政局配合";
        assert_eq!(roles(&many), None);
        assert_eq!(roles("由市民政局牵头、市财政局配合").as_deref(), Some("市民政局 | 市财政局 | "));
        assert_eq!(
            roles("牵头、配合单位：市民政局").as_deref(),
            roles("牵头及配合单位：市民政局").as_deref()
        );
    }

    #[test]
    fn departments_that_work_together() {
        assert_eq!(roles("市教育局会同市财政局负责").as_deref(), Some(" |  | 市教育局 市财政局"));
        assert_eq!(
            roles("市教育局牵头，会同市财政局、市人社局负责").as_deref(),
            Some("市教育局 |  | 市财政局 市人社局")
        );
        assert_eq!(roles("责任单位：市教育局牵头，市财政局配合").as_deref(), Some("市教育局 | 市财政局 | "));
        assert_eq!(
            roles("市教育局负总责，市财政局等有关部门按职责配合").as_deref(),
            Some("市教育局 | 市财政局 有关部门 | ")
        );
    }

    #[test]
    fn lists_of_bodies_and_agencies() {
        let names = |text| {
            read_list(text).map(|clause| clause.departments.iter().map(|found| found.1).collect::<Vec<_>>())
        };
        assert_eq!(names("市住建局、各县政府，长期坚持"), Some(vec!["市住建局", "各县政府"]));
        assert_eq!(names("市教育局、市总工会，各高校"), Some(vec!["市教育局", "市总工会", "各高校"]));
        assert_eq!(names("市商务委会同市税务局、各区政府"), Some(vec!["市商务委", "市税务局", "各区政府"]));
        assert_eq!(names("学校、医院"), None);
        assert_eq!(names("村、社区"), None);
    }

    #[test]
    fn lists_of_bodies_of_any_kind() {
        let read = |text| {
            let of = |role| move |found: &&(Role, &str)| found.0 == role;
            read_bodies(text).map(|clause| {
                let count = |role| clause.departments.iter().filter(of(role)).count();
                (count(Role::Lead), count(Role::Participant), count(Role::Responsible))
            })
        };
        assert_eq!(read("国际合作处"), Some((0, 0, 1)));
        assert_eq!(read("办公室、法规处，长期坚持"), Some((0, 0, 2)));
        assert_eq!(read("市商务委会同市税务局、各区政府"), Some((0, 0, 3)));
        for text in ["含服务机构", "第二批", "见附件", "甲区", "市商务委、做好保障"] {
            assert_eq!(read(text), None, "{text}");
        }
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
    fn what_is_read_and_until_when() {
        let read = |text| read_clause(text).map(|clause| (clause.departments.len(), clause.deadline));
        assert_eq!(read("6月底完成，牵头考核单位：市发改委"), Some((1, Some("6月底完成"))));
        assert_eq!(
            read("参与单位：各区政府、乙山管委会完成时限：2026年7月底前，以后每年持续实施"),
            Some((2, Some("2026年7月底前，以后每年持续实施")))
        );
        assert_eq!(read("区民政局牵头，2025年底前完成"), Some((1, Some("2025年底前完成"))));
        assert_eq!(read("法规处负责，完成时限：持续推进"), Some((1, Some("持续推进"))));
        assert_eq!(read("完成时限：2025年底"), Some((0, Some("2025年底"))));
    }

    #[test]
    fn names_of_all_kinds_have_a_part() {
        assert_eq!(
            roles("共青团中央、教育部牵头，甲江大学乙山研究院、城投水务配合").as_deref(),
            Some("共青团中央 教育部 | 甲江大学乙山研究院 城投水务 | ")
        );
        assert_eq!(
            roles("牵头单位：云州新港；配合单位：各市、县人民政府").as_deref(),
            Some("云州新港 | 各市、县人民政府 | ")
        );
        assert_eq!(
            roles("市政务局、市大数据局按职责分别牵头；责任单位：市直有关部门").as_deref(),
            Some("市政务局 市大数据局 |  | 市直有关部门")
        );
        assert_eq!(
            roles("省政府办公厅〔省数据局〕牵头，各地各有关部门按职责分工负责").as_deref(),
            Some("省政府办公厅〔省数据局〕 |  | 各地各有关部门")
        );
        assert_eq!(
            roles("市司法局牵头。各县人民政府均为责任单位，以下不再列出").as_deref(),
            Some("市司法局 |  | 各县人民政府")
        );
        assert_eq!(roles("市教育局（牵头）、市财政局").as_deref(), None);
        assert_eq!(roles("责任单位：市教育局（牵头）、市财政局").as_deref(), Some("市教育局 |  | 市财政局"));
        assert_eq!(roles("责任单位：各级业务部门）").as_deref(), Some(" |  | 各级业务部门"));
        for text in
            ["责任单位：为落实政策要加强领导", "由政府负责、社会参与", "专人负责", "责任：加强领导，落实措施"]
        {
            assert_eq!(roles(text), None, "{text}");
        }
    }

    #[test]
    fn who_stands_first_may_lead() {
        let applied = |text: &str| {
            let mut clause = read_clause(text).unwrap();
            let (rule, is_general) = clause.rule.unwrap();
            clause.apply(rule);
            let leads = clause.departments.iter().filter(|found| found.0 == Role::Lead).count();
            (leads, clause.departments.len(), is_general)
        };
        assert_eq!(applied("税务总局、财政部负责，排在第一位的部门为牵头部门，下同"), (1, 2, true));
        assert_eq!(applied("责任单位：市体育局、市教育局；列第一位的为牵头单位"), (1, 2, false));
        assert_eq!(
            applied("责任单位：市数据局、市司法局，市教育局，各县政府；逗号前为牵头单位，下同"),
            (2, 4, true)
        );
        assert_eq!(
            applied("责任单位：市数据局，市教育局（逗号前为牵头单位，未明确的按职责分工负责，下同）"),
            (1, 2, true)
        );
        assert_eq!(
            applied("市数据局，市司法局、市教育局。逗号前为牵头单位，以下工作均涉及各县政府，不再一一列出"),
            (1, 3, true)
        );
        assert_eq!(applied("市数据局，市司法局（逗号前为牵头单位，下同）"), (1, 2, true));
        let lists = "责任单位：甲省水利厅、省林业局；乙省水利厅、省农业农村厅；丙江集团公司";
        assert_eq!(applied(&format!("{lists}。两省列首位的为牵头单位，下同")), (2, 5, true));
        assert_eq!(applied(&format!("{lists}。各方列首位的为牵头单位")), (3, 5, false));
        assert_eq!(applied(&format!("{lists}。列首位的为牵头单位")), (1, 5, false));
        let others = |rule: &str| read_lead_rule(rule).map(|rule| rule.others);
        assert_eq!(others("逗号前为牵头单位，其余按职责分工负责，下同"), Some(Role::Responsible));
        assert_eq!(others("列第一位的为牵头单位，其他为配合单位"), Some(Role::Participant));
        assert_eq!(others("列第一位的为牵头单位"), Some(Role::Participant));
    }

    #[test]
    fn lists_know_who_stands_before_the_comma() {
        let before_comma = |text| read_list(text).map(|clause| clause.before_comma);
        assert_eq!(before_comma("市数据局、市司法局，市教育局"), Some(2));
        assert_eq!(before_comma("市数据局、市司法局"), Some(0));
        assert_eq!(read_bodies("法规处，各处室").map(|clause| clause.before_comma), Some(1));
        let count = |text| read_bodies(text).map_or(0, |clause| clause.departments.len());
        assert_eq!(count("市交通委、市商务委、甲航物流"), 3);
        assert_eq!(count("县水利局、县财政局、第三季度") + count("县图书馆、城市书房、县文化馆"), 0);
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
