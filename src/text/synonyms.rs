//! Words that people write in two ways that no edit connects: `u` and `you`, `2` and `two`, `pt` and `part`.

/// Each line holds spellings of one word; any of them may be typed for any other.
const SYNONYMS: &[&[&str]] = &[
    &["you", "u"],
    &["your", "ur"],
    &["are", "r"],
    &["and", "n"],
    &["for", "4", "four"],
    &["to", "2", "too", "two", "ii"],
    &["1", "one"],
    &["3", "three", "iii"],
    &["4", "four", "iv"],
    &["5", "five"],
    &["6", "six", "vi"],
    &["7", "seven", "vii"],
    &["8", "eight", "viii"],
    &["9", "nine", "ix"],
    &["10", "ten"],
    &["love", "luv"],
    &["because", "cause", "cuz", "coz"],
    &["through", "thru"],
    &["night", "nite"],
    &["tonight", "tonite"],
    &["light", "lite"],
    &["before", "b4"],
    &["great", "gr8"],
    &["later", "l8r"],
    &["with", "w"],
    &["part", "pt"],
    &["volume", "vol"],
    &["number", "no", "nr"],
    &["saint", "st"],
    &["doctor", "dr"],
    &["mister", "mr"],
    &["versus", "vs"],
];

/// The other spellings of a folded word.
pub fn synonyms(word: &str) -> impl Iterator<Item = &'static str> {
    let lines = SYNONYMS.iter().filter(move |line| line.contains(&word));
    lines.flat_map(|line| line.iter().copied()).filter(move |&other| other != word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_is_one_word_as_folding_leaves_it() {
        for word in SYNONYMS.iter().copied().flatten() {
            assert_eq!(crate::text::fold(word).iter().collect::<Vec<_>>(), [*word]);
        }
    }

    #[test]
    fn each_spelling_stands_for_the_others() {
        assert_eq!(synonyms("u").collect::<Vec<_>>(), ["you"]);
        assert!(synonyms("two").any(|word| word == "2") && synonyms("2").any(|word| word == "two"));
        assert_eq!(synonyms("radiohead").count(), 0);
    }
}
