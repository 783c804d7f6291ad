//! The tantivy index: schema, documents, writer, generations, reader. Knows nothing of PostgreSQL.

mod document;
mod error;
mod generation;
mod generations;
mod key_counts;
pub mod keys;
mod layout;
mod memory;
mod merges;
mod place;
mod record;
mod records;
mod rows;
mod schema;
mod segment;
mod snapshot;
mod vocabulary;
mod words;
mod writer;

pub use document::Document;
pub use error::Error;
pub use generation::Generation;
pub use generations::{Draft, Generations};
pub use layout::{Layout, Part};
pub use records::{Digests, Records};
pub use schema::{Fields, filter_key, genres};
pub use segment::{Segment, SegmentTerm};
pub use snapshot::{Live, Snapshot, WordTerms};
pub use vocabulary::{Similar, Vocabulary, WordId};
pub use writer::{Workload, Writer};

/// To be raised whenever the same track would be indexed in another way, because it is folded, keyed or stored otherwise: an
/// index of another version is rebuilt. A test in `schema` notices most such changes.
const PIPELINE_VERSION: u32 = 4;
