//! The flags that say what a hit must be: one for each field that is filtered by.

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

fn help(field: Field) -> String {
    let name = field.name().replace('_', " ");
    match field.filter() {
        Filter::Words(_) => format!("The {name} must have these words"),
        Filter::Keyword(_) => format!("One of its values must be this: {name}"),
        Filter::Range(_) | Filter::Attribute(_) | Filter::None => format!("The {name}: {}", Condition::expected(field)),
    }
}

/// The flag for attributes, which may be given several times.
const ATTRIBUTE: &str = "attribute";

fn attribute(text: &str) -> Result<Condition, &'static str> {
    let (path, value) = text.split_once('=').ok_or("KEY=VALUE, such as mood=calm or energy=0.5..0.8")?;
    Condition::of_attribute(path.trim(), value.trim())
}

fn flags() -> impl Iterator<Item = (Field, &'static str)> {
    let fields = Field::filtered().filter(|field| *field != Field::Attributes);
    fields.filter_map(|field| Some((field, flag(field)?)))
}

impl Args for Filters {
    fn augment_args(command: Command) -> Command {
        let command = flags().fold(command, |command, (field, flag)| {
            let read = move |text: &str| Condition::parse(field, text);
            command.arg(Arg::new(flag).long(flag).help(help(field)).value_parser(read).help_heading("Filters"))
        });
        let attributes = Arg::new(ATTRIBUTE)
            .long(ATTRIBUTE)
            .value_name("KEY=VALUE")
            .help("An attribute: a value or a range, such as mood=calm or energy=0.5..0.8; may be repeated")
            .value_parser(attribute)
            .action(ArgAction::Append)
            .help_heading("Filters");
        command.arg(attributes)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for Filters {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let of_fields = flags().filter_map(|(field, flag)| Some((field, matches.get_one::<Condition>(flag)?.clone())));
        let of_attributes = matches.get_many::<Condition>(ATTRIBUTE).into_iter().flatten();
        Ok(Self(of_fields.chain(of_attributes.map(|condition| (Field::Attributes, condition.clone()))).collect()))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
