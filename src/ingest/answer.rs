//! The answer to one open question: who goes where, of those with the same audio.

use rustc_hash::{FxHashMap, FxHashSet};

use super::folders::Folders;
use super::matching::{File, Likeness, Matches, by_tags, by_tags_or_name, for_certain, matches};
use crate::catalog::assets::{OpenQuestion, Party, Whereabouts};
use crate::objects::ObjectUri;
use crate::track::AssetId;

/// All who have the same audio: where it was, where that is now, and where it came to.
pub struct Question {
    from: Vec<(Whereabouts, File<AssetId>)>,
    to: Vec<File<AssetId>>,
}

/// What can be said.
pub enum Answer {
    /// From where to where; and those who went and those who came of whom it can't be told.
    Told { moves: Vec<(AssetId, AssetId)>, ambiguous: (Vec<AssetId>, Vec<AssetId>) },
    /// Somebody is still reading where it was.
    Unread,
}

impl Question {
    pub fn new(question: &OpenQuestion, whereabouts: &FxHashMap<AssetId, Whereabouts>) -> Self {
        let (mut from, mut to) = (Vec::new(), Vec::new());
        for party in &question.parties {
            match party {
                Party::Destination { asset, uri, tags, .. } => to.push(file(*asset, uri, tags)),
                Party::Source { asset, uri, tags, .. } => from.push((whereabouts[asset], file(*asset, uri, tags))),
            }
        }
        Self { from, to }
    }

    /// Who goes where for certain, whatever other questions say.
    pub fn certain_moves(&self) -> Vec<(&File<AssetId>, &File<AssetId>)> {
        let Answer::Told { moves, .. } = self.answer_by(&for_certain()) else { return Vec::new() };
        let from = |id: AssetId| self.from.iter().map(|(_, file)| file).find(|file| file.id == id);
        let to = |id: AssetId| self.to.iter().find(|file| file.id == id);
        moves.into_iter().filter_map(|(source, destination)| from(source).zip(to(destination))).collect()
    }

    /// Who goes where, also by where the neighbours went.
    pub fn answer(&self, folders: &Folders<'_>) -> Answer {
        let by_folders = |from: &File<AssetId>, to: &File<AssetId>| Some(folders.rank(from, to));
        let mut ways: Vec<&Likeness<'_, AssetId>> = for_certain().to_vec();
        ways.push(&by_folders);
        self.answer_by(&ways)
    }

    /// Who goes where, of those that are cut off or whole and are not answered for: by their tags or by their name.
    pub fn answer_for_kin(mut self, answered: &FxHashSet<AssetId>) -> Answer {
        self.from.retain(|(_, file)| !answered.contains(&file.id));
        self.to.retain(|file| !answered.contains(&file.id));
        let is_likely =
            |one: &File<AssetId>, other: &File<AssetId>| by_tags_or_name().iter().any(|is| is(one, other).is_some());
        let (from, to) = (self.from.clone(), self.to.clone());
        self.from.retain(|(_, file)| to.iter().any(|other| is_likely(file, other)));
        self.to.retain(|file| from.iter().any(|(_, other)| is_likely(other, file)));
        self.answer_by(&by_tags_or_name())
    }

    fn answer_by(&self, ways: &[&Likeness<'_, AssetId>]) -> Answer {
        if !self.to.is_empty() && self.from.iter().any(|(is, _)| *is == Whereabouts::Unread) {
            return Answer::Unread;
        }
        let mut moves = self.moves_among_retagged();
        let has_come = |moves: &[(AssetId, AssetId)], id: AssetId| moves.iter().any(|(_, to)| *to == id);
        let stays = |id: AssetId| {
            self.from.iter().any(|(is, file)| *is == Whereabouts::Retagged && file.id == id) && !has_come(&moves, id)
        };
        let mut to: Vec<_> =
            self.to.iter().filter(|file| !stays(file.id) && !has_come(&moves, file.id)).cloned().collect();
        let left: Vec<_> = self.sources(&[Whereabouts::Left, Whereabouts::Retagged]);
        let left = left.into_iter().filter(|file| !stays(file.id) && moves.iter().all(|(from, _)| *from != file.id));
        // What has left just now has rather come here than what has been missing for long.
        for from in [left.collect(), self.sources(&[Whereabouts::Lost])] {
            let Matches { moves: told, undecided } = matches(&from, &to, ways);
            moves.extend(&told);
            if !undecided.0.is_empty() {
                let ids = |files: &[File<AssetId>], at: Vec<usize>| at.into_iter().map(|at| files[at].id).collect();
                return Answer::Told { moves, ambiguous: (ids(&from, undecided.0), ids(&to, undecided.1)) };
            }
            to.retain(|file| !has_come(&told, file.id));
        }
        // What can't be looked at may have come here, or be there still.
        let hidden = self.sources(&[Whereabouts::Hidden]);
        let ids = |files: Vec<File<AssetId>>| files.into_iter().map(|file| file.id).collect();
        let ambiguous = if hidden.is_empty() || to.is_empty() { Default::default() } else { (ids(hidden), ids(to)) };
        Answer::Told { moves, ambiguous }
    }

    /// Where a file has other tags than the one that was there: files changed names, if another had just these tags. A
    /// file leaves its address only if another one has come there; else it was given other tags, and a file with its
    /// old ones is a copy.
    fn moves_among_retagged(&self) -> Vec<(AssetId, AssetId)> {
        let retagged = self.sources(&[Whereabouts::Retagged]);
        if retagged.is_empty() {
            return Vec::new();
        }
        let mut moves = matches(&self.sources(&[Whereabouts::Left, Whereabouts::Retagged]), &self.to, &by_tags()).moves;
        loop {
            let stays =
                |id: AssetId| retagged.iter().any(|file| file.id == id) && moves.iter().all(|(_, to)| *to != id);
            let kept: Vec<_> = moves.iter().copied().filter(|(from, _)| !stays(*from)).collect();
            if kept.len() == moves.len() {
                return moves;
            }
            moves = kept;
        }
    }

    fn sources(&self, those: &[Whereabouts]) -> Vec<File<AssetId>> {
        self.from.iter().filter(|(is, _)| those.contains(is)).map(|(_, file)| file.clone()).collect()
    }
}

/// A file by the parts of its address, readable.
fn file(id: AssetId, uri: &str, tags: &str) -> File<AssetId> {
    let path = match ObjectUri::parse(uri) {
        Ok(uri) => match uri.path() {
            Some(path) => path.to_string_lossy().split('/').map(str::to_owned).collect(),
            None => uri.as_str().split('/').map(str::to_owned).collect(),
        },
        // Another program wrote the address.
        Err(_) => vec![uri.to_owned()],
    };
    File { id, path, tags: tags.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Whereabouts::{Here, Left, Lost, Retagged};

    fn id(number: usize) -> AssetId {
        format!("00000000-0000-0000-0000-{number:012}").parse().unwrap()
    }

    /// Files by number, `/name TAGS`.
    fn answer(from: &[(Whereabouts, usize, &str)], to: &[(usize, &str)]) -> Vec<(AssetId, AssetId)> {
        let file = |number: usize, text: &str| {
            let (name, tags) = text.split_once(' ').unwrap();
            file(id(number), name, tags)
        };
        let question = Question {
            from: from.iter().map(|&(is, number, text)| (is, file(number, text))).collect(),
            to: to.iter().map(|&(number, text)| file(number, text)).collect(),
        };
        let Answer::Told { mut moves, .. } = question.answer(&Folders::default()) else { panic!("nobody reads") };
        moves.sort_unstable();
        moves
    }

    #[test]
    fn files_that_change_names_are_told_by_their_tags() {
        let (x, y) = ((Retagged, 1, "/x X"), (Retagged, 2, "/y Y"));
        assert_eq!(answer(&[x, y], &[(1, "/x Y"), (2, "/y X")]), [(id(1), id(2)), (id(2), id(1))]);
        // x takes the name of y, and y a new one.
        assert_eq!(answer(&[(Left, 1, "/x X"), y], &[(2, "/y X"), (3, "/z Y")]), [(id(1), id(2)), (id(2), id(3))]);
        // y was written over.
        assert_eq!(answer(&[(Left, 1, "/x X"), y], &[(2, "/y X")]), [(id(1), id(2))]);
    }

    #[test]
    fn a_file_that_was_retagged_in_place_stays() {
        let y = (Retagged, 2, "/y Y");
        assert_eq!(answer(&[(Here, 1, "/x X"), y], &[(2, "/y Z")]), []);
        assert_eq!(answer(&[(Here, 1, "/x X"), y], &[(2, "/y X")]), [], "a copy of x, or tagged like it");
        assert_eq!(answer(&[(Lost, 1, "/x X"), y], &[(2, "/y X")]), []);
        assert_eq!(answer(&[y], &[(2, "/y Z"), (3, "/z Y")]), [], "z is a copy that was made before");
        assert_eq!(answer(&[(Left, 1, "/x X"), y], &[(2, "/y Z"), (3, "/z X")]), [(id(1), id(3))]);
    }
}
