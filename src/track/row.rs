//! What a row of the table may say of its field.

/// Where the values of a field come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file's tags, and whoever gives a track.
    Tag,
    /// Whoever gives a track.
    Given,
    /// The file itself.
    File,
}

/// By what a field is filtered, and what that parameter is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    None,
    /// Every word of the value must stand in it, written together or apart.
    Words(&'static str),
    /// One of its values must be this one, compared folded and as a whole.
    Keyword(&'static str),
    /// It must lie within a range.
    Range(&'static str),
    /// An attribute, named behind this and a dot, must have a value or lie within a range.
    Attribute(&'static str),
}

/// How far a field reaches from the catalog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Read with its track.
    Row,
    /// The index has it too.
    Index,
    /// Hits show it.
    Hit,
}

// One constructor for each word of the table.
impl Source {
    pub(super) const fn tag() -> Self {
        Self::Tag
    }

    pub(super) const fn given() -> Self {
        Self::Given
    }

    pub(super) const fn file() -> Self {
        Self::File
    }
}

impl Filter {
    pub(super) const fn none() -> Self {
        Self::None
    }

    pub(super) const fn words(parameter: &'static str) -> Self {
        Self::Words(parameter)
    }

    pub(super) const fn keyword(parameter: &'static str) -> Self {
        Self::Keyword(parameter)
    }

    pub(super) const fn range(parameter: &'static str) -> Self {
        Self::Range(parameter)
    }

    pub(super) const fn attribute(parameter: &'static str) -> Self {
        Self::Attribute(parameter)
    }

    /// What the parameter is called.
    pub fn parameter(self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Words(parameter) | Self::Keyword(parameter) | Self::Range(parameter) | Self::Attribute(parameter) => {
                Some(parameter)
            }
        }
    }
}

impl Reach {
    pub(super) const fn row() -> Self {
        Self::Row
    }

    pub(super) const fn index() -> Self {
        Self::Index
    }

    pub(super) const fn hit() -> Self {
        Self::Hit
    }
}
