//! What people edit outlives what tags say, by whatever means it was edited.

use needledrop::catalog::{Force, WriteError, tracks};
use needledrop::track::{Field, LibraryId, NewTrack, Origin, Track, TrackId};

use super::shelf::Shelf;

const FIRST: [(&str, &str); 4] = [("TIT2", "First"), ("TPE1", "Artist"), ("TALB", "Album"), ("TCON", "Rock")];
const SECOND: [(&str, &str); 5] =
    [("TIT2", "Second"), ("TPE1", "Artist 2"), ("TALB", "Album 2"), ("TCON", "Pop"), ("TBPM", "120")];

async fn patch(
    shelf: &Shelf,
    id: TrackId,
    reset: &[Field],
    change: impl FnOnce(&mut NewTrack),
) -> Result<Track, WriteError> {
    let mut transaction = shelf.database.catalog.begin().await?;
    let track = tracks::patch(&mut transaction, LibraryId::DEFAULT, id, reset, change).await?;
    transaction.commit().await?;
    Ok(track)
}

fn origin(track: &Track, field: Field) -> Option<Origin> {
    track.origins.get(field.name()).copied()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_was_edited_is_left_alone_until_it_is_given_back() {
    let shelf = Shelf::local().await;
    shelf.put("one.mp3", 1, &FIRST).await;
    shelf.ingest().await;
    let id = shelf.titled("First").await.id;
    // By the API, by SQL, by an import; and one that was emptied.
    patch(&shelf, id, &[], |track| track.album = None).await.unwrap();
    shelf.sql("update audio_tracks set artist = 'By hand'").await;
    let uri = shelf.uri("one.mp3").to_string();
    let imported =
        NewTrack { title: "First".into(), audio_uri: Some(uri), genre: Some("Jazz".into()), ..NewTrack::default() };
    shelf.database.catalog.import_tracks(&[imported]).await.unwrap();

    shelf.put("one.mp3", 1, &SECOND).await;
    assert_eq!(shelf.ingest().await.changed, 1);
    let track = shelf.track(id).await;
    assert_eq!(
        (track.title.as_str(), track.artist.as_deref(), track.album.as_deref(), track.genre.as_deref(), track.bpm),
        ("Second", Some("By hand"), None, Some("Jazz"), Some(120.0))
    );
    let origins = [
        Field::Title,
        Field::Artist,
        Field::Album,
        Field::Genre,
        Field::Bpm,
        Field::Format,
        Field::Duration,
        Field::Year,
    ];
    assert_eq!(
        origins.map(|field| origin(&track, field)),
        [
            Some(Origin::Tags),
            Some(Origin::Given),
            Some(Origin::Given),
            Some(Origin::Given),
            Some(Origin::Tags),
            Some(Origin::File),
            Some(Origin::File),
            None,
        ]
    );

    let track = patch(&shelf, id, &[Field::Album, Field::Genre], |_| ()).await.unwrap();
    assert_eq!((track.album.as_deref(), track.genre.as_deref()), (Some("Album 2"), Some("Pop")));
    assert_eq!(origin(&track, Field::Genre), Some(Origin::Tags));
    shelf.put("one.mp3", 1, &FIRST).await;
    shelf.ingest().await;
    let track = shelf.track(id).await;
    assert_eq!((track.genre.as_deref(), track.artist.as_deref()), (Some("Rock"), Some("By hand")), "it follows again");
    shelf.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_title_from_the_file_s_name_follows_the_name_until_it_is_edited() {
    let shelf = Shelf::local().await;
    shelf.write("first_name.mp3", crate::support::fixtures::song(1, &[])).await;
    shelf.ingest().await;
    let track = shelf.titled("first name").await;
    assert_eq!(origin(&track, Field::Title), Some(Origin::FileName));
    shelf.rename(&[("first_name.mp3", "second_name.mp3")]).await;
    shelf.ingest().await;
    let track = shelf.track(track.id).await;
    assert_eq!((track.title.as_str(), origin(&track, Field::Title)), ("second name", Some(Origin::FileName)));
    patch(&shelf, track.id, &[], |track| track.title = "My title".into()).await.unwrap();
    shelf.rename(&[("second_name.mp3", "third_name.mp3")]).await;
    shelf.ingest().await;
    let track = shelf.track(track.id).await;
    assert_eq!((track.title.as_str(), origin(&track, Field::Title)), ("My title", Some(Origin::Given)));
    let track = patch(&shelf, track.id, &[Field::Title], |_| ()).await.unwrap();
    assert_eq!((track.title.as_str(), origin(&track, Field::Title)), ("third name", Some(Origin::FileName)));
    shelf.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_field_that_tags_agree_with_is_theirs_again() {
    let shelf = Shelf::local().await;
    shelf.put("one.mp3", 1, &[("TIT2", "Theirs")]).await;
    shelf.ingest().await;
    let id = shelf.titled("Theirs").await.id;
    patch(&shelf, id, &[], |track| track.title = "Mine".into()).await.unwrap();
    for (tag, title, from) in
        [("Still theirs", "Mine", Origin::Given), ("Mine", "Mine", Origin::Tags), ("Later", "Later", Origin::Tags)]
    {
        shelf.put("one.mp3", 1, &[("TIT2", tag)]).await;
        shelf.ingest().await;
        let track = shelf.track(id).await;
        assert_eq!((track.title.as_str(), origin(&track, Field::Title)), (title, Some(from)), "{tag}");
    }
    shelf.database.drop().await;
}

#[tokio::test]
async fn a_track_without_a_file_has_nothing_to_give_back() {
    let shelf = Shelf::local().await;
    let given = NewTrack { title: "Only given".into(), ..NewTrack::default() };
    shelf.database.catalog.import_tracks(&[given]).await.unwrap();
    let id = shelf.titled("Only given").await.id;
    let refused = patch(&shelf, id, &[Field::Genre], |_| ()).await.unwrap_err();
    let WriteError::Invalid(problems) = refused else { panic!("{refused:?}") };
    assert_eq!((problems[0].field, problems[0].what.contains("has no file")), ("reset", true), "{problems:?}");
    shelf.database.drop().await;
}

/// An export of last week, imported anew after files have moved; and what other programs have written.
#[tokio::test(flavor = "multi_thread")]
async fn where_a_file_is_only_the_file_says() {
    let shelf = Shelf::local().await;
    shelf.put("one.mp3", 1, &[]).await;
    shelf.ingest().await;
    let exported = shelf.titled("Song 1").await;
    shelf.rename(&[("one.mp3", "moved.mp3")]).await;
    shelf.ingest().await;
    let here = shelf.uri("moved.mp3").to_string();
    let row = NewTrack {
        id: Some(exported.id),
        title: exported.title.clone(),
        genre: Some("Jazz".into()),
        audio_uri: exported.audio_uri.clone(),
        ..NewTrack::default()
    };
    let imported = shelf.database.catalog.import_tracks(std::slice::from_ref(&row)).await.unwrap();
    assert_eq!((imported.updated, imported.rejected.len()), (1, 0), "{imported:?}");
    let track = shelf.track(exported.id).await;
    assert_eq!((track.audio_uri.as_deref(), track.genre.as_deref()), (Some(here.as_str()), Some("Jazz")));

    let mut transaction = shelf.database.catalog.begin().await.unwrap();
    let refused = tracks::save(&mut transaction, &row).await.unwrap_err();
    let WriteError::Invalid(problems) = refused else { panic!("{refused:?}") };
    assert_eq!((problems[0].field, problems[0].what.contains("known from the track's file")), ("audio_uri", true));
    drop(transaction);
    let mut transaction = shelf.database.catalog.begin().await.unwrap();
    let same = NewTrack { audio_uri: Some(here.clone()), ..row };
    tracks::save(&mut transaction, &same).await.unwrap();
    drop(transaction);

    shelf.sql("update audio_tracks set audio_uri = 'file:///nowhere/else.mp3'").await;
    let report = shelf.ingest().await;
    assert_eq!((report.unchanged, report.is_clean()), (1, true), "{report:?}");
    assert_eq!(shelf.track(exported.id).await.audio_uri.as_deref(), Some(here.as_str()));
    shelf.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_field_of_the_tags_is_stored_edited_and_given_back() {
    let shelf = Shelf::local().await;
    shelf.write("one.flac", crate::support::fixtures::read("every-field/vorbis.flac")).await;
    shelf.ingest().await;
    let read = shelf.titled("夜明けの電車").await;
    for field in Field::tagged() {
        assert_eq!((read.get(field).is_some(), origin(&read, field)), (true, Some(Origin::Tags)), "{field:?}");
    }
    // All but the title are emptied, and stay so.
    let emptied = || Field::tagged().filter(|field| *field != Field::Title);
    patch(&shelf, read.id, &[], |track| emptied().for_each(|field| track.put(field, None))).await.unwrap();
    shelf.ingest_again(Force::Everything).await;
    let track = shelf.track(read.id).await;
    for field in emptied() {
        assert_eq!((track.get(field), origin(&track, field)), (None, Some(Origin::Given)), "{field:?}");
    }
    let all: Vec<Field> = Field::tagged().collect();
    let track = patch(&shelf, read.id, &all, |_| ()).await.unwrap();
    for field in all {
        assert_eq!((track.get(field), origin(&track, field)), (read.get(field), Some(Origin::Tags)), "{field:?}");
    }
    shelf.database.drop().await;
}
