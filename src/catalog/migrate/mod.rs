//! Bringing the schema forward and back, and beginning anew.

mod reset;
mod run;
mod steps;

pub use reset::reset;
pub use run::{Migration, down, pending, status, up};
