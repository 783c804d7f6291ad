//! What the probe found, as the catalog takes it; every field is named.

use serde_json::json;

use super::{Failure, Probed};
use crate::audio::names::{self, Patterns};
use crate::audio::{self, Companion, Facts, Identity, Warning};
use crate::catalog::{
    Asset, AssetFacts, AssetFailure, AssetOutcome, DurationMethod, FailureCause, SeenAsset, SeenCompanion,
};
use crate::objects::{ObjectMeta, ObjectUri};
use crate::track::{AssetUri, Field, TooLong};

/// An object under one of its names.
pub fn seen(uri: &ObjectUri, object: &ObjectMeta) -> Result<SeenAsset, TooLong> {
    let ObjectMeta { uri: _, size_bytes, etag, last_modified, changed_at, further_names: _ } = object;
    Ok(SeenAsset {
        uri: AssetUri::new(uri.to_string())?,
        size_bytes: signed(*size_bytes),
        etag: etag.clone(),
        last_modified: *last_modified,
        changed_at: *changed_at,
        one_of: None,
    })
}

pub fn seen_companion(uri: &ObjectUri, object: &ObjectMeta, companion: Companion) -> Result<SeenCompanion, TooLong> {
    let (uri, Companion { kind, mime_type }) = (AssetUri::new(uri.to_string())?, companion);
    let (size_bytes, last_modified) = (signed(object.size_bytes), object.last_modified);
    Ok(SeenCompanion { uri, kind, mime_type, size_bytes, last_modified })
}

/// What became of an asset whose address reads `path`.
pub fn outcome(asset: &Asset, path: &str, patterns: &Patterns, probed: Probed) -> AssetOutcome {
    let Probed { result, bytes_read } = probed;
    let probe_bytes_read = signed(bytes_read);
    let result = match result {
        Ok(facts) => Ok(asset_facts(facts, path, patterns, probe_bytes_read)),
        Err(Failure { code, message, is_about_the_file }) => {
            let cause = if is_about_the_file { FailureCause::File } else { FailureCause::Outside };
            Err(AssetFailure { code: code.to_owned(), message, cause, probe_bytes_read })
        }
    };
    AssetOutcome {
        asset_id: asset.id,
        uri: asset.uri.clone(),
        claimed_until: asset.claimed_until,
        prober_version: audio::PROBER_VERSION,
        result,
    }
}

fn asset_facts(facts: Facts, path: &str, patterns: &Patterns, probe_bytes_read: i64) -> AssetFacts {
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
        mut tagged,
        tags,
        artwork,
        chapters,
        warnings,
        identity,
    } = facts;
    let mut guessed = names::fill(&mut tagged, &names::guess(path, patterns));
    if tagged.title.is_none() {
        tagged.title = Some(title_from(path.rsplit('/').next().unwrap_or_default()));
        guessed.push(Field::Title);
    }
    let small = |number: Option<u32>| number.and_then(|number| i32::try_from(number).ok());
    AssetFacts {
        mime_type: Some(mime_type.to_owned()),
        format: Some(format.to_owned()),
        codec: codec.map(str::to_owned),
        duration_seconds,
        duration_method: duration_method.map(|method| match method {
            audio::DurationMethod::Header => DurationMethod::Header,
            audio::DurationMethod::Counted => DurationMethod::Counted,
            audio::DurationMethod::Estimated => DurationMethod::Estimated,
        }),
        channels: small(channels),
        sample_rate: small(sample_rate),
        bits_per_sample: small(bits_per_sample),
        bitrate: bitrate.map(signed),
        audio_sha256: identity.as_ref().map(Identity::hexadecimal),
        audio_begin: identity.and_then(|identity| identity.begin),
        audio_size_bytes: identity.and_then(|identity| identity.size_bytes).map(signed),
        tags: json!(tags),
        artwork: json!(artwork),
        chapters: json!(chapters),
        warnings: warnings.into_iter().map(Warning::as_str).collect(),
        probe_bytes_read,
        guessed: guessed.into_iter().map(Field::name).collect(),
        tagged,
    }
}

/// A file's name as a title: without its extension, underscores as spaces.
fn title_from(name: &str) -> String {
    let title = audio::stem(name).replace(|c: char| c == '_' || c.is_control(), " ");
    let title = title.trim();
    if title.is_empty() { "untitled".to_owned() } else { title.to_owned() }
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::title_from;

    #[test]
    fn a_file_name_becomes_a_readable_title() {
        for (name, title) in [
            ("02_Harmonium_Study.mp3", "02 Harmonium Study"),
            ("Jóga.live.flac", "Jóga.live"),
            ("3f2a9c", "3f2a9c"),
            ("01. Intro", "01. Intro"),
            ("___.wav", "untitled"),
            ("", "untitled"),
            (".mp3", ".mp3"),
        ] {
            assert_eq!(title_from(name), title);
        }
    }
}
