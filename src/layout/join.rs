//! Puts the lines of each paragraph together, as it was decided for all of them.

use super::decide::{Evidence, Joint, decide};
use super::furniture::Furniture;
use super::headings::HeadingStyles;
use super::line::Line;
use super::manuscript::Manuscript;
use super::measure::Measure;
use super::observe::{Seen, observe};
use super::weights::WEIGHTS;
use super::writer::Writer;
use crate::normalize::Normalized;
use crate::span::Span;

/// Joins lines to paragraphs.
#[must_use]
pub fn join(
    normalized: &Normalized,
    lines: &[Line],
    furniture: &Furniture,
    breaks: &[u32],
    measure: Measure,
) -> Manuscript {
    let styles = HeadingStyles::of(&normalized.text, lines, measure);
    let seen = observe(normalized, lines, furniture, breaks, measure);
    let joints = decide(&evidence(normalized, &seen, measure, &styles));
    let mut joints = joints.into_iter();
    let mut writer = Writer::new(normalized, lines.len(), furniture);
    let mut breaks = breaks.iter().copied().peekable();
    let mut further = furniture.documents.iter().copied().peekable();
    let mut documents = Vec::with_capacity(furniture.documents.len());
    for (index, line) in lines.iter().enumerate() {
        if further.next_if(|at| *at as usize == index).is_some() {
            writer.finish_paragraph();
            documents.push(writer.position());
        }
        if let Some(kind) = line.furniture {
            writer.push_furniture(line, kind);
            continue;
        }
        let joint = joints.next().unwrap_or_default();
        if joint == Joint::Begins {
            writer.finish_paragraph();
        }
        let is_same = joint == Joint::SameLine;
        let mut start = line.span.start;
        while let Some(at) = breaks.next_if(|at| *at < line.span.end) {
            if at > start {
                writer.push_piece(line, index, Span::new(start, at), is_same);
                writer.finish_paragraph();
                joints.next();
                start = at;
            }
        }
        writer.push_piece(line, index, Span::new(start, line.span.end), is_same);
        writer.end_line(line, measure);
    }
    writer.finish_paragraph();
    Manuscript { documents, ..writer.finish() }
}

/// What is weighed.
pub(super) fn evidence<'a>(
    normalized: &'a Normalized,
    seen: &'a [Seen],
    measure: Measure,
    styles: &'a HeadingStyles,
) -> Evidence<'a> {
    Evidence { text: &normalized.text, seen, measure, styles, weights: &WEIGHTS }
}

#[cfg(test)]
mod tests {
    use crate::layout::layout;
    use crate::normalize::normalize;

    /// The paragraphs of a text that is wrapped at 24 characters around `lines`.
    fn paragraphs(lines: &str) -> Vec<String> {
        let sentences = "加快推进水利工程建设，完善供水保障和防洪减灾体系，统筹水资源水环境水生态治理，\
                         推动水利事业高质量发展，为全市经济社会发展提供坚实的水安全保障。"
            .repeat(4);
        let body: Vec<char> = sentences.chars().collect();
        let body: String = body.chunks(24).map(|line| line.iter().collect::<String>() + "\n").collect();
        let source = format!("{body}主要指标\n{lines}二、重点任务\n{body}");
        let manuscript = layout(&normalize(&source), &source);
        let texts = manuscript.paragraphs.iter().map(|paragraph| manuscript.str(paragraph).to_owned());
        texts
            .skip_while(|text| text != "主要指标")
            .skip(1)
            .take_while(|text| !text.starts_with("二、"))
            .collect()
    }

    #[test]
    fn words_of_narrow_cells_are_put_together() {
        let lines = "类别 指标 2020\n年\n2025 年 属\n性\n供水保障和基\n本公共服务\n3.自来水普及率（%）\n88 92 约\n束\n性\n\
                     供水保障和基\n本公共服务\n4.用水总量（亿立方米）\n— 20.5 预\n期\n性\n";
        // Whether the name of a row stands with its figures is for the reading of tables.
        let found = paragraphs(lines);
        for words in ["2020年", "2025年属性", "88 92约束性", "—20.5预期性"] {
            assert!(found.iter().any(|paragraph| paragraph.ends_with(words)), "{words} in {found:?}");
        }
        assert!(found.contains(&"供水保障和基本公共服务".to_owned()), "{found:?}");
    }

    #[test]
    fn pieces_of_a_printed_line_as_far_in_as_they_stood() {
        let lines = "落实《云岭市供水条例》\n          （以下简称《条例》\n                   ），改造\n\
                     老旧管网，按照《云岭市节水办法》\n               （云政发〔2020〕6号）\n、《关于印\n\
                     发节水方案的通知》\n         （云水〔2021〕8号，试行）抓好\n落实，提高水资源利用效率。\n";
        let whole: String = lines.chars().filter(|c| !c.is_whitespace()).collect();
        assert_eq!(paragraphs(&lines.repeat(3)), [whole.repeat(3)]);
    }
}
