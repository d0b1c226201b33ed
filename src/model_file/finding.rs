//! What is found in a model file.

use super::node::{Node, Value};
use super::problem::Problem;
use crate::diagnostic::{Code, Lang, sum_up, with_more};
use crate::model::Lines;
use crate::span::SourceSpan;

/// Something that is wrong with a model file.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    /// Where in the model file.
    pub span: SourceSpan,
    /// Where in the model: `plan.indicators[3].values[1].comparator`. The models
    /// of a file with several are `[0]`, `[1]` …
    pub path: String,
    /// Which of the models, counted from 0.
    pub document: usize,
    /// Where in the source of the model, as far as the model tells.
    pub lines: Option<Lines>,
    /// What is wrong.
    pub problem: Problem,
    /// How many more of the kind stand behind it in the file and are not listed: of one
    /// rule a thousand are.
    pub more: u32,
}

impl Finding {
    /// Leaves of many findings of one rule the first.
    pub(super) fn sum_up(found: &mut Vec<Self>) {
        sum_up(found, Self::code, |found| &mut found.more);
    }

    /// The code under which this is reported.
    #[must_use]
    pub const fn code(&self) -> Code {
        self.problem.code()
    }

    /// What is wrong, in words.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        with_more(self.problem.message(lang), self.more, lang)
    }
}

/// A finding of a rule.
pub(super) fn finding(
    span: SourceSpan,
    path: impl Into<String>,
    lines: Option<Lines>,
    problem: Problem,
) -> Finding {
    Finding { span, path: path.into(), document: 0, lines, problem, more: 0 }
}

/// The `lines` of a node, if it has two.
pub(super) fn lines_of(node: &Node) -> Option<Lines> {
    let [first, last] = node.get("lines")?.items() else { return None };
    let line = |node: &Node| match node.value {
        #[expect(clippy::cast_sign_loss, reason = "lines count from 1")]
        Value::Integer(line) if (1.0..=f64::from(u32::MAX)).contains(&line) => Some(line as u32),
        _ => None,
    };
    Some([line(first)?, line(last)?])
}

/// A text as a message shows it: one line, not too long.
pub(super) fn cut(text: &str) -> String {
    /// As many characters as stand on half a line.
    const LENGTH: usize = 30;
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    let mut shown: String = line.chars().take(LENGTH).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}
