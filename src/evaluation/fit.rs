//! Fits numbers to a judgement, one after the other: coordinate descent. Pure, and blind to what the numbers mean.

/// By what a number is multiplied or divided, round after round; the last serves all further rounds.
const STEPS: [f32; 3] = [2.0, 1.25, 1.1];
/// How often in a row a number may be moved in one round.
const MOST_MOVES: usize = 4;
/// A judgement that rises by less is taken for chance.
const LEAST_GAIN: f64 = 1e-5;

/// What became of one number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fitted {
    pub before: f32,
    pub after: f32,
    /// By how much the judgement rose while this number was moved.
    pub gain: f64,
}

/// Moves those of the numbers that `which` names by their place, as long as `judge` likes it better: higher is better.
///
/// A number below 1 stays below 1, since most are shares of something. Each is rounded to three digits before it is
/// judged, so that what was judged is what is written down.
///
/// ```
/// let nearest_to_a_half = |numbers: &[f32; 2]| Ok::<f64, ()>(-f64::from((numbers[0] - 0.5).abs()));
/// let fitted = needledrop::evaluation::fit([0.2, 7.0], &[0], 3, nearest_to_a_half)?;
/// assert!((fitted[0].after - 0.5).abs() < 0.05);
/// assert_eq!(fitted[1].after, 7.0);
/// # Ok::<(), ()>(())
/// ```
pub fn fit<const N: usize, Error>(
    start: [f32; N],
    which: &[usize],
    rounds: usize,
    mut evaluate: impl FnMut(&[f32; N]) -> Result<f64, Error>,
) -> Result<[Fitted; N], Error> {
    let mut fitted = start.map(|value| Fitted { before: value, after: value, gain: 0.0 });
    let mut best = if rounds > 0 { evaluate(&start)? } else { 0.0 };
    for round in 0..rounds {
        let step = STEPS[round.min(STEPS.len() - 1)];
        for &place in which {
            for factor in [1.0 / step, step] {
                let before = best;
                for _ in 0..MOST_MOVES {
                    let mut values = fitted.map(|number| number.after);
                    let moved = rounded(values[place] * factor);
                    if moved >= 1.0 && values[place] < 1.0 {
                        break;
                    }
                    values[place] = moved;
                    let reached = evaluate(&values)?;
                    if reached < best + LEAST_GAIN {
                        break;
                    }
                    fitted[place].gain += reached - best;
                    (fitted[place].after, best) = (moved, reached);
                }
                if best > before {
                    break;
                }
            }
        }
    }
    Ok(fitted)
}

/// To three digits.
fn rounded(value: f32) -> f32 {
    format!("{value:.2e}").parse().unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use proptest::prelude::*;

    use super::*;

    const WANTED: [f32; 3] = [0.03, 0.5, 8.0];

    /// Highest where every number is what is wanted.
    fn nearness(numbers: &[f32; 3]) -> f64 {
        -numbers.iter().zip(WANTED).map(|(number, wanted)| f64::from((number / wanted).ln().powi(2))).sum::<f64>()
    }

    fn fitted(start: [f32; 3], which: &[usize], rounds: usize) -> [Fitted; 3] {
        fit(start, which, rounds, |numbers| Ok::<_, Infallible>(nearness(numbers))).unwrap()
    }

    proptest! {
        #[test]
        fn a_judgement_never_falls_and_gains_add_up(
            start in prop::array::uniform3(0.001f32..0.999),
            which in prop::sample::subsequence(vec![0usize, 1, 2], 0..=3),
            rounds in 0usize..4,
        ) {
            let numbers = fitted(start, &which, rounds);
            let gained: f64 = numbers.iter().map(|number| number.gain).sum();
            prop_assert!((nearness(&numbers.map(|number| number.after)) - nearness(&start) - gained).abs() < 1e-6);
            for (place, number) in numbers.iter().enumerate() {
                prop_assert!(number.gain >= 0.0 && number.after < 1.0);
                prop_assert!(number.before == start[place] && (which.contains(&place) || number.after == start[place]));
            }
            prop_assert_eq!(fitted(start, &which, rounds), numbers);
        }
    }

    #[test]
    fn numbers_that_began_badly_come_near_what_is_wanted() {
        for (number, wanted) in fitted([0.1, 0.9, 3.0], &[0, 1, 2], 4).iter().zip(WANTED) {
            assert!((number.after / wanted).ln().abs() < 0.1, "{number:?}");
            assert_eq!(rounded(number.after), number.after);
        }
    }

    #[test]
    fn without_rounds_nothing_is_judged_and_a_failure_ends_it() {
        let fails = |_: &[f32; 1]| Err("no judgement");
        assert_eq!(fit([1.0], &[0], 0, fails).map(|numbers| numbers[0].after), Ok(1.0));
        assert_eq!(fit([1.0], &[0], 1, fails), Err("no judgement"));
    }
}
