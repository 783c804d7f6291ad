//! Reading the change feed without losing what commits out of order: what was seen before is known by transaction, not
//! by the highest number. Large transactions let small ones overtake them.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::Error;
use super::source::Source;
use crate::catalog::{Change, Feed, Position, TxSnapshot, View};

/// Changes a page. A page's tracks are in memory at a time.
const PAGE: usize = 1_000;
/// A transaction with so many changes in one page, and more on the next, is a large one.
const LARGE: usize = PAGE / 2;
/// How long the next pass waits while large transactions go on.
const TURN: Duration = Duration::from_millis(100);

/// Goes through the feed pass by pass: each takes what can be seen at its beginning and wasn't seen by the pass before
/// it, in as many pages as that needs, but of a large transaction the beginning only. The rest of those follows between
/// the passes.
#[derive(Debug)]
pub struct Cursor {
    /// The passes have come through these transactions.
    passed: TxSnapshot,
    /// Those of them of which more is to come, and how far each has come.
    large: VecDeque<Position>,
    /// `passed` without the large ones: everything of these has been taken.
    seen: TxSnapshot,
    pass: Option<Pass>,
    /// The large ones go on until then.
    turn_ends: Option<Instant>,
    /// What could be seen at the end of the first pass.
    first_view: Option<TxSnapshot>,
}

/// A pass under way.
#[derive(Debug)]
struct Pass {
    /// What will have been seen at its end.
    view: View,
    /// The last change taken.
    after: Position,
}

/// The next changes.
#[derive(Debug)]
pub struct Page {
    pub changes: Vec<Change>,
    /// Set where a pass ends: nothing more could be seen at that moment than what large transactions still have.
    pub end: Option<View>,
}

impl Cursor {
    /// Behind everything that was `seen`.
    pub fn at(seen: TxSnapshot) -> Self {
        Self { passed: seen.clone(), large: VecDeque::new(), seen, pass: None, turn_ends: None, first_view: None }
    }

    /// What may be written down as seen, once all pages so far have been applied.
    pub fn seen(&self) -> &TxSnapshot {
        &self.seen
    }

    /// Whether large transactions have more to come.
    pub fn has_large(&self) -> bool {
        !self.large.is_empty()
    }

    /// Whether all has been taken that could be seen when the first pass began.
    pub fn has_caught_up(&self) -> bool {
        self.first_view.as_ref().is_some_and(|first| self.seen.includes(first))
    }

    /// Takes the next page. Whoever can't apply it begins anew with a cursor at what was last written down.
    pub fn read(&mut self, source: &Source, feed: &mut Feed) -> Result<Page, Error> {
        if let Some(after) = self.next_large() {
            let (before, view) = alone(after.xid);
            let changes = self.changes(source, feed, &before, &view, after)?;
            return Ok(self.take_of_large(changes, PAGE));
        }
        let pass = match self.pass.take() {
            Some(pass) => pass,
            None => Pass { view: source.ask(feed.view_from(&self.passed))?, after: Position::default() },
        };
        // Nobody has written anything, in no database of the server.
        if pass.view.seen == self.passed {
            return Ok(self.take(pass, Vec::new(), PAGE));
        }
        let changes = self.changes(source, feed, &self.passed, &pass.view.seen, pass.after)?;
        Ok(self.take(pass, changes, PAGE))
    }

    /// Whether nothing has changed that wasn't `seen`.
    pub fn is_at_the_end(seen: &TxSnapshot, source: &Source) -> Result<bool, Error> {
        let mut feed = source.ask(source.catalog.feed())?;
        Ok(Self::at(seen.clone()).read(source, &mut feed)?.changes.is_empty())
    }

    fn changes(
        &self,
        source: &Source,
        feed: &mut Feed,
        before: &TxSnapshot,
        view: &TxSnapshot,
        after: Position,
    ) -> Result<Vec<Change>, Error> {
        let changes = source.ask(feed.changes(before, view, after, PAGE as i64))?;
        // Asked after reading: what was pruned before the read is known by now, what is pruned later was read.
        if source.ask(source.catalog.pruned_before())? > self.seen.xmin() {
            return Err(Error::MissedChanges);
        }
        Ok(changes)
    }

    /// The large transaction that goes on now, from where it has come to.
    fn next_large(&mut self) -> Option<Position> {
        let ends = self.turn_ends.filter(|_| self.has_large())?;
        // One page at least, however slow they are.
        if Instant::now() >= ends {
            self.turn_ends = None;
        }
        self.large.front().copied()
    }

    fn take_of_large(&mut self, changes: Vec<Change>, limit: usize) -> Page {
        if let Some(front) = self.large.pop_front()
            && changes.len() >= limit
        {
            // They take turns among themselves.
            self.large.push_back(changes.last().map_or(front, |last| last.position));
        }
        self.note_seen();
        Page { changes, end: None }
    }

    fn take(&mut self, pass: Pass, changes: Vec<Change>, limit: usize) -> Page {
        let Pass { view, after } = pass;
        if changes.len() < limit {
            self.passed = view.seen.clone();
            self.note_seen();
            self.first_view.get_or_insert_with(|| view.seen.clone());
            self.turn_ends = Some(Instant::now() + TURN);
            return Page { changes, end: Some(view) };
        }
        let mut after = changes.last().map_or(after, |last| last.position);
        let of_the_last = changes.iter().rev().take_while(|change| change.position.xid == after.xid).count();
        if of_the_last >= LARGE.min(limit) {
            self.large.push_back(after);
            after.seq = i64::MAX;
        }
        // The transactions before this one are through; it may itself go on on the next page. Below the old end there
        // may be some that were not seen before and are yet to come.
        if after.xid >= self.passed.xmax() {
            self.passed = view.seen.up_to(after.xid);
        }
        self.note_seen();
        self.pass = Some(Pass { view, after });
        Page { changes, end: None }
    }

    fn note_seen(&mut self) {
        let unseen = self.large.iter().map(|position| position.xid);
        self.seen = TxSnapshot::new(self.passed.xmax(), self.passed.xip().iter().copied().chain(unseen).collect());
    }
}

/// What has been seen before and after one transaction, and no other.
fn alone(xid: u64) -> (TxSnapshot, TxSnapshot) {
    (TxSnapshot::new(xid + 1, vec![xid]), TxSnapshot::new(xid + 1, Vec::new()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;
    use time::OffsetDateTime;

    use super::*;
    use crate::track::TrackId;

    /// The feed as PostgreSQL shows it: changes are there from the start, but visible once their transaction has ended.
    /// Transactions are numbered from 1 as they begin; those beyond `begun` haven't.
    struct Feed {
        changes: Vec<Change>,
        begun: u64,
        ended: BTreeSet<u64>,
    }

    impl Feed {
        fn new(sizes: &[usize]) -> Self {
            let changes = sizes.iter().enumerate().flat_map(|(xid, size)| {
                (0..*size).map(move |seq| Change {
                    position: Position { xid: xid as u64 + 1, seq: seq as i64 + 1 },
                    track_id: TrackId::from_u128((xid * 100 + seq) as u128),
                    recorded_at: OffsetDateTime::UNIX_EPOCH,
                })
            });
            Self { changes: changes.collect(), begun: 0, ended: BTreeSet::new() }
        }

        fn view(&self) -> View {
            let end = self.begun + 1;
            let running = (1..end).filter(|xid| !self.ended.contains(xid)).collect();
            View { seen: TxSnapshot::new(end, running), at: OffsetDateTime::UNIX_EPOCH }
        }

        /// What the statement in the catalog answers.
        fn read(&self, before: &TxSnapshot, view: &TxSnapshot, after: Position, limit: usize) -> Vec<Change> {
            let is_wanted = |change: &&Change| {
                let xid = change.position.xid;
                let is_new = before.xip().contains(&xid) || (before.xmax()..view.xmax()).contains(&xid);
                self.ended.contains(&xid) && is_new && change.position > after
            };
            self.changes.iter().filter(is_wanted).take(limit).copied().collect()
        }
    }

    fn read_page(cursor: &mut Cursor, feed: &Feed, limit: usize) -> Page {
        if let Some(after) = cursor.next_large() {
            // As if each page took longer than a turn.
            cursor.turn_ends = None;
            let (before, view) = alone(after.xid);
            let changes = feed.read(&before, &view, after, limit);
            return cursor.take_of_large(changes, limit);
        }
        let pass = cursor.pass.take().unwrap_or_else(|| Pass { view: feed.view(), after: Position::default() });
        let changes = feed.read(&cursor.passed, &pass.view.seen, pass.after, limit);
        cursor.take(pass, changes, limit)
    }

    proptest! {
        /// Whatever the order in which transactions begin and end, and however pages cut them: what the cursor says was
        /// seen has been taken, it never takes that back, and the pass after the last commit has taken everything.
        #[test]
        fn what_was_seen_was_taken(
            sizes in prop::collection::vec(1_usize..6, 1..12),
            order in Just((1_u64..12).collect::<Vec<_>>()).prop_shuffle(),
            begins_early in prop::collection::vec(0_u64..4, 12),
            pages_between in prop::collection::vec(0_usize..4, 12),
            limit in 1_usize..8,
            restarts_at in 0_usize..12,
        ) {
            let mut feed = Feed::new(&sizes);
            let mut cursor = Cursor::at(TxSnapshot::default());
            let mut taken = BTreeSet::new();
            let last = sizes.len() as u64;
            let mut step = |feed: &Feed, cursor: &mut Cursor| {
                let before = cursor.seen.clone();
                let page = read_page(cursor, feed, limit);
                taken.extend(page.changes.iter().map(|change| change.position));
                for change in &feed.changes {
                    let xid = change.position.xid;
                    assert!(!cursor.seen.has(xid) || taken.contains(&change.position), "{change:?} {cursor:?}");
                    assert!(!before.has(xid) || cursor.seen.has(xid), "{before} {}", cursor.seen);
                }
                page.end.is_some() && !cursor.has_large()
            };
            let ends: Vec<u64> = order.into_iter().filter(|xid| *xid <= last).collect();
            for (n, xid) in ends.into_iter().enumerate() {
                feed.begun = feed.begun.max(xid).max((n as u64 + begins_early[n]).min(last));
                feed.ended.insert(xid);
                for _ in 0..pages_between[n] {
                    step(&feed, &mut cursor);
                }
                if n == restarts_at {
                    cursor = Cursor::at(cursor.seen.clone());
                }
            }
            // One pass may be under way; the next one sees everything.
            for _ in 0..2 {
                while !step(&feed, &mut cursor) {}
            }
            prop_assert_eq!(taken.len(), feed.changes.len());
            prop_assert_eq!(&cursor.seen, &TxSnapshot::new(last + 1, Vec::new()));
        }
    }

    #[test]
    fn small_transactions_overtake_a_large_one_that_is_seen_once_all_of_it_is_taken() {
        let mut feed = Feed::new(&[1, 8, 1, 1]);
        (feed.begun, feed.ended) = (3, [1, 2, 3].into());
        let mut cursor = Cursor::at(TxSnapshot::default());
        let mut read = |feed: &Feed| {
            let page = read_page(&mut cursor, feed, 3);
            let taken: Vec<_> = page.changes.iter().map(|change| change.position.xid).collect();
            (taken, cursor.seen.to_string(), page.end.is_some())
        };
        // Half a page of it may be all of it.
        assert_eq!(read(&feed), (vec![1, 2, 2], "2:2:".to_owned(), false));
        assert_eq!(read(&feed), (vec![2, 2, 2], "2:2:".to_owned(), false));
        assert_eq!(read(&feed), (vec![3], "2:4:2".to_owned(), true));
        assert_eq!(read(&feed), (vec![2, 2, 2], "2:4:2".to_owned(), false));
        (feed.begun, feed.ended) = (4, [1, 2, 3, 4].into());
        assert_eq!(read(&feed), (vec![4], "2:5:2".to_owned(), true));
        assert_eq!(read(&feed), (vec![], "5:5:".to_owned(), false));
        assert_eq!(read(&feed), (vec![], "5:5:".to_owned(), true));
    }

    #[test]
    fn what_commits_late_is_taken_late_what_commits_early_at_once_and_each_once() {
        let mut feed = Feed::new(&[1, 1]);
        feed.begun = 2;
        let mut cursor = Cursor::at(TxSnapshot::default());
        let mut read = |feed: &Feed| {
            let page = read_page(&mut cursor, feed, 10);
            let taken: Vec<_> = page.changes.iter().map(|change| change.position.xid).collect();
            (taken, cursor.seen.to_string())
        };
        feed.ended.insert(2);
        assert_eq!(read(&feed), (vec![2], "1:3:1".to_owned()));
        assert_eq!(read(&feed), (vec![], "1:3:1".to_owned()));
        feed.ended.insert(1);
        assert_eq!(read(&feed), (vec![1], "3:3:".to_owned()));
    }
}
