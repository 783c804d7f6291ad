//! An alias to be written, and what must hold of it.

use crate::text::language::AliasKind;
use crate::text::language::aliases::{MOST_WORDS, words_of};
use crate::track::{Field, Problem, ValueRef};

/// Other names that one name may have.
pub const MOST_NAMES: usize = 50;

/// A name, and its other names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAlias {
    pub kind: AliasKind,
    pub name: String,
    pub other_names: Vec<String>,
}

impl NewAlias {
    /// Everything that is wrong with it.
    pub fn validate(&self) -> Result<(), Vec<Problem>> {
        let problem = |field, what| Problem { field, what };
        let mut problems = Vec::new();
        let mut known = Vec::new();
        match key(&self.name) {
            Ok(key) => known.push(key),
            Err(what) => problems.push(problem("name", what)),
        }
        match self.other_names.len() {
            0 => problems.push(problem("other_names", "is empty; give at least one name".to_owned())),
            1..=MOST_NAMES => {}
            count => problems.push(problem("other_names", format!("has {count} names, at most {MOST_NAMES}"))),
        }
        for name in self.other_names.iter().take(MOST_NAMES) {
            match key(name) {
                Ok(key) if known.contains(&key) => {
                    problems.push(problem(
                        "other_names",
                        format!("{name:.60} is the same to a search as another of these names; leave it out"),
                    ));
                }
                Ok(key) => known.push(key),
                Err(what) => problems.push(problem("other_names", format!("{name:.60} {what}"))),
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }
}

/// What a name is to a search, the same for all names that are written otherwise only; or what is wrong with it.
pub fn key(name: &str) -> Result<String, String> {
    if name.trim().is_empty() {
        return Err("is empty".to_owned());
    }
    Field::Artist.kind().check(ValueRef::Text(name))?;
    let words = words_of(name);
    match words.len() {
        0 => Err("has neither letters nor digits nor symbols that a search could look for".to_owned()),
        1..=MOST_WORDS => Ok(words.spaced()),
        count => Err(format!("has {count} words; a search looks at {MOST_WORDS} at most")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(name: &str, other_names: &[&str]) -> Vec<String> {
        let other_names = other_names.iter().copied().map(str::to_owned).collect();
        let alias = NewAlias { kind: AliasKind::Artist, name: name.to_owned(), other_names };
        alias.validate().err().unwrap_or_default().iter().map(Problem::to_string).collect()
    }

    #[test]
    fn names_in_any_script_and_of_several_words_are_taken() {
        assert_eq!(problems("2Pac", &["Tupac", "Tupac Amaru Shakur", "Тупак", "図パック", "!!!"]), [""; 0]);
    }

    #[test]
    fn everything_wrong_is_said_at_once() {
        let long = "a ".repeat(30);
        let found = problems(" ", &["", "A\0B", "\u{200b}", &long, "Tupac", "TÚPAC"]);
        assert_eq!(found.len(), 6, "{found:?}");
        for (problem, what) in found.iter().zip(["empty", "empty", "NUL", "letters", "30 words", "the same"]) {
            assert!(problem.contains(what), "{problem}");
        }
    }

    #[test]
    fn an_alias_of_itself_and_one_without_names_are_refused() {
        assert!(problems("Queen", &["QUEEN"])[0].contains("the same to a search"));
        assert!(problems("Queen", &[])[0].contains("at least one"));
        let many: Vec<String> = (0..=MOST_NAMES).map(|i| format!("n{i}")).collect();
        assert!(problems("Queen", &many.iter().map(String::as_str).collect::<Vec<_>>())[0].contains("51 names"));
        assert!(problems(&"x".repeat(1_201), &["y"])[0].contains("1201 bytes"));
    }
}
