//! Audio that turned up at another address: what is to be decided, and letting tracks follow their audio.

use time::OffsetDateTime;

use super::asset::Completed;
use super::register::{KEEPS_ITS_PLAN, be_patient, write};
use crate::catalog::error::Error;
use crate::catalog::pool::Transaction;
use crate::catalog::tracks::share;
use crate::track::{AssetId, LibraryId};

const DOING: &str = "deciding what has moved";

/// Where an asset's audio is, as far as the catalog knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// At its address.
    Here,
    /// It has left its address in this run.
    Left,
    /// It has been missing since a run before.
    Lost,
    /// At its address something has changed that isn't read yet.
    Unread,
    /// Nobody has looked at its address in this run.
    Unknown,
}

/// One of those between whom it is to be decided which file is whose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Party {
    /// Audio found at an address where other audio was (occupied), or none. It waits for being decided. `tags` are
    /// equal where all tags are.
    Destination { asset: AssetId, uri: String, tags: String, is_occupied: bool },
    /// An asset that has had this audio.
    Source { asset: AssetId, uri: String, tags: String, whereabouts: Whereabouts },
}

impl Party {
    /// The address of an asset, if this is it.
    pub fn at(&self, id: AssetId) -> Option<&str> {
        let (Self::Destination { asset, uri, .. } | Self::Source { asset, uri, .. }) = self;
        (*asset == id).then_some(uri)
    }
}

/// All who have the same audio.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenQuestion {
    pub parties: Vec<Party>,
}

/// Waits until nobody else decides in this library, and keeps others waiting until the transaction ends.
pub async fn lock_decisions(transaction: &mut Transaction, library: LibraryId) -> Result<(), Error> {
    be_patient(transaction).await?;
    // Addresses are asked about meanwhile.
    sqlx::query(
        "select set_config('idle_in_transaction_session_timeout', '0', true),
            pg_advisory_xact_lock(hashtextextended('needledrop moves ' || $1::text, 0))",
    )
    .bind(library)
    .execute(transaction.connection())
    .await
    .map_err(Error::doing(DOING))?;
    Ok(())
}

/// What is to be decided in a library. `complete_below` is what begins the URIs that a complete listing covers, of a
/// run that began at `run_start`.
pub async fn open_questions(
    transaction: &mut Transaction,
    library: LibraryId,
    complete_below: Option<&str>,
    run_start: OffsetDateTime,
) -> Result<Vec<OpenQuestion>, Error> {
    type Row = (Vec<u8>, AssetId, String, String, bool, bool, String);
    let rows: Vec<Row> = sqlx::query_as(include_str!("open.sql"))
        .persistent(KEEPS_ITS_PLAN)
        .bind(library)
        .bind(complete_below)
        .bind(run_start)
        .fetch_all(transaction.connection())
        .await
        .map_err(Error::doing(DOING))?;
    let mut questions: Vec<(Vec<u8>, OpenQuestion)> = Vec::new();
    for (identity, asset, uri, tags, is_destination, is_occupied, whereabouts) in rows {
        let party = if is_destination {
            Party::Destination { asset, uri, tags, is_occupied }
        } else {
            let whereabouts = match whereabouts.as_str() {
                "LEFT" => Whereabouts::Left,
                "LOST" => Whereabouts::Lost,
                "UNREAD" => Whereabouts::Unread,
                "UNKNOWN" => Whereabouts::Unknown,
                _ => Whereabouts::Here,
            };
            Party::Source { asset, uri, tags, whereabouts }
        };
        match questions.last_mut().filter(|(last, _)| *last == identity) {
            Some((_, question)) => question.parties.push(party),
            None => questions.push((identity, OpenQuestion { parties: vec![party] })),
        }
    }
    Ok(questions.into_iter().map(|(_, question)| question).collect())
}

/// Lets each source follow its audio to the destination: it gets its address and what was found there, and its tracks
/// with it. Whose address is taken thereby and who has none to go to is MISSING, under an address that no object has.
/// What was found at an address that a source has left is a new asset's.
///
/// `complete_below` and `run_start` say, as for [`open_questions`], at which addresses there is nothing.
pub async fn follow(
    transaction: &mut Transaction,
    moves: &[(AssetId, AssetId)],
    complete_below: Option<&str>,
    run_start: OffsetDateTime,
) -> Result<Followed, Error> {
    let (sources, destinations): (Vec<AssetId>, Vec<AssetId>) = moves.iter().copied().unzip();
    let connection = transaction.connection();
    let landing = sqlx::query(
        "create temporary table landing on commit drop as
        select m.source, d.id as destination, d.uri, d.size_bytes, d.etag, d.last_modified, d.changed_at,
            d.last_seen_at, d.finding, d.audio_sha256 is null as is_new, s as left_behind
        from unnest($1::uuid[], $2::uuid[]) as m (source, destination)
        join assets d on d.id = m.destination and d.finding is not null
        join assets s on s.id = m.source",
    );
    landing.bind(sources).bind(destinations).execute(&mut *connection).await.map_err(Error::doing(DOING))?;
    let missing: i64 = sqlx::query_scalar(
        "select count(*) from landing where not is_new and destination not in (select source from landing)",
    )
    .fetch_one(&mut *connection)
    .await
    .map_err(Error::doing(DOING))?;
    for statement in [
        "delete from assets where id in (select destination from landing where is_new)",
        "update assets
        set uri = uri || '#' || id, status = 'MISSING', finding = null
        where id in (select destination from landing where not is_new)",
        "update audio_tracks
        set status = 'MISSING'
        where asset_id in (
            select destination from landing where not is_new and destination not in (select source from landing)
        )",
        "update audio_tracks t
        set audio_uri = l.uri
        from landing l
        where t.asset_id = l.source and t.audio_uri = (l.left_behind).uri and t.start_ms is not null",
    ] {
        sqlx::query(statement).execute(&mut *connection).await.map_err(Error::doing(DOING))?;
    }
    let followed = sqlx::query(
        "update assets a
        set uri = l.uri, size_bytes = l.size_bytes, etag = l.etag, last_modified = l.last_modified,
            changed_at = l.changed_at, last_seen_at = l.last_seen_at, finding = l.finding, status = 'PENDING',
            attempts = 0, claimed_by = null, claimed_until = null
        from landing l
        where a.id = l.source",
    )
    .execute(&mut *connection)
    .await
    .map_err(Error::doing(DOING))?;
    sqlx::query(
        "insert into assets (library_id, uri, status, size_bytes, etag, last_modified, changed_at, last_seen_at, finding)
        select (left_behind).library_id, (left_behind).uri, 'PENDING', (left_behind).size_bytes, (left_behind).etag,
            (left_behind).last_modified, (left_behind).changed_at, (left_behind).last_seen_at, (left_behind).finding
        from landing
        where (left_behind).finding is not null and source not in (select destination from landing)
            and not coalesce((left_behind).uri ^@ $1 and (left_behind).last_seen_at < $2, false)",
    )
    .bind(complete_below)
    .bind(run_start)
    .execute(connection)
    .await
    .map_err(Error::doing(DOING))?;
    Ok(Followed { moved: followed.rows_affected(), missing: missing as u64 })
}

/// What came of letting tracks follow their audio.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Followed {
    pub moved: u64,
    /// Whose address was taken, and who has none to go to.
    pub missing: u64,
}

/// Whether another worker than this is reading files of a library just now.
pub async fn others_are_reading(
    transaction: &mut Transaction,
    library: LibraryId,
    worker: &str,
) -> Result<bool, Error> {
    sqlx::query_scalar(
        "select exists (
            select
            from assets
            where library_id = $1 and status = 'PROCESSING' and claimed_by <> $2 and claimed_until > clock_timestamp()
        )",
    )
    .bind(library)
    .bind(worker)
    .fetch_one(transaction.connection())
    .await
    .map_err(Error::doing(DOING))
}

/// Which assets of a library have something that was found and isn't written; below `place`, only what a run that began
/// at `run_start` has seen there.
pub async fn findings(
    transaction: &mut Transaction,
    library: LibraryId,
    place: &str,
    run_start: OffsetDateTime,
) -> Result<Vec<AssetId>, Error> {
    sqlx::query_scalar(
        "select id
        from assets
        where library_id = $1 and finding is not null and (last_seen_at >= $3 or not uri ^@ $2)
        order by id",
    )
    .bind(library)
    .bind(place)
    .bind(run_start)
    .fetch_all(transaction.connection())
    .await
    .map_err(Error::doing(DOING))
}

/// Writes what was found at the addresses of these assets, now that it is decided that it is theirs.
pub async fn decided(transaction: &mut Transaction, assets: &[AssetId]) -> Result<Completed, Error> {
    be_patient(transaction).await?;
    type Row = (String, serde_json::Value);
    let rows: Vec<Row> = sqlx::query_as(
        "update assets
        set status = 'PROCESSING', claimed_until = clock_timestamp() + interval '10 min'
        where id = any($1) and finding is not null
        returning uri, finding || jsonb_build_object('asset_id', id, 'claimed_until', claimed_until)",
    )
    .bind(assets)
    .fetch_all(transaction.connection())
    .await
    .map_err(Error::doing(DOING))?;
    // Somebody may be giving a track of the same URI just now: whoever comes second must see it.
    share(transaction.connection(), rows.iter().map(|(uri, _)| uri.as_str())).await?;
    let findings: Vec<_> = rows.into_iter().map(|(_, finding)| finding).collect();
    write(transaction, &serde_json::Value::from(findings).to_string(), None).await
}
