//! The catalog as the mirror's synchronous code asks it: it waits for the asynchronous answers, or until it is to stop.

use std::time::Duration;

use tokio::sync::watch;

use super::Error;
use crate::catalog::{self, Catalog};
use crate::cpu::Cpu;

/// How long the catalog may take to hear that a node has ended.
const LAST_WORD: Duration = Duration::from_secs(1);

/// Where everything comes from that the mirror writes. Cheap to clone.
#[derive(Clone)]
pub struct Source {
    pub catalog: Catalog,
    pub cpu: Cpu,
    stopped: watch::Receiver<bool>,
}

impl Source {
    /// The work is to stop when `stopped` becomes true, or loses its sender.
    pub fn new(catalog: Catalog, cpu: Cpu, stopped: watch::Receiver<bool>) -> Self {
        Self { catalog, cpu, stopped }
    }

    /// The same, for work on other threads.
    pub fn on(&self, cpu: Cpu) -> Self {
        Self { cpu, ..self.clone() }
    }

    /// Does work for which the feed is kept in the name of `node`. However it ends, even by a stop: nobody needs the
    /// feed to be kept for this node any more.
    pub fn as_node<T>(&self, node: &str, work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
        let done = work();
        let forget = tokio::time::timeout(LAST_WORD, self.catalog.forget_node(node));
        if let Ok(Err(error)) = self.cpu.block_on(forget) {
            tracing::warn!(%error, "the feed is kept for {node} in vain, for an hour");
        }
        done
    }

    /// Waits for an answer of the catalog, for as long as one may come, or until the work is to stop.
    pub fn ask<T>(&self, question: impl Future<Output = Result<T, catalog::Error>>) -> Result<T, Error> {
        let patience = self.catalog.patience();
        let answer = self.block_on(async { tokio::time::timeout(patience, question).await })?;
        Ok(answer.map_err(|_| catalog::Error::Silent { patience })??)
    }

    /// Waits for anything, or until the work is to stop.
    pub fn block_on<T>(&self, awaited: impl Future<Output = T>) -> Result<T, Error> {
        let mut stopped = self.stopped.clone();
        self.cpu.block_on(async move {
            tokio::select! {
                biased;
                _ = stopped.wait_for(|stopped| *stopped) => Err(Error::Stopped),
                answer = awaited => Ok(answer),
            }
        })
    }
}
