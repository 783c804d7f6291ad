//! The order of the candidates: by parts, so that every page continues the one before it, whatever a request reaches
//! for.

use super::name_similarity::NameSimilarity;
use crate::text::name::means_artist;
use crate::track::TrackId;

/// So many candidates at a time, as the statements order them, are compared with the query letter by letter and put in
/// order.
pub(super) const PART: usize = 100;
/// What it is worth to hold all words, whatever else is in the names. Only names that are as good as equal, but for a
/// slip, are more.
const ALL_WORDS: f32 = 0.8;

/// What it is worth to be of a year that was asked for.
const YEAR: f32 = 0.1;
/// A title is less than the artist of that name whom it means, whose tracks are less than one called so.
const BESIDE_ARTIST: f32 = 0.97;
const OF_ARTIST: f32 = 0.99;

/// A row worth comparing.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Candidate {
    pub id: TrackId,
    pub artist_folded: Option<String>,
    pub title_folded: String,
    pub album_folded: Option<String>,
    pub popularity: Option<f64>,
    pub year: Option<i32>,
    /// How many rows matched before the best were taken.
    pub matches: i64,
    /// Whether it was found by all words of the query, none of them misspelt.
    #[sqlx(skip)]
    pub holds_all: bool,
}

impl Candidate {
    /// The score of a similarity.
    pub fn worth(&self, similarity: f32) -> f32 {
        if self.holds_all { ALL_WORDS + (1.0 - ALL_WORDS) * similarity } else { similarity }
    }

    pub fn names(&self) -> String {
        let (artist, album) = (self.artist_folded.as_deref(), self.album_folded.as_deref());
        [artist.unwrap_or_default(), &self.title_folded, album.unwrap_or_default()].join(" ")
    }
}

/// The candidates with their scores, best first: at least the first `reach` of them. Equals stand by popularity, then
/// by id. A candidate of a later part never scores more than those before it.
pub(super) fn rank<'a>(
    similarity: &NameSimilarity,
    candidates: &'a [Candidate],
    reach: usize,
) -> Vec<(&'a Candidate, f32)> {
    let mut ranked: Vec<(&Candidate, f32)> = Vec::new();
    let is_artist = |row: &Candidate| row.artist_folded.as_deref().is_some_and(|artist| similarity.is(artist));
    let artists = candidates.iter().filter(|row| is_artist(row)).count() as u64;
    let titles = candidates.iter().filter(|row| similarity.is(&row.title_folded)).count() as u64;
    let leads = means_artist(artists, titles);
    for part in candidates.chunks(PART).take(reach.div_ceil(PART)) {
        let lowest = ranked.last().map_or(1.0, |(_, score)| *score);
        let from = ranked.len();
        ranked.extend(part.iter().map(|row| {
            let (artist, album) = (row.artist_folded.as_deref(), row.album_folded.as_deref());
            let like = similarity.of(artist.unwrap_or_default(), &row.title_folded, album.unwrap_or_default());
            let like = match leads {
                // A title that is the artist's own name first.
                true if is_artist(row) && similarity.is(&row.title_folded) => 1.0,
                true if is_artist(row) => OF_ARTIST,
                true => like * BESIDE_ARTIST,
                false => like,
            };
            let year = row.year.is_some_and(|year| similarity.years.iter().any(|years| years.contains(&year.into())));
            (row, (row.worth(like) + if year { YEAR } else { 0.0 }).min(1.0))
        }));
        let popularity = |row: &Candidate| row.popularity.unwrap_or(0.0);
        ranked[from..].sort_by(|(a, a_score), (b, b_score)| {
            b_score.total_cmp(a_score).then(popularity(b).total_cmp(&popularity(a))).then(a.id.cmp(&b.id))
        });
        ranked[from..].iter_mut().for_each(|(_, score)| *score = score.min(lowest));
    }
    ranked
}
