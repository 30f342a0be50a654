//! Tests requests that are refused for a parameter and sent again without it (quirk 35).

use std::sync::Arc;

use chat::{ErrorCode, Failure, Message, Parameters, Role};
use serde_json::{Value, json};
use wire::{Adaptation, AnswerStream, ChatRequest, Client, RequestOptions};

use crate::{
    drain, patient,
    server::{Act, STOP, Server, text},
};

fn framed(status: &str, body: &str) -> Act {
    Act::Send(format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into_bytes())
}

fn refusal(message: &str, param: &str) -> Act {
    let body = json!({"error": {"message": message, "param": param, "code": "unsupported_parameter"}});
    framed("400 Bad Request", &body.to_string())
}

fn answer() -> Act {
    framed(
        "200 OK",
        &format!("data: {}\n\ndata: {STOP}\n\ndata: [DONE]\n\n", text("hi")),
    )
}

/// Starts a server that makes these turns, each after a request.
async fn server(turns: Vec<Act>) -> Server {
    Server::start(turns.into_iter().flat_map(|turn| [Act::Request, turn]).collect()).await
}

async fn ask(client: &Client, server: &Server, body: &[(&str, Value)]) -> Result<AnswerStream, Failure> {
    let messages = [Message::new(Role::System, "Be brief."), Message::new(Role::User, "hi")];
    let parameters = Parameters {
        body: body
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect(),
        ..Parameters::default()
    };
    let request = ChatRequest {
        model: "gpt-5",
        messages: &messages,
        files: wire::Files::none(),
        parameters: &parameters,
        stream: true,
        include_usage: true,
    };
    client.chat(&server.base, &request, None).await
}

/// Returns the bodies of the requests that a server received.
async fn bodies(server: Server) -> Vec<Value> {
    let seen = server.seen().await;
    let body =
        |request: &String| serde_json::from_str(request.split_once("\r\n\r\n").expect("a body").1).expect("JSON");
    seen.requests.iter().map(body).collect()
}

#[tokio::test]
async fn quirk_35_stream_options_are_left_out_and_that_is_remembered() {
    let refused = refusal(
        "Unrecognized request argument supplied: stream_options",
        "stream_options",
    );
    let server = server(vec![refused, answer(), answer()]).await;
    let mut client = patient();
    for _ in 0..2 {
        let answering = ask(&client, &server, &[]).await.expect("an answer");
        // The caller remembers, as the engine does: what helped goes into the options of the next request.
        client = client.with_options(Arc::new(RequestOptions {
            adaptations: answering.adaptations().to_vec(),
            ..RequestOptions::default()
        }));
        assert_eq!(
            answering.adaptations(),
            [Adaptation::Without("stream_options".to_owned())]
        );
        drain(answering).await;
    }
    let sent: Vec<bool> = bodies(server)
        .await
        .iter()
        .map(|body| body.get("stream_options").is_some())
        .collect();
    assert_eq!(sent, [true, false, false]);
}

#[tokio::test]
async fn quirk_35_a_limit_goes_under_its_other_name() {
    for (from, to) in [
        ("max_tokens", "max_completion_tokens"),
        ("max_completion_tokens", "max_tokens"),
    ] {
        let server = server(vec![
            refusal(&format!("Unsupported parameter: '{from}'"), from),
            answer(),
        ])
        .await;
        drain(ask(&patient(), &server, &[(from, json!(64))]).await.expect("an answer")).await;
        let bodies = bodies(server).await;
        assert_eq!((bodies[1].get(from), &bodies[1][to]), (None, &json!(64)));
    }
}

#[tokio::test]
async fn quirk_35_a_system_prompt_moves_into_the_first_message() {
    let refused = framed(
        "400 Bad Request",
        r#"{"error":{"message":"System role not supported"}}"#,
    );
    let server = server(vec![refused, answer()]).await;
    drain(ask(&patient(), &server, &[]).await.expect("an answer")).await;
    let bodies = bodies(server).await;
    assert_eq!(
        bodies[1]["messages"],
        json!([{"role": "user", "content": "Be brief.\n\nhi"}])
    );
}

#[tokio::test]
async fn quirk_35_what_a_person_set_is_not_dropped_without_them() {
    let refused = refusal("Unsupported value: 'temperature' does not support 0.2", "temperature");
    let server = server(vec![refused]).await;
    let failure = ask(&patient(), &server, &[("temperature", json!(0.2))])
        .await
        .err()
        .expect("refused");
    assert_eq!(
        (failure.code, failure.details["parameter"].as_str()),
        (ErrorCode::ParameterRefused, "temperature")
    );
    let advice = Adaptation::after(&failure, &[]);
    assert_eq!(advice, Some(Adaptation::Without("temperature".to_owned())));
    assert_eq!(bodies(server).await.len(), 1);
}

#[tokio::test]
async fn quirk_35_a_change_given_by_the_caller_is_made_at_once() {
    let server = server(vec![answer()]).await;
    let client = patient().with_options(Arc::new(RequestOptions {
        adaptations: vec![Adaptation::Without("temperature".to_owned())],
        ..RequestOptions::default()
    }));
    let answering = ask(&client, &server, &[("temperature", json!(0.2))])
        .await
        .expect("an answer");
    assert_eq!(answering.adaptations().len(), 1);
    drain(answering).await;
    assert_eq!(bodies(server).await[0].get("temperature"), None);
}

#[tokio::test]
async fn quirk_35_a_request_is_sent_again_once_only() {
    let refused = || refusal("no stream_options", "stream_options");
    let server = server(vec![refused(), refused()]).await;
    let failure = ask(&patient(), &server, &[]).await.err().expect("refused");
    assert_eq!(failure.code, ErrorCode::ParameterRefused);
    assert_eq!(bodies(server).await.len(), 2);
}
