//! The segments of one commit, opened for reading: what searches, and those who compare, see of them.

mod columns;
mod key_counts;
pub mod keys;
mod layout;
mod libraries;
mod memory;
mod records;
mod rows;
mod segment;
mod snapshot;
mod words;

pub use columns::{Columns, Keywords, Passing};
pub(super) use layout::MAX_PART;
pub use layout::{Layout, Part};
pub use records::{Digests, Records};
pub use segment::{Segment, SegmentTerm};
pub use snapshot::{Live, Snapshot, WordTerms};
