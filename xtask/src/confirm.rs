//! Asking before the system is changed: only where there is a person to answer.

use std::io::{IsTerminal, Write, stdin, stdout};

use crate::command::Outcome;

/// Asks on a terminal and returns the answer; returns true without one, so that scripts and CI go through unattended.
pub(crate) fn confirmed(question: &str) -> Outcome<bool> {
    let ci = std::env::var("CI").unwrap_or_default();
    if !somebody_answers(stdin().is_terminal(), stdout().is_terminal(), &ci) {
        return Ok(true);
    }
    print!("{question} [Y/n] ");
    stdout().flush()?;
    let mut line = String::new();
    let read = stdin().read_line(&mut line)?;
    Ok(read > 0 && is_yes(&line))
}

/// Whether a person reads the question and can answer it. `ci` is the variable that build services set.
fn somebody_answers(stdin: bool, stdout: bool, ci: &str) -> bool {
    stdin && stdout && ci.is_empty()
}

/// Whether an answer agrees; Enter alone does.
fn is_yes(line: &str) -> bool {
    matches!(line.trim().to_lowercase().as_str(), "" | "y" | "yes")
}

#[cfg(test)]
mod tests {
    use super::{is_yes, somebody_answers};

    #[test]
    fn only_a_person_at_a_terminal_is_asked() {
        assert!(somebody_answers(true, true, ""));
        assert!(!somebody_answers(false, true, ""), "stdin is a pipe");
        assert!(!somebody_answers(true, false, ""), "stdout is a file");
        assert!(!somebody_answers(true, true, "true"), "a build service with a terminal");
    }

    #[test]
    fn enter_agrees_and_anything_else_but_yes_does_not() {
        for yes in ["\n", "y\n", "Y\n", " yes \r\n"] {
            assert!(is_yes(yes), "{yes:?}");
        }
        for no in ["n\n", "no\n", "q\n", "yn\n"] {
            assert!(!is_yes(no), "{no:?}");
        }
    }
}
