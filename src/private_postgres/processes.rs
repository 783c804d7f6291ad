//! Which processes of this machine belong to a cluster: its server, and what a killed server has left behind.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Command;

use nix::unistd::{Pid, Uid};

/// How a cluster's processes call themselves in their command lines (the setting `cluster_name`): the same at every
/// start, and another for every cluster of this machine.
pub(super) fn cluster_name(data: &Path) -> std::io::Result<String> {
    let folder = fs::metadata(data)?;
    Ok(format!("needledrop-{:x}-{:x}", folder.dev(), folder.ino()))
}

/// Whether the process is the server of the cluster, and not another process that got its number since. In doubt it
/// is: two servers on one cluster would destroy it.
pub(super) fn is_server(pid: Pid, data: &Path) -> bool {
    if !Path::new("/proc/self").exists() {
        return is_postgres(pid);
    }
    // Readable by everybody, unlike /proc/*/cwd, which root in a container may not read of other accounts.
    let Ok(program) = fs::read_to_string(format!("/proc/{pid}/comm")) else { return false };
    let arguments = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    // A dead process that nobody has reaped has no arguments.
    program.trim_end() == "postgres" && !arguments.is_empty() && !serves_another(&arguments, data)
}

/// The processes of `account` that a server of this name has started.
pub(super) fn started_by(cluster_name: &str, account: Uid) -> Vec<Pid> {
    let title = format!("postgres: {cluster_name}: ");
    let is_one = |process: &Process| process.account == account.as_raw() && process.command.starts_with(&title);
    processes().into_iter().filter(is_one).map(|process| process.pid).collect()
}

struct Process {
    pid: Pid,
    account: u32,
    command: String,
}

fn processes() -> Vec<Process> {
    let Ok(entries) = fs::read_dir("/proc") else { return listed_by_ps() };
    entries.flatten().filter_map(|entry| read_process(&entry)).collect()
}

fn read_process(entry: &fs::DirEntry) -> Option<Process> {
    let pid = entry.file_name().to_str()?.parse().ok().map(Pid::from_raw)?;
    let command = fs::read(entry.path().join("cmdline")).ok()?;
    let account = entry.metadata().ok()?.uid();
    Some(Process { pid, account, command: String::from_utf8_lossy(&command).into_owned() })
}

/// For systems without /proc, such as macOS.
fn listed_by_ps() -> Vec<Process> {
    let Ok(output) = Command::new("ps").args(["-A", "-ww", "-o", "pid=,uid=,command="]).output() else {
        return Vec::new();
    };
    String::from_utf8_lossy(&output.stdout).lines().filter_map(listed_process).collect()
}

fn listed_process(line: &str) -> Option<Process> {
    let (pid, rest) = line.trim_start().split_once(' ')?;
    let (account, command) = rest.trim_start().split_once(' ')?;
    let pid = Pid::from_raw(pid.parse().ok()?);
    Some(Process { pid, account: account.parse().ok()?, command: command.trim_start().to_owned() })
}

/// Likewise. Without an answer it may be one.
fn is_postgres(pid: Pid) -> bool {
    let Ok(output) = Command::new("ps").args(["-ww", "-o", "comm=", "-p", &pid.to_string()]).output() else {
        return true;
    };
    let program = String::from_utf8_lossy(&output.stdout);
    Path::new(program.trim()).file_name() == Some(OsStr::new("postgres"))
}

/// Whether a server's command line names a cluster that exists and isn't this one.
fn serves_another(arguments: &[u8], data: &Path) -> bool {
    let mut arguments = arguments.split(|&byte| byte == 0).skip_while(|&argument| argument != b"-D");
    let Some(folder) = arguments.nth(1) else { return false };
    match (fs::metadata(OsStr::from_bytes(folder)), fs::metadata(data)) {
        (Ok(theirs), Ok(ours)) => (theirs.dev(), theirs.ino()) != (ours.dev(), ours.ino()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_ps_is_a_process_with_its_account_and_its_whole_command() {
        let process =
            listed_process("  417   501 postgres: needledrop-1-2: needledrop needledrop [local] SELECT").unwrap();
        assert_eq!((process.pid, process.account), (Pid::from_raw(417), 501));
        assert_eq!(process.command, "postgres: needledrop-1-2: needledrop needledrop [local] SELECT");
    }
}
