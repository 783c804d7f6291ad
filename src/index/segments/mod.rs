//! The segments of one commit, opened for reading: what searches, and those who compare, see of them.

mod beginnings;
mod columns;
mod key_counts;
mod libraries;
mod memory;
mod records;
mod rows;
mod segment;
mod snapshot;
mod words;

pub use columns::{Columns, Keywords, Passing};
pub use records::{Digests, Records};
pub use segment::{Segment, SegmentTerm};
pub use snapshot::{Live, Snapshot, WordTerms};
