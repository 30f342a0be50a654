//! Asked again by itself: the wait is shown, can be skipped and cancelled, and the server is asked exactly as often as said.

use std::time::{Duration, SystemTime};

use chat::{
    AnswerId,
    AnswerState::{Done, Failed, Stopped, Waiting},
    ErrorCode,
};
use demo::{Reply, Script, Server, Step};
use engine::{Engine, view::ConversationView};
use serde_json::{Value, json};

use crate::common::{Asking, Code, Page, TestApp, answers, known, run, server, text_of, told};

fn busy() -> Reply {
    Reply::json(
        429,
        &json!({"error": {"message": "Slow down.", "code": "rate_limit_exceeded"}}),
    )
}

/// Refused for longer than any test takes.
fn for_long() -> Reply {
    busy().header("retry-after", "90")
}

/// Refused for a moment.
fn for_a_moment() -> Reply {
    busy().header("retry-after-ms", "5")
}

fn now_ms() -> i64 {
    let since = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .expect("a time");
    i64::try_from(since.as_millis()).expect("a time")
}

struct Talk {
    engine: Engine,
    server: Server,
    view: ConversationView,
    asked: AnswerId,
    page: Page,
}

impl Talk {
    /// One model asked one thing.
    async fn begin(app: &TestApp, replies: impl IntoIterator<Item = Reply>) -> Self {
        let engine = app.open().await;
        let server = server(
            replies
                .into_iter()
                .fold(Script::new(), |script, reply| script.answer("m", reply)),
        );
        let view = engine.talk(known(&engine, &server).await, &["m"]).await;
        let asked = engine.prompt(&view, "Well?").await[0];
        let page = Page::load(&engine, "page", view.id).await;
        Self {
            engine,
            server,
            view,
            asked,
            page,
        }
    }

    /// Waits until the page shows that it is asked again later, and gives what it shows.
    async fn wait(&mut self) -> Value {
        self.page
            .until(&self.engine, |page| !page.answers()[0]["retry"].is_null())
            .await;
        self.page.answers()[0].clone()
    }

    fn count(&self) -> usize {
        told(&self.server, "m").len()
    }
}

#[test]
fn each_form_of_retry_after_is_a_time_on_the_page() {
    run(async {
        let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(60));
        for (header, value) in [
            ("retry-after", "60"),
            ("retry-after", "59.5"),
            ("retry-after", &*date),
            ("retry-after-ms", "60000"),
            ("x-ratelimit-reset-requests", "1m0s"),
        ] {
            let app = TestApp::new();
            let mut talk = Talk::begin(&app, [busy().header(header, value)]).await;
            let shown = talk.wait().await;
            let wait = shown["retry"]["at_ms"].as_i64().expect("a time") - now_ms();
            assert!((30_000..=60_500).contains(&wait), "{header}: {value}: {wait}");
            assert_eq!(
                (&shown["retry"]["code"], &shown["retry"]["attempt"]),
                (&json!("rate_limited"), &json!(1))
            );
            assert_eq!((&shown["state"], &shown["failure"]), (&json!("waiting"), &Value::Null));
            assert_eq!(talk.count(), 1);
            talk.engine.stop(talk.asked).await.expect("stopped");
        }
    });
}

#[test]
fn the_wait_is_skipped_at_once_and_only_the_one_that_was_seen() {
    run(async {
        let app = TestApp::new();
        let mut talk = Talk::begin(&app, [for_long(), for_long(), Reply::answer("At last.")]).await;
        talk.wait().await;
        // A retry that is not waited for: nothing happens.
        talk.engine.retry_now(talk.asked, 2).await.expect("taken");
        assert_eq!(talk.count(), 1);
        talk.engine.retry_now(talk.asked, 1).await.expect("taken");
        // The same click once more, as a webview may send it.
        talk.engine.retry_now(talk.asked, 1).await.expect("taken");
        talk.page
            .until(&talk.engine, |page| page.answers()[0]["retry"]["attempt"] == 2)
            .await;
        assert_eq!(talk.count(), 2);
        talk.engine.retry_now(talk.asked, 2).await.expect("taken");
        let end = talk.engine.settled(talk.view.id).await;
        let answer = answers(&end)[0];
        assert_eq!(
            (answer.code(), text_of(answer), answer.retry),
            ((Done, None), "At last.".to_owned(), None)
        );
        assert_eq!(talk.count(), 3);
        // The time is that of the request that was answered, not of the waits.
        assert!(answer.metrics.first_text_ms.expect("a time") < 30_000);
        talk.engine.retry_now(talk.asked, 2).await.expect("taken");
        assert_eq!(talk.count(), 3);
    });
}

#[test]
fn cancelling_the_wait_stops_the_answer_and_asks_nobody() {
    run(async {
        let app = TestApp::new();
        let mut talk = Talk::begin(&app, [for_long(), Reply::answer("Never.")]).await;
        talk.wait().await;
        talk.engine.stop(talk.asked).await.expect("stopped");
        let end = talk.engine.settled(talk.view.id).await;
        let answer = answers(&end)[0];
        assert_eq!((answer.code(), answer.retry), ((Stopped, None), None));
        assert!(answer.can_retry && !answer.can_continue);
        talk.engine.retry_now(talk.asked, 1).await.expect("taken");
        assert_eq!(talk.count(), 1);
    });
}

#[test]
fn the_wait_survives_a_new_page() {
    run(async {
        let app = TestApp::new();
        let mut talk = Talk::begin(&app, [for_long(), Reply::answer("Here.")]).await;
        let before = talk.wait().await;
        talk.page = Page::load(&talk.engine, "another page", talk.view.id).await;
        let after = talk.page.answers()[0].clone();
        assert_eq!(after["retry"], before["retry"]);
        talk.engine.retry_now(talk.asked, 1).await.expect("taken");
        let asked = talk.asked;
        talk.page
            .until(&talk.engine, |page| page.text(asked).contains("Here."))
            .await;
        assert_eq!(talk.count(), 2);
    });
}

#[test]
fn a_process_that_ends_while_it_waits_leaves_the_refusal_and_asks_nothing_more() {
    run(async {
        let app = TestApp::new();
        let mut talk = Talk::begin(&app, [for_long(), Reply::answer("Never.")]).await;
        talk.wait().await;
        talk.engine.close().await;
        let again = app.open().await;
        let view = again.open_conversation(talk.view.id).await.expect("open");
        let answer = answers(&view)[0];
        assert_eq!((answer.code(), answer.retry), ((Failed, Some("rate_limited")), None));
        assert!(answer.can_retry);
        assert_eq!(talk.count(), 1);
    });
}

#[test]
fn it_is_asked_three_times_at_most_and_then_the_card_says_why() {
    run(async {
        let app = TestApp::new();
        let talk = Talk::begin(&app, [for_a_moment()]).await;
        let end = talk.engine.settled(talk.view.id).await;
        assert_eq!(answers(&end)[0].code(), (Failed, Some("rate_limited")));
        assert_eq!(talk.count(), 3);
    });
}

#[test]
fn a_wait_beyond_two_minutes_is_left_to_the_person() {
    run(async {
        let app = TestApp::new();
        let talk = Talk::begin(&app, [busy().header("retry-after", "121")]).await;
        let end = talk.engine.settled(talk.view.id).await;
        let failure = answers(&end)[0].failure.clone().expect("a failure");
        assert_eq!(
            (failure.code, failure.retry_after_ms),
            (ErrorCode::RateLimited, Some(121_000))
        );
        assert_eq!(talk.count(), 1);
    });
}

#[test]
fn a_refusal_within_a_reply_counts_until_anything_of_an_answer_came() {
    run(async {
        let error = json!({"error": {"message": "Overloaded.", "code": 503}});
        let refused = Reply::stream([Step::Data(error.clone()), Step::Done]);
        let app = TestApp::new();
        let talk = Talk::begin(&app, [refused, Reply::answer("Fine.")]).await;
        let end = talk.engine.settled(talk.view.id).await;
        assert_eq!(answers(&end)[0].code(), (Done, None));
        assert_eq!(talk.count(), 2);

        for step in [Step::text("So "), Step::reasoning("Hm "), Step::Usage(3, 0)] {
            let broken = Reply::stream([step, Step::Data(error.clone()), Step::Done]);
            let app = TestApp::new();
            let talk = Talk::begin(&app, [broken, Reply::answer("Twice.")]).await;
            let end = talk.engine.settled(talk.view.id).await;
            assert_eq!(answers(&end)[0].code(), (Failed, Some("server_error")));
            assert_eq!(talk.count(), 1, "what has begun is billed");
        }
    });
}

#[test]
fn what_is_behind_a_waiting_answer_waits_with_it() {
    run(async {
        let app = TestApp::new();
        let mut talk = Talk::begin(&app, [for_long(), Reply::answer("One."), Reply::answer("Two.")]).await;
        talk.wait().await;
        talk.engine.prompt(&talk.view, "And?").await;
        let now = talk.engine.open_conversation(talk.view.id).await.expect("open");
        let states: Vec<_> = now.tabs[0].entries.iter().map(|entry| entry.answer.state).collect();
        assert_eq!(states, [Waiting, chat::AnswerState::Queued]);
        talk.engine.retry_now(talk.asked, 1).await.expect("taken");
        let end = talk.engine.settled(talk.view.id).await;
        assert!(end.tabs[0].entries.iter().all(|entry| entry.answer.state == Done));
        assert_eq!(talk.count(), 3);
    });
}

#[test]
fn refused_stream_options_are_left_out_once_remembered_and_said() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let refuses = |request: &demo::Request| {
            let refused = request.json["model"] == "old" && !request.json["stream_options"].is_null();
            let error = json!({"error": {"message": "Unknown parameter", "type": "invalid_request_error", "param": "stream_options"}});
            let reply = if refused {
                Reply::json(400, &error)
            } else {
                Reply::answer("Fine.")
            };
            (request.method == "POST").then_some(reply)
        };
        let server = server(Script::new().answer_with(refuses));
        let endpoint = known(&engine, &server).await;
        let talk = engine.talk(endpoint, &["old", "new"]).await;
        for _ in 0..2 {
            engine.prompt(&talk, "Well?").await;
            engine.settled(talk.id).await;
        }
        let end = engine.settled(talk.id).await;
        let [old, new] = answers(&end)[..] else {
            panic!("two answers")
        };
        assert_eq!(
            (old.code(), &*old.dropped),
            ((Done, None), &["stream_options".to_owned()][..])
        );
        assert_eq!((new.code(), &*new.dropped), ((Done, None), &[][..]));
        let asked = |model: &str| -> Vec<bool> {
            told(&server, model)
                .iter()
                .map(|body| !body["stream_options"].is_null())
                .collect()
        };
        assert_eq!(asked("old"), [true, false, false], "asked with them once, ever");
        assert_eq!(asked("new"), [true, true]);
        // The next process knows it too.
        engine.close().await;
        let again = app.open().await;
        again
            .prompt(&again.open_conversation(talk.id).await.expect("open"), "Still?")
            .await;
        again.settled(talk.id).await;
        assert_eq!(asked("old"), [true, false, false, false]);
    });
}
