//! What `guihua check` and `guihua explain` were told.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::ValueEnum;
use guihua::Lang;

use super::{Costs, FailOn, Inputs, Output, Reading};
use crate::cli::check::selection::{Selection, Selector, UnknownRule};
use crate::cli::ending::Ending;
use crate::cli::locale::Ui;
use crate::cli::plain;

#[derive(Debug, clap::Args)]
pub struct Check {
    #[command(flatten)]
    pub inputs: Inputs,

    /// How to write what was found; without it as the ending of --output tells, else for people
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub output_format: Option<OutputFormat>,

    /// Tell every finding, with its line and what to do about it
    #[arg(long)]
    pub all: bool,

    /// Tell what to do about what was found
    #[arg(long)]
    pub explain: bool,

    /// Mend model files where the rest of them tells how: ids, places, values, nulls
    #[arg(long, conflicts_with_all = ["baseline", "write_baseline"])]
    pub fix: bool,

    #[command(flatten)]
    pub output: Output,

    /// Exit with status 1 if there are findings this grave or graver
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = FailOn::Error)]
    pub fail_on: FailOn,

    /// Only these rules count: codes, beginnings of codes, names, ALL
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub select: Option<Vec<String>>,

    /// These rules do not count
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,

    /// Use this configuration, not the guihua.toml above each file
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub config: Option<PathBuf>,

    /// Use no configuration
    #[arg(long)]
    pub no_config: bool,

    /// Leave out the findings that this list knows
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,

    /// Write the list of all findings, and report none
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "output", "output_format"])]
    pub write_baseline: Option<PathBuf>,

    /// How many threads to use; without it one for each core
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,

    #[command(flatten)]
    pub costs: Costs,

    /// The name that standard input is reported under; its ending tells the format
    #[arg(long, value_name = "FILE")]
    pub stdin_filename: Option<PathBuf>,

    #[command(flatten)]
    pub reading: Reading,
}

impl Check {
    /// The format: the one that was given, or that the ending of the output tells.
    ///
    /// # Errors
    ///
    /// The two contradict each other, or the ending promises what is not written here.
    pub fn format(&self, ui: Ui) -> anyhow::Result<OutputFormat> {
        let given = self.output_format;
        let fallback = given.unwrap_or(OutputFormat::Human);
        let Some(path) = self.output.target() else { return Ok(fallback) };
        let told = match Ending::of(path) {
            Some(Ending::Json) => OutputFormat::Json,
            Some(Ending::Ndjson) => OutputFormat::Ndjson,
            Some(Ending::Other(name)) if name == "sarif" => OutputFormat::Sarif,
            Some(Ending::Other(name)) if name == "xml" => OutputFormat::Junit,
            Some(ending) if ending.is_of_another() => {
                return Err(ending.unfit_for(path, ".txt .json .ndjson .sarif .xml", ui));
            }
            _ => return Ok(fallback),
        };
        // SARIF is JSON, and is often called so.
        let fits = |given| given == told || (told, given) == (OutputFormat::Json, OutputFormat::Sarif);
        if given.is_none_or(fits) {
            return Ok(given.unwrap_or(told));
        }
        let name = plain::name(path);
        anyhow::bail!(match ui.lang {
            Lang::Zh => format!("--output-format 与 -o {name} 的扩展名不一致"),
            Lang::En => format!("--output-format and the ending of -o {name} disagree"),
        });
    }

    /// The rules that `--select` and `--ignore` name.
    ///
    /// # Errors
    ///
    /// A word that names no rule.
    pub fn selection(&self, ui: Ui) -> anyhow::Result<Selection> {
        let parse = |words: &[String]| -> Result<Vec<Selector>, UnknownRule> {
            words.iter().map(|word| Selector::parse(word)).collect()
        };
        let read = || {
            let select = self.select.as_deref().map(parse).transpose()?;
            Ok(Selection { select, ignore: parse(&self.ignore)? })
        };
        read().map_err(|unknown: UnknownRule| anyhow::anyhow!(unknown.message(ui)))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    Human,
    Json,
    Ndjson,
    Github,
    Sarif,
    Junit,
}

#[derive(Debug, clap::Args)]
pub struct Explain {
    /// Codes or names of rules
    #[arg(value_name = "RULE", required_unless_present = "list")]
    pub rules: Vec<String>,

    /// Print one line for each rule
    #[arg(long, conflicts_with = "rules")]
    pub list: bool,
}
