//! Where what was written can be read.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What must be encoded in the value of a parameter (RFC 3986).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// A path within a library.
pub fn location(path: String, library: Option<&str>) -> String {
    match library {
        Some(library) => format!("{path}?library={}", utf8_percent_encode(library, RESERVED)),
        None => path,
    }
}
