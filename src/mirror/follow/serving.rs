//! What searches see of the generation that serves.

use std::sync::Arc;

use super::status::Board;
use crate::catalog::View;
use crate::failpoint;
use crate::index::{Generation, Live, Snapshot};
use crate::mirror::Error;

pub struct Serving {
    generation: Generation,
    live: Arc<Live>,
    board: Arc<Board>,
    /// The newest snapshot, from which the next one takes over what hasn't changed.
    newest: Option<Arc<Snapshot>>,
    /// Whether searches see it.
    is_shown: bool,
}

impl Serving {
    /// Searches see nothing of the generation yet, even where a snapshot of it has been opened.
    pub fn new(generation: &Generation, opened: Option<Snapshot>, live: Arc<Live>, board: Arc<Board>) -> Self {
        Self { generation: generation.clone(), live, board, newest: opened.map(Arc::new), is_shown: false }
    }

    /// Lets searches see the newest commit, in which everything of the view is; answers what they saw before.
    pub fn show(&mut self, view: &View) -> Result<Option<Arc<Snapshot>>, Error> {
        let snapshot = Arc::new(self.generation.snapshot(self.newest.as_deref())?);
        failpoint::reach("serve.opened");
        let replaced = self.live.replace(Some(Arc::clone(&snapshot)));
        failpoint::reach("serve.shown");
        self.board.serving(self.generation.number(), snapshot.num_docs(), view.clone());
        (self.newest, self.is_shown) = (Some(snapshot), true);
        Ok(replaced)
    }

    /// Whether searches see anything of the generation.
    pub fn is_shown(&self) -> bool {
        self.is_shown
    }

    /// Nothing has changed but that searches see more of what changed nothing.
    pub fn still_shows(&self, view: &View) {
        if self.is_shown {
            self.board.still_serving(view.clone());
        }
    }

    /// Whether segments of the newest snapshot have been merged since.
    pub fn is_behind(&self) -> Result<bool, Error> {
        Ok(match &self.newest {
            Some(snapshot) => !self.generation.is_newest(snapshot)?,
            None => false,
        })
    }
}
