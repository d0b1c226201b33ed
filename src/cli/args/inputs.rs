//! Which files to read, for every subcommand that reads several.

use std::path::PathBuf;
use std::time::Duration;

use clap::ArgAction;

use super::values::{parse_bytes, parse_seconds};

#[derive(Clone, Debug, Default, clap::Args)]
pub struct Inputs {
    /// Files and folders to read; `-` or nothing is standard input
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Read the files and folders that this file lists, one per line; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub files_from: Option<PathBuf>,

    /// The list ends its names with NUL, as `find -print0` does
    #[arg(short = '0', long)]
    pub null: bool,

    /// Of the files in folders, read only those whose name or path matches
    #[arg(long, value_name = "GLOB", action = ArgAction::Append)]
    pub include: Vec<String>,

    /// Of the files in folders, leave out those whose name, path or folder matches
    #[arg(long, value_name = "GLOB", action = ArgAction::Append)]
    pub exclude: Vec<String>,

    /// Read hidden files in folders, too
    #[arg(long)]
    pub hidden: bool,

    /// Follow symbolic links in folders, too
    #[arg(long)]
    pub follow: bool,

    /// Exit with status 0 even if nothing was found to read
    #[arg(long)]
    pub allow_empty: bool,

    /// Leave aside the corrections beside the files: FILE.guihua.yaml
    #[arg(long)]
    pub no_corrections: bool,
}

/// What one file may cost.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub struct Costs {
    /// Refuse files larger than this, such as 500K, 64M or 1G
    #[arg(long, value_name = "BYTES", value_parser = parse_bytes)]
    pub max_bytes: Option<u64>,

    /// Give up a file that takes longer than this
    #[arg(long, value_name = "SECONDS", value_parser = parse_seconds)]
    pub timeout: Option<f64>,
}

impl Costs {
    /// The time that one file may take.
    pub fn time(&self) -> Option<Duration> {
        self.timeout.map(Duration::from_secs_f64)
    }
}
