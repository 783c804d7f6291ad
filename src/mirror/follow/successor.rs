//! The generation that another process has built, while it is opened to take over: the one before it serves and follows
//! meanwhile, so that the switch is felt neither by searches nor in how new their answers are.

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

/// What has become of it.
pub enum Opening {
    UnderWay,
    Done(Box<Opened>),
    /// Why is for whoever opens it next to say.
    Failed,
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

    pub fn look(&mut self) -> Opening {
        match self.opening.try_recv() {
            Ok(Ok(snapshot)) => Opening::Done(Box::new(Opened { generation: self.generation.clone(), snapshot })),
            Err(TryRecvError::Empty) => Opening::UnderWay,
            Ok(Err(_)) | Err(TryRecvError::Closed) => Opening::Failed,
        }
    }
}
