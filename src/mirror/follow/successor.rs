//! The generation that another process has built, while it is opened to take over: the one before it serves and follows
//! meanwhile, so that the switch is felt neither by searches nor in how new their answers are.

use std::ops::ControlFlow;
use std::thread;

use tokio::sync::oneshot::{self, error::TryRecvError};

use crate::cpu::Cores;
use crate::index::{self, Generation, Snapshot};
use crate::mirror::Error;
use crate::mirror::sides::Sides;

/// A generation that is being opened.
pub struct Successor {
    generation: Generation,
    opening: oneshot::Receiver<Result<Snapshot, index::Error>>,
}

/// A generation that can serve, though it knows nothing yet of the changes since it was built.
pub struct Opened {
    pub generation: Generation,
    pub snapshot: Snapshot,
}

impl Successor {
    /// Begins to open it, on threads that give way to searches.
    pub fn open(sides: &Sides, generation: Generation) -> Result<Self, Error> {
        let (sender, opening) = oneshot::channel();
        let (cpu, opened) = (sides.source.cpu.in_background(Cores::Half)?, generation.clone());
        thread::spawn(move || {
            let _ = sender.send(cpu.install(|| opened.snapshot(None)));
        });
        Ok(Self { generation, opening })
    }

    /// Answers it once it is open, or nothing where it can't be: why is for whoever opens it next to say.
    pub fn look(&mut self) -> ControlFlow<Option<Opened>> {
        match self.opening.try_recv() {
            Ok(Ok(snapshot)) => ControlFlow::Break(Some(Opened { generation: self.generation.clone(), snapshot })),
            Err(TryRecvError::Empty) => ControlFlow::Continue(()),
            Ok(Err(_)) | Err(TryRecvError::Closed) => ControlFlow::Break(None),
        }
    }
}
