//! What a document says of itself that no name has as a word: words of the index that nobody can type, since folding
//! leaves their first letter in none.

use crate::text::name;

/// The word of all tracks of a year.
pub fn year(year: i64) -> String {
    format!("#{year}")
}

/// The word of all tracks by artists of these initials.
pub fn initials(letters: &str) -> String {
    format!("@{letters}")
}

/// The most artists of one track whose initials are kept.
const MOST_CREDITS: usize = 4;

/// The initials of the artists of a track.
pub fn initials_of(artist: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for credit in name::credits(artist).take(MOST_CREDITS) {
        let words = name::artist(credit);
        for letters in name::initials(words.of(name::Role::Main)) {
            let hint = initials(&letters);
            if !found.contains(&hint) {
                found.push(hint);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold;

    #[test]
    fn no_text_folds_to_a_hint() {
        for hint in [year(1985), initials("vh"), initials("80s")] {
            assert!(fold(&hint).iter().all(|word| word != hint));
        }
    }

    #[test]
    fn each_artist_has_initials() {
        assert_eq!(initials_of("Velvet Harbour, Paper Lantern Band"), ["@vh", "@plb"]);
    }
}
