//! Queries as people type them: a track's artist and title with one kind of slip, and what counts as found.

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};

use super::Track;
use super::slip::{
    as_it_sounds, edit, edit_any, edit_first, fold_letter, has_letters, split_or_join, split_version, words,
};

/// The kind of slip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// None: artist and title as they are.
    ExactPair,
    /// None: the title alone.
    ExactTitle,
    /// Title before artist.
    Swapped,
    /// The accents of an accented name left out.
    Diacritics,
    /// The last word not typed to its end.
    Prefix,
    /// Two words written as one, or one as two.
    SplitJoin,
    /// One letter missing, doubled, exchanged or hit beside its key; not the first of a word.
    Typo1,
    /// Two of those.
    Typo2,
    /// Written as it sounds.
    Phonetic,
    /// The first letter of a word missing, exchanged or hit beside its key.
    FirstLetter,
    /// The artist alone.
    Artist,
    /// A version asked for by its word, without brackets and the rest: "artist title live".
    Version,
}

impl Class {
    /// All classes.
    pub const ALL: [Class; 12] = [
        Class::ExactPair,
        Class::ExactTitle,
        Class::Swapped,
        Class::Diacritics,
        Class::Prefix,
        Class::SplitJoin,
        Class::Typo1,
        Class::Typo2,
        Class::Phonetic,
        Class::FirstLetter,
        Class::Artist,
        Class::Version,
    ];
}

/// What a found track must share with the one that the query was made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Match {
    /// Artist and title.
    Pair,
    Title,
    Artist,
}

/// A labelled query: one line of a query file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Query {
    pub class: Class,
    pub q: String,
    #[serde(rename = "match")]
    pub matches: Match,
    pub artist: String,
    pub title: String,
}

/// The query of that class for a track, or none where it would be ambiguous or the class doesn't fit.
///
/// ```
/// use needledrop::sample::{Catalogue, misspell::{Class, query}};
/// use rand::SeedableRng;
/// let mut rng = rand_chacha::ChaCha8Rng::seed_from_u64(1);
/// let typos = Catalogue::new(1, 100).filter_map(|track| query(Class::Typo1, &track, &mut rng));
/// assert!(typos.count() > 20);
/// ```
pub fn query(class: Class, track: &Track, rng: &mut impl Rng) -> Option<Query> {
    let (title, version) = split_version(&track.title);
    if version.is_some() != (class == Class::Version) {
        return None;
    }
    let (artist_words, title_words) = (words(&track.artist), words(title));
    let letters = |words: &[String]| words.iter().map(|word| word.chars().count()).sum::<usize>();
    if artist_words.is_empty() || letters(&title_words) < 3 || track.artist.contains(['$', '!', '/']) {
        return None;
    }
    // A title of three words or more may stand alone; a shorter one has too many neighbours once it is misspelt.
    let alone =
        class == Class::ExactTitle || (title_words.len() >= 3 && letters(&title_words) >= 12 && rng.random_bool(0.3));
    let mut typed: Vec<String> =
        if alone { title_words.clone() } else { [artist_words.clone(), title_words.clone()].concat() };
    let mut matches = if alone { Match::Title } else { Match::Pair };
    match class {
        Class::ExactTitle => typed = vec![title.into()],
        Class::ExactPair => (typed, matches) = (vec![track.artist.clone(), title.into()], Match::Pair),
        Class::Swapped => {
            (typed, matches) = ([title_words.clone(), artist_words.clone()].concat(), Match::Pair);
            if artist_words == title_words {
                return None;
            }
        }
        Class::Diacritics => {
            let marked = if alone { title.to_lowercase() } else { format!("{} {title}", track.artist).to_lowercase() };
            if !marked.chars().any(|letter| !letter.is_ascii() && fold_letter(letter) != letter.to_string()) {
                return None;
            }
        }
        Class::Prefix => {
            let last = typed.last_mut()?;
            let length = last.chars().count();
            if length < 4 || !has_letters(last) {
                return None;
            }
            *last = last.chars().take(rng.random_range(2..length)).collect();
        }
        Class::SplitJoin => split_or_join(&mut typed, rng)?,
        Class::Typo1 => edit_any(&mut typed, 4, rng, edit)?,
        Class::Typo2 => {
            edit_any(&mut typed, 5, rng, edit)?;
            edit_any(&mut typed, 5, rng, edit)?;
        }
        Class::Phonetic => edit_any(&mut typed, 4, rng, as_it_sounds)?,
        Class::FirstLetter => edit_any(&mut typed, 4, rng, edit_first)?,
        Class::Artist => {
            if letters(&artist_words) < 6 || track.artist != track.album_artist {
                return None;
            }
            (typed, matches) = (artist_words, Match::Artist);
        }
        Class::Version => {
            (typed, matches) = ([artist_words, title_words].concat(), Match::Pair);
            typed.push(version.filter(|word| !word.is_empty())?.into());
        }
    }
    let q = typed.join(" ");
    let slipped = q != [words(&track.artist), words(title)].concat().join(" ") && q != words(title).join(" ");
    let must_slip = matches!(
        class,
        Class::Prefix | Class::SplitJoin | Class::Typo1 | Class::Typo2 | Class::Phonetic | Class::FirstLetter
    );
    (slipped || !must_slip).then(|| Query {
        class,
        q,
        matches,
        artist: track.artist.clone(),
        title: track.title.clone(),
    })
}

/// Makes queries of all classes, in equal parts, for tracks drawn evenly from a stream of any length.
pub struct QueryMaker {
    rng: ChaCha8Rng,
    wanted: usize,
    offered: u64,
    /// Several times as many tracks as queries are wanted, since not every track fits every class.
    kept: Vec<Track>,
}

impl QueryMaker {
    /// How many tracks are kept for one wanted query.
    const CHOICE: usize = 4;

    /// Makes so many queries, of all classes alike, for whatever tracks are offered.
    pub fn new(seed: u64, wanted: usize) -> Self {
        Self { rng: ChaCha8Rng::seed_from_u64(!seed), wanted, offered: 0, kept: Vec::new() }
    }

    /// Considers one track (reservoir sampling: in the end each of all the offered is kept as likely as any other).
    pub fn offer(&mut self, track: &Track) {
        self.offered += 1;
        if self.kept.len() < self.wanted * Self::CHOICE {
            self.kept.push(track.clone());
        } else if let Some(place) = self.kept.get_mut(self.rng.random_range(0..self.offered) as usize) {
            *place = track.clone();
        }
    }

    /// The queries, their classes in turn; fewer than wanted where the tracks don't fit.
    pub fn finish(mut self) -> Vec<Query> {
        let mut queries = Vec::with_capacity(self.wanted);
        // Each class begins elsewhere, so that the classes don't all ask for the same few tracks.
        let mut places = (0..Class::ALL.len())
            .map(|nth| self.kept.iter().cycle().skip(nth * self.kept.len() / Class::ALL.len()).take(self.kept.len()))
            .collect::<Vec<_>>();
        for turn in 0..self.wanted {
            let nth = turn % Class::ALL.len();
            queries.extend(places[nth].find_map(|track| query(Class::ALL[nth], track, &mut self.rng)));
        }
        queries
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::sample::Catalogue;

    fn queries(seed: u64, wanted: usize) -> Vec<Query> {
        let mut maker = QueryMaker::new(seed, wanted);
        Catalogue::new(seed, 20_000).for_each(|track| maker.offer(&track));
        maker.finish()
    }

    #[test]
    fn every_class_gets_its_part_of_the_queries() {
        let mut counts = BTreeMap::new();
        queries(1, 1_200).iter().for_each(|query| *counts.entry(query.class).or_insert(0) += 1);
        assert!(Class::ALL.iter().all(|class| counts.get(class) == Some(&100)), "{counts:?}");
    }

    #[test]
    fn the_same_seed_makes_the_same_queries() {
        assert_eq!(queries(5, 120), queries(5, 120));
        assert_ne!(queries(5, 120), queries(6, 120));
    }

    #[test]
    fn a_query_is_never_empty_and_a_slip_always_shows() {
        for query in queries(2, 1_200) {
            let right = [words(&query.artist), words(&query.title)].concat().join(" ");
            assert!(!query.q.trim().is_empty());
            if matches!(
                query.class,
                Class::Typo1 | Class::Typo2 | Class::FirstLetter | Class::Phonetic | Class::SplitJoin
            ) {
                assert_ne!(query.q, right, "{query:?}");
                assert_ne!(query.q, words(&query.title).join(" "), "{query:?}");
            }
        }
    }

    #[test]
    fn a_line_of_a_query_file_has_the_names_that_readers_expect() {
        let query = Query {
            class: Class::FirstLetter,
            q: "ome".into(),
            matches: Match::Title,
            artist: "A".into(),
            title: "Home".into(),
        };
        let line = r#"{"class":"first_letter","q":"ome","match":"title","artist":"A","title":"Home"}"#;
        assert_eq!(serde_json::to_string(&query).unwrap(), line);
    }
}
