//! A database that can't hold a catalog is refused, with the way to mend it and without its password.

use std::time::{Duration, Instant};

use needledrop::catalog::{Catalog, Config, DatabaseUrl, Error, tracks};
use needledrop::track::NewTrack;
use sqlx::Executor;

use crate::support::pooler;
use crate::support::postgres::{self, Database};
use crate::support::proxy::Proxy;

const DEADLINE: Duration = Duration::from_secs(30);

async fn refusal(url: DatabaseUrl) -> String {
    Catalog::connect(&Config::new(url)).await.err().expect("the database is refused").to_string()
}

fn name() -> String {
    format!("needledrop_test_{}", uuid::Uuid::new_v4().simple())
}

#[tokio::test]
async fn a_database_whose_ctype_is_c_is_refused() {
    let name = name();
    postgres::create(&name, "C", "UTF8").await;
    let message = refusal(postgres::url_of(&name)).await;
    assert!(message.contains("LC_CTYPE is C") && message.contains("createdb"), "{message}");
    postgres::drop_database(&name).await;
}

#[tokio::test]
async fn a_database_that_is_not_utf8_is_refused() {
    let name = name();
    postgres::create(&name, "C", "LATIN1").await;
    let message = refusal(postgres::url_of(&name)).await;
    assert!(message.contains("encoding is LATIN1") && message.contains("--encoding UTF8"), "{message}");
    postgres::drop_database(&name).await;
}

#[tokio::test]
async fn a_database_that_is_not_there_is_said_to_be_missing() {
    let message = refusal(postgres::url_of("needledrop_no_such_database")).await;
    assert!(message.contains("no database needledrop_no_such_database; create it"), "{message}");
}

#[tokio::test]
async fn a_sound_database_passes_every_check() {
    let database = Database::new().await;
    // Other tests may hold transactions on the same server, so that part may be either way.
    let checks = database.catalog.check().await.unwrap();
    assert_eq!(checks.len(), 14);
    for check in checks.iter().filter(|check| check.name != "long transactions") {
        assert!(check.ok, "{check:?}");
    }
    database.drop().await;
}

#[tokio::test]
async fn what_attributes_keep_but_cannot_be_filtered_by_is_told() {
    let database = Database::new().await;
    let told = async || {
        let checks = database.catalog.check().await.unwrap();
        checks.into_iter().find(|check| check.name == "attributes").map(|check| (check.ok, check.found)).unwrap()
    };
    let insert = "insert into audio_tracks (title, attributes) values ('T', jsonb_build_object(
        'mood', repeat('m', 256), 'notes', jsonb_build_array(1, repeat('é', 129)), 'lyrics', repeat('l', 300)))";
    assert_eq!(told().await, (true, "all that 0 tracks have can be filtered by".into()));
    sqlx::raw_sql(insert).execute(&database.sql).await.unwrap();
    let expected = "2 texts of 1 tracks have more than 256 bytes (lyrics, notes): kept, but not filtered by";
    assert_eq!(told().await, (true, expected.into()));
    database.drop().await;
}

#[tokio::test]
async fn a_pooler_that_gives_each_transaction_another_session_is_refused() {
    let database = Database::new().await;
    let message = refusal(pooler::start(&database.url).await).await;
    assert!(message.contains("through a pooler") && message.contains("pool_mode = session"), "{message}");
    database.drop().await;
}

/// The server's own defaults are others: the test server answers before a commit is on disk, and sets no limits.
#[tokio::test]
async fn every_connection_has_time_limits_and_commits_to_the_disk() {
    let database = Database::new().await;
    let spy = "create table seen (statement_timeout text, lock_timeout text, idle_timeout text, commit text);
        create function spy() returns trigger language plpgsql as $$
        begin
            insert into seen values (
                current_setting('statement_timeout'), current_setting('lock_timeout'),
                current_setting('idle_in_transaction_session_timeout'), current_setting('synchronous_commit')
            );
            return null;
        end
        $$;
        create trigger spy after insert on audio_tracks for each statement execute function spy()";
    sqlx::raw_sql(spy).execute(&database.sql).await.unwrap();
    let mut transaction = database.catalog.begin().await.unwrap();
    tracks::save(&mut transaction, &NewTrack { title: "T".into(), ..NewTrack::default() }).await.unwrap();
    transaction.commit().await.unwrap();
    let seen: (String, String, String, String) =
        sqlx::query_as("select * from seen").fetch_one(&database.sql).await.unwrap();
    let expected = ["30s", "5s", "1min", "on"].map(str::to_owned);
    assert_eq!([seen.0, seen.1, seen.2, seen.3], expected);
    database.drop().await;
}

#[tokio::test]
async fn a_lock_is_not_waited_for_for_long() {
    let database = Database::new().await;
    let mut config = Config::new(database.url.clone());
    config.limits.lock_timeout = Duration::from_millis(50);
    let impatient = Catalog::connect(&config).await.unwrap();
    let mut lock = database.sql.begin().await.unwrap();
    sqlx::query("lock table audio_tracks").execute(&mut *lock).await.unwrap();
    let error = impatient.count_tracks().await.unwrap_err();
    assert!(matches!(error, Error::TimedOut { .. }), "{error}");
    lock.rollback().await.unwrap();
    impatient.close().await;
    database.drop().await;
}

/// A statement that is given up, as by a request that took too long, never gets its answer.
#[tokio::test]
async fn a_connection_that_fell_silent_does_not_keep_its_place_in_the_pool() {
    let database = Database::new().await;
    let proxy = Proxy::start(&database.url).await;
    let mut config = Config::new(proxy.url.clone());
    config.limits.max_connections = 1;
    config.limits.acquire_timeout = Duration::from_millis(500);
    let catalog = Catalog::connect(&config).await.unwrap();
    catalog.count_tracks().await.unwrap();
    let mut lock = database.sql.begin().await.unwrap();
    sqlx::query("lock table audio_tracks").execute(&mut *lock).await.unwrap();
    let given_up = tokio::time::timeout(Duration::from_millis(100), catalog.count_tracks()).await;
    assert!(given_up.is_err(), "it waits for the lock");
    proxy.fall_silent();
    proxy.open();
    lock.rollback().await.unwrap();
    let began = Instant::now();
    while catalog.count_tracks().await.is_err() {
        assert!(began.elapsed() < DEADLINE, "the only place in the pool is never free again");
    }
    database.drop().await;
}

#[tokio::test]
async fn transactions_that_stay_open_are_named() {
    let database = Database::new().await;
    let (mut writing, mut reading) = (database.sql.begin().await.unwrap(), database.sql.begin().await.unwrap());
    sqlx::query("insert into audio_tracks (title) values ('x')").execute(&mut *writing).await.unwrap();
    reading.execute("set transaction isolation level repeatable read").await.unwrap();
    for (transaction, doing) in [(&mut writing, "writing"), (&mut reading, "reading")] {
        let pid: i32 = sqlx::query_scalar("select pg_backend_pid()").fetch_one(&mut **transaction).await.unwrap();
        let open_for = async |least| database.catalog.transactions_open_for(least).await.unwrap();
        let is_named = |found: Vec<String>| {
            found.iter().any(|text| text.starts_with(&format!("pid {pid} (")) && text.contains(doing))
        };
        assert!(is_named(open_for(Duration::ZERO).await), "{doing}");
        assert!(!is_named(open_for(Duration::from_secs(3_600)).await), "{doing}");
    }
    writing.rollback().await.unwrap();
    reading.rollback().await.unwrap();
    database.drop().await;
}

#[tokio::test]
async fn a_replica_that_is_none_is_refused() {
    let (database, other) = (Database::new().await, Database::new().await);
    let config = Config { replica_url: Some(other.url.clone()), ..Config::new(database.url.clone()) };
    let message = Catalog::connect(&config).await.err().expect("it is another database").to_string();
    assert!(message.contains("DATABASE_READ_REPLICA_URL") && message.contains("name a streaming replica"), "{message}");
    other.drop().await;
    database.drop().await;
}

#[tokio::test]
async fn a_slow_statement_is_cancelled() {
    let database = Database::new().await;
    let mut config = Config::new(database.url.clone());
    config.limits.statement_timeout = Duration::from_millis(50);
    let impatient = Catalog::connect(&config).await.unwrap();
    let mut lock = database.sql.begin().await.unwrap();
    sqlx::query("lock table audio_tracks").execute(&mut *lock).await.unwrap();
    let error = impatient.count_tracks().await.unwrap_err();
    assert!(matches!(error, Error::TimedOut { .. }), "{error}");
    assert!(error.is_temporary());
    lock.rollback().await.unwrap();
    impatient.close().await;
    database.drop().await;
}
