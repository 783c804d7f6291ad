//! What an alignment is worth: each feature of a match, and the score they add up to.

use super::align::{Alignment, Placed, follower, last_place};
use super::intent::ArtistNamed;
use super::plan::{BEGINNING, Plan};
use super::weights::Weights;
use crate::index::Part;
use crate::search::explanation::{Features, How};
use crate::search::response::Score;

/// More words of a note say no more than these.
const MOST_NOTES: usize = 2;

impl Features {
    /// The features that need no text.
    pub fn of(plan: &Plan, alignment: &Alignment, artist_key: impl Fn() -> u64) -> Self {
        let weights = &plan.weights;
        let has = |part: Part| alignment.layout.len(part) > 0;
        let total = plan.total_weight().max(f32::MIN_POSITIVE);
        let title = alignment.found(Part::Title);
        let by = alignment.found(Part::Artist) + alignment.found(Part::ArtistAside);
        let missing_artist = match (by, alignment.found(Part::TitleAside) + alignment.found(Part::Credit)) {
            (0, 0) => weights.no_artist,
            (0, _) => weights.only_aside,
            _ => 0.0,
        };
        let in_album: f32 = alignment.placed.iter().filter(|p| p.part == Part::Album).map(|p| p.earned(plan)).sum();
        let is_whole = |part: Part| {
            has(part) && alignment.is_complete(part) && alignment.placed.iter().all(|p| p.part != part || p.cost < 0.3)
        };
        let left_light = |part: Part, found: usize| if found == 0 { 0.0 } else { saturate(alignment.left_light(part)) };
        let asides = alignment.left(Part::TitleAside) + alignment.left(Part::ArtistAside);
        let unmatched = if title == 0 { 0.0 } else { weights.left_title * saturate(alignment.left(Part::Title)) }
            + if by == 0 { 0.0 } else { left_artist(alignment, weights) }
            + weights.left_aside * saturate(asides)
            + weights.left_note * saturate(alignment.left(Part::TitleNote).min(MOST_NOTES))
            + weights.left_light * (left_light(Part::Title, title) + left_light(Part::Artist, by));
        let is_all_in =
            |part: Part| alignment.placed.iter().all(|p| p.part == part || plan.intent.fillers.contains(p.typed));
        let named = plan.intent.artist.filter(|_| alignment.matched == plan.all && is_all_in(Part::Artist));
        // A title that is the artist's own name, too, is by the artist all the same.
        let is_self_titled = plan.intent.artist == Some(ArtistNamed::Whole)
            && alignment.matched == plan.all
            && is_all_in(Part::Title)
            && artist_key() == plan.keys[1];
        let artist = match named {
            _ if is_self_titled => weights.artist + weights.no_artist,
            Some(ArtistNamed::Whole) => weights.artist,
            Some(ArtistNamed::Part(key)) if key == artist_key() => weights.artist_part,
            Some(ArtistNamed::Part(_)) | None => 0.0,
        };
        let is_of_film = plan.intent.is_of_film
            && alignment.matched.contains(plan.needed())
            && alignment.placed.iter().any(|p| p.part == Part::TitleNote)
            && is_all_in(Part::TitleNote);
        Self {
            matched: alignment.placed.iter().map(|p| p.earned(plan)).sum::<f32>() / total,
            as_typed: if is_as_typed(plan, alignment) { weights.as_typed } else { 0.0 },
            all_terms: if alignment.matched.contains(plan.needed()) { weights.every_word } else { 0.0 },
            unmatched_terms: -unmatched,
            missing_field: -(if title == 0 && artist == 0.0 && !is_of_film { weights.no_title } else { 0.0 }
                + if has(Part::Artist) { missing_artist } else { 0.0 }
                + weights.album_only * in_album / total),
            term_order: order(&alignment.placed, weights),
            whole_field: if is_whole(Part::Title) { weights.whole_title } else { 0.0 }
                + if is_whole(Part::Artist) { weights.whole_artist } else { 0.0 },
            exact: is_equal(plan, alignment),
            artist,
            film: if is_of_film { weights.film } else { 0.0 },
            ..Self::default()
        }
    }

    /// The score before it is brought into [0, 1].
    pub fn sum(&self) -> f32 {
        self.matched
            + self.all_terms
            + self.as_typed
            + self.unmatched_terms
            + self.missing_field
            + self.term_order
            + self.whole_field
            + self.exact
            + self.popularity
            + self.similarity
            + self.verbatim
            + self.artist
            + self.film
            + self.diversity
    }

    /// The share that they have of the most there can be.
    pub fn score(&self, weights: &Weights) -> Score {
        Score::new(self.sum() / weights.most())
    }
}

/// What it is worth that the query is the title, with all its asides, or artist and title: word for word, in order, and
/// nothing else.
fn is_equal(plan: &Plan, alignment: &Alignment) -> f32 {
    let placed = &alignment.placed;
    let is_in_order = |part: Part| {
        let mut last = None;
        placed
            .iter()
            .filter(|p| p.part == part)
            .all(|p| last.replace(p.position).is_none_or(|before| before < p.position))
    };
    // Where some track has just what was typed, another way to write it isn't equal to it.
    let is_spelled = |p: &Placed| match p.how {
        How::Exact | How::Number | How::Synonym | How::Alias => true,
        How::Joined | How::Split => {
            p.cost <= plan.weights.join_cost.max(plan.weights.split_cost) && !plan.is_whole_field
        }
        How::Fuzzy | How::Prefix | How::Initials | How::Year => false,
    };
    let has_artist = alignment.found(Part::Artist) > 0;
    let is_exact = alignment.matched == plan.all && placed.iter().all(is_spelled);
    let is_equal = is_exact
        && alignment.is_complete(Part::Title)
        && alignment.is_complete(Part::TitleAside)
        && placed.iter().all(|p| !matches!(p.part, Part::Album | Part::Credit) && (p.part != Part::ArtistAside || has_artist))
        // Nobody types the "and" between two names.
        && (!has_artist || alignment.left(Part::Artist) == 0)
        && is_in_order(Part::Title)
        && is_in_order(Part::Artist);
    match placed.iter().any(|p| p.how == How::Synonym) {
        _ if !is_equal => 0.0,
        true => plan.weights.equal_respelled,
        false => plan.weights.equal,
    }
}

/// Whether every word that must match is there as it was typed.
fn is_as_typed(plan: &Plan, alignment: &Alignment) -> bool {
    // A few letters that are all there is are a beginning: to be a word by itself says nothing then.
    let is_beginning =
        plan.unfinished.as_ref().is_some_and(|u| (2..=BEGINNING).contains(&u.letters)) && plan.rarities.len() == 1;
    alignment.matched.contains(plan.needed())
        && alignment.placed.iter().all(|p| match p.how {
            How::Exact | How::Number | How::Alias | How::Year | How::Initials => true,
            How::Prefix => is_beginning || begins_name(plan, alignment),
            How::Fuzzy | How::Synonym | How::Joined | How::Split => false,
        })
}

/// Whether a name begins with the query, word by word: title, artist, or both, one behind the other.
fn begins_name(plan: &Plan, alignment: &Alignment) -> bool {
    let mut expected = None;
    alignment.matched == plan.all
        && alignment.placed.iter().all(|p| {
            let begins = p.position == alignment.layout.range(p.part).start;
            let is_next = expected.map_or(begins, |next| next == Some(p.position));
            expected = Some(follower(alignment.layout, p.part, last_place(p)));
            matches!(p.part, Part::Title | Part::Artist) && is_next && p.cost <= plan.weights.prefix_of_known_cost
        })
}

/// What is lost by words of the artist that nothing speaks of: less, where the last was typed, by which people call
/// others.
fn left_artist(alignment: &Alignment, weights: &Weights) -> f32 {
    let weight = if alignment.has_last(Part::Artist) { weights.left_forename } else { weights.left_artist };
    weight * saturate(alignment.left(Part::Artist))
}

/// 0 for no word, growing ever more slowly: 1, 1.5, 1.83, …
fn saturate(words: usize) -> f32 {
    (1..=words.min(8)).map(|n| 1.0 / n as f32).sum()
}

/// What the order of the placements takes away.
fn order(placed: &[Placed], weights: &Weights) -> f32 {
    let pairs = placed.len().saturating_sub(1).max(1) as f32;
    let lost: f32 = placed
        .windows(2)
        .filter(|pair| pair[0].part == pair[1].part)
        .map(|pair| match pair[1].position as i64 - pair[0].position as i64 {
            i64::MIN..=0 => weights.inversion,
            1 | 2 => 0.0,
            _ => weights.apart,
        })
        .sum();
    -lost / pairs
}
