//! Sanitises file names for display and for the request.

/// Longest name, in characters.
const MAX_CHARS: usize = 120;
/// Name of a file without one.
const NAMELESS: &str = "file";

/// Returns the last component of a path on one line, without invisible characters and bidirectional overrides. A name
/// that is too long is shortened in the middle, so that its extension stays.
pub(crate) fn sanitise(name: &str) -> String {
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
    if letters.len() <= MAX_CHARS {
        return name.to_owned();
    }
    let end = MAX_CHARS / 4;
    let (head, tail) = (&letters[..MAX_CHARS - end - 1], &letters[letters.len() - end..]);
    head.iter().chain(&['…']).chain(tail).collect()
}

/// Returns whether `c` is a control character, a bidirectional mark or override, or has no width.
fn is_hidden(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c, '\u{61c}' | '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_last_path_component_without_invisible_characters() {
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
            assert_eq!(sanitise(given), shown, "{given:?}");
        }
    }

    #[test]
    fn a_long_name_keeps_its_ending() {
        let name = sanitise(&format!("{}.tar.gz", "ä".repeat(5_000)));
        assert_eq!(name.chars().count(), MAX_CHARS);
        assert!(name.starts_with("ää") && name.ends_with("ä.tar.gz") && name.contains('…'));
    }
}
