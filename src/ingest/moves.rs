//! The end of a run, first part: tracks follow their audio to where it is now.

use futures::StreamExt;
use futures::stream;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Report;
use super::matching::{File, Matches, matches};
use super::place::Place;
use super::run::{Error, Run, insist};
use crate::catalog::assets::{self, OpenQuestion, Party, Scope, Whereabouts};
use crate::objects::ObjectUri;
use crate::track::AssetId;

/// Addresses that are asked about at a time.
const LOOKS_AT_ONCE: usize = 32;
/// Files written by one statement.
const BATCH: usize = 256;

/// An answer to an open question.
enum Answer {
    /// From where to where, and what could not be told.
    Told { moves: Vec<(AssetId, AssetId)>, undecided: Option<String> },
    /// Somebody is still reading where it was.
    Unread,
}

impl Run<'_> {
    /// Decides which of the files that came are files that went, and writes what was found in all of them.
    ///
    /// Answers whether it has: where another run is still reading, what that finds counts as well, and the next
    /// decides.
    pub(super) async fn decide(&self, places: &[&Place<'_>]) -> Result<bool, Error> {
        let prefixes: Vec<String> = places.iter().map(|place| place.uri.folder_prefix()).collect();
        let nothing_below: Vec<String> = places.iter().filter_map(|place| place.known_below(self)).collect();
        let scope =
            Scope { library: self.library, places: &prefixes, nothing_below: &nothing_below, began: self.began };
        let mut transaction = self.catalog.begin().await?;
        assets::lock_decisions(&mut transaction, self.library).await?;
        if assets::others_are_reading(&mut transaction, &scope, self.worker.name()).await? {
            let found = assets::findings(&mut transaction, &scope).await?;
            self.say_waiting(places, found).await?;
            return Ok(false);
        }
        // What a run had decided that was killed then is not asked again: half of it may be done.
        self.write_settled(assets::settled(&mut transaction, self.library).await?).await?;
        let questions = assets::open_questions(&mut transaction, &scope).await?;
        let whereabouts = self.look_at_all(places, &questions).await;
        let place_of = |uri: &str| -> &Place<'_> {
            let holds = |place: &&&Place<'_>| uri.starts_with(&place.uri.folder_prefix()) || uri == place.uri.as_str();
            places.iter().find(holds).or(places.last()).expect("nothing is asked without a place")
        };
        let (mut moves, mut undecided) = (Vec::new(), FxHashSet::default());
        for question in &questions {
            match answer(question, &whereabouts) {
                Answer::Told { moves: told, undecided } => {
                    say_replaced(question, &told, place_of);
                    if let (Some(undecided), Some((_, uri))) = (undecided, destinations(question).next()) {
                        place_of(uri).report(|report| report.warn(undecided));
                    }
                    moves.extend(told);
                }
                Answer::Unread => undecided.extend(destinations(question).map(|(file, _)| file.id)),
            }
        }
        let addresses: FxHashMap<AssetId, &str> =
            questions.iter().flat_map(|question| destinations(question).map(|(file, uri)| (file.id, uri))).collect();
        let followed = assets::follow(&mut transaction, &moves, &scope).await?;
        let mut found = assets::findings(&mut transaction, &scope).await?;
        found.retain(|asset| !undecided.contains(asset));
        assets::settle(&mut transaction, &found).await?;
        transaction.commit().await?;
        let count = |ids: &mut dyn Iterator<Item = AssetId>, count: fn(&mut Report) -> &mut u64| {
            for uri in ids.filter_map(|id| addresses.get(&id)) {
                place_of(uri).report(|report| *count(report) += 1);
            }
        };
        let moved: FxHashMap<_, _> = moves.into_iter().collect();
        count(&mut followed.moved.iter().filter_map(|source| moved.get(source).copied()), |report| &mut report.moved);
        count(&mut followed.missing.into_iter(), |report| &mut report.missing);
        count(&mut undecided.into_iter(), |report| &mut report.undecided);
        self.write_settled(found).await?;
        Ok(true)
    }

    /// Writes what was found where it is decided whose it is.
    async fn write_settled(&self, settled: Vec<AssetId>) -> Result<(), Error> {
        for assets in settled.chunks(BATCH) {
            insist(async || {
                let mut transaction = self.catalog.begin().await?;
                assets::write_settled(&mut transaction, assets).await?;
                transaction.commit().await
            })
            .await?;
        }
        Ok(())
    }

    /// Says what waits for another run: what was found here, and what isn't there.
    async fn say_waiting(&self, places: &[&Place<'_>], found: Vec<AssetId>) -> Result<(), Error> {
        let mut waiting = found.len();
        for place in places.iter().filter(|place| place.is_complete) {
            waiting += place.unseen(self).await?.len();
        }
        if let Some(place) = places.last() {
            place.report(|report| report.undecided = waiting as u64);
        }
        Ok(())
    }

    /// Where the audio of all sources is.
    async fn look_at_all(&self, places: &[&Place<'_>], questions: &[OpenQuestion]) -> FxHashMap<AssetId, Whereabouts> {
        let sources = questions.iter().flat_map(sources);
        let looks = sources.map(|(file, uri, known)| async move { (file.id, self.look(places, uri, known).await) });
        stream::iter(looks).buffer_unordered(LOOKS_AT_ONCE).collect().await
    }

    /// Looks at an address that this run has not seen, or has not looked at. In doubt its audio is there, and what came
    /// is a copy.
    async fn look(&self, places: &[&Place<'_>], uri: &str, known: Whereabouts) -> Whereabouts {
        let Ok(parsed) = ObjectUri::parse(uri) else { return Whereabouts::Here };
        let is_gone = match known {
            Whereabouts::Unseen if self.options.allow_missing => self.objects.is_absent(&parsed).await,
            Whereabouts::Unseen => {
                !places.iter().any(|place| place.is_behind_dangling(uri)) && self.objects.is_absent(&parsed).await
            }
            Whereabouts::Unknown if self.options.allow_missing => self.objects.is_absent(&parsed).await,
            Whereabouts::Unknown => self.objects.has_left(&parsed).await,
            _ => return known,
        };
        if is_gone { Whereabouts::Left } else { Whereabouts::Here }
    }
}

/// Who goes where, of those with the same audio.
fn answer(question: &OpenQuestion, whereabouts: &FxHashMap<AssetId, Whereabouts>) -> Answer {
    let mut to: Vec<_> = destinations(question).map(|(file, _)| file).collect();
    let sources: Vec<_> = sources(question).map(|(file, uri, _)| (whereabouts[&file.id], file, uri)).collect();
    if !to.is_empty() && sources.iter().any(|(is, ..)| *is == Whereabouts::Unread) {
        return Answer::Unread;
    }
    let mut moves = Vec::new();
    // What has left just now has rather come here than what has been missing for long.
    for whereabouts in [Whereabouts::Left, Whereabouts::Lost] {
        let from: Vec<_> = sources.iter().filter(|(is, ..)| *is == whereabouts).collect();
        let files: Vec<_> = from.iter().map(|(_, file, _)| file.clone()).collect();
        let Matches { moves: told, undecided } = matches(&files, &to);
        if !undecided.0.is_empty() {
            let addresses = |id: AssetId| destinations(question).find(|(file, _)| file.id == id).map(|(_, uri)| uri);
            let undecided = undecided_between(
                undecided.0.iter().map(|&at| from[at].2),
                undecided.1.iter().filter_map(|&at| addresses(to[at].id)),
            );
            return Answer::Told { moves: [moves, told].concat(), undecided: Some(undecided) };
        }
        to.retain(|file| told.iter().all(|(_, destination)| *destination != file.id));
        moves.extend(told);
    }
    Answer::Told { moves, undecided: None }
}

fn undecided_between<'a>(from: impl Iterator<Item = &'a str>, to: impl Iterator<Item = &'a str>) -> String {
    let (from, to): (Vec<_>, Vec<_>) = (from.collect(), to.collect());
    format!(
        "the same audio was at {} and is at {} now; which is which can't be told, so those that came are new tracks \
         without what people gave the others",
        from.join(", "),
        to.join(", "),
    )
}

/// Where other audio is at an address, and that hasn't come from elsewhere, the track of the address goes on.
fn say_replaced<'a>(question: &OpenQuestion, moves: &[(AssetId, AssetId)], place_of: impl Fn(&str) -> &'a Place<'a>) {
    for party in &question.parties {
        if let Party::Destination { asset, uri, is_occupied: true, .. } = party
            && moves.iter().all(|(_, destination)| destination != asset)
        {
            place_of(uri).report(|report| {
                report.replaced += 1;
                report.warn(format!(
                    "{uri} holds other audio than before; it stays the same track, with what people gave it"
                ));
            });
        }
    }
}

fn destinations(question: &OpenQuestion) -> impl Iterator<Item = (File<AssetId>, &str)> {
    question.parties.iter().filter_map(|party| match party {
        Party::Destination { asset, uri, tags, .. } => Some((file(*asset, uri, tags), uri.as_str())),
        Party::Source { .. } => None,
    })
}

fn sources(question: &OpenQuestion) -> impl Iterator<Item = (File<AssetId>, &str, Whereabouts)> {
    question.parties.iter().filter_map(|party| match party {
        Party::Source { asset, uri, tags, whereabouts } => Some((file(*asset, uri, tags), uri.as_str(), *whereabouts)),
        Party::Destination { .. } => None,
    })
}

fn file(id: AssetId, uri: &str, tags: &str) -> File<AssetId> {
    let name = ObjectUri::parse(uri).map_or_else(|_| uri.to_owned(), |uri| uri.name());
    File { id, name, tags: tags.to_owned() }
}
