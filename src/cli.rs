//! The command line in layers: what was typed, the only reading, the only
//! writing, what people read on standard error, one function per subcommand.

pub mod args;
mod batch;
mod check;
mod chinese;
mod explain;
#[cfg(feature = "export")]
mod export;
pub mod fault;
mod input;
pub mod locale;
mod output;
mod report;
pub mod run;
mod walk;
