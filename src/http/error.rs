//! What a client is told when something is wrong: one stable code each, and the status of each code in one place.

use std::borrow::Cow;
use std::sync::Arc;

use axum::Extension;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};

use super::problem::{FieldProblem, RejectedLine};
use crate::catalog::Seq;
use crate::catalog::aliases::MOST_ALIASES;
use crate::track::{AliasId, Mistake, Problem, TrackId};
use crate::{api, catalog};

/// What is away is back, or what is slow is through, in a second or so.
const RETRY_AFTER_SECONDS: HeaderValue = HeaderValue::from_static("1");

/// Why a request has no answer. The texts are for the client; what only the operator may know is a source.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("there is nothing at {path}")]
    NoSuchRoute { path: String },
    #[error("{path} doesn't allow {method}")]
    NoSuchMethod { method: String, path: String },
    /// Refused by the machinery below the routes, which knows just a status.
    #[error("the request can't be understood: {}", .status.canonical_reason().unwrap_or("refused"))]
    Refused { status: StatusCode },
    #[error("the request's first line is longer than 64 KiB; no query of that length finds anything, so cut it")]
    RequestLineTooLong,
    #[error("{name} is not a parameter{}", did_you_mean(.closest))]
    UnknownParameter { name: String, closest: Option<&'static str>, known: &'static [&'static str] },
    #[error("the parameter {name} is given more than once")]
    RepeatedParameter { name: String },
    #[error("the parameter {name} is missing")]
    MissingParameter { name: &'static str },
    #[error("{name} must be {expected}")]
    InvalidParameter { name: Cow<'static, str>, value: String, expected: Cow<'static, str> },
    #[error("filter can't be understood {0}")]
    InvalidFilter(Mistake),
    #[error("there is no track {id}")]
    NoSuchTrack { id: TrackId },
    #[error("there is no alias {id}")]
    NoSuchAlias { id: AliasId },
    #[error("the alias is rejected: {}", listed(.problems))]
    InvalidAlias { problems: Vec<FieldProblem> },
    #[error("a library has at most {MOST_ALIASES} aliases, and this one would have {would}; remove some first")]
    TooManyAliases { would: usize },
    #[error("there is no library {name:.80}")]
    NoSuchLibrary { name: String },
    #[error("what the write {seq} changed can't be found yet; ask again soon")]
    Behind { seq: Seq },
    #[error("the body must be one of {}{}", .expected.join(", "), instead_of(.given))]
    UnsupportedMediaType { given: String, expected: &'static [&'static str] },
    #[error("the body is too large: {limit}")]
    BodyTooLarge { limit: &'static str },
    #[error("the body {what}")]
    InvalidJson { what: String },
    #[error("the track is rejected: {}", listed(.problems))]
    InvalidTrack { problems: Vec<FieldProblem> },
    #[error("the track conflicts with another one: {}", listed(.problems))]
    TrackConflict { problems: Vec<FieldProblem> },
    #[error("all lines were rejected; line {}", first(.rejected))]
    AllRowsRejected { rejected: Vec<RejectedLine> },
    #[error("the index can't serve yet; ask again soon, or without engine=index")]
    IndexNotReady,
    #[error("the index is being rebuilt already; GET /v1/reindex tells how far it is")]
    ReindexRunning,
    #[error("the database can't be reached; ask again soon")]
    DatabaseUnavailable(#[source] catalog::Error),
    #[error("the answer took too long")]
    TimedOut,
    #[error("the server failed; its log says more under this request id")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
}

fn did_you_mean(closest: &Option<&str>) -> String {
    closest.map(|name| format!("; did you mean {name}?")).unwrap_or_default()
}

fn instead_of(given: &str) -> String {
    if given.is_empty() { ", said in Content-Type".to_owned() } else { format!(", not {given:.80}") }
}

fn listed(problems: &[FieldProblem]) -> String {
    problems.iter().map(FieldProblem::to_string).collect::<Vec<_>>().join("; ")
}

fn first(rejected: &[RejectedLine]) -> String {
    rejected.first().map(|first| format!("{}: {}", first.line, listed(&first.problems))).unwrap_or_default()
}

/// Says when to ask again, in every answer that only says that it can't be answered now.
pub fn with_retry_after(mut response: Response) -> Response {
    if response.status() == StatusCode::SERVICE_UNAVAILABLE {
        response.headers_mut().entry(header::RETRY_AFTER).or_insert(RETRY_AFTER_SECONDS);
    }
    response
}

/// An error as it goes over the wire.
#[derive(Serialize)]
pub struct ErrorBody<'a> {
    code: &'static str,
    message: String,
    details: Value,
    request_id: &'a str,
}

impl Error {
    /// The stable code, and the one place where it gets its status.
    pub fn code_and_status(&self) -> (&'static str, StatusCode) {
        match self {
            Self::NoSuchRoute { .. } => ("ROUTE_NOT_FOUND", StatusCode::NOT_FOUND),
            Self::NoSuchMethod { .. } => ("METHOD_NOT_ALLOWED", StatusCode::METHOD_NOT_ALLOWED),
            Self::Refused { status } => ("REQUEST_REFUSED", *status),
            Self::RequestLineTooLong => ("REQUEST_LINE_TOO_LONG", StatusCode::BAD_REQUEST),
            Self::UnknownParameter { .. } => ("UNKNOWN_PARAMETER", StatusCode::BAD_REQUEST),
            Self::RepeatedParameter { .. } => ("REPEATED_PARAMETER", StatusCode::BAD_REQUEST),
            Self::MissingParameter { .. } => ("MISSING_PARAMETER", StatusCode::BAD_REQUEST),
            Self::InvalidParameter { .. } => ("INVALID_PARAMETER", StatusCode::BAD_REQUEST),
            Self::InvalidFilter(_) => ("INVALID_FILTER", StatusCode::BAD_REQUEST),
            Self::NoSuchTrack { .. } => ("TRACK_NOT_FOUND", StatusCode::NOT_FOUND),
            Self::NoSuchAlias { .. } => ("ALIAS_NOT_FOUND", StatusCode::NOT_FOUND),
            Self::InvalidAlias { .. } => ("INVALID_ALIAS", StatusCode::BAD_REQUEST),
            Self::TooManyAliases { .. } => ("TOO_MANY_ALIASES", StatusCode::CONFLICT),
            Self::NoSuchLibrary { .. } => ("LIBRARY_NOT_FOUND", StatusCode::NOT_FOUND),
            Self::Behind { .. } => ("INDEX_BEHIND", StatusCode::SERVICE_UNAVAILABLE),
            Self::UnsupportedMediaType { .. } => ("UNSUPPORTED_MEDIA_TYPE", StatusCode::UNSUPPORTED_MEDIA_TYPE),
            Self::BodyTooLarge { .. } => ("BODY_TOO_LARGE", StatusCode::PAYLOAD_TOO_LARGE),
            Self::InvalidJson { .. } => ("INVALID_JSON", StatusCode::BAD_REQUEST),
            Self::InvalidTrack { .. } => ("INVALID_TRACK", StatusCode::BAD_REQUEST),
            Self::TrackConflict { .. } => ("TRACK_CONFLICT", StatusCode::CONFLICT),
            Self::AllRowsRejected { .. } => ("ALL_ROWS_REJECTED", StatusCode::BAD_REQUEST),
            Self::IndexNotReady => ("INDEX_NOT_READY", StatusCode::SERVICE_UNAVAILABLE),
            Self::ReindexRunning => ("REINDEX_RUNNING", StatusCode::CONFLICT),
            Self::DatabaseUnavailable(_) => ("DATABASE_UNAVAILABLE", StatusCode::SERVICE_UNAVAILABLE),
            Self::TimedOut => ("TIMED_OUT", StatusCode::SERVICE_UNAVAILABLE),
            Self::Internal(_) => ("INTERNAL", StatusCode::INTERNAL_SERVER_ERROR),
        }
    }

    /// The body of the answer, in JSON.
    pub fn body<'a>(&self, request_id: &'a str) -> ErrorBody<'a> {
        let (code, _) = self.code_and_status();
        ErrorBody { code, message: self.to_string(), details: self.details(), request_id }
    }

    fn details(&self) -> Value {
        match self {
            Self::UnknownParameter { name, closest, known } => {
                json!({ "parameter": name, "did_you_mean": closest, "known": known })
            }
            Self::RepeatedParameter { name } => json!({ "parameter": name }),
            Self::MissingParameter { name } => json!({ "parameter": name }),
            Self::InvalidParameter { name, value, expected } => {
                json!({ "parameter": name, "value": value, "expected": expected })
            }
            Self::InvalidFilter(Mistake { column, expected, found }) => {
                json!({ "parameter": "filter", "column": column, "expected": expected, "found": found })
            }
            Self::UnsupportedMediaType { given, expected } => json!({ "given": given, "expected": expected }),
            Self::InvalidTrack { problems } | Self::TrackConflict { problems } | Self::InvalidAlias { problems } => {
                json!({ "problems": problems })
            }
            Self::AllRowsRejected { rejected } => json!({ "rejected": rejected }),
            Self::NoSuchRoute { .. }
            | Self::NoSuchMethod { .. }
            | Self::BodyTooLarge { .. }
            | Self::InvalidJson { .. }
            | Self::Refused { .. }
            | Self::RequestLineTooLong
            | Self::NoSuchTrack { .. }
            | Self::NoSuchAlias { .. }
            | Self::TooManyAliases { .. }
            | Self::NoSuchLibrary { .. }
            | Self::Behind { .. }
            | Self::IndexNotReady
            | Self::ReindexRunning
            | Self::DatabaseUnavailable(_)
            | Self::TimedOut
            | Self::Internal(_) => Value::Null,
        }
    }
}

/// Leaves the error beside the status; `observe`, which knows the request's id, writes the body.
impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let (_, status) = self.code_and_status();
        (status, Extension(Arc::new(self))).into_response()
    }
}

impl From<api::Error> for Error {
    fn from(error: api::Error) -> Self {
        let fields = |problems: Vec<Problem>| problems.into_iter().map(FieldProblem::from).collect();
        match error {
            api::Error::NoSuchTrack(id) => Self::NoSuchTrack { id },
            api::Error::NoSuchAlias(id) => Self::NoSuchAlias { id },
            api::Error::InvalidAlias(problems) => Self::InvalidAlias { problems: fields(problems) },
            api::Error::TooManyAliases { would } => Self::TooManyAliases { would },
            api::Error::NoSuchLibrary(name) => Self::NoSuchLibrary { name },
            api::Error::Behind { seq } => Self::Behind { seq },
            api::Error::Invalid(problems) => Self::InvalidTrack { problems: fields(problems) },
            api::Error::Conflict(problems) => Self::TrackConflict { problems: fields(problems) },
            api::Error::IndexNotReady => Self::IndexNotReady,
            api::Error::ReindexRunning => Self::ReindexRunning,
            api::Error::DatabaseUnavailable(error) => Self::DatabaseUnavailable(error),
            api::Error::TimedOut => Self::TimedOut,
            // Whoever sends a batch knows its lines.
            api::Error::AllRejected(_) => Self::Internal(error.into()),
            api::Error::Internal(error) => Self::Internal(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One of each; `code_and_status` doesn't compile without naming a new one, and this table shows what it says.
    fn every_error() -> Vec<(Error, &'static str, u16)> {
        vec![
            (Error::NoSuchRoute { path: "/x".into() }, "ROUTE_NOT_FOUND", 404),
            (Error::NoSuchMethod { method: "PUT".into(), path: "/x".into() }, "METHOD_NOT_ALLOWED", 405),
            (Error::Refused { status: StatusCode::URI_TOO_LONG }, "REQUEST_REFUSED", 414),
            (Error::RequestLineTooLong, "REQUEST_LINE_TOO_LONG", 400),
            (Error::UnknownParameter { name: "x".into(), closest: Some("q"), known: &["q"] }, "UNKNOWN_PARAMETER", 400),
            (Error::RepeatedParameter { name: "q".into() }, "REPEATED_PARAMETER", 400),
            (Error::MissingParameter { name: "q" }, "MISSING_PARAMETER", 400),
            (
                Error::InvalidParameter { name: "limit".into(), value: "x".into(), expected: "a number".into() },
                "INVALID_PARAMETER",
                400,
            ),
            (
                Error::InvalidFilter(Mistake { column: 1, expected: "a field".into(), found: "=".into() }),
                "INVALID_FILTER",
                400,
            ),
            (Error::NoSuchTrack { id: TrackId::LEAST }, "TRACK_NOT_FOUND", 404),
            (Error::NoSuchAlias { id: AliasId::LEAST }, "ALIAS_NOT_FOUND", 404),
            (Error::InvalidAlias { problems: problems() }, "INVALID_ALIAS", 400),
            (Error::TooManyAliases { would: MOST_ALIASES + 1 }, "TOO_MANY_ALIASES", 409),
            (Error::NoSuchLibrary { name: "x".into() }, "LIBRARY_NOT_FOUND", 404),
            (Error::Behind { seq: Seq::new(7) }, "INDEX_BEHIND", 503),
            (
                Error::UnsupportedMediaType { given: "text/plain".into(), expected: &["application/json"] },
                "UNSUPPORTED_MEDIA_TYPE",
                415,
            ),
            (Error::BodyTooLarge { limit: "a track has at most 1 MiB" }, "BODY_TOO_LARGE", 413),
            (Error::InvalidJson { what: "is not valid JSON".into() }, "INVALID_JSON", 400),
            (Error::InvalidTrack { problems: problems() }, "INVALID_TRACK", 400),
            (Error::TrackConflict { problems: problems() }, "TRACK_CONFLICT", 409),
            (
                Error::AllRowsRejected { rejected: vec![RejectedLine { line: 3, problems: problems() }] },
                "ALL_ROWS_REJECTED",
                400,
            ),
            (Error::IndexNotReady, "INDEX_NOT_READY", 503),
            (Error::ReindexRunning, "REINDEX_RUNNING", 409),
            (Error::DatabaseUnavailable(catalog::Error::Busy), "DATABASE_UNAVAILABLE", 503),
            (Error::TimedOut, "TIMED_OUT", 503),
            (Error::Internal("the disk is full".into()), "INTERNAL", 500),
        ]
    }

    #[test]
    fn every_error_has_its_code_and_status() {
        for (error, code, status) in every_error() {
            assert_eq!(error.code_and_status(), (code, StatusCode::from_u16(status).unwrap()), "{error}");
            assert_eq!(error.into_response().status(), status);
        }
    }

    fn problems() -> Vec<FieldProblem> {
        vec![FieldProblem::new("year", "is too far away"), FieldProblem::of_line("is odd")]
    }

    #[test]
    fn everything_wrong_with_a_track_is_in_the_message() {
        let messages = [
            Error::InvalidTrack { problems: problems() }.to_string(),
            Error::AllRowsRejected { rejected: vec![RejectedLine { line: 3, problems: problems() }] }.to_string(),
        ];
        assert_eq!(messages[0], "the track is rejected: year: is too far away; is odd");
        assert_eq!(messages[1], "all lines were rejected; line 3: year: is too far away; is odd");
    }

    #[test]
    fn what_is_unavailable_says_when_to_ask_again_and_nothing_else_does() {
        for (error, _, status) in every_error() {
            let response = with_retry_after(error.into_response());
            assert_eq!(response.headers().contains_key(header::RETRY_AFTER), status == 503);
        }
    }

    #[test]
    fn codes_are_not_shared() {
        let codes: std::collections::HashSet<_> =
            every_error().iter().map(|(error, ..)| error.code_and_status().0).collect();
        assert_eq!(codes.len(), every_error().len());
    }

    #[test]
    fn the_body_has_all_four_fields_and_no_inner_secret() {
        for (error, code, _) in every_error() {
            let body = serde_json::to_value(error.body("r-1")).unwrap();
            let keys: Vec<_> = body.as_object().unwrap().keys().cloned().collect();
            assert_eq!(keys, ["code", "details", "message", "request_id"]);
            assert_eq!((body["code"].as_str(), body["request_id"].as_str()), (Some(code), Some("r-1")));
            assert!(!body.to_string().contains("the disk is full"));
        }
    }
}
