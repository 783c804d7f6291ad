//! What the words of a query are for: to name an artist, to wish for a year, or only to ask for music.

use super::query::WordSet;
use crate::index::keys::{KeyKind, key_of};
use crate::index::{Error, Snapshot};
use crate::text::Words;
use crate::text::language::fillers::fillers;
use crate::text::language::years::years;
use crate::text::name::means_artist;

/// Part of a name leads where its tracks are so many times as many as those of that title, …
const FAR_MORE: u64 = 30;
/// … and at least so many, …
const FEWEST_OF_PART: u64 = 5;
/// … most of which are one artist's.
const SHARE_OF_ONE: f32 = 0.4;
/// So many tracks are looked at to tell whose they are.
const LOOKED_AT: usize = 1_000;

/// What the words are for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Intent {
    /// Words that ask for music: songs, lyrics, official video.
    pub fillers: WordSet,
    /// Words that are a year or a decade, beside others.
    pub years: WordSet,
    /// Whether they ask for the music of a film, a game or the like, whose name is the rest.
    pub is_of_film: bool,
    /// Whether the query is an artist's name rather than a title.
    pub artist: Option<ArtistNamed>,
}

/// How an artist is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArtistNamed {
    /// By the whole name.
    Whole,
    /// By the part by which the artist with this key is known.
    Part(u64),
}

/// The keys of a query as a title, as an artist, and as one of several artists; more than one, where it has other names.
pub struct Named {
    pub titles: Vec<u64>,
    pub artists: Vec<u64>,
    pub credits: Vec<u64>,
}

impl Intent {
    /// Of a query, given the names that it may be the whole of.
    pub fn of(snapshot: &Snapshot, words: &Words, named: &Named, is_whole_field: bool) -> Result<Self, Error> {
        let all = WordSet::span(0, words.len());
        let mut intent = Self::default();
        if !is_whole_field {
            let fillers = fillers(words);
            (intent.fillers, intent.is_of_film) = (WordSet(fillers.words), fillers.is_of_film);
            let years = (0..words.len()).filter(|&i| years(words.get(i)).is_some());
            intent.years = years.fold(WordSet::default(), |set, i| set.with(WordSet::span(i, 1)));
            // What nothing else stands beside is what is asked for.
            if intent.fillers == all {
                (intent.fillers, intent.is_of_film) = (WordSet::default(), false);
            }
            if intent.optional() == all {
                intent.years = WordSet::default();
            }
        }
        let count = |keys: &[u64]| keys.iter().map(|&key| u64::from(snapshot.count(key))).sum();
        let (titles, artists, shared): (u64, u64, u64) =
            (count(&named.titles), count(&named.artists), count(&named.credits));
        // A track with others is half a track.
        let artists = artists.max(shared / 2);
        intent.artist = if means_artist(artists, titles) {
            Some(ArtistNamed::Whole)
        } else if words.len() == 1 {
            known_by(snapshot, words.get(0), titles)?.map(ArtistNamed::Part)
        } else {
            None
        };
        Ok(intent)
    }

    /// The words that a track need not have.
    pub fn optional(&self) -> WordSet {
        self.fillers.with(self.years)
    }
}

/// The artist who is called by one word, though it is only part of the name: `sinatra`.
fn known_by(snapshot: &Snapshot, word: &str, titles: u64) -> Result<Option<u64>, Error> {
    let key = key_of(KeyKind::ArtistWord, std::iter::once(word));
    let tracks = u64::from(snapshot.count(key));
    if tracks < FEWEST_OF_PART || tracks <= titles * FAR_MORE {
        return Ok(None);
    }
    let mut artists = Vec::new();
    for segment in snapshot.segments() {
        segment.artists_with(key, LOOKED_AT - artists.len().min(LOOKED_AT), &mut artists)?;
    }
    artists.sort_unstable();
    let most = artists.chunk_by(|a, b| a == b).max_by_key(|tracks| tracks.len()).unwrap_or_default();
    Ok(most.first().copied().filter(|_| most.len() as f32 >= artists.len() as f32 * SHARE_OF_ONE))
}
