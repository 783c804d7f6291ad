//! What the mirror is doing and how far it is behind, for whoever asks.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use time::OffsetDateTime;

use crate::catalog::Position;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Looking at what is there.
    #[default]
    Starting,
    /// There is no index that fits, so one is being built; so many tracks of so many are in it.
    Building { done: u64, total: u64 },
    /// Follows the catalog; searches are answered from the index.
    Serving,
    /// Something is in the way, see `trouble`. What was served before is still served.
    Troubled,
}

/// The mirror at one moment.
#[derive(Clone, Debug, Default)]
pub struct Status {
    pub state: State,
    /// Tracks that can be found.
    pub docs: u64,
    /// The place in the change feed that searches see.
    pub position: Position,
    /// How old the oldest change is that searches don't see yet; without contact to the catalog, how long that has been so.
    pub lag: Duration,
    /// How many changes were read that searches don't see yet.
    pub lag_changes: u64,
    /// The number of the generation that is served.
    pub generation: Option<u64>,
    /// What is in the way, and how to mend it.
    pub trouble: Option<String>,
}

/// Where the follower writes its status.
#[derive(Default)]
pub struct Board(Mutex<Notes>);

#[derive(Default)]
struct Notes {
    status: Status,
    /// When the oldest change was made that was read but isn't served yet.
    behind_since: Option<OffsetDateTime>,
    /// When the catalog last answered, while it doesn't.
    out_of_contact_since: Option<Instant>,
    last_contact: Option<Instant>,
}

impl Board {
    pub fn read(&self) -> Status {
        let notes = self.notes();
        let silence = notes.out_of_contact_since.map_or(Duration::ZERO, |since| since.elapsed());
        let behind = notes.behind_since.map_or(Duration::ZERO, |since| {
            Duration::try_from(OffsetDateTime::now_utc() - since).unwrap_or(Duration::ZERO)
        });
        Status { lag: silence.max(behind), ..notes.status.clone() }
    }

    pub fn building(&self, done: u64, total: u64) {
        let mut notes = self.notes();
        *notes = Notes { last_contact: Some(Instant::now()), ..Notes::default() };
        notes.status.state = State::Building { done, total };
    }

    /// Changes have been read that searches don't see yet.
    pub fn read_changes(&self, changes: usize, oldest: Option<OffsetDateTime>) {
        let mut notes = self.notes();
        notes.last_contact = Some(Instant::now());
        notes.out_of_contact_since = None;
        notes.status.lag_changes += changes as u64;
        notes.behind_since = notes.behind_since.or(oldest);
    }

    /// Searches see everything that was read. What wasn't read yet, if anything, was made after `unread_since`.
    pub fn serving(&self, generation: u64, docs: u64, position: Position, unread_since: Option<OffsetDateTime>) {
        let mut notes = self.notes();
        notes.behind_since = unread_since;
        notes.status =
            Status { state: State::Serving, docs, position, generation: Some(generation), ..Status::default() };
    }

    pub fn troubled(&self, trouble: String) {
        let mut notes = self.notes();
        notes.out_of_contact_since = notes.out_of_contact_since.or(notes.last_contact);
        notes.status.state = State::Troubled;
        notes.status.trouble = Some(trouble);
    }

    /// Poisoned or not, the notes are plain values.
    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
