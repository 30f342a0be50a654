//! Spending caps: what is set aside across parallel answers, what is stopped, what is said, and what is known afterwards.

use chat::{AnswerState, Cost, ErrorCode, Failure};
use demo::{Reply, Script, Server, Step};
use engine::{
    Engine,
    view::{AnswerView, BudgetsForm, ConversationView, ModelRef, PriceForm},
};
use serde_json::json;

use crate::common::{Asking, TestApp, answers, command, gated, known, run, server};

fn usd(text: &str) -> Cost {
    Cost::from_usd(text).expect("an amount")
}

/// A whole answer of so many tokens.
fn told(prompt: u64, completion: u64) -> Reply {
    Reply::stream([
        Step::text("Yes, this is an answer."),
        Step::finish("stop"),
        Step::Usage(prompt, completion),
        Step::Done,
    ])
}

/// Text without an end, a hundred bytes a step.
fn endless() -> Reply {
    let line = "0123456789".repeat(10);
    Reply::stream((0..4_000).map(|_| Step::text(&line)).collect::<Vec<_>>())
}

async fn allow(engine: &Engine, form: BudgetsForm) {
    engine.set_budgets(form).await.expect("set");
}

fn a_day(usd: &str) -> BudgetsForm {
    BudgetsForm {
        day: usd.into(),
        ..BudgetsForm::default()
    }
}

/// Models of one endpoint at one price, USD per million tokens read and written.
async fn priced(engine: &Engine, server: &Server, models: &[&str], price: [&str; 2]) -> ConversationView {
    let endpoint = known(engine, server).await;
    for model in models {
        let form = PriceForm {
            input: price[0].into(),
            output: price[1].into(),
            cached: None,
            reasoning: None,
        };
        let model = ModelRef {
            endpoint,
            model: (*model).into(),
        };
        engine.set_price(command(), model, Some(form)).await.expect("a price");
    }
    engine.talk(endpoint, models).await
}

async fn limited(engine: &Engine, talk: &ConversationView, max_tokens: u64) {
    let parameters = chat::Parameters {
        body: [("max_tokens".to_owned(), json!(max_tokens))].into(),
        ..chat::Parameters::default()
    };
    let tabs = talk.tabs.iter().map(|tab| tab.id).collect();
    let set = engine.set_parameters(command(), talk.id, tabs, parameters);
    set.await.expect("set");
}

fn failure(answer: &AnswerView) -> &Failure {
    answer.failure.as_ref().expect("a failure")
}

#[test]
fn what_answers_may_cost_is_set_aside_before_they_go_out_and_given_back_at_their_end() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new().answer("*", gated("One", "gate", " two")));
        let talk = priced(&engine, &server, &["a", "b", "c"], ["0", "1000"]).await;
        // An answer of at most 100 tokens costs $0.10 at worst: two fit.
        limited(&engine, &talk, 100).await;
        allow(&engine, a_day("0.25")).await;
        engine.prompt(&talk, "Go").await;
        server.reached("gate").await;
        let mut news = engine.news();
        loop {
            let view = engine.open_conversation(talk.id).await.expect("open");
            let refused: Vec<_> = answers(&view)
                .into_iter()
                .filter(|answer| answer.failure.is_some())
                .collect();
            if let [refused] = refused[..] {
                assert_eq!(refused.state, AnswerState::Failed);
                let failure = failure(refused);
                assert_eq!(failure.code, ErrorCode::CapReached);
                let said = ["reason", "cap", "left", "worst"].map(|name| failure.details[name].as_str());
                assert_eq!(said, ["cap_day", "0.25", "0.05", "0.10"]);
                break;
            }
            news.next().await.expect("news");
        }
        let under_way = engine.budgets().await.expect("budgets").day;
        assert_eq!((under_way.cost, under_way.reserved), (usd("0.2"), usd("0.2")));
        server.open("gate");
        engine.settled(talk.id).await;
        let after = engine.budgets().await.expect("budgets");
        // Each wrote 4 tokens.
        assert_eq!((after.day.cost, after.day.reserved), (usd("0.008"), usd("0")));
        assert_eq!(after.month.cost, after.day.cost);

        let again = engine.retry_failed(command(), talk.id).await.expect("asked again");
        assert_eq!(again.len(), 1);
        server.open("gate");
        let end = engine.settled(talk.id).await;
        assert!(answers(&end).iter().all(|answer| answer.state == AnswerState::Done));
    });
}

#[test]
fn an_answer_without_a_limit_is_stopped_at_its_share_and_its_text_is_kept() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new().answer("*", endless()));
        let talk = priced(&engine, &server, &["a", "b"], ["0", "1000"]).await;
        let form = BudgetsForm {
            send: "$2".into(),
            ..BudgetsForm::default()
        };
        allow(&engine, form).await;
        let may = engine
            .may_cost(talk.id, "Go".into(), talk.tabs.iter().map(|tab| tab.id).collect())
            .await
            .expect("known");
        assert_eq!((may.unlimited.len(), may.unpriced.len(), may.capped), (2, 0, true));
        engine.prompt(&talk, "Go").await;
        let end = engine.settled(talk.id).await;
        for answer in answers(&end) {
            let failure = failure(answer);
            assert_eq!(
                (failure.code, failure.details["reason"].as_str()),
                (ErrorCode::CapReached, "cap_running")
            );
            assert!(
                answer.can_continue && !answer.segments[0].blocks.is_empty(),
                "{answer:?}"
            );
        }
        let spent = engine.budgets().await.expect("budgets").day;
        assert!(spent.cost.0 > 0 && spent.reserved.0 == 0, "{spent:?}");
    });
}

#[test]
fn a_limit_from_the_models_list_counts_and_a_price_nobody_knows_is_said() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let listed = json!({"id": "m", "top_provider": {"max_completion_tokens": 1_000},
            "pricing": {"prompt": "0", "completion": "0.001"}});
        let script = Script::new()
            .models([listed])
            .answer("m", told(1, 10))
            .answer("x", told(1, 10));
        let server = server(script);
        let endpoint = known(&engine, &server).await;
        engine.models(true).await.expect("a list");
        let talk = engine.talk(endpoint, &["m", "x"]).await;
        allow(&engine, a_day("0.5")).await;
        let tabs: Vec<_> = talk.tabs.iter().map(|tab| tab.id).collect();
        let may = engine
            .may_cost(talk.id, "Go".into(), tabs.clone())
            .await
            .expect("known");
        assert_eq!((may.worst, may.unlimited.len()), (usd("1"), 0));
        assert_eq!(may.unpriced, [tabs[1]]);
        engine.prompt(&talk, "Go").await;
        let end = engine.settled(talk.id).await;
        assert_eq!(failure(answers(&end)[0]).details["worst"], "1");
        assert_eq!(
            answers(&end)[1].state,
            AnswerState::Done,
            "no cap holds without a price"
        );
        let spent = engine.budgets().await.expect("budgets").day;
        assert_eq!((spent.cost, spent.unpriced), (usd("0"), 1));
    });
}

#[test]
fn parallel_answers_of_a_window_and_a_console_never_spend_more_than_a_cap() {
    run(async {
        let app = TestApp::new();
        let window = app.open().await;
        let models: Vec<String> = (0..10).map(|n| format!("m{n}")).collect();
        let script = (0..10).fold(Script::new(), |script, n| {
            let script = script.answer(&format!("m{n}"), told(5, 7 + 13 * n));
            script.answer(&format!("m{n}"), told(5, 90 - 3 * n))
        });
        let server = server(script);
        let names: Vec<&str> = models.iter().map(String::as_str).collect();
        let talk = priced(&window, &server, &names, ["100", "1000"]).await;
        limited(&window, &talk, 130).await;
        allow(&window, a_day("0.7")).await;
        let beside = app.open_beside().await;
        let tabs = window.open_conversation(talk.id).await.expect("open").tabs;
        let question = |tab: &engine::view::TabView| engine::Question {
            endpoint: tab.endpoint,
            model: tab.model.clone(),
            parameters: tab.parameters.clone(),
        };
        let request = engine::AskRequest {
            questions: tabs.iter().map(question).collect(),
            prompt: "Go".into(),
            files: Vec::new(),
            save: false,
            confirmed: false,
        };
        let mut asked = beside.ask(request).await.expect("asked");
        window.prompt(&talk, "Go").await;
        let mut done = 0;
        while let Some(event) = asked.next().await {
            if let engine::AskEvent::Ended { answer, .. } = event {
                done += usize::from(answer.state == AnswerState::Done);
            }
        }
        let end = window.settled(talk.id).await;
        let all = answers(&end);
        done += all.iter().filter(|answer| answer.state == AnswerState::Done).count();
        assert!((1..20).contains(&done), "some fit, not all: {done}");
        assert_eq!(
            server
                .requests()
                .iter()
                .filter(|request| request.method == "POST")
                .count(),
            done
        );
        let spent = window.budgets().await.expect("budgets").day;
        assert!(spent.cost <= usd("0.7") && spent.cost.0 > 0, "{spent:?}");
        assert_eq!(spent.reserved, usd("0"));
    });
}

#[test]
fn what_was_spent_outlives_conversation_and_process() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new().answer("m", told(1, 50)));
        let talk = priced(&engine, &server, &["m"], ["0", "1000"]).await;
        engine.prompt(&talk, "Go").await;
        engine.settled(talk.id).await;
        engine.delete_conversation(command(), talk.id).await.expect("deleted");
        engine.close().await;
        let again = app.open().await;
        assert_eq!(again.budgets().await.expect("budgets").month.cost, usd("0.05"));
    });
}

#[test]
fn amounts_are_read_as_people_write_them_and_what_is_none_names_its_field() {
    run(async {
        let engine = TestApp::new().open().await;
        let form = BudgetsForm {
            send: "$ 0,25".into(),
            day: String::new(),
            month: "20".into(),
            warn: " 0.10 ".into(),
            stop_rest: true,
        };
        let view = engine.set_budgets(form.clone()).await.expect("set");
        let caps = view.caps;
        assert_eq!((caps.send, caps.day), (Some(usd("0.25")), None));
        assert_eq!((caps.month, caps.warn), (Some(usd("20")), Some(usd("0.1"))));
        assert!(view.stop_rest);
        let wrong = BudgetsForm {
            month: "-1".into(),
            ..form
        };
        let failure = engine.set_budgets(wrong).await.expect_err("refused");
        assert_eq!(
            (failure.details["reason"].as_str(), failure.details["field"].as_str()),
            ("amount", "month")
        );
    });
}
