//! Work that is given up where it takes longer than it may.
//!
//! Commands with many files have a pool of threads for that; this is for those with one.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::batch::pool;
use super::locale::Ui;

/// Why a file was given up.
pub const TOO_LONG: (&str, &str) = ("超过 --timeout 允许的时间", "takes longer than --timeout allows");

/// Does `work`, and waits no longer for it than `time`: it goes on by itself then, until the
/// program ends. Nothing is to be written in it.
///
/// # Errors
///
/// Those of `work`, and [`TOO_LONG`].
pub fn within<T: Send + 'static>(
    time: Option<Duration>,
    ui: Ui,
    work: impl FnOnce() -> anyhow::Result<T> + Send + 'static,
) -> anyhow::Result<T> {
    let Some(time) = time else { return work() };
    let (give, take) = mpsc::channel();
    let start = Instant::now();
    pool::spawn(move || {
        let done = work();
        // Nobody may be waiting any more.
        let _ = give.send((done, start.elapsed()));
    })?;
    match take.recv_timeout(time) {
        // It may have been done before anybody looked.
        Ok((done, taken)) if taken <= time => done,
        Ok(_) | Err(RecvTimeoutError::Timeout) => Err(anyhow::anyhow!("{}", ui.pick(TOO_LONG.0, TOO_LONG.1))),
        // It has said itself what it did not foresee.
        Err(RecvTimeoutError::Disconnected) => {
            Err(anyhow::anyhow!("{}", ui.pick("程序内部错误", "an internal error")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use guihua::Lang;

    #[test]
    fn what_takes_too_long_is_given_up() {
        let ui = Ui { lang: Lang::En, color: clap::ColorChoice::Never };
        let wait = |millis| {
            move || {
                std::thread::sleep(Duration::from_millis(millis));
                Ok(())
            }
        };
        assert!(within(None, ui, wait(1)).is_ok());
        assert!(within(Some(Duration::from_mins(1)), ui, wait(1)).is_ok());
        assert!(within(Some(Duration::from_nanos(1)), ui, || Ok(())).is_err());
        let error = within(Some(Duration::from_millis(5)), ui, wait(60_000)).unwrap_err();
        assert_eq!(error.to_string(), TOO_LONG.1);
    }
}
