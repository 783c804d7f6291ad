//! The tags of an MP4 file: iTunes' list of items, QuickTime's named keys and strings, 3GPP's texts.

use std::io::{Read, Seek};

use symphonia::core::meta::well_known::METADATA_ID_ISOMP4;
use symphonia::core::meta::{MetadataBuilder, MetadataInfo, RawValue, Tag};
use symphonia_metadata::utils::id3v1::get_genre_name;

use super::super::super::bytes::Fields;
use super::super::super::{Artwork, Error, picture};
use super::super::Headers;
use super::atoms::{Atom, Atoms};
use super::chapters;

const INFO: MetadataInfo = MetadataInfo { metadata: METADATA_ID_ISOMP4, short_name: "isomp4", long_name: "ISO MP4" };
const LONGEST_TEXT: u64 = 64 * 1024;
/// Items whose value is the buyer's own affair, or a number in a shop.
const NOT_KEPT: [&[u8; 4]; 12] =
    [b"apID", b"ownr", b"purd", b"akID", b"atID", b"cnID", b"geID", b"plID", b"sfID", b"cmID", b"itnu", b"flvr"];

/// Adds what stands in the index besides its tracks.
pub fn read(atoms: &mut Atoms<'_, impl Read + Seek>, index: &[Atom], headers: &mut Headers) -> Result<(), Error> {
    let mut builder = MetadataBuilder::new(INFO);
    for atom in index {
        match &atom.kind {
            b"meta" => meta(atoms, *atom, headers, &mut builder)?,
            b"udta" => {
                for atom in atoms.children(*atom)? {
                    match &atom.kind {
                        b"meta" => meta(atoms, atom, headers, &mut builder)?,
                        b"chpl" => headers.chapters = chapters::in_atom(atoms, atom)?,
                        _ => string(atoms, atom, &mut builder)?,
                    }
                }
            }
            _ => {}
        }
    }
    headers.tags.push(builder.build());
    Ok(())
}

fn add(builder: &mut MetadataBuilder, name: &str, value: impl Into<RawValue>) {
    builder.add_tag(Tag::new_from_parts(name, value, None));
}

fn meta(
    atoms: &mut Atoms<'_, impl Read + Seek>,
    mut meta: Atom,
    headers: &mut Headers,
    builder: &mut MetadataBuilder,
) -> Result<(), Error> {
    // QuickTime has no version before its atoms.
    let begin = atoms.bytes(meta, 8)?;
    if begin.get(4..8) != Some(b"hdlr") {
        meta.start = (meta.start + 4).min(meta.end);
    }
    let inside = atoms.children(meta)?;
    let keys = match inside.iter().find(|atom| &atom.kind == b"keys") {
        Some(keys) => names(&atoms.bytes(*keys, LONGEST_TEXT)?),
        None => Vec::new(),
    };
    for list in inside.iter().filter(|atom| &atom.kind == b"ilst") {
        for item in atoms.children(*list)? {
            let number = u32::from_be_bytes(item.kind) as usize;
            let key = number.checked_sub(1).and_then(|at| keys.get(at)).cloned();
            self::item(atoms, item, key, headers, builder)?;
        }
    }
    Ok(())
}

/// QuickTime's names of items, without the domain in front.
fn names(bytes: &[u8]) -> Vec<String> {
    let mut fields = Fields(bytes);
    let mut names = Vec::new();
    let _ = fields.take(8);
    while let Ok(length) = fields.be::<4>() {
        let Ok(name) = length.checked_sub(4).map_or(Ok(&b""[..]), |length| fields.take(length)) else { break };
        let name = String::from_utf8_lossy(name.get(4..).unwrap_or_default()).into_owned();
        names.push(name.rsplit('.').next().unwrap_or_default().to_owned());
    }
    names
}

fn item(
    atoms: &mut Atoms<'_, impl Read + Seek>,
    item: Atom,
    key: Option<String>,
    headers: &mut Headers,
    builder: &mut MetadataBuilder,
) -> Result<(), Error> {
    if NOT_KEPT.contains(&&item.kind) {
        return Ok(());
    }
    let mut name = key.or_else(|| known(&item.kind).map(str::to_owned));
    for atom in atoms.children(item)? {
        match &atom.kind {
            b"name" if &item.kind == b"----" => {
                let bytes = atoms.bytes(atom, 256)?;
                name = Some(String::from_utf8_lossy(bytes.get(4..).unwrap_or_default()).into_owned());
            }
            b"data" if &item.kind == b"covr" => headers.artwork.push(cover(atoms, atom)?),
            b"data" => {
                let bytes = atoms.bytes(atom, LONGEST_TEXT)?;
                // Four letters mean other things elsewhere.
                let own = || format!("ilst:{}", String::from_utf8_lossy(&item.kind).replace('\u{fffd}', "©"));
                let name = name.clone().unwrap_or_else(own);
                let _ = value(&item.kind, &name, &bytes, builder);
            }
            _ => {}
        }
    }
    Ok(())
}

fn cover(atoms: &mut Atoms<'_, impl Read + Seek>, data: Atom) -> Result<Artwork, Error> {
    let begin = atoms.bytes(data, 8 + picture::BEGIN)?;
    let size = (data.end - data.start).saturating_sub(8);
    Ok(picture::describe("front_cover", None, size, begin.get(8..).unwrap_or_default()))
}

/// Adds the value in a `data` atom: its type, its language, and the bytes.
fn value(kind: &[u8; 4], name: &str, bytes: &[u8], builder: &mut MetadataBuilder) -> Result<(), Error> {
    const UTF8: u64 = 1;
    const UTF16: u64 = 2;
    const INTEGER: u64 = 21;
    const UNSIGNED: u64 = 22;
    let mut fields = Fields(bytes);
    let data_type = fields.be::<4>()? & 0xff_ffff;
    fields.take(4)?;
    let rest = fields.0;
    match (kind, data_type) {
        (b"trkn" | b"disk", _) => {
            fields.take(2)?;
            let (number, total) = (fields.be::<2>()?, fields.be::<2>().unwrap_or_default());
            let total_name = if kind == b"trkn" { "track_total" } else { "disc_total" };
            [(name, number), (total_name, total)]
                .into_iter()
                .filter(|(_, number)| *number > 0)
                .for_each(|(name, number)| add(builder, name, number.to_string()));
        }
        (b"gnre", _) => {
            let number = fields.be::<2>()?.checked_sub(1).and_then(|number| u8::try_from(number).ok());
            if let Some(genre) = number.and_then(get_genre_name) {
                add(builder, "genre", genre);
            }
        }
        // The shop's own number, of which one kind is known: `Label:isrc:GBXXX9700001`.
        (b"xid ", _) => {
            let text = String::from_utf8_lossy(rest);
            let mut parts = text.splitn(3, ':').skip(1);
            if let (Some("isrc"), Some(code)) = (parts.next(), parts.next()) {
                add(builder, "isrc", code.to_owned());
            }
        }
        (_, UTF8) => add(builder, name, String::from_utf8_lossy(rest).into_owned()),
        (_, UTF16) => {
            let units = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            let letters = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
            add(builder, name, letters.collect::<String>());
        }
        // Integers without a type are as long as they are.
        (_, INTEGER | UNSIGNED | 0) if matches!(rest.len(), 1 | 2 | 4 | 8) && !is_text(kind) => {
            let number = rest.iter().fold(0, |number: u64, byte| number << 8 | u64::from(*byte));
            add(builder, name, number.to_string());
        }
        (_, 0) if std::str::from_utf8(rest).is_ok() => add(builder, name, String::from_utf8_lossy(rest).into_owned()),
        _ => {}
    }
    Ok(())
}

/// Whether the item holds a text, whatever its type says.
fn is_text(kind: &[u8; 4]) -> bool {
    kind[0] == 0xa9 || kind == b"----"
}

/// QuickTime's strings and 3GPP's texts, which stand alone.
fn string(atoms: &mut Atoms<'_, impl Read + Seek>, atom: Atom, builder: &mut MetadataBuilder) -> Result<(), Error> {
    let bytes = atoms.bytes(atom, LONGEST_TEXT)?;
    let _ = match &atom.kind {
        kind @ [0xa9, ..] => quicktime(kind, Fields(&bytes), builder),
        b"yrrc" => {
            let mut fields = Fields(bytes.get(4..).unwrap_or_default());
            fields.be::<2>().map(|year| add(builder, "date", year.to_string()))
        }
        kind => {
            let name = match kind {
                b"titl" => "title",
                b"perf" => "artist",
                b"auth" => "composer",
                b"albm" => "album",
                b"gnre" => "genre",
                b"dscp" => "description",
                b"cprt" => "copyright",
                _ => return Ok(()),
            };
            third_generation(name, bytes.get(6..).unwrap_or_default(), builder);
            Ok(())
        }
    };
    Ok(())
}

fn quicktime(kind: &[u8; 4], mut fields: Fields<'_>, builder: &mut MetadataBuilder) -> Result<(), Error> {
    let length = fields.be::<2>()?;
    fields.take(2)?;
    let text = fields.take(length)?;
    if let Some(name) = known(kind) {
        // Macintosh's own encoding where it isn't UTF-8; what is not ASCII of it is rare.
        add(builder, name, String::from_utf8_lossy(text).into_owned());
    }
    Ok(())
}

/// UTF-8, or UTF-16 with a mark, up to a NUL.
fn third_generation(name: &str, bytes: &[u8], builder: &mut MetadataBuilder) {
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => {
            let units = rest.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
            let letters = char::decode_utf16(units.take_while(|unit| *unit != 0));
            letters.map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
        }
        bytes => String::from_utf8_lossy(bytes.split(|byte| *byte == 0).next().unwrap_or_default()).into_owned(),
    };
    add(builder, name, text);
}

/// The names of iTunes' items and QuickTime's strings.
fn known(kind: &[u8; 4]) -> Option<&'static str> {
    Some(match kind {
        b"\xa9nam" => "title",
        b"\xa9ART" => "artist",
        b"aART" => "album_artist",
        b"\xa9alb" => "album",
        b"\xa9gen" | b"gnre" => "genre",
        b"\xa9day" => "date",
        b"\xa9wrt" | b"\xa9com" => "composer",
        b"\xa9con" => "conductor",
        b"\xa9prd" => "producer",
        b"trkn" => "track_number",
        b"disk" => "disc_number",
        b"tmpo" => "bpm",
        b"cpil" => "compilation",
        b"cprt" | b"\xa9cpy" => "copyright",
        b"\xa9cmt" => "comment",
        b"desc" | b"ldes" | b"\xa9des" => "description",
        b"\xa9lyr" => "lyrics",
        b"\xa9grp" => "grouping",
        b"\xa9wrk" => "work",
        b"\xa9mvn" => "movement",
        b"\xa9mvi" => "movement_number",
        b"\xa9mvc" => "movement_total",
        b"shwm" => "show_movement",
        b"sonm" => "title_sort",
        b"soar" => "artist_sort",
        b"soal" => "album_sort",
        b"soaa" => "album_artist_sort",
        b"soco" => "composer_sort",
        b"\xa9too" | b"\xa9swr" => "encoder",
        b"\xa9enc" => "encoded_by",
        b"\xa9nrt" => "narrator",
        b"\xa9pub" => "label",
        b"tvsh" => "show",
        b"tven" => "episode_id",
        b"tves" => "episode",
        b"tvsn" => "season",
        b"tvnn" => "network",
        b"pgap" => "gapless",
        b"pcst" => "podcast",
        b"purl" => "podcast_url",
        b"egid" => "podcast_id",
        b"catg" => "category",
        b"keyw" => "keywords",
        b"rtng" => "advisory",
        b"stik" => "media_kind",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: &[u8; 4], data_type: u32, bytes: &[u8]) -> Vec<(String, String)> {
        let mut builder = MetadataBuilder::new(INFO);
        let data = [&data_type.to_be_bytes()[..], &[0; 4], bytes].concat();
        let name = known(kind).unwrap_or("own");
        value(kind, name, &data, &mut builder).unwrap();
        builder.build().media.tags.into_iter().map(|tag| (tag.raw.key, tag.raw.value.to_string())).collect()
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn values_are_what_their_item_needs() {
        assert_eq!(of(b"\xa9nam", 1, "Jóga".as_bytes()), pairs(&[("title", "Jóga")]));
        assert_eq!(of(b"\xa9nam", 2, b"\0J\0o"), pairs(&[("title", "Jo")]));
        let three_of_twelve = [0, 0, 0, 3, 0, 12, 0, 0];
        assert_eq!(of(b"trkn", 0, &three_of_twelve), pairs(&[("track_number", "3"), ("track_total", "12")]));
        assert_eq!(of(b"gnre", 0, &[0, 18]), pairs(&[("genre", "Rock")]));
        assert_eq!(of(b"tmpo", 21, &[0, 128]), pairs(&[("bpm", "128")]));
        assert_eq!(of(b"xid ", 1, b"Label:isrc:GBAYE9700001"), pairs(&[("isrc", "GBAYE9700001")]));
        assert_eq!((of(b"xid ", 1, b"Label:upc:1"), of(b"covr", 13, &[1, 2, 3])), (vec![], vec![]));
    }

    #[test]
    fn keys_are_named_without_their_domain() {
        let key = b"\0\0\0\x27mdtacom.apple.quicktime.artist\0\0\0\0\0";
        let bytes = [&[0, 0, 0, 0, 0, 0, 0, 1][..], &key[..39]].concat();
        assert_eq!(names(&bytes)[0].trim_end_matches('\0'), "artist");
    }
}
