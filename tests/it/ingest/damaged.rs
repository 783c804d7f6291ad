//! Files that are damaged for a while: what was known of them holds when they are whole again, here or elsewhere.

use needledrop::track::{Status, TrackId};

use super::shelf::{Shelf, on_each_store};
use crate::support::fixtures;

#[tokio::test(flavor = "multi_thread")]
async fn what_somebody_deleted_stays_so_when_its_file_was_damaged_for_a_moment() {
    on_each_store(async |shelf: &Shelf| {
        shelf.put("one.mp3", 1, &[]).await;
        shelf.put("two.mp3", 2, &[]).await;
        shelf.ingest().await;
        shelf.sql("delete from audio_tracks where title = 'Song 1'").await;
        shelf.write("one.mp3", b"cut off".to_vec()).await;
        assert_eq!(shelf.ingest().await.failed, 1);
        shelf.put("one.mp3", 1, &[("TPE1", "Restored")]).await;
        let report = shelf.ingest().await;
        assert_eq!((report.changed, report.replaced, report.is_clean()), (1, 0, true), "{report:?}");
        assert_eq!(shelf.all().await, ["two.mp3: Song 2, COMPLETED"]);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_copy_that_a_damaged_file_is_restored_by_elsewhere_takes_over_its_track() {
    on_each_store(async |shelf: &Shelf| {
        shelf.put("one.mp3", 1, &[]).await;
        shelf.put("two.mp3", 2, &[]).await;
        shelf.ingest().await;
        let before = shelf.titled("Song 1").await;
        shelf.write("one.mp3", b"cut off".to_vec()).await;
        shelf.ingest().await;
        assert_eq!(shelf.track(before.id).await.status, Status::Failed);
        shelf.put("restored.mp3", 1, &[]).await;
        let report = shelf.ingest().await;
        assert_eq!((report.moved, report.missing, report.unreadable), (1, 0, 1), "{report:?}");
        assert_eq!(report.failures[0].uri, shelf.uri("one.mp3").as_str(), "the damaged one is still said to be");
        let after = shelf.titled("Song 1").await;
        assert_eq!((after.id, after.status), (before.id, Status::Completed));
        assert_eq!(after.audio_uri.as_deref(), Some(shelf.uri("restored.mp3").as_str()));
        let again = shelf.ingest().await;
        assert_eq!((again.unchanged, again.unreadable, again.probed), (3, 1, 0), "{again:?}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_track_made_anew_is_not_said_to_be_the_same() {
    on_each_store(async |shelf: &Shelf| {
        shelf.write("one.mp3", fixtures::song(1, &[("TIT2", "Song 1")])).await;
        shelf.ingest().await;
        shelf.sql("delete from audio_tracks").await;
        shelf.put("one.mp3", 3, &[]).await;
        let report = shelf.ingest().await;
        assert_eq!((report.changed, report.replaced, report.warnings.len()), (1, 0, 0), "{report:?}");
        assert_eq!(shelf.all().await, ["one.mp3: Song 3, COMPLETED"]);
    })
    .await;
}

/// Formats, by a whole file that is long enough to be cut.
const WHOLE: [&str; 6] = [
    "mp3/vbr-xing.mp3",
    "flac/vorbis-comments.flac",
    "ogg/vorbis.ogg",
    "ogg/opus.opus",
    "wav/float32.wav",
    "aiff/text-chunks.aiff",
];

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_was_cut_off_is_known_when_it_is_whole_elsewhere_and_the_other_way_round() {
    on_each_store(async |shelf: &Shelf| {
        for (number, name) in WHOLE.iter().enumerate() {
            let whole = fixtures::read(name);
            let cut = whole[..whole.len() * if name.ends_with("vorbis.ogg") { 9 } else { 7 } / 10].to_vec();
            let name = format!("{number}{}", &name[name.find('.').unwrap()..]);
            let (inbox, music, old) = (format!("inbox/{name}"), format!("music/{name}"), format!("old/{name}"));
            shelf.write(&inbox, cut.clone()).await;
            shelf.put("rest.mp3", 1, &[]).await;
            shelf.ingest().await;
            let statement = "select count(*) from assets where warnings @> '{TRUNCATED}'";
            assert_eq!(shelf.count(statement).await, 1, "{name} is cut");
            let track = async |name: &str| -> Vec<TrackId> {
                let statement = "select id from audio_tracks where audio_uri = $1 and status = 'COMPLETED'";
                let uri = shelf.uri(name).to_string();
                sqlx::query_scalar(statement).bind(uri).fetch_all(&shelf.database.sql).await.unwrap()
            };
            let before = track(&inbox).await;
            assert_eq!(before.len(), 1, "{name}");
            // Completed and put away; then damaged, and restored elsewhere.
            for (from, to, bytes) in [(&inbox, &music, &whole), (&music, &old, &cut), (&old, &inbox, &whole)] {
                shelf.remove(from);
                shelf.write(to, bytes.clone()).await;
                let report = shelf.ingest().await;
                assert_eq!((report.moved, report.new, report.missing), (1, 0, 0), "{name}: {report:?}");
                assert_eq!(track(to).await, before, "{name}");
            }
            // A part of what is there is a track of its own.
            shelf.write(&old, cut.clone()).await;
            let report = shelf.ingest().await;
            assert_eq!((report.moved, report.new, report.missing), (0, 1, 0), "{name}: {report:?}");
            shelf.remove(&old);
            shelf.remove(&inbox);
            assert_eq!(shelf.ingest().await.missing, 2);
            shelf.sql("delete from assets").await;
        }
    })
    .await;
}
