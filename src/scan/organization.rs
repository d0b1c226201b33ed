//! Names of departments and other bodies that plans assign tasks to.

use super::shared_head::split_bodies;
use super::word_list::WordList;
use super::{char_count, is_han, is_longer_than, is_opening, scan_brackets, split_outside_brackets};

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
static SUFFIXES: WordList = WordList::new(&[
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
    "中央",
    "营管部",
    "集团",
    "高校",
    "各区",
]);

/// What a piece of a list of departments is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It reads like the name of a body.
    Known,
    /// It may be a name, of a kind that no list of endings knows: 共青团中央.
    Unknown,
    /// It says something: 加强领导.
    NoName,
}

/// What a piece of a list of departments is, judged by its words alone.
#[must_use]
pub fn kind_of(name: &str) -> Kind {
    /// Whoever is named so is nobody in particular.
    const NOBODY: &[&str] = &[
        "政府", "部门", "社会", "企业", "单位", "市场", "群众", "个人", "家庭", "专人", "公众", "学校",
        "社区", "村", "机构", "基层", "组织", "各方", "人员", "县", "乡", "镇", "市", "区",
    ];
    /// What no name has, and what is to be done has.
    static WORDS: WordList = WordList::new(&[
        "进行", "做好", "加强", "提供", "通过", "确保", "推进", "推动", "完善", "落实", "开展", "实施",
        "制定", "负责", "牵头", "配合", "不得", "应当", "以及", "根据", "按照", "做到", "纳入", "形成",
        "予以", "给予",
    ]);
    static SIGNS: WordList = WordList::new(&[
        "的", "是", "让", "使", "被", "须", "，", "。", "；", "：", "！", "？", "、", "%", "+", "=",
    ]);
    /// What is done, and no body, ends so.
    static ENDS: WordList = WordList::new(&[
        "工作", "情况", "制度", "机制", "体系", "建设", "保障", "力度", "水平", "职责", "任务", "时间",
    ]);
    let name = strip_etc(name);
    let base = base_of(name).unwrap_or(name);
    if NOBODY.contains(&base) {
        return Kind::Unknown;
    }
    let joined = name.contains('、');
    if is_organization(name) && (joined || !says_something(base, &SIGNS, &WORDS)) {
        return Kind::Known;
    }
    let is_name = (2..=LONGEST).contains(&char_count(name))
        && !base.starts_with('谁')
        && (!begins_with_verb(base) || is_class(base))
        && !says_something(base, &SIGNS, &WORDS)
        && !ENDS.end(base)
        && base.chars().next_back().is_some_and(|c| is_han(c) || c.is_ascii_alphabetic() || c == '”')
        && base.chars().all(|c| is_han(c) || c.is_alphanumeric() || "“”·-（）()[]〔〕《》".contains(c));
    if is_name { Kind::Unknown } else { Kind::NoName }
}

/// Whether a text has a sign or a word of what is to be done.
fn says_something(text: &str, signs: &WordList, words: &WordList) -> bool {
    // 各领域牵头部门, 落实领导小组 are bodies all the same.
    let head = ["部门", "单位", "主体"].iter().find_map(|body| text.strip_suffix(body));
    // 资金使用单位 uses what it is named after.
    let head = head.map(|head| head.strip_suffix("使用").unwrap_or(head));
    let has_task = head.is_some() || is_set_up(text);
    let text = head.or_else(|| text.strip_suffix("小组")).unwrap_or(text);
    let text = named_after(text).unwrap_or(text);
    signs.are_in(text) || !has_task && words.are_in(text)
}

/// Whether a text names a body of a level of government that was set up for a task, which its name
/// tells: 省推进智能制造发展工作组.
fn is_set_up(text: &str) -> bool {
    const BODIES: &[&str] = &["小组", "工作组", "专项组", "专班", "指挥部", "联席会议"];
    const LEVELS: &[char] = &['国', '省', '市', '县', '区', '州', '盟', '旗'];
    text.starts_with(LEVELS) && BODIES.iter().any(|body| text.ends_with(body))
}

/// What is to be done, where a body is named after its doing: 市营商环境建设 of
/// 市营商环境建设推进中心.
fn named_after(text: &str) -> Option<&str> {
    const BODIES: &[&str] = &["中心", "办公室", "办", "处", "局", "专班", "指挥部", "委员会"];
    const DOINGS: &[&str] = &["推进", "推动", "落实", "实施"];
    let doing = BODIES.iter().find_map(|body| text.strip_suffix(body))?;
    DOINGS.iter().find_map(|word| doing.strip_suffix(word))
}

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
            c if is_opening(c) && open.is_none() => open = Some(at),
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
    if base.starts_with('谁') || base.ends_with("工作") || base.ends_with("社会") || is_count {
        return false;
    }
    base.starts_with('各') || base.chars().next_back().is_some_and(is_suffix) || SUFFIXES.end(base)
}

/// Whether a name is one of whoever does something: 开展政府采购活动相关单位.
fn is_class(name: &str) -> bool {
    ["相关单位", "有关单位", "相关部门", "有关部门"].iter().any(|class| name.ends_with(class))
}

/// Whether a text begins with a word for what is to be done.
fn begins_with_verb(text: &str) -> bool {
    static VERBS: WordList = WordList::new(&[
        "建设", "建立", "建成", "组建", "打造", "推进", "推动", "加强", "加快", "完善", "实施", "开展",
        "支持", "提升", "健全", "培育", "设立", "成立", "新建", "改造", "构建", "强化", "优化", "制定",
        "落实",
    ]);
    VERBS.begin(text)
}

/// Words that end like the name of an agency, and are none.
static NO_AGENCIES: WordList = WordList::new(&[
    "一部", "全部", "内部", "社会", "大会", "机会", "督办", "承办", "主办", "协办", "举办", "代办", "帮办",
    "经办", "交办", "申办", "通办", "联办",
]);

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
        && !NO_AGENCIES.end(base)
}

/// Words that end the name of a body that issues documents.
static ISSUER_ENDS: WordList = WordList::new(&[
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
    "工作小组",
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
]);

/// Whether `line` can be the letterhead or signature of a government body:
/// `九江市人民政府`, `永修县人民政府办公室`, `中共浙江省委`.
#[must_use]
pub fn is_issuer(line: &str) -> bool {
    // Its end rules out nearly every line.
    ISSUER_ENDS.end(line)
        && (4..=40).contains(&char_count(line))
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
    before_bracket(name, name.find(is_opening)?)
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
    if is_remark(inner) {
        return Name { name: base.to_owned(), also: None };
    }
    let is_second_name = !base.starts_with('各')
        && char_count(inner) >= 3
        && is_organization(inner)
        && is_organization(base)
        && !inner.contains('、');
    if is_second_name {
        Name { name: base.to_owned(), also: Some(inner.to_owned()) }
    } else {
        // One name; the brackets take the form they have in running text.
        Name { name: format!("{base}（{inner}）"), also: None }
    }
}

/// Whether what stands in brackets behind a name says whom it takes in or how it is called from there
/// on, and is no part of it: 各区人民政府（含开发区管委会，下同）.
fn is_remark(inner: &str) -> bool {
    ["含", "包括", "不含"].iter().any(|word| inner.starts_with(word))
        || inner.ends_with("下同")
        || inner.contains("以下简称")
}

/// What the branches of a body are called.
const BRANCHES: &[&str] = &["分局", "支局", "分行", "支行", "分公司"];

/// Whether a text says what a body is, and not which: 人民政府, 分局. It is the rest of a name
/// that a line end has cut.
#[must_use]
pub fn is_bare_ending(text: &str) -> bool {
    const ENDINGS: &[&str] = &["人民政府", "政府", "办事处", "管委会", "管理委员会"];
    ENDINGS.contains(&text) || BRANCHES.contains(&text)
}

/// Whether a name is that of the branch of another body, as 清源分局 is of 市自然资源局.
#[must_use]
pub fn is_branch(name: &str) -> bool {
    BRANCHES.iter().any(|end| name.ends_with(end)) && !name.starts_with(['省', '市', '县', '区', '各'])
}

/// What joins two names: 和, 以及, 与.
const CONJUNCTIONS: [char; 3] = ['和', '及', '与'];

/// Splits a list of departments: `市教育局、市科技局和市残联` are three,
/// `市自然资源和规划局` is one, `各市、州、县人民政府` is one.
#[must_use]
pub fn split_names(list: &str) -> Vec<&str> {
    let mut names = Vec::new();
    if !list.contains(CONJUNCTIONS) {
        push_bodies(list, &mut names);
        return names;
    }
    let mut start = 0;
    let mut at = 0;
    let is_separator = |c: char| matches!(c, '、' | '，' | ',' | '；' | ';' | '。');
    for piece in split_outside_brackets(list, is_separator) {
        // What 和 joins to a whole name is another: 省财政厅和各市、县人民政府.
        let mut from = 0;
        while let Some((left, right)) = conjunction_in(&piece[from..]) {
            push_bodies(&list[start..at + from + left], &mut names);
            start = at + from + right;
            from += right;
        }
        at += piece.len();
        at += list[at..].chars().next().map_or(0, char::len_utf8);
    }
    push_bodies(&list[start..], &mut names);
    names
}

fn push_bodies<'a>(list: &'a str, names: &mut Vec<&'a str>) {
    for name in split_bodies(list.trim_end_matches(['。', '.'])) {
        let (name, class) = split_etc(name);
        let mut rest = name;
        while let Some(at) = glued_at(rest) {
            names.push(&rest[..at]);
            rest = &rest[at..];
        }
        if !rest.is_empty() {
            names.push(rest);
        }
        names.extend(class);
    }
}

/// Splits `财政部等国务院相关部门` into the name and the class it stands for; 等部门
/// names none.
fn split_etc(name: &str) -> (&str, Option<&str>) {
    /// What a class ends with.
    static CLASSES: WordList = WordList::new(&[
        "部门", "单位", "机构", "地区", "企业", "院校", "高校", "组织", "团体", "处室", "公司",
    ]);
    /// No class has more characters.
    const LONGEST: usize = 16;
    let Some((at, mark)) = name.rmatch_indices('等').next() else { return (name, None) };
    let (head, class) = (&name[..at], &name[at + mark.len()..]);
    // 高等院校, 中等职业学校
    if head.ends_with(['高', '中', '初', '平', '同', '均', '对', '一', '二', '三']) {
        return (name, None);
    }
    let base = base_of(class).unwrap_or(class);
    // 海事局、等厅直单位
    let is_class = CLASSES.end(base) && !is_longer_than(class, LONGEST);
    if head.is_empty() {
        return if is_class { ("", Some(class)) } else { (name, None) };
    }
    if is_others(base)
        && ["", "部门", "单位", "部门和单位", "部门及单位", "单位和部门", "机构"].contains(&base)
    {
        return (head, None);
    }
    if is_class { (head, Some(class)) } else { (name, None) }
}

/// Where 和, 及 or 以及 stands between two whole names: the end of the first, and the
/// start of the second.
fn conjunction_in(piece: &str) -> Option<(usize, usize)> {
    /// What names nobody by itself, and is a part of what stands before it.
    const GENERIC: &[&str] = &["单位", "部门", "机构"];
    /// Bodies whose names go on with no 和: 有关部门, 某某公司.
    const WHOLE: &[&str] = &["部门", "单位", "公司", "集团", "银行", "海关", "支行", "中心"];
    if !piece.contains(CONJUNCTIONS) {
        return None;
    }
    for (conjunction, last) in [("以及", '及'), ("和", '和'), ("及", '及'), ("与", '与')] {
        // One character is found faster, and most pieces have one of them.
        if !piece.contains(last) {
            continue;
        }
        for (at, _) in piece.match_indices(conjunction) {
            let (left, right) = (&piece[..at], &piece[at + conjunction.len()..]);
            if char_count(left) < 3
                || right.starts_with("各成员")
                // 有关部门和单位, 有关部门和单位及各区县
                || GENERIC.iter().any(|word| right.starts_with(word))
                || right.starts_with('其') && !right.starts_with("其他")
            {
                continue;
            }
            // Not inside a bracket.
            if left.matches(['（', '〔', '[', '(']).count() != left.matches(['）', '〕', ']', ')']).count()
            {
                continue;
            }
            let is_whole = WHOLE.iter().any(|end| left.ends_with(end)) && char_count(right) > 3;
            let is_pair = is_organization(left)
                && is_organization(right)
                && (right.starts_with(['各', '相', '有', '属'])
                    || right.starts_with("其他")
                    || is_whole
                    || (left.chars().next() == right.chars().next() && char_count(right) > 2)
                    || is_agency(left)
                        && (is_agency(right)
                            || right.starts_with(['市', '县', '区', '省', '州', '镇', '乡'])
                            || right.ends_with(['市', '县', '区', '州'])
                            || right.ends_with("单位") && char_count(right) >= 4)
                        && !right.starts_with(['管', '服', '监']));
            if is_pair {
                return Some((at, at + conjunction.len()));
            }
        }
    }
    None
}

/// Where the second of several names begins that only a gap has set apart:
/// `区人社局区残联`. All begin with the same level of government.
fn glued_at(text: &str) -> Option<usize> {
    /// Two names in one have at least so many characters.
    const SHORTEST: usize = 7;
    /// No line runs together more names than stand in so many bytes.
    const LONGEST: usize = 400;
    let level = text.chars().next().filter(|c| "省市县区州盟旗".contains(*c))?;
    if text.len() > LONGEST || char_count(text) < SHORTEST || text.contains(is_opening) {
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
        assert_eq!(kind_of("市有关专项资金使用单位"), Kind::Known);
        assert_ne!(kind_of("各项目实施主体"), Kind::NoName);
        assert_eq!(kind_of("市养老服务建设推进中心"), Kind::Known);
        assert_eq!(kind_of("省推进智能制造发展工作组"), Kind::Known);
        assert_eq!(kind_of("市推进落实惠企政策领导小组"), Kind::Known);
        assert_eq!(kind_of("市推进智能制造的专班"), Kind::NoName);
        assert_ne!(kind_of("推进养老服务中心建设"), Kind::Known);
        assert_eq!(kind_of("规范资金使用"), Kind::NoName);
        for name in ["谁审批", "APP", "一", "含", "谁主管", "建设县级应急指挥中心", "完善服务机构"]
        {
            assert!(!is_organization(name), "{name}");
        }
    }

    #[test]
    fn remarks_behind_names() {
        let name = |text| read_name(text).name;
        assert_eq!(name("各区人民政府〈含开发区、风景区管委会，下同〉"), "各区人民政府");
        assert_eq!(name("市自然资源和规划局（以下简称市资规局）"), "市自然资源和规划局");
        assert_eq!(name("各镇〈街道〉"), "各镇（街道）");
        assert_eq!(name("区县（自治县，以下简称区县）政府"), "区县（自治县，以下简称区县）政府");
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
    fn conjunctions_split_names_only() {
        assert_eq!(
            split_names("市自然资源和规划局、市教育局和市科技局"),
            ["市自然资源和规划局", "市教育局", "市科技局"]
        );
        assert_eq!(split_names("市文化和旅游局，各区人民政府"), ["市文化和旅游局", "各区人民政府"]);
        assert_eq!(split_names("相关部门及各地区"), ["相关部门", "各地区"]);
        assert_eq!(split_names("县农业农村局及相关单位"), ["县农业农村局", "相关单位"]);
        assert_eq!(
            split_names("省金融监管局和甲市、乙市、丙市政府"),
            ["省金融监管局", "甲市、乙市、丙市政府"]
        );
        assert_eq!(split_names("省教育厅及各市、州、县人民政府"), ["省教育厅", "各市、州、县人民政府"]);
        assert_eq!(split_names("市政务服务和公共资源交易中心"), ["市政务服务和公共资源交易中心"]);
        assert_eq!(split_names("国网甲县供电公司和县发改局"), ["国网甲县供电公司", "县发改局"]);
        assert_eq!(split_names("各级政府及其部门"), ["各级政府及其部门"]);
        assert_eq!(split_names("厅审批处室和辅办单位"), ["厅审批处室", "辅办单位"]);
        assert_eq!(split_names("区水务局和属地街镇"), ["区水务局", "属地街镇"]);
    }

    #[test]
    fn classes_behind_the_word_for_others() {
        assert_eq!(
            split_names("财政部、税务总局等国务院相关部门及各地区"),
            ["财政部", "税务总局", "国务院相关部门", "各地区"]
        );
        assert_eq!(split_names("市税务局等市直有关部门（单位）"), ["市税务局", "市直有关部门（单位）"]);
        assert_eq!(split_names("市教育局等部门"), ["市教育局"]);
        assert_eq!(split_names("市教育局、各高等院校"), ["市教育局", "各高等院校"]);
        assert_eq!(split_names("省海事局、等厅直单位"), ["省海事局", "厅直单位"]);
    }

    #[test]
    fn names_that_no_list_knows() {
        for name in [
            "共青团中央",
            "开展采购活动相关单位",
            "甲江新港",
            "城投水务",
            "各县（市、区）人民政府",
            "“一件事”牵头单位",
        ] {
            assert_ne!(kind_of(name), Kind::NoName, "{name}");
        }
        for name in
            ["谁主管", "加强领导", "为落实政策要加强领导", "资金保障", "建立联席会议制度", "市财政局做好保障"]
        {
            assert_eq!(kind_of(name), Kind::NoName, "{name}");
        }
    }
}
