//! What a title says of its place: 九江市.

use super::city::cities;
use super::date::scan_year;
use super::national::NATIONAL;
use super::{char_count, is_han};

/// Words that end the name of an administrative region, longest first.
const SUFFIXES: &[&str] = &[
    "特别行政区",
    "综合实验区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "街道",
    "地区",
    "新区",
    "开发区",
    "高新区",
    "省",
    "市",
    "县",
    "区",
    "州",
    "盟",
    "旗",
    "镇",
    "乡",
];

/// Words before a suffix that make no name: 城市, 社区, 园区 …
const NO_NAMES: &[&str] = &[
    "城",
    "社",
    "园",
    "小",
    "片",
    "山",
    "林",
    "景",
    "城乡",
    "全",
    "我",
    "本",
    "该",
    "各",
    "库",
    "灌",
    "牧",
    "农",
    "流域",
    "重点",
    "都",
    "智慧城",
    "老旧小",
    "示范",
    "专",
    "试验",
    "实验",
    "区",
    "县",
    "市",
    "乡",
    "村",
    "保护",
    "功能",
    "地",
    "革命老",
    "老",
    "贫困",
    "边境",
    "民族",
    "沿海",
    "内陆",
    "产业",
    "工业园",
    "关于",
    "自治",
    "直辖",
    "大湾",
    "高",
    "高新",
    "经开",
    "开发",
    "保税",
    "自贸",
    "东部",
    "中部",
    "西部",
    "东北",
];

/// Characters that are in no name of a place, but in what a title says.
const NO_CHARACTERS: &[char] =
    &['的', '与', '在', '对', '将', '把', '等', '了', '为', '年', '更', '推', '进'];

/// The provinces by their short names, as titles that are not theirs alone write them:
/// 中国（河南）自由贸易试验区.
pub(super) const PROVINCES: &[&str] = &[
    "北京",
    "天津",
    "河北",
    "山西",
    "内蒙古",
    "辽宁",
    "吉林",
    "黑龙江",
    "上海",
    "江苏",
    "浙江",
    "安徽",
    "福建",
    "江西",
    "山东",
    "河南",
    "湖北",
    "湖南",
    "广东",
    "广西",
    "海南",
    "重庆",
    "四川",
    "贵州",
    "云南",
    "西藏",
    "陕西",
    "甘肃",
    "青海",
    "宁夏",
    "新疆",
    "香港",
    "澳门",
    "台湾",
];

/// The administrative region that a title begins with: `甲市` in
/// `甲市“十四五”养老服务发展规划`, all levels where several are named. What stands in
/// quotes is no region: “无废城市”.
#[must_use]
pub fn scan_region(title: &str) -> Option<&str> {
    let lead = title.len() - title.trim_start_matches(['《', '（']).len();
    let mut start = lead;
    // 2024年甲市工作要点
    if let Some((_, len)) = scan_year(&title[start..]) {
        let rest = &title[start + len..];
        start =
            title.len() - rest.strip_prefix("年度").or_else(|| rest.strip_prefix('年')).unwrap_or(rest).len();
    }
    if let Some(prefix) = NATIONAL.iter().find(|prefix| title[start..].starts_with(**prefix)) {
        start += prefix.len();
    }
    scan_names(title, skip_verbs(title, start))
        .or_else(|| {
            // 关于加快推进甲市养老服务发展的意见
            let about = title.find("关于")? + "关于".len();
            scan_names(title, skip_verbs(title, about))
        })
        .or_else(|| scan_short_name(&title[start..]))
        .or_else(|| {
            // 关于支持广西养老服务发展的意见
            let about = title.find("关于")? + "关于".len();
            scan_short_name(&title[skip_verbs(title, about)..])
        })
}

/// A province or a city by its short name, at the start of a title or behind the name of
/// the country: 中国（河南）自由贸易试验区, 四川“十四五”规划, 深圳碳普惠体系建设方案.
fn scan_short_name(title: &str) -> Option<&str> {
    /// What goes on with the name of a city to that of something else, which is longer or
    /// shorter than it: a water, what lies around the city, or a body in it.
    const OTHERS: &[&str] = &[
        "湖",
        "岛",
        "流域",
        "江",
        "高",
        "河",
        "山",
        "湾",
        "港",
        "海关",
        "海事",
        "铁路",
        "机场",
        "大学",
        "银行",
        "都市",
        "城市群",
        "城市圈",
        "经济",
        "平原",
        "经开",
        "新区",
    ];
    let rest = title.strip_prefix("中国（").unwrap_or(title);
    if let Some(name) = PROVINCES.iter().find(|name| rest.starts_with(**name)) {
        // 青海湖, 海南岛, 黑龙江流域
        let behind = &rest[name.len()..];
        return (!behind.starts_with(['湖', '岛', '流', '江', '高'])).then(|| &rest[..name.len()]);
    }
    let name = cities().find(|name| rest.starts_with(name))?;
    let behind = &rest[name.len()..];
    (!OTHERS.iter().any(|word| behind.starts_with(word))).then(|| &rest[..name.len()])
}

/// The names of all levels that stand at `start`, one behind the other.
fn scan_names(title: &str, start: usize) -> Option<&str> {
    let mut end = start;
    let mut above = 0;
    while let Some(len) = scan_one(&title[end..]) {
        // 甲区绿化建设和市容景观: no city lies in a district.
        let name = &title[end..end + len];
        let rank = rank(name);
        // 甲市水利局中共甲市委: the place of a second issuer.
        let is_of_another = end > start
            && (name.contains(['局', '厅', '办', '院'])
                || ["委员会", "中共"].iter().any(|word| name.contains(word)));
        if rank < above || is_of_another {
            break;
        }
        above = rank;
        end += len;
        // 甲市委, 甲市人民政府: what comes next is a body, or a second issuer.
        if title[end..].starts_with(['委', '人']) {
            break;
        }
    }
    (end > start).then(|| &title[start..end])
}

/// How far down a region stands: each holds those of a higher rank, and a city may hold another.
fn rank(name: &str) -> u8 {
    if name.ends_with(['省', '国']) || name.ends_with("自治区") || name.ends_with("特别行政区") {
        0
    } else if name.ends_with(['市', '州', '盟']) || name.ends_with("地区") {
        1
    } else if name.ends_with(['县', '区', '旗']) {
        2
    } else {
        3
    }
}

/// Words that stand between 关于 and the name of a region.
const VERBS: &[&str] = &[
    "印发",
    "进一步",
    "全面",
    "深入",
    "加快",
    "推进",
    "推动",
    "促进",
    "加强",
    "支持",
    "深化",
    "提升",
    "提高",
    "做好",
    "完善",
    "规范",
    "建立",
    "健全",
    "实施",
    "落实",
    "构建",
    "建设",
    "优化",
    "新时代",
    "开展",
    "扎实",
    "切实",
    "着力",
    "大力",
    "发展",
    "《",
];

fn skip_verbs(title: &str, mut at: usize) -> usize {
    while let Some(verb) = VERBS.iter().find(|verb| title[at..].starts_with(**verb)) {
        at += verb.len();
    }
    at
}

/// The longest name of a region, 双江拉祜族佤族布朗族傣族自治县, less one.
const MAX_NAME: usize = 14;

/// One name with its suffix at the start of `text`; its byte length.
fn scan_one(text: &str) -> Option<usize> {
    for (count, (at, c)) in text.char_indices().enumerate() {
        if count > MAX_NAME || !is_han(c) {
            return None;
        }
        if count == 0 {
            continue;
        }
        for suffix in SUFFIXES {
            if text[at..].starts_with(suffix) {
                let is_name = is_region_name(&text[..at], suffix, &text[at + suffix.len()..]);
                if is_name {
                    return Some(at + suffix.len());
                }
            }
        }
    }
    None
}

/// Whether `name` before `suffix` names a region, seen what follows. A region is
/// named by two characters or more, except 县 and 区 of one character (莒县).
fn is_region_name(name: &str, suffix: &str, rest: &str) -> bool {
    let count = char_count(name);
    let is_word = name.contains(NO_CHARACTERS)
        // 无废城市, 新型城镇; 聊城市
        || count > 2 && name.ends_with('城')
        || matches!(suffix, "乡" | "镇") && name.ends_with(['城', '乡'])
        // 省住房城乡建设厅, 全市; 市中区
        || name.starts_with(['省', '全'])
        || name.starts_with('市') && !matches!(name, "市中" | "市南" | "市北")
        || NO_NAMES.iter().any(|word| name.ends_with(word) && char_count(word) > 1 || name == *word)
        || ["国家", "全国", "我国"].iter().any(|word| name.starts_with(word))
        // 国务院办公厅关于甲省
        || name.contains("关于")
        // 绿化建设和市容
        || VERBS.iter().any(|verb| name.contains(verb))
        // 质量强市, 文化强县; 武强县
        || name.ends_with('强') && char_count(name) > 2
        || suffix == "区" && name.ends_with(['专', '园', '社', '景', '片', '灌', '小', '地']);
    let goes_on = match suffix {
        // 市场, 市政, 市域, 都市圈; 甲市政务公开, 甲市政府
        "市" => {
            let is_government =
                ["政务", "政府", "政策", "政协", "政法"].iter().any(|word| rest.starts_with(word));
            rest.starts_with(['场', '政', '域', '圈']) && !is_government
        }
        "区" => rest.starts_with('域'),
        // 江淮地区双城经济圈: more than one region
        "地区" => ["经济圈", "城市群", "经济带", "都市圈"]
            .iter()
            .any(|word| rest.find(word).is_some_and(|at| at <= 2 * '圈'.len_utf8())),
        "县" => rest.starts_with('域') || rest.starts_with("级市"),
        // 新乡市, 景德镇市, 徐州市, 红旗区; 乡村, 贵州省
        "州" | "旗" | "乡" | "镇" | "盟" => {
            rest.starts_with(['市', '区', '县', '村', '省']) || rest.starts_with("自治州")
        }
        _ => false,
    };
    !is_word && !goes_on
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_of_a_second_issuer() {
        assert_eq!(scan_region("甲山市水利局中共甲山市委关于印发节水方案的通知"), Some("甲山市"));
        assert_eq!(scan_region("甲山市交通委员会甲山市公安局关于印发运输方案的通知"), Some("甲山市"));
        assert_eq!(scan_region("甲山市乙水县节水方案"), Some("甲山市乙水县"));
    }

    #[test]
    fn regions_of_every_level() {
        for (title, region) in [
            ("九江市“十四五”养老服务发展规划", Some("九江市")),
            ("永修县“十四五”残疾人保障和发展规划", Some("永修县")),
            ("浙江省城市内涝治理“十四五”规划", Some("浙江省")),
            ("上海市奉贤区柘林镇文物保护规划", Some("上海市奉贤区柘林镇")),
            ("内蒙古自治区国土空间规划", Some("内蒙古自治区")),
            ("白州自治州养老规划", Some("白州自治州")),
            ("延边朝鲜族自治州养老规划", Some("延边朝鲜族自治州")),
            ("徐州市市场监管规划", Some("徐州市")),
            ("2024年甲山市政务公开工作要点", Some("甲山市")),
            ("甲山市政工程规划", None),
            ("甲山市政策性粮食举报奖励细则", Some("甲山市")),
            ("石桥区绿化建设和市容景观提升规划", Some("石桥区")),
            ("石桥区水利发展与县域经济规划", Some("石桥区")),
            ("甲山州石桥市白河镇养老规划", Some("甲山州石桥市白河镇")),
            ("国务院关于促进综合保税区开放的意见", None),
            ("关于支持广西养老服务发展的若干措施", Some("广西")),
            ("苏州市养老服务规划", Some("苏州市")),
            ("中共上海市委关于提高能力的意见", Some("上海市")),
            ("中共白河市委白河市人民政府关于推进乡村振兴的意见", Some("白河市")),
            ("关于加快推进甲山市养老服务发展的意见", Some("甲山市")),
            ("关于推进甲山市数据专区建设的意见", Some("甲山市")),
            ("关于推进城市更新的意见", None),
            ("2024年红旗区工作要点", Some("红旗区")),
            ("红旗区数字经济规划", Some("红旗区")),
            ("新乡市养老规划", Some("新乡市")),
            ("景德镇市养老规划", Some("景德镇市")),
            ("“十三五”生态环境保护规划", None),
            ("全国城市基础设施规划", None),
            ("国家职业教育改革实施方案", None),
            ("城市内涝治理规划", None),
            ("贵州省养老规划", Some("贵州省")),
            ("“无废城市”建设实施方案", None),
            ("无废城市建设实施方案", None),
            ("聊城市养老规划", Some("聊城市")),
            ("中国（河南）自由贸易试验区建设实施方案", Some("河南")),
            ("四川“十四五”养老规划", Some("四川")),
            ("青海湖保护规划", None),
            ("深圳碳普惠体系建设工作方案", Some("深圳")),
            ("关于支持深圳建设示范区的意见", Some("深圳")),
            ("中国（大连）跨境电子商务综合试验区实施方案", Some("大连")),
            ("洛阳都市圈发展规划", None),
            ("深圳海关支持外贸若干措施", None),
            ("大连湾综合整治方案", None),
            ("自治区养老服务方案", None),
            ("省住房城乡建设厅养老服务方案", None),
            ("全市养老服务工作要点", None),
            ("市中区养老规划", Some("市中区")),
            ("加快甲山市养老服务发展的方案", Some("甲山市")),
            ("国家税务总局深圳市税务局", Some("深圳市")),
            ("关于更好服务市场主体的若干措施", None),
            ("国务院办公厅关于开展城镇小区托育服务的通知", None),
            ("国务院办公厅关于甲山省水利建设的函", Some("甲山省")),
            ("关于我国地震监视防御区确定的意见", None),
            ("关于开展高新区养老服务的意见", None),
            ("江淮地区双城经济圈水利合作方案", None),
            ("甲山地区水利规划", Some("甲山地区")),
        ] {
            assert_eq!(scan_region(title), region, "{title}");
        }
    }
}
