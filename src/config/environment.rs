//! The environment: `NEEDLEDROP_*`, and the few variables of wider use that mean the same.

use std::collections::BTreeMap;
use std::ffi::OsString;

use super::layers::Layers;
use super::problem::{Origin, Problem};
use super::setting::{FILE_VARIABLE, PREFIX, SETTINGS, TEST_PREFIX, mend_name};

/// The environment as it stood at the start. An empty variable counts as none, as for most programs.
pub struct Environment(BTreeMap<String, OsString>);

impl FromIterator<(OsString, OsString)> for Environment {
    fn from_iter<I: IntoIterator<Item = (OsString, OsString)>>(variables: I) -> Self {
        let named = variables.into_iter().filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
        Self(named.filter(|(_, value)| !value.is_empty()).collect())
    }
}

impl Environment {
    pub fn get(&self, name: &str) -> Option<&OsString> {
        self.0.get(name)
    }

    /// Adds what the environment says to the layers, and what is wrong with it to their problems.
    pub fn read(&self, layers: &mut Layers) {
        for setting in SETTINGS {
            let own = setting.variable();
            let names = [Some(own.as_str()), setting.common_variable];
            let given = names.into_iter().flatten().find_map(|name| Some((name, self.get(name)?)));
            let Some((name, value)) = given else { continue };
            let origin = Origin::Variable(name.to_owned());
            match value.to_str() {
                Some(text) => layers.give(setting, text.to_owned(), origin),
                None => layers.problems.push(Problem {
                    origin,
                    message: "is not UTF-8".to_owned(),
                    mend: "give it as UTF-8 text".to_owned(),
                }),
            }
        }
        self.refuse_unknown(layers);
    }

    fn refuse_unknown(&self, layers: &mut Layers) {
        let known = || SETTINGS.iter().map(|setting| setting.variable()).chain([FILE_VARIABLE.to_owned()]);
        let ours = self.0.keys().filter(|name| name.starts_with(PREFIX) && !name.starts_with(TEST_PREFIX));
        layers.problems.extend(ours.filter(|name| !known().any(|known| known == **name)).map(|name| Problem {
            origin: Origin::Variable(name.clone()),
            message: "there is no such setting".to_owned(),
            mend: mend_name(name, known()),
        }));
    }
}
