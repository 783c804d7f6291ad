//! Two folders with the same files, each in a library of its own: one is ingested undisturbed, the other by runs that
//! are killed. In the end both must be known alike, and every track must be where its audio is.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use needledrop::catalog::DatabaseUrl;
use needledrop::track::TrackId;
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{Rng, RngExt};
use rand_chacha::ChaCha8Rng;
use serde_json::Value;
use sqlx::{Connection, Executor, PgConnection, PgPool};

use crate::fixtures;
use crate::postgres::Postgres;
use crate::server::Server;

const DISTURBED: usize = 0;
const CALM: usize = 1;
const LIBRARIES: [&str; 2] = ["disturbed", "calm"];

const FILES_AT_FIRST: usize = 80;
const MOST_FILES: usize = 140;
const CHANGES: usize = 24;
const KILLS: usize = 10;
const NAMES: u32 = 260;

pub struct Twins {
    folders: [PathBuf; 2],
    database: DatabaseUrl,
    sql: PgPool,
    /// Which song each file holds; none where it holds no audio.
    files: BTreeMap<String, Option<u32>>,
    songs: u32,
    /// The same track in both libraries.
    pairs: HashMap<TrackId, TrackId>,
    /// Where each song was that is in one file only, and its track in the disturbed library.
    homes: HashMap<u32, TrackId>,
}

impl Twins {
    pub async fn new(folder: &Path, postgres: &Postgres, server: &Server) -> Result<Self> {
        let mut connection = PgConnection::connect(postgres.url().expose()).await?;
        connection.execute("create database twins").await?;
        let database = DatabaseUrl::new(postgres.url().expose().replace("/needledrop?", "/twins?"));
        let sql = PgPool::connect(database.expose()).await?;
        let folders = LIBRARIES.map(|library| folder.join(library));
        let twins = Self {
            folders,
            database,
            sql,
            files: BTreeMap::new(),
            songs: 0,
            pairs: HashMap::new(),
            homes: HashMap::new(),
        };
        for (library, folder) in LIBRARIES.iter().zip(&twins.folders) {
            fs::create_dir_all(folder)?;
            let status = twins.command(server, &["libraries", "create", library]).status()?;
            ensure!(status.success(), "no library was made: {status}");
        }
        Ok(twins)
    }

    /// Changes both folders alike, ingests one undisturbed and the other by runs that are killed, and compares.
    pub async fn round(&mut self, server: &Server, dice: &mut ChaCha8Rng) -> Result<String> {
        self.change(dice).await?;
        let began = Instant::now();
        let calm = self.ingest(server, CALM)?;
        let time = began.elapsed();
        let mut survived = 0;
        for _ in 0..KILLS {
            let mut run = self.ingest_command(server, DISTURBED).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
            tokio::time::sleep(time.mul_f64(dice.random_range(0.0..1.1))).await;
            survived += usize::from(run.try_wait()?.is_some());
            run.kill()?;
            run.wait()?;
        }
        // What the killed ones had sent is carried out by PostgreSQL or not, but no longer at some later time.
        let quiet = "select count(*) from pg_stat_activity where datname = 'twins' and application_name = 'needledrop'";
        while sqlx::query_scalar::<_, i64>(quiet).fetch_one(&self.sql).await? > 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        let disturbed = self.ingest(server, DISTURBED)?;
        for (said, library) in [(&calm, "calm"), (&disturbed, "disturbed")] {
            ensure!(said["deferred"] == 0 && said["unlisted"] == 0, "the {library} run says {said}");
        }
        self.compare_assets().await?;
        self.compare_tracks().await?;
        self.find_songs_at_home().await?;
        Ok(format!(
            "{} files, {} moved, {} missing, {survived} of {KILLS} came to an end",
            self.files.len(),
            calm["moved"],
            calm["missing"]
        ))
    }

    async fn change(&mut self, dice: &mut ChaCha8Rng) -> Result<()> {
        if self.files.is_empty() {
            for _ in 0..FILES_AT_FIRST {
                self.come(dice)?;
            }
            return Ok(());
        }
        // Each file is in one change at most, so that what is to be decided is decided by the audio alone.
        let mut names: Vec<String> = self.files.keys().cloned().collect();
        names.shuffle(dice);
        for _ in 0..CHANGES {
            let Some(name) = names.pop() else { break };
            match dice.random_range(0..10) {
                0 if self.files.len() < MOST_FILES => self.come(dice)?,
                0 | 1 => self.vanish(&name)?,
                2 | 3 => {
                    let to = self.free_name(dice);
                    self.rename(&[(&name, &to)])?;
                }
                4 => {
                    let Some(other) = names.pop() else { break };
                    self.rename(&[(&name, &other), (&other, &name)])?;
                }
                5 => self.write(&name, self.files[&name], dice)?,
                6 => {
                    self.songs += 1;
                    self.write(&name, Some(self.songs), dice)?;
                }
                7 if dice.random_bool(0.3) => self.write(&name, None, dice)?,
                7 => self.copy(&name, dice)?,
                8 if dice.random_bool(0.2) => {
                    self.edit(
                        &name,
                        "delete from audio_tracks t using assets a where t.asset_id = a.id and a.uri like $1",
                    )
                    .await?;
                }
                _ => {
                    let edits = [
                        "artist = 'Edited'",
                        "genre = null",
                        "title = 'Edited ' || md5(title)",
                        "labels = '{mine}', popularity = 50",
                        "year = 1999, attributes = '{\"mood\": \"calm\"}'",
                    ];
                    let edit = edits.choose(dice).context("there are edits")?;
                    let statement = format!(
                        "update audio_tracks t set {edit} from assets a where t.asset_id = a.id and a.uri like $1"
                    );
                    self.edit(&name, &statement).await?;
                }
            }
        }
        Ok(())
    }

    fn come(&mut self, dice: &mut ChaCha8Rng) -> Result<()> {
        self.songs += 1;
        let name = self.free_name(dice);
        self.write(&name, Some(self.songs), dice)
    }

    fn vanish(&mut self, name: &str) -> Result<()> {
        self.files.remove(name);
        self.in_both(|folder| fs::remove_file(folder.join(name)))
    }

    fn rename(&mut self, names: &[(&str, &str)]) -> Result<()> {
        self.in_both(|folder| {
            for (number, (from, _)) in names.iter().enumerate() {
                fs::rename(folder.join(from), folder.join(format!("aside {number}")))?;
            }
            for (number, (_, to)) in names.iter().enumerate() {
                fs::rename(folder.join(format!("aside {number}")), folder.join(to))?;
            }
            Ok(())
        })?;
        let songs: Vec<_> = names.iter().map(|(from, _)| self.files.remove(*from).flatten()).collect();
        self.files.extend(names.iter().map(|(_, to)| (*to).to_owned()).zip(songs));
        Ok(())
    }

    fn copy(&mut self, name: &str, dice: &mut ChaCha8Rng) -> Result<()> {
        let to = self.free_name(dice);
        self.in_both(|folder| fs::copy(folder.join(name), folder.join(&to)).map(|_| ()))?;
        self.files.insert(to, self.files[name]);
        Ok(())
    }

    /// A song with some tags, or something that is none.
    fn write(&mut self, name: &str, song: Option<u32>, dice: &mut ChaCha8Rng) -> Result<()> {
        let bytes = match song {
            Some(song) => {
                let title = format!("Song {song} {}", dice.random_range(0..9));
                let artist = format!("Artist {}", dice.random_range(0..9));
                fixtures::song(song, &[("TIT2", &title), ("TPE1", &artist), ("TCON", "Rock")])
            }
            None => format!("no audio {}", dice.next_u64()).into_bytes(),
        };
        self.files.insert(name.to_owned(), song);
        self.in_both(|folder| fs::write(folder.join(name), &bytes))
    }

    async fn edit(&self, name: &str, statement: &str) -> Result<()> {
        let statement = sqlx::AssertSqlSafe(statement.to_owned());
        sqlx::query(statement).bind(format!("%/{name}")).execute(&self.sql).await?;
        Ok(())
    }

    fn free_name(&self, dice: &mut ChaCha8Rng) -> String {
        loop {
            let name = format!("{:03}.mp3", dice.random_range(0..NAMES));
            if !self.files.contains_key(&name) {
                return name;
            }
        }
    }

    fn in_both(&self, change: impl Fn(&Path) -> std::io::Result<()>) -> Result<()> {
        Ok(self.folders.iter().try_for_each(|folder| change(folder))?)
    }

    fn command(&self, server: &Server, arguments: &[&str]) -> std::process::Command {
        let mut command = server.command(arguments, "");
        command.env("DATABASE_URL", self.database.expose()).stdout(Stdio::null());
        command
    }

    fn ingest_command(&self, server: &Server, which: usize) -> std::process::Command {
        let folder = self.folders[which].display().to_string();
        self.command(server, &["ingest", "--format", "json", "--library", LIBRARIES[which], &folder])
    }

    /// What an undisturbed run says.
    fn ingest(&self, server: &Server, which: usize) -> Result<Value> {
        let output = self.ingest_command(server, which).stdout(Stdio::piped()).output()?;
        let (said, complained) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        let report: Value = serde_json::from_str(&said).with_context(|| format!("it says {said}{complained}"))?;
        let is_clean = self.files.values().all(Option::is_some);
        ensure!(output.status.success() == is_clean, "it ends with {}, says {said}{complained}", output.status);
        Ok(report)
    }

    async fn compare_assets(&self) -> Result<()> {
        let mut assets = Vec::new();
        for library in LIBRARIES {
            let rows: Vec<Value> = sqlx::query_scalar(
                "select jsonb_build_array(regexp_replace(a.uri, '^.*/|#.*$', '', 'g'), a.status, a.error_code, a.error_cause,
                    a.audio_sha256, a.format, a.tags, a.finding, a.claimed_by, a.attempts)
                from assets a join libraries l on l.id = a.library_id where l.name = $1 order by 1",
            )
            .bind(library)
            .fetch_all(&self.sql)
            .await?;
            assets.push(rows);
        }
        differ("assets", &assets[DISTURBED], &assets[CALM])
    }

    async fn tracks(&self, which: usize) -> Result<HashMap<TrackId, Value>> {
        let rows: Vec<(TrackId, Value)> = sqlx::query_as(
            "select t.id, jsonb_build_array(regexp_replace(t.audio_uri, '^.*/|#.*$', '', 'g'), t.status, t.title, t.artist,
                t.genre, t.year, t.popularity, t.labels, t.attributes, t.tagged, t.guessed)
            from audio_tracks t join libraries l on l.id = t.library_id where l.name = $1",
        )
        .bind(LIBRARIES[which])
        .fetch_all(&self.sql)
        .await?;
        Ok(rows.into_iter().collect())
    }

    /// Known pairs must still be equal, and what is new must pair.
    async fn compare_tracks(&mut self) -> Result<()> {
        let [mut disturbed, mut calm] = [self.tracks(DISTURBED).await?, self.tracks(CALM).await?];
        for (one, other) in &self.pairs {
            let (one, other) = (disturbed.remove(one), calm.remove(other));
            ensure!(one == other, "one track is {one:?} in the disturbed library, {other:?} in the calm one");
        }
        let sorted = |tracks: &HashMap<TrackId, Value>| {
            let mut rows: Vec<(String, TrackId)> = tracks.iter().map(|(id, row)| (row.to_string(), *id)).collect();
            rows.sort();
            rows
        };
        let (disturbed, calm) = (sorted(&disturbed), sorted(&calm));
        let rows =
            |sorted: &[(String, TrackId)]| sorted.iter().map(|(row, _)| Value::from(row.as_str())).collect::<Vec<_>>();
        differ("new tracks", &rows(&disturbed), &rows(&calm))?;
        self.pairs.extend(disturbed.iter().map(|(_, id)| *id).zip(calm.iter().map(|(_, id)| *id)));
        Ok(())
    }

    /// A song that was in one file before and is in one now has stayed its track, and that is at its file. Where a copy
    /// was once, its track is there as well, and is the one at its address.
    async fn find_songs_at_home(&mut self) -> Result<()> {
        let mut files: HashMap<u32, Vec<&str>> = HashMap::new();
        for (name, song) in &self.files {
            files.entry(song.unwrap_or_default()).or_default().push(name);
        }
        let mut homes = HashMap::new();
        for (song, names) in files {
            let &[name] = &names[..] else { continue };
            let track: Option<TrackId> = sqlx::query_scalar(
                "select t.id from audio_tracks t join assets a on a.id = t.asset_id join libraries l on l.id = t.library_id
                where l.name = 'disturbed' and t.status = 'COMPLETED' and a.uri like $1 and t.audio_uri = a.uri
                    and not exists (
                        select from audio_tracks o
                        where o.library_id = l.id and o.id <> t.id and o.tagged ->> 'title' like $2
                    )",
            )
            .bind(format!("%/{name}"))
            .bind(format!("Song {song} %"))
            .fetch_optional(&self.sql)
            .await?;
            let Some(track) = track.filter(|_| song > 0) else { continue };
            if let Some(before) = self.homes.get(&song) {
                ensure!(*before == track, "song {song}, now {name}, was track {before} and is track {track}");
            }
            homes.insert(song, track);
        }
        self.homes = homes;
        Ok(())
    }
}

/// Fails with the first few differences of two sorted lists.
fn differ(what: &str, disturbed: &[Value], calm: &[Value]) -> Result<()> {
    if disturbed == calm {
        return Ok(());
    }
    let only = |in_: &[Value], not_in: &[Value]| {
        in_.iter().filter(|row| !not_in.contains(row)).take(4).map(Value::to_string).collect::<Vec<_>>().join("\n  ")
    };
    bail!(
        "{what} differ\nonly in the disturbed library:\n  {}\nonly in the calm one:\n  {}",
        only(disturbed, calm),
        only(calm, disturbed)
    )
}
