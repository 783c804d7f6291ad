//! The language of patterns: `{artist}/{year} - {album}/{track} - {title}`, one part for each folder and one for the
//! file.

use crate::track::Field;

/// The shapes of paths, in the order in which they are tried.
#[derive(Clone, Debug, PartialEq)]
pub struct Patterns(Vec<Pattern>);

/// The shape of a path.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Pattern {
    /// The file's first, then its folders', the nearest first.
    pub parts: Vec<Vec<Piece>>,
    /// One of ours: what it finds must convince. Whoever writes a pattern knows the library.
    pub is_ours: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    Slot(Slot),
    Text(String),
}

/// What a placeholder stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Anything,
    Of(Field),
}

/// Stands in a list for the patterns that are known from the start.
const DEFAULT: &str = "default";
const PLACEHOLDERS: &str =
    "{artist}, {album_artist}, {album}, {title}, {genre}, {track}, {disc}, {year}, {bpm}, and {_} for anything";
const MOST_PATTERNS: usize = 64;
const LONGEST_PATTERN: usize = 256;
const MOST_PARTS: usize = super::MOST_FOLDERS + 1;

/// How files are named that have a number. A separator after a number may be any other: see `place`.
const NUMBERED: [&str; 8] = [
    "{track} - {artist} - {title}",
    "{track} - {title}",
    "{artist} - {album} - {track} - {title}",
    "{artist} - {track} - {title}",
    "Track {track} - {title}",
    "Track {track}",
    "AudioTrack {track}",
    "{track}",
];
const UNNUMBERED: [&str; 2] = ["{artist} - {title}", "{title}"];
/// How folders of albums are named.
const ALBUMS: [&str; 3] = ["{year} - {album}", "{album} ({year})", "{album}"];

impl Default for Patterns {
    /// The usual shapes: each way to name a file, with each way to name its folders.
    fn default() -> Self {
        let around = |artist: &'static str| ALBUMS.map(move |album| format!("{artist}{album}/"));
        let with_artist = || ["{artist}/{artist} - ", "{artist} - ", "{artist}/"].into_iter().flat_map(around);
        let numbered = NUMBERED.iter().flat_map(|file| {
            let folders = with_artist().chain(around("")).chain([String::new()]);
            folders.map(move |folders| folders + file)
        });
        let unnumbered = UNNUMBERED.iter().flat_map(|file| {
            let folders = with_artist().chain([String::new()]);
            folders.map(move |folders| folders + file)
        });
        let ours = numbered.chain(unnumbered).filter_map(|text| Pattern::parse(&text).ok());
        Self(ours.map(|pattern| Pattern { is_ours: true, ..pattern }).collect())
    }
}

impl Patterns {
    /// The patterns of a list; `default` among them stands for the usual shapes. Where there are none, nothing is
    /// guessed.
    pub fn parse(list: &[String]) -> Result<Self, String> {
        if list.len() > MOST_PATTERNS {
            return Err(format!("there are {} patterns; at most {MOST_PATTERNS} are allowed", list.len()));
        }
        let mut patterns = Vec::new();
        for (i, text) in list.iter().enumerate() {
            if text == DEFAULT {
                patterns.extend(Self::default().0);
            } else {
                let pattern = Pattern::parse(text);
                patterns.push(pattern.map_err(|problem| format!("pattern {} (`{text}`): {problem}", i + 1))?);
            }
        }
        Ok(Self(patterns))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Pattern> {
        self.0.iter()
    }
}

impl Pattern {
    fn parse(text: &str) -> Result<Self, String> {
        if text.len() > LONGEST_PATTERN {
            return Err(format!("it has {} bytes; at most {LONGEST_PATTERN} are allowed", text.len()));
        }
        let parts = text.rsplit('/').map(pieces).collect::<Result<Vec<_>, _>>()?;
        if parts.len() > MOST_PARTS {
            return Err(format!("it has {} parts between slashes; at most {MOST_PARTS} are looked at", parts.len()));
        }
        let names = |slot: &Piece| matches!(slot, Piece::Slot(Slot::Of(_)));
        if !parts.iter().flatten().any(names) {
            return Err(format!("it names no field; use {PLACEHOLDERS}"));
        }
        Ok(Self { parts, is_ours: false })
    }
}

/// The placeholders of one part of a path, and what stands between them.
fn pieces(text: &str) -> Result<Vec<Piece>, String> {
    if text.is_empty() {
        return Err("there is nothing before, after or between slashes; leave that slash out".to_owned());
    }
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (literal, after) = rest.split_once('{').unwrap_or((rest, ""));
        if literal.contains('}') {
            return Err(format!("`}}` closes nothing in `{text}`; write placeholders as {{title}}"));
        }
        if !literal.is_empty() {
            pieces.push(Piece::Text(super::tidy::separators(literal)));
        }
        if literal.len() == rest.len() {
            break;
        }
        let (name, after) =
            after.split_once('}').ok_or_else(|| format!("`{{{after}` isn't closed; put `}}` behind its name"))?;
        let slot = slot(name).ok_or_else(|| format!("`{{{name}}}` is no placeholder; use {PLACEHOLDERS}"))?;
        if matches!(pieces.last(), Some(Piece::Slot(_))) {
            return Err(format!("nothing parts `{{{name}}}` from the placeholder before it; put ` - ` between them"));
        }
        pieces.push(Piece::Slot(slot));
        rest = after;
    }
    Ok(pieces)
}

fn slot(name: &str) -> Option<Slot> {
    Some(Slot::Of(match name {
        "_" => return Some(Slot::Anything),
        "artist" => Field::Artist,
        "album_artist" => Field::AlbumArtist,
        "album" => Field::Album,
        "title" => Field::Title,
        "genre" => Field::Genre,
        "track" => Field::TrackNumber,
        "disc" => Field::DiscNumber,
        "year" => Field::Year,
        "bpm" => Field::Bpm,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(pattern: &str) -> String {
        Patterns::parse(&["{title}".to_owned(), pattern.to_owned()]).unwrap_err()
    }

    #[test]
    fn a_pattern_is_read_from_the_file_up() {
        let pattern = Pattern::parse("{artist}/{track}. {title}").unwrap();
        let of = |field| Piece::Slot(Slot::Of(field));
        let file = vec![of(Field::TrackNumber), Piece::Text(". ".to_owned()), of(Field::Title)];
        assert_eq!(pattern, Pattern { parts: vec![file, vec![of(Field::Artist)]], is_ours: false });
    }

    #[test]
    fn every_usual_shape_is_a_pattern() {
        let default = Patterns::default();
        assert_eq!(default.0.len(), NUMBERED.len() * 13 + UNNUMBERED.len() * 10);
        assert_eq!(Patterns::parse(&["default".to_owned()]), Ok(default));
        assert!(Patterns::parse(&[]).unwrap().is_empty());
    }

    #[test]
    fn a_problem_says_what_where_and_how_to_mend_it() {
        assert_eq!(
            problem("{artst} - {title}"),
            "pattern 2 (`{artst} - {title}`): `{artst}` is no placeholder; use {artist}, {album_artist}, {album}, \
             {title}, {genre}, {track}, {disc}, {year}, {bpm}, and {_} for anything"
        );
        for (pattern, expected) in [
            ("{artist} - {title", "`{title` isn't closed; put `}` behind its name"),
            ("artist} - {title}", "`}` closes nothing in `artist} - {title}`; write placeholders as {title}"),
            ("{artist}{title}", "nothing parts `{title}` from the placeholder before it; put ` - ` between them"),
            ("/{title}", "there is nothing before, after or between slashes; leave that slash out"),
            ("{_}/{_}/{_}/{_}/{_}/{title}", "it has 6 parts between slashes; at most 5 are looked at"),
        ] {
            assert_eq!(problem(pattern), format!("pattern 2 (`{pattern}`): {expected}"));
        }
        assert!(problem("{_}").contains("it names no field"));
        assert!(problem("").contains("nothing before"));
        assert!(problem(&"a".repeat(300)).contains("it has 300 bytes; at most 256"));
        assert!(Patterns::parse(&vec!["{title}".to_owned(); 65]).unwrap_err().contains("65 patterns; at most 64"));
    }
}
