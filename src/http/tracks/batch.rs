//! `POST /v1/tracks` with lines of JSON: what can be taken is written in one go, and the rest is said line by line.

use std::sync::Arc;

use axum::http::StatusCode;
use serde::Serialize;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::fields::new_track;
use crate::api::{self, Api, Written};
use crate::catalog::{Imported, Rejected};
use crate::http::Error;
use crate::http::body::{Bounded, json_object};
use crate::http::lines::Lines;
use crate::http::problem::{FieldProblem, RejectedLine};
use crate::track::NewTrack;

pub const MAX_BYTES: usize = 16 * 1024 * 1024;
pub const MAX_LINES: usize = 10_000;
pub const LIMIT: &str = "a batch has at most 10000 lines and 16 MiB; send it in parts";
/// A line, or a track by itself.
pub const EXAMPLE: &str = "{\"artist\": …, \"title\": …}";

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

pub async fn save(
    api: &Api,
    library: Option<&str>,
    batches: Batches,
    body: Bounded,
) -> Result<Written<BatchBody>, Error> {
    let _permit = batches.permit().await?;
    let mut batch = Batch::read(body).await?;
    if batch.tracks.is_empty() {
        return Err(batch.nothing_taken(Vec::new()));
    }
    match api.save_tracks(library, &mut batch.tracks).await {
        Ok(Written { seq, done }) => {
            let Imported { inserted, updated, unchanged, rejected, first: _ } = done;
            Ok(Written {
                seq,
                done: BatchBody { inserted, updated, unchanged, rejected: batch.with_rejected(rejected) },
            })
        }
        Err(api::Error::AllRejected(rejected)) => Err(batch.nothing_taken(rejected)),
        Err(error) => Err(error.into()),
    }
}

/// The lines that can be read as tracks, and those that can't.
#[derive(Default)]
struct Batch {
    tracks: Vec<NewTrack>,
    /// Where each of them stands.
    lines: Vec<u64>,
    rejected: Vec<RejectedLine>,
}

impl Batch {
    async fn read(mut body: Bounded) -> Result<Self, Error> {
        let mut batch = Self::default();
        let mut lines = Lines::default();
        while let Some(arrived) = body.next().await? {
            lines.take(&arrived, |number, line| batch.add(number, line));
            if batch.tracks.len() + batch.rejected.len() > MAX_LINES {
                return Err(body.too_large().await);
            }
        }
        lines.finish(|number, line| batch.add(number, line));
        Ok(batch)
    }

    fn add(&mut self, number: u64, line: Result<&[u8], String>) {
        let object =
            line.and_then(|line| json_object(line, EXAMPLE)).map_err(|wrong| vec![FieldProblem::of_line(wrong)]);
        match object.and_then(new_track) {
            Ok(track) => {
                self.tracks.push(track);
                self.lines.push(number);
            }
            Err(problems) => self.rejected.push(RejectedLine { line: number, problems }),
        }
    }

    /// All lines that weren't taken, in their order.
    fn with_rejected(self, rejected: Vec<Rejected>) -> Vec<RejectedLine> {
        let lines = self.lines;
        let by_catalog = rejected.into_iter().map(|Rejected { index, problems, is_taken: _ }| RejectedLine {
            line: lines[index],
            problems: problems.into_iter().map(FieldProblem::from).collect(),
        });
        let mut all: Vec<RejectedLine> = self.rejected.into_iter().chain(by_catalog).collect();
        all.sort_by_key(|rejected| rejected.line);
        all
    }

    fn nothing_taken(self, rejected: Vec<Rejected>) -> Error {
        match self.with_rejected(rejected) {
            none if none.is_empty() => Error::InvalidJson { what: "holds no line".to_owned() },
            rejected => Error::AllRowsRejected { rejected },
        }
    }
}
