//! Whether the index is the catalog, by content: what PostgreSQL says by plain SQL, against what lies in the index and
//! against what the server answers.

use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use needledrop::index::Generations;
use needledrop::track::{Field, TrackId};
use rand::seq::IteratorRandom;
use rand_chacha::ChaCha8Rng;
use serde_json::{Map, Value, json};
use sqlx::PgPool;

use crate::http;
use crate::server::Server;

/// So many tracks, and so many that are gone, are looked for by a search.
const SEARCHED: usize = 25;

/// Fields by their names; what isn't known is null.
pub type Track = Map<String, Value>;
pub type Tracks = HashMap<TrackId, Track>;

/// What the index should hold, as PostgreSQL tells it, independent of how the program reads it.
pub async fn catalogued(sql: &PgPool) -> Result<Tracks> {
    let rows: Vec<(TrackId, Value)> = sqlx::query_as(
        "select t.id, to_jsonb(t) || jsonb_build_object(
            'duration_seconds', coalesce(a.duration_seconds, t.duration_seconds),
            'audio_uri', coalesce(t.audio_uri, a.uri),
            'format', a.format
        )
        from audio_tracks t
        left join assets a on a.id = t.asset_id
        where t.status = 'COMPLETED'",
    )
    .fetch_all(sql)
    .await?;
    Ok(rows.into_iter().map(|(id, row)| (id, fields(Field::indexed(), |name| row[name].clone()))).collect())
}

/// Some fields, by their names.
fn fields(fields: impl Iterator<Item = Field>, value: impl Fn(&str) -> Value) -> Track {
    // Whole numbers and those with a fraction are one kind here.
    let plain = |value: Value| value.as_f64().map_or(value, Value::from);
    fields.map(|field| (field.name().to_owned(), plain(value(field.name())))).collect()
}

/// Everything that the current generation holds, and its number. A folder that isn't there is not made.
pub fn indexed(root: &Path) -> Result<(u64, Vec<(TrackId, Track)>)> {
    ensure!(root.join("CURRENT").exists(), "there is no index");
    let generation = Generations::open(root)?.current()?.context("there is no index")?;
    generation.check()?;
    let snapshot = generation.snapshot(None)?;
    let mut documents = Vec::new();
    for segment in snapshot.searcher().segment_readers() {
        snapshot.for_each_document(segment, |track| {
            let value = |name: &str| json!(Field::named(name).and_then(|field| track.get(field)));
            documents.push((track.id, fields(Field::indexed(), value)));
        })?;
    }
    Ok((generation.number(), documents))
}

/// Fails with the first few differences.
pub fn compare(catalogued: &Tracks, indexed: &[(TrackId, Track)]) -> Result<()> {
    let mut found: HashMap<TrackId, &Track> = HashMap::new();
    let mut differences = Vec::new();
    for (id, document) in indexed {
        if found.insert(*id, document).is_some() {
            differences.push(format!("twice in the index: {id} {document:?}"));
        }
        match catalogued.get(id) {
            None => differences.push(format!("not in the catalog: {id} {document:?}")),
            Some(track) if track != document => {
                differences.push(format!("{id} {track:?} is in the index as {document:?}"));
            }
            Some(_) => {}
        }
    }
    let missing = catalogued.iter().filter(|(id, _)| !found.contains_key(id));
    differences.extend(missing.map(|(id, track)| format!("not in the index: {id} {track:?}")));
    let (count, tracks) = (differences.len(), catalogued.len());
    differences.truncate(3);
    ensure!(count == 0, "{count} differences in {tracks} tracks, such as\n{}", differences.join("\n"));
    Ok(())
}

/// Searches for some tracks, whose hits must be whole and as catalogued, and for some that are `gone`, which must not
/// be hits.
pub async fn search(server: &Server, tracks: &Tracks, gone: &Tracks, dice: &mut ChaCha8Rng) -> Result<()> {
    for (id, track) in tracks.iter().sample(dice, SEARCHED) {
        let hits = hits(server, track).await?;
        let hit = hits.iter().find(|hit| hit["id"] == json!(id));
        let hit = hit.with_context(|| format!("no hit for {id} {track:?} among {hits:?}"))?;
        let [shown, known] = [hit, &json!(track)].map(|from| fields(Field::shown(), |name| from[name].clone()));
        ensure!(shown == known, "the server shows {hit} for {track:?}");
    }
    for (id, track) in gone.iter().filter(|(id, _)| !tracks.contains_key(id)).sample(dice, SEARCHED) {
        let hits = hits(server, track).await?;
        ensure!(!hits.iter().any(|hit| hit["id"] == json!(id)), "the server still finds {id} {track:?}");
    }
    Ok(())
}

async fn hits(server: &Server, track: &Track) -> Result<Vec<Value>> {
    // A title ends with a number that is the track's own.
    let title = track["title"].as_str().unwrap_or_default();
    let number = title.rsplit(' ').next().context("a title without a number")?;
    let (status, body) = http::get(&server.address, &format!("/v1/search?q={number}&engine=index&limit=100")).await?;
    ensure!(status == 200, "{status}: {body}");
    Ok(body["hits"].as_array().cloned().unwrap_or_default())
}
