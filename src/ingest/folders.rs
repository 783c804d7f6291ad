//! Where whole folders have moved, as the files in them tell that are certain.

use rustc_hash::FxHashMap;

use super::matching::{File, Rank};

/// How many files went from one folder to another, whatever the ends of their paths have in common: `old/album` that
/// became `new/album` is `old` that became `new`.
#[derive(Default)]
pub struct Folders<'a> {
    moved: FxHashMap<(&'a [String], &'a [String]), usize>,
}

impl<'a> Folders<'a> {
    /// Notes that this file became that one.
    pub fn note<Id>(&mut self, from: &'a File<Id>, to: &'a File<Id>) {
        *self.moved.entry(between(&from.path, &to.path)).or_default() += 1;
    }

    /// How likely this file became that one: by how many went the same way, then by how much of their addresses is
    /// the same from the end on.
    pub fn rank<Id>(&self, from: &File<Id>, to: &File<Id>) -> Rank {
        let went = self.moved.get(&between(&from.path, &to.path)).copied().unwrap_or_default();
        (went, common_end(&from.path, &to.path), from.tags == to.tags)
    }
}

/// The folders of two files without what these end with alike.
fn between<'a, 'b>(from: &'a [String], to: &'b [String]) -> (&'a [String], &'b [String]) {
    let (from, to) = (&from[..from.len().saturating_sub(1)], &to[..to.len().saturating_sub(1)]);
    let common = common_end(from, to);
    (&from[..from.len() - common], &to[..to.len() - common])
}

fn common_end(one: &[String], other: &[String]) -> usize {
    one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests {
    use super::super::matching::{for_certain, matches};
    use super::*;

    fn files(paths: &[&str]) -> Vec<File<usize>> {
        let path = |path: &str| path.split('/').map(str::to_owned).collect();
        paths.iter().enumerate().map(|(id, text)| File { id, path: path(text), tags: String::new() }).collect()
    }

    /// The moves, and how many are left, where others went from `moved.0` to `moved.1`.
    fn told(from: &[&str], to: &[&str], moved: &[(&str, &str)]) -> (Vec<(usize, usize)>, usize) {
        let (others_from, others_to): (Vec<&str>, Vec<&str>) = moved.iter().copied().unzip();
        let (others_from, others_to) = (files(&others_from), files(&others_to));
        let mut folders = Folders::default();
        others_from.iter().zip(&others_to).for_each(|(from, to)| folders.note(from, to));
        let certain = for_certain();
        let by_folders = |from: &File<usize>, to: &File<usize>| Some(folders.rank(from, to));
        let told = matches(&files(from), &files(to), &[certain[0], certain[1], certain[2], certain[3], &by_folders]);
        let mut moves = told.moves;
        moves.sort_unstable();
        (moves, told.undecided.0.len() + told.undecided.1.len())
    }

    #[test]
    fn a_file_goes_where_its_neighbours_went() {
        let (from, to) = (["A/00.mp3", "B/00.mp3"], ["B (2001)/00.mp3", "A (1999)/00.mp3"]);
        assert_eq!(told(&from, &to, &[]), (vec![], 4));
        assert_eq!(told(&from, &to, &[("A/1.mp3", "A (1999)/1.mp3")]), (vec![(0, 1), (1, 0)], 0));
        let renamed = ["B (2001)/x.mp3", "A (1999)/y.mp3"];
        assert_eq!(told(&from, &renamed, &[("B/1.mp3", "B (2001)/z.mp3")]), (vec![(0, 1), (1, 0)], 0));
        // Moved to one, copied to the other.
        assert_eq!(told(&["A/1"], &["B/1", "C/1"], &[("A/2", "C/2")]), (vec![(0, 1)], 0));
    }

    #[test]
    fn the_longest_common_end_of_addresses_tells_where_one_is_the_longest() {
        let (from, to) = (["rd/Alb/1", "rd/Backup/Alb/1"], ["rd2/Alb/1", "rd2/Backup/Alb/1"]);
        assert_eq!(told(&from, &to, &[]), (vec![(0, 0), (1, 1)], 0));
        assert_eq!(told(&["a/x/1", "b/x/1"], &["c/x/1", "d/x/1"], &[]), (vec![], 4));
        assert_eq!(told(&["a/x/1"], &["c/x/1", "d/x/1"], &[]), (vec![], 3));
    }
}
