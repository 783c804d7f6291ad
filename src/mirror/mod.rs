//! catalog → sinks, of which the index is the first: follows changes, rebuilds, verifies. Knows nothing of HTTP.
//!
//! All of it is synchronous code on threads of its own: it waits for the catalog through the bridge in `source`.

mod catch_up;
mod cursor;
mod error;
mod follow;
mod inspect;
mod pages;
mod rebuild;
mod sides;
mod sinks;
mod source;
mod tail;
mod verify;
mod watch;

pub use catch_up::{catch_up, wait_until_caught_up};
pub use error::Error;
pub use follow::{Config, Freshness, Mirror, State, Status, StatusReader};
pub use inspect::{Inspection, inspect};
pub use rebuild::{Progress, Rebuilder, Rebuilding, Report, fill, rebuild};
pub use sinks::{IndexSink, Sink};
pub use source::Source;
pub use tail::{Advance, Tail};
pub use verify::{Differences, Ids, LastVerify, VerifyOptions, VerifyReport, last_verify, verify};
pub use watch::{Watched, WatchedRepair};
