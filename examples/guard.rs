//! Sends labelled queries to a running search and judges the answers: latency and recall by class, good enough or not.
//!
//!     guard URL QUERIES.jsonl [--clients 4] [--p99-below-ms 200] [--recall-at-least 0.9]
//!
//! Knows the HTTP contract and the query file only, as any client would. Each client is one keep-alive connection and
//! costs a few microseconds a query, so that it can share a machine with the server that it measures.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use clap::Parser;
use serde::Deserialize;

#[derive(Parser)]
struct Args {
    /// Where the search is: http://HOST:PORT/v1/search
    url: String,
    queries: PathBuf,
    #[arg(long, default_value_t = 4)]
    clients: usize,
    #[arg(long, default_value_t = 200.0)]
    p99_below_ms: f64,
    /// Of all queries, how many must find their track among the first ten, from 0 to 1.
    #[arg(long, default_value_t = 0.9)]
    recall_at_least: f64,
}

#[derive(Deserialize)]
struct Query {
    class: String,
    q: String,
    #[serde(rename = "match")]
    matches: String,
    artist: String,
    title: String,
}

#[derive(Deserialize)]
struct Answer {
    hits: Vec<Hit>,
}

#[derive(Deserialize)]
struct Hit {
    artist: Option<String>,
    title: String,
}

/// What became of one query.
struct Outcome {
    took: Duration,
    found: bool,
    status: u16,
}

fn main() -> anyhow::Result<ExitCode> {
    let args = Args::parse();
    let text = std::fs::read_to_string(&args.queries).with_context(|| args.queries.display().to_string())?;
    let queries: Vec<Query> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    if queries.is_empty() {
        bail!("{} holds no query", args.queries.display());
    }
    let began = Instant::now();
    let outcomes = ask_all(&args, &queries)?;
    let seconds = began.elapsed().as_secs_f64();

    let mut classes: BTreeMap<&str, Vec<&Outcome>> = BTreeMap::new();
    for (query, outcome) in queries.iter().zip(&outcomes) {
        classes.entry(&query.class).or_default().push(outcome);
    }
    println!("{:14}{:>7}{:>11}{:>10}{:>10}{:>10}", "class", "n", "recall@10", "p50 ms", "p95 ms", "p99 ms");
    for (class, outcomes) in &classes {
        print_row(class, outcomes);
    }
    let all: Vec<&Outcome> = outcomes.iter().collect();
    let (recall, p99) = print_row("all", &all);
    let failed = outcomes.iter().filter(|outcome| outcome.status != 200).count();
    println!(
        "{:.0} queries/s from {} clients; {failed} answers were not 200",
        queries.len() as f64 / seconds,
        args.clients
    );

    let mut verdict = ExitCode::SUCCESS;
    for (good, complaint) in [
        (failed == 0, format!("{failed} answers were not 200")),
        (p99 < args.p99_below_ms, format!("p99 is {p99:.1} ms; the limit is {} ms", args.p99_below_ms)),
        (recall >= args.recall_at_least, format!("recall is {recall:.3}; at least {} is wanted", args.recall_at_least)),
    ] {
        if !good {
            eprintln!("error: {complaint}");
            verdict = ExitCode::FAILURE;
        }
    }
    Ok(verdict)
}

/// Prints a row of the report, and gives recall and p99 in milliseconds.
fn print_row(name: &str, outcomes: &[&Outcome]) -> (f64, f64) {
    let mut times: Vec<f64> = outcomes.iter().map(|outcome| outcome.took.as_secs_f64() * 1e3).collect();
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() as f64 * share) as usize).min(times.len() - 1)];
    let recall = outcomes.iter().filter(|outcome| outcome.found).count() as f64 / outcomes.len() as f64;
    println!("{name:14}{:7}{recall:11.3}{:10.2}{:10.2}{:10.2}", outcomes.len(), at(0.5), at(0.95), at(0.99));
    (recall, at(0.99))
}

/// Asks every query once; the clients take the next one each as they get free. Outcomes in the queries' order.
fn ask_all(args: &Args, queries: &[Query]) -> anyhow::Result<Vec<Outcome>> {
    let Some((host, path)) = args.url.strip_prefix("http://").and_then(|rest| rest.split_once('/')) else {
        bail!("{} is not like http://127.0.0.1:3345/v1/search", args.url);
    };
    let next = AtomicUsize::new(0);
    let client = || -> anyhow::Result<Vec<(usize, Outcome)>> {
        let mut connection = Connection::open(host)?;
        let mut outcomes = Vec::new();
        while let Some((at, query)) =
            Some(next.fetch_add(1, Ordering::Relaxed)).and_then(|at| Some((at, queries.get(at)?)))
        {
            let began = Instant::now();
            let (status, body) = connection.get(&format!("/{path}?limit=10&q={}", percent_encoded(&query.q)))?;
            let took = began.elapsed();
            let found = status == 200 && is_found(query, &serde_json::from_slice(&body)?);
            outcomes.push((at, Outcome { took, found, status }));
        }
        Ok(outcomes)
    };
    let outcomes: BTreeMap<usize, Outcome> = std::thread::scope(|scope| {
        let clients: Vec<_> = (0..args.clients).map(|_| scope.spawn(client)).collect();
        clients.into_iter().map(|client| client.join().expect("a client panicked")).collect::<anyhow::Result<Vec<_>>>()
    })?
    .into_iter()
    .flatten()
    .collect();
    Ok(outcomes.into_values().collect())
}

/// Whether one of the hits is what the query is after.
fn is_found(query: &Query, answer: &Answer) -> bool {
    let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
    answer.hits.iter().take(10).any(|hit| {
        let artist = same(hit.artist.as_deref().unwrap_or_default(), &query.artist);
        let title = same(&hit.title, &query.title);
        match query.matches.as_str() {
            "pair" => artist && title,
            "title" => title,
            _ => artist,
        }
    })
}

fn percent_encoded(text: &str) -> String {
    let encode = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(encode).collect()
}

/// One keep-alive HTTP/1.1 connection.
struct Connection {
    stream: BufReader<TcpStream>,
    host: String,
}

impl Connection {
    fn open(host: &str) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(host).with_context(|| format!("nobody answers at {host}"))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Self { stream: BufReader::new(stream), host: host.to_owned() })
    }

    /// Status and body.
    fn get(&mut self, target: &str) -> io::Result<(u16, Vec<u8>)> {
        let request = format!("GET {target} HTTP/1.1\r\nHost: {}\r\nAccept: application/json\r\n\r\n", self.host);
        self.stream.get_mut().write_all(request.as_bytes())?;
        let broken = || io::Error::other("an answer without status or length");
        let status = self.line()?.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or_else(broken)?;
        let mut length = None;
        loop {
            let line = self.line()?.to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().ok();
            }
        }
        let mut body = vec![0; length.ok_or_else(broken)?];
        self.stream.read_exact(&mut body)?;
        Ok((status, body))
    }

    fn line(&mut self) -> io::Result<String> {
        let mut line = String::new();
        match self.stream.read_line(&mut line)? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(line.trim_end().to_owned()),
        }
    }
}
