//! What stops the program, in words.
//!
//! Errors travel as [`anyhow::Error`]; only here do they become text, so that
//! the language is chosen once.

use std::cell::Cell;
use std::error::Error;
use std::io::{self, Write};
use std::panic;
#[cfg(feature = "export")]
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use annotate_snippets::renderer::{DEFAULT_ERROR_STYLE, Style};
use clap::error::ErrorKind;
use guihua::Lang;
use guihua::error::Foreign;

use super::chinese;
use super::ending;
#[cfg(feature = "export")]
use super::export::keys::Conflict;
#[cfg(feature = "export")]
use super::export::not_accepted::NotAccepted;
#[cfg(feature = "export")]
use super::export::sink::{TooManyPlans, TooManyRows};
use super::input::TooLarge;
use super::locale::Ui;
use super::task::Task;
use super::walk::Problem;
use super::{output, plain, usage};

/// What [`print`] says, without its label.
pub fn words(error: &anyhow::Error, ui: Ui) -> String {
    message(error, ui)
}

thread_local! {
    static FORESEEN: Cell<bool> = const { Cell::new(false) };
}

/// What the decoder of a format did not foresee becomes an error of the file; it is no
/// failure of this program that anybody should read about. All other panics are
/// reported as before.
pub fn report_what_is_unforeseen() {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if thread::current().name() != Some("reader") && !FORESEEN.get() {
            report(panic);
        }
    }));
}

/// Does `write` with a writer of others that panics where it cannot write, as on a
/// full disk: that is an error like any other.
///
/// # Errors
///
/// What `write` reports, and that it panicked.
#[cfg(feature = "export")]
pub fn foreseen<T>(write: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    FORESEEN.set(true);
    let result = catch_unwind(AssertUnwindSafe(write));
    FORESEEN.set(false);
    result.unwrap_or_else(|_| Err(io::Error::from(io::ErrorKind::StorageFull).into()))
}

/// Prints `error` on standard error.
pub fn print(error: &anyhow::Error, ui: Ui) {
    print_line(&message(error, ui), ui);
}

/// The exit status behind help that was printed: a reader that has gone away has read enough,
/// a disk that is full has not taken what was asked for.
fn printed(result: io::Result<()>, error: &clap::Error, ui: Ui) -> i32 {
    match result.and_then(|()| io::stdout().flush()) {
        Err(fault) if !error.use_stderr() && fault.kind() != io::ErrorKind::BrokenPipe => {
            print(&anyhow::Error::from(fault).context(Task::Write(None)), ui);
            2
        }
        _ => error.exit_code(),
    }
}

/// Prints help, version or a usage error where it belongs; the exit status.
pub fn print_usage(error: &clap::Error, ui: Ui) -> i32 {
    let chinese = (ui.lang == Lang::Zh).then(|| chinese::usage_error(error)).flatten();
    let chinese = usage::words(error, ui.lang).or(chinese);
    // A reader that has gone away has read enough.
    match (error.kind(), chinese) {
        (ErrorKind::DisplayHelp | ErrorKind::DisplayVersion, _) | (_, None) => {
            // The words typed are part of it, also those that steer a terminal.
            let text = error.render().to_string();
            if ui.lang == Lang::Zh && error.kind() == ErrorKind::DisplayHelp {
                let styled = error.render();
                let text = if ui.color_on_stdout() { styled.ansi().to_string() } else { styled.to_string() };
                let text = chinese::placeholders(&text);
                return printed(io::stdout().lock().write_all(text.as_bytes()), error, ui);
            }
            let shown = text.split('\n').map(plain::opening).collect::<Vec<_>>().join("\n");
            if shown == text {
                return printed(error.print(), error, ui);
            }
            let _ = write!(io::stderr(), "{shown}");
        }
        (_, Some(message)) => {
            print_line(&message, ui);
            let more = ui.pick(
                "用 guihua --help 或 guihua 命令 --help 查看用法。",
                "For more information, try 'guihua --help' or 'guihua COMMAND --help'.",
            );
            let _ = writeln!(io::stderr(), "\n{more}");
        }
    }
    error.exit_code()
}

fn print_line(message: &str, ui: Ui) {
    let _ = writeln!(io::stderr(), "{}", line(message, ui));
}

/// The line that tells of an error.
pub fn line(message: &str, ui: Ui) -> String {
    let label = ui.pick("错误", "error");
    let message = plain::lines(message);
    let style = if ui.color_on_stderr() { DEFAULT_ERROR_STYLE } else { Style::new() };
    format!("{style}{label}:{style:#} {message}")
}

/// The whole chain, outermost first.
fn message(error: &anyhow::Error, ui: Ui) -> String {
    let mut parts = Vec::new();
    if let Some(task) = error.downcast_ref::<Task>() {
        parts.push(task.message(ui));
    }
    let causes = error.chain().skip(parts.len());
    for words in causes.map(|cause| cause_message(cause, ui.lang)) {
        // A cause may have said already what it was caused by: SQLite does.
        if !parts.last().is_some_and(|before| before.ends_with(&words) || words.ends_with(before.as_str())) {
            parts.push(words);
        }
    }
    parts.join(": ")
}

/// What went wrong, without what it went wrong with.
pub fn causes(error: &anyhow::Error, lang: Lang) -> String {
    // Another file that stood in the way, such as that of the corrections, is part of it.
    let task = error.downcast_ref::<Task>().map(|task| (task.to_string(), task.message_in(lang)));
    let causes: Vec<_> = error
        .chain()
        .map(|cause| match &task {
            Some((english, words)) if cause.to_string() == *english => words.clone(),
            _ => cause_message(cause, lang),
        })
        .collect();
    causes.join(": ")
}

/// The same without what was to be done.
#[cfg(feature = "review")]
pub fn reason(error: &anyhow::Error, lang: Lang) -> String {
    let causes = error.chain().skip(usize::from(error.is::<Task>()));
    causes.map(|cause| cause_message(cause, lang)).collect::<Vec<_>>().join(": ")
}

fn cause_message(cause: &(dyn Error + 'static), lang: Lang) -> String {
    if let Some(guihua::Error::NotText { found: Foreign::Spreadsheet }) = cause.downcast_ref() {
        let (zh, en) = ending::WORKBOOK;
        return if lang == Lang::Zh { zh } else { en }.to_owned();
    }
    if lang == Lang::En {
        return without_number(&cause.to_string());
    }
    if let Some(refusal) = cause.downcast_ref::<output::Refusal>() {
        return refusal.message(lang).to_owned();
    }
    if let Some(error) = cause.downcast_ref::<TooLarge>() {
        return error.message_zh();
    }
    if let Some(fault) = cause.downcast_ref::<guihua::corrections::Fault>() {
        return fault.message_zh();
    }
    if let Some(error) = cause.downcast_ref::<guihua::Error>() {
        return error.message_zh();
    }
    if let Some(message) = cause.downcast_ref::<Problem>().and_then(Problem::message_zh) {
        return message;
    }
    #[cfg(feature = "export")]
    {
        if let Some(conflict) = cause.downcast_ref::<Conflict>() {
            return conflict.message_zh();
        }
        if let Some(error) = cause.downcast_ref::<TooManyRows>() {
            return error.message_zh();
        }
        if cause.is::<TooManyPlans>() {
            return TooManyPlans::message_zh();
        }
        if let Some(error) = cause.downcast_ref::<NotAccepted>() {
            return error.message_zh();
        }
    }
    let error = match cause.downcast_ref::<Problem>() {
        Some(Problem::Io(error)) => Some(error),
        _ => cause.downcast_ref::<io::Error>(),
    };
    let kind = error.map(io::Error::kind);
    let known = match kind {
        Some(io::ErrorKind::NotFound) => "没有这个文件或目录",
        Some(io::ErrorKind::PermissionDenied) => "没有权限",
        Some(io::ErrorKind::IsADirectory) => "这是一个目录",
        Some(io::ErrorKind::NotADirectory) => "路径中有一段不是目录",
        Some(io::ErrorKind::StorageFull) => "磁盘已满",
        Some(io::ErrorKind::ReadOnlyFilesystem) => "文件系统只读",
        Some(io::ErrorKind::WouldBlock) => "另一个程序正占用这个文件，请稍后再试",
        _ => return without_number(&cause.to_string()),
    };
    known.to_owned()
}

/// What the system reports, without the number that it has there.
fn without_number(message: &str) -> String {
    let Some((words, number)) = message.rsplit_once(" (os error ") else { return message.to_owned() };
    let is_number = number.strip_suffix(')').is_some_and(|it| it.bytes().all(|byte| byte.is_ascii_digit()));
    if is_number { words.to_owned() } else { message.to_owned() }
}
