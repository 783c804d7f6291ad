//! `POST /v1/aliases` with lines of JSON: what can be taken is written in one transaction, and the rest is said line by
//! line.

use std::collections::HashMap;

use super::{ALIAS, object};
use crate::api::Api;
use crate::catalog::NewAlias;
use crate::catalog::aliases::{Written, key};
use crate::http::Error;
use crate::http::batch::{self, BatchBody, Batches};
use crate::http::body::Bounded;
use crate::http::problem::{FieldProblem, RejectedLine};
use crate::text::language::AliasKind;

pub async fn save(api: &Api, library: Option<&str>, batches: Batches, body: Bounded) -> Result<BatchBody, Error> {
    let _permit = batches.permit().await?;
    let Batch { aliases, rejected, .. } = Batch::read(body).await?;
    if aliases.is_empty() {
        return Err(batch::nothing_taken(rejected));
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
    async fn read(body: Bounded) -> Result<Self, Error> {
        let mut batch = Self::default();
        batch::read(body, ALIAS.example, |line, object| {
            match object.and_then(object::read).and_then(|alias| batch.checked(line, alias)) {
                Ok(alias) => batch.aliases.push(alias),
                Err(problems) => batch.rejected.push(RejectedLine { line, problems }),
            }
        })
        .await?;
        Ok(batch)
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
