//! Titles of conversations: one line, from the first prompt or from the person.

use crate::Attached;

/// Most characters of a title made from a prompt; an ellipsis follows if there was more.
const FROM_PROMPT: usize = 60;
/// Most characters of a title that the person gives.
const GIVEN: usize = 200;

/// Returns the first line of a prompt that is not blank, cut at a word's end.
pub(crate) fn of_prompt(prompt: &str) -> String {
    let (mut title, cut) = prompt
        .lines()
        .map(|line| fold(line, FROM_PROMPT))
        .find(|(line, _)| !line.is_empty())
        .unwrap_or_default();
    if cut {
        title.push('…');
    }
    title
}

/// Returns the title of a turn: from its prompt, else the name of the first file that has one.
pub(crate) fn of_turn(prompt: &str, attached: &Attached) -> String {
    let titles = attached.files.iter().map(|file| of_prompt(&file.name));
    let mut titles = std::iter::once(of_prompt(prompt)).chain(titles);
    titles.find(|title| !title.is_empty()).unwrap_or_default()
}

/// Returns the typed title on one line; empty if it is blank.
pub(crate) fn given(title: &str) -> String {
    fold(title, GIVEN).0
}

/// Returns the words of a text that fit, one space apart, and whether there were more. A first word that does not fit
/// is cut, for scripts without spaces.
fn fold(text: &str, limit: usize) -> (String, bool) {
    let mut words = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default();
    let mut folded: String = first.chars().take(limit).collect();
    let mut length = first.chars().count();
    for word in words {
        length += 1 + word.chars().count();
        if length > limit {
            return (folded, true);
        }
        folded.push(' ');
        folded.push_str(word);
    }
    (folded, length > limit)
}

#[cfg(test)]
mod tests {
    use super::{given, of_prompt};

    #[test]
    fn a_title_is_the_first_line_with_its_spaces_folded() {
        assert_eq!(
            of_prompt("\n  Why is\tthe   sky blue? \r\nBe brief."),
            "Why is the sky blue?"
        );
    }

    #[test]
    fn a_long_title_ends_at_a_words_end_within_60_characters() {
        let title = of_prompt(&"twelve chars ".repeat(10));
        assert_eq!(title, "twelve chars twelve chars twelve chars twelve chars twelve…");
        assert_eq!(
            of_prompt(&format!("{} b c", "a".repeat(58))),
            format!("{} b…", "a".repeat(58))
        );
    }

    #[test]
    fn a_first_word_that_does_not_fit_is_cut_at_60_characters_and_nothing_follows_it() {
        assert_eq!(
            of_prompt(&format!("{} und", "好".repeat(70))),
            format!("{}…", "好".repeat(60))
        );
    }

    #[test]
    fn a_given_title_is_one_line_without_control_characters() {
        assert_eq!(given(" a\u{0}b\nc "), "a b c");
        assert_eq!(given(" \n\u{7} "), "");
    }
}
