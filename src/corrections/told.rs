//! What is told of changes that do not fit, and of what in their file nobody knows.

use serde_json::Value;

use super::anchor::Anchor;
use super::file::{Action, Change, Corrections};
use super::misfit::Misfit;
use super::sight::Sight;
use crate::diagnostic::{Code, Diagnostic};
use crate::lower::Options;
use crate::model;
use crate::source::Source;
use crate::span::SourceSpan;

/// The finding for keys that nobody knows.
pub fn unknown(corrections: &Corrections) -> Option<Diagnostic> {
    /// So many are named.
    const NAMED: usize = 8;
    let strangers = &corrections.strangers;
    let mut found = Diagnostic::new(Code::CorrectionUnknown, SourceSpan::new(0, 0));
    found.details =
        strangers.iter().take(NAMED).flat_map(|(name, line)| [line.to_string(), name.clone()]).collect();
    found.more = strangers.len().saturating_sub(NAMED) as u32;
    (!strangers.is_empty()).then_some(found)
}

/// A finding as a model has it.
pub fn lowered(source: &Source, found: &Diagnostic, options: Options) -> model::Diagnostic {
    let rule = found.code.rule();
    model::Diagnostic {
        code: rule.code.to_owned(),
        name: rule.name.to_owned(),
        severity: rule.severity,
        message: found.message(options.lang),
        lines: source.lines().lines(found.span),
        span: Some([found.span.start, found.span.end]),
    }
}

/// The finding for a change that does not fit.
pub fn finding(sight: &Sight, change: &Change, misfit: &Misfit) -> Diagnostic {
    let place = change.at.as_ref().and_then(|anchor| anchor.find(sight, true));
    let [start, end] = place.unwrap_or_default();
    let span = SourceSpan::new(start, end.max(start));
    let what = format!("{}{}", change.kind.words().0, words_of(change.at.as_ref()));
    let is_of_level = matches!(change.action, Action::Raise | Action::Lower);
    let field = if is_of_level { Some("level".to_owned()) } else { change.field.clone() };
    let field = field.unwrap_or_default();
    match misfit {
        Misfit::Unplaced => Diagnostic::new(Code::CorrectionUnplaced, span).with(what),
        Misfit::Outdated(now) => Diagnostic::new(Code::CorrectionOutdated, span)
            .with(what)
            .with(field)
            .with(words(&change.old))
            .with(words(now)),
        Misfit::Invalid | Misfit::AlreadySo => {
            Diagnostic::new(Code::CorrectionInvalid, span).with(what).with(words(&change.new))
        }
    }
}

/// The first words at a place, in quotes.
fn words_of(anchor: Option<&Anchor>) -> String {
    anchor.map_or_else(String::new, |anchor| format!("“{}”", anchor.text))
}

/// A value as people read it.
fn words(value: &Value) -> String {
    /// What is longer is cut.
    const LENGTH: usize = 60;
    let mut text = match value {
        Value::Null => "—".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(words).collect::<Vec<_>>().join("、"),
        Value::Object(fields) => {
            match ["title", "name", "text", "task"].iter().find_map(|it| fields.get(*it)) {
                Some(name) => words(name),
                None => value.to_string(),
            }
        }
        other => other.to_string(),
    };
    if let Some((at, _)) = text.char_indices().nth(LENGTH) {
        text.truncate(at);
        text.push('…');
    }
    text
}
