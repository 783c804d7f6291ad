//! Writing tracks known by their metadata: in bulk, again and again with the same result.

mod bulk;
mod key;
mod key_locks;
mod outcome;
mod rows;
mod session;
mod throttle;

pub(in crate::catalog) use key_locks::share;
pub use outcome::{Imported, Rejected};
pub(super) use rows::{lock, sift, write};
pub use session::Import;
