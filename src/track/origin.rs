//! Where the value of a track's field comes from.

use std::collections::BTreeMap;

use serde::Serialize;

/// Where a value comes from, and thereby who changes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The tags of the track's file: it changes when they do.
    Tags,
    /// The names of the file and its folders, where its tags say nothing.
    FileName,
    /// What the file is.
    File,
    /// Somebody: by an import, the API or SQL. It outlives whatever happens to the file, also where it was emptied.
    Given,
}

/// The origin of each field that has a value, or was emptied by somebody.
pub type Origins = BTreeMap<&'static str, Origin>;
