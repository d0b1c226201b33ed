//! What comes from outside while the work is going on.
//!
//! Ctrl-C lets those who listen ([`interrupts`]) end in order; the second time,
//! or where nobody listens, it ends the process, as SIGTERM and the others do. No
//! file that is not in its place stays behind then. Signals that the process was
//! told to ignore, by `nohup` or a script, are ignored.

use std::process;
use std::sync::{Mutex, Once, PoisonError};

use crossbeam_channel::{Receiver, Sender, bounded, never};

use super::batch::pool;
use super::output;

/// The exit status of whoever ends by Ctrl-C, as shells have it.
const INTERRUPTED: i32 = 130;

/// Who wants to know of Ctrl-C; once told, nobody.
static LISTENER: Mutex<Option<Sender<()>>> = Mutex::new(None);

/// Sees to it that a signal leaves no file behind that is not in its place.
pub fn clean_up() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        // An error means that Ctrl-C is to be ignored, as shells want it for jobs in
        // the background, or that it cannot be caught: the next run cleans up then.
        let _ = ctrlc::try_set_handler(|| {
            let listener = LISTENER.lock().unwrap_or_else(PoisonError::into_inner).take();
            if listener.is_none_or(|listener| listener.try_send(()).is_err()) {
                let _held = output::discard_all();
                process::exit(INTERRUPTED);
            }
        });
        #[cfg(unix)]
        catch_ends();
    });
}

/// What comes when the user presses Ctrl-C; the second time ends the process.
pub fn interrupts() -> Receiver<()> {
    clean_up();
    let mut listener = LISTENER.lock().unwrap_or_else(PoisonError::into_inner);
    let (sender, receiver) = bounded(1);
    // The end of the channel is no interrupt, so it never comes.
    if listener.replace(sender).is_some() { never() } else { receiver }
}

/// Lets a file that may grow no more (`ulimit -f`) be told as a full disk is: otherwise the
/// system would end the process without a word.
pub fn outlast() {
    #[cfg(unix)]
    {
        // Nobody looks at the flag; it is what writing gives that counts.
        let flag = std::sync::Arc::default();
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, flag);
    }
}

/// Ends by whatever signal ends a process and can be caught as if it were not, but cleans
/// up before.
#[cfg(unix)]
fn catch_ends() {
    use signal_hook::consts::{
        SIGABRT, SIGALRM, SIGHUP, SIGPROF, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGXCPU,
    };
    use signal_hook::iterator::Signals;

    const ENDS: [i32; 10] =
        [SIGTERM, SIGHUP, SIGQUIT, SIGXCPU, SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGABRT];
    let (give, taken) = bounded::<Signals>(1);
    let started = pool::spawn(move || {
        let Ok(mut signals) = taken.recv() else { return };
        if let Some(signal) = signals.forever().next() {
            let _held = output::discard_all();
            let _ = signal_hook::low_level::emulate_default_handler(signal);
            // Where the system does not end it, as shells tell it.
            process::exit(128 + signal);
        }
    });
    // Where nobody would look at them they are not caught.
    if started.is_ok()
        && let Ok(signals) = Signals::new(ENDS.into_iter().filter(|signal| !is_ignored(*signal)))
    {
        let _ = give.send(signals);
    }
}

/// Whether the process was told to ignore the signal. Where the system does not
/// say so, SIGHUP counts as ignored, for the sake of `nohup`.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").ok();
    let ignored = status.as_deref().and_then(|status| {
        let digits = status.lines().find_map(|line| line.strip_prefix("SigIgn:"))?;
        u64::from_str_radix(digits.trim(), 16).ok()
    });
    ignored.map_or(signal == signal_hook::consts::SIGHUP, |ignored| ignored >> (signal - 1) & 1 == 1)
}
