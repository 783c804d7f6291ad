//! The fields that have something in common.

use super::reading::{self, Comma};
use super::row::{Filter, Reach, Source};
use super::table::Field;
use super::{Value, ValueRef};

impl Field {
    /// The field of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.name() == name)
    }

    fn all() -> impl Iterator<Item = Self> + Clone {
        Self::ALL.iter().copied()
    }

    /// Those that a file's tags have.
    pub fn tagged() -> impl Iterator<Item = Self> + Clone {
        Self::all().filter(|field| field.source() == Source::Tag)
    }

    /// Those that whoever gives a track may say.
    pub fn given() -> impl Iterator<Item = Self> + Clone {
        Self::all().filter(|field| field.is_given())
    }

    /// Those that hits show.
    pub fn shown() -> impl Iterator<Item = Self> + Clone {
        Self::all().filter(|field| field.reach() == Reach::Hit)
    }

    /// Those that the index has.
    pub fn indexed() -> impl Iterator<Item = Self> + Clone {
        Self::all().filter(|field| field.reach() >= Reach::Index)
    }

    /// Those that hits can be filtered by.
    pub fn filtered() -> impl Iterator<Item = Self> + Clone {
        Self::all().filter(|field| field.filter() != Filter::None)
    }

    /// Whether somebody may say it.
    pub fn is_given(self) -> bool {
        matches!(self.source(), Source::Tag | Source::Given)
    }

    /// What a text says of the field, as tags and tables write it and as far as it can be stored; a text that is too
    /// long is cut.
    pub fn read(self, text: &str, comma: Comma) -> Option<Value> {
        let kind = self.kind();
        let value = match self {
            Self::Year => reading::year(text, |year| kind.check(ValueRef::Integer(year)).is_ok()),
            Self::TrackNumber | Self::DiscNumber => reading::place(text),
            _ => return kind.read(text, comma),
        };
        kind.fit(Value::Integer(value?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_out_of_bounds_is_not_read() {
        let read = |field: Field, text| field.read(text, Comma::Either);
        assert_eq!(read(Field::Year, "03.05.1994"), Some(Value::Integer(1994)));
        assert_eq!(
            ["0000", "94", "99999", "1063584000", "soon"].map(|text| read(Field::Year, text)),
            [const { None }; 5]
        );
        assert_eq!((read(Field::TrackNumber, "3/12"), read(Field::DiscNumber, "-3")), (Some(Value::Integer(3)), None));
        assert_eq!((read(Field::TrackTotal, "12"), read(Field::DiscTotal, "0")), (Some(Value::Integer(12)), None));
        assert_eq!((read(Field::Bpm, "120,5"), read(Field::Bpm, "0.00")), (Some(Value::Number(120.5)), None));
        assert_eq!(read(Field::Duration, "3:45"), Some(Value::Duration(225_000)));
    }
}
