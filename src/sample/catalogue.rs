//! The catalogue as a stream of tracks: artist by artist, release by release, in track order.

use std::collections::VecDeque;

use rand::RngExt;
use serde::Serialize;

use super::artist::{Artist, Artists};
use super::draw;
use super::language::mix;
use super::release::{Past, Release};

/// One invented track. Its fields are named as the columns of an import are.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Track {
    /// Unique within a catalogue, and different between seeds.
    pub id: String,
    pub artist: String,
    pub title: String,
    pub album: String,
    pub album_artist: String,
    /// One to six genres, commas between them.
    pub genre: Option<String>,
    pub year: Option<i32>,
    /// From 1, in the album's order.
    pub track_number: u32,
    pub duration_ms: u64,
    /// 0 to 100.
    pub popularity: f32,
    #[serde(rename = "labels")]
    pub label: String,
    pub isrc: String,
}

/// A catalogue of a given size. Holds one release at a time, and what the current artist has recorded.
pub struct Catalogue {
    artists: Artists,
    seed: u64,
    tracks: u64,
    given: u64,
    artist_number: u64,
    artist: Artist,
    past: Past,
    /// How many tracks the current artist still releases.
    left: usize,
    ready: VecDeque<Track>,
}

impl Catalogue {
    /// The catalogue of a seed, with so many tracks; both together decide every byte.
    pub fn new(seed: u64, tracks: u64) -> Self {
        // Turned over, so that artist 3 of seed 1 is not artist 1 of seed 3.
        let artists = Artists::new(mix(!seed));
        let mut catalogue = Self {
            artist: artists.artist(0),
            artists,
            seed,
            tracks,
            given: 0,
            artist_number: 0,
            past: Past::default(),
            left: 0,
            ready: VecDeque::new(),
        };
        catalogue.left = catalogue.tracks_of_artist();
        catalogue
    }

    /// How many tracks the current artist has: Pareto, and never more than half a percent of the catalogue (or 20, or
    /// 6,000).
    fn tracks_of_artist(&mut self) -> usize {
        let most = (self.tracks / 200).clamp(20, 6_000);
        draw::pareto(&mut self.artist.rng, 0.95).min(most as f64) as usize
    }

    fn next_release(&mut self) {
        if self.left == 0 {
            self.artist_number += 1;
            self.artist = self.artists.artist(self.artist_number);
            self.past = Past::default();
            self.left = self.tracks_of_artist();
        }
        // About as many artists as the catalogue will have, so that a guest is somebody who is in it.
        let guests = (self.tracks / 10).max(5);
        let release = self.past.release(&self.artists, &mut self.artist, self.left, guests);
        self.left -= release.songs.len();
        self.queue(release, guests);
    }

    fn queue(&mut self, release: Release, guests: u64) {
        let Release { title: album, year, songs } = release;
        let known_year = self.artist.rng.random_bool(0.97);
        for (track_number, song) in (1..).zip(songs) {
            let artist = match self.artist.rng.random_range(0..100) {
                kind @ 0..13 => match self.artists.guest(self.artist.language, guests, &mut self.artist.rng) {
                    Some(guest) => self.artist.name.clone() + if kind < 10 { ", " } else { " & " } + &guest,
                    None => self.artist.name.clone(),
                },
                _ => self.artist.name.clone(),
            };
            let popularity = (100.0 * (1.0 + 1e3 * song.streams).ln() / 1e12_f64.ln()).min(100.0);
            self.ready.push_back(Track {
                id: format!("sample-{}-{}", self.seed, self.given + self.ready.len() as u64),
                artist,
                title: song.title,
                album: album.clone(),
                album_artist: self.artist.name.clone(),
                genre: self.artist.genre.clone(),
                year: known_year.then_some(year),
                track_number,
                duration_ms: song.duration_ms,
                popularity: (popularity * 10.0).round() as f32 / 10.0,
                label: self.artist.label.clone(),
                isrc: self.isrc(song.year, song.number),
            });
        }
    }

    /// Country, registrant, year, designation, as ISO 3901 has them. The same recording has the same code on every
    /// release.
    fn isrc(&self, year: i32, recording: u32) -> String {
        const COUNTRIES: [&str; 14] =
            ["US", "ES", "BR", "FR", "DE", "SE", "PL", "CZ", "TR", "RU", "GR", "JP", "KR", "TW"];
        const DIGITS: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        let digit = |power: u32| char::from(DIGITS[(self.artist_number / 36_u64.pow(power) % 36) as usize]);
        let country = COUNTRIES[self.artist.language];
        format!("{country}{}{}{}{:02}{recording:05}", digit(2), digit(1), digit(0), year % 100)
    }
}

impl Iterator for Catalogue {
    type Item = Track;

    fn next(&mut self) -> Option<Track> {
        if self.given == self.tracks {
            return None;
        }
        while self.ready.is_empty() {
            self.next_release();
        }
        self.given += 1;
        self.ready.pop_front()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let left = (self.tracks - self.given) as usize;
        (left, Some(left))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use proptest::prelude::*;

    use super::*;

    /// Tracks per artist, most first.
    fn sizes(tracks: u64) -> Vec<u32> {
        let mut counts: HashMap<String, u32> = HashMap::new();
        Catalogue::new(1, tracks).for_each(|track| *counts.entry(track.album_artist).or_default() += 1);
        let mut sizes: Vec<u32> = counts.into_values().collect();
        sizes.sort_unstable_by(|a, b| b.cmp(a));
        sizes
    }

    fn distinct_words(tracks: u64) -> usize {
        let mut words = HashSet::new();
        for track in Catalogue::new(1, tracks) {
            let text = format!("{} {}", track.artist, track.title).to_lowercase();
            words.extend(text.split(|sign: char| !sign.is_alphanumeric()).map(str::to_owned));
        }
        words.len()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]

        #[test]
        fn the_same_seed_gives_the_same_catalogue_and_another_seed_another(seed in any::<u64>(), tracks in 1_u64..2_000) {
            prop_assert!(Catalogue::new(seed, tracks).eq(Catalogue::new(seed, tracks)));
            prop_assert!(Catalogue::new(seed, tracks).ne(Catalogue::new(seed ^ 1, tracks)));
            prop_assert_eq!(Catalogue::new(seed, tracks).count() as u64, tracks);
        }

        #[test]
        fn every_field_is_one_that_a_catalogue_accepts(seed in any::<u64>()) {
            let mut ids = HashSet::new();
            for track in Catalogue::new(seed, 3_000) {
                for text in [&track.artist, &track.title, &track.album, &track.album_artist, &track.label, &track.id] {
                    prop_assert!(!text.trim().is_empty(), "{track:?}");
                    prop_assert!(text.len() < 1_000 && !text.contains(char::is_control), "{track:?}");
                }
                prop_assert!(track.year.is_none_or(|year| (1950..=2025).contains(&year)), "{track:?}");
                prop_assert!((0.0..=100.0).contains(&track.popularity), "{track:?}");
                prop_assert!((5_000..=7_200_000).contains(&track.duration_ms), "{track:?}");
                prop_assert!(track.isrc.len() == 12 && track.isrc.is_ascii(), "{track:?}");
                prop_assert!(track.track_number > 0);
                prop_assert!(ids.insert(track.id));
            }
        }
    }

    #[test]
    fn seeds_share_no_recordings() {
        let recordings =
            |seed| Catalogue::new(seed, 2_000).map(|track| (track.artist, track.title)).collect::<HashSet<_>>();
        let of_seeds = [1, 2, 3].map(recordings);
        assert!(of_seeds[0].is_disjoint(&of_seeds[1]));
        assert!(of_seeds[0].is_disjoint(&of_seeds[2]));
    }

    #[test]
    fn a_few_artists_have_most_tracks_and_most_artists_have_few() {
        let sizes = sizes(100_000);
        let (top, all): (u32, u32) = (sizes[..sizes.len() / 100].iter().sum(), sizes.iter().sum());
        assert!((0.15..0.6).contains(&(f64::from(top) / f64::from(all))), "the top hundredth has {top} of {all}");
        let single = sizes.iter().filter(|size| **size == 1).count() as f64 / sizes.len() as f64;
        assert!((0.3..0.7).contains(&single), "{single} have one track");
        // Between the ranks 100 and 1,000 the rank-size line falls by about a decade, as Zipf's does.
        let fall = f64::from(sizes[99]) / f64::from(sizes[999]);
        assert!((4.0..25.0).contains(&fall), "{fall}");
    }

    #[test]
    fn the_vocabulary_grows_by_heaps_law() {
        let (small, large) = (distinct_words(10_000) as f64, distinct_words(100_000) as f64);
        let exponent = (large / small).log10();
        assert!((0.5..0.75).contains(&exponent), "{exponent}");
        assert!((45_000.0..80_000.0).contains(&large), "{large}");
    }

    #[test]
    fn songs_come_again_on_other_releases_and_titles_at_other_artists() {
        let (mut recordings, mut titles) = (HashMap::new(), HashMap::new());
        for track in Catalogue::new(1, 50_000) {
            recordings
                .entry((track.album_artist.clone(), track.title.clone()))
                .or_insert_with(HashSet::new)
                .insert(track.album);
            titles.entry(track.title).or_insert_with(HashSet::new).insert(track.album_artist);
        }
        let again = recordings.values().filter(|albums| albums.len() > 1).count();
        assert!((300..10_000).contains(&again), "{again}");
        assert!(titles.values().any(|artists| artists.len() > 8));
    }
}
