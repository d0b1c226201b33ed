//! The command line in layers: what was typed, the only reading, the only
//! writing, what people read on standard error, one function per subcommand.

pub mod args;
mod chinese;
pub mod fault;
mod input;
pub mod locale;
mod output;
mod report;
pub mod run;
#[allow(dead_code, reason = "the subcommands over archives are being built on it")]
mod walk;
