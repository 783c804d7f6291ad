//! The match set against brute force: every document looked at, one by one, in small catalogues with words that get in
//! each other's way.

use proptest::prelude::*;
use tantivy::merge_policy::NoMergePolicy;
use tantivy::{DocId, Index};
use uuid::Uuid;

use super::matches::PART;
use super::{Collector, Count, Direction, Facets, Matches, Top};
use crate::index::{Fields, Segment, Snapshot};
use crate::search::lexical::align::{Table, Workspace};
use crate::search::lexical::filter::Filter;
use crate::search::lexical::plan::Plan;
use crate::search::lexical::query::{Query, WordSet};
use crate::search::lexical::weights::Weights;
use crate::text::language::{AliasKind, Aliases};
use crate::text::{fold, name};
use crate::track::{Condition, Conditions, Facet, FacetCount, FacetCounts, FacetValue, Field, TrackId, TrackSummary};

/// Words of names, the first ones in most of them: some begin like others, are others joined, or are misspelt easily.
const WORDS: [&str; 16] = [
    "the",
    "love",
    "lover",
    "loves",
    "paper",
    "lanterns",
    "paperlanterns",
    "lantern",
    "lan",
    "terns",
    "night",
    "nights",
    "knight",
    "nightlove",
    "1987",
    "Дождь",
];

/// Queries of them: repeated, joined, split, misspelt, unfinished, unknown.
const ASKED: [&str; 18] = [
    "love",
    "the",
    "lov",
    "l",
    "the love",
    "the the",
    "love love",
    "love lover",
    "lover lo",
    "paper lanterns",
    "paperlanterns",
    "paper lan",
    "lan terns paper",
    "nigth love ",
    "night love the",
    "nightlove l",
    "the knigth 1987",
    "dozhd xyzzyq",
];

/// All documents, as they come.
#[derive(Debug, Default, PartialEq)]
struct All(Vec<(usize, DocId)>);

impl Collector for All {
    fn fresh(&self) -> Self {
        Self::default()
    }

    fn collect(&mut self, number: usize, _segment: &Segment, docs: &[DocId]) {
        self.0.extend(docs.iter().map(|&doc| (number, doc)));
    }

    fn merge(&mut self, other: Self) {
        self.0.extend(other.0);
    }
}

/// A name of some words, the commoner ones more often.
fn some_name() -> impl Strategy<Value = String> {
    prop::collection::vec((0..WORDS.len(), 0..WORDS.len()), 1..5)
        .prop_map(|words| words.iter().map(|&(a, b)| WORDS[a.min(b)]).collect::<Vec<_>>().join(" "))
}

fn some_track() -> impl Strategy<Value = TrackSummary> {
    let year = prop::option::of(1980i64..1984);
    let repeated = prop::bool::weighted(0.05);
    (some_name(), some_name(), some_name(), year, repeated, any::<bool>()).prop_map(
        |(title, artist, album, year, is_repeated, is_jazz)| {
            // Longer than the alignment looks.
            let album = if is_repeated { "lan ".repeat(60) + "xyzzyq" } else { album };
            let title = if is_repeated { title + " " + &"terns ".repeat(50) } else { title };
            let genre = Some(if is_jazz { "Jazz" } else { "Pop" }.to_owned());
            TrackSummary { title, artist: Some(artist), album: Some(album), year, genre, ..TrackSummary::default() }
        },
    )
}

/// Names of every kind and length that stand for one another.
fn some_aliases() -> impl Strategy<Value = Aliases> {
    let kind = prop::sample::select(&AliasKind::ALL[..]);
    prop::collection::vec((kind, some_name(), some_name()), 0..6).prop_map(|given| {
        let mut aliases = Aliases::default();
        given.iter().for_each(|(kind, name, other)| aliases.add(*kind, [name.as_str(), other].into_iter()));
        aliases
    })
}

fn some_conditions() -> impl Strategy<Value = Conditions> {
    (prop::option::of(1980..1983), prop::option::weighted(0.3, Just("jazz")), prop::option::weighted(0.3, Just("love")))
        .prop_map(|(from, genre, artist)| {
            let years = from.map(|from| (Field::Year, format!("{from}..1982")));
            let names = [(Field::Genre, genre), (Field::Artist, artist)];
            let names = names.into_iter().filter_map(|(field, text)| Some((field, text?.to_owned())));
            let conditions = years.into_iter().chain(names);
            conditions.map(|(field, text)| (field, Condition::parse(field, "", &text).unwrap())).collect()
        })
}

/// Ids of which two neighbours have the same precedence, if everything else is equal.
fn id(n: usize) -> TrackId {
    let (pair, twin) = (n as u64 / 2, n as u64 % 2);
    let swapped = twin * 0x5555;
    Uuid::from_u64_pair(pair.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ swapped.rotate_right(32), pair ^ swapped).into()
}

/// An index in so many commits, of which some tracks were deleted afterwards.
fn snapshot(tracks: &[TrackSummary], commits: usize, deleted: &[usize]) -> Snapshot {
    let (schema, fields) = Fields::build();
    let index = Index::create_in_ram(schema);
    let mut writer = index.writer_with_num_threads(1, 15_000_000).unwrap();
    writer.set_merge_policy(Box::new(NoMergePolicy));
    for part in tracks.chunks(tracks.len().div_ceil(commits)) {
        for track in part {
            writer.add_document(fields.to_tantivy(track)).unwrap();
        }
        writer.commit().unwrap();
    }
    for &n in deleted {
        writer.delete_term(fields.id_term(id(n)));
    }
    writer.commit().unwrap();
    Snapshot::open(&index, fields, None).unwrap()
}

fn documents(snapshot: &Snapshot) -> impl Iterator<Item = (usize, &Segment, DocId)> {
    let segments = snapshot.segments().iter().enumerate();
    segments.flat_map(|(number, segment)| (0..segment.max_doc()).map(move |doc| (number, segment, doc)))
}

/// Every document, aligned with the query.
fn brute_force(snapshot: &Snapshot, plan: &Plan, filter: Option<&Filter>, required: WordSet) -> All {
    let mut workspace = Workspace::default();
    let matching = documents(snapshot).filter(|&(number, segment, doc)| {
        segment.is_alive(doc)
            && filter.is_none_or(|filter| filter.passes(segment, number, doc))
            && Table::new(plan, number).align(segment, doc, &mut workspace).matched.contains(required)
    });
    All(matching.map(|(number, _, doc)| (number, doc)).collect())
}

/// By the letters of a track: whether each required word has a reading somewhere in its names, be it one that another
/// takes.
fn has_readings(snapshot: &Snapshot, query: &Query, plan: &Plan, required: WordSet, track: &TrackSummary) -> bool {
    let (title, artist, album) =
        (&track.title, track.artist.as_deref().unwrap_or_default(), track.album.as_deref().unwrap_or_default());
    let (title, artist, album) = (name::title(title).words, name::artist(artist).words, fold(album));
    let words: Vec<&str> = title.iter().chain(artist.iter()).chain(album.iter()).collect();
    required.iter().all(|word| {
        let by_reading = plan.readings.iter().filter(|r| r.typed.contains(WordSet::span(word, 1))).any(|reading| {
            let has = |of| words.contains(&snapshot.written(of).unwrap().as_str());
            has(&reading.word) && (!reading.is_pair() || has(&reading.right))
        });
        let goes_on = plan.unfinished.as_ref().is_some_and(|unfinished| unfinished.word == word);
        by_reading || goes_on && words.iter().any(|w| w.starts_with(query.words.get(word)))
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_match_set_is_what_looking_at_every_document_finds(
        tracks in prop::collection::vec(some_track(), 1..400),
        commits in 1usize..4,
        deleted in prop::collection::vec(0usize..400, 0..40),
        conditions in some_conditions(),
        q in prop::sample::select(&ASKED[..]),
        aliases in some_aliases(),
        most in 0usize..50,
        budget in 0u64..2_000,
    ) {
        let tracks: Vec<TrackSummary> = tracks.into_iter().enumerate().map(|(n, t)| TrackSummary { id: id(n), ..t }).collect();
        let snapshot = snapshot(&tracks, commits, &deleted);
        let query = Query::parse(q);
        let plan = Plan::new(&snapshot, &query, Some(&aliases), &Weights::FITTED).unwrap();
        let filter = (!conditions.is_empty()).then(|| Filter::new(&snapshot, &conditions).unwrap());
        for required in (1..=plan.all.0).map(WordSet) {
            let matches = Matches::new(&snapshot, &plan, filter.as_ref(), required);
            let expected = brute_force(&snapshot, &plan, filter.as_ref(), required);
            let (mut all, mut at_once, mut count) = (All::default(), All::default(), Count::default());
            matches.collect(u64::MAX, &mut all).unwrap();
            matches.collect_in_parallel(&mut at_once).unwrap();
            matches.collect(u64::MAX, &mut count).unwrap();
            prop_assert_eq!(&all, &expected, "{} {:?}", q, required);
            prop_assert_eq!(&at_once, &expected, "in parallel: {} {:?}", q, required);
            prop_assert_eq!(count.0, expected.0.len());
            for &(number, doc) in &expected.0 {
                let track = snapshot.document(number, doc).unwrap();
                prop_assert!(has_readings(&snapshot, &query, &plan, required, &track), "{} {:?}", q, track);
            }
            let mut part = Count::default();
            if matches.collect(budget, &mut part).unwrap() {
                prop_assert_eq!(part, count, "within {}: {} {:?}", budget, q, required);
            } else {
                prop_assert!(part.0 <= count.0);
            }
            let facets = [Field::Genre, Field::Year].map(|field| {
                Facet { name: String::new(), field, path: String::new(), conditions: Conditions::new() }
            });
            let mut counted = Facets::new(&snapshot, &facets.each_ref()).unwrap();
            matches.collect_in_parallel(&mut counted).unwrap();
            prop_assert_eq!(counted.finish(&snapshot).unwrap(), facets_of(&snapshot, &expected), "{} {:?}", q, required);
            for direction in [Direction::Ascending, Direction::Descending] {
                let mut top = Top::new(Field::Year, direction, most);
                matches.collect_in_parallel(&mut top).unwrap();
                let found = top.finish(&snapshot).unwrap();
                prop_assert_eq!(found, sorted(&snapshot, &expected, direction, most), "{} {:?}", q, direction);
            }
        }
    }
}

/// How many have each genre, and each year.
fn facets_of(snapshot: &Snapshot, all: &All) -> Vec<FacetCounts> {
    let tracks = all.0.iter().map(|&(number, doc)| snapshot.document(number, doc).unwrap());
    let tracks: Vec<TrackSummary> = tracks.collect();
    let counts = |values: Vec<FacetValue>| {
        let mut counted: Vec<FacetCount> = Vec::new();
        for value in values {
            match counted.iter_mut().find(|counted| counted.value == value) {
                Some(counted) => counted.count += 1,
                None => counted.push(FacetCount { value, count: 1 }),
            }
        }
        FacetCounts::of(counted)
    };
    let genres = tracks.iter().filter_map(|track| track.genre.clone().map(FacetValue::Text));
    let years = tracks.iter().filter_map(|track| Some(FacetValue::Number(track.year? as f64)));
    vec![counts(genres.collect()), counts(years.collect())]
}

/// All of them sorted by year, precedence and id; the first `most`.
fn sorted(snapshot: &Snapshot, all: &All, direction: Direction, most: usize) -> Vec<(usize, DocId)> {
    let mut keyed: Vec<_> = all
        .0
        .iter()
        .map(|&(number, doc)| {
            let segment = &snapshot.segments()[number];
            let year = segment.columns().number(Field::Year, doc).map(|year| year as i64);
            let year = year.map(|year| if direction == Direction::Ascending { year } else { -year });
            let id = snapshot.document(number, doc).unwrap().id;
            ((year.is_none(), year, segment.precedence(doc), id), (number, doc))
        })
        .collect();
    keyed.sort();
    keyed.into_iter().map(|(_, place)| place).take(most).collect()
}

#[test]
fn catalogues_here_are_larger_than_a_part() {
    const { assert!(PART < 200) };
}
