//! Quirks 1 to 15: how events are framed, and what makes an answer complete.

use std::io::Write as _;

use super::{End, Row, row};
use crate::server::{STOP, text};

fn gzip(body: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(body.as_bytes()).expect("gzip");
    encoder.finish().expect("gzip")
}

pub(super) fn rows() -> Vec<Row> {
    let hi = text("hé");
    [lines(&hi), events(&hi), ends(&hi), bodies(&hi)]
        .into_iter()
        .flatten()
        .collect()
}

const DONE: &str = "data: [DONE]\n\n";

fn lines(hi: &str) -> Vec<Row> {
    vec![
        row(1, "no space after data:")
            .stream(format!("data:{hi}\n\ndata:[DONE]\n\n"))
            .says("hé"),
        row(2, "CRLF line ends")
            .stream(format!("data: {hi}\r\n\r\ndata: [DONE]\r\n\r\n"))
            .says("hé"),
        row(2, "CR line ends")
            .stream(format!("data: {hi}\r\rdata: [DONE]\r\r"))
            .says("hé"),
        row(2, "line ends mixed")
            .stream(format!("data: {hi}\r\n\ndata: [DONE]\n\r\n"))
            .says("hé"),
        row(3, "comment lines")
            .stream(format!(": OPENROUTER PROCESSING\n\ndata: {hi}\n\n: x\n\n{DONE}"))
            .says("hé"),
        row(3, "a comment wrapped as data")
            .stream(format!("data: : keepalive\n\ndata: {hi}\n\n{DONE}"))
            .says("hé"),
        row(4, "a comment and a blank line, empty data")
            .stream(format!(":\n\ndata:\n\ndata: \n\ndata: {hi}\n\n{DONE}"))
            .says("hé"),
        row(8, "a byte order mark")
            .stream(format!("\u{FEFF}data: {hi}\n\n{DONE}"))
            .says("hé"),
    ]
}

fn events(hi: &str) -> Vec<Row> {
    vec![
        row(5, "keep-alive events")
            .stream(format!(
                "event: keepalive\n\nevent: ping\ndata: {{\"type\":\"ping\"}}\n\ndata: {hi}\n\n{DONE}"
            ))
            .says("hé"),
        row(5, "an event of another kind")
            .stream(format!("event: note\ndata: no json\n\ndata: {hi}\n\n{DONE}"))
            .says("hé"),
        row(5, "event: error")
            .stream(format!("data: {hi}\n\nevent: error\ndata: broke\n\n{DONE}"))
            .says("hé")
            .fails("server_error"),
        row(6, "one object over several data lines")
            .stream(format!(
                "data: {{\"choices\":[{{\"delta\":\ndata: {{\"content\":\"hé\"}}}}]}}\n\n{DONE}"
            ))
            .says("hé"),
        row(6, "an object broken within a word")
            .stream(format!(
                "data: {{\"choices\":[{{\"delta\":{{\"con\ndata: tent\":\"hé\"}}}}]}}\n\n{DONE}"
            ))
            .says("hé"),
        row(6, "two objects without a blank line between")
            .stream(format!("data: {hi}\ndata: {hi}\ndata: [DONE]\n\n"))
            .says("héhé"),
        row(7, "characters of four bytes")
            .stream(format!("data: {}\n\n{DONE}", text("😀é漢")))
            .says("😀é漢"),
        row(7, "bytes that are no UTF-8")
            .stream(
                [
                    b"data: {\"choices\":[{\"delta\":{\"content\":\"a\xFFb\"}}]}\n\n".as_slice(),
                    DONE.as_bytes(),
                ]
                .concat(),
            )
            .says("a\u{FFFD}b"),
    ]
}

fn ends(hi: &str) -> Vec<Row> {
    vec![
        row(9, "no [DONE] after a finish reason")
            .stream(format!("data: {hi}\n\ndata: {STOP}\n\n"))
            .says("hé"),
        row(9, "nor a blank line after it")
            .stream(format!("data: {hi}\n\ndata: {STOP}"))
            .says("hé"),
        row(10, "neither")
            .stream(format!("data: {hi}\n\n"))
            .says("hé")
            .cut()
            .detail("cause", "end_of_stream"),
        row(10, "half an event")
            .stream(format!(
                "data: {hi}\n\ndata: {{\"choices\":[{{\"delta\":{{\"content\":\"x"
            ))
            .says("hé")
            .cut(),
        row(10, "nothing at all").stream("").cut(),
        row(10, "half a whole answer")
            .json("200 OK", r#"{"choices":[{"message":{"content":"hé"#)
            .cut(),
        row(11, "a broken chunk")
            .stream(format!(
                "data: {hi}\n\ndata: {{\"choices\": oops\n\ndata: {hi}\n\n{DONE}"
            ))
            .says("hé")
            .fails("malformed"),
        row(15, "something behind [DONE]")
            .stream(format!(
                "data: {hi}\n\ndata: [DONE] bye\n\ndata: {hi}\n\ndata: oops\n\n"
            ))
            .says("hé"),
    ]
}

fn bodies(hi: &str) -> Vec<Row> {
    let squeezed = gzip(&format!("data: {hi}\n\n{DONE}"));
    vec![
        row(12, "gzip, declared")
            .with_headers(
                "200 OK",
                "content-type: text/event-stream\r\ncontent-encoding: gzip\r\n",
                &squeezed,
            )
            .says("hé"),
        row(12, "gzip, not declared")
            .with_headers("200 OK", "content-type: text/event-stream\r\n", &squeezed)
            .says("hé"),
        row(12, "gzip that breaks off")
            .with_headers("200 OK", "content-encoding: gzip\r\n", &squeezed[..squeezed.len() / 2])
            .cut(),
        row(12, "an encoding nobody asked for")
            .with_headers("200 OK", "content-encoding: br\r\n", b"\x0b")
            .fails("malformed")
            .detail("encoding", "br"),
        row(13, "a line of 2 MiB")
            .stream(format!("data: {}\n\n{DONE}", text(&"x".repeat(2 * 1024 * 1024))))
            .and(|outcome| assert_eq!(outcome.text.len(), 2 * 1024 * 1024))
            .any_text(),
        row(14, "blank lines before JSON")
            .json(
                "200 OK",
                "\n\n \r\n\n{\"choices\":[{\"message\":{\"content\":\"hé\"}}]}",
            )
            .says("hé"),
    ]
}

impl Row {
    /// The text is too long to be listed here; `and` checks it.
    fn any_text(mut self) -> Self {
        debug_assert_eq!(self.end, End::Complete);
        self.text = ANY;
        self
    }
}

/// Placeholder for a text that the row checks itself.
pub(super) const ANY: &str = "\u{0}any";
