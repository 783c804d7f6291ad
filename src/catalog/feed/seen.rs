//! What somebody has seen of a database: which transactions had ended by then. PostgreSQL calls it a snapshot.

use super::seq::Seq;
use std::fmt;
use std::str::FromStr;

/// Every transaction below `end` but those `running`. The default has seen none.
///
/// Written `oldest:end:running,running,…`, as PostgreSQL writes a `pg_snapshot`. Transaction ids are given out in order but
/// commit in any, so a single number can't say how far one has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    end: u64,
    /// Ascending, all below `end`.
    running: Vec<u64>,
}

/// The text was no snapshot.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` doesn't say what was seen; expected `oldest:end:running`, such as `10:20:10,14`")]
pub struct NotSeen(String);

impl Seen {
    /// Every transaction below `end` but those `running`.
    pub fn new(end: u64, mut running: Vec<u64>) -> Self {
        running.retain(|xid| *xid < end);
        running.sort_unstable();
        running.dedup();
        Self { end, running }
    }

    /// Whether a transaction's changes were seen.
    pub fn has(&self, xid: u64) -> bool {
        xid < self.end && self.running.binary_search(&xid).is_err()
    }

    /// Every transaction below this one was seen.
    pub fn oldest(&self) -> u64 {
        self.running.first().copied().unwrap_or(self.end)
    }

    /// The last write of which it is sure that it and all before it were seen.
    pub fn seq(&self) -> Seq {
        Seq::new(self.oldest().saturating_sub(1))
    }

    /// No transaction from here on was seen.
    pub fn end(&self) -> u64 {
        self.end
    }

    /// Those below the end that weren't seen.
    pub fn running(&self) -> &[u64] {
        &self.running
    }

    /// Whether whoever has seen this has seen everything of the other.
    pub fn includes(&self, other: &Self) -> bool {
        let beyond = other.running.iter().filter(|xid| **xid >= self.end).count() as u64;
        other.end.saturating_sub(self.end) == beyond && self.running.iter().all(|xid| !other.has(*xid))
    }

    /// The same, as far as transactions below `end` go.
    pub fn up_to(&self, end: u64) -> Self {
        Self::new(self.end.min(end), self.running.clone())
    }
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:", self.oldest(), self.end)?;
        for (i, xid) in self.running.iter().enumerate() {
            write!(f, "{}{xid}", if i == 0 { "" } else { "," })?;
        }
        Ok(())
    }
}

impl FromStr for Seen {
    type Err = NotSeen;

    fn from_str(text: &str) -> Result<Self, NotSeen> {
        let read = || {
            let (oldest, rest) = text.split_once(':')?;
            let (end, running) = rest.split_once(':')?;
            let running = running.split(',').filter(|xid| !xid.is_empty()).map(|xid| xid.parse().ok());
            let seen = Self::new(end.parse().ok()?, running.collect::<Option<_>>()?);
            (seen.oldest() == oldest.parse::<u64>().ok()?).then_some(seen)
        };
        read().ok_or_else(|| NotSeen(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_back(end: u64, running in prop::collection::vec(any::<u64>(), 0..5)) {
            let seen = Seen::new(end, running);
            prop_assert_eq!(seen.to_string().parse::<Seen>().unwrap(), seen);
        }

        #[test]
        fn all_below_the_oldest_were_seen_and_none_from_the_end_on(
            end in 0_u64..20, running in prop::collection::vec(0_u64..25, 0..5), xid in 0_u64..30,
        ) {
            let seen = Seen::new(end, running.clone());
            prop_assert_eq!(seen.has(xid), xid < end && !running.contains(&xid));
            prop_assert!(xid >= seen.oldest() || seen.has(xid));
            prop_assert!(xid < seen.end() || !seen.has(xid));
            prop_assert_eq!(seen.up_to(12).has(xid), xid < 12 && seen.has(xid));
        }

        #[test]
        fn one_includes_another_that_has_seen_nothing_else(
            end in 0_u64..6, running in prop::collection::vec(0_u64..6, 0..4),
            other_end in 0_u64..6, other_running in prop::collection::vec(0_u64..6, 0..4),
        ) {
            let (seen, other) = (Seen::new(end, running), Seen::new(other_end, other_running));
            prop_assert_eq!(seen.includes(&other), (0..6).all(|xid| seen.has(xid) || !other.has(xid)));
        }
    }

    #[test]
    fn other_text_is_refused() {
        for text in ["", "1", ":", "1:2", "a:2:", "-1:2:", "1:2:x", "1:3:2", "5:9:5,a"] {
            assert!(text.parse::<Seen>().is_err(), "{text}");
        }
        assert_eq!("10:20:10,14".parse::<Seen>().unwrap(), Seen::new(20, vec![14, 10]));
    }
}
