//! Ingest from a folder and from S3 into a real PostgreSQL: what is probed, what isn't, what is marked.

mod companions;
mod damaged;
mod edits;
mod joins;
mod left_out;
mod missing;
mod moves;
mod shelf;
mod twins;

use std::path::Path;
use std::sync::atomic::Ordering::Relaxed;
use std::time::Duration;

use needledrop::catalog::{self, Catalog};
use needledrop::cpu::Cpu;
use needledrop::ingest::{self, Event, Options, Report};
use needledrop::objects::{self, Config, ObjectUri, Objects, Rules};
use needledrop::track::LibraryId;
use sqlx::Row;

use crate::support::fixtures;
use crate::support::manners::Manners;
use crate::support::postgres::Database;
use crate::support::s3::S3Server;

/// A catalog, and a place to ingest into it.
struct Library {
    database: Database,
    objects: Objects,
    place: ObjectUri,
}

impl Library {
    async fn local(folder: &Path) -> Self {
        let objects = Objects::new(&Config::default());
        Self { database: Database::new().await, objects, place: ObjectUri::from_path(folder).unwrap() }
    }

    async fn ingest(&self) -> Report {
        self.try_ingest().await.unwrap()
    }

    async fn try_ingest(&self) -> Result<Report, objects::Error> {
        self.ingest_as(&self.place, &Options::default()).await
    }

    async fn ingest_as(&self, place: &ObjectUri, options: &Options) -> Result<Report, objects::Error> {
        let (cpu, catalog, places) = (Cpu::new(2).unwrap(), &self.database.catalog, [place.clone()]);
        let tell = |_: Event<'_>| {};
        let reports = ingest::ingest(&places, LibraryId::DEFAULT, &self.objects, catalog, &cpu, options, &tell).await;
        reports.unwrap().remove(0)
    }

    /// Connects anew, once the server has done what the connections before had asked of it. A statement whose caller
    /// was dropped is still carried out, at some later time.
    async fn reconnect(&mut self) {
        self.database.catalog.close().await;
        let connections = "select count(*) from pg_stat_activity \
            where datname = current_database() and application_name = 'needledrop'";
        while self.count(connections).await > 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        self.database.catalog = Catalog::connect(&catalog::Config::new(self.database.url.clone())).await.unwrap();
    }

    /// Title and status of every track, by title.
    async fn tracks(&self) -> Vec<(String, String)> {
        sqlx::query_as("select title, status from audio_tracks order by title")
            .fetch_all(&self.database.sql)
            .await
            .unwrap()
    }

    async fn count(&self, statement: &'static str) -> i64 {
        sqlx::query_scalar(statement).fetch_one(&self.database.sql).await.unwrap()
    }
}

/// A folder of three small songs.
fn small_folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (from, to) in
        [("mp3/id3v2.4-utf8.mp3", "one.mp3"), ("ogg/vorbis.ogg", "deep/two.ogg"), ("wav/float32.wav", "a_b.wav")]
    {
        let to = folder.path().join(to);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(fixtures::folder().join(from), to).unwrap();
    }
    std::fs::write(folder.path().join("cover.jpg"), "not audio").unwrap();
    folder
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_may_be_as_long_as_a_path() {
    let folder = small_folder();
    // As long as a path may be; its address is nearly three times as long.
    let mut deep = folder.path().join(vec!["曲".repeat(80); 15].join("/"));
    std::fs::create_dir_all(&deep).unwrap();
    let left = 4_095 - "/".len() - ".mp3".len() - deep.as_os_str().len();
    deep.push(format!("{}.mp3", "曲".repeat(left.min(240) / 3)));
    std::fs::copy(fixtures::folder().join("mp3/apev2.mp3"), &deep).unwrap();
    let library = Library::local(folder.path()).await;
    let report = library.ingest().await;
    assert_eq!((report.listed, report.probed, report.is_clean()), (4, 4, true), "{report:?}");
    assert!(library.count("select max(octet_length(uri))::bigint from assets").await > 11_000);
    library.database.drop().await;
}

async fn ingests_all_fixtures(library: Library) {
    let expected = fixtures::expectations();
    let (all, bad) = (expected.lines().count() as u64, expected.matches("\"error\":").count() as u64);

    let report = library.ingest().await;
    let failed = report.failed + report.not_audio;
    assert_eq!((report.listed, report.new, report.probed, failed), (all, all, all, bad), "{report:?}");
    assert_eq!((report.missing, report.deferred, report.failures.len() as u64), (0, 0, report.failed), "{report:?}");
    assert_eq!(library.count("select count(*) from assets where status = 'COMPLETED'").await as u64, all - bad);
    assert_eq!(library.count("select count(*) from audio_tracks where status = 'COMPLETED'").await as u64, all - bad);
    assert_eq!(
        library.count("select count(*) from assets where status = 'FAILED' and error_message <> ''").await as u64,
        bad
    );
    let untitled = "select count(*) from audio_tracks
        where guessed = '{title,track_number}' and title = 'Harmonium Study' and track_number = 2";
    assert_eq!(library.count(untitled).await, 1, "the file's name stands in for a title");

    let row = sqlx::query(
        "select a.format, a.codec, a.duration_seconds::float8 as seconds, a.duration_method, a.tags, t.artist, t.year
        from assets a join audio_tracks t on t.asset_id = a.id where a.uri like '%/flac/vorbis-comments.flac'",
    )
    .fetch_one(&library.database.sql)
    .await
    .unwrap();
    assert_eq!((row.get::<&str, _>("format"), row.get::<&str, _>("codec")), ("flac", "flac"));
    assert_eq!((row.get::<f64, _>("seconds"), row.get::<&str, _>("duration_method")), (1.0, "HEADER"));
    assert_eq!((row.get::<&str, _>("artist"), row.get::<i32, _>("year")), ("Wisława Żórawska; Chór Męski Ślęza", 2015));
    assert_eq!(row.get::<serde_json::Value, _>("tags")["genre"], serde_json::json!(["Choral", "Folk"]));

    let facts = |name: &str| {
        let statement = "select artwork, warnings from assets where uri like '%' || $1";
        sqlx::query(statement).bind(name.to_owned()).fetch_one(&library.database.sql)
    };
    let row = facts("/flac/artwork.flac").await.unwrap();
    assert_eq!(row.get::<serde_json::Value, _>("artwork")[0]["kind"], "front_cover");
    assert_eq!(row.get::<Vec<String>, _>("warnings"), [""; 0]);
    assert_eq!(facts("/hostile/header-only.flac").await.unwrap().get::<Vec<String>, _>("warnings"), ["TRUNCATED"]);

    let again = library.ingest().await;
    assert_eq!((again.listed, again.unchanged, again.probed, again.missing), (all, all, 0, 0), "{again:?}");
    assert_eq!((again.unreadable, again.is_clean()), (report.failed, false), "what is left out is said each time");
    library.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fixture_is_catalogued_from_a_folder_and_a_second_run_probes_nothing() {
    ingests_all_fixtures(Library::local(&fixtures::folder()).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fixture_is_catalogued_from_s3_and_a_second_run_probes_nothing() {
    let server = S3Server::start().await;
    let local = Objects::new(&Config::default());
    let root = ObjectUri::from_path(&fixtures::folder()).unwrap();
    let files: Vec<_> = futures::StreamExt::collect(local.list(&root, &Rules::everything())).await;
    for file in files {
        let path = file.unwrap().uri.path().unwrap();
        let key = format!("library/{}", path.strip_prefix(fixtures::folder()).unwrap().to_str().unwrap());
        server.put(&key, std::fs::read(&path).unwrap()).await;
    }
    let library = Library { database: Database::new().await, objects: server.objects(), place: server.uri("library") };
    ingests_all_fixtures(library).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_file_is_probed_again_and_keeps_its_track() {
    let folder = small_folder();
    let library = Library::local(folder.path()).await;
    assert_eq!(library.ingest().await.probed, 3);
    let id = "select count(distinct id) from audio_tracks";
    assert_eq!(library.count(id).await, 3);
    std::fs::copy(fixtures::folder().join("mp3/id3v2.3-utf16.mp3"), folder.path().join("one.mp3")).unwrap();
    let report = library.ingest().await;
    assert_eq!((report.changed, report.unchanged, report.probed), (1, 2, 1), "{report:?}");
    assert_eq!(library.count(id).await, 3);
    assert!(library.tracks().await.iter().any(|(title, _)| title == "Ночной трамвай"));
    library.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_removed_file_goes_missing_and_comes_back() {
    let folder = small_folder();
    let library = Library::local(folder.path()).await;
    library.ingest().await;
    let (here, away) = (folder.path().join("one.mp3"), folder.path().join("one.mp3.gone"));
    std::fs::rename(&here, &away).unwrap();
    let report = library.ingest().await;
    assert_eq!((report.missing, report.listed), (1, 2), "{report:?}");
    let status =
        |title: &'static str, tracks: Vec<(String, String)>| tracks.into_iter().find(|t| t.0 == title).unwrap().1;
    assert_eq!(status("Norðurljós yfir Húsavík", library.tracks().await), "MISSING");
    std::fs::rename(&away, &here).unwrap();
    let report = library.ingest().await;
    assert_eq!((report.missing, report.listed), (0, 3), "{report:?}");
    assert_eq!(status("Norðurljós yfir Húsavík", library.tracks().await), "COMPLETED");
    library.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_neighbouring_folder_is_left_alone() {
    let folder = small_folder();
    let old = folder.path().with_extension("old");
    std::fs::create_dir(&old).unwrap();
    std::fs::copy(fixtures::folder().join("wav/float32.wav"), old.join("c.wav")).unwrap();
    let mut library = Library::local(&old).await;
    library.ingest().await;
    library.place = ObjectUri::from_path(folder.path()).unwrap();
    assert_eq!(library.ingest().await.missing, 0);
    std::fs::remove_dir_all(old).unwrap();
    assert_eq!(library.ingest().await.missing, 0, "what lies elsewhere is not missing here");
    library.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_is_gone_is_an_error_and_marks_nothing() {
    let folder = small_folder();
    let library = Library::local(folder.path()).await;
    library.ingest().await;
    folder.close().unwrap();
    let error = library.try_ingest().await.unwrap_err();
    assert!(error.to_string().contains("there is no such file, folder or object"), "{error}");
    assert_eq!(library.count("select count(*) from assets where status = 'MISSING'").await, 0);
    library.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bucket_that_refuses_is_an_error_that_says_what_to_check() {
    let server = S3Server::start().await;
    let config = Config { s3_keys: None, s3_anonymous: true, ..server.config.clone() };
    let library =
        Library { database: Database::new().await, objects: Objects::new(&config), place: server.uri("library") };
    let message = library.try_ingest().await.unwrap_err().to_string();
    assert!(message.contains("s3://needledrop-test/library: access denied"), "{message}");
    assert!(message.contains("AWS_ACCESS_KEY_ID"), "{message}");
    library.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_process_had_claimed_is_probed_by_the_next_run() {
    let folder = small_folder();
    let library = Library::local(folder.path()).await;
    library.ingest().await;
    let mut dead = std::process::Command::new("true").spawn().unwrap();
    dead.wait().unwrap();
    let machine = nix::unistd::gethostname().unwrap().into_string().unwrap();
    sqlx::query("update assets set status = 'PROCESSING', claimed_by = $1, claimed_until = now() + interval '1 hour'")
        .bind(format!("{machine}/{}/x", dead.id()))
        .execute(&library.database.sql)
        .await
        .unwrap();
    let report = library.ingest().await;
    assert_eq!((report.probed, report.failed), (3, 0), "{report:?}");
    assert_eq!(library.count("select count(*) from assets where status = 'COMPLETED'").await, 3);
    library.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_elsewhere_is_respected_until_its_lease_lapses() {
    let folder = small_folder();
    let library = Library::local(folder.path()).await;
    library.ingest().await;
    let claim = |until: &'static str| sqlx::query(until).execute(&library.database.sql);
    claim("update assets set status = 'PROCESSING', claimed_by = 'elsewhere/1/x', claimed_until = now() + interval '1 hour'")
        .await
        .unwrap();
    assert_eq!(library.ingest().await.probed, 0);
    claim("update assets set claimed_until = now() - interval '1 second'").await.unwrap();
    assert_eq!(library.ingest().await.probed, 3);
    library.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_runs_at_once_probe_each_file_once() {
    let library = Library::local(&fixtures::folder()).await;
    let (one, other) = tokio::join!(library.ingest(), library.ingest());
    assert_eq!(one.probed + other.probed, one.listed, "{one:?}\n{other:?}");
    assert_eq!(library.count("select count(*) from assets where status in ('PENDING', 'PROCESSING')").await, 0);
    assert_eq!(library.count("select count(*) - count(distinct asset_id) from audio_tracks").await, 0);
    library.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_dropped_in_the_middle_is_finished_by_the_next() {
    let mut library = Library::local(&fixtures::folder()).await;
    let cpu = Cpu::new(1).unwrap();
    let (first, mut probing) = tokio::sync::mpsc::unbounded_channel();
    let tell = move |event: Event<'_>| {
        if matches!(event, Event::Listed(_)) {
            let _ = first.send(());
        }
    };
    let (options, places, catalog) = (Options::default(), [library.place.clone()], &library.database.catalog);
    tokio::select! {
        _ = ingest::ingest(&places, LibraryId::DEFAULT, &library.objects, catalog, &cpu, &options, &tell) => {}
        _ = probing.recv() => {}
    }
    library.reconnect().await;
    // The dropped run's process still lives, so its claims would hold until their lease lapses.
    sqlx::query("update assets set claimed_until = now() where status = 'PROCESSING'")
        .execute(&library.database.sql)
        .await
        .unwrap();
    library.ingest().await;
    assert_eq!(library.count("select count(*) from assets where status in ('PENDING', 'PROCESSING')").await, 0);
    library.database.drop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_goes_silent_defers_its_files_and_fails_none() {
    let server = S3Server::start().await;
    server.put("a.mp3", fixtures::read("mp3/apev2.mp3")).await;
    let database = Database::new().await;
    let cpu = Cpu::new(1).unwrap();
    let objects = Objects::new(&Config { attempts: 1, ..server.config.clone() });
    let stop_once_listed = |event: Event<'_>| {
        if matches!(event, Event::Listed(_)) {
            server.stop();
        }
    };
    let (places, catalog, options) = ([server.uri("")], &database.catalog, Options::default());
    let reports =
        ingest::ingest(&places, LibraryId::DEFAULT, &objects, catalog, &cpu, &options, &stop_once_listed).await;
    let report = reports.unwrap().remove(0).unwrap();
    assert_eq!((report.listed, report.failed, report.deferred, report.is_clean()), (1, 0, 1, false), "{report:?}");
    assert_eq!(report.failures[0].code, "UNREACHABLE");
    let due: i64 = sqlx::query_scalar(
        "select count(*) from assets where status = 'FAILED' and error_cause = 'OUTSIDE' and retry_at <= now()",
    )
    .fetch_one(&database.sql)
    .await
    .unwrap();
    assert_eq!(due, 1, "the next run takes it");
    database.drop().await;
}

/// Files of eight megabytes whose facts stand at both ends, or nowhere.
fn large_files() -> [(&'static str, Vec<u8>); 5] {
    const LARGE: usize = 8 * 1024 * 1024;
    let mut m4a = fixtures::read("mp4/aac-index-at-end.m4a");
    let moov = m4a.windows(4).position(|w| w == b"moov").unwrap() - 4;
    let mut free = ((LARGE + 8) as u32).to_be_bytes().to_vec();
    free.extend(b"free");
    free.resize(LARGE + 8, 0);
    m4a.splice(moov..moov, free);

    let mut wav = fixtures::read("wav/info-at-end.wav");
    let data = u32::from_le_bytes(wav[40..44].try_into().unwrap()) as usize;
    wav.splice(44 + data..44 + data, vec![0; LARGE]);
    wav[40..44].copy_from_slice(&((data + LARGE) as u32).to_le_bytes());
    let riff = (wav.len() - 8) as u32;
    wav[4..8].copy_from_slice(&riff.to_le_bytes());

    let mut flac = fixtures::read("flac/vorbis-comments.flac");
    flac.resize(LARGE, 0);

    let mut fragmented = fixtures::read("mp4/fragmented.m4a");
    let moof = fragmented.windows(4).position(|w| w == b"moof").unwrap() - 4;
    let index = fragmented.windows(4).position(|w| w == b"mfra").unwrap() - 4;
    let fragments = fragmented[moof..index].repeat(LARGE / (index - moof));
    fragmented.splice(moof.., fragments);
    [
        ("no-header.mp3", fixtures::long_mp3(LARGE)),
        ("index-at-end.m4a", m4a),
        ("info-at-end.wav", wav),
        ("padded.flac", flac),
        ("fragmented.m4a", fragmented),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_object_is_not_downloaded_to_be_probed() {
    let manners = Manners::default();
    let count = manners.requests.clone();
    let server = S3Server::start_with(manners).await;
    let cpu = Cpu::new(1).unwrap();
    let prober = ingest::Prober::new(&server.objects(), &cpu, needledrop::objects::Scheme::S3, None).unwrap();
    for (name, bytes) in large_files() {
        let size = bytes.len() as u64;
        server.put(name, bytes).await;
        let before = count.load(Relaxed);
        let probed = prober.probe(server.uri(name), Some(size)).await;
        let requests = count.load(Relaxed) - before;
        assert!(requests <= 6, "{name}: {requests} requests");
        let facts = probed.result.unwrap_or_else(|failure| panic!("{name}: {}", failure.message));
        assert!(facts.duration_seconds.is_some(), "{name}");
        assert!(probed.bytes_read < 1 << 20, "{name}: {} bytes read", probed.bytes_read);
        assert!(name != "info-at-end.wav" || facts.tagged.title.as_deref() == Some("Kettle, Whistling"));
    }
}
