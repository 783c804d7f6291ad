//! The chaos harness: runs the real program on a real PostgreSQL while others write and search, breaks something each
//! round, and proves afterwards that the index is the catalog, by content. `scripts/chaos` runs it.

#![allow(clippy::unwrap_used, reason = "a lock is poisoned only by a panic, which ends the harness")]

mod asker;
mod damage;
mod disk;
#[path = "../it/support/fixtures.rs"]
#[allow(dead_code, reason = "the tests need more of it")]
mod fixtures;
mod http;
mod plan;
mod postgres;
#[path = "../it/support/private.rs"]
mod private;
#[path = "../it/support/program.rs"]
mod program;
mod proof;
#[path = "../it/support/proxy.rs"]
mod proxy;
mod rounds;
mod server;
mod stage;
mod tally;
mod twins;
mod until;
mod writer;

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result};
use clap::Parser;
use tokio::signal::unix::{SignalKind, signal};

use plan::Round;
use stage::Stage;
use tally::Tally;

/// Breaks the program in every way that is known, and proves each time that its index equals its catalog.
#[derive(Parser)]
struct Arguments {
    /// How many times.
    #[arg(long, default_value_t = 200)]
    rounds: usize,
    /// Decides which rounds are played and in which order; the moments are the machine's.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only the kinds of rounds whose name holds this text, such as "disk full" or "killed at switch".
    #[arg(long, value_name = "TEXT", default_value = "")]
    only: String,
    /// An empty folder to work in. The disk is filled only where `data` in it is a small file system of its own.
    #[arg(long, value_name = "FOLDER")]
    folder: PathBuf,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    match runtime.block_on(run(&arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &Arguments) -> Result<()> {
    let Arguments { rounds: count, seed, only, folder } = arguments;
    let mut stop = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut stage = Stage::set(folder, *seed).await.context("the stage can't be set")?;
    let played = tokio::select! {
        played = play(&mut stage, *count, *seed, only) => played,
        _ = async { tokio::select! { _ = stop.recv() => (), _ = interrupt.recv() => () } } => anyhow::bail!("stopped"),
    };
    let struck = stage.strike().await;
    played.and(struck)
}

async fn play(stage: &mut Stage, count: usize, seed: u64, only: &str) -> Result<()> {
    let has_small_disk = disk::is_small(&stage.server.data_dir)?;
    if !has_small_disk {
        println!("skipped: a full disk, since the data directory isn't a small file system that only root can mount");
    }
    let agreement = stage.prove().await.context("before anything was broken")?;
    let rounds = plan::rounds(count, seed, has_small_disk, only);
    println!("seed {seed}: {} rounds, beginning with {} tracks", rounds.len(), agreement.tracks);
    let mut tally = Tally::default();
    for (number, round) in (1..).zip(rounds) {
        let place = || format!("round {number} of seed {seed} ({round})");
        one_round(stage, number, &round, &mut tally).await.with_context(place)?;
    }
    println!("\n{tally}");
    Ok(())
}

async fn one_round(stage: &mut Stage, number: usize, round: &Round, tally: &mut Tally) -> Result<()> {
    let (began, before) = (Instant::now(), stage.answers());
    let told = stage.play(round).await?;
    let broken = began.elapsed();
    let agreement = stage.prove().await?;
    let took = began.elapsed();
    stage.proxy.end_silence();
    let answers = stage.answers();
    let (by_index, by_postgres) = (answers.by_index - before.by_index, answers.by_postgres - before.by_postgres);
    println!(
        "{number:>4}  {:<44} {} tracks agree, generation {}; {by_index} + {by_postgres} answers; {:.1} + {:.1} s{}",
        round.to_string(),
        agreement.tracks,
        agreement.generation,
        broken.as_secs_f64(),
        (took - broken).as_secs_f64(),
        if told.is_empty() { told } else { format!("; {told}") },
    );
    tally.count(round, took - broken, by_index, by_postgres);
    Ok(())
}
