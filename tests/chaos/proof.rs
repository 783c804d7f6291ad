//! Whether the index is the catalog, by content: what PostgreSQL says by plain SQL, against what lies in the index and against
//! what the server answers.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use needledrop::index::{Document, Generations};
use rand::seq::IteratorRandom;
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use sqlx::PgPool;
use uuid::Uuid;

use crate::http;
use crate::server::Server;

/// So many tracks, and so many that are gone, are looked for by a search.
const SEARCHED: usize = 25;

pub type Tracks = HashMap<Uuid, Document>;

/// What the index should hold, field by field, written down here once more, independent of how the program does it.
pub async fn catalogued(sql: &PgPool) -> Result<Tracks> {
    #[rustfmt::skip]
    type Row = (
        Uuid, String, String, String, String, String, Option<i32>, Option<i64>, String, Vec<String>, Option<f32>, String,
        String, String,
    );
    let rows: Vec<Row> = sqlx::query_as(
        "select
            t.id, t.title, coalesce(t.artist, ''), coalesce(t.album, ''), coalesce(t.album_artist, ''),
            coalesce(t.genre, ''), t.year, (coalesce(a.duration_seconds, t.duration_seconds) * 1000)::bigint,
            coalesce(a.format, ''), t.labels, t.popularity, coalesce(t.isrc, ''),
            coalesce(t.audio_uri, a.uri, ''), coalesce(t.thumbnail_uri, '')
        from audio_tracks t
        left join assets a on a.id = t.asset_id
        where t.status = 'COMPLETED'",
    )
    .fetch_all(sql)
    .await?;
    let tracks = rows.into_iter().map(|row| {
        let (id, title, artist, album, album_artist, genre, year, duration_ms, ..) = row;
        let (.., format, labels, popularity, isrc, audio_uri, thumbnail_uri) = row;
        let duration_ms = duration_ms.map(|ms| ms as u64);
        let document = Document {
            id,
            title,
            artist,
            album,
            album_artist,
            genre,
            year,
            duration_ms,
            format,
            labels,
            popularity,
            isrc,
            audio_uri,
            thumbnail_uri,
        };
        (id, document)
    });
    Ok(tracks.collect())
}

/// Everything that the current generation holds, and its number. A folder that isn't there is not made.
pub fn indexed(root: &Path) -> Result<(u64, Vec<Document>)> {
    ensure!(root.join("CURRENT").exists(), "there is no index");
    let generation = Generations::open(root)?.current()?.context("there is no index")?;
    generation.check()?;
    let snapshot = generation.snapshot(None)?;
    let mut documents = Vec::new();
    for segment in snapshot.searcher().segment_readers() {
        snapshot.for_each_document(segment, |document| documents.push(document))?;
    }
    Ok((generation.number(), documents))
}

/// Fails with the first few differences.
pub fn compare(catalogued: &Tracks, indexed: &[Document]) -> Result<()> {
    let mut found: HashMap<Uuid, &Document> = HashMap::new();
    let mut differences = Vec::new();
    for document in indexed {
        if found.insert(document.id, document).is_some() {
            differences.push(format!("twice in the index: {document:?}"));
        }
        match catalogued.get(&document.id) {
            None => differences.push(format!("not in the catalog: {document:?}")),
            Some(track) if track != document => differences.push(format!("{track:?} is in the index as {document:?}")),
            Some(_) => {}
        }
    }
    let missing = catalogued.values().filter(|track| !found.contains_key(&track.id));
    differences.extend(missing.map(|track| format!("not in the index: {track:?}")));
    let (count, tracks) = (differences.len(), catalogued.len());
    differences.truncate(3);
    ensure!(count == 0, "{count} differences in {tracks} tracks, such as\n{}", differences.join("\n"));
    Ok(())
}

/// Searches for some tracks, whose hits must be whole and as catalogued, and for some that are `gone`, which must not be hits.
pub async fn search(server: &Server, tracks: &Tracks, gone: &Tracks, dice: &mut ChaCha8Rng) -> Result<()> {
    for track in tracks.values().sample(dice, SEARCHED) {
        let hits = hits(server, track).await?;
        let expected = shown(track);
        let hit = hits.iter().find(|hit| hit["id"] == expected["id"]);
        let hit = hit.with_context(|| format!("no hit for {track:?} among {hits:?}"))?;
        for (name, value) in expected.as_object().expect("it is one") {
            ensure!(hit[name] == *value, "the server shows {hit} for {track:?}");
        }
    }
    for track in gone.values().filter(|track| !tracks.contains_key(&track.id)).sample(dice, SEARCHED) {
        let id = json!(track.id);
        let hits = hits(server, track).await?;
        ensure!(!hits.iter().any(|hit| hit["id"] == id), "the server still finds {track:?}");
    }
    Ok(())
}

async fn hits(server: &Server, track: &Document) -> Result<Vec<Value>> {
    // A title ends with a number that is the track's own.
    let number = track.title.rsplit(' ').next().context("a title without a number")?;
    let (status, body) = http::get(&server.address, &format!("/v1/search?q={number}&engine=index&limit=100")).await?;
    ensure!(status == 200, "{status}: {body}");
    Ok(body["hits"].as_array().cloned().unwrap_or_default())
}

/// As a hit shows it.
fn shown(track: &Document) -> Value {
    let known = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
    json!({
        "id": track.id,
        "title": track.title,
        "artist": known(&track.artist),
        "album": known(&track.album),
        "album_artist": known(&track.album_artist),
        "genre": known(&track.genre),
        "year": track.year,
        "duration_seconds": track.duration_ms.map(|ms| ms as f64 / 1000.0),
        "format": known(&track.format),
        "labels": track.labels,
        "popularity": track.popularity,
        "isrc": known(&track.isrc),
        "audio_uri": known(&track.audio_uri),
        "thumbnail_uri": known(&track.thumbnail_uri),
    })
}
