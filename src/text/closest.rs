//! "Did you mean …?": the known name that a misspelled one is most likely meant to be.

/// The nearest of the known names, if it is near enough to be worth proposing: a third of its letters may differ.
pub fn closest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = given.to_lowercase();
    known
        .into_iter()
        .map(|name| (strsim::damerau_levenshtein(&given, &name.to_lowercase()), name))
        .filter(|(distance, name)| distance * 3 <= name.chars().count())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn a_slip_of_the_finger_finds_its_name() {
        assert_eq!(closest("lisetn", ["limit", "listen"]), Some("listen"));
        assert_eq!(closest("LIMT", ["limit", "listen"]), Some("limit"));
    }

    #[test]
    fn a_wholly_other_name_finds_none() {
        assert_eq!(closest("colour", ["limit", "listen"]), None);
    }
}
