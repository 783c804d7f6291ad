//! `GET /v1/search`: parameters in, hits out.

use axum::extract::{RawQuery, State};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use uuid::Uuid;

use super::params::Params;
use super::{App, Error};
use crate::search::bounds::{
    DURATIONS_EXPECTED, ENGINES_EXPECTED, MAX_LIMIT, MAX_QUERY_CHARS, MAX_REACH, YEARS_EXPECTED, durations_ms, years,
};
use crate::search::{self, Answered, Filters, FoundTrack, Hit, HitExplanation, QueryExplanation, Request};

const PARAMETERS: &[&str] = &[
    "q", "limit", "offset", "artist", "title", "album", "genre", "year", "duration", "format", "label", "engine",
    "explain",
];
const DEFAULT_LIMIT: usize = 20;

pub async fn search(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Response, Error> {
    let request = parse(query.as_deref().unwrap_or_default())?;
    let response = app.searcher.search(request).await?;
    app.metrics.search(response.engine, response.took);
    json(&SearchBody::from(&response))
}

/// Written in one go into a buffer that is large enough from the start for nearly every answer.
fn json(body: &SearchBody<'_>) -> Result<Response, Error> {
    const BYTES_AROUND: usize = 256;
    const BYTES_A_HIT: usize = 512;
    let mut bytes = Vec::with_capacity(BYTES_AROUND + body.hits.len() * BYTES_A_HIT);
    serde_json::to_writer(&mut bytes, body).map_err(|error| Error::Internal(error.into()))?;
    Ok(([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], bytes).into_response())
}

/// The search that a query string asks for.
fn parse(query: &str) -> Result<Request, Error> {
    let params = Params::parse(query, PARAMETERS)?;
    let text = |name| params.text(name).map(|text| short_enough(name, text).map(str::to_owned)).transpose();
    let q = short_enough("q", params.raw("q").ok_or(Error::MissingParameter { name: "q" })?)?;
    let limit = params.read("limit", "a number from 1 to 100", |text| {
        text.parse().ok().filter(|limit| (1..=MAX_LIMIT).contains(limit))
    })?;
    let limit = limit.unwrap_or(DEFAULT_LIMIT);
    let offset = params.read("offset", "a number from 0 on, with offset + limit at most 1000", |text| {
        text.parse().ok().filter(|offset| *offset <= MAX_REACH - limit)
    })?;
    Ok(Request {
        q: q.to_owned(),
        limit,
        offset: offset.unwrap_or(0),
        engine: params.read("engine", ENGINES_EXPECTED, |text| text.parse().ok())?.unwrap_or_default(),
        explain: params.read("explain", "true or false", |text| text.parse().ok())?.unwrap_or_default(),
        filters: Filters {
            artist: text("artist")?,
            title: text("title")?,
            album: text("album")?,
            genre: text("genre")?,
            year: params.read("year", YEARS_EXPECTED, years)?,
            duration_ms: params.read("duration", DURATIONS_EXPECTED, durations_ms)?,
            format: text("format")?,
            label: text("label")?,
        },
    })
}

fn short_enough<'a>(name: &'static str, text: &'a str) -> Result<&'a str, Error> {
    if text.chars().nth(MAX_QUERY_CHARS).is_none() {
        return Ok(text);
    }
    let expected = format!("at most {MAX_QUERY_CHARS} characters long").into();
    Err(Error::InvalidParameter { name, value: text.chars().take(40).chain(['…']).collect(), expected })
}

/// What a search answers over the wire.
#[derive(Serialize)]
pub struct SearchBody<'a> {
    hits: Vec<HitBody<'a>>,
    total: usize,
    total_is_exact: bool,
    took_ms: f64,
    engine: &'static str,
    dropped_words: &'a [String],
    did_you_mean: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<&'a QueryExplanation>,
}

/// One hit over the wire; what isn't known is null.
#[derive(Serialize)]
pub struct HitBody<'a> {
    id: Uuid,
    score: f32,
    artist: Option<&'a str>,
    title: &'a str,
    album: Option<&'a str>,
    album_artist: Option<&'a str>,
    genre: Option<&'a str>,
    year: Option<i32>,
    duration_seconds: Option<f64>,
    format: Option<&'a str>,
    labels: &'a [String],
    popularity: Option<f32>,
    isrc: Option<&'a str>,
    audio_uri: Option<&'a str>,
    thumbnail_uri: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<&'a HitExplanation>,
}

impl<'a> From<&'a search::Response> for SearchBody<'a> {
    fn from(response: &'a search::Response) -> Self {
        let search::Response { hits, total, engine, dropped_words, did_you_mean, explanation, took } = response;
        Self {
            hits: hits.iter().map(HitBody::from).collect(),
            total: total.value,
            total_is_exact: total.exact,
            took_ms: took.as_micros() as f64 / 1000.0,
            engine: match engine {
                Answered::Index => "index",
                Answered::Postgres => "postgres",
            },
            dropped_words,
            did_you_mean: did_you_mean.as_deref(),
            explanation: explanation.as_deref(),
        }
    }
}

impl<'a> From<&'a Hit> for HitBody<'a> {
    fn from(Hit { score, track, explanation }: &'a Hit) -> Self {
        let FoundTrack {
            id,
            title,
            artist,
            album,
            album_artist,
            genre,
            year,
            duration_ms,
            format,
            labels,
            popularity,
            isrc,
            audio_uri,
            thumbnail_uri,
        } = track;
        Self {
            id: *id,
            score: *score,
            artist: known(artist),
            title,
            album: known(album),
            album_artist: known(album_artist),
            genre: known(genre),
            year: *year,
            duration_seconds: duration_ms.map(|ms| ms as f64 / 1000.0),
            format: known(format),
            labels,
            popularity: *popularity,
            isrc: known(isrc),
            audio_uri: known(audio_uri),
            thumbnail_uri: known(thumbnail_uri),
            explanation: explanation.as_deref(),
        }
    }
}

/// Texts of a found track are empty where unknown.
fn known(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::search::{Engine, Total};

    #[test]
    fn every_parameter_arrives_where_it_belongs() {
        let request = parse(
            "q=foo&limit=5&offset=10&artist=a&title=b&album=c&genre=d&year=1990..1999&duration=60..300&format=mp3\
             &label=e&engine=postgres",
        )
        .unwrap();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!((request.q.as_str(), request.limit, request.offset), ("foo", 5, 10));
        assert_eq!(request.engine, Engine::Postgres);
        let expected = Filters {
            artist: some("a"),
            title: some("b"),
            album: some("c"),
            genre: some("d"),
            year: Some(1990..=1999),
            duration_ms: Some(60_000..=300_000),
            format: some("mp3"),
            label: some("e"),
        };
        assert_eq!(request.filters, expected);
    }

    #[test]
    fn what_is_not_given_has_its_default() {
        let request = parse("q=x&artist=&year=").unwrap();
        assert_eq!((request.limit, request.offset, request.engine), (20, 0, Engine::Auto));
        assert!(request.filters.is_empty());
    }

    #[test]
    fn an_empty_query_is_a_query_and_a_missing_one_is_not() {
        assert_eq!(parse("q=").unwrap().q, "");
        assert!(matches!(parse("limit=3"), Err(Error::MissingParameter { name: "q" })));
    }

    #[test]
    fn values_out_of_bounds_are_refused() {
        for query in [
            "q=x&limit=0",
            "q=x&limit=101",
            "q=x&limit=-1",
            "q=x&limit=1e1",
            "q=x&offset=981",
            "q=x&offset=-1",
            "q=x&offset=99999999999999999999",
            "q=x&year=1999..1990",
            "q=x&duration=long",
            "q=x&engine=sphinx",
        ] {
            assert!(matches!(parse(query), Err(Error::InvalidParameter { .. })), "{query}");
        }
        assert!(parse("q=x&limit=100&offset=900").is_ok());
        for parameter in ["q", "q=x&artist", "q=x&label"] {
            let query = format!("{parameter}={}", "a".repeat(10_000));
            assert!(matches!(parse(&query), Err(Error::InvalidParameter { .. })), "{parameter}");
        }
    }

    proptest! {
        #[test]
        fn any_query_string_is_a_search_or_the_clients_mistake(query in ".*") {
            if let Err(error) = parse(&query) {
                prop_assert_eq!(error.code_and_status().1, 400);
            }
        }

        #[test]
        fn any_bytes_as_the_query_text_are_a_search(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let encoded = percent_encoding::percent_encode(&bytes, percent_encoding::NON_ALPHANUMERIC);
            let query = format!("q={encoded}");
            prop_assert!(parse(&query).is_ok());
        }
    }

    #[test]
    fn what_is_not_known_is_null() {
        let track = FoundTrack { title: "Svefn-g-englar".into(), duration_ms: Some(600_500), ..FoundTrack::default() };
        let response = search::Response {
            hits: vec![Hit { score: 0.5, track, explanation: None }],
            total: Total { value: 1, exact: true },
            engine: Answered::Index,
            dropped_words: vec!["live".into()],
            did_you_mean: Some("life".into()),
            explanation: None,
            took: Duration::from_micros(1_250),
        };
        let expected = json!({
            "hits": [{
                "id": "00000000-0000-0000-0000-000000000000", "score": 0.5, "artist": null, "title": "Svefn-g-englar",
                "album": null, "album_artist": null, "genre": null, "year": null, "duration_seconds": 600.5,
                "format": null, "labels": [], "popularity": null, "isrc": null, "audio_uri": null,
                "thumbnail_uri": null,
            }],
            "total": 1, "total_is_exact": true, "took_ms": 1.25, "engine": "index", "dropped_words": ["live"], "did_you_mean": "life",
        });
        assert_eq!(serde_json::to_value(SearchBody::from(&response)).unwrap(), expected);
    }
}
