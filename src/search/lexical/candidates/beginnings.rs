//! Titles that begin with all that was typed, the last word perhaps half: what is being typed, more often than not. Its
//! first letters say too little for postings to find them.

use crate::index::{Segment, Snapshot};
use crate::search::explanation::How;
use crate::search::lexical::plan::{Plan, Unfinished};
use crate::search::lexical::query::WordSet;

/// If there are more of them, it is too early to tell.
const MOST: usize = 4_000;

/// The living documents of each segment whose titles begin with a query of two words and more; none anywhere, if they
/// are too many.
pub fn beginnings(snapshot: &Snapshot, plan: &Plan) -> Vec<Vec<u32>> {
    let (Some(unfinished), 2..) = (&plan.unfinished, plan.rarities.len()) else { return Vec::new() };
    let (mut found, mut left) = (Vec::new(), MOST);
    for (number, segment) in snapshot.segments().iter().enumerate() {
        let Some(mut documents) = of_segment(segment, number, plan, unfinished, left) else { return Vec::new() };
        left -= documents.len();
        documents.sort_unstable();
        found.push(documents);
    }
    found
}

/// Those of one segment; none, if there are more than `most`.
fn of_segment(segment: &Segment, number: usize, plan: &Plan, unfinished: &Unfinished, most: usize) -> Option<Vec<u32>> {
    let exact = |i: usize| {
        let mut readings = plan.readings.iter();
        let reading = readings.find(|r| r.how == How::Exact && r.typed == WordSet::span(i, 1))?;
        reading.word.terms[number].as_ref().map(|term| term.ordinal)
    };
    let last = plan.rarities.len() - 1;
    let Some(words) = (0..last).map(exact).collect::<Option<Vec<u32>>>() else { return Some(Vec::new()) };
    let may_become = &unfinished.ordinals[number];
    let second = words.get(1).map_or(may_become.clone(), |&second| second..second + 1);
    let alike = segment.beginning_with(words[0], second);
    if alike.len() > most * 4 {
        return None;
    }
    let begins_so = |&doc: &u32| {
        let row = segment.row(doc);
        row.len() > last && row[..last] == words && may_become.contains(&row[last])
    };
    let found: Vec<u32> = alike.iter().copied().filter(begins_so).filter(|&doc| segment.is_alive(doc)).collect();
    (found.len() <= most).then_some(found)
}
