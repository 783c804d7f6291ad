//! Keeping the index at the catalog's heels while a server runs.

mod config;
mod following;
mod heartbeat;
mod mirror;
mod run;
mod serving;
mod status;
mod successor;

pub use config::Config;
pub use mirror::{Mirror, StatusReader};
pub use status::{Freshness, State, Status};
