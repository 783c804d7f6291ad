//! A private PostgreSQL, started as the program would, and the number of its process.

use std::path::{Path, PathBuf};

use needledrop::private_postgres::{Error, PrivateServer};

/// As the program has it.
pub const BIN_DIR: &str = "NEEDLEDROP_POSTGRES_BIN_DIR";

pub async fn start(data_dir: &Path) -> Result<PrivateServer, Error> {
    let bin_dir = std::env::var_os(BIN_DIR);
    PrivateServer::start(data_dir, bin_dir.as_deref().map(Path::new)).await
}

/// The folder of the cluster and its log.
pub fn base_of(data_dir: &Path) -> PathBuf {
    std::fs::read_to_string(data_dir.join("postgres/cluster-folder"))
        .map_or(data_dir.join("postgres"), |folder| folder.trim().into())
}

/// The server's process, while it runs or after it was killed.
pub fn server_pid(data_dir: &Path) -> Option<i32> {
    // There are paths in it, which need not be text.
    let file = std::fs::read(base_of(data_dir).join("data/postmaster.pid")).ok()?;
    String::from_utf8_lossy(&file).lines().next()?.parse().ok()
}
