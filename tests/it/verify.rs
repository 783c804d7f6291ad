//! Comparing index and catalog: an index that was damaged behind everybody's back is told and mended, exactly.

use std::collections::BTreeSet;

use needledrop::index::{Workload, Writer};
use needledrop::mirror::{Differences, Ids, VerifyOptions, VerifyReport, last_verify};
use needledrop::track::{TrackId, TrackSummary};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::mirror::Stage;

const REPAIR: VerifyOptions = VerifyOptions { repair: true, list: 100 };

/// What may befall a document in the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Damage {
    Lost,
    Changed,
    Doubled,
}

impl Stage {
    /// A mirror that has served so many tracks, and was stopped.
    async fn stopped(tracks: usize) -> (Self, Vec<TrackId>) {
        let mut stage = Self::following().await;
        stage
            .sql(&format!("insert into audio_tracks (title) select 'track ' || n from generate_series(1, {tracks}) n"))
            .await;
        stage.until("all are served", |stage| stage.mirror().status().docs == tracks as u64).await;
        stage.stop().await;
        let ids = sqlx::query_scalar("select id from audio_tracks order by id");
        let ids = ids.fetch_all(&stage.database.sql).await.unwrap();
        (stage, ids)
    }

    /// Writes to the index behind the mirror's back, without leaving it anything to catch up with.
    async fn damage(&self, damage: impl FnOnce(&Writer)) {
        let generation = self.generations().current().unwrap().unwrap();
        let seen = self.database.catalog.feed().await.unwrap().view().await.unwrap().seen;
        let mut writer = generation.writer(Workload::Follow).unwrap();
        damage(&writer);
        writer.commit(&seen.to_string()).unwrap();
    }

    /// One of each kind of difference, and one that is there twice.
    async fn damage_some(&self, ids: &[TrackId]) -> Differences {
        let orphan = TrackId::from_u128(7);
        self.damage(|writer| {
            befall(writer, ids[0], Damage::Lost);
            befall(writer, ids[1], Damage::Changed);
            befall(writer, ids[2], Damage::Doubled);
            writer.add(&TrackSummary { id: orphan, title: "ghost".into(), ..TrackSummary::default() }).unwrap();
        })
        .await;
        Differences { missing: these([ids[0]]), stale: these([ids[1], ids[2]]), orphaned: these([orphan]) }
    }
}

fn befall(writer: &Writer, id: TrackId, damage: Damage) {
    let other = TrackSummary { id, title: "not what the catalog has".into(), ..TrackSummary::default() };
    match damage {
        Damage::Lost => writer.delete(id),
        Damage::Changed => writer.upsert(&other).unwrap(),
        Damage::Doubled => writer.add(&other).unwrap(),
    }
}

fn these(ids: impl IntoIterator<Item = TrackId>) -> Ids {
    let first: BTreeSet<TrackId> = ids.into_iter().collect();
    Ids { count: first.len() as u64, first }
}

fn assert_repaired(report: &VerifyReport, found: &Differences) {
    assert_eq!(&report.found, found);
    assert_eq!(report.remaining, Differences::default());
    assert_eq!(report.repaired(), found.count());
}

#[tokio::test]
async fn verify_tells_missing_stale_and_orphaned_apart_and_repair_mends_them() {
    let (stage, ids) = Stage::stopped(20).await;
    let expected = stage.damage_some(&ids).await;
    let report = stage.verify().await;
    assert_eq!((report.compared, &report.found, &report.remaining), (20, &expected, &expected));
    assert_eq!(report.repaired(), 0);
    assert_repaired(&stage.verify_with(REPAIR).await, &expected);
    stage.end().await;
}

#[tokio::test]
async fn a_mirror_that_runs_repairs_what_verify_finds_and_goes_on() {
    let (mut stage, ids) = Stage::stopped(20).await;
    let expected = stage.damage_some(&ids).await;
    stage.start().await;
    assert_repaired(&stage.verify_with(REPAIR).await, &expected);
    let served: BTreeSet<String> = (1..=20).map(|n| format!("track {n}")).collect();
    stage.until("what was repaired is served", |stage| stage.served_titles() == served).await;
    stage.insert("and later").await;
    stage.until("later changes are served", |stage| stage.served_titles().contains("and later")).await;
    stage.end().await;
}

#[tokio::test]
async fn verify_finds_and_repairs_the_damage_alone_while_others_write() {
    let (mut stage, ids) = Stage::stopped(800).await;
    let expected = stage.damage_some(&ids).await;
    stage.start().await;
    // Only tracks that are not damaged, or the writes would mend them.
    let damaged: Vec<String> = ids[..3].iter().map(|id| format!("'{id}'")).collect();
    let write = format!("where title like '%7' and id not in ({})", damaged.join(", "));
    let mut year = 1900;
    let writes = async {
        loop {
            year = 1900 + (year + 1) % 100;
            stage.sql(&format!("update audio_tracks set year = {year} {write}")).await;
            stage.sql(&format!("insert into audio_tracks (title) values ('new {year}')")).await;
            stage.sql(&format!("delete from audio_tracks where title = 'new {}'", year - 1)).await;
        }
    };
    let verifies = async {
        for _ in 0..3 {
            assert_eq!(stage.verify().await.found, expected);
        }
        assert_repaired(&stage.verify_with(REPAIR).await, &expected);
        assert!(stage.verify().await.is_clean());
    };
    tokio::select! {
        () = writes => unreachable!("it never ends by itself"),
        () = verifies => {}
    }
    stage.end().await;
}

#[tokio::test]
async fn the_ids_are_listed_up_to_the_limit_and_all_are_counted_and_repaired() {
    let (stage, ids) = Stage::stopped(300).await;
    let lost = &ids[50..250];
    stage.damage(|writer| lost.iter().for_each(|id| writer.delete(*id))).await;
    let report = stage.verify_with(VerifyOptions { repair: false, list: 3 }).await;
    let expected = Ids { count: 200, first: lost[..3].iter().copied().collect() };
    assert_eq!(report.remaining, Differences { missing: expected, ..Differences::default() });
    assert_eq!(stage.verify_with(VerifyOptions { repair: true, list: 3 }).await.repaired(), 200);
    stage.end().await;
}

#[tokio::test]
async fn an_index_of_a_catalog_that_lost_everything_behind_its_back_is_all_orphans() {
    let (stage, ids) = Stage::stopped(300).await;
    stage.damage(|_| ()).await;
    stage.sql("alter table audio_tracks disable trigger record_deletes").await;
    stage.sql("delete from audio_tracks").await;
    stage.sql("alter table audio_tracks enable trigger record_deletes").await;
    let report = stage.verify().await;
    assert_eq!((report.compared, report.remaining.orphaned.count), (0, ids.len() as u64));
    assert_eq!(stage.verify_with(REPAIR).await.repaired(), ids.len() as u64);
    stage.end().await;
}

#[tokio::test]
async fn verify_is_not_misled_by_changes_on_their_way() {
    let stage = Stage::following().await;
    stage.sql("insert into audio_tracks (title) select 'track ' || n from generate_series(1, 2000) n").await;
    let writes = async {
        for n in 0..40 {
            stage.sql(&format!("update audio_tracks set year = {} where title like '%7'", 1900 + n)).await;
        }
    };
    let verifies = async {
        for _ in 0..5 {
            assert!(stage.verify().await.is_clean());
        }
    };
    tokio::join!(writes, verifies);
    stage.end().await;
}

#[tokio::test]
async fn what_was_found_last_is_kept_beside_the_index() {
    let (stage, ids) = Stage::stopped(5).await;
    assert_eq!(last_verify(stage.root()), None);
    stage.damage(|writer| writer.delete(ids[0])).await;
    stage.verify().await;
    let last = last_verify(stage.root()).unwrap();
    assert_eq!((last.missing, last.differences(), last.repaired, last.compared), (1, 1, 0, 5));
    let report = stage.verify_with(REPAIR).await;
    let later = last_verify(stage.root()).unwrap();
    assert_eq!((later.missing, later.differences(), later.repaired, later.compared), (0, 0, 1, 5));
    assert_eq!((later.generation, later.seconds), (report.generation, report.seconds));
    assert!(later.at >= last.at);
    stage.end().await;
}

/// Whatever befalls the index: verify tells exactly that, and repair mends exactly that.
#[test]
fn whatever_befalls_the_index_is_told_and_mended_exactly() {
    const TRACKS: usize = 12;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let (stage, ids) = runtime.block_on(Stage::stopped(TRACKS));
    let damage = prop_oneof![
        2 => Just(None),
        1 => prop::sample::select(vec![Damage::Lost, Damage::Changed, Damage::Doubled]).prop_map(Some),
    ];
    let damages = (prop::collection::vec(damage, TRACKS), prop::collection::btree_set(0_u128..1_000, 0..4));
    let config =
        ProptestConfig { cases: 12, max_shrink_iters: 40, failure_persistence: None, ..ProptestConfig::default() };
    let outcome = TestRunner::new(config).run(&damages, |(damages, ghosts)| {
        let of = |wanted: &[Damage]| {
            let hit =
                ids.iter().zip(&damages).filter(|(_, damage)| damage.is_some_and(|damage| wanted.contains(&damage)));
            these(hit.map(|(id, _)| *id))
        };
        let expected = Differences {
            missing: of(&[Damage::Lost]),
            stale: of(&[Damage::Changed, Damage::Doubled]),
            orphaned: these(ghosts.iter().map(|ghost| TrackId::from_u128(*ghost))),
        };
        runtime.block_on(async {
            stage
                .damage(|writer| {
                    for (id, damage) in ids.iter().zip(&damages) {
                        damage.iter().for_each(|damage| befall(writer, *id, *damage));
                    }
                    for ghost in &ghosts {
                        befall(writer, TrackId::from_u128(*ghost), Damage::Doubled);
                    }
                })
                .await;
            assert_repaired(&stage.verify_with(REPAIR).await, &expected);
            assert_eq!(stage.verify().await.found, Differences::default());
        });
        Ok(())
    });
    outcome.unwrap();
    runtime.block_on(stage.end());
}
