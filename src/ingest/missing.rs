//! The end of a run, second part: what was there and isn't any more.

use futures::StreamExt;
use futures::stream;

use super::listing::{Unlisted, unlisted};
use super::place::Place;
use super::run::{Error, Run, insist};
use crate::catalog::assets;
use crate::objects::ObjectUri;
use crate::track::AssetId;

/// Assets read and marked at a time.
const PAGE: usize = 1_000;
/// Addresses that are asked about at a time.
const LOOKS_AT_ONCE: usize = 32;

impl Place<'_> {
    /// Marks what a complete listing did not give, unless that is too much to be believed.
    pub async fn mark_missing(&self, run: &Run<'_>) -> Result<(), Error> {
        if !self.is_complete {
            return Ok(());
        }
        let missing = self.unseen(run).await?;
        let known = run.catalog.count_known(run.library, &self.uri.folder_prefix(), run.began).await?;
        let listed = self.report(|report| report.listed);
        if run.options.doubts(missing.len() as u64, known, listed) {
            self.report(|report| report.doubted = missing.len() as u64);
            return Ok(());
        }
        for assets in missing.chunks(PAGE) {
            let marked = insist(async || {
                let mut transaction = run.catalog.begin().await?;
                let marked = assets::mark_missing(&mut transaction, assets, run.began).await?;
                transaction.commit().await.map(|()| marked)
            })
            .await?;
            self.report(|report| report.missing += marked);
        }
        Ok(())
    }

    /// What wasn't seen and isn't there: not what this run was told to pass over, nor what a listing never gives, nor
    /// what lies behind a link that leads nowhere, unless it is meant to be gone.
    pub async fn unseen(&self, run: &Run<'_>) -> Result<Vec<AssetId>, Error> {
        let prefix = self.uri.folder_prefix();
        let (mut unseen, mut behind_dangling, mut after) = (Vec::new(), 0, String::new());
        loop {
            let page = run.catalog.unseen(run.library, &prefix, run.began, &after, PAGE as i64).await?;
            let Some((_, last)) = page.last() else { break };
            after.clone_from(last);
            let mut unlooked = Vec::new();
            for (asset, uri) in page {
                match unlisted(&uri, self.uri, &run.options.rules) {
                    Unlisted::PassedOver => {}
                    Unlisted::Unlooked => unlooked.push((asset, uri)),
                    Unlisted::Gone if !run.options.allow_missing && self.is_behind_dangling(&uri) => {
                        behind_dangling += 1;
                    }
                    Unlisted::Gone => unseen.push(asset),
                }
            }
            let looks = stream::iter(unlooked).map(|(asset, uri)| async move {
                let Ok(uri) = ObjectUri::parse(&uri) else { return None };
                run.objects.is_absent(&uri).await.then_some(asset)
            });
            unseen.extend(looks.buffered(LOOKS_AT_ONCE).filter_map(std::future::ready).collect::<Vec<_>>().await);
        }
        if behind_dangling > 0 {
            self.report(|report| {
                report.name_listing_error(format!(
                    "{}: {behind_dangling} catalogued files were behind symbolic links that lead nowhere now; mount \
                     what they lead to, or say by --allow-missing that it is gone",
                    self.uri
                ));
            });
        }
        Ok(unseen)
    }
}
