//! How long does it take to build the whole index anew from PostgreSQL, beside a bare tantivy writer with the same
//! documents?

mod corpus;

use std::time::{Duration, Instant};

use corpus::Corpus;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use needledrop::index::{Fields, Generation, Generations, Snapshot};
use needledrop::mirror;
use tantivy::indexer::{IndexWriterOptions, NoMergePolicy};
use tantivy::{Index, TantivyDocument};
use tokio::runtime::Runtime;

fn reindex(criterion: &mut Criterion) {
    let runtime = Runtime::new().expect("a runtime starts");
    for tracks in Corpus::sizes() {
        let corpus = runtime.block_on(Corpus::open(tracks));
        let documents = runtime.block_on(documents(&corpus));
        let mut group = criterion.benchmark_group("reindex");
        group.sample_size(10).throughput(Throughput::Elements(tracks)).measurement_time(Duration::from_secs(20));
        let mut rebuilding = Stopwatch::default();
        group.bench_function(BenchmarkId::new("from PostgreSQL", tracks), |bencher| {
            bencher.iter_custom(|rounds| rebuilding.measure(rounds, || runtime.block_on(rebuild(&corpus))));
        });
        let mut bare = Stopwatch::default();
        group.bench_function(BenchmarkId::new("a bare writer", tracks), |bencher| {
            bencher.iter_custom(|rounds| bare.measure(rounds, || write(&corpus, &documents)));
        });
        group.finish();
        let (rebuilding, bare) = (rebuilding.rate(tracks), bare.rate(tracks));
        println!(
            "{tracks} tracks: {rebuilding:.0} a second from PostgreSQL, {bare:.0} by a bare writer: {:.2} of its pace\n",
            rebuilding / bare
        );
        runtime.block_on(corpus.close());
    }
}

/// All rounds so far.
#[derive(Default)]
struct Stopwatch {
    rounds: u32,
    took: Duration,
}

impl Stopwatch {
    fn measure(&mut self, rounds: u64, mut round: impl FnMut() -> Duration) -> Duration {
        let took = (0..rounds).map(|_| round()).sum();
        self.rounds += rounds as u32;
        self.took += took;
        took
    }

    /// Tracks a second.
    fn rate(&self, tracks: u64) -> f64 {
        f64::from(self.rounds) * tracks as f64 / self.took.as_secs_f64()
    }
}

fn folder(corpus: &Corpus) -> tempfile::TempDir {
    tempfile::tempdir_in(&corpus.folder).expect("the target directory can be written")
}

async fn rebuild(corpus: &Corpus) -> Duration {
    let root = folder(corpus);
    rebuild_in(corpus, &root).await
}

async fn rebuild_in(corpus: &Corpus, root: &tempfile::TempDir) -> Duration {
    let (catalog, cpu) = (corpus.catalog.clone(), corpus.cpu.clone());
    let began = Instant::now();
    mirror::rebuild(catalog, root.path(), cpu, "bench", |_| ()).await.expect("the index can be built");
    began.elapsed()
}

/// What a rebuild gives to tantivy, in memory.
async fn documents(corpus: &Corpus) -> Vec<TantivyDocument> {
    let root = folder(corpus);
    rebuild_in(corpus, &root).await;
    let generations = Generations::open(root.path()).expect("it was just built");
    let generation = generations.current().expect("it can be opened").expect("there is one");
    let snapshot: Snapshot = generation.snapshot(None).expect("it can be read");
    let mut documents = Vec::with_capacity(corpus.tracks as usize);
    for segment in snapshot.searcher().segment_readers() {
        let keep = |document| documents.push(snapshot.fields().to_tantivy(&document));
        snapshot.for_each_document(segment, keep).expect("every record can be read");
    }
    documents
}

/// The same fields, settings, threads and memory as a rebuild has; nothing to read, nothing to fold.
fn write(corpus: &Corpus, documents: &[TantivyDocument]) -> Duration {
    let root = folder(corpus);
    let (schema, _) = Fields::build();
    let index = Index::builder().schema(schema).settings(Generation::settings()).create_in_dir(root.path());
    let index = index.expect("the target directory can be written");
    let options = IndexWriterOptions::builder()
        .num_worker_threads(corpus.cpu.threads())
        .memory_budget_per_thread(256 << 20)
        .num_merge_threads(1)
        .build();
    let documents = documents.to_vec();
    let began = Instant::now();
    let mut writer: tantivy::IndexWriter = index.writer_with_options(options).expect("nobody else writes there");
    writer.set_merge_policy(Box::new(NoMergePolicy));
    for document in documents {
        writer.add_document(document).expect("the writer lives");
    }
    writer.commit().expect("the disk has space");
    began.elapsed()
}

criterion_group!(benches, reindex);
criterion_main!(benches);
