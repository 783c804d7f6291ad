//! Reading tracks: one, several, or all of them page by page.

use uuid::Uuid;

use super::{Catalog, Error, Track};

impl Catalog {
    /// The track of any status, if there is one.
    pub async fn track(&self, _id: Uuid) -> Result<Option<Track>, Error> {
        todo!()
    }

    /// Those of the tracks that exist, of any status, in no order.
    pub async fn tracks_by_id(&self, _ids: &[Uuid]) -> Result<Vec<Track>, Error> {
        todo!()
    }

    /// The next `limit` completed tracks with `after < id <= until`, by id. Ranges may be read side by side.
    pub async fn track_page(
        &self,
        _after: Option<Uuid>,
        _until: Option<Uuid>,
        _limit: i64,
    ) -> Result<Vec<Track>, Error> {
        todo!()
    }

    /// How many tracks are completed.
    pub async fn count_tracks(&self) -> Result<i64, Error> {
        todo!()
    }
}
