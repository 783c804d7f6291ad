//! Rebuilds that a server is asked for: one at a time, in the background, ended with the server.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{mpsc, watch};

use super::build::{Report, rebuild_beside};
use super::fill::Progress;
use crate::catalog::Catalog;
use crate::cpu::{Cpu, Panicked};
use crate::index::Generations;
use crate::mirror::Error;
use crate::mirror::sides::Sides;
use crate::mirror::source::Source;

/// What was asked for last, and what has come of it.
#[derive(Clone, Debug, Default)]
pub struct Rebuilding {
    /// How far the one has come that is running.
    pub running: Option<Progress>,
    /// What the last one has made that came to its end.
    pub last: Option<Report>,
    /// Why one that began later didn't.
    pub error: Option<String>,
}

/// Rebuilds the index when asked to. Cheap to clone.
#[derive(Clone)]
pub struct Rebuilder(Arc<Shared>);

struct Shared {
    catalog: Catalog,
    generations: Generations,
    cpu: Cpu,
    node: String,
    rebuilding: Mutex<Rebuilding>,
    /// Whatever runs listens to it.
    stop: watch::Sender<bool>,
}

impl Rebuilder {
    /// Begins nothing yet. `node` is the name under which the same process follows the catalog.
    pub fn new(catalog: Catalog, index_root: &Path, cpu: Cpu, node: &str) -> Result<Self, Error> {
        let generations = Generations::open(index_root)?;
        let (stop, _) = watch::channel(false);
        // The feed is kept for the follower and for the rebuild, each on its own.
        let node = format!("{node}, rebuilding");
        Ok(Self(Arc::new(Shared { catalog, generations, cpu, node, rebuilding: Mutex::default(), stop })))
    }

    /// Begins a rebuild; answers when it has begun, or why it can't: another one is under way, in this process or
    /// another, or the catalog can't be read. Whoever follows switches to the new generation by itself.
    pub async fn begin(&self) -> Result<(), Error> {
        let thread = Cpu::new(1)?;
        let (tell, mut told) = mpsc::channel(1);
        tokio::spawn(self.clone().run_on(thread, tell));
        told.recv().await.unwrap_or(Err(Panicked.into()))
    }

    /// What runs, and what the last one came to.
    pub fn rebuilding(&self) -> Rebuilding {
        self.notes().clone()
    }

    /// Ends what runs, and leaves everything as it was before that.
    pub async fn stop(&self) {
        self.0.stop.send_replace(true);
        self.0.stop.closed().await;
    }

    /// Only the first thing told is heard: that it has begun, or why it hasn't.
    async fn run_on(self, thread: Cpu, tell: mpsc::Sender<Result<(), Error>>) {
        let Shared { catalog, generations, cpu, node, stop, .. } = &*self.0;
        let source = Source::new(catalog.clone(), cpu.clone(), stop.subscribe());
        let sides = Sides { source, generations: generations.clone() };
        let (node, notes, has_begun) = (node.clone(), self.clone(), tell.clone());
        let show = move |progress| {
            notes.notes().running = Some(progress);
            let _ = has_begun.try_send(Ok(()));
        };
        let outcome = thread.run(move || rebuild_beside(&sides, &node, &show)).await;
        let error = match outcome.unwrap_or_else(|panicked| Err(panicked.into())) {
            Ok(report) => {
                *self.notes() = Rebuilding { last: Some(report), ..Rebuilding::default() };
                return;
            }
            Err(error) => error,
        };
        let error_text = error.to_string();
        if tell.try_send(Err(error)).is_err() {
            tracing::warn!("the index was not rebuilt: {error_text}");
            let mut notes = self.notes();
            *notes = Rebuilding { running: None, error: Some(error_text), ..notes.clone() };
        }
    }

    /// Poisoned or not, the notes are plain values.
    fn notes(&self) -> MutexGuard<'_, Rebuilding> {
        self.0.rebuilding.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
