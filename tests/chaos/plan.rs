//! Which rounds are played, in which order: all that there is at least once, the rest as the seed has it.

use std::fmt;

use needledrop::failpoint;
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// One way to break something.
#[derive(Clone, Debug)]
pub enum Round {
    /// At any moment of its life, its start included.
    ServerKilled,
    ServerKilledTwice,
    /// When it comes there for the first, second, … time.
    KilledAt {
        point: &'static str,
        victim: Victim,
        pass: u32,
    },
    /// While the server lives.
    CommandKilled(&'static str),
    /// Again and again, over files that were renamed, retagged, edited, and that came and went.
    IngestKilled,
    PostgresKilled,
    /// With rows that it had shown and not yet made durable.
    PostgresKilledInReindex,
    PostgresKilledAfterReindex,
    BackendsTerminated,
    ConnectionsCut,
    ConnectionsSilent,
    DiskFull,
    Damaged(Damage, Moment),
    IndexDeleted(Moment),
}

/// Who dies at a fail point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Victim {
    Server,
    /// `reindex`, beside a server or alone.
    Reindex,
    /// `verify` while there is no server: it brings the index up to date first.
    Verify,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    Stopped,
    Running,
}

/// What is done to a file of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    SegmentCut,
    SegmentFlipped,
    SegmentDeleted,
    MetaCut,
    MetaFlipped,
    NoteCut,
    CurrentEmpty,
    CurrentNonsense,
    CurrentOfAnother,
    CurrentDeleted,
}

use Damage::*;
use Moment::*;

impl Round {
    /// Under which name it is counted.
    pub fn kind(&self) -> String {
        match self {
            Self::KilledAt { victim, .. } => format!("{victim} killed at a fail point"),
            other => other.to_string(),
        }
    }
}

impl fmt::Display for Round {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ServerKilled => f.write_str("server killed"),
            Self::ServerKilledTwice => f.write_str("server killed, again while it starts"),
            Self::KilledAt { point, victim, pass: 1 } => write!(f, "{victim} killed at {point}"),
            Self::KilledAt { point, victim, pass } => write!(f, "{victim} killed at {point}, time {pass}"),
            Self::CommandKilled(command) => write!(f, "{command} killed"),
            Self::IngestKilled => f.write_str("ingest killed ten times"),
            Self::PostgresKilled => f.write_str("PostgreSQL killed"),
            Self::PostgresKilledInReindex => f.write_str("PostgreSQL killed in the middle of a reindex"),
            Self::PostgresKilledAfterReindex => f.write_str("PostgreSQL killed after a reindex"),
            Self::BackendsTerminated => f.write_str("connections terminated by PostgreSQL"),
            Self::ConnectionsCut => f.write_str("connections cut"),
            Self::ConnectionsSilent => f.write_str("connections silent"),
            Self::DiskFull => f.write_str("disk full"),
            Self::Damaged(damage, moment) => write!(f, "{damage}, {moment}"),
            Self::IndexDeleted(moment) => write!(f, "index deleted, {moment}"),
        }
    }
}

impl fmt::Display for Victim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Server => "server",
            Self::Reindex => "reindex",
            Self::Verify => "verify",
        })
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Stopped => "server stopped",
            Self::Running => "server running",
        })
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::SegmentCut => "segment file cut",
            Self::SegmentFlipped => "bit flipped in a segment file",
            Self::SegmentDeleted => "segment file deleted",
            Self::MetaCut => "meta.json cut",
            Self::MetaFlipped => "bit flipped in meta.json",
            Self::NoteCut => "needledrop.json cut",
            Self::CurrentEmpty => "CURRENT empty",
            Self::CurrentNonsense => "nonsense in CURRENT",
            Self::CurrentOfAnother => "CURRENT names another",
            Self::CurrentDeleted => "CURRENT deleted",
        })
    }
}

/// The rounds of a run: of those whose name holds `only`, each once before any comes again. Without a small disk there
/// is none that is full.
pub fn rounds(count: usize, seed: u64, has_small_disk: bool, only: &str) -> Vec<Round> {
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let mut rounds = Vec::new();
    while rounds.len() < count {
        let at_points = failpoint::ALL.iter().map(|point| killed_at(point, &mut dice));
        let mut all: Vec<Round> = at_points.chain(others(has_small_disk)).collect();
        all.retain(|round| round.to_string().contains(only));
        if all.is_empty() {
            break;
        }
        all.shuffle(&mut dice);
        rounds.extend(all);
    }
    rounds.truncate(count);
    rounds
}

fn killed_at(point: &'static str, dice: &mut ChaCha8Rng) -> Round {
    let (step, _) = point.split_once('.').expect("a point is called by its part and its step");
    let victims: &[Victim] = match step {
        "tail" | "commit" => &[Victim::Server, Victim::Server, Victim::Reindex, Victim::Verify],
        "build" | "switch" | "retire" => &[Victim::Server, Victim::Reindex],
        _ => &[Victim::Server],
    };
    let victim = *victims.choose(dice).expect("there are some");
    let comes_often = victim == Victim::Server && ["tail", "commit", "serve"].contains(&step);
    let pass = if comes_often { dice.random_range(1..7) } else { 1 };
    Round::KilledAt { point, victim, pass }
}

fn others(has_small_disk: bool) -> Vec<Round> {
    let mut rounds = vec![
        Round::ServerKilled,
        Round::ServerKilledTwice,
        Round::IngestKilled,
        Round::PostgresKilled,
        Round::PostgresKilledInReindex,
        Round::PostgresKilledAfterReindex,
        Round::BackendsTerminated,
        Round::ConnectionsCut,
        Round::ConnectionsSilent,
        Round::IndexDeleted(Stopped),
        Round::IndexDeleted(Running),
    ];
    rounds.extend(["reindex", "import", "verify"].map(Round::CommandKilled));
    let stopped = [SegmentCut, SegmentFlipped, SegmentDeleted, MetaCut, MetaFlipped, NoteCut, CurrentEmpty];
    rounds.extend(stopped.map(|damage| Round::Damaged(damage, Stopped)));
    rounds.extend([CurrentNonsense, CurrentOfAnother, CurrentDeleted].map(|damage| Round::Damaged(damage, Stopped)));
    // Not cut: the system kills a process that reads behind the end of a file that it has mapped.
    let running = [SegmentFlipped, SegmentDeleted, MetaCut, CurrentEmpty, CurrentNonsense, CurrentDeleted];
    rounds.extend(running.map(|damage| Round::Damaged(damage, Running)));
    if has_small_disk {
        rounds.push(Round::DiskFull);
    }
    rounds
}
