//! The built program as its users meet it: arguments in, output and exit code out.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use futures::TryStreamExt;
use serde_json::Value;
use sqlx::postgres::PgPoolCopyExt;

use crate::support::fixtures;
use crate::support::postgres::Database;
use crate::support::program;
use crate::support::s3::S3Server;

const DEADLINE: Duration = Duration::from_secs(60);

/// A folder to work in, and a database if one is needed.
struct Stage {
    folder: tempfile::TempDir,
    database: Option<Database>,
}

impl Stage {
    fn without_database() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), database: None }
    }

    async fn new() -> Self {
        Self { database: Some(Database::new().await), ..Self::without_database() }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let folder = self.folder.path();
        program::command(arguments, folder, &folder.join("data"), self.database.as_ref().map(|database| &database.url))
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        Ran::of(self.command(arguments).output().unwrap())
    }

    /// The same with the laboratory.
    fn lab(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_needledrop-lab"));
        command.args(arguments).current_dir(self.folder.path()).env_clear().env("HOME", self.folder.path());
        Ran::of(command.output().unwrap())
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    async fn end(self) {
        if let Some(database) = self.database {
            database.drop().await;
        }
    }
}

/// How the program ended.
#[derive(Debug)]
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Ran {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|_| panic!("{self:?}"))
    }
}

/// A running `serve`; killed if a test fails.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start(stage: &Stage) -> Self {
        let mut process = stage.command(&["serve", "--listen", "127.0.0.1:0"]).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(process.stderr.take().unwrap()).lines();
        let mut said = Vec::new();
        let address = lines.by_ref().map_while(Result::ok).find_map(|line| {
            said.push(line.clone());
            Some(line.split_once("listening on http://")?.1.split(';').next()?.to_owned())
        });
        // The rest is read, so that the server never waits for it.
        std::thread::spawn(move || lines.for_each(drop));
        Self { address: address.unwrap_or_else(|| panic!("{said:?}")), process }
    }

    fn get(&self, path: &str) -> (String, Value) {
        let mut connection = TcpStream::connect(&self.address).unwrap();
        write!(connection, "GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.lines().next().unwrap().to_owned(), serde_json::from_str(body).unwrap())
    }

    fn until_index_serves(&self) {
        let began = Instant::now();
        while self.get("/readyz").1["index"]["state"] != "serving" {
            assert!(began.elapsed() < DEADLINE);
        }
    }

    fn terminate(mut self) -> Option<i32> {
        let pid = nix::unistd::Pid::from_raw(self.process.id() as i32);
        nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGTERM).unwrap();
        self.process.wait().unwrap().code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

#[test]
fn every_command_explains_itself() {
    let stage = Stage::without_database();
    let help = stage.run(&["--help"]);
    assert_eq!(help.code, Some(0));
    assert!(help.out.contains("catalog.max_connections"), "{}", help.out);
    let commands = help.out.split("Commands:\n").nth(1).unwrap().lines().take_while(|line| !line.is_empty());
    // What goes over the width of the terminal is indented further.
    let names = commands.filter_map(|line| line.strip_prefix("  ")?.split_once(' ')).map(|(name, _)| name);
    for command in names.filter(|name| !name.is_empty()) {
        let ran = stage.run(&["help", command]);
        assert!(ran.code == Some(0) && ran.out.contains("Usage: needledrop"), "{ran:?}");
    }
    assert!(stage.run(&["--version"]).out.starts_with("needledrop "));
}

#[test]
fn wrong_usage_and_wrong_configuration_end_with_2() {
    let stage = Stage::without_database();
    for arguments in [
        &["srch", "x"][..],
        &["search"],
        &["search", "x", "--filter", "year >"],
        &["search", "x", "--limit", "0"],
        &["import", "-"],
    ] {
        let ran = stage.run(arguments);
        assert!(ran.code == Some(2) && ran.out.is_empty() && !ran.err.is_empty(), "{ran:?}");
    }
    let file = stage.file("config.toml", "lisen = 'x'\n[catalog]\nmax_connections = 'many'\n");
    let ran = Ran::of(
        stage
            .command(&["--config", path(&file), "--database-url", "mysql://ann:hush@x", "search", "x"])
            .env("NEEDLEDROP_LOGG", "debug")
            .output()
            .unwrap(),
    );
    assert_eq!(ran.code, Some(2));
    for part in ["4 settings are wrong", "config.toml:1", "config.toml:3", "NEEDLEDROP_LOG?", "--database-url"] {
        assert!(ran.err.contains(part), "{part} is not in {}", ran.err);
    }
    assert!(!ran.err.contains("hush"));
}

#[test]
fn a_database_that_is_not_there_is_told_with_a_mend() {
    let stage = Stage::without_database();
    let ran = stage.run(&["search", "x", "--database-url", "postgres://ann:hush@127.0.0.1:1/x"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("127.0.0.1") && !ran.err.contains("hush"), "{}", ran.err);
    let ran = stage.run(&["doctor", "--database-url", "postgres://ann:hush@127.0.0.1:1/x"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("✗ PostgreSQL") && ran.out.contains("→") && !ran.out.contains("hush"), "{}", ran.out);
}

#[test]
fn a_path_that_is_not_utf8_is_an_argument_like_any_other() {
    use std::os::unix::ffi::OsStrExt;
    let stage = Stage::without_database();
    let name = std::ffi::OsStr::from_bytes(b"lat\xe9in.mp3");
    std::fs::write(stage.folder.path().join(name), fixtures::read("mp3/apev2.mp3")).unwrap();
    let ran = Ran::of(stage.command(&["probe", "--format", "json"]).arg(name).output().unwrap());
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(ran.json()["uri"].as_str().unwrap().ends_with("/lat%E9in.mp3"), "{ran:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bucket_is_asked_without_a_signature_where_there_are_no_credentials() {
    let server = S3Server::start().await;
    let stage = Stage::without_database();
    let uri = server.uri("song.mp3").to_string();
    let mut command = stage.command(&["probe", &uri, "--format", "json"]);
    command.env("NEEDLEDROP_S3_ENDPOINT_URL", server.config.s3_endpoint_url.as_ref().unwrap());
    // Without them, one would ask the metadata service of the machine that the tests run on.
    let ran = Ran::of(command.env("AWS_EC2_METADATA_DISABLED", "true").output().unwrap());
    assert_eq!(ran.code, Some(1));
    let error = &ran.json()["error"];
    assert_eq!(error["code"], "ACCESS_DENIED", "{ran:?}");
    assert!(error["message"].as_str().unwrap().contains("no credentials were found: set AWS_ACCESS_KEY_ID"), "{error}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_keeps_the_good_rows_lists_the_bad_ones_and_can_be_repeated() {
    let stage = Stage::new().await;
    let table = b"\xef\xbb\xbftitle\tartist\tyear\tduration_ms\tid\tmood\r\n\
        Joga\tBj\xc3\xb6rk\t1997\t305000\t1\tcold\r\n\
        Far\tAhead\t99999\t1\t2\t\r\n\
        Back\tWards\t1990\t-5\t3\t\r\n\
        Bro\tken\xff\t1990\t5\t4\t\r\n\
        Short\r\n\
        Again\tSame\t\t\t1\t\r\n\
        \"Heroes\"\tDavid Bowie\t1977\t\t5\t\r\n";
    let file = stage.file("songs.tsv", table);
    let ran = stage.run(&["import", path(&file), "--format", "json", "--errors", "bad.txt"]);
    assert_eq!(ran.code, Some(1), "{ran:?}");
    let summary = ran.json();
    let count = |name: &str| summary[name].as_u64().unwrap();
    assert_eq!((count("inserted"), count("bad"), count("left_out")), (4, 3, 2));
    let bad = std::fs::read_to_string(stage.folder.path().join("bad.txt")).unwrap();
    for (line, what) in [(3, "warning: year: 99999"), (4, "warning: duration_ms: -5"), (5, ""), (6, ""), (7, "")] {
        let place = format!("songs.tsv:{line}: {what}");
        assert!(ran.err.contains(&place) && bad.contains(&place), "{place} is not in {}", ran.err);
    }
    assert_eq!(bad.lines().count(), 5);

    let good = stage.file("good.jsonl", r#"{"title":"Joga","artist":"Björk","year":1997,"id":"1"}"#);
    let summary = stage.run(&["import", path(&good), "--format", "json"]).json();
    assert_eq!((summary["unchanged"].as_u64(), summary["bad"].as_u64()), (Some(1), Some(0)));
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_without_its_columns_writes_nothing_and_ends_with_2() {
    let stage = Stage::new().await;
    let file = stage.file("songs.csv", "label,artist\nJoga,Bjork\n");
    let ran = stage.run(&["import", path(&file)]);
    assert!(ran.code == Some(2) && ran.err.contains("songs.csv:1: there is no column title"), "{ran:?}");
    let ran = stage.run(&["import", "nowhere.csv"]);
    assert!(ran.code == Some(1) && ran.err.contains("nowhere.csv"), "{ran:?}");
    assert_eq!(stage.database.as_ref().unwrap().catalog.count_tracks().await.unwrap(), 0);
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_without_rows_is_an_error_unless_it_says_so_itself() {
    let stage = Stage::new().await;
    for (name, bytes, code, told) in [
        ("empty.csv", &b""[..], 2, "empty.csv is empty"),
        ("empty.jsonl", b"\n\n", 2, "empty.jsonl is empty"),
        ("other.csv", b"artist#title\na#b\n", 2, "what --delimiter says"),
        ("book.xlsx", b"PK\x03\x04\x14", 2, "book.xlsx is a workbook"),
        ("zeros.tsv", b"\0\x01\x02\n", 2, "zeros.tsv is no text"),
        ("latin.csv", b"artist,title\na,\xe9\n", 1, "latin.csv:2: the row is not UTF-8; say the file's --encoding"),
        ("header.csv", b"artist,title\n\n", 0, "header.csv has a header and no rows"),
        ("hits.json", b"{\"hits\": []}", 0, "hits.json has no tracks"),
    ] {
        let ran = stage.run(&["import", path(&stage.file(name, bytes))]);
        assert!(ran.code == Some(code) && ran.err.contains(told), "{ran:?}");
    }
    assert_eq!(stage.database.as_ref().unwrap().catalog.count_tracks().await.unwrap(), 0);
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cell_left_out_is_in_the_exit_code_and_its_row_is_kept() {
    let stage = Stage::new().await;
    let file = stage.file("songs.txt", "Track Name\tArtist Name(s)\tYear\rJoga\tBjork\tsoon\rHunter\tBjork\t1997\r");
    let ran = stage.run(&["import", path(&file)]);
    assert!(
        ran.code == Some(1) && ran.out.starts_with("2 new, 0 changed, 0 as they were, 0 bad, 1 cells left out"),
        "{ran:?}"
    );
    assert!(ran.err.contains("songs.txt:2: warning: Year: soon can't be read as year"), "{ran:?}");
    let file = stage.file("old.csv", b"Titel;K\xfcnstler;L\xe4nge\nJ\xf3ga;Bj\xf6rk;5:05\n");
    let columns = ["--column", "title=Titel", "--column", "artist=Künstler", "--column", "duration_ms=Länge"];
    let ran = stage.run(&[&["import", path(&file), "--encoding", "latin1"][..], &columns].concat());
    assert_eq!(ran.code, Some(0), "{ran:?}");
    let sql = &stage.database.as_ref().unwrap().sql;
    let read = "select title || ' ' || artist || ' ' || duration_seconds from audio_tracks where title = 'Jóga'";
    assert_eq!(sqlx::query_scalar::<_, String>(read).fetch_one(sql).await.unwrap(), "Jóga Björk 305.000");
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_good_row_is_taken_behind_one_of_the_same_track_that_the_catalog_refuses() {
    let stage = Stage::new().await;
    let one = "00000000-0000-4000-8000-000000000001";
    let file = stage.file("first.csv", "id,artist,title\ntaken,A,Other\n");
    assert_eq!(stage.run(&["import", path(&file)]).code, Some(0));
    let rows =
        ["taken,A,Wrong,soon", "mine,A,Right,soon", "mine,A,Again,1990"].map(|row| format!("{one},{row}\n")).concat();
    let file = stage.file("songs.csv", format!("id,external_id,artist,title,year\n{rows}"));
    let ran = stage.run(&["import", path(&file), "--format", "json"]);
    let summary = ran.json();
    assert_eq!((ran.code, &summary["inserted"], &summary["bad"]), (Some(1), &1.into(), &2.into()), "{ran:?}");
    for told in
        [":2: external_id: belongs to another track already", ":3: warning: year: soon", ":4: names the same track"]
    {
        assert!(ran.err.contains(told), "{ran:?}");
    }
    let sql = &stage.database.as_ref().unwrap().sql;
    let titles: Vec<String> =
        sqlx::query_scalar("select title from audio_tracks order by title").fetch_all(sql).await.unwrap();
    assert_eq!(titles, ["Other", "Right"]);
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_copied_from_the_catalog_or_answered_comes_back_as_it_was() {
    let (one, other) = (Stage::new().await, Stage::new().await);
    let songs = one.file(
        "songs.jsonl",
        r#"{"id":"x-1","title":"AC\\DC\tlive","artist":"AC\\DC","labels":["rock, hard","{x}","a\"b"],"year":1980,"duration_seconds":301.25,"attributes":{"mood":["x",1,true,null],"n":{"k":1.5},"t":"007"}}
           {"title":"Gone","artist":"B","bpm":120,"isrc":"USRC17607839","musicbrainz_recording_id":"0191d2b6-0000-7000-8000-000000000002","audio_uri":"s3://b/k k","popularity":12.5,"genre":"Rock, Pop; Metal","status":"odd","attributes":{"a b":"\\N"}}
           {"title":"Nothing else"}"#,
    );
    assert_eq!(one.run(&["import", path(&songs)]).code, Some(0));
    let (from, to) = (&one.database.as_ref().unwrap().sql, &other.database.as_ref().unwrap().sql);
    sqlx::query("update audio_tracks set status = 'MISSING' where title = 'Gone'").execute(from).await.unwrap();
    let all = "select to_jsonb(t) - '{created_at, updated_at, name_folded}'::text[] from audio_tracks t order by id";
    let expected: Vec<Value> = sqlx::query_scalar(all).fetch_all(from).await.unwrap();
    assert_eq!(expected.len(), 3);

    let server = Server::start(&one);
    let answers: Vec<Value> =
        expected.iter().map(|track| server.get(&format!("/v1/tracks/{}", track["id"].as_str().unwrap())).1).collect();
    let answers = [
        ("lines.jsonl", answers.iter().map(|answer| format!("{answer}\n")).collect::<String>()),
        ("list.json", serde_json::to_string_pretty(&answers).unwrap()),
    ];
    let mut files: Vec<(String, Vec<u8>)> =
        answers.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect();
    for (name, how) in
        [("own.tsv", "text, header"), ("own.csv", "csv, header"), ("own.txt", "csv, header, delimiter ';'")]
    {
        for what in ["audio_tracks", "(select * from audio_tracks)"] {
            let copy = format!("copy {what} to stdout with (format {how})");
            let bytes: Vec<_> = from.copy_out_raw(&copy).await.unwrap().try_collect().await.unwrap();
            files.push((name.to_owned(), bytes.concat()));
        }
    }
    for (name, bytes) in files {
        sqlx::query("delete from audio_tracks").execute(to).await.unwrap();
        let ran = other.run(&["import", path(&other.file(&name, &bytes))]);
        assert_eq!(ran.code, Some(0), "{ran:?}");
        let read: Vec<Value> = sqlx::query_scalar(all).fetch_all(to).await.unwrap();
        assert_eq!(read, expected, "{name}: {}", String::from_utf8_lossy(&bytes));
    }
    assert_eq!(server.terminate(), Some(0));
    one.end().await;
    other.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_finds_what_is_imported_beside_it_and_stops_when_told() {
    let stage = Stage::new().await;
    let server = Server::start(&stage);
    server.until_index_serves();

    let second = stage.run(&["serve", "--listen", "127.0.0.1:0"]);
    let pid = server.process.id().to_string();
    assert!(second.code == Some(1) && second.err.contains(&pid), "{second:?}");
    let port_taken =
        stage.run(&["serve", "--listen", &server.address, "--data-dir", path(&stage.folder.path().join("other"))]);
    assert!(port_taken.code == Some(1) && port_taken.err.contains("in use"), "{port_taken:?}");

    let mut import = stage.command(&["import", "-", "--input-format", "csv"]);
    let mut import = import.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    import.stdin.take().unwrap().write_all("artist,title\nSigur Rós,Hoppípolla\n".as_bytes()).unwrap();
    assert!(import.wait().unwrap().success());
    let (status, found) = server.get("/v1/search?q=sigur%20ros%20hopipola");
    assert_eq!((status.as_str(), found["engine"].as_str()), ("HTTP/1.1 200 OK", Some("index")));
    assert_eq!(found["hits"][0]["title"], "Hoppípolla");

    let ran = stage.run(&["search", "sigur", "hopipola", "--format", "json"]);
    assert_eq!(ran.json()["hits"][0]["artist"], "Sigur Rós");
    let ran = stage.run(&["search", "sigur", "hopipola"]);
    assert!(ran.code == Some(0) && ran.out.contains("Hoppípolla"), "{ran:?}");
    let ran = stage.run(&["search", "sigur", "--filter", "year EXISTS OR NOT artist = 'SIGUR ROS'"]);
    assert!(ran.code == Some(0) && !ran.out.contains("Hoppípolla"), "{ran:?}");
    let ran = stage.run(&["doctor", path(stage.folder.path())]);
    // Long transactions of other tests on the same server may make it say that something is wrong.
    let followed = format!("process {pid} follows");
    for part in ["✓ PostgreSQL", "✓ the schema", "✓ the index: generation 1 with 1 tracks", &followed, "✓ storage"]
    {
        assert!(ran.out.contains(part), "{part} is not in {}", ran.out);
    }

    let began = Instant::now();
    assert_eq!(server.terminate(), Some(0));
    assert!(began.elapsed() < Duration::from_secs(5));
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_server_an_import_that_waits_brings_the_index_up_to_date_itself() {
    let stage = Stage::new().await;
    for (n, title) in ["Jolene", "Dumb Blonde"].into_iter().enumerate() {
        let file = stage.file("one.csv", format!("artist,title\nDolly Parton,{title}\n"));
        assert_eq!(stage.run(&["import", path(&file), "--wait"]).code, Some(0));
        let verified = stage.run(&["verify"]);
        assert!(verified.out.contains(&format!("agree on {} tracks", n + 1)), "{verified:?}");
    }
    stage.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_has_gone_is_no_error() {
    let stage = Stage::new().await;
    let mut process = stage.command(&["doctor"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(process.stdout.take());
    let mut err = String::new();
    process.stderr.take().unwrap().read_to_string(&mut err).unwrap();
    assert_eq!((process.wait().unwrap().code(), err.as_str()), (Some(0), ""));
    stage.end().await;
}

#[test]
fn what_can_not_be_judged_is_told_with_its_place_or_a_mend() {
    let stage = Stage::without_database();
    let good = r#"{"class":"typo","q":"joga","match":"title","title":"Jóga"}"#;
    let queries = stage.file("queries.jsonl", good);
    let bad = stage.file("bad.jsonl", format!("{good}\n\n{{\"class\":\"typo\"}}\n"));
    for (arguments, code, told) in [
        (&["eval", path(&queries), path(&bad)][..], 1, "bad.jsonl:3: missing field `q`"),
        (&["eval", "nowhere.jsonl"], 1, "nowhere.jsonl can't be read"),
        (&["eval", path(&stage.file("empty.jsonl", "\n"))], 1, "no query"),
        (&["eval", path(&queries), "--url", "http://127.0.0.1:1"], 1, "start a server with `needledrop serve`"),
        (&["eval", path(&queries), "--url", "https://x"], 2, "is not like http://127.0.0.1:3345"),
        (&["eval", path(&queries), "--clients", "0"], 2, "--clients"),
        (&["eval", path(&queries), "--compare-engines", "--engine", "index"], 2, "cannot be used with"),
        (&["eval"], 2, "FILE"),
    ] {
        let ran = stage.lab(arguments);
        assert!(ran.code == Some(code) && ran.err.contains(told), "{ran:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_is_judged_and_held_to_its_floors() {
    let stage = Stage::new().await;
    let songs = stage.file("songs.csv", "artist,title,year\nBjörk,Jóga,1997\nSigur Rós,Hoppípolla,2005\n");
    assert_eq!(stage.run(&["import", path(&songs)]).code, Some(0));
    let server = Server::start(&stage);
    server.until_index_serves();
    let queries = stage.file(
        "queries.jsonl",
        r#"{"class":"typo","q":"bjork jogga","match":"pair","artist":"Björk","title":"Jóga","within":1}
           {"class":"typo","q":"sigur hopipola","match":"artist","artist":"Sigur Ros"}
           {"class":"none","q":"hoppipolla","match":"title","title":"Hoppípolla","filters":{"year":"1990..1999"}}"#,
    );
    let url = format!("http://{}", server.address);
    let ran = stage.lab(&["eval", path(&queries), "--url", &url, "--misses", "3"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    for part in ["success@1", "MRR@10", "1 client:", "4 clients:", "not 200: 0", "\"hoppipolla\" wants"] {
        assert!(ran.out.contains(part), "{part} is not in {}", ran.out);
    }
    let arguments = ["eval", path(&queries), "--url", &url, "--format", "json", "--clients", "2", "--floor", "0.7"];
    let ran = stage.lab(&arguments);
    assert!(ran.code == Some(1) && ran.err.contains("MRR@10 is 0.6667"), "{ran:?}");
    let report = ran.json();
    assert_eq!((&report["classes"]["typo"]["mrr_at_10"], &report["failures"]), (&1.0.into(), &0.into()));
    assert!(report["all_clients"]["p99_ms"].as_f64() > Some(0.0), "{report}");

    let ran = stage.lab(&["eval", path(&queries), "--url", &url, "--compare-engines", "--misses", "3"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    for part in ["agree@1", "agree@10", "postgres: MRR@10", "with 200: 0"] {
        assert!(ran.out.contains(part), "{part} is not in {}", ran.out);
    }
    let report = stage.lab(&["eval", path(&queries), "--url", &url, "--compare-engines", "--format", "json"]).json();
    let none = &report["classes"]["none"];
    assert_eq!((&none["agreement_at_1"], &none["agreement_at_10"]), (&1.0.into(), &1.0.into()), "{report}");
    assert_eq!((&report["all"]["n"], &report["classes"]["typo"]["postgres"]["mrr_at_10"]), (&3.into(), &1.0.into()));
    assert!(report["all"]["postgres"]["p99_ms"].as_f64() > Some(0.0), "{report}");

    let refused =
        stage.file("refused.jsonl", r#"{"class":"c","q":"x","match":"title","title":"x","filters":{"yaer":"1"}}"#);
    let ran = stage.lab(&["eval", path(&refused), "--url", &url]);
    assert!(ran.code == Some(1) && ran.err.contains("2 answers were not 200"), "{ran:?}");
    drop(server);
    stage.end().await;
}

/// What root makes in a folder of somebody else's, that account can't write.
#[tokio::test]
async fn root_is_refused_where_another_account_keeps_its_data() {
    if !nix::unistd::geteuid().is_root() {
        return;
    }
    let stage = Stage::new().await;
    let data = stage.folder.path().join("data");
    std::fs::create_dir_all(data.join("postgres")).unwrap();
    assert_eq!(stage.run(&["import", path(&stage.file("songs.csv", "artist,title\nBjörk,Jóga\n"))]).code, Some(0));
    std::fs::write(data.join("postgres/start.lock"), "").unwrap();
    std::os::unix::fs::chown(data.join("postgres/start.lock"), Some(65_534), None).unwrap();
    for arguments in [&["serve"][..], &["ingest", "."], &["doctor"]] {
        let ran = stage.run(arguments);
        assert_eq!(ran.code, Some(1), "{ran:?}");
        let said = format!("{}{}", ran.out, ran.err);
        assert!(said.contains("is used by the account") && said.contains("sudo -u"), "{said}");
    }
    assert!(!data.join("serve.lock").exists(), "nothing was made");
    stage.end().await;
}

#[tokio::test]
async fn what_a_single_file_that_is_gone_asks_for_can_be_done() {
    let stage = Stage::new().await;
    let song = |name: &str| stage.file(name, fixtures::song(1, &[("TIT2", name)]));
    let (one, _two) = (song("one.mp3"), song("two.mp3"));
    assert_eq!(stage.run(&["ingest", "."]).code, Some(0));
    std::fs::remove_file(&one).unwrap();
    let ran = stage.run(&["ingest", "one.mp3"]);
    assert!(ran.code == Some(1) && ran.err.contains("--allow-missing"), "{ran:?}");
    let ran = stage.run(&["ingest", "--allow-missing", "one.mp3"]);
    assert!(ran.code == Some(0) && ran.out.contains("1 missing"), "{ran:?}");
    let ran = stage.run(&["ingest", "--allow-missing", "never"]);
    assert!(ran.code == Some(1) && ran.err.contains("nothing was ever catalogued there"), "{ran:?}");
    stage.end().await;
}

#[tokio::test]
async fn a_data_directory_within_the_library_is_left_alone() {
    let stage = Stage::new().await;
    stage.file("one.mp3", fixtures::song(1, &[("TIT2", "One")]));
    std::fs::create_dir_all(stage.folder.path().join("data/postgres")).unwrap();
    stage.file("data/postgres/1259", "of PostgreSQL");
    stage.file("data/ours.mp3", fixtures::song(2, &[("TIT2", "Two")]));
    let ran = stage.run(&["ingest", "."]);
    assert!(ran.code == Some(0) && ran.out.contains("1 files, 1 new"), "{ran:?}");
    stage.end().await;
}

#[tokio::test]
async fn an_import_that_ends_too_early_says_how_far_it_came() {
    let stage = Stage::new().await;
    let rows: String = (0..30_000).map(|number| format!("Artist {number},Title {number}\n")).collect();
    stage.file("songs.csv", format!("artist,title\n{rows}"));
    assert!(Command::new("gzip").arg(stage.folder.path().join("songs.csv")).status().unwrap().success());
    let path_of_table = stage.folder.path().join("songs.csv.gz");
    let whole = std::fs::read(&path_of_table).unwrap();
    std::fs::write(&path_of_table, &whole[..whole.len() * 9 / 10]).unwrap();
    let ran = stage.run(&["import", path(&path_of_table)]);
    assert!(ran.code == Some(1) && ran.err.contains("can't be read to its end"), "{ran:?}");
    let new: u64 = ran.out.split(' ').next().unwrap().parse().unwrap();
    assert!(new > 0 && new < 30_000 && ran.out.contains("0 bad"), "{ran:?}");
    stage.end().await;
}
