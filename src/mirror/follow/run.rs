//! The follower of a server: follows with the generation that serves, builds one where none fits, tries again after
//! trouble.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tokio::sync::oneshot;

use super::config::Config;
use super::following::Following;
use super::serving::Serving;
use super::status::Board;
use super::successor::Opened;
use crate::catalog::View;
use crate::cpu::{Cpu, Panicked};
use crate::index::{self, Generation, Live};
use crate::mirror::Error;
use crate::mirror::cursor::Cursor;
use crate::mirror::rebuild::build;
use crate::mirror::sides::Sides;
use crate::mirror::sinks::IndexSink;
use crate::mirror::source::Source;
use crate::mirror::tail::Tail;

/// Less than a commit or a merge may need.
const LITTLE_ROOM: u64 = 8 << 20;
const FIRST_RETRY: Duration = Duration::from_millis(100);
const SLOWEST_RETRY: Duration = Duration::from_secs(5);

#[derive(Clone)]
pub struct Follower {
    pub sides: Sides,
    pub config: Config,
    /// Names this follower among all that follow the same catalog.
    pub node: String,
    pub live: Arc<Live>,
    pub board: Arc<Board>,
}

impl Follower {
    /// Follows until told to stop. A panic, which a damaged file can cause inside tantivy, is followed by a new
    /// beginning that looks at the files first.
    pub async fn run_on(self, thread: Cpu) {
        let mut trust = Trust::Unchecked;
        loop {
            let mut run = Run { follower: self.clone(), trust, opened: None, retry: FIRST_RETRY };
            if thread.run(move || run.until_stopped()).await.is_ok() {
                return;
            }
            self.board.troubled("following the catalog ended in a panic, which is in the log".to_owned());
            trust = Trust::Lost;
            tokio::time::sleep(FIRST_RETRY).await;
        }
    }
}

/// How much is known about the files of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trust {
    /// They are compared with their checksums before they are written to: tantivy can take the process down over a
    /// damaged one.
    Unchecked,
    /// A panic came out of them: they are compared before anything else.
    Lost,
    Held,
}

/// One run of the follower, from its start to its stop or to a panic.
struct Run {
    follower: Follower,
    trust: Trust,
    /// A generation that has been opened to take over.
    opened: Option<Opened>,
    retry: Duration,
}

impl Run {
    fn until_stopped(&mut self) {
        loop {
            let outcome = match self.follow() {
                Err(error) if error.calls_for_rebuild() => self.rebuild(&error),
                outcome => outcome,
            };
            match outcome {
                Ok(()) => {}
                Err(Error::Stopped) => return,
                Err(error) => {
                    if self.pause_after(&error).is_err() {
                        return;
                    }
                }
            }
        }
    }

    /// Fails where the pause ends by a stop.
    fn pause_after(&mut self, error: &Error) -> Result<(), Error> {
        let trouble = self.trouble(error);
        tracing::warn!(%trouble, "the index can't follow the catalog; trying again");
        self.follower.board.troubled(trouble);
        if matches!(error, Error::Index(error) if !matches!(error, index::Error::WriterBusy { .. })) {
            self.trust = Trust::Unchecked;
        }
        self.follower.sides.source.block_on(tokio::time::sleep(self.retry))?;
        self.retry = SLOWEST_RETRY.min(self.retry * 2);
        Ok(())
    }

    /// A full disk shows in many ways, few of which say so.
    fn trouble(&self, error: &Error) -> String {
        match self.follower.sides.generations.free_bytes() {
            Some(free) if matches!(error, Error::Index(_)) && free < LITTLE_ROOM => {
                format!("the disk under the index is full, {} KiB are left; make room ({error})", free >> 10)
            }
            _ => error.to_string(),
        }
    }

    fn rebuild(&mut self, reason: &Error) -> Result<(), Error> {
        let Follower { sides, board, live, node, .. } = &self.follower;
        tracing::info!(%reason, "building a new index; searches are answered from PostgreSQL meanwhile");
        live.replace(None);
        board.building(0, 0);
        // In the follower's own name, so that the feed is kept without a gap from the build to the following.
        match build(sides, node, &|progress| board.building(progress.done, progress.total)) {
            // Another process is at it: wait for what it makes.
            Err(error) if error.is_rebuild_running() => {
                sides.source.block_on(tokio::time::sleep(self.follower.config.poll_interval))
            }
            outcome => outcome.map(|_report| ()),
        }
    }

    /// Follows with the current generation until another one takes its place.
    fn follow(&mut self) -> Result<(), Error> {
        let Follower { sides, config, node, live, board } = self.follower.clone();
        let source = &sides.source;
        let (generation, seen) = sides.known_generation()?;
        // From here on the feed is kept for this node.
        source.ask(source.catalog.heartbeat(&node, seen.xmin()))?;
        sides.expect_of_replica(&seen)?;
        let opened = self.opened.take().filter(|opened| opened.generation.is_same(&generation));
        let mut serving = Serving::new(&generation, opened.map(|opened| opened.snapshot), live, board);
        if self.trust == Trust::Unchecked && Cursor::is_at_the_end(&seen, source)? {
            serving.show(&View::ever(seen))?;
        }
        if self.trust != Trust::Held {
            check(source, &generation)?;
            self.trust = Trust::Held;
        }
        let tail = Tail::open(source, &node, IndexSink::to_follow(&generation)?)?;
        let mut following = Following::new(&sides, &config, &generation, tail, serving);
        let outcome = following.keep_up();
        if following.has_beaten() {
            self.retry = FIRST_RETRY;
        }
        if matches!(outcome, Err(Error::Stopped)) {
            following.end()?;
        }
        self.opened = outcome?;
        Ok(())
    }
}

/// Compares the files of the generation with their checksums, on a thread that a stop doesn't wait for.
fn check(source: &Source, generation: &Generation) -> Result<(), Error> {
    let (sender, checked) = oneshot::channel();
    let generation = generation.clone();
    thread::spawn(move || sender.send(generation.check()));
    Ok(source.block_on(checked)?.map_err(|_| Panicked)??)
}
