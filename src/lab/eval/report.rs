//! What a run is worth, for people and for programs.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;

use super::load::{Reply, Run};
use crate::evaluation::{Case, Metrics, by_class};
use crate::lab::output;

/// How many answers were not 200, how good and how fast the others were.
#[derive(Serialize)]
pub struct Report<'a> {
    all: ClassSummary,
    classes: BTreeMap<&'a str, ClassSummary>,
    one_client: Throughput,
    all_clients: Throughput,
    failures: usize,
    misses: Vec<Miss<'a>>,
}

/// One class. The times are those with all clients.
#[derive(Serialize)]
struct ClassSummary {
    n: usize,
    success_at_1: f64,
    recall_at_10: f64,
    mrr_at_10: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    within: Option<f64>,
    #[serde(flatten)]
    times: Times,
}

/// How fast so many clients were served.
#[derive(Serialize)]
struct Throughput {
    clients: usize,
    queries_per_second: f64,
    #[serde(flatten)]
    times: Times,
}

/// How long answers took.
#[derive(Clone, Copy, Serialize)]
pub struct Times {
    pub p50_ms: f64,
    p95_ms: f64,
    pub p99_ms: f64,
    max_ms: f64,
}

/// A case that was not answered as well as it asks for.
#[derive(Serialize)]
struct Miss<'a> {
    class: &'a str,
    q: &'a str,
    wanted: (&'a str, &'a str),
    rank: Option<usize>,
    top: Option<&'a (String, String)>,
}

impl<'a> Report<'a> {
    /// From one client's run, which says how good, and that of all, which says how fast; with the `misses` worst
    /// answers.
    pub fn new(cases: &'a [Case], alone: &'a Run, together: &Run, misses: usize) -> Self {
        let judged = || cases.iter().zip(alone.replies.iter().map(|reply| reply.rank));
        let (classes, all) = by_class(judged());
        let times = |class: &str| {
            let of_class = cases.iter().zip(&together.replies).filter(|(case, _)| case.class == class);
            Times::of(of_class.map(|(_, reply)| reply.took))
        };
        let runs = [alone, together];
        Self {
            all: ClassSummary::new(&all, Times::of(together.replies.iter().map(|reply| reply.took))),
            classes: classes
                .iter()
                .map(|(&class, metrics)| (class, ClassSummary::new(metrics, times(class))))
                .collect(),
            one_client: Throughput::of(alone),
            all_clients: Throughput::of(together),
            failures: runs.iter().flat_map(|run| &run.replies).filter(|reply| reply.is_failure()).count(),
            misses: worst(cases, &alone.replies, misses),
        }
    }

    /// Prints it for people.
    pub fn print(&self) -> anyhow::Result<()> {
        let headers = ["class", "n", "success@1", "recall@10", "MRR@10", "within", "p50 ms", "p95 ms", "p99 ms"]
            .map(str::to_owned)
            .to_vec();
        let rows = self.classes.iter().map(|(class, row)| (*class, row)).chain([("all", &self.all)]);
        let cells: Vec<_> = [headers].into_iter().chain(rows.map(|(class, row)| row.cells(class))).collect();
        print_table(&cells)?;
        output::line("")?;
        for pace in [&self.one_client, &self.all_clients] {
            output::line(pace)?;
        }
        output::line(format!("answers that were not 200: {}", self.failures))?;
        self.misses.iter().try_for_each(output::line)
    }

    /// What is not good enough.
    pub fn complaints(&self, mrr: Option<f64>, recall: Option<f64>, p99_ms: Option<f64>) -> Vec<String> {
        let mut complaints = Vec::new();
        if self.failures > 0 {
            complaints.push(format!("{} answers were not 200", self.failures));
        }
        for (name, reached, floor) in
            [("MRR@10", self.all.mrr_at_10, mrr), ("recall@10", self.all.recall_at_10, recall)]
        {
            if let Some(floor) = floor.filter(|floor| reached < *floor) {
                complaints.push(format!("{name} is {reached:.4}; at least {floor} is wanted"));
            }
        }
        let p99 = self.all.times.p99_ms;
        if let Some(limit) = p99_ms.filter(|limit| p99 >= *limit) {
            complaints.push(format!("p99 is {p99:.1} ms; the limit is {limit} ms"));
        }
        complaints
    }
}

impl ClassSummary {
    fn new(metrics: &Metrics, times: Times) -> Self {
        Self {
            n: metrics.cases,
            success_at_1: metrics.success_at_1(),
            recall_at_10: metrics.recall(),
            mrr_at_10: metrics.mrr(),
            within: metrics.within(),
            times,
        }
    }

    fn cells(&self, class: &str) -> Vec<String> {
        let ClassSummary { n, success_at_1, recall_at_10, mrr_at_10, within, times } = self;
        let share = |value: f64| format!("{value:.3}");
        let ms = |value: f64| format!("{value:.2}");
        vec![
            class.to_owned(),
            n.to_string(),
            share(*success_at_1),
            share(*recall_at_10),
            share(*mrr_at_10),
            within.map(share).unwrap_or_default(),
            ms(times.p50_ms),
            ms(times.p95_ms),
            ms(times.p99_ms),
        ]
    }
}

impl Throughput {
    fn of(run: &Run) -> Self {
        Self {
            clients: run.clients,
            queries_per_second: run.replies.len() as f64 / run.took.as_secs_f64(),
            times: Times::of(run.replies.iter().map(|reply| reply.took)),
        }
    }
}

impl std::fmt::Display for Throughput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Times { p50_ms, p95_ms, p99_ms, max_ms } = self.times;
        let clients = if self.clients == 1 { "1 client".into() } else { format!("{} clients", self.clients) };
        write!(
            f,
            "{clients}: {:.0} queries/s; p50 {p50_ms:.2} ms, p95 {p95_ms:.2}, p99 {p99_ms:.2}, max {max_ms:.2}",
            self.queries_per_second
        )
    }
}

impl Times {
    pub fn of(times: impl Iterator<Item = Duration>) -> Self {
        let mut ms: Vec<f64> = times.map(|time| time.as_secs_f64() * 1e3).collect();
        ms.sort_by(f64::total_cmp);
        let at = |share: f64| ms.get(((ms.len() as f64 * share) as usize).min(ms.len().saturating_sub(1)));
        let [p50_ms, p95_ms, p99_ms, max_ms] =
            [0.5, 0.95, 0.99, 1.0].map(|share| at(share).copied().unwrap_or_default());
        Self { p50_ms, p95_ms, p99_ms, max_ms }
    }
}

impl std::fmt::Display for Miss<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Miss { class, q, wanted: (artist, title), rank, top } = self;
        let rank = rank.map_or("not found".into(), |rank| format!("rank {rank}"));
        write!(f, "  {class}: \"{q}\" wants {artist} / {title}: {rank}; first is ")?;
        match top {
            Some((artist, title)) => write!(f, "{artist} / {title}"),
            None => write!(f, "nothing"),
        }
    }
}

/// Prints rows whose first cell is a name and whose others are numbers.
pub fn print_table(rows: &[Vec<String>]) -> anyhow::Result<()> {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or_default();
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for row in rows {
        let name = format!("{:1$}", row[0], widths[0]);
        let numbers = row[1..].iter().zip(&widths[1..]).map(|(cell, width)| format!("  {cell:>width$}"));
        output::line(name + &numbers.collect::<String>())?;
    }
    Ok(())
}

/// The cases that were not met, those that were not found first, then the deepest.
fn worst<'a>(cases: &'a [Case], replies: &'a [Reply], most: usize) -> Vec<Miss<'a>> {
    let mut misses: Vec<(&Case, &Reply)> =
        cases.iter().zip(replies).filter(|(case, reply)| !case.is_met_by(reply.rank)).collect();
    misses.sort_by_key(|(_, reply)| std::cmp::Reverse(reply.rank.unwrap_or(usize::MAX)));
    misses.truncate(most);
    let miss = |(case, reply): (&'a Case, &'a Reply)| Miss {
        class: &case.class,
        q: &case.q,
        wanted: (&case.artist, &case.title),
        rank: reply.rank,
        top: reply.top.as_ref(),
    };
    misses.into_iter().map(miss).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation;

    fn run(clients: usize, replies: &[(u64, u16, Option<usize>)]) -> Run {
        let reply = |&(ms, status, rank): &(u64, u16, Option<usize>)| Reply {
            took: Duration::from_millis(ms),
            status: Some(status),
            rank,
            top: rank.map(|_| ("A".into(), "B".into())),
            ids: Vec::new(),
        };
        Run { clients, took: Duration::from_secs(2), replies: replies.iter().map(reply).collect() }
    }

    #[test]
    fn ranks_are_of_one_client_times_of_all_and_the_worst_come_first() {
        let lines = r#"{"class":"a","q":"one","match":"title","title":"t"}
            {"class":"a","q":"two","match":"title","title":"t"}
            {"class":"b","q":"three","match":"title","title":"t"}
            {"class":"b","q":"four","match":"title","title":"t","within":4}"#;
        let cases = evaluation::parse("f", lines).unwrap();
        let alone = run(1, &[(1, 200, Some(1)), (1, 200, Some(2)), (1, 500, None), (1, 200, Some(4))]);
        let together = run(4, &[(3, 200, None), (5, 200, None), (7, 200, None), (9, 200, None)]);
        let report = Report::new(&cases, &alone, &together, 5);
        let value = serde_json::to_value(&report).unwrap();
        assert_eq!(value["all"]["mrr_at_10"], 1.75 / 4.0);
        assert_eq!(value["classes"]["a"]["max_ms"], 5.0);
        assert_eq!(value["classes"]["b"]["within"], 1.0);
        assert_eq!((&value["one_client"]["max_ms"], &value["all_clients"]["max_ms"]), (&1.0.into(), &9.0.into()));
        assert_eq!((&value["all_clients"]["queries_per_second"], &value["failures"]), (&2.0.into(), &1.into()));
        let missed: Vec<&str> = report.misses.iter().map(|miss| miss.q).collect();
        assert_eq!(missed, ["three", "two"]);
        assert_eq!(report.complaints(Some(0.5), Some(0.75), Some(9.0)).len(), 3);
        assert_eq!(report.complaints(None, None, None).len(), 1);
    }
}
