//! The tantivy index: schema, documents, writer, generations, reader. Knows nothing of PostgreSQL.

mod directory;
mod document;
mod error;
mod generations;
mod record;
mod schema;
mod segments;
mod vocabulary;
mod writer;

pub use document::Document;
pub use error::Error;
pub use generations::{Draft, Generation, Generations};
pub use schema::{Fields, filter_key, genres};
pub use segments::{Digests, Layout, Live, Part, Records, Segment, SegmentTerm, Snapshot, WordTerms, keys};
pub use vocabulary::{Similar, Vocabulary, WordId};
pub use writer::{Workload, Writer};

/// To be raised whenever the same track would be indexed in another way, because it is folded, keyed or stored otherwise: an
/// index of another version is rebuilt. A test in `schema` notices most such changes.
const PIPELINE_VERSION: u32 = 4;
