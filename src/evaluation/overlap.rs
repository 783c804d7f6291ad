//! How far two answers to the same query agree.

use super::DEPTH;

/// From 0, nothing in common, to 1; of one query, or the mean over several.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Overlap {
    /// Whether the first hits are the same track; two answers without any agree, too.
    pub at_1: f64,
    /// How many tracks are among the first ten hits of both, of as many as the longer of the two has there.
    pub at_10: f64,
}

impl Overlap {
    /// Of two answers: the ids of their hits, the best first.
    pub fn of<Id: PartialEq>(one: &[Id], other: &[Id]) -> Self {
        let [one, other] = [one, other].map(|ids| &ids[..ids.len().min(DEPTH)]);
        let at_1 = f64::from(u8::from(one.first() == other.first()));
        let shared = one.iter().filter(|id| other.contains(id)).count();
        let at_10 = match one.len().max(other.len()) {
            0 => 1.0,
            longer => shared as f64 / longer as f64,
        };
        Self { at_1, at_10 }
    }

    /// The mean over several queries.
    pub fn mean(of: impl IntoIterator<Item = Self>) -> Self {
        let (mut total, mut count) = (Self::default(), 0.0);
        for Self { at_1, at_10 } in of {
            total = Self { at_1: total.at_1 + at_1, at_10: total.at_10 + at_10 };
            count += 1.0;
        }
        Self { at_1: total.at_1 / f64::max(count, 1.0), at_10: total.at_10 / f64::max(count, 1.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_both_have_counts_of_what_the_longer_has() {
        for (one, other, at_1, at_10) in [
            (&[][..], &[][..], 1.0, 1.0),
            (&[1], &[], 0.0, 0.0),
            (&[1, 2], &[1, 2], 1.0, 1.0),
            (&[1, 2], &[2, 1], 0.0, 1.0),
            (&[1], &[1, 2, 3, 4], 1.0, 0.25),
            (&[1, 2, 3, 4], &[4, 5, 6, 7], 0.0, 0.25),
            (&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10], &[10, 0], 0.0, 0.1),
        ] {
            assert_eq!(Overlap::of(one, other), Overlap { at_1, at_10 }, "{one:?} {other:?}");
            assert_eq!(Overlap::of(other, one), Overlap { at_1, at_10 }, "{other:?} {one:?}");
        }
    }

    #[test]
    fn every_query_counts_the_same_in_the_mean() {
        let agreed = [(1.0, 1.0), (0.0, 0.5)].map(|(at_1, at_10)| Overlap { at_1, at_10 });
        assert_eq!(Overlap::mean(agreed), Overlap { at_1: 0.5, at_10: 0.75 });
        assert_eq!(Overlap::mean([]), Overlap::default());
    }
}
