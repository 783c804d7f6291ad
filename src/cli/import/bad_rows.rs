//! The rejected rows: the first are shown, all are counted, and all are written to a file if wished.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::Context;

const SHOWN: usize = 20;

/// Collects bad rows from the parser and from the writers, which find them in no order.
pub struct BadRows {
    input: String,
    found: Mutex<Found>,
}

#[derive(Default)]
struct Found {
    count: u64,
    /// Of the smallest lines.
    first: BTreeMap<u64, String>,
    file: Option<BufWriter<File>>,
}

impl BadRows {
    /// `errors` is the file that gets all of them.
    pub fn new(input: &str, errors: Option<&Path>) -> anyhow::Result<Self> {
        let create =
            |path: &Path| File::create(path).with_context(|| format!("--errors {} can't be written", path.display()));
        let file = errors.map(create).transpose()?.map(BufWriter::new);
        Ok(Self { input: input.to_owned(), found: Mutex::new(Found { file, ..Found::default() }) })
    }

    pub fn add(&self, line: u64, wrong: &[String]) -> io::Result<()> {
        let text = format!("{}:{line}: {}", self.input, wrong.join("; "));
        let mut found = self.found();
        found.count += 1;
        if let Some(file) = &mut found.file {
            writeln!(file, "{text}")?;
        }
        found.first.insert(line, text);
        if found.first.len() > SHOWN {
            found.first.pop_last();
        }
        Ok(())
    }

    /// Shows the first ones on stderr; answers how many there are in all.
    pub fn finish(&self) -> io::Result<u64> {
        let mut found = self.found();
        if let Some(file) = &mut found.file {
            file.flush()?;
        }
        found.first.values().for_each(|text| eprintln!("{text}"));
        let more = found.count - found.first.len() as u64;
        if more > 0 {
            let all = if found.file.is_some() { "" } else { "; --errors FILE writes them all" };
            eprintln!("… and {more} more bad rows{all}");
        }
        Ok(found.count)
    }

    /// Poisoned or not, what was found is plain text.
    fn found(&self) -> MutexGuard<'_, Found> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
