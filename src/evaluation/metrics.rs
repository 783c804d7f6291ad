//! What the answers to many cases are worth together.

use std::collections::BTreeMap;

use super::{Case, DEPTH};

/// Counts over some cases.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Metrics {
    pub cases: usize,
    first: usize,
    found: usize,
    reciprocal_ranks: f64,
    /// Cases that say which rank is good enough, and those of them that reached it.
    bounded: usize,
    within: usize,
}

impl Metrics {
    /// Counts one case, whose right hit stands at this rank (1-based), or nowhere.
    pub fn add(&mut self, case: &Case, rank: Option<usize>) {
        self.cases += 1;
        self.first += usize::from(rank == Some(1));
        self.found += usize::from(rank.is_some_and(|rank| rank <= DEPTH));
        self.reciprocal_ranks += rank.map_or(0.0, |rank| 1.0 / rank as f64);
        if case.within.is_some() {
            self.bounded += 1;
            self.within += usize::from(case.is_met_by(rank));
        }
    }

    /// The share of cases whose answer came first.
    pub fn success_at_1(&self) -> f64 {
        share(self.first as f64, self.cases)
    }

    /// The share of cases whose answer was among the first ten.
    pub fn recall(&self) -> f64 {
        share(self.found as f64, self.cases)
    }

    /// The mean reciprocal rank, 0 for what is not among the first ten.
    pub fn mrr(&self) -> f64 {
        share(self.reciprocal_ranks, self.cases)
    }

    /// Of the cases that say which rank is good enough, the share that reached it.
    pub fn within(&self) -> Option<f64> {
        (self.bounded > 0).then(|| share(self.within as f64, self.bounded))
    }
}

fn share(part: f64, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part / whole as f64 }
}

/// A metrics for each class, and one for all.
pub fn by_class<'a>(
    judged: impl IntoIterator<Item = (&'a Case, Option<usize>)>,
) -> (BTreeMap<&'a str, Metrics>, Metrics) {
    let (mut classes, mut all) = (BTreeMap::<&str, Metrics>::new(), Metrics::default());
    for (case, rank) in judged {
        classes.entry(&case.class).or_default().add(case, rank);
        all.add(case, rank);
    }
    (classes, all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation::parse;

    #[test]
    fn each_measure_counts_what_it_says() {
        let lines = r#"{"class":"a","q":"x","match":"title","title":"t"}
            {"class":"a","q":"x","match":"title","title":"t","within":3}
            {"class":"b","q":"x","match":"title","title":"t","within":1}"#;
        let cases = parse("f", lines).unwrap();
        let (classes, all) = by_class(cases.iter().zip([Some(1), Some(2), None]));
        assert_eq!((all.cases, all.mrr(), all.within()), (3, 0.5, Some(0.5)));
        let a = classes["a"];
        assert_eq!((a.success_at_1(), a.recall(), a.mrr(), a.within()), (0.5, 1.0, 0.75, Some(1.0)));
        assert_eq!((classes["b"].recall(), classes["b"].within()), (0.0, Some(0.0)));
    }

    #[test]
    fn nothing_is_worth_nothing() {
        assert_eq!((Metrics::default().mrr(), Metrics::default().within()), (0.0, None));
    }
}
