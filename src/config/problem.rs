//! What is wrong with a configuration: each thing with where it came from and how to mend it.

use std::fmt;
use std::path::PathBuf;

/// Where a value was given.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    Flag(String),
    Variable(String),
    File(PathBuf, usize),
    /// Given nowhere: the default could not be made.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) => f.write_str(name),
            Self::Variable(name) => write!(f, "environment variable {name}"),
            Self::File(path, line) => write!(f, "{}:{line}", path.display()),
            Self::Default => f.write_str("default"),
        }
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    pub origin: Origin,
    pub message: String,
    pub mend: String,
}

/// Everything that is wrong with a configuration.
#[derive(Debug, thiserror::Error)]
pub struct Invalid(pub Vec<Problem>);

impl Invalid {
    /// Problems in the order of their places.
    pub fn of(mut problems: Vec<Problem>) -> Self {
        problems.sort();
        Self(problems)
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.len() {
            1 => f.write_str("one setting is wrong")?,
            many => write!(f, "{many} settings are wrong")?,
        }
        self.0
            .iter()
            .try_for_each(|Problem { origin, message, mend }| write!(f, "\n  {origin}: {message}\n    → {mend}"))
    }
}
