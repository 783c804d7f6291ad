//! How the text of a setting becomes a value.

use std::path::PathBuf;
use std::time::Duration;

use super::{ListenAddress, LogFormat, Names};
use crate::catalog::DatabaseUrl;
use crate::ingest::Patterns;

/// Something that a setting can hold.
pub trait Value: Sized {
    /// Completes "`…` is not …".
    const EXPECTED: &str;
    /// Tells what to write instead.
    const MEND: &str;
    fn parse(text: &str) -> Option<Self>;
}

/// A value that has bounds.
pub trait Measure: Value + PartialOrd {
    /// As a setting would give it.
    fn shown(&self) -> String;
}

impl Measure for usize {
    fn shown(&self) -> String {
        self.to_string()
    }
}

impl Measure for u32 {
    fn shown(&self) -> String {
        self.to_string()
    }
}

impl Measure for f64 {
    fn shown(&self) -> String {
        self.to_string()
    }
}

impl Measure for Duration {
    fn shown(&self) -> String {
        match self.as_millis() {
            ms if ms % 1_000 == 0 => format!("{}s", ms / 1_000),
            ms => format!("{ms}ms"),
        }
    }
}

impl Value for usize {
    const EXPECTED: &str = "a whole number";
    const MEND: &str = "give digits only, such as 8";
    fn parse(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Value for f64 {
    const EXPECTED: &str = "a number";
    const MEND: &str = "give one such as 0.1";
    fn parse(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Value for u32 {
    const EXPECTED: &str = usize::EXPECTED;
    const MEND: &str = usize::MEND;
    fn parse(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Value for Names {
    const EXPECTED: &str = "a list of patterns";
    const MEND: &str = "write placeholders such as {artist}, {album}, {track}, {title} and {year} with the text and the \
        slashes between them, and ` | ` between patterns; `default` stands for the usual ones, `off` for none";
    fn parse(text: &str) -> Option<Self> {
        let list: Vec<String> = match text {
            "off" => Vec::new(),
            list => list.split(" | ").map(|pattern| pattern.trim().to_owned()).collect(),
        };
        Patterns::parse(&list).ok().map(Names)
    }
}

impl Value for bool {
    const EXPECTED: &str = "yes or no";
    const MEND: &str = "give true or false";
    fn parse(text: &str) -> Option<Self> {
        match text {
            "true" | "yes" | "1" => Some(true),
            "false" | "no" | "0" => Some(false),
            _ => None,
        }
    }
}

impl Value for String {
    const EXPECTED: &str = "a text";
    const MEND: &str = "give at least one letter";
    fn parse(text: &str) -> Option<Self> {
        (!text.is_empty()).then(|| text.to_owned())
    }
}

impl Value for PathBuf {
    const EXPECTED: &str = "a path";
    const MEND: &str = "give a path, such as /var/lib/needledrop";
    fn parse(text: &str) -> Option<Self> {
        std::path::absolute(text).ok()
    }
}

impl Value for Duration {
    const EXPECTED: &str = "a duration";
    const MEND: &str = "give a number with its unit (ms, s, m, h), such as 500ms or 30s";
    fn parse(text: &str) -> Option<Self> {
        let unit_at = text.find(|c: char| !c.is_ascii_digit())?;
        let (number, unit) = text.split_at(unit_at);
        let milliseconds = match unit.trim() {
            "ms" => 1,
            "s" => 1_000,
            "m" => 60_000,
            "h" => 3_600_000,
            _ => return None,
        };
        number.parse::<u64>().ok()?.checked_mul(milliseconds).map(Duration::from_millis)
    }
}

impl Value for ListenAddress {
    const EXPECTED: &str = "an address to listen on";
    const MEND: &str = "give host:port, such as 127.0.0.1:3345 or [::1]:8080; port 0 takes any free one";
    fn parse(text: &str) -> Option<Self> {
        let (host, port) = text.rsplit_once(':')?;
        let whole_host = !host.contains(':') || (host.starts_with('[') && host.ends_with(']'));
        (!host.is_empty() && whole_host && port.parse::<u16>().is_ok()).then(|| Self(text.to_owned()))
    }
}

impl Value for LogFormat {
    const EXPECTED: &str = "a form of the log";
    const MEND: &str = "give text or json";
    fn parse(text: &str) -> Option<Self> {
        match text {
            "text" => Some(Self::Text),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

impl Value for DatabaseUrl {
    const EXPECTED: &str = "a PostgreSQL URL";
    const MEND: &str = "give postgres://user:password@host:5432/database";
    fn parse(text: &str) -> Option<Self> {
        (text.starts_with("postgres://") || text.starts_with("postgresql://")).then(|| Self::new(text))
    }
}
