//! The private PostgreSQL: created, shared, started again after a kill, taken over; as whoever runs the tests, root or
//! not.

use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::os::unix::ffi::OsStringExt;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use needledrop::catalog::{Catalog, Config, DatabaseUrl, migrate};
use needledrop::private_postgres::PrivateServer;
use nix::sys::signal::Signal::{self, SIGINT, SIGKILL, SIGTERM};
use nix::unistd::Pid;
use sqlx::{Connection, PgConnection};

use crate::support::private::{self, base_of, server_pid};
use crate::support::program;

const DEADLINE: Duration = Duration::from_secs(60);

/// `needledrop serve` on its private PostgreSQL.
struct Serving {
    process: Child,
}

impl Serving {
    /// As it begins.
    fn spawn(data_dir: &Path) -> Self {
        let mut command = program::command(&["serve", "--listen", "127.0.0.1:0"], data_dir, data_dir, None);
        command.envs(std::env::vars_os().filter(|(name, _)| name == "PATH" || name == private::BIN_DIR));
        Self { process: command.stderr(Stdio::piped()).spawn().unwrap() }
    }

    /// Once it answers.
    fn start(data_dir: &Path) -> Self {
        let mut serving = Self::spawn(data_dir);
        let mut lines = BufReader::new(serving.process.stderr.take().unwrap()).lines().map_while(Result::ok);
        assert!(lines.any(|line| line.contains("listening on")), "it ended");
        // The rest is read, so that it never waits for that.
        std::thread::spawn(move || lines.for_each(drop));
        serving
    }

    fn signal(&self, signal: Signal) {
        // It may have ended.
        let _ = nix::sys::signal::kill(Pid::from_raw(self.process.id() as i32), signal);
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn kill(process: i32) {
    nix::sys::signal::kill(Pid::from_raw(process), SIGKILL).unwrap();
}

/// Whether the process runs; one that is dead and was not waited for doesn't.
fn is_there(process: i32) -> bool {
    let is_dead = |status: String| status.lines().any(|line| line.starts_with("State:\tZ"));
    match std::fs::read_to_string(format!("/proc/{process}/status")) {
        Ok(status) => !is_dead(status),
        Err(_) => !Path::new("/proc/self").exists() && nix::sys::signal::kill(Pid::from_raw(process), None).is_ok(),
    }
}

async fn until(mut condition: impl AsyncFnMut() -> bool) {
    let began = Instant::now();
    while !condition().await {
        assert!(began.elapsed() < DEADLINE);
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

async fn start(data_dir: &Path) -> PrivateServer {
    private::start(data_dir).await.unwrap()
}

async fn answers(server: &PrivateServer) -> bool {
    Catalog::connect(&Config::new(DatabaseUrl::new(server.url()))).await.is_ok()
}

#[tokio::test]
async fn the_private_server_holds_a_catalog_and_is_stopped_by_the_last_of_its_users() {
    let folder = tempfile::tempdir().unwrap();
    let first = start(folder.path()).await;
    let second = start(folder.path()).await;
    let catalog = Catalog::connect(&Config::new(DatabaseUrl::new(second.url()))).await.unwrap();
    migrate::up(&catalog).await.unwrap();
    for check in catalog.check().await.unwrap() {
        assert!(check.ok, "{check:?}");
    }

    first.stop().await.unwrap();
    assert!(answers(&second).await, "the second still uses it");
    let began = Instant::now();
    second.stop().await.unwrap();
    assert!(began.elapsed() < Duration::from_secs(5), "stopping took {:?}", began.elapsed());
    assert_eq!(server_pid(folder.path()), None);

    let again = start(folder.path()).await;
    let catalog = Catalog::connect(&Config::new(DatabaseUrl::new(again.url()))).await.unwrap();
    assert_eq!(migrate::pending(&catalog).await.unwrap(), 0, "what was stored is still there");
    again.stop().await.unwrap();
}

#[tokio::test]
async fn a_server_left_by_a_killed_process_is_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    // Dropping is what a kill leaves: no lock, and a server that runs.
    drop(start(folder.path()).await);
    let orphan = server_pid(folder.path()).expect("it runs");
    let taken = start(folder.path()).await;
    assert_eq!(server_pid(folder.path()), Some(orphan));
    taken.stop().await.unwrap();
    assert_eq!(server_pid(folder.path()), None);
}

#[tokio::test]
async fn a_server_that_was_killed_itself_is_started_again() {
    let folder = tempfile::tempdir().unwrap();
    let server = start(folder.path()).await;
    kill(server_pid(folder.path()).unwrap());
    let again = start(folder.path()).await;
    assert!(answers(&again).await);
    server.stop().await.unwrap();
    again.stop().await.unwrap();
    assert_eq!(server_pid(folder.path()), None);
}

/// Both are the same to whoever uses it: the server itself ends all its processes when one of them was killed.
#[tokio::test]
async fn whatever_kills_the_server_or_one_of_its_processes_the_same_pool_has_it_again() {
    let folder = tempfile::tempdir().unwrap();
    let server = start(folder.path()).await;
    let catalog = Catalog::connect(&Config::new(DatabaseUrl::new(server.url()))).await.unwrap();
    migrate::up(&catalog).await.unwrap();
    for round in 0..4 {
        let mut connection = PgConnection::connect(server.url()).await.unwrap();
        let mut other = PgConnection::connect(server.url()).await.unwrap();
        let backend: i32 = sqlx::query_scalar("select pg_backend_pid()").fetch_one(&mut connection).await.unwrap();
        kill(if round % 2 == 0 { server_pid(folder.path()).unwrap() } else { backend });
        until(async || other.ping().await.is_err()).await;
        until(async || catalog.count_tracks().await.is_ok()).await;
    }
    server.stop().await.unwrap();
    assert_eq!(server_pid(folder.path()), None);
}

/// It notices the end of its server only when it waits for something, and no other server can start before.
#[tokio::test]
async fn a_statement_that_goes_on_after_its_server_was_killed_does_not_hold_up_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let server = start(folder.path()).await;
    let mut connection = PgConnection::connect(server.url()).await.unwrap();
    let busy = tokio::spawn(async move {
        let endless = "set application_name = 'busy'; do $$ begin loop end loop; end $$";
        sqlx::raw_sql(endless).execute(&mut connection).await
    });
    let mut watching = PgConnection::connect(server.url()).await.unwrap();
    let is_busy = "select pid from pg_stat_activity where application_name = 'busy' and query like 'set%do%'";
    let mut pid: Option<i32> = None;
    while pid.is_none() {
        pid = sqlx::query_scalar(is_busy).fetch_optional(&mut watching).await.unwrap();
    }
    kill(server_pid(folder.path()).unwrap());
    until(async || answers(&server).await).await;
    assert!(!is_there(pid.unwrap()), "it was ended");
    assert!(busy.await.unwrap().is_err());
    server.stop().await.unwrap();
}

/// A process that was killed took no leave, whether it had started the server or not.
#[tokio::test]
async fn the_server_outlives_a_killed_process_that_started_it_and_is_looked_after_by_the_others() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = Serving::start(folder.path());
    let mut second = start(folder.path()).await;
    let started = server_pid(folder.path()).unwrap();
    first.process.kill().unwrap();
    first.process.wait().unwrap();
    assert!(answers(&second).await);
    assert_eq!(server_pid(folder.path()), Some(started));
    for _ in 0..2 {
        kill(server_pid(folder.path()).unwrap());
        until(async || answers(&second).await).await;
        // The next one takes it over from whoever has started it now.
        let third = start(folder.path()).await;
        drop(std::mem::replace(&mut second, third));
    }
    second.stop().await.unwrap();
    assert_eq!(server_pid(folder.path()), None);
}

#[test]
fn a_process_that_is_asked_to_stop_once_or_twice_leaves_no_server_behind() {
    for signals in [&[SIGTERM][..], &[SIGTERM, SIGTERM], &[SIGINT, SIGINT], &[SIGINT, SIGTERM]] {
        let folder = tempfile::tempdir().unwrap();
        let mut serving = Serving::start(folder.path());
        let server = server_pid(folder.path()).unwrap();
        signals.iter().for_each(|signal| serving.signal(*signal));
        let code = serving.process.wait().unwrap().code();
        assert!(!is_there(server), "{signals:?}");
        assert!(code == Some(0) || (signals.len() == 2 && code == Some(130)), "{signals:?}: {code:?}");
    }
}

#[tokio::test]
async fn a_process_that_is_stopped_while_the_server_starts_leaves_none_behind() {
    for moment in ["postgres/start.lock", "postgres/data/postmaster.pid"] {
        let folder = tempfile::tempdir().unwrap();
        let mut serving = Serving::spawn(folder.path());
        let path = base_of(folder.path()).join(moment.trim_start_matches("postgres/"));
        until(async || path.exists() || folder.path().join(moment).exists()).await;
        serving.signal(SIGTERM);
        assert_eq!(serving.process.wait().unwrap().code(), Some(0));
        until(async || server_pid(folder.path()).is_none_or(|pid| !is_there(pid))).await;
        // What is there can be started and used.
        let server = start(folder.path()).await;
        assert!(answers(&server).await);
        server.stop().await.unwrap();
    }
}

#[tokio::test]
async fn a_data_directory_may_have_any_name_but_one_with_a_line_break() {
    let folder = tempfile::tempdir().unwrap();
    let named: Vec<OsString> = [
        OsString::from("a,b\"c'd e\\f=%20&?#{*}~!;|<>@ü音"),
        OsString::from("$(touch x)`touch y`"),
        OsString::from(" \", "),
        OsString::from("-D"),
        OsString::from_vec(b"\xff\xfe".to_vec()),
    ]
    .into();
    for name in &named {
        let data_dir = folder.path().join(name);
        let server = start(&data_dir).await;
        assert!(answers(&server).await, "{name:?}");
        kill(server_pid(&data_dir).unwrap_or_else(|| panic!("{name:?}")));
        until(async || answers(&server).await).await;
        server.stop().await.unwrap();
        assert_eq!(server_pid(&data_dir), None, "{name:?}");
        if let Ok(socket_folder) = std::fs::read_to_string(data_dir.join("postgres/socket-folder")) {
            std::fs::remove_dir_all(socket_folder.trim()).unwrap();
        }
    }
    let found = std::fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(found, named.len(), "nothing but the data directories was made");

    let refused = private::start(&folder.path().join("line\nbreak")).await.err().expect("it is refused").to_string();
    assert!(refused.contains("line break") && refused.contains("--data-dir"), "{refused}");
}

#[tokio::test]
async fn a_server_that_cannot_start_says_why() {
    let folder = tempfile::tempdir().unwrap();
    start(folder.path()).await.stop().await.unwrap();
    let settings = base_of(folder.path()).join("data/postgresql.conf");
    let sound = std::fs::read_to_string(&settings).unwrap();
    std::fs::write(&settings, format!("{sound}\nno_such_setting = 1\n")).unwrap();
    let error = private::start(folder.path()).await.err().expect("it can't start").to_string();
    assert!(error.contains("FATAL") && error.contains("postgres.log"), "{error}");
    assert_eq!(server_pid(folder.path()), None);
}

#[tokio::test]
async fn a_lock_file_whose_number_is_now_another_process_does_not_matter() {
    let folder = tempfile::tempdir().unwrap();
    start(folder.path()).await.stop().await.unwrap();
    std::fs::write(base_of(folder.path()).join("data/postmaster.pid"), format!("{}\n", std::process::id())).unwrap();
    let server = start(folder.path()).await;
    assert!(answers(&server).await);
    server.stop().await.unwrap();
}

#[tokio::test]
async fn a_folder_whose_path_is_too_long_for_a_socket_works_too() {
    let folder = tempfile::tempdir().unwrap();
    let deep = folder.path().join("a".repeat(120));
    let server = start(&deep).await;
    assert!(answers(&server).await);
    server.stop().await.unwrap();
    // Not there where the whole cluster had to be kept elsewhere.
    if let Ok(socket_folder) = std::fs::read_to_string(deep.join("postgres/socket-folder")) {
        std::fs::remove_dir_all(socket_folder.trim()).unwrap();
    }
}

#[tokio::test]
async fn a_half_made_cluster_is_not_taken_for_a_whole_one() {
    let folder = tempfile::tempdir().unwrap();
    // What a kill during the creation leaves.
    std::fs::create_dir_all(folder.path().join("postgres/unfinished-1/base")).unwrap();
    let server = start(folder.path()).await;
    assert!(answers(&server).await);
    server.stop().await.unwrap();
}

#[tokio::test]
async fn several_processes_starting_at_once_share_one_server() {
    let folder = tempfile::tempdir().unwrap();
    let (a, b, c) = tokio::join!(start(folder.path()), start(folder.path()), start(folder.path()));
    let (a, b, c) = tokio::join!(a.stop(), b.stop(), c.stop());
    for stopped in [a, b, c] {
        stopped.unwrap();
    }
    assert_eq!(server_pid(folder.path()), None);
}
