//! The catalogue that the benches work on: invented, in a PostgreSQL of its own that is kept between runs.

// Each bench uses its part of it.
#![allow(dead_code)]

use std::path::PathBuf;

use needledrop::catalog::{Catalog, Config, DatabaseUrl, migrate};
use needledrop::cpu::Cpu;
use needledrop::private_postgres::PrivateServer;
use needledrop::sample::{Catalogue, Track};
use needledrop::track::{Isrc, NewTrack};

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
        let corpus =
            Self::at(PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("corpus-{SEED}-{tracks}")), tracks).await;
        if corpus.catalog.count_tracks().await.expect("the catalog answers") != tracks as i64 {
            eprintln!("making a corpus of {tracks} tracks, once");
            corpus.import().await;
        }
        corpus
    }

    /// One that isn't there yet, for a bench that imports it.
    pub async fn empty(tracks: u64) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("new-corpus-{SEED}-{tracks}"));
        // What an interrupted run has left.
        if folder.exists() {
            std::fs::remove_dir_all(&folder).expect("the target directory can be written");
        }
        Self::at(folder, tracks).await
    }

    async fn at(folder: PathBuf, tracks: u64) -> Self {
        std::fs::create_dir_all(&folder).expect("the target directory can be written");
        let server = PrivateServer::start(&folder, None).await.expect("a PostgreSQL is installed");
        let catalog =
            Catalog::connect(&Config::new(DatabaseUrl::new(server.url()))).await.expect("our own server fits");
        migrate::up(&catalog).await.expect("the migrations apply");
        let cpu = Cpu::new(0).expect("threads can be started");
        Self { tracks, catalog, cpu, folder, server }
    }

    pub async fn import(&self) {
        let mut tracks = Catalogue::new(SEED, self.tracks).map(new_track).peekable();
        while tracks.peek().is_some() {
            let batch: Vec<NewTrack> = tracks.by_ref().take(BATCH).collect();
            self.catalog.import_tracks(&batch).await.expect("invented tracks are valid");
        }
        self.catalog.settle().await.expect("the tables can be analysed");
    }

    pub fn url(&self) -> &str {
        self.server.url()
    }

    pub async fn remove(self) {
        let folder = self.folder.clone();
        self.close().await;
        std::fs::remove_dir_all(folder).expect("the target directory can be written");
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
        year: year.map(i64::from),
        track_number: Some(track_number.into()),
        duration_ms: Some(duration_ms as i64),
        popularity: Some(popularity.into()),
        labels: vec![label],
        isrc: Isrc::parse(&isrc).ok(),
        ..NewTrack::default()
    }
}
