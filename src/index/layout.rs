//! Where in a document's row of words each field lies: eight lengths packed in one number.
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
pub const MAX_PART: usize = (1 << BITS) - 1;
const BITS: u32 = 6;
/// How many parts there are.
pub const PARTS: usize = 8;

/// The lengths of all parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout(u64);

impl Layout {
    /// From lengths in the order of the parts, each at most [`MAX_PART`].
    pub fn new(lengths: [usize; PARTS]) -> Self {
        Self(lengths.iter().rev().fold(0, |packed, &n| packed << BITS | n.min(MAX_PART) as u64))
    }

    /// From the number that [`Layout::packed`] gives.
    pub fn from_packed(packed: u64) -> Self {
        Self(packed)
    }

    /// All lengths in one number.
    pub fn packed(self) -> u64 {
        self.0
    }

    /// How many words a part has.
    pub fn len(self, part: Part) -> usize {
        (self.0 >> (part as u32 * BITS)) as usize & MAX_PART
    }

    /// Where the part lies in the row.
    pub fn range(self, part: Part) -> Range<usize> {
        let start = Part::ALL[..part as usize].iter().map(|&p| self.len(p)).sum();
        start..start + self.len(part)
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
}
