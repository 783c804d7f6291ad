//! The flags that say what a hit must be: one for each field that is filtered by, and one for an expression.

use std::collections::BTreeMap;

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

use crate::track::{Condition, Conditions, Field, Filter};

/// What was asked for by flags.
#[derive(Clone, Debug, Default)]
pub struct Filters(pub Conditions);

/// Each flag is called as the parameter of the API, but where that name is taken.
fn flag(field: Field) -> Option<&'static str> {
    match field {
        // `--format` says how results are printed.
        Field::Format => Some("audio-format"),
        field => field.filter().parameter(),
    }
}

const HEADING: &str = "Filters (of a flag given several times, one must hold)";

fn help(field: Field) -> String {
    let name = field.name().replace('_', " ");
    match field.filter() {
        Filter::Words(_) => format!("The {name} must have these words"),
        Filter::Keyword(_) => format!("One of its values must be this: {name}"),
        Filter::Range(_) | Filter::Attribute(_) | Filter::None => format!("The {name}: {}", Condition::expected(field)),
    }
}

/// The flag for attributes.
const ATTRIBUTE: &str = "attribute";
/// The flag for an expression.
const FILTER: &str = "filter";

fn attribute(text: &str) -> Result<(String, Conditions), &'static str> {
    let (path, value) = text.split_once('=').ok_or("KEY=VALUE, such as mood=calm or energy=0.5..0.8")?;
    let condition = Condition::parse(Field::Attributes, path.trim(), value.trim())?;
    Ok((path.trim().to_owned(), Conditions::One(Field::Attributes, condition)))
}

fn flags() -> impl Iterator<Item = (Field, &'static str)> {
    let fields = Field::filtered().filter(|field| *field != Field::Attributes);
    fields.filter_map(|field| Some((field, flag(field)?)))
}

impl Args for Filters {
    fn augment_args(command: Command) -> Command {
        let command = flags().fold(command, |command, (field, flag)| {
            let read = move |text: &str| Condition::parse(field, "", text).map(|one| Conditions::One(field, one));
            let arg = Arg::new(flag).long(flag).help(help(field)).value_parser(read);
            command.arg(arg.action(ArgAction::Append).help_heading(HEADING))
        });
        let attributes = Arg::new(ATTRIBUTE)
            .long(ATTRIBUTE)
            .value_name("KEY=VALUE")
            .help("An attribute: a value or a range, such as mood=calm or energy=0.5..0.8")
            .value_parser(attribute)
            .action(ArgAction::Append)
            .help_heading(HEADING);
        let filter = Arg::new(FILTER)
            .long(FILTER)
            .value_name("EXPRESSION")
            .help("Conditions joined by AND, OR and NOT, such as 'genre IN [rock, jazz] AND NOT year < 1990'")
            .value_parser(Conditions::parse)
            .help_heading(HEADING);
        command.arg(attributes).arg(filter)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Filters {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let of_flag = |flag| matches.get_many::<Conditions>(flag).into_iter().flatten().cloned().collect::<Vec<_>>();
        let mut alternatives: Vec<Vec<Conditions>> = flags().map(|(_, flag)| of_flag(flag)).collect();
        let mut attributes: BTreeMap<&str, Vec<Conditions>> = BTreeMap::new();
        for (path, condition) in matches.get_many::<(String, Conditions)>(ATTRIBUTE).into_iter().flatten() {
            attributes.entry(path).or_default().push(condition.clone());
        }
        alternatives.extend(attributes.into_values());
        alternatives.extend([of_flag(FILTER)]);
        let alternatives = alternatives.into_iter().filter(|several| !several.is_empty()).map(Conditions::any);
        Ok(Self(alternatives.fold(Conditions::new(), Conditions::and)))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_say_what_parameters_say() {
        let said = |flags: &[&str]| {
            let command = Filters::augment_args(Command::new("search"));
            let matches = command.try_get_matches_from([&["search"], flags].concat());
            Filters::from_arg_matches(&matches.unwrap()).unwrap().0
        };
        let flags =
            ["--genre=rock", "--year=1990..", "--genre=jazz", "--attribute=a=1", "--attribute=b=2", "--attribute=a=3"];
        let expected =
            "(genre = rock OR genre = jazz) AND year >= 1990 AND attributes.a IN [1, 3] AND attributes.b = 2";
        assert_eq!(said(&flags), Conditions::parse(expected).unwrap());
        let expected = Conditions::parse("format = mp3 AND bpm < 120").unwrap();
        assert_eq!(said(&["--filter=bpm < 120", "--audio-format=mp3"]), expected);
        assert!(said(&[]).is_empty());
    }
}
