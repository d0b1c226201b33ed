//! What the class and the id of an element say of it. Names are evidence with
//! weights, never a condition: a page without any is read as well.

/// What the names of an element say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Bearing {
    /// Nothing.
    #[default]
    None,
    /// It is where a content management system puts the text of a document.
    Text,
    /// It is the title of the page.
    Title,
    /// It is navigation, a footer, buttons.
    Web,
}

/// Where the usual systems of government sites put the text.
const TEXT: &[&str] = &[
    "trs_editor",
    "trs_ueditor",
    "ucap-content",
    "ucapcontent",
    "zoom",
    "trs_paper",
    "article-content",
    "articlecontent",
    "article_content",
    "article-con",
    "article_con",
    "art_con",
    "articlecon",
    "news_content",
    "news-content",
    "newscontent",
    "newscon",
    "news_con",
    "pages_content",
    "pages-content",
    "wz_con",
    "wzcon",
    "xl_content",
    "xl_con",
    "xxgk_content",
    "view_content",
    "detail-content",
    "detail_content",
    "detailcontent",
    "text_con",
    "textcontent",
    "easysite-news-text",
    "zhengwen",
    "j-fontcontent",
    "maintext",
    "con_text",
    "content_text",
    "arc_con",
    "show_content",
    "info_content",
    "ewb-article-info",
    "gk_content",
    "wenz",
    "zwcontent",
    "bodytext",
    "vsb_content",
    "v_news_content",
    "contenttext",
    "js_content",
    "fulltext",
    "divfulltext",
    "law_con",
    "txt_con",
    "detail-body",
    "vsb_newscontent",
];

/// Words in names of what is no text.
const WEB: &[&str] = &[
    "nav",
    "navbar",
    "navigation",
    "menu",
    "breadcrumb",
    "breadcrumbs",
    "crumb",
    "crumbs",
    "footer",
    "foot",
    "copyright",
    "share",
    "bdsharebuttonbox",
    "bdshare",
    "jiathis",
    "sidebar",
    "toolbar",
    "qrcode",
    "ewm",
    "erweima",
    "dqwz",
    "weizhi",
    "position",
    "location",
    "mbx",
    "pagination",
    "pager",
    "related",
    "xgwz",
    "xgxx",
    "xgjd",
    "links",
    "yqlj",
    "friendlink",
    "search",
    "login",
    "topbar",
    "siteinfo",
    "relevant",
    "gongjulan",
    "prevnext",
    "tools",
];

/// What `names` (class and id in lower case, separated by blanks) say.
pub(super) fn bearing_of(names: &str) -> Bearing {
    if names.is_empty() {
        return Bearing::None;
    }
    let mut words = names.split_ascii_whitespace();
    if words.clone().any(|word| TEXT.iter().any(|name| word == *name || word.starts_with(name))) {
        return Bearing::Text;
    }
    if words.clone().any(is_title) {
        return Bearing::Title;
    }
    let is_web = |word: &str| word.split(|c: char| !c.is_ascii_alphabetic()).any(|part| WEB.contains(&part));
    if words.any(is_web) { Bearing::Web } else { Bearing::None }
}

fn is_title(word: &str) -> bool {
    matches!(
        word,
        "title"
            | "ucaptitle"
            | "article-title"
            | "article_title"
            | "arti-title"
            | "news_title"
            | "news-title"
            | "newstitle"
            | "xl_title"
            | "xxgk_title"
            | "wztit"
            | "wz_title"
            | "con_title"
            | "content_title"
            | "detail-title"
            | "share-title"
            | "articletitle"
            | "bt"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_by_words() {
        for (names, bearing) in [
            ("", Bearing::None),
            (" view trs_ueditor trs_paper_default trs_web", Bearing::Text),
            (" b12c ucap-content", Bearing::Text),
            (" main-nav clearfix", Bearing::Web),
            (" navy", Bearing::None),
            (" article_title", Bearing::Title),
            (" wrap", Bearing::None),
        ] {
            assert_eq!(bearing_of(names), bearing, "{names}");
        }
    }
}
