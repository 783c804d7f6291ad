//! The triggers that fill the feed: whether they are all there and fire, on the tables that have the names now.

use crate::catalog::error::Error;
use crate::catalog::pool::{Catalog, Check};

/// How long attaching waits for whoever writes, while others wait behind it.
const PATIENCE: &str = "set local lock_timeout = '500ms'";

impl Catalog {
    /// What would change tracks without the feed recording it, in words; none while all is well.
    pub async fn feed_gaps(&self) -> Result<Vec<String>, Error> {
        sqlx::query_scalar(include_str!("gaps.sql"))
            .fetch_all(&self.pool)
            .await
            .map_err(Error::doing("looking at the feed's triggers"))
    }

    /// Makes every trigger anew where it belongs; only the tables' owner may. Once this is done, each change that
    /// commits is recorded.
    pub async fn attach_feed(&self) -> Result<(), Error> {
        let doing = "attaching the feed's triggers";
        let mut transaction = self.pool.begin().await.map_err(Error::doing(doing))?;
        for statement in [PATIENCE, "select needledrop_attach_feed()"] {
            sqlx::query(statement).execute(&mut *transaction).await.map_err(Error::doing(doing))?;
        }
        transaction.commit().await.map_err(Error::doing(doing))
    }

    /// The same for somebody who looks.
    pub(in crate::catalog) async fn check_feed(&self) -> Result<Check, Error> {
        let gaps = self.feed_gaps().await?;
        let found = if gaps.is_empty() { "recorded, whoever makes them".to_owned() } else { gaps.join(", ") };
        let mend = "`needledrop migrate up`, as the owner of the tables, attaches the triggers again, and `needledrop verify \
                    --repair` takes over what the index has missed; publish to this database no tables but assets and audio_tracks";
        Ok(Check::new("changes", found, gaps.is_empty(), mend))
    }
}
