//! `filter=`: one expression over all that hits can be filtered by.
//!
//! ```text
//! genre = "Rock" AND (year >= 1990 OR year IS NULL) AND attributes.mood IN [calm, warm] AND NOT labels = demo
//! ```
//!
//! A condition is a field and one of `= V`, `!= V`, `< V`, `<= V`, `> V`, `>= V`, `V TO V`, `= V TO V`, `IN [V, …]`,
//! `CONTAINS V`, `EXISTS`, `IS NULL`, `IS NOT NULL`; before `IN`, `CONTAINS` and `EXISTS` there may be a `NOT`. Values
//! and names of fields with spaces or signs in them stand in quotes, which change nothing else. `AND` binds more
//! tightly than `OR`, and `NOT` more than both. [`tokens`] takes the text apart, and [`parser`] puts it together.

mod mistake;
mod parser;
#[cfg(test)]
mod tests;
mod tokens;

pub use mistake::Mistake;
