//! Paths as people have them, and what must be read from them.

use super::{Guess, Patterns, guess};
use crate::track::ValueRef;

/// `artist|album|track|title`, as far as known, in the order of the table of fields; what isn't text has its name.
fn shown(guess: &Guess) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (field, value) in guess.fields.fields() {
        match value {
            Some(ValueRef::Text(text)) => parts.push(format!("{}={text}", field.name())),
            Some(ValueRef::Integer(number)) => parts.push(format!("{}={number}", field.name())),
            Some(ValueRef::Number(number)) => parts.push(format!("{}={number}", field.name())),
            _ => {}
        }
    }
    parts.extend(guess.key.iter().map(|key| format!("key={key}")));
    parts.join("; ").replace("track_number=", "track=").replace("disc_number=", "disc=")
}

fn check(cases: &[(&str, &str)]) {
    let patterns = Patterns::default();
    let wrong: Vec<_> = cases
        .iter()
        .map(|(path, expected)| (path, expected, shown(&guess(path, &patterns))))
        .filter(|(_, expected, found)| found != *expected)
        .collect();
    let lines = wrong.iter().map(|(path, expected, found)| format!("{path}\n  want {expected}\n  have {found}\n"));
    assert!(wrong.is_empty(), "{}", lines.collect::<String>());
}

#[test]
fn albums_in_folders_are_read() {
    check(&[
        ("Artist/2004 - Album/03 Title.mp3", "artist=Artist; title=Title; album=Album; year=2004; track=3"),
        ("Artist/Album (2004)/03 - Title.flac", "artist=Artist; title=Title; album=Album; year=2004; track=3"),
        ("Artist - Album (1999) [FLAC]/07. Title.flac", "artist=Artist; title=Title; album=Album; year=1999; track=7"),
        ("Artist - 1999 - Album/07_Title.mp3", "artist=Artist; title=Title; album=Album; year=1999; track=7"),
        ("Artist/[1999] Album/7 - Title.mp3", "artist=Artist; title=Title; album=Album; year=1999; track=7"),
        ("Artist/(1999) Album/07 Title.mp3", "artist=Artist; title=Title; album=Album; year=1999; track=7"),
        ("Artist/1999. Album/07 Title.mp3", "artist=Artist; title=Title; album=Album; year=1999; track=7"),
        (
            "Artist/Album [1999] [WEB FLAC]/12 Title.flac",
            "artist=Artist; title=Title; album=Album; year=1999; track=12",
        ),
        ("Artist - 1999 - 1987/07 Title.mp3", "artist=Artist; title=Title; album=1987; year=1999; track=7"),
        (
            "Artist/2001 - Live at the Barn/07 Title.mp3",
            "artist=Artist; title=Title; album=Live at the Barn; year=2001; track=7",
        ),
        ("Artist/Album/Side B/B2 Title.mp3", "artist=Artist; title=Title; album=Album"),
        (
            "Artist/Album - Deluxe Edition/07 Title.mp3",
            "artist=Artist; title=Title; album=Album - Deluxe Edition; track=7",
        ),
        ("Artist/Album/Track 12.mp3", "artist=Artist; album=Album; track=12"),
        ("Artist/Album (1999) {CAT-12}/12 Title.flac", "artist=Artist; title=Title; album=Album; year=1999; track=12"),
        ("Artist/Artist - Album (1999)/07 Title.mp3", "artist=Artist; title=Title; album=Album; year=1999; track=7"),
        ("Artist/Album/07 - Artist - Title.mp3", "artist=Artist; title=Title; album=Album; track=7"),
        (
            "Artist/Album/07 - Artist feat. Guest - Title.mp3",
            "artist=Artist feat. Guest; title=Title; album=Album; track=7",
        ),
        ("Artist/Album/Artist - Album - 07 - Title.mp3", "artist=Artist; title=Title; album=Album; track=7"),
        ("Artist/Album/Artist - Title.mp3", "artist=Artist; title=Title; album=Album"),
        ("Artist/Album/Title.mp3", "artist=Artist; title=Title; album=Album"),
        ("Artist/Album/Track 03.mp3", "artist=Artist; album=Album; track=3"),
        ("Artist/Album/03.mp3", "artist=Artist; album=Album; track=3"),
        ("Artist/Album/21 Guns.mp3", "artist=Artist; title=Guns; album=Album; track=21"),
        ("Artist/Album/99 Luftballons.mp3", "artist=Artist; title=99 Luftballons; album=Album"),
        ("Artist/2001 A Space Odyssey/01 Title.mp3", "artist=Artist; title=Title; album=2001 A Space Odyssey; track=1"),
        ("Artist/Album/03 - Some Song - The End.mp3", "title=Some Song - The End; album=Album; track=3"),
        ("Artist/Album/03 - Title - Live.mp3", "artist=Artist; title=Title - Live; album=Album; track=3"),
        ("Blue/Sky/03 - Blue Moon.mp3", "artist=Blue; title=Blue Moon; album=Sky; track=3"),
        ("Music/Artist/Album/03 - Title.mp3", "artist=Artist; title=Title; album=Album; track=3"),
        ("/mnt/data/Music/A/Artist/Album/03 - Title.mp3", "artist=Artist; title=Title; album=Album; track=3"),
        ("s3://bucket/Album/03 - Title.mp3", "title=Title; album=Album; track=3"),
        ("file:///home/anna/Album/03 - Title.mp3", "title=Title; album=Album; track=3"),
        ("Album/03 - Title.mp3", "title=Title; album=Album; track=3"),
        ("Album/03 - Artist - Title.mp3", "artist=Artist; title=Title; album=Album; track=3"),
        (
            "Artist_Name/Some_Album_(2010)/05_-_Some_Title.ogg",
            "artist=Artist Name; title=Some Title; album=Some Album; year=2010; track=5",
        ),
    ]);
}

#[test]
fn discs_and_compilations_are_read() {
    check(&[
        ("Artist/Album/CD 2/05 Title.mp3", "artist=Artist; title=Title; album=Album; track=5; disc=2"),
        ("Artist/Album/Disc 1/05 Title.mp3", "artist=Artist; title=Title; album=Album; track=5; disc=1"),
        ("Artist/Album/Disc 1 - The Rest/05 Title.mp3", "artist=Artist; title=Title; album=Album; track=5; disc=1"),
        ("Artist/Album (Disc 2)/05 Title.mp3", "artist=Artist; title=Title; album=Album; track=5; disc=2"),
        (
            "Artist - Album (2001)/CD1/05 Title.mp3",
            "artist=Artist; title=Title; album=Album; year=2001; track=5; disc=1",
        ),
        ("Artist/Album/2-05 Title.mp3", "artist=Artist; title=Title; album=Album; track=5; disc=2"),
        ("2-05 Title.mp3", "title=Title; track=5; disc=2"),
        ("Artist/Album/103 - Title.mp3", "artist=Artist; title=Title; album=Album; track=3; disc=1"),
        ("Artist/Album/A1 - Title.flac", "artist=Artist; title=Title; album=Album"),
        (
            "Various Artists/Comp 2001/04 - Some Artist - Some Title.mp3",
            "artist=Some Artist; title=Some Title; album=Comp 2001; album_artist=Various Artists; track=4",
        ),
        (
            "VA - Comp/04 - Some Artist - Some Title.mp3",
            "artist=Some Artist; title=Some Title; album=Comp; album_artist=Various Artists; track=4",
        ),
        ("VA - Comp (2003)/04 Title.mp3", "title=Title; album=Comp; album_artist=Various Artists; year=2003; track=4"),
        (
            "V.A./Comp/Some Artist - Some Title.mp3",
            "artist=Some Artist; title=Some Title; album=Comp; album_artist=Various Artists",
        ),
        ("Compilations/Comp/04 Title.mp3", "title=Title; album=Comp; track=4"),
        (
            "Other Artist/Best Of/04 - Some Artist - Some Title.mp3",
            "title=Some Artist - Some Title; album=Best Of; track=4",
        ),
        ("Party/Some Artist - Some Title.mp3", "artist=Some Artist; title=Some Title"),
    ]);
}

#[test]
fn names_of_files_alone_are_read() {
    check(&[
        ("01 - Hollow Pines - Winter Roads [320].mp3", "artist=Hollow Pines; title=Winter Roads; track=1"),
        ("Artist - Title.mp3", "artist=Artist; title=Title"),
        ("Artist – Title.mp3", "artist=Artist; title=Title"),
        ("Artist_-_Title.mp3", "artist=Artist; title=Title"),
        ("Artist.Name.-.Some.Title.mp3", "artist=Artist Name; title=Some Title"),
        ("Artist - Title (Remix) [128kbps].mp3", "artist=Artist; title=Title (Remix)"),
        ("a_b_c_(official_video).mp3", "title=a b c"),
        ("Artist - Title (Official Video).mp3", "artist=Artist; title=Title"),
        ("Artist - Title (Official Music Video) [HD].m4a", "artist=Artist; title=Title"),
        ("Artist - Title [www.site.com].mp3", "artist=Artist; title=Title"),
        ("Artist - Title-dQw4w9WgXcQ.mp3", "artist=Artist; title=Title"),
        ("Artist - Title [dQw4w9WgXcQ].opus", "artist=Artist; title=Title"),
        ("Artist - Title (1).mp3", "artist=Artist; title=Title"),
        ("Artist - Title copy.mp3", "artist=Artist; title=Title"),
        ("Artist - Title.flac.mp3", "artist=Artist; title=Title"),
        ("Artist - Title (feat. Guest).mp3", "artist=Artist; title=Title (feat. Guest)"),
        ("Artist feat. Guest - Title.mp3", "artist=Artist feat. Guest; title=Title"),
        ("Artist - 05 - Title.mp3", "artist=Artist; title=Title; track=5"),
        ("Artist - Album - 05 - Title.mp3", "artist=Artist; title=Title; album=Album; track=5"),
        ("Track 05 - Title.mp3", "title=Title; track=5"),
        ("05. Artist - Title.mp3", "artist=Artist; title=Title; track=5"),
        ("01-artist_name-song_title-grp.mp3", "artist=artist name; title=song title; track=1"),
        (
            "Artist_Name-Album_Name-WEB-2004-GRP/01-artist_name-song_title-grp.mp3",
            "artist=artist name; title=song title; album=Album Name; year=2004; track=1",
        ),
        ("Jay-Z - 99 Problems.mp3", "artist=Jay-Z; title=99 Problems"),
        ("Blink-182 - Dammit.mp3", "artist=Blink-182; title=Dammit"),
        ("Blink-182.mp3", "title=Blink-182"),
        ("AC_DC - Thunderstruck.mp3", "artist=AC_DC; title=Thunderstruck"),
        ("AC_DC_-_Back_in_Black.mp3", "artist=AC_DC; title=Back in Black"),
        ("Artist - 100% Pure.mp3", "artist=Artist; title=100% Pure"),
        ("Title - Live.mp3", "title=Title - Live"),
        ("Title - Live at the Barn.mp3", "title=Title - Live at the Barn"),
        ("Title - Someone Remix.mp3", "title=Title - Someone Remix"),
        ("Title (Someone Remix) - Artist.mp3", "title=Title (Someone Remix) - Artist"),
        ("Artist - Live Forever.mp3", "artist=Artist; title=Live Forever"),
        ("Artist - Part-Time Lover.mp3", "artist=Artist; title=Part-Time Lover"),
        ("Artist - Title - Live.mp3", "artist=Artist; title=Title - Live"),
        ("椎名林檎 - 丸の内サディスティック.mp3", "artist=椎名林檎; title=丸の内サディスティック"),
        ("02 Ёлка.mp3", "title=Ёлка; track=2"),
        ("Beyonce\u{301} - De\u{301}ja\u{300} Vu.mp3", "artist=Beyoncé; title=Déjà Vu"),
        ("Artist - Title (128 BPM).mp3", "artist=Artist; title=Title; bpm=128"),
    ]);
}

#[test]
fn numbers_that_are_names_stay() {
    check(&[
        ("99 Luftballons.mp3", "title=99 Luftballons"),
        ("1979.mp3", "title=1979"),
        ("24K Magic.mp3", "title=24K Magic"),
        ("7 Rings.mp3", "title=7 Rings"),
        ("21 Guns.mp3", "title=21 Guns"),
        ("100 Years.mp3", "title=100 Years"),
        ("10,000 Hours.mp3", "title=10,000 Hours"),
        ("4 - Title.mp3", "title=Title; track=4"),
        ("1999 - Title.mp3", "title=1999 - Title"),
        ("Artist - 1979.mp3", "artist=Artist; title=1979"),
        ("Artist - 22.mp3", "title=Artist - 22"),
        ("311 - Amber.mp3", "title=311 - Amber"),
        ("U2 - One.mp3", "artist=U2; title=One"),
        ("50 Cent - In da Club.mp3", "artist=50 Cent; title=In da Club"),
        ("2 Unlimited - No Limit.mp3", "artist=2 Unlimited; title=No Limit"),
        ("12 Stones - Broken.mp3", "artist=12 Stones; title=Broken"),
        ("2021-03-04 Meeting.wav", "title=2021-03-04 Meeting"),
        ("2021-03-04.wav", ""),
        ("01.mp3", ""),
    ]);
}

#[test]
fn loops_and_sounds_have_no_artist() {
    check(&[
        ("Loop_128bpm_Am.wav", "bpm=128; key=Am"),
        ("SC_Drums_120_Cmin.wav", "bpm=120; key=Cm"),
        ("Some Maker/Some Pack/Loop_128bpm_Am.wav", "bpm=128; key=Am"),
        ("samples/beats/house_loop01 - 142 BPM.ogg", "bpm=142"),
        ("Game/MP4/Jingle.m4a", "title=Jingle"),
        ("Kick 01.wav", "title=Kick 01"),
        ("Some Maker/Some Pack/Kick 01.wav", "title=Kick 01"),
        ("Samples/Drums/Snare.wav", "title=Snare"),
        ("usr/share/sounds/alsa/Front_Center.wav", "title=Front Center"),
    ]);
}

#[test]
fn folders_for_anything_say_nothing() {
    check(&[
        ("Music/mp3/03 - Title.mp3", "title=Title; track=3"),
        ("Downloads/Title.mp3", "title=Title"),
        ("iTunes/Media/Unsorted/03 - Title.mp3", "title=Title; track=3"),
        ("Unknown Artist/Unknown Album/03 Title.mp3", "title=Title; track=3"),
        ("/home/anna/New Folder/03 - Title.mp3", "title=Title; track=3"),
        ("/home/anna/03 - Title.mp3", "title=Title; track=3"),
        ("/Users/Anna/Title.mp3", "title=Title"),
        ("Artist/2004/03 - Title.mp3", "title=Title; track=3"),
        ("Recordings/2004-05-06/03 - Title.mp3", "title=Title; track=3"),
        ("Rock/Album/03 - Title.mp3", "title=Title; album=Album; track=3"),
        ("3f/2a/3f2a9c7de1.mp3", ""),
        ("3f/2a/123e4567-e89b-12d3-a456-426614174000", ""),
        ("projects/needle/title.mp3", "title=title"),
        ("", ""),
        ("///", ""),
        ("../.mp3", "title=.mp3"),
        (" - .mp3", ""),
        ("- Title.mp3", "title=- Title"),
    ]);
}

#[test]
fn patterns_of_one_s_own_come_in_their_order() {
    let parse = |list: &[&str]| Patterns::parse(&list.iter().map(|text| text.to_string()).collect::<Vec<_>>()).unwrap();
    let patterns = parse(&["{genre}/{artist}/{_}/{title} by {_}", "{title} ~ {artist} {bpm}", "default"]);
    for (path, expected) in [
        ("Jazz/Artist/x/Title by me.mp3", "artist=Artist; title=Title; genre=Jazz"),
        ("Title ~ Artist 120.5.mp3", "artist=Artist; title=Title; bpm=120.5"),
        ("Artist - Title.mp3", "artist=Artist; title=Title"),
    ] {
        assert_eq!(shown(&guess(path, &patterns)), expected);
    }
    let path = "artist/album/7 title.mp3";
    assert_eq!(
        shown(&guess(path, &parse(&["{artist}/{album}/{track} {title}"]))),
        "artist=artist; title=title; album=album; track=7"
    );
    assert_eq!(guess("Artist - Title.mp3", &parse(&[])), Guess::default());
}

#[test]
fn hostile_names_cost_little() {
    let patterns = Patterns::default();
    let began = std::time::Instant::now();
    for name in [
        " - ".repeat(170),
        "/".repeat(100_000),
        "(".repeat(512),
        "a_".repeat(250),
        "1-".repeat(250),
        "\u{301}".repeat(250),
    ] {
        guess(&name, &patterns);
        guess(&format!("{name}/{name}/{name}.mp3"), &patterns);
    }
    eprintln!("{:?}", began.elapsed());
    assert!(began.elapsed() < std::time::Duration::from_secs(2));
}
