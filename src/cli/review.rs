//! What a person should look at in a plan: all that `check` finds in its source,
//! or in its model, each with its place as people look for it.

use guihua::model::{Document, Severity};
use guihua::model_file::{self, Format};
use guihua::{Lang, Parsed, Source};

use super::book::Remark;
use super::check::selection::Settings;
use super::origin::{self, Origins, Remaining};
use super::place::{self, Place, Places, Spot};

/// A plan with what is to be looked at in it.
pub struct Reviewed {
    pub document: Document,
    pub remarks: Vec<Remark>,
    /// Whether it is a model whose source is not at hand, so that not all could be looked for.
    pub is_alone: bool,
}

impl Reviewed {
    /// A plan in which nobody looks for anything.
    pub const fn bare(document: Document) -> Self {
        Self { document, remarks: Vec::new(), is_alone: false }
    }
}

/// What was read and found in a source.
pub fn source(source: &Source, parsed: Parsed, settings: &Settings, lang: Lang) -> Vec<Reviewed> {
    let places = Places::new(&parsed.documents, Some(source), lang);
    let mut reviewed: Vec<_> = parsed.documents.into_iter().map(Reviewed::bare).collect();
    for found in &parsed.diagnostics {
        let Some(severity) = settings.severity(found.code) else { continue };
        let line = source.lines().line(found.span.start);
        let remark = Remark {
            code: found.code,
            severity,
            message: found.message(lang),
            place: places.of(line),
            excerpt: place::excerpt(source, found.span),
        };
        // What stands before the first plan, such as the notice, is told with it.
        let at = reviewed.iter().rposition(|other| other.document.plan.lines[0] <= line).unwrap_or(0);
        if let Some(holder) = reviewed.get_mut(at) {
            holder.remarks.push(remark);
        }
    }
    reviewed
}

/// The models of a file that `check` accepts, each with what is to be looked at in
/// it now, unless nobody asks (no `origins`); `Err` is what `check` does not accept.
pub fn models(
    file: &Source,
    format: Format,
    settings: &Settings,
    origins: Option<&mut Origins<'_>>,
    lang: Lang,
) -> Result<Vec<Reviewed>, model_file::Report> {
    let severity = |finding: &model_file::Finding| settings.severity(finding.code());
    let is_refused = |finding: &model_file::Finding| severity(finding) == Some(Severity::Error);
    let (report, models) = model_file::read_unless(file, format, is_refused)?;
    // What a configuration lets pass may still be no model.
    if models.iter().any(Option::is_none) {
        return Err(report);
    }
    let Some(origins) = origins else {
        return Ok(models.into_iter().flatten().map(Reviewed::bare).collect());
    };
    let documents: Vec<&Document> = models.iter().flatten().collect();
    let infos: Vec<_> = report.documents.iter().collect();
    let remaining = origin::remaining(&documents, &infos, origins, lang);
    let alone: Vec<bool> = infos.iter().map(|info| origins.of(info).is_none()).collect();
    let mut reviewed: Vec<_> = models
        .into_iter()
        .flatten()
        .zip(remaining)
        .zip(alone)
        .map(|((document, remaining), is_alone)| {
            let remarks = remaining.into_iter().filter_map(|found| {
                let Remaining { code, message, place, excerpt, .. } = found;
                Some(Remark { code, severity: settings.severity(code)?, message, place, excerpt })
            });
            Reviewed { document, remarks: remarks.collect(), is_alone }
        })
        .collect();
    for finding in &report.findings {
        let (Some(severity), Some(holder)) = (severity(finding), reviewed.get_mut(finding.document)) else {
            continue;
        };
        holder.remarks.push(Remark {
            code: finding.code(),
            severity,
            message: finding.message(lang),
            place: Place { spot: Spot::ModelLine(file.lines().line(finding.span.start)), ..Place::default() },
            excerpt: place::excerpt(file, finding.span),
        });
    }
    Ok(reviewed)
}
