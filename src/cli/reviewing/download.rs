//! What is taken away from the page: the corrected model in the formats of the program.

use std::path::Path;

use guihua::corrections::{Corrections, ENDING};
use guihua::render::{self, Format};
use guihua::{Options, Source};

use super::state::View;
use crate::cli::locale::Ui;

/// A file to save.
pub struct Download {
    pub name: String,
    pub kind: &'static str,
    pub bytes: Vec<u8>,
}

/// Makes the file of that format.
///
/// # Errors
///
/// A format that nobody knows, and what keeps it from being made.
pub fn make(view: &View, corrections: &Corrections, format: &str, ui: Ui) -> anyhow::Result<Download> {
    let name = view.source.name().rsplit('/').next().unwrap_or_default().to_owned();
    let stem = Path::new(&name).file_stem().and_then(|stem| stem.to_str()).unwrap_or(&name).to_owned();
    let named = |ending: &str| format!("{stem}.{ending}");
    let source = &view.source;
    let parsed = || guihua::check_corrected(source, corrections, &Options { spans: false, lang: ui.lang });
    let text = |format| {
        let documents = guihua::parse_corrected(source, corrections, &Options::default()).documents;
        let mut bytes = Vec::new();
        render::append(&mut bytes, &documents, format)?;
        anyhow::Ok(bytes)
    };
    Ok(match format {
        "yaml" => Download { name: named("yaml"), kind: "application/yaml", bytes: text(Format::Yaml)? },
        "json" => Download { name: named("json"), kind: "application/json", bytes: text(Format::Json)? },
        "guihua.yaml" => Download {
            name: format!("{name}{ENDING}"),
            kind: "application/yaml",
            bytes: named_after(source, corrections).text().into_bytes(),
        },
        "xlsx" => Download {
            name: named("xlsx"),
            kind: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            bytes: workbook(source, parsed(), ui)?,
        },
        _ => {
            let table = format
                .strip_prefix("csv-")
                .and_then(|name| guihua::tabulate::Table::ALL.iter().find(|table| table.name() == name));
            let Some(table) = table else {
                let zh = "不能另存为这种格式：请从“另存为”里选一种";
                anyhow::bail!("{}", ui.pick(zh, "this is no format to save in: choose one of the list"))
            };
            Download {
                name: named(&format!("{}.csv", table.name())),
                kind: "text/csv; charset=utf-8",
                bytes: rows(&parsed().documents, *table, ui)?,
            }
        }
    })
}

/// Corrections that say what they belong to, as those in a file do.
fn named_after(source: &Source, corrections: &Corrections) -> Corrections {
    let mut named = corrections.clone();
    named.source = Some(source.name().to_owned());
    named
}

/// The workbook for people, as `guihua export` writes it.
#[cfg(feature = "export")]
fn workbook(source: &Source, parsed: guihua::Parsed, ui: Ui) -> anyhow::Result<Vec<u8>> {
    use crate::cli::check::config::Configs;
    use crate::cli::check::selection::Selection;
    let settings =
        Configs::new(None, false, ui)?.settings_for(Path::new(source.path()), &Selection::default())?;
    let plans = crate::cli::review::source(source, parsed, &settings, ui.lang);
    crate::cli::export::in_memory::workbook(plans, ui.lang)
}

#[cfg(feature = "export")]
fn rows(
    documents: &[guihua::model::Document],
    table: guihua::tabulate::Table,
    _: Ui,
) -> anyhow::Result<Vec<u8>> {
    crate::cli::export::in_memory::table(documents, table)
}

#[cfg(not(feature = "export"))]
fn workbook(_: &Source, _: guihua::Parsed, ui: Ui) -> anyhow::Result<Vec<u8>> {
    anyhow::bail!("{}", ui.pick("这个版本没有导出功能", "this build cannot export"))
}

#[cfg(not(feature = "export"))]
fn rows(_: &[guihua::model::Document], _: guihua::tabulate::Table, ui: Ui) -> anyhow::Result<Vec<u8>> {
    anyhow::bail!("{}", ui.pick("这个版本没有导出功能", "this build cannot export"))
}
