//! Tags of every format under one set of names, and the few that a catalog is searched by.

use std::borrow::Cow;
use std::collections::btree_map::Entry;

use rustc_hash::FxHashSet;
use symphonia::core::meta::well_known::{
    METADATA_ID_AIFF, METADATA_ID_APEV1, METADATA_ID_APEV2, METADATA_ID_ID3V1, METADATA_ID_ID3V2, METADATA_ID_WAVE,
};
use symphonia::core::meta::{MetadataRevision, RawValue, StandardTag, StandardVisualKey, Tag, Visual};

use super::charset::{self, Charset};
use super::tag_names::known;
use super::{Artwork, Limits, TagMap, tag_values};
use crate::track::reading::{self, Comma};
use crate::track::{Field, Kind, TagFields};

/// What the tag blocks of one file say together.
#[derive(Default)]
pub struct Tags {
    pub tagged: TagFields,
    pub map: TagMap,
    pub artwork: Vec<Artwork>,
    /// Whether something was too long or too much.
    pub is_cut: bool,
}

/// More pictures than any release has.
const MOST_PICTURES: usize = 64;
/// ID3v2's frame of the day and the month, which Symphonia takes for a date.
const DAY_AND_MONTH: &str = "TDAT";
/// The tag of ours that names the encoding in which others were read again.
const ORIGINAL_ENCODING: &str = "original_encoding";
/// Lyrics fit; a dump of binary data as text doesn't.
const LONGEST_VALUE: usize = 16 * 1024;
/// Stands between several texts of many lines each.
const PARAGRAPH: &str = "\n\n";
/// Of one name: more than any release credits.
const MOST_VALUES: usize = 1_000;

/// Merges the tag blocks: each name's values come from the first block that has it. The format's own comes first, then
/// ID3v2, APE, what WAV and AIFF have by way of text, and at last ID3v1, which cuts at 30 letters; of two of a kind
/// that which is read first. Where `prefers_ape`, APE tags are the format's own.
///
/// Where texts weren't in the encoding that they claim, `original_encoding` names the one in which they were read
/// again: written in it, they are the bytes that the file has.
pub fn read(revisions: &[MetadataRevision], prefers_ape: bool, limits: &Limits) -> Tags {
    let mut blocks: Vec<(u8, Block)> =
        revisions.iter().map(|revision| (rank(revision, prefers_ape), Block::read(revision, limits.charset))).collect();
    blocks.sort_by_key(|(rank, _)| *rank);
    let mut tags = Tags::default();
    let mut bytes_left = limits.tag_bytes;
    let mut encodings = Vec::new();
    for (_, block) in blocks {
        for (name, values) in block.map {
            let bytes = name.len() + values.iter().map(String::len).sum::<usize>();
            if let Entry::Vacant(entry) = tags.map.entry(name) {
                if bytes <= bytes_left {
                    let encoding = block.encoding.filter(|_| block.mended.contains(entry.key()));
                    encodings.extend(encoding.map(|encoding| encoding.name()).filter(|name| !encodings.contains(name)));
                    entry.insert(values);
                    bytes_left -= bytes;
                } else {
                    tags.is_cut = true;
                }
            }
        }
        tags.is_cut |= block.is_cut;
        if tags.artwork.is_empty() {
            tags.artwork = block.artwork;
        }
    }
    tags.tagged = tagged(&tags.map);
    if !encodings.is_empty() {
        tags.map.insert(ORIGINAL_ENCODING.to_owned(), encodings.into_iter().map(str::to_owned).collect());
    }
    tags
}

fn rank(revision: &MetadataRevision, prefers_ape: bool) -> u8 {
    match revision.info.metadata {
        METADATA_ID_APEV1 | METADATA_ID_APEV2 if prefers_ape => 0,
        METADATA_ID_ID3V2 => 1,
        METADATA_ID_APEV1 | METADATA_ID_APEV2 => 2,
        METADATA_ID_WAVE | METADATA_ID_AIFF => 3,
        METADATA_ID_ID3V1 => 4,
        _ => 0,
    }
}

/// Whether programs write texts into such tags in encodings of their own.
fn may_be_mislabelled(revision: &MetadataRevision) -> bool {
    let kind = revision.info.metadata;
    [METADATA_ID_ID3V1, METADATA_ID_ID3V2, METADATA_ID_WAVE, METADATA_ID_AIFF].contains(&kind)
}

/// One tag block: an ID3v2 tag, a Vorbis comment, …
struct Block {
    map: TagMap,
    artwork: Vec<Artwork>,
    is_cut: bool,
    /// The encoding in which texts were read again, and the names of those that it changed.
    encoding: Option<Charset>,
    mended: FxHashSet<String>,
}

impl Block {
    fn read(revision: &MetadataRevision, charset: Option<Charset>) -> Self {
        let containers =
            || std::iter::once(&revision.media).chain(revision.per_track.iter().map(|track| &track.metadata));
        let mut map = TagMap::new();
        let mut mended = FxHashSet::default();
        let tags: Vec<(String, String)> = containers()
            .flat_map(|container| &container.tags)
            .flat_map(|tag| tag_values::entries(tag, name(tag)))
            .collect();
        let texts: Vec<&str> = tags.iter().map(|(_, value)| &value[..]).collect();
        let encoding = may_be_mislabelled(revision).then(|| charset::find(&texts, charset)).flatten();
        // A tag may repeat one key a hundred thousand times.
        let mut seen = FxHashSet::default();
        let mut is_cut = false;
        for (name, found) in &tags {
            let text = encoding.map_or(Cow::Borrowed(&found[..]), |encoding| charset::read_again(found, encoding));
            let mut value = clean(&text);
            is_cut |= value.len() > LONGEST_VALUE;
            value.truncate(value.floor_char_boundary(LONGEST_VALUE));
            if !value.is_empty() && seen.insert((name, value.clone())) {
                if text != found[..] {
                    mended.insert(name.clone());
                }
                let values: &mut Vec<String> = map.entry(name.clone()).or_default();
                if values.len() < MOST_VALUES {
                    values.push(value);
                } else {
                    is_cut = true;
                }
            }
        }
        let artwork = containers().flat_map(|container| &container.visuals).take(MOST_PICTURES).map(artwork).collect();
        map.retain(|name, values| !name.is_empty() && !values.is_empty());
        join_date(&mut map);
        Self { map, artwork, is_cut, encoding, mended }
    }
}

/// ID3v2.3 and before have day and month apart from the year: `TDAT` is `DDMM`, and alone no date.
fn join_date(map: &mut TagMap) {
    let Some(apart) = map.remove(DAY_AND_MONTH) else { return };
    let is_year = |year: &String| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let date = map.get_mut("date").and_then(|dates| dates.first_mut()).filter(|date| is_year(date));
    let day_and_month = apart[0].split_at_checked(2).and_then(|(day, month)| {
        let (day, month): (u8, u8) = (day.parse().ok()?, month.parse().ok()?);
        ((1..=31).contains(&day) && (1..=12).contains(&month)).then_some((day, month))
    });
    if let Some((date, (day, month))) = date.zip(day_and_month) {
        *date = format!("{date}-{month:02}-{day:02}");
    }
}

/// The tag's name here, whatever the format calls it; what isn't well known keeps its own name.
fn name(tag: &Tag) -> String {
    if matches!(tag.raw.key.as_str(), DAY_AND_MONTH | "TDA") {
        return DAY_AND_MONTH.to_owned();
    }
    let standard = tag.std.as_ref().and_then(|standard| {
        Some(match standard {
            StandardTag::Album(_) => "album",
            StandardTag::AlbumArtist(_) => "album_artist",
            StandardTag::Artist(_) => "artist",
            StandardTag::Bpm(_) => "bpm",
            StandardTag::Comment(_) => "comment",
            StandardTag::CompilationFlag(_) => "compilation",
            StandardTag::Composer(_) => "composer",
            StandardTag::Conductor(_) => "conductor",
            StandardTag::Copyright(_) => "copyright",
            StandardTag::Description(_) => "description",
            StandardTag::DiscNumber(_) => "disc_number",
            StandardTag::DiscTotal(_) => "disc_total",
            StandardTag::EncodedBy(_) => "encoded_by",
            StandardTag::Encoder(_) => "encoder",
            StandardTag::Genre(_) => "genre",
            StandardTag::Grouping(_) => "grouping",
            StandardTag::IdentBarcode(_) => "barcode",
            StandardTag::IdentCatalogNumber(_) => "catalog_number",
            StandardTag::IdentIsrc(_) => "isrc",
            StandardTag::InitialKey(_) => "initial_key",
            StandardTag::Label(_) => "label",
            StandardTag::Language(_) => "language",
            StandardTag::License(_) => "license",
            StandardTag::Lyricist(_) => "lyricist",
            StandardTag::Lyrics(_) => "lyrics",
            StandardTag::Mood(_) => "mood",
            StandardTag::MusicBrainzAlbumArtistId(_) => "musicbrainz_album_artist_id",
            StandardTag::MusicBrainzAlbumId(_) => "musicbrainz_release_id",
            StandardTag::MusicBrainzArtistId(_) => "musicbrainz_artist_id",
            // Vorbis comments and MP4 call the recording "track"; the track on a release has a longer name.
            StandardTag::MusicBrainzRecordingId(_) | StandardTag::MusicBrainzTrackId(_) => "musicbrainz_recording_id",
            StandardTag::MusicBrainzReleaseGroupId(_) => "musicbrainz_release_group_id",
            StandardTag::MusicBrainzReleaseTrackId(_) => "musicbrainz_release_track_id",
            StandardTag::MusicBrainzWorkId(_) => "musicbrainz_work_id",
            StandardTag::OriginalReleaseDate(_) | StandardTag::OriginalReleaseYear(_) => "original_date",
            StandardTag::Performer(_) => "performer",
            StandardTag::Producer(_) => "producer",
            StandardTag::RecordingDate(_) | StandardTag::RecordingYear(_) => "date",
            StandardTag::ReleaseDate(_) | StandardTag::ReleaseYear(_) => "release_date",
            StandardTag::Remixer(_) => "remixer",
            StandardTag::ReplayGainAlbumGain(_) => "replaygain_album_gain",
            StandardTag::ReplayGainAlbumPeak(_) => "replaygain_album_peak",
            StandardTag::ReplayGainTrackGain(_) => "replaygain_track_gain",
            StandardTag::ReplayGainTrackPeak(_) => "replaygain_track_peak",
            StandardTag::SortAlbum(_) => "album_sort",
            StandardTag::SortAlbumArtist(_) => "album_artist_sort",
            StandardTag::SortArtist(_) => "artist_sort",
            StandardTag::SortTrackTitle(_) => "title_sort",
            StandardTag::TrackNumber(_) => "track_number",
            StandardTag::TrackSubtitle(_) => "subtitle",
            StandardTag::TrackTitle(_) => "title",
            StandardTag::TrackTotal(_) => "track_total",
            StandardTag::Url(_) => "url",
            _ => return None,
        })
    });
    let recording_id = is_musicbrainz_ufid(tag).then_some("musicbrainz_recording_id");
    let described = described(tag);
    let standard = standard.filter(|_| described.is_none() || tag.raw.key.starts_with("TX"));
    let key = described.unwrap_or(&tag.raw.key);
    standard.or(recording_id).or_else(|| known(key)).map_or_else(|| clean(key), str::to_owned)
}

/// A frame that anybody may use has its name within, and so has a comment that a program keeps for itself.
fn described(tag: &Tag) -> Option<&str> {
    let mut descriptions = tag.raw.sub_fields.iter().flatten().filter_map(|field| match &field.value {
        RawValue::String(text) if !text.trim().is_empty() => Some(text.as_str()),
        _ => None,
    });
    match tag.raw.key.as_str() {
        "TXXX" | "TXX" => descriptions.next(),
        "COMM" | "COM" => descriptions.find(|text| text.starts_with("iTun") || text.starts_with("Songs-DB")),
        _ => None,
    }
}

/// ID3v2 holds MusicBrainz's recording id in a frame of its own kind, as bytes.
fn is_musicbrainz_ufid(tag: &Tag) -> bool {
    let mut owners = tag.raw.sub_fields.iter().flatten().map(|field| &field.value);
    tag.raw.key == "UFID"
        && owners.any(|owner| matches!(owner, RawValue::String(o) if o.as_str() == "http://musicbrainz.org"))
}

/// Text that a database and a terminal can hold, without blanks around it.
fn clean(text: &str) -> String {
    let text = reading::clean(text);
    text.trim().trim_start_matches('\u{feff}').to_owned()
}

/// The fields of a track, from the tags of their names; what can't be one of its kind is left out.
fn tagged(map: &TagMap) -> TagFields {
    let joined = |name: &str, between: &str| map.get(name).map(|values| values.join(between));
    let all = |name: &str| joined(name, "; ");
    let first = |name: &str| map.get(name).and_then(|values| values.first());
    let date = |name: &str| Some(exact_date(map.get(name)?));
    let read = |field: Field, text: &str| field.read(text, Comma::Either);
    let mut tagged = TagFields::default();
    for field in Field::tagged() {
        let value = match (field, field.kind()) {
            // Matroska and careless taggers give the album's only.
            (Field::Artist, _) => all("artist").or_else(|| all("album_artist")).and_then(|text| read(field, &text)),
            (Field::Year, _) => {
                ["date", "release_date", "original_date"].iter().find_map(|name| read(field, first(name)?))
            }
            (Field::Date, _) => date("date").or_else(|| date("release_date")).and_then(|text| read(field, text)),
            (_, Kind::Date) => date(name_of(field)).and_then(|text| read(field, text)),
            // What Windows shows as the comment of a WMA is its description.
            (Field::Comment, _) => {
                ["comment", "description"].iter().find_map(|name| read(field, &joined(name, PARAGRAPH)?))
            }
            (Field::Lyrics, _) => joined("lyrics", PARAGRAPH).and_then(|text| read(field, &text)),
            (_, Kind::Text { .. } | Kind::Name { .. }) => all(name_of(field)).and_then(|text| read(field, &text)),
            _ => first(name_of(field)).and_then(|text| read(field, text)),
        };
        tagged.put(field, value);
    }
    tagged
}

/// What the tag of a field is called here.
fn name_of(field: Field) -> &'static str {
    match field {
        Field::Performers => "performer",
        Field::MusicalKey => "initial_key",
        Field::RecordLabel => "label",
        field => field.name(),
    }
}

/// Of several dates that begin like the first, the one that says most: many files have the year alone, too.
fn exact_date(values: &[String]) -> &str {
    let first = values.first().map_or("", String::as_str);
    let more = values.iter().map(String::as_str).filter(|value| value.starts_with(first));
    more.max_by_key(|value| value.len()).unwrap_or(first)
}

fn artwork(visual: &Visual) -> Artwork {
    Artwork {
        mime_type: visual.media_type.as_deref().map(clean).filter(|mime| !mime.is_empty()),
        size_bytes: visual.data.len() as u64,
        kind: match visual.usage {
            Some(StandardVisualKey::FrontCover) => "front_cover",
            Some(StandardVisualKey::BackCover) => "back_cover",
            Some(StandardVisualKey::Leaflet) => "leaflet",
            Some(StandardVisualKey::Media) => "media",
            Some(StandardVisualKey::FileIcon | StandardVisualKey::OtherIcon) => "icon",
            Some(
                StandardVisualKey::ArtistPerformer
                | StandardVisualKey::LeadArtistPerformerSoloist
                | StandardVisualKey::BandOrchestra,
            ) => "artist",
            Some(StandardVisualKey::BandArtistLogo | StandardVisualKey::PublisherStudioLogo) => "logo",
            _ => "other",
        },
        width: visual.dimensions.map(|d| d.width),
        height: visual.dimensions.map(|d| d.height),
    }
}

#[cfg(test)]
mod tests {
    use symphonia::core::meta::{MetadataBuilder, MetadataInfo};

    use super::*;

    #[test]
    fn tags_say_in_which_encoding_they_were_read_again() {
        let info = MetadataInfo { metadata: METADATA_ID_ID3V1, short_name: "id3v1", long_name: "ID3v1" };
        let block = |texts: [(&str, &str); 2]| {
            let mut builder = MetadataBuilder::new(info);
            texts.into_iter().for_each(|(key, text)| {
                builder.add_tag(Tag::new_from_parts(key, text, None));
            });
            builder.build()
        };
        let cyrillic = block([("TITLE", "Ãðóïïà êðîâè"), ("ALBUM", "1988")]);
        let tags = read(&[cyrillic], false, &Limits::local());
        assert_eq!(tags.map["title"], ["Группа крови"]);
        assert_eq!(tags.map["album"], ["1988"]);
        assert_eq!(tags.map[ORIGINAL_ENCODING], ["windows-1251"]);
        assert_eq!(tags.tagged.title.as_deref(), Some("Группа крови"));

        let western = block([("TITLE", "Jóga"), ("ARTIST", "Björk")]);
        let tags = read(&[western], false, &Limits::local());
        assert_eq!(tags.map["artist"], ["Björk"]);
        assert!(!tags.map.contains_key(ORIGINAL_ENCODING));
    }
}
