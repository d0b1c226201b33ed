//! What a structured format says of its lines, laid beside them.

use super::line::Line;
use super::manuscript::Hint;
use crate::evidence::{Evidence, LineFacts, LineRole};

/// Gives each line what `evidence` says of it. `text` is the normalized text;
/// normalization keeps the lines of a rendition, one for one.
pub fn attach(text: &str, lines: &mut [Line], evidence: &Evidence) {
    let mut number = 0;
    let mut counted = 0;
    let mut page = 0;
    for line in lines {
        let start = line.span.start as usize;
        number += memchr::memchr_iter(b'\n', &text.as_bytes()[counted..start]).count();
        counted = start;
        let facts = evidence.lines.get(number).copied().unwrap_or_default();
        line.page_break |= page > 0 && facts.page > page;
        page = page.max(facts.page);
        match facts.role {
            LineRole::Row => line.is_row = true,
            LineRole::Furniture(kind) => line.furniture = Some(kind),
            // In a table, blanks within the one cell separate nothing.
            LineRole::Paragraph => line.is_row &= facts.table == 0,
            LineRole::Wrapped | LineRole::Begins | LineRole::Continues => {}
        }
        line.facts = facts;
    }
}

/// What a paragraph inherits from the line it begins with.
pub(super) fn hint(line: &Line) -> Hint {
    let LineFacts { heading, strong, table, frame, is_header, .. } = line.facts;
    Hint { heading, strong, table, frame, is_header, is_whole: line.is_whole() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Rendition;
    use crate::layout::{Manuscript, ParagraphKind, layout_with};
    use crate::model::FurnitureKind;
    use crate::normalize::normalize;

    fn lay_out(lines: &[(&str, LineFacts)]) -> Manuscript {
        let mut rendition = Rendition::default();
        for (line, facts) in lines {
            rendition.push(line, *facts);
        }
        layout_with(&normalize(&rendition.text), &rendition.text, Some(&rendition.evidence))
    }

    fn role(role: LineRole) -> LineFacts {
        LineFacts { role, ..LineFacts::default() }
    }

    #[test]
    fn whole_paragraphs_are_never_joined() {
        let paragraph = role(LineRole::Paragraph);
        let line = "坚持以人民为中心的发展思想，完善残疾人社会保障制度和关爱服务体系，";
        let manuscript =
            lay_out(&[(line, paragraph), ("", paragraph), (line, paragraph), ("促进发展。", paragraph)]);
        assert_eq!(manuscript.paragraphs.len(), 3);
        // Without that word a page break is likely.
        let wrapped = lay_out(&[(line, LineFacts::default()), ("促进发展。", LineFacts::default())]);
        assert_eq!(wrapped.paragraphs.len(), 1);
    }

    #[test]
    fn rows_and_furniture_are_what_the_format_says() {
        let row = LineFacts { role: LineRole::Row, table: 3, frame: 3, ..LineFacts::default() };
        let manuscript = lay_out(&[
            ("首页 > 政务公开", role(LineRole::Furniture(FurnitureKind::Web))),
            ("合计", row),
            ("\t100", row),
            ("正文。", role(LineRole::Paragraph)),
        ]);
        let kinds: Vec<ParagraphKind> = manuscript.paragraphs.iter().map(|found| found.kind).collect();
        assert_eq!(
            kinds,
            [
                ParagraphKind::Furniture(FurnitureKind::Web),
                ParagraphKind::Row,
                ParagraphKind::Row,
                ParagraphKind::Text
            ]
        );
        assert_eq!(manuscript.paragraphs[1].hint.table, 3);
        assert!(manuscript.paragraphs[3].hint.is_whole);
    }
}
