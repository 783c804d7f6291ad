//! One place of a run: what is known of it, and what has become of it.

use std::collections::BTreeMap;
use std::path::Path;
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
    /// The files by which folders leave out what is in them, and how much of that is catalogued.
    pub hiding: Mutex<BTreeMap<String, u64>>,
    /// Links in it that lead nowhere: what was below these may be back.
    pub dangling: Mutex<Vec<String>>,
    // A std lock: held for a few instructions, never across an await.
    report: Mutex<Report>,
}

impl<'a> Place<'a> {
    pub fn new(uri: &'a ObjectUri) -> Self {
        Self {
            uri,
            error: None,
            is_complete: false,
            hiding: Mutex::default(),
            dangling: Mutex::default(),
            report: Mutex::default(),
        }
    }

    /// What begins the addresses at which there is nothing, unless this run has seen it. A place that is empty
    /// altogether isn't believed to be, unless that is meant: it may be a disk that isn't mounted.
    pub fn known_below(&self, run: &Run<'_>) -> Option<String> {
        let is_believed = self.is_complete && (run.options.allow_missing || self.report(|report| report.listed > 0));
        is_believed.then(|| self.uri.folder_prefix())
    }

    /// Says by what something catalogued was left out, or so much that the place seems to be empty.
    pub fn say_what_hides(&self, run: &Run<'_>) {
        let is_empty = self.report(|report| report.listed == 0);
        for (file, count) in self.hiding.lock().expect("no holder panics").iter() {
            let said = match count {
                0 if !is_empty => continue,
                0 => format!("{file} leaves its folder out"),
                _ => format!("{file} leaves out {count} catalogued files, which count as missing"),
            };
            self.report(|report| report.warnings.push(said));
        }
        if !is_empty {
            return;
        }
        let (include, exclude) = (run.options.rules.include(), run.options.rules.exclude());
        let root = self.uri.path();
        let is_absolute = |glob: &String| root.as_ref().is_some_and(|root| Path::new(glob).starts_with(root));
        let hint = match include.iter().chain(exclude).any(is_absolute) {
            true => "; globs begin at the place, and not at the root of the file system",
            false => "",
        };
        if !exclude.is_empty() {
            let exclude = exclude.join(" --exclude ");
            self.report(|report| report.warnings.push(format!("nothing is left by --exclude {exclude}{hint}")));
        }
        if !include.is_empty() {
            let include = include.join(" --include ");
            let error = format!("{}: no name there matches --include {include}{hint}", self.uri);
            self.report(|report| report.listing_errors.push(error));
        }
    }

    /// Notes that a file leaves out so much more of what is catalogued.
    pub fn note_hidden(&self, by: &str, count: u64) {
        *self.hiding.lock().expect("no holder panics").entry(by.to_owned()).or_default() += count;
    }

    /// Whether what was at this address is behind a link that leads nowhere now.
    pub fn is_behind_dangling(&self, uri: &str) -> bool {
        let dangling = self.dangling.lock().expect("no holder panics");
        dangling.iter().any(|link| uri.strip_prefix(link.as_str()).is_some_and(|below| below.starts_with('/')))
    }

    /// What could not be read before, and wasn't tried in this run.
    pub async fn name_what_stays_unread(&self, run: &Run<'_>) -> Result<(), Error> {
        let (place, below) = (self.uri.as_str(), self.uri.folder_prefix());
        let counts = run.catalog.count_failed(run.library, place, &below, run.began).await?;
        let stays = self.report(|report| {
            report.unreadable = (counts.damaged as u64).saturating_sub(report.failed);
            report.waiting = (counts.unreached as u64).saturating_sub(report.deferred);
            report.not_audio = counts.not_audio as u64;
            report.unreadable + report.waiting
        });
        if stays == 0 {
            return Ok(());
        }
        let named: FxHashSet<String> =
            self.report(|report| report.failures.iter().map(|failure| failure.uri.clone()).collect());
        for failed in run.catalog.failed_assets(run.library, place, &below, run.began).await? {
            if !named.contains(&failed.uri) {
                let failed = FailedFile { uri: failed.uri, code: failed.code, message: failed.message };
                (run.tell)(Event::FailedBefore(&failed));
                self.report(|report| report.failures.push(failed));
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
