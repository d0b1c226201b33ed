//! What is fixed about each rule: its code, its message, its documentation.
//!
//! One rule is one file below this one, in the folder of its family. Who looks
//! for its fault stands above: a function of `check`, of `model_file`, or the
//! stage of parsing that alone knows it.

use crate::model::Severity;

pub(crate) mod correction;
pub(crate) mod indicator;
pub(crate) mod model;
pub(crate) mod notice;
pub(crate) mod responsibility;
pub(crate) mod structure;
pub(crate) mod text;

/// The language of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Severity {
    /// What people call it.
    ///
    /// ```
    /// use guihua::{Lang, model::Severity};
    ///
    /// assert_eq!(Severity::Warning.label(Lang::Zh), "警告");
    /// ```
    #[must_use]
    pub const fn label(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Error, Lang::Zh) => "错误",
            (Self::Warning, Lang::Zh) => "警告",
            (Self::Info, Lang::Zh) => "提示",
            (Self::Error, Lang::En) => "error",
            (Self::Warning, Lang::En) => "warning",
            (Self::Info, Lang::En) => "info",
        }
    }
}

/// A text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Text {
    /// The text in `lang`.
    #[must_use]
    pub const fn pick(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

/// A rule of the proofreader. [`Code::rule`](crate::Code::rule) leads here.
///
/// ```
/// use guihua::{Code, Lang};
///
/// let rule = Code::find("numbering-gap").unwrap().rule();
/// assert_eq!(rule.code, "S003");
/// assert!(rule.markdown(Lang::En).starts_with("# S003 numbering-gap\n"));
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Rule {
    /// The stable code: `S003`. Its letter tells the family: E encoding, N notice,
    /// S structure, B boxes, I indicators, R responsibilities, T text, M model files.
    pub code: &'static str,
    /// The fault in kebab-case: `numbering-gap`.
    pub name: &'static str,
    /// The fault in a few Chinese characters, where many are told in one line: `序号不连续`.
    pub title: &'static str,
    /// The default severity.
    pub severity: Severity,
    /// The message; each `{}` takes one detail.
    pub message: Text,
    /// What the rule is about.
    pub documentation: Documentation,
    /// Who looks for the fault.
    pub(crate) check: Check,
}

/// The manual of a rule. Examples are source text, cut from a case of
/// `fixtures/check` that a test runs.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Documentation {
    /// What the rule finds.
    pub finds: Text,
    /// Why that matters.
    pub why: Text,
    /// Text with the fault.
    pub bad: &'static str,
    /// The same text without it.
    pub good: &'static str,
    /// What to do, in one short sentence.
    pub help: Text,
    /// The clause of the standard, where one says so.
    pub clause: Option<Clause>,
}

/// A clause of a national standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Clause {
    /// `GB/T 9704-2012`.
    pub standard: &'static str,
    /// `7.2.5`.
    pub number: &'static str,
}

impl Clause {
    /// 党政机关公文格式, the layout of official documents.
    pub(crate) const fn gb_9704(number: &'static str) -> Self {
        Self { standard: "GB/T 9704-2012", number }
    }

    /// 标点符号用法, the use of punctuation.
    pub(crate) const fn gb_15834(number: &'static str) -> Self {
        Self { standard: "GB/T 15834-2011", number }
    }
}

/// Who looks for the fault of a rule, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Check {
    /// A function of `check`, already when a document is parsed: cheap, and of use
    /// to everybody who reads the model.
    Parsing,
    /// A function of `check`, only when a document is checked.
    Checking,
    /// The stage of parsing that alone knows it, another rule of the same family
    /// that walks the same way, or `model_file`.
    Elsewhere,
}
