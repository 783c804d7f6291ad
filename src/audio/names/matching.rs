//! A pattern laid over the names of a path.

use super::patterns::{Pattern, Piece, Slot};
use super::place::{self, Certainty, Mark, Place};
use super::{Names, plausible};
use crate::text::fold;
use crate::track::reading::Comma;
use crate::track::{Field, TagFields, Value};

/// More steps than any name takes that people write.
const MOST_STEPS: u32 = 200;
const VARIOUS_ARTISTS: &str = "Various Artists";
/// Parts an artist from a title in names of files.
const DASH: &str = " - ";

/// What each placeholder stands for, one after the other.
#[derive(Default)]
struct Found<'a> {
    texts: Vec<(Field, &'a str)>,
    /// How many of them are in the file's own name.
    in_file: usize,
    place: Option<Place<'a>>,
}

/// What the names say, if the pattern fits and what it finds can be.
pub(super) fn read(pattern: &Pattern, names: &Names) -> Option<TagFields> {
    let [file, folders @ ..] = &pattern.parts[..] else { return None };
    if folders.len() > names.folders.len() {
        return None;
    }
    let mut found = Found::default();
    if !walk(file, &names.file, &mut found, &mut { MOST_STEPS }) {
        return None;
    }
    found.in_file = found.texts.len();
    if !folders.iter().zip(&names.folders).all(|(pieces, name)| walk(pieces, name, &mut found, &mut { MOST_STEPS })) {
        return None;
    }
    let mut fields = found.fields()?;
    if pattern.is_ours && !convinces(&mut fields, &found, &names.folders[..folders.len()], names) {
        return None;
    }
    Some(fields)
}

/// Whether the pieces fit the text as a whole. Of several ways, it is the one whose first texts are shortest.
fn walk<'a>(pieces: &[Piece], text: &'a str, found: &mut Found<'a>, steps: &mut u32) -> bool {
    *steps = steps.saturating_sub(1);
    let Some((piece, after)) = pieces.split_first() else { return text.is_empty() };
    if *steps == 0 {
        return false;
    }
    let slot = match piece {
        Piece::Text(literal) => return eat(literal, text).is_some_and(|rest| walk(after, rest, found, steps)),
        Piece::Slot(slot) => *slot,
    };
    match (slot, after.split_first()) {
        (Slot::Of(Field::TrackNumber), None) => {
            found.place = place::whole(text);
            found.place.is_some()
        }
        (Slot::Of(Field::TrackNumber), Some((Piece::Text(literal), after))) if is_separator(literal) => {
            let Some(place) = place::leading(text) else { return false };
            found.place = Some(place);
            walk(after, place.rest, found, steps)
        }
        (Slot::Of(Field::Year), _) => year(text, after).is_some_and(|(year, rest, after)| {
            found.texts.push((Field::Year, year));
            walk(after, rest, found, steps)
        }),
        (_, None) => !text.is_empty() && found.push(slot, text),
        (_, Some((Piece::Text(literal), after))) => {
            let before = found.texts.len();
            let ends = text.char_indices().map(|(at, _)| at).skip(1);
            let mut ways = ends.filter_map(|at| eat(literal, &text[at..]).map(|rest| (&text[..at], rest)));
            ways.any(|(value, rest)| {
                found.texts.truncate(before);
                found.push(slot, value) && walk(after, rest, found, steps)
            })
        }
        (_, Some((Piece::Slot(_), _))) => false,
    }
}

/// The year at the beginning, in brackets or not, with what of text and pieces is left. Before other text, a year
/// without brackets needs more than a space: `2001 A Space Odyssey`.
fn year<'a, 'p>(text: &'a str, after: &'p [Piece]) -> Option<(&'a str, &'a str, &'p [Piece])> {
    let inside = text.strip_prefix(['(', '[']);
    let digits = inside.unwrap_or(text);
    let (number, rest) = place::digits(digits, 4).filter(|(number, _)| (1900..=2099).contains(number))?;
    let year = digits.strip_suffix(rest).filter(|_| number >= 1900)?;
    let rest = if inside.is_some() { rest.strip_prefix([')', ']'])? } else { rest };
    match after.split_first() {
        Some((Piece::Text(literal), after)) if is_separator(literal) && !rest.is_empty() => {
            let (mark, rest) = place::separator(rest)?;
            (mark != Mark::Space || inside.is_some()).then_some((year, rest, after))
        }
        _ => Some((year, rest, after)),
    }
}

/// What follows a literal; all brackets are alike, and all spaces.
fn eat<'a>(literal: &str, text: &'a str) -> Option<&'a str> {
    let mut rest = text.chars();
    for expected in literal.chars() {
        let c = rest.next()?;
        let is_same = match expected {
            '(' | '[' | '{' => matches!(c, '(' | '[' | '{'),
            ')' | ']' | '}' => matches!(c, ')' | ']' | '}'),
            _ => c == expected || c.to_lowercase().eq(expected.to_lowercase()),
        };
        if !is_same {
            return None;
        }
    }
    Some(rest.as_str())
}

/// Whether a literal after a number stands for any separator.
fn is_separator(literal: &str) -> bool {
    literal.chars().all(|c| matches!(c, ' ' | '-' | '.' | ')')) && literal != ")"
}

impl<'a> Found<'a> {
    /// Whether the text can be what it is taken for.
    fn push(&mut self, slot: Slot, text: &'a str) -> bool {
        let Slot::Of(field) = slot else { return true };
        let text = text.trim();
        let is_plausible = match field {
            Field::Artist | Field::AlbumArtist => plausible::is_various(text) || plausible::is_artist(text),
            Field::Album => plausible::is_album(text),
            Field::Title => plausible::is_title(text),
            _ => !text.is_empty(),
        };
        if is_plausible {
            self.texts.push((field, text));
        }
        is_plausible
    }

    /// The fields, unless two names say different things of one.
    fn fields(&self) -> Option<TagFields> {
        let mut fields = TagFields::default();
        for &(field, text) in &self.texts {
            let (field, text) = match field {
                Field::Artist if plausible::is_various(text) => (Field::AlbumArtist, VARIOUS_ARTISTS),
                _ => (field, text),
            };
            if let Some(known) = fields.get(field).map(|known| known.to_owned()) {
                if !matches!(known, Value::Text(known) if begins_with(&known, text)) {
                    return None;
                }
                continue;
            }
            fields.put(field, Some(field.read(text, Comma::Either)?));
        }
        if let Some(place) = self.place {
            fields.put(Field::TrackNumber, place.track.map(Value::Integer));
            if fields.disc_number.is_none() {
                fields.put(Field::DiscNumber, place.disc.map(Value::Integer));
            }
        }
        Some(fields)
    }
}

/// Whether a name is another, or that one and its guests.
fn begins_with(name: &str, other: &str) -> bool {
    let (name, other) = (fold(name), fold(other));
    other.len() <= name.len() && other.iter().zip(name.iter()).all(|(other, word)| other == word)
}

/// Whether what one of our patterns found is beyond doubt; what isn't, but can be left out, is.
fn convinces(fields: &mut TagFields, found: &Found<'_>, folders: &[String], names: &Names) -> bool {
    let least = if fields.album.is_some() { Certainty::OnAlbum } else { Certainty::Sure };
    if found.place.is_some_and(|place| place.certainty < least) {
        return false;
    }
    if fields.year.is_none() && fields.album.as_deref().is_some_and(plausible::is_number) {
        return false;
    }
    let title = fields.title.as_deref().unwrap_or_default();
    let artists = |texts: &[(Field, &str)]| texts.iter().filter(|(field, _)| *field == Field::Artist).count();
    if artists(&found.texts[..found.in_file]) > 0 {
        // A folder that says another artist makes either doubtful.
        let is_alone = artists(&found.texts) == 1;
        let is_doubtful = found.place.is_some() && is_alone && names.have_artist_folder();
        return !is_doubtful && !plausible::is_version(title);
    }
    // Without a number, the names of all sorts of files look the same.
    let are_names = || {
        let mut names = folders.iter().map(String::as_str).chain([title]);
        names.all(plausible::is_cased) && !plausible::is_numbered_sound(title)
    };
    if found.place.is_none() && !folders.is_empty() && !are_names() {
        return false;
    }
    // The title may begin with an artist.
    if title.split_once(DASH).is_some_and(|(_, rest)| !plausible::is_version(rest)) {
        fields.artist = None;
    }
    true
}

impl Names {
    /// Whether folders say an artist: `Artist/Album`, `Artist - Album`.
    fn have_artist_folder(&self) -> bool {
        let is_artist = |name: &str| plausible::is_artist(name) && !plausible::is_various(name);
        match &self.folders[..] {
            [album, ..] if album.contains(DASH) => album.split_once(DASH).is_some_and(|(artist, _)| is_artist(artist)),
            [album, artist, ..] => is_artist(artist) && plausible::is_album(album) && !plausible::is_number(album),
            _ => false,
        }
    }
}
