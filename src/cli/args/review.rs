//! What `guihua review` was told.

use std::path::PathBuf;

use super::inputs::Costs;
use super::reading::Reading;

#[derive(Debug, clap::Args)]
pub struct Review {
    /// Files and folders to look at; without any a place to drop files on
    #[arg(id = "reviewed", value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Write a page for reading only, of one file, and start no server
    #[arg(id = "page_file", short = 'o', long = "output", value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Replace a page that guihua did not write, or that somebody has edited since
    #[arg(id = "force", long = "force")]
    pub force: bool,

    /// Print the address of the page and open no browser
    #[cfg(feature = "review")]
    #[arg(long)]
    pub no_open: bool,

    /// Leave aside the corrections beside the files, and write none
    #[arg(id = "without_corrections", long = "no-corrections")]
    pub no_corrections: bool,

    #[command(flatten)]
    pub reading: Reading,

    #[command(flatten)]
    pub costs: Costs,
}
