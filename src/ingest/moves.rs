//! The end of a run, first part: tracks follow their audio to where it is now.

use futures::StreamExt;
use futures::stream;
use rustc_hash::FxHashSet;

use super::matching::{File, Matches, matches};
use super::run::{Error, Run};
use crate::catalog::assets::{self, OpenQuestion, Party, Whereabouts};
use crate::objects::{self, ObjectUri};
use crate::track::AssetId;

/// Addresses that are asked about at a time.
const LOOKS_AT_ONCE: usize = 32;
/// Files written by one statement.
const BATCH: usize = 256;

impl Run<'_> {
    /// Decides which of the files that came are files that went, and writes what was found in all of them.
    pub(super) async fn decide(&self, is_complete: bool) -> Result<(), Error> {
        let place = self.place.folder_prefix();
        let complete_below = is_complete.then_some(place.as_str());
        let mut transaction = self.catalog.begin().await?;
        assets::lock_decisions(&mut transaction, self.library).await?;
        let questions = assets::open_questions(&mut transaction, self.library, complete_below, self.began).await?;
        let (mut moves, mut undecided) = (Vec::new(), FxHashSet::default());
        for question in &questions {
            match self.answer(question).await {
                Some(mut answered) => moves.append(&mut answered),
                None => undecided.extend(destinations(question).map(|(asset, _)| asset)),
            }
        }
        let moved = assets::follow(&mut transaction, &moves).await?;
        let mut found = assets::findings(&mut transaction, self.library).await?;
        transaction.commit().await?;
        self.report(|report| {
            report.moved = moved;
            report.undecided = undecided.len() as u64;
        });
        found.retain(|asset| !undecided.contains(asset));
        for assets in found.chunks(BATCH) {
            let mut transaction = self.catalog.begin().await?;
            assets::decided(&mut transaction, assets).await?;
            transaction.commit().await?;
        }
        Ok(())
    }

    /// Who goes where, of those with the same audio; none while somebody is still reading where it was.
    async fn answer(&self, question: &OpenQuestion) -> Option<Vec<(AssetId, AssetId)>> {
        let to: Vec<_> = destinations(question).collect();
        if to.is_empty() {
            return Some(Vec::new());
        }
        let sources = question.parties.iter().filter_map(|party| match party {
            Party::Source { asset, uri, whereabouts } => Some((*asset, uri.as_str(), *whereabouts)),
            Party::Destination { .. } => None,
        });
        let looked = stream::iter(sources)
            .map(|(asset, uri, whereabouts)| async move { (asset, uri, self.look(uri, whereabouts).await) })
            .buffered(LOOKS_AT_ONCE);
        let sources: Vec<_> = looked.collect().await;
        if sources.iter().any(|(.., whereabouts)| *whereabouts == Whereabouts::Unread) {
            return None;
        }
        let (mut moves, mut to) = (Vec::new(), to);
        // What has left just now has rather come here than what has been missing for long.
        for whereabouts in [Whereabouts::Left, Whereabouts::Lost] {
            let from = sources.iter().filter(|(.., is)| *is == whereabouts);
            let from: Vec<_> = from.map(|&(asset, uri, _)| (asset, uri)).collect();
            let Matches { moves: told, undecided } = matches(&files(&from), &files(&to));
            if !undecided.0.is_empty() {
                self.say_undecided(undecided.0.iter().map(|&at| from[at].1), undecided.1.iter().map(|&at| to[at].1));
                return Some([moves, told].concat());
            }
            to.retain(|(asset, _)| told.iter().all(|(_, destination)| destination != asset));
            moves.extend(told);
        }
        Some(moves)
    }

    fn say_undecided<'a>(&self, from: impl Iterator<Item = &'a str>, to: impl Iterator<Item = &'a str>) {
        let (from, to): (Vec<_>, Vec<_>) = (from.collect(), to.collect());
        self.report(|report| {
            report.warn(format!(
                "the same audio was at {} and is at {} now; which is which can't be told, so those that came are new \
                 tracks, and those that went are missing",
                from.join(", "),
                to.join(", "),
            ));
        });
    }

    /// Looks at an address that nobody has looked at in this run. In doubt its audio is there, and what came is a copy.
    async fn look(&self, uri: &str, whereabouts: Whereabouts) -> Whereabouts {
        if whereabouts != Whereabouts::Unknown {
            return whereabouts;
        }
        let Ok(uri) = ObjectUri::parse(uri) else { return Whereabouts::Here };
        match self.objects.stat(&uri).await {
            Err(objects::Error::NotFound { .. }) => Whereabouts::Left,
            _ => Whereabouts::Here,
        }
    }
}

fn destinations(question: &OpenQuestion) -> impl Iterator<Item = (AssetId, &str)> {
    question.parties.iter().filter_map(|party| match party {
        Party::Destination { asset, uri } => Some((*asset, uri.as_str())),
        Party::Source { .. } => None,
    })
}

fn files(named: &[(AssetId, &str)]) -> Vec<File<AssetId>> {
    let name = |uri: &str| ObjectUri::parse(uri).map_or_else(|_| uri.to_owned(), |uri| uri.name());
    named.iter().map(|&(id, uri)| File { id, name: name(uri) }).collect()
}
