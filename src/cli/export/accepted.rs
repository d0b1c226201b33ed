//! Models that are written as models again.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use guihua::{Source, model_file};

use super::not_accepted::{NotAccepted, WHOLE};
use crate::cli::batch::{Accepted, Models};
use crate::cli::check;
use crate::cli::check::config::Configs;
use crate::cli::check::selection::Selection;
use crate::cli::corrected::Corrector;
use crate::cli::locale::Ui;
use crate::cli::origin::Origins;
use crate::cli::review;

/// How files of models are read that are to be written as models again: those that `check`
/// accepts.
///
/// # Errors
///
/// A configuration that cannot be read.
pub fn models(ui: Ui) -> anyhow::Result<Models> {
    let configs = Mutex::new(Configs::new(None, false, ui)?);
    Ok(Models::new(move |path, source| {
        let by_name = model_file::Format::from_path(&path.to_string_lossy());
        let format = by_name.or_else(|| model_file::Format::of_text(source.text()))?;
        Some(accepted(path, source, format, &configs, ui))
    }))
}

fn accepted(
    path: &Path,
    source: &Source,
    format: model_file::Format,
    configs: &Mutex<Configs>,
    ui: Ui,
) -> Accepted {
    let settings =
        configs.lock().unwrap_or_else(PoisonError::into_inner).settings_for(path, &Selection::default());
    let settings = settings.map_err(|error| (error, String::new()))?;
    let refused =
        |(count, words): (usize, String), is_mendable| (NotAccepted { count, is_mendable }.into(), words);
    if let Some(damaged) = check::words_of_damage(source, &settings, WHOLE, ui) {
        return Err(refused(damaged, false));
    }
    match review::models(source, format, &settings, None, ui.lang) {
        Ok(plans) => Ok(plans.into_iter().map(|plan| plan.document).collect()),
        Err(report) => {
            let mut origins = Origins::new(path, Corrector { is_wanted: false });
            let words = check::words_of_model(source, &report, &mut origins, &settings, WHOLE, ui);
            Err(refused(words, is_mendable(source, format, &report)))
        }
    }
}

/// Whether `check --fix` mends some of what is wrong with a file.
pub fn is_mendable(source: &Source, format: model_file::Format, report: &model_file::Report) -> bool {
    let fixed = model_file::fix(source, format);
    if fixed.changes.is_empty() {
        return false;
    }
    let count = |report: &model_file::Report| -> usize {
        report.findings.iter().map(|finding| finding.more as usize + 1).sum()
    };
    let mended = Source::from_text(source.path(), fixed.text);
    count(&model_file::check(&mended, format)) < count(report)
}
