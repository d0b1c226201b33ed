//! The ending of an output decides what is written, whichever command it was given
//! to: `parse -o 规划.xlsx` writes a workbook, `export -o 规划.yaml` a model.

use std::path::Path;

use super::args::{FormatName, Parse};
use super::ending::Ending;
use super::locale::Ui;

#[cfg(feature = "export")]
use super::args::{Export, FailOn, Output};

/// What takes the place of `parse`; `None` where it stays.
///
/// # Errors
///
/// The ending contradicts `--format`, or is one that nobody knows.
#[cfg(feature = "export")]
pub fn parse(args: &Parse, ui: Ui) -> anyhow::Result<Option<Export>> {
    let Some(ending) = args.output.target().and_then(Ending::of) else { return Ok(None) };
    check(args, &ending, ui)?;
    match ending {
        Ending::Xlsx | Ending::Html | Ending::Csv | Ending::Parquet | Ending::Sqlite => {}
        _ => return Ok(None),
    }
    Ok(Some(Export {
        inputs: args.inputs.clone(),
        to: None,
        output: args.output.output.clone(),
        each: false,
        tables: false,
        force: args.output.force,
        delimiter: b',',
        reading: args.reading.clone(),
        jobs: args.jobs,
        costs: args.costs,
        progress: args.progress,
        // As `parse` does.
        all: true,
        quiet: args.quiet,
    }))
}

/// Without tables there is nothing else to write.
///
/// # Errors
///
/// The ending contradicts `--format`, or is none of a model's.
#[cfg(not(feature = "export"))]
pub fn parse(args: &Parse, ui: Ui) -> anyhow::Result<Option<std::convert::Infallible>> {
    if let Some(ending) = args.output.target().and_then(Ending::of) {
        check(args, &ending, ui)?;
    }
    Ok(None)
}

/// Whether `--format` and the ending of the output agree.
fn check(args: &Parse, ending: &Ending, ui: Ui) -> anyhow::Result<()> {
    let disagree = match (ending, args.format) {
        // Whoever says what to write may call it something that says nothing.
        (Ending::Text(_) | Ending::Other(_), Some(_)) => ending.is_of_a_file(),
        (Ending::Text(_) | Ending::Other(_), None) => {
            return Err(ending.unfit(args.output.target().unwrap_or(Path::new("")), ui));
        }
        (_, None) => false,
        (Ending::Yaml, Some(format)) => !matches!(format, FormatName::Yaml),
        // Lines of JSON are often called so.
        (Ending::Json, Some(format)) => matches!(format, FormatName::Yaml),
        (Ending::Ndjson, Some(format)) => !matches!(format, FormatName::Ndjson),
        (Ending::Xlsx | Ending::Html | Ending::Csv | Ending::Parquet | Ending::Sqlite, Some(_)) => true,
    };
    if !disagree {
        return Ok(());
    }
    let name = args.output.target().map(|path| path.display().to_string()).unwrap_or_default();
    anyhow::bail!(match ui.lang {
        guihua::Lang::Zh => format!("--format 与 -o {name} 的扩展名不一致"),
        guihua::Lang::En => format!("--format and the ending of -o {name} disagree"),
    });
}

/// The `parse` that takes the place of `export`, where models are to be written.
#[cfg(feature = "export")]
pub fn export(args: &Export) -> Option<Parse> {
    let output = args.output.clone().filter(|_| args.to.is_none())?;
    let format = match Ending::of(&output)? {
        Ending::Yaml => FormatName::Yaml,
        Ending::Json => FormatName::Json,
        Ending::Ndjson => FormatName::Ndjson,
        _ => return None,
    };
    Some(Parse {
        inputs: args.inputs.clone(),
        reading: args.reading.clone(),
        format: Some(format),
        output: Output { output: Some(output), force: args.force },
        results: None,
        resume: false,
        errors: None,
        jobs: args.jobs,
        costs: args.costs,
        progress: args.progress,
        stdin_paths: false,
        stdin_records: false,
        all: args.all,
        spans: false,
        editor_schema: None,
        fail_on: FailOn::Never,
        quiet: args.quiet,
    })
}
