//! What the kinds of atoms in a list of tags stand for: iTunes', QuickTime's and 3GPP's.

/// How the value of a tag is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Form {
    Text,
    Integer,
    /// A number and a total; the name is that of the total.
    NumberOf(&'static str),
    /// ID3v1's number of a genre, and one.
    GenreNumber,
    MediaKind,
    Advisory,
    /// `vendor:isrc:…`
    Identifier,
}

/// The name here of a tag of iTunes or QuickTime, and how it is written; none for one that isn't well known.
pub fn of(kind: &[u8; 4]) -> Option<(&'static str, Form)> {
    Some(match kind {
        b"trkn" => ("track_number", Form::NumberOf("track_total")),
        b"disk" => ("disc_number", Form::NumberOf("disc_total")),
        b"gnre" => ("genre", Form::GenreNumber),
        b"stik" => ("media_kind", Form::MediaKind),
        b"rtng" => ("content_advisory", Form::Advisory),
        b"xid " => ("isrc", Form::Identifier),
        b"tmpo" => ("bpm", Form::Integer),
        b"cpil" => ("compilation", Form::Integer),
        b"pgap" => ("gapless", Form::Integer),
        b"pcst" => ("podcast", Form::Integer),
        b"rate" => ("rating", Form::Text),
        b"hdvd" => ("hd_video", Form::Integer),
        b"shwm" => ("show_movement", Form::Integer),
        b"tvsn" => ("tv_season", Form::Integer),
        b"tves" => ("tv_episode", Form::Integer),
        b"\xa9mvi" => ("movement_number", Form::Integer),
        b"\xa9mvc" => ("movement_total", Form::Integer),
        _ => (text(kind)?, Form::Text),
    })
}

fn text(kind: &[u8; 4]) -> Option<&'static str> {
    Some(match kind {
        b"\xa9nam" => "title",
        b"\xa9ART" => "artist",
        b"aART" => "album_artist",
        b"\xa9alb" => "album",
        b"\xa9gen" => "genre",
        b"\xa9day" => "date",
        b"\xa9wrt" | b"\xa9com" => "composer",
        b"\xa9con" => "conductor",
        b"\xa9lyr" => "lyrics",
        b"\xa9cmt" => "comment",
        b"\xa9grp" => "grouping",
        b"\xa9wrk" => "work",
        b"\xa9mvn" => "movement",
        b"\xa9too" | b"\xa9swr" => "encoder",
        b"\xa9enc" => "encoded_by",
        b"\xa9isr" => "isrc",
        b"\xa9arg" => "arranger",
        b"\xa9prd" => "producer",
        b"\xa9prf" => "performer",
        b"\xa9sol" => "soloist",
        b"\xa9nrt" => "narrator",
        b"\xa9dir" => "director",
        b"\xa9ope" => "original_artist",
        b"\xa9pub" | b"\xa9lab" => "label",
        b"\xa9st3" => "subtitle",
        b"\xa9url" => "url",
        b"\xa9phg" => "recording_copyright",
        b"cprt" | b"\xa9cpy" => "copyright",
        b"desc" | b"ldes" | b"\xa9des" => "description",
        b"sonm" => "title_sort",
        b"soar" => "artist_sort",
        b"soaa" => "album_artist_sort",
        b"soal" => "album_sort",
        b"soco" => "composer_sort",
        b"sosn" => "tv_show_sort",
        b"tvsh" => "tv_show",
        b"tven" => "tv_episode_id",
        b"tvnn" => "tv_network",
        b"catg" => "category",
        b"keyw" => "keywords",
        b"purl" => "podcast_url",
        b"egid" => "episode_guid",
        _ => return None,
    })
}

/// Who bought it, when, and what the shop calls it.
pub fn is_of_a_shop(kind: &[u8; 4]) -> bool {
    let kinds: [&[u8; 4]; 12] =
        [b"apID", b"purd", b"ownr", b"cnID", b"atID", b"plID", b"geID", b"sfID", b"akID", b"cmID", b"prID", b"flvr"];
    kinds.contains(&kind)
}

/// Those that 3GPP puts straight into the user data (TS 26.244 §8.2).
pub fn of_3gpp(kind: &[u8; 4]) -> Option<&'static str> {
    Some(match kind {
        b"titl" => "title",
        b"perf" => "artist",
        b"auth" => "author",
        b"albm" => "album",
        b"gnre" => "genre",
        b"yrrc" => "date",
        b"cprt" => "copyright",
        b"dscp" => "description",
        _ => return None,
    })
}

pub fn media_kind(number: u64) -> Option<&'static str> {
    Some(match number {
        1 => "music",
        2 => "audiobook",
        6 => "music_video",
        0 | 9 => "movie",
        10 => "tv_show",
        11 => "booklet",
        14 => "ringtone",
        21 => "podcast",
        23 => "itunes_u",
        _ => return None,
    })
}

pub fn advisory(number: u64) -> Option<&'static str> {
    match number {
        1 | 4 => Some("explicit"),
        2 => Some("clean"),
        _ => None,
    }
}
