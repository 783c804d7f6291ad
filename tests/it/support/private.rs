//! A private PostgreSQL, started as the program would, and the number of its process.

use std::path::Path;

use needledrop::private_postgres::{Error, PrivateServer};

pub async fn start(data_dir: &Path) -> Result<PrivateServer, Error> {
    // As the program has it.
    let bin_dir = std::env::var_os("NEEDLEDROP_POSTGRES_BIN_DIR");
    PrivateServer::start(data_dir, bin_dir.as_deref().map(Path::new)).await
}

/// The server's process, while it runs or after it was killed.
pub fn server_pid(data_dir: &Path) -> Option<i32> {
    let base = std::fs::read_to_string(data_dir.join("postgres/cluster-folder"))
        .map_or(data_dir.join("postgres"), |folder| folder.trim().into());
    std::fs::read_to_string(base.join("data/postmaster.pid")).ok()?.lines().next()?.parse().ok()
}
