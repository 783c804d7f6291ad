//! Large imports: they leave out indexes and end with all of them, whatever happens, and write what they always wrote.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use needledrop::catalog::{Catalog, Config, DatabaseUrl, Imported, TrackQuery, migrate};
use needledrop::track::{LibraryId, NewTrack, TrackId};
use sqlx::{AssertSqlSafe, Executor, PgPool};

use crate::support::postgres::{Database, drop_role};

const DEADLINE: Duration = Duration::from_secs(60);
/// Two such batches make an import a large one.
const BATCH: usize = 20_000;

/// What a killed import leaves: nothing of the two indexes but a note.
const LEFT: &str = "
    insert into due_indexes (name, definition)
    select relname, pg_get_indexdef(oid)
    from pg_class
    where relname in ('audio_tracks_search_vector_idx', 'audio_tracks_artist_album_idx');
    drop index audio_tracks_search_vector_idx, audio_tracks_artist_album_idx";

fn track(artist: &str, title: &str) -> NewTrack {
    NewTrack { artist: Some(artist.into()), title: title.into(), ..NewTrack::default() }
}

fn batch(number: usize) -> Vec<NewTrack> {
    (0..BATCH).map(|n| NewTrack { title: format!("{number} {n}"), ..NewTrack::default() }).collect()
}

/// Every index of the tracks that may be used, as PostgreSQL writes it.
async fn indexes(sql: &PgPool) -> Vec<String> {
    sqlx::query_scalar(
        "select pg_get_indexdef(indexrelid)
        from pg_index
        where indrelid = 'audio_tracks'::regclass and indisvalid and indisready
        order by 1",
    )
    .fetch_all(sql)
    .await
    .unwrap()
}

async fn due(sql: &PgPool) -> Vec<String> {
    sqlx::query_scalar("select name from due_indexes order by name").fetch_all(sql).await.unwrap()
}

fn untold(_: usize, _: usize) {}

async fn until(what: &str, comes: impl AsyncFn() -> bool) {
    let began = Instant::now();
    while !comes().await {
        assert!(began.elapsed() < DEADLINE, "never: {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

async fn check(catalog: &Catalog) -> (bool, String) {
    let checks = catalog.check().await.unwrap();
    let check = checks.into_iter().find(|check| check.name == "the indexes of PostgreSQL").unwrap();
    (check.ok, check.found)
}

#[tokio::test]
async fn a_large_import_leaves_out_indexes_and_ends_with_all_of_them() {
    let database = Database::new().await;
    let (catalog, sql) = (&database.catalog, &database.sql);
    // What the user has dropped stays dropped, what he has changed stays changed.
    sql.execute("drop index audio_tracks_title_folded_idx; alter index audio_tracks_labels_idx set (fastupdate = off)")
        .await
        .unwrap();
    let before = indexes(sql).await;
    let mut import = catalog.begin_import().await.unwrap();
    import.write(&batch(0)).await.unwrap();
    assert_eq!(indexes(sql).await, before, "it isn't known yet that many come");
    import.write(&batch(1)).await.unwrap();
    assert_eq!(due(sql).await.len(), 8);
    assert_eq!(indexes(sql).await.len(), before.len() - 8);
    let (is_well, found) = check(catalog).await;
    assert!(is_well && found.contains("left out by an import"), "{found}");

    // Another one leaves them to the first.
    let mut other = catalog.begin_import().await.unwrap();
    assert_eq!(other.write(&[track("A", "T"), track("A", "U")]).await.unwrap().inserted, 2);
    other.finish(&untold).await.unwrap();
    catalog.build_due_indexes(&untold).await.unwrap();
    assert_eq!(due(sql).await.len(), 8);

    let (built, whole) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let told = |so_far, of| {
        built.fetch_max(so_far, Ordering::Relaxed);
        whole.store(of, Ordering::Relaxed);
    };
    import.finish(&told).await.unwrap();
    assert_eq!((built.into_inner(), whole.into_inner()), (8, 8));
    assert_eq!((indexes(sql).await, due(sql).await), (before, Vec::new()));
    assert_eq!(check(catalog).await, (true, "none is due".to_owned()));
    assert_eq!(catalog.count_tracks().await.unwrap(), 2 * BATCH as i64 + 2);
    let found = catalog.search(&TrackQuery { q: "1 19999".into(), limit: 1, ..TrackQuery::default() }).await.unwrap();
    assert_eq!(found.rows.first().map(|(track, _)| track.title.as_str()), Some("1 19999"));
    database.drop().await;
}

#[tokio::test]
async fn a_large_import_keeps_all_indexes_where_somebody_reads_or_follows() {
    let database = Database::new().await;
    let (catalog, sql) = (&database.catalog, &database.sql);
    let before = indexes(sql).await;
    catalog.heartbeat("node", 0).await.unwrap();
    let mut import = catalog.begin_import().await.unwrap();
    import.write(&batch(0)).await.unwrap();
    import.write(&batch(1)).await.unwrap();
    assert_eq!(indexes(sql).await, before, "a node follows");

    sql.execute("delete from index_nodes").await.unwrap();
    let mut reader = sql.begin().await.unwrap();
    sqlx::query("select from audio_tracks limit 1").execute(&mut *reader).await.unwrap();
    import.write(&batch(2)).await.unwrap();
    assert_eq!((indexes(sql).await, due(sql).await), (before, Vec::new()), "somebody reads");
    reader.rollback().await.unwrap();
    import.finish(&untold).await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn what_a_killed_import_left_is_built_by_the_next_whatever_state_it_is_in() {
    let database = Database::new().await;
    let (catalog, sql) = (&database.catalog, &database.sql);
    let before = indexes(sql).await;
    sql.execute(LEFT).await.unwrap();
    let (is_well, found) = check(catalog).await;
    assert!(!is_well && found.contains("audio_tracks_artist_album_idx, audio_tracks_search_vector_idx"), "{found}");
    let mut import = catalog.begin_import().await.unwrap();
    import.write(&[track("A", "T")]).await.unwrap();
    assert_eq!(due(sql).await.len(), 2, "until all is written");
    import.finish(&untold).await.unwrap();
    assert_eq!((indexes(sql).await, due(sql).await), (before.clone(), Vec::new()));

    // One was built, but not taken off the list; another was begun concurrently, and can't be used.
    sql.execute(LEFT).await.unwrap();
    sql.execute("create index audio_tracks_artist_album_idx on audio_tracks (artist, album)").await.unwrap();
    let definition: String = sqlx::query_scalar("select definition from due_indexes where name like '%vector%'")
        .fetch_one(sql)
        .await
        .unwrap();
    sqlx::query(AssertSqlSafe(definition)).execute(sql).await.unwrap();
    sql.execute("update pg_index set indisvalid = false where indexrelid = 'audio_tracks_search_vector_idx'::regclass")
        .await
        .unwrap();
    catalog.build_due_indexes(&untold).await.unwrap();
    assert_eq!((indexes(sql).await, due(sql).await), (before.clone(), Vec::new()));

    // A migration back builds it, too.
    sql.execute(LEFT).await.unwrap();
    let at = migrate::status(catalog).await.unwrap().iter().position(|known| known.name == "due indexes").unwrap();
    let known = migrate::status(catalog).await.unwrap().len();
    migrate::down(catalog, known - at).await.unwrap();
    let is_there =
        |index: &&String| index.contains("audio_tracks_search_vector_idx") || index.contains("(artist, album)");
    assert_eq!(indexes(sql).await.iter().filter(is_there).count(), 2);
    migrate::up(catalog).await.unwrap();
    assert_eq!(indexes(sql).await, before);
    database.drop().await;
}

#[tokio::test]
async fn a_migration_finds_all_indexes_there() {
    let database = Database::new().await;
    let (catalog, sql) = (&database.catalog, &database.sql);
    let before = indexes(sql).await;
    sql.execute(LEFT).await.unwrap();
    sql.execute("delete from needledrop_migrations where version = 3; drop table libraries cascade").await.unwrap();
    migrate::up(catalog).await.unwrap();
    assert_eq!((indexes(sql).await, due(sql).await), (before, Vec::new()));
    database.drop().await;
}

/// The index can't be built before the lock 42 is free.
const SLOW: &str = "
    create function slow(id uuid) returns uuid language plpgsql immutable as $$
    begin
        while not pg_try_advisory_xact_lock_shared(42) loop perform pg_sleep(0.01); end loop;
        return id;
    end
    $$;
    drop index audio_tracks_artist_album_idx;
    insert into due_indexes (name, definition)
    values ('audio_tracks_artist_album_idx', 'CREATE INDEX audio_tracks_artist_album_idx ON audio_tracks (slow(id))')";

#[tokio::test]
async fn a_writer_does_not_wait_for_an_index_that_is_built() {
    let database = Database::new().await;
    let (catalog, sql) = (&database.catalog, &database.sql);
    catalog.import_tracks(&[track("A", "T")]).await.unwrap();
    sql.execute(SLOW).await.unwrap();
    let being_built = async || {
        sqlx::query_scalar::<_, bool>(
            "select exists (select from pg_stat_progress_create_index where datname = current_database())",
        )
        .fetch_one(sql)
        .await
        .unwrap()
    };
    let mut gate = sql.acquire().await.unwrap();
    sqlx::query("select pg_advisory_lock(42)").execute(&mut *gate).await.unwrap();
    let meanwhile = async {
        until("an index is built", &being_built).await;
        // The first may wait for a moment, the second comes while the index is built in the other way.
        for title in ["U", "V"] {
            let given = [track("A", title)];
            let written = tokio::time::timeout(DEADLINE, catalog.import_tracks(&given));
            assert_eq!(written.await.expect("nobody waits for an index").unwrap().inserted, 1);
            until("the index is built on", &being_built).await;
        }
        assert_eq!(due(sql).await, ["audio_tracks_artist_album_idx"]);
        sqlx::query("select pg_advisory_unlock(42)").execute(&mut *gate).await.unwrap();
    };
    let (built, ()) = tokio::join!(catalog.build_due_indexes(&untold), meanwhile);
    built.unwrap();
    assert!(indexes(sql).await.iter().any(|index| index.contains("slow(id)")));
    assert_eq!(due(sql).await, Vec::<String>::new());
    drop(gate);
    database.drop().await;
}

#[tokio::test]
async fn a_server_builds_what_is_due_and_waits_for_who_is_at_it() {
    let database = Database::new().await;
    let (catalog, sql) = (&database.catalog, &database.sql);
    let before = indexes(sql).await;
    sql.execute(LEFT).await.unwrap();
    let mut import = catalog.begin_import().await.unwrap();
    import.write(&[track("A", "T")]).await.unwrap();
    let server = tokio::spawn({
        let catalog = catalog.clone();
        async move { catalog.keep_indexes_whole().await }
    });
    catalog.build_due_indexes(&untold).await.unwrap();
    assert_eq!(due(sql).await.len(), 2, "the import is at it");
    // Killed: its connection is gone.
    drop(import);
    until("the server builds what is due", async || due(sql).await.is_empty()).await;
    assert_eq!(indexes(sql).await, before);
    server.abort();
    let _ = server.await;
    database.drop().await;
}

#[tokio::test]
async fn who_does_not_own_the_tables_imports_as_ever() {
    let database = Database::new().await;
    let (sql, role) = (&database.sql, format!("writer_{}", uuid::Uuid::new_v4().simple()));
    sql.execute(LEFT).await.unwrap();
    sql.execute(sqlx::raw_sql(AssertSqlSafe(format!(
        "create role {role} login password 'only-for-tests';
        grant select, insert, update, delete on audio_tracks to {role};
        grant select on libraries, index_nodes, assets to {role}"
    ))))
    .await
    .unwrap();
    let (_, server) = database.url.expose().split_once('@').unwrap();
    let url = DatabaseUrl::new(format!("postgres://{role}:only-for-tests@{server}"));
    let theirs = Catalog::connect(&Config::new(url)).await.unwrap();
    let before = indexes(sql).await;
    let mut import = theirs.begin_import().await.unwrap();
    for number in 0..2 {
        assert_eq!(import.write(&batch(number)).await.unwrap().inserted, BATCH as u64);
    }
    assert_eq!((indexes(sql).await, due(sql).await.len()), (before, 2));
    import.finish(&untold).await.unwrap();
    assert_eq!(due(sql).await.len(), 2);
    theirs.close().await;
    sql.execute(sqlx::raw_sql(AssertSqlSafe(format!("drop owned by {role}")))).await.unwrap();
    database.drop().await;
    drop_role(&role).await;
}

/// Numbers by the linear congruence of Knuth's MMIX.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    /// One of a few, or none.
    fn maybe(&mut self, of: u64, name: &str) -> Option<String> {
        let number = self.below(of * 2);
        (number < of).then(|| format!("{name}{number}"))
    }
}

/// Rows that name each other's tracks by ids, addresses and names, take each other's, belong to several libraries,
/// repeat themselves, and can't be written.
fn messy_rows(seed: u64, libraries: [LibraryId; 2]) -> Vec<NewTrack> {
    let mut numbers = Numbers(seed);
    let row = |_| {
        let n = &mut numbers;
        NewTrack {
            library_id: libraries[(n.below(8) == 0) as usize],
            id: (n.below(4) == 0).then(|| TrackId::from_u128(u128::from(n.below(60)) + 1)),
            external_id: n.maybe(60, "external ").filter(|_| n.below(3) > 0),
            audio_uri: n.maybe(80, "s3://bucket/").filter(|_| n.below(3) > 0),
            artist: n.maybe(5, "Artist "),
            title: match n.below(20) {
                0 => String::new(),
                1 => "unlucky".into(),
                _ => format!("Title {}", n.below(12)),
            },
            album: n.maybe(2, "Album "),
            year: Some(1990 + n.below(3) as i64).filter(|_| n.below(2) > 0),
            labels: n.maybe(3, "label").into_iter().collect(),
            ..NewTrack::default()
        }
    };
    (0..700).map(row).collect()
}

/// All that is in the table, but for the ids that were made up on the way.
async fn content(sql: &PgPool) -> Vec<String> {
    sqlx::query_scalar(
        "select concat_ws('|', case when id < '00000000-0000-0000-0001-000000000000' then id end,
            library_id = '00000000-0000-0000-0000-000000000001', external_id, audio_uri, artist, title, album, year,
            labels, status, name_folded, search_vector)
        from audio_tracks
        order by 1",
    )
    .fetch_all(sql)
    .await
    .unwrap()
}

#[tokio::test]
async fn without_indexes_messy_rows_become_what_they_become_with_them() {
    let (with, without) = (Database::new().await, Database::new().await);
    for database in [&with, &without] {
        database.sql.execute("alter table audio_tracks add check (title <> 'unlucky')").await.unwrap();
    }
    let (mut any_updated, mut any_rejected) = (0, 0);
    for seed in 1..=4 {
        without.sql.execute(LEFT).await.unwrap();
        let mut import = without.catalog.begin_import().await.unwrap();
        let mut reports: Vec<Imported> = Vec::new();
        for database in [&with, &without] {
            let other = match database.catalog.library("other").await.unwrap() {
                Some(other) => other,
                None => database.catalog.make_library("other").await.unwrap(),
            };
            let rows = messy_rows(seed, [LibraryId::DEFAULT, other]);
            let written = if std::ptr::eq(database, &without) {
                import.write(&rows).await
            } else {
                database.catalog.import_tracks(&rows).await
            };
            reports.push(Imported { first: None, ..written.unwrap() });
        }
        assert_eq!(reports[0], reports[1], "seed {seed}");
        any_updated += reports[0].updated;
        any_rejected += reports[0].rejected.len();
        assert_eq!(due(&without.sql).await.len(), 2);
        import.finish(&untold).await.unwrap();
        assert_eq!(content(&with.sql).await, content(&without.sql).await, "seed {seed}");
    }
    assert!(any_updated > 50 && any_rejected > 50, "{any_updated} {any_rejected}");
    with.drop().await;
    without.drop().await;
}
