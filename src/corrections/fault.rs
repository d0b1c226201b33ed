//! What is wrong with a corrected model in itself: what `check` would say of it in a file of
//! its own. A hand can put there what no reading would.

use super::apply::Corrected;
use super::holds::{Placed, added};
use crate::check::standing;
use crate::diagnostic::{Diagnostic, Lang};
use crate::model::Document;
use crate::model_file::{self, Finding};
use crate::source::Source;

/// What rules say of the models as they were read, which nobody has done.
#[derive(Debug)]
pub struct Before {
    /// What the rules of models find.
    faults: Vec<Finding>,
    /// What the rules of plans find in the models alone.
    standing: Vec<Placed>,
}

impl Before {
    /// What they say of models.
    #[must_use]
    pub fn of(read: &[Document]) -> Self {
        let found = |(at, it)| standing::find(it).into_iter().map(move |found| (at, found));
        let standing = read.iter().enumerate().flat_map(found).collect();
        Self { faults: faults(read), standing }
    }

    /// All that is to be said of a corrected reading: what is left of its findings, and what its
    /// corrections have caused, in order.
    #[must_use]
    pub fn all(&self, source: &Source, corrected: &Corrected, lang: Lang) -> Vec<Diagnostic> {
        let mut all = corrected.diagnostics.clone();
        all.extend(self.caused(source, corrected, lang).filter(|found| !is_ticked(source, corrected, found)));
        crate::check::settle(&mut all);
        all
    }

    /// What corrections have caused and a person has looked at.
    #[must_use]
    pub fn ticked(&self, source: &Source, corrected: &Corrected, lang: Lang) -> Vec<Diagnostic> {
        self.caused(source, corrected, lang).filter(|found| is_ticked(source, corrected, found)).collect()
    }

    /// What corrections have caused.
    fn caused(&self, source: &Source, corrected: &Corrected, lang: Lang) -> impl Iterator<Item = Diagnostic> {
        let made = made(source, &self.faults, &corrected.documents, lang);
        made.into_iter().chain(added(source, &self.standing, corrected))
    }
}

/// Whether a finding has been ticked: what corrections have caused stands on a line.
fn is_ticked(source: &Source, corrected: &Corrected, found: &Diagnostic) -> bool {
    let line = |start| source.lines().line(start);
    corrected
        .ticks
        .iter()
        .any(|(code, span)| found.code.rule().code == code && line(span.start) == line(found.span.start))
}

/// What the rules of models find in models.
fn faults(documents: &[Document]) -> Vec<Finding> {
    // Models are always written.
    let text = serde_json::to_string(documents).unwrap_or_default();
    model_file::check(&Source::from_text("model.json", text), model_file::Format::Json).findings
}

/// Of these, those that were not found in the model as it was read, which nobody has done, with
/// their lines in the source.
fn made(source: &Source, read: &[Finding], documents: &[Document], lang: Lang) -> Vec<Diagnostic> {
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
