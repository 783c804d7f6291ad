//! How PostgreSQL writes values as text: the escapes of `copy`, and arrays.

/// What stands for null.
pub const NULL: &str = "\\N";
/// The line behind the last row.
pub const END: &str = "\\.";

/// A cell of the text format without its escapes.
pub fn unescaped(cell: &str) -> String {
    let mut text = String::with_capacity(cell.len());
    let mut letters = cell.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            text.push(letter);
            continue;
        }
        match letters.next() {
            Some('b') => text.push('\u{8}'),
            Some('f') => text.push('\u{c}'),
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('t') => text.push('\t'),
            Some('v') => text.push('\u{b}'),
            Some(other) => text.push(other),
            None => text.push('\\'),
        }
    }
    text
}

/// Whether a text has only escapes that PostgreSQL writes.
pub fn is_escaped(text: &[u8]) -> bool {
    let mut bytes = text.iter();
    while bytes.by_ref().any(|byte| *byte == b'\\') {
        if !bytes.next().is_some_and(|byte| b"bfnrtvN\\.".contains(byte)) {
            return false;
        }
    }
    true
}

/// The texts of a one-dimensional array: `{pop,"art, rock"}`; nulls are left out. None if it isn't one.
pub fn array(text: &str) -> Option<Vec<String>> {
    let mut letters = text.trim().strip_prefix('{')?.strip_suffix('}')?.chars().peekable();
    let mut texts = Vec::new();
    if letters.peek().is_none() {
        return Some(texts);
    }
    loop {
        let mut item = String::new();
        let is_quoted = letters.next_if_eq(&'"').is_some();
        loop {
            match letters.next() {
                Some('"') if is_quoted => break,
                Some('\\') => item.push(letters.next()?),
                None if is_quoted => return None,
                Some('{' | '}' | '"') if !is_quoted => return None,
                Some(letter) => item.push(letter),
                None => break,
            }
            if !is_quoted && matches!(letters.peek(), Some(',') | None) {
                break;
            }
        }
        if is_quoted || !item.eq_ignore_ascii_case("null") {
            texts.push(item);
        }
        match letters.next() {
            Some(',') => {}
            None => return Some(texts),
            Some(_) => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_those_of_copy() {
        assert_eq!(unescaped(r"AC\\DC\tlive\nrare\\N\x"), "AC\\DC\tlive\nrare\\Nx");
        assert!(is_escaped(br"AC\\DC	\N") && !is_escaped(br"AC\DC") && !is_escaped(br"AC\"));
    }

    #[test]
    fn arrays_have_texts_in_quotes_or_not() {
        let read = |text| array(text).map(|texts| texts.join("|"));
        assert_eq!(read("{}"), Some(String::new()));
        assert_eq!(read("{pop}"), Some("pop".to_owned()));
        assert_eq!(
            read(r#"{pop,"art, rock","say \"hi\" \\o/",NULL,"NULL",""}"#).as_deref(),
            Some(r#"pop|art, rock|say "hi" \o/|NULL|"#)
        );
        for wrong in ["", "pop", "{pop", "{{a},{b}}", r#"{"a}"#, r#"{"a"b}"#, r#"{a"b"}"#] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
