//! The parameters of a request, in its query string or a JSON object: decoded leniently, because people paste anything
//! into a search box, and read strictly, because a misspelled parameter must not be ignored.

use std::borrow::Cow;
use std::str::FromStr;

use percent_encoding::percent_decode;
use serde_json::{Map, Value};

use super::Error;
use crate::text::closest;

/// The parameters that a request may have.
#[derive(Clone, Copy)]
pub struct Names {
    /// Those that can be listed, and may be given once.
    pub known: &'static [&'static str],
    /// Which others there are, or may be given several times.
    pub alternatives: fn(&str) -> bool,
}

impl Names {
    /// Nothing but these, each of them once.
    pub const fn only(known: &'static [&'static str]) -> Self {
        Self { known, alternatives: |_| false }
    }
}

/// The decoded parameters of one request.
pub struct Params(Vec<(String, String)>);

impl Params {
    /// Decodes the query string, and refuses parameters that aren't known, and those that are given twice and may not
    /// be.
    pub fn parse(query: &str, names: Names) -> Result<Self, Error> {
        let mut params = Self(Vec::with_capacity(4));
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            params.add(decode(name), decode(value), names)?;
        }
        Ok(params)
    }

    /// Those beside a path that says what is meant: in which library.
    pub fn of_library(query: &Option<String>) -> Result<Self, Error> {
        Self::parse(query.as_deref().unwrap_or_default(), Names::only(&["library"]))
    }

    /// Adds the members of a JSON object: null says nothing, each value of a list is one more, and what lies in an
    /// object is named by its path.
    pub fn add_object(&mut self, object: Map<String, Value>, names: Names) -> Result<(), Error> {
        object.into_iter().try_for_each(|(name, value)| self.add_value(without_controls(name), value, names))
    }

    fn add_value(&mut self, name: String, value: Value, names: Names) -> Result<(), Error> {
        match value {
            Value::Null => Ok(()),
            Value::Bool(is) => self.add(name, is.to_string(), names),
            Value::Number(number) => self.add(name, number.to_string(), names),
            Value::String(text) => self.add(name, without_controls(text), names),
            Value::Array(values) => values.into_iter().try_for_each(|value| self.add_value(name.clone(), value, names)),
            Value::Object(object) => {
                let inner = object.into_iter().map(|(key, value)| (format!("{name}.{key}"), value)).collect();
                self.add_object(inner, names)
            }
        }
    }

    fn add(&mut self, name: String, value: String, Names { known, alternatives }: Names) -> Result<(), Error> {
        let has_alternatives = alternatives(&name);
        if !known.contains(&name.as_str()) && !has_alternatives {
            return Err(Error::UnknownParameter { closest: closest(&name, known.iter().copied()), name, known });
        }
        if !has_alternatives && self.0.iter().any(|(earlier, _)| *earlier == name) {
            return Err(Error::RepeatedParameter { name });
        }
        self.0.push((name, value));
        Ok(())
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

/// `+` is a space, a broken percent-encoding stands for itself, and a byte that is no UTF-8 becomes U+FFFD.
fn decode(text: &str) -> String {
    let spaced: Cow<'_, str> = if text.contains('+') { text.replace('+', " ").into() } else { text.into() };
    let bytes = Cow::from(percent_decode(spaced.as_bytes()));
    without_controls(String::from_utf8_lossy(&bytes).into_owned())
}

/// A control character, which no name has and PostgreSQL's texts partly can't hold, is a space.
fn without_controls(text: String) -> String {
    if text.contains(char::is_control) { text.replace(char::is_control, " ") } else { text }
}

/// The id that a path names.
pub fn path_id<Id: FromStr>(id: String, expected: &'static str) -> Result<Id, Error> {
    id.parse().map_err(|_| Error::InvalidParameter { name: "id".into(), value: id, expected: expected.into() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    const KNOWN: Names = Names { known: &["q", "limit"], alternatives: |name| name == "genre" };

    fn q(query: &str) -> String {
        Params::parse(query, KNOWN).map(|params| params.raw("q").unwrap().to_owned()).unwrap()
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
        let refused = Params::parse("q=x&limt=3", KNOWN).err().unwrap();
        assert!(matches!(refused, Error::UnknownParameter { ref name, closest: Some("limit"), .. } if name == "limt"));
    }

    #[test]
    fn a_parameter_given_twice_is_refused() {
        assert!(matches!(Params::parse("q=x&q=y", KNOWN), Err(Error::RepeatedParameter { .. })));
        let params = Params::parse("q=x&genre=a&genre=b", KNOWN).unwrap();
        assert_eq!(params.texts().collect::<Vec<_>>(), [("q", "x"), ("genre", "a"), ("genre", "b")]);
    }

    #[test]
    fn an_object_says_what_a_query_string_says() {
        let said = |object: Value| {
            let mut params = Params::parse("", KNOWN)?;
            params.add_object(object.as_object().unwrap().clone(), KNOWN)?;
            Ok::<_, Error>(params.0)
        };
        let expected = Params::parse("genre=x&genre=y&limit=5&q=a++b", KNOWN).unwrap().0;
        assert_eq!(said(json!({ "q": "a\n\0b", "limit": 5, "genre": ["x", null, ["y"]] })).unwrap(), expected);
        assert!(said(json!({ "q": null, "genre": [] })).unwrap().is_empty());
        let refused = |object| said(object).err().unwrap().to_string();
        assert_eq!(refused(json!({ "q": ["a", true] })), "the parameter q is given more than once");
        assert_eq!(refused(json!({ "genre": { "is": { "not": 1 } } })), "genre.is.not is not a parameter");
        assert_eq!(refused(json!({ "lmit": 1 })), "lmit is not a parameter; did you mean limit?");
    }

    proptest! {
        #[test]
        fn any_query_string_is_read_or_refused(query in ".*") {
            let _ = Params::parse(&query, KNOWN);
        }

        #[test]
        fn whatever_is_encoded_is_read_back(text in "[^\\p{Cc}]*") {
            let encoded = percent_encoding::utf8_percent_encode(&text, percent_encoding::NON_ALPHANUMERIC);
            prop_assert_eq!(q(&format!("q={encoded}")), text);
        }
    }
}
