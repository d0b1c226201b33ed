//! What a web page says beside its text: the table of metadata, also where a text
//! was copied with it, and links to attached files.

use std::borrow::Cow;

use super::context::Context;
use crate::evidence::{Evidence, IndexEntry};
use crate::layout::{Manuscript, ParagraphKind};
use crate::model::{Attachment, DocumentNumber, FurnitureKind, Notice};
use crate::normalize::normalize;
use crate::scan::date::scan_date;
use crate::scan::document_number::find_document_number;
use crate::scan::metadata::{Pair, read_cells, read_line};
use crate::source::Source;
use crate::span::SourceSpan;

/// What a page says of the document beside its text.
pub(super) struct Page<'a> {
    evidence: Cow<'a, Evidence>,
    /// The title of the document.
    pub(super) title: Option<String>,
}

/// Reads the table of metadata of a page, or that which stands in the text.
pub(super) fn read_page<'a>(context: &Context<'a>) -> Page<'a> {
    let evidence = metadata(context.source, context.manuscript);
    let title = evidence.title().map(|entry| normalize(&entry.value).text);
    Page { evidence, title }
}

/// The table of metadata of a page, or that which stands in the text.
pub(crate) fn metadata<'a>(source: &'a Source, manuscript: &Manuscript) -> Cow<'a, Evidence> {
    match source.evidence() {
        Some(evidence) if !evidence.index.is_empty() => Cow::Borrowed(evidence),
        _ => Cow::Owned(read_printed(source, manuscript)),
    }
}

/// Fills what the text of the notice lacks. A page whose text has no notice gets
/// one where its table knows number or date.
pub(super) fn complete(context: &Context<'_>, page: &Page<'_>, notice: &mut Option<Notice>) {
    let evidence = &page.evidence;
    let value = |entry: &IndexEntry| normalize(&entry.value).text;
    let number = evidence.document_number().and_then(|entry| {
        let text = value(entry);
        let found = find_document_number(&text)?;
        let (lines, span) = context.place_source(entry.span);
        Some(DocumentNumber {
            text: text[found.start..found.end].to_owned(),
            agency_code: text[found.start..found.start + found.code_len].to_owned(),
            year: found.year,
            sequence: found.sequence,
            lines,
            span,
        })
    });
    let date = evidence.date().and_then(|entry| {
        let text = value(entry);
        let iso = scan_date(&text)?.iso()?;
        Some((iso, text, context.place_source(entry.span)))
    });
    if notice.is_none() {
        let place = number.as_ref().map(|number| (number.lines, number.span));
        let Some((lines, span)) = place.or_else(|| date.as_ref().map(|date| date.2)) else { return };
        *notice = Some(Notice { lines, span, ..Notice::default() });
    }
    let Some(notice) = notice else { return };
    if notice.document_number.is_none() {
        notice.document_number = number;
    }
    if notice.date.is_none()
        && notice.date_text.is_none()
        && let Some((iso, text, _)) = date
    {
        notice.date = Some(iso);
        notice.date_text = Some(text);
    }
    if notice.signatories.is_empty()
        && let Some(agency) = evidence.agency()
    {
        notice.signatories = value(agency)
            .split(['、', '，', '；', ' '])
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(str::to_owned)
            .collect();
    }
    if notice.title.is_none() {
        notice.title = page.title.clone().filter(|title| title.ends_with("通知"));
    }
}

/// A table stands among so many paragraphs at the head of a text.
const HEAD: usize = 60;

/// The table of metadata that stands in the text itself.
fn read_printed(source: &Source, manuscript: &Manuscript) -> Evidence {
    let mut evidence = Evidence::default();
    // A key whose value stands on the next line.
    let mut open: Option<&str> = None;
    for paragraph in manuscript.paragraphs.iter().take(HEAD) {
        let is_table = matches!(
            paragraph.kind,
            ParagraphKind::Furniture(FurnitureKind::Web | FurnitureKind::FrontMatter)
        );
        if !is_table {
            open = None;
            continue;
        }
        let mut place = manuscript.source(paragraph.span);
        // `- title: …` and `**发布日期**: …` of front matter in Markdown.
        let whole = place.of(source.text());
        place.start += (whole.len() - whole.trim_start_matches(['-', '*', ' ', '>']).len()) as u32;
        let text = place.of(source.text());
        let pairs = if text.contains('|') {
            read_cells(text, '|', str::to_owned)
        } else {
            read_line(text, str::to_owned)
        };
        let whole =
            open.take().filter(|_| pairs.is_empty()).map(|key| Pair { key, start: 0, end: text.len() });
        for Pair { key, start, end } in whole.into_iter().chain(pairs) {
            if start == end {
                open = Some(key);
                continue;
            }
            open = None;
            evidence.index.push(IndexEntry {
                key: key.to_owned(),
                value: text[start..end].to_owned(),
                span: SourceSpan::new(place.start + start as u32, place.start + end as u32),
            });
        }
    }
    evidence
}

/// The links to attached files.
pub(super) fn lower_attachments(context: &Context<'_>) -> Vec<Attachment> {
    let Some(evidence) = context.source.evidence() else { return Vec::new() };
    let lower = |found: &crate::evidence::Attachment| {
        let (lines, span) = context.place_source(found.span);
        Attachment { text: normalize(&found.text).text, target: found.target.clone(), lines, span }
    };
    evidence.attachments.iter().map(lower).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_value_stands_right_below_its_key() {
        let text = "索引号：0001\n主题分类：民政\n标题：\n甲市养老服务规划\n发布机构：甲市人民政府\n\
                    文号：甲政发〔2022〕5号\n成文日期：\n为促进养老服务，制定本规划。\n2022-01-09 来源：甲 浏览：3\n\
                    一、目标\n提升服务水平。\n二、任务\n建设养老院。\n";
        let document = crate::parse(&crate::Source::from_text("plan.txt", text)).documents.remove(0);
        let notice = document.notice.unwrap();
        assert_eq!(notice.document_number.unwrap().text, "甲政发〔2022〕5号");
        assert_eq!(notice.date, None);
    }

    #[test]
    fn a_table_in_the_text_tells_number_and_title() {
        let text = "索 引 号: | 0001/2022-9 | 信息分类: | |\n发布机构: | 甲市人民政府办公室 | 生成日期: | 2022-12-02 |\n\
                    文 号: | 甲府办发〔2022〕10号 | 是否有效: | |\n\
                    名 称: | 甲市人民政府办公室关于印发甲市水利规划的通知 |\n各县人民政府:\n\
                    经市人民政府同意,现将《甲市水利规划》印发给你们,请认真抓好贯彻落实。\n(此件公开发布)\n\
                    甲市水利规划\n一、主要目标\n供水安全。\n二、重点任务\n节约用水。\n";
        let parsed = crate::parse(&crate::Source::from_text("plan.txt", text));
        let notice = parsed.documents[0].notice.as_ref().unwrap();
        assert_eq!(notice.title.as_deref(), Some("甲市人民政府办公室关于印发甲市水利规划的通知"));
        let number = notice.document_number.as_ref().unwrap();
        assert_eq!((number.text.as_str(), number.lines), ("甲府办发〔2022〕10号", [3, 3]));
        assert_eq!(notice.date.as_deref(), Some("2022-12-02"));
        assert_eq!(notice.annotations, ["（此件公开发布）"]);
        assert_eq!(parsed.documents[0].plan.title, "甲市水利规划");
    }
}
