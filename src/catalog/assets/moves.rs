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
    /// It is there, with other tags.
    Retagged,
    /// A complete listing of this run did not give it.
    Unseen,
    /// It has been missing since a run before, or what is at its address is damaged.
    Lost,
    /// At its address something has changed that isn't read yet.
    Unread,
    /// Nobody has looked at its address in this run.
    Unknown,
    /// It isn't at its address, but the disk may not be there either.
    Hidden,
}

/// One of those between whom it is to be decided which file is whose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Party {
    /// Audio found at an address where other audio was, or other tags, or nothing. It waits for being decided. `tags`
    /// are equal where all tags are. The address is occupied if it was other audio's, and a track was made of that; it
    /// is new if this run has seen it for the first time.
    Destination { asset: AssetId, uri: String, tags: String, is_occupied: bool, is_new: bool },
    /// An asset that has had this audio, and was seen at last then.
    Source { asset: AssetId, uri: String, tags: String, whereabouts: Whereabouts, seen: OffsetDateTime },
}

/// All who have the same audio.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenQuestion {
    pub parties: Vec<Party>,
}

/// What a decision is about.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    pub library: LibraryId,
    /// What begins the URIs of the places that the run has listed.
    pub places: &'a [String],
    /// What begins the URIs at which there is nothing unless the run has seen it, as it listed everything there.
    pub nothing_below: &'a [String],
    /// When the run began.
    pub began: OffsetDateTime,
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

/// What is to be decided: who has the same audio.
pub async fn open_questions(transaction: &mut Transaction, scope: &Scope<'_>) -> Result<Vec<OpenQuestion>, Error> {
    questions(transaction, scope, include_str!("open.sql")).await
}

/// What may be the same audio, cut off or whole.
pub async fn open_kin(transaction: &mut Transaction, scope: &Scope<'_>) -> Result<Vec<OpenQuestion>, Error> {
    questions(transaction, scope, include_str!("kin.sql")).await
}

async fn questions(
    transaction: &mut Transaction,
    scope: &Scope<'_>,
    statement: &'static str,
) -> Result<Vec<OpenQuestion>, Error> {
    type Row = (Vec<u8>, AssetId, String, String, bool, bool, bool, String, OffsetDateTime);
    let rows: Vec<Row> = sqlx::query_as(statement)
        .persistent(KEEPS_ITS_PLAN)
        .bind(scope.library)
        .bind(scope.nothing_below)
        .bind(scope.began)
        .fetch_all(transaction.connection())
        .await
        .map_err(Error::doing(DOING))?;
    let mut questions: Vec<(Vec<u8>, OpenQuestion)> = Vec::new();
    for (identity, asset, uri, tags, is_destination, is_occupied, is_new, whereabouts, seen) in rows {
        let party = if is_destination {
            Party::Destination { asset, uri, tags, is_occupied, is_new }
        } else {
            let whereabouts = match whereabouts.as_str() {
                "LEFT" => Whereabouts::Left,
                "RETAGGED" => Whereabouts::Retagged,
                "UNSEEN" => Whereabouts::Unseen,
                "LOST" => Whereabouts::Lost,
                "UNREAD" => Whereabouts::Unread,
                "UNKNOWN" => Whereabouts::Unknown,
                _ => Whereabouts::Here,
            };
            Party::Source { asset, uri, tags, whereabouts, seen }
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
pub async fn follow(
    transaction: &mut Transaction,
    moves: &[(AssetId, AssetId)],
    scope: &Scope<'_>,
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
    let missing: Vec<AssetId> = sqlx::query_scalar(
        "select destination from landing where not is_new and destination not in (select source from landing)",
    )
    .fetch_all(&mut *connection)
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
    let moved: Vec<AssetId> = sqlx::query_scalar(
        "update assets a
        set uri = l.uri, size_bytes = l.size_bytes, etag = l.etag, last_modified = l.last_modified,
            changed_at = l.changed_at, last_seen_at = l.last_seen_at, finding = l.finding, status = 'PENDING',
            attempts = 0, claimed_by = null, claimed_until = null
        from landing l
        where a.id = l.source
        returning a.id",
    )
    .fetch_all(&mut *connection)
    .await
    .map_err(Error::doing(DOING))?;
    let anew: Vec<(String, bool)> = sqlx::query_as(
        "insert into assets (library_id, uri, status, size_bytes, etag, last_modified, changed_at, last_seen_at, finding,
            error_code, error_message, error_cause, prober_version, last_probed_at)
        select (left_behind).library_id, (left_behind).uri, case when is_damaged then 'FAILED' else 'PENDING' end,
            (left_behind).size_bytes, (left_behind).etag, (left_behind).last_modified, (left_behind).changed_at,
            (left_behind).last_seen_at, (left_behind).finding, (left_behind).error_code, (left_behind).error_message,
            (left_behind).error_cause, (left_behind).prober_version, (left_behind).last_probed_at
        from landing
        cross join lateral (
            select (left_behind).finding is null and (left_behind).status = 'FAILED' and (left_behind).last_seen_at >= $2
        ) as d (is_damaged)
        where ((left_behind).finding is not null or is_damaged) and source not in (select destination from landing)
            and not ((left_behind).uri ^@ any($1) and (left_behind).last_seen_at < $2)
        returning uri, finding is not null",
    )
    .bind(scope.nothing_below)
    .bind(scope.began)
    .fetch_all(connection)
    .await
    .map_err(Error::doing(DOING))?;
    let anew = anew.into_iter().filter(|(_, is_read)| *is_read).map(|(uri, _)| uri).collect();
    Ok(Followed { moved, missing, anew })
}

/// What came of letting tracks follow their audio.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Followed {
    pub moved: Vec<AssetId>,
    /// Whose address was taken, and who has none to go to.
    pub missing: Vec<AssetId>,
    /// The addresses that were left, where something else has been read since.
    pub anew: Vec<String>,
}

/// Whether another worker than this is reading files of a library just now, or has taken what the run has seen.
pub async fn others_are_reading(transaction: &mut Transaction, scope: &Scope<'_>, worker: &str) -> Result<bool, Error> {
    sqlx::query_scalar(
        "select exists (
            select
            from assets
            where library_id = $1 and status in ('PENDING', 'PROCESSING') and (
                status = 'PROCESSING' and claimed_by <> $2 and claimed_until > clock_timestamp()
                -- A claim that isn't committed yet.
                or status = 'PENDING' and finding is null and last_seen_at >= $3 and uri ^@ any($4)
            )
        )",
    )
    .bind(scope.library)
    .bind(worker)
    .bind(scope.began)
    .bind(scope.places)
    .fetch_one(transaction.connection())
    .await
    .map_err(Error::doing(DOING))
}

/// Which assets have something that was found and isn't decided; below the places, only what the run has seen there.
pub async fn findings(transaction: &mut Transaction, scope: &Scope<'_>) -> Result<Vec<AssetId>, Error> {
    sqlx::query_scalar(
        "select id
        from assets
        where library_id = $1 and finding is not null and not finding ? 'is_settled'
            and (last_seen_at >= $3 or not uri ^@ any($2))
        order by id",
    )
    .bind(scope.library)
    .bind(scope.places)
    .bind(scope.began)
    .fetch_all(transaction.connection())
    .await
    .map_err(Error::doing(DOING))
}

/// Notes of these assets that what was found at their addresses is theirs. It holds from the same commit on as the
/// moves do, so that a run that is killed before all is written leaves nothing to be decided anew.
pub async fn settle(transaction: &mut Transaction, assets: &[AssetId]) -> Result<(), Error> {
    sqlx::query(
        "update assets
        set finding = finding || '{\"is_settled\": true}'
        where id = any($1) and finding is not null",
    )
    .bind(assets)
    .execute(transaction.connection())
    .await
    .map_err(Error::doing(DOING))?;
    Ok(())
}

/// Which assets of a library have something that was found, is decided and isn't written.
pub async fn settled(transaction: &mut Transaction, library: LibraryId) -> Result<Vec<AssetId>, Error> {
    sqlx::query_scalar(
        "select id
        from assets
        where library_id = $1 and finding is not null and finding ? 'is_settled'
        order by id",
    )
    .bind(library)
    .fetch_all(transaction.connection())
    .await
    .map_err(Error::doing(DOING))
}

/// Writes what was found at the addresses of these assets, where that is decided.
pub async fn write_settled(transaction: &mut Transaction, assets: &[AssetId]) -> Result<Completed, Error> {
    be_patient(transaction).await?;
    type Row = (String, serde_json::Value);
    let rows: Vec<Row> = sqlx::query_as(
        "update assets
        set status = 'PROCESSING', claimed_until = clock_timestamp() + interval '10 min'
        where id = any($1) and finding is not null and finding ? 'is_settled'
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
