//! How names are compared: folding, words, edit distance and similarity. Pure and total.

mod closest;

pub use closest::closest;
