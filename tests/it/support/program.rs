//! The built program, as something to run.

use std::path::Path;
use std::process::{Command, Stdio};

use needledrop::catalog::DatabaseUrl;

/// The program with these arguments, at home in `folder`, with its data in `data_dir` and nothing of the caller's
/// environment.
pub fn command(arguments: &[&str], folder: &Path, data_dir: &Path, database: Option<&DatabaseUrl>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_needledrop"));
    command.args(arguments).current_dir(folder).env_clear().stdin(Stdio::null());
    command.env("HOME", folder).env("NEEDLEDROP_DATA_DIR", data_dir);
    if let Some(database) = database {
        command.env("DATABASE_URL", database.expose());
    }
    command
}
