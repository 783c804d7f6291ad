//! What a file says about itself: container, codec, duration, tags, artwork. Synchronous; knows nothing of where bytes
//! live.

mod ape;
mod attached;
mod bytes;
mod charset;
mod chunks;
mod codecs;
mod duration;
mod error;
mod extensions;
mod facts;
mod frames;
mod guard;
mod id3;
mod identity;
mod limits;
mod magic;
mod mpeg;
pub mod names;
mod ogg;
mod picture;
mod probe;
mod readers;
mod region;
mod tag_names;
mod tag_values;
mod tags;

pub use charset::{Charset, charset};
pub use error::Error;
pub use extensions::{
    has_audio_extension, is_named_like_audio, is_named_like_audio_only, may_be_audio, stem, unread_kind,
};
pub use facts::{Artwork, Chapter, DurationMethod, Facts, TagMap, Warning};
pub use identity::Identity;
pub use limits::Limits;
pub use probe::{PROBER_VERSION, probe};
