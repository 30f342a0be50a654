//! Cleans up the white space that a page's layout leaves in its text.

/// Trims the end of every line and joins consecutive blank lines into one.
pub(super) fn clean_up(page: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in page.lines().map(str::trim_end) {
        if !line.is_empty() || lines.last().is_some_and(|before| !before.is_empty()) {
            lines.push(line);
        }
    }
    lines.join("\n").trim().replace('\0', "")
}

#[cfg(test)]
mod tests {
    use super::clean_up;

    #[test]
    fn layout_white_space_is_cleaned_up() {
        assert_eq!(clean_up("\n\n  Title  \n\n\n\nOne\ntwo \n\n"), "Title\n\nOne\ntwo");
        assert_eq!(clean_up(" \n \n"), "");
    }
}
