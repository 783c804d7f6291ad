//! How much a track's names look like the query, letter by letter: what trigrams, which find the candidates, blur.

use std::ops::RangeInclusive;

use crate::text::language::years::years;

/// A name that only begins like the query is a little less than one that is like it, be it the artist alone.
const BEGINNING: f64 = 0.94;
/// The artist alone, or the title alone, is a little less than both.
const ALONE: f64 = 0.97;

/// What is on an album is less than what bears the name.
const ALBUM: f64 = 0.9;

/// The query, ready to be compared with many names.
pub(super) struct NameSimilarity {
    /// As it was typed, and with other names in it; without spaces, so that words joined or split are the same.
    asked: Vec<Vec<char>>,
    /// The years that some of its words are, beside others.
    pub years: Vec<RangeInclusive<i64>>,
}

impl NameSimilarity {
    /// Of a query and the same said otherwise: that one counts which a name is most like.
    pub(super) fn new<'a>(asked: &'a str, otherwise: impl Iterator<Item = &'a str>) -> Self {
        let is_alone = !asked.contains(' ');
        let years = asked.split(' ').filter_map(|word| years(word).filter(|_| !is_alone)).collect();
        Self { asked: std::iter::once(asked).chain(otherwise).map(letters).collect(), years }
    }

    /// Whether a name is the query, but for spaces.
    pub(super) fn is(&self, name: &str) -> bool {
        self.asked.iter().any(|asked| name.chars().filter(|&letter| letter != ' ').eq(asked.iter().copied()))
    }

    /// From 0 (nothing in common) to 1 (a whole name is equal).
    pub(super) fn of(&self, artist: &str, title: &str, album: &str) -> f32 {
        let (artist, title, album) = (letters(artist), letters(title), letters(album));
        let both = [artist.as_slice(), title.as_slice()].concat();
        let swapped = [title.as_slice(), artist.as_slice()].concat();
        let on_album = [artist.as_slice(), album.as_slice()].concat();
        let weighted = [
            (&both, 1.0),
            (&swapped, 1.0),
            (&title, ALONE),
            (&artist, ALONE * ALONE),
            (&on_album, ALBUM),
            (&album, ALBUM * ALONE),
        ];
        let like = |best, asked: &Vec<char>| {
            weighted.iter().fold(best, |best, (name, weight)| like(asked, name, *weight, best))
        };
        self.asked.iter().fold(0.0, like) as f32
    }
}

/// The similarity to one name, if it is more than the `best` so far; comparing letters is what takes time.
fn like(asked: &[char], name: &[char], weight: f64, best: f64) -> f64 {
    let beginning = name.get(..asked.len()).filter(|beginning| beginning.len() < name.len());
    let parts = [(Some(name), weight), (beginning, weight * BEGINNING)];
    parts.into_iter().filter_map(|(part, weight)| Some((part?, weight))).fold(best, |best, (part, weight)| {
        if weight * most_similarity(asked, part) <= best {
            return best;
        }
        best.max(weight * similarity(asked, part))
    })
}

fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|&letter| letter != ' ').collect()
}

/// What similarity can't be above: the letters that one has more must go.
fn most_similarity(a: &[char], b: &[char]) -> f64 {
    a.len().min(b.len()) as f64 / a.len().max(b.len()).max(1) as f64
}

/// One less the share of letters to be changed, with neighbours swapped counting as one change.
fn similarity(a: &[char], b: &[char]) -> f64 {
    let longest = a.len().max(b.len());
    if longest == 0 {
        return 0.0;
    }
    1.0 - strsim::generic_damerau_levenshtein(a, b) as f64 / longest as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn similarity_to(asked: &str) -> NameSimilarity {
        NameSimilarity::new(asked, std::iter::empty())
    }

    #[test]
    fn the_track_meant_comes_before_its_neighbours() {
        let similarity = similarity_to("nina simone here comes thesun");
        let meant = similarity.of("nina simone", "here comes the sun", "here comes the sun");
        assert_eq!(meant, 1.0);
        for (artist, title) in [
            ("nina simone", "here comes the sun live"),
            ("the beatles", "here comes the sun"),
            ("nina simone", "sinnerman"),
        ] {
            assert!(similarity.of(artist, title, "here comes the sun") < meant, "{artist} {title}");
        }
    }

    #[test]
    fn the_order_of_artist_and_title_does_not_matter() {
        assert_eq!(
            similarity_to("help beatles").of("beatles", "help", ""),
            similarity_to("beatles help").of("beatles", "help", "")
        );
    }

    #[test]
    fn a_name_is_more_than_an_album_of_that_name() {
        let similarity = similarity_to("timetabels");
        let album = similarity.of("the quiet carriage", "branch line", "timetables");
        assert!(album > similarity.of("the quiet carriage", "branch line", ""));
        assert!(album < similarity.of("the quiet carriage", "timetables", ""));
    }

    #[test]
    fn an_unfinished_name_is_nearly_as_good_as_the_whole() {
        let unfinished = similarity_to("beatles yester").of("beatles", "yesterday", "help");
        assert!((0.9..1.0).contains(&unfinished), "{unfinished}");
    }

    #[test]
    fn nothing_is_like_nothing() {
        assert_eq!(similarity_to("").of("", "", ""), 0.0);
    }

    #[test]
    fn what_is_said_otherwise_is_as_good_as_what_was_typed() {
        let similarity = NameSimilarity::new("tupac changes", ["2pac changes"].into_iter());
        assert_eq!(similarity.of("2pac", "changes", ""), 1.0);
        assert_eq!(similarity.of("tupac", "changes", ""), 1.0);
        assert!(similarity.of("2pac", "hail mary", "") < 0.9);
        assert!(NameSimilarity::new("tupac", ["2pac"].into_iter()).is("2 pac"));
    }
}
