//! The frame of a whole page: the menus above its text and the links below, where somebody has copied
//! all that a browser shows, or a crawler has kept the text of each element on a line of its own.
//!
//! No line of it says by itself that it is no content: 政务公开 may be a heading, and names of
//! departments a table. Many short lines at an edge of the file do, several of which are words that
//! each site has.

use std::ops::Range;

use crate::layout::line::Line;
use crate::model::FurnitureKind;
use crate::scan::site::{word_above, word_below};
use crate::scan::title::is_plan_title;

/// So many different words of sites make a frame.
const MIN_WORDS: usize = 5;

/// Marks the frame of a page. Returns the lines between its menus and its links: all, where it has
/// none.
pub(super) fn mark_frame(text: &str, lines: &mut [Line]) -> Range<usize> {
    let (start, end) = (find_menus(text, lines), find_links(text, lines));
    if start > end {
        return 0..lines.len();
    }
    for (at, line) in lines.iter_mut().enumerate().filter(|(at, _)| !(start..end).contains(at)) {
        // The title of the page may stand among its buttons.
        if at >= end || !is_plan_title(line.span.of(text)) {
            line.furniture = line.furniture.or(Some(FurnitureKind::Web));
        }
    }
    start..end
}

/// Where the menus at the head of a file end.
fn find_menus(text: &str, lines: &[Line]) -> usize {
    /// Menus have no more lines, and a line of them no more characters.
    const MOST: usize = 300;
    const LONGEST: u16 = 16;
    let is_short = |line: &Line| {
        line.chars <= LONGEST && line.marker.is_none() && !line.span.of(text).contains(['。', '，', '；'])
    };
    let mut words = Vec::new();
    let mut end = 0;
    for (at, line) in lines.iter().take(MOST).enumerate().take_while(|(_, line)| is_short(line)) {
        if let Some(word) = word_above(line.span.of(text)) {
            end = at + 1;
            if !words.contains(&word) {
                words.push(word);
            }
        }
    }
    if words.len() < MIN_WORDS {
        return 0;
    }
    // The value of the last one: 当前位置 / 首页 > 公开; sizes of letters.
    let goes_on =
        |line: &&Line| matches!(line.span.of(text), "：" | ":" | ">" | "|" | "大" | "中" | "小" | "】" | "]");
    end + lines[end..].iter().take_while(goes_on).count()
}

/// Where the links at the end of a file begin.
fn find_links(text: &str, lines: &[Line]) -> usize {
    /// Links have no more lines, a line of them no more characters, one that is a sentence fewer.
    const MOST: usize = 600;
    const LONGEST: u16 = 100;
    const LONGEST_SENTENCE: u16 = 60;
    /// No more sentences stand among them.
    const SENTENCES: usize = 6;
    let mut words = Vec::new();
    let mut start = lines.len();
    let mut sentences = 0;
    // What a page says of itself to search engines: the beginning of its text, broken off.
    let is_excerpt = |line: &&Line| line.span.of(text).ends_with('…') || line.span.of(text).ends_with("..");
    let excerpts = lines.iter().rev().take(1).filter(is_excerpt).count();
    for (at, line) in lines.iter().enumerate().rev().skip(excerpts).take(MOST) {
        let is_sentence = line.terminated && line.span.of(text).ends_with(['。', '；']);
        sentences += usize::from(is_sentence);
        let longest = if is_sentence { LONGEST_SENTENCE } else { LONGEST };
        if line.marker.is_some() || line.chars > longest || sentences > SENTENCES {
            break;
        }
        if let Some(word) = word_below(line.span.of(text)) {
            start = at;
            if !words.contains(&word) {
                words.push(word);
            }
        }
    }
    if words.len() < MIN_WORDS { lines.len() } else { start }
}

#[cfg(test)]
mod tests {
    use crate::model::FurnitureKind;
    use crate::{Source, parse};

    const MENUS: &str = "登录\n注册\n无障碍\n首页\n政务公开\n领导之窗\n政务服务\n互动交流\n走进甲市\n甲市概况\n当前位置：\n首页\n>\n政务公开\n\
        索引号\n：\n0123/2024-5\n发布机构\n：\n\n成文日期\n：\n2024-03-02\n标题 ：\n甲市人民政府关于印发甲市水网规划的通知\n发文字号 ：\n甲政发〔2024〕5号\n";
    const LETTER: &str = "甲市人民政府\n关于印发甲市水网规划的通知\n甲政发〔2024〕5号\n各区县人民政府：\n\
        《甲市水网规划》已经市政府同意，现印发给你们，请认真贯彻执行。\n甲市人民政府\n2024年3月2日\n甲市水网规划\n\
        一、总体要求\n加强水网建设，提升保障能力。\n二、主要任务\n加快骨干工程建设，完善运行管理机制。\n";
    const LINKS: &str = "附件下载\n甲市水网规划.pdf\n一图读懂\n甲市水网，怎么建？\n国务院部门网站\n外交部\n水利部\n区县政府网站\n乙区\n丙县\n\
        网站地图\n联系我们\n版权所有：甲市人民政府\n主办：甲市人民政府办公室\n甲ICP备00000001号\n您的浏览器版本过低，建议升级。\n\
        甲市人民政府关于印发甲市水网规划的通知（甲政发〔2024〕5号）各区县人民政府：《甲市水网规划》已经市政府同意，现印发给你们，\
        请认真贯彻执行。甲市人民政府2024年3月2日甲市水网规划一、总体要求加强水网建设，提升保障能力，建成系统完备的水网，保障城乡供水...\n";

    #[test]
    fn menus_and_links_of_a_whole_page_are_no_content() {
        let source = Source::from_text("page.txt", format!("{MENUS}{LETTER}{LINKS}"));
        let document = parse(&source).documents.remove(0);
        let notice = document.notice.unwrap();
        assert_eq!(notice.title.as_deref(), Some("甲市人民政府关于印发甲市水网规划的通知"));
        assert_eq!(notice.document_number.map(|number| number.text).as_deref(), Some("甲政发〔2024〕5号"));
        assert_eq!(notice.addressees, ["各区县人民政府"]);
        let plan = document.plan;
        assert_eq!(plan.title, "甲市水网规划");
        assert!(plan.preamble.is_empty(), "{:?}", plan.preamble);
        assert_eq!(plan.sections.len(), 2);
        assert_eq!(plan.sections[1].content.len(), 1, "{:?}", plan.sections[1].content);
        let is_web = |word: &str| {
            document.furniture.iter().any(|it| it.kind == FurnitureKind::Web && it.text.contains(word))
        };
        assert!(
            ["领导之窗", "丙县", "甲市水网，怎么建"].iter().all(|word| is_web(word)),
            "{:?}",
            document.furniture
        );
    }

    #[test]
    fn few_words_of_menus_are_headings_and_cells() {
        let text = "甲市政务公开工作要点\n政务公开\n政务服务\n互动交流\n一、总体要求\n加强公开。\n\
            二、分工\n序号\n任务\n责任单位\n1\n政策解读\n市政府办公室\n2\n一图读懂\n市大数据局\n";
        let document = parse(&Source::from_text("t.txt", text.to_owned())).documents.remove(0);
        assert!(
            document.furniture.iter().all(|it| it.kind != FurnitureKind::Web),
            "{:?}",
            document.furniture
        );
    }
}
