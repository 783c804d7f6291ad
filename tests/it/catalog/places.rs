//! Wherever tables and extensions live, and whatever a session is set to, rows are folded, recorded and found alike.

use needledrop::catalog::{Catalog, Config, DatabaseUrl, Purpose, TrackQuery, migrate};
use needledrop::track::NewTrack;
use sqlx::{AssertSqlSafe, Executor, PgPool};

use crate::support::cluster::Cluster;
use crate::support::postgres::{self, Database};

/// An empty database, prepared by plain SQL; `{name}` in it is the database's and also a role's name.
struct Place {
    name: String,
    url: DatabaseUrl,
}

impl Place {
    async fn new(preparation: &str) -> Self {
        let name = format!("needledrop_test_{}", uuid::Uuid::new_v4().simple());
        postgres::create(&name, "C.UTF-8", "UTF8").await;
        let place = Self { url: postgres::url_of(&name), name };
        let sql = place.sql().await;
        sqlx::raw_sql(AssertSqlSafe(preparation.replace("{name}", &place.name))).execute(&sql).await.unwrap();
        sql.close().await;
        place
    }

    /// The same for a role of the database's name, which may do nothing but what it is given.
    async fn of_a_role(preparation: &str) -> Self {
        let create = "create role {name} login password 'only-for-tests'; ".to_owned();
        let place = Self::new(&(create + preparation)).await;
        let (_, server) = place.url.expose().split_once('@').unwrap();
        let url = DatabaseUrl::new(format!("postgres://{}:only-for-tests@{server}", place.name));
        Self { url, ..place }
    }

    async fn sql(&self) -> PgPool {
        PgPool::connect(self.url.expose()).await.unwrap()
    }

    async fn catalog(&self) -> Catalog {
        Catalog::connect(&Config::new(self.url.clone())).await.unwrap()
    }

    async fn refusal(&self) -> String {
        Catalog::connect(&Config::new(self.url.clone())).await.err().expect("the database is refused").to_string()
    }

    async fn drop(self) {
        postgres::drop_database(&self.name).await;
        postgres::drop_role(&self.name).await;
    }
}

/// Everything that the schema does, once: as the program, as plain SQL of the same role, and with an empty search_path.
async fn all_works(place: &Place, schema: &str) {
    let catalog = place.catalog().await;
    let known = migrate::up(&catalog).await.unwrap().len();
    assert_eq!(migrate::pending(&catalog).await.unwrap(), 0);
    let checks = catalog.check().await.unwrap();
    assert!(checks.iter().filter(|check| check.name != "long transactions").all(|check| check.ok), "{checks:?}");

    let given = |artist: &str, title: &str| NewTrack {
        artist: Some(artist.into()),
        title: title.into(),
        ..NewTrack::default()
    };
    let rows = [given("Björk", "Jóga"), given("Ke$ha", "Tik Tok"), given("宇多田ヒカル", "初恋")];
    assert_eq!(catalog.import_tracks(&rows).await.unwrap().inserted, 3);

    let sql = place.sql().await;
    for statement in [
        "insert into {schema}.audio_tracks (artist, title) values ('Sigur Rós', 'Hoppípolla'), ('Ke$ha', 'Тимати')",
        "update {schema}.audio_tracks set title = 'Hoppípolla!' where title = 'Hoppípolla'",
        "delete from {schema}.audio_tracks where title = 'Тимати'",
        "begin; set local search_path = ''; insert into {schema}.audio_tracks (artist, title) values ('Mötley Crüe', 'A$AP'); commit",
    ] {
        let statement = statement.replace("{schema}", schema);
        sqlx::raw_sql(AssertSqlSafe(statement.clone())).execute(&sql).await.expect(&statement);
    }
    let recorded = format!("select count(*) from {schema}.changes");
    let recorded: i64 = sqlx::query_scalar(AssertSqlSafe(recorded)).fetch_one(&sql).await.unwrap();
    assert_eq!(recorded, 8);
    let folded = format!("select name_folded from {schema}.audio_tracks order by name_folded collate \"C\"");
    let folded: Vec<String> = sqlx::query_scalar(AssertSqlSafe(folded)).fetch_all(&sql).await.unwrap();
    assert_eq!(
        folded,
        ["bjork joga", "kesha tik tok", "motley crue asap", "sigur ros hoppipolla", "宇 多 田 ひ か る 初 恋"]
    );

    // By words, by likeness, by infix.
    for (query, title) in [("jóga", "Jóga"), ("motly cru", "A$AP"), ("sigur rosh", "Hoppípolla!"), ("ヒカ", "初恋")]
    {
        let query = TrackQuery { q: query.into(), limit: 1, ..TrackQuery::default() };
        let found = catalog.search(&query).await.unwrap();
        assert_eq!(found.rows.first().map(|(track, _)| track.title.as_str()), Some(title), "{query:?}");
    }
    catalog.settle().await.unwrap();
    assert_eq!(catalog.clean_gin_pending().await.unwrap(), 0);

    assert_eq!(migrate::down(&catalog, 100).await.unwrap().len(), known);
    assert_eq!(left(&sql).await, Vec::<String>::new());
    assert_eq!(migrate::up(&catalog).await.unwrap().len(), known);
    sql.close().await;
    catalog.close().await;
}

/// What there is of ours in any schema, but for the note of what is applied.
async fn left(sql: &PgPool) -> Vec<String> {
    sqlx::query_scalar(
        r"select relname::text from pg_class
        where relname in ('audio_tracks', 'assets', 'libraries', 'changes', 'feed_state', 'index_nodes')
        union all
        select proname::text from pg_proc where proname like 'needledrop\_%'",
    )
    .fetch_all(sql)
    .await
    .unwrap()
}

const EXTENSIONS: &str = "create schema extensions; create extension pg_trgm schema extensions; ";

#[tokio::test]
async fn extensions_may_live_in_another_schema() {
    let place = Place::new(EXTENSIONS).await;
    all_works(&place, "public").await;
    place.drop().await;
}

/// As on Supabase: the schema of the extensions is on the path, and the role owns the database only.
#[tokio::test]
async fn extensions_may_be_another_users() {
    let preparation = EXTENSIONS.to_owned()
        + "grant usage on schema extensions to {name}; alter database {name} owner to {name};
        alter database {name} set search_path = \"$user\", public, extensions";
    let place = Place::of_a_role(&preparation).await;
    all_works(&place, "public").await;
    place.drop().await;
}

#[tokio::test]
async fn tables_may_live_in_the_schema_of_the_user() {
    let place = Place::of_a_role("create schema authorization {name}; grant create on database {name} to {name}").await;
    all_works(&place, &place.name).await;
    place.drop().await;
}

#[tokio::test]
async fn tables_may_live_in_a_schema_of_their_own() {
    for preparation in [
        "create schema music; alter database {name} set search_path = music",
        "create schema music; alter database {name} set search_path = music; drop schema public",
        "create schema music; alter database {name} set search_path = music; create extension pg_trgm schema public",
        r#"create schema music; alter schema music rename to "My Music"; alter database {name} set search_path = "My Music""#,
    ] {
        let place = Place::new(preparation).await;
        all_works(&place, if preparation.contains("My") { "\"My Music\"" } else { "music" }).await;
        place.drop().await;
    }
}

#[tokio::test]
async fn backslashes_may_mean_escapes() {
    let place = Place::new("alter database {name} set standard_conforming_strings = off").await;
    all_works(&place, "public").await;
    place.drop().await;
}

/// It would come first on the path.
#[tokio::test]
async fn the_tables_are_found_where_they_are_after_a_schema_of_the_users_name_came() {
    let place = Place::of_a_role("alter database {name} owner to {name}").await;
    let before = place.catalog().await;
    migrate::up(&before).await.unwrap();
    before.import_tracks(&[NewTrack { title: "Jóga".into(), ..NewTrack::default() }]).await.unwrap();
    let sql = place.sql().await;
    sqlx::raw_sql(AssertSqlSafe(format!("create schema {0}; create table {0}.assets ()", place.name)))
        .execute(&sql)
        .await
        .unwrap();
    let after = place.catalog().await;
    assert_eq!(migrate::up(&after).await.unwrap(), Vec::<String>::new());
    assert_eq!(after.count_tracks().await.unwrap(), 1);
    migrate::reset(&after).await.unwrap();
    assert_eq!(after.count_tracks().await.unwrap(), 0);
    sqlx::raw_sql(AssertSqlSafe(format!("drop table {}.assets", place.name))).execute(&sql).await.unwrap();
    for catalog in [before, after] {
        catalog.close().await;
    }
    sql.close().await;
    place.drop().await;
}

#[tokio::test]
async fn a_search_path_that_leads_nowhere_is_refused_before_anything_is_made() {
    for (preparation, expected) in [
        ("alter database {name} set search_path = nowhere", "nowhere, and none of these schemas is there for"),
        ("alter database {name} set search_path = pg_catalog", "a schema of PostgreSQL's own; set another: alter role"),
        ("create schema \"it's\"; alter database {name} set search_path = \"it's\"", "rename it, without quotes"),
    ] {
        let place = Place::new(preparation).await;
        let message = place.refusal().await;
        assert!(message.contains("the search_path is") && message.contains(expected), "{message}");
        let sql = place.sql().await;
        assert_eq!(left(&sql).await, Vec::<String>::new());
        sql.close().await;
        place.drop().await;
    }
}

#[tokio::test]
async fn what_was_moved_since_the_schema_was_made_is_told() {
    let place = Place::new("create schema music; alter database {name} set search_path = music, moved, public").await;
    let (before, sql) = (place.catalog().await, place.sql().await);
    migrate::up(&before).await.unwrap();
    sqlx::raw_sql("alter schema music rename to moved").execute(&sql).await.unwrap();
    let after = place.catalog().await;
    let functions = async |catalog: &Catalog| {
        let checks = catalog.check().await.unwrap();
        checks.into_iter().find(|check| check.name == "the functions in SQL").unwrap()
    };
    let told = functions(&after).await;
    assert!(!told.ok && told.found.contains("music") && told.mend.contains("alter schema"), "{told:?}");
    sqlx::raw_sql("alter schema moved rename to music").execute(&sql).await.unwrap();
    assert!(functions(&before).await.ok);
    sql.close().await;
    for catalog in [before, after] {
        catalog.close().await;
    }
    place.drop().await;
}

#[tokio::test]
async fn extensions_out_of_reach_are_said_to_be() {
    let place = Place::of_a_role(&(EXTENSIONS.to_owned() + "alter database {name} owner to {name}")).await;
    let message = place.refusal().await;
    let mend = format!("grant usage on schema extensions to {}", place.name);
    assert!(message.contains("the set of extensions is in schema extensions") && message.contains(&mend), "{message}");
    place.drop().await;
}

#[tokio::test]
async fn a_user_who_may_not_migrate_is_told_what_would_let_them() {
    for (preparation, schema) in [
        ("", "public"),
        (
            "create schema music; grant usage on schema music to {name}; alter database {name} set search_path = music",
            "music",
        ),
    ] {
        let place = Place::of_a_role(preparation).await;
        let stage = Database::new().await;
        let catalog = place.catalog().await;
        let message = migrate::up(&catalog).await.unwrap_err().to_string();
        assert!(message.contains(&format!("permission denied for schema {schema}")), "{message}");
        let (_, mend) = message.split_once("as a user who may: ").unwrap();
        let admin = PgPool::connect(postgres::url_of(&place.name).expose()).await.unwrap();
        admin.execute(sqlx::raw_sql(AssertSqlSafe(mend.to_owned()))).await.unwrap();
        admin.close().await;
        assert_eq!(migrate::up(&catalog).await.unwrap().len(), migrate::status(&catalog).await.unwrap().len());
        catalog.close().await;
        stage.drop().await;
        place.drop().await;
    }
}

#[tokio::test]
async fn a_database_that_takes_no_writes_by_default_is_told_with_what_would_open_it() {
    for set in ["alter database {name} set", "alter role {name} set", "alter role {name} in database {name} set"] {
        let place = Place::of_a_role("alter database {name} owner to {name}").await;
        let catalog = place.catalog().await;
        migrate::up(&catalog).await.unwrap();
        migrate::down(&catalog, 1).await.unwrap();
        catalog.close().await;

        let admin = PgPool::connect(postgres::url_of(&place.name).expose()).await.unwrap();
        let close = format!("{} default_transaction_read_only = on", set.replace("{name}", &place.name));
        admin.execute(sqlx::raw_sql(AssertSqlSafe(close))).await.unwrap();
        let catalog = place.catalog().await;
        let told = catalog.expect_rights(Purpose::Follow).await.unwrap_err().to_string();
        assert!(told.starts_with("the way to write is closed: transactions are read-only by default"), "{told}");
        assert_eq!(migrate::up(&catalog).await.unwrap_err().to_string(), told);
        let check = catalog.check().await.unwrap().into_iter().find(|check| check.name == "the way to write").unwrap();
        assert!(!check.ok && told.ends_with(&check.mend), "{check:?}");
        let mend = format!("set transaction read write; {}", check.mend);
        let mut transaction = admin.begin().await.unwrap();
        transaction.execute(sqlx::raw_sql(AssertSqlSafe(mend))).await.unwrap();
        transaction.commit().await.unwrap();
        catalog.close().await;

        let catalog = place.catalog().await;
        assert_eq!(migrate::up(&catalog).await.unwrap().len(), 1);
        catalog.expect_rights(Purpose::Both).await.unwrap();
        admin.close().await;
        catalog.close().await;
        place.drop().await;
    }
}

#[tokio::test]
async fn rights_that_a_user_lacks_are_named_and_granted_as_told() {
    let place = Place::of_a_role("").await;
    let admin = Catalog::connect(&Config::new(postgres::url_of(&place.name))).await.unwrap();
    let (catalog, none_yet) = (place.catalog().await, place.catalog().await);
    let told = none_yet.expect_rights(Purpose::Follow).await.unwrap_err().to_string();
    let expected = format!("user {} may not create tables in schema public; let them", place.name);
    assert!(told.contains(&expected), "{told}");
    migrate::up(&admin).await.unwrap();

    let sql = PgPool::connect(postgres::url_of(&place.name).expose()).await.unwrap();
    let run = async |statement: &str| {
        let statement = statement.replace("{name}", &place.name);
        sqlx::raw_sql(AssertSqlSafe(statement)).execute(&sql).await.unwrap();
    };
    run("grant select on all tables in schema public to {name}; grant insert, update on audio_tracks to {name}").await;
    let lacks = async |purpose| catalog.expect_rights(purpose).await.unwrap_err().to_string();
    let told = lacks(Purpose::Write).await;
    assert!(
        told.contains("lacks insert, update, delete on aliases; insert, update, delete on assets; delete on audio_tracks; insert, update, delete on companions; insert on libraries; let them"),
        "{told}"
    );
    let told = lacks(Purpose::Follow).await;
    let expected = "lacks insert, delete on changes; update on feed_state; insert, update, delete on index_nodes; let";
    assert!(told.contains(expected), "{told}");
    run("grant insert, delete on changes to {name}; grant update on feed_state to {name};
        grant insert, update, delete on index_nodes to {name}")
    .await;
    catalog.expect_rights(Purpose::Follow).await.unwrap();

    let told = lacks(Purpose::Both).await;
    let (_, grant) = told.split_once("as the owner of the tables: ").unwrap();
    run(grant).await;
    catalog.expect_rights(Purpose::Both).await.unwrap();
    assert_eq!(migrate::up(&catalog).await.unwrap(), Vec::<String>::new(), "there is nothing that it may not do");
    for catalog in [admin, catalog, none_yet] {
        catalog.close().await;
    }
    sql.close().await;
    place.drop().await;
}

/// pg_restore fills tables with an empty search_path.
#[tokio::test]
async fn a_dump_can_be_restored() {
    let cluster = Cluster::start(&[]).await;
    let rows = ["Jóga", "Å", "花火"].map(|title| NewTrack { title: title.into(), ..NewTrack::default() });
    cluster.catalog.import_tracks(&rows).await.unwrap();
    let copy = cluster.dumped_and_restored().await;
    let catalog = Catalog::connect(&Config::new(copy)).await.unwrap();
    assert_eq!(migrate::up(&catalog).await.unwrap(), Vec::<String>::new());
    assert_eq!(catalog.count_tracks().await.unwrap(), 3);
    let query = TrackQuery { q: "joga".into(), limit: 1, ..TrackQuery::default() };
    assert_eq!(catalog.search(&query).await.unwrap().rows.len(), 1);
    assert_eq!(catalog.import_tracks(&rows).await.unwrap().unchanged, 3);
    assert_ne!(catalog.feed_id().await.unwrap(), cluster.catalog.feed_id().await.unwrap());
    catalog.close().await;
}
