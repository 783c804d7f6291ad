//! One run over one or more places: reads them one after another, and then decides, of all of them, what has moved and
//! what is missing.

use futures::StreamExt;
use futures::stream;

use super::place::Place;
use super::reader::Reader;
use super::run::{Error, Event, Run};
use super::worker::Worker;
use super::{Options, Prober, Report};
use crate::catalog::Catalog;
use crate::cpu::Cpu;
use crate::objects::{self, ObjectUri, Objects};
use crate::track::LibraryId;

/// What came of each place: one that could not be listed keeps none of the others out.
pub type Reports = Vec<Result<Report, objects::Error>>;

/// Brings a library of the catalog up to date with everything at and below some places.
///
/// Several runs may share the catalog. Dropping the future is safe, as is killing the process.
pub async fn ingest(
    places: &[ObjectUri],
    library: LibraryId,
    objects: &Objects,
    catalog: &Catalog,
    cpu: &Cpu,
    options: &Options,
    tell: &(dyn Fn(Event<'_>) + Sync),
) -> Result<Reports, Error> {
    let worker = Worker::new();
    let began = catalog.begin_run().await?;
    let run = Run { library, objects, catalog, options, worker, began, tell };
    run.bury_the_dead().await?;
    // However a place is reached, what is in it has one address.
    let real: Vec<ObjectUri> = stream::iter(places).then(|place| objects.real_place(place)).collect().await;
    let mut places: Vec<Place> = real.iter().map(Place::new).collect();
    for place in &mut places {
        let prober = Prober::new(objects, cpu, place.uri.scheme(), options.charset)?;
        match Reader::new(&run, place, prober).read().await? {
            Ok(is_complete) => place.is_complete = is_complete,
            Err(error) => place.error = Some(error),
        }
    }
    let listed: Vec<&Place> = places.iter().filter(|place| place.error.is_none()).collect();
    // What has moved is not missing.
    if run.decide(&listed).await? {
        for place in &listed {
            place.mark_missing(&run).await?;
        }
    }
    for place in &listed {
        place.name_what_stays_unread(&run).await?;
        place.say_what_hides(&run);
    }
    Ok(places.into_iter().map(Place::into_report).collect())
}
