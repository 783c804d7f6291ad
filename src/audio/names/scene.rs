//! The names of the scene, without spaces and with a group's name at the end, as others would write them.

use super::noise;

/// `01-artist_name-song_title-grp` → `01 - artist_name - song_title`. Names of another count of hyphens are left as
/// they are: which of them part words isn't sure.
pub fn file(name: &str) -> Option<String> {
    if name.contains(' ') {
        return None;
    }
    let parts: Vec<&str> = name.split('-').take(6).collect();
    let (number, artist, title, group) = match parts[..] {
        [number, artist, title, group] => (number, artist, title, Some(group)),
        [number, artist, title] if title.contains('_') => (number, artist, title, None),
        _ => return None,
    };
    let is_number = (2..=3).contains(&number.len())
        && number.bytes().skip(1).all(|byte| byte.is_ascii_digit())
        && number.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_scene = is_number && group.is_none_or(is_group) && (artist.contains('_') || title.contains('_'));
    is_scene.then(|| format!("{number} - {artist} - {title}"))
}

/// `Artist_Name-Album_Name-WEB-2004-GRP` → `Artist_Name - Album_Name (2004)`.
pub fn folder(name: &str) -> Option<String> {
    if name.contains(' ') {
        return None;
    }
    let parts: Vec<&str> = name.split('-').take(9).collect();
    let [artist, album, between @ .., year, group] = &parts[..] else { return None };
    let is_year = year.len() == 4 && (year.starts_with("19") || year.starts_with("20"));
    let is_between = between.iter().all(|part| part.starts_with('(') || noise::is_noise(part));
    let is_scene = is_year && year.bytes().all(|byte| byte.is_ascii_digit()) && is_group(group) && is_between;
    is_scene.then(|| format!("{artist} - {album} ({year})"))
}

fn is_group(text: &str) -> bool {
    (2..=12).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_scene_are_written_as_others_are() {
        assert_eq!(file("01-low_fi-the_end-grp").as_deref(), Some("01 - low_fi - the_end"));
        assert_eq!(file("a1-low_fi-the_end").as_deref(), Some("a1 - low_fi - the_end"));
        assert_eq!(folder("Low_Fi-The_End-(CAT1)-WEB-2004-GRP").as_deref(), Some("Low_Fi - The_End (2004)"));
        for name in ["01-jay-z-the_end-grp", "01-end-grp", "blink-182", "01-low fi-the_end-grp", "", "---"] {
            assert_eq!(file(name), None, "{name}");
        }
        assert_eq!(folder("Low_Fi-The_End-Part-2004-GRP"), None);
    }
}
