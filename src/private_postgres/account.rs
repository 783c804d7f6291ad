//! Whom the server runs as: ourselves, or, since PostgreSQL refuses root, an unprivileged account.

use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::Path;
use std::process::Stdio;

use nix::unistd::{Gid, Uid, User, geteuid};
use tokio::process::Command;

use super::Error;

/// `None` inside means ourselves.
#[derive(Clone, Copy, Debug)]
pub(super) struct Account(Option<(Uid, Gid)>);

impl Account {
    /// For root, the owner of the cluster's data if that is already there, else `postgres`, else `nobody`.
    pub(super) fn choose(data: &Path) -> Result<Self, Error> {
        if !geteuid().is_root() {
            return Ok(Self(None));
        }
        if let Ok(cluster) = data.metadata()
            && cluster.uid() != 0
        {
            return Ok(Self(Some((Uid::from_raw(cluster.uid()), Gid::from_raw(cluster.gid())))));
        }
        ["postgres", "nobody"]
            .into_iter()
            .find_map(|name| User::from_name(name).ok().flatten())
            .map(|user| Self(Some((user.uid, user.gid))))
            .ok_or(Error::NoAccount)
    }

    pub(super) fn uid(&self) -> Uid {
        self.0.map_or_else(geteuid, |(uid, _)| uid)
    }

    /// A command that runs as this account, from a folder that any account can be in, undisturbed by our environment.
    pub(super) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir("/").stdin(Stdio::null()).env("LC_ALL", "C");
        for variable in ["PGDATA", "PGHOST", "PGPORT", "PGUSER", "PGDATABASE", "PGOPTIONS", "PGSERVICE"] {
            command.env_remove(variable);
        }
        if let Some((uid, gid)) = self.0 {
            // Supplementary groups are dropped along with root.
            command.uid(uid.as_raw()).gid(gid.as_raw());
        }
        command
    }

    /// Creates the folder if it isn't there, for this account alone.
    pub(super) fn own_folder(&self, path: &Path) -> Result<(), Error> {
        std::fs::create_dir_all(path).map_err(Error::at(path))?;
        std::fs::set_permissions(path, PermissionsExt::from_mode(0o700)).map_err(Error::at(path))?;
        self.own(path)
    }

    pub(super) fn own(&self, path: &Path) -> Result<(), Error> {
        match self.0 {
            Some((uid, gid)) => chown(path, Some(uid.as_raw()), Some(gid.as_raw())).map_err(Error::at(path)),
            None => Ok(()),
        }
    }

    /// Whether the account gets into the folder: the kernel knows, ACLs and all.
    pub(super) fn can_enter(&self, path: &Path) -> bool {
        let Some((uid, gid)) = self.0 else { return true };
        use std::os::unix::process::CommandExt;
        // The account is changed first, and then the folder.
        std::process::Command::new("true")
            .current_dir(path)
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .uid(uid.as_raw())
            .gid(gid.as_raw())
            .status()
            .is_ok_and(|status| status.success())
    }
}
