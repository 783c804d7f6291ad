//! Where the value of a track's field comes from.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Field;

/// Where a value comes from, and thereby who changes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The tags of the track's file: it changes when they do.
    Tags,
    /// The name of the file, whose tags have no title.
    FileName,
    /// What the file is.
    File,
    /// Somebody: by an import, the API or SQL. It outlives whatever happens to the file, also where it was emptied.
    Given,
}

/// The origin of each field that has a value, or was emptied by somebody.
pub type Origins = BTreeMap<&'static str, Origin>;

/// What the catalog knows of a track's origins.
pub(crate) struct Known<'a> {
    pub has_file: bool,
    pub title_from_filename: bool,
    /// The fields that differ from what tags gave at last.
    pub edited: &'a [String],
}

impl Known<'_> {
    /// Where a field's value is from, if it has one.
    pub(crate) fn origin(&self, field: Field, has_value: bool) -> Option<Origin> {
        if self.edited.iter().any(|name| name == field.name()) {
            return Some(Origin::Given);
        }
        let is_of_the_file =
            field.source() == super::Source::File || matches!(field, Field::Duration | Field::AudioUri);
        has_value.then_some(match field {
            _ if is_of_the_file && self.has_file => Origin::File,
            Field::Title if self.title_from_filename => Origin::FileName,
            // What wasn't edited is as tags gave it.
            field if Field::tagged().any(|tagged| tagged == field) => Origin::Tags,
            _ => Origin::Given,
        })
    }
}
