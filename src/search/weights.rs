//! Every number that ranking depends on, in one place.
//!
//! A score begins as the share of the query's words that a track matches, each word weighing as much as it is rare; what
//! follows is added to or taken from it. The values were fitted on generated misspellings of a catalogue.

/// Part of a word's weight that each unit of edit cost takes away.
pub const COST: f32 = 0.32;
/// What is left of a word's weight however dearly it was matched.
pub const LEAST_MATCH: f32 = 0.15;

/// Another spelling of the same word.
pub const ALIAS_COST: f32 = 0.15;
/// Two or three typed words that the track writes as one.
pub const JOIN_COST: f32 = 0.10;
/// One typed word that the track writes as two.
pub const SPLIT_COST: f32 = 0.12;
/// A word that is typed only in part.
pub const PREFIX_COST: f32 = 0.08;
/// The same of one that is a word already as it stands.
pub const PREFIX_OF_KNOWN_COST: f32 = 0.2;

/// Choosing where a typed word stands in the track: an edit is worse than another part, that worse than another order.
pub const PLACE_ASIDE: f32 = 0.06;
pub const PLACE_ALBUM: f32 = 0.25;
pub const PLACE_JUMP: f32 = 0.03;

/// Every word of the query was matched: above what has most of them, however well.
pub const EVERY_WORD: f32 = 0.2;
/// Words of the track that nothing in the query speaks of: the first weighs most, many are no worse than some.
pub const LEFT_TITLE: f32 = 0.11;
pub const LEFT_ARTIST: f32 = 0.10;
pub const LEFT_ASIDE: f32 = 0.055;
/// The same for articles and what joins names.
pub const LEFT_LIGHT: f32 = 0.02;
/// Nothing of the query matched in the artist, or in the title.
pub const NO_ARTIST: f32 = 0.24;
/// Not the artist, but a guest or a version, is what was asked for beside the title.
pub const ONLY_ASIDE: f32 = 0.10;
pub const NO_TITLE: f32 = 0.26;
/// A word that only the album has, as a share of the query.
pub const ALBUM_ONLY: f32 = 0.2;
/// Neighbours in the query that stand the other way round, or apart, in the track.
pub const INVERSION: f32 = 0.08;
pub const APART: f32 = 0.03;

/// The whole title, or the whole artist, is what was typed or part of it.
pub const WHOLE_TITLE: f32 = 0.07;
pub const WHOLE_ARTIST: f32 = 0.05;
/// The query is the title, or artist and title, and nothing else: above everything that only resembles it.
pub const EQUAL: f32 = 0.25;

/// For each doubling of the number of tracks that share the title or the artist, where popularity isn't known: what many
/// have made is asked for more often.
pub const PRIOR: f32 = 0.004;
pub const PRIOR_DOUBLINGS: f32 = 8.0;
/// For the best known track (popularity 100), in place of the above.
pub const POPULARITY: f32 = 2.0 * PRIOR * PRIOR_DOUBLINGS;

/// How alike the whole query and the whole name are, letter by letter, counted from here up.
pub const LIKENESS_FROM: f32 = 0.6;
pub const LIKENESS: f32 = 0.24;
/// Part of that which is left when it takes a guest whom nothing in the query announced.
pub const LIKENESS_WITH_GUEST: f32 = 0.95;
/// The name is written just as it was typed. Typed marks and letters of other alphabets are meant, so they decide between
/// names that are otherwise equal; that none were typed says little.
pub const VERBATIM: f32 = 0.01;
pub const VERBATIM_MARKED: f32 = 0.08;
/// The title, or artist and title, are to the letter what was typed, but for case.
pub const VERBATIM_WHOLE: f32 = 0.09;

/// What each track loses after the first of one artist, if only the artist was asked for.
pub const CROWDED: f32 = 0.02;

/// The most that a score can reach before it is brought into [0, 1].
pub const MOST: f32 = 1.0 + EVERY_WORD + WHOLE_TITLE + WHOLE_ARTIST + EQUAL + POPULARITY + LIKENESS + VERBATIM_WHOLE;
