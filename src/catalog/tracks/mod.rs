//! The table of tracks: what is searched.

mod import;
mod new_track;
mod pending;
mod read;
mod searchable;
mod status;
mod track;
mod write;

pub(super) use import::share;
pub(super) use new_track::{NAME_BYTES, NUMBERS, TITLE_BYTES, URI_BYTES, YEARS, is_isrc};

pub use import::{Imported, Rejected};
pub use new_track::{NewTrack, Problem};
pub use searchable::Searchable;
pub use status::Status;
pub use track::Track;
pub use write::{Saved, WriteError, delete, patch, save, save_all};
