//! What somebody has seen of a database: which transactions had ended by then. PostgreSQL calls it a snapshot.

use super::seq::Seq;
use std::fmt;
use std::str::FromStr;

/// Every transaction below `xmax` but those `xip`. The default has seen none.
///
/// Written `xmin:xmax:xip,xip,…`, as PostgreSQL writes a `pg_snapshot`. Transaction ids are given out in order but
/// commit in any, so a single number can't say how far one has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TxSnapshot {
    xmax: u64,
    /// Ascending, all below `xmax`.
    xip: Vec<u64>,
}

/// The text was no snapshot.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` doesn't say what was seen; expected `xmin:xmax:xip`, such as `10:20:10,14`")]
pub struct NotASnapshot(String);

impl TxSnapshot {
    /// Every transaction below `xmax` but those `xip`.
    pub fn new(xmax: u64, mut xip: Vec<u64>) -> Self {
        xip.retain(|xid| *xid < xmax);
        xip.sort_unstable();
        xip.dedup();
        Self { xmax, xip }
    }

    /// Whether a transaction's changes were seen.
    pub fn has(&self, xid: u64) -> bool {
        xid < self.xmax && self.xip.binary_search(&xid).is_err()
    }

    /// Every transaction below this one was seen.
    pub fn xmin(&self) -> u64 {
        self.xip.first().copied().unwrap_or(self.xmax)
    }

    /// The last write of which it is sure that it and all before it were seen.
    pub fn seq(&self) -> Seq {
        Seq::new(self.xmin().saturating_sub(1))
    }

    /// No transaction from here on was seen.
    pub fn xmax(&self) -> u64 {
        self.xmax
    }

    /// Those below the xmax that weren't seen.
    pub fn xip(&self) -> &[u64] {
        &self.xip
    }

    /// Whether whoever has seen this has seen everything of the other.
    pub fn includes(&self, other: &Self) -> bool {
        let beyond = other.xip.iter().filter(|xid| **xid >= self.xmax).count() as u64;
        other.xmax.saturating_sub(self.xmax) == beyond && self.xip.iter().all(|xid| !other.has(*xid))
    }

    /// The same, as far as transactions below `xmax` go.
    pub fn up_to(&self, xmax: u64) -> Self {
        Self::new(self.xmax.min(xmax), self.xip.clone())
    }
}

impl fmt::Display for TxSnapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:", self.xmin(), self.xmax)?;
        for (i, xid) in self.xip.iter().enumerate() {
            write!(f, "{}{xid}", if i == 0 { "" } else { "," })?;
        }
        Ok(())
    }
}

impl FromStr for TxSnapshot {
    type Err = NotASnapshot;

    fn from_str(text: &str) -> Result<Self, NotASnapshot> {
        let read = || {
            let (xmin, rest) = text.split_once(':')?;
            let (xmax, xip) = rest.split_once(':')?;
            let xip = xip.split(',').filter(|xid| !xid.is_empty()).map(|xid| xid.parse().ok());
            let seen = Self::new(xmax.parse().ok()?, xip.collect::<Option<_>>()?);
            (seen.xmin() == xmin.parse::<u64>().ok()?).then_some(seen)
        };
        read().ok_or_else(|| NotASnapshot(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_back(xmax: u64, xip in prop::collection::vec(any::<u64>(), 0..5)) {
            let seen = TxSnapshot::new(xmax, xip);
            prop_assert_eq!(seen.to_string().parse::<TxSnapshot>().unwrap(), seen);
        }

        #[test]
        fn all_below_the_oldest_were_seen_and_none_from_the_end_on(
            xmax in 0_u64..20, xip in prop::collection::vec(0_u64..25, 0..5), xid in 0_u64..30,
        ) {
            let seen = TxSnapshot::new(xmax, xip.clone());
            prop_assert_eq!(seen.has(xid), xid < xmax && !xip.contains(&xid));
            prop_assert!(xid >= seen.xmin() || seen.has(xid));
            prop_assert!(xid < seen.xmax() || !seen.has(xid));
            prop_assert_eq!(seen.up_to(12).has(xid), xid < 12 && seen.has(xid));
        }

        #[test]
        fn one_includes_another_that_has_seen_nothing_else(
            xmax in 0_u64..6, xip in prop::collection::vec(0_u64..6, 0..4),
            other_end in 0_u64..6, other_running in prop::collection::vec(0_u64..6, 0..4),
        ) {
            let (seen, other) = (TxSnapshot::new(xmax, xip), TxSnapshot::new(other_end, other_running));
            prop_assert_eq!(seen.includes(&other), (0..6).all(|xid| seen.has(xid) || !other.has(xid)));
        }
    }

    #[test]
    fn other_text_is_refused() {
        for text in ["", "1", ":", "1:2", "a:2:", "-1:2:", "1:2:x", "1:3:2", "5:9:5,a"] {
            assert!(text.parse::<TxSnapshot>().is_err(), "{text}");
        }
        assert_eq!("10:20:10,14".parse::<TxSnapshot>().unwrap(), TxSnapshot::new(20, vec![14, 10]));
    }
}
