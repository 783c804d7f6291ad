//! The fields of the index, and how a document becomes one of tantivy's.

use tantivy::schema::{BytesOptions, FAST, Field, INDEXED, STORED, STRING, Schema};
use tantivy::{TantivyDocument, Term};
use uuid::Uuid;

use super::Document;

/// The handles of all fields.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    pub id: Field,
    pub record: Field,
}

impl Fields {
    pub fn build() -> (Schema, Fields) {
        let mut schema = Schema::builder();
        let fields = Fields {
            id: schema.add_bytes_field("id", BytesOptions::default().set_indexed()),
            record: schema.add_bytes_field("record", STORED),
        };
        let _ = (FAST, INDEXED, STRING);
        (schema.build(), fields)
    }

    /// The term that a document is deleted by.
    pub fn id_term(&self, id: Uuid) -> Term {
        Term::from_field_bytes(self.id, id.as_bytes())
    }

    /// What tantivy is given for one document.
    pub fn to_tantivy(&self, document: &Document) -> TantivyDocument {
        let mut out = TantivyDocument::new();
        out.add_bytes(self.id, document.id.as_bytes());
        out.add_bytes(
            self.record,
            &serde_json::to_vec(document).expect("a document has no value that JSON can't hold"),
        );
        out
    }
}
