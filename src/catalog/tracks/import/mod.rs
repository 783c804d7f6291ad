//! Writing tracks known by their metadata: in bulk, again and again with the same result.

mod bucket;
mod bulk;
mod key;
mod outcome;
mod pace;
mod rows;

pub(in crate::catalog) use bucket::share;
pub use outcome::{Imported, Rejected};
pub(super) use rows::{lock, sift, write};
