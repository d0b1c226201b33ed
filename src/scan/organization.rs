//! Names of departments and other bodies that plans assign tasks to.

use super::{char_count, scan_brackets, split_outside_brackets};

/// The name of a body has at most so many characters.
const LONGEST: usize = 40;

/// Whether `c` ends the name of a body, and so every word that ends with it:
/// 市教育局, 管委会, 集团.
const fn is_suffix(c: char) -> bool {
    matches!(
        c,
        '局' | '委'
            | '办'
            | '厅'
            | '部'
            | '会'
            | '院'
            | '联'
            | '所'
            | '处'
            | '署'
            | '行'
            | '社'
            | '站'
            | '校'
            | '学'
            | '队'
            | '馆'
            | '团'
            | '室'
            | '台'
            | '库'
            | '园'
            | '组'
            | '镇'
            | '乡'
            | '村'
            | '县'
            | '区'
            | '市'
            | '州'
            | '盟'
            | '旗'
            | '省'
            | '科'
            | '股'
            | '司'
    )
}

/// Words that do, though their last character alone does not.
const SUFFIXES: &[&str] = &[
    "中心",
    "政府",
    "单位",
    "部门",
    "机构",
    "组织",
    "企业",
    "科协",
    "街道",
    "地方",
    "政协",
    "人大",
    "海关",
    "海事",
    "税务",
    "电力",
    "移动",
    "联通",
    "电信",
    "铁塔",
    "邮政",
    "专班",
    "卫健",
    "服务点",
    "网信",
    "大数据",
    "消防",
    "主体",
    "各地",
    "人员",
    "运营商",
    "所在地",
    "成员",
    "国企",
    "事业单位",
    "基地",
    "窗口",
    "中支",
];

/// Whether `name` reads like the name of a body: `市残联`, `各镇（街道）`,
/// `市政府有关部门`. A word such as `谁审批` does not.
#[must_use]
pub fn is_organization(name: &str) -> bool {
    let name = strip_etc(name);
    let mut count = 0;
    let mut open = None;
    for (at, c) in name.char_indices() {
        count += 1;
        match c {
            '。' | '；' | '：' | '，' | '！' | '？' => return false,
            '（' | '[' | '(' | '【' if open.is_none() => open = Some(at),
            _ if count > LONGEST => return false,
            _ => {}
        }
    }
    if !(2..=LONGEST).contains(&count) {
        return false;
    }
    let base = open.and_then(|at| before_bracket(name, at)).unwrap_or(name);
    // 建设县级指挥中心 says what is to be done; 建设局 is an agency.
    if begins_with_verb(base) && !base.ends_with(['局', '委', '部', '办', '厅', '行', '府']) {
        return false;
    }
    // 培训基地12所 counts something.
    let is_count = base.chars().rev().nth(1).is_some_and(|c| c.is_ascii_digit());
    if base.starts_with('谁') || base.ends_with("工作") || is_count {
        return false;
    }
    base.starts_with('各')
        || base.chars().next_back().is_some_and(is_suffix)
        || SUFFIXES.iter().any(|suffix| base.ends_with(suffix))
}

/// Whether a text begins with a word for what is to be done.
fn begins_with_verb(text: &str) -> bool {
    const VERBS: &[&str] = &[
        "建设", "建立", "建成", "组建", "打造", "推进", "推动", "加强", "加快", "完善", "实施", "开展",
        "支持", "提升", "健全", "培育", "设立", "成立", "新建", "改造", "构建", "强化", "优化", "制定",
        "落实",
    ];
    text.starts_with([
        '建', '组', '打', '推', '加', '完', '实', '开', '支', '提', '健', '培', '设', '成', '新', '改', '构',
        '强', '优', '制', '落',
    ]) && VERBS.iter().any(|verb| text.starts_with(verb))
}

/// Whether `name` can only be the name of an agency, also where nothing around
/// it speaks of a task: `市教育局`, `各乡镇人民政府`. 学校 is a body, but no agency.
#[must_use]
pub fn is_agency(name: &str) -> bool {
    const LAST: &[char] = &['局', '委', '办', '厅', '部', '会', '府', '联', '署', '室'];
    let name = strip_etc(name);
    let base = base_of(name).unwrap_or(name);
    let is_named = base.starts_with(['市', '县', '区', '省', '州', '盟', '旗', '镇', '乡', '国', '各', '中'])
        || char_count(base) >= 4;
    is_organization(name)
        && (char_count(base) >= 3 || base.starts_with('各'))
        && (is_named && base.ends_with(LAST)
            || base.starts_with('各')
                && base.ends_with(['市', '县', '区', '镇', '乡', '道', '门', '位', '地']))
        && !["一部", "全部", "内部", "社会", "大会", "机会"].iter().any(|word| base.ends_with(word))
}

/// Whether `c` is the last character of one of [`ISSUER_ENDS`].
const fn ends_issuer(c: char) -> bool {
    matches!(
        c,
        '府' | '室'
            | '厅'
            | '会'
            | '局'
            | '委'
            | '部'
            | '组'
            | '处'
            | '院'
            | '心'
            | '司'
            | '行'
            | '署'
            | '联'
    )
}

/// Words that end the name of a body that issues documents.
const ISSUER_ENDS: &[&str] = &[
    "政府",
    "办公室",
    "办公厅",
    "委员会",
    "局",
    "厅",
    "省委",
    "市委",
    "县委",
    "区委",
    "部",
    "委",
    "领导小组",
    "指挥部",
    "管理处",
    "国务院",
    "法院",
    "检察院",
    "联合会",
    "中心",
    "院",
    "公司",
    "协会",
    "总会",
    "办事处",
    "工会",
    "银行",
    "署",
    "司令部",
    "残联",
    "会",
    "党组",
];

/// Whether `line` can be the letterhead or signature of a government body:
/// `九江市人民政府`, `永修县人民政府办公室`, `中共浙江省委`.
#[must_use]
pub fn is_issuer(line: &str) -> bool {
    // The last character rules out nearly every line.
    line.chars().next_back().is_some_and(ends_issuer)
        && (4..=40).contains(&char_count(line))
        && ISSUER_ENDS.iter().any(|end| line.ends_with(end))
        && line.chars().all(|c| super::is_han(c) || matches!(c, '（' | '）' | '、'))
}

/// Removes `等`, `等部门`, `等国务院有关部门和单位` from the end of a list.
#[must_use]
pub fn strip_etc(name: &str) -> &str {
    let name = name.trim();
    if !name.ends_with(['等', '门', '位']) {
        return name;
    }
    match name.rfind('等') {
        Some(at) if at > 0 && is_others(&name[at + '等'.len_utf8()..]) => &name[..at],
        _ => name,
    }
}

/// Whether `text` is what may stand behind 等: whose departments or units, and no
/// name. 学校 behind 高等 is one.
fn is_others(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "国务院",
        "省级",
        "市级",
        "县级",
        "区级",
        "市直",
        "县直",
        "区直",
        "省直",
        "有关",
        "相关",
        "部门",
        "单位",
        "责任",
        "成员",
        "职能",
    ];
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = WORDS.iter().find(|word| rest.starts_with(**word)).map(|word| word.len());
        let Some(len) = word.or_else(|| {
            matches!(first, '各' | '和' | '及' | '省' | '市' | '县' | '区').then(|| first.len_utf8())
        }) else {
            return false;
        };
        rest = &rest[len..];
    }
    text.is_empty() || text.ends_with("部门") || text.ends_with("单位")
}

/// What stands before the bracket at `at`, if `name` ends with it.
fn before_bracket(name: &str, at: usize) -> Option<&str> {
    (scan_brackets(&name[at..]) == Some(name.len() - at)).then_some(&name[..at])
}

/// What stands before the bracket that `name` ends with.
fn base_of(name: &str) -> Option<&str> {
    before_bracket(name, name.find(['（', '[', '(', '【'])?)
}

/// A department: the name and perhaps a second name in brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The name.
    pub name: String,
    /// The second name.
    pub also: Option<String>,
}

/// Reads one name: `市农业农村局[市乡村振兴局]` has a second name, `各镇[街道]` has not,
/// because 街道 goes on with the kind of place that 镇 began.
#[must_use]
pub fn read_name(text: &str) -> Name {
    let text = strip_etc(text);
    let Some(base) = base_of(text) else {
        return Name { name: text.to_owned(), also: None };
    };
    let at = base.len();
    let inner_start = at + text[at..].chars().next().map_or(1, char::len_utf8);
    let close = text.chars().next_back().map_or(1, char::len_utf8);
    let inner = &text[inner_start..text.len() - close];
    let is_second_name = !base.starts_with('各')
        && char_count(inner) >= 3
        && is_organization(inner)
        && is_organization(base)
        && !inner.starts_with('含')
        && !inner.contains('、');
    if is_second_name {
        Name { name: base.to_owned(), also: Some(inner.to_owned()) }
    } else {
        // One name; the brackets take the form they have in running text.
        Name { name: format!("{base}（{inner}）"), also: None }
    }
}

/// Splits a list of departments: `市教育局、市科技局和市残联` are three,
/// `市自然资源和规划局` is one.
#[must_use]
pub fn split_names(list: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for piece in split_outside_brackets(list, |c| matches!(c, '、' | '，' | ',' | '；' | ';')) {
        split_conjunctions(piece.trim().trim_end_matches(['。', '.']), &mut names);
    }
    names
}

/// Splits at 和, 及, 以及 where a whole name stands on both sides.
fn split_conjunctions<'a>(piece: &'a str, names: &mut Vec<&'a str>) {
    let conjunctions: &[&str] = if piece.contains(['和', '及']) { &["以及", "和", "及"] } else { &[] };
    for conjunction in conjunctions {
        for (at, _) in piece.match_indices(conjunction) {
            let (left, right) = (&piece[..at], &piece[at + conjunction.len()..]);
            let first = left.chars().next();
            let is_pair = is_organization(left)
                && is_organization(right)
                && (right.starts_with(['各', '相', '有'])
                    || (first.is_some() && right.chars().next() == first && char_count(right) > 2))
                && char_count(left) > 2
                && !right.starts_with("各成员");
            if is_pair {
                split_conjunctions(left, names);
                split_conjunctions(right, names);
                return;
            }
        }
    }
    let mut rest = piece;
    while let Some(at) = glued_at(rest) {
        names.push(&rest[..at]);
        rest = &rest[at..];
    }
    if !rest.is_empty() {
        names.push(rest);
    }
}

/// Where the second of several names begins that only a gap has set apart:
/// `区人社局区残联`. All begin with the same level of government.
fn glued_at(text: &str) -> Option<usize> {
    /// Two names in one have at least so many characters.
    const SHORTEST: usize = 7;
    let level = text.chars().next().filter(|c| "省市县区州盟旗".contains(*c))?;
    if char_count(text) < SHORTEST || text.contains(['（', '[', '〔']) {
        return None;
    }
    text.match_indices(level).map(|(at, _)| at).skip(1).find(|at| {
        let (first, rest) = (&text[..*at], &text[*at..]);
        is_agency(first) && is_agency(rest) && !first.ends_with('委')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_what_is_none() {
        for name in [
            "市残联",
            "各镇（街道）",
            "市政府有关部门",
            "团市委",
            "市农业农村局[市乡村振兴局]",
            "莱芜银保监分局",
            "建设银行",
        ] {
            assert!(is_organization(name), "{name}");
        }
        for name in ["谁审批", "APP", "一", "含", "谁主管", "建设县级应急指挥中心", "完善服务机构"]
        {
            assert!(!is_organization(name), "{name}");
        }
    }

    #[test]
    fn second_names() {
        assert_eq!(
            read_name("市农业农村局[市乡村振兴局]"),
            Name { name: "市农业农村局".into(), also: Some("市乡村振兴局".into()) }
        );
        assert_eq!(read_name("各镇[街道]"), Name { name: "各镇（街道）".into(), also: None });
        assert_eq!(read_name("市残联等部门"), Name { name: "市残联".into(), also: None });
        assert_eq!(strip_etc("银保监会等国务院相关部门"), "银保监会");
        assert_eq!(strip_etc("市残联等市有关部门和单位"), "市残联");
        assert_eq!(strip_etc("各高等院校"), "各高等院校");
    }

    #[test]
    fn the_last_characters_are_those_of_the_words() {
        for end in ISSUER_ENDS {
            assert!(end.chars().next_back().is_some_and(ends_issuer), "{end}");
        }
    }

    #[test]
    fn conjunctions_split_names_only() {
        assert_eq!(
            split_names("市自然资源和规划局、市教育局和市科技局"),
            ["市自然资源和规划局", "市教育局", "市科技局"]
        );
        assert_eq!(split_names("市文化和旅游局，各区人民政府"), ["市文化和旅游局", "各区人民政府"]);
        assert_eq!(split_names("相关部门及各地区"), ["相关部门", "各地区"]);
        assert_eq!(split_names("县农业农村局及相关单位"), ["县农业农村局", "相关单位"]);
    }
}
