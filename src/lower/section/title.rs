//! Title or text: whether the first sentence behind a number is the title of its
//! section.
//!
//! `（一）健全机制。完善…` and `1.完善清单制度，坚决防止清单之外实施许可。按照…` are printed
//! alike. What a sentence is made of speaks for or against a title, and so does what
//! the sections with the same kind of number have throughout the document.

use crate::block::body::{Block as Found, Unit};
use crate::block::clauses::{Piece, split_clauses};
use crate::block::heading::{MAX_TITLE, split_numbered};
use crate::block::outline::Role;
use crate::lower::context::Context;
use crate::scan::marker::Style;
use crate::scan::{char_count, is_longer_than, is_terminated, scan_brackets};
use crate::span::Span;

/// Evidence that a first sentence is a title. What adds up to nothing is one.
mod weight {
    /// Up to so many characters, so likely: titles are short.
    pub const LENGTH: [(usize, i32); 5] = [(16, 10), (24, 8), (30, 6), (40, 2), (60, -6)];
    /// A comma, and each further one: titles in two halves have one at most.
    pub const COMMA: i32 = -6;
    pub const COMMA_MORE: i32 = -5;
    /// Each `、` from the second on: an enumeration.
    pub const ENUMERATION: i32 = -2;
    /// No mark closes it: it stands on a line of its own.
    pub const UNCLOSED: i32 = 6;
    /// The same, and nothing stands below it: a sentence would have its full stop.
    pub const UNCLOSED_ALONE: i32 = 6;
    /// Sections below it, which few sentences head; those that do have their full stop, and
    /// commas.
    pub const HEADS_SECTIONS: i32 = 40;
    pub const SENTENCE_HEADS_SECTIONS: i32 = 8;
    /// It is a condition, or says what follows: 取得下列成果之一的：, 未按期整改的，….
    pub const CONDITION: i32 = -40;
    /// A semicolon closes it: the sentence goes on, or is one of a list.
    pub const SEMICOLON: i32 = -20;
    /// The sections before it, below the same heading, are sentences without a title, and it has
    /// its full stop as they have: the last of a list, with a text behind the list.
    pub const AMONG_SENTENCES: i32 = -30;
    /// Nothing but the name of a work, with nothing below it: 《中华人民共和国水法》（2016年修正）.
    pub const CITATION: i32 = -40;
    /// Paragraphs of text below it, on lines of their own.
    pub const HEADS_TEXT: i32 = 4;
    /// Nothing but itself: a numbered paragraph of one sentence, which is no title
    /// whatever the others have.
    pub const ALONE: i32 = -60;
    /// All other sections with this kind of number have titles, or none has.
    pub const HABIT: i32 = 12;
    /// The same of articles: those of a regulation are sentences, short ones among them,
    /// those of a list of measures have titles.
    pub const HABIT_OF_ARTICLES: i32 = 30;
    /// An article (第六条), where the others say nothing.
    pub const ARTICLE: i32 = -6;
    /// An article with the words of a rule: 应当, 本办法.
    pub const RULE: i32 = -12;
    /// An article with so few words that they can only name it: 统一受理。
    pub const NAME_OF_ARTICLE: i32 = 26;
}

/// More marks say no more.
const MAX_MARKS: usize = 20;

/// A longer line without a mark at its end may as well be the first of a paragraph.
const MAX_UNCLOSED: usize = 30;

/// What an article of a regulation says, and no title does.
const WORDS_OF_RULES: &[&str] =
    &["本办法", "本规定", "本条例", "本细则", "应当", "可以", "不得", "适用", "负责", "是", "下列", "以下"];

/// What names an article has no more characters.
const MAX_NAME_OF_ARTICLE: usize = 8;

/// Habits are learned from at least so many sections of a kind.
const MIN_HABIT: i32 = 3;

/// What follows the first sentence of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Behind {
    /// More text of the same paragraph.
    RestOfParagraph,
    /// Sections of a deeper level.
    Sections,
    /// A paragraph of its own.
    Text,
    /// The next section.
    Nothing,
}

/// How the first sentence of a section ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// It takes the whole paragraph, and no mark ends it.
    Open,
    /// A full stop, a colon or a gap.
    Stop,
    Semicolon,
}

impl End {
    /// By the mark behind a sentence that others follow in its paragraph.
    pub(super) fn of(mark: Option<char>) -> Self {
        if mark == Some('；') { Self::Semicolon } else { Self::Stop }
    }
}

/// The first sentence behind a number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence<'a> {
    /// Without the mark that closes it.
    pub text: &'a str,
    pub end: End,
    pub behind: Behind,
    /// The sections before it below the same heading are sentences, and there are some.
    pub is_among_sentences: bool,
}

/// Which kinds of sections have titles in this document.
#[derive(Default)]
pub(super) struct Habits {
    /// Sections whose first sentence is a title beyond doubt, and those where it is
    /// beyond doubt none, by style.
    titles: [i32; Style::COUNT],
    sentences: [i32; Style::COUNT],
}

impl Habits {
    /// Learns them from all sections.
    pub(super) fn of(context: &Context<'_>, blocks: &[Found<'_>]) -> Self {
        let mut habits = Self::default();
        for (at, block) in blocks.iter().enumerate() {
            let (Role::Heading, Unit::Paragraph(index)) = (block.role, &block.unit) else { continue };
            let paragraph = &context.manuscript.paragraphs[*index];
            let Some(marker) = paragraph.marker.filter(|_| block.lost.is_none()) else { continue };
            let body = Span::new(paragraph.span.start + marker.len as u32, paragraph.span.end);
            let text = &context.manuscript.text;
            let pieces = split_clauses(text, body, block.clause.as_ref());
            let Some(Piece::Text(first)) = pieces.into_iter().next() else { continue };
            let split = split_numbered(context.manuscript, first, marker.style);
            let is_whole = split.rest.is_empty();
            let sentence = Sentence {
                text: split.title.of(text),
                end: match text[split.title.end as usize..].chars().next() {
                    _ if is_whole && !is_terminated(first.of(text)) => End::Open,
                    mark => End::of(mark),
                },
                behind: if is_whole { behind(blocks, at) } else { Behind::RestOfParagraph },
                is_among_sentences: false,
            };
            let index = marker.style.index();
            match judge(marker.style, sentence) {
                8.. => habits.titles[index] += 1,
                ..=-8 => habits.sentences[index] += 1,
                _ => {}
            }
        }
        habits
    }

    /// Whether `sentence`, the first behind a number of `style`, is a title.
    pub(super) fn is_title(&self, style: Style, sentence: Sentence<'_>) -> bool {
        !is_longer_than(sentence.text, MAX_TITLE) && judge(style, sentence) + self.weigh(style) >= 0
    }

    /// What the other sections of a kind say.
    fn weigh(&self, style: Style) -> i32 {
        let (titles, sentences) = (self.titles[style.index()], self.sentences[style.index()]);
        let count = titles + sentences;
        let (own, habit) = match style {
            Style::Article => (weight::ARTICLE, weight::HABIT_OF_ARTICLES),
            _ => (0, weight::HABIT),
        };
        if count < MIN_HABIT { own } else { own + habit * (titles - sentences) / count }
    }
}

/// What stands below a heading.
fn behind(blocks: &[Found<'_>], at: usize) -> Behind {
    let Some(next) = blocks.get(at + 1) else { return Behind::Nothing };
    match next.role {
        Role::Heading if next.style > blocks[at].style => Behind::Sections,
        Role::Text => Behind::Text,
        _ => Behind::Nothing,
    }
}

/// What a sentence and its place say, whatever the other sections have.
fn judge(style: Style, sentence: Sentence<'_>) -> i32 {
    let Sentence { text: sentence, end, behind, is_among_sentences } = sentence;
    let is_unclosed = end == End::Open;
    let length = char_count(sentence);
    let of_length = weight::LENGTH.iter().find(|(most, _)| length <= *most).map_or(-40, |found| found.1);
    let count = |marks: &[char]| i32::try_from(sentence.matches(marks).take(MAX_MARKS).count()).unwrap_or(0);
    let commas = count(&['，', '；']);
    let of_commas = if commas == 0 { 0 } else { weight::COMMA + weight::COMMA_MORE * (commas - 1) };
    let listed = (count(&['、']) - 1).max(0);
    let of_place = match behind {
        Behind::RestOfParagraph => 0,
        // The items of an article go on with its sentence: 应当符合下列条件：
        Behind::Sections if style == Style::Article && !is_unclosed => 0,
        Behind::Sections if commas > 1 && !is_unclosed => weight::SENTENCE_HEADS_SECTIONS,
        Behind::Sections => weight::HEADS_SECTIONS,
        Behind::Text => weight::HEADS_TEXT,
        Behind::Nothing if is_unclosed => weight::UNCLOSED_ALONE,
        Behind::Nothing => weight::ALONE,
    };
    let of_article = match style {
        Style::Article if WORDS_OF_RULES.iter().any(|word| sentence.contains(word)) => weight::RULE,
        Style::Article if length <= MAX_NAME_OF_ARTICLE && commas == 0 => weight::NAME_OF_ARTICLE,
        _ => 0,
    };
    let is_condition = !is_unclosed && (without_marks(sentence).ends_with('的') || sentence.contains("的，"));
    let is_citation = behind == Behind::Nothing && is_name_of_work(sentence);
    let is_last_of_list = is_among_sentences && end == End::Stop && behind == Behind::Text;
    of_length
        + of_article
        + if is_condition { weight::CONDITION } else { 0 }
        + if is_citation { weight::CITATION } else { 0 }
        + if is_last_of_list { weight::AMONG_SENTENCES } else { 0 }
        + if end == End::Semicolon { weight::SEMICOLON } else { 0 }
        + of_commas
        + listed * weight::ENUMERATION
        + of_place
        + if is_unclosed && length <= MAX_UNCLOSED { weight::UNCLOSED } else { 0 }
}

/// The sentence without the marks that close it.
pub(super) fn without_marks(sentence: &str) -> &str {
    sentence.trim_end_matches(['。', '；', '：'])
}

/// Whether a text is the name of one work, with a remark behind it: 《水法》（2016年修正）.
fn is_name_of_work(text: &str) -> bool {
    let Some((name, remark)) = text.strip_prefix('《').and_then(|text| text.split_once('》')) else {
        return false;
    };
    !name.contains('《') && (remark.is_empty() || scan_brackets(remark) == Some(remark.len()))
}

/// Whether a paragraph has nothing behind its label.
pub(super) fn is_number_alone(text: &str, body: Span) -> bool {
    body.of(text).trim().is_empty()
}

#[cfg(test)]
mod tests {
    /// The titles of the sections below the chapters of `articles`.
    fn titles(articles: &[&str]) -> Vec<Option<String>> {
        let text = format!("甲市水库管理办法\n第一章 总则\n{}\n", articles.join("\n"));
        let document = crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0);
        document.plan.sections[0].sections.iter().map(|section| section.title.clone()).collect()
    }

    #[test]
    fn an_article_of_a_regulation_is_a_sentence() {
        let found = titles(&[
            "第一条 为加强水库管理，保障工程安全，根据有关法律，结合本市实际，制定本办法。",
            "第二条 本办法适用于本市行政区域内的水库。国家另有规定的，从其规定。",
            "第三条 市水利局负责全市水库的监督管理，县级水利部门负责本行政区域内水库的监督管理工作。",
            "第四条 水库管理单位的主要职责是：",
            "（一）巡查大坝；",
            "（二）观测水位。",
            "第五条 安全鉴定。鉴定由具备资质的单位承担，结论报市水利局备案。",
        ]);
        assert_eq!(found, [None, None, None, None, Some("安全鉴定".to_owned())]);
    }

    #[test]
    fn conditions_and_whole_sentences_are_no_titles() {
        let text = "甲市人才计划\n一、条件\n\
            （1）年龄在五十岁以下，具有高级职称。熟悉水利工程，有十年经验。\n\
            （2）取得下列成果之一的：获得国家级奖励；主持省级项目。\n\
            （3）有下列贡献之一的：建成大型水库；编制流域规划。\n\
            （4）符合下列条件之一的：担任首席专家；培养青年人才。\n\
            二、程序\n（一）根据水库、灌区的规模、运行年限，本着因地制宜、实事求是的原则，分类办理手续。\n\
            1.申报。填写申报表。\n2.评审。组织专家评审。\n";
        let plan = crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0).plan;
        let first = &plan.sections[0].sections;
        assert!(first.iter().all(|section| section.title.is_none()), "{first:#?}");
        let second = &plan.sections[1].sections[0];
        assert_eq!((second.title.as_deref(), second.sections.len()), (None, 2));
    }

    #[test]
    fn the_last_of_a_list_of_sentences_is_one() {
        let text = "甲市水库管理方案\n一、情形\n（一）清单\n\
            1.水库大坝出现裂缝；\n2.泄洪设施不能启闭；\n3.其他需要加固的情形。\n\
            出现上述情形的水库，由市水利局登记。\n\
            （二）对逾期未登记，擅自蓄水的，责令改正；拒不改正的，依法处理。\n\
            （三）加强巡查。落实责任。\n（四）加强值守。落实人员。\n（五）加强培训。每年一次。\n\
            二、依据\n1、《中华人民共和国水法》（2016年修正）\n2、《水库大坝安全管理条例》\n";
        let plan = crate::parse(&crate::Source::from_text("t.txt", text)).documents.remove(0).plan;
        let titles = |section: &crate::model::Section| -> Vec<Option<String>> {
            section.sections.iter().map(|section| section.title.clone()).collect()
        };
        let [first, second] = &plan.sections[..] else { panic!("{plan:#?}") };
        assert_eq!(titles(&first.sections[0]), [None, None, None]);
        let named = ["清单", "加强巡查", "加强值守", "加强培训"].map(|title| Some(title.to_owned()));
        let [list, check, guard, train] = named;
        assert_eq!(titles(first), [list, None, check, guard, train]);
        assert_eq!(titles(second), [None, None]);
    }

    #[test]
    fn an_article_of_a_list_of_measures_has_a_title() {
        let found = titles(&[
            "第一条 支持企业加大研发投入。对研发投入增长的企业给予补助。",
            "第二条 支持建设实验室。对新认定的实验室给予奖励。",
            "第三条 支持引进高层次人才团队。对团队给予资助。",
        ]);
        let wanted = ["支持企业加大研发投入", "支持建设实验室", "支持引进高层次人才团队"];
        assert_eq!(found, wanted.map(|title| Some(title.to_owned())));
    }
}
