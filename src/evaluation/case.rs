//! One labelled query, the file format that holds it, and where in an answer stands what it is after.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use serde::Deserialize;

use crate::sample::misspell::Match;
use crate::text::fold;

/// How many hits are looked at.
pub const DEPTH: usize = 10;

/// A query and what counts as its answer: one JSON object a line. Fields that aren't known are for people.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Case {
    pub class: String,
    pub q: String,
    #[serde(rename = "match")]
    pub matches: Match,
    #[serde(default)]
    pub artist: String,
    #[serde(default)]
    pub title: String,
    /// The rank that is good enough, where more than one track has a right to be first; else nothing but the mean
    /// counts.
    pub within: Option<NonZeroUsize>,
    /// Filters by the names and in the form that the API has: `{"year": "1990..1999"}`.
    #[serde(default)]
    pub filters: BTreeMap<String, String>,
}

/// A line that is no labelled query.
#[derive(Debug, thiserror::Error)]
#[error("{file}:{line}: {why}")]
pub struct BadLine {
    pub file: String,
    /// From 1.
    pub line: usize,
    pub why: String,
}

/// The cases of a file; blank lines are passed over.
pub fn parse(file: &str, text: &str) -> Result<Vec<Case>, BadLine> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(i, line)| parse_line(line).map_err(|why| BadLine { file: file.to_owned(), line: i + 1, why }))
        .collect()
}

fn parse_line(line: &str) -> Result<Case, String> {
    // The parser sees one line only, so its own line number would mislead.
    let case: Case = serde_json::from_str(line).map_err(|error| error.to_string().replace(" at line 1 ", " at "))?;
    for (wanted, name, value) in
        [(case.matches != Match::Title, "artist", &case.artist), (case.matches != Match::Artist, "title", &case.title)]
    {
        if wanted && value.trim().is_empty() {
            return Err(format!("there is no {name} to match"));
        }
    }
    match case.within {
        Some(within) if within.get() > DEPTH => Err(format!("within is more than {DEPTH}")),
        _ => Ok(case),
    }
}

impl Case {
    /// Where the first hit stands that is what the query is after, from 1; none beyond [`DEPTH`]. Hits are (artist,
    /// title).
    pub fn rank<'a>(&self, hits: impl IntoIterator<Item = (&'a str, &'a str)>) -> Option<usize> {
        let (wanted_artist, wanted_title) = (fold(&self.artist), fold(&self.title));
        let place = hits.into_iter().take(DEPTH).position(|(artist, title)| {
            (self.matches == Match::Title || fold(artist) == wanted_artist)
                && (self.matches == Match::Artist || fold(title) == wanted_title)
        });
        place.map(|place| place + 1)
    }

    /// Whether a rank is as good as the case asks for: the first, unless it says otherwise.
    pub fn is_met_by(&self, rank: Option<usize>) -> bool {
        rank.is_some_and(|rank| rank <= self.within.map_or(1, NonZeroUsize::get))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(matches: &str) -> Case {
        let line = format!(r#"{{"class":"c","q":"x","match":"{matches}","artist":"Björk","title":"Jóga"}}"#);
        parse("f", &line).unwrap().remove(0)
    }

    #[test]
    fn names_are_compared_as_the_search_compares_them() {
        let hits = [("Bjork", "Hunter"), ("Somebody", "JOGA"), ("BJORK", "Joga!")];
        assert_eq!(case("pair").rank(hits), Some(3));
        assert_eq!(case("title").rank(hits), Some(2));
        assert_eq!(case("artist").rank(hits), Some(1));
        assert_eq!(case("pair").rank([("x", "y"); 3]), None);
    }

    #[test]
    fn what_stands_deeper_than_ten_is_not_found() {
        let hits = std::iter::repeat_n(("x", "y"), DEPTH).chain([("Björk", "Jóga")]);
        assert_eq!(case("pair").rank(hits), None);
    }

    #[test]
    fn a_bad_line_is_told_with_its_place_and_reason() {
        for (text, told) in [
            ("\n{}", "f:2: missing field `class`"),
            ("{\"class\":", "f:1: EOF"),
            (r#"{"class":"c","q":"x","match":"album","artist":"a","title":"t"}"#, "unknown variant `album`"),
            (r#"{"class":"c","q":"x","match":"pair","artist":"a"}"#, "no title to match"),
            (r#"{"class":"c","q":"x","match":"title","title":"t","within":0}"#, "nonzero"),
            (r#"{"class":"c","q":"x","match":"title","title":"t","within":11}"#, "within is more than 10"),
        ] {
            let error = parse("f", text).unwrap_err().to_string();
            assert!(error.contains(told) && !error.contains("at line"), "{error}");
        }
    }
}
