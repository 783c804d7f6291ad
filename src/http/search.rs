//! `GET` and `POST /v1/search`: parameters in, hits out.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::body::{Form, JSON, media_type, one_object};
use super::params::{Names, Params};
use super::{App, Error};
use crate::api::{SearchAnswer, SearchQuery};
use crate::catalog::Seq;
use crate::mirror::Freshness;
use crate::search::bounds::{MAX_LIMIT, MAX_QUERY_CHARS, MAX_REACH};
use crate::search::explanation::QueryExplanation;
use crate::search::{self, Answered, ENGINES_EXPECTED, Hit, Request};
use crate::track::{Condition, Conditions, Facet, FacetCounts, Field};

static PARAMETERS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let filters = Field::filtered().filter(|field| *field != Field::Attributes);
    let filters = filters.filter_map(|field| field.filter().parameter());
    ["q", "filter", "facets", "count", "limit", "offset", "library", "engine", "explain", "min_seq"]
        .into_iter()
        .chain(filters)
        .collect()
});
const DEFAULT_LIMIT: usize = 20;
const MOST_FACETS: usize = 16;
const BODY: Form =
    Form { most_bytes: 64 * 1024, limit: "a search has at most 64 KiB", example: "{\"q\": …, \"limit\": …}" };

pub async fn search(State(app): State<App>, RawQuery(query): RawQuery) -> Result<Response, Error> {
    answer(&app, Params::parse(query.as_deref().unwrap_or_default(), names())?).await
}

/// The same with the parameters as the members of a JSON object, or some of them beside it.
pub async fn search_for(
    State(app): State<App>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Error> {
    let mut params = Params::parse(query.as_deref().unwrap_or_default(), names())?;
    match media_type(&headers) {
        given if given == JSON => {
            params.add_object(one_object(&headers, body, &BODY).await?, names())?;
            answer(&app, params).await
        }
        given => Err(Error::UnsupportedMediaType { given, expected: &[JSON] }),
    }
}

async fn answer(app: &App, params: Params) -> Result<Response, Error> {
    let SearchAnswer { response, freshness } = app.api.search(parse(&params)?).await?;
    app.metrics.search(response.engine, response.took);
    json(&SearchBody::new(&response, freshness))
}

/// Written in one go into a buffer that is large enough from the start for nearly every answer.
fn json(body: &SearchBody<'_>) -> Result<Response, Error> {
    const BYTES_AROUND: usize = 256;
    const BYTES_A_HIT: usize = 512;
    let mut bytes = Vec::with_capacity(BYTES_AROUND + body.hits.len() * BYTES_A_HIT);
    serde_json::to_writer(&mut bytes, body).map_err(|error| Error::Internal(error.into()))?;
    Ok(([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], bytes).into_response())
}

/// The parameters of a search: those that filter, and facets, may be given several times.
fn names() -> Names {
    Names { known: &PARAMETERS, alternatives: |name| name == "facets" || Condition::named(name).is_some() }
}

/// What the parameters ask for.
fn parse(params: &Params) -> Result<SearchQuery, Error> {
    let q = short_enough("q", params.raw("q").ok_or(Error::MissingParameter { name: "q" })?)?;
    let limit = params.read("limit", "a number from 1 to 100", |text| {
        text.parse().ok().filter(|limit| (1..=MAX_LIMIT).contains(limit))
    })?;
    let limit = limit.unwrap_or(DEFAULT_LIMIT);
    let offset = params.read("offset", "a number from 0 on, with offset + limit at most 1000", |text| {
        text.parse().ok().filter(|offset| *offset <= MAX_REACH - limit)
    })?;
    let min_seq = params.read("min_seq", "a number, as X-Catalog-Seq of a write is", |text| text.parse().ok())?;
    let request = Request {
        q: q.to_owned(),
        limit,
        offset: offset.unwrap_or(0),
        engine: params.read("engine", ENGINES_EXPECTED, |text| text.parse().ok())?.unwrap_or_default(),
        explain: params.read("explain", "true or false", |text| text.parse().ok())?.unwrap_or_default(),
        filters: filters(params, None)?,
        facets: facets(params)?,
        count_exact: params
            .read("count", "exact, or left out", |text| (text == "exact").then_some(true))?
            .unwrap_or_default(),
        ..Request::default()
    };
    let library = params.text("library").map(str::to_owned);
    Ok(SearchQuery { request, library, min_seq })
}

/// What the parameters that filter say, and the expression of `filter`; left out is what they say of one field or
/// attribute.
fn filters(params: &Params, but: Option<(Field, &str)>) -> Result<Conditions, Error> {
    let is_filter = |name: &str| Condition::named(name).is_some_and(|named| Some(named) != but);
    let named: Vec<_> = params.texts().filter(|(name, _)| is_filter(name)).collect();
    for (name, text) in &named {
        short_enough(name, text)?;
    }
    let short = Conditions::of_parameters(named).map_err(|(name, value, expected)| invalid(name, value, expected))?;
    let expression = params.raw("filter").unwrap_or_default();
    Ok(short.and(Conditions::parse(expression).map_err(Error::InvalidFilter)?))
}

/// What is to be counted: the siblings of a value that was chosen by a parameter, too.
fn facets(params: &Params) -> Result<Vec<Facet>, Error> {
    let lists = params.texts().filter(|(parameter, _)| *parameter == "facets").map(|(_, list)| list);
    let names = lists.flat_map(|list| list.split(',')).map(str::trim).filter(|name| !name.is_empty());
    let mut facets: Vec<Facet> = Vec::new();
    for name in names {
        let Some((field, path)) = Facet::named(name) else {
            return Err(invalid("facets", name, "genre, labels, format, year, bpm, duration or attributes.KEY"));
        };
        if facets.iter().any(|facet| facet.name == name) {
            continue;
        }
        if facets.len() == MOST_FACETS {
            return Err(invalid("facets", name, "one of at most 16"));
        }
        let conditions = filters(params, Some((field, path)))?;
        facets.push(Facet { name: name.to_owned(), field, path: path.to_owned(), conditions });
    }
    Ok(facets)
}

fn invalid(name: &str, value: &str, expected: &'static str) -> Error {
    Error::InvalidParameter { name: name.to_owned().into(), value: value.to_owned(), expected: expected.into() }
}

fn short_enough<'a>(name: &str, text: &'a str) -> Result<&'a str, Error> {
    if text.chars().nth(MAX_QUERY_CHARS).is_none() {
        return Ok(text);
    }
    let expected = format!("at most {MAX_QUERY_CHARS} characters long").into();
    Err(Error::InvalidParameter {
        name: name.to_owned().into(),
        value: text.chars().take(40).chain(['…']).collect(),
        expected,
    })
}

/// What a search answers over the wire.
#[derive(Serialize)]
pub struct SearchBody<'a> {
    hits: Vec<HitBody<'a>>,
    total: usize,
    total_is_exact: bool,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    facets: BTreeMap<&'a str, &'a FacetCounts>,
    took_ms: f64,
    engine: &'static str,
    /// Every write up to this one was seen; only of the index.
    #[serde(skip_serializing_if = "Option::is_none")]
    index_seq: Option<Seq>,
    /// For how long the index hasn't been brought up to date: it may lack what is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    stale_for_ms: Option<u64>,
    dropped_words: &'a [String],
    did_you_mean: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<&'a QueryExplanation>,
}

/// One hit over the wire; what isn't known is null.
pub struct HitBody<'a>(&'a Hit);

impl Serialize for HitBody<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(Hit { score, track, explanation }) = self;
        let mut body = serializer.serialize_map(None)?;
        body.serialize_entry("id", &track.id)?;
        body.serialize_entry("score", score)?;
        for field in Field::shown() {
            body.serialize_entry(field.name(), &track.get(field))?;
        }
        if let Some(explanation) = explanation {
            body.serialize_entry("explanation", explanation)?;
        }
        body.end()
    }
}

impl<'a> SearchBody<'a> {
    /// `freshness` is that of the index, if it answered.
    pub fn new(response: &'a search::Response, freshness: Option<Freshness>) -> Self {
        let search::Response { hits, total, facets, engine, dropped_words, did_you_mean, explanation, took } = response;
        Self {
            hits: hits.iter().map(HitBody).collect(),
            total: total.value,
            total_is_exact: total.exact,
            facets: facets.iter().map(|(name, counts)| (name.as_str(), counts)).collect(),
            took_ms: took.as_micros() as f64 / 1000.0,
            engine: match engine {
                Answered::Index => "index",
                Answered::Postgres => "postgres",
            },
            index_seq: freshness.map(|fresh| fresh.seq),
            stale_for_ms: freshness.and_then(|fresh| fresh.stale_for).map(|silence| silence.as_millis() as u64),
            dropped_words,
            did_you_mean: did_you_mean.as_deref(),
            explanation: explanation.as_deref(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::search::Score;
    use crate::search::{Engine, Total};
    use crate::track::TrackSummary;

    fn parse(query: &str) -> Result<SearchQuery, Error> {
        super::parse(&Params::parse(query, names())?)
    }

    #[test]
    fn every_parameter_arrives_where_it_belongs() {
        let request = parse(
            "q=foo&limit=5&offset=10&artist=a&title=b&album=c&genre=d&year=1990..1999&duration=60..300&format=mp3\
             &label=e&engine=postgres&min_seq=77&library=l&attributes.mood=calm&filter=bpm+%3C+120",
        )
        .unwrap();
        let SearchQuery { request, library, min_seq } = request;
        assert_eq!((library.as_deref(), min_seq), (Some("l"), Some(Seq::new(77))));
        assert_eq!((request.q.as_str(), request.limit, request.offset), ("foo", 5, 10));
        assert_eq!(request.engine, Engine::Postgres);
        let expected = "artist CONTAINS a AND title CONTAINS b AND album CONTAINS c AND genre = d AND year 1990 TO 1999 \
            AND duration 60 TO 300 AND format = mp3 AND labels = e AND attributes.mood = calm AND bpm < 120";
        let expected = Conditions::parse(expected).unwrap();
        assert_eq!(request.filters, expected);
    }

    #[test]
    fn values_of_one_filter_are_alternatives() {
        let filters = parse("q=x&genre=rock&year=1990..&genre=jazz&genre=").unwrap().request.filters;
        assert_eq!(filters, Conditions::parse("(genre = rock OR genre = jazz) AND year >= 1990").unwrap());
        assert!(matches!(parse("q=x&limit=1&limit=2"), Err(Error::RepeatedParameter { .. })));
        assert!(matches!(parse("q=x&filter=&filter="), Err(Error::RepeatedParameter { .. })));
        let several = |count: usize| format!("q=x{}", "&genre=a".repeat(count));
        assert!(parse(&several(64)).is_ok());
        assert!(matches!(parse(&several(65)), Err(Error::InvalidParameter { .. })));
    }

    #[test]
    fn a_facet_is_counted_without_what_is_chosen_of_it() {
        let facets = |query| parse(query).map(|query| query.request.facets);
        let query = "q=x&genre=rock&label=a&attributes.mood=calm&filter=genre+!%3D+pop&facets=genre,year,+labels&facets=\
            attributes.mood,genre,";
        let found = facets(query).unwrap();
        let expected = [
            ("genre", "attributes.mood = calm AND labels = a AND (genre != pop)"),
            ("year", "attributes.mood = calm AND genre = rock AND labels = a AND (genre != pop)"),
            ("labels", "attributes.mood = calm AND genre = rock AND (genre != pop)"),
            ("attributes.mood", "genre = rock AND labels = a AND (genre != pop)"),
        ];
        assert_eq!(found.len(), expected.len());
        for (facet, (name, filter)) in found.iter().zip(expected) {
            let count = Conditions::parse(filter).unwrap().count();
            assert_eq!((facet.name.as_str(), facet.conditions.count()), (name, count), "{filter}");
        }
        assert!(facets("q=x").unwrap().is_empty() && parse("q=x&count=exact").unwrap().request.count_exact);
        let many: String = (0..17).map(|n| format!("attributes.{n},")).collect();
        for query in ["facets=artist", "facets=genre,yaer", "count=all", &format!("facets={many}")] {
            assert!(matches!(parse(&format!("q=x&{query}")), Err(Error::InvalidParameter { .. })), "{query}");
        }
    }

    #[test]
    fn a_body_says_what_a_query_string_says() {
        let body = json!({
            "q": "x", "limit": 5, "explain": true, "genre": ["rock", "jazz"], "year": 1990,
            "attributes": { "key": { "tonic": "C" }, "energy": "0.5.." }, "filter": "bpm < 120",
        });
        let mut params = Params::parse("engine=postgres", names()).unwrap();
        params.add_object(body.as_object().unwrap().clone(), names()).unwrap();
        let by_body = super::parse(&params).unwrap().request;
        let query = "attributes.energy=0.5..&attributes.key.tonic=C&genre=rock&genre=jazz&year=1990&filter=bpm+%3C+120\
            &q=x&limit=5&explain=true&engine=postgres";
        let by_query = parse(query).unwrap().request;
        assert_eq!(by_body.filters, by_query.filters);
        let rest = |request: Request| (request.q, request.limit, request.explain, request.engine);
        assert_eq!(rest(by_body), rest(by_query));
    }

    #[test]
    fn a_mistake_in_a_filter_is_the_clients() {
        let error = parse("q=x&filter=genre+%3D").err().unwrap();
        assert_eq!(error.to_string(), "filter can't be understood at column 8: expected a value, found the end");
        let body = serde_json::to_value(error.body("r-1")).unwrap();
        assert_eq!(
            body["details"],
            json!({ "parameter": "filter", "column": 8, "expected": "a value", "found": "the end" })
        );
        let long = format!("q=x&filter=genre=a{}", "+".repeat(5_000));
        assert!(matches!(parse(&long), Err(Error::InvalidFilter(_))));
    }

    #[test]
    fn what_is_not_given_has_its_default() {
        let SearchQuery { request, library, min_seq } = parse("q=x&artist=&year=&filter=+").unwrap();
        assert_eq!((library, min_seq), (None, None));
        assert_eq!((request.limit, request.offset, request.engine), (20, 0, Engine::Auto));
        assert!(request.filters.is_empty());
    }

    #[test]
    fn an_empty_query_is_a_query_and_a_missing_one_is_not() {
        assert_eq!(parse("q=").unwrap().request.q, "");
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
            "q=x&min_seq=-1",
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
        let track =
            TrackSummary { title: "Svefn-g-englar".into(), duration_ms: Some(600_500), ..TrackSummary::default() };
        let response = search::Response {
            hits: vec![Hit { score: Score::new(0.5), track, explanation: None }],
            total: Total { value: 1, exact: true },
            facets: Vec::new(),
            engine: Answered::Index,
            dropped_words: vec!["live".into()],
            did_you_mean: Some("life".into()),
            explanation: None,
            took: Duration::from_micros(1_250),
        };
        let expected = json!({
            "hits": [{
                "id": "00000000-0000-0000-0000-000000000000", "score": 0.5, "artist": null, "title": "Svefn-g-englar",
                "album": null, "album_artist": null,
                "composer": null, "conductor": null, "performers": null, "genre": null, "year": null, "duration_seconds": 600.5,
                "format": null, "labels": [], "popularity": null, "bpm": null, "isrc": null, "audio_uri": null,
                "thumbnail_uri": null,
            }],
            "total": 1, "total_is_exact": true, "took_ms": 1.25, "engine": "index", "dropped_words": ["live"], "did_you_mean": "life",
        });
        assert_eq!(serde_json::to_value(SearchBody::new(&response, None)).unwrap(), expected);
    }
}
