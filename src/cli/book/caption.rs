//! What a plan calls its tables: `表5 雨水管渠设计重现期`, `重点工程清单`.

use guihua::model::Block;

/// No longer text is a caption.
const MOST: usize = 60;

/// The caption of the table at this place of a list of blocks.
pub(super) fn above(content: &[Block], at: usize) -> Option<String> {
    let mut before = content[..at].iter().rev().map(|block| match block {
        Block::Paragraph(paragraph) => Some(paragraph.text.trim()),
        _ => None,
    });
    let mut text = before.next()??;
    // `单位：万元` stands between a caption and its table.
    if is_unit(text) {
        text = before.next()??;
    }
    is_caption(text).then(|| spaced(text))
}

/// A caption with a blank behind its number, which text in normal form has lost.
fn spaced(text: &str) -> String {
    let start = text.find('表').filter(|_| is_numbered(text)).map_or(text.len(), |at| at + '表'.len_utf8());
    let rest = &text[start..];
    let end = rest.find(|c: char| !c.is_ascii_digit() && !"-.—–".contains(c)).unwrap_or(rest.len());
    let (number, name) = rest.split_at(end);
    let blank = if number.is_empty() || name.is_empty() || name.starts_with(' ') { "" } else { " " };
    format!("{}{number}{blank}{name}", &text[..start])
}

/// Whether a text begins as captions do that have a number.
pub(super) fn is_numbered(text: &str) -> bool {
    let text = text.strip_prefix('附').unwrap_or(text);
    let number = text.strip_prefix('表').map(str::trim_start);
    number.is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
    })
}

/// The number of a caption, where it is written as this program writes those of its own.
pub(super) fn number(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('表')?.trim_start();
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    rest[..end].parse().ok()
}

fn is_caption(text: &str) -> bool {
    let is_short = text.chars().nth(MOST).is_none();
    // A sentence that speaks of a table, and one that leads to it, are none.
    let is_sentence = text.contains(['。', '；']) || text.ends_with(['：', ':', '，', '、']);
    let leads = ["下表", "附表", "见表", "如表", "列表"].iter().any(|end| text.ends_with(end));
    let is_named = ["表", "清单"].iter().any(|end| text.ends_with(end) && text != *end);
    is_short && !is_sentence && (is_numbered(text) || is_named && !leads)
}

fn is_unit(text: &str) -> bool {
    const UNIT: usize = 20;
    text.trim_start_matches(['（', '(']).starts_with("单位") && text.chars().nth(UNIT).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_above_a_table_may_be_its_caption() {
        for text in
            ["表5 雨水管渠设计重现期", "表 2-1 主要指标", "附表三 项目", "重点工程项目清单", "任务分工表"]
        {
            assert!(is_caption(text), "{text}");
        }
        let long = format!("{}清单", "重点工程".repeat(20));
        for text in ["具体指标见下表", "表5列出的项目如下：", "表5是主要指标。", "清单", "建设床位", &long]
        {
            assert!(!is_caption(text), "{text}");
        }
        assert_eq!(["表5 甲", "表 12", "表五", "附表5"].map(number), [Some(5), Some(12), None, None]);
        assert_eq!(spaced("表2-1主要指标"), "表2-1 主要指标");
        for text in ["表5 甲", "表五甲3表", "附表3", "2025年任务清单"] {
            assert_eq!(spaced(text), text);
        }
        assert!(is_unit("（单位：万元）") && !is_unit("单位和个人应当依法履行职责，共同参与防洪排涝工作"));
    }
}
