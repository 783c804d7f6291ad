//! The parameters of a request: decoded leniently, because people paste anything into a search box, and read
//! strictly, because a misspelled parameter must not be ignored.

use std::borrow::Cow;

use percent_encoding::percent_decode;

use super::Error;
use crate::text::closest;

/// The decoded parameters of one query string.
pub struct Params(Vec<(String, String)>);

impl Params {
    /// Decodes the query string and refuses parameters that aren't known, and those that are given twice, but where
    /// they have `alternatives`: their names can't all be listed.
    pub fn parse(
        query: &str,
        known: &'static [&'static str],
        alternatives: impl Fn(&str) -> bool,
    ) -> Result<Self, Error> {
        let mut params: Vec<(String, String)> = Vec::with_capacity(4);
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = decode(name);
            let has_alternatives = alternatives(&name);
            if !known.contains(&name.as_str()) && !has_alternatives {
                return Err(Error::UnknownParameter { closest: closest(&name, known.iter().copied()), name, known });
            }
            if !has_alternatives && params.iter().any(|(earlier, _)| *earlier == name) {
                return Err(Error::RepeatedParameter { name });
            }
            params.push((name, decode(value)));
        }
        Ok(Self(params))
    }

    /// Every name and its value without the space around it, but for blank ones.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.trim())).filter(|(_, value)| !value.is_empty())
    }

    /// The value as it is, perhaps blank.
    pub fn raw(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }

    /// The value without the space around it; a blank one, as forms send it, counts as none.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.raw(name).map(str::trim).filter(|value| !value.is_empty())
    }

    /// The value as `read` understands it; `expected` tells what it should have been.
    pub fn read<T>(
        &self,
        name: &'static str,
        expected: &'static str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, Error> {
        let Some(value) = self.text(name) else { return Ok(None) };
        match read(value) {
            Some(understood) => Ok(Some(understood)),
            None => {
                Err(Error::InvalidParameter { name: name.into(), value: value.to_owned(), expected: expected.into() })
            }
        }
    }
}

/// `+` is a space, a broken percent-encoding stands for itself, a byte that is no UTF-8 becomes U+FFFD, and a control
/// character, which no name has and PostgreSQL's texts partly can't hold, a space.
fn decode(text: &str) -> String {
    let spaced: Cow<'_, str> = if text.contains('+') { text.replace('+', " ").into() } else { text.into() };
    let bytes = Cow::from(percent_decode(spaced.as_bytes()));
    let mut decoded = String::from_utf8_lossy(&bytes).into_owned();
    if decoded.contains(char::is_control) {
        decoded = decoded.replace(char::is_control, " ");
    }
    decoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KNOWN: &[&str] = &["q", "limit"];

    fn q(query: &str) -> String {
        Params::parse(query, KNOWN, |_| false).map(|params| params.raw("q").unwrap().to_owned()).unwrap()
    }

    #[test]
    fn a_query_string_is_decoded() {
        assert_eq!(q("q=sigur+r%C3%B3s"), "sigur rós");
        assert_eq!(q("limit=3&q=a%26b%3Dc"), "a&b=c");
        assert_eq!(q("q=a=b"), "a=b");
        assert_eq!(q("q"), "");
    }

    #[test]
    fn a_broken_encoding_stands_for_itself() {
        assert_eq!(q("q=100%"), "100%");
        assert_eq!(q("q=%zz%4"), "%zz%4");
    }

    #[test]
    fn bytes_that_are_no_text_and_control_characters_do_no_harm() {
        assert_eq!(q("q=%ff%fea"), "\u{fffd}\u{fffd}a");
        assert_eq!(q("q=a%00b%0Ac"), "a b c");
    }

    #[test]
    fn an_unknown_parameter_is_refused_with_the_likely_one() {
        let refused = Params::parse("q=x&limt=3", KNOWN, |_| false).err().unwrap();
        assert!(matches!(refused, Error::UnknownParameter { ref name, closest: Some("limit"), .. } if name == "limt"));
    }

    #[test]
    fn a_parameter_given_twice_is_refused() {
        assert!(matches!(Params::parse("q=x&q=y", KNOWN, |_| false), Err(Error::RepeatedParameter { .. })));
        let params = Params::parse("q=x&genre=a&genre=b", KNOWN, |name| name == "genre").unwrap();
        assert_eq!(params.texts().collect::<Vec<_>>(), [("q", "x"), ("genre", "a"), ("genre", "b")]);
    }

    proptest! {
        #[test]
        fn any_query_string_is_read_or_refused(query in ".*") {
            let _ = Params::parse(&query, KNOWN, |_| false);
        }

        #[test]
        fn whatever_is_encoded_is_read_back(text in "[^\\p{Cc}]*") {
            let encoded = percent_encoding::utf8_percent_encode(&text, percent_encoding::NON_ALPHANUMERIC);
            prop_assert_eq!(q(&format!("q={encoded}")), text);
        }
    }
}
