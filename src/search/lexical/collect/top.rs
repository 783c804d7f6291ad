//! The first documents by the number in a column.

use tantivy::DocId;

use super::Collector;
use crate::index::{Error, Segment, Snapshot};
use crate::track::Field;

/// Which numbers come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Ascending,
    Descending,
}

/// The first `most` documents by a field that has numbers. Those without a number come last in either direction; among
/// equals precedence decides, then the id.
#[derive(Clone, Debug)]
pub struct Top {
    field: Field,
    direction: Direction,
    most: usize,
    /// At most a few times as many as wanted.
    found: Vec<Found>,
    /// The last that may still be among them.
    last: Option<Key>,
}

/// What is compared: whether the number is unknown, the number as it sorts or its complement, the precedence.
type Key = (bool, i64, u64);

#[derive(Clone, Copy, Debug)]
struct Found {
    key: Key,
    segment: usize,
    doc: DocId,
}

impl Top {
    /// Of no document yet; at the end, the first `most`.
    pub fn new(field: Field, direction: Direction, most: usize) -> Self {
        Self { field, direction, most, found: Vec::new(), last: None }
    }

    /// The documents in order, as numbers of segments and documents.
    pub fn finish(mut self, snapshot: &Snapshot) -> Result<Vec<(usize, DocId)>, Error> {
        self.found.sort_by_key(|found| found.key);
        // Nearly always the precedence has decided.
        for equals in self.found.chunk_by_mut(|a, b| a.key == b.key).filter(|equals| equals.len() > 1) {
            let mut by_id = Vec::with_capacity(equals.len());
            for found in equals.iter() {
                by_id.push((snapshot.document(found.segment, found.doc)?.id, *found));
            }
            by_id.sort_by_key(|(id, _)| *id);
            equals.iter_mut().zip(by_id).for_each(|(place, (_, found))| *place = found);
        }
        Ok(self.found.into_iter().take(self.most).map(|found| (found.segment, found.doc)).collect())
    }

    fn key(&self, segment: &Segment, doc: DocId) -> Key {
        let precedence = segment.precedence(doc);
        match (segment.columns().number(self.field, doc).map(sortable), self.direction) {
            (Some(number), Direction::Ascending) => (false, number, precedence),
            (Some(number), Direction::Descending) => (false, !number, precedence),
            (None, _) => (true, 0, precedence),
        }
    }

    fn offer(&mut self, found: Found) {
        if self.last.is_none_or(|last| found.key <= last) {
            self.found.push(found);
            if self.found.len() >= (self.most * 2).max(64) {
                self.cut();
            }
        }
    }

    /// Keeps the first, and whatever equals the last of them: that one's id decides in the end.
    fn cut(&mut self) {
        let Some(last) = self.most.checked_sub(1).filter(|&last| last < self.found.len()) else { return };
        let (_, last, _) = self.found.select_nth_unstable_by_key(last, |found| found.key);
        let last = last.key;
        self.found.retain(|found| found.key <= last);
        self.last = Some(last);
    }
}

/// A number's bits, made to sort as numbers do.
fn sortable(number: f64) -> i64 {
    let bits = number.to_bits().cast_signed();
    bits ^ (bits >> 63) & i64::MAX
}

impl Collector for Top {
    fn fresh(&self) -> Self {
        Self::new(self.field, self.direction, self.most)
    }

    fn collect(&mut self, number: usize, segment: &Segment, docs: &[DocId]) {
        for &doc in docs {
            self.offer(Found { key: self.key(segment, doc), segment: number, doc });
        }
    }

    fn merge(&mut self, other: Self) {
        other.found.into_iter().for_each(|found| self.offer(found));
    }
}
