//! Given these events, exactly this is printed.

use chat::{ErrorCode, Metrics, Usage};
use serde_json::{Value, json};

use super::{super::event::Done, *};

fn text(text: &str) -> Event {
    Event::Text(text.to_owned())
}

fn printer(form: Form, models: &[&str]) -> Printer {
    Printer::new(
        form,
        "aihubmix.com",
        &models.iter().map(|&model| model.to_owned()).collect::<Vec<_>>(),
    )
}

fn measured() -> Event {
    let usage = Usage {
        prompt_tokens: Some(9),
        completion_tokens: Some(310),
        ..Usage::default()
    };
    let metrics = Metrics {
        first_text_ms: Some(420),
        duration_ms: Some(3_100),
        tokens_per_second: Some(84.126),
        charge: chat::Charge::Known {
            cost: chat::Cost::from_usd("0.0041").expect("a cost"),
            reported: false,
        },
        usage,
        ..Metrics::default()
    };
    Event::Done(Box::new(Done {
        finish_reason: Some("length".into()),
        served_model: Some("hare-2".into()),
        metrics,
    }))
}

fn done() -> Event {
    Event::Done(Box::default())
}

fn lines(printed: &Printed) -> Vec<Value> {
    printed
        .out
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

#[test]
fn one_answer_streams_as_it_comes_and_ends_its_line() {
    let mut printer = printer(Form::Stream, &["a"]);
    assert_eq!(printer.on_event(0, text("One")).out, "One");
    assert_eq!(printer.on_event(0, Event::Reasoning("Hm".into())), Printed::default());
    assert_eq!(printer.on_event(0, text(" two")).out, " two");
    assert_eq!(
        printer.on_event(0, measured()),
        Printed {
            out: "\n".into(),
            notes: vec![]
        }
    );
}

#[test]
fn a_line_that_is_ended_is_not_ended_again_and_nothing_stays_nothing() {
    let mut ended = printer(Form::Stream, &["a"]);
    ended.on_event(0, text("One\n"));
    assert_eq!(ended.on_event(0, done()), Printed::default());
    assert_eq!(printer(Form::Stream, &["a"]).on_event(0, done()), Printed::default());
}

#[test]
fn a_cut_answer_keeps_its_text_and_says_so() {
    let mut printer = printer(Form::Stream, &["a"]);
    printer.on_event(0, text("One"));
    let found = printer.on_event(0, Event::Failed(Failure::new(ErrorCode::CutOff)));
    assert_eq!(found.out, "\n");
    assert_eq!(
        found.notes,
        ["juxta: The answer was cut off; the text so far is above."]
    );
}

#[test]
fn several_answers_are_printed_whole_in_the_order_of_asking() {
    let mut printer = printer(Form::Whole, &["a", "b", "c"]);
    assert_eq!(printer.on_event(1, text("B")), Printed::default());
    assert_eq!(printer.on_event(1, done()), Printed::default());
    assert_eq!(printer.on_event(0, text("A1\n")), Printed::default());
    assert_eq!(printer.on_event(2, text("C")), Printed::default());
    let found = printer.on_event(0, measured());
    assert_eq!(found.out, "# a\nA1\n\n# b\nB\n");
    assert_eq!(
        found.notes[0],
        "a: first text after 0.42 s, 3.10 s total, 84 tok/s, 9 + 310 tokens, $0.0041, stopped at max output tokens"
    );
    assert_eq!(printer.on_event(2, done()).out, "\n# c\nC\n");
}

#[test]
fn a_failure_among_several_names_its_model_and_keeps_its_text() {
    let mut printer = printer(Form::Whole, &["a", "b"]);
    printer.on_event(0, text("half"));
    let found = printer.on_event(0, Event::Failed(Failure::new(ErrorCode::Timeout)));
    assert_eq!(found.out, "# a\nhalf\n");
    assert_eq!(found.notes, ["juxta: a: aihubmix.com took too long."]);
}

#[test]
fn json_lines_are_as_documented() {
    let mut printer = printer(Form::Lines, &["a", "b"]);
    assert_eq!(
        printer.on_event(0, text("One\n")).out,
        "{\"model\":\"a\",\"type\":\"delta\",\"text\":\"One\\n\"}\n"
    );
    let reasoning = printer.on_event(1, Event::Reasoning("Hm".into()));
    assert_eq!(
        reasoning.out,
        "{\"model\":\"b\",\"type\":\"reasoning\",\"text\":\"Hm\"}\n"
    );
    let whole = lines(&printer.on_event(0, measured()));
    let usage = json!({
        "prompt_tokens": 9, "completion_tokens": 310, "total_tokens": null, "reasoning_tokens": null, "cached_tokens": null,
    });
    assert_eq!(
        whole,
        [json!({
            "model": "a", "type": "done", "finish_reason": "length", "usage": usage, "ttft_ms": 420,
            "duration_ms": 3100, "tokens_per_second": 84.13, "cost_usd": 0.0041, "served_model": "hare-2",
        })]
    );
}

#[test]
fn unknown_figures_are_null() {
    let line = &lines(&printer(Form::Lines, &["a"]).on_event(0, done()))[0];
    for name in [
        "finish_reason",
        "usage",
        "ttft_ms",
        "duration_ms",
        "tokens_per_second",
        "cost_usd",
        "served_model",
    ] {
        assert_eq!(line.get(name), Some(&Value::Null), "{name}");
    }
}

#[test]
fn a_json_error_carries_code_and_request_id_and_is_said_on_stderr_too() {
    let mut failure = Failure::new(ErrorCode::RateLimited).retryable(true);
    failure.request_id = Some("req-1".into());
    let found = printer(Form::Lines, &["a"]).on_event(0, Event::Failed(failure));
    assert_eq!(
        lines(&found),
        [json!({
            "model": "a", "type": "error", "code": "rate_limited", "message": "aihubmix.com is limiting requests.",
            "request_id": "req-1", "retryable": true,
        })]
    );
    assert_eq!(found.notes, ["juxta: aihubmix.com is limiting requests."]);
}
