//! Libraries: what everything belongs to.

use uuid::Uuid;

/// The one of all who don't say which. The migrations have made it.
pub const DEFAULT_LIBRARY: Uuid = Uuid::from_u128(1);
