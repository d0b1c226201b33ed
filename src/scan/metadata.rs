//! The table of metadata that sites and databases print beside a document: 索引号,
//! 发文字号, 成文日期 …

/// Keys of the table, without blanks and colon.
pub const KEYS: &[&str] = &[
    "索引号",
    "信息索引号",
    "索取号",
    "发文字号",
    "文号",
    "文件编号",
    "文件字号",
    "统一编号",
    "统一登记号",
    "成文日期",
    "发文日期",
    "生成日期",
    "印发日期",
    "发布日期",
    "公开日期",
    "发布时间",
    "公开时间",
    "发布机构",
    "发文机关",
    "发文机构",
    "发布单位",
    "发文单位",
    "公开主体",
    "制发机关",
    "责任部门",
    "公开责任部门",
    "所属机构",
    "信息名称",
    "标题",
    "名称",
    "文件名称",
    "主题分类",
    "信息分类",
    "分类",
    "主题词",
    "关键词",
    "体裁分类",
    "组配分类",
    "公文种类",
    "文种",
    "文件类型",
    "法规类别",
    "有效性",
    "时效性",
    "有效期",
    "效力状态",
    "效力级别",
    "状态",
    "生效日期",
    "实施日期",
    "失效日期",
    "废止日期",
    "公开方式",
    "公开形式",
    "公开范围",
    "公开类别",
    "公开属性",
    "公开程序",
    "服务对象",
    "内容概述",
    "信息来源",
    "来源",
    "公开目录",
    "公开类型",
    "公文时效",
    "发文号",
    "发布文号",
    "制定机关",
    "颁布单位",
    "发布部门",
    "批准部门",
    "颁布时间",
    "公布日期",
    "施行日期",
    "失效时间",
    "法规来源",
    "法规名称",
    "效力位阶",
    "效力属性",
    "专业属性",
];

/// A key with its value, as byte offsets in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// One of [`KEYS`].
    pub key: &'static str,
    /// Where the value begins.
    pub start: usize,
    /// Where it ends; where it begins if there is none.
    pub end: usize,
}

/// The pairs of a line in normal form that begins with a key: `文号：甲〔2021〕3号`,
/// `文号：| 甲〔2021〕3号 | 公开类型：| 主动公开 |`, `【文号】甲〔2021〕3号`.
#[must_use]
pub fn read_pairs(line: &str) -> Vec<Pair> {
    if let Some((key, value)) = line.strip_prefix('【').and_then(|rest| rest.split_once('】')) {
        let known = KEYS.iter().find(|known| **known == key);
        return known
            .map(|key| Pair { key, start: line.len() - value.len(), end: line.len() })
            .into_iter()
            .collect();
    }
    let mut pairs: Vec<Pair> = Vec::new();
    let mut from = 0;
    for (at, colon) in line.match_indices('：') {
        let before = &line[from..at];
        // 信息名称 ends with 名称.
        let key = KEYS.iter().filter(|key| before.ends_with(**key)).max_by_key(|key| key.len());
        let Some(key) = key else { continue };
        let start = at - key.len();
        match pairs.last_mut() {
            Some(last) => (last.start, last.end) = trim(line, last.start, start),
            None if line[..start].trim_matches(is_between).is_empty() => {}
            None => return pairs,
        }
        from = at + colon.len();
        pairs.push(Pair { key, start: from, end: line.len() });
    }
    if let Some(last) = pairs.last_mut() {
        (last.start, last.end) = trim(line, last.start, last.end);
    }
    pairs
}

fn is_between(c: char) -> bool {
    c == '|' || c.is_whitespace()
}

/// The value without the borders of its cell.
fn trim(line: &str, start: usize, end: usize) -> (usize, usize) {
    let value = &line[start..end];
    let start = end - value.trim_start_matches(is_between).len();
    (start, start + line[start..end].trim_end_matches(is_between).len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(line: &str) -> Vec<String> {
        let show = |pair: Pair| format!("{}={}", pair.key, &line[pair.start..pair.end]);
        read_pairs(line).into_iter().map(show).collect()
    }

    #[test]
    fn pairs_in_lines_cells_and_brackets() {
        assert_eq!(
            show("索引号：11-22发文字号：甲政发〔2021〕3号成文日期："),
            ["索引号=11-22", "发文字号=甲政发〔2021〕3号", "成文日期="]
        );
        assert_eq!(
            show("|文号：|甲政发〔2021〕3号|公开类型：|主动公开||"),
            ["文号=甲政发〔2021〕3号", "公开类型=主动公开"]
        );
        assert_eq!(show("信息名称：甲市规划"), ["信息名称=甲市规划"]);
        assert_eq!(show("【发文字号】甲政发〔2021〕3号"), ["发文字号=甲政发〔2021〕3号"]);
        assert_eq!(show("据了解，标题：甲市规划"), [] as [&str; 0]);
        assert_eq!(show("甲市规划"), [] as [&str; 0]);
    }
}
