//! What an alignment is worth: each feature of a match, and the score they add up to.

use super::align::{Alignment, Placed};
use super::plan::Plan;
use super::weights::Weights;
use crate::index::Part;
use crate::search::explanation::{Features, How};
use crate::search::response::Score;

impl Features {
    /// The features that need no text.
    pub fn of(plan: &Plan, alignment: &Alignment) -> Self {
        let weights = &plan.weights;
        let has = |part: Part| alignment.layout.len(part) > 0;
        let total = plan.total_weight().max(f32::MIN_POSITIVE);
        let title = alignment.found(Part::Title);
        let artist = alignment.found(Part::Artist) + alignment.found(Part::ArtistAside);
        let missing_artist = match (artist, alignment.found(Part::TitleAside)) {
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
            + if artist == 0 { 0.0 } else { weights.left_artist * saturate(alignment.left(Part::Artist)) }
            + weights.left_aside * saturate(asides)
            + weights.left_light * (left_light(Part::Title, title) + left_light(Part::Artist, artist));
        Self {
            matched: alignment.placed.iter().map(|p| p.earned(plan)).sum::<f32>() / total,
            all_terms: if alignment.matched == plan.all { weights.every_word } else { 0.0 },
            unmatched_terms: -unmatched,
            missing_field: -(if title == 0 { weights.no_title } else { 0.0 }
                + if has(Part::Artist) { missing_artist } else { 0.0 }
                + weights.album_only * in_album / total),
            term_order: order(&alignment.placed, weights),
            whole_field: if is_whole(Part::Title) { weights.whole_title } else { 0.0 }
                + if is_whole(Part::Artist) { weights.whole_artist } else { 0.0 },
            exact: if is_equal(plan, alignment) { weights.equal } else { 0.0 },
            ..Self::default()
        }
    }

    /// The score before it is brought into [0, 1].
    pub fn sum(&self) -> f32 {
        self.matched
            + self.all_terms
            + self.unmatched_terms
            + self.missing_field
            + self.term_order
            + self.whole_field
            + self.exact
            + self.popularity
            + self.similarity
            + self.verbatim
            + self.diversity
    }

    /// The share that they have of the most there can be.
    pub fn score(&self, weights: &Weights) -> Score {
        Score::new(self.sum() / weights.most())
    }
}

/// Whether the query is the title, with all its asides, or artist and title: word for word, in order, and nothing else.
fn is_equal(plan: &Plan, alignment: &Alignment) -> bool {
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
        How::Exact => true,
        How::Joined | How::Split => {
            p.cost <= plan.weights.join_cost.max(plan.weights.split_cost) && !plan.is_whole_field
        }
        How::Fuzzy | How::Synonym | How::Prefix => false,
    };
    let has_artist = alignment.found(Part::Artist) > 0;
    let is_exact = alignment.matched == plan.all && placed.iter().all(is_spelled);
    is_exact
        && alignment.is_complete(Part::Title)
        && alignment.is_complete(Part::TitleAside)
        && placed.iter().all(|p| p.part != Part::Album && (p.part != Part::ArtistAside || has_artist))
        // Nobody types the "and" between two names.
        && (!has_artist || alignment.left(Part::Artist) == 0)
        && is_in_order(Part::Title)
        && is_in_order(Part::Artist)
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
