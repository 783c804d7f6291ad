//! The mirror as a server holds it: started, asked, stopped.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use super::config::Config;
use super::run::Follower;
use super::status::{Board, Freshness, Status};
use crate::catalog::{self, Catalog, FeedStatus, Seq};
use crate::cpu::Cpu;
use crate::index::{Generations, Live};
use crate::mirror::Error;
use crate::mirror::sides::Sides;
use crate::mirror::source::Source;
use crate::mirror::verify::{LastVerify, last_verify};
use crate::mirror::watch::{Notes, Watched, Watcher};

/// Keeps the index at the catalog's heels for as long as it lives.
pub struct Mirror {
    live: Arc<Live>,
    reader: StatusReader,
    stop: watch::Sender<bool>,
    following: JoinHandle<()>,
    watching: JoinHandle<()>,
}

impl Mirror {
    /// Begins to follow; builds an index first where there is none that fits. `node` names this follower among all
    /// that follow the same catalog.
    pub fn start(catalog: Catalog, index_root: &Path, cpu: Cpu, config: Config, node: &str) -> Result<Self, Error> {
        let (stop, stopped) = watch::channel(false);
        let sides = Sides { source: Source::new(catalog, cpu, stopped), generations: Generations::open(index_root)? };
        let (live, board) = (Arc::new(Live::default()), Arc::new(Board::default()));
        let catalog = sides.source.catalog.clone();
        let notes = Arc::<Notes>::default();
        let (board_read, notes_read) = (board.clone(), notes.clone());
        let index_root = index_root.to_owned();
        let reader = StatusReader { board: board_read, catalog, index_root, watched: notes_read };
        let shown = Arc::clone(&board);
        let shown = Arc::new(move || shown.shown());
        let watcher = Watcher { sides: sides.clone(), shown, notes, every: config.watch };
        let follower = Follower { sides, config, node: node.to_owned(), live: live.clone(), board };
        // A thread of its own: a commit waits for the disk, and must not take a search's thread meanwhile.
        let (own_thread, watchers_thread) = (Cpu::new(1)?, Cpu::new(1)?);
        let following = tokio::spawn(async move { follower.run_on(own_thread).await });
        let watching = tokio::spawn(async move { watcher.run_on(watchers_thread).await });
        Ok(Self { live, reader, stop, following, watching })
    }

    /// Where searches find the newest snapshot.
    pub fn live(&self) -> Arc<Live> {
        Arc::clone(&self.live)
    }

    /// Tells what the mirror is doing, to whoever doesn't hold it.
    pub fn reader(&self) -> StatusReader {
        self.reader.clone()
    }

    /// What the mirror is doing and what searches see.
    pub fn status(&self) -> Status {
        self.reader.read()
    }

    /// Commits what has been applied, and ends.
    pub async fn stop(self) {
        self.stop.send_replace(true);
        self.watching.abort();
        if self.following.await.is_err() {
            tracing::error!(
                "the mirror ended in a panic; what it had not committed is applied again at the next start"
            );
        }
    }
}

/// What the mirror is doing, also after its end. Cheap to clone.
#[derive(Clone)]
pub struct StatusReader {
    board: Arc<Board>,
    catalog: Catalog,
    index_root: PathBuf,
    watched: Arc<Notes>,
}

impl StatusReader {
    /// What the mirror is doing and what searches see.
    pub fn read(&self) -> Status {
        self.board.read()
    }

    /// How new answers from the index are. Costs next to nothing.
    pub fn freshness(&self) -> Freshness {
        self.board.freshness()
    }

    /// Waits until searches in the index see what the transaction wrote.
    pub async fn until_served(&self, seq: Seq) {
        self.board.until_served(seq).await;
    }

    /// What the catalog has committed and searches don't see yet.
    pub async fn lag(&self) -> Result<FeedStatus, catalog::Error> {
        self.catalog.feed_status(&self.read().served).await
    }

    /// What the standing check has found.
    pub fn watched(&self) -> Watched {
        self.watched.read()
    }

    /// What the last comparison of index and catalog has found, whichever process made it.
    pub fn last_verify(&self) -> Option<LastVerify> {
        last_verify(&self.index_root)
    }
}
