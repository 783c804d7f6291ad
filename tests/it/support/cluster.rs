//! A PostgreSQL of a test's own with streaming replicas of it: for what concerns a whole server. They end with the
//! test.

use std::os::unix::fs::{DirBuilderExt, MetadataExt, chown};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use needledrop::catalog::{Catalog, Config, DatabaseUrl, migrate};
use needledrop::private_postgres::PrivateServer;
use sqlx::{AssertSqlSafe, PgPool};

use super::private;

const DEADLINE: Duration = Duration::from_secs(60);
/// The primary's is the usual one; both are names of sockets in the same folder.
const REPLICA_PORT: u16 = 5433;

/// A primary with an empty catalog.
pub struct Cluster {
    pub url: DatabaseUrl,
    pub catalog: Catalog,
    /// What `psql` would be.
    pub sql: PgPool,
    /// Its user, so that it is nobody else's to stop. Let go of before the server is stopped, which it would start
    /// again.
    _private: PrivateServer,
    server: Server,
    _folder: tempfile::TempDir,
}

/// A copy that follows the primary.
pub struct Replica {
    pub url: DatabaseUrl,
    pub sql: PgPool,
    _server: Server,
}

impl Cluster {
    /// With these settings, such as `autovacuum_naptime = '1 s'`.
    pub async fn start(settings: &[&str]) -> Self {
        // Not in TMPDIR: a socket's path must be short.
        let folder = tempfile::tempdir_in("/tmp").unwrap();
        let private = private::start(folder.path()).await.unwrap();
        let url = DatabaseUrl::new(private.url());
        let catalog = Catalog::connect(&Config::new(url.clone())).await.unwrap();
        migrate::up(&catalog).await.unwrap();
        let sql = PgPool::connect(url.expose()).await.unwrap();
        // Nothing in it outlives the test, so nothing need reach the disk.
        for setting in ["fsync = off", "full_page_writes = off"].iter().chain(settings) {
            sqlx::query(AssertSqlSafe(format!("alter system set {setting}"))).execute(&sql).await.unwrap();
        }
        sqlx::query("select pg_reload_conf()").execute(&sql).await.unwrap();
        let server = Server { programs: told(&sql, BIN_DIR).await.into(), data: told(&sql, DATA).await.into() };
        Self { url, catalog, sql, server, _private: private, _folder: folder }
    }

    /// A replica made by `pg_basebackup`, as far as the primary is now.
    pub async fn replica(&self) -> Replica {
        let data = self.server.data.with_file_name("replica");
        std::fs::DirBuilder::new().mode(0o700).create(&data).unwrap();
        let owner = self.server.owner();
        chown(&data, Some(owner.0), Some(owner.1)).unwrap();
        let sockets = told(&self.sql, SOCKETS).await;
        let path = data.to_str().unwrap();
        self.server.run(
            "pg_basebackup",
            &[
                "--host",
                &sockets,
                "--username",
                "needledrop",
                "--pgdata",
                path,
                "--write-recovery-conf",
                "--checkpoint=fast",
                "--no-sync",
            ],
        );
        let server = Server { programs: self.server.programs.clone(), data: data.clone() };
        let log = data.join("server.log");
        let options = format!("-c listen_addresses= -c port={REPLICA_PORT} -c unix_socket_directories='{sockets}'");
        server.run(
            "pg_ctl",
            &["start", "--wait", "--silent", "--pgdata", path, "--log", log.to_str().unwrap(), "--options", &options],
        );
        let url = DatabaseUrl::new(self.url.expose().replace("@localhost/", &format!("@localhost:{REPLICA_PORT}/")));
        let replica = Replica { sql: PgPool::connect(url.expose()).await.unwrap(), url, _server: server };
        assert_eq!(told(&replica.sql, "select pg_is_in_recovery()::text").await, "true");
        replica
    }

    /// Another database of the same server, as `pg_restore` makes it of a dump of the catalog.
    pub async fn dumped_and_restored(&self) -> DatabaseUrl {
        let sockets = told(&self.sql, SOCKETS).await;
        let dump = self.server.data.join("dump");
        let (host, file) = (format!("--host={sockets}"), format!("--file={}", dump.display()));
        let database = told(&self.sql, "select current_database()::text").await;
        self.server.run("pg_dump", &[&host, "--username=needledrop", "--format=custom", &file, &database]);
        self.server.run("createdb", &[&host, "--username=needledrop", "--template=template0", "copy"]);
        let restored = ["--exit-on-error", "--dbname=copy", dump.to_str().unwrap()];
        self.server.run("pg_restore", &[[host.as_str(), "--username=needledrop"].as_slice(), &restored].concat());
        DatabaseUrl::new(self.url.expose().replace(&format!("@localhost/{database}"), "@localhost/copy"))
    }

    /// The catalog for a node that reads from the replica.
    pub async fn catalog_with(&self, replica: &Replica) -> Catalog {
        let config = Config { replica_url: Some(replica.url.clone()), ..Config::new(self.url.clone()) };
        Catalog::connect(&config).await.unwrap()
    }

    /// Waits until the replica shows all that is committed now.
    pub async fn until_replayed_by(&self, replica: &Replica) {
        let now = told(&self.sql, "select pg_current_wal_insert_lsn()::text").await;
        let is_there = format!("select (pg_last_wal_replay_lsn() >= '{now}')::text");
        let began = Instant::now();
        while told(&replica.sql, &is_there).await != "true" {
            assert!(began.elapsed() < DEADLINE, "the replica doesn't follow");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

impl Replica {
    /// Replays nothing more until it is told to go on.
    pub async fn pause(&self) {
        sqlx::query("select pg_wal_replay_pause()").execute(&self.sql).await.unwrap();
        let began = Instant::now();
        while told(&self.sql, "select pg_get_wal_replay_pause_state()").await != "paused" {
            assert!(began.elapsed() < DEADLINE, "the replica doesn't pause");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    pub async fn resume(&self) {
        sqlx::query("select pg_wal_replay_resume()").execute(&self.sql).await.unwrap();
    }
}

const BIN_DIR: &str = "select setting from pg_config where name = 'BINDIR'";
const DATA: &str = "select current_setting('data_directory')";
const SOCKETS: &str = "select trim('\"' from current_setting('unix_socket_directories'))";

async fn told(sql: &PgPool, question: &str) -> String {
    sqlx::query_scalar(AssertSqlSafe(question.to_owned())).fetch_one(sql).await.unwrap()
}

/// A server by its folder, stopped when dropped.
struct Server {
    programs: PathBuf,
    data: PathBuf,
}

impl Server {
    fn owner(&self) -> (u32, u32) {
        let folder = self.data.metadata().unwrap();
        (folder.uid(), folder.gid())
    }

    /// Runs one of PostgreSQL's programs as the server's account.
    fn run(&self, program: &str, arguments: &[&str]) {
        let output = self.command(program).args(arguments).output().unwrap();
        assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn command(&self, program: &str) -> Command {
        use std::os::unix::process::CommandExt;
        let mut command = Command::new(self.programs.join(program));
        command.current_dir(Path::new("/")).env_clear();
        if nix::unistd::geteuid().is_root() {
            let (user, group) = self.owner();
            command.uid(user).gid(group);
        }
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ =
            self.command("pg_ctl").args(["stop", "--mode=immediate", "--silent", "--pgdata"]).arg(&self.data).status();
    }
}
