//! Handles one connection: reads requests, plays replies, and notices when the client closes.

use std::sync::Arc;

use tokio::{
    io::{AsyncRead, AsyncReadExt},
    net::TcpStream,
};

use crate::{
    Reply, Request,
    chunk::Chunks,
    control::{self, Control},
    http::read_request,
    play::{Play, Played},
    record::Record,
    route,
};

/// State of a connection after an exchange.
enum After {
    /// Ready for the next request.
    Next,
    /// To be closed by the server.
    Close,
    /// Closed by the client.
    Closed,
}

/// Serves a connection until either side closes it.
pub(crate) async fn serve(mut stream: TcpStream, record: Arc<Record>, number: usize, control: Control) {
    let _ = stream.set_nodelay(true);
    let mut pending = Vec::new();
    let mut last = None;
    loop {
        let Ok(Some(request)) = read_request(&mut stream, &mut pending).await else {
            return record.closed(last);
        };
        let reply = if let Some(reply) = control::reply(control, &record, &request).await {
            reply
        } else {
            last = record.arrived(number, &request);
            route::reply(&record, &request)
        };
        match exchange(&mut stream, &mut pending, &record, &request, &reply, last).await {
            After::Next => {}
            After::Close => return,
            After::Closed => return record.closed(last),
        }
    }
}

async fn exchange(
    stream: &mut TcpStream,
    pending: &mut Vec<u8>,
    record: &Record,
    request: &Request,
    reply: &Reply,
    index: Option<usize>,
) -> After {
    let (mut from, out) = stream.split();
    let chunks = Chunks::new(
        index.unwrap_or_default(),
        reply.served.as_deref().unwrap_or(request.model()),
    );
    let play = Play {
        record,
        request,
        reply,
        chunks,
        out,
    };
    let played = tokio::select! {
        played = play.run() => played,
        () = client_closed(&mut from, pending) => return After::Closed,
    };
    match played {
        Err(_) => After::Closed,
        Ok(Played::Reset) => {
            // With unsent data discarded and no lingering, the system sends RST instead of FIN.
            let _ = stream.set_zero_linger();
            After::Close
        }
        Ok(Played::Close) => After::Close,
        Ok(Played::CompleteAtClose) => {
            record.served(index);
            After::Close
        }
        Ok(Played::Complete) => {
            record.served(index);
            if request.wants_close() {
                After::Close
            } else {
                After::Next
            }
        }
    }
}

/// Returns once the client has closed. Anything it sends meanwhile is kept for the next request.
async fn client_closed(from: &mut (impl AsyncRead + Unpin), pending: &mut Vec<u8>) {
    while from.read_buf(pending).await.is_ok_and(|count| count > 0) {}
}
