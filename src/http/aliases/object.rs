//! An alias as an object of JSON.

use serde_json::{Map, Value};

use crate::catalog::NewAlias;
use crate::catalog::aliases::MOST_NAMES;
use crate::http::problem::FieldProblem;
use crate::text::closest;
use crate::text::language::AliasKind;

const FIELDS: [&str; 3] = ["kind", "name", "other_names"];

/// An alias as an object says it, or everything that is wrong with that. What the names are is checked when they are
/// written.
pub fn read(mut object: Map<String, Value>) -> Result<NewAlias, Vec<FieldProblem>> {
    let mut problems = Vec::new();
    let mut take = |field: &str| object.remove(field).filter(|value| !value.is_null());
    let kind = match take("kind") {
        None => AliasKind::Word,
        Some(value) => value.as_str().and_then(|text| text.parse().ok()).unwrap_or_else(|| {
            problems.push(FieldProblem::new("kind", format!("must be {}", AliasKind::EXPECTED)));
            AliasKind::Word
        }),
    };
    let text = |value: &Value| value.as_str().map(|text| text.trim().to_owned());
    let name = match take("name") {
        None => {
            problems.push(FieldProblem::new("name", "is missing"));
            String::new()
        }
        Some(value) => text(&value).unwrap_or_else(|| {
            problems.push(FieldProblem::new("name", "must be a string"));
            String::new()
        }),
    };
    let names = |value: Value| value.as_array()?.iter().map(text).collect::<Option<Vec<String>>>();
    let other_names = match take("other_names") {
        None => {
            problems.push(FieldProblem::new("other_names", "is missing"));
            Vec::new()
        }
        Some(value) => names(value).unwrap_or_else(|| {
            problems.push(FieldProblem::new("other_names", format!("must be a list of 1 to {MOST_NAMES} strings")));
            Vec::new()
        }),
    };
    for field in object.keys().filter(|field| !FIELDS.contains(&field.as_str())) {
        let did_you_mean = closest(field, FIELDS);
        problems.push(FieldProblem { did_you_mean, ..FieldProblem::new(field, "is not a field of an alias") });
    }
    if problems.is_empty() { Ok(NewAlias { kind, name, other_names }) } else { Err(problems) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn problems(value: Value) -> Vec<String> {
        let problems = read(value.as_object().unwrap().clone()).err().unwrap_or_default();
        problems.iter().map(FieldProblem::to_string).collect()
    }

    #[test]
    fn an_alias_is_read_from_an_object() {
        let object = json!({ "kind": "artist", "name": " 2Pac ", "other_names": ["Tupac", " Makaveli"] });
        let alias = read(object.as_object().unwrap().clone()).unwrap();
        let other_names = vec!["Tupac".to_owned(), "Makaveli".to_owned()];
        assert_eq!(alias, NewAlias { kind: AliasKind::Artist, name: "2Pac".to_owned(), other_names });
        let object = json!({ "name": "a", "other_names": ["b"], "kind": null });
        assert_eq!(read(object.as_object().unwrap().clone()).unwrap().kind, AliasKind::Word);
    }

    #[test]
    fn everything_wrong_with_an_object_is_said() {
        assert_eq!(problems(json!({})), ["name: is missing", "other_names: is missing"]);
        let object = json!({ "kind": "album", "name": 7, "other_names": ["a", 1], "other_name": "b", "id": "x" });
        let found = problems(object);
        assert_eq!(found.len(), 5, "{found:?}");
        assert_eq!(found[0], "kind: must be artist, title or word");
        let wrong = read(json!({ "name": "a", "other_names": ["b"], "nmae": 1 }).as_object().unwrap().clone());
        assert_eq!(wrong.unwrap_err()[0].did_you_mean, Some("name"));
    }
}
