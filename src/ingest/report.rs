//! What a run has done, in numbers.

/// One file that gave no facts.
#[derive(Clone, Debug, PartialEq)]
pub struct FailedFile {
    pub uri: String,
    pub code: &'static str,
    pub message: String,
}

/// The sum of a run.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Objects found that may be audio; each is new, changed or unchanged.
    pub listed: u64,
    pub new: u64,
    pub changed: u64,
    pub unchanged: u64,
    /// Files that this run has read, with success or not.
    pub probed: u64,
    pub failed: u64,
    /// Files left for the next run, because their store did not answer.
    pub deferred: u64,
    /// Files catalogued before that are gone now.
    pub missing: u64,
    pub bytes_read: u64,
    /// The first of the failed and deferred files.
    pub failures: Vec<FailedFile>,
    /// What the listing could not see, and why. While other objects may hide behind it, none is marked missing.
    pub listing_errors: Vec<String>,
}

/// How many failures a report names; all of them are in the catalog.
const NAMED_FAILURES: usize = 20;
const NAMED_LISTING_ERRORS: usize = 20;

impl Report {
    /// Whether every object was seen and every file could be read.
    pub fn is_clean(&self) -> bool {
        self.failed == 0 && self.deferred == 0 && self.listing_errors.is_empty()
    }

    pub(super) fn name_failure(&mut self, failure: FailedFile) {
        if self.failures.len() < NAMED_FAILURES {
            self.failures.push(failure);
        }
    }

    pub(super) fn name_listing_error(&mut self, error: String) {
        if self.listing_errors.len() < NAMED_LISTING_ERRORS {
            self.listing_errors.push(error);
        }
    }
}
