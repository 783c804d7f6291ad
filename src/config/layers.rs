//! What was given for each setting, and by which source: later layers cover earlier ones; problems pile up.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use super::problem::{Origin, Problem};
use super::setting::Setting;
use super::value::{Measure, Value};

/// Given texts, not yet understood, beside everything found wrong so far.
#[derive(Default)]
pub struct Layers {
    given: HashMap<&'static str, (String, Origin)>,
    pub problems: Vec<Problem>,
}

impl Layers {
    /// Notes a given text; it covers what an earlier layer gave.
    pub fn give(&mut self, setting: &'static Setting, text: String, origin: Origin) {
        self.given.insert(setting.key, (text, origin));
    }

    /// The value of a setting that may be left out.
    pub fn optional<T: Value>(&mut self, key: &'static str) -> Option<T> {
        let setting = Setting::by_key(key).expect("every key that is read is in the list of settings");
        let (text, origin) = self.given.remove(key)?;
        let value = T::parse(text.trim());
        if value.is_none() {
            let shown = if setting.secret { "the value".to_owned() } else { format!("`{text}`") };
            self.refuse(key, origin, format!("{shown} is not {}", T::EXPECTED), T::MEND.to_owned());
        }
        value
    }

    /// The value of a setting, or its default.
    pub fn value<T: Value>(&mut self, key: &'static str, default: T) -> T {
        self.optional(key).unwrap_or(default)
    }

    /// The value of a setting that has bounds, or its default.
    pub fn within<T: Measure>(&mut self, key: &'static str, default: T, bounds: RangeInclusive<T>) -> T {
        let origin = self.given.get(key).map(|(_, origin)| origin.clone());
        let value = self.value(key, default);
        match origin {
            Some(origin) if !bounds.contains(&value) => {
                let mend = format!("give one from {} to {}", bounds.start().shown(), bounds.end().shown());
                self.refuse(key, origin, format!("{} is out of bounds", value.shown()), mend);
            }
            _ => (),
        }
        value
    }

    /// Notes that a setting can't be as it is.
    pub fn refuse(&mut self, key: &str, origin: Origin, message: String, mend: String) {
        self.problems.push(Problem { origin, message: format!("{key}: {message}"), mend });
    }
}
