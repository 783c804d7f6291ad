//! How far a request may reach.

/// How many hits one answer may hold.
pub const MAX_LIMIT: usize = 100;
/// How deep paging by offset may go: `offset + limit`.
pub const MAX_REACH: usize = 1_000;
/// How many characters a query may have; no title of a track is nearly as long.
pub const MAX_QUERY_CHARS: usize = 1_000;
