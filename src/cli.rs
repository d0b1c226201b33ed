//! The command line in layers: what was typed, the only reading, the only
//! writing, what people read on standard error, one function per subcommand.
//!
//! What was typed becomes `args::Args`; one function per subcommand does the
//! work; the exit status is decided in [`main`] and nowhere else: 0 done, 1
//! findings at or above `--fail-on`, 2 wrong usage, input not read or output not
//! written, 130 interrupted.
//!
//! This is no part of the library's interface. It stands in the library so that
//! other programs, such as the command of the Python package, can be the same
//! program.
#![cfg_attr(
    not(all(feature = "export", feature = "review")),
    allow(dead_code, unused_imports, reason = "what only these call stands where it belongs")
)]

use std::ffi::OsString;

use self::outcome::Outcome;

mod args;
mod as_read;
#[cfg(feature = "export")]
mod aside;
mod batch;
mod book;
mod check;
mod chinese;
mod corrected;
mod deadline;
mod ending;
mod explain;
#[cfg(feature = "export")]
mod export;
mod fault;
mod fix;
mod grouped;
mod guide;
mod input;
mod locale;
pub mod many;
mod mistyped;
mod origin;
mod ours;
mod outcome;
mod output;
mod place;
mod plain;
mod proofread;
mod quoting;
mod redirect;
mod report;
mod review;
mod reviewing;
mod room;
mod run;
mod signal;
mod task;
mod told;
mod usage;
mod walk;
mod words;

/// Runs the program with the words typed, its own name first, and gives its
/// exit status.
#[must_use]
pub fn main(words: Vec<OsString>) -> u8 {
    fault::report_what_is_unforeseen();
    signal::outlast();
    let ui = locale::Ui::guess(&words);
    let words = match words::look_at(words, ui) {
        words::Asked::Command(words) => words,
        words::Asked::Guide => {
            // A reader that has gone away has read enough.
            let written =
                output::Target::STDOUT.write(|writer| writer.write_all(guide::text(ui.lang).as_bytes()));
            return written.map_or_else(
                |error| {
                    fault::print(&error, ui);
                    2
                },
                |()| 0,
            );
        }
        words::Asked::Manual(name) => {
            let lang = if ui.lang == guihua::Lang::Zh { "--lang=zh" } else { "--lang=en" };
            let words = ["guihua".into(), lang.into()].into_iter().chain(name.map(Into::into));
            words.chain(["--help".into()]).collect()
        }
    };
    let typed = words.clone();
    let args = match args::parse(words, ui) {
        Ok(args) => args,
        // Help and version are asked for; everything else is wrong usage.
        Err(error) => {
            let status = u8::try_from(fault::print_usage(&error, ui)).unwrap_or(2);
            if status != 0 {
                quoting::tell_words(&typed, ui);
            }
            return status;
        }
    };
    let outcome = run::run(&args, ui).unwrap_or_else(|error| {
        fault::print(&error, ui);
        Outcome::Unread
    });
    match outcome {
        Outcome::Done => 0,
        Outcome::Findings => 1,
        Outcome::Unread => {
            quoting::tell(&args, ui);
            2
        }
        Outcome::Interrupted => 130,
    }
}
