//! The flags that say what a hit must be: one for each field that is filtered by.

use clap::{Arg, ArgMatches, Args, Command, FromArgMatches};

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

fn help(field: Field) -> String {
    let name = field.name().replace('_', " ");
    match field.filter() {
        Filter::Words(_) => format!("The {name} must have these words"),
        Filter::Keyword(_) => format!("One of its values must be this: {name}"),
        Filter::Range(_) | Filter::None => format!("The {name}: {}", Condition::expected(field)),
    }
}

impl Args for Filters {
    fn augment_args(command: Command) -> Command {
        Field::filtered().filter_map(|field| Some((field, flag(field)?))).fold(command, |command, (field, flag)| {
            let read = move |text: &str| Condition::parse(field, text);
            command.arg(Arg::new(flag).long(flag).help(help(field)).value_parser(read).help_heading("Filters"))
        })
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Filters {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let given = |field| Some((field, matches.get_one::<Condition>(flag(field)?)?.clone()));
        Ok(Self(Field::filtered().filter_map(given).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
