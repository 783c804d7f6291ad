//! What a file says about itself: container, codec, duration, tags, artwork. Synchronous; knows nothing of where bytes
//! live.

mod codecs;
mod duration;
mod error;
mod extensions;
mod facts;
mod guard;
mod limits;
mod magic;
mod mpeg;
mod probe;
mod riff;
mod tags;

pub use error::Error;
pub use extensions::may_be_audio;
pub use facts::{Artwork, DurationMethod, Facts, TagMap};
pub use limits::Limits;
pub use probe::probe;
