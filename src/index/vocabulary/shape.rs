//! What rules most words out as similar without a look at their letters.

use crate::text::edit_distance::is_editable;

/// Edits change at most this many members of the set of letters: two substitutions, two letters each.
const LETTERS: u32 = 4;
/// Words whose lengths differ by more than this are never similar.
const LENGTH: u32 = 3;

/// The length of an editable word and the set of its letters, in one number; of other words nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Shape(u32);

impl Shape {
    /// So many bits are the set.
    const LETTERS: u32 = 26;

    pub fn of(word: &str) -> Self {
        if !is_editable(word) {
            return Self(0);
        }
        Self(word.bytes().fold((word.len() as u32) << Self::LETTERS, |shape, b| shape | 1 << (b - b'a')))
    }

    /// Whether two words may be similar.
    #[inline]
    pub fn is_near(self, other: Self) -> bool {
        let length = |shape: Self| shape.0 >> Self::LETTERS;
        let different = (self.0 ^ other.0) & ((1 << Self::LETTERS) - 1);
        length(self).abs_diff(length(other)) <= LENGTH && different.count_ones() <= LETTERS
    }
}
