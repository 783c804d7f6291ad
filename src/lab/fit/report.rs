//! What a fit suggests, and what that is worth, for people and for programs.

use std::collections::BTreeMap;

use serde::Serialize;

use super::is_held_back;
use crate::evaluation::{Case, Fitted, Outcome, by_class, mean_outcome};
use crate::lab::output;
use crate::search::Weights;

/// The weights before and after, and how well the queries are answered by them.
#[derive(Serialize)]
pub struct Report {
    weights: Vec<Weight>,
    /// Over all queries, learnt from or not.
    classes: BTreeMap<String, Quality>,
    all: Quality,
    learnt_from: Quality,
    held_back: Quality,
}

#[derive(Serialize)]
struct Weight {
    name: &'static str,
    now: f32,
    fitted: f32,
    gain: f64,
}

/// How well some queries are answered before and after.
#[derive(Clone, Copy, Serialize)]
struct Quality {
    queries: usize,
    mrr_at_10: [f64; 2],
    /// What was to be made higher: the mean over classes of reciprocal rank and lead.
    outcome: [f64; 2],
}

impl Report {
    /// From the answers to all cases before and after.
    pub fn new(fitted: &[Fitted], cases: &[&Case], answers: [&[Outcome]; 2]) -> Self {
        let weight = |(&name, number): (&&'static str, &Fitted)| {
            let Fitted { before, after, gain } = *number;
            Weight { name, now: before, fitted: after, gain }
        };
        let of = |is_meant: &dyn Fn(usize) -> bool| {
            let places: Vec<usize> = (0..cases.len()).filter(|&place| is_meant(place)).collect();
            Quality::new(&places, cases, answers)
        };
        let classes = cases.iter().map(|case| case.class.clone());
        Self {
            weights: Weights::NAMES.iter().zip(fitted).map(weight).collect(),
            classes: classes.map(|class| (class.clone(), of(&|place| cases[place].class == class))).collect(),
            all: of(&|_| true),
            learnt_from: of(&|place| !is_held_back(place)),
            held_back: of(&is_held_back),
        }
    }

    /// Prints it for people.
    pub fn print(&self) -> anyhow::Result<()> {
        let moved: Vec<&Weight> = self.weights.iter().filter(|weight| weight.now != weight.fitted).collect();
        if !moved.is_empty() {
            output::table(&["weight", "now", "fitted", "gain"], moved.iter().map(|weight| weight.cells()))?;
            output::line("")?;
        }
        let rows = self.classes.iter().map(|(class, quality)| (class.as_str(), quality));
        let sums = [("all", &self.all), ("learnt from", &self.learnt_from), ("held back", &self.held_back)];
        output::table(
            &["class", "n", "MRR@10 now", "fitted", "outcome now", "fitted"],
            rows.chain(sums).map(|(name, quality)| quality.cells(name)),
        )?;
        if !moved.is_empty() {
            output::line("\nin src/search/weights.rs, if what was held back gains too:")?;
        }
        moved.iter().try_for_each(|weight| output::line(format!("    {}: {:?},", weight.name, weight.fitted)))
    }
}

impl Weight {
    fn cells(&self) -> [String; 4] {
        [self.name.to_owned(), self.now.to_string(), self.fitted.to_string(), format!("{:+.5}", self.gain)]
    }
}

impl Quality {
    /// Of the cases at some places.
    fn new(places: &[usize], cases: &[&Case], answers: [&[Outcome]; 2]) -> Self {
        let judged =
            |outcomes: &[Outcome]| places.iter().map(|&place| (cases[place], outcomes[place])).collect::<Vec<_>>();
        let mrr = |outcomes| by_class(judged(outcomes).iter().map(|(case, outcome)| (*case, outcome.rank))).1.mrr();
        let outcome = |outcomes| mean_outcome(judged(outcomes));
        Self { queries: places.len(), mrr_at_10: answers.map(mrr), outcome: answers.map(outcome) }
    }

    fn cells(&self, name: &str) -> [String; 6] {
        let [mrr, outcome] = [self.mrr_at_10, self.outcome].map(|pair| pair.map(|value| format!("{value:.4}")));
        let ([mrr_now, mrr_fitted], [merit_now, merit_fitted]) = (mrr, outcome);
        [name.to_owned(), self.queries.to_string(), mrr_now, mrr_fitted, merit_now, merit_fitted]
    }
}
