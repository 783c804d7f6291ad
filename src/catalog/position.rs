//! A place in the change feed: the transaction first, because sequence numbers commit out of order.

use std::fmt;
use std::str::FromStr;

/// A change's transaction and its number. The default is the start of time. Written `xid:seq`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// PostgreSQL's 64-bit transaction id (`xid8`).
    pub xid: u64,
    pub seq: i64,
}

/// The text was not `xid:seq`.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no position in the change feed; expected `xid:seq`, such as `1234:56`")]
pub struct NotAPosition(String);

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.xid, self.seq)
    }
}

impl FromStr for Position {
    type Err = NotAPosition;

    fn from_str(text: &str) -> Result<Self, NotAPosition> {
        let (xid, seq) = text.split_once(':').ok_or_else(|| NotAPosition(text.into()))?;
        match (xid.parse(), seq.parse()) {
            (Ok(xid), Ok(seq)) => Ok(Self { xid, seq }),
            _ => Err(NotAPosition(text.into())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_back(xid: u64, seq: i64) {
            let position = Position { xid, seq };
            prop_assert_eq!(position.to_string().parse::<Position>().unwrap(), position);
        }
    }

    #[test]
    fn the_transaction_counts_before_the_number() {
        assert!(Position { xid: 2, seq: 1 } > Position { xid: 1, seq: 9 });
        assert!(Position::default() < Position { xid: 0, seq: 1 });
    }

    #[test]
    fn other_text_is_refused() {
        for text in ["", "1", ":", "1:", "a:b", "-1:2", "1:2:3"] {
            assert!(text.parse::<Position>().is_err(), "{text}");
        }
    }
}
