//! What an export says at its end: what came out, and what to look at.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use guihua::Lang;
use guihua::model::Severity;

use crate::cli::batch::record::Tally;
use crate::cli::book::{Counts, Remark, gist, title};
use crate::cli::locale::Ui;
use crate::cli::place::Place;
use crate::cli::review::Reviewed;
use crate::cli::{as_read, place, plain, walk};

/// So many kinds of findings are told; the workbook has the rest.
const KINDS: usize = 8;

/// So many places are told of each.
const PLACES: usize = 5;

/// Lines are no wider for the sake of headings that are not needed.
const WIDTH: usize = 80;

/// So many characters of a message are told.
const MESSAGE: usize = 40;

/// What was exported so far.
#[derive(Default)]
pub struct Summary {
    pub plans: u64,
    /// What is to be looked at in the plans of the first input.
    remarks: Vec<Remark>,
    /// Models whose source is not at hand.
    alone: usize,
    /// Whether anybody has looked for them.
    is_told: bool,
}

impl Summary {
    /// Nothing so far; whether findings are looked for.
    pub fn new(is_told: bool) -> Self {
        Self { is_told, ..Self::default() }
    }

    /// Takes note of a plan; `is_first` is whether it is of the first input.
    pub fn add(&mut self, plan: &Reviewed, is_first: bool) {
        if is_first {
            self.remarks.extend_from_slice(&plan.remarks);
        }
        self.plans += 1;
        self.alone += usize::from(plan.is_alone);
    }

    /// What is said of it.
    ///
    /// # Errors
    ///
    /// None: memory can be written.
    pub fn words(
        mut self,
        output: &Path,
        files: &[PathBuf],
        counts: Option<Counts>,
        tally: &Tally,
        cut: u64,
        ui: Ui,
    ) -> io::Result<String> {
        let mut stderr = Vec::new();
        let name = names(output, files, ui.lang);
        let name = plain::line(&name);
        let zh = ui.lang == Lang::Zh;
        write!(stderr, "{}", ui.pick("已写 ", "wrote "))?;
        write!(stderr, "{name}")?;
        // Places are told where there is one file to look at.
        let is_one = self.plans > 0 && tally.done() == 1;
        let mut parts = Vec::new();
        let counted = |count: u64, zh_word: &str, en_word: &str| {
            (count > 0).then(|| if zh { format!("{zh_word} {count}") } else { format!("{count} {en_word}") })
        };
        if !is_one || self.plans > 1 || counts.is_none() {
            parts.extend(counted(self.plans, "规划", if self.plans == 1 { "plan" } else { "plans" }));
        }
        let of_plans = counts.map(|counts| counts.words(ui.lang)).unwrap_or_default();
        parts.extend(of_plans);
        parts.extend(counted(tally.skipped, "跳过文件", "files skipped"));
        parts.extend(counted(tally.failed, "没有读成", "not read"));
        if !parts.is_empty() {
            let parts = parts.join(if zh { "、" } else { ", " });
            write!(stderr, "{}{parts}", ui.pick("：", ": "))?;
        }
        if cut > 0 {
            match ui.lang {
                Lang::Zh => write!(stderr, "；{cut} 个单元格超过 Excel 的 32767 字上限，末尾已截断为“…”")?,
                Lang::En => write!(stderr, "; {cut} cells exceed Excel's 32,767 characters and end in …")?,
            }
        }
        let remarks = counts.map(|counts| counts.remarks).or_else(|| {
            let of = |severity| self.remarks.iter().filter(|remark| remark.severity == severity).count();
            is_one.then(|| [Severity::Info, Severity::Warning, Severity::Error].map(of))
        });
        // Lines of models, and what is quiet, were not looked at.
        if let Some(remarks) = remarks.filter(|_| counts.is_some() || self.is_told) {
            let found: usize = remarks.iter().sum();
            let errors = if counts.is_some() { remarks[Severity::Error as usize] } else { 0 };
            match (found, is_one, zh) {
                (0, _, true) => write!(stderr, "；没有发现要核对的地方")?,
                (0, _, false) => write!(stderr, "; nothing to check")?,
                (found, true, true) => write!(stderr, "；请核对 {found} 处：")?,
                (found, true, false) => write!(stderr, "; please check {found}:")?,
                (found, false, true) => write!(stderr, "；请核对 {found} 处（错误 {errors}），见“待核对”表")?,
                (found, false, false) => {
                    write!(stderr, "; please check {found} ({errors} errors), see the sheet To be checked")?;
                }
            }
        }
        writeln!(stderr)?;
        let has_sheet = counts.is_some();
        if is_one && self.is_told {
            self.tell_remarks(&mut stderr, has_sheet, ui)?;
        }
        if self.alone > 0 && self.is_told {
            writeln!(stderr, "  {}", as_read::alone(self.alone, ui.lang))?;
        }
        Ok(String::from_utf8_lossy(&stderr).into_owned())
    }

    /// What is to be looked at, rule by rule.
    fn tell_remarks(&mut self, stderr: &mut impl Write, has_sheet: bool, ui: Ui) -> io::Result<()> {
        let is_as_read = |remark: &Remark| as_read::is_marked(&remark.message);
        let key = |it: &Remark| (std::cmp::Reverse(it.severity), it.code, is_as_read(it));
        self.remarks.sort_by_key(key);
        let kinds: Vec<&[Remark]> = self.remarks.chunk_by(|one, other| key(one) == key(other)).collect();
        for remarks in kinds.iter().take(KINDS) {
            let first = &remarks[0];
            let label = first.severity.label(ui.lang);
            let what = if let [one] = remarks {
                gist(&one.message, MESSAGE)
            } else {
                as_read::like(&first.message, title(first.code, ui.lang), ui.lang)
            };
            let what = plain::line(&what);
            let list: Vec<Place> = remarks.iter().map(|remark| remark.place.clone()).collect();
            let columns = ui.columns_on_stderr().unwrap_or(WIDTH).min(WIDTH);
            let before = format!("  {label} {what} 00处：");
            let places = place::fitting(&list, PLACES, &before, columns, ui.lang);
            let places = plain::line(&places);
            match (ui.lang, remarks.len()) {
                (Lang::Zh, 1) => writeln!(stderr, "  {label} {what}：{places}")?,
                (Lang::Zh, count) => writeln!(stderr, "  {label} {what} {count}处：{places}")?,
                (Lang::En, 1) => writeln!(stderr, "  {label}: {what}: {places}")?,
                (Lang::En, count) => writeln!(stderr, "  {label}: {what}, {count} times: {places}")?,
            }
        }
        if let Some(rest) = kinds.len().checked_sub(KINDS).filter(|rest| *rest > 0) {
            match ui.lang {
                Lang::Zh if !has_sheet => writeln!(stderr, "  另有 {rest} 类，用 guihua check 查看")?,
                Lang::En if !has_sheet => writeln!(stderr, "  {rest} more kinds: see guihua check")?,
                Lang::Zh => writeln!(stderr, "  另有 {rest} 类，见“待核对”表")?,
                Lang::En => writeln!(stderr, "  {rest} more kinds: see the sheet To be checked")?,
            }
        }
        Ok(())
    }
}

/// That an input was passed over.
pub fn skipped(path: &Path, reason: &str, ui: Ui) -> String {
    let line = format!("{}: {}: {reason}", ui.pick("跳过", "skipped"), walk::told(path));
    plain::line(&line).into_owned()
}

/// Says how many files were written, one for each input.
pub fn tell_each(written: u64, failed: u64, skipped: u64, ui: Ui) {
    let mut parts = vec![match ui.lang {
        Lang::Zh => format!("共写出 {written} 个文件"),
        Lang::En => format!("{written} files written"),
    }];
    for (count, zh, en) in [(failed, "没有写成", "not written"), (skipped, "跳过", "skipped")] {
        if count > 0 {
            parts.push(match ui.lang {
                Lang::Zh => format!("{zh} {count} 个"),
                Lang::En => format!("{count} {en}"),
            });
        }
    }
    let line = parts.join(ui.pick("，", ", "));
    // Nobody is left to tell where standard error cannot be written.
    let _ = writeln!(io::stderr(), "{line}");
}

/// Says how many files are there, whole, after an interrupt.
pub fn tell_interrupted(written: u64, ui: Ui) {
    let words = match (written, ui.lang) {
        (0, Lang::Zh) => "已中断，没有写出任何文件".to_owned(),
        (0, Lang::En) => "interrupted: nothing was written".to_owned(),
        (_, Lang::Zh) => format!("已中断：已写出 {written} 个文件，其余没有写"),
        (_, Lang::En) => format!("interrupted: {written} files were written, the others were not"),
    };
    // Nobody is left to tell where standard error cannot be written.
    let _ = writeln!(io::stderr(), "{words}");
}

/// What was written: the file or the folder that was named, or the files that a name
/// stands for.
fn names(output: &Path, files: &[PathBuf], lang: Lang) -> String {
    if files.len() == 1 || output.is_dir() {
        return plain::name(output);
    }
    let name = |file: &PathBuf| plain::name(Path::new(file.file_name().unwrap_or_default()));
    let list: Vec<String> = files.iter().map(name).collect();
    let folder = files.first().and_then(|file| file.parent()).filter(|at| !at.as_os_str().is_empty());
    let folder = folder.map(plain::name);
    let count = list.len();
    match lang {
        Lang::Zh => {
            let folder = folder.map(|folder| format!("{folder} 里的 ")).unwrap_or_default();
            format!("{folder}{}（{count} 个文件）", list.join("、"))
        }
        Lang::En => {
            let folder = folder.map(|folder| format!(" in {folder}")).unwrap_or_default();
            format!("{}{folder} ({count} files)", list.join(", "))
        }
    }
}
