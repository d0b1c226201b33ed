//! Words by which the furniture of a site is known, wherever it stands.

use crate::scan::is_longer_than;

/// Words of footers, bars and buttons; a line with one is part of the page.
const WEB: &[&str] = &[
    "版权所有",
    "ICP备",
    "公网安备",
    "网站标识码",
    "主办单位：",
    "承办单位：",
    "主办：",
    "承办：",
    "技术支持：",
    "浏览次数",
    "阅读次数",
    "点击数",
    "打印本页",
    "关闭窗口",
    "关闭本页",
    "分享到",
    "扫一扫在手机",
    "扫一扫，",
    "当前位置",
    "您现在的位置",
    "您的位置",
    "您当前所在",
    "上一篇：",
    "下一篇：",
    "上一条：",
    "下一条：",
    "相关链接",
    "相关阅读",
    "相关稿件",
    "相关文档",
    "相关解读",
    "相关法规",
    "友情链接",
    "网站地图",
    "无障碍浏览",
    "无障碍模式",
    "设为首页",
    "加入收藏",
    "【打印",
    "【关闭",
    "[打印",
    "字号：",
    "字体：",
    "视力保护",
    "返回顶部",
    "责任编辑",
    "首页 >",
    "首页>",
    "转载请",
    "仅供参考",
    "本网站",
    "您的浏览器",
    "您认为",
    "阅读原文",
    "微信公众号",
    "关注我们",
    "关注该公众号",
    "长按识别",
    "引证码",
    "支持IPv6",
    "All Rights Reserved",
];

/// Words of the lines that sites set between a title and its text, or behind
/// the text; inside a text they say nothing.
const INFO: &[&str] = &[
    "发布时间",
    "发布日期",
    "发表时间",
    "发布人",
    "更新时间",
    "时间：",
    "日期：",
    "来源：",
    "来源:",
    "作者：",
    "编辑：",
    "审核：",
    "浏览次数",
    "浏览量",
    "浏览：",
    "阅读次数",
    "阅读量",
    "阅读数",
    "阅读：",
    "点击次数",
    "点击量",
    "点击数",
    "点击：",
    "点击下",
    "访问量",
    "访问次数",
    "字体",
    "字号",
    "打印",
    "关闭",
    "收藏",
    "分享",
    "纠错",
    "已下载",
    "附件下载",
    "文件下载",
    "点击下载",
    "扫一扫",
    "二维码",
    "联系我们",
    "【法规全文】",
    "有帮助",
];

/// Lines with such a word are not longer than this many characters.
const MAX_WEB: usize = 100;

/// Whether a line has a word of a site, anywhere.
pub(super) fn is_web(text: &str) -> bool {
    !is_longer_than(text, MAX_WEB) && WEB.iter().any(|word| text.contains(word))
}

/// Whether a line says how a site is reached.
pub(super) fn is_contact(text: &str) -> bool {
    !text.starts_with(['（', '('])
        && ["电话", "邮箱", "mail", "邮编", "地址", "传真"].iter().any(|word| text.contains(word))
}

/// Whether a line opens like a button or a bar; inside a text this is certain
/// enough, but for words that also open the line of who is responsible.
pub(super) fn opens_web(text: &str) -> bool {
    let text = text.trim_start();
    let is_clause = text.starts_with("主办") || text.starts_with("承办");
    !is_longer_than(text, 40) && !is_clause && WEB.iter().any(|word| text.starts_with(word))
}

/// Whether a line before or behind a text tells of the page.
pub(super) fn is_info(text: &str) -> bool {
    let text = text.trim();
    if is_longer_than(text, MAX_WEB) || text.ends_with(['。', '；']) || text.contains("关于") {
        return false;
    }
    // When the page was put up: 2022-04-01 10:20.
    let is_stamp = text.starts_with("20") && text.chars().all(|c| c.is_ascii_digit() || " -/:.".contains(c));
    is_stamp || text == "下载" || INFO.iter().any(|word| text.contains(word)) || is_web(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_known_by_its_words() {
        for text in ["2022-04-01 10:20", "发布时间：2022年4月1日　来源：规划司", "阅读：326次", "【打印】"]
        {
            assert!(is_info(text), "{text}");
        }
        for text in [
            "关于推进全民阅读的实施意见",
            "云溪市关于淘汰关闭小煤矿的通知",
            "2022年4月1日",
            "推广“扫一扫”就医服务。",
        ] {
            assert!(!is_info(text), "{text}");
        }
        assert!(opens_web("责任编辑：某某") && !opens_web("主办单位：市教育局"));
    }
}
