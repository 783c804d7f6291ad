//! Tags: iTunes' list, QuickTime's strings and keys, 3GPP's boxes. Pictures are not loaded.

use std::io::{Read, Seek};

use rustc_hash::FxHashSet;
use symphonia::core::common::FourCc;
use symphonia::core::meta::{MetadataBuilder, MetadataId, MetadataInfo, MetadataRevision, Tag};
use symphonia_metadata::utils::id3v1::get_genre_name;

use super::super::super::bytes::{Fields, Region};
use super::super::super::tag_names::known;
use super::super::{Artwork, Chapter, Error};
use super::atoms::{Atom, Atoms};
use super::tag_kinds::{self, Form};
use super::{chapters, cover, values};

const INFO: MetadataInfo =
    MetadataInfo { metadata: MetadataId::new(FourCc::new(*b"MP4 ")), short_name: "mp4", long_name: "MP4 metadata" };

/// Of one text.
const LONGEST_TEXT: u64 = 64 * 1024;
/// Of all of them.
const MOST_BYTES: u64 = 4 << 20;
const MOST_VALUES: usize = 10_000;
const MOST_KEYS: u64 = 1_000;
const MOST_PICTURES: usize = 64;
const MOST_ID3: usize = 4;

/// What the tags of one file say.
#[derive(Default)]
pub struct Tags {
    values: Vec<(String, String)>,
    /// Those that anybody may name as they like: where a name is one of the others', theirs is the one that counts.
    named_freely: Vec<(String, String)>,
    pub artwork: Vec<Artwork>,
    pub chapters: Vec<Chapter>,
    /// Whole tags of another kind.
    pub id3: Vec<Region>,
    bytes_read: u64,
}

impl Tags {
    /// The user data of a movie.
    pub fn read_user_data<S: Read + Seek>(&mut self, atoms: &mut Atoms<'_, S>, within: Region) -> Result<(), Error> {
        let mut rest = within;
        while let Some(atom) = atoms.next(&mut rest)? {
            match &atom.kind {
                b"meta" => self.read_meta(atoms, atom.body)?,
                b"ilst" => self.read_list(atoms, atom.body, &[])?,
                b"chpl" => {
                    let bytes = atoms.bytes(atom.body, LONGEST_TEXT)?;
                    self.chapters = chapters::of_nero(&bytes);
                }
                b"ID32" if self.id3.len() < MOST_ID3 => self.id3.push(id3(&atom)),
                kind if kind[0] == 0xa9 => self.read_string(atoms, &atom)?,
                kind => {
                    if let Some(name) = tag_kinds::of_3gpp(kind) {
                        let bytes = self.bytes(atoms, atom.body)?;
                        self.add_3gpp(name, kind, &bytes);
                    }
                }
            }
        }
        Ok(())
    }

    /// A list of tags, its handler, and its keys where they have names.
    pub fn read_meta<S: Read + Seek>(&mut self, atoms: &mut Atoms<'_, S>, within: Region) -> Result<(), Error> {
        let mut rest = within;
        // MPEG has a version before the atoms, QuickTime none.
        if atoms.bytes(rest, 4)? == [0; 4] {
            rest.start += 4;
        }
        let mut keys = Vec::new();
        while let Some(atom) = atoms.next(&mut rest)? {
            match &atom.kind {
                b"keys" => keys = self::keys(Fields(&atoms.bytes(atom.body, LONGEST_TEXT)?)),
                b"ilst" => self.read_list(atoms, atom.body, &keys)?,
                b"ID32" if self.id3.len() < MOST_ID3 => self.id3.push(id3(&atom)),
                _ => {}
            }
        }
        Ok(())
    }

    fn read_list<S: Read + Seek>(
        &mut self,
        atoms: &mut Atoms<'_, S>,
        mut rest: Region,
        keys: &[String],
    ) -> Result<(), Error> {
        while let Some(item) = atoms.next(&mut rest)? {
            let mut inner = item.body;
            let mut name = None;
            while let Some(atom) = atoms.next(&mut inner)? {
                match (&atom.kind, &item.kind) {
                    (b"name", b"----") => {
                        let bytes = self.bytes(atoms, atom.body)?;
                        name = bytes.get(4..).and_then(|bytes| values::text(values::UTF_8, bytes));
                    }
                    (b"data", b"covr") if self.artwork.len() < MOST_PICTURES => {
                        self.artwork.extend(cover::described(atoms, atom.body)?);
                    }
                    (b"data", b"covr") => {}
                    (b"data", kind) => {
                        let bytes = self.bytes(atoms, atom.body)?;
                        if let Some((head, value)) = bytes.split_first_chunk::<8>() {
                            let data_type = u64::from(u32::from_be_bytes([0, head[1], head[2], head[3]]));
                            self.add_item(kind, name.as_deref(), keys, data_type, value);
                        }
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn add_item(&mut self, kind: &[u8; 4], name: Option<&str>, keys: &[String], data_type: u64, value: &[u8]) {
        let key = (u32::from_be_bytes(*kind) as usize).checked_sub(1).and_then(|index| keys.get(index));
        if let Some(name) = name.or(key.map(String::as_str)) {
            return self.add_freely(name, values::readable(data_type, value));
        }
        let Some((name, form)) = tag_kinds::of(kind) else {
            if kind != b"----" && !tag_kinds::is_of_a_shop(kind) {
                let name: String = kind.iter().copied().map(char::from).collect();
                self.add_freely(&name, values::readable(data_type, value));
            }
            return;
        };
        let number = values::number(value).unwrap_or(0);
        let owned = |text: &str| text.to_owned();
        match form {
            Form::Text => self.add(name, values::text(data_type, value)),
            Form::Integer if data_type == values::UTF_8 => self.add(name, values::text(data_type, value)),
            Form::Integer => self.add(name, values::number(value).map(|number| number.to_string())),
            Form::MediaKind => self.add(name, tag_kinds::media_kind(number).map(owned)),
            Form::Advisory => self.add(name, tag_kinds::advisory(number).map(owned)),
            Form::NumberOf(total_name) => {
                let (number, total) = values::pair(value);
                let stated = |number: u64| Some(number).filter(|number| *number > 0).map(|number| number.to_string());
                self.add(name, stated(number));
                self.add(total_name, stated(total));
            }
            Form::GenreNumber => {
                let genre = number.checked_sub(1).and_then(|number| get_genre_name(u8::try_from(number).ok()?));
                self.add_freely(name, genre);
            }
            Form::Identifier => {
                let text = values::text(data_type, value).unwrap_or_default();
                if let [_, scheme, identifier] = text.splitn(3, ':').collect::<Vec<_>>()[..] {
                    match scheme.to_ascii_lowercase().as_str() {
                        "isrc" => self.add(name, Some(owned(identifier))),
                        "upc" => self.add("barcode", Some(owned(identifier))),
                        _ => {}
                    }
                }
            }
        }
    }

    /// A string of QuickTime's: its length and language before it, or what iTunes has.
    fn read_string<S: Read + Seek>(&mut self, atoms: &mut Atoms<'_, S>, atom: &Atom) -> Result<(), Error> {
        let bytes = self.bytes(atoms, atom.body)?;
        let text = match bytes.get(4..8) {
            Some(b"data") => bytes.get(16..).and_then(|value| values::text(values::UTF_8, value)),
            _ => sized(Fields(&bytes)).ok().or_else(|| values::readable(0, &bytes)),
        };
        if let Some((name, Form::Text)) = tag_kinds::of(&atom.kind) {
            self.add(name, text);
        }
        Ok(())
    }

    fn add_3gpp(&mut self, name: &str, kind: &[u8; 4], body: &[u8]) {
        match (kind, body) {
            (b"yrrc", [_, _, _, _, high, low, ..]) => {
                self.add(name, Some(u16::from_be_bytes([*high, *low]).to_string()));
            }
            // Whoever performs is the artist; where nobody is said to, the author is.
            (b"auth", [_, _, _, _, _, _, text @ ..]) => self.add_freely(name, Some(values::of_3gpp(text))),
            (_, [_, _, _, _, _, _, text @ ..]) => self.add(name, Some(values::of_3gpp(text))),
            _ => {}
        }
    }

    fn add(&mut self, name: &str, value: Option<String>) {
        if self.values.len() < MOST_VALUES {
            self.values.extend(value.map(|value| (name.to_owned(), value)));
        }
    }

    fn add_freely(&mut self, name: &str, value: Option<String>) {
        if self.named_freely.len() < MOST_VALUES && !name.trim().is_empty() && !name.contains(char::is_control) {
            self.named_freely.extend(value.map(|value| (name.to_owned(), value)));
        }
    }

    /// What a tag has, as long as all of them together aren't too much.
    fn bytes<S: Read + Seek>(&mut self, atoms: &mut Atoms<'_, S>, body: Region) -> Result<Vec<u8>, Error> {
        let bytes = atoms.bytes(body, LONGEST_TEXT.min(MOST_BYTES - self.bytes_read))?;
        self.bytes_read += bytes.len() as u64;
        Ok(bytes)
    }

    pub fn into_revision(self) -> MetadataRevision {
        let mut builder = MetadataBuilder::new(INFO);
        let taken: FxHashSet<&str> = self.values.iter().map(|(name, _)| &name[..]).collect();
        let free = self.named_freely.iter().filter(|(name, _)| known(name).is_none_or(|name| !taken.contains(name)));
        for (name, value) in self.values.iter().chain(free) {
            builder.add_tag(Tag::new_from_parts(name.as_str(), value.as_str(), None));
        }
        builder.build()
    }
}

/// Behind its version and its language.
fn id3(atom: &Atom) -> Region {
    Region { start: atom.body.start.saturating_add(6).min(atom.body.end), end: atom.body.end }
}

/// A text behind its length and its language.
fn sized(mut fields: Fields<'_>) -> Result<String, Error> {
    let (length, language) = (fields.be::<2>()?, fields.be::<2>()?);
    Ok(values::of_language(language, fields.take(length)?))
}

/// The names that items of a list have by their number, without whose they are.
fn keys(mut fields: Fields<'_>) -> Vec<String> {
    let count = fields.take(4).and_then(|_| fields.be::<4>()).unwrap_or(0).min(MOST_KEYS);
    let key = |_| {
        let size = fields.be::<4>().ok()?.checked_sub(8)?;
        fields.take(4).ok()?;
        let name = String::from_utf8_lossy(fields.take(size).ok()?).into_owned();
        Some(name.strip_prefix("com.apple.quicktime.").map_or(name.clone(), str::to_owned))
    };
    (0..count).map_while(key).collect()
}
