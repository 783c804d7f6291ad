//! What the catalog asks to be told.

use std::fmt;
use std::time::Duration;

/// Which database, and how patiently.
#[derive(Clone, Debug)]
pub struct Config {
    pub url: DatabaseUrl,
    /// A streaming replica of it to read from.
    pub replica_url: Option<DatabaseUrl>,
    pub limits: Limits,
}

/// How many connections, and how long anything may take.
#[derive(Clone, Debug)]
pub struct Limits {
    pub max_connections: u32,
    /// A statement that takes longer is cancelled, so that a slow query can't hold the service.
    pub statement_timeout: Duration,
    /// How long a statement waits for what another transaction has locked.
    pub lock_timeout: Duration,
    /// A transaction in which nothing happens for so long is ended, so that a program that hangs holds nobody else.
    pub idle_transaction_timeout: Duration,
    /// How long to wait for a free connection, and for the server to answer at first.
    pub acquire_timeout: Duration,
}

impl Config {
    /// The defaults, for the database at `url`.
    pub fn new(url: DatabaseUrl) -> Self {
        Self { url, replica_url: None, limits: Limits::default() }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_connections: 8,
            statement_timeout: Duration::from_secs(30),
            lock_timeout: Duration::from_secs(5),
            idle_transaction_timeout: Duration::from_secs(60),
            acquire_timeout: Duration::from_secs(5),
        }
    }
}

/// `postgres://user:password@host:port/database`. It may hold a password, so it is never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

impl DatabaseUrl {
    /// The defaults for a server at this URL.
    pub fn new(url: impl Into<String>) -> Self {
        Self(url.into())
    }

    /// The URL with its password: for connecting, not for showing.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DatabaseUrl(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_printed() {
        let config = Config::new(DatabaseUrl::new("postgres://anna:hunter2@db/music"));
        assert!(!format!("{config:?}").contains("hunter2"));
    }
}
