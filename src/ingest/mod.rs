//! objects → audio → catalog, with rayon: lists, probes what changed, writes batches; resumable.

mod answer;
mod convert;
mod folders;
mod listing;
mod matching;
mod missing;
mod moves;
mod options;
mod pipeline;
mod place;
mod prober;
mod reader;
mod report;
mod run;
mod worker;

pub use crate::audio::names::Patterns;
pub use listing::audio_below;
pub use options::Options;
pub use pipeline::{Reports, ingest};
pub use prober::{Failure, Probed, Prober};
pub use report::{FailedFile, Report};
pub use run::{Error, Event};
