//! Labelled queries, and what the answers to them are worth: rank, success, recall and reciprocal rank, by class; how
//! far two answers agree; and the fitting of numbers to such a judgement.
//!
//! Pure. Knows how names are compared, and nothing of who answered.
//!
//! ```
//! let lines = r#"{"class":"typo","q":"papr lantern","match":"title","title":"Paper Lanterns","within":2}"#;
//! let cases = needledrop::evaluation::parse("typos.jsonl", lines)?;
//! let rank = cases[0].rank([("Tim Marrow", "Lanterns"), ("Velvet Harbour", "PAPER LANTERNS")]);
//! assert_eq!(rank, Some(2));
//! # Ok::<(), needledrop::evaluation::BadLine>(())
//! ```

mod case;
mod fit;
mod metrics;
mod outcome;
mod overlap;

pub use case::{BadLine, Case, DEPTH, parse};
pub use fit::{Fitted, fit};
pub use metrics::{Metrics, by_class};
pub use outcome::{Outcome, mean_outcome};
pub use overlap::Overlap;
