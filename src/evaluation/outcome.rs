//! What an answer is worth to whoever fits the ranking: its rank, and by how much the right hit leads.

use std::collections::BTreeMap;

use super::Case;

/// What the lead counts beside the reciprocal rank: little, but ranks alone stand still while a weight moves a little.
const LEAD_COUNTS: f64 = 0.01;
/// A lead of this much is safe, and more helps nobody. In the units of scores before they are brought into [0, 1].
const SAFE_LEAD: f32 = 0.1;

/// How well one case was answered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    pub rank: Option<usize>,
    /// From -1, for what isn't found or endlessly far behind, to 1, for what leads safely.
    lead: f32,
}

impl Outcome {
    /// Of an answer: its hits as (artist, title, score), the best first.
    pub fn of(case: &Case, hits: &[(&str, &str, f32)]) -> Self {
        let rank = case.rank(hits.iter().map(|&(artist, title, _)| (artist, title)));
        let Some(right) = rank.map(|rank| hits[rank - 1]) else { return Self { rank, lead: -1.0 } };
        let other = hits.iter().find(|&&(artist, title, _)| case.rank([(artist, title)]).is_none());
        let lead = other.map_or(1.0, |other| lead(right.2 - other.2));
        Self { rank, lead }
    }

    fn value(&self) -> f64 {
        self.rank.map_or(0.0, |rank| 1.0 / rank as f64) + LEAD_COUNTS * f64::from(self.lead)
    }
}

/// What a difference of scores is worth. However far behind, coming nearer counts.
fn lead(difference: f32) -> f32 {
    if difference < 0.0 { difference / (SAFE_LEAD - difference) } else { (difference / SAFE_LEAD).min(1.0) }
}

/// The mean over classes of what their answers are worth, so that a large class counts no more than a small one.
pub fn mean_outcome<'a>(judged: impl IntoIterator<Item = (&'a Case, Outcome)>) -> f64 {
    let mut classes = BTreeMap::<&str, (f64, usize)>::new();
    for (case, outcome) in judged {
        let (sum, count) = classes.entry(&case.class).or_default();
        (*sum, *count) = (*sum + outcome.value(), *count + 1);
    }
    classes.values().map(|(sum, count)| sum / *count as f64).sum::<f64>() / classes.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluation::parse;

    fn case(class: &str) -> Case {
        parse("f", &format!(r#"{{"class":"{class}","q":"x","match":"title","title":"t"}}"#)).unwrap().remove(0)
    }

    #[test]
    fn a_lead_is_over_the_best_hit_that_is_not_right_too() {
        let lead = |hits: &[(&str, &str, f32)]| Outcome::of(&case("c"), hits).lead;
        assert_eq!(
            lead(&[("a", "t", 0.9), ("b", "T!", 0.9), ("c", "u", 0.85)]).to_bits(),
            ((0.9f32 - 0.85) / SAFE_LEAD).to_bits()
        );
        assert_eq!(lead(&[("a", "u", 0.9), ("b", "t", 0.9)]), 0.0);
        assert_eq!(lead(&[("a", "u", 0.9), ("b", "t", 0.1)]), super::lead(0.1 - 0.9));
        assert_eq!(lead(&[("a", "t", 0.9)]), 1.0);
        assert_eq!(lead(&[("a", "u", 0.9)]), -1.0);
        assert_eq!(lead(&[]), -1.0);
    }

    #[test]
    fn every_step_nearer_counts_until_the_lead_is_safe() {
        let steps: Vec<f32> = (-20..=2).map(|tenths| lead(tenths as f32 * SAFE_LEAD / 2.0)).collect();
        assert!(steps.is_sorted_by(|a, b| a < b), "{steps:?}");
        assert_eq!((lead(0.0), lead(SAFE_LEAD), lead(1.0)), (0.0, 1.0, 1.0));
    }

    #[test]
    fn a_better_rank_is_worth_more_than_any_lead() {
        let first_by_nothing = Outcome { rank: Some(1), lead: 0.0 };
        let second = Outcome { rank: Some(2), lead: 0.0 };
        assert!(first_by_nothing.value() - second.value() > 10.0 * LEAD_COUNTS);
    }

    #[test]
    fn every_class_counts_the_same() {
        let (a, b) = (case("a"), case("b"));
        let (good, bad) = (Outcome { rank: Some(1), lead: 0.0 }, Outcome { rank: None, lead: 0.0 });
        assert_eq!(mean_outcome([(&a, good), (&a, good), (&a, good), (&b, bad)]), 0.5);
        assert_eq!(mean_outcome([]), 0.0);
    }
}
