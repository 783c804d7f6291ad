//! The standing check while a server runs: looks now and then, and mends what it finds.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::look::{Looks, Shown};
use super::watched::Notes;
use crate::cpu::Cpu;
use crate::mirror::Error;
use crate::mirror::sides::Sides;
use crate::mirror::verify::{VerifyOptions, verify_in_background};

/// Comparing all takes at most this part of the time, so that what can't be mended costs no more than that.
const REPAIR_ONE_IN: u32 = 10;
/// A panic, which a damaged file can cause, is for whoever follows to see to.
const AFTER_PANIC: Duration = Duration::from_secs(60);

#[derive(Clone)]
pub struct Watcher {
    pub sides: Sides,
    /// What searches see of the index, once it serves.
    pub shown: Arc<dyn Fn() -> Option<Shown> + Send + Sync>,
    pub notes: Arc<Notes>,
    pub every: Duration,
}

impl Watcher {
    /// Watches until told to stop.
    pub async fn run_on(self, thread: Cpu) {
        loop {
            let watcher = self.clone();
            if thread.run(move || watcher.until_stopped()).await.is_ok() {
                return;
            }
            self.notes.looked(Some("comparing index and catalog ended in a panic, which is in the log".to_owned()));
            tokio::time::sleep(AFTER_PANIC).await;
        }
    }

    fn until_stopped(&self) {
        let mut looks = Looks::new(self.sides.clone());
        let mut repairs = Repairs { owed: None, next: Instant::now() };
        while self.sides.source.block_on(tokio::time::sleep(self.every)).is_ok() {
            // Until it serves, the index is compared with nothing, and built from everything.
            let Some(shown) = (self.shown)() else { continue };
            match self.look(&shown, &mut looks, &mut repairs) {
                Ok(()) => {}
                Err(Error::Stopped) => return,
                Err(error) => tracing::debug!(%error, "index and catalog can't be compared now"),
            }
        }
    }

    fn look(&self, shown: &Shown, looks: &mut Looks, repairs: &mut Repairs) -> Result<(), Error> {
        let gaps = self.close_gaps()?;
        let is_open = matches!(gaps, Gaps::Open(_));
        let found = match gaps {
            Gaps::None if repairs.owed.is_none() => looks.differences(shown)?,
            Gaps::None => None,
            Gaps::Closed(gaps) | Gaps::Open(gaps) => Some(gaps),
        };
        // A gap that is closed by now is owed a repair nevertheless.
        repairs.owed = found.or(repairs.owed.take());
        self.notes.looked(repairs.owed.clone());
        if let Some(reason) = repairs.owed.clone()
            && Instant::now() >= repairs.next
        {
            let is_clean = self.repair(&reason, repairs)?;
            repairs.owed = None;
            self.notes.looked((is_open || !is_clean).then_some(reason));
        }
        Ok(())
    }

    /// Compares everything, and mends what differs; answers whether nothing does any more.
    fn repair(&self, reason: &str, repairs: &mut Repairs) -> Result<bool, Error> {
        tracing::warn!("{reason}: comparing the index with the catalog, and mending what differs");
        let began = Instant::now();
        let report = verify_in_background(&self.sides, VerifyOptions { repair: true, list: 0 }, &|_| {});
        repairs.next = Instant::now() + (self.every * 3).max(began.elapsed() * REPAIR_ONE_IN);
        let report = report?;
        tracing::info!("{} tracks of the index were written anew", report.repaired());
        self.notes.repaired(reason.to_owned(), report.repaired());
        Ok(report.is_clean())
    }

    /// Attaches triggers that are missing or disabled, where that may be done.
    fn close_gaps(&self) -> Result<Gaps, Error> {
        let source = &self.sides.source;
        let gaps = source.ask(source.catalog.feed_gaps())?.join(", ");
        if gaps.is_empty() {
            return Ok(Gaps::None);
        }
        Ok(match source.ask(source.catalog.attach_feed()) {
            Ok(()) => Gaps::Closed(gaps),
            Err(Error::Stopped) => return Err(Error::Stopped),
            Err(error) => Gaps::Open(format!(
                "{gaps} (`needledrop migrate up`, as the owner of the tables, attaches the triggers again; here: {error})"
            )),
        })
    }
}

/// What is to be mended, and when that may be begun again.
struct Repairs {
    owed: Option<String>,
    next: Instant,
}

/// What would change tracks without being recorded.
enum Gaps {
    None,
    /// From now on it is recorded.
    Closed(String),
    Open(String),
}
