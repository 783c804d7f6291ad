//! Where the values of a track's fields come from, as the tables tell.

use crate::track::{Field, Origin, Source};

/// What the catalog knows of a track's origins.
pub(super) struct Known<'a> {
    pub has_file: bool,
    /// The fields that names of files and folders gave at last.
    pub guessed: &'a [String],
    /// The fields that differ from what tags gave at last.
    pub edited: &'a [String],
}

impl Known<'_> {
    /// Where a field's value is from, if it has one.
    pub(super) fn origin(&self, field: Field, has_value: bool) -> Option<Origin> {
        if self.edited.iter().any(|name| name == field.name()) {
            return Some(Origin::Given);
        }
        let is_of_the_file = field.source() == Source::File || matches!(field, Field::Duration | Field::AudioUri);
        has_value.then_some(match field {
            _ if is_of_the_file && self.has_file => Origin::File,
            _ if self.guessed.iter().any(|name| name == field.name()) => Origin::FileName,
            // What wasn't edited is as tags gave it.
            field if Field::tagged().any(|tagged| tagged == field) => Origin::Tags,
            _ => Origin::Given,
        })
    }
}
