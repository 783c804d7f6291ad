//! The tantivy index: schema, documents, writer, generations, reader. Knows nothing of PostgreSQL.

mod document;
mod error;
mod schema;
mod snapshot;

pub use document::Document;
pub use error::Error;
pub use schema::Fields;
pub use snapshot::{Live, Snapshot};
