//! The configuration file: TOML, read into texts that remember their line.

use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::layers::Layers;
use super::problem::{Origin, Problem};
use super::setting::{SETTINGS, Setting, mend_name};

/// Adds what the file says to the layers, and what is wrong with it to their problems.
pub fn read(path: &Path, layers: &mut Layers) {
    match std::fs::read_to_string(path) {
        Ok(text) => parse(path, &text, layers),
        Err(error) => layers.problems.push(Problem {
            origin: Origin::File(path.to_owned(), 1),
            message: format!("can't be read: {error}"),
            mend: "name a file that can be read with --config or NEEDLEDROP_CONFIG".to_owned(),
        }),
    }
}

fn parse(path: &Path, text: &str, layers: &mut Layers) {
    let at = |offset: usize| Origin::File(path.to_owned(), 1 + text[..offset].matches('\n').count());
    let (table, errors) = DeTable::parse_recoverable(text);
    layers.problems.extend(errors.iter().map(|error| Problem {
        origin: at(error.span().map_or(0, |span| span.start)),
        message: error.message().to_owned(),
        mend: "write it as TOML: key = \"value\"".to_owned(),
    }));
    read_table("", table.get_ref(), &at, layers);
}

fn read_table(prefix: &str, table: &DeTable<'_>, at: &impl Fn(usize) -> Origin, layers: &mut Layers) {
    for (name, value) in table {
        let key = format!("{prefix}{}", name.get_ref());
        let section = format!("{key}.");
        let origin = at(name.span().start);
        match (Setting::by_key(&key), scalar(value.get_ref()), value.get_ref()) {
            (Some(setting), Some(text), _) => layers.give(setting, text, origin),
            (Some(_), None, _) => layers.problems.push(Problem {
                origin,
                message: format!("{key} is a {}", value.get_ref().type_str()),
                mend: format!("give one value: {key} = \"…\""),
            }),
            (None, _, DeValue::Table(inner)) if SETTINGS.iter().any(|setting| setting.key.starts_with(&section)) => {
                read_table(&section, inner, at, layers);
            }
            (None, _, _) => layers.problems.push(Problem {
                origin,
                mend: mend_name(&key, SETTINGS.iter().map(|setting| setting.key.to_owned())),
                message: format!("there is no setting {key}"),
            }),
        }
    }
}

fn scalar(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.as_str().to_owned()),
        DeValue::Float(number) => Some(number.as_str().to_owned()),
        DeValue::Boolean(yes) => Some(yes.to_string()),
        DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => None,
    }
}
