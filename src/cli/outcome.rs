//! How a run ended.

/// How a subcommand that did its work ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing to report.
    Done,
    /// There are findings that the user wants to fail.
    Findings,
    /// Some input was not read; it is told, and the others are done.
    Unread,
    /// The user wanted no more.
    Interrupted,
}
