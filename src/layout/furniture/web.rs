//! What a web page or a document database prints around a text.

use std::sync::LazyLock;

use regex::Regex;

use super::list::{Cut, Furniture, HEAD_LINES};
use super::markdown::heading_marks;
use super::records::bare;
use crate::layout::line::Line;
use crate::model::FurnitureKind;
use crate::scan::clause::is_clause_line;
use crate::scan::date::scan_date;
use crate::scan::file_name::names_an_attachment;
use crate::scan::is_longer_than;
use crate::scan::letter::{is_annotation, is_imprint, is_number_line, scan_closing_date};
use crate::scan::metadata::{begins_with_bracketed_key, begins_with_key, has_bylines, is_key};
use crate::scan::site::{BUTTONS, PLACES, SIGNS};
use crate::span::Span;

/// The index table of a web page has at least this many keys.
const MIN_INDEX: usize = 3;

/// The value of a key takes at most this many lines.
const MAX_VALUE_LINES: usize = 3;

/// Lines that mean nothing but themselves, wherever they stand.
static ANYWHERE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:<!--.*|-->|(?:本篇)?【法宝引证码】.*|【(?:打印|关闭|字体|字号|收藏|返回|原文|下载|纠错|分享|推荐)[^】]*】.*|(?:原文|官方|原始)?(?:链接|地址|网址|出处)[：:]\s*https?://\S+|https?://\S+|扫一扫.{0,20}(?:手机|当前页|微信).*|(?:分享|转发)(?:到|至)?[：:].{0,40}|(?:打印|关闭|下载)(?:本页|页面|窗口|文件)?(?:[|/、\s]*(?:打印|关闭|收藏|下载|返回顶部|关闭窗口))*|(?:字号|字体|字体大小|视力保护色)[：:]?[\[【（]?(?:大|中|小|默认|超大|特大)[^。]{0,20}|返回顶部|附件列表[：:]?|相关(?:链接|文章|稿件|政策|解读|附件|阅读|文档)[：:]?|[上下]一(?:篇|条)[：:].{0,80}|(?:附件|文件|文档|PDF|WORD)下载[：:]?.{0,60}|(?:主办|承办)(?:单位)?[：:].{0,60}(?:版权|备案号|ICP备|网站标识码).{0,60}|版权所有.{0,60}|(?:网站标识码|.?ICP备|.{0,4}公网安备).{0,60}|责任编辑[：:].{0,20}|浏览(?:次数|量)[：:]?\s*\d*.{0,4}|(?:累计|访问|阅读|点击)(?:次数|量|数)[：:]\s*\d*.{0,4}|.{0,12}(?:解读|图解|附件|原文|全文)[：:]\s*点击(?:查看|下载|阅读|进入)|当前位置[：:].{0,80}|您(?:现在)?(?:所在)?的位置[：:].{0,80}|[•·]?(?:设为首页|加入收藏|收藏本站|长辈版|老年版|关怀版|适老化|无障碍(?:浏览|阅读|版)?|繁体版|简体版|手机版|移动版)(?:[|/、\s•·]*(?:设为首页|加入收藏|收藏本站|长辈版|老年版|关怀版|适老化|无障碍(?:浏览|阅读|版)?|繁体版|简体版|手机版|移动版|繁|简|EN|English|用户空间|个人中心|政务邮箱|登录|注册|微信|微博|客户端))*[|]?|首页\s*[>》].{0,80}|首页(?:[|\s]+\S{2,6}){2,}|请输入.{0,12}(?:关键字|关键词|搜索内容|检索词)|(?:网站地图|站点地图|关于我们|联系我们)(?:[|/、\s]*(?:网站地图|站点地图|关于我们|联系我们|使用帮助|隐私声明|法律声明))*|政府网站标识码[：:]?\s*\d{4,}.{0,60}|相关(?:解读|稿件|新闻)[：:].{2,60}|(?:更新|发布|上传|录入)(?:时间|日期)[：:]\s*\d{4}[-年./]\d{1,2}[-月./]\d{1,2}日?[ T\d:：]{0,12})$",
    )
    .expect("a literal pattern")
});

/// What the lines that [`ANYWHERE`] describes begin with. Patterns take longer
/// to compile than a plan takes to read, so they are asked only about lines
/// that can match.
const WEB_OPENINGS: &[&str] = &[
    "<!--",
    "-->",
    "【",
    "本篇【",
    "原文",
    "官方",
    "原始",
    "链接",
    "地址",
    "网址",
    "出处",
    "http",
    "扫一扫",
    "分享",
    "转发",
    "打印",
    "关闭",
    "下载",
    "字号",
    "字体",
    "视力",
    "返回",
    "相关",
    "上一",
    "下一",
    "附件下载",
    "附件列表",
    "文件下载",
    "文档下载",
    "PDF",
    "WORD",
    "主办",
    "承办",
    "版权",
    "网站标识",
    "责任编辑",
    "浏览",
    "累计",
    "访问",
    "阅读",
    "点击",
    "当前位置",
    "您",
    "首页",
    "更新",
    "发布",
    "上传",
    "录入",
    "设为首页",
    "加入收藏",
    "收藏本站",
    "长辈版",
    "老年版",
    "关怀版",
    "适老化",
    "无障碍浏览",
    "无障碍阅读",
    "无障碍版",
    "繁体版",
    "简体版",
    "手机版",
    "移动版",
    "请输入",
    "网站地图",
    "站点地图",
    "关于我们",
    "联系我们",
    "政府网站标识码",
];

fn may_be_web(line: &str) -> bool {
    let line = line.strip_prefix(['•', '·']).unwrap_or(line);
    // The third byte, the last of an ideograph, differs most.
    let third = line.as_bytes().get(2);
    WEB_OPENINGS.iter().any(|opening| opening.as_bytes().get(2) == third && line.starts_with(opening))
        || line.contains("：点击")
        || line.contains('备') && (line.contains("ICP备") || line.contains("公网安备"))
}

/// Whether a line begins with a key of an index table. 责任部门 before departments
/// is a clause.
fn has_key(line: &str) -> bool {
    begins_with_key(line) && !is_clause_line(line)
}

/// No line of a page has more characters, but for an address.
const LONGEST_LINE: u16 = 240;

/// Whether a line is a key with a long address: 来源：https://….
fn leads_to_page(line: &str) -> bool {
    has_key(bare(line)) && line.contains("://") && !line.contains(['。', '，'])
}

/// Where in the text behind the last sentence of a document that begins which a page prints below
/// it, run together: 相关附件：二维码扫一扫在手机打开当前页.
pub(in crate::layout) fn find_page_end(text: &str) -> Option<usize> {
    /// What leads to the first sure word has no more bytes: 相关附件：二维码.
    const LEAD: usize = 60;
    if text.contains('。') {
        return None;
    }
    let places = || text.char_indices().map(|(at, _)| at).filter(|at| may_be_web(&text[*at..]));
    let sure = places().find(|at| ANYWHERE.is_match(&text[*at..]))?;
    // What files are called that a page links to may be long.
    let heads = ["相关附件", "相关链接", "相关文件", "相关文档", "附件下载"];
    let links = heads.iter().filter_map(|head| text[..sure].find(head)).min();
    links.or_else(|| places().find(|at| at + LEAD >= sure && !text[*at..sure].contains('，')))
}

/// Takes what a page prints above its text off a line into which both have run: where the page stands, when
/// it was put up, and its buttons.
pub(super) fn cut_page_heads(text: &str, lines: &[Line], furniture: &mut Furniture) {
    for line in lines.iter().take(HEAD_LINES).filter(|line| line.furniture.is_none()) {
        if let Some(len) = page_head_len(line.span.of(text)) {
            let span = Span::new(line.span.start, line.span.start + len as u32);
            furniture.add_cut(Cut { span, kind: FurnitureKind::Web });
        }
    }
}

/// The length of such a head: `当前位置：首页 > 公开 时间：2022-06-08 10:04 微信 微博 `.
fn page_head_len(line: &str) -> Option<usize> {
    /// The head of a page is not longer, in bytes.
    const LONGEST: usize = 900;
    if !PLACES.iter().any(|place| line.starts_with(place)) {
        return None;
    }
    let head = &line[..line.floor_char_boundary(LONGEST)];
    let (at, date) = ["时间：", "日期："].iter().find_map(|key| {
        let at = head.find(key)? + key.len();
        Some((at, scan_date(line[at..].trim_start())?))
    })?;
    let mut end = at + (line[at..].len() - line[at..].trim_start().len()) + date.len;
    let is_time = |c: char| c.is_ascii_digit() || matches!(c, ':' | '：' | ' ');
    end += line[end..].len() - line[end..].trim_start_matches(is_time).len();
    while let Some(button) = BUTTONS.iter().find(|button| line[end..].starts_with(*button)) {
        end += button.len();
        end += line[end..].len() - line[end..].trim_start().len();
    }
    (end < line.len()).then_some(end)
}

/// What a web page prints around the text, by shape.
pub(super) fn mark_web(text: &str, lines: &mut [Line]) {
    let mut index_lines = Vec::new();
    let parted = find_parted_keys(text, lines);
    let count = lines.len();
    let is_markdown = lines.iter().take(HEAD_LINES).any(|line| {
        line.furniture == Some(FurnitureKind::FrontMatter) || heading_marks(line.span.of(text)) > 0
    });
    let mut has_text = false;
    // Whether the line before is a row of links: 首页 要闻 政策.
    let mut in_navigation = false;
    for (at, line) in lines.iter_mut().enumerate() {
        let goes_on = std::mem::take(&mut in_navigation);
        if line.furniture.is_some() {
            continue;
        }
        if line.chars > LONGEST_LINE {
            let content = line.span.of(text);
            if at < HEAD_LINES && leads_to_page(content) {
                index_lines.push(at);
            }
            continue;
        }
        let is_edge = at < HEAD_LINES || at + HEAD_LINES > count;
        // The first character decides for nearly every line.
        if !is_edge && !['【', '本', 'h', '原', '官', '扫', '分', '打'].contains(&line.first) {
            continue;
        }
        let content = line.span.of(text);
        // **更新时间**: the same in bold.
        let plain = if content.starts_with("**") { content.replacen("**", "", 2) } else { String::new() };
        let is_web = |line: &str| may_be_web(line) && ANYWHERE.is_match(line);
        in_navigation = at < HEAD_LINES && is_navigation(line, content, goes_on);
        if in_navigation
            || is_web(content)
            || is_edge && is_web(&plain)
            || at < HEAD_LINES && is_label_of_text(content)
            || is_edge && (begins_with_bracketed_key(content) || links_to_file(content))
        {
            line.furniture = Some(FurnitureKind::Web);
        } else if is_markdown && !has_text && content.starts_with('>') {
            // A quotation before the text: a remark of whoever stored it.
            line.furniture = Some(FurnitureKind::Web);
        } else if at < HEAD_LINES && line.chars < 160 && has_bylines(content) {
            line.furniture = Some(FurnitureKind::Web);
        } else if at < HEAD_LINES
            && (line.chars < 80 || content.contains("http"))
            && (has_key(bare(content)) || parted.contains(&at) || is_row_of_keys(content))
        {
            index_lines.push(at);
        } else {
            has_text = true;
        }
    }
    mark_path(text, lines);
    mark_links_below(text, lines);
    mark_foot(text, lines);
    // One such line may be text (来源：…); a table has several.
    if index_lines.len() >= MIN_INDEX {
        mark_index_values(text, lines, &index_lines);
        // ### 基本信息
        if let Some(above) = index_lines[0].checked_sub(1).map(|above| &mut lines[above])
            && is_index_heading(above.span.of(text))
        {
            above.furniture = Some(FurnitureKind::Web);
        }
        for at in index_lines {
            lines[at].furniture = Some(FurnitureKind::Web);
        }
        mark_rules_of_index(text, lines);
    }
}

/// Marks the path to a page whose parts and marks stand on lines of their own: 首页, >, 公开, >, 文件.
fn mark_path(text: &str, lines: &mut [Line]) {
    /// A part of it has no more characters.
    const LONGEST: u16 = 12;
    let head = lines.len().min(HEAD_LINES);
    let is_mark = |line: &Line| matches!(line.span.of(text), ">" | "»" | "›");
    let is_part = |line: &Line| line.chars <= LONGEST && !is_mark(line) && line.first != '>';
    let marks: Vec<usize> = (1..head.saturating_sub(1))
        .filter(|at| is_mark(&lines[*at]) && is_part(&lines[*at - 1]) && is_part(&lines[*at + 1]))
        .collect();
    for at in marks {
        for line in &mut lines[at - 1..=at + 1] {
            line.furniture.get_or_insert(FurnitureKind::Web);
        }
    }
}

/// Whether a row of pipes has a key of an index table where one stands: |索引号|…|文号|…|.
fn is_row_of_keys(line: &str) -> bool {
    line.starts_with('|') && line.split('|').skip(1).step_by(2).any(is_key)
}

/// Marks the rules and the empty rows of pipes beside rows of an index table.
fn mark_rules_of_index(text: &str, lines: &mut [Line]) {
    let is_bare = |line: &Line| {
        line.first == '|' && line.span.of(text).chars().all(|c| matches!(c, '|' | '-' | '—' | ':' | ' '))
    };
    let head = lines.len().min(HEAD_LINES);
    for at in (0..head).rev().chain(0..head) {
        let beside = [at.checked_sub(1), Some(at + 1)];
        let is_web = |at: usize| {
            lines.get(at).is_some_and(|line| line.first == '|' && line.furniture == Some(FurnitureKind::Web))
        };
        if lines[at].furniture.is_none() && is_bare(&lines[at]) && beside.into_iter().flatten().any(is_web) {
            lines[at].furniture = Some(FurnitureKind::Web);
        }
    }
}

/// Whether a line is a row of links above a page, which begins with that to its first page, or
/// goes on in the next line.
fn is_navigation(line: &Line, content: &str, goes_on: bool) -> bool {
    /// No row is longer, and none has fewer links.
    const LONGEST: u16 = 60;
    const GAPS: u16 = 2;
    let is_short = content.chars().count() <= usize::from(LONGEST);
    let has_marks = content.contains(['，', '。', '：', '；', '《', '〔'])
        || content.contains(|c: char| c.is_ascii_digit());
    is_short
        && !has_marks
        && (content.starts_with("首页") && line.double_gaps >= GAPS
            || goes_on && line.double_gaps + 1 >= GAPS)
}

/// Whether a line is nothing but a link of Markdown to a file: `- [规划.pdf](/a/b.pdf)`.
fn links_to_file(line: &str) -> bool {
    let link = bare(line).strip_prefix('[').and_then(|line| line.strip_suffix(['）', ')']));
    link.and_then(|link| link.rsplit_once([']', '】']))
        .is_some_and(|(_, target)| target.starts_with(['（', '(']) && names_an_attachment(target.trim_end()))
}

/// 政策全文, 公文正文: what a page prints between its index table and the document.
pub(super) fn is_label_of_text(line: &str) -> bool {
    const WHOSE: &[&str] = &["政策", "公文", "文件", "信息", "法规", "通知"];
    const WHAT: &[&str] = &["正文", "全文", "原文", "正文内容", "内容"];
    let label = bare(line).trim_end_matches(['*', '：', ' ']);
    let whose = WHOSE.iter().find_map(|whose| label.strip_prefix(whose));
    WHAT.contains(&whose.unwrap_or(label)) && (whose.is_some() || label != "内容")
}

/// 基本信息, 文件信息: the heading of an index table.
fn is_index_heading(line: &str) -> bool {
    matches!(
        bare(line).trim_end_matches(['*', '：', ' ']),
        "基本信息" | "目录项的基本信息" | "文件信息" | "政策信息" | "元数据" | "索引信息"
    )
}

/// What a page links to below its text: all short lines behind 相关链接, and the files
/// that hold the document itself.
fn mark_links_below(text: &str, lines: &mut [Line]) {
    /// What stands below a text is not longer than this.
    const MAX_LINKS: usize = 15;
    const MAX_LINK: u16 = 60;
    let from = lines.len().saturating_sub(MAX_LINKS);
    let is_head = |line: &Line| {
        let content = line.span.of(text);
        line.furniture == Some(FurnitureKind::Web)
            && (content.starts_with("相关") || content.starts_with("附件列表") || content.contains("：点击"))
    };
    let Some(head) = (from..lines.len()).find(|at| is_head(&lines[*at])) else { return };
    // A page may set its links in a table; what belongs to the document may be one, too.
    let has_files = ["相关附件", "相关文档"].iter().any(|word| lines[head].span.of(text).starts_with(word));
    let is_link = |line: &Line| {
        line.chars <= MAX_LINK && line.marker.is_none() && !line.terminated && !(line.is_cell() && has_files)
    };
    if lines[head + 1..].iter().all(|line| line.furniture.is_some() || is_link(line)) {
        for line in &mut lines[head + 1..] {
            line.furniture = line.furniture.or(Some(FurnitureKind::Web));
        }
    }
    for line in lines[from..head].iter_mut().rev().filter(|line| line.furniture.is_none()) {
        let content = line.span.of(text);
        let (stem, _) = content.rsplit_once('.').unwrap_or_default();
        if !names_an_attachment(content) || !content.starts_with("附件") && !is_number_line(stem) {
            break;
        }
        line.furniture = Some(FurnitureKind::Web);
    }
}

/// What stands between the last line of a letter (a date, a remark on who may read it, an imprint) and
/// the foot of a site, which names its registration or its map: links and buttons.
fn mark_foot(text: &str, lines: &mut [Line]) {
    /// A foot is not longer than this, nor is a line of it.
    const MAX_FOOT: usize = 24;
    const MAX_LINE: usize = 60;
    let from = lines.len().saturating_sub(MAX_FOOT);
    let is_sign = |line: &Line| {
        line.furniture == Some(FurnitureKind::Web)
            && SIGNS.iter().any(|sign| line.span.of(text).contains(sign))
    };
    let Some(sign) = (from..lines.len()).find(|at| is_sign(&lines[*at])) else { return };
    let closes = |line: &Line| {
        let content = line.span.of(text);
        is_annotation(content) || is_imprint(content) || scan_closing_date(content).is_some()
    };
    let last = (from..sign).rev().find(|at| lines[*at].furniture.is_none() && closes(&lines[*at]));
    let Some(last) = last else { return };
    // A row of links is wide, for all the white space in it.
    let is_link = |line: &Line| {
        !is_longer_than(line.span.of(text), MAX_LINE) && line.marker.is_none() && !line.terminated
    };
    if lines[last + 1..].iter().all(|line| line.furniture.is_some() || is_link(line)) {
        for line in &mut lines[last + 1..] {
            line.furniture = line.furniture.or(Some(FurnitureKind::Web));
        }
    }
}

/// The lines at the head of a page that are a key, and the colon behind it on a line of its own.
fn find_parted_keys(text: &str, lines: &[Line]) -> Vec<usize> {
    let head = &lines[..lines.len().min(HEAD_LINES)];
    let pairs = head
        .windows(2)
        .enumerate()
        .filter(|(_, pair)| matches!(pair[1].span.of(text), "：" | ":") && is_key(pair[0].span.of(text)));
    pairs.flat_map(|(at, _)| [at, at + 1]).collect()
}

/// Keys whose cells extraction has put on lines of their own are followed by
/// their values.
fn mark_index_values(text: &str, lines: &mut [Line], keys: &[usize]) {
    for pair in keys.windows(2) {
        let (key, next) = (pair[0], pair[1]);
        let is_key = lines[key].span.of(text).ends_with(['：', ':']);
        if is_key && next - key <= MAX_VALUE_LINES + 1 {
            for line in &mut lines[key + 1..next] {
                line.furniture = Some(FurnitureKind::Web);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Source, parse};

    #[test]
    fn the_head_of_a_page_may_run_into_its_text() {
        let cut = |line: &'static str| page_head_len(line).map(|len| &line[len..]);
        let line = "当前位置：首页政务公开 甲区关于水网的通知 时间：2022-06-08 10:04 微信 微博 QQ空间 各镇：现将方案印发给你们。";
        assert_eq!(cut(line), Some("各镇：现将方案印发给你们。"));
        assert_eq!(
            cut("您的位置：首页 > 公开 发布日期：2022年6月8日【字体：大 中 小】为建设水网"),
            Some("为建设水网")
        );
        assert_eq!(cut("当前位置：首页 > 公开 发布时间：2022-06-08"), None);
        assert_eq!(cut("会议时间：2022-06-08 各镇参加"), None);
    }

    #[test]
    fn the_path_to_a_page_is_no_letterhead() {
        let text = "首页\n>\n政务公开\n>\n省政府办公厅文件\n云岭省人民政府办公厅印发《关于支持养老的若干措施》的通知\n\
                    云政办发〔2024〕2号\n各市州人民政府：\n现印发给你们，请认真贯彻执行。\n云岭省人民政府办公厅\n2024年6月13日\n\
                    关于支持养老的若干措施\n一、加大投入\n加大投入力度。\n二、加强领导\n加强组织领导。\n";
        let notice = parse(&Source::from_text("t.txt", text)).documents.remove(0).notice.unwrap();
        assert_eq!(notice.agency_mark, None);
        assert_eq!(notice.addressees, ["各市州人民政府"]);
    }

    #[test]
    fn openings_let_every_web_line_through() {
        for line in [
            "<!-- 正文 -->",
            "【法宝引证码】CLI.12.5",
            "本篇【法宝引证码】CLI.12.5",
            "【打印】【关闭】",
            "原文链接：https://www.example.org/a.html",
            "链接：http://example.org",
            "https://www.example.org/a.html",
            "扫一扫在手机打开当前页",
            "分享到：微博",
            "打印本页",
            "下载文件",
            "字号：大中小",
            "视力保护色：默认",
            "返回顶部",
            "相关链接：",
            "上一篇：甲",
            "附件下载：甲.doc",
            "版权所有：甲市人民政府",
            "网站标识码1234567890",
            "甲ICP备12345号",
            "责任编辑：甲",
            "浏览次数：12",
            "累计次数：",
            "视频解读：点击查看",
            "当前位置：首页>甲",
            "您现在的位置：首页",
            "首页>政务公开",
            "请输入您要搜索的关键字",
            "网站地图|关于我们",
            "政府网站标识码：3600000012",
            "相关解读：一图读懂养老规划",
            "关怀版 繁 EN 用户空间",
        ] {
            assert!(ANYWHERE.is_match(line), "{line}");
            assert!(may_be_web(line), "{line}");
        }
        assert!(!may_be_web("各区县人民政府，市政府各部门："));
    }

    #[test]
    fn labels_of_the_text_and_when_it_was_put_up() {
        for label in ["## 政策全文", "公文正文：", "正文", "**文件内容**"] {
            assert!(is_label_of_text(label), "{label}");
        }
        assert!(!is_label_of_text("内容") && !is_label_of_text("文件精神"));
        for line in ["更新时间：2026-01-26 11:25:32", "发布日期：2022年5月26日"] {
            assert!(may_be_web(line) && ANYWHERE.is_match(line), "{line}");
        }
        assert!(!ANYWHERE.is_match("发布时间：2022年5月26日起施行"));
    }

    #[test]
    fn links_between_a_letter_and_the_foot_of_a_site() {
        let plan = "甲省人民政府办公厅关于促进养老服务的意见\n\n各市人民政府：\n\n为促进养老，提出如下意见。\n\n一、任务\n\n加强保障。\n\n\
                    二、保障\n\n加强领导。\n\n2025年4月3日\n\n（此件主动公开）\n\n";
        for (foot, count) in [
            (
                "打印    收藏\n国家部委网站                                                  各省区市政府网站\n其他网站\n主办：甲省人民政府办公厅\n甲ICP备05004294号-1\n",
                5,
            ),
            ("打印\n附注：各市另行制定。\n甲ICP备05004294号-1\n", 2),
        ] {
            let parsed = crate::parse(&crate::Source::from_text("plan.txt", format!("{plan}{foot}")));
            let document = &parsed.documents[0];
            assert_eq!(document.furniture.len(), count, "{:?}", document.furniture);
            let notice = document.notice.as_ref().unwrap();
            assert_eq!(notice.date.as_deref(), (count == 5).then_some("2025-04-03"));
        }
    }

    #[test]
    fn rows_of_links_above_a_page() {
        let text = "首页      省政府      要闻      政策\n服务      互动      美丽甲省\n\n甲省养老规划\n\n一、任务\n\n\
                    加强保障。\n\n二、保障\n\n加强领导。\n";
        let document = crate::parse(&crate::Source::from_text("plan.txt", text)).documents.remove(0);
        assert_eq!(document.plan.title, "甲省养老规划");
        assert_eq!(document.furniture.len(), 2, "{:?}", document.furniture);
    }

    #[test]
    fn links_below_a_text() {
        let read = |text: &str| {
            let document = crate::parse(&crate::Source::from_text("plan.txt", text)).documents.remove(0);
            let section = &document.plan.sections[0];
            (document.furniture.len(), section.content.len())
        };
        let plan = "甲县养老规划\n一、总体要求\n以人为本。\n附件：甲县养老规划.pdf\n";
        let links = "扫一扫在手机打开当前页\n相关链接\n解读：《甲县养老规划》政策解读\n";
        let footer = "主办单位：甲县人民政府办公室 备案号：苏ICP备1号\n";
        assert_eq!(read(&format!("{plan}{links}{footer}")), (5, 1));
        // Whatever ends a sentence is text.
        assert_eq!(read(&format!("{plan}相关链接\n加强养老服务。\n")).1, 2);
    }

    #[test]
    fn links_to_the_file_of_a_document() {
        assert!(links_to_file("- [甲规划.pdf](/a/b.pdf )") && links_to_file("[附件]（/a/b.docx）"));
        assert!(
            !links_to_file("[甲规划](/a/b.html)") && !links_to_file("规划.pdf") && !links_to_file("[甲]")
        );
    }

    #[test]
    fn keys_have_colons_and_are_no_clauses() {
        assert!(has_key("索引号：11370100") && !has_key("责任部门：市民政局"));
        assert!(!has_key("各镇（街道）政府，区政府各部门，各有关单位："));
    }
}
