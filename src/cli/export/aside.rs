//! Models that an earlier run wrote into a folder beside their sources: the plan is there once.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use guihua::Lang;
use guihua::model_file::Format;

use crate::cli::locale::Ui;
use crate::cli::walk::{self, Found};
use crate::cli::{output, plain};

/// Leaves aside the models that nobody named and nobody has edited, where the file that they
/// were made from stands beside them, and says so.
pub fn leave_models(found: Vec<Found>, quiet: bool, ui: Ui) -> Vec<Found> {
    let is_model = |path: &Path| Format::from_path(&path.to_string_lossy()).is_some();
    // `规划.yaml` is of `规划.docx`, and `规划.docx.yaml` as well.
    let plans: Vec<&PathBuf> = found.iter().map(|it| &it.path).filter(|path| !is_model(path)).collect();
    let plans = plans.into_iter().filter(|path| walk::is_plan(path));
    let sources: HashSet<PathBuf> = plans.flat_map(|path| [path.with_extension(""), path.clone()]).collect();
    let is_copy = |it: &Found| {
        !it.named
            && is_model(&it.path)
            && sources.contains(&it.path.with_extension(""))
            && output::is_ours(&it.path)
    };
    let (copies, rest): (Vec<Found>, Vec<Found>) = found.into_iter().partition(is_copy);
    for copy in copies.iter().filter(|_| !quiet) {
        let name = plain::name(&copy.path);
        let line = match ui.lang {
            Lang::Zh => format!("跳过: {name}: 它的原文也在这里，读原文"),
            Lang::En => format!("skipped: {name}: its source is here, too, and is read"),
        };
        // Nobody is left to tell where standard error cannot be written.
        let _ = writeln!(io::stderr(), "{}", plain::line(&line));
    }
    rest
}
