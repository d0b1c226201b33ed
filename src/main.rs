//! The command line of `guihua`.
//!
//! What was typed becomes [`cli::args::Args`]; one function per subcommand does
//! the work; the exit status is decided here and nowhere else: 0 done, 1 findings
//! at or above `--fail-on`, 2 wrong usage, input not read or output not written,
//! 130 interrupted.

mod cli;

use std::process::ExitCode;

use cli::{args, fault, locale, run};

#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // What the decoder of a format did not foresee becomes an error of the file;
    // it is no failure of this program that anybody should read about.
    let report = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some("reader") {
            report(panic);
        }
    }));
    let words: Vec<_> = std::env::args_os().collect();
    let ui = locale::Ui::guess(&words);
    let args = match args::parse(words, ui) {
        Ok(args) => args,
        Err(error) => return usage(fault::print_usage(&error, ui)),
    };
    match run::run(&args, ui) {
        Ok(run::Outcome::Done) => ExitCode::SUCCESS,
        Ok(run::Outcome::Findings) => ExitCode::from(1),
        Ok(run::Outcome::Unread) => ExitCode::from(2),
        Ok(run::Outcome::Interrupted) => ExitCode::from(130),
        Err(error) => {
            fault::print(&error, ui);
            ExitCode::from(2)
        }
    }
}

/// Help and version are asked for; everything else is wrong usage.
fn usage(status: i32) -> ExitCode {
    ExitCode::from(u8::try_from(status).unwrap_or(2))
}
