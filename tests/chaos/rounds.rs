//! How each round is played. What it breaks, it leaves broken: that all is well again is for the proof to say.

use std::fs;
use std::io::Write;
use std::process::Child;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use rand::RngExt;

use crate::damage::inflict;
use crate::disk;
use crate::plan::{Moment, Round, Victim};
use crate::server::killed_itself;
use crate::stage::Stage;
use crate::twins::Twins;
use crate::until::until;

const IMPORTED: usize = 800;
/// Long enough for others to write while a rebuild lingers.
const LINGER: &str = "build.begun=linger:300";

impl Stage {
    /// Answers what else is worth telling.
    pub async fn play(&mut self, round: &Round) -> Result<String> {
        match *round {
            Round::ServerKilled => self.kill_server().await?,
            Round::ServerKilledTwice => {
                self.kill_server().await?;
                self.server.start("")?;
                self.a_while(0..400).await;
                self.server.kill()?;
            }
            Round::KilledAt { point, victim: Victim::Server, pass } => self.kill_server_at(point, pass).await?,
            Round::KilledAt { point, victim: Victim::Reindex, .. } => self.kill_reindex_at(point).await?,
            Round::KilledAt { point, victim: Victim::Verify, .. } => self.kill_verify_at(point).await?,
            Round::CommandKilled(command) => self.kill_command(command).await?,
            Round::IngestKilled => return self.kill_ingest().await,
            Round::PostgresKilled => {
                self.a_while(0..500).await;
                self.postgres.kill()?;
                self.a_while(0..1_500).await;
                self.postgres.start_again().await?;
            }
            Round::PostgresKilledInReindex => return self.kill_postgres_in_reindex().await,
            Round::PostgresKilledAfterReindex => {
                // What it has read, and was not on disk yet, is then gone.
                let reindex = self.spawn(&["reindex"], LINGER)?;
                let status = ended(reindex).await?;
                ensure!(status.success(), "reindex ended with {status}");
                self.postgres.kill()?;
                self.postgres.start_again().await?;
            }
            Round::BackendsTerminated => return self.terminate_backends().await,
            Round::ConnectionsCut => {
                self.a_while(0..500).await;
                self.proxy.cut();
                self.a_while(0..1_500).await;
                self.proxy.open();
            }
            Round::ConnectionsSilent => {
                self.a_while(0..500).await;
                self.proxy.fall_silent();
                // Long enough for the mirror to have asked something.
                self.a_while(300..1_000).await;
                self.proxy.open();
            }
            Round::DiskFull => return self.fill_disk().await,
            Round::Damaged(damage, Moment::Stopped) => {
                self.stop_server().await?;
                return inflict(damage, &self.index(), &mut self.dice);
            }
            Round::Damaged(damage, Moment::Running) => {
                let file = inflict(damage, &self.index(), &mut self.dice)?;
                self.a_while(0..1_500).await;
                self.stop_server().await?;
                return Ok(file);
            }
            Round::IndexDeleted(Moment::Stopped) => {
                self.stop_server().await?;
                fs::remove_dir_all(self.index())?;
            }
            Round::IndexDeleted(Moment::Running) => {
                // Again where the server has made a file meanwhile.
                while self.index().exists() {
                    let _ = fs::remove_dir_all(self.index());
                }
            }
        }
        Ok(String::new())
    }

    async fn a_while(&mut self, milliseconds: std::ops::Range<u64>) {
        tokio::time::sleep(Duration::from_millis(self.dice.random_range(milliseconds))).await;
    }

    async fn kill_server(&mut self) -> Result<()> {
        self.a_while(0..800).await;
        self.server.kill()?;
        self.a_while(0..300).await;
        Ok(())
    }

    async fn stop_server(&mut self) -> Result<()> {
        if self.dice.random() { self.server.kill() } else { self.server.terminate().await }
    }

    async fn kill_server_at(&mut self, point: &str, pass: u32) -> Result<()> {
        self.stop_server().await?;
        if point.starts_with("build.") || point.starts_with("switch.") {
            // So that it builds by itself.
            fs::remove_dir_all(self.index())?;
        }
        self.server.start(&format!("{point}=die:{pass}"))?;
        if point.starts_with("retire.") {
            self.until_serving().await?;
            // The generation before its own is for the server to remove.
            let status = ended(self.spawn(&["reindex"], "")?).await?;
            ensure!(status.success(), "reindex ended with {status}");
        }
        self.server.await_death().await.context("the server")
    }

    async fn kill_reindex_at(&mut self, point: &str) -> Result<()> {
        // A server that runs keeps the old generation for as long as it follows with it.
        if point.starts_with("retire.") || self.dice.random_bool(0.3) {
            self.stop_server().await?;
        }
        let reindex = self.spawn(&["reindex"], &format!("{LINGER},{point}=die:1"))?;
        killed_itself(ended(reindex).await?).context("reindex")
    }

    async fn kill_verify_at(&mut self, point: &str) -> Result<()> {
        self.stop_server().await?;
        // Something must have changed since.
        self.a_while(200..400).await;
        let verify = self.spawn(&["verify"], &format!("{point}=die:1"))?;
        killed_itself(ended(verify).await?).context("verify")
    }

    async fn kill_command(&mut self, command: &str) -> Result<()> {
        let table = self.folder.join("import.tsv");
        let mut arguments = vec![command];
        if command == "import" {
            self.write_table(&table)?;
            arguments.push(table.to_str().context("a folder with a name in UTF-8")?);
        }
        let mut process = self.spawn(&arguments, "")?;
        self.a_while(0..1_200).await;
        process.kill()?;
        process.wait()?;
        Ok(())
    }

    async fn kill_ingest(&mut self) -> Result<String> {
        let twins = match &mut self.twins {
            Some(twins) => twins,
            none => none.insert(Twins::new(&self.folder, &self.postgres, &self.server).await?),
        };
        twins.round(&self.server, &mut self.dice).await
    }

    /// The same tracks as always, with other names.
    fn write_table(&mut self, path: &std::path::Path) -> Result<()> {
        let mut table = String::from("id\tartist\ttitle\tyear\n");
        let salt: u16 = self.dice.random();
        for n in 0..IMPORTED {
            table.push_str(&format!(
                "import {n}\tImported {salt}\tTitle {salt} {}\t{}\n",
                2_000_000_000 + n,
                1900 + n % 100
            ));
        }
        Ok(fs::File::create(path)?.write_all(table.as_bytes())?)
    }

    /// A reindex reads a row that PostgreSQL then loses.
    async fn kill_postgres_in_reindex(&mut self) -> Result<String> {
        self.stop_server().await?;
        // Whatever anybody commits makes durable what was committed before it.
        let standstill = self.writer.pause().await;
        let reindex = self.spawn(&["reindex"], "build.begun=linger:600,build.filling=linger:1500")?;
        let lock = self.index().join("rebuild.lock");
        let begun = async || match fs::read_to_string(&lock) {
            Ok(pid) if pid.trim() == reindex.id().to_string() => Ok(()),
            other => Err(format!("the lock is of {other:?}")),
        };
        until("the reindex begins", begun).await?;
        let mut transaction = self.sql.begin().await?;
        sqlx::query("set local synchronous_commit = off").execute(&mut *transaction).await?;
        sqlx::query("insert into audio_tracks (title) select 'Lost ' || nextval('chaos_number')")
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        self.a_while(1_000..1_400).await;
        self.postgres.kill()?;
        self.postgres.start_again().await?;
        let kept: i64 = sqlx::query_scalar("select count(*) from audio_tracks where title like 'Lost %'")
            .fetch_one(&self.sql)
            .await?;
        drop(standstill);
        let status = ended(reindex).await?;
        Ok(format!("reindex ends with {status}, PostgreSQL kept {kept} of its rows"))
    }

    async fn terminate_backends(&mut self) -> Result<String> {
        let mut terminated = 0;
        for _ in 0..self.dice.random_range(1..5) {
            self.a_while(0..300).await;
            let ended: Vec<bool> = sqlx::query_scalar(
                "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'needledrop'",
            )
            .fetch_all(&self.sql)
            .await?;
            terminated += ended.len();
        }
        Ok(format!("{terminated} of them"))
    }

    /// The server says what is in its way, goes on answering, and may even be started.
    async fn fill_disk(&mut self) -> Result<String> {
        let data_dir = self.server.data_dir.clone();
        let troubled = async || {
            // Again and again, since what the server removes makes room for it.
            disk::fill(&data_dir).map_err(|error| error.to_string())?;
            let readiness = self.readiness().await.map_err(|error| error.to_string())?;
            let trouble = readiness["index"]["trouble"].as_str();
            trouble
                .filter(|trouble| trouble.contains("is full"))
                .map(str::to_owned)
                .ok_or_else(|| format!("it says {}", readiness["index"]))
        };
        let trouble = until("the server says that its disk is full", troubled).await?;
        if self.dice.random() {
            self.server.kill()?;
            self.server.start("")?;
            let answers = async || self.readiness().await.map_err(|error| error.to_string());
            until("the server answers after a start on a full disk", answers).await?;
            self.a_while(0..1_000).await;
        }
        fs::remove_file(disk::fill(&data_dir)?)?;
        Ok(trouble)
    }
}

async fn ended(mut process: Child) -> Result<std::process::ExitStatus> {
    let process = std::sync::Mutex::new(&mut process);
    let look = async || match process.lock().unwrap().try_wait() {
        Ok(Some(status)) => Ok(status),
        other => Err(format!("{other:?}")),
    };
    until("the command ends", look).await
}
