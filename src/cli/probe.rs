//! `needledrop probe`: what audio files say about themselves, without a catalog.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::ExitCode;

use futures::StreamExt;
use serde::Serialize;

use super::{Context, Format, Usage, output};
use crate::audio::{self, Artwork, Chapter, Charset, Facts, TagMap, Warning};
use crate::ingest::{Failure, Options, Probed, Prober, audio_below};
use crate::objects::{ObjectUri, Objects};
use crate::track::TagFields;

/// Show what audio files say about themselves: format, duration, tags, artwork. Needs no database.
///
/// Exit code 0 if every file could be read, 1 if some could not, or none was found.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files, folders, s3://bucket/prefix or s3://bucket/key. Below folders and prefixes, only names that may be audio.
    #[arg(required = true, value_name = "FILE|URI")]
    places: Vec<OsString>,
    /// The encoding of tags that don't say theirs, such as cp1251 or sjis: without it, it is found out.
    #[arg(long, value_parser = charset)]
    charset: Option<Charset>,
}

pub async fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    let places: Vec<ObjectUri> =
        args.places.iter().map(|place| parse(place.as_os_str())).collect::<anyhow::Result<_>>()?;
    let objects = Objects::new(&context.config.objects);
    let (mut found, mut failed, mut rows) = (0_usize, 0_usize, Vec::new());
    for place in places {
        let prober = Prober::new(&objects, context.cpu(), place.scheme(), args.charset)?;
        let in_flight = 2 * prober.threads();
        let listing = audio_below(&objects, &place, &Options::default().rules);
        let mut probed = listing.map(|entry| examine(&prober, entry)).buffered(in_flight).boxed();
        while let Some(line) = probed.next().await {
            found += 1;
            failed += usize::from(line.error.is_some());
            match context.format {
                Format::Json => output::json(&line)?,
                Format::Table => rows.push(line),
            }
        }
    }
    if context.format == Format::Table && !rows.is_empty() {
        let headers = ["file", "format", "codec", "duration", "Hz", "ch", "artist", "title"];
        output::table(&headers, rows.iter().map(Line::cells))?;
    }
    if found == 0 {
        eprintln!("no audio files were found below {}", args.places.join(OsStr::new(", ")).display());
    }
    Ok(if found > 0 && failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// An address as a user types it; one that can't be meant is wrong usage.
pub(super) fn parse(place: &OsStr) -> anyhow::Result<ObjectUri> {
    let uri = match place.to_str() {
        Some(text) => ObjectUri::parse(text),
        // A path may be any bytes.
        None => ObjectUri::from_path(Path::new(place)),
    };
    uri.map_err(|error| Usage(error.to_string()).into())
}

/// An encoding by a name that the web knows.
pub(super) fn charset(label: &str) -> Result<Charset, String> {
    audio::charset(label)
        .ok_or_else(|| "not the name of an encoding, such as cp1251, koi8-r, sjis, gbk or big5".to_owned())
}

type Entry = Result<crate::objects::ObjectMeta, crate::objects::Error>;

async fn examine(prober: &Prober, entry: Entry) -> Line {
    match entry {
        Ok(object) => Line::of(object.uri.to_string(), prober.probe(object.uri, Some(object.size_bytes)).await),
        Err(error) => Line {
            uri: error.uri().to_owned(),
            error: Some(ErrorLine { code: error.code(), message: error.to_string() }),
            facts: None,
            bytes_read: 0,
        },
    }
}

/// What is printed of one file.
#[derive(Serialize)]
struct Line {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<ErrorLine>,
    #[serde(flatten)]
    facts: Option<FactsLine>,
    bytes_read: u64,
}

#[derive(Serialize)]
struct ErrorLine {
    code: &'static str,
    message: String,
}

#[derive(Serialize)]
struct FactsLine {
    format: &'static str,
    codec: Option<&'static str>,
    mime_type: &'static str,
    duration_seconds: Option<f64>,
    duration_method: Option<&'static str>,
    channels: Option<u32>,
    sample_rate: Option<u32>,
    bits_per_sample: Option<u32>,
    bitrate: Option<u64>,
    /// Of the audio alone, in hexadecimal: what stays when tags change.
    audio_sha256: Option<String>,
    #[serde(flatten, serialize_with = "by_name")]
    tagged: TagFields,
    tags: TagMap,
    artwork: Vec<Artwork>,
    chapters: Vec<Chapter>,
    /// `RESCUED`, `TRUNCATED`, `TAGS_CUT`: what makes some of this doubtful.
    warnings: Vec<&'static str>,
}

/// What isn't known is null.
fn by_name<S: serde::Serializer>(tagged: &TagFields, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(tagged.fields().map(|(field, value)| (field.name(), value)))
}

impl Line {
    fn of(uri: String, probed: Probed) -> Self {
        let bytes_read = probed.bytes_read;
        match probed.result {
            Ok(facts) => Self { uri, error: None, facts: Some(facts.into()), bytes_read },
            Err(Failure { code, message, is_about_the_file: _ }) => {
                Self { uri, error: Some(ErrorLine { code, message }), facts: None, bytes_read }
            }
        }
    }

    fn cells(&self) -> Vec<String> {
        let name = self.uri.parse::<ObjectUri>().map_or_else(|_| self.uri.clone(), |uri| uri.name());
        let Some(facts) = &self.facts else {
            let error = self.error.as_ref().map(|error| error.message.clone()).unwrap_or_default();
            return vec![
                name,
                "✗".to_owned(),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
                String::new(),
                error,
            ];
        };
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        vec![
            name,
            facts.format.to_owned(),
            facts.codec.unwrap_or("?").to_owned(),
            facts.duration_seconds.map(output::duration).unwrap_or_default(),
            facts.sample_rate.map(|rate| rate.to_string()).unwrap_or_default(),
            facts.channels.map(|channels| channels.to_string()).unwrap_or_default(),
            text(&facts.tagged.artist),
            text(&facts.tagged.title),
        ]
    }
}

impl From<Facts> for FactsLine {
    fn from(facts: Facts) -> Self {
        let Facts {
            format,
            codec,
            mime_type,
            duration_seconds,
            duration_method,
            channels,
            sample_rate,
            bits_per_sample,
            bitrate,
            tagged,
            tags,
            artwork,
            chapters,
            warnings,
            identity,
        } = facts;
        Self {
            format,
            codec,
            mime_type,
            // To the millisecond, as the catalog keeps it.
            duration_seconds: duration_seconds.map(|seconds| (seconds * 1000.0).round() / 1000.0),
            duration_method: duration_method.map(|method| method.as_str()),
            channels,
            sample_rate,
            bits_per_sample,
            bitrate,
            audio_sha256: identity.map(|identity| identity.hexadecimal()),
            tagged,
            tags,
            artwork,
            chapters,
            warnings: warnings.into_iter().map(Warning::as_str).collect(),
        }
    }
}
