//! `needledrop-lab generate`: writes an invented catalogue, and queries to search it with.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::ValueEnum;

use super::{Context, output};
use crate::sample::misspell::{Query, QueryMaker};
use crate::sample::{Catalogue, Track};

/// Write an invented catalogue of realistic shape to stdout: `needledrop-lab generate --tracks 100000 > tracks.tsv`
///
/// The same seed and number give the same tracks on every machine. Load them with `needledrop import tracks.tsv`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// How many tracks.
    #[arg(long, default_value_t = 100_000)]
    tracks: u64,

    /// Which of all invented catalogues.
    #[arg(long, default_value_t = 1)]
    seed: u64,

    /// How the tracks are written.
    #[arg(long, value_enum, default_value_t)]
    output_format: Shape,

    /// How many labelled queries to make for them, most of them misspelled.
    #[arg(long, default_value_t = 0, requires = "queries_file")]
    queries: usize,

    /// Where the queries go, one JSON object a line: class, q, match, artist, title.
    #[arg(long, value_name = "FILE", requires = "queries")]
    queries_file: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum Shape {
    #[default]
    Tsv,
    Csv,
    Jsonl,
}

pub async fn run(args: Args, context: &Context) -> anyhow::Result<ExitCode> {
    context.cpu().run(move || generate(&args)).await??;
    Ok(ExitCode::SUCCESS)
}

fn generate(args: &Args) -> anyhow::Result<()> {
    let mut maker = QueryMaker::new(args.seed, args.queries);
    let tracks = Catalogue::new(args.seed, args.tracks).inspect(|track| maker.offer(track));
    write_tracks(tracks, args.output_format, BufWriter::new(io::stdout().lock())).map_err(|error| {
        match error.kind() {
            io::ErrorKind::BrokenPipe => output::Closed.into(),
            _ => anyhow::Error::new(error).context("the tracks can't be written to stdout"),
        }
    })?;
    let Some(path) = &args.queries_file else { return Ok(()) };
    write_queries(&maker.finish(), path).with_context(|| format!("the queries can't be written to {}", path.display()))
}

fn write_tracks(tracks: impl Iterator<Item = Track>, shape: Shape, mut out: impl Write) -> io::Result<()> {
    match shape {
        Shape::Jsonl => {
            for track in tracks {
                serde_json::to_writer(&mut out, &track)?;
                out.write_all(b"\n")?;
            }
            out.flush()
        }
        Shape::Tsv | Shape::Csv => {
            let delimiter = if matches!(shape, Shape::Tsv) { b'\t' } else { b',' };
            let mut rows = csv::WriterBuilder::new().delimiter(delimiter).from_writer(out);
            for track in tracks {
                rows.serialize(track).map_err(io_error)?;
            }
            rows.flush()
        }
    }
}

/// The error of the stream itself, which tells a closed pipe from a full disk.
fn io_error(error: csv::Error) -> io::Error {
    let message = error.to_string();
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        _ => io::Error::other(message),
    }
}

fn write_queries(queries: &[Query], path: &Path) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    for query in queries {
        serde_json::to_writer(&mut out, query)?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(shape: Shape) -> String {
        let mut out = Vec::new();
        write_tracks(Catalogue::new(1, 50), shape, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn a_table_has_a_header_of_column_names_and_a_line_a_track() {
        let table = written(Shape::Tsv);
        let header = table.lines().next().unwrap();
        assert_eq!(
            header,
            "id\tartist\ttitle\talbum\talbum_artist\tgenre\tyear\ttrack_number\tduration_ms\tpopularity\tlabels\tisrc"
        );
        assert_eq!(table.lines().count(), 51);
        assert!(table.lines().all(|line| line.split('\t').count() == 12));
    }

    #[test]
    fn every_shape_holds_the_same_tracks() {
        let titles: Vec<String> = Catalogue::new(1, 50).map(|track| track.title).collect();
        let comma = written(Shape::Csv);
        let from_csv: Vec<String> =
            csv::Reader::from_reader(comma.as_bytes()).records().map(|row| row.unwrap()[2].to_owned()).collect();
        let json = written(Shape::Jsonl);
        let from_json: Vec<String> = json
            .lines()
            .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["title"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(from_csv, titles);
        assert_eq!(from_json, titles);
    }
}
