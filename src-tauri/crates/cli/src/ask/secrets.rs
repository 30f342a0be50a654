//! What looks like a secret, said before it is sent: on a terminal the person is asked, a script is told and goes on.

use std::io::{self, BufRead, IsTerminal};

use chat::Failure;
use engine::{Engine, Ready, view::SuspectView};

use crate::{
    exit::{Exit, Stop},
    house, output, words,
};

/// More than this are counted, not listed.
const LISTED: usize = 4;

/// Says what in the prompt and its texts looks like a secret, and asks where somebody is there to answer. Nothing where
/// that is switched off.
///
/// # Errors
/// Exit 1 where the person does not want it sent.
pub(super) async fn ask(engine: &Engine, host: &str, prompt: &str, files: &[Ready]) -> Result<(), Stop> {
    let found = engine.suspects_among(prompt, files).await;
    let found = found.map_err(|failure: Failure| house::about_nothing(&failure))?;
    if found.is_empty() {
        return Ok(());
    }
    output::note(&told(&found));
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        let values = [("host", host), ("switch", words::secrets_switch())];
        output::note(&words::say("ask.suspect_sent", &values));
        return Ok(());
    }
    output::question(&words::say("ask.suspect_ask", &[("host", host)]));
    let mut answer = String::new();
    // An end of input is no yes.
    let _ = io::stdin().lock().read_line(&mut answer);
    if is_yes(&answer) {
        return Ok(());
    }
    let declined = words::say("sentence", &[("title", words::word("ask.suspect_declined"))]);
    Err(Stop::Said(Exit::Failed, declined))
}

fn is_yes(answer: &str) -> bool {
    let answer = answer.trim().to_lowercase();
    words::word("ask.suspect_yes").split(' ').any(|yes| yes == answer)
}

/// All of it in one line: which kind, in which file, on which line, and only as much of it as its owner needs to know it.
fn told(found: &[SuspectView]) -> String {
    let mut listed: Vec<String> = found.iter().take(LISTED).map(one).collect();
    let more = found.len().saturating_sub(LISTED);
    if more > 0 {
        listed.push(words::fill(words::suspect("more"), &[("count", &more.to_string())]));
    }
    let form = if found.len() == 1 { "title.one" } else { "title.other" };
    let values = [("title", words::suspect(form)), ("found", &listed.join("; "))];
    words::say("ask.suspects", &values)
}

fn one(suspect: &SuspectView) -> String {
    let line = suspect.line.to_string();
    let values = [("line", line.as_str()), ("shown", &suspect.shown)];
    let found = words::fill(words::suspect(&suspect.kind), &values);
    let Some(file) = &suspect.file else { return found };
    let file = if file.is_empty() {
        words::suspect("pasted")
    } else {
        file
    };
    words::fill(words::suspect("inFile"), &[("file", file), ("found", &found)])
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
            told(&two),
            "This looks like secrets: line 1: a payment card, … 1111; bill.txt, line 7: a private key."
        );
        let many = vec![suspect(None, "card", 1); 6];
        assert!(told(&many).ends_with("; and 2 more."));
    }

    #[test]
    fn only_a_yes_is_a_yes() {
        assert!(is_yes("y\n") && is_yes(" YES \n"));
        assert!(!is_yes("") && !is_yes("\n") && !is_yes("n\n") && !is_yes("yep\n"));
    }
}
