//! `GET /v1/tracks/{id}`: everything the catalog knows of one track.

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use time::format_description::well_known::Rfc3339;

use super::parse_id;
use crate::catalog::TrackAsset;
use crate::http::params::Params;
use crate::http::{App, Error};
use crate::track::Track;

pub async fn track(
    State(app): State<App>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<TrackWithAsset>, Error> {
    let params = Params::of_library(&query)?;
    let (track, asset) = app.api.track_and_asset(params.text("library"), parse_id(id)?).await?;
    Ok(Json(TrackWithAsset { track: TrackBody(track), asset }))
}

/// A track, and what its file says beyond the track's fields.
#[derive(Serialize)]
pub struct TrackWithAsset {
    #[serde(flatten)]
    track: TrackBody,
    #[serde(skip_serializing_if = "Option::is_none")]
    asset: Option<TrackAsset>,
}

/// One track over the wire; what isn't known is null.
pub struct TrackBody(pub Track);

impl Serialize for TrackBody {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(track) = self;
        let time = |at: time::OffsetDateTime| at.format(&Rfc3339).ok();
        let mut body = serializer.serialize_map(None)?;
        body.serialize_entry("id", &track.id)?;
        body.serialize_entry("external_id", &track.external_id)?;
        body.serialize_entry("asset_id", &track.asset_id)?;
        body.serialize_entry("status", &track.status)?;
        for (field, value) in track.fields() {
            body.serialize_entry(field.name(), &value)?;
        }
        body.serialize_entry("origins", &track.origins)?;
        body.serialize_entry("created_at", &time(track.created_at))?;
        body.serialize_entry("updated_at", &time(track.updated_at))?;
        body.end()
    }
}
