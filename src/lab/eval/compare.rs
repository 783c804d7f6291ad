//! Both engines asked the same: how far they agree, and how well and how fast each answers.

use std::collections::BTreeMap;

use serde::Serialize;

use super::load::{Reply, Run};
use super::report::{Times, print_table};
use crate::evaluation::{Case, Metrics, Overlap};
use crate::lab::output;

/// How the answers of the index and those of PostgreSQL alone stand to one another.
#[derive(Serialize)]
pub struct Comparison<'a> {
    all: ClassSummary,
    classes: BTreeMap<&'a str, ClassSummary>,
    failures: usize,
    misses: Vec<Miss<'a>>,
}

/// One class.
#[derive(Serialize)]
struct ClassSummary {
    n: usize,
    agreement_at_1: f64,
    agreement_at_10: f64,
    index: Engine,
    postgres: Engine,
}

/// What the answers of one engine are worth, asked by one client.
#[derive(Serialize)]
struct Engine {
    success_at_1: f64,
    mrr_at_10: f64,
    #[serde(flatten)]
    times: Times,
}

/// A query that the engines don't agree on, and what each has first.
#[derive(Serialize)]
struct Miss<'a> {
    class: &'a str,
    q: &'a str,
    agreement_at_10: f64,
    index: Option<&'a (String, String)>,
    postgres: Option<&'a (String, String)>,
}

/// One query and both answers.
#[derive(Clone, Copy)]
struct Asked<'a> {
    case: &'a Case,
    index: &'a Reply,
    postgres: &'a Reply,
    agreement: Overlap,
}

impl<'a> Comparison<'a> {
    /// From one client's run on each engine; with the `misses` queries that they agree on least.
    pub fn new(cases: &'a [Case], index: &'a Run, postgres: &'a Run, misses: usize) -> Self {
        let replies = index.replies.iter().zip(&postgres.replies);
        let asked = |(case, (index, postgres)): (_, (&'a Reply, &'a Reply))| {
            let agreement = Overlap::of(&index.ids, &postgres.ids);
            Asked { case, index, postgres, agreement }
        };
        let asked: Vec<Asked> = cases.iter().zip(replies).map(asked).collect();
        let mut classes = BTreeMap::<&str, Vec<Asked>>::new();
        for asked in &asked {
            classes.entry(&asked.case.class).or_default().push(*asked);
        }
        let is_failure = |asked: &&Asked| asked.index.is_failure() || asked.postgres.is_failure();
        Self {
            all: ClassSummary::of(&asked),
            classes: classes.into_iter().map(|(class, asked)| (class, ClassSummary::of(&asked))).collect(),
            failures: asked.iter().filter(is_failure).count(),
            misses: furthest_apart(asked, misses),
        }
    }

    /// Prints it for people.
    pub fn print(&self) -> anyhow::Result<()> {
        let headers = ["class", "n", "agree@1", "agree@10", "index: MRR@10", "p50 ms", "p99 ms"].into_iter();
        let headers = headers.chain(["postgres: MRR@10", "p50 ms", "p99 ms"]).map(str::to_owned).collect();
        let rows = self.classes.iter().map(|(class, row)| (*class, row)).chain([("all", &self.all)]);
        let cells: Vec<_> = [headers].into_iter().chain(rows.map(|(class, row)| row.cells(class))).collect();
        print_table(&cells)?;
        output::line("")?;
        output::line(format!("queries that an engine didn't answer with 200: {}", self.failures))?;
        self.misses.iter().try_for_each(output::line)
    }

    /// What is not good enough.
    pub fn complaint(&self) -> Option<String> {
        (self.failures > 0).then(|| format!("an engine didn't answer {} queries with 200", self.failures))
    }
}

impl ClassSummary {
    fn of(asked: &[Asked]) -> Self {
        let agreement = Overlap::mean(asked.iter().map(|asked| asked.agreement));
        Self {
            n: asked.len(),
            agreement_at_1: agreement.at_1,
            agreement_at_10: agreement.at_10,
            index: Engine::of(asked.iter().map(|asked| (asked.case, asked.index))),
            postgres: Engine::of(asked.iter().map(|asked| (asked.case, asked.postgres))),
        }
    }

    fn cells(&self, class: &str) -> Vec<String> {
        let share = |value: f64| format!("{value:.3}");
        let ms = |value: f64| format!("{value:.2}");
        let engine = |engine: &Engine| [share(engine.mrr_at_10), ms(engine.times.p50_ms), ms(engine.times.p99_ms)];
        let agreement = [share(self.agreement_at_1), share(self.agreement_at_10)];
        let numbers = agreement.into_iter().chain(engine(&self.index)).chain(engine(&self.postgres));
        [class.to_owned(), self.n.to_string()].into_iter().chain(numbers).collect()
    }
}

impl Engine {
    fn of<'a>(answered: impl Iterator<Item = (&'a Case, &'a Reply)> + Clone) -> Self {
        let mut metrics = Metrics::default();
        answered.clone().for_each(|(case, reply)| metrics.add(case, reply.rank));
        let times = Times::of(answered.map(|(_, reply)| reply.took));
        Self { success_at_1: metrics.success_at_1(), mrr_at_10: metrics.mrr(), times }
    }
}

impl std::fmt::Display for Miss<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Miss { class, q, agreement_at_10, index, postgres } = self;
        let first = |top: &Option<&(String, String)>| {
            top.map_or("nothing".to_owned(), |(artist, title)| format!("{artist} / {title}"))
        };
        let (index, postgres) = (first(index), first(postgres));
        write!(f, "  {class}: \"{q}\" agrees to {agreement_at_10:.1}: {index} in the index, {postgres} in PostgreSQL")
    }
}

/// The queries whose answers aren't the same, those first that have least in common.
fn furthest_apart(mut asked: Vec<Asked>, most: usize) -> Vec<Miss> {
    let agreed = |asked: &Asked| asked.agreement.at_10 + asked.agreement.at_1;
    asked.retain(|asked| asked.agreement != Overlap { at_1: 1.0, at_10: 1.0 });
    asked.sort_by(|one, other| agreed(one).total_cmp(&agreed(other)));
    asked.truncate(most);
    let miss = |Asked { case, index, postgres, agreement }| Miss {
        class: &case.class,
        q: &case.q,
        agreement_at_10: agreement.at_10,
        index: index.top.as_ref(),
        postgres: postgres.top.as_ref(),
    };
    asked.into_iter().map(miss).collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::evaluation;

    fn run(replies: &[(u64, u16, &[&str])]) -> Run {
        let reply = |&(ms, status, ids): &(u64, u16, &[&str])| Reply {
            took: Duration::from_millis(ms),
            status: Some(status),
            rank: (!ids.is_empty()).then_some(1),
            top: ids.first().map(|id| ("A".into(), id.to_string())),
            ids: ids.iter().map(|id| id.to_string()).collect(),
        };
        Run { clients: 1, took: Duration::from_secs(1), replies: replies.iter().map(reply).collect() }
    }

    #[test]
    fn both_are_judged_by_class_and_where_they_differ_most_comes_first() {
        let lines = r#"{"class":"a","q":"same","match":"title","title":"t"}
            {"class":"a","q":"swapped","match":"title","title":"t"}
            {"class":"b","q":"apart","match":"title","title":"t"}"#;
        let cases = evaluation::parse("f", lines).unwrap();
        let index = run(&[(1, 200, &["x"]), (2, 200, &["x", "y"]), (3, 200, &["x"])]);
        let postgres = run(&[(10, 200, &["x"]), (20, 200, &["y", "x"]), (30, 500, &[])]);
        let comparison = Comparison::new(&cases, &index, &postgres, 5);
        let value = serde_json::to_value(&comparison).unwrap();
        assert_eq!((&value["classes"]["a"]["agreement_at_1"], &value["classes"]["a"]["n"]), (&0.5.into(), &2.into()));
        assert_eq!(
            (&value["classes"]["a"]["agreement_at_10"], &value["all"]["agreement_at_1"]),
            (&1.0.into(), &(1.0 / 3.0).into())
        );
        assert_eq!(
            (&value["classes"]["b"]["index"]["mrr_at_10"], &value["classes"]["b"]["postgres"]["mrr_at_10"]),
            (&1.0.into(), &0.0.into())
        );
        assert_eq!(
            (&value["all"]["index"]["max_ms"], &value["all"]["postgres"]["max_ms"]),
            (&3.0.into(), &30.0.into())
        );
        let missed: Vec<&str> = comparison.misses.iter().map(|miss| miss.q).collect();
        assert_eq!(missed, ["apart", "swapped"]);
        assert!(comparison.complaint().is_some_and(|complaint| complaint.contains("1 queries")));
    }
}
