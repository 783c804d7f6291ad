//! The private PostgreSQL: created, shared, left behind by a kill, taken over; as whoever runs the tests, root or not.

use std::path::Path;
use std::time::{Duration, Instant};

use needledrop::catalog::{Catalog, Config, DatabaseUrl, migrate};
use needledrop::private_postgres::PrivateServer;
use sqlx::{Connection, PgConnection};

use crate::support::private::{self, server_pid};

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
    let pid = server_pid(folder.path()).unwrap();
    nix::sys::signal::kill(nix::unistd::Pid::from_raw(pid), nix::sys::signal::Signal::SIGKILL).unwrap();
    let again = start(folder.path()).await;
    assert!(answers(&again).await);
    server.stop().await.unwrap();
    again.stop().await.unwrap();
    assert_eq!(server_pid(folder.path()), None);
}

/// Statements notice the end of their server only when they wait for something.
#[tokio::test]
async fn a_server_that_was_killed_in_the_middle_of_a_statement_is_started_again_at_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let server = PrivateServer::start(folder.path(), None).await.unwrap();
    let mut connection = PgConnection::connect(server.url()).await.unwrap();
    let busy = tokio::spawn(async move {
        let _ = sqlx::raw_sql(
            "set application_name = 'busy';
            do $$ declare the_end timestamptz := clock_timestamp() + '5 s'; begin
                while clock_timestamp() < the_end loop end loop;
            end $$",
        )
        .execute(&mut connection)
        .await;
    });
    let mut watching = PgConnection::connect(server.url()).await.unwrap();
    let is_busy =
        "select exists (select from pg_stat_activity where application_name = 'busy' and query like 'set%do%')";
    while !sqlx::query_scalar::<_, bool>(is_busy).fetch_one(&mut watching).await.unwrap() {}

    let pid = server_pid(folder.path()).unwrap();
    nix::sys::signal::kill(nix::unistd::Pid::from_raw(pid), nix::sys::signal::Signal::SIGKILL).unwrap();
    let again = PrivateServer::start(folder.path(), None).await.unwrap();
    assert!(answers(&again).await);
    busy.await.unwrap();
    server.stop().await.unwrap();
    again.stop().await.unwrap();
}

#[tokio::test]
async fn a_lock_file_whose_number_is_now_another_process_does_not_matter() {
    let folder = tempfile::tempdir().unwrap();
    start(folder.path()).await.stop().await.unwrap();
    let base = std::fs::read_to_string(folder.path().join("postgres/cluster-folder"))
        .map_or(folder.path().join("postgres"), |folder| folder.trim().into());
    std::fs::write(base.join("data/postmaster.pid"), format!("{}\n", std::process::id())).unwrap();
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
