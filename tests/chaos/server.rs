//! The process that serves: started, killed, and never to be found dead for another reason.

use std::fs::File;
use std::path::PathBuf;
use std::process::{Child, ExitStatus, Stdio};
use std::sync::Mutex;

use anyhow::{Context, Result, bail, ensure};
use needledrop::catalog::DatabaseUrl;
use needledrop::failpoint;
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use crate::program;
use crate::until::until;

pub struct Server {
    pub address: String,
    pub data_dir: PathBuf,
    folder: PathBuf,
    database: DatabaseUrl,
    life: Mutex<Life>,
}

#[derive(Default)]
struct Life {
    number: u64,
    process: Option<Child>,
    /// Told to stop, it listens no longer, and may take a moment to end.
    is_ending: bool,
}

impl Server {
    /// Not running yet.
    pub fn new(folder: PathBuf, data_dir: PathBuf, database: DatabaseUrl) -> Result<Self> {
        let free = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        Ok(Self { address: free.to_string(), data_dir, folder, database, life: Mutex::default() })
    }

    /// Any command of the program with the server's data directory and database.
    pub fn command(&self, arguments: &[&str], fail_points: &str) -> std::process::Command {
        let mut command = program::command(arguments, &self.folder, &self.data_dir, Some(&self.database));
        command.env(failpoint::VARIABLE, fail_points).env("RUST_BACKTRACE", "1");
        // A connection that has fallen silent is given up sooner than by default, so that rounds are short.
        command.env("NEEDLEDROP_CATALOG_STATEMENT_TIMEOUT", "3s").env("NEEDLEDROP_CATALOG_ACQUIRE_TIMEOUT", "2s");
        command
    }

    /// Starts it, with these fail points armed.
    pub fn start(&self, fail_points: &str) -> Result<()> {
        let mut life = self.life.lock().unwrap();
        ensure!(life.process.is_none(), "it runs already");
        let log = File::options().create(true).append(true).open(self.folder.join("server.log"))?;
        let mut command = self.command(&["serve", "--listen", &self.address], fail_points);
        life.process = Some(command.stdout(Stdio::null()).stderr(log).spawn()?);
        life.number += 1;
        life.is_ending = false;
        Ok(())
    }

    /// The number of its present life; none while it is dead, or about to be.
    pub fn life(&self) -> Option<u64> {
        let mut life = self.life.lock().unwrap();
        let is_alive =
            !life.is_ending && life.process.as_mut().is_some_and(|process| matches!(process.try_wait(), Ok(None)));
        is_alive.then_some(life.number)
    }

    /// SIGKILL: nothing is put in order.
    pub fn kill(&self) -> Result<()> {
        let mut process = self.life.lock().unwrap().process.take().context("it isn't running")?;
        ensure!(process.try_wait()?.is_none(), "the server had died before it was killed");
        process.kill()?;
        process.wait()?;
        Ok(())
    }

    /// SIGTERM, after which it ends by itself, without a complaint.
    pub async fn terminate(&self) -> Result<()> {
        let pid = {
            let mut life = self.life.lock().unwrap();
            life.is_ending = true;
            life.process.as_ref().context("it isn't running")?.id()
        };
        kill(Pid::from_raw(pid as i32), Signal::SIGTERM)?;
        let status = self.end().await?;
        ensure!(status.success(), "told to stop, the server ended with {status}");
        Ok(())
    }

    /// Waits for it to kill itself at a fail point.
    pub async fn await_death(&self) -> Result<()> {
        killed_itself(self.end().await?)
    }

    async fn end(&self) -> Result<ExitStatus> {
        let ended = async || {
            let status = self.life.lock().unwrap().process.as_mut().map(Child::try_wait);
            match status.transpose().map(Option::flatten) {
                Ok(Some(status)) => Ok(status),
                other => Err(format!("it still runs: {other:?}")),
            }
        };
        let status = until("the server ends", ended).await?;
        self.life.lock().unwrap().process = None;
        Ok(status)
    }
}

/// Whether a process has ended where its fail point was.
pub fn killed_itself(status: ExitStatus) -> Result<()> {
    use std::os::unix::process::ExitStatusExt;
    match status.signal() {
        Some(signal) if signal == Signal::SIGKILL as i32 => Ok(()),
        _ => bail!("it never came to its fail point, and ended with {status}"),
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}
