//! What the ending of a file's name says of its format.

use std::path::Path;

use guihua::Lang;

use super::locale::Ui;
use super::plain;

/// Why a workbook is not read, whoever wrote it.
pub const WORKBOOK: (&str, &str) = (
    "工作簿（电子表格）不能读：请给出原文（.docx、.pdf……）或模型文件（.yaml）",
    "workbooks (spreadsheets) are not read: name the source (.docx, .pdf, …) or its model (.yaml)",
);

/// An ending of what this program writes, or of what it does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    Xlsx,
    Html,
    Csv,
    Parquet,
    Sqlite,
    Yaml,
    Json,
    Ndjson,
    /// Plain text, which results may be called that print as text.
    Text(String),
    Other(String),
}

impl Ending {
    /// The ending of a name, if it has one.
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        Some(match ending.as_str() {
            "xlsx" => Self::Xlsx,
            "html" | "htm" => Self::Html,
            "csv" | "tsv" => Self::Csv,
            "parquet" => Self::Parquet,
            "db" | "sqlite" | "sqlite3" => Self::Sqlite,
            "yaml" | "yml" => Self::Yaml,
            "json" => Self::Json,
            "ndjson" | "jsonl" => Self::Ndjson,
            "txt" | "text" | "md" => Self::Text(ending),
            _ => Self::Other(ending),
        })
    }

    /// As it is written, without the point.
    fn name(&self) -> &str {
        match self {
            Self::Other(name) | Self::Text(name) => name.as_str(),
            Self::Yaml => "yaml",
            Self::Json => "json",
            Self::Ndjson => "ndjson",
            Self::Xlsx => "xlsx",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
            Self::Sqlite => "db",
        }
    }

    /// Whether it is that of what other programs open as something other than text.
    pub fn is_of_another(&self) -> bool {
        #[rustfmt::skip]
        const OTHERS: &[&str] = &[
            "xls", "et", "ods", "doc", "docx", "wps", "odt", "ofd", "pdf", "ppt", "pptx", "rtf",
            "png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "webp", "svg",
            "zip", "rar", "7z", "gz", "tgz", "tar",
        ];
        match self {
            Self::Text(_) => false,
            Self::Other(name) => OTHERS.contains(&name.as_str()),
            _ => true,
        }
    }

    /// Whether it is that of a file of any kind that people know, and of no folder.
    pub fn is_of_a_file(&self) -> bool {
        matches!(self, Self::Text(_)) || self.is_of_another()
    }

    /// Why nothing is written to `path`, which ends so.
    pub fn unfit(&self, path: &Path, ui: Ui) -> anyhow::Error {
        self.unfit_for(path, ".xlsx .html .csv .parquet .db .yaml .json .ndjson", ui)
    }

    /// The same where only the endings `known` are written.
    pub fn unfit_for(&self, path: &Path, known: &str, ui: Ui) -> anyhow::Error {
        let name = self.name();
        // Where no workbook is written, it is none.
        let is_book = known.contains(".xlsx");
        let hint = match (name, ui.lang) {
            _ if !is_book => "",
            ("xls" | "et", Lang::Zh) => "；Excel 和 WPS 都能打开 .xlsx",
            ("xls" | "et", Lang::En) => "; spreadsheets open .xlsx",
            _ => "",
        };
        let path = plain::name(path);
        anyhow::Error::msg(match ui.lang {
            Lang::Zh => {
                format!("不能写成 .{name}（{path}）：-o 的扩展名决定写成什么，这里可用 {known}{hint}")
            }
            Lang::En => {
                format!(
                    "cannot write .{name} ({path}): the ending of -o says what is written, one of {known}{hint}"
                )
            }
        })
    }
}

/// Whether text may be written to an output: a name that promises something else is wrong usage.
///
/// # Errors
///
/// It promises something else.
pub fn text_fits(output: Option<&Path>, known: &str, ui: Ui) -> anyhow::Result<()> {
    match output.and_then(|path| Ending::of(path).map(|ending| (path, ending))) {
        Some((path, ending)) if ending.is_of_another() => Err(ending.unfit_for(path, known, ui)),
        _ => Ok(()),
    }
}

/// Whether the lines that `option` has written may be called so: by an ending of theirs, or by
/// one that promises nothing.
///
/// # Errors
///
/// It promises something else.
pub fn lines_fit(option: &str, output: Option<&Path>, own: &[Ending], ui: Ui) -> anyhow::Result<()> {
    let Some((path, ending)) = output.and_then(|path| Some((path, Ending::of(path)?))) else {
        return Ok(());
    };
    if own.contains(&ending) || !ending.is_of_another() {
        return Ok(());
    }
    let (path, name) = (plain::name(path), ending.name());
    let known: Vec<String> = own.iter().map(|own| format!(".{}", own.name())).collect();
    let known = known.join(" ");
    anyhow::bail!(match ui.lang {
        Lang::Zh => format!("{option} 不写成 .{name}（{path}）：这里可用 {known}"),
        Lang::En => format!("{option} does not write .{name} ({path}): it writes {known}"),
    })
}
