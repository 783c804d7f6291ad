//! What the mirror is doing and what searches see, for whoever asks.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;

use crate::catalog::{Seq, TxSnapshot, View};
use crate::mirror::watch::Shown;

/// The index is compared with the catalog at least once a poll interval; where that is so long ago, something is in the
/// way.
const STALE_AFTER: Duration = Duration::from_secs(5);

/// What the mirror is doing.
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
#[derive(Clone, Debug)]
pub struct Status {
    pub state: State,
    /// Tracks that can be found.
    pub docs: u64,
    /// What searches see of the catalog.
    pub served: View,
    /// How long the index hasn't been brought up to date, whether the catalog is away or the disk is full; none while
    /// it is.
    pub stale_for: Option<Duration>,
    /// The number of the generation that is served.
    pub generation: Option<u64>,
    /// What is in the way, and how to mend it.
    pub trouble: Option<String>,
}

/// How new the answers from the index are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Freshness {
    /// Every transaction up to this one is in the index; others may be.
    pub seq: Seq,
    /// How long the index hasn't been brought up to date; none while it is.
    pub stale_for: Option<Duration>,
}

/// Where the follower writes its status.
pub struct Board {
    notes: Mutex<Notes>,
    /// What searches see, for those who wait for it.
    served: watch::Sender<TxSnapshot>,
}

struct Notes {
    status: Status,
    /// When searches last saw all that could be seen.
    fresh_at: Option<Instant>,
}

impl Default for Board {
    fn default() -> Self {
        Self {
            notes: Mutex::new(Notes { status: Status::starting(), fresh_at: None }),
            served: watch::Sender::default(),
        }
    }
}

impl Status {
    fn starting() -> Self {
        let served = View::ever(TxSnapshot::default());
        Self { state: State::Starting, docs: 0, served, stale_for: None, generation: None, trouble: None }
    }
}

impl Board {
    pub fn read(&self) -> Status {
        let notes = self.notes();
        Status { stale_for: notes.stale_for(), ..notes.status.clone() }
    }

    pub fn freshness(&self) -> Freshness {
        let notes = self.notes();
        Freshness { seq: notes.status.served.seen.seq(), stale_for: notes.stale_for() }
    }

    /// What searches see of the index, while it follows.
    pub fn shown(&self) -> Option<Shown> {
        let Status { state, docs, served, .. } = self.read();
        (state == State::Serving).then_some(Shown { docs, seen: served.seen })
    }

    /// Waits until searches see a transaction.
    pub async fn until_served(&self, seq: Seq) {
        let mut served = self.served.subscribe();
        // The sender lives as long as this.
        let _ = served.wait_for(|seen| seen.has(seq.transaction())).await;
    }

    pub fn building(&self, done: u64, total: u64) {
        let mut notes = self.notes();
        *notes =
            Notes { status: Status { state: State::Building { done, total }, ..Status::starting() }, fresh_at: None };
        self.served.send_replace(TxSnapshot::default());
    }

    /// Searches see what is in `served`.
    pub fn serving(&self, generation: u64, docs: u64, served: View) {
        let mut notes = self.notes();
        notes.fresh_at = Some(Instant::now());
        self.served.send_replace(served.seen.clone());
        notes.status =
            Status { state: State::Serving, docs, served, generation: Some(generation), ..Status::starting() };
    }

    /// Nothing has changed but that searches see more of what changed nothing.
    pub fn still_serving(&self, served: View) {
        self.served.send_if_modified(|seen| {
            let is_more = *seen != served.seen;
            seen.clone_from(&served.seen);
            is_more
        });
        let mut notes = self.notes();
        notes.fresh_at = Some(Instant::now());
        notes.status.served = served;
    }

    pub fn troubled(&self, trouble: String) {
        let mut notes = self.notes();
        notes.status.state = State::Troubled;
        notes.status.trouble = Some(trouble);
    }

    /// Poisoned or not, the notes are plain values.
    fn notes(&self) -> MutexGuard<'_, Notes> {
        self.notes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Notes {
    fn stale_for(&self) -> Option<Duration> {
        let age = self.fresh_at?.elapsed();
        (self.status.state == State::Troubled || age > STALE_AFTER).then_some(age)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_waits_for_a_transaction_goes_on_when_searches_see_it() {
        let board = Board::default();
        let (ten, all) = (TxSnapshot::new(20, vec![10]), TxSnapshot::new(20, Vec::new()));
        board.serving(1, 5, View::ever(ten));
        assert_eq!(board.freshness().seq, Seq::new(9));
        board.until_served(Seq::new(11)).await;
        let waits = board.until_served(Seq::new(10));
        tokio::pin!(waits);
        assert!(futures::poll!(&mut waits).is_pending());
        board.still_serving(View::ever(all));
        waits.await;
        assert_eq!(board.freshness(), Freshness { seq: Seq::new(19), stale_for: None });
        board.building(0, 1);
        assert!(futures::poll!(std::pin::pin!(board.until_served(Seq::new(10)))).is_pending());
    }

    #[test]
    fn trouble_makes_answers_stale_until_it_is_over() {
        let board = Board::default();
        board.serving(1, 5, View::ever(TxSnapshot::default()));
        assert_eq!(board.read().stale_for, None);
        board.troubled("PostgreSQL is down".into());
        let status = board.read();
        assert!(status.stale_for.is_some() && status.generation == Some(1));
        board.serving(1, 5, View::ever(TxSnapshot::default()));
        assert_eq!((board.read().stale_for, board.read().trouble), (None, None));
    }
}
