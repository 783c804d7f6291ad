//! What of a place is worth a probe.

use std::future::ready;
use std::path::Path;

use futures::StreamExt;
use futures::stream::BoxStream;

use crate::audio;
use crate::objects::{Error, ObjectMeta, ObjectUri, Objects, Rules};

/// The objects below `place` that the rules take and that may be audio by their names; an object named itself is always
/// worth it. Errors pass through, and the listing goes on behind them.
pub fn audio_below(
    objects: &Objects,
    place: &ObjectUri,
    rules: &Rules,
) -> BoxStream<'static, Result<ObjectMeta, Error>> {
    let listing = objects.list(place, rules);
    let place = place.clone();
    let is_wanted = move |object: &ObjectMeta| object.uri == place || audio::may_be_audio(&object.uri.name());
    listing.filter(move |entry| ready(entry.as_ref().map_or(true, &is_wanted))).boxed()
}

/// Whether the object at this address is passed over only because the rules of this run say so.
pub fn is_passed_over(uri: &str, place: &ObjectUri, rules: &Rules) -> bool {
    // Readable, as it stands in the listing.
    let path = |uri: &ObjectUri| uri.path().or_else(|| uri.bucket_and_key().map(|(_, key)| key.into()));
    let Some(path_of_place) = path(place) else { return false };
    let Some(path) = ObjectUri::parse(uri).ok().and_then(|uri| path(&uri)) else { return false };
    rules.pass_over(path.strip_prefix(path_of_place).unwrap_or(Path::new("")))
}
