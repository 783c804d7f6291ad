//! Which of the files that are gone is which of those that came, where their audio is the same: told where it can be,
//! and never guessed.

/// A file by its address, the folders first and its name last, and by its tags: two are equal where all tags are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File<Id> {
    pub id: Id,
    pub path: Vec<String>,
    pub tags: String,
}

impl<Id> File<Id> {
    fn name(&self) -> Option<&String> {
        self.path.last()
    }
}

/// What can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matches<Id> {
    /// From where to where.
    pub moves: Vec<(Id, Id)>,
    /// Places of `from` and `to` that are left: any of the one may be any of the other.
    pub undecided: (Vec<usize>, Vec<usize>),
}

/// How much two files are alike; none where they aren't in this way.
pub type Rank = (usize, usize, bool);
pub type Likeness<'a, Id> = dyn Fn(&File<Id>, &File<Id>) -> Option<Rank> + 'a;

/// By all tags: together with the name where several have the same.
pub fn by_tags<Id>() -> [&'static Likeness<'static, Id>; 2] {
    [&|one, other| (one.tags == other.tags && one.name() == other.name()).then(Rank::default), &|one, other| {
        (one.tags == other.tags).then(Rank::default)
    }]
}

/// The same, then by the name.
pub fn by_tags_or_name<Id>() -> [&'static Likeness<'static, Id>; 3] {
    let [by_both, by_tags] = by_tags();
    [by_both, by_tags, &|one, other| (one.name() == other.name()).then(Rank::default)]
}

/// By what tells for certain: the tags, then the name; and if one is left on each side, these.
pub fn for_certain<Id>() -> [&'static Likeness<'static, Id>; 4] {
    let [by_both, by_tags, by_name] = by_tags_or_name();
    [by_both, by_tags, by_name, &|_, _| Some(Rank::default())]
}

/// Matches files of one audio, in each of these ways after the other: each with the one that it is most alike, where
/// that is a single one and the other way round as well. What is left on one side alone was lost, or copied.
pub fn matches<Id: Copy>(from: &[File<Id>], to: &[File<Id>], ways: &[&Likeness<'_, Id>]) -> Matches<Id> {
    let (mut from_left, mut to_left): (Vec<usize>, Vec<usize>) = ((0..from.len()).collect(), (0..to.len()).collect());
    let mut moves = Vec::new();
    for likeness in ways {
        loop {
            let pairs = single_bests(&from_left, &to_left, |one, other| likeness(&from[one], &to[other]));
            if pairs.is_empty() {
                break;
            }
            from_left.retain(|&at| pairs.iter().all(|pair| pair.0 != at));
            to_left.retain(|&at| pairs.iter().all(|pair| pair.1 != at));
            moves.extend(pairs.iter().map(|&(one, other)| (from[one].id, to[other].id)));
        }
    }
    if from_left.is_empty() || to_left.is_empty() {
        (from_left, to_left) = Default::default();
    }
    Matches { moves, undecided: (from_left, to_left) }
}

/// The pairs each of whom is the best for the other, and nobody is as good.
fn single_bests(from: &[usize], to: &[usize], rank: impl Fn(usize, usize) -> Option<Rank>) -> Vec<(usize, usize)> {
    let (mut best_to, mut best_from) = (vec![Best::default(); from.len()], vec![Best::default(); to.len()]);
    for (row, &one) in from.iter().enumerate() {
        for (column, &other) in to.iter().enumerate() {
            if let Some(rank) = rank(one, other) {
                best_to[row].see(rank, column);
                best_from[column].see(rank, row);
            }
        }
    }
    let pair = |row: usize| {
        let column = best_to[row].single()?;
        (best_from[column].single()? == row).then_some((from[row], to[column]))
    };
    (0..from.len()).filter_map(pair).collect()
}

/// The best of some so far.
#[derive(Clone, Copy, Default)]
struct Best {
    rank: Option<Rank>,
    at: usize,
    is_shared: bool,
}

impl Best {
    fn see(&mut self, rank: Rank, at: usize) {
        if self.rank < Some(rank) {
            *self = Self { rank: Some(rank), at, is_shared: false };
        } else if self.rank == Some(rank) {
            self.is_shared = true;
        }
    }

    fn single(&self) -> Option<usize> {
        self.rank.filter(|_| !self.is_shared).map(|_| self.at)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn files(names: &[&str]) -> Vec<File<usize>> {
        let file = |(id, name): (usize, &&str)| {
            let (name, tags) = name.split_once(' ').unwrap_or((name, ""));
            File { id, path: vec![name.to_owned()], tags: tags.to_owned() }
        };
        names.iter().enumerate().map(file).collect()
    }

    fn told(from: &[&str], to: &[&str]) -> (Vec<(usize, usize)>, usize) {
        let Matches { moves, undecided } = matches(&files(from), &files(to), &for_certain());
        (moves, undecided.0.len() + undecided.1.len())
    }

    #[test]
    fn one_that_went_is_the_one_that_came_whatever_its_name() {
        assert_eq!(told(&["a.mp3"], &["b.mp3"]), (vec![(0, 0)], 0));
    }

    #[test]
    fn of_several_those_of_one_name_belong_together() {
        assert_eq!(told(&["drums.wav", "bass.wav"], &["bass.wav", "drums.wav"]), (vec![(0, 1), (1, 0)], 0));
        assert_eq!(told(&["a.mp3", "b.mp3"], &["b.mp3", "c.mp3"]), (vec![(1, 0), (0, 1)], 0), "the rest is one each");
    }

    #[test]
    fn tags_tell_before_names_do() {
        assert_eq!(told(&["x X", "y Y"], &["y X", "x Y"]), (vec![(0, 0), (1, 1)], 0));
        assert_eq!(told(&["a A", "b B"], &["a2 A", "b2 B"]), (vec![(0, 0), (1, 1)], 0));
        assert_eq!(told(&["x X", "y Y"], &["y X"]), (vec![(0, 0)], 0), "the one that is left was lost");
        assert_eq!(told(&["x X", "y X"], &["y X", "x Z"]), (vec![(1, 0), (0, 1)], 0));
    }

    #[test]
    fn what_can_not_be_told_is_left() {
        assert_eq!(told(&["a.mp3"], &["b.mp3", "c.mp3"]), (vec![], 3), "moved to one and copied to the other");
        assert_eq!(told(&["a.mp3", "b.mp3"], &["c.mp3"]), (vec![], 3));
        assert_eq!(told(&["1/a.mp3", "2/a.mp3"].map(|_| "a.mp3"), &["a.mp3", "a.mp3"]), (vec![], 4));
    }

    #[test]
    fn nothing_is_open_where_nothing_went_or_nothing_came() {
        assert_eq!(told(&[], &["a.mp3", "b.mp3"]), (vec![], 0));
        assert_eq!(told(&["a.mp3", "b.mp3"], &[]), (vec![], 0));
        assert_eq!(told(&["a.mp3", "b.mp3"], &["a.mp3"]), (vec![(0, 0)], 0), "the other was a copy, and is gone");
    }

    proptest! {
        #[test]
        fn nobody_moves_twice_and_the_order_does_not_matter(
            from in proptest::collection::vec("[abc][XY]", 0..5), to in proptest::collection::vec("[abc][XY]", 0..5)
        ) {
            let file = |(id, text): (usize, &String)| {
                File { id, path: vec![text[..1].to_owned()], tags: text[1..].to_owned() }
            };
            let from: Vec<_> = from.iter().enumerate().map(file).collect();
            let to: Vec<_> = to.iter().enumerate().map(file).collect();
            let Matches { mut moves, undecided } = matches(&from, &to, &for_certain());
            let distinct = |ids: Vec<usize>| {
                let mut sorted = ids.clone();
                sorted.sort_unstable();
                sorted.dedup();
                sorted.len() == ids.len()
            };
            prop_assert!(distinct(moves.iter().map(|pair| pair.0).collect()));
            prop_assert!(distinct(moves.iter().map(|pair| pair.1).collect()));
            prop_assert_eq!(undecided.0.is_empty(), undecided.1.is_empty());

            let reversed = |files: &[File<usize>]| files.iter().rev().cloned().collect::<Vec<_>>();
            let mut again = matches(&reversed(&from), &reversed(&to), &for_certain()).moves;
            moves.sort_unstable();
            again.sort_unstable();
            prop_assert_eq!(moves, again);
        }
    }
}
