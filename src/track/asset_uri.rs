//! Where an asset is.

use std::fmt;

use super::kind::URI_BYTES;

/// The address of an asset, of at most [`URI_BYTES`] bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AssetUri(String);

impl AssetUri {
    /// One that is too long comes back in an error.
    pub fn new(uri: String) -> Result<Self, TooLong> {
        if uri.len() <= URI_BYTES { Ok(Self(uri)) } else { Err(TooLong(uri)) }
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AssetUri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An address that can't be kept.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{:.100}… has {} bytes, and an address at most {URI_BYTES}: give the object a shorter name", .0, .0.len())]
pub struct TooLong(pub String);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_bytes_up_to_a_bound() {
        let longest = "é".repeat(URI_BYTES / 2);
        assert_eq!(AssetUri::new(longest.clone()).unwrap().as_str(), longest);
        let error = AssetUri::new(longest + "a").unwrap_err().to_string();
        assert!(error.starts_with("éé") && error.contains("has 12501 bytes"), "{error}");
    }
}
