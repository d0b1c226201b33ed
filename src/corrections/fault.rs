//! What is wrong with a corrected model in itself: what `check` would say of it in a file of
//! its own. A hand can put there what no reading would.

use crate::diagnostic::{Diagnostic, Lang};
use crate::model::Document;
use crate::model_file::{self, Finding};
use crate::source::Source;

/// What the rules of models find in models.
#[must_use]
pub fn faults(documents: &[Document]) -> Vec<Finding> {
    // Models are always written.
    let text = serde_json::to_string(documents).unwrap_or_default();
    model_file::check(&Source::from_text("model.json", text), model_file::Format::Json).findings
}

/// Of these, those that were not found in the model as it was read, which nobody has done, with
/// their lines in the source.
#[must_use]
pub fn made(source: &Source, read: &[Finding], documents: &[Document], lang: Lang) -> Vec<Diagnostic> {
    let found = faults(documents).into_iter();
    let found = found.filter(|it| read.iter().all(|other| other.problem != it.problem));
    let told = found.map(|it| {
        let line = it.lines.map_or(1, |[first, _]| first);
        let mut told = Diagnostic::new(it.code(), source.lines().line_span(line));
        told.details = it.problem.details(lang);
        told.more = it.more;
        told
    });
    told.collect()
}
