//! The one vocabulary of columns: what a header cell says its column holds.

use crate::scan::char_count;
use crate::scan::date::scan_year;
use crate::scan::indicator::{Column, VALUE_WORDS, column_of, says_change};
use crate::scan::marker::scan_marker;
use crate::scan::word_list::WordList;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 序号
    Number,
    /// 类别, 领域: often printed once for several rows.
    Group,
    /// 指标, 重点任务, 项目名称: what the row is about.
    Name,
    /// 单位, of measure.
    Unit,
    /// 2020年, 目标值, 总投资: figures, or words in their place.
    Value,
    /// 属性
    Attribute,
    /// 牵头单位
    Lead,
    /// 配合单位
    Participants,
    /// 责任单位
    Responsible,
    /// 完成时限
    Deadline,
    /// 起止年限, 年份: a time that is no deadline.
    Time,
    /// 主要内容, 工作措施: what is to be done.
    Content,
    /// Anything else: 建设地点, 备注.
    Text,
}

impl Kind {
    /// Whether the column lists departments.
    #[must_use]
    pub const fn is_units(self) -> bool {
        matches!(self, Self::Lead | Self::Participants | Self::Responsible)
    }
}

/// What the words of indicator tables say, in the terms of all tables.
impl From<Column> for Kind {
    fn from(column: Column) -> Self {
        match column {
            Column::Number => Self::Number,
            Column::Category => Self::Group,
            Column::Name => Self::Name,
            Column::Unit => Self::Unit,
            Column::Value => Self::Value,
            Column::Attribute => Self::Attribute,
            Column::Other => Self::Text,
        }
    }
}

/// A header cell is not longer than this many characters.
pub const MAX_HEAD: usize = 30;

/// The column that a header cell names, if it says so.
#[must_use]
pub fn kind_of(cell: &str) -> Option<Kind> {
    let chars = char_count(cell);
    if chars == 0 || chars > MAX_HEAD || cell.contains(['。', '；', '，']) {
        return None;
    }
    let (word, remark) = split_remark(cell);
    let is_set_apart = |c: char| c.is_whitespace() || c == '|';
    let closed: String;
    let word = if word.contains(is_set_apart) {
        closed = word.chars().filter(|c| !is_set_apart(*c)).collect();
        &closed
    } else {
        word
    };
    let word = word.strip_prefix("其中：").unwrap_or(word);
    // 消纳责任权重 is the name of an indicator.
    if word == "权重" {
        return Some(Kind::Value);
    }
    if word.is_empty()
        || word.contains('：')
        || scan_marker(word).is_some_and(|marker| marker.len < word.len())
    {
        return None;
    }
    if matches!(word, "序号" | "编号" | "项次" | "序" | "NO" | "No" | "任务序号") {
        return Some(Kind::Number);
    }
    // Where cells run together, 指标 and 单位 are two.
    if word == "指标单位" {
        return Some(Kind::Unit);
    }
    if let Some(column) = column_of(word) {
        return Some(match Kind::from(column) {
            Kind::Text => units_of(word).unwrap_or(Kind::Text),
            kind => kind,
        });
    }
    let is_long = char_count(word) > 14;
    if let Some(kind) = units_of(word) {
        return Some(kind);
    }
    let is_time = TIME_ENDS.end(word) && !is_long;
    if is_time && DEADLINES.are_in(word) {
        return Some(Kind::Deadline);
    }
    if word == "年" || word == "年份" || is_time {
        return Some(Kind::Time);
    }
    if names_year(word)
        || says_change(word)
        || PERIODS.are_in(word) && (VALUE_ENDS.end(word) || char_count(word) <= 8)
    {
        return Some(Kind::Value);
    }
    if is_long {
        return None;
    }
    if CONTENT_ENDS.end(word) && !word.ends_with("目标值") {
        // 指标要求（2025年） are figures.
        return Some(if names_year(remark) { Kind::Value } else { Kind::Content });
    }
    // 任务, the last of them, stands for figures only by itself.
    let value = VALUES.find_last(word);
    if value.is_some_and(|value| value != "任务" || word == value) || VALUE_ENDS.end(word) {
        return Some(Kind::Value);
    }
    if GROUP_ENDS.end(word) {
        return Some(Kind::Group);
    }
    if NAME_ENDS.end(word) {
        return Some(Kind::Name);
    }
    TEXT_ENDS.end(word).then_some(Kind::Text)
}

/// Whether a header cell says to which class of tasks each belongs: it names none of them.
pub fn names_class(cell: &str) -> bool {
    ["类别", "类型", "分类", "领域", "板块", "任务类别", "工作类别"].contains(&cell)
}

/// Whether a header cell names a year: 2025年目标, 至2030年.
pub fn names_year(word: &str) -> bool {
    word.char_indices()
        .filter(|(at, c)| c.is_ascii_digit() && !word[..*at].ends_with(|c: char| c.is_ascii_digit()))
        .any(|(at, _)| {
            let rest = &word[at..];
            scan_year(rest).is_some_and(|(_, len)| {
                let behind = &rest[len..];
                // 2023年2月 is a date.
                let is_date = behind
                    .strip_prefix('年')
                    .is_some_and(|day| day.starts_with(|c: char| c.is_ascii_digit()));
                !is_date && (behind.is_empty() || behind.starts_with(['年', '（', '-', '—', '～']))
            })
        })
}

static VALUES: WordList = WordList::new(VALUE_WORDS);
/// What the header of a column of deadlines has besides its end.
static DEADLINES: WordList = WordList::new(&["时限", "期限", "完成", "进度", "节点"]);
/// The end of the name of a period: “十四五”, 期末.
static PERIODS: WordList = WordList::new(&["五”", "期末", "期间"]);
/// What columns of each kind end with.
static TIME_ENDS: WordList = WordList::new(&[
    "时限",
    "期限",
    "时间",
    "节点",
    "进度",
    "起止",
    "年限",
    "时段",
    "年度",
    "日期",
    "进度安排",
    "时间安排",
    "时限要求",
    "时间要求",
    "进度要求",
    "起止年",
    "建设期",
]);
static VALUE_ENDS: WordList = WordList::new(&[
    "目标值",
    "现状值",
    "投资",
    "总投资",
    "数量",
    "规模",
    "面积",
    "金额",
    "资金",
    "比例",
    "占比",
    "比重",
    "完成率",
    "达标率",
    "完成情况",
    "规划目标",
    "现状",
    "指标值",
    "预期值",
    "基数",
    "合计",
    "小计",
    "总计",
    "人数",
    "总额",
    "任务数",
    "任务量",
    "名额",
    "名额数",
    "户数",
    "份数",
    "得分",
    "分值",
    "指标权重",
    "年均增速",
    "幅度",
    "增幅",
    "降幅",
    "变化",
    "增减",
    "变化率",
]);
static CONTENT_ENDS: WordList = WordList::new(&[
    "内容",
    "要求",
    "说明",
    "解释",
    "做法",
    "安排",
    "定义",
    "描述",
    "成效",
    "成果",
    "目标任务",
    "工作目标",
    "建设目标",
    "任务目标",
    "预期目标",
    "年度目标",
    "阶段目标",
    "主要目标",
    "思路",
    "方向",
    "内容与规模",
    "内容及规模",
    "建设规模",
    "规模及内容",
    "规模与内容",
    "具体措施",
    "主要措施",
    "主要举措",
    "具体举措",
    "工作措施",
    "工作举措",
    "推进措施",
    "保障措施",
    "具体任务",
    "主要做法",
]);
static GROUP_ENDS: WordList = WordList::new(&[
    "类别", "类目", "门类", "大类", "类型", "领域", "分类", "维度", "板块", "区域", "地区", "片区", "地市",
    "区县", "县区", "区划", "方面", "等级", "条线", "专题",
]);
static NAME_ENDS: WordList = WordList::new(&[
    "名称",
    "任务",
    "事项",
    "项目",
    "工作",
    "举措",
    "措施",
    "工程",
    "行动",
    "政策",
    "指标",
    "清单",
    "重点任务",
    "产品",
    "城市",
    "改革",
    "课题",
    "标题",
]);
static TEXT_ENDS: WordList = WordList::new(&[
    "成果形式",
    "备注",
    "地点",
    "位置",
    "地址",
    "性质",
    "依据",
    "文件",
    "来源",
    "范围",
    "方式",
    "形式",
    "责任人",
    "标准",
    "联系人",
    "领导",
    "情况",
    "级别",
    "河流",
    "对象",
    "电话",
    "阶段",
    "状态",
    "主管",
    "代码",
    "县",
    "市",
    "街道",
    "乡镇",
    "街镇",
    "镇街",
    "重要性",
    "评价",
    "评估",
    "结果",
]);

/// 牵头单位, 配合部门, 责任主体 …
fn units_of(word: &str) -> Option<Kind> {
    /// A header that names departments is not longer than this.
    const LONGEST: usize = 16;
    static NOUNS: WordList = WordList::new(&[
        "单位",
        "部门",
        "主体",
        "地区",
        "科室",
        "处室",
        "股室",
        "机构",
        "责任方",
        "责任分工",
        "分工",
        "属地",
        "镇街",
        "街镇",
    ]);
    let has = |words: &[&str]| words.iter().any(|part| word.contains(part));
    if !NOUNS.are_in(word) || char_count(word) > LONGEST || has(&["责任人", "领导", "计量"]) {
        return None;
    }
    if has(&["牵头", "主办", "主责", "主要责任", "第一责任", "首要责任"]) {
        // 牵头及配合单位 lists both, the first of them ahead.
        return Some(if has(&["配合", "参与", "协办", "协同"]) {
            Kind::Responsible
        } else {
            Kind::Lead
        });
    }
    if has(&["参与", "配合", "协办", "参加", "协同", "协助", "支持", "联合"]) {
        return Some(Kind::Participants);
    }
    has(&[
        "责任", "负责", "分工", "落实", "实施", "承办", "完成", "指导", "主管", "监管", "执行", "组织",
        "推进", "承担", "督导",
    ])
    .then_some(Kind::Responsible)
}

/// A header cell, and the remark behind it without its brackets: 总投资（万元）, 年均增速〔累计〕.
fn split_remark(cell: &str) -> (&str, &str) {
    let is_open = |c: char| matches!(c, '（' | '〔' | '[' | '［');
    let open = cell.char_indices().find(|(at, c)| *at > 0 && is_open(*c));
    let (word, remark) = cell.split_at(open.map_or(cell.len(), |(at, _)| at));
    let remark = remark.trim_start_matches(is_open);
    (word, remark.trim_end_matches(['）', '〕', ']', '］']))
}

/// 责任单位（列第一位者为牵头单位）
#[must_use]
pub fn first_leads(cell: &str) -> bool {
    cell.contains("牵头")
        && ["第一位", "首位", "第一个", "排第一", "列第一", "排首", "排列第一", "排名第一", "排在第一"]
            .iter()
            .any(|word| cell.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_cells() {
        for (cell, kind) in [
            ("序号", Some(Kind::Number)),
            ("指标名称", Some(Kind::Name)),
            ("单位", Some(Kind::Unit)),
            ("2025年目标", Some(Kind::Value)),
            ("目标值（%）", Some(Kind::Value)),
            ("年均增速〔累计〕", Some(Kind::Value)),
            ("“十四五”投资（万元）", Some(Kind::Value)),
            ("指标属性", Some(Kind::Attribute)),
            ("牵头单位", Some(Kind::Lead)),
            ("责任单位（列第一位者为牵头单位）", Some(Kind::Responsible)),
            ("指导部门", Some(Kind::Responsible)),
            ("责任处室", Some(Kind::Responsible)),
            ("完成时限", Some(Kind::Deadline)),
            ("主要内容", Some(Kind::Content)),
            ("指标要求（2025年）", Some(Kind::Value)),
            ("工作要求（见附件）", Some(Kind::Content)),
            ("重点任务", Some(Kind::Name)),
            ("建设内容与规模", Some(Kind::Content)),
            ("项目起止", Some(Kind::Time)),
            ("建设地点", Some(Kind::Text)),
            ("类别", Some(Kind::Group)),
            ("加强组织领导。", None),
            ("一、总体要求", None),
        ] {
            assert_eq!(kind_of(cell), kind, "{cell}");
        }
    }
}
