//! The schema: there and back, what it refuses, and how it folds names for clients that know nothing of needledrop.

use needledrop::catalog::migrate;
use needledrop::track::{LibraryId, NewTrack};

use crate::support::postgres::Database;

#[tokio::test]
async fn every_migration_goes_back_and_forward_again() {
    let database = Database::new().await;
    let known = migrate::status(&database.catalog).await.unwrap();
    assert!(known.iter().all(|migration| migration.applied_at.is_some()));
    assert!(migrate::up(&database.catalog).await.unwrap().is_empty(), "nothing is applied twice");

    assert_eq!(migrate::down(&database.catalog, 1).await.unwrap(), [known.last().unwrap().name.clone()]);
    assert_eq!(migrate::pending(&database.catalog).await.unwrap(), 1);
    assert_eq!(migrate::down(&database.catalog, 100).await.unwrap().len(), known.len() - 1);
    let left: Vec<String> = sqlx::query_scalar(
        "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relname not like 'needledrop\\_migrations%'
        union all
        select proname::text from pg_proc where pronamespace = 'public'::regnamespace and proname like 'needledrop%'",
    )
    .fetch_all(&database.sql)
    .await
    .unwrap();
    assert!(left.is_empty(), "{left:?}");

    assert_eq!(migrate::up(&database.catalog).await.unwrap().len(), known.len());
    database.drop().await;
}

#[tokio::test]
async fn names_are_folded_alike_whoever_writes_them() {
    let database = Database::new().await;
    for (written, folded) in [
        ("Beyoncé", "beyonce"),
        ("BEYONCE\u{301}", "beyonce"),
        ("AC/DC", "ac dc"),
        ("Guns N’ Roses", "guns n roses"),
        ("Don't — Stop!", "dont stop"),
        ("R&B", "r and b"),
        ("P!nk", "pink"),
        ("Ke$ha", "kesha"),
        ("Øyvind Łódź Straße þ æ œ ı đ", "oyvind lodz strasse th ae oe i d"),
        ("Кино", "kino"),
        ("T.N.T.", "tnt"),
        ("A@B", "aab"),
        ("ABBA + U2", "abba and u2"),
        ("ＦＵＬＬ　ＷＩＤＴＨ", "full width"),
        ("ハナビ", "は な び"),
        ("한국어", "한 국 어"),
        ("  99   Luftballons ", "99 luftballons"),
        ("!!!", "!!!"),
        ("तुम ही हो", "tum hi ho"),
        ("বাংলা", "bangla"),
        ("รักดี", "รั ก ดี"),
        ("می\u{200C}خواهم", "mykhwahm"),
        ("🔥🔥👍🏽", "🔥 👍"),
    ] {
        let found: String =
            sqlx::query_scalar("select needledrop_fold($1)").bind(written).fetch_one(&database.sql).await.unwrap();
        assert_eq!(found, folded, "{written}");
        let twice: String =
            sqlx::query_scalar("select needledrop_fold($1)").bind(&found).fetch_one(&database.sql).await.unwrap();
        assert_eq!(twice, folded, "{written}, folded twice");
    }
    database.drop().await;
}

#[tokio::test]
async fn names_are_folded_anew_where_the_rules_have_changed() {
    const SCRIPTS: i64 = 12;
    let database = Database::new().await;
    let known = migrate::status(&database.catalog).await.unwrap();
    let newer = known.iter().filter(|migration| migration.version >= SCRIPTS).count();
    migrate::down(&database.catalog, newer).await.unwrap();
    sqlx::query("insert into audio_tracks (artist, title) values ('ไทย', 'तुम ही हो'), ('The Band', 'Help!')")
        .execute(&database.sql)
        .await
        .unwrap();
    sqlx::query("delete from changes").execute(&database.sql).await.unwrap();
    let rows = "select title_folded, name_folded, updated_at::text from audio_tracks order by title";
    let before: Vec<(String, String, String)> = sqlx::query_as(rows).fetch_all(&database.sql).await.unwrap();
    assert_eq!(before.iter().map(|row| row.0.as_str()).collect::<Vec<_>>(), ["help", "tm h h"]);

    migrate::up(&database.catalog).await.unwrap();
    let after: Vec<(String, String, String)> = sqlx::query_as(rows).fetch_all(&database.sql).await.unwrap();
    assert_eq!(after[0], before[0]);
    let (title, name, updated) = &after[1];
    assert_eq!((title.as_str(), name.as_str()), ("tum hi ho", "ไ ท ย tum hi ho"));
    assert_eq!(*updated, before[1].2, "nobody has changed the row");
    let recorded: i64 = sqlx::query_scalar("select count(*) from changes").fetch_one(&database.sql).await.unwrap();
    assert_eq!(recorded, 0);
    database.drop().await;
}

#[tokio::test]
async fn plain_sql_finds_rows_that_plain_sql_wrote() {
    let database = Database::new().await;
    sqlx::query(
        "insert into audio_tracks (artist, title, album, genre, labels)
        values ('The The', 'This Is the Day', 'Soul Mining', 'Pop; R&B', '{Some Bizzare}')",
    )
    .execute(&database.sql)
    .await
    .unwrap();
    for condition in [
        "search_vector @@ to_tsquery('simple', 'the & day & mining')",
        "search_vector @@ to_tsquery('simple', 'biz:*')",
        "artist % 'the teh'",
        "name_folded %> 'this is teh day'",
        "genres_folded @> array[needledrop_fold('r & b')]",
        "labels @> '{Some Bizzare}'",
        "status = 'COMPLETED'",
    ] {
        let statement = format!("select count(*) from audio_tracks where {condition}");
        let found: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(statement)).fetch_one(&database.sql).await.unwrap();
        assert_eq!(found, 1, "{condition}");
    }
    database.drop().await;
}

#[tokio::test]
async fn what_no_track_can_be_is_refused() {
    let database = Database::new().await;
    for values in [
        "(title) values (' ')",
        "(title, year) values ('a', 99999)",
        "(title, duration_seconds) values ('a', -1)",
        "(title, status) values ('a', 'DONE')",
        "(title, audio_uri) values ('a', 'ftp://host/a.mp3')",
        "(title, attributes) values ('a', '[]')",
        "(title, artist) values ('a', repeat('é', 700))",
    ] {
        let statement = format!("insert into audio_tracks {values}");
        let error = sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&database.sql).await.unwrap_err();
        let code = error.into_database_error().and_then(|error| error.code().map(|code| code.into_owned()));
        assert_eq!(code.as_deref(), Some("23514"), "{values}");
    }
    database.drop().await;
}

/// Whoever wants to know the tables reads one file; `scripts/schema` writes it anew.
#[tokio::test]
async fn the_schema_file_is_current() {
    const HEADER: &str = "-- What the migrations lead to, in a database whose tables live in the schema public. Written by scripts/schema.\n\
        \ncreate extension if not exists pg_trgm;\n";
    let database = Database::new().await;
    let statements: Vec<String> =
        sqlx::query_scalar(include_str!("schema_file.sql")).fetch_all(&database.sql).await.unwrap();
    let current = format!("{HEADER}{}\n", statements.join("\n"));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/schema.sql");
    if std::env::var_os("NEEDLEDROP_WRITE_SCHEMA").is_some() {
        std::fs::write(path, &current).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(written == current, "docs/schema.sql is not what the migrations lead to: run scripts/schema");
    database.drop().await;
}

#[tokio::test]
async fn addresses_and_external_ids_are_unique_within_their_library() {
    let database = Database::new().await;
    let other: uuid::Uuid = sqlx::query_scalar("insert into libraries (name) values ('other') returning id")
        .fetch_one(&database.sql)
        .await
        .unwrap();
    for insert in [
        "insert into assets (library_id, uri, size_bytes) values ($1, 's3://b/a', 1)",
        "insert into audio_tracks (library_id, external_id, title) values ($1, 'x:1', 'T')",
    ] {
        let insert_into =
            |library: uuid::Uuid| sqlx::query(sqlx::AssertSqlSafe(insert)).bind(library).execute(&database.sql);
        insert_into(LibraryId::DEFAULT.uuid()).await.unwrap();
        insert_into(other).await.unwrap();
        for (library, code) in [(other, "23505"), (uuid::Uuid::max(), "23503")] {
            let error = insert_into(library).await.unwrap_err().into_database_error().unwrap();
            assert_eq!(error.code().as_deref(), Some(code), "{error}");
        }
    }

    // What is known again by its name, its address or its external id is known in its library only.
    for given in [
        NewTrack { title: "U".into(), ..NewTrack::default() },
        NewTrack { title: "T".into(), external_id: Some("x:1".into()), ..NewTrack::default() },
        NewTrack { title: "V".into(), audio_uri: Some("s3://b/v".into()), ..NewTrack::default() },
    ] {
        sqlx::query("insert into audio_tracks (library_id, title, audio_uri) values ($1, $2, $3)")
            .bind(other)
            .bind(&given.title)
            .bind(&given.audio_uri)
            .execute(&database.sql)
            .await
            .unwrap();
        let imported = database.catalog.import_tracks(std::slice::from_ref(&given)).await.unwrap();
        assert_eq!((imported.inserted, imported.unchanged), if given.title == "T" { (0, 1) } else { (1, 0) });
    }
    database.drop().await;
}
