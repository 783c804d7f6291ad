//! `needledrop-lab eval`: how well and how fast a running server answers labelled queries.
//!
//! Knows the HTTP contract and the query file only, as any client would, so that it can judge any build.

mod client;
mod compare;
mod load;
mod report;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, bail};

use super::{Context, Format, Usage, output};
use crate::evaluation::{self, Case};
use client::Target;
use compare::Comparison;
use report::Report;

/// Asked first and not counted: what a server does once after its start is not what a search costs.
const WARM_UP: usize = 50;

/// Ask a running server labelled queries and print, by class, how well and how fast it answers.
///
/// Every query is asked twice: by one client, which is what ranks and the one client's times are of, then by several at
/// once, which the times by class are of. Ends with 1 if any answer isn't 200 or a floor isn't reached.
///
/// With --compare-engines, one client asks every query of the index and of PostgreSQL alone. agree@1 is the share of
/// queries whose first hit is the same track, by id, or that neither engine has a hit for. agree@10 is, of each query,
/// the number of tracks among the first ten hits of both, divided by how many hits the longer of the two answers has
/// there; then the mean.
#[derive(Debug, clap::Args)]
#[command(after_help = "A query file has one JSON object a line:
  {\"class\":\"typo\",\"q\":\"bjork jogga\",\"match\":\"pair\",\"artist\":\"Björk\",\"title\":\"Jóga\",\"within\":1}
  match: pair, title or artist must be that of a hit, compared as the search compares names
  within (optional): the rank that is good enough    filters (optional): {\"year\": \"1990..1999\"}

Examples:
  needledrop-lab generate --tracks 100000 --queries 2000 --queries-file queries.jsonl > tracks.tsv
  needledrop import tracks.tsv && needledrop-lab eval queries.jsonl --misses 20
  needledrop-lab eval fixtures/relevance/*.jsonl --floor 0.95 --format json
  needledrop-lab eval queries.jsonl --compare-engines --misses 20")]
pub struct Args {
    /// Labelled queries.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The server [default: the configured listen address].
    #[arg(long, value_name = "http://HOST:PORT")]
    url: Option<String>,
    /// Who shall answer: the index, PostgreSQL, or the index if there is one.
    #[arg(long, value_parser = ["auto", "index", "postgres"])]
    engine: Option<String>,
    /// Ask the index and PostgreSQL alone, and say how far they agree, and how well and how fast each answers.
    #[arg(long, conflicts_with_all = ["engine", "clients", "floor", "recall_floor", "p99_below"])]
    compare_engines: bool,
    /// How many clients ask at once.
    #[arg(long, default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=256))]
    clients: u16,
    /// How many of the worst answers to list, or of those that the engines agree on least.
    #[arg(long, default_value_t = 0, value_name = "N")]
    misses: usize,
    /// The mean reciprocal rank over all queries must be at least this, from 0 to 1.
    #[arg(long, value_name = "MRR")]
    floor: Option<f64>,
    /// At least this share of all queries must find its track among the first ten, from 0 to 1.
    #[arg(long, value_name = "RECALL")]
    recall_floor: Option<f64>,
    /// With all clients, 99 of 100 answers must take less than this.
    #[arg(long, value_name = "MS")]
    p99_below: Option<f64>,
}

pub async fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let url = args.url.clone().unwrap_or_else(|| format!("http://{}", context.config.listen));
    let target = |engine| Target::parse(&url, engine).map_err(Usage);
    let format = context.format;
    if args.compare_engines {
        let (index, postgres) = (target(Some("index"))?, target(Some("postgres"))?);
        return context.cpu().run(move || compare(&args, &index, &postgres, format)).await?;
    }
    let target = target(args.engine.as_deref())?;
    context.cpu().run(move || eval(&args, &target, format)).await?
}

fn eval(args: &Args, target: &Target, format: Format) -> anyhow::Result<ExitCode> {
    let cases = read(&args.files)?;
    load::ask(target, &cases[..cases.len().min(WARM_UP)], 1)?;
    let alone = load::ask(target, &cases, 1)?;
    let together = load::ask(target, &cases, usize::from(args.clients))?;
    let report = Report::new(&cases, &alone, &together, args.misses);
    match format {
        Format::Json => output::json(&report)?,
        Format::Table => report.print()?,
    }
    Ok(exit_code(report.complaints(args.floor, args.recall_floor, args.p99_below)))
}

fn compare(args: &Args, index: &Target, postgres: &Target, format: Format) -> anyhow::Result<ExitCode> {
    let cases = read(&args.files)?;
    let warm_and_ask = |target| {
        load::ask(target, &cases[..cases.len().min(WARM_UP)], 1)?;
        load::ask(target, &cases, 1)
    };
    let (by_index, by_postgres) = (warm_and_ask(index)?, warm_and_ask(postgres)?);
    let comparison = Comparison::new(&cases, &by_index, &by_postgres, args.misses);
    match format {
        Format::Json => output::json(&comparison)?,
        Format::Table => comparison.print()?,
    }
    Ok(exit_code(comparison.complaint()))
}

/// Says what is not good enough.
fn exit_code(complaints: impl IntoIterator<Item = String>) -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for complaint in complaints {
        eprintln!("error: {complaint}");
        code = ExitCode::FAILURE;
    }
    code
}

/// The cases of all files; at least one.
pub fn read(files: &[PathBuf]) -> anyhow::Result<Vec<Case>> {
    let mut cases = Vec::new();
    for file in files {
        cases.extend(read_one(file)?);
    }
    if cases.is_empty() {
        bail!("there is no query in what was given");
    }
    Ok(cases)
}

fn read_one(file: &Path) -> anyhow::Result<Vec<Case>> {
    let text = std::fs::read_to_string(file).with_context(|| format!("{} can't be read", file.display()))?;
    Ok(evaluation::parse(&file.display().to_string(), &text)?)
}
