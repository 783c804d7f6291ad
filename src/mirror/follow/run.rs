//! The loop that keeps the index at the catalog's heels: wait, read changes, apply, commit, let searches see it.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;

use super::config::Config;
use super::status::Board;
use super::successor::{Opened, Opening, Successor};
use crate::catalog::{ALIVE_WITHIN, PRUNED_AT_ONCE, View};
use crate::cpu::{Cpu, Panicked};
use crate::failpoint;
use crate::index::{self, Generation, Live, Snapshot};
use crate::mirror::Error;
use crate::mirror::cursor::Cursor;
use crate::mirror::rebuild::build;
use crate::mirror::sides::Sides;
use crate::mirror::sinks::IndexSink;
use crate::mirror::tail::{Advance, Tail};

/// While there is more to read, searches see what was read after this time.
const COMMIT_WHILE_BEHIND: Duration = Duration::from_millis(400);
/// Nothing has changed for so long: the catalog rests.
const RESTS_AFTER: Duration = Duration::from_secs(2);
/// Who was silent for so long doesn't come back.
const FORGOTTEN_AFTER: Duration = Duration::from_secs(7 * 86_400);
/// How long merges may go on at the end.
const LAST_MERGES: Duration = Duration::from_secs(1);
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
    /// Follows until told to stop. A panic, which a damaged file can cause inside tantivy, is followed by a new beginning
    /// that looks at the files first.
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
    /// They are compared with their checksums before they are written to: tantivy can take the process down over a damaged one.
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
        self.follower.sides.source.wait(tokio::time::sleep(self.retry))?;
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
                sides.source.wait(tokio::time::sleep(self.follower.config.poll_interval))
            }
            outcome => outcome.map(|_report| ()),
        }
    }

    /// Follows with the current generation until another one takes its place.
    fn follow(&mut self) -> Result<(), Error> {
        let Follower { sides, node, .. } = self.follower.clone();
        let (generation, seen) = sides.known_generation()?;
        // From here on the feed is kept for this node.
        sides.source.ask(sides.source.catalog.touch_node(&node, seen.oldest()))?;
        sides.expect_of_replica(&seen)?;
        let is_opened = |opened: &Opened| opened.generation.is_same(&generation);
        let opened = self.opened.take().filter(is_opened).map(|opened| Arc::new(opened.snapshot));
        let mut newest = Newest { snapshot: opened, is_shown: false };
        if self.trust == Trust::Unchecked && Cursor::is_at_the_end(&seen, &sides.source)? {
            self.serve(&generation, &mut newest, &View::ever(seen))?;
        }
        if self.trust != Trust::Held {
            check(&sides, &generation)?;
            self.trust = Trust::Held;
        }
        let mut tail = Tail::open(&sides.source, &node, IndexSink::to_follow(&generation)?)?;
        let outcome = self.keep_up(&generation, &mut tail, newest);
        if matches!(outcome, Err(Error::Stopped)) {
            tail.commit()?;
            tail.into_sink().close(LAST_MERGES);
        }
        outcome
    }

    fn keep_up(
        &mut self,
        generation: &Generation,
        tail: &mut Tail<IndexSink>,
        mut newest: Newest,
    ) -> Result<(), Error> {
        let Follower { sides, config, board, .. } = self.follower.clone();
        let (mut last_commit, mut last_rest) = (Instant::now(), Instant::now());
        let (mut last_heartbeat, mut successor) = (None, None);
        loop {
            let began = Instant::now();
            let Advance { has_passed, has_caught_up, is_last } = tail.advance()?;
            let is_due = has_passed || last_commit.elapsed() >= COMMIT_WHILE_BEHIND;
            let has_committed = is_due && tail.commit()?;
            if has_committed {
                last_commit = Instant::now();
            }
            let is_at_rest = last_commit.max(last_rest).elapsed() >= RESTS_AFTER;
            if is_at_rest {
                tail.sink_mut().rest()?;
                last_rest = Instant::now();
            }
            let has_merged = is_at_rest && newest.is_behind(generation)?;
            // A generation begins to serve when it has caught up: searches never go back in time.
            let replaced = match newest.is_shown {
                true if has_committed || has_merged => self.serve(generation, &mut newest, tail.applied())?,
                false if has_caught_up => self.serve(generation, &mut newest, tail.applied())?,
                _ => None,
            };
            if !has_passed {
                continue;
            }
            if newest.is_shown {
                board.still_serving(tail.applied().clone());
            }
            if !sides.generations.is_current(generation)? {
                match self.give_place(tail, &mut successor)? {
                    Opening::UnderWay => {}
                    Opening::Failed => return Ok(()),
                    Opening::Done(opened) => {
                        self.opened = Some(*opened);
                        return Ok(());
                    }
                }
            }
            if last_heartbeat.is_none_or(|last: Instant| last.elapsed() >= config.heartbeat) {
                let is_clear = self.beat(generation, tail)?;
                self.retry = FIRST_RETRY;
                // What is left goes between the next passes.
                last_heartbeat = is_clear.then(Instant::now);
            }
            // So that a stream of single changes shares its commits. Large transactions go on at once.
            let pause = if is_last { config.poll_interval.saturating_sub(began.elapsed()) } else { Duration::ZERO };
            sides.source.wait(tokio::time::sleep(pause))?;
            // By now no search reads it any more: to let go of it costs none of them any time.
            drop(replaced);
        }
    }

    /// Opens the generation that has taken over on disk. This one serves and follows until that is done.
    fn give_place(&self, tail: &mut Tail<IndexSink>, successor: &mut Option<Successor>) -> Result<Opening, Error> {
        if let Some(successor) = successor {
            return Ok(successor.look());
        }
        let Follower { sides, .. } = &self.follower;
        // Where there is none that fits, whoever follows next sees why.
        let Ok((generation, seen)) = sides.known_generation() else { return Ok(Opening::Failed) };
        tail.keep_for(&seen)?;
        *successor = Some(Successor::open(sides, generation)?);
        Ok(Opening::UnderWay)
    }

    /// Lets searches see the newest commit; answers what they saw before.
    fn serve(&self, generation: &Generation, newest: &mut Newest, view: &View) -> Result<Option<Arc<Snapshot>>, Error> {
        let Follower { board, live, .. } = &self.follower;
        let snapshot = Arc::new(generation.snapshot(newest.snapshot.as_deref())?);
        failpoint::reach("serve.opened");
        let replaced = live.replace(Some(Arc::clone(&snapshot)));
        failpoint::reach("serve.shown");
        board.serving(generation.number(), snapshot.num_docs(), view.clone());
        *newest = Newest { snapshot: Some(snapshot), is_shown: true };
        Ok(replaced)
    }

    /// Says how far this node has come, and clears away what nobody needs any more: changes, nodes that are gone, and older
    /// generations. Answers whether all of that is done.
    fn beat(&self, generation: &Generation, tail: &mut Tail<IndexSink>) -> Result<bool, Error> {
        let Follower { sides, .. } = &self.follower;
        let (source, catalog) = (&sides.source, &sides.source.catalog);
        tail.beat()?;
        failpoint::reach("beat.noted");
        source.ask(catalog.forget_silent_nodes(FORGOTTEN_AFTER))?;
        let slowest = source.ask(catalog.slowest_node(ALIVE_WITHIN))?;
        // A generation that has taken over just now may stand further back, with nobody left who keeps the feed for it.
        if !sides.generations.is_current(generation)? {
            return Ok(true);
        }
        let is_clear = match slowest {
            Some(slowest) => {
                failpoint::reach("prune.begun");
                let pruned = source.ask(catalog.prune_changes(slowest))?;
                failpoint::reach("prune.done");
                pruned < PRUNED_AT_ONCE
            }
            None => true,
        };
        sides.retire_generations();
        Ok(is_clear)
    }
}

/// The newest snapshot of a generation, from which the next one takes over what hasn't changed.
struct Newest {
    snapshot: Option<Arc<Snapshot>>,
    /// Whether searches see it.
    is_shown: bool,
}

impl Newest {
    /// Whether its segments have been merged since.
    fn is_behind(&self, generation: &Generation) -> Result<bool, Error> {
        Ok(match &self.snapshot {
            Some(snapshot) => !generation.is_newest(snapshot)?,
            None => false,
        })
    }
}

/// Compares the files of the generation with their checksums, on a thread that a stop doesn't wait for.
fn check(sides: &Sides, generation: &Generation) -> Result<(), Error> {
    let (sender, checked) = oneshot::channel();
    let generation = generation.clone();
    thread::spawn(move || sender.send(generation.check()));
    Ok(sides.source.wait(checked)?.map_err(|_| Panicked)??)
}
