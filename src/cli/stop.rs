//! Ctrl-C and SIGTERM as something to wait for. The first asks to stop, the second to stop at once, and the third ends
//! the process wherever it is.

use std::process;
use std::time::Duration;

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

/// What shells expect of a process that a signal ended: 128 + SIGINT.
pub const INTERRUPTED: u8 = 130;
/// How long whoever was asked a second time may still take, for the private PostgreSQL.
const LAST_ACT: Duration = Duration::from_secs(10);

/// How often the process was asked to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Asked {
    Never,
    Once,
    Again,
}

/// Tells whether the process has been asked to stop. Cheap to clone.
#[derive(Clone)]
pub struct Stop(watch::Receiver<Asked>);

impl Stop {
    /// Starts to listen for the signals; call it once, inside the runtime.
    pub fn listen() -> std::io::Result<Self> {
        let mut signals = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
        let (sender, receiver) = watch::channel(Asked::Never);
        tokio::spawn(async move {
            either(&mut signals).await;
            sender.send_replace(Asked::Once);
            either(&mut signals).await;
            eprintln!("stopping at once, as asked a second time");
            sender.send_replace(Asked::Again);
            tokio::select! { () = either(&mut signals) => (), () = tokio::time::sleep(LAST_ACT) => () }
            exit_at_once();
        });
        Ok(Self(receiver))
    }

    /// Returns when the process has been asked to stop.
    pub async fn requested(&self) {
        self.asked(Asked::Once).await;
    }

    /// Returns when it has been asked a second time.
    pub async fn requested_again(&self) {
        self.asked(Asked::Again).await;
    }

    async fn asked(&self, at_least: Asked) {
        // The sender lives in a task that ends only with the process.
        let _ = self.0.clone().wait_for(|asked| *asked >= at_least).await;
    }
}

/// Ends the process without waiting for anything that still goes on.
pub fn exit_at_once() -> ! {
    #[expect(clippy::disallowed_methods, reason = "asked a second time, at once")]
    process::exit(INTERRUPTED.into())
}

async fn either((interrupt, terminate): &mut (Signal, Signal)) {
    tokio::select! { _ = interrupt.recv() => (), _ = terminate.recv() => () }
}
