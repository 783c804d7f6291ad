//! The table of fields, and all that must agree with it: both engines, the change feed, the document.

use needledrop::index::Snapshot;
use needledrop::search::{Request, Response, search_catalog, search_snapshot};
use needledrop::track::{
    Condition, Conditions, Field, Filter, Isrc, Kind, LibraryId, NewTrack, Source, TrackId, TrackSummary, Value,
};
use serde_json::{Value as Json, json};
use sqlx::AssertSqlSafe;

use crate::support::postgres::Database;

/// Three values of a field, in their order where they have one.
fn values(field: Field) -> [Value; 3] {
    ["one", "two", "three"].map(|word| {
        let number = word.len() as i64 + i64::from(word == "two");
        match field.kind() {
            Kind::Text { .. } => Value::Text(word.into()),
            // What is searched for stands in all of them.
            Kind::Name { .. } => Value::Text(format!("halo {word}")),
            Kind::Integer { least, .. } => Value::Integer(least + number),
            Kind::Number { least, .. } => Value::Number(least + number as f64 + 0.5),
            Kind::Duration => Value::Duration(number * 1_000),
            Kind::Boolean => Value::Boolean(word == "two"),
            Kind::Date => Value::Text(format!("1997-0{number}")),
            Kind::Uuid => Value::Uuid(TrackId::from_u128(number as u128).uuid()),
            Kind::Isrc => Value::Isrc(Isrc::parse(&format!("USRC1760783{number}")).unwrap()),
            Kind::Uri => Value::Text(format!("s3://bucket/{word}")),
            Kind::Texts { .. } => Value::Texts(vec![word.into()]),
            Kind::Object { .. } => Value::Object([("mood".to_owned(), word.into())].into_iter().collect()),
        }
    })
}

/// What is asked so that the second of the values passes and no other.
fn asked(field: Field) -> String {
    match (field.filter(), values(field)[1].borrow()) {
        (Filter::Range(_), value) if matches!(field.kind(), Kind::Duration) => {
            format!("{0}..{0}", value.number().unwrap() / 1000.0)
        }
        (Filter::Range(_), value) => format!("{0}..{0}", value.number().unwrap()),
        _ => "two".to_owned(),
    }
}

/// A value as SQL writes it.
fn literal(value: &Value) -> String {
    match value {
        Value::Text(text) => format!("'{text}'"),
        Value::Integer(number) => number.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Duration(ms) => (*ms as f64 / 1000.0).to_string(),
        Value::Boolean(is) => is.to_string(),
        Value::Uuid(id) => format!("'{id}'"),
        Value::Isrc(isrc) => format!("'{isrc}'"),
        Value::Texts(texts) => format!("'{{{}}}'", texts.join(",")),
        Value::Object(object) => format!("'{}'", serde_json::to_string(object).unwrap()),
    }
}

fn summaries(field: Field) -> [TrackSummary; 3] {
    let mut number = 0;
    values(field).map(|value| {
        number += 1;
        let mut track =
            TrackSummary { id: TrackId::from_u128(number), title: "halo".into(), ..TrackSummary::default() };
        track.put(field, Some(value));
        track
    })
}

/// Three completed tracks that differ in this field.
async fn catalogued(field: Field) -> Database {
    let database = Database::new().await;
    for (number, value) in (1..).zip(values(field)) {
        let id = TrackId::from_u128(number);
        let mut track = NewTrack { id: Some(id), title: "halo".into(), ..NewTrack::default() };
        track.put(field, Some(value.clone()));
        assert_eq!(database.catalog.import_tracks(&[track]).await.unwrap().inserted, 1);
        if field.source() == Source::File {
            let (name, value) = (field.name(), literal(&value));
            let file = format!(
                "with file as (
                    insert into assets (uri, size_bytes, status, {name})
                    values ('s3://b/{number}', 1, 'COMPLETED', {value})
                    returning id
                )
                update audio_tracks set asset_id = file.id from file where audio_tracks.id = '{id}'"
            );
            sqlx::query(AssertSqlSafe(file)).execute(&database.sql).await.unwrap();
        }
    }
    database
}

#[tokio::test]
async fn every_filter_of_the_table_is_applied_by_both_engines() {
    for field in Field::filtered() {
        let path = if field == Field::Attributes { "mood" } else { "" };
        let condition = Condition::parse(field, path, &asked(field)).unwrap();
        let request = |filters| Request { q: "halo".into(), limit: 10, filters, ..Request::default() };
        let all = request(Conditions::new());
        let filtered = request(Conditions::One(field, condition));

        let snapshot = Snapshot::in_memory(summaries(field).map(|track| [track])).unwrap();
        let found = |request: &Request| {
            let hits = search_snapshot(&snapshot, request).unwrap().hits;
            hits.iter().map(|hit| hit.track.id.as_u128()).collect::<Vec<_>>()
        };
        assert_eq!((found(&all).len(), found(&filtered)), (3, vec![2]), "index, {field:?}");

        let database = catalogued(field).await;
        let found = async |request: Request| {
            let hits = search_catalog(&database.catalog, request).await.unwrap().hits;
            hits.iter().map(|hit| hit.track.id.as_u128()).collect::<Vec<_>>()
        };
        assert_eq!((found(all).await.len(), found(filtered).await), (3, vec![2]), "postgres, {field:?}");
        database.drop().await;
    }
}

#[tokio::test]
async fn a_change_of_any_field_of_the_table_is_recorded_and_read() {
    let database = Database::new().await;
    let id = TrackId::from_u128(1);
    let track = NewTrack { id: Some(id), title: "halo".into(), ..NewTrack::default() };
    database.catalog.import_tracks(&[track]).await.unwrap();
    let file = "with file as (insert into assets (uri, size_bytes) values ('s3://b/1', 1) returning id)
        update audio_tracks set asset_id = file.id from file";
    sqlx::query(file).execute(&database.sql).await.unwrap();
    for &field in Field::ALL {
        let [_, value, _] = values(field);
        let table = if field.source() == Source::File { "assets" } else { "audio_tracks" };
        let update = format!("update {table} set {} = {}", field.name(), literal(&value));
        let changes = "select count(*) from changes";
        let before: i64 = sqlx::query_scalar(changes).fetch_one(&database.sql).await.unwrap();
        sqlx::query(AssertSqlSafe(update)).execute(&database.sql).await.unwrap();
        let after: i64 = sqlx::query_scalar(changes).fetch_one(&database.sql).await.unwrap();
        assert_eq!(after - before, 1, "{field:?} changed, and the feed doesn't say so");
        let read = database.catalog.track(LibraryId::DEFAULT, id).await.unwrap().unwrap();
        assert_eq!(read.get(field).map(|value| value.to_owned()), Some(value), "{field:?}");
    }
    database.drop().await;
}

#[tokio::test]
async fn every_given_field_is_written_and_stays_where_it_is_not_said() {
    let database = Database::new().await;
    let bare = || NewTrack { id: Some(TrackId::from_u128(1)), title: "halo".into(), ..NewTrack::default() };
    for at in [0, 1] {
        let mut track = bare();
        Field::given().for_each(|field| track.put(field, Some(values(field)[at].clone())));
        let title = track.title.clone();
        for track in [track, NewTrack { title, ..bare() }] {
            database.catalog.import_tracks(&[track]).await.unwrap();
            let read = database.catalog.track(LibraryId::DEFAULT, TrackId::from_u128(1)).await.unwrap().unwrap();
            for field in Field::given() {
                let value = read.get(field).map(|value| value.to_owned());
                assert_eq!(value, Some(values(field)[at].clone()), "{field:?}");
            }
        }
    }
    database.drop().await;
}

/// Values of one attribute of every kind, plain and odd.
fn odd_values() -> Vec<Json> {
    vec![
        json!("Calm"),
        json!("calm "),
        json!("Hip-Hop"),
        json!("hip hop"),
        json!("Jóga"),
        json!("T.N.T."),
        json!("Кино"),
        json!("!!!"),
        json!(""),
        json!("120"),
        json!("true"),
        json!("2020-01-31"),
        json!("2020-02-01T10:00:00Z"),
        json!("x".repeat(256)),
        json!("x".repeat(257)),
        json!(0),
        json!(-0.0),
        json!(120),
        json!(120.0),
        json!(120.5),
        json!(-7),
        json!(1e300),
        json!(1e-320),
        json!(9_007_199_254_740_993_i64),
        json!(true),
        json!(false),
        json!(null),
        json!([]),
        json!({}),
        json!(["calm", 120, [true]]),
        json!({"inner": "calm"}),
        json!({"inner": {"inner": [118, "deep"]}}),
        json!([{"inner": 7}, {"inner": "m"}]),
    ]
}

#[tokio::test]
async fn both_engines_filter_by_attributes_alike_whatever_their_types() {
    let database = Database::new().await;
    let tracks: Vec<NewTrack> = (1..)
        .zip(odd_values())
        .map(|(number, value)| NewTrack {
            id: Some(TrackId::from_u128(number)),
            title: "halo".into(),
            attributes: [("mood".to_owned(), value.clone()), ("a.b".to_owned(), value)].into_iter().collect(),
            ..NewTrack::default()
        })
        .collect();
    assert!(database.catalog.import_tracks(&tracks).await.unwrap().rejected.is_empty());
    let ids: Vec<TrackId> = tracks.iter().filter_map(|track| track.id).collect();
    let summaries = database.catalog.summaries_by_id(&ids).await.unwrap();
    let snapshot = Snapshot::in_memory(summaries.chunks(7).map(<[TrackSummary]>::to_vec)).unwrap();

    let mut found_some = 0;
    for path in ["mood", "mood.inner", "mood.inner.inner", "a.b", "a.b.inner", "nothing", "mood.", ""] {
        for asked in [
            "calm",
            "CALM",
            "hip hop",
            "joga",
            "tnt",
            "kino",
            "!!!",
            "120",
            "120.0",
            "0",
            "-7",
            "true",
            "false",
            "null",
            "deep",
            "118..124",
            "..0",
            "0..",
            "-7..-7",
            "1e300",
            "9007199254740993",
            "2020-01..2020-01",
            "2020..",
            "a..",
            "..m",
            "h..hip",
            "x..y",
            "7",
            "m",
        ] {
            let condition = Condition::parse(Field::Attributes, path, asked).unwrap();
            let filters = Conditions::One(Field::Attributes, condition);
            let request = Request { q: "halo".into(), limit: 100, filters, ..Request::default() };
            let ids = |response: Response| {
                let mut ids: Vec<u128> = response.hits.iter().map(|hit| hit.track.id.as_u128()).collect();
                ids.sort_unstable();
                ids
            };
            let by_index = ids(search_snapshot(&snapshot, &request).unwrap());
            let by_postgres = ids(search_catalog(&database.catalog, request).await.unwrap());
            assert_eq!(by_index, by_postgres, "{path}: {asked}");
            found_some += usize::from(!by_index.is_empty());
        }
    }
    assert!(found_some > 40, "{found_some}");
    database.drop().await;
}

/// `NEEDLEDROP_WRITE_DOCS=1 ./scripts/test the_document_of_fields` writes it.
#[test]
fn the_document_of_fields_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/fields.md");
    let current = document();
    if std::env::var_os("NEEDLEDROP_WRITE_DOCS").is_some() {
        std::fs::write(path, &current).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(written == current, "write it anew: NEEDLEDROP_WRITE_DOCS=1 ./scripts/test the_document_of_fields");
}

fn document() -> String {
    let mut text = "# The fields of a track\n\n\
        Made from the table in `src/track/table.rs`; a test says when it must be made anew.\n\n\
        Dates are `1997`, `1997-09` or `1997-09-22`; tags and imports may write them in other ways. Where an import says a\n\
        date and no year, the year is the date's; over HTTP each is given by itself. `record_label` is who published the\n\
        record, which tags call `LABEL` or `TPUB`; `labels` are those that a library gives its tracks, whatever they mean\n\
        there. Several values of one tag stand in one text, between semicolons; lyrics and comments between empty lines.\n\n\
        All other tags of a file are in `asset.tags` of `GET /v1/tracks/{id}`, by names that are the same for all formats:\n\
        ReplayGain (`replaygain_track_gain`, `replaygain_album_peak`, …) and R128 (`r128_track_gain`), which are measured of\n\
        the file and nothing to edit; producers, engineers, moods, and whatever else there is.\n\n\
        | field | values | comes from | filter | in hits |\n|---|---|---|---|---|\n"
        .to_owned();
    for &field in Field::ALL {
        let source = match field.source() {
            Source::Tag => "tags, import, API",
            Source::Given => "import, API",
            Source::File => "the file",
        };
        let filter = match field.filter() {
            Filter::None => String::new(),
            Filter::Words(name) => format!("`{name}=` words of it"),
            Filter::Keyword(name) => format!("`{name}=` one of its values"),
            Filter::Range(name) => format!("`{name}=` a range"),
            Filter::Attribute(name) => format!("`{name}.KEY=` a value or a range"),
        };
        let hit = if Field::shown().any(|shown| shown == field) { "yes" } else { "" };
        let kind = field.kind().describe();
        text += &format!("| `{}` | {kind} | {source} | {filter} | {hit} |\n", field.name());
    }
    text
}
