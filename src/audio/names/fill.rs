//! What tags leave empty, filled with what the name says.

use crate::text::fold;
use crate::track::{Field, TagFields};

/// Fills the fields that tags left empty, and answers which those are.
///
/// The name is believed where it doesn't contradict the tags: title, artist and album that both have must be the same,
/// but for how they are written. A title in the tags must be the name's, too: where somebody tagged a file and its name
/// says something else, what they left empty stays so.
pub fn fill(tagged: &mut TagFields, guessed: &TagFields) -> Vec<Field> {
    let is_same = |given: &Option<String>, guessed: &Option<String>| match (given, guessed) {
        (Some(given), Some(guessed)) => fold(given).joined() == fold(guessed).joined(),
        _ => true,
    };
    let agree = is_same(&tagged.title, &guessed.title)
        && is_same(&tagged.artist, &guessed.artist)
        && is_same(&tagged.album, &guessed.album)
        && (tagged.title.is_none() || guessed.title.is_some());
    if !agree {
        return Vec::new();
    }
    let mut filled = Vec::new();
    for field in Field::tagged().filter(|field| guessed.get(*field).is_some()) {
        if tagged.get(field).is_none() {
            tagged.put(field, guessed.get(field).map(|value| value.to_owned()));
            filled.push(field);
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(artist: &str, title: &str, album: &str) -> TagFields {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        TagFields { artist: text(artist), title: text(title), album: text(album), ..TagFields::default() }
    }

    #[test]
    fn the_name_fills_what_tags_leave_empty_unless_they_contradict_it() {
        let guess = fields("Hollow Pines", "Roads", "Winter");
        for (tags, expected, filled) in [
            (["", "", ""], ["Hollow Pines", "Roads", "Winter"], vec![Field::Artist, Field::Title, Field::Album]),
            (["", "roads", ""], ["Hollow Pines", "roads", "Winter"], vec![Field::Artist, Field::Album]),
            (["Hollow Pines", "", ""], ["Hollow Pines", "Roads", "Winter"], vec![Field::Title, Field::Album]),
            (["", "Other", ""], ["", "Other", ""], vec![]),
            (["Other", "", ""], ["Other", "", ""], vec![]),
            (["Hollow Pines", "Roads", "Summer"], ["Hollow Pines", "Roads", "Summer"], vec![]),
        ] {
            let mut tagged = fields(tags[0], tags[1], tags[2]);
            assert_eq!(fill(&mut tagged, &guess), filled, "{tags:?}");
            assert_eq!(tagged, fields(expected[0], expected[1], expected[2]));
        }
        let mut tagged = fields("", "Kick", "");
        assert_eq!(fill(&mut tagged, &fields("X", "", "Y")), vec![]);
    }
}
