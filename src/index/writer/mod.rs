//! The one writer of a generation, and which of its segments become one.

mod commit;
mod merges;

pub use commit::{Workload, Writer};
