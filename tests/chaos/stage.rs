//! Everything that a round is played on: PostgreSQL, the server, who writes, who asks; and the proof at its end.

use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;
use sqlx::PgPool;

use crate::asker::Asker;
use crate::http;
use crate::postgres::Postgres;
use crate::proof::{self, Tracks};
use crate::proxy::Proxy;
use crate::server::Server;
use crate::twins::Twins;
use crate::until::until;
use crate::writer::Writer;

pub struct Stage {
    pub server: Arc<Server>,
    pub postgres: Postgres,
    pub proxy: Proxy,
    pub sql: PgPool,
    pub dice: ChaCha8Rng,
    pub folder: PathBuf,
    pub writer: Writer,
    pub twins: Option<Twins>,
    asker: Asker,
    /// What was catalogued at the last proof.
    before: Tracks,
}

/// What a proof has found.
pub struct Agreement {
    pub tracks: usize,
    pub generation: u64,
}

impl Stage {
    pub async fn set(folder: &Path, seed: u64) -> Result<Self> {
        let postgres = Postgres::start(folder).await?;
        let proxy = Proxy::start(&postgres.url()).await;
        let sql = postgres.connect().await?;
        let data_dir = folder.join("data");
        std::fs::create_dir_all(&data_dir)?;
        let server = Arc::new(Server::new(folder.to_owned(), data_dir, proxy.url.clone())?);
        let writer = Writer::start(&sql, seed).await?;
        let asker = Asker::start(server.clone());
        let dice = ChaCha8Rng::seed_from_u64(seed);
        let folder = folder.to_owned();
        Ok(Self { server, postgres, proxy, sql, dice, folder, asker, writer, twins: None, before: Tracks::new() })
    }

    pub fn index(&self) -> PathBuf {
        self.server.data_dir.join("index")
    }

    /// Runs a command of the program beside whatever goes on.
    pub fn spawn(&self, arguments: &[&str], fail_points: &str) -> Result<Child> {
        let mut command = self.server.command(arguments, fail_points);
        Ok(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?)
    }

    /// Waits until the server answers from its index.
    pub async fn until_serving(&self) -> Result<()> {
        let serving = async || {
            let index = self.readiness().await.map_err(|error| error.to_string())?["index"].take();
            if index["state"] == "serving" { Ok(()) } else { Err(index.to_string()) }
        };
        until("the server serves", serving).await
    }

    /// What `/readyz` says.
    pub async fn readiness(&self) -> Result<Value> {
        let (status, body) = http::get(&self.server.address, "/readyz").await?;
        ensure!(status == 200, "/readyz answers {status}: {body}");
        Ok(body)
    }

    /// Starts the server if it is dead; waits until it has caught up with a catalog that stands still; compares both.
    pub async fn prove(&mut self) -> Result<Agreement> {
        if self.server.life().is_none() {
            self.server.start("")?;
        }
        let life = self.server.life();
        let standstill = self.writer.pause().await;
        self.writer.check()?;
        let tracks = proof::catalogued(&self.sql).await?;
        let agreed = until("index and catalog agree", async || {
            self.agreement(&tracks).await.map_err(|error| format!("{error:#}"))
        });
        let generation = agreed.await?;
        self.dice.random::<u64>();
        self.verify(tracks.len()).await?;
        drop(standstill);
        self.asker.check()?;
        ensure!(self.server.life() == life, "the server has died by itself; see server.log");
        let agreement = Agreement { tracks: tracks.len(), generation };
        self.before = tracks;
        Ok(agreement)
    }

    /// The number of the generation that holds exactly these tracks and that the server serves.
    async fn agreement(&self, tracks: &Tracks) -> Result<u64> {
        let readiness = self.readiness().await?;
        let index = &readiness["index"];
        ensure!(index["state"] == "serving" && index["lag_changes"] == 0, "the server says {index}");
        let root = self.index();
        // On another thread, since a damaged index can be the cause of a panic.
        #[expect(clippy::disallowed_methods, reason = "the harness has no pool of its own")]
        let reading = tokio::task::spawn_blocking(move || proof::indexed(&root)).await;
        let (generation, documents) = reading.context("reading the index panics")??;
        proof::compare(tracks, &documents)?;
        let (served, docs) = (index["generation"].as_u64(), index["docs"].as_u64());
        ensure!(
            (served, docs) == (Some(generation), Some(documents.len() as u64)),
            "the server serves {docs:?} documents of generation {served:?}, of {} of {generation}",
            documents.len()
        );
        // At each attempt the same.
        proof::search(&self.server, tracks, &self.before, &mut self.dice.clone()).await?;
        Ok(generation)
    }

    /// The program's own word for it.
    async fn verify(&self, tracks: usize) -> Result<()> {
        let mut command = tokio::process::Command::from(self.server.command(&["verify", "--format", "json"], ""));
        let output = command.output().await?;
        let said = String::from_utf8_lossy(&output.stdout);
        let report: Value = serde_json::from_str(&said).unwrap_or_default();
        ensure!(
            output.status.success() && report["agree"] == true && report["compared"] == tracks,
            "verify ends with {}, says {said}{}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
        );
        Ok(())
    }

    pub async fn strike(self) -> Result<()> {
        let Self { server, postgres, asker, writer, twins, sql, .. } = self;
        drop((asker, writer, twins));
        if server.life().is_some() {
            server.terminate().await?;
        }
        sql.close().await;
        postgres.stop().await
    }

    pub fn answers(&self) -> crate::asker::Answers {
        self.asker.answers()
    }
}
