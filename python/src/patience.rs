//! Work that other threads of Python, and Ctrl-C, need not wait for.

use std::ffi::OsStr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use pyo3::prelude::*;

use crate::failure;

/// How long a thread waits before it asks Python whether Ctrl-C was pressed.
pub const PATIENCE: Duration = Duration::from_millis(50);

/// As much as the main thread of a program has. Threads of Python have an eighth of
/// it on some systems, so that what they ask for is never done on them.
const STACK: usize = 8 * 1024 * 1024;

/// Does `work`, which is about the input called `name`, on a thread of its own. After
/// Ctrl-C that thread is left behind: it ends when its work does, and nobody waits.
/// What panics is an internal error of the input.
pub fn wait_for<T: Send + 'static>(
    py: Python<'_>,
    name: impl AsRef<OsStr>,
    work: impl FnOnce() -> T + Send + 'static,
) -> PyResult<T> {
    let (sender, receiver) = channel();
    let started = thread::Builder::new().name("guihua".to_owned()).stack_size(STACK).spawn(move || {
        // Nobody may be waiting any more.
        let _ = sender.send(catch_unwind(AssertUnwindSafe(work)));
    });
    started?;
    // The receiver goes along, since it cannot be shared.
    let mut receiver = receiver;
    loop {
        let (waited, back) = py.detach(move || (receiver.recv_timeout(PATIENCE), receiver));
        receiver = back;
        match waited {
            Ok(Ok(done)) => return Ok(done),
            Ok(Err(panic)) => {
                let words = panic.downcast_ref::<String>().map(String::as_str);
                let words = words.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no words");
                return Err(failure(py, "internal", &internal(words), name));
            }
            Err(RecvTimeoutError::Timeout) => py.check_signals()?,
            // The thread sends before it ends.
            Err(RecvTimeoutError::Disconnected) => {
                return Err(failure(py, "internal", &internal("no answer"), name));
            }
        }
    }
}

fn internal(words: &str) -> String {
    format!("an internal error of guihua, please report it: {words}")
}
