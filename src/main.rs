//! The program `guihua`: its allocator, and [`guihua::cli::main`].

use std::process::ExitCode;

#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(guihua::cli::main(std::env::args_os().collect()))
}
