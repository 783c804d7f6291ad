//! The schema: there and back, what it refuses, and how it folds names for clients that know nothing of needledrop.

use needledrop::catalog::migrate;

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
        "select relname::text from pg_class where relnamespace = 'public'::regnamespace and relname not like '\\_sqlx%'
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
