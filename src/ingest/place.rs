//! One place of a run: what is known of it, and what has become of it.

use std::sync::Mutex;

use rustc_hash::FxHashSet;

use super::run::{Error, Event, Run};
use super::{FailedFile, Report};
use crate::objects::{self, ObjectUri};

pub(super) struct Place<'a> {
    pub uri: &'a ObjectUri,
    /// Why nothing of it could be listed.
    pub error: Option<objects::Error>,
    /// Whether the listing gave everything that is at and below it.
    pub is_complete: bool,
    /// Links in it that lead nowhere: what was below these may be back.
    pub dangling: Mutex<Vec<String>>,
    // A std lock: held for a few instructions, never across an await.
    report: Mutex<Report>,
}

impl<'a> Place<'a> {
    pub fn new(uri: &'a ObjectUri) -> Self {
        Self { uri, error: None, is_complete: false, dangling: Mutex::default(), report: Mutex::default() }
    }

    /// What begins the addresses at which there is nothing, unless this run has seen it. A place that is empty
    /// altogether isn't believed to be, unless that is meant: it may be a disk that isn't mounted.
    pub fn known_below(&self, run: &Run<'_>) -> Option<String> {
        let is_believed = self.is_complete && (run.options.allow_missing || self.report(|report| report.listed > 0));
        is_believed.then(|| self.uri.folder_prefix())
    }

    /// Whether what was at this address is behind a link that leads nowhere now.
    pub fn is_behind_dangling(&self, uri: &str) -> bool {
        let dangling = self.dangling.lock().expect("no holder panics");
        dangling.iter().any(|link| uri.strip_prefix(link.as_str()).is_some_and(|below| below.starts_with('/')))
    }

    /// What could not be read before, and wasn't tried in this run.
    pub async fn name_what_stays_unread(&self, run: &Run<'_>) -> Result<(), Error> {
        let (place, below) = (self.uri.as_str(), self.uri.folder_prefix());
        let (damaged, unreached) = run.catalog.count_failed(run.library, place, &below, run.began).await?;
        let (room, names_some) = self.report(|report| {
            report.unreadable = damaged.saturating_sub(report.failed);
            report.waiting = unreached.saturating_sub(report.deferred);
            (report.room_for_failures(), report.unreadable + report.waiting > 0)
        });
        if !names_some {
            return Ok(());
        }
        let named: FxHashSet<String> =
            self.report(|report| report.failures.iter().map(|failure| failure.uri.clone()).collect());
        let limit = (room + named.len()) as i64;
        for failed in run.catalog.failed_assets(run.library, &below, limit).await? {
            if !named.contains(&failed.uri) {
                let failed = FailedFile { uri: failed.uri, code: failed.code, message: failed.message };
                (run.tell)(Event::Failed(&failed));
                self.report(|report| report.name_failure(failed));
            }
        }
        Ok(())
    }

    pub fn report<T>(&self, change: impl FnOnce(&mut Report) -> T) -> T {
        change(&mut self.report.lock().expect("no holder panics"))
    }

    pub fn into_report(self) -> Result<Report, objects::Error> {
        self.error.map_or_else(|| Ok(self.report.into_inner().expect("no holder panics")), Err)
    }
}
