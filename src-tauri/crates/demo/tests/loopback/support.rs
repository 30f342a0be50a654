//! A client that sends and returns raw bytes.

use std::time::Duration;

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// Connects and sends a request.
pub(crate) async fn send(server: &::demo::Server, method: &str, path: &str, headers: &str, body: &str) -> TcpStream {
    let mut stream = TcpStream::connect(server.address()).await.expect("the server listens");
    send_on(&mut stream, method, path, headers, body).await;
    stream
}

/// Sends a request on an open connection.
pub(crate) async fn send_on(stream: &mut TcpStream, method: &str, path: &str, headers: &str, body: &str) {
    let length = body.len();
    let request = format!("{method} {path} HTTP/1.1\r\nHost: test\r\n{headers}Content-Length: {length}\r\n\r\n{body}");
    stream.write_all(request.as_bytes()).await.expect("the server reads");
}

/// Requests a stream from a model.
pub(crate) async fn ask(server: &::demo::Server, model: &str) -> TcpStream {
    send(server, "POST", "/v1/chat/completions", "", &chat(model)).await
}

/// Returns the body of a streaming chat request.
pub(crate) fn chat(model: &str) -> String {
    format!(
        r#"{{"model":"{model}","messages":[{{"role":"user","content":"Hi"}}],"stream":true,"stream_options":{{"include_usage":true}}}}"#
    )
}

/// Reads until this text has arrived.
pub(crate) async fn until(stream: &mut TcpStream, text: &str) -> String {
    let read = async {
        let mut bytes = Vec::new();
        while !String::from_utf8_lossy(&bytes).contains(text) {
            let count = stream.read_buf(&mut bytes).await.expect("the connection stands");
            assert!(count > 0, "ended before {text:?}: {}", String::from_utf8_lossy(&bytes));
        }
        String::from_utf8_lossy(&bytes).into_owned()
    };
    within(read).await
}

/// Reads until the server closes.
pub(crate) async fn rest(stream: &mut TcpStream) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    within(stream.read_to_end(&mut bytes)).await?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// Sends a request on its own connection, which the server closes after the reply.
pub(crate) async fn whole(server: &::demo::Server, method: &str, path: &str, headers: &str, body: &str) -> String {
    let mut stream = send(server, method, path, &format!("Connection: close\r\n{headers}"), body).await;
    rest(&mut stream).await.expect("a reply")
}

/// Returns the JSON after the head.
pub(crate) fn json(reply: &str) -> Value {
    let body = reply.split_once("\r\n\r\n").expect("a head").1;
    serde_json::from_str(body).expect("a JSON body")
}

/// Joins the chunks of a chunked reply.
pub(crate) fn unchunked(reply: &str) -> String {
    let mut body = reply.split_once("\r\n\r\n").expect("a head").1;
    let mut joined = String::new();
    loop {
        let (size, rest) = body.split_once("\r\n").expect("a chunk's size");
        let size = usize::from_str_radix(size, 16).expect("a number");
        if size == 0 {
            return joined;
        }
        joined.push_str(&rest[..size]);
        body = rest[size..].strip_prefix("\r\n").expect("the chunk's end");
    }
}

/// Joins the texts of all chunks, in order.
pub(crate) fn said(events: &str, member: &str) -> String {
    let events = events.split("\n\n").filter_map(|event| event.strip_prefix("data: "));
    let chunks = events.filter_map(|data| serde_json::from_str::<Value>(data).ok());
    chunks
        .filter_map(|chunk| chunk["choices"][0]["delta"][member].as_str().map(str::to_owned))
        .collect()
}

/// Limits a wait, so that a broken server fails the test instead of blocking it.
pub(crate) async fn within<T>(wait: impl Future<Output = T>) -> T {
    timeout(Duration::from_secs(20), wait)
        .await
        .expect("the server did not do it within 20 s")
}
