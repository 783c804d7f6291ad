//! What a fit learns from: a catalogue in memory, and labelled queries for it, invented or read from files.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};

use crate::cli::{Input, InputOptions, Rows};
use crate::evaluation::{self, Case, DEPTH, Outcome};
use crate::index::{self, Snapshot};
use crate::lab::eval;
use crate::sample::misspell::{Class, QueryMaker};
use crate::sample::{Catalogue, Track};
use crate::search::{Request, Score, Weights, filters_named, search_with};
use crate::track::{Field, Isrc, NewTrack, TrackId, TrackSummary, ValueRef};

/// The catalogue and the queries.
pub struct Material {
    pub snapshot: Snapshot,
    pub asked: Vec<Asked>,
}

/// A labelled query, and what it asks the search.
pub struct Asked {
    pub case: Case,
    request: Request,
}

impl Material {
    /// Invents so many tracks, and so many queries of each class.
    pub fn invent(seed: u64, tracks: u64, queries: usize) -> anyhow::Result<Self> {
        let mut maker = QueryMaker::new(seed, queries * Class::ALL.len());
        let documents = Catalogue::new(seed, tracks).inspect(|track| maker.offer(track)).map(invented);
        let snapshot = Snapshot::in_memory([numbered(documents)])?;
        let lines: Vec<String> = maker.finish().iter().map(serde_json::to_string).collect::<Result<_, _>>()?;
        Self::new(snapshot, evaluation::parse("invented queries", &lines.join("\n"))?)
    }

    /// Reads a catalogue and queries from files. Rows that an import would refuse are left out.
    pub fn read(catalog: &Path, queries: &[PathBuf]) -> anyhow::Result<Self> {
        let cases = eval::read(queries)?;
        let mut rows = Rows::new(Input::open(catalog, InputOptions::default())?)?;
        let mut documents = Vec::new();
        while let Some(row) = rows.next().with_context(|| format!("{} can't be read", catalog.display()))? {
            documents.extend(row.track.ok().filter(|_| row.repeats.is_none()).map(read));
        }
        Self::new(Snapshot::in_memory([numbered(documents)])?, cases)
    }

    fn new(snapshot: Snapshot, cases: Vec<Case>) -> anyhow::Result<Self> {
        if cases.is_empty() || snapshot.num_docs() == 0 {
            bail!("there is no track or no query to learn from");
        }
        let asked = cases.into_iter().map(Asked::new).collect::<Result<_, _>>().map_err(anyhow::Error::msg)?;
        Ok(Self { snapshot, asked })
    }
}

impl Asked {
    fn new(case: Case) -> Result<Self, String> {
        let filters = filters_named(&case.filters).map_err(|why| format!("\"{}\": {why}", case.q))?;
        Ok(Self { request: Request { q: case.q.clone(), limit: DEPTH, filters, ..Request::default() }, case })
    }

    /// How well the search answers it by these weights.
    pub fn outcome(&self, snapshot: &Snapshot, weights: &Weights) -> Result<Outcome, index::Error> {
        let response = search_with(snapshot, &self.request, weights)?;
        // As it was before it was brought into [0, 1], so that a lead isn't larger only because less can be reached.
        let score = |score: Score| score.value() * weights.most();
        let hits: Vec<(&str, &str, f32)> = response
            .hits
            .iter()
            .map(|hit| (hit.track.artist.as_deref().unwrap_or_default(), hit.track.title.as_str(), score(hit.score)))
            .collect();
        Ok(Outcome::of(&self.case, &hits))
    }
}

/// Multiplied, so that the ids, which decide between equals, don't follow the order of the catalogue.
fn numbered(documents: impl IntoIterator<Item = TrackSummary>) -> impl Iterator<Item = TrackSummary> {
    let id = |n: u128| TrackId::from_u128(n.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835));
    (1..).zip(documents).map(move |(n, document)| TrackSummary { id: id(n), ..document })
}

fn invented(track: Track) -> TrackSummary {
    let Track {
        id: _,
        artist,
        title,
        album,
        album_artist,
        genre,
        year,
        track_number: _,
        duration_ms,
        popularity,
        label,
        isrc,
    } = track;
    TrackSummary {
        artist: Some(artist),
        title,
        album: Some(album),
        album_artist: Some(album_artist),
        genre,
        year: year.map(i64::from),
        duration_ms: i64::try_from(duration_ms).ok(),
        popularity: Some(popularity.into()),
        labels: vec![label],
        isrc: Isrc::parse(&isrc).ok(),
        ..TrackSummary::default()
    }
}

fn read(track: NewTrack) -> TrackSummary {
    let mut summary = TrackSummary::default();
    Field::indexed().for_each(|field| summary.put(field, track.get(field).map(ValueRef::to_owned)));
    summary
}
