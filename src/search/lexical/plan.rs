//! What the query's words may stand for in this index: every way to read them, and what each is worth.

use std::rc::Rc;

use super::intent::{Intent, Named};
use super::query::{Query, WordSet};
use super::weights::Weights;
use crate::index::hints;
use crate::index::keys::{KeyKind, keys_of};
use crate::index::{Error, Part, Similar, Snapshot, WordId, WordTerms};
use crate::search::explanation::How;
use crate::text::Words;
use crate::text::edit_distance::is_editable;
use crate::text::is_infix_script;
use crate::text::language::years::years;
use crate::text::language::{AliasKind, Aliases, Variant, VariantKind, variants};
use crate::text::syllables;

/// Ways to read one typed word, if no word is spelled like it, and if one is.
const MAX_SIMILAR: usize = 40;
const MAX_SIMILAR_OF_KNOWN: usize = 20;
/// Of the words that an unfinished one may become, this many of the commonest are looked for; the ranking knows them
/// all.
const MAX_COMPLETIONS: usize = 64;
/// Of those, this many are looked for as whole fields, where nothing else was typed.
const MAX_WHOLE_COMPLETIONS: usize = 16;
/// From this many words on, a query that is exactly some title or artist is taken at its word.
const TRUSTED_WORDS: usize = 3;
/// A word of up to so many letters that is all that has been typed is only a beginning.
pub const BEGINNING: usize = 3;
/// Spellings of two words run together, one of them mistyped.
const MAX_EDITED_JOINS: usize = 4;
const EDITED_JOIN_COST: f32 = 0.7;
/// A number of this many digits may be written in two, as telephone numbers are.
const LONG_NUMBER: usize = 6;
/// A typed word is split only where one of the parts stands in at most this many tracks.
const MAX_SPLIT_DOCUMENTS: u64 = 50_000;
/// A word that is one may be a slip for another that so many times as many tracks have.
const FAR_COMMONER: u64 = 8;
/// What a query may be the whole of.
const WHOLE: [KeyKind; 4] = [KeyKind::Title, KeyKind::Artist, KeyKind::ArtistAndTitle, KeyKind::Credit];
/// More letters are nobody's initials.
const MAX_INITIALS: usize = 7;

/// One way to read one or more typed words.
pub struct Reading {
    /// The typed words that it stands for.
    pub typed: WordSet,
    pub how: How,
    pub cost: f32,
    pub word: WordTerms,
    /// The word behind it, where it stands for two or more, …
    pub right: WordTerms,
    /// … and those behind that.
    pub beyond: Vec<WordTerms>,
    /// How many documents have the word; of two, the rarer.
    pub documents: u64,
    /// Of what it is another name, if it is one: where it may stand.
    pub alias: Option<AliasKind>,
}

impl Reading {
    /// Whether it stands for several words, one behind the other.
    pub fn is_pair(&self) -> bool {
        !self.right.terms.is_empty()
    }

    /// Whether it may stand in a part of a document's names.
    pub fn may_stand_in(&self, part: Part) -> bool {
        match self.alias {
            None | Some(AliasKind::Word) => true,
            Some(AliasKind::Title) => matches!(part, Part::Title | Part::TitleAside | Part::TitleNote),
            // A guest is named in the title, too.
            Some(AliasKind::Artist) => {
                matches!(part, Part::Artist | Part::ArtistAside | Part::TitleAside | Part::Credit)
            }
        }
    }

    /// Whether it may stand in some parts only.
    pub fn is_narrow(&self) -> bool {
        self.alias.is_some_and(|kind| kind != AliasKind::Word)
    }
}

/// A typed word that may go on, and where its completions lie in each segment's dictionary.
pub struct Unfinished {
    pub word: usize,
    pub letters: usize,
    /// What it costs to read it as one of them.
    pub cost: f32,
    pub ordinals: Vec<std::ops::Range<u32>>,
    /// Whether there is a reading for every completion.
    pub is_listed: bool,
}

impl Unfinished {
    fn new(snapshot: &Snapshot, weights: &Weights, typed: &str, word: usize, is_known: bool) -> Result<Self, Error> {
        let segments = snapshot.segments().iter();
        let ordinals = match syllables::may_become(typed) {
            Some(syllables) => segments.map(|s| s.ordinals_between(&syllables)).collect(),
            None => segments.map(|s| s.ordinals_starting_with(typed)).collect::<Result<_, _>>()?,
        };
        let cost = if is_known { weights.prefix_of_known_cost } else { weights.prefix_cost };
        Ok(Self { word, letters: typed.chars().count(), cost, ordinals, is_listed: false })
    }
}

/// A query made ready for one snapshot.
pub struct Plan {
    pub all: WordSet,
    /// The rarity of each typed word; an index that has never seen a word gives it the rarity of what it may mean.
    pub rarities: Vec<f32>,
    pub readings: Vec<Reading>,
    pub unfinished: Option<Unfinished>,
    /// The query as a whole field; a single word also as what it may stand for, since others may have that word among
    /// many.
    pub keys: Vec<u64>,
    /// Whether some track has the query, as it was typed, for a field.
    pub is_whole_field: bool,
    /// The query with other names in the place of those that have some.
    pub otherwise: Vec<Words>,
    /// What the words are for, as far as the query says it.
    pub intent: Intent,
    pub weights: Weights,
}

impl Plan {
    pub fn new(
        snapshot: &Snapshot,
        query: &Query,
        aliases: Option<&Aliases>,
        weights: &Weights,
    ) -> Result<Self, Error> {
        let words = &query.words;
        let count = words.len();
        let [title, artist, both, credit] = keys_of(WHOLE, words.iter());
        let mut keys = vec![title, artist, both];
        let is_whole_field = snapshot.has_key(&keys);
        let aliased = aliases.map(|aliases| aliases.all_variants(words)).unwrap_or_default();
        let otherwise: Vec<Words> = aliased.iter().map(|(at, variant)| variant.in_place(words, *at)).collect();
        let mut named = Named { titles: vec![title], artists: vec![artist], credits: vec![credit] };
        for ((_, variant), whole) in aliased.iter().zip(&otherwise) {
            let [title, artist, both, credit] = keys_of(WHOLE, whole.iter());
            if variant.kind != VariantKind::Alias(AliasKind::Artist) {
                named.titles.push(title);
                keys.push(title);
            }
            if variant.kind != VariantKind::Alias(AliasKind::Title) {
                named.artists.push(artist);
                named.credits.push(credit);
                keys.push(artist);
            }
            keys.push(both);
        }
        let intent = Intent::of(snapshot, words, &named, is_whole_field)?;
        let is_trusted = is_whole_field && count >= TRUSTED_WORDS;

        let is_only_word = count == 1;
        let mut planner = Planner { snapshot, weights, readings: Vec::new(), similar: Vec::new(), is_only_word, keys };
        let mut rarities = Vec::with_capacity(count);
        let mut unfinished = None;
        for i in 0..count {
            let word = words.get(i);
            let itself = snapshot.look_up(word);
            let is_known = itself.documents > 0;
            let first = planner.readings.len();
            let (mut completions, mut may_be_slip) = (Vec::new(), !is_trusted);
            if query.is_unfinished && i + 1 == count {
                let mut last = Unfinished::new(snapshot, weights, word, i, is_known)?;
                // One letter says next to nothing: other words find the tracks, the ranking looks at the letter.
                if word.len() > 1 || count == 1 {
                    completions = snapshot.commonest(&last.ordinals, MAX_COMPLETIONS)?;
                    last.is_listed = completions.len() < MAX_COMPLETIONS;
                }
                // The first letters of the first word are a beginning, not a slip.
                may_be_slip &= count > 1 || last.letters > BEGINNING || completions.is_empty();
                unfinished = Some(last);
            }
            let known = itself.documents;
            planner.add(WordSet::span(i, 1), How::Exact, 0.0, itself);
            planner.variants(variants(words, i), i, !completions.is_empty());
            if !aliased.is_empty() {
                let here = aliased.iter().filter(|(at, _)| *at == i).map(|(_, variant)| variant.clone());
                planner.variants(here.collect(), i, false);
            }
            planner.initials(word, i, known);
            if intent.years.contains(WordSet::span(i, 1)) {
                planner.years(word, i);
            }
            if may_be_slip {
                planner.slips(word, i, known, !completions.is_empty());
            }
            let completed = completions.iter().map(|(_, known)| known.documents).sum();
            if let Some(unfinished) = &unfinished {
                planner.completed(unfinished, word, completions)?;
                planner.without_final(unfinished, word);
            }
            if unfinished.is_some() && !is_known && completed == 0 && word.len() > BEGINNING {
                planner.mistyped_beginning(word, i);
            }
            let rarity = planner.rarity(is_known, completed, &planner.readings[first..]);
            let is_filler = intent.fillers.contains(WordSet::span(i, 1));
            rarities.push(if is_filler { rarity * weights.filler } else { rarity });
            if i + 1 < count {
                planner.joined(&[word, words.get(i + 1)], i, is_trusted);
            }
            if i + 2 < count {
                planner.joined(&[word, words.get(i + 1), words.get(i + 2)], i, true);
            }
            planner.split(word, i);
        }
        let Planner { readings, keys, .. } = planner;
        let (all, weights) = (query.all(), *weights);
        Ok(Self { all, rarities, readings, unfinished, keys, is_whole_field, otherwise, intent, weights })
    }

    /// The words that a track must have to match the query as a whole.
    pub fn needed(&self) -> WordSet {
        self.all.without(self.intent.optional())
    }

    /// Of the words that the best track has, those that every other must have.
    pub fn required(&self, matched: WordSet) -> WordSet {
        let needed = matched.without(self.intent.optional());
        if needed.is_empty() { matched } else { needed }
    }

    /// The rarity of all words together.
    pub fn total_weight(&self) -> f32 {
        self.rarities.iter().sum()
    }

    /// What the given words weigh.
    pub fn weight(&self, words: WordSet) -> f32 {
        words.iter().map(|i| self.rarities[i]).sum()
    }
}

struct Planner<'a> {
    snapshot: &'a Snapshot,
    weights: &'a Weights,
    readings: Vec<Reading>,
    /// What has been found similar to which word, by how many were looked for.
    similar: Vec<(String, usize, Rc<[Similar<'a>]>)>,
    is_only_word: bool,
    keys: Vec<u64>,
}

impl<'a> Planner<'a> {
    /// The words similar to one, looked for once, however often it was typed.
    fn similar(&mut self, typed: &str, dearest: f32, most: usize) -> Rc<[Similar<'a>]> {
        let before = self.similar.iter().find(|(word, count, _)| word == typed && *count == most);
        if let Some((.., similar)) = before {
            return Rc::clone(similar);
        }
        let similar: Rc<[_]> = self.snapshot.similar(typed, dearest, most).into();
        self.similar.push((typed.to_owned(), most, Rc::clone(&similar)));
        similar
    }

    /// Adds a reading by one word of the index, unless no document has it.
    fn add(&mut self, typed: WordSet, how: How, cost: f32, word: WordTerms) {
        if word.documents > 0 {
            let documents = word.documents;
            let (right, beyond) = (WordTerms::default(), Vec::new());
            self.readings.push(Reading { typed, how, cost, word, right, beyond, documents, alias: None });
        }
    }

    /// Adds a reading by two words and more that stand one behind the other.
    fn add_row(&mut self, typed: WordSet, how: How, cost: f32, words: Vec<WordTerms>) {
        let documents = words.iter().map(|word| word.documents).min().unwrap_or(0);
        let mut words = words.into_iter();
        // Somebody has said what an alias is; what else is read as several words is a guess.
        let most = if how == How::Alias { u64::MAX } else { MAX_SPLIT_DOCUMENTS };
        if let (true, Some(word), Some(right)) = ((1..=most).contains(&documents), words.next(), words.next()) {
            let beyond = words.collect();
            self.readings.push(Reading { typed, how, cost, word, right, beyond, documents, alias: None });
        }
    }

    /// Takes note of what the only word may stand for, as a whole field.
    fn as_whole_field(&mut self, word: &str) {
        self.keys.extend(keys_of([KeyKind::Title, KeyKind::Artist], std::iter::once(word)));
    }

    /// Other ways to write what is typed from a word on.
    fn variants(&mut self, variants: Vec<Variant>, i: usize, goes_on: bool) {
        for variant in variants {
            let before = self.readings.len();
            let typed = WordSet::span(i, variant.typed);
            let (how, cost) = match variant.kind {
                VariantKind::Number => (How::Number, self.weights.number_cost),
                VariantKind::Ordinal => (How::Number, self.weights.synonym_cost),
                VariantKind::Spelling => (How::Synonym, self.weights.synonym_cost),
                VariantKind::Alias(_) => (How::Alias, self.weights.alias_cost),
            };
            let cost = cost + if goes_on && variant.typed == 1 { self.weights.unfinished_cost } else { 0.0 };
            match &variant.written[..] {
                [word] => self.add(typed, how, cost, self.snapshot.look_up(word)),
                words => self.add_row(typed, how, cost, words.iter().map(|word| self.snapshot.look_up(word)).collect()),
            }
            if let (VariantKind::Alias(kind), Some(reading)) = (variant.kind, self.readings.get_mut(before)) {
                reading.alias = Some(kind);
            }
        }
    }

    /// The artists whose initials a word may be, unless it is a commoner word itself.
    fn initials(&mut self, word: &str, i: usize, known: u64) {
        let is_short = word.len() == 2;
        if word.len() < 2 || word.len() > MAX_INITIALS || !word.is_ascii() || is_short && self.is_only_word {
            return;
        }
        let artists = self.snapshot.look_up(&hints::initials(word));
        if artists.documents > if is_short { known * 4 } else { known / 4 } {
            let cost = if is_short { self.weights.short_initials_cost } else { self.weights.initials_cost };
            self.add(WordSet::span(i, 1), How::Initials, cost, artists);
        }
    }

    /// The years that a word wishes for.
    fn years(&mut self, word: &str, i: usize) {
        for year in years(word).into_iter().flatten() {
            let of_year = self.snapshot.look_up(&hints::year(year));
            self.add(WordSet::span(i, 1), How::Year, self.weights.year_cost, of_year);
        }
    }

    /// The words similar to one.
    fn slips(&mut self, word: &str, i: usize, known: u64, goes_on: bool) {
        let typed = WordSet::span(i, 1);
        if !is_editable(word) {
            return;
        }
        let most = if known > 0 { MAX_SIMILAR_OF_KNOWN } else { MAX_SIMILAR };
        let first = self.readings.len();
        for similar in self.similar(word, f32::MAX, most).iter() {
            if similar.word != word {
                if self.is_only_word {
                    self.as_whole_field(similar.word);
                }
                let other = self.snapshot.terms(similar.id);
                let is_far_commoner = other.documents > known * FAR_COMMONER;
                let cost = similar.cost
                    + if known > 0 && !is_far_commoner { self.weights.known_cost } else { 0.0 }
                    + if goes_on { self.weights.unfinished_cost } else { 0.0 };
                self.add(typed, How::Fuzzy, cost, other);
            }
        }
        // Of equally likely slips the commoner word first.
        self.readings[first..].sort_by(|a, b| a.cost.total_cmp(&b.cost).then(b.documents.cmp(&a.documents)));
    }

    /// The words that an unfinished one may become.
    fn completed(
        &mut self,
        unfinished: &Unfinished,
        prefix: &str,
        completions: Vec<(WordId, WordTerms)>,
    ) -> Result<(), Error> {
        let itself = self.snapshot.vocabulary().id(prefix);
        if self.is_only_word {
            let mut whole = completions.iter().map(|(id, known)| (*id, known.documents)).collect();
            self.snapshot.cut(&mut whole, MAX_WHOLE_COMPLETIONS)?;
            for (id, _) in whole {
                self.as_whole_field(&self.snapshot.written(&self.snapshot.terms(id))?);
            }
        }
        for (id, known) in completions {
            if Some(id) != itself {
                self.add(WordSet::span(unfinished.word, 1), How::Prefix, unfinished.cost, known);
            }
        }
        Ok(())
    }

    /// The syllable of Hangul whose last consonant begins the next one.
    fn without_final(&mut self, unfinished: &Unfinished, typed: &str) {
        if let Some(syllable) = syllables::without_final(typed) {
            let known = self.snapshot.look_up(syllable.encode_utf8(&mut [0; 4]));
            self.add(WordSet::span(unfinished.word, 1), How::Prefix, unfinished.cost, known);
        }
    }

    /// What a word may become that nothing begins with as it was typed.
    fn mistyped_beginning(&mut self, typed: &str, i: usize) {
        for similar in self.snapshot.continuing(typed, MAX_COMPLETIONS) {
            let known = self.snapshot.terms(similar.id);
            self.add(WordSet::span(i, 1), How::Prefix, self.weights.prefix_cost + similar.cost, known);
        }
    }

    /// Typed words that the index may write as one.
    fn joined(&mut self, parts: &[&str], i: usize, exact_only: bool) {
        if parts.iter().any(|part| part.chars().all(is_infix_script)) {
            return;
        }
        let joined = parts.concat();
        let typed = WordSet::span(i, parts.len());
        self.add(typed, How::Joined, self.weights.join_cost, self.snapshot.look_up(&joined));
        if exact_only || !is_editable(&joined) {
            return;
        }
        for similar in self.similar(&joined, EDITED_JOIN_COST, MAX_EDITED_JOINS).iter() {
            if similar.cost > 0.0 {
                self.add(typed, How::Joined, self.weights.join_cost + similar.cost, self.snapshot.terms(similar.id));
            }
        }
    }

    /// A typed word that the index may write as two.
    fn split(&mut self, word: &str, i: usize) {
        if !word.is_ascii() || word.len() < 4 {
            return;
        }
        for at in 1..word.len() {
            let (left, right) = word.split_at(at);
            let between = (left.as_bytes()[at - 1].is_ascii_digit(), right.as_bytes()[0].is_ascii_digit());
            // Numbers stay whole, but for those that nobody reads as one; a single letter is a part of its own only
            // beside a number.
            let may_part = match between {
                (true, true) => word.len() >= LONG_NUMBER,
                (false, false) => at > 1 && right.len() > 1,
                _ => true,
            };
            if !may_part || !self.snapshot.has_word(left) {
                continue;
            }
            let (left, right) = (self.snapshot.look_up(left), self.snapshot.look_up(right));
            self.add_row(WordSet::span(i, 1), How::Split, self.weights.split_cost, vec![left, right]);
        }
    }

    /// How rare a typed word is, by its own count or, where the index has never seen it, by what it may mean.
    fn rarity(&self, is_known: bool, completions: u64, readings: &[Reading]) -> f32 {
        let total = self.snapshot.num_docs() as f32;
        let rarity = |documents: u64| (1.0 + total / (documents as f32 + 1.0)).ln();
        // A word that may go on is as common as all that it may become.
        if completions > 0 {
            return rarity(completions);
        }
        if is_known {
            return rarity(readings[0].documents);
        }
        let best: Vec<f32> = readings.iter().take(3).map(|reading| rarity(reading.documents)).collect();
        match best.len() {
            0 => rarity(0) / 2.0,
            n => best.iter().sum::<f32>() / n as f32,
        }
    }
}
