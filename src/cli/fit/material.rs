//! What a fit learns from: a catalogue in memory, and labelled queries for it, invented or read from files.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use uuid::Uuid;

use crate::catalog::NewTrack;
use crate::cli::eval;
use crate::cli::import::{Input, Rows};
use crate::index::{self, Document, Snapshot};
use crate::judge::{self, Case, DEPTH, Merit};
use crate::sample::misspell::{Class, QueryMaker};
use crate::sample::{Catalogue, Track};
use crate::search::{Filters, Request, Weights, search_with};

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
        Self::new(snapshot, judge::parse("invented queries", &lines.join("\n"))?)
    }

    /// Reads a catalogue and queries from files. Rows that an import would refuse are left out.
    pub fn read(catalog: &Path, queries: &[PathBuf]) -> anyhow::Result<Self> {
        let cases = eval::read(queries)?;
        let mut rows = Rows::new(Input::open(catalog, None)?)?;
        let mut documents = Vec::new();
        while let Some(row) = rows.next().with_context(|| format!("{} can't be read", catalog.display()))? {
            documents.extend(row.track.ok().filter(|track| track.validate().is_ok()).map(read));
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
        let filters = Filters::named(&case.filters).map_err(|why| format!("\"{}\": {why}", case.q))?;
        Ok(Self { request: Request { q: case.q.clone(), limit: DEPTH, filters, ..Request::default() }, case })
    }

    /// How well the search answers it by these weights.
    pub fn merit(&self, snapshot: &Snapshot, weights: &Weights) -> Result<Merit, index::Error> {
        let response = search_with(snapshot, &self.request, weights)?;
        // As it was before it was brought into [0, 1], so that a lead isn't larger only because less can be reached.
        let score = |score: f32| score * weights.most();
        let hits: Vec<(&str, &str, f32)> = response
            .hits
            .iter()
            .map(|hit| (hit.track.artist.as_str(), hit.track.title.as_str(), score(hit.score)))
            .collect();
        Ok(Merit::of(&self.case, &hits))
    }
}

/// Multiplied, so that the ids, which decide between equals, don't follow the order of the catalogue.
fn numbered(documents: impl IntoIterator<Item = Document>) -> impl Iterator<Item = Document> {
    let id = |n: u128| Uuid::from_u128(n.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835));
    (1..).zip(documents).map(move |(n, document)| Document { id: id(n), ..document })
}

fn invented(track: Track) -> Document {
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
    Document {
        artist,
        title,
        album,
        album_artist,
        genre: genre.unwrap_or_default(),
        year,
        duration_ms: Some(duration_ms),
        popularity: Some(popularity),
        labels: vec![label],
        isrc,
        ..Document::default()
    }
}

fn read(track: NewTrack) -> Document {
    let NewTrack {
        id: _,
        external_id: _,
        artist,
        title,
        album,
        album_artist,
        genre,
        year,
        track_number: _,
        disc_number: _,
        duration_ms,
        popularity,
        isrc,
        musicbrainz_recording_id: _,
        musicbrainz_release_id: _,
        musicbrainz_artist_id: _,
        labels,
        attributes: _,
        audio_uri,
        thumbnail_uri,
    } = track;
    Document {
        artist: artist.unwrap_or_default(),
        title,
        album: album.unwrap_or_default(),
        album_artist: album_artist.unwrap_or_default(),
        genre: genre.unwrap_or_default(),
        year,
        duration_ms: duration_ms.and_then(|ms| ms.try_into().ok()),
        popularity,
        labels,
        isrc: isrc.unwrap_or_default(),
        audio_uri: audio_uri.unwrap_or_default(),
        thumbnail_uri: thumbnail_uri.unwrap_or_default(),
        ..Document::default()
    }
}
