//! Prints the steps of a check, one a line.

use std::io;

use engine::view::{CheckOutcome, CheckReport, CheckStep, StepName, StepReason};

use crate::{messages, output::Output};

/// Prints each step of the check.
pub(super) fn print(report: &CheckReport) -> io::Result<()> {
    let output = Output::new();
    report
        .steps
        .iter()
        .try_for_each(|step| output.line(&line(step, report.asked_model.as_deref())))
}

fn line(step: &CheckStep, asked_model: Option<&str>) -> String {
    let name = match (step.name, asked_model) {
        (StepName::Address, _) => messages::word("endpoint.step.address").to_owned(),
        (StepName::Tls, _) => messages::word("endpoint.step.tls").to_owned(),
        (StepName::Key, _) => messages::word("endpoint.step.key").to_owned(),
        (StepName::Model, Some(model)) => messages::say("endpoint.step.model_of", &[("model", model)]),
        (StepName::Model, None) => messages::word("endpoint.step.model").to_owned(),
        (StepName::Streaming, _) => messages::word("endpoint.step.streaming").to_owned(),
        (StepName::Usage, _) => messages::word("endpoint.step.usage").to_owned(),
    };
    let outcome = match step.outcome {
        CheckOutcome::Ok => messages::word("endpoint.outcome.ok"),
        CheckOutcome::Warned => messages::word("endpoint.outcome.warned"),
        CheckOutcome::Skipped => messages::word("endpoint.outcome.skipped"),
        CheckOutcome::Failed => messages::word("endpoint.outcome.failed"),
    };
    let line = match step.ms {
        Some(ms) => messages::say(
            "endpoint.step_line_timed",
            &[("step", &name), ("outcome", outcome), ("ms", &ms.to_string())],
        ),
        None => messages::say("endpoint.step_line", &[("step", &name), ("outcome", outcome)]),
    };
    match step.reason.and_then(why) {
        Some(why) => messages::say("endpoint.step_line_why", &[("line", &line), ("why", why)]),
        None => line,
    }
}

/// Returns why a step has its outcome; `None` if the outcome says it all.
fn why(reason: StepReason) -> Option<&'static str> {
    Some(match reason {
        StepReason::NotTried | StepReason::Proven | StepReason::ProvenByAnswer => return None,
        StepReason::Loopback => messages::word("endpoint.why.loopback"),
        StepReason::PlainHttp => messages::word("endpoint.why.plain_http"),
        StepReason::NoKey => messages::word("endpoint.why.no_key"),
        StepReason::Unproven => messages::word("endpoint.why.unproven"),
        StepReason::NoList => messages::word("endpoint.why.no_list"),
        StepReason::NoChatModel => messages::word("endpoint.why.no_chat_model"),
        StepReason::LocalModel => messages::word("endpoint.why.local_model"),
        StepReason::NotNeeded => messages::word("endpoint.why.not_needed"),
        StepReason::Whole => messages::word("endpoint.why.whole"),
        StepReason::NoText => messages::word("endpoint.why.no_text"),
        StepReason::NoUsage => messages::word("endpoint.why.no_usage"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_says_what_and_how_and_how_long() {
        let step = CheckStep {
            name: StepName::Tls,
            outcome: CheckOutcome::Ok,
            reason: None,
            ms: Some(12),
        };
        assert_eq!(line(&step, None), "TLS: works (12 ms)");
        let step = CheckStep {
            name: StepName::Model,
            outcome: CheckOutcome::Failed,
            reason: Some(StepReason::NoList),
            ms: None,
        };
        assert_eq!(
            line(&step, Some("hare")),
            "model hare: failed (the server doesn’t list its models)"
        );
    }
}
