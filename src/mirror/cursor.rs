//! Reading the change feed without losing what commits out of order, and without taking the same change twice.

use std::collections::BTreeSet;
use std::mem;

use super::Error;
use super::sides::Sides;
use crate::catalog::{Change, Position};

/// Changes a page. A page's tracks are in memory at a time.
const PAGE: i64 = 5_000;

/// A place in the feed. Changes below the horizon are final: reading one moves the position for good. Those beyond it are
/// taken as soon as they are visible, but are read again later, because others may still commit between them.
#[derive(Debug)]
pub struct Cursor {
    /// Every change up to here has been taken.
    position: Position,
    /// From where the next page is read; beyond the position only in the middle of a pass over what isn't final.
    next: Position,
    /// The horizon when the current pass began. Later pages of the same pass know of a later one, but a change below it
    /// may have committed behind their back, in the part of the feed that this pass had already left.
    horizon: Position,
    /// Transactions beyond the position whose changes have all been taken.
    taken: BTreeSet<u64>,
    /// Those whose changes were met in this pass.
    met: BTreeSet<u64>,
}

/// The changes of one page that have not been taken before.
#[derive(Debug)]
pub struct Page {
    pub changes: Vec<Change>,
    /// Nothing more is visible at the moment.
    pub is_last: bool,
}

impl Cursor {
    pub fn at(position: Position) -> Self {
        Self { position, next: position, horizon: position, taken: BTreeSet::new(), met: BTreeSet::new() }
    }

    /// What may be written down as reached, once all pages so far have been applied.
    pub fn position(&self) -> Position {
        self.position
    }

    /// Takes the next page. Whoever can't apply it begins anew with a cursor at the last position written down.
    pub fn read(&mut self, sides: &Sides) -> Result<Page, Error> {
        let batch = sides.ask(sides.catalog.changes_since(self.next, PAGE))?;
        // Asked after reading: what was pruned before the read is known by now, what is pruned later was read.
        if sides.ask(sides.catalog.pruned_before())? > self.position {
            return Err(Error::MissedChanges);
        }
        Ok(self.take(batch.changes, batch.horizon, PAGE as usize))
    }

    /// Whether nothing has changed since `position`, as far as one can see.
    pub fn is_at_the_end(position: Position, sides: &Sides) -> Result<bool, Error> {
        Ok(Self::at(position).read(sides)?.changes.is_empty())
    }

    fn take(&mut self, mut changes: Vec<Change>, horizon: Position, limit: usize) -> Page {
        if self.next == self.position {
            self.horizon = horizon;
        }
        let is_last = changes.len() < limit;
        let is_final = |change: &&Change| change.position < self.horizon;
        if let Some(last_final) = changes.iter().rev().find(is_final) {
            self.position = last_final.position;
        }
        let all_final = changes.last().is_none_or(|last| is_final(&last));
        self.next = changes.last().map_or(self.next, |last| last.position);
        self.met.extend(changes.iter().map(|change| change.position.xid));
        changes.retain(|change| !self.taken.contains(&change.position.xid));
        if is_last || all_final {
            self.end_pass(is_last);
        }
        Page { changes, is_last }
    }

    /// The next page begins a new pass, at the position. A transaction cut by a page's end has not been taken yet.
    fn end_pass(&mut self, is_complete: bool) {
        let met = mem::take(&mut self.met);
        if is_complete {
            self.taken.extend(met);
        }
        self.taken = self.taken.split_off(&self.position.xid);
        self.next = self.position;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::OffsetDateTime;
    use uuid::Uuid;

    use super::*;

    /// The feed as PostgreSQL shows it: changes are there from the start, but visible once their transaction has ended.
    struct Feed {
        changes: Vec<Change>,
        ended: BTreeSet<u64>,
    }

    impl Feed {
        fn read(&self, from: Position, limit: usize) -> (Vec<Change>, Position) {
            let running = self.changes.iter().map(|change| change.position.xid).find(|xid| !self.ended.contains(xid));
            let visible = self.changes.iter().filter(|change| self.ended.contains(&change.position.xid));
            let changes = visible.filter(|change| change.position > from).take(limit).copied().collect();
            (changes, Position { xid: running.unwrap_or(u64::MAX), seq: 0 })
        }
    }

    fn feed(sizes: &[usize]) -> Feed {
        let changes = sizes.iter().enumerate().flat_map(|(xid, size)| {
            (0..*size).map(move |seq| Change {
                position: Position { xid: xid as u64 + 1, seq: seq as i64 + 1 },
                track_id: Uuid::from_u128((xid * 100 + seq) as u128),
                recorded_at: OffsetDateTime::UNIX_EPOCH,
            })
        });
        Feed { changes: changes.collect(), ended: BTreeSet::new() }
    }

    proptest! {
        /// Whatever the order in which transactions end, and however pages cut them: each change is taken once, at the
        /// latest by the pass after its commit, and the position never passes one that was not taken.
        #[test]
        fn each_change_is_taken_once(
            sizes in prop::collection::vec(1_usize..6, 1..12),
            order in Just((1_u64..12).collect::<Vec<_>>()).prop_shuffle(),
            pages_between in prop::collection::vec(0_usize..4, 12),
            limit in 1_usize..8,
        ) {
            let mut feed = feed(&sizes);
            let mut cursor = Cursor::at(Position::default());
            let mut taken = Vec::new();
            let read_page = |feed: &Feed, cursor: &mut Cursor, taken: &mut Vec<Position>| {
                let (changes, horizon) = feed.read(cursor.next, limit);
                let page = cursor.take(changes, horizon, limit);
                taken.extend(page.changes.iter().map(|change| change.position));
                let passed = feed.changes.iter().map(|change| change.position).filter(|at| *at <= cursor.position());
                assert!(passed.into_iter().all(|position| taken.contains(&position)));
                page.is_last
            };
            let ends = order.into_iter().filter(|xid| *xid <= sizes.len() as u64);
            for (xid, pages) in ends.zip(pages_between) {
                feed.ended.insert(xid);
                for _ in 0..pages {
                    read_page(&feed, &mut cursor, &mut taken);
                }
            }
            // One pass to end, one more to see what committed behind it, one to let the position follow.
            for _ in 0..3 {
                while !read_page(&feed, &mut cursor, &mut taken) {}
            }
            taken.sort();
            let all: Vec<_> = feed.changes.iter().map(|change| change.position).collect();
            prop_assert_eq!(&taken, &all);
            prop_assert_eq!(Some(cursor.position()), all.last().copied());
            prop_assert!(cursor.taken.len() <= 1);
        }
    }

    #[test]
    fn what_commits_late_is_taken_late_and_what_commits_early_at_once() {
        let mut feed = feed(&[1, 1]);
        let mut cursor = Cursor::at(Position::default());
        let mut read = |feed: &Feed| {
            let (changes, horizon) = feed.read(cursor.next, 10);
            let page = cursor.take(changes, horizon, 10);
            (page.changes.iter().map(|change| change.position.xid).collect::<Vec<_>>(), cursor.position().xid)
        };
        feed.ended.insert(2);
        assert_eq!(read(&feed), (vec![2], 0));
        assert_eq!(read(&feed), (vec![], 0));
        feed.ended.insert(1);
        assert_eq!(read(&feed), (vec![1], 2));
    }
}
