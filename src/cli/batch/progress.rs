//! Where the work is, on standard error: a bar for people, lines for logs.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use guihua::Lang;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::record::Tally;
use crate::cli::args::ProgressName;
use crate::cli::locale::Ui;

/// How often `plain` says where the work is.
const INTERVAL: Duration = Duration::from_secs(5);

/// Shows where the work is, and prints messages without disturbing that.
pub struct Progress {
    ui: Ui,
    total: Option<u64>,
    started: Instant,
    shown: Shown,
}

enum Shown {
    Bar(ProgressBar),
    Lines { last: Instant },
    Nothing,
}

impl Progress {
    /// `total` inputs are to come. `busy` is whether results go to the terminal
    /// that a bar would stand on.
    pub fn new(name: ProgressName, total: Option<u64>, busy: bool, ui: Ui) -> Self {
        let started = Instant::now();
        let shown = match name {
            ProgressName::None => Shown::Nothing,
            ProgressName::Plain => Shown::Lines { last: started },
            ProgressName::Auto if io::stderr().is_terminal() && !busy => Shown::Bar(bar(total, ui)),
            ProgressName::Auto => Shown::Nothing,
        };
        Self { ui, total, started, shown }
    }

    /// How long the work has been going on.
    pub fn time(&self) -> Duration {
        self.started.elapsed()
    }

    /// Shows how far the work is, if it is time to.
    pub fn show(&mut self, tally: &Tally) {
        match &mut self.shown {
            Shown::Bar(bar) => {
                bar.set_position(tally.done());
                if tally.failed > 0 {
                    let failed = self.ui.pick("个失败", "failed");
                    bar.set_message(format!("{} {failed}", tally.failed));
                }
            }
            Shown::Lines { last } if last.elapsed() >= INTERVAL => {
                *last = Instant::now();
                let line = self.line(tally);
                self.say(&line);
            }
            Shown::Lines { .. } | Shown::Nothing => {}
        }
    }

    /// Ends the showing; the last of the plain lines says how far it came.
    pub fn finish(&mut self, tally: &Tally) {
        match &self.shown {
            Shown::Bar(bar) => bar.finish_and_clear(),
            Shown::Lines { .. } => self.say(&self.line(tally)),
            Shown::Nothing => {}
        }
        self.shown = Shown::Nothing;
    }

    /// Prints a line.
    pub fn say(&self, line: &str) {
        // Nobody is left to tell where standard error cannot be written.
        let print = || drop(writeln!(io::stderr().lock(), "{line}"));
        match &self.shown {
            Shown::Bar(bar) => bar.suspend(print),
            Shown::Lines { .. } | Shown::Nothing => print(),
        }
    }

    /// `1200/20000 files, 310/s, 0:01:01 left, 3 failed`.
    fn line(&self, tally: &Tally) -> String {
        let done = tally.done();
        #[allow(clippy::cast_precision_loss, reason = "a rate for people")]
        let rate = done as f64 / self.time().as_secs_f64().max(0.001);
        let zh = self.ui.lang == Lang::Zh;
        let total = self.total.map(|total| format!("/{total}")).unwrap_or_default();
        let files = if zh { " 个文件" } else { " files" };
        let mut parts =
            vec![format!("{done}{total}{files}"), format!("{rate:.0}{}", self.ui.pick(" 个/秒", "/s"))];
        if let Some(rest) = self.total.and_then(|total| total.checked_sub(done)).filter(|&rest| rest > 0) {
            #[allow(clippy::cast_precision_loss, reason = "an estimate for people")]
            let left = Duration::try_from_secs_f64(rest as f64 / rate).unwrap_or(Duration::MAX).as_secs();
            let (hours, minutes, seconds) = (left / 3600, left / 60 % 60, left % 60);
            let clock = format!("{hours}:{minutes:02}:{seconds:02}");
            parts.push(if zh { format!("还需 {clock}") } else { format!("{clock} left") });
        }
        if tally.failed > 0 {
            let failed = tally.failed;
            parts.push(if zh { format!("失败 {failed} 个") } else { format!("{failed} failed") });
        }
        parts.join(self.ui.pick("，", ", "))
    }
}

fn bar(total: Option<u64>, ui: Ui) -> ProgressBar {
    let template = match (total, ui.color_on_stderr()) {
        (Some(_), true) => "{bar:30.cyan/blue} {pos}/{len}  {per_sec}  {eta_precise}  {msg:.red}",
        (Some(_), false) => "{bar:30} {pos}/{len}  {per_sec}  {eta_precise}  {msg}",
        (None, _) => "{spinner} {pos}  {per_sec}  {msg}",
    };
    let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr());
    // The templates are right; a bar of another look would do, too.
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}
