//! A finding of the rules in a model, which has no place in the source.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Lines;
use crate::span::SourceSpan;

/// What a rule finds in a model.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The finding; it has no place in the source.
    pub found: Diagnostic,
    /// The lines of the part that it is about.
    pub lines: Lines,
}

impl Standing {
    pub(crate) fn new<T: Into<String>>(
        code: Code,
        lines: Lines,
        details: impl IntoIterator<Item = T>,
    ) -> Self {
        let mut found = Diagnostic::new(code, SourceSpan::new(0, 0));
        found.details = details.into_iter().map(Into::into).collect();
        Self { found, lines }
    }
}
