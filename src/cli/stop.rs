//! Ctrl-C and SIGTERM as something to wait for; a second one ends the process at once.

use std::process;

use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

/// What shells expect of a process that a signal ended: 128 + SIGINT.
pub const INTERRUPTED: u8 = 130;

/// Tells whether the process has been asked to stop. Cheap to clone.
#[derive(Clone)]
pub struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Starts to listen for the signals; call it once, inside the runtime.
    pub fn listen() -> std::io::Result<Self> {
        let mut interrupt = signal(SignalKind::interrupt())?;
        let mut terminate = signal(SignalKind::terminate())?;
        let (sender, receiver) = watch::channel(false);
        tokio::spawn(async move {
            tokio::select! { _ = interrupt.recv() => (), _ = terminate.recv() => () }
            sender.send_replace(true);
            tokio::select! { _ = interrupt.recv() => (), _ = terminate.recv() => () }
            eprintln!("stopped at once, as asked a second time");
            #[expect(clippy::disallowed_methods, reason = "asked a second time, at once")]
            process::exit(INTERRUPTED.into());
        });
        Ok(Self(receiver))
    }

    /// Returns when the process has been asked to stop.
    pub async fn requested(&self) {
        // The sender lives in a task that ends only with the process.
        let _ = self.0.clone().wait_for(|stop| *stop).await;
    }
}
