//! The table: every field of a track is one row of it.
//!
//! A row says, in this order:
//!
//! - the name in code, as a variant of [`Field`](super::Field) and as a field of the structs;
//! - the name in SQL, in imports and in the API;
//! - the [`Kind`](super::Kind) of its values, with what bounds them;
//! - by what it is filtered ([`Filter`](super::Filter)), and the name of that parameter;
//! - how far it reaches ([`Reach`](super::Reach)): shown in `hit`s, kept in the `index`, or in the catalog's `row`
//!   only.
//!
//! It stands below the source that it comes from. What the table can't say of a field is said where it matters by an
//! exhaustive match, or missed by a test: see "Add a field" in CONTRIBUTING.md.

use super::record::fields;

/// Most bytes of an artist, an album and the like.
const NAME_BYTES: usize = 1_200;
/// An orchestra, one by one.
const CREDITS_BYTES: usize = 4_000;
/// Most bytes of a key or a number that has letters.
const SIGN_BYTES: usize = 200;
const COMMENT_BYTES: usize = 16_000;
const LYRICS_BYTES: usize = 64_000;
const TITLE_BYTES: usize = 2_000;
const LABELS_BYTES: usize = 10_000;
const ATTRIBUTES_BYTES: usize = 90_000;

fields! {
    // Read from a file's tags, and written by whoever gives a track.
    tag {
        Artist artist "artist" text(NAME_BYTES) words("artist") hit;
        /// Never empty: where the tags have none, the file's name stands in.
        Title title "title" name(TITLE_BYTES) words("title") hit;
        Album album "album" text(NAME_BYTES) words("album") hit;
        AlbumArtist album_artist "album_artist" text(NAME_BYTES) none() hit;
        /// Several people are separated by semicolons, here and below.
        Composer composer "composer" text(NAME_BYTES) none() hit;
        Conductor conductor "conductor" text(NAME_BYTES) none() hit;
        /// Often with what each plays in brackets.
        Performers performers "performers" text(CREDITS_BYTES) none() hit;
        Lyricist lyricist "lyricist" text(NAME_BYTES) none() row;
        /// Sort names: `Beatles, The`; of names in other scripts how people type them in Latin.
        ArtistSort artist_sort "artist_sort" text(NAME_BYTES) none() index;
        TitleSort title_sort "title_sort" text(TITLE_BYTES) none() index;
        AlbumSort album_sort "album_sort" text(NAME_BYTES) none() row;
        AlbumArtistSort album_artist_sort "album_artist_sort" text(NAME_BYTES) none() index;
        ComposerSort composer_sort "composer_sort" text(NAME_BYTES) none() index;
        /// Several are separated by commas or semicolons.
        Genre genre "genre" text(NAME_BYTES) keyword("genre") hit;
        Year year "year" integer(1_000, 2_100) range("year") hit;
        /// Of this release; `1997`, `1997-09` or `1997-09-22`.
        Date date "date" date() none() row;
        /// Of the first one.
        OriginalDate original_date "original_date" date() none() row;
        TrackNumber track_number "track_number" integer(0, 99_999) none() row;
        /// How many tracks the disc has.
        TrackTotal track_total "track_total" integer(1, 99_999) none() row;
        DiscNumber disc_number "disc_number" integer(0, 99_999) none() row;
        DiscTotal disc_total "disc_total" integer(1, 99_999) none() row;
        /// Whether its album has tracks by several artists.
        Compilation compilation "compilation" boolean() none() row;
        /// Beats per minute.
        Bpm bpm "bpm" number(1.0, 999.0) range("bpm") hit;
        /// As it is written: `Am`, `F#`, `8A`.
        MusicalKey musical_key "musical_key" text(SIGN_BYTES) none() row;
        /// Who publishes the record, which tags call its label; `labels` are those that a library gives its tracks.
        RecordLabel record_label "record_label" text(NAME_BYTES) none() row;
        CatalogNumber catalog_number "catalog_number" text(SIGN_BYTES) none() row;
        Barcode barcode "barcode" text(SIGN_BYTES) none() row;
        Comment comment "comment" text(COMMENT_BYTES) none() row;
        Lyrics lyrics "lyrics" text(LYRICS_BYTES) none() row;
        Isrc isrc "isrc" isrc() none() hit;
        RecordingId musicbrainz_recording_id "musicbrainz_recording_id" uuid() none() row;
        ReleaseId musicbrainz_release_id "musicbrainz_release_id" uuid() none() row;
        ArtistId musicbrainz_artist_id "musicbrainz_artist_id" uuid() none() row;
        AlbumArtistId musicbrainz_album_artist_id "musicbrainz_album_artist_id" uuid() none() row;
        ReleaseGroupId musicbrainz_release_group_id "musicbrainz_release_group_id" uuid() none() row;
        /// Of the track on its release, where the recording may be on many.
        ReleaseTrackId musicbrainz_release_track_id "musicbrainz_release_track_id" uuid() none() row;
        WorkId musicbrainz_work_id "musicbrainz_work_id" uuid() none() row;
    }
    // Written by whoever gives a track.
    given {
        /// In milliseconds here, in seconds to everybody else. Where there is a file, that knows better.
        Duration duration_ms "duration_seconds" duration() range("duration") hit;
        /// 0 to 100; higher is better known.
        Popularity popularity "popularity" number(0.0, 100.0) none() hit;
        Labels labels "labels" texts(LABELS_BYTES) keyword("label") hit;
        /// Whatever else the library has.
        Attributes attributes "attributes" object(ATTRIBUTES_BYTES) attribute("attributes") index;
        AudioUri audio_uri "audio_uri" uri() none() hit;
        ThumbnailUri thumbnail_uri "thumbnail_uri" uri() none() hit;
    }
    // Read from the file itself.
    file {
        /// The container: `mp3`, `flac`, `ogg`, …
        Format format "format" text(NAME_BYTES) keyword("format") hit;
        Codec codec "codec" text(NAME_BYTES) none() row;
        Channels channels "channels" integer(1, 64) none() row;
        /// In Hz.
        SampleRate sample_rate "sample_rate" integer(1, 100_000_000) none() row;
        BitsPerSample bits_per_sample "bits_per_sample" integer(1, 64) none() row;
        /// In bit/s.
        Bitrate bitrate "bitrate" integer(1, i64::MAX) none() row;
    }
}
