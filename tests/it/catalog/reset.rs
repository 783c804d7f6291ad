//! A schema that isn't this version's is refused, and `migrate::reset` begins anew without touching what is others'.

use needledrop::catalog::{Error, migrate};
use needledrop::track::NewTrack;
use sqlx::Executor;

use crate::support::postgres::Database;

fn unfit<T: std::fmt::Debug>(refused: Result<T, Error>) -> String {
    let error = refused.unwrap_err();
    assert!(matches!(error, Error::Unfit { .. }), "{error:?}");
    error.to_string()
}

#[tokio::test]
async fn a_database_of_an_older_version_is_refused_and_can_begin_anew() {
    let database = Database::new().await;
    migrate::down(&database.catalog, 100).await.unwrap();
    database.sql.execute("drop table needledrop_migrations").await.unwrap();
    database.sql.execute(sqlx::raw_sql(include_str!("older.sql"))).await.unwrap();

    for message in [
        unfit(migrate::up(&database.catalog).await),
        unfit(migrate::down(&database.catalog, 1).await),
        unfit(migrate::status(&database.catalog).await),
        unfit(migrate::pending(&database.catalog).await),
    ] {
        assert!(message.contains("an older needledrop") && message.contains("needledrop migrate reset"), "{message}");
    }
    let checks = database.catalog.check().await.unwrap();
    let schema = checks.iter().find(|check| check.name == "the schema").unwrap();
    assert!(!schema.ok && schema.mend.contains("needledrop migrate reset"), "{schema:?}");

    let known = migrate::reset(&database.catalog).await.unwrap().len();
    assert_eq!(migrate::status(&database.catalog).await.unwrap().len(), known);
    assert_eq!(database.catalog.count_tracks().await.unwrap(), 0);
    let older: bool = sqlx::query_scalar("select to_regclass('_sqlx_migrations') is not null")
        .fetch_one(&database.sql)
        .await
        .unwrap();
    assert!(!older);
    database.drop().await;
}

#[tokio::test]
async fn a_database_of_a_newer_version_or_another_wording_is_refused() {
    let database = Database::new().await;
    for (statement, expected) in [
        (
            "update needledrop_migrations set checksum = 'other' where version = 2",
            "migration 2 was applied in another wording",
        ),
        (
            "insert into needledrop_migrations (version, description, success, checksum, execution_time)
            values (99, 'newer', true, '', 1)",
            "migration 99, which this needledrop doesn't know",
        ),
    ] {
        database.sql.execute(statement).await.unwrap();
        let message = unfit(migrate::up(&database.catalog).await);
        assert!(message.contains(expected), "{message}");
        migrate::reset(&database.catalog).await.unwrap();
        assert!(migrate::up(&database.catalog).await.unwrap().is_empty());
    }
    database.drop().await;
}

#[tokio::test]
async fn beginning_anew_leaves_what_is_others() {
    let database = Database::new().await;
    database.catalog.import_tracks(&[NewTrack { title: "Gone".into(), ..NewTrack::default() }]).await.unwrap();
    database
        .sql
        .execute(sqlx::raw_sql(
            "create table _sqlx_migrations (version bigint); create view titles as select title from audio_tracks",
        ))
        .await
        .unwrap();
    let message = unfit(migrate::reset(&database.catalog).await);
    assert!(message.contains("view titles depends on") && message.contains("drop that first"), "{message}");
    assert_eq!(database.catalog.count_tracks().await.unwrap(), 1, "nothing was dropped");

    database.sql.execute("drop view titles").await.unwrap();
    migrate::reset(&database.catalog).await.unwrap();
    assert_eq!(database.catalog.count_tracks().await.unwrap(), 0);
    database.sql.execute("select from _sqlx_migrations").await.unwrap();

    // Where needledrop has never been, or no longer is, tables of the same names are somebody else's.
    migrate::down(&database.catalog, 100).await.unwrap();
    database.sql.execute("create table assets (name text)").await.unwrap();
    assert!(migrate::reset(&database.catalog).await.is_err(), "the name is taken");
    database.sql.execute("select name from assets").await.unwrap();
    database.drop().await;
}
