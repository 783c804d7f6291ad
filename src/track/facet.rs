//! A facet: which values the tracks that match have in a field, how many have each, and between what ends numbers lie.

use serde::{Serialize, Serializer};

use super::{Condition, Conditions, Field, Filter, Kind};

/// So many values of a facet are told, those that the most tracks have.
pub const MOST_VALUES: usize = 100;

/// What is counted.
#[derive(Clone, Debug, PartialEq)]
pub struct Facet {
    /// As it was asked for.
    pub name: String,
    pub field: Field,
    /// Of an attribute.
    pub path: String,
    /// What a track must be to be counted, whatever the words match.
    pub conditions: Conditions,
}

/// A value: texts as most of the tracks have them that have one which folds to the same.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum FacetValue {
    Truth(bool),
    #[serde(serialize_with = "plainly")]
    Number(f64),
    Text(String),
}

/// A value, and how many tracks have it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FacetCount {
    pub value: FacetValue,
    pub count: u64,
}

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FacetCounts {
    /// Those that the most tracks have come first; among equals truth values, numbers, then texts, in their order.
    pub values: Vec<FacetCount>,
    /// The least number of all.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "plainly_if_any")]
    pub min: Option<f64>,
    /// The greatest one.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "plainly_if_any")]
    pub max: Option<f64>,
}

impl Facet {
    /// What a facet of this name counts: a field, or the attribute at a path.
    pub fn named(name: &str) -> Option<(Field, &str)> {
        Condition::of_name(name).filter(|(field, _)| !matches!(field.filter(), Filter::Words(_) | Filter::None))
    }
}

impl FacetCounts {
    /// From every value there is.
    pub fn of(mut counted: Vec<FacetCount>) -> Self {
        let numbers = || counted.iter().filter_map(|counted| counted.value.number());
        let (min, max) = (numbers().min_by(f64::total_cmp), numbers().max_by(f64::total_cmp));
        counted.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.order(&b.value)));
        counted.truncate(MOST_VALUES);
        Self { values: counted, min, max }
    }
}

impl FacetValue {
    /// A number of a field as everybody else has it: seconds where it is milliseconds here.
    pub fn of_number(field: Field, number: f64) -> Self {
        Self::Number(if field.kind() == Kind::Duration { number / 1000.0 } else { number })
    }

    fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Truth(_) | Self::Text(_) => None,
        }
    }

    fn order(&self, other: &Self) -> std::cmp::Ordering {
        let kind = |value: &Self| match value {
            Self::Truth(is) => (0, u8::from(*is)),
            Self::Number(_) => (1, 0),
            Self::Text(_) => (2, 0),
        };
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.total_cmp(b),
            (Self::Text(a), Self::Text(b)) => a.cmp(b),
            (a, b) => kind(a).cmp(&kind(b)),
        }
    }
}

/// A whole number without a point.
fn plainly<S: Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    const MOST_EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() <= MOST_EXACT {
        serializer.serialize_i64(*number as i64)
    } else {
        serializer.serialize_f64(*number)
    }
}

fn plainly_if_any<S: Serializer>(number: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    plainly(&number.unwrap_or_default(), serializer)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_commonest_values_come_first_and_equals_in_their_order() {
        let text = |text: &str| FacetValue::Text(text.to_owned());
        let counted = [
            (text("b"), 1),
            (text("a"), 1),
            (FacetValue::Number(10.0), 1),
            (FacetValue::Number(9.5), 1),
            (FacetValue::Truth(true), 1),
            (text("c"), 2),
        ];
        let counted = counted.map(|(value, count)| FacetCount { value, count });
        let expected = json!({
            "values": [
                { "value": "c", "count": 2 }, { "value": true, "count": 1 }, { "value": 9.5, "count": 1 },
                { "value": 10, "count": 1 }, { "value": "a", "count": 1 }, { "value": "b", "count": 1 },
            ],
            "min": 9.5,
            "max": 10,
        });
        assert_eq!(serde_json::to_value(FacetCounts::of(counted.to_vec())).unwrap(), expected);
        let many = (0..150).map(|n| FacetCount { value: FacetValue::Number(f64::from(n)), count: 1 }).collect();
        let counts = FacetCounts::of(many);
        assert_eq!((counts.values.len(), counts.min, counts.max), (MOST_VALUES, Some(0.0), Some(149.0)));
    }

    #[test]
    fn what_has_single_values_can_be_counted() {
        assert_eq!(Facet::named("labels"), Some((Field::Labels, "")));
        assert_eq!(Facet::named("label"), Some((Field::Labels, "")));
        assert_eq!(Facet::named("attributes.a.b"), Some((Field::Attributes, "a.b")));
        for name in ["artist", "isrc", "attributes", "popularity", ""] {
            assert_eq!(Facet::named(name), None, "{name}");
        }
    }
}
