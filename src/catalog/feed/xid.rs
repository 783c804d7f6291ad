//! Transaction ids in statements on the feed.

/// Statements on what wasn't seen are planned anew each time: a plan for all values to come would read the whole feed,
/// which is long after an import that nobody followed.
pub(super) const KEEPS_ITS_PLAN: bool = false;

/// From a 64-bit transaction id that came as a bigint, which it outgrows only after 292 thousand years of a million a
/// second.
pub(super) fn read_xid(xid: i64) -> u64 {
    xid as u64
}
