//! The notice at the head of a file (GB/T 9704, 7.2 and 7.3): `title` finds its title,
//! `head` reads what stands around that, `text` reads on from there. How it closes and
//! the imprint at the end of a file: [`super::closing`].

mod head;
mod text;
mod title;

use crate::layout::{Manuscript, Paragraph};
use crate::scan::date::Date;
use crate::scan::document_number::DocumentNumber;
use crate::scan::folded::fold_title;
use crate::scan::title::forwarded_titles;
use crate::span::Span;

/// A notice as spans of the manuscript.
#[derive(Clone, Debug, Default)]
pub struct NoticeDraft {
    /// The letterhead, agency by agency.
    pub agency_mark: Vec<Span>,
    /// The document number.
    pub number: Option<(Span, DocumentNumber)>,
    /// The title, line by line.
    pub title: Vec<Span>,
    /// The addressees, without the closing colon.
    pub addressees: Option<Span>,
    /// The paragraphs of the body, each with its lines.
    pub body: Vec<Vec<Span>>,
    /// 附件： and what it lists.
    pub attachments: Vec<Span>,
    /// The signatures, each with its lines.
    pub signatories: Vec<Vec<Span>>,
    /// The date behind the title or below it, in brackets, as collections of documents
    /// print it. The date of the document where that has no other.
    pub remark: Option<Remark>,
    /// The date.
    pub date: Option<(Span, Date)>,
    /// Annotations.
    pub annotations: Vec<Span>,
    /// What copies go to, 抄送 included.
    pub copied_to: Vec<Span>,
    /// The line with 印发.
    pub imprint: Option<Span>,
    /// What says nothing of the letter: 附件 before the plan, the number that a collection
    /// has given the document.
    pub labels: Vec<Span>,
    /// The whole notice at the head.
    pub span: Span,
}

/// A date in brackets.
#[derive(Clone, Copy, Debug)]
pub struct Remark {
    /// The whole of it.
    pub span: Span,
    /// The date alone.
    pub date_span: Span,
    /// What it says.
    pub date: Date,
}

/// What was found before the plan.
#[derive(Clone, Debug, Default)]
pub struct Front {
    /// The notice, if there is one.
    pub notice: Option<NoticeDraft>,
    /// The titles of the forwarded documents, as the notice names them.
    pub forwarded: Vec<String>,
    /// The title of a document that is itself the plan, line by line.
    pub title: Vec<Span>,
    /// The first paragraph behind the notice.
    pub end: usize,
    /// Paragraphs that repeat the title for a web page.
    pub web: Vec<usize>,
}

/// How many paragraphs at the head of a file are searched for a notice.
const HEAD: usize = 120;

/// The title of a notice stands among so many paragraphs.
const TITLE_REACH: usize = 40;

/// A sentence among so many paragraphs may still be a remark above the title.
const SENTENCE_REACH: usize = 8;

/// Reads the notice, if the file begins with one.
#[must_use]
pub fn read_notice(manuscript: &Manuscript) -> Front {
    let content: Vec<usize> = (0..manuscript.paragraphs.len())
        .filter(|at| manuscript.paragraphs[*at].is_content())
        .take(HEAD)
        .collect();
    let mut reader =
        Reader { manuscript, content: &content, notice: NoticeDraft::default(), web: Vec::new() };
    let found = reader.find_title().or_else(|| reader.find_order());
    let (mut at, mut forwarded) = if let Some(found) = found {
        let heading = reader.skip_web_title(found);
        let title = reader.text_of(&heading.lines);
        reader.read_head(heading.first, &[fold_title(&title)], true);
        let behind = heading.last + 1;
        reader.take_title(heading);
        (behind, forwarded_titles(&title))
    } else if let Some((letter, forwarded)) = reader.find_letter() {
        let names: Vec<String> = forwarded.iter().map(|title| fold_title(title)).collect();
        reader.read_head(letter, &names, false);
        (letter, forwarded)
    } else if let Some(found) = reader.find_own_title() {
        return reader.read_own(found);
    } else {
        return reader.read_without_title();
    };
    at = reader.read_number_and_addressees(at);
    let mut plan = reader.find_plan(at, &forwarded);
    if plan.is_none() {
        let named = reader.named_in_body(at);
        if let Some(found) = reader.find_plan(at, &named) {
            (plan, forwarded) = (Some(found), named);
        }
    }
    if plan.is_none() && forwarded.is_empty() && reader.announces_itself(at) {
        return reader.close_own(at);
    }
    at = reader.read_body(at, plan);
    let span_end =
        at.checked_sub(1).and_then(|at| content.get(at)).map_or(0, |at| manuscript.paragraphs[*at].span.end);
    let span_start = content.first().map_or(0, |at| manuscript.paragraphs[*at].span.start);
    reader.notice.span = Span::new(span_start, span_end.max(span_start));
    // What was not searched for a notice belongs to the plan.
    let behind = content.last().map_or(0, |last| last + 1);
    let end = content.get(at).copied().unwrap_or(behind);
    Front { notice: Some(reader.notice), forwarded, title: Vec::new(), end, web: reader.web }
}

struct Reader<'a> {
    manuscript: &'a Manuscript,
    /// The content paragraphs at the head of the file.
    content: &'a [usize],
    notice: NoticeDraft,
    web: Vec<usize>,
}

impl<'a> Reader<'a> {
    fn span(&self, at: usize) -> Span {
        self.manuscript.paragraphs[self.content[at]].span
    }

    fn paragraph(&self, at: usize) -> &'a Paragraph {
        &self.manuscript.paragraphs[self.content[at]]
    }

    fn text(&self, at: usize) -> &'a str {
        self.span(at).of(&self.manuscript.text)
    }

    fn joined(&self, from: usize, to: usize) -> String {
        (from..=to).map(|at| self.text(at)).collect()
    }

    fn text_of(&self, lines: &[Span]) -> String {
        lines.iter().map(|line| line.of(&self.manuscript.text)).collect()
    }
}

#[cfg(test)]
mod tests {
    /// The notice that a text begins with.
    pub(super) fn notice(text: &str) -> crate::model::Notice {
        let parsed = crate::parse(&crate::Source::from_text("plan.txt", text));
        parsed.documents.into_iter().next().and_then(|document| document.notice).unwrap_or_default()
    }

    #[test]
    fn a_joint_notice_with_attachments() {
        let found = notice(
            "甲市发展和改革委员会\n甲市民政局文件\n甲发改〔2021〕5号\n关于印发《甲市养老服务规划》的通知\n各县人民政府：\n\
             现将《甲市养老服务规划》印发给你们，请遵照执行。\n附件：1.甲市养老服务规划\n2.任务分工表\n\
             甲市发展和改革委员会  甲市民政局\n2021年5月6日\n附件1\n甲市养老服务规划\n一、总体要求\n加强保障。\n",
        );
        assert_eq!(found.agency_mark.as_deref(), Some("甲市发展和改革委员会 甲市民政局"));
        assert_eq!(found.attachments, ["甲市养老服务规划", "任务分工表"]);
        assert_eq!(found.signatories, ["甲市发展和改革委员会", "甲市民政局"]);
        assert_eq!(found.date.as_deref(), Some("2021-05-06"));
        assert_eq!(found.body.len(), 1);
    }

    #[test]
    fn whoever_signs_may_have_a_second_name_below() {
        let found = notice(
            "甲省科技厅 甲省商务厅\n关于印发《甲省服务业行动方案》的通知\n各县人民政府：\n\
             现将《甲省服务业行动方案》印发给你们，请遵照执行。\n甲省科学技术厅\n（甲省人工智能办公室）\n甲省商务厅\n\
             2026年4月6日\n甲省商务厅文件\n甲省服务业行动方案\n一、总体要求\n加强保障。\n",
        );
        assert_eq!(found.signatories, ["甲省科学技术厅（甲省人工智能办公室）", "甲省商务厅"]);
        assert!(found.annotations.is_empty(), "{:?}", found.annotations);
    }

    #[test]
    fn the_head_of_a_page_may_be_drawn_behind_its_text() {
        let found = notice(
            "关于印发《甲县节能措施》的通知\n各镇人民政府：\n现将《甲县节能措施》印发给你们，请遵照执行。\n\
             2022年3月9日\n（此件公开发布）\n甲县人民政府办公室文件\n甲县节能措施\n一、总体要求\n加强保障。\n",
        );
        assert_eq!(found.agency_mark.as_deref(), Some("甲县人民政府办公室"));
        assert_eq!(found.annotations, ["（此件公开发布）"]);
    }

    #[test]
    fn an_opinion_signed_above_its_first_heading() {
        let page = "<html><body><header><div><span>政策解读</span><span>甲市</span></div>\
            <h1>甲市人民政府办公厅关于支持创新发展的若干意见</h1><div>甲市人民政府办公厅</div>\
            <div>来源：公众号甲市</div></header><p>甲政办发〔2026〕7</p><p>各区人民政府，市直各单位：</p>\
            <p>为深入实施行动，经市政府同意，现提出如下意见。</p><p>甲市人民政府办公厅</p><p>2026年4月20日</p>\
            <p>（此件公开发布）</p><h2>一、建设社区</h2><p>（一）建设社区。支持中心城区建设。</p>\
            <p>（二）提供服务。依托平台提供服务。</p><h2>二、加大支持</h2><p>（三）加强供给。给予补助。</p></body></html>";
        let parsed = crate::parse(&crate::Source::from_bytes("t.html", page.into(), None).unwrap());
        let document = &parsed.documents[0];
        let found = document.notice.as_ref().unwrap();
        assert_eq!(document.plan.title, "甲市人民政府办公厅关于支持创新发展的若干意见");
        assert_eq!(found.document_number.as_ref().unwrap().sequence, Some(7));
        assert_eq!(found.addressees, ["各区人民政府", "市直各单位"]);
        assert_eq!(found.signatories, ["甲市人民政府办公厅"]);
        assert_eq!(found.date.as_deref(), Some("2026-04-20"));
        assert_eq!(found.annotations, ["（此件公开发布）"]);
        assert_eq!(document.plan.preamble.len(), 1);
    }

    #[test]
    fn a_notice_under_the_headline_of_a_page() {
        let other = "各县人民政府，市直有关单位：\n市民政局拟订的《甲市养老服务规划》已经市政府同意，现转发给你们，请遵照执行。\n\
             甲市人民政府\n2024年5月6日\n甲市养老服务规划\n一、总体要求\n加强保障。\n二、任务\n养老。\n";
        assert_eq!(notice(other).date.as_deref(), Some("2024-05-06"));
        assert_eq!(notice(other).body.len(), 1);
        let letter = "各县人民政府，市直有关单位：\n现将《甲市养老服务规划（2024—2026年）》印发你们，请遵照执行。\n\
             甲市人民政府\n2024年5月6日\n甲市养老服务规划\n（2024—2026年）\n一、总体要求\n加强保障。\n二、任务\n养老。\n";
        let letter_of = |name: &str| {
            format!(
                "各县人民政府，市直有关单位：\n为落实部署，我局编制了《{name}》。现印发给你们，请遵照执行。\n\
                 甲市水务局\n2024年5月6日\n{name}\n近年来，我市水利发展很快。\n一、总体要求\n加强保障。\n"
            )
        };
        let name = "甲市关于推进水利发展的实施意见";
        let parsed =
            crate::parse(&crate::Source::from_text("plan.md", format!("# {name}\n\n{}", letter_of(name))));
        let found = parsed.documents[0].notice.as_ref().unwrap();
        assert_eq!((found.title.as_deref(), found.body.len()), (None, 1));
        assert_eq!(found.date.as_deref(), Some("2024-05-06"));
        assert_eq!(parsed.documents[0].plan.title, name);
        for head in
            ["甲市养老服务规划（2024—2026年）\n", "政策解读：甲市养老服务规划\n", "一图读懂养老规划\n", ""]
        {
            let text = format!("{head}{letter}");
            let parsed = crate::parse(&crate::Source::from_text("plan.txt", text.as_str()));
            let document = &parsed.documents[0];
            let found = document.notice.as_ref().unwrap();
            assert_eq!(found.title, None, "{head}");
            assert_eq!(found.addressees, ["各县人民政府", "市直有关单位"], "{head}");
            assert_eq!(found.signatories, ["甲市人民政府"], "{head}");
            assert_eq!(found.date.as_deref(), Some("2024-05-06"), "{head}");
            assert_eq!(document.plan.title, "甲市养老服务规划（2024—2026年）", "{head}");
            assert_eq!(document.furniture.len(), usize::from(!head.is_empty()), "{head}");
        }
        let found = notice(&format!("甲市人民政府\n关于印发养老规划\n{letter}"));
        assert_eq!(found.title.as_deref(), Some("关于印发养老规划"));
    }

    #[test]
    fn a_letter_and_a_plan_that_have_lost_their_titles() {
        let text = "甲政办〔2022〕3号\n各镇人民政府，区有关单位：\n现将《甲区节水若干措施》印发给你们，请遵照执行。\n\
                    2022年3月9日\n（此件公开发布）\n节水关系到全局。为了做好节水工作，制定本措施。\n\
                    一、总体要求\n加强保障。\n（甲区人民政府办公室 2022年3月9日印发）\n";
        let document = crate::parse(&crate::Source::from_text("plan.txt", text)).documents.remove(0);
        let found = document.notice.unwrap();
        assert_eq!((found.title, found.body.len()), (None, 1));
        assert_eq!(found.date.as_deref(), Some("2022-03-09"));
        assert_eq!(found.annotations, ["（此件公开发布）"]);
        assert_eq!(found.imprint.unwrap().agency.as_deref(), Some("甲区人民政府办公室"));
        assert_eq!((document.plan.title.as_str(), document.plan.preamble.len()), ("甲区节水若干措施", 1));
    }

    #[test]
    fn what_follows_the_addressees_and_wrong_numbers_stay() {
        let found = notice(
            "甲市人民政府关于印发《甲市养老服务规划》的通知\n甲政发〔2021〕5号\n各县人民政府：是。\n\
             现将规划印发给你们。\n附件：1.甲市养老服务规划\n1.任务分工表\n甲市人民政府\n2021年5月6日\n\
             甲市养老服务规划\n一、总体要求\n加强保障。\n",
        );
        assert_eq!(found.addressees, ["各县人民政府"]);
        assert_eq!(found.body[0].text, "是。");
        assert_eq!(found.attachments, ["甲市养老服务规划", "1.任务分工表"]);
    }

    #[test]
    fn the_last_of_two_titles_is_the_documents_own() {
        let found = notice(
            "甲市人民政府关于印发甲市养老服务规划的通知\n甲市人民政府关于印发甲市养老服务规划的通知\n\
             甲政发〔2021〕5号\n各县人民政府：\n现将规划印发给你们。\n甲市人民政府\n2021年5月6日\n\
             甲市养老服务规划\n一、总体要求\n加强保障。\n",
        );
        assert_eq!(found.title.as_deref(), Some("甲市人民政府关于印发甲市养老服务规划的通知"));
        assert_eq!(found.document_number.map(|number| number.text).as_deref(), Some("甲政发〔2021〕5号"));
        assert_eq!(found.addressees, ["各县人民政府"]);
    }

    #[test]
    fn the_title_is_printed_once_more_with_its_number() {
        let found = notice(
            "甲市关于印发《甲市养老规划》的通知\n\n甲市关于印发《甲市养老规划》的通知（甲政发〔2021〕5号）\n\n\
             市级有关部门（单位）：\n\n现将规划印发给你们。\n\n甲市人民政府\n\n2021年5月6日\n\n\
             甲市养老规划\n\n一、总体要求\n\n加强保障。\n",
        );
        assert_eq!(found.title.as_deref(), Some("甲市关于印发《甲市养老规划》的通知"));
        assert_eq!(found.document_number.map(|number| number.text).as_deref(), Some("甲政发〔2021〕5号"));
        assert_eq!(found.addressees, ["市级有关部门（单位）"]);
        assert_eq!(found.body.len(), 1);
    }

    #[test]
    fn number_and_title_are_printed_once_more() {
        let found = notice(
            "甲市人民政府文件\n甲政发〔2021〕5号\n甲市人民政府关于印发甲市养老服务规划的通知\n\n\
             甲政发〔2021〕5号甲市人民政府关于印发甲市养老服务规划的通知\n\n甲山开发区，各县人民政府：\n\n\
             现将规划印发给你们。\n甲市人民政府\n2021年5月6日\n甲市养老服务规划\n一、总体要求\n加强保障。\n",
        );
        assert_eq!(found.addressees, ["甲山开发区", "各县人民政府"]);
        assert_eq!(found.title.as_deref(), Some("甲市人民政府关于印发甲市养老服务规划的通知"));
    }

    #[test]
    fn a_plan_issued_as_a_letter_is_signed_at_its_end() {
        let found = notice(
            "甲市人民政府关于促进养老服务的实施意见\n甲政发〔2021〕5号\n各县人民政府：\n为促进养老服务，提出如下意见。\n\
             一、总体要求\n加强保障。\n附件：任务分工\n甲市人民政府\n2021年5月6日\n（此件公开发布）\n",
        );
        assert_eq!(found.title.as_deref(), Some("甲市人民政府关于促进养老服务的实施意见"));
        assert_eq!(found.addressees, ["各县人民政府"]);
        assert_eq!(found.attachments, ["任务分工"]);
        assert_eq!(found.signatories, ["甲市人民政府"]);
        assert_eq!(found.annotations, ["（此件公开发布）"]);
    }
}
