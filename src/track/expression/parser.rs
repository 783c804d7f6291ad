//! Puts the tokens of an expression together.

use super::Mistake;
use super::tokens::{Token, tokens};
use crate::track::condition::Order;
use crate::track::conditions::MOST_CONDITIONS;
use crate::track::{Condition, Conditions, Field, Filter};

/// Longer expressions aren't read.
const MOST_BYTES: usize = 4096;
/// So many brackets and NOTs may stand within one another.
const MOST_DEPTH: usize = 16;

impl Conditions {
    /// What an expression says, such as `genre = rock AND NOT labels = demo`; a blank one says nothing.
    pub fn parse(text: &str) -> Result<Self, Mistake> {
        if text.len() > MOST_BYTES {
            let column = text[..text.floor_char_boundary(MOST_BYTES)].chars().count() + 1;
            let expected = format!("the end: a filter has at most {MOST_BYTES} bytes");
            return Err(Mistake { column, expected, found: format!("{} bytes", text.len()) });
        }
        let mut parser = Parser { tokens: tokens(text)?, at: 0, depth: 0, conditions: 0 };
        if *parser.token() == Token::End {
            return Ok(Self::new());
        }
        let conditions = parser.any()?;
        match parser.token() {
            Token::End => Ok(conditions),
            Token::Word(_) | Token::Quoted(_) => {
                Err(parser.mistake("AND, OR or the end; a value of several words stands in quotes"))
            }
            Token::Sign(_) => Err(parser.mistake("AND, OR or the end")),
        }
    }
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    at: usize,
    depth: usize,
    conditions: usize,
}

impl Parser {
    fn token(&self) -> &Token {
        &self.tokens[self.at].1
    }

    /// Goes on behind the token, and answers it. There is nothing behind the end.
    fn next(&mut self) -> Token {
        let token = self.token().clone();
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        token
    }

    /// Goes on behind a word of the language or a sign, if it stands here.
    fn takes(&mut self, wanted: &str) -> bool {
        let is_it = self.token().is(wanted) || self.token().is_sign(wanted);
        self.at += usize::from(is_it);
        is_it
    }

    /// That something else should stand here.
    fn mistake(&self, expected: impl Into<String>) -> Mistake {
        let (column, token) = &self.tokens[self.at];
        Mistake { column: *column, expected: expected.into(), found: token.to_string() }
    }

    fn any(&mut self) -> Result<Conditions, Mistake> {
        let mut several = vec![self.all()?];
        while self.takes("OR") {
            several.push(self.all()?);
        }
        Ok(Conditions::any(several))
    }

    fn all(&mut self) -> Result<Conditions, Mistake> {
        let mut several = vec![self.one()?];
        while self.takes("AND") {
            several.push(self.one()?);
        }
        Ok(Conditions::all(several))
    }

    fn one(&mut self) -> Result<Conditions, Mistake> {
        let is_not = self.token().is("NOT");
        if !is_not && !self.token().is_sign("(") {
            return self.condition();
        }
        if self.depth == MOST_DEPTH {
            return Err(self.mistake(format!("at most {MOST_DEPTH} brackets and NOTs within one another")));
        }
        self.next();
        self.depth += 1;
        let inner = if is_not { !self.one()? } else { self.any()? };
        self.depth -= 1;
        if !is_not && !self.takes(")") {
            return Err(self.mistake("AND, OR or )"));
        }
        Ok(inner)
    }

    /// A field, and what must hold of it.
    fn condition(&mut self) -> Result<Conditions, Mistake> {
        let (field, path) = self.field()?;
        let path = path.as_str();
        let one = |condition| Conditions::One(field, condition);
        let exists = || one(Condition::exists(field, path));
        if self.takes("IS") {
            let is_not = self.takes("NOT");
            if !self.takes("NULL") {
                return Err(self.mistake(if is_not { "NULL" } else { "NULL or NOT NULL" }));
            }
            self.count()?;
            return Ok(if is_not { exists() } else { !exists() });
        }
        let is_not = self.takes("NOT");
        let condition = if self.takes("EXISTS") {
            self.count()?;
            exists()
        } else if self.takes("IN") {
            self.list(field, path)?
        } else if matches!(field.filter(), Filter::Words(_)) && self.takes("CONTAINS") {
            self.count()?;
            one(Condition::Words(self.value("a text")?))
        } else if is_not {
            return Err(self.mistake(match field.filter() {
                Filter::Words(_) => "IN, CONTAINS or EXISTS",
                _ => "IN or EXISTS",
            }));
        } else {
            self.comparison(field, path)?
        };
        Ok(if is_not { !condition } else { condition })
    }

    /// The field that is named here, and the path of an attribute.
    fn field(&mut self) -> Result<(Field, String), Mistake> {
        let named = match self.token() {
            Token::Word(name) | Token::Quoted(name) => {
                Condition::of_name(name).map(|(field, path)| (field, path.to_owned()))
            }
            Token::Sign(_) | Token::End => None,
        };
        let Some(named) = named else {
            let fields = Field::filtered().filter(|field| *field != Field::Attributes).map(Field::name);
            let fields = fields.collect::<Vec<_>>().join(", ");
            return Err(self.mistake(format!("(, NOT or a field: {fields} or attributes.KEY")));
        };
        self.next();
        Ok(named)
    }

    /// What stands behind a field without a word of the language.
    fn comparison(&mut self, field: Field, path: &str) -> Result<Conditions, Mistake> {
        let is_ordered = matches!(field.filter(), Filter::Range(_) | Filter::Attribute(_));
        for (sign, order) in [("<", Order::Below), ("<=", Order::UpTo), (">=", Order::From), (">", Order::Above)] {
            if is_ordered && self.takes(sign) {
                self.count()?;
                let before = self.at;
                let text = self.value("a value")?;
                let condition = Condition::ordered(field, path, order, &text);
                return condition
                    .map(|condition| Conditions::One(field, condition))
                    .map_err(|what| self.at(before, what));
            }
        }
        if self.takes("!=") {
            let is_one = self.value_or_range(field, path)?;
            let exists = Conditions::One(field, Condition::exists(field, path));
            return Ok(Conditions::All(vec![exists, !is_one]));
        }
        let is_range = is_ordered && matches!(self.token(), Token::Word(_) | Token::Quoted(_));
        if self.takes("=") || is_range && self.tokens[self.at + 1].1.is("TO") {
            return self.value_or_range(field, path);
        }
        Err(self.mistake(match field.filter() {
            Filter::Words(_) => "=, !=, IN, CONTAINS, EXISTS or IS NULL",
            Filter::Keyword(_) => "=, !=, IN, EXISTS or IS NULL",
            _ => "=, !=, <, <=, >, >=, IN, EXISTS, IS NULL or a range such as 1 TO 9",
        }))
    }

    /// `[V, …]`, of which one must be.
    fn list(&mut self, field: Field, path: &str) -> Result<Conditions, Mistake> {
        if !self.takes("[") {
            return Err(self.mistake("a list in brackets, such as [a, b]"));
        }
        let mut several = vec![self.value_or_range(field, path)?];
        while self.takes(",") {
            several.push(self.value_or_range(field, path)?);
        }
        if !self.takes("]") {
            return Err(self.mistake(", or ]"));
        }
        Ok(Conditions::any(several))
    }

    /// That the field has this value, or one of the range.
    fn value_or_range(&mut self, field: Field, path: &str) -> Result<Conditions, Mistake> {
        self.count()?;
        let before = self.at;
        let first = self.value("a value")?;
        let is_ordered = matches!(field.filter(), Filter::Range(_) | Filter::Attribute(_));
        let condition = match is_ordered && self.takes("TO") {
            true => {
                let last = self.value("a value")?;
                Condition::between(field, path, &first, &last)
            }
            false => Condition::equal(field, path, &first),
        };
        condition.map(|condition| Conditions::One(field, condition)).map_err(|what| self.at(before, what))
    }

    fn value(&mut self, expected: &str) -> Result<String, Mistake> {
        match self.token() {
            Token::Word(text) | Token::Quoted(text) => {
                let text = text.clone();
                self.next();
                Ok(text)
            }
            Token::Sign(_) | Token::End => Err(self.mistake(expected)),
        }
    }

    /// That something else should stand where the parser was before.
    fn at(&self, before: usize, expected: &str) -> Mistake {
        let (column, token) = &self.tokens[before];
        Mistake { column: *column, expected: expected.to_owned(), found: token.to_string() }
    }

    /// Counts one more condition.
    fn count(&mut self) -> Result<(), Mistake> {
        self.conditions += 1;
        if self.conditions > MOST_CONDITIONS {
            return Err(self.mistake(format!("at most {MOST_CONDITIONS} conditions; each value of a list is one")));
        }
        Ok(())
    }
}
