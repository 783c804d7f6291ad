//! The table of assets: stored objects, and how workers share them.

mod asset;
mod asset_row;
mod register;
mod workers;

pub use asset::{Asset, AssetFacts, AssetFailure, AssetOutcome, DurationMethod, Registered, SeenAsset};
pub use register::{claim, complete, mark_missing, register, release};
pub use workers::release_worker;
