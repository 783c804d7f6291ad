//! How many letters must be changed, added or left out to make one text of another (Levenshtein), for one text beside
//! many.

/// Letters that fit into one number, a bit each.
const LETTERS: usize = u64::BITS as usize;
const ASCII: usize = 128;

/// A text that others are compared with.
///
/// A column of the table that one fills by hand is two numbers here, a bit a letter (Myers 1999, as Hyyrö 2003 has it):
/// many times as quick, for short texts in ASCII. `strsim` compares all others.
pub struct Measure<'a> {
    text: &'a str,
    /// For each letter, where it stands in the text; none if the text is too long or not ASCII.
    places: Option<Box<[u64; ASCII]>>,
}

impl<'a> Measure<'a> {
    /// Measures others against this text.
    pub fn new(text: &'a str) -> Self {
        let is_short = (1..=LETTERS).contains(&text.len()) && text.is_ascii();
        let places = is_short.then(|| {
            let mut places = Box::new([0; ASCII]);
            text.bytes().enumerate().for_each(|(i, letter)| places[usize::from(letter)] |= 1 << i);
            places
        });
        Self { text, places }
    }

    /// How alike the two texts are: 1 where they are equal, 0 where nothing is.
    pub fn similarity(&self, other: &str) -> f64 {
        match &self.places {
            Some(places) if other.is_ascii() => {
                let longest = self.text.len().max(other.len());
                1.0 - distance(places, self.text.len(), other) as f64 / longest as f64
            }
            _ => strsim::normalized_levenshtein(self.text, other),
        }
    }
}

/// The distance of `other` from the text of `length` letters that stand in these places.
fn distance(places: &[u64; ASCII], length: usize, other: &str) -> usize {
    let last = 1 << (length - 1);
    // From one row of the column to the next the distance grows by one, or falls by one.
    let (mut grows, mut falls) = (u64::MAX, 0);
    let mut distance = length;
    for letter in other.bytes() {
        let same = places[usize::from(letter)];
        let diagonal = ((same & grows).wrapping_add(grows) ^ grows) | same | falls;
        // The same from this column to the next.
        let (wider, closer) = (falls | !(diagonal | grows), grows & diagonal);
        distance += usize::from(wider & last != 0);
        distance -= usize::from(closer & last != 0);
        let (wider, closer) = (wider << 1 | 1, closer << 1);
        grows = closer | !(diagonal | wider);
        falls = wider & diagonal;
    }
    distance
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_agrees_with_strsim(text in "[a-e]{0,70}", other in "[a-eé]{0,80}") {
            let expected = strsim::normalized_levenshtein(&text, &other);
            prop_assert_eq!(Measure::new(&text).similarity(&other), expected);
        }
    }
}
