//! The change feed: which tracks changed, who follows, how far each has come, and what nobody needs any more.

mod changes;
mod nodes;
mod note;
mod prune;
mod repair;
mod seq;
mod triggers;
mod tx_snapshot;
mod xid;

pub use changes::{Change, Feed, FeedStatus, Position, View};
pub use nodes::{ALIVE_WITHIN, Node};
pub use note::note;
pub use prune::PRUNED_AT_ONCE;
pub use repair::record_again;
pub use seq::Seq;
pub use tx_snapshot::TxSnapshot;
