//! The steps of a check as lines.

use std::io;

use engine::view::{CheckOutcome, CheckReport, CheckStep, StepName, StepReason};

use crate::{output::Output, words};

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
        (StepName::Address, _) => words::word("endpoint.step.address").to_owned(),
        (StepName::Tls, _) => words::word("endpoint.step.tls").to_owned(),
        (StepName::Key, _) => words::word("endpoint.step.key").to_owned(),
        (StepName::Model, Some(model)) => words::say("endpoint.step.model_of", &[("model", model)]),
        (StepName::Model, None) => words::word("endpoint.step.model").to_owned(),
        (StepName::Streaming, _) => words::word("endpoint.step.streaming").to_owned(),
        (StepName::Usage, _) => words::word("endpoint.step.usage").to_owned(),
    };
    let outcome = match step.outcome {
        CheckOutcome::Ok => words::word("endpoint.outcome.ok"),
        CheckOutcome::Warned => words::word("endpoint.outcome.warned"),
        CheckOutcome::Skipped => words::word("endpoint.outcome.skipped"),
        CheckOutcome::Failed => words::word("endpoint.outcome.failed"),
    };
    let line = match step.ms {
        Some(ms) => words::say(
            "endpoint.step_line_timed",
            &[("step", &name), ("outcome", outcome), ("ms", &ms.to_string())],
        ),
        None => words::say("endpoint.step_line", &[("step", &name), ("outcome", outcome)]),
    };
    match step.reason.and_then(why) {
        Some(why) => words::say("endpoint.step_line_why", &[("line", &line), ("why", why)]),
        None => line,
    }
}

/// Why a step went as it did, where its outcome does not say so.
fn why(reason: StepReason) -> Option<&'static str> {
    Some(match reason {
        StepReason::NotTried | StepReason::Proven | StepReason::ProvenByAnswer => return None,
        StepReason::Loopback => words::word("endpoint.why.loopback"),
        StepReason::PlainHttp => words::word("endpoint.why.plain_http"),
        StepReason::NoKey => words::word("endpoint.why.no_key"),
        StepReason::Unproven => words::word("endpoint.why.unproven"),
        StepReason::NoList => words::word("endpoint.why.no_list"),
        StepReason::NoChatModel => words::word("endpoint.why.no_chat_model"),
        StepReason::LocalModel => words::word("endpoint.why.local_model"),
        StepReason::NotNeeded => words::word("endpoint.why.not_needed"),
        StepReason::Whole => words::word("endpoint.why.whole"),
        StepReason::NoText => words::word("endpoint.why.no_text"),
        StepReason::NoUsage => words::word("endpoint.why.no_usage"),
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
