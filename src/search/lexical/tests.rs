//! The rules of ranking, each on a small index in memory.

use std::sync::LazyLock;

use proptest::prelude::*;
use tantivy::Index;

use super::{Weights, search as search_snapshot};
use crate::index::{Fields, Part, Snapshot};
use crate::search::explanation::{How, ReadAs};
use crate::search::{Request, Response, filters_named};
use crate::track::{Condition, Conditions, Field, TrackId, TrackSummary};

/// Tracks as (artist, title, album).
const TRACKS: &[(&str, &str, &str)] = &[
    ("Velvet Harbour", "Paper Lanterns", "Night Ferry"),
    ("Velvet Harbour", "Paper Lanterns (Live in Oslo)", "Harbour Lights"),
    ("Velvet Harbour", "Night Ferry", "Night Ferry"),
    ("The Paper Lanterns", "Velvet", "Debut"),
    ("Tim Marrow", "Lanterns", ""),
    ("Tim Marrow", "Lanterns on the Water", "Lakes"),
    ("Tim Marrow & Ída Löfgren", "Snow", "Lakes"),
    ("Ída Löfgren", "Ísabella", "Norðurljós"),
    ("Ida Lofgren Trio", "Isabella", "Standards"),
    ("Sunnyside Five", "1987", "Years"),
    ("Sunnyside Five", "1988", "Years"),
    ("D.R.A.G.", "K.I.T.E.", "Letters"),
    ("Ma$on", "C@ndle", "Letters"),
    ("Over/Under", "Sidewalk", "Letters"),
    ("Blackbirch", "Moonglow", "Trees"),
    ("Молодые Ветры", "Северный ветер", "Карта"),
    ("青い鳥", "夜の海を渡る", "海"),
    ("ヒカリ", "レモン", ""),
    ("The The Band", "It", "Who"),
    ("It", "The", ""),
    ("???", "Questions", ""),
    ("Quiet Company", "Umbra (feat. Nora Quill)", "Shade"),
    ("Nora Quill", "Umbra Dance", "Quill"),
    ("Quiet Company", "Love", "Shade"),
    ("Mara Venn", "Love Letters", "Post"),
    ("Love", "Seven and Seven", "Forever"),
];

fn document(n: usize, (artist, title, album): (&str, &str, &str)) -> TrackSummary {
    TrackSummary {
        id: TrackId::from_u128((n as u128 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)),
        artist: Some(artist.to_owned()),
        title: title.to_owned(),
        album: Some(album.to_owned()),
        genre: Some(if n.is_multiple_of(2) { "Pop, Folk Rock" } else { "Jazz" }.to_owned()),
        year: Some(1980 + n as i64),
        duration_ms: Some(1000 * n as i64),
        ..TrackSummary::default()
    }
}

/// An index of the tracks, in so many commits.
fn index(tracks: &[(&str, &str, &str)], commits: usize) -> (Index, Fields) {
    let (schema, fields) = Fields::build();
    let index = Index::create_in_ram(schema);
    let mut writer = index.writer_with_num_threads(1, 15_000_000).unwrap();
    writer.set_merge_policy(Box::new(tantivy::merge_policy::NoMergePolicy));
    for part in tracks.iter().copied().enumerate().collect::<Vec<_>>().chunks(tracks.len().div_ceil(commits)) {
        for &(n, track) in part {
            writer.add_document(fields.to_tantivy(&document(n, track))).unwrap();
        }
        writer.commit().unwrap();
    }
    (index, fields)
}

/// All tracks, in three segments.
fn snapshot() -> &'static Snapshot {
    static SNAPSHOT: LazyLock<Snapshot> = LazyLock::new(|| in_memory(3));
    &SNAPSHOT
}

/// All tracks, in so many segments.
fn in_memory(segments: usize) -> Snapshot {
    let documents: Vec<TrackSummary> =
        TRACKS.iter().copied().enumerate().map(|(n, track)| document(n, track)).collect();
    Snapshot::in_memory(documents.chunks(TRACKS.len().div_ceil(segments)).map(<[TrackSummary]>::to_vec)).unwrap()
}

fn ask(snapshot: &Snapshot, q: &str, filters: Conditions) -> Response {
    search_snapshot(snapshot, &Request { q: q.to_owned(), limit: 10, filters, ..Request::default() }).unwrap()
}

/// The hits as "artist / title".
fn names(response: &Response) -> Vec<String> {
    response
        .hits
        .iter()
        .map(|hit| format!("{} / {}", hit.track.artist.as_deref().unwrap_or_default(), hit.track.title))
        .collect()
}

fn found(q: &str) -> Vec<String> {
    names(&ask(snapshot(), q, Conditions::new()))
}

#[test]
fn the_track_that_was_meant_comes_first() {
    let snapshot = snapshot();
    for (q, first) in [
        ("velvet harbour paper lanterns", "Velvet Harbour / Paper Lanterns"),
        ("paper lanterns velvet harbour", "Velvet Harbour / Paper Lanterns"),
        ("vlevet harbor papper lantern", "Velvet Harbour / Paper Lanterns"),
        ("paper lanterns live oslo", "Velvet Harbour / Paper Lanterns (Live in Oslo)"),
        ("paperlanterns velvetharbour", "Velvet Harbour / Paper Lanterns"),
        ("pap er lan terns harbour", "Velvet Harbour / Paper Lanterns"),
        ("zelvet harbour night ferry", "Velvet Harbour / Night Ferry"),
        ("lanterns on the wa", "Tim Marrow / Lanterns on the Water"),
        ("lanterns", "Tim Marrow / Lanterns"),
        ("isabella ida lofgren", "Ída Löfgren / Ísabella"),
        ("Ísabella", "Ída Löfgren / Ísabella"),
        ("isabella", "Ida Lofgren Trio / Isabella"),
        ("1988", "Sunnyside Five / 1988"),
        ("drag kite", "D.R.A.G. / K.I.T.E."),
        ("d.r.a.g.", "D.R.A.G. / K.I.T.E."),
        ("mason candle", "Ma$on / C@ndle"),
        ("overunder sidewalk", "Over/Under / Sidewalk"),
        ("over under side walk", "Over/Under / Sidewalk"),
        ("black birch moon glow", "Blackbirch / Moonglow"),
        ("severny veter", "Молодые Ветры / Северный ветер"),
        ("северный", "Молодые Ветры / Северный ветер"),
        ("海を渡る", "青い鳥 / 夜の海を渡る"),
        ("鳥 渡る", "青い鳥 / 夜の海を渡る"),
        ("hikari", "ヒカリ / レモン"),
        ("it", "The The Band / It"),
        ("it the", "It / The"),
        ("the the band it", "The The Band / It"),
        ("???", "??? / Questions"),
        ("umbra nora quill", "Quiet Company / Umbra (feat. Nora Quill)"),
        ("love", "Quiet Company / Love"),
    ] {
        let response = ask(snapshot, q, Conditions::new());
        assert_eq!(names(&response).first().map(String::as_str), Some(first), "{q}");
    }
}

/// A few letters of a title's second word are in thousands of names; what begins so comes first all the same.
#[test]
fn a_title_that_is_being_typed_is_among_the_first() {
    let other =
        |n: usize| (format!("Nora Sands {n}"), format!("{} {n}", ["Old Love", "Love Me Now", "The Love"][n % 3]));
    let others = (0..3_000).map(|n| document(n, (&other(n).0, &other(n).1, "")));
    let meant = [("Tim Marrow", "Love Shore"), ("Mara Venn", "Love Shore Avenue"), ("Ída", "Loves Shore")];
    let meant = meant.iter().enumerate().map(|(n, (artist, title))| document(5_000 + n, (artist, title, "")));
    let documents: Vec<TrackSummary> = others.chain(meant).collect();
    let whole = Snapshot::in_memory([documents.clone()]).unwrap();
    let parted = Snapshot::in_memory(documents.chunks(700).map(<[TrackSummary]>::to_vec)).unwrap();
    for snapshot in [&whole, &parted] {
        for q in ["love s", "Love Sho", "love shore a"] {
            let found = names(&ask(snapshot, q, Conditions::new()));
            assert!(found.iter().take(3).any(|name| name == "Mara Venn / Love Shore Avenue"), "{q}: {found:?}");
        }
    }
}

/// Names in the scripts of the world.
const SCRIPTS: &[(&str, &str, &str)] = &[
    ("싸이", "강남스타일", ""),
    ("싸이", "젠틀맨", ""),
    ("สายลม", "รักไม่ยอมเปลี่ยนแปลง", ""),
    ("สายลม", "ดอกไม้", ""),
    ("ແສງ", "ຮັກເຈົ້າ", ""),
    ("ស៊ីន", "ស្រលាញ់អូន", ""),
    ("လေပြေ", "ချစ်သူ", ""),
    ("Arijit", "तुम ही हो", ""),
    ("নদী", "আমার সোনার বাংলা", ""),
    ("காற்று", "கண்ணம்மா", ""),
    ("باران", "می\u{200C}خواهم", ""),
    ("أحمد", "كتاب", ""),
    ("Signs", "🔥🔥🔥", ""),
    ("Signs", "👍🏽", ""),
    ("Signs", "❤️", ""),
];

#[test]
fn names_in_any_script_are_found_as_they_are_typed() {
    let documents: Vec<TrackSummary> = SCRIPTS.iter().enumerate().map(|(n, track)| document(n, *track)).collect();
    let snapshot = Snapshot::in_memory(documents.chunks(5).map(<[TrackSummary]>::to_vec)).unwrap();
    for (q, title) in [
        ("강", "강남스타일"),
        ("강ㄴ", "강남스타일"),
        ("강나", "강남스타일"),
        ("강남ㅅ", "강남스타일"),
        ("강남슽", "강남스타일"),
        ("남스타", "강남스타일"),
        ("ㄱㅏㅇㄴㅏㅁ", "강남스타일"),
        ("싸이 젠트", "젠틀맨"),
        ("เปลี่ยน", "รักไม่ยอมเปลี่ยนแปลง"),
        ("ยอมเปล", "รักไม่ยอมเปลี่ยนแปลง"),
        ("ไม้", "ดอกไม้"),
        ("ເຈົ້", "ຮັກເຈົ້າ"),
        ("លាញ់", "ស្រលាញ់អូន"),
        ("သူ", "ချစ်သူ"),
        ("ချစ်", "ချစ်သူ"),
        ("tum hi ho", "तुम ही हो"),
        ("तुम ही", "तुम ही हो"),
        ("amar sonar bangla", "আমার সোনার বাংলা"),
        ("shonar bangla", "আমার সোনার বাংলা"),
        ("kannamma", "கண்ணம்மா"),
        ("کتاب", "كتاب"),
        ("احمد", "كتاب"),
        ("میخواهم", "می\u{200C}خواهم"),
        ("می خواهم", "می\u{200C}خواهم"),
        ("🔥", "🔥🔥🔥"),
        ("👍", "👍🏽"),
        ("👍🏿👍🏿", "👍🏽"),
        ("❤", "❤️"),
    ] {
        let response = ask(&snapshot, q, Conditions::new());
        let best = response.hits.first().map(|hit| hit.track.title.as_str());
        assert_eq!(best, Some(title), "{q}");
        assert!(response.dropped_words.is_empty(), "{q}: {:?}", response.dropped_words);
    }
}

#[test]
fn a_hit_matches_every_word() {
    assert_eq!(found("harbour ferry"), ["Velvet Harbour / Night Ferry", "Velvet Harbour / Paper Lanterns"]);
}

#[test]
fn words_that_nothing_has_are_let_go_and_named() {
    let response = ask(snapshot(), "velvet harbour xyzzyq ferry", Conditions::new());
    assert_eq!(response.dropped_words, ["xyzzyq"]);
    assert_eq!(names(&response)[0], "Velvet Harbour / Night Ferry");
}

#[test]
fn a_whole_title_beside_the_wrong_artist_is_kept_and_the_artist_named_as_let_go() {
    let response = ask(snapshot(), "Night Ferry Tim Marrow", Conditions::new());
    assert_eq!(names(&response)[0], "Velvet Harbour / Night Ferry");
    assert_eq!(response.dropped_words, ["Tim", "Marrow"]);
}

#[test]
fn corrections_are_told() {
    let meant = |q| ask(snapshot(), q, Conditions::new()).did_you_mean;
    assert_eq!(meant("vlevet harbour papper lanterns").as_deref(), Some("velvet harbour paper lanterns"));
    assert_eq!(meant("paperlanterns velvet harbour").as_deref(), Some("paper lanterns velvet harbour"));
    assert_eq!(meant("over under side walk").as_deref(), Some("over under sidewalk"));
    assert_eq!(meant("velvet harbour night fer"), None);
    assert_eq!(meant("velvet harbour"), None);
}

#[test]
fn an_explanation_names_every_match_and_adds_up_to_the_score() {
    let request = Request { q: "vlevet harbour live oslo".into(), limit: 3, explain: true, ..Request::default() };
    let response = search_snapshot(snapshot(), &request).unwrap();
    let query = response.explanation.unwrap();
    assert_eq!(query.words.iter().map(|w| w.typed.as_str()).collect::<Vec<_>>(), ["vlevet", "harbour", "live", "oslo"]);
    assert!(query.words[0].readings.iter().any(|r| r.word == "velvet" && r.how == How::Fuzzy && r.cost > 0.0));
    let best = &response.hits[0];
    let why = best.explanation.as_ref().unwrap();
    let matched: Vec<_> = why.words.iter().map(|m| (m.typed.as_str(), m.matched.as_str(), m.part)).collect();
    let (artist, aside) = (Part::Artist, Part::TitleAside);
    let expected = [
        ("vlevet", "velvet", artist),
        ("harbour", "harbour", artist),
        ("live", "live", aside),
        ("oslo", "oslo", aside),
    ];
    assert_eq!(matched, expected);
    assert_eq!(why.features.score(&Weights::FITTED), best.score);
}

#[test]
fn an_explanation_says_how_the_query_was_read() {
    for (q, read_as) in [
        ("velvet harbour", ReadAs::Typed),
        // On a Russian keyboard.
        ("мудмуе рфкищгк", ReadAs::AnotherKeyboard),
        ("night ferry tim marrow", ReadAs::TitleAlone),
    ] {
        let request = Request { q: q.into(), limit: 3, explain: true, ..Request::default() };
        let response = search_snapshot(snapshot(), &request).unwrap();
        assert_eq!(response.explanation.unwrap().read_as, read_as, "{q}");
    }
}

#[test]
fn a_query_without_a_usable_word_finds_nothing() {
    for q in ["", " ", "...", "\u{0}\u{1}", "( )"] {
        let response = ask(snapshot(), q, Conditions::new());
        assert_eq!((response.hits.len(), response.total.value), (0, 0), "{q:?}");
    }
}

#[test]
fn numbers_are_never_edited() {
    assert_eq!(found("1986"), Vec::<String>::new());
}

#[test]
fn scores_lie_between_nothing_and_one_and_descend() {
    let response = ask(snapshot(), "lanterns", Conditions::new());
    let scores: Vec<f32> = response.hits.iter().map(|hit| hit.score.value()).collect();
    assert!(scores.iter().all(|score| (0.0..=1.0).contains(score)));
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
}

#[test]
fn filters_apply_to_hits_and_counts_alike() {
    let snapshot = snapshot();
    let all = ask(snapshot, "lanterns", Conditions::new());
    for (name, value, keeps) in [
        ("genre", "folk rock", 2),
        ("artist", "marrow", 2),
        ("title", "WATER", 1),
        ("album", "night ferry", 1),
        ("year", "1980..1983", 3),
        ("duration", "4..5", 2),
        ("format", "flac", 0),
        ("label", "none", 0),
    ] {
        let filters = filters_named(&[(name.to_owned(), value.to_owned())].into()).unwrap();
        let response = ask(snapshot, "lanterns", filters);
        assert_eq!((response.hits.len(), response.total.value), (keeps, keeps), "{name}: {value}");
        assert!(names(&response).iter().all(|name| names(&all).contains(name)));
    }
}

#[test]
fn a_whole_name_is_a_filter_that_lets_its_track_pass() {
    for (artist, title, album) in TRACKS.iter().copied() {
        let names = [(Field::Artist, artist), (Field::Title, title), (Field::Album, album)];
        let said = names.into_iter().filter(|(_, text)| !text.is_empty());
        let filters = said.map(|(field, text)| (field, Condition::Words(text.to_owned()))).collect();
        let found = ask(snapshot(), title, filters);
        assert!(
            found.hits.iter().any(|hit| hit.track.title == title && hit.track.artist.as_deref() == Some(artist)),
            "{artist}: {title}"
        );
    }
}

#[test]
fn pages_continue_one_another() {
    let snapshot = snapshot();
    let page = |offset, limit| {
        let request = Request { q: "lanterns".into(), offset, limit, ..Request::default() };
        names(&search_snapshot(snapshot, &request).unwrap())
    };
    let all = page(0, 10);
    assert_eq!([page(0, 2), page(2, 2), page(4, 10)].concat(), all);
}

#[test]
fn a_deleted_track_is_neither_found_nor_counted() {
    let (index, fields) = index(TRACKS, 2);
    let before = Snapshot::open(&index, fields, None).unwrap();
    let mut writer = index.writer_with_num_threads::<tantivy::TantivyDocument>(1, 15_000_000).unwrap();
    writer.delete_term(fields.id_term(document(4, TRACKS[4]).id));
    writer.commit().unwrap();
    let after = Snapshot::open(&index, fields, Some(&before)).unwrap();
    let (old, new) = (ask(&before, "lanterns", Conditions::new()), ask(&after, "lanterns", Conditions::new()));
    assert_eq!(old.total.value, new.total.value + 1);
    assert!(!names(&new).contains(&"Tim Marrow / Lanterns".to_owned()));
}

/// Which of many completions count as whole fields doesn't depend on the order in which words came.
#[test]
fn equally_common_completions_are_told_apart_by_their_letters() {
    // One of each word is called just so; the others are better known, and too many for all to be candidates.
    let tracks = |letter: char| {
        (0..8u32).map(move |n| TrackSummary {
            id: TrackId::from_u128(u128::from(n) << 64 | u128::from(u32::from(letter))),
            title: format!("lantern{}{}", letter.to_string().repeat(5), if n == 0 { "" } else { " of the sea" }),
            popularity: (n > 0).then_some(90.0),
            ..TrackSummary::default()
        })
    };
    let forwards = Snapshot::in_memory(('a'..='z').map(tracks)).unwrap();
    let backwards = Snapshot::in_memory(('a'..='z').rev().map(tracks)).unwrap();
    let hits = |snapshot: &Snapshot| {
        let request = Request { q: "lantern".into(), limit: 26, ..Request::default() };
        let hits = search_snapshot(snapshot, &request).unwrap().hits;
        hits.into_iter().map(|hit| (hit.track.title, hit.score)).collect::<Vec<_>>()
    };
    assert_eq!(hits(&forwards).len(), 26);
    assert_eq!(hits(&forwards), hits(&backwards));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_text_is_answered(q in any::<String>()) {
        let response = ask(snapshot(), &q, Conditions::new());
        prop_assert!(response.hits.len() <= response.total.value);
    }

    /// Same catalogue, same answers: however many segments, deleted leftovers and layers of words there are.
    #[test]
    fn the_order_depends_on_the_catalogue_alone(
        commits in 2usize..8,
        again in prop::collection::vec(0..TRACKS.len(), 0..10),
        q in prop::sample::select(vec!["lanterns", "love", "the", "it", "paper lantens", "velvt", "lofgren", "quil", "night", "l", "a o"]),
    ) {
        let (pieces, fields) = index(TRACKS, commits);
        let mut writer = pieces.writer_with_num_threads(1, 15_000_000).unwrap();
        writer.set_merge_policy(Box::new(tantivy::merge_policy::NoMergePolicy));
        let mut previous = Snapshot::open(&pieces, fields, None).unwrap();
        for n in again {
            // Under another name for a while: its words leave traces.
            let wrong = TrackSummary { title: "Lantens of Velvt, Papr, Quils and Nigt".into(), ..document(n, TRACKS[n]) };
            for document in [wrong, document(n, TRACKS[n])] {
                writer.delete_term(fields.id_term(document.id));
                writer.add_document(fields.to_tantivy(&document)).unwrap();
                writer.commit().unwrap();
                previous = Snapshot::open(&pieces, fields, Some(&previous)).unwrap();
            }
        }
        let merged = in_memory(1);
        let (a, b) = (ask(&merged, q, Conditions::new()), ask(&previous, q, Conditions::new()));
        prop_assert_eq!(names(&a), names(&b));
        let scores = |r: &Response| r.hits.iter().map(|h| h.score).collect::<Vec<_>>();
        prop_assert_eq!(scores(&a), scores(&b));
        prop_assert_eq!(a.total, b.total);
    }
}
