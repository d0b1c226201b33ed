//! Which files to read, for every subcommand that reads several.

use std::path::PathBuf;

use clap::ArgAction;

#[derive(Debug, Default, clap::Args)]
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
}
