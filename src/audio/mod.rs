//! What a file says about itself: container, codec, duration, tags, artwork. Synchronous; knows nothing of where bytes
//! live.

mod attached;
mod bytes;
mod codecs;
mod duration;
mod error;
mod extensions;
mod facts;
mod guard;
mod identity;
mod limits;
mod magic;
mod mpeg;
mod ogg;
mod probe;
mod readers;
mod region;
mod riff;
mod tags;

pub use error::Error;
pub use extensions::{is_named_like_audio, is_named_like_audio_only, may_be_audio, unread_kind};
pub use facts::{Artwork, DurationMethod, Facts, TagMap};
pub use identity::Identity;
pub use limits::Limits;
pub use probe::{PROBER_VERSION, probe};
