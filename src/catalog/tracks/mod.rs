//! The table of tracks: what is searched.

pub(super) mod columns;
mod import;
mod pending;
mod read;
mod write;

pub(super) use import::share;

pub use import::{Imported, Rejected};
pub use write::{Saved, WriteError, delete, patch, save, save_all};
