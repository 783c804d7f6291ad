//! What can be the name of an artist, an album or a title, and what is only the name of some folder or file.

use crate::text::fold;

/// Folders that hold all sorts of things, in the folded form of their names.
const GENERIC: &[&str] = &[
    "albums",
    "aif",
    "aiff",
    "amazon music",
    "archive",
    "archives",
    "artists",
    "assets",
    "audio",
    "audio files",
    "audiobooks",
    "backup",
    "backups",
    "bounces",
    "bucket",
    "cd",
    "cds",
    "collection",
    "compilation",
    "compilations",
    "content",
    "data",
    "demos",
    "desktop",
    "discography",
    "disk",
    "dist",
    "documents",
    "download",
    "downloads",
    "dropbox",
    "drums",
    "dump",
    "eps",
    "exports",
    "favorites",
    "favourites",
    "files",
    "flac",
    "flacs",
    "fx",
    "google drive",
    "home",
    "import",
    "imported",
    "imports",
    "incoming",
    "itunes",
    "itunes media",
    "itunes music",
    "itunes media music",
    "kicks",
    "library",
    "loops",
    "lossless",
    "lossy",
    "m4a",
    "media",
    "misc",
    "miscellaneous",
    "mixes",
    "mixtapes",
    "mnt",
    "mp3",
    "mp3s",
    "music",
    "music files",
    "music library",
    "musik",
    "musique",
    "musica",
    "muzyka",
    "muzika",
    "my music",
    "my documents",
    "new",
    "new folder",
    "new music",
    "nas",
    "ogg",
    "old",
    "one shots",
    "onedrive",
    "opt",
    "opus",
    "other",
    "others",
    "output",
    "playlist",
    "playlists",
    "podcast",
    "podcasts",
    "private",
    "public",
    "purchased",
    "radio",
    "recordings",
    "recording",
    "records",
    "rips",
    "root",
    "samples",
    "sample pack",
    "sample packs",
    "share",
    "shared",
    "shares",
    "singles",
    "singles and eps",
    "snares",
    "song",
    "songs",
    "sort",
    "sorted",
    "sound",
    "sounds",
    "sound effects",
    "soundtrack",
    "soundtracks",
    "srv",
    "stems",
    "storage",
    "stuff",
    "temp",
    "test",
    "tests",
    "tmp",
    "to sort",
    "torrent",
    "torrents",
    "track",
    "tracks",
    "unknown",
    "unknown album",
    "unknown artist",
    "unsorted",
    "untitled",
    "untitled folder",
    "upload",
    "uploads",
    "user",
    "users",
    "usr",
    "va",
    "var",
    "video",
    "videos",
    "vinyl",
    "voice memos",
    "volumes",
    "wav",
    "wavs",
    "wma",
    "www",
    "youtube",
    "youtube music",
    "usb",
    "ssd",
    "hdd",
    // Genres have folders, too.
    "acoustic",
    "alternative",
    "ambient",
    "blues",
    "children",
    "christmas",
    "classic rock",
    "classical",
    "classics",
    "country",
    "dance",
    "disco",
    "drum and bass",
    "dubstep",
    "edm",
    "electronic",
    "electronica",
    "experimental",
    "folk",
    "funk",
    "gospel",
    "hip hop",
    "house",
    "indie",
    "jazz",
    "kids",
    "latin",
    "metal",
    "opera",
    "pop",
    "punk",
    "r and b",
    "rap",
    "reggae",
    "rnb",
    "rock",
    "soul",
    "techno",
    "trance",
    "world",
];
/// Whoever has no single name for all artists of an album writes one of these.
const VARIOUS: [&str; 7] = ["va", "v a", "various", "various artists", "various artist", "diverse", "verschiedene"];
/// Words that count parts of something: `Chapter 3` is no artist.
const COUNTED: [&str; 29] = [
    "chapter", "chap", "episode", "ep", "part", "pt", "track", "disc", "disk", "cd", "side", "lecture", "lesson",
    "unit", "day", "week", "vol", "volume", "take", "session", "act", "scene", "movement", "kapitel", "folge", "teil",
    "no", "book", "season",
];
/// Words by which works are called, and movements of works.
const WORKS: [&str; 12] =
    ["symphony", "concerto", "sonata", "op", "opus", "bwv", "kv", "quartet", "suite", "etude", "nocturne", "prelude"];
/// A title goes on with these; no other one begins with them.
const VERSIONS: [&str; 26] = [
    "live",
    "remix",
    "remaster",
    "remastered",
    "demo",
    "acoustic",
    "instrumental",
    "edit",
    "mix",
    "version",
    "bonus",
    "single",
    "radio",
    "original",
    "extended",
    "mono",
    "stereo",
    "deluxe",
    "vol",
    "volume",
    "pt",
    "part",
    "disc",
    "cd",
    "feat",
    "ft",
];
/// Names of persons and bands are shorter, in letters.
const LONGEST_ARTIST: usize = 80;

/// Whether an album's artist is written so that it stands for several.
pub fn is_various(name: &str) -> bool {
    VARIOUS.contains(&fold(name).spaced().as_str())
}

pub fn is_artist(name: &str) -> bool {
    let words = fold(name);
    let first = words.iter().next().unwrap_or_default();
    let has_number = words.iter().skip(1).any(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let is_counted = has_number && (COUNTED.contains(&first) || words.iter().any(|word| WORKS.contains(&word)));
    is_name(name) && !is_counted && name.chars().count() <= LONGEST_ARTIST
}

pub fn is_album(name: &str) -> bool {
    is_name(name) && !is_version(name)
}

pub fn is_title(name: &str) -> bool {
    let is_number = name.len() < 3 && name.bytes().all(|byte| byte.is_ascii_digit());
    name.contains(char::is_alphanumeric) && !is_number && !is_code(name) && !is_date(name)
}

/// Whether a text only says which version of something it is.
pub fn is_version(text: &str) -> bool {
    fold(text).iter().next().is_some_and(|first| VERSIONS.contains(&first))
}

/// Whether it begins as names do, and those of programs' folders don't.
pub fn is_cased(name: &str) -> bool {
    !name.starts_with(|c: char| c.is_ascii_lowercase() || (c.is_ascii_punctuation() && !matches!(c, '(' | '[' | '\'')))
}

/// `Kick 01`: one of many sounds.
pub fn is_numbered_sound(name: &str) -> bool {
    let rest = name.trim_end_matches(|c: char| c.is_ascii_digit());
    rest.len() < name.len() && rest.ends_with([' ', '-', '.', '#']) && name.len() - rest.len() <= 3
}

fn is_name(name: &str) -> bool {
    let folded = fold(name).spaced();
    let is_short_code = name.len() <= 2 && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    name.contains(char::is_alphabetic)
        && !name.starts_with('.')
        && !name.ends_with(':')
        && !GENERIC.contains(&folded.as_str())
        && !is_code(name)
        && !is_short_code
}

/// Hashes, ids, and other texts that no one reads: of hexadecimal digits, or of letters and digits in turn.
fn is_code(text: &str) -> bool {
    let is_hexadecimal = |c: char| c.is_ascii_hexdigit() || c == '-';
    let has_digits = text.bytes().filter(u8::is_ascii_digit).count() >= 2;
    let is_one_word =
        text.len() >= 16 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'='));
    let turns = text.as_bytes().windows(2).filter(|pair| pair[0].is_ascii_digit() != pair[1].is_ascii_digit()).count();
    let has_letters = text.bytes().any(|byte| byte.is_ascii_alphabetic());
    has_digits && has_letters && ((text.len() >= 6 && text.chars().all(is_hexadecimal)) || (is_one_word && turns >= 6))
}

/// `2004-05-06`
fn is_date(text: &str) -> bool {
    text.bytes().filter(|byte| matches!(byte, b'-' | b'.' | b' ')).count() >= 2
        && !text.contains(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '.' | ' ' | ':')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_written_as_names_fold() {
        for name in GENERIC.iter().chain(&VARIOUS).chain(&COUNTED).chain(&WORKS).chain(&VERSIONS) {
            assert_eq!(fold(name).spaced(), *name);
        }
    }

    #[test]
    fn folders_for_anything_are_no_names() {
        for name in [
            "Music",
            "MP3",
            "New Folder",
            "iTunes",
            "Unknown Artist",
            "R&B",
            "tmp",
            "3f",
            "ab",
            "3f2a9c",
            "C:",
            "2004",
            "2004-05-06",
            ".cache",
            "123e4567-e89b-12d3-a456-426614174000",
            "Chapter 3",
            "Symphony No. 5",
            "a1b2c3d4e5f6g7h8",
        ] {
            assert!(!is_artist(name), "{name}");
        }
        for name in
            ["Blink-182", "日本語", "U2", "Ё", "AC_DC", "The Music", "Decade", "Day & Night", "deadmau5", "Part Time"]
        {
            assert!(is_artist(name), "{name}");
        }
        assert!(is_numbered_sound("Kick 01") && !is_numbered_sound("1979") && !is_numbered_sound("In 1979"));
        assert!(
            is_title("1979") && !is_title("22") && !is_title("2004-05-06") && is_title("Facade") && !is_title("3f2a9c")
        );
    }
}
