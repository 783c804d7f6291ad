//! Files of the same audio: which is which, when they are moved, renamed and tagged.

use needledrop::track::{Status, TrackId};

use super::shelf::{Shelf, on_each_store};

/// The tracks by where they are, without those that are missing.
async fn by_place(shelf: &Shelf) -> Vec<(String, TrackId)> {
    let rows: Vec<(String, TrackId)> =
        sqlx::query_as("select audio_uri, id from audio_tracks where status = 'COMPLETED' order by audio_uri")
            .fetch_all(&shelf.database.sql)
            .await
            .unwrap();
    let prefix = shelf.place.folder_prefix();
    rows.into_iter().map(|(uri, id)| (uri.replacen(&prefix, "", 1), id)).collect()
}

fn at(tracks: &[(String, TrackId)], name: &str) -> TrackId {
    tracks.iter().find(|(place, _)| place == name).unwrap_or_else(|| panic!("{name}: {tracks:?}")).1
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renamed_root_takes_its_copies_along() {
    on_each_store(async |shelf: &Shelf| {
        shelf.put("rd/Alb/1.mp3", 1, &[]).await;
        shelf.put("rd/Backup/Alb/1.mp3", 1, &[]).await;
        shelf.put("else/2.mp3", 2, &[]).await;
        shelf.ingest().await;
        let before = by_place(shelf).await;
        shelf.rename(&[("rd/Alb/1.mp3", "rd2/Alb/1.mp3"), ("rd/Backup/Alb/1.mp3", "rd2/Backup/Alb/1.mp3")]).await;
        if shelf.place.path().is_some() {
            std::fs::remove_dir_all(shelf.path("rd")).unwrap();
        }
        let report = shelf.ingest_below("rd2").await;
        assert_eq!((report.new, report.moved, report.ambiguous, report.is_clean()), (0, 2, 0, true), "{report:?}");
        let after = by_place(shelf).await;
        for (was, is) in [("rd/Alb/1.mp3", "rd2/Alb/1.mp3"), ("rd/Backup/Alb/1.mp3", "rd2/Backup/Alb/1.mp3")] {
            assert_eq!(at(&before, was), at(&after, is), "{is}");
        }
        assert!(shelf.ingest().await.is_clean());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_renamed_folder_takes_along_what_other_folders_have_as_well() {
    on_each_store(async |shelf: &Shelf| {
        let folders = ["A", "B", "C"];
        for (number, folder) in (1..).zip(folders) {
            shelf.put(&format!("{folder}/00.mp3"), 50, &[]).await;
            shelf.put(&format!("{folder}/01.mp3"), number, &[]).await;
        }
        shelf.ingest().await;
        let before = by_place(shelf).await;
        for folder in folders {
            for name in ["00", "01"] {
                shelf.rename(&[(&format!("{folder}/{name}.mp3"), &format!("{folder}-1999/{name}.mp3"))]).await;
            }
        }
        let report = shelf.ingest().await;
        assert_eq!((report.new, report.moved, report.missing, report.ambiguous), (0, 6, 0, 0), "{report:?}");
        let after = by_place(shelf).await;
        for folder in folders {
            assert_eq!(at(&before, &format!("{folder}/00.mp3")), at(&after, &format!("{folder}-1999/00.mp3")));
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_of_one_audio_that_change_names_are_told_by_their_tags() {
    on_each_store(async |shelf: &Shelf| {
        for (name, number) in [("x.mp3", "10"), ("y.mp3", "200"), ("z.mp3", "3000")] {
            shelf.put(name, 1, &[("TRCK", number)]).await;
        }
        shelf.ingest().await;
        let before = by_place(shelf).await;
        // Two change places.
        shelf.rename(&[("x.mp3", "y.mp3"), ("y.mp3", "x.mp3")]).await;
        let report = shelf.ingest().await;
        assert_eq!((report.moved, report.replaced, report.missing, report.is_clean()), (2, 0, 0, true), "{report:?}");
        let after = by_place(shelf).await;
        assert_eq!((at(&before, "x.mp3"), at(&before, "y.mp3")), (at(&after, "y.mp3"), at(&after, "x.mp3")));
        // Each takes the name of the next.
        shelf.rename(&[("y.mp3", "z.mp3"), ("z.mp3", "new.mp3")]).await;
        let report = shelf.ingest().await;
        assert_eq!((report.moved, report.new, report.missing), (2, 0, 0), "{report:?}");
        let after = by_place(shelf).await;
        assert_eq!((at(&before, "x.mp3"), at(&before, "z.mp3")), (at(&after, "z.mp3"), at(&after, "new.mp3")));
        // One is put over another, whose track is missing then.
        shelf.rename(&[("z.mp3", "new.mp3")]).await;
        let report = shelf.ingest().await;
        assert_eq!((report.moved, report.missing), (1, 1), "{report:?}");
        assert_eq!(at(&before, "x.mp3"), at(&by_place(shelf).await, "new.mp3"));
        assert_eq!(shelf.track(at(&before, "z.mp3")).await.status, Status::Missing);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_retagged_beside_its_copies_stays_its_track() {
    on_each_store(async |shelf: &Shelf| {
        shelf.put("x.mp3", 1, &[("TRCK", "1")]).await;
        shelf.put("y.mp3", 1, &[("TRCK", "20")]).await;
        shelf.ingest().await;
        let before = by_place(shelf).await;
        shelf.put("y.mp3", 1, &[("TRCK", "300")]).await;
        let report = shelf.ingest().await;
        assert_eq!((report.changed, report.moved, report.replaced, report.is_clean()), (1, 0, 0, true), "{report:?}");
        assert_eq!(by_place(shelf).await, before);
        assert_eq!(shelf.track(at(&before, "y.mp3")).await.track_number, Some(300));
        // Copied first, and then tagged.
        shelf.copy("y.mp3", "old y.mp3");
        shelf.put("y.mp3", 1, &[("TRCK", "4000")]).await;
        let report = shelf.ingest().await;
        assert_eq!((report.changed, report.new, report.moved, report.missing), (1, 1, 0, 0), "{report:?}");
        assert_eq!(at(&by_place(shelf).await, "y.mp3"), at(&before, "y.mp3"));
    })
    .await;
}
