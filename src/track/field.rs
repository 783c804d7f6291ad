//! The fields that have something in common.

use super::row::{Filter, Reach, Source};
use super::table::Field;

impl Field {
    /// The field of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.name() == name)
    }

    fn all() -> impl Iterator<Item = Self> + Clone {
        Self::ALL.iter().copied()
    }

    /// Those that a file's tags have.
    pub fn tagged() -> impl Iterator<Item = Self> + Clone {
        Self::all().filter(|field| field.source() == Source::Tag)
    }

    /// Those that whoever gives a track may say.
    pub fn given() -> impl Iterator<Item = Self> + Clone {
        Self::all().filter(|field| field.is_given())
    }

    /// Those that hits show.
    pub fn shown() -> impl Iterator<Item = Self> + Clone {
        Self::all().filter(|field| field.reach() == Reach::Hit)
    }

    /// Those that the index has.
    pub fn indexed() -> impl Iterator<Item = Self> + Clone {
        Self::all().filter(|field| field.reach() >= Reach::Index)
    }

    /// Those that hits can be filtered by.
    pub fn filtered() -> impl Iterator<Item = Self> + Clone {
        Self::all().filter(|field| field.filter() != Filter::None)
    }

    /// Whether somebody may say it.
    pub fn is_given(self) -> bool {
        matches!(self.source(), Source::Tag | Source::Given)
    }
}
