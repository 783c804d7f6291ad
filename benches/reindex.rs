//! How long does it take to build the whole index anew from PostgreSQL?

mod corpus;

use std::time::{Duration, Instant};

use corpus::Corpus;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use needledrop::mirror;
use tokio::runtime::Runtime;

fn reindex(criterion: &mut Criterion) {
    let runtime = Runtime::new().expect("a runtime starts");
    for tracks in Corpus::sizes() {
        let corpus = runtime.block_on(Corpus::open(tracks));
        let mut group = criterion.benchmark_group("reindex");
        group.sample_size(10).throughput(Throughput::Elements(tracks)).measurement_time(Duration::from_secs(20));
        group.bench_function(BenchmarkId::from_parameter(tracks), |bencher| {
            bencher.iter_custom(|rounds| {
                let mut took = Duration::ZERO;
                for _ in 0..rounds {
                    let root = tempfile::tempdir_in(&corpus.folder).expect("the target directory can be written");
                    let (catalog, cpu) = (corpus.catalog.clone(), corpus.cpu.clone());
                    let began = Instant::now();
                    runtime
                        .block_on(mirror::rebuild(catalog, root.path(), cpu, "bench", |_| ()))
                        .expect("the index can be built");
                    took += began.elapsed();
                }
                took
            });
        });
        group.finish();
        runtime.block_on(corpus.close());
    }
}

criterion_group!(benches, reindex);
criterion_main!(benches);
