//! The body of a request: of a type that is known, and no larger than it may be.

use axum::body::{Body, BodyDataStream, Bytes, HttpBody};
use axum::http::{HeaderMap, StatusCode, header};
use futures::StreamExt;
use serde_json::{Map, Value};

use super::Error;

/// So much of a body that is too large is read and thrown away: many a client reads no answer before it has sent
/// everything.
const MOST_THROWN_AWAY: usize = 64 * 1024 * 1024;

/// The media type of JSON.
pub const JSON: &str = "application/json";

/// The media type without its parameters, in lower case; empty where none is given.
pub fn media_type(headers: &HeaderMap) -> String {
    let given = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    given.split(';').next().unwrap_or_default().trim().to_lowercase()
}

/// What the body of a request may be, if it is one object.
pub struct Form {
    pub most_bytes: usize,
    /// The same in words.
    pub limit: &'static str,
    /// What it looks like.
    pub example: &'static str,
}

/// The object that a text of JSON is, or what it is instead; `example` is one that will do.
pub fn json_object(text: &[u8], example: &str) -> Result<Map<String, Value>, String> {
    match serde_json::from_slice(text) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(format!("is not a JSON object; write {example}")),
        Err(error) => Err(format!("is not valid JSON: {error}")),
    }
}

/// The object that a body is.
pub async fn one_object(headers: &HeaderMap, body: Body, form: &Form) -> Result<Map<String, Value>, Error> {
    let text = Bounded::new(headers, body, form.most_bytes, form.limit)?.whole().await?;
    json_object(&text, form.example).map_err(|what| Error::InvalidJson { what })
}

/// A body that is read piece by piece up to its limit.
pub struct Bounded {
    stream: BodyDataStream,
    room: usize,
    /// The limit in words.
    limit: &'static str,
}

impl Bounded {
    pub fn new(headers: &HeaderMap, body: Body, most_bytes: usize, limit: &'static str) -> Result<Self, Error> {
        // This client asks before it sends: it need not even begin.
        let is_waiting =
            headers.get(header::EXPECT).is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"100-continue"));
        if is_waiting && body.size_hint().lower() > most_bytes as u64 {
            return Err(Error::BodyTooLarge { limit });
        }
        Ok(Self { stream: body.into_data_stream(), room: most_bytes, limit })
    }

    /// The next piece; none at the end.
    pub async fn next(&mut self) -> Result<Option<Bytes>, Error> {
        let Some(piece) = self.stream.next().await else { return Ok(None) };
        let piece = piece.map_err(|_| Error::Refused { status: StatusCode::BAD_REQUEST })?;
        match self.room.checked_sub(piece.len()) {
            Some(room) => self.room = room,
            None => return Err(self.too_large().await),
        }
        Ok(Some(piece))
    }

    /// All of it.
    pub async fn whole(mut self) -> Result<Vec<u8>, Error> {
        let mut whole = Vec::new();
        while let Some(piece) = self.next().await? {
            whole.extend_from_slice(&piece);
        }
        Ok(whole)
    }

    /// The error to answer, once the client is likely to listen.
    pub async fn too_large(&mut self) -> Error {
        let mut thrown_away = 0;
        while let Some(Ok(piece)) = self.stream.next().await
            && thrown_away < MOST_THROWN_AWAY
        {
            thrown_away += piece.len();
        }
        Error::BodyTooLarge { limit: self.limit }
    }
}
