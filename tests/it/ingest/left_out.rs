//! What a listing leaves out, and how the report says so.

use needledrop::catalog::Force;
use needledrop::ingest::Options;
use needledrop::objects::Rules;
use needledrop::track::Status;

use super::shelf::{Shelf, on_each_store};
use crate::support::fixtures;

fn including(globs: &[&str]) -> Options {
    let globs: Vec<String> = globs.iter().map(|&glob| glob.to_owned()).collect();
    Options { rules: Rules::new(&globs, &[]).unwrap(), ..Options::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hard_link_is_counted_and_one_that_is_catalogued_is_seen() {
    let shelf = Shelf::local().await;
    for number in 0..25 {
        shelf.put(&format!("a/{number:02}.mp3"), number, &[]).await;
    }
    std::fs::create_dir(shelf.path("b")).unwrap();
    for number in 0..25 {
        let name = format!("{number:02}.mp3");
        std::fs::hard_link(shelf.path(&format!("a/{name}")), shelf.path(&format!("b/{name}"))).unwrap();
    }
    std::fs::write(shelf.path("a/cover.jpg"), "no audio").unwrap();
    std::fs::hard_link(shelf.path("a/cover.jpg"), shelf.path("b/cover.jpg")).unwrap();
    let report = shelf.ingest().await;
    assert_eq!((report.listed, report.new, report.aliases, report.is_clean()), (25, 25, 25, true), "{report:?}");
    assert_eq!((report.alias_names.len(), report.warnings.len()), (20, 0), "{report:?}");
    assert_eq!(report.alias_names[0], shelf.uri("b/00.mp3").as_str());

    assert_eq!(shelf.ingest_below("b").await.new, 25, "it was asked for");
    std::fs::remove_file(shelf.path("b/24.mp3")).unwrap();
    let report = shelf.ingest().await;
    // Of what has lost a name, the time of change is another.
    assert_eq!((report.listed, report.unchanged, report.changed), (49, 48, 1), "{report:?}");
    assert_eq!((report.aliases, report.missing), (0, 1), "{report:?}");
    // A change is one to both names.
    shelf.write("x.mp3", fixtures::song(0, &[("TIT2", "Retagged")])).await;
    std::fs::copy(shelf.path("x.mp3"), shelf.path("a/00.mp3")).unwrap();
    shelf.remove("x.mp3");
    let report = shelf.ingest().await;
    assert_eq!((report.changed, report.probed, report.missing), (2, 2, 0), "{report:?}");
    assert_eq!(shelf.count("select count(*) from audio_tracks where title = 'Retagged'").await, 2);
    shelf.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hard_link_that_comes_before_the_catalogued_name_is_no_second_track() {
    let shelf = Shelf::local().await;
    shelf.put("m/o.mp3", 1, &[]).await;
    shelf.ingest().await;
    let before = shelf.titled("Song 1").await.id;
    for (number, name) in (1..).zip(["0/h.mp3", "z/h.mp3"]) {
        std::fs::create_dir_all(shelf.path(name).parent().unwrap()).unwrap();
        std::fs::hard_link(shelf.path("m/o.mp3"), shelf.path(name)).unwrap();
        let report = shelf.ingest().await;
        assert_eq!((report.listed, report.new, report.changed, report.aliases), (1, 0, 1, number), "{report:?}");
        let again = shelf.ingest_again(Force::Everything).await;
        assert_eq!((again.listed, again.new, again.missing, again.aliases), (1, 0, 0, number), "{again:?}");
    }
    // Its other name takes over.
    shelf.remove("m/o.mp3");
    let report = shelf.ingest().await;
    assert_eq!((report.new, report.moved, report.missing, report.aliases), (0, 1, 0, 1), "{report:?}");
    assert_eq!(shelf.all().await, ["0/h.mp3: Song 1, COMPLETED"]);
    assert_eq!(shelf.titled("Song 1").await.id, before);
    shelf.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn audio_under_names_with_a_dot_and_no_extension_is_taken() {
    on_each_store(async |shelf: &Shelf| {
        let bare = fixtures::read("mp3/02_Harmonium_Study.mp3");
        for name in ["01. Intro", "Dr. No", "song.mp3.1", "cover.jpg", "notes.txt"] {
            shelf.write(name, bare.clone()).await;
        }
        shelf.write("Vol. Nothing", b"no audio".to_vec()).await;
        let report = shelf.ingest().await;
        assert_eq!((report.listed, report.not_audio, report.is_clean()), (4, 1, true), "{report:?}");
        assert_eq!(shelf.count("select count(*) from assets where status = 'COMPLETED'").await, 3);
        assert_eq!(shelf.count("select count(*) from audio_tracks where title in ('Intro', 'Dr. No')").await, 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn names_above_the_folder_that_was_given_say_nothing() {
    on_each_store(async |shelf: &Shelf| {
        let bare = fixtures::read("mp3/02_Harmonium_Study.mp3");
        shelf.write("L/guess/01 foo.mp3", bare.clone()).await;
        shelf.write("L/guess/Sigur Ros/Agaetis Byrjun/02 bar.mp3", bare).await;
        shelf.ingest_below("L/guess").await;
        let said: Vec<(String, Option<String>, Option<String>)> =
            sqlx::query_as("select title, artist, album from audio_tracks order by title")
                .fetch_all(&shelf.database.sql)
                .await
                .unwrap();
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(said[0], ("bar".to_owned(), text("Sigur Ros"), text("Agaetis Byrjun")));
        assert_eq!(said[1], ("foo".to_owned(), None, None));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_film_without_sound_is_counted_and_audio_without_sound_is_named_each_time() {
    on_each_store(async |shelf: &Shelf| {
        let film = fixtures::read("hostile/video-only.mp4");
        shelf.write("film.mp4", film.clone()).await;
        shelf.write("bare", film.clone()).await;
        shelf.write("song.m4a", film).await;
        for run in ["first", "second"] {
            let report = shelf.ingest().await;
            assert_eq!((report.not_audio, report.is_clean()), (2, false), "{run}: {report:?}");
            assert_eq!(report.failed + report.unreadable, 1, "{run}: {report:?}");
            assert_eq!(report.failures.len(), 1, "{run}: {report:?}");
            assert_eq!(report.failures[0].uri, shelf.uri("song.m4a").as_str());
            assert_eq!(report.failures[0].code, "NO_AUDIO_TRACK");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_not_be_read_is_named_whole_each_time() {
    let shelf = Shelf::local().await;
    for number in 0..30 {
        shelf.write(&format!("{number}.mp3"), format!("no audio {number}").into_bytes()).await;
    }
    let first = shelf.ingest().await;
    let second = shelf.ingest().await;
    assert_eq!((first.failures.len(), second.failures.len(), second.unreadable), (30, 30, 30), "{second:?}");
    shelf.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_whose_rules_can_not_be_read_is_left_as_it_is() {
    let shelf = Shelf::local().await;
    shelf.put("one.mp3", 1, &[]).await;
    shelf.put("kept/two.mp3", 2, &[]).await;
    shelf.ingest().await;
    std::os::unix::fs::symlink("nowhere", shelf.path("kept/.needledropignore")).unwrap();
    shelf.put("kept/three.mp3", 3, &[]).await;
    let report = shelf.ingest().await;
    assert_eq!((report.new, report.missing, report.is_clean()), (0, 0, false), "{report:?}");
    assert!(
        report.listing_errors[0]
            .contains("kept/.needledropignore: it can't be read: it is a symbolic link that leads nowhere"),
        "{report:?}"
    );
    assert_eq!(shelf.titled("Song 2").await.status, Status::Completed);
    shelf.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_hides_everything_is_named() {
    let shelf = Shelf::local().await;
    shelf.put("one.mp3", 1, &[]).await;
    let absolute = shelf.path("one.mp3");
    for (globs, hint) in [(vec!["*.flac"], false), (vec!["*.flac", absolute.to_str().unwrap()], true)] {
        let report = shelf.ingest_as(&shelf.place, &including(&globs)).await.unwrap();
        assert_eq!((report.listed, report.is_clean()), (0, false), "{report:?}");
        let said = &report.listing_errors[0];
        assert!(said.contains("no name there matches --include *.flac"), "{said}");
        assert_eq!(said.contains("globs begin at the place"), hint, "{said}");
    }
    let report = shelf.ingest_without(&["*.mp3"]).await;
    assert_eq!((report.listed, report.doubted, report.is_clean()), (0, 0, true), "{report:?}");
    assert_eq!(report.warnings, ["nothing is left by --exclude *.mp3"]);
    assert!(shelf.ingest().await.warnings.is_empty());
    std::fs::write(shelf.path(".nomedia"), "").unwrap();
    let report = shelf.ingest().await;
    assert_eq!((report.listed, report.doubted, report.is_clean()), (0, 1, false), "{report:?}");
    let said = format!("{} leaves out 1 catalogued files, which count as missing", shelf.uri(".nomedia"));
    assert_eq!(report.warnings, [said]);
    shelf.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_makes_catalogued_files_missing_that_are_there_is_named() {
    let shelf = Shelf::local().await;
    for (number, name) in (1..).zip(["one", "a/two", "a/three", "b/deep/four", "b/deep/five", "six", "live/seven"]) {
        shelf.put(&format!("music/{name}.mp3"), number, &[]).await;
    }
    shelf.ingest_below("music").await;
    shelf.remove("music/six.mp3");
    let files = ["music/a/.nomedia", "music/b/.needledropignore", ".needledropignore"];
    for (file, rules) in files.iter().zip(["", "*\n!/deep/\n!/deep/four.mp3\n", "live/\n"]) {
        std::fs::write(shelf.path(file), rules).unwrap();
    }
    let report = shelf.ingest_below("music").await;
    assert_eq!((report.listed, report.missing, report.is_clean()), (2, 5, true), "{report:?}");
    let said = |file: &str, count: u64| {
        format!("{} leaves out {count} catalogued files, which count as missing", shelf.uri(file))
    };
    let mut warnings = report.warnings.clone();
    warnings.sort();
    let mut expected = [said(files[0], 2), said(files[1], 1), said(files[2], 1)];
    expected.sort();
    assert_eq!(warnings, expected);
    assert!(shelf.ingest_below("music").await.warnings.is_empty(), "said once");
    files.iter().for_each(|file| shelf.remove(file));
    let report = shelf.ingest_below("music").await;
    assert_eq!((report.unchanged, report.new, report.missing), (6, 0, 0), "they are back");
    shelf.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn audio_of_kinds_that_are_not_read_is_counted() {
    on_each_store(async |shelf: &Shelf| {
        shelf.put("one.mp3", 1, &[]).await;
        for name in ["a.shn", "b.SHN", "c.mid", "cover.jpg"] {
            shelf.write(name, b"x".to_vec()).await;
        }
        let report = shelf.ingest().await;
        let kinds: Vec<_> = report.unread_kinds.iter().map(|(kind, count)| (kind.as_str(), *count)).collect();
        assert_eq!(kinds, [("mid", 1), ("shn", 2)]);
        assert_eq!((report.listed, report.is_clean()), (1, true), "{report:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_but_for_a_copy_is_said() {
    on_each_store(async |shelf: &Shelf| {
        shelf.put("one.mp3", 1, &[]).await;
        shelf.put("two.mp3", 2, &[]).await;
        shelf.copy("one.mp3", "copy.mp3");
        shelf.ingest().await;
        shelf.remove("one.mp3");
        shelf.remove("two.mp3");
        let report = shelf.ingest().await;
        assert_eq!((report.missing, report.is_clean(), report.warnings.len()), (2, true, 1), "{report:?}");
        let (from, to) = (shelf.uri("one.mp3"), shelf.uri("copy.mp3"));
        assert!(report.warnings[0].starts_with("1 tracks that are missing now"), "{report:?}");
        assert!(report.warnings[0].ends_with(&format!("{from} → {to}")), "{report:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_run_had_listed_is_resumed() {
    let shelf = Shelf::local().await;
    shelf.put("one.mp3", 1, &[]).await;
    shelf.put("two.mp3", 2, &[]).await;
    shelf.ingest().await;
    shelf.sql("update assets set status = 'PENDING', last_probed_at = null where uri like '%/one.mp3'").await;
    let report = shelf.ingest().await;
    assert_eq!((report.listed, report.resumed, report.unchanged, report.probed), (2, 1, 1, 1), "{report:?}");
    shelf.database.drop().await;
}
