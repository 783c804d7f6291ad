//! The end of a run, second part: what was there and isn't any more.

use super::listing::is_passed_over;
use super::run::{Error, Run, insist};
use crate::catalog::assets;
use crate::track::AssetId;

/// Assets read and marked at a time.
const PAGE: usize = 1_000;

impl Run<'_> {
    /// Marks what a complete listing did not give, unless that is too much to be believed.
    pub(super) async fn mark_missing(&self) -> Result<(), Error> {
        let missing = self.unseen().await?;
        let known = self.catalog.count_known(self.library, &self.place.folder_prefix(), self.began).await?;
        let listed = self.report(|report| report.listed);
        if self.options.doubts(missing.len() as u64, known, listed) {
            self.report(|report| report.doubted = missing.len() as u64);
            return Ok(());
        }
        for assets in missing.chunks(PAGE) {
            let marked = insist(async || {
                let mut transaction = self.catalog.begin().await?;
                let marked = assets::mark_missing(&mut transaction, assets, self.began).await?;
                transaction.commit().await.map(|()| marked)
            })
            .await?;
            self.report(|report| report.missing += marked);
        }
        Ok(())
    }

    /// What wasn't seen, but for what this run was told to pass over.
    async fn unseen(&self) -> Result<Vec<AssetId>, Error> {
        let prefix = self.place.folder_prefix();
        let (mut unseen, mut after) = (Vec::new(), String::new());
        loop {
            let page = self.catalog.unseen(self.library, &prefix, self.began, &after, PAGE as i64).await?;
            let Some((_, last)) = page.last() else { return Ok(unseen) };
            after.clone_from(last);
            let is_missing = |uri: &str| !is_passed_over(uri, self.place, &self.options.rules);
            unseen.extend(page.iter().filter(|(_, uri)| is_missing(uri)).map(|(asset, _)| *asset));
        }
    }
}
