//! What a run has been through, by kind of round.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use needledrop::failpoint;

use crate::plan::Round;

#[derive(Default)]
pub struct Tally {
    kinds: BTreeMap<String, Kind>,
    points: BTreeMap<&'static str, usize>,
}

#[derive(Default)]
struct Kind {
    rounds: usize,
    slowest: Duration,
    by_index: u64,
    by_postgres: u64,
}

impl Tally {
    /// A round that ended well, `healing` after the break.
    pub fn count(&mut self, round: &Round, healing: Duration, by_index: u64, by_postgres: u64) {
        let kind = self.kinds.entry(round.kind()).or_default();
        kind.rounds += 1;
        kind.slowest = kind.slowest.max(healing);
        kind.by_index += by_index;
        kind.by_postgres += by_postgres;
        if let Round::KilledAt { point, .. } = round {
            *self.points.entry(point).or_default() += 1;
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{:<44} {:>6} {:>11} {:>9} {:>12}",
            "what was broken", "rounds", "proved in", "by index", "by PostgreSQL"
        )?;
        for (name, Kind { rounds, slowest, by_index, by_postgres }) in &self.kinds {
            let slowest = format!("<= {:.1} s", slowest.as_secs_f64());
            writeln!(f, "{name:<44} {rounds:>6} {slowest:>11} {by_index:>9} {by_postgres:>12}")?;
        }
        let rounds: usize = self.kinds.values().map(|kind| kind.rounds).sum();
        let (points, all) = (self.points.len(), failpoint::ALL.len());
        write!(f, "\n{rounds} rounds, {points} of {all} fail points; index and catalog agreed each time")
    }
}
