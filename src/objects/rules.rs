//! What of a place is not to be catalogued: hidden files, the folders that systems keep for themselves, and what
//! somebody asked to leave out.

use std::path::Path;

use ignore::overrides::{Override, OverrideBuilder};

use super::Error;

/// Folders that hold no music of anybody: previews, recycle bins, lost blocks. Hidden ones need no name here.
const SYSTEM_FOLDERS: [&str; 9] = [
    "#recycle",
    "#snapshot",
    "$recycle.bin",
    "@eadir",
    "@recently-snapshot",
    "@recycle",
    "__macosx",
    "lost+found",
    "system volume information",
];

/// Which objects below a place a listing gives. The place itself is always taken, whatever it is called.
#[derive(Clone, Debug)]
pub struct Rules {
    is_everything: bool,
    overrides: Override,
}

impl Rules {
    /// Whatever is there.
    pub fn everything() -> Self {
        Self { is_everything: true, overrides: Override::empty() }
    }

    /// What isn't hidden nor the system's own. With `include` only what matches one of these globs, and never what
    /// matches one of `exclude`; both as in a `.gitignore`, from the place on.
    pub fn new(include: &[String], exclude: &[String]) -> Result<Self, Error> {
        let mut globs = OverrideBuilder::new("");
        let mut add = |glob: &str, written: &str| {
            globs
                .add(glob)
                .map(|_| ())
                .map_err(|error| Error::InvalidGlob { glob: written.to_owned(), reason: error.to_string() })
        };
        for glob in include {
            add(&literal(glob), glob)?;
        }
        for glob in exclude {
            add(&format!("!{glob}"), glob)?;
        }
        let overrides =
            globs.build().map_err(|error| Error::InvalidGlob { glob: String::new(), reason: error.to_string() })?;
        Ok(Self { is_everything: false, overrides })
    }

    /// Whether everything at this path, relative to the place, is taken by its folders' names and its own.
    pub fn take(&self, path: &Path) -> bool {
        let mut folders = path.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
        self.take_entry(path, false) && folders.all(|folder| self.take_entry(folder, true))
    }

    /// Whether an entry of a folder that is taken is taken as well. `path` is relative to the place.
    pub fn take_entry(&self, path: &Path, is_folder: bool) -> bool {
        let Some(name) = path.file_name().filter(|_| !self.is_everything) else { return true };
        let name = name.to_string_lossy();
        // "...And Justice for All" is music.
        let is_hidden = name.starts_with('.') && !name.starts_with("..");
        let is_system = is_folder && SYSTEM_FOLDERS.contains(&name.to_lowercase().as_str());
        !is_hidden && !is_system && !self.overrides.matched(path, is_folder).is_ignore()
    }

    /// Whether an object is left out only because somebody asked for it this time: it is no less there.
    pub fn pass_over(&self, path: &Path) -> bool {
        let mut folders = path.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
        self.overrides.matched(path, false).is_ignore()
            || folders.any(|folder| self.overrides.matched(folder, true).is_ignore())
    }
}

/// An included glob may begin like an exclusion.
fn literal(glob: &str) -> String {
    if glob.starts_with('!') { format!("\\{glob}") } else { glob.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(include: &[&str], exclude: &[&str]) -> Rules {
        let globs = |globs: &[&str]| globs.iter().map(|&glob| glob.to_owned()).collect::<Vec<_>>();
        Rules::new(&globs(include), &globs(exclude)).unwrap()
    }

    fn takes(rules: &Rules, path: &str) -> bool {
        rules.take(Path::new(path))
    }

    #[test]
    fn what_systems_keep_for_themselves_is_no_music() {
        let rules = rules(&[], &[]);
        for path in [
            "._a.mp3",
            ".AppleDouble/a.mp3",
            "x/@eaDir/a.mp3",
            "#recycle/a.mp3",
            "$RECYCLE.BIN/S-1-5/a.mp3",
            ".Trash-1000/files/a.mp3",
            ".stversions/a.mp3",
            "lost+found/1.mp3",
            "a/.git/b.mp3",
            "__MACOSX/._a.mp3",
        ] {
            assert!(!takes(&rules, path), "{path}");
            assert!(takes(&Rules::everything(), path), "{path}");
        }
        for path in ["...And Dots.mp3", "...And Justice for All/One.mp3", "..a.mp3", "a.mp3", "@eaDir", "a b/c/#1.mp3"]
        {
            assert!(takes(&rules, path), "{path}");
        }
    }

    #[test]
    fn globs_choose_as_in_a_gitignore() {
        let flac = rules(&["*.flac"], &[]);
        assert!(takes(&flac, "a/b.flac") && !takes(&flac, "a/b.mp3"));
        let no_demos = rules(&[], &["demos/", "/top.mp3"]);
        assert!(!takes(&no_demos, "a/demos/b.mp3") && !takes(&no_demos, "top.mp3") && takes(&no_demos, "a/top.mp3"));
        assert!(takes(&no_demos, "a/demos.mp3"));
        let both = rules(&["*.flac", "*.mp3"], &["live/"]);
        assert!(takes(&both, "a/b.mp3") && !takes(&both, "live/b.mp3") && !takes(&both, "a/b.wav"));
        let strange = rules(&["!a.mp3"], &[]);
        assert!(takes(&strange, "!a.mp3") && !takes(&strange, "a.mp3"));
    }

    #[test]
    fn what_is_passed_over_is_not_what_is_hidden() {
        let rules = rules(&["*.flac"], &["live/"]);
        let pass_over = |path: &str| rules.pass_over(Path::new(path));
        assert!(pass_over("a.mp3") && pass_over("live/a.flac"));
        assert!(!pass_over(".hidden.flac") && !pass_over("a.flac"));
    }

    #[test]
    fn a_glob_that_is_none_is_named() {
        let error = Rules::new(&[], &["a[".to_owned()]).unwrap_err().to_string();
        assert!(error.contains("`a[`"), "{error}");
    }
}
