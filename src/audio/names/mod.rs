//! What the names of a file and its folders say of a track whose tags don't. Pure: knows one path at a time, and looks
//! at nothing else.
//!
//! [`patterns`] is the language in which the shapes of paths are written, with those that are known from the start.
//! [`tidy`] makes names comparable, [`noise`] takes off what isn't a name, [`matching`] lays a pattern over them,
//! [`place`] reads track numbers, [`plausible`] says what can be a name at all (and [`generic`] which
//! folders' can't), [`loops`] reads tempo and key, and [`fill`] puts a guess where tags are empty.
//!
//! A wrong artist is worse than none: what is in doubt is left out.

mod fill;
mod generic;
mod loops;
mod matching;
mod noise;
mod patterns;
mod place;
mod plausible;
mod scene;
#[cfg(test)]
mod tests;
mod tidy;

pub use fill::fill;
pub use patterns::Patterns;

use crate::track::{Field, TagFields, Value};

/// Folders beyond these say nothing of a track.
const MOST_FOLDERS: usize = 4;
/// No file system has longer names; an object's key may be one.
const LONGEST_NAME: usize = 512;

/// The parts of a path that count, made comparable.
struct Names {
    file: String,
    /// The nearest first, without those that only say which disc it is.
    folders: Vec<String>,
    disc: Option<i64>,
}

/// What a decoded path says, by the first pattern that fits it. The path may be a whole address, a key, or what is
/// below some folder.
pub fn guess(path: &str, patterns: &Patterns) -> TagFields {
    let mut parts = parts(path).into_iter();
    let Some(file) = parts.next().filter(|_| !patterns.is_empty()) else { return TagFields::default() };
    let (file, groove) = loops::take(noise::strip(without_extension(file)));
    let mut names = Names { file: tidy::file(file), folders: Vec::new(), disc: None };
    for folder in parts {
        let (folder, disc) = tidy::folder(noise::strip_folder(folder));
        names.disc = names.disc.or(disc);
        if !folder.is_empty() {
            names.folders.push(folder);
        }
    }
    // Loops lie in folders of makers and packs, which are no artists and albums.
    let mut fields = match groove.is_bare {
        true => TagFields::default(),
        false => patterns.iter().find_map(|pattern| matching::read(pattern, &names)).unwrap_or_default(),
    };
    if fields.track_number.is_some() {
        fields.disc_number = fields.disc_number.or(names.disc);
    }
    if groove.bpm.is_some() {
        fields.put(Field::Bpm, groove.bpm);
    }
    if groove.key.is_some() {
        fields.put(Field::MusicalKey, groove.key.map(Value::Text));
    }
    fields
}

/// The file's name and those of the folders around it, the nearest first.
fn parts(path: &str) -> Vec<&str> {
    let path = path.split_once("://").map_or(path, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let mut parts: Vec<&str> = Vec::new();
    for part in path.rsplit('/').filter(|part| !matches!(*part, "" | ".")).take(MOST_FOLDERS + 2) {
        // A user's name, and what is above it.
        if matches!(part, "home" | "Users") {
            parts.truncate(parts.len().saturating_sub(1).max(1));
            break;
        }
        if part.len() > LONGEST_NAME || part == ".." {
            break;
        }
        parts.push(part);
    }
    parts.truncate(MOST_FOLDERS + 1);
    parts
}

/// The name without the extensions that say it is audio: some files have two.
fn without_extension(name: &str) -> &str {
    let mut name = name;
    while super::has_audio_extension(name) && super::stem(name) != name {
        name = super::stem(name);
    }
    name
}
