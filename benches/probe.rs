//! How long a probe takes: one file of each kind, and a folder on one thread and on all.
//!
//! Files come from the page cache, as they do right after a copy; what a cold disk adds is the disk's. The fixtures are
//! short, which is fair: a probe reads heads and tails, except where it must count (`vbr-no-xing`).

use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use needledrop::audio::{self, Facts, Limits};
use rayon::prelude::*;

const KINDS: [&str; 8] = [
    "mp3/id3v2.4-utf8.mp3",
    "mp3/vbr-no-xing.mp3",
    "mp3/artwork.mp3",
    "flac/vorbis-comments.flac",
    "ogg/vorbis.ogg",
    "ogg/opus.opus",
    "mp4/aac-index-at-end.m4a",
    "wav/info-at-end.wav",
];

fn probe(path: &Path) -> Option<Facts> {
    audio::probe(std::fs::File::open(path).ok()?, &Limits::local()).ok()
}

fn one_file(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("probe one file");
    for kind in KINDS {
        let path = fixtures().join(kind);
        group.bench_with_input(BenchmarkId::from_parameter(kind), &path, |bench, path| {
            bench.iter(|| probe(black_box(path)).expect("the fixture is sound"));
        });
    }
    group.finish();
}

/// Every sound fixture many times over, as a library of a thousand files.
fn a_folder(criterion: &mut Criterion) {
    let sound: Vec<PathBuf> = files(&fixtures()).into_iter().filter(|path| probe(path).is_some()).collect();
    let library: Vec<&Path> = sound.iter().map(PathBuf::as_path).cycle().take(1_000).collect();
    let mut group = criterion.benchmark_group("probe a folder of 1,000 files");
    group.throughput(Throughput::Elements(library.len() as u64)).sample_size(20);
    group.bench_function("one thread", |bench| {
        bench.iter(|| library.iter().filter(|path| probe(path).is_some()).count());
    });
    group.bench_function("all threads", |bench| {
        bench.iter(|| library.par_iter().filter(|path| probe(path).is_some()).count());
    });
    group.finish();
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/audio")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries =
        std::fs::read_dir(folder).expect("the fixtures are checked in").map(|entry| entry.expect("readable").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

criterion_group!(benches, one_file, a_folder);
criterion_main!(benches);
