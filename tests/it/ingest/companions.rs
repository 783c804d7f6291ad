//! What lies beside the audio: covers, pictures of the artist and lyrics, as they come, change and go.

use serde_json::{Value, json};

use super::shelf::{Shelf, on_each_store};
use crate::support::fixtures;

/// The pictures of a track, each as its kind, its size and its name if it has one of its own; and the name of its
/// lyrics.
async fn beside(shelf: &Shelf, title: &str) -> (Vec<Value>, Option<String>) {
    let asset = shelf.titled(title).await.asset_id.unwrap();
    let asset = shelf.database.catalog.track_asset(asset).await.unwrap().unwrap();
    let place = shelf.place.folder_prefix();
    let pictures = asset.artwork.as_array().unwrap().iter().map(|picture| {
        let name = picture.get("uri").map(|uri| uri.as_str().unwrap().replacen(&place, "", 1));
        json!([picture["kind"], picture["size_bytes"], name])
    });
    (pictures.collect(), asset.lyrics_uri.map(|uri| uri.replacen(&place, "", 1)))
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lies_beside_the_audio_is_shown_with_it_and_comes_and_goes_without_a_probe() {
    on_each_store(async |shelf| {
        shelf.put("Pines/Roads/one.mp3", 1, &[]).await;
        shelf.put("Pines/Roads/CD 2/two.mp3", 2, &[]).await;
        shelf.put("Pines/three.mp3", 3, &[]).await;
        let embedded = std::fs::read(fixtures::folder().join("mp3/artwork.mp3")).unwrap();
        shelf.write("Pines/Roads/four.mp3", embedded).await;
        for (name, size) in [
            ("Pines/Roads/Cover.JPG", 10),
            ("Pines/Roads/back.jpg", 11),
            ("Pines/Roads/one.lrc", 12),
            ("Pines/Roads/other.lrc", 13),
            ("Pines/artist.png", 14),
        ] {
            shelf.write(name, vec![0; size]).await;
        }
        let report = shelf.ingest().await;
        assert_eq!((report.listed, report.probed, report.is_clean()), (4, 4, true), "{report:?}");
        let cover = json!(["front_cover", 10, "Pines/Roads/Cover.JPG"]);
        let artist = json!(["artist", 14, "Pines/artist.png"]);
        let lyrics = Some("Pines/Roads/one.lrc".to_owned());
        assert_eq!(beside(shelf, "Song 1").await, (vec![cover.clone(), artist.clone()], lyrics));
        assert_eq!(beside(shelf, "Song 2").await, (vec![cover.clone()], None), "the cover of all discs");
        assert_eq!(beside(shelf, "Song 3").await, (vec![artist.clone()], None), "a cover is of its own folder");
        let (pictures, _) = beside(shelf, "Enamel").await;
        assert_eq!((pictures.len(), &pictures[0][2], &pictures[2]), (4, &Value::Null, &cover), "its own come first");

        // One changes, one comes, one goes; and one that is passed over may be there.
        shelf.write("Pines/Roads/Cover.JPG", vec![0; 20]).await;
        shelf.write("Pines/front.webp", vec![0; 21]).await;
        shelf.remove("Pines/Roads/one.lrc");
        shelf.remove("Pines/artist.png");
        let report = shelf.ingest_without(&["artist.*"]).await;
        assert_eq!((report.unchanged, report.probed), (4, 0), "{report:?}");
        let cover = json!(["front_cover", 20, "Pines/Roads/Cover.JPG"]);
        assert_eq!(beside(shelf, "Song 1").await, (vec![cover.clone(), artist.clone()], None));
        let front = json!(["front_cover", 21, "Pines/front.webp"]);
        assert_eq!(beside(shelf, "Song 3").await, (vec![front, artist], None));
        shelf.ingest().await;
        assert_eq!(beside(shelf, "Song 1").await, (vec![cover], None));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_place_that_is_empty_keeps_its_companions_unless_that_is_meant() {
    let shelf = Shelf::local().await;
    shelf.put("one.mp3", 1, &[]).await;
    shelf.write("cover.jpg", vec![0; 10]).await;
    shelf.ingest().await;
    shelf.remove("one.mp3");
    shelf.remove("cover.jpg");
    assert_eq!(shelf.ingest().await.doubted, 1);
    assert_eq!(shelf.count("select count(*) from companions").await, 1);
    let meant = needledrop::ingest::Options { allow_missing: true, ..Default::default() };
    shelf.ingest_as(&shelf.place, &meant).await.unwrap();
    assert_eq!(shelf.count("select count(*) from companions").await, 0);
    shelf.database.drop().await;
}
