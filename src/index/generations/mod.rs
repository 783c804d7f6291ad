//! Generations of the index: which one serves, how the next one is made and takes over, and when one is damaged.

mod folder;
mod generation;

pub use folder::{Draft, Generations};
pub use generation::Generation;
