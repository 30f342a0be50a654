//! What happens to several answers by the person's rule, and what a tab's own limits stop.

use chat::{AnswerLimits, AnswerState, ErrorCode, Parameters};
use demo::{Reply, Script, Step};
use engine::view::{Best, BudgetsForm, Marked};

use crate::common::{Asking, TestApp, answers, command, gated, known, run, server};

#[test]
fn every_failed_answer_is_asked_again_and_no_other() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let broken = || Reply::stream([Step::text("Half")]);
        let script = Script::new()
            .answer("well", Reply::answer("Well."))
            .answer(
                "refused",
                Reply::json(401, &serde_json::json!({"error": {"message": "no"}})),
            )
            .answer("refused", Reply::answer("Then."))
            .answer("broken", broken())
            .answer("broken", Reply::answer("Whole."));
        let server = server(script);
        let endpoint = known(&engine, &server).await;
        let talk = engine.talk(endpoint, &["well", "refused", "broken"]).await;
        engine.prompt(&talk, "Go").await;
        engine.settled(talk.id).await;
        let asked = engine.retry_failed(command(), talk.id).await.expect("asked again");
        let tabs: Vec<_> = asked.iter().map(|entry| entry.tab).collect();
        assert_eq!(tabs, [talk.tabs[1].id, talk.tabs[2].id]);
        let end = engine.settled(talk.id).await;
        assert!(answers(&end).iter().all(|answer| answer.state == AnswerState::Done));
        let requests = server.requests();
        assert_eq!(
            requests
                .iter()
                .filter(|request| request.json["model"] == "well")
                .count(),
            1
        );
        assert!(engine.retry_failed(command(), talk.id).await.expect("none").is_empty());
    });
}

#[test]
fn marking_the_best_stops_the_rest_only_where_that_is_wanted() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let script = Script::new()
            .answer("fast", Reply::answer("Fast."))
            .answer("slow", gated("Slow", "gate", " and slower"));
        let server = server(script);
        let endpoint = known(&engine, &server).await;
        let talk = engine.talk(endpoint, &["fast", "slow"]).await;
        let asked = engine.prompt(&talk, "Go").await;
        server.reached("gate").await;
        let mut news = engine.news();
        while answers(&engine.open_conversation(talk.id).await.expect("open"))[0].state != AnswerState::Done {
            news.next().await.expect("news");
        }
        let slow = async || answers(&engine.open_conversation(talk.id).await.expect("open"))[1].state;
        engine.mark_best(command(), asked[0], true).await.expect("marked");
        assert_eq!(slow().await, AnswerState::Streaming);
        let form = BudgetsForm {
            stop_rest: true,
            ..BudgetsForm::default()
        };
        engine.set_budgets(form).await.expect("set");
        engine.mark_best(command(), asked[0], false).await.expect("cleared");
        assert_eq!(slow().await, AnswerState::Streaming);
        engine.mark_best(command(), asked[0], true).await.expect("marked");
        assert_eq!(slow().await, AnswerState::Stopped);
    });
}

#[test]
fn an_answer_is_stopped_at_its_tabs_own_limit_which_is_never_sent() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let script = Script::new()
            .answer(
                "long",
                Reply::stream((0..500).map(|_| Step::text("word ")).collect::<Vec<_>>()),
            )
            .answer("late", gated("Some", "never", ""));
        let server = server(script);
        let endpoint = known(&engine, &server).await;
        let talk = engine.talk(endpoint, &["long", "late"]).await;
        let limits = [
            AnswerLimits {
                seconds: None,
                tokens: Some(40),
            },
            AnswerLimits {
                seconds: Some(1),
                tokens: None,
            },
        ];
        for (tab, limits) in talk.tabs.iter().zip(limits) {
            let parameters = Parameters {
                limits,
                ..Parameters::default()
            };
            let set = engine.set_parameters(command(), talk.id, vec![tab.id], parameters);
            set.await.expect("set");
        }
        engine.prompt(&talk, "Go").await;
        let end = engine.settled(talk.id).await;
        for (answer, [reason, most]) in answers(&end)
            .iter()
            .zip([["limit_tokens", "40"], ["limit_seconds", "1"]])
        {
            assert_eq!(answer.state, AnswerState::Stopped);
            let failure = answer.failure.as_ref().expect("why");
            assert_eq!(failure.code, ErrorCode::Cancelled);
            assert_eq!(
                [failure.details["reason"].as_str(), failure.details["most"].as_str()],
                [reason, most]
            );
            assert!(answer.can_continue);
        }
        for request in server.requests() {
            assert!(request.json.get("limits").is_none(), "{}", request.json);
        }
    });
}

#[test]
fn figures_stand_beside_each_other_and_best_is_only_what_can_be_compared() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let reply =
            |text: &str, out| Reply::stream([Step::text(text), Step::finish("stop"), Step::Usage(9, out), Step::Done]);
        let cut = Reply::stream([Step::text("Cut"), Step::finish("length"), Step::Usage(9, 3), Step::Done]);
        let script = Script::new()
            .answer("a", reply("Four words are here.", 20))
            .answer("b", reply("Two.", 4))
            .answer("c", cut);
        let server = server(script);
        let endpoint = known(&engine, &server).await;
        for (model, out) in [("a", "1000"), ("b", "2000"), ("c", "1")] {
            let price = engine::view::PriceForm {
                input: "0".into(),
                output: out.into(),
                cached: None,
                reasoning: None,
            };
            let model = engine::view::ModelRef {
                endpoint,
                model: model.into(),
            };
            engine.set_price(command(), model, Some(price)).await.expect("a price");
        }
        let talk = engine.talk(endpoint, &["a", "b", "c"]).await;
        engine.prompt(&talk, "Go").await;
        let end = engine.settled(talk.id).await;
        let turn = end.tabs[0].entries[0].turn;
        let figures = engine.figures(talk.id, Some(turn)).await.expect("figures");
        let rows = &figures.rows;
        assert_eq!(
            rows.iter().map(|row| row.output).collect::<Vec<_>>(),
            [Some(20), Some(4), Some(3)]
        );
        assert_eq!(rows.iter().map(|row| row.length).collect::<Vec<_>>(), [20, 4, 3]);
        // The third is the cheapest, but was cut: only the other two are compared.
        let cheapest = Marked {
            best: Best::Cost,
            of: 2,
        };
        assert!(rows[1].best.contains(&cheapest), "{rows:?}");
        assert!(rows[2].best.is_empty() && !rows[0].best.contains(&cheapest));
        assert_eq!(figures.together.output, Some(27));
        assert!(figures.together.cost_is_whole);
        let last = rows[0].series.last().expect("tokens over time");
        assert_eq!(last.tokens, 20);
        assert!(rows.iter().all(|row| row.series.len() <= 64));
        let whole = engine.figures(talk.id, None).await.expect("figures");
        assert!(whole.rows.iter().all(|row| row.answers == 1 && row.series.is_empty()));
    });
}
