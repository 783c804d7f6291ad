//! PostgreSQL, the source of truth. The only place with SQL; knows nothing of the index or of HTTP.
//!
//! Whoever writes begins a [`Transaction`], hands it to the functions of [`tracks`], [`assets`], [`aliases`] and
//! [`feed`], and commits it. Only what must own its transactions says so: imports in bulk, migrations, and the upkeep
//! of the feed and of indexes.

pub mod aliases;
pub mod assets;
pub mod companions;
mod error;
pub mod feed;
mod health;
mod ids;
mod indexes;
mod libraries;
pub mod migrate;
mod pool;
mod search;
pub mod tracks;

pub use aliases::{Alias, NewAlias};
pub use assets::{
    Asset, AssetFacts, AssetFailure, AssetOutcome, Completed, DurationMethod, FailureCause, Force, Registered,
    SeenAsset,
};
pub use companions::SeenCompanion;
pub use error::Error;
pub use feed::{ALIVE_WITHIN, Change, Feed, FeedStatus, Node, PRUNED_AT_ONCE, Position, Seq, TxSnapshot, View};
pub use pool::{Catalog, Check, Config, DatabaseUrl, Hold, Limits, Purpose, Transaction};
pub use search::{Found, TrackQuery};
pub use tracks::{Import, Imported, Rejected, Saved, TrackAsset, WriteError};
