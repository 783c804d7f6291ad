//! Aliases as a file has them: names, their kinds and their other names, with whatever can't be taken reported by line.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io;

use anyhow::{Context, bail};
use serde_json::Value;

use crate::catalog::NewAlias;
use crate::catalog::aliases::{MOST_ALIASES, MOST_NAMES, key};
use crate::cli::Usage;
use crate::cli::import::{Input, Plain, Record, Report, column_key};
use crate::text::language::AliasKind;
use crate::track::reading::clean;

/// What stands between several names in one cell.
const BETWEEN: char = ';';

/// What a column has.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Column {
    /// Of this kind, where the header says so.
    Name(Option<AliasKind>),
    Kind,
    OtherNames,
    /// What an alias is called here and nowhere else.
    Id,
}

impl Column {
    fn of(header: &str) -> Option<Self> {
        Some(match column_key(header).trim_end_matches(|c: char| c.is_ascii_digit()) {
            "name" => Self::Name(None),
            "artist" | "artistname" => Self::Name(Some(AliasKind::Artist)),
            "title" | "trackname" => Self::Name(Some(AliasKind::Title)),
            "word" => Self::Name(Some(AliasKind::Word)),
            "kind" => Self::Kind,
            "id" => Self::Id,
            "" | "othernames" | "othername" | "alias" | "aliases" | "aka" | "alsoknownas" => Self::OtherNames,
            _ => return None,
        })
    }
}

/// The aliases of a file; several rows of one name and kind are one.
pub struct Rows<'a> {
    report: &'a Report,
    /// Where nothing says it.
    kind: AliasKind,
    aliases: Vec<NewAlias>,
    /// Where each kind and name, as a search sees it, stands among those, and how its other names do.
    known: HashMap<(AliasKind, String), (usize, Vec<String>)>,
}

/// Reads a whole file.
pub fn read(input: Input, kind: AliasKind, report: &Report) -> anyhow::Result<Vec<NewAlias>> {
    let name = input.name.clone();
    let not_read = || format!("{name} can't be read");
    let mut rows = Rows { report, kind, aliases: Vec::new(), known: HashMap::new() };
    match Plain::new(input)? {
        Plain::Table(mut records) => {
            let header = records.next().with_context(not_read)?;
            let columns = columns(&name, header)?;
            records.expect(columns.len());
            while let Some(Record { line, cells, .. }) = records.next().with_context(not_read)? {
                rows.add_cells(line, &columns, cells)?;
            }
        }
        Plain::Json(mut lines) => {
            while let Some((line, text)) = lines.next().with_context(not_read)? {
                rows.add_json(line, text)?;
            }
        }
    }
    Ok(rows.aliases)
}

fn columns(name: &str, header: Option<Record>) -> Result<Vec<Column>, Usage> {
    const EXPECTED: &str = "the first line must name the columns: name, other names and, if you like, kind";
    let usage = |wrong: String| Usage(format!("{name}: {wrong}; {EXPECTED}"));
    let Some(Record { cells, .. }) = header else { return Err(usage("has no header".to_owned())) };
    let names = cells.map_err(|wrong| usage(format!("the header {wrong}")))?;
    let mut columns = Vec::with_capacity(names.len());
    let is_name = |column: &Column| matches!(column, Column::Name(_));
    for name in names {
        let name = name.unwrap_or_default();
        let Some(column) = Column::of(&name) else {
            return Err(usage(format!("{:.60} is not a column of aliases", clean(&name))));
        };
        let is_second = columns.iter().any(|other| match column {
            Column::Name(_) => is_name(other),
            column => column == Column::Kind && *other == column,
        });
        if is_second {
            return Err(usage(format!("{:.60} is one more column of the same", clean(&name))));
        }
        columns.push(column);
    }
    if !columns.iter().any(is_name) {
        return Err(usage("there is no column name".to_owned()));
    }
    match columns.contains(&Column::OtherNames) {
        true => Ok(columns),
        false => Err(usage("there is no column other names".to_owned())),
    }
}

impl Rows<'_> {
    fn add_cells(
        &mut self,
        line: u64,
        columns: &[Column],
        cells: Result<Vec<Option<String>>, String>,
    ) -> anyhow::Result<()> {
        let cells = match cells {
            Ok(cells) => cells,
            Err(wrong) => return self.refuse(line, format!("the row {wrong}")),
        };
        if cells.iter().flatten().all(|cell| cell.trim().is_empty()) {
            return Ok(());
        }
        let (mut name, mut kind, mut of_header, mut other_names) = (String::new(), None, None, Vec::new());
        // Whoever has more names than columns goes on writing.
        let last = columns.last().copied().filter(|column| *column == Column::OtherNames);
        for (at, cell) in cells.into_iter().enumerate() {
            let text = cell.as_deref().map(|cell| clean(cell).trim().to_owned()).unwrap_or_default();
            match columns.get(at).copied().or(last) {
                Some(Column::Name(of)) => (name, of_header) = (text, of),
                Some(Column::OtherNames) => other_names.extend(text.split(BETWEEN).map(|name| name.trim().to_owned())),
                Some(Column::Kind) if text.is_empty() => {}
                Some(Column::Kind) => match text.parse() {
                    Ok(said) => kind = Some(said),
                    Err(expected) => return self.refuse(line, format!("kind: {text:.60} is not {expected}")),
                },
                Some(Column::Id) => {}
                None if text.is_empty() => {}
                None => {
                    let wrong = format!("the row has {} cells, but the header has {}", at + 1, columns.len());
                    return self.refuse(line, wrong);
                }
            }
        }
        self.add(line, kind.or(of_header).unwrap_or(self.kind), name, other_names)
    }

    fn add_json(&mut self, line: u64, text: Result<&str, String>) -> anyhow::Result<()> {
        let value = match text.map(serde_json::from_str::<Value>) {
            Ok(Ok(value)) => value,
            Ok(Err(error)) => return self.refuse(line, format!("the line is not valid JSON ({error})")),
            Err(wrong) => return self.refuse(line, format!("the line {wrong}")),
        };
        // What the API answers is a list of them.
        let aliases = match value.get("aliases") {
            Some(Value::Array(aliases)) => aliases.clone(),
            _ => vec![value],
        };
        for alias in aliases {
            let text = |value: &Value| value.as_str().map(|text| text.trim().to_owned());
            let name = alias.get("name").and_then(text);
            let names = |value: &Value| value.as_array()?.iter().map(text).collect::<Option<Vec<String>>>();
            let kind = match alias.get("kind") {
                None | Some(Value::Null) => Some(self.kind),
                Some(kind) => kind.as_str().and_then(|kind| kind.parse().ok()),
            };
            match (name, kind, alias.get("other_names").and_then(names)) {
                (Some(name), Some(kind), Some(other_names)) => self.add(line, kind, name, other_names)?,
                _ => {
                    let expected = r#"write {"kind": "artist", "name": "2Pac", "other_names": ["Tupac"]}"#;
                    self.refuse(line, format!("the line is no alias; {expected}"))?;
                }
            }
        }
        Ok(())
    }

    /// Takes a row, or reports what is wrong with it.
    fn add(&mut self, line: u64, kind: AliasKind, name: String, other_names: Vec<String>) -> anyhow::Result<()> {
        let of_name = match key(&name) {
            Ok(key) => key,
            Err(wrong) => return self.refuse(line, format!("name: {name:.60} {wrong}").replace("  ", " ")),
        };
        let (mut others, mut left_out) = (Vec::new(), Vec::new());
        for other in other_names.into_iter().filter(|other| !other.is_empty()) {
            match key(&other) {
                Ok(key) if key == of_name => {}
                Ok(key) => others.push((other, key)),
                Err(wrong) => left_out.push(format!("other names: {other:.60} {wrong}; it is left out")),
            }
        }
        if others.is_empty() && left_out.is_empty() {
            let what = "there is no other name that a search could tell from the name; accents, case and signs make \
                no difference by themselves";
            return self.refuse(line, format!("{name:.60}: {what}"));
        }
        if others.is_empty() {
            return self.refuse(line, left_out.join("; "));
        }
        let (at, known) = match self.known.entry((kind, of_name)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(_) if self.aliases.len() == MOST_ALIASES => {
                bail!(
                    "a library has at most {MOST_ALIASES} aliases, and line {line} would be one more; nothing was changed"
                )
            }
            Entry::Vacant(place) => {
                self.aliases.push(NewAlias { kind, name, other_names: Vec::new() });
                place.insert((self.aliases.len() - 1, Vec::new()))
            }
        };
        let alias = &mut self.aliases[*at];
        for (other, key) in others {
            if known.contains(&key) {
                continue;
            }
            if known.len() == MOST_NAMES {
                let what = format!("is one more than the {MOST_NAMES} that a name may have; it is left out");
                left_out.push(format!("other names: {other:.60} {what}"));
                continue;
            }
            alias.other_names.push(other);
            known.push(key);
        }
        Ok(self.report.left_out(line, &left_out)?)
    }

    fn refuse(&self, line: u64, wrong: String) -> anyhow::Result<()> {
        let done: io::Result<()> = self.report.bad(line, &[wrong]);
        Ok(done?)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::cli::import::Options;

    fn read_text(text: &str) -> anyhow::Result<(Vec<NewAlias>, u64, u64)> {
        let input = Input::new("file".to_owned(), Options::default(), Cursor::new(text.as_bytes().to_vec()))?;
        let report = Report::new("file", None)?;
        let aliases = read(input, AliasKind::Word, &report)?;
        let counts = report.finish()?;
        Ok((aliases, counts.bad, counts.left_out))
    }

    fn alias(kind: AliasKind, name: &str, others: &[&str]) -> NewAlias {
        NewAlias { kind, name: name.to_owned(), other_names: others.iter().copied().map(str::to_owned).collect() }
    }

    #[test]
    fn tables_of_many_shapes_are_read() {
        let expected =
            [alias(AliasKind::Word, "2Pac", &["Tupac", "Makaveli"]), alias(AliasKind::Word, "Prince", &["The Artist"])];
        for text in [
            "name,other names\n2Pac,Tupac;Makaveli\nPrince,The Artist\n",
            "name,other names\r\n2Pac,Tupac,Makaveli\r\n\r\nPrince,The Artist,\r\n",
            "Other Name 1\tOther Name 2\tName\nTupac\tMakaveli\t2Pac\nThe Artist\t\tPrince\n",
            "name;alias\n2Pac;Tupac\nPrince;The Artist\n2PAC;Makaveli\n2Pac;TUPAC",
            "\u{feff}NAME|kind|also known as\n2Pac|word|Tupac; Makaveli\nPrince||\"The Artist\"\n",
            "{\"name\":\"2Pac\",\"other_names\":[\"Tupac\",\"Makaveli\"]}\n{\"name\":\"Prince\",\"other_names\":[\"The Artist\"]}",
            "{\"aliases\":[{\"id\":\"x\",\"kind\":\"word\",\"name\":\"2Pac\",\"other_names\":[\"Tupac\",\"Makaveli\"]},\
             {\"name\":\"Prince\",\"other_names\":[\"The Artist\"]}],\"total\":2}",
        ] {
            assert_eq!(read_text(text).unwrap(), (expected.to_vec(), 0, 0), "{text}");
        }
    }

    #[test]
    fn the_header_or_a_column_says_what_kind_they_are() {
        let text = "kind,artist,aliases\n,Prince,The Artist\nTitle,Kiss,Kss\n";
        let expected = [alias(AliasKind::Artist, "Prince", &["The Artist"]), alias(AliasKind::Title, "Kiss", &["Kss"])];
        assert_eq!(read_text(text).unwrap(), (expected.to_vec(), 0, 0));
    }

    #[test]
    fn what_can_not_be_taken_is_refused_and_the_rest_is_kept() {
        let text = "name,kind,other names\n,,x\nA,album,b\nBeyoncé,,Beyonce;BEYONCE\nAbba,,\u{200b}\nQueen,,Kween,\u{200b}\n\
            C,,c;d\n\"open,,x\nE,,é;Ee\n";
        let (aliases, bad, left_out) = read_text(text).unwrap();
        let expected = [
            alias(AliasKind::Word, "Queen", &["Kween"]),
            alias(AliasKind::Word, "C", &["d"]),
            alias(AliasKind::Word, "E", &["Ee"]),
        ];
        assert_eq!((aliases, bad, left_out), (expected.to_vec(), 5, 1));
        let many: Vec<String> = (0..60).map(|i| format!("n{i}")).collect();
        let (aliases, bad, left_out) = read_text(&format!("name,other names\nx,{}", many.join(";"))).unwrap();
        assert_eq!((aliases[0].other_names.len(), bad, left_out), (MOST_NAMES, 0, 10));
        for alias in aliases.iter().chain(&expected) {
            assert_eq!(alias.validate(), Ok(()));
        }
    }

    #[test]
    fn a_header_that_names_no_columns_is_a_mistake() {
        for text in [
            "Tupac,2Pac\n",
            "name\nTupac\n",
            "name,kind\na,word\n",
            "name,name,alias\na,b,c\n",
            "other names\na\n",
            "artist,title,aka\na,b,c\n",
            "name,year,aka\n",
        ] {
            let wrong = read_text(text).unwrap_err();
            assert!(wrong.is::<Usage>() && wrong.to_string().contains("the first line must name"), "{text}: {wrong}");
        }
    }
}
