//! A place full of songs in some store, and the catalog of it: what files do over the years, and what is known then.

use std::path::{Path, PathBuf};

use needledrop::catalog::Force;
use needledrop::cpu::Cpu;
use needledrop::ingest::{self, Event, Options, Report, Reports};
use needledrop::objects::{self, Config, ObjectUri, Objects, Rules};
use needledrop::track::{LibraryId, Track, TrackId};

use crate::support::fixtures;
use crate::support::manners::Manners;
use crate::support::postgres::Database;
use crate::support::s3::S3Server;

pub struct Shelf {
    pub database: Database,
    objects: Objects,
    pub place: ObjectUri,
    /// Where the store keeps its objects on this machine.
    folder: PathBuf,
    _local: Option<tempfile::TempDir>,
    server: Option<S3Server>,
}

/// Does the same on a folder and on S3.
pub async fn on_each_store(test: impl AsyncFn(&Shelf)) {
    for shelf in [Shelf::local().await, Shelf::s3().await] {
        test(&shelf).await;
        shelf.database.drop().await;
    }
}

impl Shelf {
    pub async fn local() -> Self {
        let local = tempfile::tempdir().unwrap();
        Self {
            database: Database::new().await,
            objects: Objects::new(&Config::default()),
            place: ObjectUri::from_path(local.path()).unwrap(),
            folder: local.path().to_owned(),
            _local: Some(local),
            server: None,
        }
    }

    pub async fn s3() -> Self {
        let server = S3Server::start().await;
        Self {
            database: Database::new().await,
            objects: server.objects(),
            place: server.uri(""),
            folder: server.folder(),
            _local: None,
            server: Some(server),
        }
    }

    /// From now on the same objects are on a server that behaves so.
    pub async fn serve_with(&mut self, manners: Manners) {
        let server = self.server.as_ref().expect("only a store has manners").again_with(manners).await;
        self.objects = server.objects();
        self.server = Some(server);
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub fn uri(&self, name: &str) -> ObjectUri {
        match self.place.path() {
            Some(path) => ObjectUri::from_path(&path.join(name)).unwrap(),
            None => ObjectUri::parse(&format!("{}{name}", self.place.folder_prefix())).unwrap(),
        }
    }

    /// Puts a song there, titled by its number, with further tags. No two are of one size: the test's store tells an
    /// object by that and the second.
    pub async fn put(&self, name: &str, number: u32, tags: &[(&str, &str)]) {
        let title = format!("Song {number}");
        let room = "x".repeat(10 * number as usize);
        let mut tags = tags.to_vec();
        tags.push(("COMM", &room));
        if !tags.iter().any(|(tag, _)| *tag == "TIT2") {
            tags.push(("TIT2", &title));
        }
        self.write(name, fixtures::song(number, &tags)).await;
    }

    pub async fn write(&self, name: &str, bytes: Vec<u8>) {
        self.objects.put(&self.uri(name), bytes.into()).await.unwrap();
    }

    /// Gives objects new names, all at the same time.
    pub async fn rename(&self, names: &[(&str, &str)]) {
        let mut aside = Vec::new();
        for (number, (from, to)) in names.iter().enumerate() {
            let path = self.path(&format!("aside {number}"));
            std::fs::rename(self.path(from), &path).unwrap();
            aside.push((path, to));
        }
        for (path, to) in aside {
            if self.place.path().is_some() {
                std::fs::create_dir_all(self.path(to).parent().unwrap()).unwrap();
                std::fs::rename(path, self.path(to)).unwrap();
            } else {
                // A store has no other way.
                self.write(to, std::fs::read(&path).unwrap()).await;
                std::fs::remove_file(path).unwrap();
            }
        }
    }

    pub fn copy(&self, from: &str, to: &str) {
        std::fs::copy(self.path(from), self.path(to)).unwrap();
    }

    pub fn remove(&self, name: &str) {
        std::fs::remove_file(self.path(name)).unwrap();
    }

    pub async fn ingest(&self) -> Report {
        self.ingest_as(&self.place, &Options::default()).await.unwrap()
    }

    pub async fn ingest_below(&self, name: &str) -> Report {
        self.ingest_as(&self.uri(name), &Options::default()).await.unwrap()
    }

    pub async fn ingest_again(&self, force: Force) -> Report {
        self.ingest_as(&self.place, &Options { force, ..Options::default() }).await.unwrap()
    }

    pub async fn ingest_without(&self, globs: &[&str]) -> Report {
        let exclude: Vec<String> = globs.iter().map(|&glob| glob.to_owned()).collect();
        let rules = Rules::new(&[], &exclude).unwrap();
        self.ingest_as(&self.place, &Options { rules, ..Options::default() }).await.unwrap()
    }

    pub async fn ingest_as(&self, place: &ObjectUri, options: &Options) -> Result<Report, objects::Error> {
        self.ingest_all(&[place], options).await.remove(0)
    }

    pub async fn ingest_all(&self, places: &[&ObjectUri], options: &Options) -> Reports {
        let (cpu, catalog) = (Cpu::new(2).unwrap(), &self.database.catalog);
        let places: Vec<ObjectUri> = places.iter().map(|&place| place.clone()).collect();
        let tell = |_: Event<'_>| {};
        ingest::ingest(&places, LibraryId::DEFAULT, &self.objects, catalog, &cpu, options, &tell).await.unwrap()
    }

    /// The track of this title, whatever its status.
    pub async fn titled(&self, title: &str) -> Track {
        let ids: Vec<TrackId> = sqlx::query_scalar("select id from audio_tracks where title = $1")
            .bind(title)
            .fetch_all(&self.database.sql)
            .await
            .unwrap();
        assert_eq!(ids.len(), 1, "tracks titled {title}");
        self.track(ids[0]).await
    }

    pub async fn track(&self, id: TrackId) -> Track {
        self.database.catalog.track(LibraryId::DEFAULT, id).await.unwrap().unwrap()
    }

    /// Name, title and status of every track, by name and title: where it is says its address.
    pub async fn all(&self) -> Vec<String> {
        let rows: Vec<(String, String, String)> =
            sqlx::query_as("select audio_uri, title, status from audio_tracks order by status, audio_uri, title")
                .fetch_all(&self.database.sql)
                .await
                .unwrap();
        let prefix = self.place.folder_prefix();
        let name = |uri: &str| ObjectUri::parse(uri).unwrap().as_str().replacen(&prefix, "", 1);
        rows.iter().map(|(uri, title, status)| format!("{}: {title}, {status}", name(uri))).collect()
    }

    pub async fn count(&self, statement: &'static str) -> i64 {
        sqlx::query_scalar(statement).fetch_one(&self.database.sql).await.unwrap()
    }

    pub async fn sql(&self, statement: &'static str) {
        sqlx::query(statement).execute(&self.database.sql).await.unwrap();
    }
}

/// Sets a file's times of content back to what they were.
pub fn keep_times(path: &Path, change: impl FnOnce()) {
    let before = std::fs::metadata(path).unwrap().modified().unwrap();
    change();
    std::fs::File::options().write(true).open(path).unwrap().set_modified(before).unwrap();
}
