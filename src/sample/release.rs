//! Releases: an artist's songs, new or heard before, put on singles, albums, compilations and live albums.

use rand::{Rng, RngExt};

use super::artist::{Artist, Artists, NEWEST_YEAR};
use super::draw;
use super::languages::PLACES;

/// What an artist has recorded once and may release several times.
#[derive(Clone)]
pub(super) struct Song {
    pub title: String,
    pub duration_ms: u64,
    pub year: i32,
    /// Streams, in the unit of `Artist::fame`.
    pub streams: f64,
    /// Counts the artist's recordings.
    pub number: u32,
}

/// A named, ordered list of songs of one year.
pub(super) struct Release {
    pub title: String,
    pub year: i32,
    pub songs: Vec<Song>,
}

/// An artist's past: what has been recorded so far, which later releases draw from.
#[derive(Default)]
pub(super) struct Past {
    songs: Vec<Song>,
    recordings: u32,
}

impl Past {
    /// The artist's next release, of at most `most` songs.
    pub fn release(&mut self, artists: &Artists, artist: &mut Artist, most: usize, guests: u64) -> Release {
        let year = self.year(artist);
        let again = if self.songs.len() >= 8 { 0.06 } else { 0.0 };
        if artist.rng.random_bool(again) {
            return self.repeat(artists, artist, year, most);
        }
        let count = match artist.rng.random_range(0..100) {
            0..45 => artist.rng.random_range(1..3),
            45..62 => artist.rng.random_range(3..7),
            _ => artist.rng.random_range(8..17),
        };
        let single = self.songs.last().filter(|song| song.year + 1 >= year).cloned();
        let mut songs = self.record(artists, artist, count.min(most), year, guests);
        let title =
            if songs.len() < 3 || artist.rng.random_bool(0.3) { songs[0].title.clone() } else { artists.title(artist) };
        self.songs.extend(songs.iter().cloned());
        // The single that came before is on the album too; what it pushed aside waits for a compilation.
        if let Some(single) = single
            && songs.len() > 3
            && songs.iter().all(|song| song.title != single.title)
        {
            songs[1] = single;
        }
        Release { title, year, songs }
    }

    /// Most releases come in the same year as the one before; a busy artist's nearly all.
    fn year(&self, artist: &mut Artist) -> i32 {
        let last = self.songs.last().map_or(artist.debut, |song| song.year);
        let new_year = if self.songs.len() < 60 { 0.35 } else { 0.08 };
        let gap = if artist.rng.random_bool(new_year) { artist.rng.random_range(1..4) } else { 0 };
        (last + gap).min(NEWEST_YEAR)
    }

    fn record(&mut self, artists: &Artists, artist: &mut Artist, count: usize, year: i32, guests: u64) -> Vec<Song> {
        let mut songs: Vec<Song> = Vec::with_capacity(count);
        while songs.len() < count {
            let plain = artists.title(artist);
            let title = with_version(plain, artists, artist, guests);
            // A title twice on one release would be a mistake of the label's; number it instead.
            let title = if songs.iter().any(|song| song.title == title) {
                format!("{title} {}", songs.len() + 1)
            } else {
                title
            };
            self.recordings += 1;
            let rank = f64::from(artist.rng.random_range(1..=self.recordings));
            songs.push(Song {
                title,
                duration_ms: (draw::log_normal(&mut artist.rng, 204_000.0, 0.36) as u64).clamp(5_000, 7_200_000),
                year,
                streams: artist.fame / rank,
                number: self.recordings,
            });
        }
        songs
    }

    /// A compilation, a live album or a remaster of what exists.
    fn repeat(&mut self, artists: &Artists, artist: &mut Artist, year: i32, most: usize) -> Release {
        let rng = &mut artist.rng;
        let count = rng.random_range(8..=20).min(most).min(self.songs.len());
        let first = rng.random_range(0..=self.songs.len() - count);
        let mut songs = self.songs[first..first + count].to_vec();
        let (title, suffix) = match rng.random_range(0..10) {
            0..4 => {
                return Release {
                    title: draw::any(rng, &["Best Of", "Greatest Hits", "Collected", "Anthology"]).into(),
                    year,
                    songs,
                };
            }
            4..7 => {
                let place = draw::any(rng, &PLACES.split('|').collect::<Vec<_>>());
                (
                    format!("Live at {place}"),
                    if rng.random_bool(0.5) { format!(" (Live at {place})") } else { " - Live".into() },
                )
            }
            _ => {
                let suffix =
                    if rng.random_bool(0.6) { format!(" - Remastered {year}") } else { format!(" ({year} Remaster)") };
                (artists.title(artist) + " (Deluxe Edition)", suffix)
            }
        };
        for song in &mut songs {
            self.recordings += 1;
            song.title.push_str(&suffix);
            song.duration_ms = song.duration_ms * artist.rng.random_range(97..=112) / 100;
            song.streams /= 8.0;
            song.year = year;
            song.number = self.recordings;
        }
        Release { title, year, songs }
    }
}

/// The title as released: now and then with a guest, a remixer or a version.
fn with_version(title: String, artists: &Artists, artist: &mut Artist, guests: u64) -> String {
    let suffix = match artist.rng.random_range(0..1000) {
        kind @ 0..80 => {
            let Some(guest) = artists.guest(artist.language, guests, &mut artist.rng) else { return title };
            match kind {
                0..35 => format!(" (feat. {guest})"),
                35..50 => format!(" (with {guest})"),
                50..65 => format!(" - {guest} Remix"),
                _ => format!(" ({guest} Remix)"),
            }
        }
        80..88 => " - Radio Edit".into(),
        88..96 => " (Acoustic)".into(),
        96..102 => " - Acoustic Version".into(),
        102..110 => " (Instrumental)".into(),
        110..118 => " - Extended Mix".into(),
        118..126 => " - Original Mix".into(),
        126..131 => " (Demo)".into(),
        131..136 => " - Sped Up".into(),
        136..141 => " (Karaoke Version)".into(),
        141..148 => format!(" - {} Version", any_word(&mut artist.rng)),
        148..154 => " (Interlude)".into(),
        154..164 => " - From the Motion Picture".into(),
        164..174 => " - Live".into(),
        _ => return title,
    };
    title + &suffix
}

fn any_word(rng: &mut impl Rng) -> &'static str {
    draw::any(rng, &["Single", "Album", "Piano", "Orchestral", "English", "Spanish", "Mono", "Alternate"])
}
