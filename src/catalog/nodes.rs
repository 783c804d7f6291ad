//! The nodes that follow the feed, and how far each has come: changes are kept for the slowest.

use std::time::Duration;

use super::{Catalog, Error, Position};

impl Catalog {
    /// Notes that `node` lives and has durably reached `position`.
    pub async fn touch_node(&self, _node: &str, _position: Position) -> Result<(), Error> {
        todo!()
    }

    /// The position of the slowest node heard of within `alive_within`; `None` if there is none.
    pub async fn slowest_node(&self, _alive_within: Duration) -> Result<Option<Position>, Error> {
        todo!()
    }
}
