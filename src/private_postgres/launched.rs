//! A server that was started just now, until somebody has it in use.

use std::path::Path;
use std::process::ExitStatus;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::process::{Child, Command};

use super::Error;

/// Dropped before it is kept, as by a Ctrl-C while it starts, it ends the server.
pub(super) struct Launched(Option<Child>);

impl Launched {
    /// In a process group of its own, where a Ctrl-C in our terminal doesn't reach it.
    pub(super) fn spawn(mut command: Command) -> Result<Self, Error> {
        let child = command.process_group(0).spawn();
        child.map(|child| Self(Some(child))).map_err(Error::at(Path::new(command.as_std().get_program())))
    }

    /// How it has ended, if it has.
    pub(super) fn has_ended(&mut self) -> Option<ExitStatus> {
        self.0.as_mut()?.try_wait().ok().flatten()
    }

    /// Leaves it running, also beyond the end of this process.
    pub(super) fn keep(mut self) {
        if let Some(mut child) = self.0.take() {
            // One that has ended without being waited for would keep its number, by which others know it.
            tokio::spawn(async move { child.wait().await });
        }
    }
}

impl Drop for Launched {
    fn drop(&mut self) {
        if let Some(pid) = self.0.as_ref().and_then(Child::id) {
            let _ = kill(Pid::from_raw(pid as i32), Signal::SIGQUIT);
        }
    }
}
