//! How fast an import goes: as fast as it can; but beside those who follow the catalog it leaves them some of the
//! machine.

use std::thread;
use std::time::Duration;

use crate::catalog::error::Error;
use crate::catalog::pool::Catalog;

/// At most so many parts at once, where the rows allow it.
const MOST_LANES: usize = 3;
/// Whoever follows was heard of within this time.
const FOLLOWS_WITHIN: Duration = Duration::from_secs(30);
/// How long a lane rests after a part, against the time that the part took. On two cores an import is hardly slower for
/// it, and what others commit meanwhile is found in two thirds of the time.
const REST: f64 = 0.3;
/// A part that took long has mostly waited for somebody else's locks.
const LONGEST_REST: Duration = Duration::from_millis(200);

/// Whether anybody follows the catalog just now.
pub(super) async fn is_followed(catalog: &Catalog) -> Result<bool, Error> {
    Ok(catalog.slowest_node(FOLLOWS_WITHIN).await?.is_some())
}

pub(super) struct Throttle {
    /// How many parts are written at once.
    pub lanes: usize,
    rest: f64,
}

impl Throttle {
    pub async fn of(catalog: &Catalog) -> Result<Self, Error> {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let connections = catalog.pool.options().get_max_connections() as usize;
        Ok(Self::on(cores, connections, is_followed(catalog).await?))
    }

    /// On as many lanes as there are cores, or half as many beside those who follow; at most as many as connections.
    /// Where that leaves no core to those who follow, the lanes rest in between.
    fn on(cores: usize, connections: usize, is_followed: bool) -> Self {
        let lanes = if is_followed { cores / 2 } else { cores }.min(MOST_LANES).min(connections).max(1);
        let is_crowded = cores <= lanes * 2;
        Self { lanes, rest: if is_crowded && is_followed { REST } else { 0.0 } }
    }

    /// What a lane does after a part that took so long.
    pub async fn rest_after(&self, part: Duration) {
        tokio::time::sleep(part.mul_f64(self.rest).min(LONGEST_REST)).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_follows_is_left_some_of_the_machine() {
        let throttle = |cores, connections, is_followed| {
            let Throttle { lanes, rest } = Throttle::on(cores, connections, is_followed);
            (lanes, rest > 0.0)
        };
        assert_eq!([1, 2, 4, 6].map(|cores| throttle(cores, 10, true)), [(1, true), (1, true), (2, true), (3, true)]);
        assert_eq!([throttle(16, 10, true), throttle(4, 1, true)], [(3, false), (1, false)]);
        assert_eq!([1, 2, 16].map(|cores| throttle(cores, 10, false)), [(1, false), (2, false), (3, false)]);
    }
}
