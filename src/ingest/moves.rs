//! The end of a run, first part: tracks follow their audio to where it is now.

use futures::StreamExt;
use futures::stream;
use rustc_hash::FxHashSet;

use super::matching::{File, Matches, matches};
use super::run::{Error, Run, insist};
use crate::catalog::assets::{self, OpenQuestion, Party, Whereabouts};
use crate::objects::{self, ObjectUri};
use crate::track::AssetId;

/// Addresses that are asked about at a time.
const LOOKS_AT_ONCE: usize = 32;
/// Files written by one statement.
const BATCH: usize = 256;

impl Run<'_> {
    /// Decides which of the files that came are files that went, and writes what was found in all of them.
    ///
    /// Answers whether it has: where another run is still reading, what that finds counts as well, and it decides.
    pub(super) async fn decide(&self, is_complete: bool) -> Result<bool, Error> {
        let place = self.place.folder_prefix();
        let complete_below = is_complete.then_some(place.as_str());
        let mut transaction = self.catalog.begin().await?;
        assets::lock_decisions(&mut transaction, self.library).await?;
        if assets::others_are_reading(&mut transaction, self.library, self.worker.name()).await? {
            let found = assets::findings(&mut transaction, self.library, &place, self.began).await?;
            self.report(|report| report.undecided = found.len() as u64);
            return Ok(false);
        }
        let questions = assets::open_questions(&mut transaction, self.library, complete_below, self.began).await?;
        let (mut moves, mut undecided) = (Vec::new(), FxHashSet::default());
        for question in &questions {
            match self.answer(question).await {
                Some(mut answered) => {
                    self.say_replaced(question, &answered);
                    moves.append(&mut answered);
                }
                None => undecided.extend(destinations(question).map(|file| file.id)),
            }
        }
        let followed = assets::follow(&mut transaction, &moves, complete_below, self.began).await?;
        let mut found = assets::findings(&mut transaction, self.library, &place, self.began).await?;
        transaction.commit().await?;
        self.report(|report| {
            report.moved = followed.moved;
            report.missing = followed.missing;
            report.undecided = undecided.len() as u64;
        });
        found.retain(|asset| !undecided.contains(asset));
        for assets in found.chunks(BATCH) {
            insist(async || {
                let mut transaction = self.catalog.begin().await?;
                assets::decided(&mut transaction, assets).await?;
                transaction.commit().await
            })
            .await?;
        }
        Ok(true)
    }

    /// Who goes where, of those with the same audio; none while somebody is still reading where it was.
    async fn answer(&self, question: &OpenQuestion) -> Option<Vec<(AssetId, AssetId)>> {
        let to: Vec<_> = destinations(question).collect();
        if to.is_empty() {
            return Some(Vec::new());
        }
        let sources = question.parties.iter().filter_map(|party| match party {
            Party::Source { asset, uri, tags, whereabouts } => Some((file(*asset, uri, tags), uri, *whereabouts)),
            Party::Destination { .. } => None,
        });
        let looked = stream::iter(sources)
            .map(|(file, uri, whereabouts)| async move { (file, uri, self.look(uri, whereabouts).await) })
            .buffered(LOOKS_AT_ONCE);
        let sources: Vec<_> = looked.collect().await;
        if sources.iter().any(|(.., whereabouts)| *whereabouts == Whereabouts::Unread) {
            return None;
        }
        let (mut moves, mut to) = (Vec::new(), to);
        // What has left just now has rather come here than what has been missing for long.
        for whereabouts in [Whereabouts::Left, Whereabouts::Lost] {
            let from: Vec<_> = sources.iter().filter(|(.., is)| *is == whereabouts).collect();
            let files: Vec<_> = from.iter().map(|(file, ..)| file.clone()).collect();
            let Matches { moves: told, undecided } = matches(&files, &to);
            if !undecided.0.is_empty() {
                let addresses = |id: AssetId| question.parties.iter().find_map(|party| party.at(id));
                self.say_undecided(
                    undecided.0.iter().map(|&at| from[at].1.as_str()),
                    undecided.1.iter().filter_map(|&at| addresses(to[at].id)),
                );
                return Some([moves, told].concat());
            }
            to.retain(|file| told.iter().all(|(_, destination)| *destination != file.id));
            moves.extend(told);
        }
        Some(moves)
    }

    fn say_undecided<'a>(&self, from: impl Iterator<Item = &'a str>, to: impl Iterator<Item = &'a str>) {
        let (from, to): (Vec<_>, Vec<_>) = (from.collect(), to.collect());
        self.report(|report| {
            report.warn(format!(
                "the same audio was at {} and is at {} now; which is which can't be told, so those that came are new \
                 tracks without what people gave the others",
                from.join(", "),
                to.join(", "),
            ));
        });
    }

    /// Where other audio is at an address, and that hasn't come from elsewhere, the track of the address goes on.
    fn say_replaced(&self, question: &OpenQuestion, moves: &[(AssetId, AssetId)]) {
        for party in &question.parties {
            if let Party::Destination { asset, uri, is_occupied: true, .. } = party
                && moves.iter().all(|(_, destination)| destination != asset)
            {
                self.report(|report| {
                    report.replaced += 1;
                    report.warn(format!(
                        "{uri} holds other audio than before; it stays the same track, with what people gave it"
                    ));
                });
            }
        }
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

fn destinations(question: &OpenQuestion) -> impl Iterator<Item = File<AssetId>> {
    question.parties.iter().filter_map(|party| match party {
        Party::Destination { asset, uri, tags, .. } => Some(file(*asset, uri, tags)),
        Party::Source { .. } => None,
    })
}

fn file(id: AssetId, uri: &str, tags: &str) -> File<AssetId> {
    let name = ObjectUri::parse(uri).map_or_else(|_| uri.to_owned(), |uri| uri.name());
    File { id, name, tags: tags.to_owned() }
}
