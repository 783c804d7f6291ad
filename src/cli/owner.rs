//! Whose data directory it is: what root made in one that another account uses, that account could not write any more.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use anyhow::bail;
use nix::unistd::{Uid, User, geteuid};

/// Files that each process writes which uses the directory, as far as it comes.
const MADE_BY_USERS: [&str; 4] = ["serve.lock", "postgres/start.lock", "index/rebuild.lock", "index/CURRENT"];

/// Refuses root where another account uses the directory.
pub fn check(data_dir: &Path) -> anyhow::Result<()> {
    if !geteuid().is_root() {
        return Ok(());
    }
    for file in MADE_BY_USERS.map(|name| data_dir.join(name)) {
        let owner = fs::metadata(&file).map_or(0, |file| file.uid());
        if owner != 0 {
            let name = User::from_uid(Uid::from_raw(owner)).ok().flatten().map(|user| user.name);
            let name = name.unwrap_or_else(|| format!("#{owner}"));
            bail!(
                "{} is used by the account {name}, which could not write any more what root would make there; run this \
                 as that account (sudo -u {name} needledrop …), or choose another directory with --data-dir",
                data_dir.display()
            );
        }
    }
    Ok(())
}
