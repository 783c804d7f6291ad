//! What is wrong with a track that was given, field by field.

use std::fmt;

use serde::Serialize;

use crate::track::Problem;

/// A field that is rejected; without one, it is the whole line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldProblem {
    pub field: Option<String>,
    pub what: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub did_you_mean: Option<&'static str>,
}

/// A rejected line of a batch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RejectedLine {
    /// From 1; blank lines count too.
    pub line: u64,
    pub problems: Vec<FieldProblem>,
}

impl FieldProblem {
    pub fn new(field: &str, what: impl Into<String>) -> Self {
        Self { field: Some(field.to_owned()), what: what.into(), did_you_mean: None }
    }

    pub fn of_line(what: impl Into<String>) -> Self {
        Self { field: None, what: what.into(), did_you_mean: None }
    }
}

impl From<Problem> for FieldProblem {
    fn from(Problem { field, what }: Problem) -> Self {
        match field {
            "row" => Self::of_line(what),
            field => Self::new(field, what),
        }
    }
}

impl fmt::Display for FieldProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.field {
            Some(field) => write!(f, "{field}: {}", self.what),
            None => f.write_str(&self.what),
        }
    }
}
