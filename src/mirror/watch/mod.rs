//! A server's standing check: whether the index still has what the catalog has, however that was written, a little at a
//! time. Rows that came past the triggers are no changes, so that following alone would never see them.
//!
//! Each look asks whether the triggers are as they should be, compares a few hundred tracks by content, and now and
//! then the numbers of tracks. Where anything is wrong, triggers are attached again, and all is compared and mended.

mod look;
mod watched;
mod watcher;

pub(super) use look::{Shown, miscounted};
pub(super) use watched::Notes;
pub use watched::{Watched, WatchedRepair};
pub(super) use watcher::Watcher;
