//! What is left of a page's text once the white space of its layout is evened out.

/// One page: lines without space at their ends, at most one empty line between two others.
pub(super) fn tidy(page: &str) -> String {
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
    use super::tidy;

    #[test]
    fn layout_is_evened_out() {
        assert_eq!(tidy("\n\n  Title  \n\n\n\nOne\ntwo \n\n"), "Title\n\nOne\ntwo");
        assert_eq!(tidy(" \n \n"), "");
    }
}
