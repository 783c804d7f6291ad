//! The end of a run, second part: what was there and isn't any more.

use futures::StreamExt;
use futures::stream;

use super::listing::{Unlisted, unlisted};
use super::place::Place;
use super::run::{Error, Run, insist};
use crate::catalog::assets::{self, Named};
use crate::objects::ObjectUri;
use crate::track::AssetId;

/// Assets read and marked at a time.
const PAGE: usize = 1_000;
/// So many copies of what is missing are named.
const COPIES_NAMED: i64 = 20;
/// Addresses that are asked about at a time.
const LOOKS_AT_ONCE: usize = 32;

impl Place<'_> {
    /// Marks what a complete listing did not give, unless that is too much to be believed.
    pub async fn mark_missing(&self, run: &Run<'_>) -> Result<(), Error> {
        if !self.is_complete {
            return Ok(());
        }
        let missing = self.unseen(run).await?;
        self.note_what_hides(run, &missing).await;
        let missing: Vec<AssetId> = missing.into_iter().map(|(asset, _)| asset).collect();
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
        self.say_what_has_copies(run, &missing).await
    }

    /// Says of what is missing that its audio is still at other addresses, whose tracks don't have what people gave it.
    async fn say_what_has_copies(&self, run: &Run<'_>, missing: &[AssetId]) -> Result<(), Error> {
        if missing.is_empty() {
            return Ok(());
        }
        let mut transaction = run.catalog.begin().await?;
        let (count, copies) = assets::copies_of(&mut transaction, missing, COPIES_NAMED).await?;
        drop(transaction);
        if count == 0 {
            return Ok(());
        }
        let named: Vec<String> = copies.into_iter().map(|(from, to)| format!("{from} → {to}")).collect();
        let more = count - named.len() as u64;
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        self.report(|report| {
            report.warnings.push(format!(
                "{count} tracks that are missing now have the same audio at another address, whose own tracks stay as \
                 they are: {}{more}",
                named.join(", ")
            ));
        });
        Ok(())
    }

    /// Notes by which files folders leave out what is there and was catalogued.
    async fn note_what_hides(&self, run: &Run<'_>, missing: &[Named]) {
        let looks = stream::iter(missing)
            .map(|(_, uri)| async move { run.objects.left_out_by(self.uri, &ObjectUri::parse(uri).ok()?).await });
        let mut hiding = looks.buffered(LOOKS_AT_ONCE).filter_map(std::future::ready).boxed();
        while let Some(file) = hiding.next().await {
            self.note_hidden(file.as_str(), 1);
        }
    }

    /// What wasn't seen and isn't there.
    pub async fn unseen(&self, run: &Run<'_>) -> Result<Vec<Named>, Error> {
        let prefix = self.uri.folder_prefix();
        let (mut unseen, mut behind_dangling, mut after) = (Vec::new(), 0, String::new());
        loop {
            let page =
                run.catalog.unseen(run.library, self.uri.as_str(), &prefix, run.began, &after, PAGE as i64).await?;
            let Some((_, last)) = page.last() else { break };
            after.clone_from(last);
            let looks = stream::iter(page).map(|named| async move {
                let lack = self.lacks(run, &named.1).await;
                (named, lack)
            });
            let looked: Vec<_> = looks.buffered(LOOKS_AT_ONCE).collect().await;
            behind_dangling += looked.iter().filter(|(_, lack)| *lack == Lack::BehindDangling).count();
            unseen.extend(looked.into_iter().filter(|(_, lack)| *lack == Lack::Gone).map(|(named, _)| named));
        }
        if behind_dangling > 0 {
            self.report(|report| {
                report.listing_errors.push(format!(
                    "{}: {behind_dangling} catalogued files were behind symbolic links that lead nowhere now; mount \
                     what they lead to, or say by --allow-missing that it is gone",
                    self.uri
                ));
            });
        }
        Ok(unseen)
    }

    /// Whether what was at this address below the place, and was not given by a complete listing, is gone: not what
    /// this run was told to pass over, nor what a listing never gives, nor what lies behind a link that leads nowhere,
    /// unless it is meant to be gone.
    pub async fn lacks(&self, run: &Run<'_>, uri: &str) -> Lack {
        let is_gone = match unlisted(uri, self.uri, &run.options.rules) {
            Unlisted::PassedOver => false,
            Unlisted::Gone if !run.options.allow_missing && self.is_behind_dangling(uri) => {
                return Lack::BehindDangling;
            }
            Unlisted::Gone => true,
            Unlisted::Unlooked => match ObjectUri::parse(uri) {
                Ok(uri) => run.objects.is_absent(&uri).await,
                Err(_) => false,
            },
        };
        if is_gone { Lack::Gone } else { Lack::StillThere }
    }
}

/// What it means that a complete listing did not give an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    Gone,
    StillThere,
    /// It was behind a link that leads nowhere now, and may come back.
    BehindDangling,
}
