//! How long does a search take in process, by engine and by class of query?
//!
//!     cargo bench --bench search                                                   # 100 thousand tracks
//!     NEEDLEDROP_BENCH_TRACKS=100000,1000000 cargo bench --bench search -- index   # and a million, the index alone

mod corpus;

use std::sync::Arc;
use std::time::Duration;

use corpus::Corpus;
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use needledrop::index::Live;
use needledrop::mirror;
use needledrop::sample::Catalogue;
use needledrop::sample::misspell::{Class, Query, QueryMaker};
use needledrop::search::{Engine, Request, Searcher};
use tokio::runtime::Runtime;

/// Queries of each class, asked in turn.
const QUERIES: usize = 200;

fn search(criterion: &mut Criterion) {
    let runtime = Runtime::new().expect("a runtime starts");
    for tracks in Corpus::sizes() {
        let corpus = runtime.block_on(Corpus::open(tracks));
        let searcher = runtime.block_on(searcher(&corpus));
        let queries = queries(tracks);
        for (name, engine) in [("index", Engine::Index), ("postgres", Engine::Postgres)] {
            let mut group = criterion.benchmark_group(format!("search/{name}/{tracks}"));
            group.sample_size(20).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));
            for class in Class::ALL {
                let requests: Vec<Request> = queries
                    .iter()
                    .filter(|query| query.class == class)
                    .map(|query| Request { q: query.q.clone(), limit: 10, engine, ..Request::default() })
                    .collect();
                let mut turn = requests.iter().cycle();
                group.bench_function(BenchmarkId::from_parameter(format!("{class:?}")), |bencher| {
                    bencher.iter(|| {
                        let request = turn.next().expect("a cycle never ends").clone();
                        runtime.block_on(searcher.search(request)).expect("every query has an answer")
                    });
                });
            }
            group.finish();
        }
        drop(searcher);
        runtime.block_on(corpus.close());
    }
}

/// A searcher over catalog and index; the index is built the first time.
async fn searcher(corpus: &Corpus) -> Searcher {
    let index_root = corpus.folder.join("index");
    let open = || mirror::catch_up(corpus.catalog.clone(), &index_root, corpus.cpu.clone());
    let snapshot = match open().await.expect("the index can be opened") {
        Some(snapshot) => snapshot,
        None => {
            let built = mirror::rebuild(corpus.catalog.clone(), &index_root, corpus.cpu.clone(), "bench", |_| ()).await;
            built.expect("the index can be built");
            open().await.expect("the index can be opened").expect("the index was built just now")
        }
    };
    let live = Arc::new(Live::default());
    live.replace(Some(Arc::new(snapshot)));
    Searcher::new(live, corpus.catalog.clone(), corpus.cpu.clone())
}

/// Labelled queries for the corpus, all classes in turn.
fn queries(tracks: u64) -> Vec<Query> {
    let mut maker = QueryMaker::new(corpus::SEED, QUERIES * Class::ALL.len());
    Catalogue::new(corpus::SEED, tracks).for_each(|track| maker.offer(&track));
    maker.finish()
}

criterion_group!(benches, search);
criterion_main!(benches);
