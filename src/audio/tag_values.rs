//! What one tag says: names and values, where its format packs several into one text.

use symphonia::core::meta::{RawValue, StandardTag, Tag};
use symphonia_metadata::utils::id3v1::get_genre_name;

const RECORDING_ID: &str = "musicbrainz_recording_id";

/// The values of a tag of this name, each with its name.
pub fn entries(tag: &Tag, name: String) -> Vec<(String, String)> {
    let texts = texts(tag, &name);
    match tag.raw.key.as_str() {
        // Who did what, by turns.
        "TIPL" | "IPLS" | "IPL" => people(&texts, |role, person| match involvement(role) {
            Some(name) => (name.to_owned(), person.to_owned()),
            None => ("involved_people".to_owned(), format!("{person} ({role})")),
        }),
        "TMCL" => people(&texts, |instrument, person| ("performer".to_owned(), format!("{person} ({instrument})"))),
        _ => match name.as_str() {
            "genre" => each(&name, texts.iter().flat_map(|text| genres(text))),
            "track_number" => numbers(tag, &texts, &name, "track_total"),
            "disc_number" => numbers(tag, &texts, &name, "disc_total"),
            "track_total" | "disc_total" => numbers(tag, &texts, &name, &name),
            _ => each(&name, texts),
        },
    }
}

fn each(name: &str, values: impl IntoIterator<Item = String>) -> Vec<(String, String)> {
    values.into_iter().map(|value| (name.to_owned(), value)).collect()
}

/// The texts in a tag; binary ones have none.
fn texts(tag: &Tag, name: &str) -> Vec<String> {
    let raw = match &tag.raw.value {
        // ID3v2 holds MusicBrainz's id of a recording as bytes.
        RawValue::Binary(id) if name == RECORDING_ID => vec![String::from_utf8_lossy(id).into_owned()],
        RawValue::Binary(_) => vec![],
        RawValue::StringList(list) => list.to_vec(),
        RawValue::Flag => vec!["1".to_owned()],
        other => vec![other.to_string()],
    };
    // ID3v2.4 separates several values by NUL.
    raw.iter().flat_map(|text| text.split('\0')).map(str::to_owned).collect()
}

fn people(texts: &[String], entry: impl Fn(&str, &str) -> (String, String)) -> Vec<(String, String)> {
    let pairs = texts.chunks_exact(2).filter(|pair| !pair[1].trim().is_empty());
    pairs.map(|pair| entry(pair[0].trim(), pair[1].trim())).collect()
}

fn involvement(role: &str) -> Option<&'static str> {
    Some(match role.to_ascii_lowercase().as_str() {
        "arranger" => "arranger",
        "engineer" => "engineer",
        "producer" => "producer",
        "mix" | "mixer" => "mixer",
        "dj-mix" | "dj mix" | "djmix" | "djmixer" => "dj_mixer",
        _ => return None,
    })
}

/// `3/12` and `3 of 12` are a number and a total; what isn't a number stays as it is.
fn numbers(tag: &Tag, texts: &[String], name: &str, total_name: &str) -> Vec<(String, String)> {
    if let Some(
        StandardTag::TrackNumber(n)
        | StandardTag::TrackTotal(n)
        | StandardTag::DiscNumber(n)
        | StandardTag::DiscTotal(n),
    ) = &tag.std
    {
        return if *n > 0 { vec![(name.to_owned(), n.to_string())] } else { vec![] };
    }
    let parts = |text: &str| {
        let (number, total) = text.split_once('/').or_else(|| text.split_once(" of "))?;
        Some((whole(number), whole(total)))
    };
    let entries = texts.iter().flat_map(|text| match parts(text) {
        Some((number, total)) => {
            let number = number.map(|number| (name.to_owned(), number));
            number.into_iter().chain(total.map(|total| (total_name.to_owned(), total))).collect()
        }
        None => vec![(name.to_owned(), whole(text).unwrap_or_else(|| text.clone()))],
    });
    entries.filter(|(_, number)| number != "0").collect()
}

fn whole(text: &str) -> Option<String> {
    text.trim().parse::<u64>().ok().map(|number| number.to_string())
}

/// ID3's ways to name genres: `17`, `(17)`, `(51)(39)Deep`, `(RX)`; any other text is one itself.
fn genres(text: &str) -> Vec<String> {
    let by_number = |reference: &str| match reference {
        "RX" => Some("Remix".to_owned()),
        "CR" => Some("Cover".to_owned()),
        number => number.parse().ok().and_then(get_genre_name),
    };
    let mut rest = text.trim();
    if let Some(genre) = by_number(rest) {
        return vec![genre];
    }
    let mut genres = Vec::new();
    while let Some((reference, behind)) = rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        let Some(genre) = by_number(reference) else { break };
        genres.push(genre);
        rest = behind;
    }
    // Two brackets stand for one that is meant.
    let name = rest.strip_prefix("((").map_or_else(|| rest.to_owned(), |rest| format!("({rest}"));
    // It repeats the number before it, or is more exact.
    if !name.trim().is_empty() && !genres.iter().any(|genre| genre.eq_ignore_ascii_case(name.trim())) {
        genres.push(name);
    }
    genres
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(key: &str, value: impl Into<RawValue>, name: &str) -> Vec<(String, String)> {
        entries(&Tag::new_from_parts(key, value, None), name.to_owned())
    }

    fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
        expected.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    #[test]
    fn genres_are_numbers_references_and_names() {
        for (text, expected) in [
            ("17", &["Rock"][..]),
            ("(17)", &["Rock"]),
            ("(17)Rock", &["Rock"]),
            ("(51)(39)Deep", &["Techno-Industrial", "Noise", "Deep"]),
            ("(RX)", &["Remix"]),
            ("((Live) Folk", &["(Live) Folk"]),
            ("(New) Wave", &["(New) Wave"]),
            ("Drum & Bass/Jungle", &["Drum & Bass/Jungle"]),
            ("1980s", &["1980s"]),
        ] {
            assert_eq!(genres(text), expected, "{text}");
        }
    }

    #[test]
    fn numbers_are_told_from_totals() {
        let track = |text: &str| of("TRACKNUMBER", text, "track_number");
        assert_eq!(track("03/12"), pairs(&[("track_number", "3"), ("track_total", "12")]));
        assert_eq!(track("3 of 12"), pairs(&[("track_number", "3"), ("track_total", "12")]));
        assert_eq!(track("/12"), pairs(&[("track_total", "12")]));
        assert_eq!((track("A2"), track("007")), (pairs(&[("track_number", "A2")]), pairs(&[("track_number", "7")])));
        assert_eq!(track("0"), pairs(&[]));
    }

    #[test]
    fn people_are_credited_for_what_they_did() {
        let involved = of("TIPL", "producer\0Ada Lind\0tea\0Ben Orr\0odd", "TIPL");
        assert_eq!(involved, pairs(&[("producer", "Ada Lind"), ("involved_people", "Ben Orr (tea)")]));
        assert_eq!(of("TMCL", "drums\0Di", "TMCL"), pairs(&[("performer", "Di (drums)")]));
    }
}
