//! How fast are names folded and compared? Every name passes here when it is indexed, and every query when it is asked.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use needledrop::sample::Catalogue;
use needledrop::text::{edit_distance, fold};

fn folding(criterion: &mut Criterion) {
    let titles: Vec<String> = Catalogue::new(1, 10_000).map(|track| track.title).collect();
    let mut group = criterion.benchmark_group("fold");
    group.throughput(Throughput::Bytes(titles.iter().map(|title| title.len() as u64).sum()));
    group.bench_function("10,000 titles", |bencher| {
        bencher.iter(|| titles.iter().map(|title| fold(black_box(title)).len()).sum::<usize>());
    });
    group.finish();
}

fn comparing(criterion: &mut Criterion) {
    let words: Vec<String> = Catalogue::new(1, 5_000)
        .flat_map(|track| fold(&track.title).iter().map(str::to_owned).collect::<Vec<_>>())
        .filter(|word| edit_distance::is_editable(word) && (4..=12).contains(&word.len()))
        .collect();
    let mut group = criterion.benchmark_group("edit cost");
    group.throughput(Throughput::Elements(words.len() as u64 - 1));
    group.bench_function("neighbouring words", |bencher| {
        bencher.iter(|| {
            let costs = words
                .windows(2)
                .map(|pair| edit_distance::edit_cost(&pair[0], &pair[1], edit_distance::max_cost(pair[0].len())));
            costs.flatten().sum::<f32>()
        });
    });
    group.finish();
}

criterion_group!(benches, folding, comparing);
criterion_main!(benches);
