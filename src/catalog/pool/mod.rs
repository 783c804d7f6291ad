//! The way to the database: what it is told, connecting, and refusing a server that can't hold a catalog.

mod check;
mod config;
mod connect;

pub use check::Check;
pub(super) use check::fitness;
pub use config::{Config, DatabaseUrl, Limits};
