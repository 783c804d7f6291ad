//! `POST /v1/tracks` with lines of JSON: what can be taken is written in one go, and the rest is said line by line.

use super::fields::new_track;
use crate::api::{self, Api, Written};
use crate::catalog::{Imported, Rejected};
use crate::http::Error;
use crate::http::batch::{self, BatchBody, Batches};
use crate::http::body::Bounded;
use crate::http::problem::{FieldProblem, RejectedLine};
use crate::track::NewTrack;

/// A line, or a track by itself.
pub const EXAMPLE: &str = "{\"artist\": …, \"title\": …}";

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
    async fn read(body: Bounded) -> Result<Self, Error> {
        let mut batch = Self::default();
        batch::read(body, EXAMPLE, |number, object| match object.and_then(new_track) {
            Ok(track) => {
                batch.tracks.push(track);
                batch.lines.push(number);
            }
            Err(problems) => batch.rejected.push(RejectedLine { line: number, problems }),
        })
        .await?;
        Ok(batch)
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
        batch::nothing_taken(self.with_rejected(rejected))
    }
}
