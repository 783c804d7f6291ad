//! Transaction ids as they come from PostgreSQL.

/// From a 64-bit transaction id that came as a bigint, which it outgrows only after 292 thousand years of a million a second.
pub(super) fn read_xid(xid: i64) -> u64 {
    xid as u64
}
