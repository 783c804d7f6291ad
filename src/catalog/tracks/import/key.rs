//! What tells one track from another in what is imported.

use std::collections::HashSet;

use crate::track::{NewTrack, TrackId};

/// What a row is matched on.
#[derive(PartialEq, Eq, Hash)]
pub(super) enum Key<'a> {
    Id(TrackId),
    ExternalId(&'a str),
    Uri(&'a str),
    Name(Option<&'a str>, &'a str, Option<&'a str>),
}

impl<'a> Key<'a> {
    pub(super) fn of(track: &'a NewTrack) -> Self {
        match (track.id, &track.external_id, &track.audio_uri) {
            (Some(id), ..) => Self::Id(id),
            (None, Some(external_id), _) => Self::ExternalId(external_id),
            (None, None, Some(uri)) => Self::Uri(uri),
            (None, None, None) => Self::Name(track.artist.as_deref(), &track.title, track.album.as_deref()),
        }
    }

    pub(super) fn field(&self) -> &'static str {
        match self {
            Self::Id(_) => "id",
            Self::ExternalId(_) => "external_id",
            Self::Uri(_) => "audio_uri",
            Self::Name(..) => "artist, title, album",
        }
    }
}

/// Whether no two of these tracks, whose keys all differ, can turn out to be one in the catalog, so that they may be
/// written side by side: all must be matched on the same things, and share none of them. One by its id and one by
/// its URI may be the same.
pub(super) fn are_independent<'a>(tracks: impl Iterator<Item = &'a NewTrack> + Clone) -> bool {
    let shape = |track: &NewTrack| (track.id.is_some(), track.external_id.is_some(), track.audio_uri.is_some());
    let mut shapes = tracks.clone().map(shape);
    let first = shapes.next();
    shapes.all(|shape| Some(shape) == first)
        && all_differ(tracks.clone().filter_map(|track| track.external_id.as_deref()))
        && all_differ(tracks.filter_map(|track| track.audio_uri.as_deref()))
}

fn all_differ<'a>(mut names: impl Iterator<Item = &'a str>) -> bool {
    let mut seen = HashSet::new();
    names.all(|name| seen.insert(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn track(external_id: Option<&str>, audio_uri: Option<&str>) -> NewTrack {
        let text = |text: &str| text.to_owned();
        NewTrack { external_id: external_id.map(text), audio_uri: audio_uri.map(text), ..NewTrack::default() }
    }

    #[test]
    fn tracks_that_may_be_one_are_not_independent() {
        let both = track(Some("1"), Some("s3://b/1"));
        assert!(are_independent([&both, &track(Some("2"), Some("s3://b/2"))].into_iter()));
        for other in [track(Some("2"), Some("s3://b/1")), track(None, Some("s3://b/2")), track(None, None)] {
            assert!(!are_independent([&both, &other].into_iter()), "{other:?}");
        }
    }
}
