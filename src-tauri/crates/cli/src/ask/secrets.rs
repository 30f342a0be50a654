//! Warns about what looks like a secret before it is sent. On a terminal the person decides; a script goes on.

use std::io::{self, BufRead, IsTerminal};

use chat::Failure;
use engine::{Engine, Ready, view::SuspectView};

use crate::{
    app_context,
    exit::{Exit, Stop},
    messages, output,
};

/// Most findings listed; the rest is counted.
const LISTED: usize = 4;

/// Prints what in the prompt and its text files looks like a secret, and on a terminal asks whether to send it. Does
/// nothing if the setting is off.
///
/// # Errors
/// Exit code 1 if the person declines.
pub(super) async fn ask(engine: &Engine, host: &str, prompt: &str, files: &[Ready]) -> Result<(), Stop> {
    let found = engine.suspects_among(prompt, files).await;
    let found = found.map_err(|failure: Failure| app_context::about_nothing(&failure))?;
    if found.is_empty() {
        return Ok(());
    }
    output::note(&list_detected(&found));
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        let values = [("host", host), ("switch", messages::secrets_switch())];
        output::note(&messages::say("ask.suspect_sent", &values));
        return Ok(());
    }
    output::question(&messages::say("ask.suspect_ask", &[("host", host)]));
    let mut answer = String::new();
    // The end of the input counts as no.
    let _ = io::stdin().lock().read_line(&mut answer);
    if is_yes(&answer) {
        return Ok(());
    }
    let declined = messages::say("sentence", &[("title", messages::word("ask.suspect_declined"))]);
    Err(Stop::Said(Exit::Failed, declined))
}

fn is_yes(answer: &str) -> bool {
    let answer = answer.trim().to_lowercase();
    messages::word("ask.suspect_yes").split(' ').any(|yes| yes == answer)
}

/// Writes the findings as one line: kind, file, line, and only so much of the text that its owner recognises it.
fn list_detected(found: &[SuspectView]) -> String {
    let mut listed: Vec<String> = found.iter().take(LISTED).map(one).collect();
    let more = found.len().saturating_sub(LISTED);
    if more > 0 {
        listed.push(messages::fill(
            messages::suspect("more"),
            &[("count", &more.to_string())],
        ));
    }
    let form = if found.len() == 1 { "title.one" } else { "title.other" };
    let values = [("title", messages::suspect(form)), ("found", &listed.join("; "))];
    messages::say("ask.suspects", &values)
}

fn one(suspect: &SuspectView) -> String {
    let line = suspect.line.to_string();
    let values = [("line", line.as_str()), ("shown", &suspect.shown)];
    let found = messages::fill(messages::suspect(&suspect.kind), &values);
    let Some(file) = &suspect.file else { return found };
    let file = if file.is_empty() {
        messages::suspect("pasted")
    } else {
        file
    };
    messages::fill(messages::suspect("inFile"), &[("file", file), ("found", &found)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suspect(file: Option<&str>, kind: &str, line: u32) -> SuspectView {
        SuspectView {
            file: file.map(str::to_owned),
            kind: kind.to_owned(),
            line,
            shown: "… 1111".to_owned(),
        }
    }

    #[test]
    fn what_was_found_is_said_in_one_line() {
        let two = [suspect(None, "card", 1), suspect(Some("bill.txt"), "private_key", 7)];
        assert_eq!(
            list_detected(&two),
            "This looks like secrets: line 1: a payment card, … 1111; bill.txt, line 7: a private key."
        );
        let many = vec![suspect(None, "card", 1); 6];
        assert!(list_detected(&many).ends_with("; and 2 more."));
    }

    #[test]
    fn only_a_yes_is_a_yes() {
        assert!(is_yes("y\n") && is_yes(" YES \n"));
        assert!(!is_yes("") && !is_yes("\n") && !is_yes("n\n") && !is_yes("yep\n"));
    }
}
