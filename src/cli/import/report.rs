//! What couldn't be taken: rows, and cells of rows that are taken without them. The first of each are shown, all are
//! counted, and all are written to a file if wished.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::Context;

const SHOWN: usize = 20;

/// Collects what the parser finds, and the writers, in no order.
pub struct Report {
    input: String,
    found: Mutex<Found>,
}

#[derive(Default)]
struct Found {
    bad: Kind,
    left_out: Kind,
    file: Option<BufWriter<File>>,
}

/// Rows, or cells.
#[derive(Default)]
struct Kind {
    count: u64,
    shown: usize,
    /// Of the smallest lines.
    first: BTreeMap<u64, Vec<String>>,
}

/// How many of each there were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    pub bad: u64,
    pub left_out: u64,
}

impl Report {
    /// `errors` is the file that gets all of them.
    pub fn new(input: &str, errors: Option<&Path>) -> anyhow::Result<Self> {
        let create =
            |path: &Path| File::create(path).with_context(|| format!("--errors {} can't be written", path.display()));
        let file = errors.map(create).transpose()?.map(BufWriter::new);
        Ok(Self { input: input.to_owned(), found: Mutex::new(Found { file, ..Found::default() }) })
    }

    /// A row that isn't taken.
    pub fn bad(&self, line: u64, wrong: &[String]) -> io::Result<()> {
        let text = format!("{}:{line}: {}", self.input, wrong.join("; "));
        let mut found = self.found();
        found.write(&text)?;
        found.bad.add(line, text);
        Ok(())
    }

    /// Cells that a row is taken without.
    pub fn left_out(&self, line: u64, cells: &[String]) -> io::Result<()> {
        let mut found = self.found();
        for cell in cells {
            let text = format!("{}:{line}: warning: {cell}", self.input);
            found.write(&text)?;
            found.left_out.add(line, text);
        }
        Ok(())
    }

    /// Shows the first ones on stderr; answers how many there are in all.
    pub fn finish(&self) -> io::Result<Counts> {
        let mut found = self.found();
        if let Some(file) = &mut found.file {
            file.flush()?;
        }
        let all = if found.file.is_some() { "" } else { "; --errors FILE writes them all" };
        for (kind, called) in [(&found.bad, "bad rows"), (&found.left_out, "cells left out")] {
            kind.first.values().flatten().for_each(|text| eprintln!("{text}"));
            let more = kind.count - kind.shown as u64;
            if more > 0 {
                eprintln!("… and {more} more {called}{all}");
            }
        }
        Ok(Counts { bad: found.bad.count, left_out: found.left_out.count })
    }

    /// Poisoned or not, what was found is plain text.
    fn found(&self) -> MutexGuard<'_, Found> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Found {
    fn write(&mut self, text: &str) -> io::Result<()> {
        match &mut self.file {
            Some(file) => writeln!(file, "{text}"),
            None => Ok(()),
        }
    }
}

impl Kind {
    fn add(&mut self, line: u64, text: String) {
        self.count += 1;
        self.shown += 1;
        self.first.entry(line).or_default().push(text);
        while self.shown > SHOWN {
            let Some(mut last) = self.first.last_entry() else { break };
            last.get_mut().pop();
            self.shown -= 1;
            if last.get().is_empty() {
                last.remove();
            }
        }
    }
}
