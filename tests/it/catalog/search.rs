//! Search in PostgreSQL: what it finds, that nothing breaks it, and that it goes by the indexes.

use needledrop::catalog::{NewTrack, TrackQuery};
use sqlx::{AssertSqlSafe, Executor, PgPool};

use crate::support::postgres::Database;

fn track(artist: &str, title: &str) -> NewTrack {
    NewTrack { artist: Some(artist.into()), title: title.into(), ..NewTrack::default() }
}

fn query(q: &str) -> TrackQuery {
    TrackQuery { q: q.into(), limit: 10, ..TrackQuery::default() }
}

async fn titles(database: &Database, query: &TrackQuery) -> Vec<String> {
    let found = database.catalog.search(query).await.unwrap();
    assert!(found.rows.iter().all(|(_, score)| (0.0..=1.0).contains(score)));
    assert!(found.rows.is_sorted_by(|a, b| a.1 >= b.1));
    assert!(found.total >= found.rows.len() as i64);
    found.rows.into_iter().map(|(track, _)| track.title).collect()
}

async fn small_catalog() -> Database {
    let database = Database::new().await;
    let rows = [
        NewTrack {
            album: Some("Help!".into()),
            genre: Some("Pop, Rock & Roll".into()),
            year: Some(1965),
            duration_ms: Some(125_000),
            labels: vec!["Parlophone".into()],
            ..track("The Beatles", "Yesterday")
        },
        track("The Beatles", "Yesterday (Live)"),
        track("Sigur Rós", "Hoppípolla"),
        track("AC/DC", "T.N.T."),
        track("P!nk", "So What"),
        track("Кино", "Группа крови"),
        track("The The", "This Is the Day"),
        track("Nobody", "Yesterdays"),
    ];
    assert_eq!(database.catalog.import_tracks(&rows).await.unwrap().inserted, rows.len() as u64);
    database
}

#[tokio::test]
async fn tracks_are_found_however_their_names_are_written() {
    let database = small_catalog().await;
    for (asked, first) in [
        ("yesterday", "Yesterday"),
        ("beatles yesterday", "Yesterday"),
        ("yesterday beatles", "Yesterday"),
        ("beatles yester", "Yesterday"),
        ("beetles yesterdya", "Yesterday"),
        ("yesterday live", "Yesterday (Live)"),
        ("help beatles", "Yesterday"),
        ("sigur ros hoppipolla", "Hoppípolla"),
        ("SIGUR RÓS", "Hoppípolla"),
        ("igur ros hopipola", "Hoppípolla"),
        ("ac dc t n t", "T.N.T."),
        ("AC/DC", "T.N.T."),
        ("pink so what", "So What"),
        ("p!nk", "So What"),
        ("кино группа", "Группа крови"),
        ("the the", "This Is the Day"),
    ] {
        let found = titles(&database, &query(asked)).await;
        assert_eq!(found.first().map(String::as_str), Some(first), "{asked}: {found:?}");
    }
    database.drop().await;
}

#[tokio::test]
async fn filters_apply_inside_the_search() {
    let database = small_catalog().await;
    let plain = query("yesterday");
    let only = [
        TrackQuery { artist: Some("BEATLES".into()), album: Some("help".into()), ..plain.clone() },
        TrackQuery { genre: Some("rock and roll".into()), ..plain.clone() },
        TrackQuery { year: Some(1960..=1965), ..plain.clone() },
        TrackQuery { duration_ms: Some(125_000..=125_000), ..plain.clone() },
        TrackQuery { label: Some("parlophone".into()), ..plain.clone() },
        // Misspelt, so that the second way of searching is filtered too.
        TrackQuery { q: "yesterdya".into(), year: Some(1965..=1965), ..plain.clone() },
        // Likewise by the album alone.
        TrackQuery { q: "hepl".into(), year: Some(1965..=1965), ..plain.clone() },
    ];
    for query in only {
        assert_eq!(titles(&database, &query).await, ["Yesterday"], "{query:?}");
    }
    let none = [
        TrackQuery { genre: Some("rock".into()), ..plain.clone() },
        TrackQuery { artist: Some("beat".into()), ..plain.clone() },
        TrackQuery { format: Some("mp3".into()), ..plain.clone() },
        TrackQuery { title: Some("a\0b".into()), ..plain.clone() },
    ];
    for query in none {
        assert!(titles(&database, &query).await.is_empty(), "{query:?}");
    }
    database.drop().await;
}

#[tokio::test]
async fn only_completed_tracks_are_found_and_pages_do_not_overlap() {
    let database = small_catalog().await;
    database.sql.execute("update audio_tracks set status = 'MISSING' where title = 'Yesterdays'").await.unwrap();
    let all = titles(&database, &query("yesterday")).await;
    assert_eq!(all, ["Yesterday", "Yesterday (Live)"]);
    let second = titles(&database, &TrackQuery { limit: 1, offset: 1, ..query("yesterday") }).await;
    assert_eq!(second, ["Yesterday (Live)"]);
    database.drop().await;
}

#[tokio::test]
async fn no_text_breaks_it() {
    let database = small_catalog().await;
    let long = "yesterday ".repeat(1_000);
    let word = "x".repeat(10_000);
    let ligatures = "\u{fdfa}".repeat(500);
    for asked in [
        "",
        " ",
        "\0",
        "yesterday\0",
        "!!!",
        "& | ! ( ) : * <->",
        "'",
        "''",
        "\\",
        "%",
        "_%",
        "a:*",
        "it's",
        "\u{202e}abc",
        "1e5",
        "-1",
        "foo@bar.com http://x/y?z",
        "❤️",
        "한",
        "ß",
        "\u{fffd}",
        "$1",
        "; drop table audio_tracks",
        &long,
        &word,
        &ligatures,
    ] {
        let found = database.catalog.search(&query(asked)).await;
        assert!(found.is_ok(), "{asked:.40}: {found:?}");
    }
    for nothing in ["", "\0", "!!!", "| !"] {
        assert!(titles(&database, &query(nothing)).await.is_empty(), "{nothing}");
    }
    assert_eq!(titles(&database, &TrackQuery { limit: 0, ..query("yesterday") }).await.len(), 0);
    database.drop().await;
}

/// 30,000 tracks of 2,000 artists, with words that are in every third title.
async fn large_catalog() -> Database {
    let database = Database::new().await;
    database
        .sql
        .execute(
            "insert into audio_tracks (artist, title, album, status)
            select initcap(translate(md5((n % 2000)::text), '0123456789', 'aeiouaeiou')),
                initcap(translate(left(md5(n::text), 12), '0123456789', 'aeiouaeiou')) || case n % 3 when 0 then ' of love' else '' end,
                'Album ' || n / 12,
                case when n % 1000 = 0 then 'PENDING' else 'COMPLETED' end
            from generate_series(1, 30000) as n",
        )
        .await
        .unwrap();
    database.catalog.settle().await.unwrap();
    database
}

async fn plan(sql: &PgPool, statement: &str) -> String {
    let lines: Vec<String> =
        sqlx::query_scalar(AssertSqlSafe(format!("explain {statement}"))).fetch_all(sql).await.unwrap();
    lines.join("\n")
}

#[tokio::test]
async fn plain_sql_goes_by_the_indexes() {
    let database = large_catalog().await;
    for (condition, index) in [
        ("search_vector @@ to_tsquery('simple', 'aeiou & love')", "search_vector_idx"),
        ("search_vector @@ to_tsquery('simple', 'album:* & aeiou')", "search_vector_idx"),
        ("search_vector @@ to_tsquery('yesterday')", "search_vector_idx"),
        ("artist % 'beatles'", "names_trgm_idx"),
        ("title % 'yesterday'", "names_trgm_idx"),
        ("status = 'PENDING'", "unfinished_idx"),
        ("status in ('PENDING', 'FAILED')", "unfinished_idx"),
        ("labels @> '{x}'", "labels_idx"),
        ("attributes @> '{\"mood\": \"calm\"}'", "attributes_idx"),
        ("genres_folded @> '{pop}'", "genres_folded_idx"),
        ("artist = 'x' and album = 'y'", "artist_album_idx"),
    ] {
        for completed in ["", " and status = 'COMPLETED'"] {
            if condition.starts_with("status") && !completed.is_empty() {
                continue;
            }
            let plan = plan(
                &database.sql,
                &format!("select id from audio_tracks where {condition}{completed} order by similarity(artist, 'beatles') desc limit 10"),
            )
            .await;
            assert!(plan.contains(index) && !plan.contains("Seq Scan"), "{condition}{completed}\n{plan}");
        }
    }
    database.drop().await;
}

#[tokio::test]
async fn the_search_statements_go_by_the_indexes() {
    let database = large_catalog().await;
    let filters = [
        "null",
        "null",
        "null",
        "null",
        "null",
        "null",
        "null::integer",
        "null::integer",
        "null::float8",
        "null::float8",
    ];
    let words = include_str!("../../../src/catalog/search/words.sql");
    let alike = include_str!("../../../src/catalog/search/alike.sql");
    for (statement, asked, tsquery) in
        [(words, "aeiou", "''aeiou''"), (words, "love", "''love'':*"), (alike, "aeiou yesterday", "")]
    {
        let mut arguments = vec![format!("'{asked}'"), format!("'{tsquery}'")];
        arguments.extend(filters.map(str::to_owned));
        arguments.extend(["3000".into(), "100".into()]);
        let statement = statement.replace("{filters}", include_str!("../../../src/catalog/search/filters.sql"));
        // From the last, so that $1 is not taken for the beginning of $10.
        let statement = (1..=arguments.len())
            .rev()
            .fold(statement, |sql, place| sql.replace(&format!("${place}"), &arguments[place - 1]));
        let mut transaction = database.sql.begin().await.unwrap();
        transaction.execute("set local enable_seqscan = off").await.unwrap();
        let lines: Vec<String> = sqlx::query_scalar(AssertSqlSafe(format!("explain {statement}")))
            .fetch_all(&mut *transaction)
            .await
            .unwrap();
        let plan = lines.join("\n");
        transaction.rollback().await.unwrap();
        assert!(!plan.contains("Seq Scan on audio_tracks") && plan.contains("Bitmap Index Scan"), "{asked}\n{plan}");
    }
    database.drop().await;
}
