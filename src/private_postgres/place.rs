//! Where the cluster, its socket and its log are: in the data directory if the server's account gets there and the
//! socket's path is short enough and text, else elsewhere, which is then written down in the data directory.

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::{Account, Error};

const DATA: &str = "data";
/// Names the folder of the cluster, if it is elsewhere.
const ELSEWHERE: &str = "cluster-folder";
/// Names the folder of the socket, if it is elsewhere.
const SOCKET_ELSEWHERE: &str = "socket-folder";
const SHARED_FOLDER: &str = "/var/lib/needledrop/clusters";
const SOCKET: &str = ".s.PGSQL.5432";
const SOCKET_LOCK: &str = ".s.PGSQL.5432.lock";
/// What `sockaddr_un` holds on macOS; Linux takes four more.
const MOST_SOCKET_BYTES: usize = 103;

/// The three things a server needs a place for.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub data: PathBuf,
    pub log: PathBuf,
    socket_folder: String,
}

/// Creates `<data-dir>/postgres`, the folder of our locks and notes.
pub(super) fn prepare_home(data_dir: &Path) -> Result<PathBuf, Error> {
    let home = data_dir.join("postgres");
    fs::create_dir_all(&home).map_err(Error::at(&home))?;
    home.canonicalize().map_err(Error::at(&home))
}

/// The cluster's data, whether it is there or would be.
pub(super) fn data_of(home: &Path) -> PathBuf {
    base_of(home).join(DATA)
}

/// The folder that the cluster is in, or would be.
fn base_of(home: &Path) -> PathBuf {
    read_note(&home.join(ELSEWHERE)).unwrap_or_else(|| home.into())
}

impl Place {
    pub(super) fn prepare(home: &Path, account: &Account) -> Result<Self, Error> {
        let base = prepare_base(home, account)?;
        // The server keeps its paths by the line.
        if base.as_os_str().as_bytes().contains(&b'\n') {
            return Err(Error::LineBreak { path: base });
        }
        let log = base.join("postgres.log");
        fs::File::options().create(true).append(true).open(&log).map_err(Error::at(&log))?;
        account.own(&log)?;
        Ok(Self { data: base.join(DATA), socket_folder: prepare_socket_folder(home, &base, account)?, log })
    }

    pub(super) fn socket_folder(&self) -> &str {
        &self.socket_folder
    }

    /// As an element of the server's list of folders, which it would otherwise split at commas.
    pub(super) fn quoted_socket_folder(&self) -> String {
        format!("\"{}\"", self.socket_folder.replace('"', "\"\""))
    }

    pub(super) fn socket_lock(&self) -> PathBuf {
        Path::new(&self.socket_folder).join(SOCKET_LOCK)
    }

    /// The major version of the cluster that is there.
    pub(super) fn version(&self) -> Result<Option<u32>, Error> {
        let path = self.data.join("PG_VERSION");
        match fs::read_to_string(&path) {
            Ok(text) => Ok(text.trim().parse().ok()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::at(&path)(error)),
        }
    }
}

fn prepare_base(home: &Path, account: &Account) -> Result<PathBuf, Error> {
    let base = base_of(home);
    if base != home {
        fs::create_dir_all(&base).map_err(Error::at(&base))?;
        return Ok(base);
    }
    for folder in [home.parent().unwrap_or(home), home] {
        if !account.can_enter(folder) {
            let _ = let_pass(folder);
        }
    }
    if account.can_enter(home) {
        return Ok(base);
    }
    let base = Path::new(SHARED_FOLDER).join(Uuid::new_v4().simple().to_string());
    fs::create_dir_all(&base).map_err(Error::at(&base))?;
    write_note(&home.join(ELSEWHERE), &base)?;
    tracing::warn!(
        cluster = %base.display(),
        "PostgreSQL's account can't reach {}, so the catalog is kept elsewhere", home.display()
    );
    Ok(base)
}

/// Lets others pass through a folder of ours, without seeing what is in it.
fn let_pass(folder: &Path) -> std::io::Result<()> {
    let mode = folder.metadata()?.permissions().mode();
    fs::set_permissions(folder, PermissionsExt::from_mode(mode | 0o011))
}

/// It becomes a part of a URL, so it is text.
fn prepare_socket_folder(home: &Path, base: &Path, account: &Account) -> Result<String, Error> {
    let usual = base.join("run");
    if let Some(text) = usual.to_str()
        && usual.join(SOCKET).as_os_str().len() <= MOST_SOCKET_BYTES
    {
        account.own_folder(&usual)?;
        return Ok(text.to_owned());
    }
    let note = home.join(SOCKET_ELSEWHERE);
    if let Some(noted) = read_note(&note)
        && is_private(&noted, account)
    {
        return Ok(noted.display().to_string());
    }
    // A fresh name that nobody can have prepared, in a folder that may be everybody's.
    let name = format!("needledrop-{}", Uuid::new_v4().simple());
    let mut last = None;
    for parent in ["/run", "/tmp"] {
        let folder = Path::new(parent).join(&name);
        match fs::DirBuilder::new().mode(0o700).create(&folder) {
            Ok(()) => {
                account.own(&folder)?;
                write_note(&note, &folder)?;
                return Ok(folder.display().to_string());
            }
            Err(error) => last = Some(Error::at(&folder)(error)),
        }
    }
    Err(last.expect("there was a parent to try"))
}

/// Whether the folder is still there and the account's alone, and not a link to elsewhere.
fn is_private(folder: &Path, account: &Account) -> bool {
    folder.symlink_metadata().is_ok_and(|found| {
        found.is_dir() && found.uid() == account.uid().as_raw() && found.permissions().mode() & 0o077 == 0
    })
}

fn read_note(note: &Path) -> Option<PathBuf> {
    let text = fs::read_to_string(note).ok()?;
    Some(text.trim_end().into()).filter(|path: &PathBuf| path.is_absolute())
}

/// Written beside and renamed, so that a crash leaves either all of it or nothing.
fn write_note(note: &Path, path: &Path) -> Result<(), Error> {
    let beside = note.with_extension("new");
    fs::write(&beside, format!("{}\n", path.display())).map_err(Error::at(&beside))?;
    fs::rename(&beside, note).map_err(Error::at(note))
}
