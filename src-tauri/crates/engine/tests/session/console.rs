//! Asking without a page: events in order, one end for each question, nothing on the disk unless it is to be saved.

use chat::{AnswerState, AnswerState::Done, AnswerState::Failed, AnswerState::Stopped, Delta, Parameters};
use demo::{Reply, Script, Step};
use engine::{AskEvent, AskRequest, AskStream, Engine, Question};

use crate::common::{Asking, TestApp, gated, known, reason, run, server, told};

fn request(endpoint: chat::EndpointId, models: &[&str], save: bool) -> AskRequest {
    let question = |model: &&str| Question {
        endpoint,
        model: (*model).to_owned(),
        parameters: Parameters {
            system: Some("Be brief.".into()),
            body: [("temperature".to_owned(), 0.5.into())].into(),
            ..Parameters::default()
        },
    };
    AskRequest {
        questions: models.iter().map(question).collect(),
        prompt: "Count canary-prompt".into(),
        files: Vec::new(),
        save,
        confirmed: false,
    }
}

/// What came of one question: its deltas, then its one end.
#[derive(Debug, Default)]
struct Heard {
    text: String,
    reasoning: String,
    ended: Vec<(AnswerState, String)>,
}

async fn hear(asked: &mut AskStream, questions: usize) -> Vec<Heard> {
    let mut heard: Vec<Heard> = (0..questions).map(|_| Heard::default()).collect();
    while let Some(event) = asked.next().await {
        match event {
            AskEvent::Delta { index, delta } => {
                assert!(heard[index].ended.is_empty(), "words after the end");
                match delta {
                    Delta::Text(text) => heard[index].text.push_str(&text),
                    Delta::Reasoning(text) => heard[index].reasoning.push_str(&text),
                    _ => {}
                }
            }
            AskEvent::Waits { index, .. } => assert!(heard[index].ended.is_empty(), "a wait after the end"),
            AskEvent::Ended { index, answer, .. } => heard[index].ended.push((answer.state, answer.text())),
        }
    }
    heard
}

async fn nothing_comes_any_more(asked: &mut AskStream) {
    assert!(asked.next().await.is_none());
}

#[test]
fn each_question_has_its_words_in_order_and_then_one_end() {
    run(async {
        let app = TestApp::new();
        let engine = app.open_beside().await;
        let thinking = Reply::stream([
            Step::reasoning("Hm. "),
            Step::reasoning("So."),
            Step::text("One "),
            Step::text("two."),
            Step::finish("stop"),
            Step::Done,
        ]);
        let script = Script::new()
            .answer("a", thinking)
            .answer("b", Reply::answer("Three four."));
        let server = server(script);
        let endpoint = known(&engine, &server).await;
        let mut asked = engine
            .ask(request(endpoint, &["a", "b", "none"], false))
            .await
            .expect("asked");
        let heard = hear(&mut asked, 3).await;
        nothing_comes_any_more(&mut asked).await;
        assert_eq!(
            (heard[0].reasoning.as_str(), heard[0].text.as_str()),
            ("Hm. So.", "One two.")
        );
        assert_eq!(heard[0].ended, [(Done, "One two.".to_owned())]);
        assert_eq!(heard[1].ended, [(Done, "Three four.".to_owned())]);
        assert_eq!(heard[2].ended, [(Failed, String::new())]);
        let body = &told(&server, "a")[0];
        assert_eq!(
            (&body["messages"][0]["role"], &body["temperature"]),
            (&"system".into(), &0.5.into())
        );
        assert_eq!(body["messages"].as_array().map(Vec::len), Some(2));
        engine.close().await;
        assert!(
            !app.holds("canary-prompt") && !app.holds("Three four."),
            "something of it was written"
        );
    });
}

#[test]
fn stopping_ends_every_question_once_as_stopped_with_its_words() {
    run(async {
        let app = TestApp::new();
        let engine = app.open_beside().await;
        let server = server(Script::new().answer("*", gated("Some", "never", "")));
        let endpoint = known(&engine, &server).await;
        let mut asked = engine.ask(request(endpoint, &["a", "b"], false)).await.expect("asked");
        for _ in 0..2 {
            while !matches!(
                asked.next().await,
                Some(AskEvent::Delta {
                    delta: Delta::Text(_),
                    ..
                })
            ) {}
        }
        engine.stop_all(asked.conversation).await.expect("stopped");
        let heard = hear(&mut asked, 2).await;
        assert!(
            heard.iter().all(|heard| heard.ended == [(Stopped, "Some".to_owned())]),
            "{heard:?}"
        );
        server.closed(0).await;
        server.closed(1).await;
        engine.close().await;
    });
}

#[test]
fn a_saved_question_is_a_conversation_a_window_shows() {
    run(async {
        let app = TestApp::new();
        let engine = app.open_beside().await;
        let server = server(Script::new().answer("m", Reply::answer("Saved.")));
        let endpoint = known(&engine, &server).await;
        let mut asked = engine.ask(request(endpoint, &["m"], true)).await.expect("asked");
        hear(&mut asked, 1).await;
        // What was said to have ended is on the disk once the engine is closed, however soon.
        engine.close().await;
        let engine = app.open().await;
        let rows = engine.list_conversations().await.expect("a list");
        assert_eq!(
            (rows.len(), rows[0].id, rows[0].title.as_str()),
            (1, asked.conversation, "Count canary-prompt")
        );
        let talk = engine.open_conversation(asked.conversation).await.expect("open");
        assert_eq!(
            engine
                .answer_text(talk.tabs[0].entries[0].answer.id)
                .await
                .expect("text"),
            "Saved."
        );
        // Its parameters go on with it.
        engine.prompt(&talk, "More").await;
        engine.settled(talk.id).await;
        assert_eq!(told(&server, "m")[1]["temperature"], 0.5);
        assert_eq!(told(&server, "m")[1]["messages"][0]["content"], "Be brief.");
    });
}

#[test]
fn a_listener_that_goes_away_stops_nothing() {
    run(async {
        let app = TestApp::new();
        let engine = app.open_beside().await;
        let server = server(Script::new().answer("m", gated("Half", "gate", " whole")));
        let endpoint = known(&engine, &server).await;
        let asked = engine.ask(request(endpoint, &["m"], true)).await.expect("asked");
        let id = asked.conversation;
        server.reached("gate").await;
        drop(asked);
        server.open("gate");
        let end = engine.settled(id).await;
        assert_eq!(end.tabs[0].entries[0].answer.state, Done);
    });
}

#[test]
fn a_question_without_a_prompt_or_a_model_is_refused() {
    run(async {
        let app = TestApp::new();
        let engine: Engine = app.open_beside().await;
        assert_eq!(engine.find_endpoint(None).expect_err("none").code.as_str(), "no_key");
        let unknown = engine.find_endpoint(Some("Nowhere")).expect_err("none");
        assert_eq!(
            (unknown.code.as_str(), reason(&unknown)),
            ("bad_request", "unknown_endpoint")
        );
        let server = server(Script::new());
        let endpoint = known(&engine, &server).await;
        let mut blank = request(endpoint, &["m"], true);
        blank.prompt = " \n".into();
        assert_eq!(
            engine.ask(blank).await.err().expect("refused").code.as_str(),
            "bad_request"
        );
        assert_eq!(
            engine
                .ask(request(endpoint, &[], true))
                .await
                .err()
                .expect("refused")
                .code
                .as_str(),
            "bad_request"
        );
        assert!(engine.list_conversations().await.expect("a list").is_empty());
    });
}
