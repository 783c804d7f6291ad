//! `POST /v1/aliases` with lines of JSON: what can be taken is written in one transaction, and the rest is said line by
//! line.

use std::collections::HashMap;

use axum::body::Body;
use axum::http::HeaderMap;

use super::{ALIAS, object};
use crate::api::Api;
use crate::catalog::NewAlias;
use crate::catalog::aliases::{Written, key};
use crate::http::Error;
use crate::http::body::{Bounded, json_object};
use crate::http::lines::Lines;
use crate::http::problem::{FieldProblem, RejectedLine};
use crate::http::tracks::{BATCH_LIMIT, BatchBody, Batches, MAX_BATCH_BYTES, MAX_LINES};
use crate::text::language::AliasKind;

pub async fn save(
    api: &Api,
    library: Option<&str>,
    batches: Batches,
    headers: &HeaderMap,
    body: Body,
) -> Result<BatchBody, Error> {
    let body = Bounded::new(headers, body, MAX_BATCH_BYTES, BATCH_LIMIT)?;
    let _permit = batches.permit().await?;
    let Batch { aliases, rejected, .. } = Batch::read(body).await?;
    if aliases.is_empty() {
        return Err(match rejected {
            none if none.is_empty() => Error::InvalidJson { what: "holds no line".to_owned() },
            rejected => Error::AllRowsRejected { rejected },
        });
    }
    let Written { inserted, updated, unchanged } = api.save_aliases(library, &aliases).await?;
    let [inserted, updated, unchanged] = [inserted, updated, unchanged].map(|count| count as u64);
    Ok(BatchBody { inserted, updated, unchanged, rejected })
}

/// The lines that can be read as aliases, and those that can't.
#[derive(Default)]
struct Batch {
    aliases: Vec<NewAlias>,
    /// Where each name was given first.
    lines: HashMap<(AliasKind, String), u64>,
    rejected: Vec<RejectedLine>,
}

impl Batch {
    async fn read(mut body: Bounded) -> Result<Self, Error> {
        let mut batch = Self::default();
        let mut lines = Lines::default();
        while let Some(arrived) = body.next().await? {
            lines.take(&arrived, |number, line| batch.add(number, line));
            if batch.aliases.len() + batch.rejected.len() > MAX_LINES {
                return Err(body.too_large().await);
            }
        }
        lines.finish(|number, line| batch.add(number, line));
        Ok(batch)
    }

    fn add(&mut self, line: u64, text: Result<&[u8], String>) {
        let object =
            text.and_then(|text| json_object(text, ALIAS.example)).map_err(|wrong| vec![FieldProblem::of_line(wrong)]);
        match object.and_then(object::read).and_then(|alias| self.checked(line, alias)) {
            Ok(alias) => self.aliases.push(alias),
            Err(problems) => self.rejected.push(RejectedLine { line, problems }),
        }
    }

    fn checked(&mut self, line: u64, alias: NewAlias) -> Result<NewAlias, Vec<FieldProblem>> {
        alias.validate().map_err(|problems| problems.into_iter().map(FieldProblem::from).collect::<Vec<_>>())?;
        let name = key(&alias.name).unwrap_or_default();
        match *self.lines.entry((alias.kind, name)).or_insert(line) {
            first if first == line => Ok(alias),
            first => {
                let what = format!("is the name of line {first}, too; put all its other names into one line");
                Err(vec![FieldProblem::new("name", what)])
            }
        }
    }
}
