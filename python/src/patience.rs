//! Work that other threads of Python, and Ctrl-C, need not wait for.

use std::ffi::OsStr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use guihua::Lang;
use guihua::cli::many::{self, Why};
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
    lang: Lang,
    work: impl FnOnce() -> T + Send + 'static,
) -> PyResult<T> {
    let (sender, receiver) = channel();
    let started = thread::Builder::new().name("guihua".to_owned()).stack_size(STACK).spawn(move || {
        // Nobody may be waiting any more.
        let _ = sender.send(caught(work));
    });
    if started.is_err() {
        let Why { code, message } = many::no_threads(lang);
        return Err(failure(py, code, &message, name));
    }
    // The receiver goes along, since it cannot be shared.
    let mut receiver = receiver;
    loop {
        let (waited, back) = py.detach(move || (receiver.recv_timeout(PATIENCE), receiver));
        receiver = back;
        match waited {
            Ok(Ok(done)) => return Ok(done),
            Ok(Err(words)) => return Err(internal(py, &words, name)),
            Err(RecvTimeoutError::Timeout) => py.check_signals()?,
            // The thread sends before it ends.
            Err(RecvTimeoutError::Disconnected) => {
                return Err(internal(py, "no answer", name));
            }
        }
    }
}

/// Does `work` here; what panics is an internal error of the input called `name`.
pub fn guarded<T>(py: Python<'_>, name: impl AsRef<OsStr>, work: impl FnOnce() -> T) -> PyResult<T> {
    caught(work).map_err(|words| internal(py, &words, name))
}

/// What `work` gives, or what it said when it panicked.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let tested = || {
        assert!(!PANICS.swap(false, Ordering::Relaxed), "this was asked for");
        work()
    };
    catch_unwind(AssertUnwindSafe(tested)).map_err(|panic| {
        let words = panic.downcast_ref::<String>().cloned();
        words.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string)).unwrap_or_default()
    })
}

/// Whether the next work panics.
static PANICS: AtomicBool = AtomicBool::new(false);

/// Makes the next work panic, so that a test can see what becomes of it.
#[pyfunction]
pub fn panic_next() {
    PANICS.store(true, Ordering::Relaxed);
}

/// The program is at fault, and said `words`.
pub fn internal(py: Python<'_>, words: &str, name: impl AsRef<OsStr>) -> PyErr {
    failure(py, "internal", &format!("an internal error of guihua, please report it: {words}"), name)
}
