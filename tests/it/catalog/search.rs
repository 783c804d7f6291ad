//! Search in PostgreSQL: what it finds, that nothing breaks it, and that it goes by the indexes.

use std::time::Duration;

use needledrop::catalog::TrackQuery;
use needledrop::sample::Catalogue;
use needledrop::search::filters_named;
use needledrop::text::fold;
use needledrop::track::NewTrack;
use sqlx::{AssertSqlSafe, Executor, PgPool};

use crate::support::postgres::Database;

fn track(artist: &str, title: &str) -> NewTrack {
    NewTrack { artist: Some(artist.into()), title: title.into(), ..NewTrack::default() }
}

fn query(q: &str) -> TrackQuery {
    TrackQuery { q: q.into(), limit: 10, ..TrackQuery::default() }
}

fn where_is(query: &TrackQuery, filters: &[(&str, &str)]) -> TrackQuery {
    let named = filters.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    TrackQuery { conditions: filters_named(&named.collect()).unwrap(), ..query.clone() }
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
        ("kino gruppa", "Группа крови"),
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
        where_is(&plain, &[("artist", "BEATLES"), ("album", "help")]),
        where_is(&plain, &[("genre", "rock and roll")]),
        where_is(&plain, &[("year", "1960..1965")]),
        where_is(&plain, &[("duration", "125..125")]),
        where_is(&plain, &[("label", "parlophone")]),
        // Misspelt, so that the second way of searching is filtered too.
        where_is(&TrackQuery { q: "yesterdya".into(), ..plain.clone() }, &[("year", "1965..1965")]),
        // Likewise by the album alone.
        where_is(&TrackQuery { q: "hepl".into(), ..plain.clone() }, &[("year", "1965..1965")]),
    ];
    for query in only {
        assert_eq!(titles(&database, &query).await, ["Yesterday"], "{query:?}");
    }
    let none = [
        where_is(&plain, &[("genre", "rock")]),
        where_is(&plain, &[("artist", "beat")]),
        where_is(&plain, &[("format", "mp3")]),
        where_is(&plain, &[("title", "a\0b")]),
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

/// Every class of what people and others ask.
const ASKED: [&str; 16] = [
    "love",
    "the",
    "a",
    "x",
    "7",
    "the love of you",
    "the and live i de my",
    "lvoe",
    "aeiou yesterday",
    "nosuchwordanywhere",
    "shine a ligth on me",
    "radio head",
    "愛",
    "花火の夜 love",
    "사랑",
    "a very long question that no name of any track was ever nearly as long as and that goes on and on for all of its letters",
];

/// Nothing, and each kind of filter, as the statements have them.
const FILTERS: [&str; 8] = [
    "t.status = 'COMPLETED'",
    r"t.status = 'COMPLETED' and regexp_like(t.artist_folded, '^((?=.*\mt ?h ?e\M)|.*\mt ?h ?e\M)')",
    r"t.status = 'COMPLETED' and regexp_like(t.title_folded, '^((?=.*\ml ?o ?v ?e\M)|.*\ml ?o ?v ?e\M)')",
    r"t.status = 'COMPLETED' and regexp_like(t.album_folded, '^((?=.*\ma ?l\M)|.*\ma ?l\M)')",
    "t.status = 'COMPLETED' and needledrop_fold('pop') = any(t.genres_folded)",
    "t.status = 'COMPLETED' and needledrop_fold('label') = any(array(select needledrop_fold(one) from unnest(t.labels) as one))",
    "t.status = 'COMPLETED' and needledrop_fold('mp3') = any(needledrop_genres((select a.format from assets a where a.id = t.asset_id)))
        and (t.year)::float8 between 1960 and 1979",
    "t.status = 'COMPLETED' and (coalesce((select a.duration_seconds from assets a where a.id = t.asset_id), t.duration_seconds) * 1000)::float8
        between 60000 and 300000",
];

/// A catalogue as people have it, where some words are in a tenth of the names.
async fn lifelike_catalog() -> Database {
    let database = Database::new().await;
    let tracks: Vec<NewTrack> = Catalogue::new(11, 20_000)
        .map(|track| NewTrack {
            external_id: Some(track.id),
            album: Some(track.album),
            genre: track.genre,
            year: track.year.map(i64::from),
            ..self::track(&track.artist, &track.title)
        })
        .collect();
    database.catalog.import_tracks(&tracks).await.unwrap();
    // A part of them has audio, in two formats.
    database
        .sql
        .execute(
            "insert into assets (id, uri, size_bytes, status, format)
            select id, 's3://bucket/' || id, 1, 'COMPLETED', case when random() < 0.5 then 'mp3' else 'flac' end
            from audio_tracks
            where year < 1980",
        )
        .await
        .unwrap();
    database.sql.execute("update audio_tracks set asset_id = id where year < 1980").await.unwrap();
    database.sql.execute("vacuum (analyze) assets").await.unwrap();
    database.catalog.settle().await.unwrap();
    database
}

/// A statement of the search with its arguments written out.
fn written_out(statement: &str, asked: &str, filters: &str) -> String {
    let folded = fold(asked);
    let words = folded.iter().map(|word| format!("''{word}''")).collect::<Vec<_>>();
    let words = words.join(if asked.is_ascii() { " & " } else { " <-> " });
    let asked = format!("'{}'", folded.spaced());
    let arguments = match statement.contains("%>") {
        true => vec![asked, "100".into()],
        false => vec![asked, format!("'{words}:*'"), "100".into(), "3000".into()],
    };
    let statement = statement.replace("{filters}", &format!("({filters})")).replace("{order}", "");
    (1..=arguments.len()).fold(statement, |sql, place| sql.replace(&format!("${place}"), &arguments[place - 1]))
}

/// The planner chooses so by itself, with the costs that the private server has. The search forbids it to scan the
/// table, too; this test does so only for one letter.
#[tokio::test]
async fn every_statement_of_the_search_goes_by_the_indexes_whatever_is_asked() {
    let database = lifelike_catalog().await;
    let mut transaction = database.sql.begin().await.unwrap();
    transaction.execute("set local random_page_cost = 1.1").await.unwrap();
    let mut wrong = String::new();
    for (statement, index) in [
        (include_str!("../../../src/catalog/search/fulltext.sql"), "search_vector_idx"),
        (include_str!("../../../src/catalog/search/trigram.sql"), "names_trgm_idx"),
    ] {
        for threshold in [0.55, 0.35] {
            let set = format!("set local pg_trgm.word_similarity_threshold = {threshold}");
            transaction.execute(AssertSqlSafe(set)).await.unwrap();
            for asked in ASKED {
                // What begins with one letter is half the table, and a page of it found soonest by reading the table;
                // the search doesn't, since with a filter that may take long.
                let scan = if asked.chars().count() == 1 { "off" } else { "on" };
                transaction.execute(AssertSqlSafe(format!("set local enable_seqscan = {scan}"))).await.unwrap();
                for filters in FILTERS {
                    let explain = format!("explain {}", written_out(statement, asked, filters));
                    let lines: Vec<String> =
                        sqlx::query_scalar(AssertSqlSafe(explain)).fetch_all(&mut *transaction).await.unwrap();
                    let plan = lines.join("\n");
                    // A rare genre or word is the better way in.
                    let goes_by_index =
                        [index, "genres_folded_idx", "search_vector_idx"].iter().any(|index| plan.contains(index));
                    let reads_all = plan.contains("Seq Scan on audio_tracks")
                        || plan.contains("audio_tracks_pkey")
                        || plan.contains("asset_id_key");
                    if reads_all || !goes_by_index {
                        wrong += &format!("{asked} {filters}\n{plan}\n\n");
                    }
                }
            }
        }
    }
    transaction.rollback().await.unwrap();
    assert!(wrong.is_empty(), "{wrong}");
    database.drop().await;
}

/// What the program really asks, told by what PostgreSQL counts: no search reads the table from end to end.
#[tokio::test]
async fn no_search_reads_the_whole_table() {
    let database = lifelike_catalog().await;
    let before = full_scans(&database.sql).await;
    for asked in ASKED {
        for filters in [&[][..], &[("year", "1990..1999")]] {
            database.catalog.search(&where_is(&query(asked), filters)).await.unwrap();
        }
    }
    // Sessions tell their counts at the latest when they end.
    database.catalog.close().await;
    while sessions(&database.sql).await > 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(full_scans(&database.sql).await, before);
    database.drop().await;
}

async fn full_scans(sql: &PgPool) -> i64 {
    sqlx::query_scalar("select seq_scan from pg_stat_user_tables where relname = 'audio_tracks'")
        .fetch_one(sql)
        .await
        .unwrap()
}

/// Of the program, not of plain SQL.
async fn sessions(sql: &PgPool) -> i64 {
    let count =
        "select count(*) from pg_stat_activity where datname = current_database() and application_name = 'needledrop'";
    sqlx::query_scalar(count).fetch_one(sql).await.unwrap()
}

#[tokio::test]
async fn names_without_spaces_are_found_by_any_part() {
    let database = Database::new().await;
    let rows = [
        track("宇多田ヒカル", "花束を君に"),
        track("아이유", "좋은날의사랑노래"),
        track("Nobody", "愛 Love 愛"),
        track("王菲", "我願意"),
    ];
    database.catalog.import_tracks(&rows).await.unwrap();
    for (asked, found) in [
        ("多田", "花束を君に"),
        ("ひかる", "花束を君に"),
        ("束を", "花束を君に"),
        ("君", "花束を君に"),
        ("사랑", "좋은날의사랑노래"),
        ("願意 王", "我願意"),
        ("love 愛", "愛 Love 愛"),
    ] {
        assert_eq!(titles(&database, &query(asked)).await, [found], "{asked}");
    }
    // In another order they are like the name at most, as what is misspelt.
    let swapped = database.catalog.search(&query("田多")).await.unwrap();
    assert!(swapped.rows.iter().all(|(_, score)| *score < 0.8), "{swapped:?}");
    database.drop().await;
}

#[tokio::test]
async fn words_that_nothing_has_are_named() {
    let database = small_catalog().await;
    let found = database.catalog.search(&query("beatles xyzzyq yesterday")).await.unwrap();
    assert_eq!(found.rows.first().map(|(track, _)| track.title.as_str()), Some("Yesterday"));
    assert_eq!(found.dropped_words, ["xyzzyq"]);
    for held in ["beatles yesterday", "beetles yesterdya", "the beat"] {
        let found = database.catalog.search(&query(held)).await.unwrap();
        assert!(found.dropped_words.is_empty(), "{held}: {:?}", found.dropped_words);
    }
    database.drop().await;
}
