//! Whole files, built from atoms.

use std::io::Cursor;

use super::atoms::tests::atom;
use super::*;

/// One second of AMR, whose entry needs no more than its kind.
fn track(id: u8, handler: &[u8; 4], references: &[u8]) -> Vec<u8> {
    let header = [&[0, 0, 0, 1][..], &[0; 8], &[0, 0, 0, id]].concat();
    let clock = [&[0; 12][..], &8_000_u32.to_be_bytes(), &8_000_u32.to_be_bytes(), &[0; 4]].concat();
    let entry = atom(b"samr", &[0; 28]);
    let description = atom(b"stsd", &[&[0, 0, 0, 0, 0, 0, 0, 1][..], &entry].concat());
    let media = [
        atom(b"mdhd", &clock),
        atom(b"hdlr", &[&[0; 8][..], handler].concat()),
        atom(b"minf", &atom(b"stbl", &description)),
    ];
    atom(b"trak", &[atom(b"tkhd", &header), atom(b"tref", references), atom(b"mdia", &media.concat())].concat())
}

fn index(tracks: &[u8], rest: &[u8]) -> Vec<u8> {
    atom(b"moov", &[&atom(b"mvhd", &[0; 100])[..], tracks, rest].concat())
}

fn read_all(bytes: &[u8]) -> Result<Headers, Error> {
    let region = Region { start: 0, end: bytes.len() as u64 };
    read(&mut Cursor::new(bytes), region, &Limits::local())
}

fn data(data_type: u8, value: &[u8]) -> Vec<u8> {
    atom(b"data", &[&[0, 0, 0, data_type, 0, 0, 0, 0], value].concat())
}

fn free(name: &str, values: &[u8]) -> Vec<u8> {
    let mean = atom(b"mean", b"\0\0\0\0com.apple.iTunes");
    let name = atom(b"name", &[&[0; 4], name.as_bytes()].concat());
    atom(b"----", &[&mean[..], &name, values].concat())
}

/// The tags of a file with this user data.
fn tags(user_data: &[u8]) -> Vec<(String, String)> {
    let bytes = index(&track(1, b"soun", &[]), &atom(b"udta", user_data));
    let tags = read_all(&bytes).unwrap().tags;
    let tags = tags.into_iter().flat_map(|block| block.media.tags);
    tags.map(|tag| (tag.raw.key.clone(), tag.raw.value.to_string())).collect()
}

fn list(items: &[Vec<u8>]) -> Vec<u8> {
    atom(b"meta", &[&[0; 4][..], &atom(b"hdlr", &[0; 25]), &atom(b"ilst", &items.concat())].concat())
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn the_index_is_found_wherever_it_is() {
    let (index, samples) = (index(&track(1, b"soun", &[]), &atom(b"udta", &[0; 8])), atom(b"mdat", &[0; 500]));
    let start = atom(b"ftyp", b"M4A ");
    let cut = &index[..index.len() - 3];
    let lying = [&0x7fff_0000_u32.to_be_bytes()[..], b"mdat", &[0; 500]].concat();
    for (bytes, is_damaged, is_cut) in [
        ([&start[..], &index, &samples].concat(), false, false),
        ([&start[..], &samples, &index].concat(), false, false),
        ([&start[..], &index, &samples[..100]].concat(), false, true),
        ([&start[..], &samples, cut].concat(), true, false),
        ([&start[..], &lying, &index].concat(), true, true),
    ] {
        let headers = read_all(&bytes).unwrap();
        assert_eq!((headers.codec, headers.channels, headers.sample_rate), ("amr_nb", 1, 8_000));
        assert_eq!((headers.seconds, headers.method), (Some(1.0), Some(DurationMethod::Header)));
        assert_eq!((headers.is_damaged, headers.is_cut), (is_damaged, is_cut));
    }
    assert!(matches!(read_all(&[&start[..], &samples].concat()), Err(Error::Truncated(_))));
    assert!(matches!(read_all(&index[..120]), Err(Error::Truncated(_))));
    let film = self::index(&track(1, b"vide", &[]), b"");
    assert!(matches!(read_all(&film), Err(Error::NoAudioTrack)));
}

#[test]
fn tags_have_their_names_here() {
    let items = [
        atom(b"\xa9nam", &data(1, "Jóga".as_bytes())),
        atom(b"\xa9ART", &[data(1, b"Noa"), data(1, b"DJ Kwela")].concat()),
        atom(b"trkn", &data(0, &[0, 0, 0, 3, 0, 12, 0, 0])),
        atom(b"disk", &data(0, &[0, 0, 0, 1, 0, 0])),
        atom(b"gnre", &data(0, &[0, 18])),
        atom(b"tmpo", &data(21, &[0, 120])),
        atom(b"stik", &data(21, &[2])),
        atom(b"rtng", &data(21, &[0])),
        atom(b"xid ", &data(1, b"Label:isrc:USEE10180719")),
        atom(b"apID", &data(1, b"somebody@example.org")),
        free("iTunNORM", &data(1, b" 0000")),
        free("ARTISTS", &[data(1, b"Noa"), data(1, b"DJ Kwela")].concat()),
        free("artist", &data(1, b"Noa & Kwela")),
        free("", &data(1, b"nobody's")),
    ];
    let expected = [
        ("title", "Jóga"),
        ("artist", "Noa"),
        ("artist", "DJ Kwela"),
        ("track_number", "3"),
        ("track_total", "12"),
        ("disc_number", "1"),
        ("bpm", "120"),
        ("media_kind", "audiobook"),
        ("isrc", "USEE10180719"),
        ("genre", "Rock"),
        ("iTunNORM", " 0000"),
        ("ARTISTS", "Noa"),
        ("ARTISTS", "DJ Kwela"),
    ];
    assert_eq!(tags(&list(&items)), pairs(&expected));
}

#[test]
fn quicktime_and_3gpp_have_tags_of_their_own() {
    let user_data = [
        atom(b"\xa9nam", b"\0\x04\0\0Caf\x8e"),
        atom(b"albm", b"\0\0\0\0\x15\xc7\xfe\xff\0A\0b\0\0\x07"),
        atom(b"perf", b"\0\0\0\0\x15\xc7Ada\0"),
        atom(b"auth", b"\0\0\0\0\x15\xc7Ben\0"),
        atom(b"yrrc", &[0, 0, 0, 0, 7, 0xd1]),
        vec![0; 4],
    ];
    let expected = [("title", "Café"), ("album", "Ab"), ("artist", "Ada"), ("date", "2001")];
    assert_eq!(tags(&user_data.concat()), pairs(&expected));
    let key = |name: &str| [&(name.len() as u32 + 8).to_be_bytes()[..], b"mdta", name.as_bytes()].concat();
    let keys = [&[0, 0, 0, 0, 0, 0, 0, 2][..], &key("com.apple.quicktime.title"), &key("mood")].concat();
    let items = [atom(&[0, 0, 0, 2], &data(1, b"calm")), atom(&[0, 0, 0, 1], &data(1, b"Ferry"))].concat();
    let meta = [atom(b"hdlr", &[0; 25]), atom(b"keys", &keys), atom(b"ilst", &items)].concat();
    assert_eq!(tags(&atom(b"meta", &meta)), pairs(&[("mood", "calm"), ("title", "Ferry")]));
}

#[test]
fn pictures_are_measured_by_their_begin() {
    let png = [&b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x02\0\0\0\x03\x08\x02\0\0\0\0\0\0\0"[..], &[0; 5000]].concat();
    let items = [atom(b"covr", &[data(13, &png), data(13, b"who knows"), data(13, b"")].concat())];
    let bytes = index(&track(1, b"soun", &[]), &atom(b"udta", &list(&items)));
    let artwork = read_all(&bytes).unwrap().artwork;
    let found: Vec<_> = artwork.iter().map(|picture| (picture.mime_type.as_deref(), picture.size_bytes)).collect();
    assert_eq!(found, [(Some("image/png"), png.len() as u64), (Some("image/jpeg"), 9)]);
    assert_eq!((artwork[0].width, artwork[0].height), (Some(2), Some(3)));
}

#[test]
fn fragments_are_counted_where_nothing_states_the_duration() {
    let mut sound = track(1, b"soun", &[]);
    let duration = sound.windows(8).position(|pair| pair == [0, 0, 0x1f, 0x40, 0, 0, 0x1f, 0x40]).unwrap();
    sound[duration + 4..duration + 8].fill(0xff);
    let defaults = [&[0; 4][..], &[0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 160], &[0; 8]].concat();
    let index = index(&sound, &atom(b"mvex", &atom(b"trex", &defaults)));
    let run = [atom(b"tfhd", &[0, 0, 0, 0, 0, 0, 0, 1]), atom(b"trun", &[0, 0, 0, 0, 0, 0, 0, 50])].concat();
    let fragment = [atom(b"moof", &atom(b"traf", &run)), atom(b"mdat", &[0; 9])].concat();
    let headers = read_all(&[&index[..], &fragment, &fragment].concat()).unwrap();
    assert_eq!((headers.seconds, headers.method), (Some(2.0), Some(DurationMethod::Counted)));
    let headers = read_all(&index).unwrap();
    assert_eq!((headers.seconds, headers.method), (None, None));
}

#[test]
fn no_bytes_make_it_fail() {
    let whole = [
        index(&track(1, b"soun", &atom(b"chap", &[0, 0, 0, 2])), &atom(b"udta", &list(&[free("a", &data(1, b"b"))]))),
        atom(b"moof", &[0; 40]),
    ]
    .concat();
    for at in 0..whole.len() {
        for value in [0, 1, 0x7f, 0xff] {
            let mut bytes = whole.clone();
            bytes[at] = value;
            let _ = read_all(&bytes);
            let _ = read_all(&bytes[..at]);
        }
    }
}
