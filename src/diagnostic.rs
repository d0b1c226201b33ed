//! Diagnostics: the one table of codes, and findings with their place.
//!
//! A [`Diagnostic`] carries a place in the source and the words its message
//! needs. The message itself is written late, in the language asked for.

use crate::model::Severity;
use crate::span::SourceSpan;

/// The language of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// A finding: what, where, and the words its message needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What was found.
    pub code: Code,
    /// Where in the decoded source.
    pub span: SourceSpan,
    /// What fills the places of the message, in order.
    pub details: Vec<String>,
}

impl Diagnostic {
    /// A finding at `span` whose message has no places to fill.
    #[must_use]
    pub fn new(code: Code, span: SourceSpan) -> Self {
        Self { code, span, details: Vec::new() }
    }

    /// Adds the next word of the message.
    #[must_use]
    pub fn with(mut self, detail: impl Into<String>) -> Self {
        self.details.push(detail.into());
        self
    }

    /// The message in `lang`.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let template = match lang {
            Lang::Zh => self.code.rule().zh,
            Lang::En => self.code.rule().en,
        };
        let mut message = String::with_capacity(template.len() + 32);
        let mut details = self.details.iter();
        let mut pieces = template.split("{}");
        message.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            message.push_str(details.next().map_or("?", String::as_str));
            message.push_str(piece);
        }
        message
    }
}

/// What is fixed about a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// The stable code: `S003`.
    pub code: &'static str,
    /// The fault in kebab-case: `numbering-gap`.
    pub name: &'static str,
    /// The default severity.
    pub severity: Severity,
    /// The message in Chinese; each `{}` takes one detail.
    pub zh: &'static str,
    /// The message in English; each `{}` takes one detail.
    pub en: &'static str,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $code:literal $name:literal $severity:ident $zh:literal $en:literal;)*) => {
        /// Every kind of finding.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[$doc])* $variant,)*
        }

        impl Code {
            /// All codes, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The code's fixed properties.
            #[must_use]
            pub const fn rule(self) -> Rule {
                match self {
                    $(Self::$variant => Rule {
                        code: $code,
                        name: $name,
                        severity: Severity::$severity,
                        zh: $zh,
                        en: $en,
                    },)*
                }
            }
        }
    };
}

codes! {
    /// Bytes that the encoding does not explain.
    UndecodableBytes = "E001" "undecodable-bytes" Error
        "文件第 {} 字节起有 {} 个字节无法按 {} 解码，已用“\u{FFFD}”代替"
        "from byte {} on, {} bytes are not valid {}; kept as U+FFFD";
    /// Characters of the private use area.
    PrivateUseCharacter = "E002" "private-use-character" Warning
        "私用区字符 {}：各人屏幕上显示的字可能不同"
        "private-use character {}: it may look different on every screen";
    /// No 发文字号.
    DocumentNumberMissing = "N001" "document-number-missing" Info
        "通知没有发文字号"
        "the notice has no document number";
    /// A 发文字号 with a blank.
    DocumentNumberIncomplete = "N002" "document-number-incomplete" Error
        "发文字号“{}”不完整：年份或顺序号空缺"
        "document number {} is incomplete: its year or sequence number is blank";
    /// No 成文日期.
    DateMissing = "N003" "date-missing" Warning
        "通知没有成文日期"
        "the notice has no date";
    /// A 成文日期 with a blank.
    DateIncomplete = "N004" "date-incomplete" Error
        "成文日期“{}”不完整"
        "the date {} is incomplete";
    /// No 发文机关署名.
    SignatureMissing = "N005" "signature-missing" Warning
        "正文与成文日期之间没有发文机关署名"
        "no signature stands between the body of the notice and its date";
    /// A heading without the number its siblings have.
    NumberingLost = "S001" "numbering-lost" Warning
        "标题“{}”缺序号，按前后文应为“{}”"
        "heading {} has lost its number; by its neighbours it is {}";
    /// A number that stands twice.
    NumberingDuplicate = "S002" "numbering-duplicate" Warning
        "序号“{}”重复"
        "number {} stands twice";
    /// A number that does not follow the one before.
    NumberingGap = "S003" "numbering-gap" Warning
        "序号不连续：“{}”之后是“{}”"
        "numbering jumps from {} to {}";
    /// Contents and body disagree.
    ContentsMismatch = "S004" "contents-mismatch" Warning
        "目录与正文不一致：目录作“{}”，正文作“{}”"
        "contents and body disagree: {} in the contents, {} in the body";
    /// An entry of the contents that the body lacks.
    ContentsEntryMissing = "S005" "contents-entry-missing" Warning
        "目录中的“{}”在正文中找不到"
        "contents entry {} is not found in the body";
    /// A text without a single numbered heading.
    SectionMissing = "S006" "section-missing" Warning
        "没有找到带序号的标题：这可能不是规划正文，或文本不完整"
        "no numbered heading was found: this may be no plan, or only a part of one";
    /// A box whose end was decided on weak evidence.
    BoxEndUncertain = "B001" "box-end-uncertain" Info
        "专栏到此为止只是推断：“{}”既可接专栏内的序号，也可接正文的序号"
        "the end of the box is a guess: {} continues the box and the body alike";
    /// A box number that does not follow the one before.
    BoxNumberOutOfSequence = "B002" "box-number-out-of-sequence" Warning
        "专栏编号不连续：专栏{}之后是专栏{}"
        "box numbers jump from {} to {}";
    /// An indicator row with fewer cells than its table has columns.
    IndicatorCellMissing = "I001" "indicator-cell-missing" Warning
        "指标“{}”一行缺少单元格"
        "the row of indicator {} has missing cells";
    /// A target below its baseline.
    TargetBelowBaseline = "I002" "target-below-baseline" Info
        "指标“{}”的目标值 {} 低于基期值 {}"
        "target of indicator {}, {}, is below its baseline {}";
    /// A clause that names no leading department where others do.
    ClauseWithoutLead = "R001" "clause-without-lead" Info
        "责任分工没有写明牵头单位，而同级其他条目写明了"
        "the clause names no leading department, its siblings do";
    /// A department that stands twice in one clause.
    DepartmentRepeated = "R002" "department-repeated" Warning
        "同一责任分工中“{}”重复出现"
        "department {} stands twice in one clause";
    /// A bracket without its partner.
    UnbalancedBracket = "T001" "unbalanced-bracket" Warning
        "括号或引号“{}”不成对"
        "{} has no partner";
    /// A bracket opened in one width or form and closed in another.
    MismatchedBracket = "T002" "mismatched-bracket" Warning
        "“{}”与“{}”一半全角、一半半角或形式不同"
        "{} is closed by {}, of another width or form";
    /// Text that a page break doubled.
    RepeatedAtPageBreak = "T003" "repeated-at-page-break" Warning
        "换页处“{}”重复"
        "{} is repeated at a page break";
    /// A word of another script inside Chinese text.
    ForeignWord = "T004" "foreign-word" Warning
        "中文里夹有外文词“{}”"
        "foreign word {} inside Chinese text";
    /// A page number that is out of order.
    PageNumberOutOfOrder = "T005" "page-number-out-of-order" Info
        "页码“{}”与前后页码不相连"
        "page number {} does not fit its neighbours";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_are_unique() {
        let mut codes: Vec<_> = Code::ALL.iter().map(|code| code.rule().code).collect();
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.rule().name).collect();
        codes.sort_unstable();
        codes.dedup();
        names.sort_unstable();
        names.dedup();
        assert_eq!(codes.len(), Code::ALL.len());
        assert_eq!(names.len(), Code::ALL.len());
    }
}
