//! How long work shows how far it is: a bar on a terminal, plain lines on stderr otherwise.

use std::io::IsTerminal;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::mirror;

/// How often a plain line is written where there is no terminal.
const LINE_EVERY: Duration = Duration::from_secs(5);

/// The progress of one piece of work, counted in `unit`s. May be told from several threads.
pub struct Progress {
    bar: ProgressBar,
    unit: &'static str,
    /// When the last plain line was written; none on a terminal, where the bar draws itself.
    last_line: Option<Mutex<Instant>>,
}

impl Progress {
    /// Starts to show `what` is being done; `total` is none while it isn't known.
    pub fn new(what: &'static str, unit: &'static str, total: Option<u64>) -> Self {
        let terminal = std::io::stderr().is_terminal();
        let bar = match total {
            Some(total) => ProgressBar::new(total),
            None => ProgressBar::new_spinner(),
        };
        bar.set_draw_target(if terminal {
            ProgressDrawTarget::stderr_with_hz(8)
        } else {
            ProgressDrawTarget::hidden()
        });
        bar.set_message(what);
        let progress = Self { bar, unit, last_line: (!terminal).then(|| Mutex::new(Instant::now())) };
        progress.restyle();
        progress
    }

    /// One that the mirror can tell, which does its work elsewhere.
    pub fn of_mirror(what: &'static str) -> (Arc<Self>, impl Fn(mirror::Progress) + Send + Sync + 'static) {
        let progress = Arc::new(Self::new(what, "tracks", None));
        let told = Arc::clone(&progress);
        let tell = move |mirror::Progress { done, total }| {
            told.set_total(total);
            told.set(done);
        };
        (progress, tell)
    }

    /// One for indexes that are due.
    pub fn of_indexes() -> (Arc<Self>, impl Fn(usize, usize) + Send + Sync + 'static) {
        let progress = Arc::new(Self::new("building indexes", "indexes", None));
        let told = Arc::clone(&progress);
        let tell = move |built, total| {
            told.set_total(total as u64);
            told.set(built as u64);
        };
        (progress, tell)
    }

    /// The whole has become known, or has changed.
    pub fn set_total(&self, total: u64) {
        self.bar.set_length(total);
        self.restyle();
    }

    /// So many are done, counted from the start.
    pub fn set(&self, done: u64) {
        self.bar.set_position(done);
        self.plain_line();
    }

    /// So many more are done.
    pub fn add(&self, more: u64) {
        self.bar.inc(more);
        self.plain_line();
    }

    /// Writes a line that stays, above the bar where there is one.
    pub fn say(&self, line: impl AsRef<str>) {
        if self.last_line.is_some() {
            eprintln!("{}", line.as_ref());
        } else {
            self.bar.println(line);
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }

    fn restyle(&self) {
        let template = match self.bar.length() {
            Some(_) => "{msg} {wide_bar} {human_pos}/{human_len} {unit}, {per_sec}, {eta} left",
            None => "{spinner} {msg} {human_pos} {unit}, {per_sec}, {elapsed}",
        };
        let template = template.replace("{unit}", self.unit);
        self.bar.set_style(ProgressStyle::with_template(&template).expect("the template is a constant"));
    }

    fn plain_line(&self) {
        let Some(last_line) = &self.last_line else { return };
        let Ok(mut last_line) = last_line.try_lock() else { return };
        if last_line.elapsed() >= LINE_EVERY {
            *last_line = Instant::now();
            let of_total = self.bar.length().map(|total| format!(" of {total}")).unwrap_or_default();
            eprintln!(
                "{} {}{of_total} {}, {:.0} a second",
                self.bar.message(),
                self.bar.position(),
                self.unit,
                self.bar.per_sec()
            );
        }
    }
}
