//! The fields of a track, one row of one table each, and the types that are made of them. Knows nothing of where they
//! are kept.
//!
//! [`table`] is the place where a field is added. [`kind`] says what values there are and what must hold of each,
//! [`value`] takes them through code that is the same for all fields, [`row`] is what the table may say of one, and
//! [`reading`] what a text says of one.

mod asset_uri;
mod attributes;
mod condition;
mod conditions;
mod expression;
mod facet;
mod field;
mod id;
mod isrc;
mod kind;
mod new_track;
mod origin;
pub mod reading;
mod record;
mod row;
mod slot;
mod status;
mod table;
mod value;

pub use asset_uri::{AssetUri, TooLong};
pub use attributes::{Attributes, MOST_DEPTH, MOST_TEXT_BYTES, Scalar};
pub use condition::{Condition, Test};
pub use conditions::{Conditions, MOST_CONDITIONS};
pub use expression::Mistake;
pub use facet::{Facet, FacetCount, FacetCounts, FacetValue, MOST_VALUES};
pub use id::{AliasId, AssetId, LibraryId, TrackId};
pub use isrc::Isrc;
pub use kind::{Kind, URI_BYTES};
pub use new_track::Problem;
pub use origin::{Origin, Origins};
pub use row::{Filter, Reach, Source};
pub use slot::Slot;
pub use status::Status;
pub use table::{Field, NewTrack, TagFields, Track, TrackSummary};
pub use value::{Value, ValueRef};
