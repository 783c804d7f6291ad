//! What of a place is worth a probe.

use std::future::ready;
use std::path::Path;

use futures::StreamExt;
use futures::stream::BoxStream;

use crate::audio::{self, Companion};
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
    let wanted = move |entry: Result<ObjectMeta, Error>| match entry {
        Ok(mut object) => {
            let is_audio = |uri: &ObjectUri| kind(uri, &place) == Kind::Audio;
            if !is_audio(&object.uri) {
                object.uri = object.further_names.iter().find(|uri| is_audio(uri))?.clone();
            }
            Some(Ok(object))
        }
        Err(error) => (!error.is_remark()).then_some(Err(error)),
    };
    listing.filter_map(move |entry| ready(wanted(entry))).boxed()
}

/// What an object may be, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    Audio,
    /// Audio of a kind that no reader knows.
    Unread(String),
    /// Not audio, but it belongs to the audio beside it.
    Companion(Companion),
    NoAudio,
}

/// What an object at or below a place may be.
pub fn kind(uri: &ObjectUri, place: &ObjectUri) -> Kind {
    let name = uri.name();
    if uri == place || audio::may_be_audio(&name) {
        Kind::Audio
    } else {
        let companion = || audio::companion(&name).map(Kind::Companion);
        audio::unread_kind(&name).map(Kind::Unread).or_else(companion).unwrap_or(Kind::NoAudio)
    }
}

/// What becomes of an address that a complete listing has not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlisted {
    /// It would have been given if there were something.
    Gone,
    /// The rules of this run pass it over: it is no less there.
    PassedOver,
    /// No run registers it, as it is hidden or not named like audio: somebody once named it.
    Unlooked,
}

/// Why a complete listing of `place` has not given this address below it.
pub fn unlisted(uri: &str, place: &ObjectUri, rules: &Rules) -> Unlisted {
    // Readable, as it stands in the listing.
    let path = |uri: &ObjectUri| uri.path().or_else(|| uri.bucket_and_key().map(|(_, key)| key.into()));
    let Some((path_of_place, uri)) = path(place).zip(ObjectUri::parse(uri).ok()) else { return Unlisted::Gone };
    let Some(path) = path(&uri) else { return Unlisted::Gone };
    let below = path.strip_prefix(path_of_place).unwrap_or(Path::new(""));
    let is_registered = matches!(kind(&uri, place), Kind::Audio | Kind::Companion(_));
    if rules.pass_over(below) {
        Unlisted::PassedOver
    } else if rules.take(below) && is_registered {
        Unlisted::Gone
    } else {
        Unlisted::Unlooked
    }
}
