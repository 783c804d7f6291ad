//! `POST /v1/tracks`, `PATCH` and `DELETE /v1/tracks/{id}`. Each answers by which number its change can be waited for.

use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};

use super::batch;
use super::fields::{Patch, new_track};
use super::parse_id;
use super::read::TrackBody;
use crate::api::Written;
use crate::catalog::Saved;
use crate::http::batch::{Batches, LINES, bounded};
use crate::http::body::{Form, JSON, media_type, one_object};
use crate::http::location::location;
use crate::http::params::Params;
use crate::http::{App, Error};

/// The transaction of the write.
const CATALOG_SEQ: HeaderName = HeaderName::from_static("x-catalog-seq");

const MERGE_PATCH: &str = "application/merge-patch+json";
const TRACK: Form = Form { most_bytes: 1024 * 1024, limit: "a track has at most 1 MiB", example: batch::EXAMPLE };

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
            let body = bounded(&headers, body)?;
            let Written { seq, done } = batch::save(&app.api, library, batches, body).await?;
            Ok((done.status(), [(CATALOG_SEQ, seq.to_string())], Json(done)).into_response())
        }
        given => Err(Error::UnsupportedMediaType { given, expected: &[JSON, LINES[0]] }),
    }
}

async fn create_one(app: &App, library: Option<&str>, headers: &HeaderMap, body: Body) -> Result<Response, Error> {
    let track =
        new_track(one_object(headers, body, &TRACK).await?).map_err(|problems| Error::InvalidTrack { problems })?;
    let Written { seq, done: Saved { track, is_new } } = app.api.save_track(library, track).await?;
    let seq = [(CATALOG_SEQ, seq.to_string())];
    let place = [(header::LOCATION, location(format!("/v1/tracks/{}", track.id), library))];
    let body = Json(TrackBody(track));
    Ok(match is_new {
        true => (StatusCode::CREATED, seq, place, body).into_response(),
        false => (StatusCode::OK, seq, body).into_response(),
    })
}

pub async fn patch(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Error> {
    let (id, params) = (parse_id(id)?, Params::of_library(&query)?);
    let given = media_type(&headers);
    if given != MERGE_PATCH && given != JSON {
        return Err(Error::UnsupportedMediaType { given, expected: &[MERGE_PATCH, JSON] });
    }
    let patch = Patch::new(one_object(&headers, body, &TRACK).await?, id)
        .map_err(|problems| Error::InvalidTrack { problems })?;
    let library = params.text("library");
    let Written { seq, done: track } =
        app.api.patch_track(library, id, patch.reset(), |track| patch.apply(track)).await?;
    Ok(([(CATALOG_SEQ, seq.to_string())], Json(TrackBody(track))).into_response())
}

pub async fn delete(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let params = Params::of_library(&query)?;
    let Written { seq, done: () } = app.api.delete_track(params.text("library"), parse_id(id)?).await?;
    Ok((StatusCode::NO_CONTENT, [(CATALOG_SEQ, seq.to_string())]).into_response())
}
