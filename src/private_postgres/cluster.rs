//! Creating, starting and stopping the cluster.

use std::ffi::OsStr;
use std::fs;
use std::io::{Read, Seek, SeekFrom};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sqlx::{ConnectOptions, Connection, Executor, PgConnection};
use uuid::Uuid;

use super::{Account, Error, Installation, Place};

/// Role and database both.
const NAME: &str = "needledrop";

/// Recovery after a crash may take that long.
const START_SECONDS: u64 = 60;

const MOST_LAUNCHES: usize = 4;
const BETWEEN_LAUNCHES: Duration = Duration::from_millis(500);

/// What a server says, at the end of its log, that can't start while something of a killed one is still there: a
/// statement that goes on for a while, or the number of a process that nobody has reaped yet.
const LEFTOVERS: [&str; 2] = ["pre-existing shared memory block", "already exists"];

/// More than a server says that can't start.
const MOST_SAID: u64 = 256 * 1024;

/// Whichever this system has: trigrams need a ctype that knows letters beyond ASCII.
const LOCALES: [&str; 3] = ["C.UTF-8", "en_US.UTF-8", "en_US.utf8"];

/// For one program on a small machine, which loads in bulk and answers short queries. Given anew at each start.
const SETTINGS: [&str; 11] = [
    "listen_addresses=",
    "shared_buffers=256MB",
    "work_mem=16MB",
    "maintenance_work_mem=128MB",
    "max_wal_size=2GB",
    "max_connections=50",
    "jit=off",
    "random_page_cost=1.1",
    "max_parallel_workers_per_gather=0",
    "log_checkpoints=off",
    // Statements end soon after whoever asked for them was killed.
    "client_connection_check_interval=1s",
];

/// A cluster in its place, with the programs to run it and the account to run it as.
pub(super) struct Cluster {
    pub installation: Installation,
    pub place: Place,
    pub account: Account,
}

/// What is there when one knocks.
enum Answer {
    Ready(PgConnection),
    /// Starting up or shutting down.
    NotYet,
    Nobody,
}

impl Cluster {
    /// Makes the cluster in a folder beside and renames it: half a cluster is never taken for a whole one.
    pub(super) async fn ensure_created(&self) -> Result<(), Error> {
        if self.place.version()?.is_some() {
            return Ok(());
        }
        let base = self.place.data.parent().expect("the cluster is in a folder");
        remove_unfinished(base);
        let unfinished = base.join(format!("unfinished-{}", Uuid::new_v4().simple()));
        let mut refusal = String::new();
        for locale in LOCALES {
            self.account.own_folder(&unfinished)?;
            match self.initdb(&unfinished, locale).await {
                Ok(()) => {
                    fs::rename(&unfinished, &self.place.data).map_err(Error::at(&self.place.data))?;
                    return fs::File::open(base).and_then(|base| base.sync_all()).map_err(Error::at(base));
                }
                Err(Error::Program { said, .. }) if said.contains("invalid locale name") => refusal = said,
                Err(error) => return Err(error),
            }
        }
        Err(self.failed("initdb", &refusal))
    }

    async fn initdb(&self, folder: &Path, locale: &str) -> Result<(), Error> {
        let folder = folder.as_os_str();
        let locale = format!("--locale={locale}");
        // Trust is for whoever reaches the socket, which only our account does. No stop words, no stemming by default.
        let arguments = ["--encoding=UTF8", &locale, "--auth=trust", "--username", NAME, "--text-search-config=simple"];
        let mut command = self.account.command(&self.installation.program("initdb"));
        command.arg("-D").arg(folder).args(arguments);
        self.run("initdb", command).await
    }

    /// Starts the server, unless it runs: a killed needledrop leaves it running.
    pub(super) async fn ensure_running(&self) -> Result<(), Error> {
        let deadline = Instant::now() + Duration::from_secs(START_SECONDS);
        let mut launches = 0;
        while Instant::now() < deadline {
            match self.knock().await {
                Answer::Ready(connection) => {
                    let _ = connection.close().await;
                    return Ok(());
                }
                Answer::Nobody if !self.is_running() => {
                    launches += 1;
                    let log_end = self.place.log.metadata().map_or(0, |log| log.len());
                    match self.launch().await {
                        Err(_) if launches < MOST_LAUNCHES || self.is_left_over(log_end) => {
                            tokio::time::sleep(BETWEEN_LAUNCHES).await;
                        }
                        launched => launched?,
                    }
                }
                Answer::Nobody | Answer::NotYet => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
        Err(Error::Silent { seconds: START_SECONDS, log: self.place.log.display().to_string() })
    }

    /// `pg_ctl` puts the server into a session of its own, where a Ctrl-C in our terminal doesn't reach it.
    async fn launch(&self) -> Result<(), Error> {
        // Left by a server that died. PostgreSQL removes it too, but not if its number is now another process's.
        let _ = fs::remove_file(self.pid_file());
        let socket_folder = self.place.socket_folder.display().to_string();
        let options: Vec<_> = SETTINGS
            .into_iter()
            .map(str::to_owned)
            .chain([format!("unix_socket_directories={socket_folder}"), "port=5432".into()])
            .map(|setting| format!("-c {}", quoted(&setting)))
            .collect();
        let mut command = self.account.command(&self.installation.program("pg_ctl"));
        command.args(["start", "--wait", "--silent", "--timeout", &START_SECONDS.to_string()]);
        command.arg("--pgdata").arg(&self.place.data).arg("--log").arg(&self.place.log);
        command.args(["--options", &options.join(" ")]);
        self.run("starting PostgreSQL", command).await
    }

    /// Stops the server within seconds: its clients are told to go.
    pub(super) async fn stop(&self) -> Result<(), Error> {
        if !self.is_running() {
            return Ok(());
        }
        let mut command = self.account.command(&self.installation.program("pg_ctl"));
        command.args(["stop", "--mode=fast", "--wait", "--silent", "--timeout=20", "--pgdata"]).arg(&self.place.data);
        self.run("stopping PostgreSQL", command).await
    }

    /// Creates our database in a new cluster, and says where it is.
    pub(super) async fn ensure_database(&self) -> Result<String, Error> {
        let Answer::Ready(mut connection) = self.knock().await else {
            return Err(Error::Silent { seconds: 0, log: self.place.log.display().to_string() });
        };
        let exists: bool = sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
            .bind(NAME)
            .fetch_one(&mut connection)
            .await
            .map_err(Error::Database)?;
        if !exists {
            connection.execute("create database needledrop").await.map_err(Error::Database)?;
        }
        let _ = connection.close().await;
        let host = self.place.socket_folder.display().to_string();
        let host = utf8_percent_encode(&host, NON_ALPHANUMERIC);
        Ok(format!("postgres://{NAME}@localhost/{NAME}?host={host}"))
    }

    async fn knock(&self) -> Answer {
        if !self.place.socket().exists() {
            return Answer::Nobody;
        }
        let options = sqlx::postgres::PgConnectOptions::new_without_pgpass()
            .socket(&self.place.socket_folder)
            .port(5432)
            .username(NAME)
            .database("postgres");
        match options.connect().await {
            Ok(connection) => Answer::Ready(connection),
            Err(sqlx::Error::Io(_)) => Answer::Nobody,
            Err(_) => Answer::NotYet,
        }
    }

    /// Whether the process that the cluster's lock file names is its server, and not another that got the number since.
    /// In doubt it is: two servers on one cluster would destroy it.
    fn is_running(&self) -> bool {
        let Ok(text) = fs::read_to_string(self.pid_file()) else { return false };
        let Some(pid) = text.lines().next().and_then(|line| line.trim().parse::<i32>().ok()) else { return false };
        if !Path::new("/proc/self").exists() {
            return is_postgres(pid);
        }
        // Readable by everybody, unlike /proc/*/cwd, which root in a container may not read of other accounts.
        let Ok(program) = fs::read_to_string(format!("/proc/{pid}/comm")) else { return false };
        let arguments = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        // A dead process that nobody has reaped has no arguments.
        program.trim_end() == "postgres" && !arguments.is_empty() && !serves_another(&arguments, &self.place.data)
    }

    /// Whether the server that has just written to its log, from `log_end` on, only has to wait for the end of a killed
    /// one.
    fn is_left_over(&self, log_end: u64) -> bool {
        // The log may be as old as the catalog, and as long.
        let mut said = Vec::new();
        let read = fs::File::open(&self.place.log).and_then(|mut log| {
            log.seek(SeekFrom::Start(log_end))?;
            log.take(MOST_SAID).read_to_end(&mut said)
        });
        let said = String::from_utf8_lossy(&said);
        read.is_ok()
            && said
                .lines()
                .any(|line| line.contains("FATAL") && LEFTOVERS.iter().any(|leftover| line.contains(leftover)))
    }

    fn pid_file(&self) -> PathBuf {
        self.place.data.join("postmaster.pid")
    }

    async fn run(&self, what: &str, mut command: tokio::process::Command) -> Result<(), Error> {
        let output = command.output().await.map_err(Error::at(Path::new(command.as_std().get_program())))?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(if output.stderr.is_empty() { &output.stdout } else { &output.stderr });
        Err(self.failed(what, said.trim()))
    }

    fn failed(&self, what: &str, said: &str) -> Error {
        Error::Program { what: what.into(), said: said.into(), log: self.place.log.display().to_string() }
    }
}

/// For systems without /proc, such as macOS. Without an answer it may be one.
fn is_postgres(pid: i32) -> bool {
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

/// What a needledrop left that was killed while it made a cluster. Best effort: it may still be written to.
fn remove_unfinished(base: &Path) {
    for entry in fs::read_dir(base).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with("unfinished-") {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// For the shell that `pg_ctl` starts the server with.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}
