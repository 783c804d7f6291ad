//! Which of the files that are gone is which of those that came, where their audio is the same: told where it can be,
//! and never guessed.

/// A file by what it is called, without its folders, and by its tags: two are equal where all tags are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File<Id> {
    pub id: Id,
    pub name: String,
    pub tags: String,
}

/// What can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matches<Id> {
    /// From where to where.
    pub moves: Vec<(Id, Id)>,
    /// Places of `from` and `to` that are left: any of the one may be any of the other.
    pub undecided: (Vec<usize>, Vec<usize>),
}

/// Whether two files are alike in some way.
type Alike<Id> = dyn Fn(&File<Id>, &File<Id>) -> bool;

/// Matches files of one audio: first those of tags and a name that only one on each side has, then by the tags, then by
/// the name; and if one is left on each side, these. What is left on one side alone was lost, or copied.
pub fn matches<Id: Copy>(from: &[File<Id>], to: &[File<Id>]) -> Matches<Id> {
    let (mut from_left, mut to_left): (Vec<usize>, Vec<usize>) = ((0..from.len()).collect(), (0..to.len()).collect());
    let mut moves = Vec::new();
    let by_both = |one: &File<Id>, other: &File<Id>| one.tags == other.tags && one.name == other.name;
    let by_tags = |one: &File<Id>, other: &File<Id>| one.tags == other.tags;
    let by_name = |one: &File<Id>, other: &File<Id>| one.name == other.name;
    let always = |_: &File<Id>, _: &File<Id>| true;
    let ways: [&Alike<Id>; 4] = [&by_both, &by_tags, &by_name, &always];
    for is_alike in ways {
        let only = |files: &[File<Id>], left: &[usize], like: &File<Id>| {
            let mut alike = left.iter().copied().filter(|&at| is_alike(&files[at], like));
            alike.next().filter(|_| alike.next().is_none())
        };
        for file in from {
            if let Some((source, destination)) = only(from, &from_left, file).zip(only(to, &to_left, file))
                && is_alike(&from[source], file)
            {
                moves.push((from[source].id, to[destination].id));
                from_left.retain(|&at| at != source);
                to_left.retain(|&at| at != destination);
            }
        }
    }
    if from_left.is_empty() || to_left.is_empty() {
        (from_left, to_left) = Default::default();
    }
    Matches { moves, undecided: (from_left, to_left) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn files(names: &[&str]) -> Vec<File<usize>> {
        let file = |(id, name): (usize, &&str)| {
            let (name, tags) = name.split_once(' ').unwrap_or((name, ""));
            File { id, name: name.to_owned(), tags: tags.to_owned() }
        };
        names.iter().enumerate().map(file).collect()
    }

    fn told(from: &[&str], to: &[&str]) -> (Vec<(usize, usize)>, usize) {
        let Matches { moves, undecided } = matches(&files(from), &files(to));
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
            let file = |(id, text): (usize, &String)| File { id, name: text[..1].to_owned(), tags: text[1..].to_owned() };
            let from: Vec<_> = from.iter().enumerate().map(file).collect();
            let to: Vec<_> = to.iter().enumerate().map(file).collect();
            let Matches { mut moves, undecided } = matches(&from, &to);
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
            let mut again = matches(&reversed(&from), &reversed(&to)).moves;
            moves.sort_unstable();
            again.sort_unstable();
            prop_assert_eq!(moves, again);
        }
    }
}
