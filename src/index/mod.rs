//! The tantivy index: schema, documents, writer, generations, reader. Knows nothing of PostgreSQL.

mod attribute;
mod directory;
mod error;
mod generations;
pub mod hints;
pub mod keys;
mod layout;
mod record;
mod schema;
mod segments;
mod vocabulary;
mod writer;

pub use error::Error;
pub use generations::{Draft, Generation, Generations};
pub use layout::{Layout, Part};
pub use record::digest;
pub use schema::{Fields, reasons};
pub use segments::{Columns, Digests, Keywords, Live, Passing, Records, Segment, SegmentTerm, Snapshot, WordTerms};
pub use vocabulary::{Similar, Vocabulary, WordId};
pub use writer::{Workload, Writer};

/// To be raised whenever the same track would be indexed in another way, because it is folded, keyed or stored
/// otherwise: an index of another version is rebuilt. A test in `schema` notices most such changes.
const PIPELINE_VERSION: u32 = 8;
