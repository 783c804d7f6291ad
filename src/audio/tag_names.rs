//! The names of tags, whatever their format calls them.

/// The name here of a tag that its format calls `key`; none for one that isn't well known. Blanks, underscores and
/// hyphens don't count, nor does Matroska's target before an `@`.
pub fn known(key: &str) -> Option<&'static str> {
    let key = key.rsplit_once('@').map_or(key, |(_, name)| name);
    let key: String = key.chars().filter(|c| !matches!(c, ' ' | '_' | '-')).map(|c| c.to_ascii_uppercase()).collect();
    let key = key.strip_prefix("WM/").unwrap_or(&key);
    Some(match key {
        "TIT2" | "TT2" | "INAM" | "NAME" | "TITLE" => "title",
        "TPE1" | "TP1" | "IART" | "AUTH" | "ARTIST" | "AUTHOR" => "artist",
        "TALB" | "TAL" | "IPRD" | "ALBUM" | "ALBUMTITLE" => "album",
        "TPE2" | "TP2" | "ALBUMARTIST" | "ENSEMBLE" => "album_artist",
        "TCON" | "TCO" | "IGNR" | "GENR" | "GENRE" => "genre",
        "TDRC" | "TYER" | "TYE" | "ICRD" | "DATE" | "YEAR" => "date",
        "TDRL" | "RELEASEDATE" | "RELEASEYEAR" | "DATERELEASED" => "release_date",
        "TDOR" | "TORY" | "TOR" | "ORIGINALDATE" | "ORIGINALYEAR" | "ORIGINALRELEASEYEAR" | "ORIGINALRELEASETIME" => {
            "original_date"
        }
        "TRCK" | "TRK" | "IPRT" | "ITRK" | "PARTNUMBER" | "TRACKNUMBER" | "TRACK" | "TRACKNUM" => "track_number",
        "TRACKTOTAL" | "TOTALTRACKS" | "TRACKCOUNT" | "TOTALPARTS" => "track_total",
        "TPOS" | "TPA" | "PARTOFSET" | "DISCNUMBER" | "DISC" | "DISKNUMBER" | "DISK" => "disc_number",
        "DISCTOTAL" | "TOTALDISCS" | "DISCCOUNT" => "disc_total",
        "DISCSUBTITLE" | "SETSUBTITLE" | "TSST" => "disc_subtitle",
        "TBPM" | "TBP" | "IBPM" | "BPM" | "BEATSPERMINUTE" | "TEMPO" => "bpm",
        "TKEY" | "TKE" | "INITIALKEY" | "KEY" => "initial_key",
        "TSRC" | "TRC" | "ISRC" => "isrc",
        "TCOM" | "TCM" | "IMUS" | "COMPOSER" => "composer",
        "TPE3" | "TP3" | "CONDUCTOR" => "conductor",
        "TEXT" | "TXT" | "WRITER" | "LYRICIST" => "lyricist",
        "TPE4" | "TP4" | "MODIFIEDBY" | "REMIXER" | "MIXARTIST" => "remixer",
        "PERFORMER" | "PERFORMERS" => "performer",
        "PRODUCER" | "IPRO" => "producer",
        "IENG" | "ENGINEER" => "engineer",
        "ARRANGER" => "arranger",
        "TPUB" | "TPB" | "PUBLISHER" | "LABEL" | "ORGANIZATION" | "RECORDLABEL" => "label",
        "CATALOGNO" | "CATALOGNUMBER" | "CATALOG" | "LABELNO" => "catalog_number",
        "BARCODE" | "UPC" | "EAN" | "EAN/UPN" => "barcode",
        "TCOP" | "TCR" | "ICOP" | "COPYRIGHT" | "(C)" => "copyright",
        "COMM" | "COM" | "ICMT" | "ANNO" | "COMMENT" => "comment",
        "DESCRIPTION" => "description",
        "USLT" | "ULT" | "LYRICS" | "UNSYNCEDLYRICS" | "UNSYNCLYRICS" => "lyrics",
        "TLAN" | "TLA" | "ILNG" | "LANGUAGE" => "language",
        "TMOO" | "MOOD" => "mood",
        "TIT1" | "TT1" | "GRP1" | "GROUPING" | "CONTENTGROUPDESCRIPTION" | "CONTENTGROUP" => "grouping",
        "TIT3" | "TT3" | "SUBTITLE" => "subtitle",
        "WORK" => "work",
        "MVNM" | "MOVEMENTNAME" | "MOVEMENT" => "movement",
        "MVIN" | "MOVEMENTNUMBER" => "movement_number",
        "MOVEMENTTOTAL" => "movement_total",
        "TENC" | "TEN" | "ITCH" | "ENCODEDBY" => "encoded_by",
        "TSSE" | "TSS" | "ISFT" | "ENCODER" | "ENCODINGSETTINGS" | "ENCODERSETTINGS" => "encoder",
        "TCMP" | "TCP" | "ISCOMPILATION" | "COMPILATION" => "compilation",
        "TSOA" | "TSA" | "XSOA" | "ALBUMSORTORDER" | "ALBUMSORT" => "album_sort",
        "TSO2" | "TS2" | "ALBUMARTISTSORTORDER" | "ALBUMARTISTSORT" => "album_artist_sort",
        "TSOP" | "TSP" | "XSOP" | "ARTISTSORTORDER" | "ARTISTSORT" => "artist_sort",
        "TSOT" | "TST" | "XSOT" | "TITLESORTORDER" | "TITLESORT" => "title_sort",
        "TSOC" | "TSC" | "COMPOSERSORTORDER" | "COMPOSERSORT" => "composer_sort",
        "REPLAYGAINTRACKGAIN" => "replaygain_track_gain",
        "REPLAYGAINTRACKPEAK" => "replaygain_track_peak",
        "REPLAYGAINALBUMGAIN" => "replaygain_album_gain",
        "REPLAYGAINALBUMPEAK" => "replaygain_album_peak",
        "R128TRACKGAIN" => "r128_track_gain",
        "R128ALBUMGAIN" => "r128_album_gain",
        // Vorbis comments and MP4 call the recording "track"; the track on a release has a longer name.
        "MUSICBRAINZTRACKID" | "MUSICBRAINZ/TRACKID" => "musicbrainz_recording_id",
        "MUSICBRAINZALBUMID" | "MUSICBRAINZ/ALBUMID" => "musicbrainz_release_id",
        "MUSICBRAINZARTISTID" | "MUSICBRAINZ/ARTISTID" => "musicbrainz_artist_id",
        "MUSICBRAINZALBUMARTISTID" | "MUSICBRAINZ/ALBUMARTISTID" => "musicbrainz_album_artist_id",
        "MUSICBRAINZRELEASEGROUPID" | "MUSICBRAINZ/RELEASEGROUPID" => "musicbrainz_release_group_id",
        "MUSICBRAINZRELEASETRACKID" | "MUSICBRAINZ/RELEASETRACKID" => "musicbrainz_release_track_id",
        "MUSICBRAINZWORKID" | "MUSICBRAINZ/WORKID" => "musicbrainz_work_id",
        "WXXX" | "URL" | "WWW" => "url",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::known;

    #[test]
    fn one_thing_has_one_name() {
        for keys in [
            &["TPE2", "ALBUMARTIST", "Album Artist", "album_artist", "WM/AlbumArtist", "ALBUM@ALBUM_ARTIST"][..],
            &["MUSICBRAINZ_TRACKID", "MusicBrainz Track Id", "MusicBrainz/Track Id"],
            &["TRACKNUMBER", "Track", "TRK", "WM/TrackNumber", "TRACK@PART_NUMBER"],
            &["replaygain_track_gain", "REPLAYGAIN_TRACK_GAIN"],
        ] {
            assert!(keys.iter().all(|key| known(key).is_some() && known(key) == known(keys[0])), "{keys:?}");
        }
        assert_eq!(known("MY OWN"), None);
    }
}
