//! Tracks that were there before their file, and files whose track was deleted: both find one another.

use needledrop::track::{LibraryId, NewTrack, Status, TrackId};

use super::shelf::{Shelf, on_each_store};

const NAMED: [(&str, &str); 3] = [("TIT2", "Jóga"), ("TPE1", "Björk"), ("TALB", "Homogenic")];

fn named(external_id: Option<&str>) -> NewTrack {
    let text = |text: &str| Some(text.to_owned());
    NewTrack {
        title: "Jóga".into(),
        artist: text("Björk"),
        album: text("Homogenic"),
        genre: text("Edited"),
        external_id: external_id.map(str::to_owned),
        ..NewTrack::default()
    }
}

async fn import(shelf: &Shelf, tracks: &[NewTrack]) {
    let imported = shelf.database.catalog.import_tracks(tracks).await.unwrap();
    assert!(imported.rejected.is_empty(), "{imported:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_joins_the_track_of_its_name_that_has_none() {
    on_each_store(async |shelf: &Shelf| {
        import(shelf, &[named(None)]).await;
        let before = shelf.titled("Jóga").await;
        shelf.put("one.mp3", 1, &NAMED).await;
        shelf.put("other.mp3", 2, &[("TIT2", "Jóga"), ("TPE1", "Björk")]).await;
        shelf.ingest().await;
        let after = shelf.track(before.id).await;
        assert_eq!((after.status, after.genre.as_deref()), (Status::Completed, Some("Edited")));
        assert_eq!(after.audio_uri.as_deref(), Some(shelf.uri("one.mp3").as_str()));
        assert!(after.asset_id.is_some());
        assert_eq!(shelf.count("select count(*) from audio_tracks").await, 2);
        // A second file of the name is a track of its own, and so is each where several have the name.
        shelf.put("two.mp3", 3, &NAMED).await;
        shelf.ingest().await;
        assert_eq!(shelf.count("select count(*) from audio_tracks").await, 3);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_joins_none_of_several_tracks_and_of_several_files_one_joins() {
    let shelf = Shelf::local().await;
    import(&shelf, &[named(Some("a")), named(Some("b"))]).await;
    shelf.put("one.mp3", 1, &NAMED).await;
    shelf.ingest().await;
    assert_eq!(shelf.count("select count(*) from audio_tracks").await, 3, "which of the two can't be told");
    shelf.sql("delete from audio_tracks").await;
    shelf.sql("delete from assets").await;
    import(&shelf, &[named(None)]).await;
    shelf.put("two.mp3", 2, &NAMED).await;
    shelf.ingest().await;
    assert_eq!(shelf.count("select count(*) from audio_tracks where asset_id is not null").await, 2);
    assert_eq!(shelf.count("select count(*) from audio_tracks where genre = 'Edited'").await, 1);
    shelf.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_track_that_is_given_the_address_of_a_file_without_one_gets_the_file() {
    on_each_store(async |shelf: &Shelf| {
        shelf.put("one.mp3", 1, &NAMED).await;
        shelf.ingest().await;
        let uri = shelf.uri("one.mp3").to_string();
        let asset = shelf.titled("Jóga").await.asset_id;
        let at = |external_id: Option<&str>| NewTrack { audio_uri: Some(uri.clone()), ..named(external_id) };
        // Two tracks for one file: the first gets it.
        shelf.sql("delete from audio_tracks").await;
        import(shelf, &[at(Some("a")), at(Some("b"))]).await;
        assert_eq!(shelf.count("select count(*) from audio_tracks where asset_id is not null").await, 1);
        shelf.sql("delete from audio_tracks").await;
        // Written before by a version that didn't, and given again; or told its address later.
        for given_again in [true, false] {
            import(shelf, &[named(None)]).await;
            let id = shelf.titled("Jóga").await.id;
            match given_again {
                true => {
                    shelf.sql("update audio_tracks set audio_uri = (select uri from assets)").await;
                    import(shelf, &[at(None)]).await;
                }
                false => patch_address(shelf, id, &uri).await,
            }
            let track = shelf.track(id).await;
            assert_eq!((track.asset_id, track.genre.as_deref()), (asset, Some("Edited")), "{given_again}");
            let report = shelf.ingest().await;
            assert_eq!((report.unchanged, report.new), (1, 0), "{report:?}");
            shelf.sql("delete from audio_tracks").await;
        }
    })
    .await;
}

async fn patch_address(shelf: &Shelf, id: TrackId, uri: &str) {
    let mut transaction = shelf.database.catalog.begin().await.unwrap();
    let change = |track: &mut NewTrack| track.audio_uri = Some(uri.to_owned());
    needledrop::catalog::tracks::patch(&mut transaction, LibraryId::DEFAULT, id, &[], change).await.unwrap();
    transaction.commit().await.unwrap();
}
