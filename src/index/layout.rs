//! Where in a document's row of words each field lies: where each part ends, packed in one number.
//!
//! The row is: title, its asides and notes, artist, its asides, album, other names, and hints.

use std::ops::Range;

use serde::Serialize;

/// A part of a document's row of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    Title = 0,
    /// Another performance, a guest.
    TitleAside = 1,
    /// What tells no performance from another: `Remastered 2009`.
    TitleNote = 2,
    Artist = 3,
    ArtistAside = 4,
    Album = 5,
    /// Names of others who have to do with it.
    Credit = 6,
    /// What no name says in words, see [`hints`](super::hints).
    Hint = 7,
}

impl Part {
    /// All parts, in the order of a row.
    pub const ALL: [Part; PARTS] = [
        Part::Title,
        Part::TitleAside,
        Part::TitleNote,
        Part::Artist,
        Part::ArtistAside,
        Part::Album,
        Part::Credit,
        Part::Hint,
    ];
}

/// The most words that one part keeps; what a name has beyond them can't be searched.
pub const MAX_PART: usize = 63;
/// How many parts there are.
pub const PARTS: usize = 8;
/// The most words of all parts together: a byte says where each ends.
const MAX_WORDS: usize = u8::MAX as usize;

/// Where each part ends, a byte each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout(u64);

impl Layout {
    /// From lengths in the order of the parts, each at most [`MAX_PART`].
    pub fn new(lengths: [usize; PARTS]) -> Self {
        let mut end = 0;
        Self(u64::from_le_bytes(lengths.map(|length| {
            end = (end + length.min(MAX_PART)).min(MAX_WORDS);
            end as u8
        })))
    }

    /// From the number that [`Layout::packed`] gives.
    pub fn from_packed(packed: u64) -> Self {
        Self(packed)
    }

    /// All ends in one number.
    pub fn packed(self) -> u64 {
        self.0
    }

    fn end(self, part: Part) -> usize {
        (self.0 >> (part as u32 * u8::BITS)) as usize & MAX_WORDS
    }

    /// How many words a part has.
    pub fn len(self, part: Part) -> usize {
        self.range(part).len()
    }

    /// Where the part lies in the row.
    pub fn range(self, part: Part) -> Range<usize> {
        // Shifted by one part, each end is where the next begins.
        let start = (self.0 << u8::BITS >> (part as u32 * u8::BITS)) as usize & MAX_WORDS;
        start..self.end(part)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_come_back_as_they_were_packed() {
        let layout = Layout::from_packed(Layout::new([3, 0, 2, 63, 1, 70, 0, 1]).packed());
        assert_eq!(Part::ALL.map(|p| layout.len(p)), [3, 0, 2, 63, 1, 63, 0, 1]);
        assert_eq!(layout.range(Part::Artist), 5..68);
        assert_eq!(layout.range(Part::Album), 69..132);
    }

    #[test]
    fn what_is_too_much_is_cut_at_the_end() {
        let layout = Layout::new([63; PARTS]);
        assert_eq!(layout.range(Part::ArtistAside), 252..255);
        assert_eq!(layout.range(Part::Hint), 255..255);
    }
}
