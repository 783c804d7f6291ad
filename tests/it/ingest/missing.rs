//! What isn't there any more, what isn't believed to be gone, and what is looked at again.

use std::sync::atomic::Ordering::Relaxed;

use needledrop::catalog::Force;
use needledrop::ingest::Options;
use needledrop::track::Status;

use super::shelf::{Shelf, keep_times, on_each_store};
use crate::support::fixtures;
use crate::support::manners::Manners;

#[tokio::test(flavor = "multi_thread")]
async fn mass_loss_is_refused_until_it_is_meant() {
    on_each_store(async |shelf: &Shelf| {
        for number in 0..130 {
            shelf.put(&format!("{number:03}.mp3"), number, &[]).await;
        }
        assert!(shelf.ingest().await.is_clean());
        for number in 0..110 {
            shelf.remove(&format!("{number:03}.mp3"));
        }
        shelf.rename(&[("129.mp3", "moved.mp3")]).await;
        shelf.put("new.mp3", 500, &[]).await;
        let report = shelf.ingest().await;
        assert_eq!((report.doubted, report.missing, report.moved, report.new), (110, 0, 1, 1), "{report:?}");
        assert!(!report.is_clean());
        assert_eq!(shelf.count("select count(*) from audio_tracks where status = 'COMPLETED'").await, 131);
        let meant = Options { allow_missing: true, ..Options::default() };
        let report = shelf.ingest_as(&shelf.place, &meant).await.unwrap();
        assert_eq!((report.doubted, report.missing, report.is_clean()), (0, 110, true), "{report:?}");
        assert_eq!(shelf.count("select count(*) from audio_tracks where status = 'COMPLETED'").await, 21);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_that_is_there_but_empty_has_lost_nothing_unless_it_is_meant() {
    let shelf = Shelf::local().await;
    shelf.put("music/one.mp3", 1, &[]).await;
    shelf.ingest_below("music").await;
    shelf.remove("music/one.mp3");
    std::fs::write(shelf.path("music/cover.jpg"), "no audio").unwrap();
    let report = shelf.ingest_below("music").await;
    assert_eq!((report.doubted, report.missing, report.is_clean()), (1, 0, false), "{report:?}");
    // Gone altogether is an error; with leave to believe it, everything is missing.
    std::fs::remove_dir_all(shelf.path("music")).unwrap();
    let place = shelf.uri("music");
    assert!(shelf.ingest_as(&place, &Options::default()).await.is_err());
    assert_eq!(shelf.titled("Song 1").await.status, Status::Completed);
    let meant = Options { allow_missing: true, ..Options::default() };
    let report = shelf.ingest_as(&place, &meant).await.unwrap();
    assert_eq!((report.missing, report.is_clean()), (1, true), "{report:?}");
    assert_eq!(shelf.titled("Song 1").await.status, Status::Missing);
    shelf.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_single_file_is_missing_where_that_is_meant_and_a_misspelled_one_is_an_error() {
    on_each_store(async |shelf: &Shelf| {
        shelf.put("one.mp3", 1, &[]).await;
        shelf.put("two.mp3", 2, &[]).await;
        shelf.ingest().await;
        shelf.remove("one.mp3");
        let (one, never) = (shelf.uri("one.mp3"), shelf.uri("never.mp3"));
        assert!(shelf.ingest_as(&one, &Options::default()).await.is_err());
        assert_eq!(shelf.titled("Song 1").await.status, Status::Completed);
        let meant = Options { allow_missing: true, ..Options::default() };
        assert!(shelf.ingest_as(&never, &meant).await.is_err());
        for missing in [1, 0] {
            let report = shelf.ingest_as(&one, &meant).await.unwrap();
            assert_eq!((report.missing, report.is_clean()), (missing, true), "{report:?}");
            assert_eq!(shelf.titled("Song 1").await.status, Status::Missing);
        }
        // A folder is there now under the name of a file, as the test's store has none.
        if shelf.place.path().is_none() {
            return;
        }
        shelf.remove("two.mp3");
        shelf.put("two.mp3/three.mp3", 3, &[]).await;
        let report = shelf.ingest_below("two.mp3").await;
        assert_eq!((report.new, report.missing, report.is_clean()), (1, 1, true), "{report:?}");
        assert_eq!(shelf.titled("Song 2").await.status, Status::Missing);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_left_out_this_time_is_not_missing_and_what_is_ignored_for_good_is() {
    on_each_store(async |shelf: &Shelf| {
        for (name, number) in [("one.mp3", 1), ("demos/two.mp3", 2), ("bin/three.mp3", 3), ("four.mp3", 4)] {
            shelf.put(name, number, &[]).await;
        }
        shelf.ingest().await;
        shelf.remove("four.mp3");
        shelf.rename(&[("bin/three.mp3", "#recycle/three.mp3")]).await;
        let report = shelf.ingest_without(&["demos/"]).await;
        assert_eq!((report.listed, report.missing, report.is_clean()), (1, 2, true), "{report:?}");
        assert_eq!(shelf.titled("Song 2").await.status, Status::Completed);
        assert_eq!(shelf.titled("Song 3").await.status, Status::Missing, "it is in a recycle bin");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tagger_that_keeps_size_and_time_is_noticed_by_the_time_of_change() {
    let shelf = Shelf::local().await;
    shelf.put("one.mp3", 1, &[("TIT2", "Before")]).await;
    shelf.ingest().await;
    let path = shelf.path("one.mp3");
    keep_times(&path, || std::fs::write(&path, fixtures::song(1, &[("TIT2", "Behind")])).unwrap());
    let report = shelf.ingest().await;
    assert_eq!((report.changed, report.probed), (1, 1), "{report:?}");
    assert_eq!(shelf.titled("Behind").await.status, Status::Completed);
    shelf.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn force_reads_again_what_seems_as_it_was() {
    on_each_store(async |shelf: &Shelf| {
        shelf.put("one.mp3", 1, &[]).await;
        shelf.write("bad.mp3", b"no audio at all, but named so".to_vec()).await;
        shelf.write("README", b"no audio, and not named so".to_vec()).await;
        let report = shelf.ingest().await;
        assert_eq!((report.failed, report.not_audio, report.is_clean()), (1, 1, false), "{report:?}");
        let before = shelf.titled("Song 1").await;
        let again = shelf.ingest().await;
        assert_eq!((again.unchanged, again.unreadable, again.probed), (3, 1, 0), "{again:?}");
        assert_eq!(again.failures, report.failures, "what is left out is named each time");
        let failed = shelf.ingest_again(Force::Failed).await;
        assert_eq!((failed.retried, failed.failed, failed.not_audio), (2, 1, 1), "{failed:?}");
        let all = shelf.ingest_again(Force::Everything).await;
        assert_eq!((all.retried, all.probed, all.moved), (3, 3, 0), "{all:?}");
        assert_eq!(shelf.titled("Song 1").await.id, before.id);
        shelf.remove("bad.mp3");
        let clean = shelf.ingest().await;
        assert_eq!((clean.missing, clean.is_clean()), (1, true), "{clean:?}");
    })
    .await;
}

/// One after another they are killed over the same files, and nobody is to blame.
#[tokio::test(flavor = "multi_thread")]
async fn a_run_that_is_killed_many_times_fails_no_file() {
    let shelf = Shelf::local().await;
    for number in 0..5 {
        shelf.put(&format!("{number}.mp3"), number, &[]).await;
    }
    shelf.ingest().await;
    shelf
        .sql("update assets set status = 'PROCESSING', attempts = 5, claimed_by = 'elsewhere/1/x', claimed_until = now()")
        .await;
    let report = shelf.ingest().await;
    assert_eq!((report.probed, report.failed, report.is_clean()), (5, 0, true), "{report:?}");
    assert_eq!(shelf.count("select count(*) from assets where status = 'COMPLETED' and attempts = 0").await, 5);
    shelf.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listing_that_breaks_off_marks_nothing() {
    let mut shelf = Shelf::s3().await;
    for number in 0..5 {
        shelf.put(&format!("{number}.mp3"), number, &[]).await;
    }
    assert!(shelf.ingest().await.is_clean());
    shelf.remove("4.mp3");
    shelf.serve_with(Manners { breaks_off: true, ..Manners::default() }).await;
    let report = shelf.ingest().await;
    assert_eq!(
        (report.missing, report.listing_errors.len(), report.unchanged, report.is_clean()),
        (0, 1, 4, false),
        "{report:?}"
    );
    shelf.serve_with(Manners::default()).await;
    assert_eq!(shelf.ingest().await.missing, 1);
    shelf.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_store_refuses_today_is_read_tomorrow_and_what_was_known_of_it_holds() {
    let mut shelf = Shelf::s3().await;
    shelf.put("known.mp3", 1, &[]).await;
    shelf.ingest().await;
    shelf.put("known.mp3", 1, &[("TIT2", "Retagged")]).await;
    shelf.put("new.mp3", 2, &[]).await;
    let manners = Manners { refuses: true, ..Manners::default() };
    shelf.serve_with(manners).await;
    let report = shelf.ingest().await;
    assert_eq!((report.deferred, report.failed, report.is_clean()), (2, 0, false), "{report:?}");
    assert_eq!(report.failures[0].code, "ACCESS_DENIED");
    assert_eq!(shelf.titled("Song 1").await.status, Status::Completed, "it is found as it was");
    shelf.serve_with(Manners::default()).await;
    let report = shelf.ingest().await;
    assert_eq!((report.retried, report.probed, report.is_clean()), (2, 2, true), "{report:?}");
    assert_eq!(shelf.all().await, ["known.mp3: Retagged, COMPLETED", "new.mp3: Song 2, COMPLETED"]);
    shelf.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_has_not_changed_costs_no_request_and_what_is_new_none_but_for_its_bytes() {
    let mut shelf = Shelf::s3().await;
    for number in 0..20 {
        shelf.put(&format!("{number}.mp3"), number, &[]).await;
    }
    let manners = Manners::default();
    shelf.serve_with(manners.clone()).await;
    shelf.ingest().await;
    // The listing, and for each file the block that it fits into.
    assert_eq!(manners.requests.swap(0, Relaxed), 1 + 20);
    shelf.ingest().await;
    assert_eq!(manners.requests.load(Relaxed), 1);
    shelf.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_listing_gives_is_missing_only_if_it_is_gone() {
    on_each_store(async |shelf: &Shelf| {
        shelf.put("one.mp3", 1, &[]).await;
        shelf.put("kept.bak", 2, &[]).await;
        shelf.put(".hidden.mp3", 3, &[]).await;
        shelf.ingest().await;
        for name in ["kept.bak", ".hidden.mp3"] {
            assert_eq!(shelf.ingest_below(name).await.new, 1, "{name} was named");
        }
        assert_eq!(shelf.ingest().await.missing, 0);
        shelf.remove("kept.bak");
        assert_eq!(shelf.ingest().await.missing, 1);
        assert_eq!(shelf.titled("Song 2").await.status, Status::Missing);
        assert_eq!(shelf.titled("Song 3").await.status, Status::Completed);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_link_led_to_that_leads_nowhere_now_is_not_missing_unless_it_is_meant() {
    let shelf = Shelf::local().await;
    let disk = tempfile::tempdir().unwrap();
    shelf.put("music/one.mp3", 1, &[]).await;
    shelf.put("music/two.mp3", 2, &[]).await;
    std::fs::rename(shelf.path("music/two.mp3"), disk.path().join("two.mp3")).unwrap();
    std::os::unix::fs::symlink(disk.path(), shelf.path("music/disk")).unwrap();
    assert_eq!(shelf.ingest().await.listed, 2);
    disk.close().unwrap();
    let report = shelf.ingest().await;
    assert_eq!((report.missing, report.listing_errors.len(), report.is_clean()), (0, 1, false), "{report:?}");
    assert!(report.listing_errors[0].contains("1 catalogued file"), "{report:?}");
    assert_eq!(shelf.titled("Song 2").await.status, Status::Completed);
    let meant = Options { allow_missing: true, ..Options::default() };
    let report = shelf.ingest_as(&shelf.place, &meant).await.unwrap();
    assert_eq!((report.missing, report.is_clean()), (1, true), "{report:?}");
    shelf.database.drop().await;
}
