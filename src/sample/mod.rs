//! Seeded, invented catalogues that have the shape of real ones, and labelled misspellings to search them with.
//!
//! The same seed and size give the same tracks for ever, in constant memory, so that a benchmark's corpus is two
//! numbers. Knows nothing of the rest of the program. What is imitated, and where the shape comes from:
//!
//! * **Tracks per artist**: a Pareto tail with exponent 0.95 (about half of all artists have one track, a few have
//!   thousands), cut at a share of the catalogue. It is the rank–size line of a 163-thousand-track catalogue of a
//!   streaming service, whose artist of rank r had about 400 / (1 + r / 12)^0.75 tracks.
//! * **Words**: Zipf's law with the two regimes of Ferrer i Cancho and Solé ("Two regimes in the frequency of words",
//!   2001). The tail makes the vocabulary grow by Heaps' law with an exponent near 0.6, as measured on the same
//!   catalogue: 7 thousand distinct words in 3 thousand tracks, 16 in 10, 32 in 30, 64 in 100.
//!   Two words in three that no dictionary gives are syllables of their language; one is a form of a commoner word.
//! * **Titles**: 3.3 words on average; one title in five is a single word; about four in five are distinct; some are
//!   shared by many artists. One in ten has brackets and one in ten a dash, with a version or a guest.
//! * **Languages**: two artists in three are English; 3 names in 100 are Han, Kana or Hangul, as measured.
//! * **Releases**: singles, EPs and albums, then compilations, live albums and remasters that repeat the same songs.
//! * **Durations**: log-normal, median 204 s, σ 0.36. **Years**: most of the last fifteen.
//! * **Popularity**: Zipf-like streams on the logarithmic scale from 0 to 100 that streaming services show.
//!
//! ```
//! let first = needledrop::sample::Catalogue::new(7, 1_000).next().expect("a thousand tracks have a first");
//! assert!(!first.title.is_empty());
//! assert_eq!(Some(first), needledrop::sample::Catalogue::new(7, 1_000).next());
//! ```

mod artist;
mod catalogue;
mod draw;
mod language;
mod languages;
pub mod misspell;
mod release;
mod slip;

pub use catalogue::{Catalogue, Track};
