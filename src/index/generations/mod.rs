//! Generations of the index: which one serves, how the next one is made and takes over, and when one is damaged.

mod directory;
mod folder;
mod generation;

pub(super) use directory::Directory;
pub use folder::{Draft, Generations};
pub use generation::Generation;
