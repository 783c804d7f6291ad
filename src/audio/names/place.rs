//! The number before a title: which track it is, and maybe of which disc.
//!
//! `03 Title`, `3 - Title`, `3. Title` and `1-03 Title` begin with one. `7 Rings`, `24K Magic`, `99 Luftballons` and
//! `1979` don't: a single digit before a space is part of the title, and so are three, and two above [`MOST`]. Two
//! digits before a space that don't begin with a zero (`21 Guns`) only count where a folder says that it's an album.

/// Where the title after a number begins, and what the number says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    pub disc: Option<i64>,
    /// None for the side of a record: `B2` doesn't say how many tracks side A has.
    pub track: Option<i64>,
    pub certainty: Certainty,
    pub rest: &'a str,
}

/// How sure it is that a number is a track's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    Unlikely,
    /// On an album, it is.
    OnAlbum,
    Sure,
}

/// What stands after a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Space,
    /// Without spaces around.
    Hyphen,
    /// ` - `, `. `, `) `
    Strong,
}

/// Most tracks of a disc, as far as numbers without a clear separator are concerned.
const MOST: i64 = 49;

/// The number at the beginning of a name, with its separator.
pub fn leading(name: &str) -> Option<Place<'_>> {
    on_disc(name).or_else(|| on_side(name)).or_else(|| alone(name))
}

/// A name that is nothing but a number: `03`.
pub fn whole(name: &str) -> Option<Place<'_>> {
    let track = digits(name, 3).filter(|(_, rest)| rest.is_empty()).map(|(track, _)| track)?;
    let is_likely = name.starts_with('0') || (name.len() == 2 && track <= MOST);
    let certainty = if is_likely { Certainty::OnAlbum } else { Certainty::Unlikely };
    Some(Place { disc: None, track: Some(track), certainty, rest: "" })
}

/// The separator at the beginning of a text, and what follows.
pub fn separator(text: &str) -> Option<(Mark, &str)> {
    let after_space = text.trim_start();
    let is_spaced = after_space.len() < text.len();
    let (mark, rest) = if let Some(rest) = after_space.strip_prefix('-') {
        (if is_spaced || rest.starts_with(' ') { Mark::Strong } else { Mark::Hyphen }, rest)
    } else if let Some(rest) = after_space.strip_prefix(['.', ')', ']']) {
        // Neither 10.000 nor a name that begins with an ellipsis.
        (Mark::Strong, Some(rest).filter(|rest| !rest.starts_with(|c: char| c == '.' || c.is_ascii_digit()))?)
    } else {
        (Mark::Space, Some(after_space).filter(|_| is_spaced)?)
    };
    // `01. - Title`
    let rest = rest.trim_start();
    Some((mark, rest.strip_prefix("- ").map_or(rest, str::trim_start)))
}

/// So many digits at most, no digit after.
pub fn digits(text: &str, most: usize) -> Option<(i64, &str)> {
    let count = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at(count);
    ((1..=most).contains(&count)).then(|| digits.parse().ok().map(|number| (number, rest)))?
}

fn alone(name: &str) -> Option<Place<'_>> {
    let (number, after) = digits(name, 3)?;
    let (mark, rest) = separator(after)?;
    let (has_zero, count) = (name.starts_with('0'), name.len() - after.len());
    let is_disc_too = count == 3 && !has_zero && (1..=MOST).contains(&(number % 100));
    let certainty = match (count, mark) {
        (1, Mark::Space) => Certainty::Unlikely,
        (3, Mark::Space | Mark::Hyphen) if !has_zero => Certainty::Unlikely,
        (3, Mark::Strong) if !has_zero => Certainty::OnAlbum,
        (_, Mark::Strong) => Certainty::Sure,
        _ if has_zero => Certainty::Sure,
        _ if number <= MOST => Certainty::OnAlbum,
        _ => Certainty::Unlikely,
    };
    let (disc, track) = if is_disc_too { (Some(number / 100), number % 100) } else { (None, number) };
    Some(Place { disc, track: Some(track), certainty, rest })
}

/// `1-03 Title`, `2.05 - Title`, `d1t03 Title`.
fn on_disc(name: &str) -> Option<Place<'_>> {
    let (name, marks) = name.strip_prefix(['d', 'D']).map_or((name, ['-', '.']), |name| (name, ['t', 'T']));
    let (disc, after) = digits(name, 2)?;
    let number = after.strip_prefix(marks)?;
    let (track, after) = digits(number, 2).filter(|(_, after)| number.len() - after.len() == 2)?;
    let (mark, rest) = separator(after)?;
    let is_one_digit = name.len() - after.len() == 4;
    if disc == 0 || !(is_one_digit || name.starts_with('0')) {
        return None;
    }
    let is_sure = number.starts_with('0') || mark == Mark::Strong;
    let certainty = if is_sure { Certainty::Sure } else { Certainty::OnAlbum };
    Some(Place { disc: Some(disc), track: Some(track), certainty, rest })
}

/// The side of a record: `A1 - Title`, `b2. Title`.
fn on_side(name: &str) -> Option<Place<'_>> {
    let after = name.strip_prefix(|c: char| matches!(c, 'a'..='h' | 'A'..='H'))?;
    let (_, after) = digits(after, 1).filter(|(number, _)| *number > 0)?;
    let (_, rest) = separator(after)?;
    Some(Place { disc: None, track: None, certainty: Certainty::OnAlbum, rest })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_a_track_s_as_far_as_its_separator_says() {
        use Certainty::*;
        for (name, disc, track, certainty, rest) in [
            ("03 Title", None, Some(3), Sure, "Title"),
            ("03. Title", None, Some(3), Sure, "Title"),
            ("03.Title", None, Some(3), Sure, "Title"),
            ("03) Title", None, Some(3), Sure, "Title"),
            ("03-Title", None, Some(3), Sure, "Title"),
            ("03. - Title", None, Some(3), Sure, "Title"),
            ("3 - Title", None, Some(3), Sure, "Title"),
            ("12 - Title", None, Some(12), Sure, "Title"),
            ("99 - Title", None, Some(99), Sure, "Title"),
            ("12 Title", None, Some(12), OnAlbum, "Title"),
            ("99 Luftballons", None, Some(99), Unlikely, "Luftballons"),
            ("7 Rings", None, Some(7), Unlikely, "Rings"),
            ("007 - Title", None, Some(7), Sure, "Title"),
            ("103 - Title", Some(1), Some(3), OnAlbum, "Title"),
            ("103 Title", Some(1), Some(3), Unlikely, "Title"),
            ("160 - Title", None, Some(160), OnAlbum, "Title"),
            ("1-03 Title", Some(1), Some(3), Sure, "Title"),
            ("01-12 - Title", Some(1), Some(12), Sure, "Title"),
            ("2.05 Title", Some(2), Some(5), Sure, "Title"),
            ("d2t05 - Title", Some(2), Some(5), Sure, "Title"),
            ("4-20 Title", Some(4), Some(20), OnAlbum, "Title"),
            ("B2. Title", None, None, OnAlbum, "Title"),
            ("B2 Title", None, None, OnAlbum, "Title"),
        ] {
            assert_eq!(leading(name), Some(Place { disc, track, certainty, rest }), "{name}");
        }
        for name in ["1979", "24K Magic", "10.000 Nights", "7...", "2004-05-06 Talk", "U2 - One", "", "03", "Title"] {
            assert_eq!(leading(name), None, "{name}");
        }
    }
}
