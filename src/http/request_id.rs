//! The id a request is known by in answers and in the log: the caller's, if it is fit to print, or a new one.

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use uuid::Uuid;

pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");
const MAX_LENGTH: usize = 64;

/// Letters, digits, `-`, `_` and `.` only, so that it can stand in a header, in JSON and in a log line as it is.
pub struct RequestId(HeaderValue);

impl RequestId {
    pub fn of(headers: &HeaderMap) -> Self {
        match headers.get(HEADER) {
            Some(given) if is_fit(given.as_bytes()) => Self(given.clone()),
            _ => {
                let id = Uuid::new_v4().simple().to_string();
                Self(HeaderValue::try_from(id).expect("hexadecimal digits are fit for a header"))
            }
        }
    }

    pub fn as_str(&self) -> &str {
        self.0.to_str().expect("an id was checked when made")
    }

    pub fn into_header(self) -> HeaderValue {
        self.0
    }
}

fn is_fit(id: &[u8]) -> bool {
    (1..=MAX_LENGTH).contains(&id.len()) && id.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id_for(given: &[u8]) -> String {
        let mut headers = HeaderMap::new();
        headers.insert(HEADER, HeaderValue::from_bytes(given).unwrap());
        RequestId::of(&headers).as_str().to_owned()
    }

    #[test]
    fn a_fit_id_of_the_caller_is_kept() {
        assert_eq!(id_for(b"job-7_a.B"), "job-7_a.B");
    }

    #[test]
    fn an_unfit_id_is_replaced() {
        for given in [&b""[..], b"a b", b"a\"b", b"\xff", &[b'a'; 65]] {
            let id = id_for(given);
            assert_eq!(id.len(), 32, "{id}");
        }
    }
}
