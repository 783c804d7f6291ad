//! PostgreSQL, the source of truth. The only place with SQL; knows nothing of the index or of HTTP.

mod asset;
mod asset_row;
mod assets;
mod check;
mod config;
mod connect;
mod error;
mod feed;
mod import;
mod listen;
pub mod migrate;
mod new_track;
mod nodes;
mod position;
pub mod private;
mod repair;
mod search;
mod status;
mod track;
mod tracks;
mod workers;

pub use asset::{Asset, AssetFacts, AssetFailure, AssetOutcome, DurationMethod, Registered, SeenAsset, TrackFacts};
pub use check::Check;
pub use config::{Config, DatabaseUrl, Limits};
pub use error::Error;
pub use feed::{Change, ChangeBatch, FeedStatus};
pub use import::{Imported, Rejected};
pub use listen::ChangeListener;
pub use new_track::{NewTrack, Problem};
pub use position::Position;
pub use search::{Found, TrackQuery};
pub use status::Status;
pub use track::Track;

/// A connection pool to the catalog. Cheap to clone.
#[derive(Clone)]
pub struct Catalog {
    pool: sqlx::PgPool,
}
