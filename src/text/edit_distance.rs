//! Typo tolerance: what it costs to read one word as another, edits weighted by how people really mistype and mishear,
//! and how much a word of each length may cost ([`max_cost`]).
//!
//! Costs are in units of one arbitrary edit being about 0.7; equal words cost 0. The weights were found by fitting on
//! generated and on real misspellings; the bounds per word length keep unrelated words out.

use std::sync::LazyLock;

const SUBSTITUTION: f32 = 0.74;
const NEIGHBOUR_KEY: f32 = 0.56;
const VOWEL_FOR_VOWEL: f32 = 0.65;
/// Insertion: a letter of the name that was not typed.
const INSERTION: f32 = 0.44;
/// Deletion: a typed letter that the name doesn't have.
const DELETION: f32 = 0.63;
/// A letter typed twice that the name has once.
const DOUBLED: f32 = 0.47;
/// Transposition: two neighbours swapped, as one edit.
const TRANSPOSITION: f32 = 0.32;
const SOUNDS_ALIKE: f32 = 0.22;
/// People get the first letter right more often than any other.
const FIRST_LETTER: f32 = 1.2;

/// Longest word that is compared, in bytes; longer ones match exactly or not at all.
const MAX_LEN: usize = 32;
/// How many rows of the table are in use at a time: a sound spelled with four letters reaches back over four.
const REACH: usize = 5;

/// The most that the edits of a typed word of `len` letters may cost together.
///
/// How many edits that allows is decided here and where words are looked up: `index::vocabulary::forms` deletes one
/// letter up to 5, else two, among the first 9; `shape` and `walk` bound the rest. Long words have more neighbours by
/// chance, so they are allowed no more than those of 6 to 8 letters.
pub fn max_cost(len: usize) -> f32 {
    match len {
        0 | 1 => 0.0,
        2 | 3 => 0.9,
        4 | 5 => 1.75,
        6..=8 => 2.6,
        _ => 2.4,
    }
}

/// Whether a word may be edited at all: numbers, ids and characters that are words by themselves may not.
pub fn is_editable(word: &str) -> bool {
    word.len() > 1 && word.len() <= MAX_LEN && word.bytes().all(|b| b.is_ascii_lowercase())
}

/// The cost of reading `typed` as `name`, or `None` if it is more than `bound`. Both are editable words.
pub fn edit_cost(typed: &str, name: &str, bound: f32) -> Option<f32> {
    let (q, t) = (typed.as_bytes(), name.as_bytes());
    if q.len() > MAX_LEN || t.len() > MAX_LEN {
        return None;
    }
    // rows[i % REACH][j]: the cost of reading the first i typed letters as the first j of the name.
    let mut rows = [[0.0f32; MAX_LEN + 1]; REACH];
    // The least cost in each of those rows.
    let mut leasts = [0.0f32; REACH];
    for j in 1..=t.len() {
        rows[0][j] = rows[0][j - 1] + INSERTION * if j == 1 { FIRST_LETTER } else { 1.0 };
    }
    let Pairs { pairs, sounds } = &*PAIRS;
    for i in 1..=q.len() {
        let a = q[i - 1];
        let (above, this) = ((i - 1) % REACH, i % REACH);
        rows[this][0] = rows[above][0] + DELETION * if i == 1 { FIRST_LETTER } else { 1.0 };
        let extra = if i > 1 && q[i - 2] == a { DOUBLED } else { DELETION };
        let mut least = rows[this][0];
        // What stands to the left, and above that: no need to fetch them again.
        let (mut left, mut diagonal) = (rows[this][0], rows[above][0]);
        for j in 1..=t.len() {
            let b = t[j - 1];
            let first = if i == 1 || j == 1 { FIRST_LETTER } else { 1.0 };
            let pair = &pairs[pair(a, b)];
            let up = rows[above][j];
            let mut best = diagonal + pair.cost * first;
            best = lesser(best, up + extra * first);
            best = lesser(best, left + INSERTION * first);
            diagonal = up;
            if i > 1 && j > 1 && a != b && a == t[j - 2] && q[i - 2] == b {
                let swapped = TRANSPOSITION * if i == 2 || j == 2 { FIRST_LETTER } else { 1.0 };
                best = lesser(best, rows[(i - 2) % REACH][j - 2] + swapped);
            }
            for (x, y) in &sounds[usize::from(pair.sounds.0)..usize::from(pair.sounds.1)] {
                if q[..i].ends_with(x) && t[..j].ends_with(y) {
                    best = lesser(best, rows[(i - x.len()) % REACH][j - y.len()] + SOUNDS_ALIKE);
                }
            }
            rows[this][j] = best;
            left = best;
            least = lesser(least, best);
        }
        // Every way on leads through this row or, by a swap or a sound, leaps over it from a row close above.
        if least > bound && (i.saturating_sub(REACH - 2)..i).all(|i| leasts[i % REACH] > bound) {
            return None;
        }
        leasts[this] = least;
    }
    let cost = rows[q.len() % REACH][t.len()];
    (cost <= bound).then_some(cost)
}

/// One instruction, where `f32::min` takes several to think of what isn't a number.
fn lesser(a: f32, b: f32) -> f32 {
    if b < a { b } else { a }
}

fn substitution(a: u8, b: u8) -> f32 {
    if are_neighbours(a, b) {
        NEIGHBOUR_KEY
    } else if is_vowel(a) && is_vowel(b) {
        VOWEL_FOR_VOWEL
    } else {
        SUBSTITUTION
    }
}

fn is_vowel(b: u8) -> bool {
    matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// Whether two letters touch on a QWERTY keyboard.
fn are_neighbours(a: u8, b: u8) -> bool {
    const ROWS: [&[u8]; 3] = [b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];
    let place = |letter: u8| {
        ROWS.iter().enumerate().find_map(|(r, row)| row.iter().position(|&k| k == letter).map(|c| (r as i32, c as i32)))
    };
    match (place(a), place(b)) {
        (Some((r1, c1)), Some((r2, c2))) => match r2 - r1 {
            0 => (c1 - c2).abs() == 1,
            // Each row stands half a key to the right of the one above.
            1 => c2 == c1 || c2 == c1 - 1,
            -1 => c2 == c1 || c2 == c1 + 1,
            _ => false,
        },
        _ => false,
    }
}

/// Spellings of one sound, in English and in the languages that names come from. Each holds both ways.
const SOUNDS: &[(&str, &str)] = &[
    ("ph", "f"),
    ("c", "k"),
    ("ck", "k"),
    ("ck", "c"),
    ("q", "k"),
    ("qu", "kw"),
    ("x", "ks"),
    ("x", "cks"),
    ("y", "i"),
    ("ie", "y"),
    ("ey", "y"),
    ("ee", "ea"),
    ("ee", "ie"),
    ("ei", "ie"),
    ("ai", "ay"),
    ("ai", "ei"),
    ("s", "z"),
    ("s", "c"),
    ("ss", "c"),
    ("tion", "shun"),
    ("sion", "shun"),
    ("tion", "sion"),
    ("sch", "sh"),
    ("ch", "k"),
    ("ch", "tch"),
    ("ch", "sh"),
    ("kn", "n"),
    ("wr", "r"),
    ("wh", "w"),
    ("rh", "r"),
    ("gh", "g"),
    ("ght", "t"),
    ("dge", "j"),
    ("dge", "ge"),
    ("g", "j"),
    ("oo", "u"),
    ("ou", "u"),
    ("ou", "oo"),
    ("ow", "ou"),
    ("au", "o"),
    ("aw", "au"),
    ("er", "ar"),
    ("er", "or"),
    ("er", "re"),
    ("er", "ur"),
    ("ir", "er"),
    ("v", "w"),
    ("v", "f"),
    ("th", "t"),
    ("d", "t"),
    ("mb", "m"),
    ("ps", "s"),
    ("ll", "l"),
    ("ae", "a"),
    ("ae", "e"),
    ("oe", "o"),
    ("ue", "u"),
    ("cc", "k"),
    ("dj", "j"),
    ("ough", "o"),
    ("igh", "i"),
    ("eau", "o"),
    ("eigh", "ay"),
];

/// What is known of all pairs of letters, typed and meant; small, since every cell of every comparison looks here.
struct Pairs {
    pairs: Vec<Pair>,
    /// The spellings of [`SOUNDS`], in the order of the pairs that they end in.
    sounds: Vec<(&'static [u8], &'static [u8])>,
}

struct Pair {
    /// Of reading one as the other.
    cost: f32,
    /// From where to where the spellings stand that end in them.
    sounds: (u16, u16),
}

static PAIRS: LazyLock<Pairs> = LazyLock::new(|| {
    let letters = || b'a'..=b'z';
    let both_ways = SOUNDS.iter().flat_map(|&(x, y)| [(x.as_bytes(), y.as_bytes()), (y.as_bytes(), x.as_bytes())]);
    let (mut pairs, mut sounds) = (Vec::new(), Vec::new());
    for (a, b) in letters().flat_map(|a| letters().map(move |b| (a, b))) {
        let from = sounds.len() as u16;
        sounds.extend(both_ways.clone().filter(|(x, y)| x.ends_with(&[a]) && y.ends_with(&[b])));
        let cost = if a == b { 0.0 } else { substitution(a, b) };
        pairs.push(Pair { cost, sounds: (from, sounds.len() as u16) });
    }
    Pairs { pairs, sounds }
});

fn pair(a: u8, b: u8) -> usize {
    let letter = |b: u8| usize::from(b.wrapping_sub(b'a').min(25));
    letter(a) * 26 + letter(b)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn cost(typed: &str, name: &str) -> Option<f32> {
        edit_cost(typed, name, max_cost(typed.len()))
    }

    #[test]
    fn likely_slips_cost_less_than_unlikely_ones() {
        let order = ["fone", "phoen", "phonw", "phoxe"];
        let costs: Vec<f32> = order.iter().map(|typed| cost(typed, "phone").unwrap()).collect();
        assert!(costs.is_sorted(), "{costs:?}");
    }

    #[test]
    fn unrelated_words_are_out_of_reach() {
        for (typed, name) in [("queen", "drake"), ("love", "hate"), ("radiohead", "coldplay"), ("a", "i")] {
            assert_eq!(cost(typed, name), None, "{typed} {name}");
        }
    }

    #[test]
    fn numbers_and_single_characters_are_never_edited() {
        for word in ["1999", "u2", "月", "", "a"] {
            assert!(!is_editable(word), "{word}");
        }
    }

    #[test]
    fn a_slip_in_the_first_letter_is_forgiven() {
        assert!(cost("wueen", "queen").unwrap() > cost("qieen", "queen").unwrap());
    }

    proptest! {
        #[test]
        fn equal_words_cost_nothing_and_others_something(a in "[a-z]{2,12}", b in "[a-z]{2,12}") {
            prop_assert_eq!(edit_cost(&a, &a, 9.0), Some(0.0));
            if a != b {
                prop_assert!(edit_cost(&a, &b, 99.0).is_some_and(|c| c > 0.0));
            }
        }

        #[test]
        fn a_bound_only_cuts(a in "[a-e]{2,8}", b in "[a-e]{2,8}", bound in 0f32..3.0) {
            let free = edit_cost(&a, &b, 99.0).unwrap();
            prop_assert_eq!(edit_cost(&a, &b, bound), (free <= bound).then_some(free));
        }
    }
}
