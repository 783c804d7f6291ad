//! The end of a run, first part: tracks follow their audio to where it is now.

use futures::StreamExt;
use futures::stream;
use rustc_hash::{FxHashMap, FxHashSet};
use time::OffsetDateTime;

use super::Report;
use super::answer::{Answer, Question};
use super::folders::Folders;
use super::missing::Lack;
use super::place::Place;
use super::run::{Error, Run, insist};
use crate::catalog::assets::{self, OpenQuestion, Party, Scope, Whereabouts};
use crate::objects::ObjectUri;
use crate::track::AssetId;

/// Addresses that are asked about at a time.
const LOOKS_AT_ONCE: usize = 32;
/// Files written by one statement.
const BATCH: usize = 256;

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
        let kin = assets::open_kin(&mut transaction, &scope).await?;
        let whereabouts = self.look_at_all(places, &[&questions[..], &kin].concat()).await;
        let place_of = |uri: &str| -> &Place<'_> {
            let holds = |place: &&&Place<'_>| uri.starts_with(&place.uri.folder_prefix()) || uri == place.uri.as_str();
            places.iter().find(holds).or(places.last()).expect("nothing is asked without a place")
        };
        let (mut moves, mut undecided) = (Vec::new(), FxHashSet::default());
        let asked: Vec<Question> = questions.iter().map(|question| Question::new(question, &whereabouts)).collect();
        let mut folders = Folders::default();
        asked.iter().flat_map(Question::certain_moves).for_each(|(from, to)| folders.note(from, to));
        let mut answered: FxHashSet<AssetId> = FxHashSet::default();
        let mut take = |question: &OpenQuestion, answer: Answer, answered: &mut FxHashSet<AssetId>| match answer {
            Answer::Told { moves: told, ambiguous: (from, to) } => {
                say_ambiguous(question, &from, &to, &whereabouts, place_of);
                answered.extend(told.iter().flat_map(|&(from, to)| [from, to]).chain(from).chain(to));
                moves.extend(told);
            }
            Answer::Unread => {
                undecided.extend(destinations(question).map(|(asset, _)| asset));
                answered.extend(destinations(question).map(|(asset, _)| asset));
            }
        };
        for (question, asked) in questions.iter().zip(&asked) {
            take(question, asked.answer(&folders), &mut answered);
        }
        // What was cut off or is whole now is told by less, so it comes last.
        for question in &kin {
            let answer = Question::new(question, &whereabouts).answer_for_kin(&answered);
            take(question, answer, &mut answered);
        }
        let have_moved: FxHashSet<AssetId> = moves.iter().flat_map(|&(from, to)| [from, to]).collect();
        questions.iter().for_each(|question| say_replaced(question, &have_moved, place_of));
        let addresses: FxHashMap<AssetId, &str> = questions.iter().flat_map(destinations).collect();
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
        let moved: Vec<AssetId> = followed.moved.iter().filter_map(|source| moved.get(source).copied()).collect();
        let new: FxHashSet<AssetId> = questions.iter().flat_map(new_destinations).collect();
        for uri in moved.iter().filter(|asset| new.contains(asset)).filter_map(|asset| addresses.get(asset)) {
            place_of(uri).report(|report| report.new = report.new.saturating_sub(1));
        }
        count(&mut moved.into_iter(), |report| &mut report.moved);
        count(&mut followed.missing.into_iter(), |report| &mut report.missing);
        for uri in followed.anew {
            place_of(&uri).report(|report| {
                report.new += 1;
                report.changed = report.changed.saturating_sub(1);
            });
        }
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
        let came = stream::iter(questions.iter().flat_map(destinations)).filter_map(async |(_, uri)| {
            let uri = ObjectUri::parse(uri).ok()?;
            Some(self.objects.real(&uri).await)
        });
        let came: FxHashSet<ObjectUri> = came.collect().await;
        let looks = questions.iter().flat_map(sources).map(|source| {
            let came = &came;
            async move { (source.asset, self.look(places, source, came).await) }
        });
        stream::iter(looks).buffer_unordered(LOOKS_AT_ONCE).collect().await
    }

    /// Looks at an address that this run has not seen, or has not looked at. In doubt its audio is there, and what came
    /// is a copy. What this run marks as missing has left; so has what came under another address of the same file, as
    /// there is a link at one of them.
    async fn look(&self, places: &[&Place<'_>], source: Source<'_>, came: &FxHashSet<ObjectUri>) -> Whereabouts {
        let Ok(uri) = ObjectUri::parse(source.uri) else { return Whereabouts::Here };
        match source.whereabouts {
            Whereabouts::Unseen if self.is_missing(places, source.uri).await => Whereabouts::Left,
            Whereabouts::Unseen | Whereabouts::Unknown if came.contains(&self.objects.real(&uri).await) => {
                Whereabouts::Left
            }
            Whereabouts::Unseen | Whereabouts::Unknown => match self.objects.is_absent(&uri).await {
                false => Whereabouts::Here,
                true if self.options.allow_missing => Whereabouts::Left,
                true if self.is_behind_dangling(places, source.uri) => Whereabouts::Hidden,
                true if self.objects.may_be_unmounted(&uri, source.seen) => Whereabouts::Hidden,
                true => Whereabouts::Left,
            },
            known => known,
        }
    }

    async fn is_missing(&self, places: &[&Place<'_>], uri: &str) -> bool {
        let holding =
            places.iter().filter(|place| place.known_below(self).is_some_and(|below| uri.starts_with(&below)));
        stream::iter(holding).any(async |place| place.lacks(self, uri).await == Lack::Gone).await
    }

    fn is_behind_dangling(&self, places: &[&Place<'_>], uri: &str) -> bool {
        places.iter().any(|place| place.is_behind_dangling(uri))
    }
}

/// Where other audio is at an address, that hasn't come from elsewhere, and what was there hasn't gone elsewhere, the
/// track of the address goes on.
fn say_replaced<'a>(
    question: &OpenQuestion,
    have_moved: &FxHashSet<AssetId>,
    place_of: impl Fn(&str) -> &'a Place<'a>,
) {
    for party in &question.parties {
        if let Party::Destination { asset, uri, is_occupied: true, .. } = party
            && !have_moved.contains(asset)
        {
            place_of(uri).report(|report| {
                report.replaced += 1;
                report.warnings.push(format!(
                    "{uri} holds other audio than before; it stays the same track, with what people gave it"
                ));
            });
        }
    }
}

/// Says that nobody can tell which of those that went is which of those that came.
fn say_ambiguous<'a>(
    question: &OpenQuestion,
    from: &[AssetId],
    to: &[AssetId],
    whereabouts: &FxHashMap<AssetId, Whereabouts>,
    place_of: impl Fn(&str) -> &'a Place<'a>,
) {
    let is_hidden = from.iter().any(|id| whereabouts.get(id) == Some(&Whereabouts::Hidden));
    let from: Vec<&str> =
        sources(question).filter(|source| from.contains(&source.asset)).map(|source| source.uri).collect();
    let to: Vec<&str> = destinations(question).filter(|(id, _)| to.contains(id)).map(|(_, uri)| uri).collect();
    let Some(first) = to.first() else { return };
    to.iter().for_each(|uri| place_of(uri).report(|report| report.ambiguous += 1));
    let why = match is_hidden {
        true => "of what was there nothing can be seen, as where a disk isn't mounted: a copy or a move",
        false => "which is which",
    };
    place_of(first).report(|report| {
        report.warnings.push(format!(
            "the same audio, or a part of it, was at {} and is at {} now; {why} can't be told, so those that came are new tracks without \
             what people gave the others; what of that is to be kept, write it to them by PATCH /v1/tracks/{{id}}",
            from.join(", "),
            to.join(", "),
        ));
    });
}

fn destinations(question: &OpenQuestion) -> impl Iterator<Item = (AssetId, &str)> {
    question.parties.iter().filter_map(|party| match party {
        Party::Destination { asset, uri, .. } => Some((*asset, uri.as_str())),
        Party::Source { .. } => None,
    })
}

/// Whose address this run has seen for the first time.
fn new_destinations(question: &OpenQuestion) -> impl Iterator<Item = AssetId> {
    question.parties.iter().filter_map(|party| match party {
        Party::Destination { asset, is_new: true, .. } => Some(*asset),
        _ => None,
    })
}

/// Whose audio may have left its address.
#[derive(Clone, Copy)]
struct Source<'a> {
    asset: AssetId,
    uri: &'a str,
    whereabouts: Whereabouts,
    seen: OffsetDateTime,
}

fn sources(question: &OpenQuestion) -> impl Iterator<Item = Source<'_>> {
    question.parties.iter().filter_map(|party| match party {
        Party::Source { asset, uri, whereabouts, seen, .. } => {
            Some(Source { asset: *asset, uri, whereabouts: *whereabouts, seen: *seen })
        }
        Party::Destination { .. } => None,
    })
}
