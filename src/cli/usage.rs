//! A mistake in how a command was called.

/// The caller asked for something that can't be meant: exit code 2 instead of 1.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Usage(pub String);
