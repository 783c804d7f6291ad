//! One folding in two languages: what Rust makes of a text, PostgreSQL makes of it, too.

use needledrop::sample::Catalogue;
use needledrop::text::fold;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::support::postgres::Database;

const SEED: u64 = 1;
/// So many texts of each kind.
const TEXTS: usize = 10_000;

/// What rules look at, and what stands beside it.
const RULED: [&str; 56] = [
    "a", "B", "z", "Q", "1", "0", " ", " ", ".", ".", ".", "!", "$", "@", "&", "+", "'", "`", "’", "-", "/", "\t", "é",
    "Ш", "ß", "愛", "ヒ", "ｶ", "ﾞ", "\u{3099}", "\u{1112}", "\u{1161}", "\u{11AB}", "하", "\u{301}", "…", "♥", "ا", "½",
    "\u{200D}", "क", "ज", "\u{93C}", "\u{94D}", "ि", "ॳ", "ক", "র", "ன", "ก", "ุ", "🔥", "🏽", "ㄱ", "ㅏ", "ㄴ",
];
/// Where letters of most scripts stand, and marks.
const BLOCKS: [(u32, u32); 18] = [
    (0x20, 0x7F),
    (0xA0, 0x250),
    (0x370, 0x530),
    (0x530, 0x700),
    (0x900, 0x1200),
    (0x900, 0x980),
    (0x980, 0xA00),
    (0xB80, 0xD80),
    (0xE00, 0xEE0),
    (0x1000, 0x10A0),
    (0x3130, 0x3164),
    (0x1E00, 0x2100),
    (0x2100, 0x2C00),
    (0x3000, 0x3400),
    (0xAC00, 0xAD00),
    (0xF900, 0xFFFF),
    (0x10000, 0x20000),
    (0x300, 0x370),
];

#[tokio::test]
async fn postgres_folds_every_text_as_rust_does() {
    let database = Database::new().await;
    let mut rng = ChaCha8Rng::seed_from_u64(SEED);
    let mut texts = letters();
    for kind in [of_all_planes, of_a_few_blocks, of_what_rules_look_at, of_initials, of_schwas] {
        texts.extend((0..TEXTS).map(|_| kind(&mut rng)));
    }
    texts.extend(Catalogue::new(SEED, TEXTS as u64).flat_map(|track| [track.artist, track.title]));
    texts.extend(["x", "é", "★", "愛", "\u{10FFFF}"].map(|letter| letter.repeat(70)));

    let mut wrong = Vec::new();
    for texts in texts.chunks(10_000) {
        let folded: Vec<String> = sqlx::query_scalar(
            "select needledrop_fold(value) from unnest($1::text[]) with ordinality as t (value, place) order by place",
        )
        .bind(texts)
        .fetch_all(&database.sql)
        .await
        .unwrap();
        assert_eq!(folded.len(), texts.len());
        let both = texts.iter().map(|text| fold(text).spaced()).zip(folded);
        wrong.extend(texts.iter().zip(both).filter(|(_, (rust, postgres))| rust != postgres));
    }
    assert!(wrong.is_empty(), "{} of {} differ, such as {:?}", wrong.len(), texts.len(), &wrong[..wrong.len().min(10)]);
    database.drop().await;
}

#[tokio::test]
async fn the_table_of_letters_is_the_same_in_both() {
    let database = Database::new().await;
    let source: String = sqlx::query_scalar("select prosrc from pg_proc where proname = 'needledrop_letters'")
        .fetch_one(&database.sql)
        .await
        .unwrap();
    for table in [include_str!("../../../src/text/letters.json"), include_str!("../../../src/text/sequences.txt")] {
        assert!(source.contains(table.trim_end()), "write it into both: cargo run --example letters");
    }
    database.drop().await;
}

/// Each letter once: most by itself, those of scripts with very many of them in rows.
fn letters() -> Vec<String> {
    let is_one_of_many = |letter: &char| matches!(u32::from(*letter), 0x3400..=0x9FFF | 0xAC00..=0xF8FF | 0x20000..);
    let (many, few): (Vec<char>, Vec<char>) = ('\u{1}'..=char::MAX).partition(is_one_of_many);
    few.into_iter().map(String::from).chain(many.chunks(100).map(String::from_iter)).collect()
}

fn of_all_planes(rng: &mut ChaCha8Rng) -> String {
    (0..rng.random_range(1..12)).map(|_| rng.random_range('\u{1}'..=char::MAX)).collect()
}

fn of_a_few_blocks(rng: &mut ChaCha8Rng) -> String {
    let blocks: Vec<(u32, u32)> = BLOCKS.sample(rng, 3).copied().collect();
    let letter = |rng: &mut ChaCha8Rng| {
        let (first, end) = *blocks.choose(rng).unwrap();
        char::from_u32(rng.random_range(first..end)).unwrap()
    };
    (0..rng.random_range(1..16)).map(|_| letter(rng)).collect()
}

fn of_what_rules_look_at(rng: &mut ChaCha8Rng) -> String {
    (0..rng.random_range(1..10)).map(|_| *RULED.choose(rng).unwrap()).collect()
}

/// Consonants of Hindi and Bengali, of which some have vowels: words in which some schwas are silent.
fn of_schwas(rng: &mut ChaCha8Rng) -> String {
    let letters: Vec<&str> = "क|ख|र|त|य|त्र|श्न|ा|ं|\u{94D}|\u{94D}|ক|ব|র|ে|ং|ఆ|ऄ| |a".split('|').collect();
    (0..rng.random_range(1..16)).map(|_| *letters.choose(rng).unwrap()).collect()
}

fn of_initials(rng: &mut ChaCha8Rng) -> String {
    let initial = |rng: &mut ChaCha8Rng| {
        let letter = ["A", "b", "É", "Ш", "Æ", "e\u{301}", "'n", "ab", "7", "愛", "$"].choose(rng).unwrap();
        let dot = [".", ".", ".", ". ", "", ".'"].choose(rng).unwrap();
        format!("{letter}{dot}")
    };
    (0..rng.random_range(1..6)).map(|_| initial(rng)).collect()
}
