//! The fields of a track as a client gives them: read strictly, and everything that is wrong is said at once.

use serde_json::{Map, Value};
use uuid::Uuid;

use super::problem::FieldProblem;
use super::value::{merge, milliseconds, number, text, texts, uri, uuid, whole};
use crate::catalog::NewTrack;
use crate::text::closest;

/// Every field that can be written, by its name in the answers; `duration_ms` is another way to give the seconds.
const FIELDS: [(&str, Field); 21] = [
    ("id", Field::Id),
    ("external_id", Field::ExternalId),
    ("artist", Field::Artist),
    ("title", Field::Title),
    ("album", Field::Album),
    ("album_artist", Field::AlbumArtist),
    ("genre", Field::Genre),
    ("year", Field::Year),
    ("track_number", Field::TrackNumber),
    ("disc_number", Field::DiscNumber),
    ("duration_seconds", Field::DurationSeconds),
    ("duration_ms", Field::DurationMs),
    ("popularity", Field::Popularity),
    ("isrc", Field::Isrc),
    ("musicbrainz_recording_id", Field::RecordingId),
    ("musicbrainz_release_id", Field::ReleaseId),
    ("musicbrainz_artist_id", Field::ArtistId),
    ("labels", Field::Labels),
    ("attributes", Field::Attributes),
    ("audio_uri", Field::AudioUri),
    ("thumbnail_uri", Field::ThumbnailUri),
];
/// What the answers have besides: the catalog's own, and what only a file can say.
const READ_ONLY: [&str; 11] = [
    "asset_id",
    "status",
    "title_from_filename",
    "format",
    "codec",
    "channels",
    "sample_rate",
    "bits_per_sample",
    "bitrate",
    "created_at",
    "updated_at",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Id,
    ExternalId,
    Artist,
    Title,
    Album,
    AlbumArtist,
    Genre,
    Year,
    TrackNumber,
    DiscNumber,
    DurationSeconds,
    DurationMs,
    Popularity,
    Isrc,
    RecordingId,
    ReleaseId,
    ArtistId,
    Labels,
    Attributes,
    AudioUri,
    ThumbnailUri,
}

/// The track that an object describes.
pub fn new_track(object: Map<String, Value>) -> Result<NewTrack, Vec<FieldProblem>> {
    let Given { mut fields, mut problems } = Given::of(object);
    // What it means depends on whether there is an external id.
    fields.sort_by_key(|(field, _)| *field == Field::Id);
    let mut track = NewTrack::default();
    problems.extend(put_all(&fields, &mut track));
    problems.extend(further_problems(&track, &problems));
    if problems.is_empty() { Ok(track) } else { Err(problems) }
}

/// A JSON merge patch (RFC 7396): a field that is given takes the place of what was there, null clears it, and what isn't
/// given stays.
#[derive(Debug)]
pub struct Patch(Vec<(Field, Value)>);

impl Patch {
    /// The patch for the track `id`, once its values would do for any track.
    pub fn new(object: Map<String, Value>, id: Uuid) -> Result<Self, Vec<FieldProblem>> {
        let Given { mut fields, mut problems } = Given::of(object);
        fields.retain(|(field, value)| match (field, value.as_str().map(Uuid::parse_str)) {
            (Field::Id, Some(Ok(same))) if same == id => false,
            (Field::Id, _) => {
                problems.push(FieldProblem::new("id", "can't be changed"));
                false
            }
            _ => true,
        });
        let mut any = NewTrack { title: "any".to_owned(), ..NewTrack::default() };
        problems.extend(put_all(&fields, &mut any));
        problems.extend(further_problems(&any, &problems));
        if problems.is_empty() { Ok(Self(fields)) } else { Err(problems) }
    }

    pub fn apply(&self, track: &mut NewTrack) {
        for (field, value) in &self.0 {
            field.put(value, track).expect("the values were read before");
        }
    }
}

/// The fields of an object, and what is wrong with their names.
struct Given {
    fields: Vec<(Field, Value)>,
    problems: Vec<FieldProblem>,
}

impl Given {
    fn of(object: Map<String, Value>) -> Self {
        let mut given = Self { fields: Vec::with_capacity(object.len()), problems: Vec::new() };
        let is_said = |name| object.get(name).is_some_and(|value| !value.is_null());
        if is_said("duration_ms") && is_said("duration_seconds") {
            given.problems.push(FieldProblem::new("duration_ms", "is given as duration_seconds too; leave one out"));
        }
        for (name, value) in object {
            match FIELDS.iter().find(|(known, _)| *known == name) {
                Some((_, field)) => given.fields.push((*field, value)),
                None => given.problems.push(unknown(&name)),
            }
        }
        given
    }
}

fn unknown(name: &str) -> FieldProblem {
    if READ_ONLY.contains(&name) {
        return FieldProblem::new(name, "can be read, but not written");
    }
    let did_you_mean = closest(name, FIELDS.iter().map(|(name, _)| *name));
    let hint = did_you_mean.map(|name| format!("; did you mean {name}?")).unwrap_or_default();
    FieldProblem { did_you_mean, ..FieldProblem::new(name, format!("is no field of a track{hint}")) }
}

fn put_all(fields: &[(Field, Value)], track: &mut NewTrack) -> Vec<FieldProblem> {
    let put = |(field, value): &(Field, Value)| Some(FieldProblem::new(field.name(), field.put(value, track).err()?));
    fields.iter().filter_map(put).collect()
}

/// What the catalog would refuse, but for fields that are known to be wrong.
fn further_problems(track: &NewTrack, known: &[FieldProblem]) -> Vec<FieldProblem> {
    let found = track.validate().err().unwrap_or_default().into_iter().map(FieldProblem::from);
    found.filter(|problem| known.iter().all(|known| known.field != problem.field)).collect()
}

impl Field {
    fn name(self) -> &'static str {
        FIELDS.iter().find(|(_, field)| *field == self).map(|(name, _)| *name).expect("every field has a name")
    }

    /// Puts a value where it belongs; null clears. The error says what it should have been.
    fn put(self, value: &Value, track: &mut NewTrack) -> Result<(), String> {
        match self {
            Self::Id => put_id(value, track)?,
            Self::ExternalId => track.external_id = text(value)?,
            Self::Artist => track.artist = text(value)?,
            Self::Title => track.title = text(value)?.unwrap_or_default(),
            Self::Album => track.album = text(value)?,
            Self::AlbumArtist => track.album_artist = text(value)?,
            Self::Genre => track.genre = text(value)?,
            Self::Year => track.year = whole(value)?,
            Self::TrackNumber => track.track_number = whole(value)?,
            Self::DiscNumber => track.disc_number = whole(value)?,
            Self::DurationSeconds => track.duration_ms = milliseconds(value)?,
            Self::DurationMs => track.duration_ms = whole(value)?,
            Self::Popularity => track.popularity = number(value)?.map(|number| number as f32),
            Self::Isrc => track.isrc = text(value)?.map(|isrc| isrc.replace('-', "").to_uppercase()),
            Self::RecordingId => track.musicbrainz_recording_id = uuid(value)?,
            Self::ReleaseId => track.musicbrainz_release_id = uuid(value)?,
            Self::ArtistId => track.musicbrainz_artist_id = uuid(value)?,
            Self::Labels => track.labels = texts(value)?,
            Self::Attributes => merge(&mut track.attributes, value)?,
            Self::AudioUri => track.audio_uri = uri(value)?,
            Self::ThumbnailUri => track.thumbnail_uri = uri(value)?,
        }
        Ok(())
    }
}

/// An id that is no UUID is the one of the track's source, as in a file that is imported.
fn put_id(value: &Value, track: &mut NewTrack) -> Result<(), String> {
    let Some(id) = text(value)? else { return Ok(()) };
    match Uuid::parse_str(&id) {
        Ok(id) => track.id = Some(id),
        Err(_) if track.external_id.is_none() => track.external_id = Some(id),
        Err(_) => return Err("should be a UUID where there is an external_id too".to_owned()),
    }
    Ok(())
}

#[cfg(test)]
mod tests;
