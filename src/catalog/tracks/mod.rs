//! The table of tracks: what is searched.

pub(super) mod columns;
mod gin_pending;
mod import;
mod origins;
mod read;
mod write;

pub(super) use import::share;

pub use import::{Import, Imported, Rejected};
pub use read::TrackAsset;
pub use write::{Saved, WriteError, delete, patch, save, save_all};
