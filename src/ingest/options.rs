//! What a run is asked to do beyond the ordinary.

use crate::audio::Charset;
use crate::audio::names::Patterns;
use crate::catalog::Force;
use crate::objects::Rules;

/// How a run goes about it.
#[derive(Clone, Debug)]
pub struct Options {
    /// What of the place is taken.
    pub rules: Rules,
    /// What is read again although it is as it was.
    pub force: Force,
    /// Whether everything that isn't there is really gone, however much it is.
    pub allow_missing: bool,
    /// Which part of what is known below the place may be missing before nothing is believed to be.
    pub most_missing: f64,
    /// The encoding of tags that don't say theirs; without it, it is found out.
    pub charset: Option<Charset>,
    /// How files and folders are named, where tags say nothing.
    pub names: Patterns,
}

/// So few may be missing in any case.
pub const ALWAYS_BELIEVED: u64 = 100;

impl Options {
    /// Whether `missing` of `known` assets are more than can be believed, where the listing gave so many.
    pub fn doubts(&self, missing: u64, known: u64, listed: u64) -> bool {
        let is_much = missing > ALWAYS_BELIEVED && missing as f64 > self.most_missing * known as f64;
        !self.allow_missing && missing > 0 && (is_much || listed == 0)
    }
}

impl Default for Options {
    fn default() -> Self {
        Self {
            rules: Rules::new(&[], &[]).expect("no globs are good globs"),
            force: Force::Nothing,
            allow_missing: false,
            most_missing: 0.1,
            charset: None,
            names: Patterns::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mass_loss_is_doubted_unless_it_is_meant() {
        let doubts = |missing, known, listed| Options::default().doubts(missing, known, listed);
        assert!(!doubts(100, 100, 1) && !doubts(101, 2_000, 1_899));
        assert!(doubts(101, 1_000, 899) && doubts(1_000_000, 1_000_000, 1));
        assert!(doubts(1, 1, 0), "a place that is there but empty");
        assert!(!doubts(0, 0, 0));
        let meant = Options { allow_missing: true, ..Options::default() };
        assert!(!meant.doubts(1_000, 1_000, 0));
    }
}
