//! All completed tracks, page by page, by id; the next pages are read while the caller is busy with one.

use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::Error;
use super::sides::Sides;
use crate::catalog::{self, Catalog, Track};
use crate::cpu::Panicked;

/// Tracks a page, and pages read ahead: a few MiB wait at a time.
const PAGE: i64 = 5_000;
const PAGES_AHEAD: usize = 3;

pub struct Pages {
    pages: mpsc::Receiver<Vec<Track>>,
    reading: JoinHandle<Result<(), catalog::Error>>,
}

impl Pages {
    /// Begins to read. To be called on a thread of the CPU bridge, which knows the runtime.
    pub fn read(sides: &Sides) -> Self {
        let (sender, pages) = mpsc::channel(PAGES_AHEAD);
        Self { pages, reading: tokio::spawn(read_all(sides.catalog.clone(), sender)) }
    }

    /// The next page, until there is none.
    pub fn next(&mut self, sides: &Sides) -> Result<Option<Vec<Track>>, Error> {
        let page = sides.ask(async { Ok(self.pages.recv().await) })?;
        if page.is_none() {
            sides.wait(&mut self.reading)?.map_err(|_| Panicked)??;
        }
        Ok(page)
    }
}

async fn read_all(catalog: Catalog, pages: mpsc::Sender<Vec<Track>>) -> Result<(), catalog::Error> {
    let mut after = None;
    loop {
        let page = catalog.track_page(after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(last.id);
        // Whoever wanted the pages may have given up.
        if pages.send(page).await.is_err() {
            return Ok(());
        }
    }
}
