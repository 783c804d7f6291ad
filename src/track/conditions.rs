//! What a hit must be, whatever the words match: conditions, joined by AND, OR and NOT.
//!
//! There are two values, true and false: what isn't known fails every condition but that it isn't there, and NOT is
//! the complement.

use super::{Condition, Field};

/// The most conditions that an expression may have, and the most values that parameters may.
pub const MOST_CONDITIONS: usize = 64;

/// What a hit must be. There are no conditions where there is nothing that must hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Conditions {
    All(Vec<Conditions>),
    Any(Vec<Conditions>),
    Not(Box<Conditions>),
    One(Field, Condition),
}

impl Conditions {
    /// None: every track passes.
    pub const fn new() -> Self {
        Self::All(Vec::new())
    }

    /// Whether every track passes, because there are none.
    pub fn is_empty(&self) -> bool {
        *self == Self::new()
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        match self {
            Self::All(several) | Self::Any(several) => several.iter().map(Self::count).sum(),
            Self::Not(inner) => inner.count(),
            Self::One(..) => 1,
        }
    }

    /// Both these and others.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (one, other) if one.is_empty() => other,
            (one, other) if other.is_empty() => one,
            (Self::All(several), other) => Self::all(several.into_iter().chain([other]).collect()),
            (one, other) => Self::All(vec![one, other]),
        }
    }

    /// All of these.
    pub fn all(several: Vec<Self>) -> Self {
        only(several).unwrap_or_else(Self::All)
    }

    /// At least one of these.
    pub fn any(several: Vec<Self>) -> Self {
        only(several).unwrap_or_else(Self::Any)
    }

    /// What parameters of the API say, such as `year=1990..1999`, of which each has a name and a text: those of one
    /// name are alternatives. The error is the parameter that says something else, and what it should be.
    pub fn of_parameters<'a>(
        parameters: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, (&'a str, &'a str, &'static str)> {
        let mut alternatives: Vec<(&str, Vec<Self>)> = Vec::new();
        for (number, (name, text)) in parameters.into_iter().enumerate() {
            if number == MOST_CONDITIONS {
                return Err((name, text, "one of at most 64 values of all parameters that filter"));
            }
            let Some((field, path)) = Condition::named(name) else {
                return Err((name, text, "a value of a parameter that filters"));
            };
            let condition = Condition::parse(field, path, text).map_err(|expected| (name, text, expected))?;
            let condition = Self::One(field, condition);
            match alternatives.iter_mut().find(|(other, _)| *other == name) {
                Some((_, several)) => several.push(condition),
                None => alternatives.push((name, vec![condition])),
            }
        }
        Ok(alternatives.into_iter().map(|(_, several)| Self::any(several)).fold(Self::new(), Self::and))
    }
}

/// The only one, if it is that.
fn only(mut several: Vec<Conditions>) -> Result<Conditions, Vec<Conditions>> {
    match (several.pop(), several.is_empty()) {
        (Some(only), true) => Ok(only),
        (last, _) => {
            several.extend(last);
            Err(several)
        }
    }
}

/// All tracks but those.
impl std::ops::Not for Conditions {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }
}

impl Default for Conditions {
    fn default() -> Self {
        Self::new()
    }
}

impl FromIterator<(Field, Condition)> for Conditions {
    fn from_iter<I: IntoIterator<Item = (Field, Condition)>>(conditions: I) -> Self {
        Self::all(conditions.into_iter().map(|(field, condition)| Self::One(field, condition)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_parameters_say_what_an_expression_says() {
        for (parameters, expression) in [
            (&[("genre", "rock")][..], "genre = rock"),
            (&[("genre", "rock"), ("genre", "hip hop")], "genre = rock OR genre = 'hip hop'"),
            (
                &[("genre", "rock"), ("year", "1990..1999"), ("genre", "jazz")],
                "(genre = rock OR genre = jazz) AND year = 1990 TO 1999",
            ),
            (&[("label", "demo"), ("year", "1990..")], "labels = demo AND year >= 1990"),
            (&[("attributes.mood", "..m")], "attributes.mood <= m"),
            (&[("artist", "the cure")], "artist CONTAINS 'the cure'"),
            (&[("duration", "240")], "duration = 240"),
            (&[], " "),
        ] {
            let said = Conditions::of_parameters(parameters.iter().copied());
            assert_eq!(said, Ok(Conditions::parse(expression).unwrap()), "{expression}");
        }
    }

    #[test]
    fn a_parameter_that_says_something_else_is_named() {
        let said = |name, text| Conditions::of_parameters([("genre", "rock"), (name, text)]).unwrap_err();
        assert_eq!(said("year", "x"), ("year", "x", Condition::expected(Field::Year)));
        assert_eq!((said("isrc", "x").0, said("attributes.", "x").0), ("isrc", "attributes."));
    }
}
