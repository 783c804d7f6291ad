//! The PostgreSQL that the program is run against: killed with all that it had not written, and started again.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use needledrop::catalog::{Catalog, Config, DatabaseUrl, migrate};
use needledrop::private_postgres::PrivateServer;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;

use crate::private::{self, server_pid};

pub struct Postgres {
    home: PathBuf,
    url: String,
    /// None after a kill: whoever uses the server would start it again.
    server: Option<PrivateServer>,
}

impl Postgres {
    /// A cluster in this folder, with an empty catalog.
    pub async fn start(home: &Path) -> Result<Self> {
        let server = private::start(home).await?;
        let catalog = Catalog::connect(&Config::new(DatabaseUrl::new(server.url()))).await?;
        migrate::up(&catalog).await?;
        catalog.close().await;
        let started = Self { home: home.to_owned(), url: server.url().to_owned(), server: Some(server) };
        let sql = started.connect().await?;
        // What commits asynchronously stays in memory for as long as that may be, for a kill to take it along. A killed
        // process loses nothing that it has written, so nothing need reach the disk.
        for setting in ["wal_writer_delay = '10 s'", "fsync = off"] {
            sqlx::query(sqlx::AssertSqlSafe(format!("alter system set {setting}"))).execute(&sql).await?;
        }
        sqlx::query("select pg_reload_conf()").execute(&sql).await?;
        sql.close().await;
        Ok(started)
    }

    /// Not through the proxy: for whoever is not the program.
    pub async fn connect(&self) -> Result<PgPool> {
        let options = PgPoolOptions::new().max_connections(10).acquire_timeout(std::time::Duration::from_secs(2));
        Ok(options.connect(&self.url).await?)
    }

    pub fn url(&self) -> DatabaseUrl {
        DatabaseUrl::new(self.url.as_str())
    }

    /// Kills the server and all its processes, so that none can still write what it had in memory.
    pub fn kill(&mut self) -> Result<()> {
        let server = server_pid(&self.home).context("PostgreSQL isn't running")?;
        let processes = children_of(server)?;
        self.server = None;
        for process in [server].into_iter().chain(processes) {
            // One that has just ended is as good as killed.
            let _ = kill(Pid::from_raw(process), Signal::SIGKILL);
        }
        Ok(())
    }

    pub async fn start_again(&mut self) -> Result<()> {
        self.server = Some(private::start(&self.home).await?);
        Ok(())
    }

    pub async fn stop(self) -> Result<()> {
        match &self.server {
            Some(server) => Ok(server.stop().await?),
            None => Ok(()),
        }
    }
}

fn children_of(parent: i32) -> Result<Vec<i32>> {
    let mut children = Vec::new();
    for entry in std::fs::read_dir("/proc").context("the harness needs Linux")?.flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        let status = std::fs::read_to_string(entry.path().join("status")).unwrap_or_default();
        let parent_of_it = status.lines().find_map(|line| line.strip_prefix("PPid:")?.trim().parse::<i32>().ok());
        if parent_of_it == Some(parent) {
            children.push(pid);
        }
    }
    Ok(children)
}
