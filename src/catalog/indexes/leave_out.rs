//! Dropping the indexes that no writer needs, and noting them as due, in one transaction.

use sqlx::{AssertSqlSafe, Connection};

use super::lock::IndexLock;
use crate::catalog::error::Error;

/// What a write costs most by, and no write looks anything up in; those that take longest to build come first. Not
/// here: what tells tracks apart (ids, addresses, names), and what costs next to nothing.
pub(super) const LEFT_OUT: [&str; 9] = [
    "audio_tracks_folded_names_trgm_idx",
    "audio_tracks_written_names_trgm_idx",
    "audio_tracks_search_vector_idx",
    "audio_tracks_name_folded_idx",
    "audio_tracks_title_folded_idx",
    "audio_tracks_labels_idx",
    "audio_tracks_genres_folded_idx",
    "audio_tracks_artist_album_idx",
    "audio_tracks_attributes_idx",
];

const DOING: &str = "leaving out indexes";

impl IndexLock {
    /// Answers whether that was possible: not if somebody keeps the table to himself for longer than two seconds, in
    /// which others would wait behind us, or if something depends on one of them. What the user has dropped stays
    /// dropped.
    pub(in crate::catalog) async fn leave_out(&mut self) -> bool {
        let done = self.try_leave_out().await;
        if let Err(error) = &done {
            tracing::debug!(%error, "all indexes are kept");
        }
        done.is_ok()
    }

    async fn try_leave_out(&mut self) -> Result<(), Error> {
        let mut transaction = self.0.begin().await.map_err(Error::doing(DOING))?;
        // Longer than PostgreSQL needs to send autovacuum away.
        sqlx::query("set local lock_timeout = '2s'").execute(&mut *transaction).await.map_err(Error::doing(DOING))?;
        let indexes: Option<String> = sqlx::query_scalar(
            "with due as (
                insert into due_indexes (name, definition)
                select c.relname, pg_get_indexdef(c.oid) || coalesce(' tablespace ' || quote_ident(s.spcname), '')
                from pg_index i
                join pg_class c on c.oid = i.indexrelid
                left join pg_tablespace s on s.oid = c.reltablespace
                -- A name may be anybody's: one that checks something, or leaves rows out, isn't ours.
                where i.indrelid = 'audio_tracks'::regclass and c.relname = any($1) and not i.indisunique
                    and i.indpred is null
                on conflict (name) do update set definition = excluded.definition
                returning name
            )
            select string_agg(c.oid::regclass::text, ', ')
            from due
            join pg_class c on c.relname = due.name
            join pg_index i on i.indexrelid = c.oid and i.indrelid = 'audio_tracks'::regclass",
        )
        .bind(LEFT_OUT.as_slice())
        .fetch_one(&mut *transaction)
        .await
        .map_err(Error::doing(DOING))?;
        if let Some(indexes) = indexes {
            sqlx::query(AssertSqlSafe(format!("drop index {indexes}")))
                .execute(&mut *transaction)
                .await
                .map_err(Error::doing(DOING))?;
        }
        transaction.commit().await.map_err(Error::doing(DOING))
    }
}
