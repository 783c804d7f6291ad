//! Bodies of many lines of JSON, whatever the lines are: what they may be, how they are read, and what is answered.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{HeaderMap, StatusCode};
use serde::Serialize;
use serde_json::{Map, Value};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::Error;
use super::body::{Bounded, json_object};
use super::lines::Lines;
use super::problem::{FieldProblem, RejectedLine};

/// The media types of lines of JSON.
pub const LINES: [&str; 3] = ["application/x-ndjson", "application/ndjson", "application/jsonl"];
const MAX_BYTES: usize = 16 * 1024 * 1024;
const MAX_LINES: usize = 10_000;
const LIMIT: &str = "a batch has at most 10000 lines and 16 MiB; send it in parts";

/// So many batches are in memory at once; others wait before they are read.
const AT_ONCE: usize = 2;

/// The right to have a batch in memory, for all requests together.
#[derive(Clone)]
pub struct Batches(Arc<Semaphore>);

impl Default for Batches {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Batches {
    /// Waits for it.
    pub async fn permit(&self) -> Result<SemaphorePermit<'_>, Error> {
        self.0.acquire().await.map_err(|error| Error::Internal(error.into()))
    }
}

/// A body that may be a batch.
pub fn bounded(headers: &HeaderMap, body: Body) -> Result<Bounded, Error> {
    Bounded::new(headers, body, MAX_BYTES, LIMIT)
}

/// Gives each line of a body, as the object that it is or what is wrong with it, to `each`; `example` is one that will
/// do.
pub async fn read(
    mut body: Bounded,
    example: &str,
    mut each: impl FnMut(u64, Result<Map<String, Value>, Vec<FieldProblem>>),
) -> Result<(), Error> {
    let (mut lines, mut count) = (Lines::default(), 0);
    let mut add = |number: u64, line: Result<&[u8], String>| {
        let object = line.and_then(|line| json_object(line, example));
        each(number, object.map_err(|wrong| vec![FieldProblem::of_line(wrong)]));
    };
    while let Some(arrived) = body.next().await? {
        lines.take(&arrived, |number, line| {
            count += 1;
            add(number, line);
        });
        if count > MAX_LINES {
            return Err(body.too_large().await);
        }
    }
    lines.finish(add);
    Ok(())
}

/// The error of a batch of which nothing could be taken.
pub fn nothing_taken(rejected: Vec<RejectedLine>) -> Error {
    match rejected.is_empty() {
        true => Error::InvalidJson { what: "holds no line".to_owned() },
        false => Error::AllRowsRejected { rejected },
    }
}

/// What became of a batch, over the wire.
#[derive(Serialize)]
pub struct BatchBody {
    pub inserted: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub rejected: Vec<RejectedLine>,
}

impl BatchBody {
    /// 207 is a success that is worth a look.
    pub fn status(&self) -> StatusCode {
        if self.rejected.is_empty() { StatusCode::OK } else { StatusCode::MULTI_STATUS }
    }
}
