//! How far an asset, and the track made from it, has come.

use std::fmt;

/// Tracks are searched while they are `Completed`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Status {
    /// Seen, not yet probed.
    Pending,
    /// Claimed by a worker, until its lease runs out.
    Processing,
    Completed,
    /// It could not be read; the asset says why.
    Failed,
    /// It was there once, and is no longer.
    Missing,
}

impl Status {
    /// All of them, in the order of a life.
    pub const ALL: [Self; 5] = [Self::Pending, Self::Processing, Self::Completed, Self::Failed, Self::Missing];

    /// The name it has in the table, such as `COMPLETED`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Processing => "PROCESSING",
            Self::Completed => "COMPLETED",
            Self::Failed => "FAILED",
            Self::Missing => "MISSING",
        }
    }

    /// The status that is written so.
    pub fn named(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == text)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
