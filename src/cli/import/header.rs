//! What the columns of a table are, by their names: the fields' own, those that other programs give them, and those
//! that were chosen.

use super::column::{Column, Unit};
use super::options::Chosen;
use crate::track::{Field, reading};

/// A column, and what the file calls it.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    pub name: String,
    pub column: Column,
    /// The name is the field's own, or was chosen for it; else it is one that other programs give it.
    pub is_own: bool,
}

/// What other programs call a column, the commonest first, without spaces and punctuation. A name that could be two
/// columns' (`Track`) is that of the first that has no better one.
const SPELLINGS: &[(Column, &[&str])] = &[
    // What another program counts from 1 is nobody else's id; these are the same everywhere.
    (Column::ExternalId, &["trackuri", "spotifyuri", "spotifyid", "spotifytrackid"]),
    (
        Column::Field(Field::Title),
        &[
            "trackname",
            "tracktitle",
            "songname",
            "songtitle",
            "song",
            "recordingname",
            "recordingtitle",
            "name",
            "track",
        ],
    ),
    (
        Column::Field(Field::Artist),
        &["artists", "artistname", "artistnames", "trackartist", "trackartists", "artistcredit", "contributingartists"],
    ),
    (Column::Field(Field::Album), &["albumname", "albumtitle", "release", "releasename", "releasetitle"]),
    (Column::Field(Field::AlbumArtist), &["albumartists", "albumartistname", "albumartistnames"]),
    (Column::Field(Field::Genre), &["genres"]),
    (Column::Field(Field::Year), &["releaseyear"]),
    (Column::Date(Field::Date, String::new()), &["releasedate", "albumreleasedate", "released", "recordingdate"]),
    (Column::Date(Field::OriginalDate, String::new()), &["originalreleasedate", "originalyear", "originalreleaseyear"]),
    (Column::Field(Field::TrackNumber), &["trackno", "tracknr", "tracknum", "track"]),
    (Column::Field(Field::DiscNumber), &["discno", "discnr", "disc", "disknumber", "diskno", "disk"]),
    (
        Column::Field(Field::TrackTotal),
        &["totaltracks", "tracktotals", "trackcount", "numberoftracks", "tracksinalbum", "albumtracks"],
    ),
    (
        Column::Field(Field::DiscTotal),
        &["totaldiscs", "disccount", "numberofdiscs", "totaldisks", "diskcount", "disktotal", "numberofdisks"],
    ),
    (Column::Field(Field::Compilation), &["iscompilation", "partofacompilation", "comp"]),
    (Column::Field(Field::Composer), &["composers", "composername", "composernames"]),
    (Column::Field(Field::Conductor), &["conductors"]),
    (Column::Field(Field::Performers), &["performer", "performernames"]),
    (Column::Field(Field::Lyricist), &["lyricists", "lyricsby"]),
    (Column::Field(Field::ArtistSort), &["artistsortorder", "sortartist", "artistsortname", "artistssort"]),
    (Column::Field(Field::TitleSort), &["titlesortorder", "sorttitle", "sortname", "titlesortname"]),
    (Column::Field(Field::AlbumSort), &["albumsortorder", "sortalbum"]),
    (
        Column::Field(Field::AlbumArtistSort),
        &["albumartistsortorder", "sortalbumartist", "albumartistsortname", "albumartistssort"],
    ),
    (Column::Field(Field::ComposerSort), &["composersortorder", "sortcomposer"]),
    (Column::Field(Field::MusicalKey), &["initialkey", "keysignature", "tonality", "key"]),
    (Column::Field(Field::RecordLabel), &["recordlabels", "label", "labelname", "recordcompany", "publisher"]),
    (
        Column::Field(Field::CatalogNumber),
        &["catalogno", "catalognum", "catno", "cataloguenumber", "catalogueno", "catalog"],
    ),
    (Column::Field(Field::Barcode), &["upc", "ean", "upccode", "eancode", "upcean"]),
    (Column::Field(Field::Comment), &["comments"]),
    (Column::Field(Field::Lyrics), &["unsyncedlyrics"]),
    (Column::Field(Field::Bpm), &["tempo", "beatsperminute", "averagebpm"]),
    (Column::Field(Field::Isrc), &["isrccode"]),
    (
        Column::Field(Field::RecordingId),
        &[
            "musicbrainztrackid",
            "mbtrackid",
            "mbrecordingid",
            "mbzrecordingid",
            "mbztrackid",
            "recordingmbid",
            "trackmbid",
        ],
    ),
    (
        Column::Field(Field::ReleaseId),
        &["musicbrainzalbumid", "mbalbumid", "mbreleaseid", "mbzreleaseid", "mbzalbumid", "releasembid", "albummbid"],
    ),
    (Column::Field(Field::ArtistId), &["mbartistid", "mbzartistid", "artistmbid"]),
    (Column::Field(Field::AlbumArtistId), &["mbalbumartistid", "mbzalbumartistid", "albumartistmbid"]),
    (
        Column::Field(Field::ReleaseGroupId),
        &["mbreleasegroupid", "mbzreleasegroupid", "mbzalbumreleasegroupid", "releasegroupmbid"],
    ),
    (Column::Field(Field::ReleaseTrackId), &["mbreleasetrackid", "mbzreleasetrackid", "releasetrackmbid"]),
    (Column::Field(Field::WorkId), &["mbworkid", "mbzworkid", "workmbid"]),
    (
        Column::Duration(Unit::Milliseconds),
        &["trackdurationms", "lengthms", "tracklengthms", "timems", "totaltimems", "durationmillis", "tracktimemillis"],
    ),
    (
        Column::Duration(Unit::Seconds),
        &["durations", "durationsec", "lengthseconds", "lengths", "lengthsec", "times", "timeseconds"],
    ),
    (
        Column::Duration(Unit::Unsaid),
        &[
            "duration",
            "length",
            "time",
            "trackduration",
            "tracklength",
            "totaltime",
            "tracktime",
            "playtime",
            "runtime",
        ],
    ),
    (Column::Field(Field::Popularity), &["trackpopularity"]),
    (Column::Field(Field::ThumbnailUri), &["albumimageurl", "thumbnailurl", "artworkurl"]),
];

/// What the columns are. Where two want to be one, the field's own name comes before others, and what has lost is an
/// attribute. The error says what is wrong with the names, or with what was chosen.
pub fn columns(names: &[String], chosen: &[Chosen]) -> Result<Vec<Named>, String> {
    let keys: Vec<String> = names.iter().map(|name| key(name)).collect();
    let mut found = Found(vec![None; names.len()]);
    for Chosen { column, header } in chosen {
        let at = names.iter().position(|name| name.trim() == header);
        if let Some(at) = at.or_else(|| keys.iter().position(|known| *known == key(header))) {
            found.0[at] = Some((column.clone(), true));
        }
    }
    found.find_own(names, &keys)?;
    if is_ours(names) {
        found.find_made_here(names);
    }
    for (column, spellings) in SPELLINGS {
        // Spotify's key and mode are numbers, and say only together what the key is.
        let is_number = *column == Column::Field(Field::MusicalKey) && keys.iter().any(|key| key == "mode");
        if let Some(at) = spellings.iter().find_map(|spelling| found.free(&keys, spelling))
            && !found.has_as_good(column)
            && !is_number
        {
            found.0[at] = Some((named_date(column.clone(), names, at), false));
        }
    }
    let named = |(at, column): (usize, Option<(Column, bool)>)| {
        let name = attribute_name(names, at);
        let (column, is_own) = column.unwrap_or_else(|| (Column::Attribute(name.clone()), true));
        Named { name, column, is_own }
    };
    Ok(found.0.into_iter().enumerate().map(named).collect())
}

/// How many of the names say what their column is.
pub fn known(names: &[String], chosen: &[Chosen]) -> usize {
    let known = |named: &Named| !matches!(named.column, Column::Attribute(_));
    columns(names, chosen).map_or(0, |columns| columns.iter().filter(|named| known(named)).count())
}

/// The chosen column that is not there, if there is one.
pub fn missing<'a>(names: &[String], chosen: &'a [Chosen]) -> Option<&'a Chosen> {
    chosen.iter().find(|chosen| names.iter().all(|name| key(name) != key(&chosen.header)))
}

/// The columns found so far, and whether each by its own name.
struct Found(Vec<Option<(Column, bool)>>);

impl Found {
    fn find_own(&mut self, names: &[String], keys: &[String]) -> Result<(), String> {
        for own in Column::names() {
            let mut at = (0..keys.len()).filter(|at| keys[*at] == key(own) && self.0[*at].is_none());
            let (first, second) = (at.next(), at.next());
            if let Some(second) = second {
                return Err(format!("there are two columns {}; rename one of them", names[second]));
            }
            if let (Some(at), Some(column)) = (first, Column::named(own))
                && !self.has(&column)
            {
                self.0[at] = Some((named_date(column, names, at), true));
            }
        }
        for (at, name) in names.iter().enumerate().filter(|(_, name)| !name.trim().is_empty()) {
            if names[..at].contains(name) {
                return Err(format!("there are two columns {name}; rename one of them"));
            }
        }
        Ok(())
    }

    /// What the program makes itself is not to be given.
    fn find_made_here(&mut self, names: &[String]) {
        for (at, name) in names.iter().enumerate().filter(|(at, _)| self.0[*at].is_none()).collect::<Vec<_>>() {
            let column = match name.trim() {
                "status" => Column::Status,
                "length_ms" => Column::Duration(Unit::Milliseconds),
                name if is_made_here(name) => Column::MadeHere,
                _ => continue,
            };
            self.0[at] = Some((column, true));
        }
    }

    fn has(&self, column: &Column) -> bool {
        self.0.iter().flatten().any(|(found, _)| found == column)
    }

    /// Whether a column is there already, or one that says the same.
    fn has_as_good(&self, column: &Column) -> bool {
        self.0.iter().flatten().any(|(found, _)| match (found, column) {
            (Column::Duration(_), Column::Duration(_)) | (Column::Id, Column::ExternalId) => true,
            (Column::Date(found, _), Column::Date(field, _)) => found == field,
            (found, column) => found == column,
        })
    }

    /// A column of this spelling that is nothing else yet.
    fn free(&self, keys: &[String], spelling: &str) -> Option<usize> {
        (0..keys.len()).find(|at| keys[*at] == spelling && self.0[*at].is_none())
    }
}

/// A name without what is written one way or the other: case, spaces, `_`, `-`, brackets. `#` is a number.
pub fn key(name: &str) -> String {
    name.replace('#', "number").chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What a column is called as an attribute.
fn attribute_name(names: &[String], at: usize) -> String {
    match reading::clean(names[at].trim()) {
        name if name.is_empty() => format!("column {}", at + 1),
        name => name.into_owned(),
    }
}

/// A column; one of dates with the name that its texts have as attributes.
fn named_date(column: Column, names: &[String], at: usize) -> Column {
    match column {
        Column::Date(field, _) => Column::Date(field, attribute_name(names, at)),
        column => column,
    }
}

/// Whether these are columns of our own table, or members of our own answers: they have what nobody else has.
fn is_ours(names: &[String]) -> bool {
    let has = |name: &str| names.iter().any(|other| other.trim() == name);
    ["origins", "guessed", "title_from_filename"].into_iter().any(has)
        || names.iter().any(|name| is_folded(name))
        || ["id", "score", "audio_uri", "thumbnail_uri", "popularity"].into_iter().all(has)
}

fn is_folded(name: &str) -> bool {
    matches!(name.trim(), "artist_folded" | "title_folded" | "album_folded" | "name_folded" | "genres_folded")
}

/// Of our own columns, those that the program fills: from files, from the rest of the row, or when a row is written.
fn is_made_here(name: &str) -> bool {
    const MADE: [&str; 14] = [
        "library_id",
        "asset_id",
        "asset",
        "start_ms",
        "title_from_filename",
        "guessed",
        "tagged",
        "origins",
        "search_vector",
        "created_at",
        "updated_at",
        "score",
        "explanation",
        "highlights",
    ];
    MADE.contains(&name) || is_folded(name) || Field::named(name).is_some_and(|field| !field.is_given())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: &str) -> Vec<Column> {
        let names: Vec<String> = header.split(',').map(str::to_owned).collect();
        columns(&names, &[]).unwrap().into_iter().map(|named| named.column).collect()
    }

    fn attribute(name: &str) -> Column {
        Column::Attribute(name.to_owned())
    }

    #[test]
    fn every_spelling_is_one_that_no_field_has_and_is_written_as_it_is_compared() {
        for (column, spellings) in SPELLINGS {
            for spelling in *spellings {
                assert_eq!(key(spelling), *spelling);
                assert!(Column::names().all(|own| key(own) != *spelling), "{column:?} {spelling}");
            }
        }
    }

    #[test]
    fn names_are_known_in_any_usual_spelling() {
        for spelling in ["Album Artist", "album_artist", "ALBUMARTIST", "album-artist", "Album Artist Name(s)"] {
            assert_eq!(read(spelling), [Column::Field(Field::AlbumArtist)], "{spelling}");
        }
        for spelling in ["Track #", "track_number", "Track No.", "TrackNumber", "Track#"] {
            assert_eq!(read(&format!("Title,{spelling}"))[1], Column::Field(Field::TrackNumber), "{spelling}");
        }
        for (spelling, unit) in [
            ("Track Duration (ms)", Unit::Milliseconds),
            ("Duration (ms)", Unit::Milliseconds),
            ("duration_ms", Unit::Milliseconds),
            ("Duration (s)", Unit::Seconds),
            ("duration_seconds", Unit::Seconds),
            ("Length", Unit::Unsaid),
            ("Total Time", Unit::Unsaid),
        ] {
            assert_eq!(read(spelling), [Column::Duration(unit)], "{spelling}");
        }
        assert_eq!(read("Release Date"), [Column::Date(Field::Date, "Release Date".to_owned())]);
        assert_eq!(read("MusicBrainz Album Id"), [Column::Field(Field::ReleaseId)]);
    }

    #[test]
    fn a_fields_own_name_comes_before_others_and_those_are_attributes() {
        assert_eq!(read("Name,title"), [attribute("Name"), Column::Field(Field::Title)]);
        assert_eq!(read("artist,track"), [Column::Field(Field::Artist), Column::Field(Field::Title)]);
        assert_eq!(read("title,track"), [Column::Field(Field::Title), Column::Field(Field::TrackNumber)]);
        let date = |name: &str| Column::Date(Field::Date, name.to_owned());
        assert_eq!(read("Release Date,Year"), [date("Release Date"), Column::Field(Field::Year)]);
        assert_eq!(read("Release Date,Date"), [attribute("Release Date"), date("Date")]);
        assert_eq!(read("Track ID,Track URI"), [attribute("Track ID"), Column::ExternalId]);
        assert_eq!(read("id,Track URI"), [Column::Id, attribute("Track URI")]);
        let both = [Column::Duration(Unit::Milliseconds), Column::Duration(Unit::Seconds), attribute("length")];
        assert_eq!(read("duration_ms,duration_seconds,length"), both);
        assert_eq!(read("artist,,"), [Column::Field(Field::Artist), attribute("column 2"), attribute("column 3")]);
    }

    #[test]
    fn chosen_columns_come_before_all() {
        let chosen = [Chosen { column: Column::Field(Field::Title), header: "track name".to_owned() }];
        let names = ["title", "Track Name"].map(str::to_owned);
        let columns = columns(&names, &chosen).unwrap();
        assert_eq!(columns[0].column, attribute("title"));
        assert_eq!(columns[1].column, Column::Field(Field::Title));
        assert!(missing(&names, &chosen).is_none() && missing(&names[..1], &chosen).is_some());
    }

    #[test]
    fn what_the_program_makes_itself_is_known_among_its_own_columns_only() {
        assert_eq!(read("title_from_filename,format,status"), [Column::MadeHere, Column::MadeHere, Column::Status]);
        assert_eq!(read("title,format,status,created_at")[1..], ["format", "status", "created_at"].map(attribute));
    }
}
