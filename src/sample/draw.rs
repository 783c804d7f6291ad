//! Random draws in the shapes that catalogues have: Zipf with a heavy tail, Pareto, log-normal.

use rand::{Rng, RngExt};

/// How much of all running text the most frequent words cover: (rank, share covered).
/// The head is Zipf's with exponent 1, as running words of any language; see the module's documentation.
const COVERED: [(f64, f64); 5] = [(1.0, 0.03), (10.0, 0.11), (100.0, 0.33), (1_000.0, 0.66), (10_000.0, 0.90)];

/// Past the last knot, frequency falls faster than 1/rank (the second regime of Ferrer i Cancho and Solé, 2001):
/// the share beyond rank r is proportional to r^-TAIL, which makes the vocabulary grow as n^(1 / (1 + TAIL)).
const TAIL: f64 = 0.62;

/// The rank of a word in running text, from 0, unbounded.
pub(super) fn word_rank(rng: &mut impl Rng) -> u64 {
    let covered: f64 = rng.random();
    let (mut low, mut low_share) = (1.0, COVERED[0].1);
    if covered < low_share {
        return 0;
    }
    for (high, high_share) in COVERED {
        if covered < high_share {
            let way = (covered - low_share) / (high_share - low_share);
            return (low * f64::powf(high / low, way)) as u64;
        }
        (low, low_share) = (high, high_share);
    }
    (low * f64::powf((1.0 - covered).max(1e-9) / (1.0 - low_share), -1.0 / TAIL)) as u64
}

/// An index below `len` where index i is about i + 1 times rarer than index 0 (Zipf with exponent 1).
pub(super) fn zipf(rng: &mut impl Rng, len: usize) -> usize {
    let u: f64 = rng.random();
    (((len as f64 + 1.0).powf(u)) as usize - 1).min(len - 1)
}

/// One of `items`, the first ones more often than the last ones.
pub(super) fn often_first<T: Copy>(rng: &mut impl Rng, items: &[T]) -> T {
    items[zipf(rng, items.len())]
}

/// One of `items`, each as often as any other.
pub(super) fn any<T: Clone>(rng: &mut impl Rng, items: &[T]) -> T {
    items[rng.random_range(0..items.len())].clone()
}

/// A Pareto draw from 1 up: the share of draws above x is x^-exponent.
pub(super) fn pareto(rng: &mut impl Rng, exponent: f64) -> f64 {
    (1.0 - rng.random::<f64>()).powf(-1.0 / exponent)
}

/// A log-normal draw with the given median and standard deviation of the logarithm (Box–Muller).
pub(super) fn log_normal(rng: &mut impl Rng, median: f64, sigma: f64) -> f64 {
    let radius = (-2.0 * (1.0 - rng.random::<f64>()).ln()).sqrt();
    let normal = radius * (std::f64::consts::TAU * rng.random::<f64>()).cos();
    median * (sigma * normal).exp()
}

/// The index of one of `weights`, each as often as its weight says.
pub(super) fn weighted(rng: &mut impl Rng, weights: impl Iterator<Item = f64> + Clone) -> usize {
    let mut left = rng.random::<f64>() * weights.clone().sum::<f64>();
    let mut last = 0;
    for (index, weight) in weights.enumerate() {
        last = index;
        left -= weight;
        if left < 0.0 {
            break;
        }
    }
    last
}
