//! What every command is given: the configuration, how to print, and the way to the catalog and to the CPU pool.

use std::path::PathBuf;

use super::{Format, Stop};
use crate::catalog::Catalog;
use crate::config::Config;
use crate::cpu::Cpu;

/// Made once a process; opens things when a command first asks for them, and closes them at the end.
pub struct Context {
    pub config: Config,
    pub format: Format,
    pub stop: Stop,
    cpu: Cpu,
}

impl Context {
    /// Must be called inside the runtime.
    pub fn new(config: Config, format: Format) -> anyhow::Result<Self> {
        let cpu = Cpu::new(config.cpu_threads)?;
        Ok(Self { config, format, stop: Stop::listen()?, cpu })
    }

    /// The catalog, as it is: starts or joins the private PostgreSQL when no database URL is configured. A private
    /// catalog is migrated; one on a server of the user's own may have pending migrations.
    pub async fn catalog(&self) -> anyhow::Result<Catalog> {
        anyhow::bail!("this build has no catalog")
    }

    /// The catalog with all migrations applied: for commands that write.
    pub async fn migrated_catalog(&self) -> anyhow::Result<Catalog> {
        self.catalog().await
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
    pub async fn close(self) {}
}
