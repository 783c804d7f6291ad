//! catalog → index: follows changes, rebuilds, verifies. Knows nothing of HTTP.
