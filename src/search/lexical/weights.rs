//! The weights of the score, in one place, each with its reason. Costs of edits are in `text::edit_distance`, limits
//! where they apply (`plan`, `candidates::order`, `rerank`).
//!
//! A score begins as the share of the query's words that a track matches, each word weighing as much as it is rare;
//! what follows is added to or taken from it. Costs are in the units of `text::edit_distance`, all else in shares of
//! that score. `needledrop-lab fit` tries other values on labelled queries and prints the table as it would stand here.

/// Makes the struct, its fitted values and the way through all of them from one table.
macro_rules! weights {
    ($($(#[$reason:meta])* $name:ident: $value:expr,)*) => {
        /// The numbers of one ranking: [`Weights::FITTED`], unless others are tried.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct Weights {
            $($(#[$reason])* pub $name: f32,)*
        }

        impl Weights {
            /// What searches use.
            pub const FITTED: Self = Self { $($name: $value,)* };
            /// What the numbers are called, in the order of the table.
            pub const NAMES: [&str; Self::COUNT] = [$(stringify!($name)),*];
            /// How many there are.
            pub const COUNT: usize = [$(stringify!($name)),*].len();

            /// All numbers, in the order of their names.
            pub fn values(&self) -> [f32; Self::COUNT] {
                [$(self.$name),*]
            }

            /// From all numbers, in the order of their names.
            pub fn from_values([$($name),*]: [f32; Self::COUNT]) -> Self {
                Self { $($name),* }
            }
        }
    };
}

weights! {
    /// Part of a word's weight that each unit of edit cost takes away.
    cost: 0.32,
    /// What is left of a word's weight however dearly it was matched.
    least_match: 0.15,

    /// Cost of another spelling of the same word.
    synonym_cost: 0.15,
    /// Cost of the same number, written otherwise.
    number_cost: 0.02,
    /// Cost of another name by an alias of the library: as good as the name, but for whose own name was typed.
    alias_cost: 0.02,
    /// Cost of an artist by its initials.
    initials_cost: 0.4,
    /// The same of two of them.
    short_initials_cost: 0.5,
    /// Cost of the year of a track.
    year_cost: 0.3,
    /// What a word weighs that only asks for music, as a share of what it would.
    filler: 0.1,
    /// What it costs besides to take a word that is one for another that isn't far commoner.
    known_cost: 0.4,
    /// What it costs besides to take a beginning for a slip, if it goes on as it stands.
    unfinished_cost: 0.15,
    /// Cost of two or three typed words that the track writes as one.
    join_cost: 0.10,
    /// Cost of one typed word that the track writes as two.
    split_cost: 0.12,
    /// Cost of a word that is typed only in part.
    prefix_cost: 0.08,
    /// The same of one that is a word already as it stands.
    prefix_of_known_cost: 0.2,

    /// Choosing where a typed word stands in the track: an edit is worse than an aside (a version, a guest), …
    place_aside: 0.06,
    /// … the album is worse than most edits, …
    place_album: 0.25,
    /// … and any other part worse than not being next to the word before.
    place_jump: 0.03,

    /// Every word of the query was matched: above what has most of them, however well.
    every_word: 0.2,
    /// Every word is there as it was typed: above what needs an edit or a completion.
    as_typed: 0.15,
    /// Words of the title that nothing in the query speaks of: the first weighs most, many are no worse than some.
    left_title: 0.11,
    /// The same in the artist.
    left_artist: 0.10,
    /// The same before the last word of the artist, if that was typed.
    left_forename: 0.04,
    /// The same in versions and guests, which are rarely typed.
    left_aside: 0.055,
    /// The same in what tells no performance from another.
    left_note: 0.015,
    /// The same for articles and what joins names.
    left_light: 0.02,
    /// Nothing of the query matched in the artist.
    no_artist: 0.24,
    /// Not the artist, but a guest or a version, is what was asked for beside the title.
    only_aside: 0.10,
    /// The query is the name of the artist, whose tracks are more than those of that title.
    artist: 0.25,
    /// The query is the part of a name by which an artist is known.
    artist_part: 0.6,
    /// The query asks for the music of a film or the like, whose name stands beside the title.
    film: 0.4,
    /// Nothing of the query matched in the title.
    no_title: 0.26,
    /// A word that only the album has, as a share of the query.
    album_only: 0.2,
    /// Neighbours in the query that stand the other way round in the track.
    inversion: 0.08,
    /// Neighbours in the query that stand apart in the track.
    apart: 0.03,

    /// The whole title is what was typed or part of it.
    whole_title: 0.07,
    /// The whole artist is.
    whole_artist: 0.05,
    /// The query is the title, or artist and title, and nothing else: above everything that only resembles it.
    equal: 0.25,
    /// The same with another spelling of some word.
    equal_respelled: 0.2,

    /// For each doubling of the number of tracks that share the title or the artist, where popularity isn't known: what
    /// many have made is asked for more often.
    prior: 0.004,
    /// For each doubling of the number of tracks by the same artist with the same title: what is issued again and again
    /// is the recording that is meant.
    prior_of_both: 0.012,
    /// Doublings beyond this many say no more.
    prior_doublings: 8.0,
    /// For the best known track (popularity 100), in place of the above: as much as both names can earn by it.
    popularity: 0.1,

    /// How alike the whole query and the whole name are, letter by letter, counted from here up.
    similarity_from: 0.6,
    /// For a name that is the same, letter by letter.
    similarity: 0.24,
    /// Part of that for a name that only begins so, where what was typed may go on.
    similarity_of_beginning: 0.8,
    /// Part of that which is left when it takes a guest whom nothing in the query announced.
    similarity_with_guest: 0.95,
    /// The artist is, where nothing but the artist was asked for.
    verbatim_artist: 0.03,
    /// The name is written just as it was typed: that no marks were typed says little.
    verbatim: 0.01,
    /// Typed marks and letters of other alphabets are meant, so they decide between names that are otherwise equal.
    verbatim_marked: 0.08,
    /// The title, or artist and title, are to the letter what was typed, but for case.
    verbatim_whole: 0.09,
    /// Part of that which is left where notes stand behind the title.
    verbatim_plain: 0.95,

    /// What each track loses after the first of one title, if that title goes on where the query ends.
    crowded_title: 0.03,
    /// What each track loses after the first of one artist, if only the artist was asked for.
    crowded: 0.02,
}

impl Weights {
    /// The share of a word's weight that is left at a cost.
    pub fn worth(&self, cost: f32) -> f32 {
        (1.0 - self.cost * cost).max(self.least_match)
    }

    /// The most that the texts can add to a score.
    pub fn most_by_text(&self) -> f32 {
        self.similarity + self.verbatim_whole.max(self.verbatim_marked).max(self.verbatim)
    }

    /// The most that a score can reach before it is brought into [0, 1].
    pub fn most(&self) -> f32 {
        1.0 + self.every_word
            + self.as_typed
            + self.whole_title
            + self.whole_artist
            + self.equal
            + self.popularity
            + self.similarity
            + self.verbatim_whole
    }
}
