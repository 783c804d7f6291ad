//! Why a search answered as it did, for whoever asks.

use serde::Serialize;

use crate::index::Part;

/// How a query was understood and carried out.
#[derive(Clone, Debug, Serialize)]
pub struct QueryExplanation {
    pub read_as: ReadAs,
    pub words: Vec<WordExplanation>,
    /// The query is, as a set of words, the whole title, artist, or both, of some track.
    pub is_whole_field: bool,
    /// The words that only ask for music, or wish for a year: what lacks them matches as well.
    pub optional: Vec<String>,
    /// The query is an artist's name rather than a title.
    pub is_artist: bool,
    /// Documents that were ranked, of those that have the words.
    pub candidates: usize,
    pub matched: usize,
    /// Microseconds of each step.
    pub stages_us: Vec<(&'static str, u64)>,
}

/// How a query was read as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadAs {
    Typed,
    /// Typed on another keyboard than was meant.
    AnotherKeyboard,
    /// A title beside an artist whose it is not.
    TitleAlone,
}

/// A typed word and what it may stand for.
#[derive(Clone, Debug, Serialize)]
pub struct WordExplanation {
    pub typed: String,
    /// Its rarity: what matching it is worth.
    pub weight: f32,
    /// Whether candidates were looked for by it; a very common word is left to the ranking.
    pub used_for_candidates: bool,
    pub is_prefix: bool,
    pub readings: Vec<ReadingExplanation>,
}

/// A word of the index that typed words may stand for.
#[derive(Clone, Debug, Serialize)]
pub struct ReadingExplanation {
    pub word: String,
    pub how: How,
    pub cost: f32,
    pub documents: u64,
}

/// Why a hit stands where it does.
#[derive(Clone, Debug, Serialize)]
pub struct HitExplanation {
    pub words: Vec<MatchExplanation>,
    /// What adds up to the score, before that is brought into [0, 1].
    pub features: Features,
}

/// Typed words and where the hit has them.
#[derive(Clone, Debug, Serialize)]
pub struct MatchExplanation {
    pub typed: String,
    pub matched: String,
    pub part: Part,
    pub how: How,
    pub cost: f32,
}

/// How typed words became words of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    Exact,
    Fuzzy,
    /// Another spelling that no edit leads to, such as `u` for `you`.
    Synonym,
    /// The same number written otherwise: `21` for `twenty one`.
    Number,
    /// Another name, by an alias of the library.
    Alias,
    /// The artist by its initials.
    Initials,
    /// The year of the track.
    Year,
    Prefix,
    Joined,
    Split,
}

/// The parts of a document's score, as `explain` shows them. All but `matched` are already weighted.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Features {
    /// The share of the query's weight that the document matches, after costs.
    pub matched: f32,
    /// Every word of the query was matched.
    pub all_terms: f32,
    /// Every word stands there just as it was typed, or begins a name so.
    pub as_typed: f32,
    /// Words of the document that the query doesn't speak of.
    pub unmatched_terms: f32,
    /// Nothing matched in the title, in the artist, or only in the album.
    pub missing_field: f32,
    /// Neighbours of the query that aren't neighbours in the document.
    pub term_order: f32,
    /// A whole field was typed.
    pub whole_field: f32,
    /// The query is this track and nothing else.
    pub exact: f32,
    /// How many tracks share the artist or the title, and how well known this one is.
    pub popularity: f32,
    /// How alike the whole texts are.
    pub similarity: f32,
    /// Written just as typed.
    pub verbatim: f32,
    /// The query is the artist's name, who has more tracks than others have of that title.
    pub artist: f32,
    /// The query asks for the music of a film or the like, whose name stands beside the title.
    pub film: f32,
    /// Other tracks of the same artist stand above, of all of which only the artist was asked for.
    pub diversity: f32,
}
