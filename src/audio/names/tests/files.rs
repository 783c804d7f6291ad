//! What the name of a file says by itself.

use super::check;

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
