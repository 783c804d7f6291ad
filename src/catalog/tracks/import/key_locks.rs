//! One writer at a time for whatever a track is matched on: neither URIs nor names are unique, so two writers that
//! don't see each other's rows could both insert one.
//!
//! There are too many names for a lock each, so they share a fixed number of locks. A single row waits for whoever
//! holds its own lock, never for a whole import.

use std::collections::BTreeSet;

use sqlx::PgConnection;

use crate::catalog::error::Error;
use crate::track::NewTrack;

pub(super) const KEY_LOCKS: usize = 256;

/// The lock of what a track is matched on. An external id is unique, so where there is a URI too, that one
/// counts: a row without the external id may name the same track by it.
pub(super) fn key_lock(track: &NewTrack) -> usize {
    let hash = match (&track.id, &track.audio_uri, &track.external_id) {
        (Some(id), ..) => hash([id.as_bytes()]),
        (None, Some(uri), _) => return of_uri(uri),
        (None, None, Some(external_id)) => hash([external_id.as_bytes()]),
        (None, None, None) => {
            let name = [track.artist.as_deref(), Some(&track.title), track.album.as_deref()];
            hash(name.map(|part| part.unwrap_or_default().as_bytes()))
        }
    };
    hash as usize % KEY_LOCKS
}

fn of_uri(uri: &str) -> usize {
    hash([uri.as_bytes()]) as usize % KEY_LOCKS
}

/// FNV-1a, so that programs of different versions, which may write side by side, agree.
fn hash<const N: usize>(parts: [&[u8]; N]) -> u64 {
    let bytes = parts.into_iter().flat_map(|part| part.iter().chain(&[0x1f]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Waits for these locks and holds them until the transaction ends. All at once and in one order, so that writers
/// don't wait for one another in a circle.
pub(super) async fn lock(connection: &mut PgConnection, key_locks: BTreeSet<usize>) -> Result<(), Error> {
    const ALONE: &str =
        "select pg_advisory_xact_lock(hashtext('needledrop tracks'), key_lock) from unnest($1::int[]) as key_lock";
    take(connection, ALONE, key_locks).await
}

/// The same for those who make tracks of objects: each object is one worker's, so they keep out all others, but not
/// each other.
pub(in crate::catalog) async fn share<'a>(
    connection: &mut PgConnection,
    uris: impl Iterator<Item = &'a str>,
) -> Result<(), Error> {
    const TOGETHER: &str = "select pg_advisory_xact_lock_shared(hashtext('needledrop tracks'), key_lock) from unnest($1::int[]) as key_lock";
    take(connection, TOGETHER, uris.map(of_uri).collect()).await
}

async fn take(connection: &mut PgConnection, lock: &'static str, key_locks: BTreeSet<usize>) -> Result<(), Error> {
    sqlx::query(lock)
        .bind(key_locks.into_iter().map(|key_lock| key_lock as i32).collect::<Vec<_>>())
        .execute(connection)
        .await
        .map(|_| ())
        .map_err(Error::doing("waiting for another writer"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn track(external_id: &str, audio_uri: &str, artist: &str) -> NewTrack {
        let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        NewTrack {
            external_id: text(external_id),
            audio_uri: text(audio_uri),
            artist: text(artist),
            title: "Jóga".into(),
            ..NewTrack::default()
        }
    }

    #[test]
    fn rows_that_may_name_one_track_share_a_bucket() {
        assert_eq!(key_lock(&track("", "", "")), key_lock(&NewTrack { artist: Some("".into()), ..track("", "", "") }));
        assert_eq!(key_lock(&track("x", "s3://b/1", "a")), key_lock(&track("", "s3://b/1", "b")));
        assert_eq!(key_lock(&track("x", "", "a")), key_lock(&track("x", "", "b")));
    }

    #[test]
    fn the_bucket_of_a_name_is_the_same_in_every_version() {
        assert_eq!(["Björk", "Sigur Rós", ""].map(|artist| key_lock(&track("", "", artist))), [194, 163, 104]);
    }

    #[test]
    fn names_are_spread_over_all_buckets() {
        let used: BTreeSet<usize> = (0..10_000).map(|n| key_lock(&track("", "", &format!("Artist {n}")))).collect();
        assert_eq!(used.len(), KEY_LOCKS);
    }
}
