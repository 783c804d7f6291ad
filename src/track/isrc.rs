//! The International Standard Recording Code (ISO 3901).

use std::fmt;

/// Two letters, three letters or digits, seven digits; without the hyphens it is often written with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Isrc(String);

/// The text is no ISRC.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:.40} is not a valid ISRC; expected one like USRC17607839")]
pub struct NotIsrc(String);

impl Isrc {
    /// However it is written: `gb-aye-69 00531` is `GBAYE6900531`.
    pub fn parse(text: &str) -> Result<Self, NotIsrc> {
        let plain: String = text.chars().filter(|c| !matches!(c, '-' | ' ')).collect::<String>().to_ascii_uppercase();
        let bytes = plain.as_bytes();
        let is_valid = bytes.len() == 12
            && bytes[..2].iter().all(u8::is_ascii_uppercase)
            && bytes[2..5].iter().all(u8::is_ascii_alphanumeric)
            && bytes[5..].iter().all(u8::is_ascii_digit);
        if is_valid { Ok(Self(plain)) } else { Err(NotIsrc(text.to_owned())) }
    }

    /// The twelve characters, without hyphens, in capitals.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Isrc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Isrc {
    type Error = NotIsrc;

    fn try_from(text: String) -> Result<Self, NotIsrc> {
        Self::parse(&text)
    }
}

impl From<Isrc> for String {
    fn from(isrc: Isrc) -> Self {
        isrc.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphens_spaces_and_case_make_no_difference() {
        for text in ["USRC17607839", "us-rc1-76-07839", "US RC1 76 07839"] {
            assert_eq!(Isrc::parse(text).unwrap().as_str(), "USRC17607839", "{text}");
        }
    }

    #[test]
    fn other_texts_are_rejected() {
        for text in ["", "x", "USRC1760783", "USRC176078390", "1SRC17607839", "USRC1760783X", "ÜSRC17607839"] {
            assert!(Isrc::parse(text).is_err(), "{text}");
        }
    }
}
