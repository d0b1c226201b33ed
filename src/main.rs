//! The program `guihua`: [`guihua::cli::main`].

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(guihua::cli::main(std::env::args_os().collect()))
}
