//! The catalogue that the benches search: invented, in a PostgreSQL and an index of its own that are kept between runs.

use std::path::PathBuf;
use std::sync::Arc;

use needledrop::catalog::private::PrivateServer;
use needledrop::catalog::{Catalog, Config, NewTrack, migrate};
use needledrop::cpu::Cpu;
use needledrop::index::Live;
use needledrop::mirror;
use needledrop::sample::misspell::{Query, QueryMaker};
use needledrop::sample::{Catalogue, Track};
use needledrop::search::Searcher;

/// Which invented catalogue: part of every result.
pub const SEED: u64 = 1;
const BATCH: usize = 10_000;

pub struct Corpus {
    pub tracks: u64,
    pub catalog: Catalog,
    pub cpu: Cpu,
    pub folder: PathBuf,
    server: PrivateServer,
}

impl Corpus {
    /// How many tracks the benches work on: 100,000, or what NEEDLEDROP_BENCH_TRACKS lists (`100000,1000000`).
    pub fn sizes() -> Vec<u64> {
        let sizes = std::env::var("NEEDLEDROP_BENCH_TRACKS").unwrap_or_else(|_| "100000".into());
        let size = |text: &str| text.trim().parse().expect("NEEDLEDROP_BENCH_TRACKS lists numbers");
        sizes.split(',').map(size).collect()
    }

    /// Opens the corpus of that size; the first time, makes it.
    pub async fn open(tracks: u64) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("corpus-{SEED}-{tracks}"));
        std::fs::create_dir_all(&folder).expect("the target directory can be written");
        let server = PrivateServer::start(&folder).await.expect("a PostgreSQL is installed");
        let catalog = Catalog::connect(&Config::new(server.url().clone())).await.expect("our own server fits");
        migrate::up(&catalog).await.expect("the migrations apply");
        let cpu = Cpu::new(0).expect("threads can be started");
        let corpus = Self { tracks, catalog, cpu, folder, server };
        if corpus.catalog.count_tracks().await.expect("the catalog answers") != tracks as i64 {
            corpus.import().await;
        }
        corpus
    }

    async fn import(&self) {
        eprintln!("making a corpus of {} tracks, once", self.tracks);
        let mut tracks = Catalogue::new(SEED, self.tracks).map(new_track).peekable();
        while tracks.peek().is_some() {
            let batch: Vec<NewTrack> = tracks.by_ref().take(BATCH).collect();
            self.catalog.import_tracks(&batch).await.expect("invented tracks are valid");
        }
        self.catalog.settle().await.expect("the tables can be analysed");
    }

    /// A searcher over catalog and index.
    pub async fn searcher(&self) -> Searcher {
        let index_root = self.folder.join("index");
        let open = || mirror::catch_up(self.catalog.clone(), &index_root, self.cpu.clone());
        let snapshot = match open().await.expect("the index can be opened") {
            Some(snapshot) => snapshot,
            None => {
                mirror::rebuild(self.catalog.clone(), &index_root, self.cpu.clone(), "bench", |_| ())
                    .await
                    .expect("the index can be built");
                open().await.expect("the index can be opened").expect("the index was built just now")
            }
        };
        let live = Arc::new(Live::default());
        live.store(Some(Arc::new(snapshot)));
        Searcher::new(live, self.catalog.clone(), self.cpu.clone())
    }

    /// Labelled queries for its tracks, all classes in turn.
    pub fn queries(&self, wanted: usize) -> Vec<Query> {
        let mut maker = QueryMaker::new(SEED, wanted);
        Catalogue::new(SEED, self.tracks).for_each(|track| maker.offer(&track));
        maker.finish()
    }

    pub async fn close(self) {
        self.catalog.close().await;
        self.server.stop().await.expect("our own server stops");
    }
}

fn new_track(track: Track) -> NewTrack {
    let Track {
        id,
        artist,
        title,
        album,
        album_artist,
        genre,
        year,
        track_number,
        duration_ms,
        popularity,
        label,
        isrc,
    } = track;
    NewTrack {
        external_id: Some(id),
        artist: Some(artist),
        title,
        album: Some(album),
        album_artist: Some(album_artist),
        genre,
        year,
        track_number: Some(track_number as i32),
        duration_ms: Some(duration_ms as i64),
        popularity: Some(popularity),
        labels: vec![label],
        isrc: Some(isrc),
        ..NewTrack::default()
    }
}
