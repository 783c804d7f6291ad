//! The way to the database: what it is told, connecting, refusing a server that can't hold a catalog, and transactions.

mod catalog;
mod check;
mod config;
mod connect;
mod rights;
mod sessions;
mod transaction;

pub use catalog::{Catalog, Hold};
pub use check::Check;
pub(super) use check::fitness;
pub use config::{Config, DatabaseUrl, Limits};
pub use rights::Purpose;
pub use transaction::Transaction;
