//! A file's name, fit to be shown and sent.

/// Characters a name has at most.
const LONGEST: usize = 120;
/// What a file without a name is called.
const NAMELESS: &str = "file";

/// The last part of a path, on one line, without characters that turn the writing direction or cannot be seen. Too long
/// a name loses its middle, so that its ending stays.
pub(crate) fn fit(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).find(|part| !part.trim().is_empty());
    let shown: String = last.unwrap_or_default().chars().filter(|c| !is_hidden(*c)).collect();
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    if shown.is_empty() || shown.chars().all(|c| c == '.') {
        return NAMELESS.to_owned();
    }
    shorten(&shown)
}

fn shorten(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    if letters.len() <= LONGEST {
        return name.to_owned();
    }
    let end = LONGEST / 4;
    let (head, tail) = (&letters[..LONGEST - end - 1], &letters[letters.len() - end..]);
    head.iter().chain(&['…']).chain(tail).collect()
}

/// Control characters, marks and overrides of writing direction, and what takes no room.
fn is_hidden(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{61c}' | '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_last_part_of_a_path_and_nothing_hides_in_it() {
        for (given, shown) in [
            ("notes.txt", "notes.txt"),
            ("/etc/passwd", "passwd"),
            ("../../.ssh/id_rsa", "id_rsa"),
            (r"C:\Users\me\a b.png", "a b.png"),
            ("photo\u{202e}gnp.exe", "photognp.exe"),
            ("a\u{0}b\nc\td.txt", "ab c d.txt"),
            ("dir/", "dir"),
            ("..", "file"),
            ("", "file"),
            ("\u{200b}\u{2066}", "file"),
            ("报告 2026.pdf", "报告 2026.pdf"),
        ] {
            assert_eq!(fit(given), shown, "{given:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let name = fit(&format!("{}.tar.gz", "ä".repeat(5_000)));
        assert_eq!(name.chars().count(), LONGEST);
        assert!(name.starts_with("ää") && name.ends_with("ä.tar.gz") && name.contains('…'));
    }
}
