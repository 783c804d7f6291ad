//! Indexes that no writer needs: a large import leaves them out, and whoever comes next builds what is due.
//!
//! `due_indexes` names them from the transaction that drops them until they are built, so nothing is missing for good
//! whatever is killed meanwhile.

mod build;
mod due;
mod leave_out;
mod lock;

pub use build::Told;
pub(super) use due::{DueIndexes, due_indexes};
pub(super) use lock::IndexLock;
