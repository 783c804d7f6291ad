//! Ids and numbers that must not be taken for one another.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A UUID that names one kind of thing only.
macro_rules! id {
    ($(#[$about:meta])* $Name:ident, by default $default:expr) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $Name(Uuid);

        impl $Name {
            /// The id with this UUID.
            pub const fn new(id: Uuid) -> Self {
                Self(id)
            }

            /// One that nothing has had before; later ones are greater.
            pub fn now() -> Self {
                Self(Uuid::now_v7())
            }

            /// The one that is no greater than any.
            pub const LEAST: Self = Self(Uuid::nil());
            /// The one that is no less than any.
            pub const GREATEST: Self = Self(Uuid::max());

            /// The id that is this number: for tests and invented catalogues.
            pub const fn from_u128(number: u128) -> Self {
                Self(Uuid::from_u128(number))
            }

            /// The id as a number.
            pub const fn as_u128(self) -> u128 {
                self.0.as_u128()
            }

            /// The UUID behind it.
            pub const fn uuid(self) -> Uuid {
                self.0
            }

            /// The id with these bytes, of which there must be sixteen.
            pub fn from_slice(bytes: &[u8]) -> Result<Self, uuid::Error> {
                Uuid::from_slice(bytes).map(Self)
            }

            /// Its sixteen bytes, which sort as the ids do.
            pub fn as_bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }
        }

        impl Default for $Name {
            fn default() -> Self {
                $default
            }
        }

        impl From<Uuid> for $Name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl fmt::Display for $Name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $Name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id! {
    /// A track.
    TrackId, by default Self::LEAST
}

id! {
    /// An asset: the file that a track was made from.
    AssetId, by default Self::LEAST
}

id! {
    /// An alias: what a library calls something otherwise.
    AliasId, by default Self::LEAST
}

id! {
    /// A library: the tenant that tracks and assets belong to. By default the one of all who don't say which.
    LibraryId, by default Self::DEFAULT
}

impl LibraryId {
    /// The library of all who don't say which; the migrations have made it.
    pub const DEFAULT: Self = Self(Uuid::from_u128(1));
}
