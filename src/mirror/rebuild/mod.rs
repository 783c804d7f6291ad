//! Building the index anew: filled from the whole catalog beside the one that serves, until it can take over.

mod build;
mod fill;
mod rebuilder;

pub use build::{Report, rebuild};
pub use fill::{Progress, fill};
pub use rebuilder::{Rebuilder, Rebuilding};

pub(super) use build::build;
