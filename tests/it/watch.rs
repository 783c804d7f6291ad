//! The standing check of a server: what came past the triggers is found, mended and told, however it came.

use needledrop::catalog::migrate;
use needledrop::mirror::Watched;

use crate::mirror::Stage;

const DISABLE: &str = "alter table audio_tracks disable trigger all";
/// As `pg_restore --disable-triggers` leaves it: what fires in replication only is then as the rest.
const ENABLE: &str = "alter table audio_tracks enable trigger all";

impl Stage {
    /// One that serves a thousand tracks.
    async fn watched_tracks() -> Self {
        let stage = Self::watched().await;
        stage.sql("insert into audio_tracks (title) select 'track ' || n from generate_series(1, 1000) n").await;
        stage.until("all are served", |stage| stage.mirror().status().docs == 1_000).await;
        stage
    }

    fn found(&self) -> Watched {
        self.mirror().reader().watched()
    }

    /// As one transaction, so that nothing but its end is to be seen.
    async fn past_the_triggers(&self, statement: &str) {
        let mut transaction = self.database.sql.begin().await.unwrap();
        for statement in [
            DISABLE,
            statement,
            ENABLE,
            "alter table audio_tracks enable replica trigger record_rows",
            "alter table audio_tracks enable always trigger record_truncate",
        ] {
            sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&mut *transaction).await.unwrap();
        }
        transaction.commit().await.unwrap();
    }

    /// A look that began before the fault was made may see what came of it first, so other reasons may come before.
    async fn until_repaired_because(&self, reason: &str) {
        self.until(reason, |stage| {
            let found = stage.found();
            found.trouble.is_none() && found.last_repair.is_some_and(|repair| repair.reason.contains(reason))
        })
        .await;
    }

    async fn until_repaired(&self, times: u64) {
        self.until("it is mended and well", |stage| {
            let found = stage.found();
            found.repairs >= times && found.trouble.is_none()
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_came_past_the_triggers_is_found_and_mended() {
    let stage = Stage::watched_tracks().await;
    for (times, statement) in [
        (1, "insert into audio_tracks (title) select 'new ' || n from generate_series(1, 20) n"),
        (2, "delete from audio_tracks where title like '%7'"),
        // As many as before: only a look at the contents tells.
        (3, "update audio_tracks set title = 'other ' || title where title like '%5'"),
    ] {
        assert_eq!(stage.found().trouble, None);
        stage.past_the_triggers(statement).await;
        stage.until_repaired(times).await;
        stage.agrees().await;
    }
    let reason = stage.found().last_repair.unwrap().reason;
    assert!(reason.contains("looked at differ"), "{reason}");
    assert_eq!(stage.found().repairs, 3, "nothing else was found");
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn triggers_that_were_disabled_or_lost_with_their_table_are_attached_again() {
    let stage = Stage::watched_tracks().await;
    stage.sql("alter table audio_tracks disable trigger record_inserts").await;
    stage.sql("insert into audio_tracks (title) values ('unrecorded')").await;
    stage.until_repaired_because("trigger record_inserts of table audio_tracks is disabled").await;
    stage.until("it is served", |stage| stage.served_titles().contains("unrecorded")).await;

    stage.sql(ENABLE).await;
    stage.until_repaired_because("does not fire in replication").await;

    let swap = "create table other (like audio_tracks including all);
        insert into other (id, title) select id, 'swapped ' || title from audio_tracks where title like '%1';
        alter table audio_tracks rename to old; alter table other rename to audio_tracks";
    sqlx::raw_sql(swap).execute(&stage.database.sql).await.unwrap();
    stage.until("the other table is served", |stage| stage.served_titles().len() == 100).await;
    stage.until_repaired_because("trigger record_rows of table audio_tracks is missing").await;
    let repairs = stage.found().repairs;
    stage.insert("recorded").await;
    stage.until("it is served", |stage| stage.served_titles().contains("recorded")).await;
    assert_eq!(stage.found().repairs, repairs, "it came by the feed");
    stage.end().await;
}

/// As where whoever serves doesn't own the tables.
#[tokio::test(flavor = "multi_thread")]
async fn triggers_that_cannot_be_attached_are_told_for_as_long_as_they_are_missing() {
    let stage = Stage::watched_tracks().await;
    let checked = async || {
        let checks = stage.database.catalog.check().await.unwrap();
        checks.into_iter().find(|check| check.name == "changes").unwrap()
    };
    assert!(checked().await.ok, "{:?}", checked().await);
    stage.sql("alter function needledrop_attach_feed() rename to away").await;
    stage.sql("alter table audio_tracks disable trigger record_inserts").await;
    stage.sql("insert into audio_tracks (title) values ('unrecorded')").await;
    stage.until("it is served", |stage| stage.served_titles().contains("unrecorded")).await;
    let told = "trigger record_inserts of table audio_tracks is disabled";
    stage.until("it is told", |stage| stage.found().trouble.is_some_and(|trouble| trouble.starts_with(told))).await;
    assert!(stage.found().trouble.unwrap().contains("needledrop migrate up"));
    let check = checked().await;
    assert!(!check.ok && check.found == told && check.mend.contains("needledrop migrate up"), "{check:?}");

    stage.sql("alter function away() rename to needledrop_attach_feed").await;
    migrate::up(&stage.database.catalog).await.unwrap();
    assert!(checked().await.ok);
    stage.until("all is well", |stage| stage.found().trouble.is_none()).await;
    stage.end().await;
}

/// Changes that are on their way, or not committed, are no difference.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_found_while_others_write() {
    let stage = Stage::watched_tracks().await;
    let looks = |stage: &Stage| stage.found().at;
    for round in 0..40 {
        let before = looks(&stage);
        let title = format!("round {round}");
        stage
            .sql(&format!("insert into audio_tracks (title) select '{title} ' || n from generate_series(1, 50) n"))
            .await;
        stage.sql(&format!("update audio_tracks set title = 'x' || title where title like '%{}'", round % 10)).await;
        stage
            .sql("delete from audio_tracks where id in (select id from audio_tracks order by random() limit 20)")
            .await;
        stage.until("it has looked", |stage| looks(stage) != before).await;
        assert_eq!((stage.found().trouble, stage.found().repairs), (None, 0));
    }
    stage.end().await;
}
