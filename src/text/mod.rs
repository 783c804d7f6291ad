//! How names are compared, the analyzer: tokenizing and normalizing (folding), edit distance, similarity. Pure and
//! total.
//!
//! One pipeline serves what is indexed and what is asked: [`fold`] turns any text into words, [`name`] says which words
//! of a title are the title and which an aside (a version, a guest), [`edit_distance`] says how far one word is from
//! another.

mod closest;
pub mod edit_distance;
pub mod fold;
pub mod language;
mod letters;
pub mod name;
mod romanize;
mod script;
mod similarity;
pub mod syllables;
mod vowels;

pub use closest::closest;
pub use fold::{Words, fold};
pub use letters::ends_in_word;
pub use romanize::kana_in_latin;
pub use script::{hiragana, is_infix_script, is_infix_sign};
pub use similarity::Measure;
