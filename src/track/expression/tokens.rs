//! The words and signs of an expression, with the columns where they stand.

use std::fmt;

use super::Mistake;

/// A word, a text in quotes, or a sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// Without quotes: a name, a value, or a word of the language.
    Word(String),
    Quoted(String),
    Sign(&'static str),
    End,
}

/// Those that others begin with come later.
const SIGNS: [&str; 11] = ["!=", "<=", ">=", "=", "<", ">", "(", ")", "[", "]", ","];

impl Token {
    /// Whether it is a word of the language, in letters of either case.
    pub fn is(&self, word: &str) -> bool {
        matches!(self, Self::Word(written) if written.eq_ignore_ascii_case(word))
    }

    /// Whether it is a sign.
    pub fn is_sign(&self, sign: &str) -> bool {
        matches!(self, Self::Sign(written) if *written == sign)
    }
}

/// As messages show it.
impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(text) => write!(f, "{text:.40}"),
            Self::Quoted(text) => write!(f, "\"{text:.40}\""),
            Self::Sign(sign) => f.write_str(sign),
            Self::End => f.write_str("the end"),
        }
    }
}

/// All tokens with their columns, counted from 1; the last one is the end.
pub fn tokens(text: &str) -> Result<Vec<(usize, Token)>, Mistake> {
    // What PostgreSQL's texts partly can't hold, and no name has, separates words.
    let letters: Vec<char> = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    let (mut tokens, mut at) = (Vec::new(), 0);
    while at < letters.len() {
        let (token, end) = match letters[at] {
            letter if letter.is_whitespace() => {
                at += 1;
                continue;
            }
            quote @ ('"' | '\'') => quoted(&letters, at, quote)?,
            _ => match sign(&letters[at..]) {
                Some(sign) => (Token::Sign(sign), at + sign.len()),
                None => word(&letters, at),
            },
        };
        tokens.push((at + 1, token));
        at = end;
    }
    tokens.push((letters.len() + 1, Token::End));
    Ok(tokens)
}

fn sign(letters: &[char]) -> Option<&'static str> {
    SIGNS.into_iter().find(|sign| letters.len() >= sign.len() && sign.chars().zip(letters).all(|(a, b)| a == *b))
}

/// The word that begins here, and where it ends.
fn word(letters: &[char], start: usize) -> (Token, usize) {
    let is_end = |at: &usize| letters[*at].is_whitespace() || letters[*at] == '"' || sign(&letters[*at..]).is_some();
    let end = (start..letters.len()).find(is_end).unwrap_or(letters.len());
    (Token::Word(letters[start..end].iter().collect()), end)
}

/// The text in quotes that begins here, and where it ends. A backslash takes the quote behind it, or the backslash, for
/// a letter.
fn quoted(letters: &[char], start: usize, quote: char) -> Result<(Token, usize), Mistake> {
    let (mut text, mut at) = (String::new(), start + 1);
    while let Some(&letter) = letters.get(at) {
        match letters.get(at + 1) {
            _ if letter == quote => return Ok((Token::Quoted(text), at + 1)),
            Some(&next) if letter == '\\' && (next == quote || next == '\\') => {
                text.push(next);
                at += 2;
            }
            _ => {
                text.push(letter);
                at += 1;
            }
        }
    }
    let expected = format!("a second {quote} behind the one at column {}", start + 1);
    Err(Mistake { column: letters.len() + 1, expected, found: Token::End.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Vec<String> {
        let tokens = tokens(text).unwrap();
        tokens.into_iter().map(|(column, token)| format!("{column} {token}")).collect()
    }

    #[test]
    fn signs_need_no_space_around_them() {
        assert_eq!(written("a!=b"), ["1 a", "2 !=", "4 b", "5 the end"]);
        assert_eq!(written("(é<=-1.5)"), ["1 (", "2 é", "3 <=", "5 -1.5", "9 )", "10 the end"]);
        assert_eq!(written("[a,b]"), ["1 [", "2 a", "3 ,", "4 b", "5 ]", "6 the end"]);
    }

    #[test]
    fn names_with_signs_in_them_are_words() {
        for name in ["AC/DC", "P!nk", "!!!", "don't", "R&B", "a.b-c", "99%"] {
            assert_eq!(tokens(name).unwrap()[0].1, Token::Word(name.to_owned()));
        }
    }

    #[test]
    fn quotes_hold_anything() {
        let text = |text| tokens(text).unwrap().swap_remove(0).1;
        assert_eq!(text(r#""a \"b\" \\ \n (""#), Token::Quoted(r#"a "b" \ \n ("#.into()));
        assert_eq!(text(r#"'say "x"'"#), Token::Quoted(r#"say "x""#.into()));
        assert_eq!(text("''"), Token::Quoted(String::new()));
        assert_eq!(text("a\0b"), Token::Word("a".into()));
    }

    #[test]
    fn a_quote_without_its_second_is_a_mistake() {
        let mistake = tokens("a = 'b").unwrap_err();
        assert_eq!(mistake.to_string(), "at column 7: expected a second ' behind the one at column 5, found the end");
        assert!(tokens(r#""a\"#).is_err() && tokens(r#""a\""#).is_err());
    }
}
