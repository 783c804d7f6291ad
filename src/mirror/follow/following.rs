//! Following the catalog with one generation: read changes, commit them, let searches see them, until another one takes
//! over.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::config::Config;
use super::heartbeat::Heartbeat;
use super::serving::Serving;
use super::successor::{Opened, Successor};
use crate::index::{Generation, Snapshot};
use crate::mirror::Error;
use crate::mirror::sides::Sides;
use crate::mirror::sinks::IndexSink;
use crate::mirror::tail::{Advance, Tail};

/// While there is more to read, searches see what was read after this time.
const COMMIT_WHILE_BEHIND: Duration = Duration::from_millis(400);
/// Nothing has changed for so long: the catalog rests.
const RESTS_AFTER: Duration = Duration::from_secs(2);
/// How long merges may go on at the end.
const LAST_MERGES: Duration = Duration::from_secs(1);

pub struct Following<'a> {
    sides: &'a Sides,
    generation: &'a Generation,
    poll_interval: Duration,
    tail: Tail<IndexSink>,
    serving: Serving,
    heartbeat: Heartbeat,
    /// The generation that has taken over on disk, while it is being opened.
    successor: Option<Successor>,
    last_commit: Instant,
    last_rest: Instant,
}

impl<'a> Following<'a> {
    pub fn new(
        sides: &'a Sides,
        config: &Config,
        generation: &'a Generation,
        tail: Tail<IndexSink>,
        serving: Serving,
    ) -> Self {
        Self {
            sides,
            generation,
            poll_interval: config.poll_interval,
            tail,
            serving,
            heartbeat: Heartbeat::new(config.heartbeat),
            successor: None,
            last_commit: Instant::now(),
            last_rest: Instant::now(),
        }
    }

    /// Follows until another generation has taken over on disk; answers it if it could be opened.
    pub fn keep_up(&mut self) -> Result<Option<Opened>, Error> {
        loop {
            let began = Instant::now();
            let advance = self.tail.advance()?;
            let is_news = self.commit(&advance)? || self.rest()?;
            let replaced = self.serve(is_news, &advance)?;
            if !advance.has_passed {
                continue;
            }
            self.serving.still_shows(self.tail.applied());
            if let ControlFlow::Break(opened) = self.give_place()? {
                return Ok(opened);
            }
            self.heartbeat.beat_when_due(self.sides, self.generation, &mut self.tail)?;
            self.pause(began, &advance)?;
            // By now no search reads it any more: to let go of it costs none of them any time.
            drop(replaced);
        }
    }

    /// Whether there has been a heartbeat: whatever was in the way is over.
    pub fn has_beaten(&self) -> bool {
        self.heartbeat.has_beaten()
    }

    /// Commits what has been applied, and lets merges end for a moment.
    pub fn end(mut self) -> Result<(), Error> {
        self.tail.commit()?;
        self.tail.into_sink().close(LAST_MERGES);
        Ok(())
    }

    /// Commits after each pass, and now and then while there is more to read; answers whether there was anything.
    fn commit(&mut self, advance: &Advance) -> Result<bool, Error> {
        let is_due = advance.has_passed || self.last_commit.elapsed() >= COMMIT_WHILE_BEHIND;
        let has_committed = is_due && self.tail.commit()?;
        if has_committed {
            self.last_commit = Instant::now();
        }
        Ok(has_committed)
    }

    /// Begins larger merges while the catalog rests; answers whether some have ended that searches don't see yet.
    fn rest(&mut self) -> Result<bool, Error> {
        if self.last_commit.max(self.last_rest).elapsed() < RESTS_AFTER {
            return Ok(false);
        }
        self.tail.sink_mut().rest()?;
        self.last_rest = Instant::now();
        self.serving.is_behind()
    }

    /// Lets searches see what is new; answers what they saw before. A generation begins to serve when it has caught up:
    /// searches never go back in time.
    fn serve(&mut self, is_news: bool, advance: &Advance) -> Result<Option<Arc<Snapshot>>, Error> {
        let is_due = if self.serving.is_shown() { is_news } else { advance.has_caught_up };
        if is_due { self.serving.show(self.tail.applied()) } else { Ok(None) }
    }

    /// Opens the generation that has taken over on disk; this one serves and follows until that is done.
    fn give_place(&mut self) -> Result<ControlFlow<Option<Opened>>, Error> {
        if self.sides.generations.is_current(self.generation)? {
            return Ok(ControlFlow::Continue(()));
        }
        if let Some(successor) = &mut self.successor {
            return Ok(successor.look());
        }
        // Where there is none that fits, whoever follows next sees why.
        let Ok((generation, seen)) = self.sides.known_generation() else { return Ok(ControlFlow::Break(None)) };
        self.tail.keep_for(&seen)?;
        self.successor = Some(Successor::open(self.sides, generation)?);
        Ok(ControlFlow::Continue(()))
    }

    /// Waits for the next look, so that a stream of single changes shares its commits. Large transactions go on at
    /// once.
    fn pause(&self, began: Instant, advance: &Advance) -> Result<(), Error> {
        let pause = if advance.is_last { self.poll_interval.saturating_sub(began.elapsed()) } else { Duration::ZERO };
        self.sides.source.block_on(tokio::time::sleep(pause))
    }
}
