//! Artists: any number gives one, with a name, a language, a style and a label.

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use super::draw;
use super::language::{Language, mix};
use super::languages::{GENRES, LANGUAGES, SHARED_TITLES};

/// How an artist writes titles.
#[derive(Clone, Copy, PartialEq)]
enum Letters {
    AsUsual,
    Small,
    Capital,
}

/// When the invented catalogue ends.
pub(super) const NEWEST_YEAR: i32 = 2025;

/// Titles of one to eight words, in hundredths.
const TITLE_WORDS: [f64; 8] = [28.0, 28.0, 19.0, 12.0, 6.5, 3.5, 2.0, 1.0];

/// All artists of one seed. None is stored: each is made from its number when it is asked for.
pub(super) struct Artists {
    languages: Vec<Language>,
    genres: Vec<&'static str>,
    shared_titles: Vec<&'static str>,
    seed: u64,
}

pub(super) struct Artist {
    pub name: String,
    pub language: usize,
    pub genre: Option<String>,
    pub label: String,
    /// The year of the first release.
    pub debut: i32,
    /// Streams of the best known song, in any unit.
    pub fame: f64,
    /// What the artist does next; the source of all that follows.
    pub rng: ChaCha8Rng,
    letters: Letters,
}

impl Artists {
    pub fn new(seed: u64) -> Self {
        Self {
            languages: (0..)
                .zip(&LANGUAGES)
                .map(|(at, material)| Language::new(material, mix(seed ^ mix(at))))
                .collect(),
            genres: GENRES.split('|').collect(),
            shared_titles: SHARED_TITLES.split('|').collect(),
            seed,
        }
    }

    pub fn artist(&self, number: u64) -> Artist {
        let (language, name, mut rng) = self.introduce(number);
        let letters = match rng.random_range(0..100) {
            0..3 => Letters::Small,
            3..6 => Letters::Capital,
            _ => Letters::AsUsual,
        };
        let label = if rng.random_bool(0.3) { name.clone() } else { self.label(&mut rng) };
        let years_ago = draw::log_normal(&mut rng, 15.0, 0.8).min(65.0);
        Artist {
            genre: self.genre(&mut rng),
            debut: NEWEST_YEAR - years_ago as i32,
            fame: draw::pareto(&mut rng, 0.55),
            name,
            language,
            label,
            letters,
            rng,
        }
    }

    /// The name of another artist of that language, if one of a few numbers below `below` sings in it.
    pub fn guest(&self, language: usize, below: u64, rng: &mut impl Rng) -> Option<String> {
        (0..6)
            .map(|_| self.introduce(rng.random_range(0..below)))
            .find(|guest| guest.0 == language)
            .map(|guest| guest.1)
    }

    /// A new song's title.
    pub fn title(&self, artist: &mut Artist) -> String {
        let Artist { rng, language, letters, .. } = artist;
        // One title in four of the others is English too.
        let language = if *language != 0 && rng.random_bool(0.25) { 0 } else { *language };
        let tongue = &self.languages[language];
        let mut title = String::with_capacity(32);
        match rng.random_range(0..100) {
            0..3 if !tongue.joined => title.push_str(draw::any(rng, &self.shared_titles)),
            3..5 => {
                title = format!(
                    "{} {}",
                    draw::any(rng, &["No.", "Op.", "Track", "Chapter", "Part"]),
                    rng.random_range(1..30)
                )
            }
            kind => {
                let longest = if tongue.joined { 3 } else { TITLE_WORDS.len() };
                let count = 1 + draw::weighted(rng, TITLE_WORDS[..longest].iter().copied());
                tongue.push_title(count, rng, &mut title);
                title.push_str(match kind {
                    97 => "?",
                    98 => "!",
                    99 => draw::any(rng, &[", Pt. 1", ", Pt. 2", " II", " III", "..."]),
                    _ => "",
                });
            }
        }
        match letters {
            Letters::AsUsual => title,
            Letters::Small => title.to_lowercase(),
            Letters::Capital => title.to_uppercase(),
        }
    }

    /// The part of an artist that others may mention: language and name. The dice go on from there.
    fn introduce(&self, number: u64) -> (usize, String, ChaCha8Rng) {
        let mut rng = ChaCha8Rng::seed_from_u64(mix(self.seed ^ mix(number)));
        let at = draw::weighted(&mut rng, LANGUAGES.iter().map(|language| language.share));
        let (language, mut name) = (&self.languages[at], String::with_capacity(24));
        match rng.random_range(0..100) {
            0..44 => language.push_person(&mut rng, &mut name),
            44..46 => language.push_given(&mut rng, &mut name),
            46..66 => language.push_rare_word(&mut rng, &mut name),
            66..79 => language.push_title(2, &mut rng, &mut name),
            79..85 => language.push_title(3, &mut rng, &mut name),
            85..91 if at == 0 => {
                name.push_str("The ");
                let words = rng.random_range(1..3);
                language.push_title(words, &mut rng, &mut name);
                name.push('s');
            }
            85..94 => {
                language.push_given(&mut rng, &mut name);
                name.push_str(draw::any(&mut rng, &[" & ", " & ", " + ", " x "]));
                language.push_given(&mut rng, &mut name);
            }
            94..97 => {
                name.push_str(draw::any(&mut rng, &["DJ ", "MC ", "Lil ", "Young ", "Big ", "El "]));
                language.push_rare_word(&mut rng, &mut name);
            }
            // Names written with signs: initials, a dollar, a slash, a number.
            97 => {
                name = format!(
                    "{}.{}. ",
                    draw::any(&mut rng, &["J", "T", "R", "M"]),
                    draw::any(&mut rng, &["D", "J", "C"])
                );
                language.push_family(&mut rng, &mut name);
            }
            98 => {
                language.push_rare_word(&mut rng, &mut name);
                name = name.replace('s', "$").replace('i', "!");
            }
            _ => {
                language.push_title(1, &mut rng, &mut name);
                name.push_str(draw::any(&mut rng, &["/", "-", " "]));
                name += &rng.random_range(2..100).to_string();
            }
        }
        (at, name, rng)
    }

    fn label(&self, rng: &mut impl Rng) -> String {
        let mut dice = ChaCha8Rng::seed_from_u64(mix(!self.seed ^ draw::zipf(rng, 20_000) as u64));
        let mut name = String::new();
        let words = dice.random_range(1..3);
        self.languages[0].push_title(words, &mut dice, &mut name);
        name + draw::any(
            &mut dice,
            &[" Records", " Records", " Music", " Recordings", " Sound", " Entertainment", " Discos", ""],
        )
    }

    /// One to six genres, commas between them; none for a few artists.
    fn genre(&self, rng: &mut impl Rng) -> Option<String> {
        let count = draw::weighted(rng, [6.0, 42.0, 19.0, 13.0, 9.0, 6.0, 5.0].into_iter());
        let mut genres: Vec<&str> = Vec::with_capacity(count);
        while genres.len() < count {
            let genre = draw::often_first(rng, &self.genres);
            if !genres.contains(&genre) {
                genres.push(genre);
            }
        }
        (count > 0).then(|| genres.join(","))
    }
}
