//! Objects in JSON that is not one object a line: over many lines, in lists, or as the hits of a search.

use std::io::{self, BufRead, ErrorKind};

use serde_json::{Map, Value};

use super::lines::{MAX_ROW_BYTES, Numbered, not_encoded_as, too_long};

/// The member of a search's answer that holds tracks.
const HITS: &str = "hits";

/// Reads one object after the other, without holding more than one.
pub struct Objects {
    reader: Box<dyn BufRead + Send>,
    encoding: &'static str,
    line: u64,
    is_after_cr: bool,
    /// What the next value stands in, from without to within.
    around: Vec<Around>,
    /// The value so far; of one that is too long, its beginning.
    text: Vec<u8>,
    is_too_long: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    List,
    /// The object that has hits, once they have been read.
    Answer,
}

/// Where in a value the next byte stands.
#[derive(Default)]
struct Place {
    depth: u64,
    is_in_string: bool,
    is_escaped: bool,
}

impl Place {
    /// Goes over one byte; answers whether it ends an object or a list.
    fn pass(&mut self, byte: u8) -> bool {
        match byte {
            _ if self.is_escaped => self.is_escaped = false,
            b'\\' if self.is_in_string => self.is_escaped = true,
            b'"' => self.is_in_string = !self.is_in_string,
            _ if self.is_in_string => {}
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }
}

impl Objects {
    pub fn new(reader: Box<dyn BufRead + Send>, encoding: &'static str) -> Self {
        let (around, text) = (Vec::new(), Vec::new());
        Self { reader, encoding, line: 1, is_after_cr: false, around, text, is_too_long: false }
    }

    /// The next object with the line it begins at, or what stands in its place; none at the end.
    pub fn next(&mut self) -> io::Result<Option<Numbered<Map<String, Value>>>> {
        while let Some(byte) = self.byte()? {
            match (byte, self.around.last()) {
                (b']', Some(Around::List)) => {
                    self.around.pop();
                    if self.around.last() == Some(&Around::Answer) {
                        self.around.pop();
                        self.pass_rest_of_answer()?;
                    }
                }
                (b'[', None) => self.around.push(Around::List),
                (b',' | b' ' | b'\t' | b'\n' | b'\r', _) => {}
                (byte, _) => {
                    let line = self.line;
                    if self.read_value(byte)? {
                        return Ok(Some((line, self.object())));
                    }
                }
            }
        }
        Ok(None)
    }

    /// Reads the rest of the value; answers false where it is an object that has hits, which are next.
    fn read_value(&mut self, first: u8) -> io::Result<bool> {
        self.text.clear();
        self.is_too_long = false;
        let mut place = Place::default();
        let mut byte = first;
        loop {
            if byte == b'['
                && place.depth == 1
                && !place.is_in_string
                && self.around.is_empty()
                && self.is_behind_hits()
            {
                self.around.extend([Around::Answer, Around::List]);
                return Ok(false);
            }
            self.is_too_long |= self.text.len() == MAX_ROW_BYTES;
            if !self.is_too_long {
                self.text.push(byte);
            }
            if place.pass(byte) {
                return Ok(true);
            }
            let is_outside = place.depth == 0 && !place.is_in_string;
            match self.peeked()? {
                None | Some(b',' | b']' | b'}' | b' ' | b'\n' | b'\r') if is_outside => return Ok(true),
                None => return Ok(true),
                Some(_) => byte = self.byte()?.unwrap_or_default(),
            }
        }
    }

    fn is_behind_hits(&self) -> bool {
        let before = self.text.trim_ascii_end().strip_suffix(b":").map(<[u8]>::trim_ascii_end);
        before.is_some_and(|before| before.ends_with(format!("\"{HITS}\"").as_bytes()))
    }

    fn pass_rest_of_answer(&mut self) -> io::Result<()> {
        let mut place = Place { depth: 1, ..Place::default() };
        while let Some(byte) = self.byte()? {
            if place.pass(byte) {
                break;
            }
        }
        Ok(())
    }

    fn object(&self) -> Result<Map<String, Value>, String> {
        match std::str::from_utf8(&self.text) {
            _ if self.is_too_long => Err(too_long()),
            Ok(text) => object(text),
            Err(_) => Err(not_encoded_as(self.encoding)),
        }
    }

    /// The next byte, which is thereby read.
    fn byte(&mut self) -> io::Result<Option<u8>> {
        let byte = self.peeked()?;
        if let Some(byte) = byte {
            self.reader.consume(1);
            self.line += u64::from(byte == b'\r' || (byte == b'\n' && !self.is_after_cr));
            self.is_after_cr = byte == b'\r';
        }
        Ok(byte)
    }

    fn peeked(&mut self) -> io::Result<Option<u8>> {
        loop {
            match self.reader.fill_buf() {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                arrived => return Ok(arrived?.first().copied()),
            }
        }
    }
}

/// The tracks that an object holds: itself, or its hits.
pub fn tracks(mut object: Map<String, Value>) -> Vec<Result<Map<String, Value>, String>> {
    let is_answer = object.get(HITS).and_then(Value::as_array).is_some_and(|hits| hits.iter().all(Value::is_object));
    match object.remove(HITS) {
        Some(Value::Array(hits)) if is_answer => hits.into_iter().map(of_value).collect(),
        Some(other) => {
            object.insert(HITS.to_owned(), other);
            vec![Ok(object)]
        }
        None => vec![Ok(object)],
    }
}

/// The object that a text holds.
pub fn object(text: &str) -> Result<Map<String, Value>, String> {
    match serde_json::from_str(text) {
        Ok(value) => of_value(value),
        Err(error) => Err(format!("is not valid JSON ({error})")),
    }
}

fn of_value(value: Value) -> Result<Map<String, Value>, String> {
    match value {
        Value::Object(object) => Ok(object),
        _ => Err("is not a JSON object; write {\"artist\": …, \"title\": …}".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Cursor};

    use super::*;

    /// Every object as its line and its title, or what is wrong with it.
    fn read(text: &str) -> Vec<(u64, String)> {
        let read = |capacity| {
            let reader = BufReader::with_capacity(capacity, Cursor::new(text.as_bytes().to_vec()));
            let mut objects = Objects::new(Box::new(reader), "UTF-8");
            let title = |object: Map<String, Value>| object["title"].as_str().unwrap().to_owned();
            std::iter::from_fn(|| objects.next().unwrap())
                .map(|(line, object)| (line, object.map_or_else(|wrong| format!("! {wrong}"), title)))
                .collect::<Vec<_>>()
        };
        assert_eq!(read(1), read(1000));
        read(1)
    }

    fn titles(expected: &[(u64, &str)]) -> Vec<(u64, String)> {
        expected.iter().map(|(line, title)| (*line, (*title).to_owned())).collect()
    }

    #[test]
    fn objects_come_alone_one_after_the_other_or_in_a_list() {
        let pretty = "{\n  \"title\": \"a }]\\\" \\\\\",\n  \"x\": [{\"hits\": []}]\n}";
        assert_eq!(read(pretty), titles(&[(1, "a }]\" \\")]));
        assert_eq!(
            read("\n{\"title\":\"a\"}{\"title\":\"b\"}\r\n\r\n{\"title\":\"c\"}"),
            titles(&[(2, "a"), (2, "b"), (4, "c")])
        );
        assert_eq!(read("[\n{\"title\":\"a\"},\n{\"title\":\"b\"}\n]\n"), titles(&[(2, "a"), (3, "b")]));
        assert_eq!((read("[]"), read(" ")), (Vec::new(), Vec::new()));
    }

    #[test]
    fn the_hits_of_answers_are_objects_each() {
        let answer = "{\"took_ms\": 1, \"hits\" : [\n{\"title\":\"a\",\"labels\":[\"}\"]},\n{\"title\":\"b\"}], \"x\": {\"y\": [\"]}\"]}}";
        assert_eq!(read(answer), titles(&[(2, "a"), (3, "b")]));
        assert_eq!(read(&format!("{answer}\n{answer}")), titles(&[(2, "a"), (3, "b"), (5, "a"), (6, "b")]));
        assert_eq!(read("{\"hits\":[],\"total\":0}"), []);
    }

    #[test]
    fn what_is_no_object_is_told_and_passed_over() {
        let read = read("[1, \"a, b\", [2], {\"title\":\"a\"}, {\"title\": nope}, {\"title\":\"b\"}, {\"title\":");
        assert!(read[..3].iter().all(|(_, read)| read.starts_with("! is not a JSON object")), "{read:?}");
        assert_eq!((read[3].1.as_str(), read[5].1.as_str(), read.len()), ("a", "b", 7));
        assert!(read[4].1.starts_with("! is not valid JSON") && read[6].1.starts_with("! is not valid JSON"));
    }

    #[test]
    fn an_object_that_is_too_long_is_refused_and_the_others_kept() {
        let long = "x".repeat(MAX_ROW_BYTES);
        let text = format!("[{{\"title\":\"{long}\"}},{{\"title\":\"b\"}}]");
        let mut objects = Objects::new(Box::new(Cursor::new(text.into_bytes())), "UTF-8");
        let mut next = || objects.next().unwrap().unwrap().1;
        assert!(next().unwrap_err().contains("longer than 1024 KiB"));
        assert_eq!(next().unwrap()["title"], "b");
    }
}
