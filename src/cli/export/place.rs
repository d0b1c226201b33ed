//! Where an export goes, and in which format: what was said of it, what the
//! ending of the output says, and what is meant where nothing was said.

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::cli::args::{Export, ExportFormat};
use crate::cli::ending::{self, Ending};
use crate::cli::locale::Ui;
use crate::cli::plain;
use crate::cli::task::Task;
use crate::cli::walk::is_stdin;

/// The format of an export: as `--to` says, as the ending of the output says, a
/// workbook where neither says anything.
///
/// # Errors
///
/// The two contradict each other, or nobody knows the ending.
pub fn format(args: &Export, ui: Ui) -> anyhow::Result<ExportFormat> {
    let told = match args.output.as_deref().and_then(Ending::of) {
        None => None,
        Some(ending) => match (ending, args.to) {
            (Ending::Xlsx, _) => Some(ExportFormat::Xlsx),
            (Ending::Html, _) => Some(ExportFormat::Html),
            (Ending::Csv, _) => Some(ExportFormat::Csv),
            (Ending::Parquet, _) => Some(ExportFormat::Parquet),
            (Ending::Sqlite, _) => Some(ExportFormat::Sqlite),
            // A folder may be called anything that does not promise a file of another kind.
            (ending, Some(ExportFormat::Csv | ExportFormat::Parquet))
                if !ending.is_of_a_file() || args.output.as_deref().is_some_and(Path::is_dir) =>
            {
                None
            }
            (_, Some(to @ (ExportFormat::Csv | ExportFormat::Parquet))) => {
                return Err(disagree(args, to, ui));
            }
            (ending, _) => return Err(ending.unfit(args.output.as_deref().unwrap_or(Path::new("")), ui)),
        },
    };
    match (told, args.to) {
        (Some(told), Some(to)) if told != to => Err(disagree(args, to, ui)),
        (told, to) if args.tables && to.or(told) == Some(ExportFormat::Html) => {
            let zh = "网页没有供程序读的表：--tables 请与 .xlsx、.csv、.parquet 或 .db 一起用";
            let en = "a page has no tables for programs: --tables goes with .xlsx, .csv, .parquet or .db";
            anyhow::bail!("{}", ui.pick(zh, en));
        }
        (told, to) => Ok(to.or(told).unwrap_or(ExportFormat::Xlsx)),
    }
}

/// `--to` says something else than the ending of the output.
fn disagree(args: &Export, to: ExportFormat, ui: Ui) -> anyhow::Error {
    let name = plain::name(args.output.as_deref().unwrap_or(Path::new("")));
    let to = to.name();
    anyhow::Error::msg(match ui.lang {
        guihua::Lang::Zh => format!("--to {to} 与 -o {name} 的扩展名不一致"),
        guihua::Lang::En => format!("--to {to} and the ending of -o {name} disagree"),
    })
}

/// Whether an export is for people and not for programs.
pub fn is_for_people(args: &Export, format: ExportFormat) -> bool {
    matches!(format, ExportFormat::Xlsx | ExportFormat::Html) && !args.tables
}

/// Where the export goes: as `-o` says, else beside the input.
///
/// # Errors
///
/// Nothing tells where.
pub fn output(args: &Export, format: ExportFormat, ui: Ui) -> anyhow::Result<PathBuf> {
    if let [one] = &args.inputs.files[..]
        && args.inputs.files_from.is_none()
        && Ending::of(one) == Some(Ending::Xlsx)
        && one.is_file()
    {
        return Err(unread(one, ui));
    }
    if let Some(output) = &args.output {
        return Ok(if is_for_people(args, format) {
            with_ending(args, output, format, ui)
        } else {
            output.clone()
        });
    }
    if is_for_people(args, format) && args.inputs.files_from.is_none() {
        match &args.inputs.files[..] {
            [one] if !is_stdin(one) => return Ok(beside(one, format)),
            [first, _, ..] if !is_stdin(first) => {
                return Ok(common_folder(&args.inputs.files).join(of_all(format, ui)));
            }
            _ => {}
        }
    }
    anyhow::bail!("{}", ui.pick("请用 -o 写明结果写到哪里", "say with -o where the result goes"))
}

/// What the output of several inputs is called.
fn of_all(format: ExportFormat, ui: Ui) -> PathBuf {
    Path::new(ui.pick("规划汇总", "plans")).with_extension(format.name())
}

/// Why a workbook is not read.
pub const fn unread_reason(ui: Ui) -> &'static str {
    ui.pick(ending::WORKBOOK.0, ending::WORKBOOK.1)
}

/// The same as an error of the file at `path`.
pub fn unread(path: &Path, ui: Ui) -> anyhow::Error {
    anyhow::anyhow!("{}", unread_reason(ui)).context(Task::Read(Some(plain::name(path))))
}

/// The folder that all of these files stand in; where they stand in several, or one is
/// mistyped, the working directory.
fn common_folder(files: &[PathBuf]) -> PathBuf {
    let folder = |file: &PathBuf| file.exists().then(|| file.parent().map(Path::to_owned)).flatten();
    let mut folders = files.iter().map(folder);
    match folders.next().flatten() {
        Some(first) if folders.all(|other| other.as_ref() == Some(&first)) => first,
        _ => PathBuf::new(),
    }
}

/// An output that was named without an ending has that of its format; in a folder it is
/// called as the input is. Devices and pipes are called as they are.
fn with_ending(args: &Export, output: &Path, format: ExportFormat, ui: Ui) -> PathBuf {
    // Whoever says what to write may call it as they like.
    if is_stdin(output) || !output.is_dir() && (args.to.is_some() || output.extension().is_some()) {
        return output.to_owned();
    }
    match fs::metadata(output) {
        Ok(found) if found.is_dir() => match &args.inputs.files[..] {
            [one] if !is_stdin(one) => {
                beside(one, format).file_name().map_or_else(|| output.to_owned(), |name| output.join(name))
            }
            _ => output.join(of_all(format, ui)),
        },
        Ok(found) if !found.is_file() => output.to_owned(),
        _ => output.with_extension(format.name()),
    }
}

/// The output beside an input: `规划.docx` becomes `规划.xlsx`, a folder `规划.xlsx`.
pub fn beside(input: &Path, format: ExportFormat) -> PathBuf {
    // `.` and `..` have no names of their own.
    let input = match input.file_name() {
        Some(_) => input.to_owned(),
        None => input.canonicalize().unwrap_or_else(|_| PathBuf::from("plans")),
    };
    if input.is_dir() {
        let mut name = input.file_name().unwrap_or_default().to_owned();
        name.push(".");
        name.push(format.name());
        return input.with_file_name(name);
    }
    input.with_extension(format.name())
}

/// The output beside an input whose own name another result has: `规划.pdf.xlsx`.
pub fn behind(input: &Path, format: ExportFormat) -> PathBuf {
    let mut name = input.file_name().unwrap_or_default().to_owned();
    name.push(".");
    name.push(format.name());
    input.with_file_name(name)
}

/// The folder of a format with a file for each table, and what their names begin
/// with: `结果/` holds `结果/plans.csv`, `结果.csv` stands for `结果.plans.csv`.
///
/// # Errors
///
/// The folder cannot be made.
pub fn folder_of_tables(output: &Path) -> io::Result<(PathBuf, String)> {
    let is_stem = matches!(Ending::of(output), Some(Ending::Csv | Ending::Parquet));
    if !is_stem || output.is_dir() {
        fs::create_dir_all(output)?;
        return Ok((output.to_owned(), String::new()));
    }
    let folder = output.parent().unwrap_or(Path::new("")).to_owned();
    let stem = output.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok((folder, format!("{stem}.")))
}
