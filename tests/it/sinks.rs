//! Two sinks behind one feed, the index and one in memory: whatever happens, both end as the catalogue, and so as each
//! other.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Mutex;
use std::time::Duration;

use needledrop::catalog::TxSnapshot;
use needledrop::cpu::Cpu;
use needledrop::index::{Generation, Generations};
use needledrop::mirror::{Error, IndexSink, Sink, Source, Tail, fill};
use needledrop::track::{TrackId, TrackSummary};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use sqlx::{AssertSqlSafe, Postgres, Transaction};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;

use crate::support::postgres::Database;

/// More than a page of the feed, so that it is taken as a large transaction.
const BULK: usize = 1_100;

/// What is compared of each track: its title and its year.
type Tracks = BTreeMap<TrackId, (String, Option<i64>)>;

/// A sink whose state is in memory, and that loses no more of it in a crash than it is told to.
#[derive(Default)]
struct Memory {
    seen: TxSnapshot,
    durable: BTreeMap<TrackId, TrackSummary>,
    /// What each track became since the last commit, in order; `None` if it went.
    applied: Mutex<Vec<(TrackId, Option<TrackSummary>)>>,
}

impl Memory {
    /// What is left of it: all that was committed, and as much as this of what was applied since.
    fn crash(mut self, left: usize) -> Self {
        self.applied.get_mut().unwrap().truncate(left);
        self.write();
        self
    }

    fn write(&mut self) {
        for (id, track) in self.applied.get_mut().unwrap().drain(..) {
            match track {
                Some(track) => drop(self.durable.insert(id, track)),
                None => drop(self.durable.remove(&id)),
            }
        }
    }

    fn tracks(&self) -> Tracks {
        self.durable.iter().map(|(id, track)| (*id, (track.title.clone(), track.year))).collect()
    }
}

impl Sink for Memory {
    fn seen(&self) -> &TxSnapshot {
        &self.seen
    }

    fn fill(&self, tracks: Vec<TrackSummary>) -> Result<(), Error> {
        let mut applied = self.applied.lock().unwrap();
        let known: HashSet<TrackId> = applied.iter().map(|(id, _)| *id).collect();
        assert!(tracks.iter().all(|track| !known.contains(&track.id)), "a track came twice while filling");
        applied.extend(tracks.into_iter().map(|track| (track.id, Some(track))));
        Ok(())
    }

    fn apply(&mut self, ids: &[TrackId], tracks: Vec<TrackSummary>) -> Result<(), Error> {
        let mut left: BTreeSet<TrackId> = ids.iter().copied().collect();
        assert_eq!(left.len(), ids.len(), "an id came twice");
        let applied = self.applied.get_mut().unwrap();
        for track in tracks {
            assert!(left.remove(&track.id), "a track came whose id didn't");
            applied.push((track.id, Some(track)));
        }
        applied.extend(left.into_iter().map(|id| (id, None)));
        Ok(())
    }

    fn commit(
        &mut self,
        seen: &TxSnapshot,
        until_source_is_durable: impl FnOnce() -> Result<(), Error>,
    ) -> Result<(), Error> {
        assert!(seen.includes(&self.seen), "what was seen was taken back");
        until_source_is_durable()?;
        self.write();
        self.seen = seen.clone();
        Ok(())
    }
}

/// A sink behind the feed, and what becomes of it in a crash.
struct Follower<S> {
    node: &'static str,
    tail: Option<Tail<S>>,
    crash: Box<dyn Fn(S, usize) -> S>,
    tracks: Box<dyn Fn(&S) -> Tracks>,
}

impl<S: Sink> Follower<S> {
    fn tail(&mut self) -> &mut Tail<S> {
        self.tail.as_mut().unwrap()
    }

    /// Whatever wasn't committed is left to the sink; the tail begins anew with what that has seen.
    fn restart(&mut self, source: &Source, left: usize) {
        let sink = self.tail.take().unwrap().into_sink();
        self.tail = Some(Tail::open(source, self.node, (self.crash)(sink, left)).unwrap());
    }

    fn act(&mut self, source: &Source, act: &Act) {
        match *act {
            Act::Advance(pages) => {
                for _ in 0..pages {
                    self.tail().advance().unwrap();
                }
            }
            Act::Commit => {
                while !self.tail().advance().unwrap().has_passed {}
                self.tail().commit().unwrap();
            }
            Act::Restart { left } => self.restart(source, left),
            Act::Beat => self.tail().beat().unwrap(),
        }
    }

    /// Begins anew, takes all that has been committed by now, and answers what of it is left after a crash: all of it.
    fn end(mut self, source: &Source) -> Tracks {
        self.restart(source, 0);
        let now = source.ask(source.catalog.newest_transaction()).unwrap();
        let has_more = |seen: &TxSnapshot| source.ask(source.catalog.has_unseen_changes(seen, now)).unwrap();
        while has_more(&self.tail().applied().seen) {
            self.tail().advance().unwrap();
        }
        self.tail().commit().unwrap();
        let sink = self.tail.take().unwrap().into_sink();
        (self.tracks)(&(self.crash)(sink, 0))
    }
}

/// The index, filled; and all that it has, each track once.
fn index_follower(source: &Source, folder: &tempfile::TempDir) -> Follower<IndexSink> {
    let node = "the index";
    let origin = source.ask(source.catalog.feed_id()).unwrap();
    let draft = Generations::open(folder.path()).unwrap().begin(&origin).unwrap();
    drop(fill(source, node, IndexSink::to_fill(draft.generation(), 2).unwrap(), &|_| {}).unwrap());
    let generation = draft.promote().unwrap();
    let tail = Tail::open(source, node, IndexSink::to_follow(&generation).unwrap()).unwrap();
    let crashed = generation.clone();
    Follower {
        node,
        tail: Some(tail),
        crash: Box::new(move |sink, _| {
            drop(sink);
            IndexSink::to_follow(&crashed).unwrap()
        }),
        tracks: Box::new(move |_| indexed(&generation)),
    }
}

fn indexed(generation: &Generation) -> Tracks {
    let snapshot = generation.snapshot(None).unwrap();
    let mut tracks = Tracks::new();
    for segment in snapshot.searcher().segment_readers() {
        let visit = |document: TrackSummary| {
            let twice = tracks.insert(document.id, (document.title, document.year));
            assert_eq!(twice, None, "a track is in the index twice");
        };
        snapshot.for_each_document(segment, visit).unwrap();
    }
    tracks
}

fn memory_follower(source: &Source) -> Follower<Memory> {
    let node = "memory";
    let sink = fill(source, node, Memory::default(), &|_| {}).unwrap();
    let tail = Some(Tail::open(source, node, sink).unwrap());
    Follower { node, tail, crash: Box::new(Memory::crash), tracks: Box::new(Memory::tracks) }
}

/// What one follower may do or suffer.
#[derive(Clone, Debug)]
enum Act {
    Advance(usize),
    /// At the end of a pass.
    Commit,
    /// As much as this is left of what it hadn't committed, if it is one that can keep it.
    Restart {
        left: usize,
    },
    Beat,
}

#[derive(Clone, Debug)]
enum Event {
    Insert(u8),
    Update(u8),
    Hide(u8),
    Delete(u8),
    Truncate,
    /// One transaction that is large.
    Bulk(u8),
    /// One of three transactions begins, and writes; or it ends.
    Turn {
        transaction: usize,
        rolls_back: bool,
    },
    OfIndex(Act),
    OfMemory(Act),
    /// What both have taken over is cleared away.
    Prune,
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        4 => (1_usize..4).prop_map(Act::Advance),
        3 => Just(Act::Commit),
        2 => (0_usize..40).prop_map(|left| Act::Restart { left }),
        1 => Just(Act::Beat),
    ]
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        4 => any::<u8>().prop_map(Event::Insert),
        4 => any::<u8>().prop_map(Event::Update),
        1 => any::<u8>().prop_map(Event::Hide),
        2 => any::<u8>().prop_map(Event::Delete),
        1 => Just(Event::Truncate),
        1 => any::<u8>().prop_map(Event::Bulk),
        5 => (0_usize..3, any::<bool>()).prop_map(|(transaction, rolls_back)| Event::Turn { transaction, rolls_back }),
        8 => act().prop_map(Event::OfIndex),
        8 => act().prop_map(Event::OfMemory),
        1 => Just(Event::Prune),
    ]
}

/// A catalogue that others write to.
struct Stage {
    runtime: Runtime,
    database: Database,
    source: Source,
    _stop: watch::Sender<bool>,
}

impl Stage {
    fn new() -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let (database, cpu) = runtime.block_on(async { (Database::new().await, Cpu::new(2).unwrap()) });
        let (stop, stopped) = watch::channel(false);
        let source = Source::new(database.catalog.clone(), cpu, stopped);
        Self { runtime, database, source, _stop: stop }
    }

    fn sql(&self, statement: &str) {
        self.runtime.block_on(sqlx::query(AssertSqlSafe(statement)).execute(&self.database.sql)).unwrap();
    }

    /// By a statement of its own, not by the one that the sinks are told by.
    fn catalogued(&self) -> Tracks {
        let rows = sqlx::query_as("select id, title, year::bigint from audio_tracks where status = 'COMPLETED'");
        let rows: Vec<(TrackId, String, Option<i64>)> =
            self.runtime.block_on(rows.fetch_all(&self.database.sql)).unwrap();
        rows.into_iter().map(|(id, title, year)| (id, (title, year))).collect()
    }

    fn end(self) {
        let Self { runtime, database, source, .. } = self;
        drop(source);
        runtime.block_on(database.drop());
    }
}

/// Transactions that are open, by their number.
#[derive(Default)]
struct Open([Option<Transaction<'static, Postgres>>; 3]);

impl Open {
    /// Each writes what no other and no single statement does, or we would wait for ourselves.
    fn turn(&mut self, stage: &Stage, number: usize, rolls_back: bool) {
        let turn = async {
            match self.0[number].take() {
                Some(transaction) if rolls_back => transaction.rollback().await.unwrap(),
                Some(transaction) => transaction.commit().await.unwrap(),
                None => {
                    let mut transaction = stage.database.sql.begin().await.unwrap();
                    let title = format!("apart {number}");
                    for statement in [
                        "update audio_tracks set year = coalesce(year, 1900) + 1 where title = $1",
                        "insert into audio_tracks (title) values ($1)",
                    ] {
                        sqlx::query(statement).bind(&title).execute(&mut *transaction).await.unwrap();
                    }
                    self.0[number] = Some(transaction);
                }
            }
        };
        stage.runtime.block_on(turn);
    }

    /// Where none is open.
    fn begin_one(&mut self, stage: &Stage) {
        if self.0.iter().all(Option::is_none) {
            self.turn(stage, 0, false);
        }
    }

    fn commit_all(&mut self, stage: &Stage) {
        for number in 0..self.0.len() {
            if self.0[number].is_some() {
                self.turn(stage, number, false);
            }
        }
    }
}

/// About a third of the tracks that no open transaction writes.
fn some(n: u8) -> String {
    format!("title not like 'apart %' and abs(hashtext(title)) % 3 = {}", n % 3)
}

fn write(stage: &Stage, open: &mut Open, event: &Event) {
    match event {
        Event::Insert(n) => stage.sql(&format!("insert into audio_tracks (title) values ('track {n}')")),
        Event::Update(n) => stage.sql(&format!("update audio_tracks set year = 1700 + {n} where {}", some(*n))),
        Event::Hide(n) => stage.sql(&format!("update audio_tracks set status = 'FAILED' where {}", some(*n))),
        Event::Delete(n) => stage.sql(&format!("delete from audio_tracks where {}", some(*n))),
        Event::Truncate => {
            open.commit_all(stage);
            stage.sql("truncate audio_tracks");
        }
        Event::Bulk(n) => stage.sql(&format!(
            "insert into audio_tracks (title) select 'bulk {n} ' || i from generate_series(1, {BULK}) i"
        )),
        Event::Turn { transaction, rolls_back } => open.turn(stage, *transaction, *rolls_back),
        Event::OfIndex(_) | Event::OfMemory(_) | Event::Prune => {}
    }
}

/// What is there before the sinks are filled, and what happens from then on.
fn play(stage: &Stage, before: &[Event], after: &[Event]) -> Result<(), TestCaseError> {
    let (source, mut open) = (&stage.source, Open::default());
    stage.sql("truncate audio_tracks");
    before.iter().for_each(|event| write(stage, &mut open, event));
    let folder = tempfile::tempdir().unwrap();
    let (mut index, mut memory) = (index_follower(source, &folder), memory_follower(source));
    for event in after {
        write(stage, &mut open, event);
        match event {
            Event::OfIndex(act) => index.act(source, act),
            Event::OfMemory(act) => memory.act(source, act),
            Event::Prune => {
                let slowest = source.ask(source.catalog.slowest_node(Duration::from_secs(60))).unwrap();
                source.ask(source.catalog.prune_changes(slowest.unwrap())).unwrap();
            }
            _ => {}
        }
    }
    // Whatever has happened, at last both commit while a transaction is open that they then must not have seen.
    open.begin_one(stage);
    stage.sql("insert into audio_tracks (title) values ('beside what is open')");
    index.act(source, &Act::Commit);
    memory.act(source, &Act::Commit);
    open.commit_all(stage);
    let (indexed, remembered) = (index.end(source), memory.end(source));
    prop_assert_eq!(&indexed, &remembered);
    prop_assert_eq!(indexed, stage.catalogued());
    Ok(())
}

#[test]
fn both_sinks_end_as_the_catalogue_whatever_happens() {
    let stage = Stage::new();
    let config =
        ProptestConfig { cases: 8, max_shrink_iters: 60, failure_persistence: None, ..ProptestConfig::default() };
    let events = (prop::collection::vec(event(), 0..8), prop::collection::vec(event(), 1..60));
    TestRunner::new(config).run(&events, |(before, after)| play(&stage, &before, &after)).unwrap();
    stage.end();
}

/// Applies, and commits while PostgreSQL may still lose what was read.
fn commit_too_early<S: Sink>(mut sink: S, crash: impl Fn(S) -> S) {
    let first = TxSnapshot::new(10, vec![7]);
    sink.commit(&first, || Ok(())).unwrap();
    sink.apply(&[TrackId::from_u128(1)], Vec::new()).unwrap();
    let refused = sink.commit(&TxSnapshot::new(20, Vec::new()), || Err(Error::Stopped));
    assert!(matches!(refused, Err(Error::Stopped)));
    assert_eq!(crash(sink).seen(), &first);
}

#[test]
fn a_commit_that_the_source_may_lose_is_none() {
    commit_too_early(Memory::default(), |memory| memory.crash(0));
    let folder = tempfile::tempdir().unwrap();
    let draft = Generations::open(folder.path()).unwrap().begin("here").unwrap();
    commit_too_early(IndexSink::to_fill(draft.generation(), 1).unwrap(), |sink| {
        drop(sink);
        IndexSink::to_follow(draft.generation()).unwrap()
    });
}
