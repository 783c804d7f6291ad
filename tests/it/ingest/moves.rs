//! A track follows its audio: what is renamed, retagged, swapped, copied, brought back.

use needledrop::cpu::Cpu;
use needledrop::ingest::{self, Event, Options};
use needledrop::objects::{Config, Objects};
use needledrop::track::{LibraryId, Status, TrackId};

use super::shelf::{Shelf, on_each_store};

/// What people do to a track, which must not be lost.
async fn edit(shelf: &Shelf) {
    shelf
        .sql("update audio_tracks set genre = 'Edited', popularity = 7, labels = '{mine}', attributes = '{\"mood\": \"calm\"}' where title = 'Song 1'")
        .await;
}

fn is_edited(track: &needledrop::track::Track) -> bool {
    track.genre.as_deref() == Some("Edited") && track.popularity == Some(7.0) && track.labels == ["mine"]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_moved_file_stays_its_track() {
    on_each_store(async |shelf: &Shelf| {
        shelf.put("a/one.mp3", 1, &[]).await;
        shelf.put("a/two.mp3", 2, &[]).await;
        assert!(shelf.ingest().await.is_clean());
        edit(shelf).await;
        let before = shelf.titled("Song 1").await;
        shelf.rename(&[("a/one.mp3", "b/deep/renamed.mp3")]).await;
        let report = shelf.ingest().await;
        assert_eq!((report.moved, report.missing, report.new, report.is_clean()), (1, 0, 0, true), "{report:?}");
        let after = shelf.titled("Song 1").await;
        assert_eq!((after.id, after.asset_id, after.status), (before.id, before.asset_id, Status::Completed));
        assert!(is_edited(&after), "{after:?}");
        assert_eq!(after.audio_uri.as_deref(), Some(shelf.uri("b/deep/renamed.mp3").as_str()));
        assert_eq!(shelf.count("select count(*) from audio_tracks").await, 2);
        assert_eq!(shelf.count("select count(*) from assets").await, 2);
        let again = shelf.ingest().await;
        assert_eq!((again.unchanged, again.moved, again.probed), (2, 0, 0), "{again:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_moved_and_retagged_at_once_stays_its_track() {
    on_each_store(async |shelf: &Shelf| {
        shelf.put("one.mp3", 1, &[("TPE1", "Before")]).await;
        shelf.ingest().await;
        edit(shelf).await;
        let before = shelf.titled("Song 1").await;
        shelf.remove("one.mp3");
        shelf.put("two.mp3", 1, &[("TIT2", "A much longer title than it was"), ("TPE1", "After")]).await;
        let report = shelf.ingest().await;
        assert_eq!((report.moved, report.missing), (1, 0), "{report:?}");
        let after = shelf.track(before.id).await;
        assert!(is_edited(&after), "{after:?}");
        assert_eq!((after.title.as_str(), after.artist.as_deref()), ("A much longer title than it was", Some("After")));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_was_missing_for_a_while_is_known_at_its_new_address() {
    on_each_store(async |shelf: &Shelf| {
        shelf.put("one.mp3", 1, &[]).await;
        shelf.put("two.mp3", 2, &[]).await;
        shelf.ingest().await;
        edit(shelf).await;
        let before = shelf.titled("Song 1").await;
        let song = std::fs::read(shelf.path("one.mp3")).unwrap();
        shelf.remove("one.mp3");
        assert_eq!(shelf.ingest().await.missing, 1);
        assert_eq!(shelf.track(before.id).await.status, Status::Missing);
        shelf.write("elsewhere/1.mp3", song).await;
        let report = shelf.ingest().await;
        assert_eq!((report.moved, report.missing), (1, 0), "{report:?}");
        let after = shelf.titled("Song 1").await;
        assert!(after.id == before.id && is_edited(&after) && after.status == Status::Completed, "{after:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_moved_to_another_place_is_known_there_before_the_first_is_looked_at() {
    on_each_store(async |shelf: &Shelf| {
        shelf.put("inbox/one.mp3", 1, &[]).await;
        shelf.put("inbox/two.mp3", 2, &[]).await;
        shelf.put("library/three.mp3", 3, &[]).await;
        shelf.ingest_below("inbox").await;
        shelf.ingest_below("library").await;
        edit(shelf).await;
        let before = shelf.titled("Song 1").await;
        shelf.rename(&[("inbox/one.mp3", "library/one.mp3")]).await;
        shelf.copy("inbox/two.mp3", "library/two.mp3");
        let report = shelf.ingest_below("library").await;
        assert_eq!((report.moved, report.new), (1, 1), "{report:?}");
        let after = shelf.titled("Song 1").await;
        assert!(after.id == before.id && is_edited(&after), "{after:?}");
        assert_eq!(shelf.ingest_below("inbox").await.missing, 0);
        let copies = shelf.count("select count(*) from audio_tracks where title = 'Song 2' and status = 'COMPLETED'");
        assert_eq!(copies.await, 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_a_track_of_its_own() {
    on_each_store(async |shelf: &Shelf| {
        shelf.put("one.mp3", 1, &[]).await;
        shelf.ingest().await;
        edit(shelf).await;
        let before = shelf.titled("Song 1").await;
        shelf.copy("one.mp3", "a copy.mp3");
        let report = shelf.ingest().await;
        assert_eq!((report.moved, report.new, report.warnings.len()), (0, 1, 0), "{report:?}");
        assert_eq!(
            shelf.all().await,
            ["a%20copy.mp3", "one.mp3"].map(|name| {
                let name = if shelf.place.path().is_some() { name.to_owned() } else { name.replace("%20", " ") };
                format!("{name}: Song 1, COMPLETED")
            })
        );
        assert_eq!(shelf.track(before.id).await.audio_uri.as_deref(), Some(shelf.uri("one.mp3").as_str()));
    })
    .await;
}

/// The first track of an album goes, and the others are counted anew; two change places; one is put over another.
#[tokio::test(flavor = "multi_thread")]
async fn files_that_take_the_places_of_others_stay_their_tracks() {
    on_each_store(async |shelf: &Shelf| {
        for number in 1..=6 {
            shelf.put(&format!("{number:02}.mp3"), number, &[]).await;
        }
        shelf.ingest().await;
        let ids = async || {
            let mut ids = Vec::new();
            for number in 1..=6 {
                ids.push(shelf.titled(&format!("Song {number}")).await.id);
            }
            ids
        };
        let before = ids().await;
        shelf.remove("01.mp3");
        shelf.rename(&[("02.mp3", "01.mp3"), ("03.mp3", "02.mp3"), ("05.mp3", "06.mp3"), ("06.mp3", "05.mp3")]).await;
        let report = shelf.ingest().await;
        assert_eq!((report.moved, report.missing, report.warnings.len()), (4, 1, 0), "{report:?}");
        assert_eq!(ids().await, before);
        let places = ["01.mp3: Song 2", "02.mp3: Song 3", "04.mp3: Song 4", "05.mp3: Song 6", "06.mp3: Song 5"];
        assert_eq!(shelf.all().await[..5], places.map(|place| format!("{place}, COMPLETED")));
        assert_eq!(shelf.titled("Song 1").await.status, Status::Missing, "what was deleted is missing");
        let again = shelf.ingest().await;
        assert_eq!((again.unchanged, again.probed, again.missing, again.moved), (5, 0, 0, 0), "{again:?}");

        // What is missing by that is known when it is back.
        shelf.put("back.mp3", 1, &[]).await;
        assert_eq!(shelf.ingest().await.moved, 1);
        assert_eq!(ids().await, before);
    })
    .await;
}

/// The tracks of an album are counted anew, as another comes before them.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_before_others_that_were_counted_on_is_said_to_be_new() {
    on_each_store(async |shelf: &Shelf| {
        for number in 1..=3 {
            shelf.put(&format!("{number:02}.mp3"), number, &[]).await;
        }
        shelf.ingest().await;
        let before = shelf.titled("Song 1").await.id;
        shelf.rename(&[("03.mp3", "04.mp3"), ("02.mp3", "03.mp3"), ("01.mp3", "02.mp3")]).await;
        shelf.put("01.mp3", 9, &[]).await;
        let report = shelf.ingest().await;
        assert_eq!((report.new, report.changed, report.moved, report.replaced), (1, 2, 3, 0), "{report:?}");
        assert_eq!((report.missing, report.warnings.len(), report.is_clean()), (0, 0, true), "{report:?}");
        assert_eq!(shelf.titled("Song 1").await.id, before);
        assert_eq!(shelf.all().await[..2], ["01.mp3: Song 9, COMPLETED", "02.mp3: Song 1, COMPLETED"]);
    })
    .await;
}

/// An album is put away, and another with the same file names in its place.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_at_the_address_of_one_that_moved_away_is_a_track_of_its_own() {
    on_each_store(async |shelf: &Shelf| {
        shelf.put("01.mp3", 1, &[]).await;
        shelf.put("02.mp3", 2, &[]).await;
        shelf.ingest().await;
        edit(shelf).await;
        let before = shelf.titled("Song 1").await;
        shelf.rename(&[("01.mp3", "old/01.mp3"), ("02.mp3", "old/02.mp3")]).await;
        shelf.put("01.mp3", 11, &[]).await;
        shelf.put("02.mp3", 12, &[]).await;
        let report = shelf.ingest().await;
        assert_eq!((report.moved, report.missing, report.is_clean()), (2, 0, true), "{report:?}");
        assert_eq!(
            shelf.all().await,
            ["01.mp3: Song 11", "02.mp3: Song 12", "old/01.mp3: Song 1", "old/02.mp3: Song 2"]
                .map(|track| format!("{track}, COMPLETED"))
        );
        let after = shelf.titled("Song 1").await;
        assert!(after.id == before.id && is_edited(&after), "{after:?}");
        assert!(!is_edited(&shelf.titled("Song 11").await));
        let again = shelf.ingest().await;
        assert_eq!((again.unchanged, again.probed), (4, 0), "{again:?}");
    })
    .await;
}

/// Something broken, or nothing but silence, has taken the place.
#[tokio::test(flavor = "multi_thread")]
async fn audio_that_gave_way_to_none_is_known_where_it_went() {
    on_each_store(async |shelf: &Shelf| {
        shelf.put("one.mp3", 1, &[]).await;
        shelf.put("two.mp3", 2, &[]).await;
        shelf.write("broken.mp3", b"no audio at all".to_vec()).await;
        shelf.ingest().await;
        edit(shelf).await;
        let before = shelf.titled("Song 1").await;
        shelf.rename(&[("one.mp3", "broken.mp3"), ("broken.mp3", "one.mp3")]).await;
        let report = shelf.ingest().await;
        assert_eq!((report.moved, report.missing, report.failed), (1, 0, 1), "{report:?}");
        let after = shelf.titled("Song 1").await;
        assert!(after.id == before.id && is_edited(&after) && after.status == Status::Completed, "{after:?}");
        assert_eq!(after.audio_uri.as_deref(), Some(shelf.uri("broken.mp3").as_str()));
        let again = shelf.ingest().await;
        assert_eq!((again.unchanged, again.unreadable, again.probed), (3, 1, 0), "{again:?}");
        // Where it stays, it can no longer be read, and what people gave the track is kept.
        shelf.write("two.mp3", b"cut off".to_vec()).await;
        shelf.ingest().await;
        assert_eq!(shelf.titled("Song 2").await.status, Status::Failed);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_can_not_be_told_is_said_and_not_guessed() {
    on_each_store(async |shelf: &Shelf| {
        shelf.put("one.mp3", 1, &[]).await;
        shelf.ingest().await;
        let before = shelf.titled("Song 1").await;
        shelf.copy("one.mp3", "x.mp3");
        shelf.copy("one.mp3", "y.mp3");
        shelf.remove("one.mp3");
        let report = shelf.ingest().await;
        assert_eq!((report.moved, report.missing, report.new), (0, 1, 2), "{report:?}");
        assert_eq!((report.ambiguous, report.is_clean()), (2, false), "{report:?}");
        let said = &report.warnings[0];
        assert!(["one.mp3", "x.mp3", "y.mp3"].iter().all(|name| said.contains(name)), "{said}");
        assert_eq!(shelf.track(before.id).await.status, Status::Missing);
        // The same name tells.
        shelf.put("a/stem.mp3", 2, &[]).await;
        shelf.copy("a/stem.mp3", "a/other.mp3");
        shelf.ingest().await;
        shelf.rename(&[("a/stem.mp3", "b/stem.mp3"), ("a/other.mp3", "b/other.mp3")]).await;
        let report = shelf.ingest().await;
        assert_eq!((report.moved, report.missing, report.warnings.len()), (2, 0, 0), "{report:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn other_audio_at_the_same_address_stays_the_track_of_the_address() {
    on_each_store(async |shelf: &Shelf| {
        shelf.put("one.mp3", 1, &[]).await;
        shelf.put("two.mp3", 2, &[]).await;
        shelf.ingest().await;
        edit(shelf).await;
        let before = shelf.titled("Song 1").await;
        shelf.put("one.mp3", 9, &[("TPE1", "A better rip")]).await;
        let report = shelf.ingest().await;
        assert_eq!((report.changed, report.moved, report.missing, report.replaced), (1, 0, 0, 1), "{report:?}");
        let after = shelf.titled("Song 9").await;
        assert!(after.id == before.id && is_edited(&after), "{after:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_deleted_stays_so_wherever_it_is_moved_and_however_it_is_tagged() {
    on_each_store(async |shelf: &Shelf| {
        shelf.put("one.mp3", 1, &[]).await;
        shelf.put("two.mp3", 2, &[]).await;
        shelf.ingest().await;
        shelf.sql("delete from audio_tracks where title = 'Song 1'").await;
        shelf.put("one.mp3", 1, &[("TIT2", "Retagged")]).await;
        shelf.ingest().await;
        shelf.rename(&[("one.mp3", "moved.mp3")]).await;
        assert_eq!(shelf.ingest().await.moved, 1);
        assert_eq!(shelf.all().await, ["two.mp3: Song 2, COMPLETED"]);
        shelf.put("moved.mp3", 3, &[]).await;
        shelf.ingest().await;
        assert_eq!(shelf.count("select count(*) from audio_tracks").await, 2, "other audio is another track");
    })
    .await;
}

/// A copy that was thrown away years ago doesn't make one that is moved today unknown.
#[tokio::test(flavor = "multi_thread")]
async fn what_has_just_left_has_come_rather_than_what_has_long_been_missing() {
    on_each_store(async |shelf: &Shelf| {
        shelf.put("one.mp3", 1, &[]).await;
        shelf.copy("one.mp3", "copy.mp3");
        shelf.put("two.mp3", 2, &[]).await;
        shelf.ingest().await;
        shelf.remove("copy.mp3");
        shelf.ingest().await;
        edit(shelf).await;
        let kept = shelf.uri("one.mp3").to_string();
        let before: TrackId = sqlx::query_scalar("select id from audio_tracks where audio_uri = $1")
            .bind(kept)
            .fetch_one(&shelf.database.sql)
            .await
            .unwrap();
        shelf.rename(&[("one.mp3", "moved.mp3")]).await;
        let report = shelf.ingest().await;
        assert_eq!((report.moved, report.missing, report.warnings.len()), (1, 0, 0), "{report:?}");
        let after = shelf.track(before).await;
        assert!(is_edited(&after) && after.status == Status::Completed, "{after:?}");
        assert_eq!(after.audio_uri.as_deref(), Some(shelf.uri("moved.mp3").as_str()));
    })
    .await;
}

/// Two files of the same audio with other tags, which change names: the tags tell, and not the names.
#[tokio::test(flavor = "multi_thread")]
async fn of_the_same_audio_the_tags_tell_which_is_which() {
    on_each_store(async |shelf: &Shelf| {
        shelf.put("x.mp3", 1, &[("TIT2", "Song 1"), ("TPE1", "X")]).await;
        shelf.put("y.mp3", 1, &[("TIT2", "Other"), ("TPE1", "Y and more")]).await;
        shelf.ingest().await;
        edit(shelf).await;
        let before = shelf.titled("Song 1").await;
        shelf.rename(&[("x.mp3", "n/y.mp3"), ("y.mp3", "n/x.mp3")]).await;
        let report = shelf.ingest().await;
        assert_eq!((report.moved, report.warnings.len()), (2, 0), "{report:?}");
        let after = shelf.titled("Song 1").await;
        assert!(after.id == before.id && is_edited(&after), "{after:?}");
        assert_eq!(after.audio_uri.as_deref(), Some(shelf.uri("n/y.mp3").as_str()));
    })
    .await;
}

/// What a killed run had found at an address that nothing is at any more is nobody's.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_renamed_again_after_a_killed_run_stays_its_track() {
    let shelf = Shelf::local().await;
    shelf.put("one.mp3", 1, &[]).await;
    shelf.put("two.mp3", 2, &[]).await;
    shelf.ingest().await;
    edit(&shelf).await;
    let before = shelf.titled("Song 1").await;
    // As a run leaves it that was killed after it had found the file under its second name, and listed another.
    let killed = "insert into assets (library_id, uri, size_bytes, status, last_seen_at, finding)
        select library_id, replace(uri, 'one.mp3', 'second.mp3'), size_bytes, 'PENDING', now() - interval '1 min',
            jsonb_build_object('audio_sha256', encode(audio_sha256, 'hex'), 'tags', tags, 'title', 'Song 1')
        from assets where uri like '%/one.mp3'";
    shelf.sql(killed).await;
    shelf
        .sql(
            "insert into assets (library_id, uri, size_bytes, status, last_seen_at)
            select library_id, replace(uri, 'one.mp3', 'unread.mp3'), size_bytes, 'PENDING', now() - interval '1 min'
            from assets where uri like '%/one.mp3'",
        )
        .await;
    shelf.rename(&[("one.mp3", "third.mp3")]).await;
    let report = shelf.ingest().await;
    assert_eq!((report.moved, report.missing, report.deferred, report.is_clean()), (1, 0, 0, true), "{report:?}");
    let after = shelf.titled("Song 1").await;
    assert!(after.id == before.id && is_edited(&after), "{after:?}");
    assert_eq!(shelf.count("select count(*) from assets").await, 2, "what was never read is forgotten");
    shelf.database.drop().await;
}

/// Killed between what was found and what was decided, the next run decides.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_run_had_found_is_decided_by_the_next() {
    let shelf = Shelf::local().await;
    shelf.put("one.mp3", 1, &[]).await;
    shelf.put("two.mp3", 2, &[]).await;
    shelf.ingest().await;
    let before = shelf.titled("Song 1").await;
    shelf.rename(&[("one.mp3", "moved.mp3")]).await;
    shelf.ingest().await;
    // As a run leaves it that found the file and is killed: what it found waits at its address.
    shelf.sql("update assets set uri = replace(uri, 'moved.mp3', 'one.mp3') where uri like '%/moved.mp3'").await;
    shelf
        .sql(
            "insert into assets (library_id, uri, size_bytes, changed_at, last_modified, status, finding)
            select library_id, replace(uri, 'one.mp3', 'moved.mp3'), size_bytes, changed_at, last_modified, 'PENDING',
                jsonb_build_object(
                    'asset_id', id, 'new_id', gen_random_uuid(), 'audio_sha256', encode(audio_sha256, 'hex'),
                    'title', 'Song 1', 'format', 'mp3', 'tags', '{}'::jsonb, 'probe_bytes_read', 1,
                    'prober_version', 1)
            from assets where uri like '%/one.mp3'",
        )
        .await;
    let report = shelf.ingest().await;
    assert_eq!((report.moved, report.probed, report.missing), (1, 0, 0), "{report:?}");
    assert_eq!(shelf.titled("Song 1").await.id, before.id);
    assert_eq!(shelf.count("select count(*) from assets where finding is not null").await, 0);
    shelf.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_decided_is_not_decided_anew_after_a_kill() {
    let shelf = Shelf::local().await;
    shelf.put("one.mp3", 1, &[]).await;
    shelf.copy("one.mp3", "same.mp3");
    shelf.put("two.mp3", 2, &[]).await;
    shelf.ingest().await;
    let ids = async |title: &str| -> Vec<String> {
        let statement = "select t.id::text from audio_tracks t where title = $1 and status = 'COMPLETED' order by 1";
        sqlx::query_scalar(statement).bind(title.to_owned()).fetch_all(&shelf.database.sql).await.unwrap()
    };
    let before = ids("Song 1").await;
    // Song 1 leaves both its files, and comes to one: which of the two it was can't be told.
    shelf.rename(&[("one.mp3", "new.mp3"), ("two.mp3", "one.mp3")]).await;
    shelf.put("same.mp3", 3, &[]).await;
    for statement in [
        "create function die() returns trigger language plpgsql as $$ begin raise 'killed'; end $$",
        "create trigger die before update on assets for each row
        when (old.finding ? 'is_settled' and new.finding is null) execute function die()",
    ] {
        shelf.sql(statement).await;
    }
    let (cpu, catalog, places) = (Cpu::new(2).unwrap(), &shelf.database.catalog, [shelf.place.clone()]);
    let (options, tell) = (Options::default(), |_: Event<'_>| {});
    let objects = Objects::new(&Config::default());
    let killed = ingest::ingest(&places, LibraryId::DEFAULT, &objects, catalog, &cpu, &options, &tell).await;
    assert!(killed.is_err());
    assert!(shelf.count("select count(*) from assets where finding ? 'is_settled'").await > 0);
    shelf.sql("drop trigger die on assets").await;
    assert!(shelf.ingest().await.is_clean());
    let after = ids("Song 1").await;
    assert_eq!(after.len(), 1);
    assert!(!before.contains(&after[0]), "neither of the two tracks, as in a run that isn't killed");
    shelf.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_change_places_between_two_that_are_read_together_stay_their_tracks() {
    on_each_store(async |shelf: &Shelf| {
        shelf.put("a/one.mp3", 1, &[]).await;
        shelf.put("a/rest.mp3", 9, &[]).await;
        shelf.put("b/two.mp3", 2, &[]).await;
        let (a, b) = (shelf.uri("a"), shelf.uri("b"));
        shelf.ingest_all(&[&a, &b], &Options::default()).await;
        let (one, two) = (shelf.titled("Song 1").await, shelf.titled("Song 2").await);
        shelf.rename(&[("a/one.mp3", "b/two.mp3"), ("b/two.mp3", "a/one.mp3")]).await;
        let reports = shelf.ingest_all(&[&a, &b], &Options::default()).await;
        let moved: Vec<u64> = reports.iter().map(|report| report.as_ref().unwrap().moved).collect();
        assert_eq!(moved, [1, 1]);
        assert_eq!(shelf.titled("Song 1").await.id, one.id);
        assert_eq!(shelf.titled("Song 2").await.id, two.id);
        assert_eq!(shelf.titled("Song 1").await.audio_uri.unwrap().as_str(), shelf.uri("b/two.mp3").as_str());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_does_not_take_the_track_of_a_disk_that_is_not_mounted() {
    let shelf = Shelf::local().await;
    shelf.put("disk/music/one.mp3", 1, &[]).await;
    let made = std::fs::metadata(shelf.path("disk")).unwrap().modified().unwrap();
    shelf.ingest_below("disk/music").await;
    let track = shelf.titled("Song 1").await;
    shelf.put("backup/one.mp3", 1, &[]).await;
    // Only the mount point is left, as it was made.
    std::fs::rename(shelf.path("disk/music"), shelf.path("aside")).unwrap();
    std::fs::File::open(shelf.path("disk")).unwrap().set_modified(made).unwrap();
    let report = shelf.ingest_below("backup").await;
    assert_eq!((report.new, report.moved, report.ambiguous, report.is_clean()), (1, 0, 1, false), "{report:?}");
    assert!(report.warnings[0].contains("as where a disk isn't mounted"), "{report:?}");
    assert_eq!(shelf.track(track.id).await.audio_uri, track.audio_uri);
    std::fs::rename(shelf.path("aside"), shelf.path("disk/music")).unwrap();
    let report = shelf.ingest_below("disk/music").await;
    assert_eq!((report.unchanged, report.new, report.missing), (1, 0, 0), "{report:?}");
    shelf.database.drop().await;
}

/// Nothing is left in the folder that all of it came from, nor in the folders of that.
#[tokio::test(flavor = "multi_thread")]
async fn files_that_leave_an_empty_folder_behind_stay_their_tracks() {
    on_each_store(async |shelf: &Shelf| {
        shelf.put("music/three.mp3", 3, &[]).await;
        let (inbox, music) = (shelf.uri("inbox"), shelf.uri("music"));
        // One after the other, both at once, and when the empty one was looked at before.
        for (number, (from, to)) in (1..).zip([("inbox", "music"), ("inbox/album", "music"), ("inbox", "music/deep")]) {
            let (from, to) = (format!("{from}/{number}.mp3"), format!("{to}/{number}.mp3"));
            shelf.put(&from, 10 + number, &[]).await;
            shelf.ingest_all(&[&inbox, &music], &Options::default()).await;
            let title = format!("Song {}", 10 + number);
            let before = shelf.titled(&title).await.id;
            shelf.rename(&[(&from, &to)]).await;
            if from.contains("album") && shelf.place.path().is_some() {
                std::fs::remove_dir(shelf.path("inbox/album")).unwrap();
            }
            let report = match number {
                1 => shelf.ingest_below("music").await,
                2 => shelf.ingest_all(&[&inbox, &music], &Options::default()).await.pop().unwrap().unwrap(),
                _ => {
                    shelf.ingest_all(&[&inbox], &Options::default()).await;
                    shelf.ingest_below("music").await
                }
            };
            assert_eq!((report.moved, report.new, report.missing, report.is_clean()), (1, 0, 0, true), "{report:?}");
            let after = shelf.titled(&title).await;
            assert_eq!((after.id, after.audio_uri.as_deref()), (before, Some(shelf.uri(&to).as_str())));
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_leaves_what_is_passed_over_this_time_stays_its_track() {
    on_each_store(async |shelf: &Shelf| {
        shelf.put("a/one.mp3", 1, &[]).await;
        shelf.put("a/two.mp3", 2, &[]).await;
        shelf.put("b/three.mp3", 3, &[]).await;
        shelf.ingest().await;
        let before = shelf.titled("Song 1").await.id;
        shelf.rename(&[("a/one.mp3", "b/one.mp3")]).await;
        shelf.copy("a/two.mp3", "b/two.mp3");
        let report = shelf.ingest_without(&["a/"]).await;
        assert_eq!((report.moved, report.new, report.missing, report.is_clean()), (1, 1, 0, true), "{report:?}");
        assert_eq!(shelf.titled("Song 1").await.id, before);
        let report = shelf.ingest().await;
        assert_eq!((report.unchanged, report.missing), (4, 0), "{report:?}");
    })
    .await;
}

/// What this run marks as missing is what came elsewhere.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_put_elsewhere_before_its_folder_is_ignored_stays_its_track() {
    let shelf = Shelf::local().await;
    shelf.put("old/one.mp3", 1, &[]).await;
    shelf.ingest().await;
    let track = shelf.titled("Song 1").await;
    std::fs::write(shelf.path("old/.nomedia"), "").unwrap();
    shelf.copy("old/one.mp3", "copy.mp3");
    let report = shelf.ingest().await;
    assert_eq!((report.new, report.moved, report.missing), (0, 1, 0), "{report:?}");
    assert_eq!(shelf.track(track.id).await.audio_uri.as_deref(), Some(shelf.uri("copy.mp3").as_str()));
    shelf.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_leaves_a_link_where_it_was_stays_its_track() {
    let shelf = Shelf::local().await;
    shelf.put("old/one.mp3", 1, &[]).await;
    shelf.put("inbox/two.mp3", 2, &[]).await;
    shelf.put("away/three.mp3", 3, &[]).await;
    shelf.ingest().await;
    let before = [shelf.titled("Song 1").await.id, shelf.titled("Song 2").await.id, shelf.titled("Song 3").await.id];
    let names = [("old/one.mp3", "new/one.mp3"), ("inbox/two.mp3", "new/two.mp3"), ("away/three.mp3", "new/three.mp3")];
    shelf.rename(&names).await;
    std::fs::remove_dir(shelf.path("old")).unwrap();
    std::os::unix::fs::symlink("new", shelf.path("old")).unwrap();
    std::os::unix::fs::symlink("../new/two.mp3", shelf.path("inbox/two.mp3")).unwrap();
    std::os::unix::fs::symlink("../new/three.mp3", shelf.path("away/three.mp3")).unwrap();
    // Of a place that the run doesn't look at, a link is told by where it leads.
    let report = shelf.ingest_below("new").await;
    assert_eq!((report.moved, report.new, report.is_clean()), (3, 0, true), "{report:?}");
    let report = shelf.ingest().await;
    assert_eq!((report.unchanged, report.moved, report.missing), (3, 0, 0), "{report:?}");
    let after = [shelf.titled("Song 1").await.id, shelf.titled("Song 2").await.id, shelf.titled("Song 3").await.id];
    assert_eq!(after, before);
    // And of one that it lists.
    shelf.rename(&[("new/one.mp3", "newest/one.mp3")]).await;
    std::os::unix::fs::symlink("../newest/one.mp3", shelf.path("new/one.mp3")).unwrap();
    let report = shelf.ingest().await;
    assert_eq!((report.moved, report.missing), (1, 0), "{report:?}");
    assert_eq!(shelf.titled("Song 1").await.id, before[0]);
    shelf.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_reached_by_a_link_has_one_address() {
    let shelf = Shelf::local().await;
    shelf.put("real/one.mp3", 1, &[]).await;
    std::os::unix::fs::symlink("real", shelf.path("link")).unwrap();
    let report = shelf.ingest_below("link").await;
    assert_eq!((report.new, report.warnings.len(), report.is_clean()), (1, 0, true), "{report:?}");
    let report = shelf.ingest_below("real").await;
    assert_eq!((report.unchanged, report.new), (1, 0), "{report:?}");
    assert_eq!(shelf.all().await, ["real/one.mp3: Song 1, COMPLETED"]);
    // As it was catalogued by an older version.
    shelf.sql("update assets set uri = replace(uri, '/real/', '/link/')").await;
    shelf.sql("update audio_tracks set audio_uri = replace(audio_uri, '/real/', '/link/')").await;
    let before = shelf.titled("Song 1").await.id;
    let report = shelf.ingest_below("link").await;
    assert_eq!((report.moved, report.new), (1, 0), "{report:?}");
    assert_eq!(shelf.all().await, ["real/one.mp3: Song 1, COMPLETED"]);
    assert_eq!(shelf.titled("Song 1").await.id, before);
    shelf.database.drop().await;
}
