//! What folders say, and which say nothing.

use super::check;

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
        ("d2t05 - Title.flac", "title=Title; track=5; disc=2"),
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
