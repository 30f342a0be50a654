//! Before something is sent: how much of the conversation goes, what that may come to, and whether it holds a secret.

use chat::{Context, ErrorCode, Parameters};
use demo::{Reply, Script, Step};
use engine::{
    AskRequest, Engine, Given, Picked, Question, make_ready,
    view::{ModelRef, PriceForm},
};

use crate::common::{Asking, TestApp, command, known, reason, run, server, told};

fn counted(text: &str, read: u64, written: u64) -> Reply {
    Reply::stream([
        Step::text(text),
        Step::finish("stop"),
        Step::Usage(read, written),
        Step::Done,
    ])
}

#[test]
fn the_context_holds_for_every_tab_and_over_a_restart_and_answers_say_what_was_left_out() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let mut script = Script::new();
        for text in ["One.", "Two.", "Three."] {
            script = script.answer("a", Reply::answer(text)).answer("b", Reply::answer(text));
        }
        let server = server(script);
        let talk = engine.talk(known(&engine, &server).await, &["a", "b"]).await;
        for prompt in ["First", "Second"] {
            engine.prompt(&talk, prompt).await;
            engine.settled(talk.id).await;
        }
        let last = Context::Last { turns: 1 };
        assert_eq!(engine.set_context(command(), talk.id, last).await, Ok(last));
        engine.close().await;

        let engine = app.open().await;
        let talk = engine.open_conversation(talk.id).await.expect("open");
        assert_eq!(talk.context, last);
        engine.prompt(&talk, "Third").await;
        let view = engine.settled(talk.id).await;
        for (tab, model) in view.tabs.iter().zip(["a", "b"]) {
            let body = told(&server, model).pop().expect("a request");
            let said: Vec<_> = body["messages"]
                .as_array()
                .expect("a list")
                .iter()
                .map(|said| &said["content"])
                .collect();
            assert_eq!(said, ["Second", "Two.", "Third"]);
            let left_out: Vec<u32> = tab.entries.iter().map(|entry| entry.answer.earlier_left_out).collect();
            assert_eq!(left_out, [0, 0, 1]);
        }
    });
}

#[test]
fn an_estimate_counts_the_whole_path_of_every_tab_and_its_price() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new().answer("a", counted(&"Because. ".repeat(200), 12, 400)));
        let endpoint = known(&engine, &server).await;
        let talk = engine.talk(endpoint, &["a", "b"]).await;
        let tabs: Vec<_> = talk.tabs.iter().map(|tab| tab.id).collect();
        let estimate = async |prompt: &str, tabs: &[_]| {
            let made = engine.estimate(talk.id, prompt.to_owned(), tabs.to_vec()).await;
            made.expect("an estimate")
        };
        let fresh = estimate("Why is the sky blue?", &tabs[..1]).await;
        assert!(
            (5..=60).contains(&fresh.input.low) && fresh.input.high < 100,
            "{fresh:?}"
        );
        assert!(fresh.cost.is_none() && fresh.unpriced == 1 && !fresh.bounded);
        let both = estimate("Why is the sky blue?", &tabs).await;
        assert_eq!((both.input.low, both.unpriced), (2 * fresh.input.low, 2));
        let text = "Waves and wind. ".repeat(200);
        let file = engine.attach(command(), talk.id, Given::File("sea.txt".into(), text.into()));
        let file = file.await.expect("attached");
        let filed = estimate("Why is the sky blue?", &tabs[..1]).await;
        assert_eq!(filed.input.low, fresh.input.low + file.tokens / 2, "a file goes along");
        engine.detach(talk.id, file.hash).await.expect("gone");

        let model = |name: &str| ModelRef {
            endpoint,
            model: name.to_owned(),
        };
        let price = PriceForm {
            input: "1".to_owned(),
            output: "10".to_owned(),
            cached: None,
            reasoning: None,
        };
        engine.set_price(command(), model("a"), Some(price)).await.expect("set");
        engine
            .send(command(), talk.id, "Why?".to_owned(), tabs[..1].to_vec())
            .await
            .expect("sent");
        engine.settled(talk.id).await;
        let later = estimate("Why is the sky blue?", &tabs).await;
        assert!(
            later.input.low > both.input.low + 300,
            "its history goes along: {later:?}"
        );
        let cost = later.cost.expect("a price");
        // 200 to 2,000 tokens are written at 10 dollars a million: half and (with what is usual) double of before.
        assert!(
            cost.low.0 > 2_000_000_000 && cost.high.0 < 40_000_000_000 && later.unpriced == 1,
            "{cost:?}"
        );
        engine
            .set_context(command(), talk.id, Context::None)
            .await
            .expect("set");
        let alone = estimate("Why is the sky blue?", &tabs).await;
        assert_eq!(alone.input, both.input);
    });
}

#[test]
fn a_prompt_that_looks_secret_needs_a_word_unless_that_is_switched_off() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new());
        let talk = engine.talk(known(&engine, &server).await, &["a"]).await;
        let check =
            async |engine: &Engine, prompt: &str, confirmed| engine.check_prompt(talk.id, prompt, &[], confirmed).await;
        let prompt = "Pay this:\nDE89 3704 0044 0532 0130 00, card 4111 1111 1111 1111";
        let refused = check(&engine, prompt, false).await.expect_err("refused");
        assert_eq!(
            (refused.code, reason(&refused)),
            (ErrorCode::BadRequest, "looks_secret")
        );
        assert_eq!(refused.details["kinds"], "iban,card");
        let found = engine.suspects(talk.id, prompt, &[]).await.expect("found");
        let shown: Vec<_> = found
            .iter()
            .map(|found| {
                (
                    found.file.as_deref(),
                    found.kind.as_str(),
                    found.line,
                    found.shown.as_str(),
                )
            })
            .collect();
        assert_eq!(shown, [(None, "iban", 2, "DE89 … 3000"), (None, "card", 2, "… 1111")]);
        assert_eq!(check(&engine, prompt, true).await, Ok(()));
        assert_eq!(check(&engine, "Why is the sky blue?", false).await, Ok(()));
        engine.set_warns_of_secrets(false).await.expect("set");
        engine.close().await;

        let engine = app.open().await;
        assert_eq!(engine.warns_of_secrets().await, Ok(false));
        assert_eq!(check(&engine, prompt, false).await, Ok(()));
        assert!(engine.suspects(talk.id, prompt, &[]).await.expect("read").is_empty());
    });
}

#[test]
fn the_texts_of_files_are_looked_through_too_and_the_file_is_named() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let server = server(Script::new());
        let talk = engine.talk(known(&engine, &server).await, &["a"]).await;
        let attach = async |given| engine.attach(command(), talk.id, given).await.expect("attached").hash;
        let card = "one\ntwo\ncard 4111 1111 1111 1111\n";
        let named = attach(Given::File("/home/me/bill.txt".into(), card.into())).await;
        let pasted = attach(Given::Paste(format!("{card}DE89 3704 0044 0532 0130 00\n"))).await;
        let clean = attach(Given::File("clean.txt".into(), "nothing".into())).await;
        let found = engine.suspects(talk.id, "Pay", &[named, clean, pasted]).await;
        let shown: Vec<_> = found
            .expect("found")
            .into_iter()
            .map(|found| (found.file, found.kind, found.line))
            .collect();
        let at = |file: &str, kind: &str, line| (Some(file.to_owned()), kind.to_owned(), line);
        assert_eq!(shown, [at("bill.txt", "card", 3), at("", "card", 3), at("", "iban", 4)]);
        let refused = engine.check_prompt(talk.id, "Pay", &[named], false).await;
        assert_eq!(reason(&refused.expect_err("refused")), "looks_secret");
        assert_eq!(engine.check_prompt(talk.id, "Pay", &[clean], false).await, Ok(()));
        assert_eq!(engine.check_prompt(talk.id, "Pay", &[named], true).await, Ok(()));

        let made = [Given::File("/home/me/bill.txt".into(), card.into())];
        let ready: Vec<_> = made.iter().map(|given| make_ready(given).expect("ready")).collect();
        let among = engine.suspects_among("Pay", &ready).await.expect("found");
        assert_eq!(among[0].file.as_deref(), Some("bill.txt"));
        engine.set_warns_of_secrets(false).await.expect("set");
        assert_eq!(engine.check_prompt(talk.id, "Pay", &[named], false).await, Ok(()));
        assert!(engine.suspects_among("Pay", &ready).await.expect("read").is_empty());
    });
}

#[test]
fn what_looks_secret_is_sent_edited_and_asked_only_once_confirmed() {
    run(async {
        let app = TestApp::new();
        let engine = app.open().await;
        let mut script = Script::new();
        for _ in 0..3 {
            script = script.answer("a", Reply::answer("Paid."));
        }
        let server = server(script);
        let endpoint = known(&engine, &server).await;
        let talk = engine.talk(endpoint, &["a"]).await;
        let tabs = vec![talk.tabs[0].id];
        let card = || "Charge 4111 1111 1111 1111".to_owned();
        let id = command();
        let send = |confirmed| engine.send_with(id, talk.id, card(), tabs.clone(), Picked::default(), confirmed);
        assert_eq!(reason(&send(false).await.expect_err("refused")), "looks_secret");
        let plain = engine.send(command(), talk.id, card(), tabs.clone()).await;
        assert_eq!(reason(&plain.expect_err("refused")), "looks_secret");
        assert_eq!(server.requests().len(), 0);
        let answered = send(true).await.expect("the same command, confirmed");
        engine.settled(talk.id).await;

        let turn = answered.entries[0].entry.turn;
        let edit = |confirmed| engine.edit_prompt(command(), talk.id, turn, card(), tabs.clone(), confirmed);
        assert_eq!(reason(&edit(false).await.expect_err("refused")), "looks_secret");
        edit(true).await.expect("edited");
        engine.settled(talk.id).await;

        let ask = |confirmed| {
            engine.ask(AskRequest {
                questions: vec![Question {
                    endpoint,
                    model: "a".to_owned(),
                    parameters: Parameters::default(),
                }],
                prompt: card(),
                files: Vec::new(),
                save: false,
                confirmed,
            })
        };
        assert_eq!(reason(&ask(false).await.err().expect("refused")), "looks_secret");
        let mut asked = ask(true).await.expect("asked");
        while asked.next().await.is_some() {}
        assert_eq!(server.requests().len(), 3);
    });
}
