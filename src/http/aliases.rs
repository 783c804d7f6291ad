//! `/v1/aliases`: what a library calls things otherwise, listed, read, written one by one, and removed.

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Map, Value};

use super::body::{Bounded, json_object, media_type};
use super::location::location;
use super::params::Params;
use super::problem::FieldProblem;
use super::{App, Error};
use crate::catalog::aliases::{MOST_ALIASES, MOST_NAMES};
use crate::catalog::{Alias, NewAlias};
use crate::text::closest;
use crate::text::language::AliasKind;
use crate::track::AliasId;

const JSON: &str = "application/json";
const MAX_BYTES: usize = 512 * 1024;
const LIMIT: &str = "an alias has at most 512 KiB";
const FIELDS: [&str; 3] = ["kind", "name", "other_names"];
const DEFAULT_SHOWN: usize = 100;
const MOST_SHOWN: usize = 1_000;

/// Some aliases of a library.
#[derive(Serialize)]
pub struct AliasesBody {
    aliases: Vec<Alias>,
    total: usize,
}

pub async fn list(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Json<AliasesBody>, Error> {
    let params = Params::parse(query.as_deref().unwrap_or_default(), &["library", "limit", "offset"], |_| false)?;
    let limit = params.read("limit", "a number from 1 to 1000", |text| {
        text.parse().ok().filter(|limit| (1..=MOST_SHOWN).contains(limit))
    })?;
    let offset = params.read("offset", "a number from 0 to 100000", |text| {
        text.parse().ok().filter(|offset| *offset <= MOST_ALIASES)
    })?;
    let (offset, limit) = (offset.unwrap_or(0), limit.unwrap_or(DEFAULT_SHOWN));
    let (aliases, total) = app.api.aliases(params.text("library"), offset, limit).await?;
    Ok(Json(AliasesBody { aliases, total }))
}

pub async fn alias(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<Alias>, Error> {
    let params = params(&query)?;
    Ok(Json(app.api.alias(params.text("library"), parse_id(id)?).await?))
}

pub async fn create(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Error> {
    let params = params(&query)?;
    let given = media_type(&headers);
    if given != JSON {
        return Err(Error::UnsupportedMediaType { given, expected: &[JSON] });
    }
    let text = Bounded::new(&headers, body, MAX_BYTES, LIMIT)?.whole().await?;
    let object = json_object(&text).map_err(|what| Error::InvalidJson { what })?;
    let alias = read(object).map_err(|problems| Error::InvalidAlias { problems })?;
    let library = params.text("library");
    let (alias, is_new) = app.api.save_alias(library, &alias).await?;
    let place = [(header::LOCATION, location(format!("/v1/aliases/{}", alias.id), library))];
    Ok(match is_new {
        true => (StatusCode::CREATED, place, Json(alias)).into_response(),
        false => Json(alias).into_response(),
    })
}

pub async fn delete(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<StatusCode, Error> {
    let params = params(&query)?;
    app.api.remove_alias(params.text("library"), parse_id(id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// What may be said beside the path: whose aliases are meant.
fn params(query: &Option<String>) -> Result<Params, Error> {
    Params::parse(query.as_deref().unwrap_or_default(), &["library"], |_| false)
}

/// The alias that a path names.
fn parse_id(id: String) -> Result<AliasId, Error> {
    id.parse().map_err(|_| Error::InvalidParameter {
        name: "id".into(),
        value: id,
        expected: "a UUID, such as an alias of /v1/aliases has as its id".into(),
    })
}

/// An alias as an object says it, or everything that is wrong with that. What the names are is checked when they are
/// written.
fn read(mut object: Map<String, Value>) -> Result<NewAlias, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let mut take = |field: &str| object.remove(field).filter(|value| !value.is_null());
    let kind = match take("kind") {
        None => AliasKind::Word,
        Some(value) => value.as_str().and_then(|text| text.parse().ok()).unwrap_or_else(|| {
            problems.push(FieldProblem::new("kind", format!("must be {}", AliasKind::EXPECTED)));
            AliasKind::Word
        }),
    };
    let text = |value: &Value| value.as_str().map(|text| text.trim().to_owned());
    let name = match take("name") {
        None => {
            problems.push(FieldProblem::new("name", "is missing"));
            String::new()
        }
        Some(value) => text(&value).unwrap_or_else(|| {
            problems.push(FieldProblem::new("name", "must be a string"));
            String::new()
        }),
    };
    let names = |value: Value| value.as_array()?.iter().map(text).collect::<Option<Vec<String>>>();
    let other_names = match take("other_names") {
        None => {
            problems.push(FieldProblem::new("other_names", "is missing"));
            Vec::new()
        }
        Some(value) => names(value).unwrap_or_else(|| {
            problems.push(FieldProblem::new("other_names", format!("must be a list of 1 to {MOST_NAMES} strings")));
            Vec::new()
        }),
    };
    for field in object.keys().filter(|field| !FIELDS.contains(&field.as_str())) {
        let did_you_mean = closest(field, FIELDS);
        problems.push(FieldProblem { did_you_mean, ..FieldProblem::new(field, "is not a field of an alias") });
    }
    if problems.is_empty() { Ok(NewAlias { kind, name, other_names }) } else { Err(problems) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn problems(value: Value) -> Vec<String> {
        let problems = read(value.as_object().unwrap().clone()).err().unwrap_or_default();
        problems.iter().map(FieldProblem::to_string).collect()
    }

    #[test]
    fn an_alias_is_read_from_an_object() {
        let object = json!({ "kind": "artist", "name": " 2Pac ", "other_names": ["Tupac", " Makaveli"] });
        let alias = read(object.as_object().unwrap().clone()).unwrap();
        let other_names = vec!["Tupac".to_owned(), "Makaveli".to_owned()];
        assert_eq!(alias, NewAlias { kind: AliasKind::Artist, name: "2Pac".to_owned(), other_names });
        let object = json!({ "name": "a", "other_names": ["b"], "kind": null });
        assert_eq!(read(object.as_object().unwrap().clone()).unwrap().kind, AliasKind::Word);
    }

    #[test]
    fn everything_wrong_with_an_object_is_said() {
        assert_eq!(problems(json!({})), ["name: is missing", "other_names: is missing"]);
        let object = json!({ "kind": "album", "name": 7, "other_names": ["a", 1], "other_name": "b", "id": "x" });
        let found = problems(object);
        assert_eq!(found.len(), 5, "{found:?}");
        assert_eq!(found[0], "kind: must be artist, title or word");
        let wrong = read(json!({ "name": "a", "other_names": ["b"], "nmae": 1 }).as_object().unwrap().clone());
        assert_eq!(wrong.unwrap_err()[0].did_you_mean, Some("name"));
    }
}
