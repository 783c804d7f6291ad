//! The cluster: creating it, starting its server and stopping it.

use std::fs;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use sqlx::{ConnectOptions, Connection, Executor, PgConnection};
use uuid::Uuid;

use super::launched::Launched;
use super::log::{FULL_DISK, Log};
use super::processes::{cluster_name, is_server, started_by};
use super::{Account, Error, Installation, Place};

/// Role and database both.
const NAME: &str = "needledrop";

/// Recovery after a crash may take that long.
const START_SECONDS: u64 = 60;

/// A server that ends while it starts may do better a moment later.
const MOST_LAUNCHES: usize = 4;
const BETWEEN_LAUNCHES: Duration = Duration::from_millis(500);
const LOOK_AGAIN: Duration = Duration::from_millis(20);
/// A process that waits for its disk dies when that answers.
const MOST_DYING: Duration = Duration::from_secs(10);

/// Whichever this system has: trigrams need a ctype that knows letters beyond ASCII.
const LOCALES: [&str; 3] = ["C.UTF-8", "en_US.UTF-8", "en_US.utf8"];

/// For one program on a small machine, which loads in bulk and answers short queries. Given anew at each start.
const SETTINGS: [&str; 12] = [
    "listen_addresses=",
    "port=5432",
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

/// How the server is told to stop.
#[derive(Clone, Copy, Debug)]
pub(super) enum Shutdown {
    /// Its clients are told to go, and what is in memory is written.
    Fast,
    /// At once, as in a crash: the next start recovers what was committed.
    Immediate,
}

/// What is there when one knocks.
enum Answer {
    Ready(PgConnection),
    /// Nobody yet, or a server that is starting up or shutting down.
    NotYet,
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
        let program = self.installation.program("initdb");
        let mut command = self.account.command(&program);
        command.arg("-D").arg(folder).args(arguments).kill_on_drop(true);
        let output = command.output().await.map_err(Error::at(&program))?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(if output.stderr.is_empty() { &output.stdout } else { &output.stderr });
        Err(self.failed("initdb", said.trim()))
    }

    /// Starts the server, unless it runs: a killed needledrop leaves it running. Answers what was started.
    pub(super) async fn ensure_running(&self) -> Result<Option<Launched>, Error> {
        let deadline = Instant::now() + Duration::from_secs(START_SECONDS);
        let mut log = Log::at_its_end(&self.place.log);
        let mut launched: Option<Launched> = None;
        let mut launches = 0;
        while Instant::now() < deadline {
            if let Answer::Ready(connection) = self.knock().await {
                let _ = connection.close().await;
                return Ok(launched);
            }
            let is_there = match &mut launched {
                Some(server) => server.has_ended().is_none(),
                None => self.is_running(),
            };
            if is_there {
                tokio::time::sleep(LOOK_AGAIN).await;
                continue;
            }
            if launches == MOST_LAUNCHES {
                return Err(self.failed("starting PostgreSQL", &log.last_words()));
            }
            if launches > 0 {
                tokio::time::sleep(BETWEEN_LAUNCHES).await;
            }
            self.clear_away_what_a_killed_server_left().await?;
            log = Log::at_its_end(&self.place.log);
            launched = Some(self.launch()?);
            launches += 1;
        }
        Err(Error::Silent { seconds: START_SECONDS, log: self.place.log.display().to_string() })
    }

    /// The server itself rather than `pg_ctl`, which would hand our paths to a shell.
    fn launch(&self) -> Result<Launched, Error> {
        let path = &self.place.log;
        let log = fs::File::options().append(true).open(path).map_err(Error::at(path))?;
        let errors: OwnedFd = log.try_clone().map_err(Error::at(path))?.into();
        let name = cluster_name(&self.place.data).map_err(Error::at(&self.place.data))?;
        let of_this_cluster =
            [format!("cluster_name={name}"), format!("unix_socket_directories={}", self.place.quoted_socket_folder())];
        let mut command = self.account.command(&self.installation.program("postgres"));
        command.arg("-D").arg(&self.place.data).stdout(Stdio::from(log)).stderr(Stdio::from(errors));
        for setting in SETTINGS.into_iter().map(str::to_owned).chain(of_this_cluster) {
            command.arg("-c").arg(setting);
        }
        Launched::spawn(command)
    }

    /// Statements notice the end of their server only when they wait for something, and until then no other can start.
    /// They have nobody to answer any more, and what they did was not committed.
    async fn clear_away_what_a_killed_server_left(&self) -> Result<(), Error> {
        let name = cluster_name(&self.place.data).map_err(Error::at(&self.place.data))?;
        let deadline = Instant::now() + MOST_DYING;
        loop {
            let left = started_by(&name, self.account.uid());
            if left.is_empty() || Instant::now() > deadline {
                break;
            }
            for process in left {
                let _ = kill(process, Signal::SIGKILL);
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
        // PostgreSQL removes its lock files too, but not where their number is now another process's.
        for file in [self.pid_file(), self.place.socket_lock()] {
            match fs::remove_file(&file) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(Error::at(&file)(error)),
                _ => {}
            }
        }
        Ok(())
    }

    /// Stops the server, if it runs.
    pub(super) async fn stop(&self, shutdown: Shutdown) -> Result<(), Error> {
        let (signal, patience) = match shutdown {
            Shutdown::Fast => (Signal::SIGINT, Duration::from_secs(20)),
            // After 5 s it kills what hasn't ended.
            Shutdown::Immediate => (Signal::SIGQUIT, Duration::from_secs(8)),
        };
        let Some(server) = self.server() else { return Ok(()) };
        let deadline = Instant::now() + patience;
        match kill(server, signal) {
            Ok(()) | Err(nix::errno::Errno::ESRCH) => {}
            Err(error) => return Err(self.failed("stopping PostgreSQL", &format!("process {server}: {error}"))),
        }
        while is_server(server, &self.place.data) {
            if Instant::now() > deadline {
                let said = format!("process {server} still runs after {} s", patience.as_secs());
                return Err(self.failed("stopping PostgreSQL", &said));
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
        Ok(())
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
        let host = utf8_percent_encode(self.place.socket_folder(), NON_ALPHANUMERIC);
        Ok(format!("postgres://{NAME}@localhost/{NAME}?host={host}"))
    }

    async fn knock(&self) -> Answer {
        let options = sqlx::postgres::PgConnectOptions::new_without_pgpass()
            .socket(self.place.socket_folder())
            .port(5432)
            .username(NAME)
            .database("postgres");
        options.connect().await.map_or(Answer::NotYet, Answer::Ready)
    }

    /// Whether the server runs, or is about to.
    pub(super) fn is_running(&self) -> bool {
        self.server().is_some()
    }

    /// The process that the cluster's lock file names, if it is the server.
    fn server(&self) -> Option<Pid> {
        // There are paths in it, which need not be text.
        let file = fs::read(self.pid_file()).ok()?;
        let first_line = std::str::from_utf8(file.split(|&byte| byte == b'\n').next()?).ok()?;
        let pid = first_line.trim().parse().ok().map(Pid::from_raw)?;
        is_server(pid, &self.place.data).then_some(pid)
    }

    fn pid_file(&self) -> PathBuf {
        self.place.data.join("postmaster.pid")
    }

    fn failed(&self, what: &str, said: &str) -> Error {
        let mend = match said.contains(FULL_DISK) {
            true => format!("; the disk of {} is full: free some space", self.place.data.display()),
            false => String::new(),
        };
        let log = self.place.log.display().to_string();
        Error::Program { what: what.into(), said: format!("{said}{mend}"), log }
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
