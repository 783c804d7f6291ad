//! What every command is given: the configuration, how to print, and the way to the catalog and to the CPU pool.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Context as _;
use tokio::sync::OnceCell;

use super::{Format, Stop, owner};
use crate::catalog::{Catalog, DatabaseUrl, Purpose, migrate};
use crate::config::Config;
use crate::cpu::Cpu;
use crate::private_postgres::PrivateServer;

/// How long to wait for work that was told to stop: it may be writing a part of the index, and has a last word for the
/// catalog.
const LAST_WORK: Duration = Duration::from_secs(3);
/// How long to wait for connections to end well.
const LAST_STATEMENTS: Duration = Duration::from_secs(1);

/// Made once a process; opens things when a command first asks for them, and closes them at the end.
pub struct Context {
    pub config: Config,
    pub format: Format,
    pub stop: Stop,
    cpu: Cpu,
    private_server: OnceCell<PrivateServer>,
    catalog: OnceCell<Catalog>,
}

impl Context {
    /// Must be called inside the runtime.
    pub fn new(config: Config, format: Format) -> anyhow::Result<Self> {
        let cpu = Cpu::new(config.cpu_threads).context("the CPU pool can't start")?;
        let stop = Stop::listen().context("signals can't be listened to")?;
        Ok(Self { config, format, stop, cpu, private_server: OnceCell::new(), catalog: OnceCell::new() })
    }

    /// The catalog as it is, perhaps with pending migrations. Starts or joins the private PostgreSQL when no database
    /// URL is configured.
    pub async fn catalog(&self) -> anyhow::Result<Catalog> {
        let connect = async || {
            owner::check(&self.config.data_dir)?;
            let url = self.database_url().await?;
            anyhow::Ok(Catalog::connect(&self.config.database.at(url)).await?)
        };
        self.catalog.get_or_try_init(connect).await.cloned()
    }

    /// The catalog with all migrations applied and the right to write, for commands that do.
    pub async fn writable_catalog(&self) -> anyhow::Result<Catalog> {
        let catalog = self.migrated_catalog().await?;
        catalog.expect_rights(Purpose::Write).await?;
        Ok(catalog)
    }

    /// The catalog with all migrations applied.
    pub async fn migrated_catalog(&self) -> anyhow::Result<Catalog> {
        let catalog = self.catalog().await?;
        for name in migrate::up(&catalog).await? {
            tracing::info!("applied migration {name}");
        }
        Ok(catalog)
    }

    /// The catalog for commands that only read. A private one is ours to migrate; on a server of the user's own,
    /// reading must change nothing, so pending migrations are an error.
    pub async fn current_catalog(&self) -> anyhow::Result<Catalog> {
        if self.config.database.url.is_none() {
            return self.migrated_catalog().await;
        }
        let catalog = self.catalog().await?;
        match migrate::pending(&catalog).await? {
            0 => Ok(catalog),
            pending => {
                anyhow::bail!("the database lacks {pending} migrations; apply them with `needledrop migrate up`")
            }
        }
    }

    async fn database_url(&self) -> anyhow::Result<DatabaseUrl> {
        if let Some(url) = &self.config.database.url {
            return Ok(url.clone());
        }
        let start = || PrivateServer::start(&self.config.data_dir, self.config.database.postgres_bin_dir.as_deref());
        Ok(DatabaseUrl::new(self.private_server.get_or_try_init(start).await?.url()))
    }

    /// The pool for CPU work.
    pub fn cpu(&self) -> &Cpu {
        &self.cpu
    }

    /// Where the generations of the index are.
    pub fn index_root(&self) -> PathBuf {
        self.config.data_dir.join("index")
    }

    /// Closes what has been opened; stops the private PostgreSQL if this process is its last user.
    pub async fn close(&self) {
        if let Some(catalog) = self.catalog.get() {
            let _ = tokio::time::timeout(LAST_WORK, catalog.until_released()).await;
            // A statement that was given up may still run for long; the server ends it with the connection.
            let _ = tokio::time::timeout(LAST_STATEMENTS, catalog.close()).await;
        }
        if let Some(server) = self.private_server.get()
            && let Err(error) = server.stop().await
        {
            tracing::warn!("the private PostgreSQL was not stopped: {error}");
        }
    }

    /// Sees to what would outlive the process, and to nothing else.
    pub async fn close_at_once(&self) {
        if let Some(server) = self.private_server.get()
            && let Err(error) = server.stop_at_once().await
        {
            tracing::warn!("the private PostgreSQL was not stopped: {error}");
        }
    }
}
