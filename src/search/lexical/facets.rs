//! Counting all that matches a request, and its facets: each over what its own conditions leave.

use super::collect::{Count, Facets};
use super::run::collect_matches;
use crate::index::{Error, Snapshot};
use crate::search::request::Request;
use crate::track::{Conditions, Facet, FacetCounts};

/// How many tracks match a request, however many they are.
pub fn count_matches(snapshot: &Snapshot, request: &Request) -> Result<usize, Error> {
    let mut count = Count::default();
    collect_matches(snapshot, request, &mut count)?;
    Ok(count.0)
}

/// What a request's facets count, in their order, on all threads of the pool that this is called in.
pub fn count_facets(snapshot: &Snapshot, request: &Request) -> Result<Vec<FacetCounts>, Error> {
    let mut told: Vec<(usize, FacetCounts)> = Vec::with_capacity(request.facets.len());
    let mut left: Vec<(usize, &Facet)> = request.facets.iter().enumerate().collect();
    // Those over the same tracks are counted at once.
    while let Some(conditions) = left.first().map(|(_, facet)| &facet.conditions) {
        let (these, others): (Vec<_>, Vec<_>) =
            left.into_iter().partition(|(_, facet)| facet.conditions == *conditions);
        let facets: Vec<&Facet> = these.iter().map(|(_, facet)| *facet).collect();
        let counted = count_over(snapshot, request, conditions, &facets)?;
        told.extend(these.iter().map(|(place, _)| *place).zip(counted));
        left = others;
    }
    told.sort_by_key(|(place, _)| *place);
    Ok(told.into_iter().map(|(_, counts)| counts).collect())
}

fn count_over(
    snapshot: &Snapshot,
    request: &Request,
    conditions: &Conditions,
    facets: &[&Facet],
) -> Result<Vec<FacetCounts>, Error> {
    let mut counter = Facets::new(snapshot, facets)?;
    let request = Request { filters: conditions.clone(), ..request.clone() };
    collect_matches(snapshot, &request, &mut counter)?;
    counter.finish(snapshot)
}
