//! What a run has done, in numbers; what it has left out, by name.

use std::collections::BTreeMap;

/// One file that gave no facts.
#[derive(Clone, Debug, PartialEq)]
pub struct FailedFile {
    pub uri: String,
    pub code: String,
    pub message: String,
}

/// The sum of a run.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Objects found that may be audio; each is moved, new, changed, retried, resumed or unchanged. One that has moved
    /// over another counts as changed as well; one that came to where another has moved away is new.
    pub listed: u64,
    pub new: u64,
    pub changed: u64,
    /// Read again although they are as they were.
    pub retried: u64,
    /// As they were when a run before listed them, which ended before it had read them.
    pub resumed: u64,
    pub unchanged: u64,
    /// Files that this run has read, with success or not.
    pub probed: u64,
    /// Files that are damaged, or of a format that can't be read: those that this run has read, and of the unchanged.
    pub failed: u64,
    pub unreadable: u64,
    /// Of those that this run has read: damaged files whose facts are what the rest of the headers says, and files that
    /// end before their audio does.
    pub rescued: u64,
    pub truncated: u64,
    /// Films without sound, and files that hold no audio and don't say by their names that they do: all there are.
    pub not_audio: u64,
    /// Files of kinds of audio that no reader knows, by their extension.
    pub unread_kinds: BTreeMap<String, u64>,
    /// Hard links to files that are listed under another name, and aren't catalogued; the first by name.
    pub aliases: u64,
    pub alias_names: Vec<String>,
    /// Files that could not be read because of their store, the way there or the moment: in this run, and in runs
    /// before, which are tried again later.
    pub deferred: u64,
    pub waiting: u64,
    /// Files whose audio was elsewhere before; their tracks have followed.
    pub moved: u64,
    /// Files that hold other audio than before, which hasn't come from elsewhere.
    pub replaced: u64,
    /// Files whose audio was elsewhere before, where it can't be told which of several they were: they are new tracks.
    pub ambiguous: u64,
    /// Files that have come or are not there, of which the next run will decide whether they have moved, as another is
    /// still reading.
    pub undecided: u64,
    /// Files catalogued before that are gone now.
    pub missing: u64,
    /// So many are not there that it isn't believed; none was marked.
    pub doubted: u64,
    pub bytes_read: u64,
    /// The files that could not be read, in this run or before.
    pub failures: Vec<FailedFile>,
    /// What the listing could not see, and why. None is marked missing that may hide behind it.
    pub listing_errors: Vec<String>,
    /// What needs nobody's help, but may surprise.
    pub warnings: Vec<String>,
}

/// How many further names are named.
const NAMED: usize = 20;

impl Report {
    /// Whether nothing was left out: every object was seen, every file that is said to be audio could be read, and
    /// every track has found its file.
    pub fn is_clean(&self) -> bool {
        let left_out = [
            self.failed,
            self.unreadable,
            self.deferred,
            self.waiting,
            self.ambiguous,
            self.undecided,
            self.doubted,
            self.listing_errors.len() as u64,
        ];
        left_out.iter().all(|&count| count == 0)
    }

    pub(super) fn name_alias(&mut self, uri: String) {
        self.aliases += 1;
        if self.alias_names.len() < NAMED {
            self.alias_names.push(uri);
        }
    }
}
