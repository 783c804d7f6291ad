//! What of a place is worth a probe.

use std::future::ready;

use futures::StreamExt;
use futures::stream::BoxStream;

use crate::audio;
use crate::objects::{Error, ObjectMeta, ObjectUri, Objects};

/// The objects below `place` that may be audio by their names; an object named itself is always worth it. Errors pass
/// through, and the listing goes on behind them.
pub fn audio_below(objects: &Objects, place: &ObjectUri) -> BoxStream<'static, Result<ObjectMeta, Error>> {
    let listing = objects.list(place);
    let place = place.clone();
    let is_wanted = move |object: &ObjectMeta| object.uri == place || audio::may_be_audio(&object.uri.name());
    listing.filter(move |entry| ready(entry.as_ref().map_or(true, &is_wanted))).boxed()
}
