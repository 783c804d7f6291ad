//! Whether the database is fit to hold a catalog, part by part, for `doctor` and for start-up.

use super::{Catalog, Error};

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    pub name: &'static str,
    pub ok: bool,
    pub found: String,
    /// How to mend it; empty if it is well.
    pub mend: String,
}

impl Catalog {
    /// Looks at everything, and goes on after what is wrong.
    pub async fn check(&self) -> Result<Vec<Check>, Error> {
        todo!()
    }
}
