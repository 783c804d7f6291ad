//! A body cut into lines as it arrives.

/// A line longer than this is refused: nothing that a track or an alias can hold comes near it.
const MAX_LINE_BYTES: usize = 1024 * 1024;

/// The lines so far, and the beginning of the next one.
#[derive(Default)]
pub struct Lines {
    begun: Vec<u8>,
    number: u64,
    /// The line that has begun is longer than it may be; what more comes of it is dropped.
    is_too_long: bool,
}

impl Lines {
    /// Takes what has arrived, and gives every line that is whole and not blank to `each`, with its number.
    pub fn take(&mut self, arrived: &[u8], mut each: impl FnMut(u64, Result<&[u8], String>)) {
        for piece in arrived.split_inclusive(|byte| *byte == b'\n') {
            let (text, ends) = piece.strip_suffix(b"\n").map_or((piece, false), |text| (text, true));
            self.is_too_long |= self.begun.len() + text.len() > MAX_LINE_BYTES;
            if !self.is_too_long {
                self.begun.extend_from_slice(text);
            }
            if ends {
                self.end(&mut each);
            }
        }
    }

    /// The last line may lack its end.
    pub fn finish(mut self, mut each: impl FnMut(u64, Result<&[u8], String>)) {
        self.end(&mut each);
    }

    fn end(&mut self, each: &mut impl FnMut(u64, Result<&[u8], String>)) {
        self.number += 1;
        if self.is_too_long {
            each(self.number, Err(format!("is longer than {} KiB; is a line end missing?", MAX_LINE_BYTES / 1024)));
        } else if let line @ [_, ..] = self.begun.trim_ascii() {
            each(self.number, Ok(line));
        }
        self.begun.clear();
        self.is_too_long = false;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(pieces: &[&[u8]]) -> Vec<(u64, String)> {
        let mut read = Vec::new();
        let mut each = |number, line: Result<&[u8], String>| {
            read.push((number, line.map_or_else(|wrong| wrong, |line| String::from_utf8_lossy(line).into_owned())));
        };
        let mut lines = Lines::default();
        pieces.iter().for_each(|piece| lines.take(piece, &mut each));
        lines.finish(&mut each);
        read
    }

    #[test]
    fn blank_lines_count_but_are_not_given_and_the_last_end_may_be_missing() {
        let expected = [(2, "a".to_owned()), (4, "b".to_owned()), (5, "c".to_owned())];
        assert_eq!(read(&[b"\na\n \r\nb\r\nc"]), expected);
        assert_eq!(read(&[]), []);
    }

    #[test]
    fn a_line_that_is_too_long_costs_itself_only() {
        let long = vec![b'x'; MAX_LINE_BYTES];
        let read = read(&[b"a\n", &long, b"x", b"x\nb\n"]);
        assert_eq!((read.len(), read[0].1.as_str(), read[2].clone()), (3, "a", (3, "b".to_owned())));
        assert!(read[1].1.contains("longer than 1024 KiB"));
    }

    proptest! {
        #[test]
        fn lines_are_the_same_however_the_body_arrives(text in "[ab\n]{0,40}", cuts in proptest::collection::vec(0usize..40, 0..5)) {
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(text.len())).collect();
            cuts.extend([0, text.len()]);
            cuts.sort();
            let pieces: Vec<&[u8]> = cuts.windows(2).map(|cut| &text.as_bytes()[cut[0]..cut[1]]).collect();
            prop_assert_eq!(read(&pieces), read(&[text.as_bytes()]));
        }
    }
}
