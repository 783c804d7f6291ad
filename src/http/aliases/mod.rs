//! `/v1/aliases`: what a library calls things otherwise: listed, read, written one by one or as lines of JSON, and
//! removed.

mod batch;
mod object;

use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use serde::Serialize;

use super::batch::{Batches, LINES, bounded};
use super::body::{Form, JSON, media_type, one_object};
use super::location::location;
use super::params::{Names, Params, path_id};
use super::{App, Error};
use crate::catalog::Alias;
use crate::catalog::aliases::MOST_ALIASES;
use crate::track::AliasId;

/// An alias by itself, or a line of many.
const ALIAS: Form = Form {
    most_bytes: 512 * 1024,
    limit: "an alias has at most 512 KiB",
    example: "{\"name\": …, \"other_names\": […]}",
};
const DEFAULT_SHOWN: usize = 100;
const MOST_SHOWN: usize = 1_000;

/// Some aliases of a library.
#[derive(Serialize)]
pub struct AliasesBody {
    aliases: Vec<Alias>,
    total: usize,
}

pub async fn list(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Json<AliasesBody>, Error> {
    let params = Params::parse(query.as_deref().unwrap_or_default(), Names::only(&["library", "limit", "offset"]))?;
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
    let params = Params::of_library(&query)?;
    Ok(Json(app.api.alias(params.text("library"), parse_id(id)?).await?))
}

pub async fn create(
    State(app): State<App>,
    Extension(batches): Extension<Batches>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Error> {
    let params = Params::of_library(&query)?;
    let library = params.text("library");
    match media_type(&headers) {
        given if given == JSON => create_one(&app, library, &headers, body).await,
        given if LINES.contains(&given.as_str()) => {
            let done = batch::save(&app.api, library, batches, bounded(&headers, body)?).await?;
            Ok((done.status(), Json(done)).into_response())
        }
        given => Err(Error::UnsupportedMediaType { given, expected: &[JSON, LINES[0]] }),
    }
}

async fn create_one(app: &App, library: Option<&str>, headers: &HeaderMap, body: Body) -> Result<Response, Error> {
    let object = one_object(headers, body, &ALIAS).await?;
    let alias = object::read(object).map_err(|problems| Error::InvalidAlias { problems })?;
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
    let params = Params::of_library(&query)?;
    app.api.remove_alias(params.text("library"), parse_id(id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The alias that a path names.
fn parse_id(id: String) -> Result<AliasId, Error> {
    path_id(id, "a UUID, such as an alias of /v1/aliases has as its id")
}
