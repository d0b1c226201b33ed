//! What `guihua check` and `guihua explain` were told.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::ValueEnum;

use super::{Costs, FailOn, Inputs, Output, Reading};
use crate::cli::check::selection::{Selection, Selector, UnknownRule};
use crate::cli::locale::Ui;

#[derive(Debug, clap::Args)]
pub struct Check {
    #[command(flatten)]
    pub inputs: Inputs,

    /// How to write what was found
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = OutputFormat::Human)]
    pub output_format: OutputFormat,

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

#[derive(Clone, Copy, Debug, ValueEnum)]
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
