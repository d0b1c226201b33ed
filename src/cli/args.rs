//! What was typed, as data. Nothing here reads, writes or decides.
//!
//! The help texts are English here; [`chinese`](super::chinese) holds the others.

use std::ffi::OsString;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use clap::{ArgAction, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use guihua::Lang;
use guihua::model::{SCHEMA_VERSION, Severity};
use guihua::render::Format;

pub mod check;
mod inputs;
mod reading;
mod review;
mod values;

pub use self::check::{Check, Explain};
pub use self::inputs::{Costs, Inputs};
pub use self::reading::Reading;
pub use self::review::Review;
pub use self::values::ProgressName;
use super::chinese;
use super::ending::Ending;
use super::locale::Ui;

static VERSION: LazyLock<String> =
    LazyLock::new(|| format!("{} (model {SCHEMA_VERSION})", env!("CARGO_PKG_VERSION")));

const EXAMPLES: &str = "\
Examples:
  guihua plan.docx                         write a workbook: plan.xlsx
  guihua plans/ --each                     a workbook for each file of a folder
  guihua parse plan.txt                    print the plan as YAML
  guihua parse plan.txt -f json -o plan.json
  cat plan.txt | guihua parse --fail-on warning > plan.yaml
  guihua check plans/                      tell what a careful person should look at
  guihua schema > plan.schema.json

Exit status:
  0    done
  1    done, with findings at or above --fail-on
  2    wrong usage, input not read or output not written
  130  interrupted while reading several files";

const PARSE_EXAMPLES: &str = "\
Examples:
  guihua parse plan.txt
  guihua parse plan.txt -f json | jq '.plan.indicators[] | .name'
  guihua parse old.txt --encoding gb18030 -o old.yaml
  guihua parse plan.txt --fail-on error -q > /dev/null && echo clean
  guihua parse archive -f ndjson -o plans.ndjson
  guihua parse archive --out-dir models --resume --errors errors.ndjson

The model goes to standard output, findings go to standard error.";

const NORMALIZE_EXAMPLES: &str = "\
Examples:
  guihua normalize plan.txt
  guihua normalize plan.txt --paragraphs | grep 残疾人";

const CHECK_EXAMPLES: &str = "\
Examples:
  guihua check plan.txt plan.yaml
  guihua check plans/ --ignore I,T005 --fail-on warning
  guihua check plans/ --output-format sarif -o guihua.sarif
  guihua check archive/ --write-baseline baseline.json
  guihua check archive/ --baseline baseline.json

Plan sources are parsed and proofread; model files (.yaml, .yml, .json, .ndjson) are
held to the schema. guihua.toml above a file says what is checked in it.

Exit status:
  0  nothing found at or above --fail-on
  1  findings at or above --fail-on
  2  wrong usage, or an input not read";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  guihua explain S003
  guihua explain --list";

#[cfg(feature = "export")]
const EXPORT_EXAMPLES: &str = "\
Examples:
  guihua export --to sqlite -o plans.db plans/
  guihua export --to csv -o tables/ plans/         one file per table, for Excel
  guihua export --to parquet -o tables/ models.ndjson
  guihua export --to xlsx -o plans.xlsx plan.txt

The tables are plans, sections, annexes, boxes, box_items, indicators (one row
per value), responsibilities (one row per department and role) and diagnostics;
plan_id joins them. Files named .yaml, .yml, .json, .ndjson or .jsonl are models
that guihua printed before; all others are plans.";

const REVIEW_EXAMPLES: &str = "\
Examples:
  guihua review plan.docx                  look at it and correct it in the browser
  guihua review plans/                     the plans of a folder, one after the other
  guihua review plan.docx -o plan.html     a page for reading, in one file

What is corrected is kept beside the source, in plan.docx.guihua.yaml; parse, check and
export apply it.";

const TEXT_EXAMPLES: &str = "\
Examples:
  guihua text notice.docx
  guihua text page.html | grep -n 专栏

Of a web page or a Word file this is one line for each paragraph and row, cells
separated by tabs.";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  guihua completions bash > ~/.local/share/bash-completion/completions/guihua
  guihua completions fish > ~/.config/fish/completions/guihua.fish";

const MAN_EXAMPLES: &str = "\
Examples:
  guihua man parse | man -l -
  guihua man --out-dir /usr/local/share/man/man1";

/// Turn Chinese government plan documents into structured data
/// · 把规划文件变成结构化数据
#[derive(Debug, Parser)]
#[command(
    name = "guihua",
    version = VERSION.as_str(),
    after_help = EXAMPLES,
    max_term_width = 100,
    disable_help_flag = true,
    disable_help_subcommand = true,
    disable_version_flag = true
)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,

    /// Language of messages; without it that of the locale
    #[arg(long, global = true, value_enum, value_name = "LANG")]
    pub lang: Option<LangName>,

    /// When to use colours in messages
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: clap::ColorChoice,

    /// Print help
    #[arg(short, long, global = true, action = ArgAction::Help)]
    help: Option<bool>,

    /// Print version
    #[arg(short = 'V', long, action = ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Parse a plan into YAML or JSON · 解析规划，输出 YAML 或 JSON
    #[command(after_help = PARSE_EXAMPLES)]
    Parse(Parse),
    /// Tell what a careful person should look at · 检查规划原文和模型文件
    #[command(after_help = CHECK_EXAMPLES)]
    Check(Box<Check>),
    /// Print the manual of a rule · 说明检查规则
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(Explain),
    /// Print the text in its normal form · 输出规范化后的文本
    #[command(after_help = NORMALIZE_EXAMPLES)]
    Normalize(Normalize),
    /// Turn plans or models into tables · 把规划或模型导出为表格
    #[cfg(feature = "export")]
    #[command(after_help = EXPORT_EXAMPLES)]
    Export(Export),
    /// Look at a plan beside its model, and correct it · 对照原文核对、更正
    #[command(after_help = REVIEW_EXAMPLES)]
    Review(Review),
    /// Print the text that lines and offsets refer to · 输出行号与位置所指的文本
    #[command(after_help = TEXT_EXAMPLES)]
    Text(Text),
    /// Print the JSON Schema of the model · 输出模型的 JSON Schema
    Schema(Schema),
    /// Print shell completions · 输出 shell 补全脚本
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions(Completions),
    /// Print the man pages · 输出手册页
    #[command(after_help = MAN_EXAMPLES)]
    Man(Man),
}

#[derive(Debug, clap::Args)]
pub struct Parse {
    #[command(flatten)]
    pub inputs: Inputs,

    #[command(flatten)]
    pub reading: Reading,

    /// Output format; without it the ending of the output tells, else yaml
    #[arg(id = "model_format", short = 'f', long = "format", value_enum, value_name = "FORMAT")]
    pub format: Option<FormatName>,

    #[command(flatten)]
    pub output: Output,

    /// Write a file for each input into this folder: plans/a.txt becomes DIR/plans/a.txt.yaml
    #[arg(long = "out-dir", value_name = "DIR", conflicts_with = "output")]
    pub results: Option<PathBuf>,

    /// Leave alone what is up to date in the folder: same source, version and options
    #[arg(long, requires = "results")]
    pub resume: bool,

    /// Write a line of JSON for each input that is skipped or fails to this file
    #[arg(long, value_name = "FILE")]
    pub errors: Option<PathBuf>,

    /// How many threads to use; without it one for each core
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,

    #[command(flatten)]
    pub costs: Costs,

    /// Show where the work is
    #[arg(long, value_enum, value_name = "HOW", default_value_t = ProgressName::Auto)]
    pub progress: ProgressName,

    /// Answer each line of standard input, a path, with a line: for Spark, Ray, GNU parallel
    #[arg(long, conflicts_with_all = ["files", "files_from", "output", "results", "errors", "stdin_records"])]
    pub stdin_paths: bool,

    /// The same where each line is a document: {"path": "a.txt", "text": "…"}
    #[arg(long, conflicts_with_all = ["files", "files_from", "output", "results", "errors"])]
    pub stdin_records: bool,

    /// Add byte offsets to every part of the model
    #[arg(long)]
    pub spans: bool,

    /// Begin YAML with a line that tells editors this schema, such as plan.schema.json
    #[arg(long, value_name = "SCHEMA", value_parser = values::parse_schema)]
    pub editor_schema: Option<String>,

    /// Exit with status 1 if there are findings this grave or graver
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t = FailOn::Never)]
    pub fail_on: FailOn,

    /// Tell every file that was skipped or not read, not as many as fit on a screen
    #[arg(id = "all_files", long = "all")]
    pub all: bool,

    /// Print no findings, only errors that stop the file
    #[arg(short, long)]
    pub quiet: bool,
}

impl Parse {
    /// What stands before the models: in YAML the line for editors, if it is wanted.
    pub fn preface(&self) -> String {
        let schema = self.editor_schema.as_deref().filter(|_| matches!(self.format(), FormatName::Yaml));
        schema.map_or_else(String::new, |schema| format!("# yaml-language-server: $schema={schema}\n"))
    }

    /// The output format: the one that was given, or that the ending of the output
    /// tells.
    pub fn format(&self) -> FormatName {
        let told = || match self.output.target().and_then(Ending::of) {
            Some(Ending::Json) => Some(FormatName::Json),
            Some(Ending::Ndjson) => Some(FormatName::Ndjson),
            _ => None,
        };
        self.format.or_else(told).unwrap_or(FormatName::Yaml)
    }
}

#[derive(Debug, clap::Args)]
pub struct Normalize {
    #[command(flatten)]
    pub input: Input,

    /// Join hard-wrapped lines: one paragraph per line, without page numbers
    #[arg(long)]
    pub paragraphs: bool,

    /// Say of each line whether a paragraph begins with it, and what speaks for that
    #[arg(long, requires = "paragraphs")]
    pub why: bool,

    #[command(flatten)]
    pub costs: Costs,

    #[command(flatten)]
    pub output: Output,
}

#[cfg(feature = "export")]
#[derive(Debug, clap::Args)]
pub struct Export {
    #[command(flatten)]
    pub inputs: Inputs,

    /// What to write; without it the ending of the output tells, else a workbook
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub to: Option<ExportFormat>,

    /// The file to write, or for csv and parquet the folder; without it a workbook
    /// beside the input
    #[arg(id = "exported", short = 'o', long = "output", value_name = "PATH")]
    pub output: Option<PathBuf>,

    /// A workbook or page for each input, beside it
    #[arg(long, conflicts_with = "exported")]
    pub each: bool,

    /// A workbook of the tables that programs read, not of those for people
    #[arg(long)]
    pub tables: bool,

    #[command(flatten)]
    pub force: Force,

    /// What stands between the cells of CSV: one ASCII character, or `tab`
    #[arg(long, value_name = "CHAR", default_value = ",", value_parser = delimiter)]
    pub delimiter: u8,

    #[command(flatten)]
    pub reading: Reading,

    /// How many threads to use; without it one for each core
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,

    #[command(flatten)]
    pub costs: Costs,

    /// Show where the work is
    #[arg(long, value_enum, value_name = "HOW", default_value_t = ProgressName::Auto)]
    pub progress: ProgressName,

    /// Tell every file that was skipped or not read, not as many as fit on a screen
    #[arg(id = "all_files", long = "all")]
    pub all: bool,

    /// Print no summary, only errors
    #[arg(id = "no_summary", short = 'q', long = "quiet")]
    pub quiet: bool,
}

#[cfg(feature = "export")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// A workbook for people; with --tables a sheet per table
    Xlsx,
    /// The same as a web page
    Html,
    /// A CSV file per table, UTF-8 with BOM
    Csv,
    /// A Parquet file per table
    Parquet,
    /// An `sqlite3` database, with keys and indexes
    Sqlite,
}

#[cfg(feature = "export")]
impl ExportFormat {
    /// What it is called, which is the ending of its files, too.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::Sqlite => "sqlite",
        }
    }
}

#[cfg(feature = "export")]
fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        b"tab" | b"\\t" => Ok(b'\t'),
        [b'"' | b'\r' | b'\n'] => Err("quotes and line ends cannot separate cells".to_owned()),
        [byte] if byte.is_ascii() => Ok(*byte),
        _ => Err("one ASCII character, or `tab`".to_owned()),
    }
}

#[derive(Debug, clap::Args)]
pub struct Text {
    #[command(flatten)]
    pub input: Input,

    #[command(flatten)]
    pub costs: Costs,

    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, clap::Args)]
pub struct Schema {
    #[command(flatten)]
    pub output: Output,
}

#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

#[derive(Debug, clap::Args)]
pub struct Man {
    /// The subcommand to describe; without it guihua itself
    #[arg(
        value_name = "SUBCOMMAND",
        value_parser = ["parse", "check", "explain", "normalize", "review", "text", "export", "schema", "completions", "man"]
    )]
    pub page: Option<String>,

    /// Write all pages into this folder instead
    #[arg(long, value_name = "DIR", conflicts_with = "page")]
    pub out_dir: Option<PathBuf>,

    #[command(flatten)]
    pub force: Force,
}

#[derive(Clone, Debug, clap::Args)]
pub struct Input {
    /// The file to read; `-` or nothing is standard input
    pub file: Option<PathBuf>,

    #[command(flatten)]
    pub reading: Reading,
}

#[derive(Debug, clap::Args)]
pub struct Output {
    /// Write to this file, whole or not at all; `-` is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    #[command(flatten)]
    pub force: Force,
}

/// What may be replaced.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Force {
    /// Replace files that guihua did not write, or that somebody has edited since
    #[arg(id = "force", long = "force")]
    pub is_given: bool,
}

impl Output {
    pub fn target(&self) -> Option<&Path> {
        self.output.as_deref()
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum LangName {
    Zh,
    En,
}

impl From<LangName> for Lang {
    fn from(name: LangName) -> Self {
        match name {
            LangName::Zh => Self::Zh,
            LangName::En => Self::En,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum FormatName {
    Yaml,
    Json,
    Ndjson,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Yaml => Self::Yaml,
            FormatName::Json => Self::Json,
            FormatName::Ndjson => Self::Ndjson,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    /// The least severity that fails, if any does.
    pub const fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }
}

/// The command in the language of `ui`, for parsing, completions and man pages.
pub fn command(ui: Ui) -> clap::Command {
    let command = definition().color(ui.color);
    match ui.lang {
        Lang::Zh => chinese::translate(command),
        Lang::En => command,
    }
}

fn definition() -> clap::Command {
    Args::command()
}

/// Understands what was typed.
///
/// # Errors
///
/// Wrong usage, or a request for help or version.
pub fn parse(words: Vec<OsString>, ui: Ui) -> Result<Args, clap::Error> {
    let mut command = command(ui);
    let matches = command.try_get_matches_from_mut(words)?;
    Args::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_is_consistent() {
        definition().debug_assert();
        chinese::translate(definition()).debug_assert();
    }

    #[test]
    fn format_is_what_is_written_and_from_what_is_read() {
        let parse = |words: &[&str]| {
            let matches = definition().try_get_matches_from(words).unwrap();
            match Args::from_arg_matches(&matches).unwrap().command {
                Command::Parse(parse) => parse,
                other => panic!("{other:?}"),
            }
        };
        let both = parse(&["guihua", "parse", "-f", "json", "--from", "html", "a"]);
        assert!(matches!(both.format(), FormatName::Json));
        assert_eq!(both.reading.from, Some(reading::InputFormat::Html));
        assert!(matches!(parse(&["guihua", "parse", "a"]).format(), FormatName::Yaml));
        assert!(matches!(parse(&["guihua", "parse", "a", "-o", "b.NDJSON"]).format(), FormatName::Ndjson));
        for words in [["text", "--format", "pdf", "a"], ["parse", "--format", "html", "a"]] {
            assert!(definition().try_get_matches_from(["guihua"].iter().chain(&words)).is_err());
        }
    }
}
