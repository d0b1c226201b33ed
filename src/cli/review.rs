//! What a person should look at in a plan: all that `check` finds in its source,
//! or in its model, each with its place as people look for it.

use guihua::model::{Diagnostic, Document, Severity};
use guihua::model_file::{self, Format};
use guihua::{Code, Lang, Options, Source};

use super::book::Remark;
use super::check::selection::Settings;
use super::place::{self, Place, Places, Spot};

/// A plan with what is to be looked at in it.
pub struct Reviewed {
    pub document: Document,
    pub remarks: Vec<Remark>,
}

/// Reads a source and proofreads it.
pub fn source(source: &Source, options: Options, settings: &Settings, lang: Lang) -> Vec<Reviewed> {
    let parsed = guihua::check_with(source, &options);
    let places = Places::new(&parsed.documents, Some(source), lang);
    let mut reviewed: Vec<_> =
        parsed.documents.into_iter().map(|document| Reviewed { document, remarks: Vec::new() }).collect();
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
/// it now; `Err` is what `check` does not accept.
pub fn models(
    file: &Source,
    format: Format,
    settings: &Settings,
    lang: Lang,
) -> Result<Vec<Reviewed>, model_file::Report> {
    let (report, models) = model_file::read(file, format);
    let severity = |finding: &model_file::Finding| settings.severity(finding.code());
    let is_refused = report.findings.iter().any(|finding| severity(finding) == Some(Severity::Error));
    // What a configuration lets pass may still be no model.
    if is_refused || models.iter().any(Option::is_none) {
        return Err(report);
    }
    let mut reviewed: Vec<_> = models
        .into_iter()
        .flatten()
        .map(|document| {
            let remarks = of_model(&document, settings, lang);
            Reviewed { document, remarks }
        })
        .collect();
    for finding in &report.findings {
        let (Some(severity), Some(holder)) = (severity(finding), reviewed.get_mut(finding.document)) else {
            continue;
        };
        let path = match lang {
            Lang::Zh => "模型文件",
            Lang::En => "model file",
        };
        holder.remarks.push(Remark {
            code: finding.code(),
            severity,
            message: finding.message(lang),
            place: Place { path: path.to_owned(), spot: Spot::Line(file.lines().line(finding.span.start)) },
            excerpt: place::excerpt(file, finding.span),
        });
    }
    Ok(reviewed)
}

/// What the model says is to be looked at, as far as that is still so.
fn of_model(document: &Document, settings: &Settings, lang: Lang) -> Vec<Remark> {
    let places = Places::new(std::slice::from_ref(document), None, lang);
    let remark = |found: &Diagnostic| {
        let code = Code::find(&found.code)?;
        let severity = settings.severity(code)?;
        holds(document, code, found).then(|| Remark {
            code,
            severity,
            message: found.message.clone(),
            place: places.of_lines(found.lines),
            excerpt: String::new(),
        })
    };
    document.diagnostics.iter().filter_map(remark).collect()
}

/// Whether a finding of the reading is still true of a model that may have been
/// edited since. What is about the author's text is.
fn holds(document: &Document, code: Code, found: &Diagnostic) -> bool {
    let notice = document.notice.as_ref();
    let plan = &document.plan;
    let at_lines = |lines: [u32; 2]| lines[0] <= found.lines[1] && found.lines[0] <= lines[1];
    let indicators = || plan.indicators.iter().filter(|indicator| at_lines(indicator.lines));
    match code {
        Code::DocumentNumberMissing => notice.is_none_or(|notice| notice.document_number.is_none()),
        Code::DocumentNumberIncomplete => notice
            .and_then(|notice| notice.document_number.as_ref())
            .is_none_or(|number| number.year.is_none() || number.sequence.is_none()),
        Code::DateMissing | Code::DateIncomplete => notice.is_none_or(|notice| notice.date.is_none()),
        Code::SignatureMissing => notice.is_none_or(|notice| notice.signatories.is_empty()),
        Code::AddresseesMissing => notice.is_none_or(|notice| notice.addressees.is_empty()),
        Code::SectionMissing => plan.sections.is_empty(),
        Code::NumberingLost => {
            section_at(&plan.sections, found.lines[0]).is_none_or(|found| found.label.is_none())
        }
        Code::IndicatorUnitMissing => indicators().any(|indicator| indicator.unit.is_none()),
        Code::IndicatorAttributeMissing => indicators().any(|indicator| indicator.attribute.is_none()),
        Code::IndicatorCellMissing => indicators().any(|indicator| {
            let most = plan.indicators.iter().map(|other| other.values.len()).max().unwrap_or(0);
            indicator.values.len() < most
                || indicator.values.iter().any(|value| value.text.is_empty())
                || indicator.unit.is_none()
                || indicator.attribute.is_none()
        }),
        Code::ClauseWithoutLead => {
            plan.responsibilities.iter().any(|clause| at_lines(clause.lines) && clause.lead.is_empty())
        }
        _ => true,
    }
}

fn section_at(sections: &[guihua::model::Section], line: u32) -> Option<&guihua::model::Section> {
    sections.iter().find_map(|section| {
        if section.lines[0] == line { Some(section) } else { section_at(&section.sections, line) }
    })
}
