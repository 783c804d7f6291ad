//! The table of assets: stored objects, and how workers share them.

mod asset;
mod asset_row;
mod failed;
mod moves;
mod register;
mod unseen;
mod workers;

pub use asset::{
    Asset, AssetFacts, AssetFailure, AssetOutcome, Completed, DurationMethod, FailureCause, Force, Registered,
    SeenAsset,
};
pub use failed::{FailedAsset, FailedCounts};
pub use moves::{
    Followed, OpenQuestion, Party, Scope, Whereabouts, findings, follow, lock_decisions, open_kin, open_questions,
    others_are_reading, settle, settled, write_settled,
};
pub use register::{Claim, claim, complete, register};
pub use unseen::{Named, copies_of, mark_missing};
pub use workers::release_worker;
