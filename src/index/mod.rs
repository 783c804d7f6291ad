//! The tantivy index: schema, documents, writer, generations, reader. Knows nothing of PostgreSQL.

mod document;
mod error;
pub mod keys;
mod layout;
mod schema;
mod segment;
mod snapshot;
mod vocabulary;

pub use document::Document;
pub use error::Error;
pub use layout::{Layout, Part};
pub use schema::{Fields, filter_key, genres};
pub use segment::{Segment, SegmentTerm};
pub use snapshot::{Live, Snapshot};
pub use vocabulary::{Similar, Vocabulary};
