//! What `guihua review` was told.

use std::path::PathBuf;

use super::reading::Reading;
use super::values::parse_bytes;

#[derive(Debug, clap::Args)]
pub struct Review {
    /// The file to look at
    #[arg(id = "reviewed", value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Write a page for reading, in one file
    #[arg(id = "page_file", short = 'o', long = "output", value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Replace a page that guihua did not write, or that somebody has edited since
    #[arg(id = "force", long = "force")]
    pub force: bool,

    /// Leave aside the corrections beside the file
    #[arg(id = "without_corrections", long = "no-corrections")]
    pub no_corrections: bool,

    #[command(flatten)]
    pub reading: Reading,

    /// Refuse files larger than this, such as 500K, 64M or 1G
    #[arg(long, value_name = "BYTES", value_parser = parse_bytes)]
    pub max_bytes: Option<u64>,
}
