//! The fields of a track as a client gives them: read strictly, and everything that is wrong is said at once.

use serde_json::{Map, Value};

use super::value::{merge, read, text, whole};
use crate::http::problem::FieldProblem;
use crate::text::closest;
use crate::track::{Field, NewTrack, TrackId, Value as FieldValue};

/// What the answers have besides the fields: the catalog's own.
const READ_ONLY: [&str; 6] = ["asset_id", "asset", "status", "origins", "created_at", "updated_at"];
/// What a patch says besides fields: which of them it gives back to the tags.
const RESET: &str = "reset";

/// What can be written of a track.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Member {
    Id,
    ExternalId,
    /// Another way to give the seconds.
    Milliseconds,
    Field(Field),
}

const OWN: [(&str, Member); 3] =
    [("id", Member::Id), ("external_id", Member::ExternalId), ("duration_ms", Member::Milliseconds)];

/// Everything that can be written, by its name.
fn members() -> impl Iterator<Item = (&'static str, Member)> {
    OWN.into_iter().chain(Field::given().map(|field| (field.name(), Member::Field(field))))
}

/// The track that an object describes.
pub fn new_track(object: Map<String, Value>) -> Result<NewTrack, Vec<FieldProblem>> {
    let Object { mut given, mut problems } = Object::of(object);
    // What it means depends on whether there is an external id.
    given.sort_by_key(|(_, member, _)| *member == Member::Id);
    let mut track = NewTrack::default();
    problems.extend(put_all(&given, &mut track));
    problems.extend(further_problems(&track, &problems));
    if problems.is_empty() { Ok(track) } else { Err(problems) }
}

/// A JSON merge patch (RFC 7396): a field that is given takes the place of what was there, null clears it, and what
/// isn't given stays. `"reset": ["genre"]` beside them gives fields back to the tags of the track's file.
#[derive(Debug)]
pub struct Patch {
    given: Vec<Given>,
    reset: Vec<Field>,
}

impl Patch {
    /// The patch for the track `id`, once its values would do for any track.
    pub fn new(mut object: Map<String, Value>, id: TrackId) -> Result<Self, Vec<FieldProblem>> {
        let reset = object.remove(RESET).map_or_else(|| Ok(Vec::new()), |names| reset(names, &object));
        let Object { mut given, mut problems } = Object::of(object);
        given.retain(|(_, member, value)| match (member, value.as_str().map(str::parse::<TrackId>)) {
            (Member::Id, Some(Ok(same))) if same == id => false,
            (Member::Id, _) => {
                problems.push(FieldProblem::new("id", "can't be changed"));
                false
            }
            _ => true,
        });
        let mut any = NewTrack { title: "any".to_owned(), ..NewTrack::default() };
        problems.extend(put_all(&given, &mut any));
        problems.extend(further_problems(&any, &problems));
        match reset {
            Ok(reset) if problems.is_empty() => Ok(Self { given, reset }),
            Ok(_) => Err(problems),
            Err(problem) => Err(problems.into_iter().chain([problem]).collect()),
        }
    }

    /// Which fields are given back to the tags.
    pub fn reset(&self) -> &[Field] {
        &self.reset
    }

    pub fn apply(&self, track: &mut NewTrack) {
        for (_, member, value) in &self.given {
            member.put(value, track).expect("the values were read before");
        }
    }
}

/// The fields that a patch names to be given back, which it doesn't give as well.
fn reset(names: Value, given: &Map<String, Value>) -> Result<Vec<Field>, FieldProblem> {
    let wrong = |what: String| FieldProblem::new(RESET, what);
    let tagged = || Field::tagged().map(Field::name).collect::<Vec<_>>().join(", ");
    let names: Vec<String> = serde_json::from_value(names)
        .map_err(|_| wrong("must be a list of names of fields, such as [\"genre\"]".to_owned()))?;
    let field = |name: &String| match Field::tagged().find(|field| field.name() == *name) {
        Some(_) if given.contains_key(name) => {
            Err(wrong(format!("names {name}, which is given as well; leave one out")))
        }
        Some(field) => Ok(field),
        None => Err(wrong(format!("names {name}, which tags don't have; they have {}", tagged()))),
    };
    names.iter().map(field).collect()
}

/// A member that was given: its name and its value.
type Given = (&'static str, Member, Value);

/// What an object gives, and what is wrong with its names.
struct Object {
    given: Vec<Given>,
    problems: Vec<FieldProblem>,
}

impl Object {
    fn of(object: Map<String, Value>) -> Self {
        let mut read = Self { given: Vec::with_capacity(object.len()), problems: Vec::new() };
        let is_said = |name| object.get(name).is_some_and(|value| !value.is_null());
        if is_said("duration_ms") && is_said("duration_seconds") {
            read.problems.push(FieldProblem::new("duration_ms", "is given as duration_seconds too; leave one out"));
        }
        for (name, value) in object {
            match members().find(|(known, _)| *known == name) {
                Some((known, member)) => read.given.push((known, member, value)),
                None => read.problems.push(unknown(&name)),
            }
        }
        read
    }
}

fn unknown(name: &str) -> FieldProblem {
    if READ_ONLY.contains(&name) || Field::named(name).is_some() {
        return FieldProblem::new(name, "can be read, but not written");
    }
    let did_you_mean = closest(name, members().map(|(name, _)| name));
    let hint = did_you_mean.map(|name| format!("; did you mean {name}?")).unwrap_or_default();
    FieldProblem { did_you_mean, ..FieldProblem::new(name, format!("is not a field of a track{hint}")) }
}

fn put_all(given: &[Given], track: &mut NewTrack) -> Vec<FieldProblem> {
    let put = |(name, member, value): &Given| Some(FieldProblem::new(name, member.put(value, track).err()?));
    given.iter().filter_map(put).collect()
}

/// What the catalog would refuse, but for fields that are known to be wrong.
fn further_problems(track: &NewTrack, known: &[FieldProblem]) -> Vec<FieldProblem> {
    let found = track.validate().err().unwrap_or_default().into_iter().map(FieldProblem::from);
    found.filter(|problem| known.iter().all(|known| known.field != problem.field)).collect()
}

impl Member {
    /// Puts a value where it belongs; null clears. The error says what it should have been.
    fn put(self, value: &Value, track: &mut NewTrack) -> Result<(), String> {
        match self {
            Self::Id => put_id(value, track)?,
            Self::ExternalId => track.external_id = text(value)?,
            Self::Milliseconds => track.put(Field::Duration, whole(value)?.map(FieldValue::Duration)),
            Self::Field(Field::Attributes) => merge(&mut track.attributes, value)?,
            Self::Field(field) => track.put(field, read(field.kind(), value)?),
        }
        Ok(())
    }
}

/// An id that is no UUID is the one of the track's source, as in a file that is imported.
fn put_id(value: &Value, track: &mut NewTrack) -> Result<(), String> {
    let Some(id) = text(value)? else { return Ok(()) };
    match id.parse() {
        Ok(id) => track.id = Some(id),
        Err(_) if track.external_id.is_none() => track.external_id = Some(id),
        Err(_) => return Err("must be a UUID where there is an external_id too".to_owned()),
    }
    Ok(())
}

#[cfg(test)]
mod tests;
