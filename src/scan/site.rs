//! What the sites of governments print around every page: menus, buttons and links. Each word
//! stands on a line of its own where a browser's text, or that of every element of a page, was kept.

use super::is_han;
use super::word_list::WordList;

/// What a page begins with where it says in which of its folders it stands.
pub const PLACES: &[&str] = &["当前位置", "您的位置", "您现在的位置", "您当前的位置", "您所在的位置"];

/// Buttons behind the date of a page, and the marks between them.
pub const BUTTONS: &[&str] = &[
    "微信",
    "微博",
    "QQ空间",
    "QQ好友",
    "QQ",
    "分享到",
    "分享",
    "字体",
    "字号",
    "大",
    "中",
    "小",
    "打印",
    "关闭",
    "收藏",
    "：",
    "【",
    "】",
    "[",
    "]",
    "|",
];

/// What the foot of a site says of it: that it is registered, and where its map is.
pub const SIGNS: &[&str] = &["ICP备", "公网安备", "网站标识码", "网站地图", "站点地图"];

/// Menus and buttons above a text.
static ABOVE: WordList = WordList::new(&[
    "登录",
    "注册",
    "注销",
    "个人中心",
    "用户中心",
    "繁體",
    "繁体",
    "简体",
    "無障礙",
    "无障碍",
    "关怀版",
    "长辈版",
    "长者",
    "老年",
    "适老",
    "手机版",
    "移动版",
    "移动门户",
    "网站支持IPv6",
    "本网站支持IPv6",
    "智能问答",
    "智能机器人",
    "智能客服",
    "网站首页",
    "首页",
    "政务公开",
    "政府信息公开",
    "信息公开",
    "政务服务",
    "办事服务",
    "网上办事",
    "个人服务",
    "法人服务",
    "互动交流",
    "政民互动",
    "公众参与",
    "领导信箱",
    "在线访谈",
    "在线咨询",
    "我要留言",
    "征集调查",
    "新闻中心",
    "新闻发布",
    "新闻动态",
    "政务动态",
    "要闻动态",
    "走进",
    "机构职能",
    "政策文件库",
    "政策解读",
    "政策问答",
    "专题专栏",
    "特色专栏",
    "数据开放",
    "政府数据",
    "设为首页",
    "加入收藏",
    "字体",
    "字号",
    "分享到",
    "微信",
    "微博",
    "打印",
]);

/// Links and remarks below a text.
static BELOW: WordList = WordList::new(&[
    "文件下载",
    "附件下载",
    "相关附件",
    "相关文档",
    "相关文件",
    "相关链接",
    "相关阅读",
    "相关解读",
    "相关稿件",
    "相关新闻",
    "一图读懂",
    "图解",
    "媒体视角",
    "媒体解读",
    "扫一扫",
    "分享到",
    "打印",
    "关闭",
    "返回顶部",
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "中国政府网",
    "国务院部门网站",
    "友情链接",
    "网站声明",
    "版权声明",
    "隐私声明",
    "法律声明",
    "使用帮助",
    "关于我们",
    "关于本站",
    "联系我们",
    "联系方式",
    "版权所有",
    "主办单位：",
    "主办：",
    "承办单位：",
    "承办：",
    "技术支持",
    "网站标识",
    "备案号",
    "微信公众号",
    "新浪微博",
    "政务微博",
    "政务微信",
    "移动客户端",
    "手机版",
]);

/// The word of a menu or a button that a line begins with.
#[must_use]
pub fn word_above(line: &str) -> Option<&'static str> {
    let line = line.trim_start_matches(['【', '[', '|', '>', ' ']);
    ABOVE.find_first(line).or_else(|| PLACES.iter().find(|place| line.starts_with(**place)).copied())
}

/// Words below a text that also begin what a table says: 关闭煤矿, 打印社保凭证.
const OPEN: &[&str] = &["打印", "关闭", "图解", "手机版", "联系方式", "移动客户端"];

/// The word of a link or a remark below a text that a line begins with.
#[must_use]
pub fn word_below(line: &str) -> Option<&'static str> {
    let line = line.trim_start_matches(['【', '[', '|', ' ']);
    if let Some(sign) = SIGNS.iter().find(|sign| line.contains(**sign)) {
        return Some(sign);
    }
    let word = BELOW.find_first(line)?;
    let goes_on = OPEN.contains(&word) && line[word.len()..].starts_with(is_han);
    (!goes_on).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_sites_begin_lines() {
        assert_eq!(word_above("【字体：大 中 小】"), Some("字体"));
        assert_eq!(word_above("水库"), None);
        assert_eq!(word_below("[打印] [关闭]"), Some("打印"));
        assert_eq!(word_above("您现在的位置：首页"), Some("您现在的位置"));
        assert_eq!(word_below("主办：甲市人民政府"), Some("主办："));
        assert_eq!(word_below("甲ICP备00000001号"), Some("ICP备"));
        assert_eq!(word_below("关闭煤矿5处"), None);
    }
}
