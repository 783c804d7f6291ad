//! The tantivy index: schema, documents, writer, generations, reader. Knows nothing of PostgreSQL.

mod document;
mod error;
mod generation;
mod generations;
mod schema;
mod snapshot;
mod writer;

pub use document::Document;
pub use error::Error;
pub use generation::Generation;
pub use generations::{Draft, Generations};
pub use schema::Fields;
pub use snapshot::{Live, Snapshot};
pub use writer::{Workload, Writer};

/// To be raised whenever the same track would be indexed in another way: an index of another version is rebuilt.
pub const PIPELINE_VERSION: u32 = 1;
