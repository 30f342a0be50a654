//! Tests configured proxies: HTTP, tunnels and SOCKS, with and without a password, and the failures for their refusals.

use chat::{ErrorCode, Failure};
use secret::Key;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};
use wire::{Client, ListedModel, NetworkOptions, Proxy, ProxyUrl};

use crate::{
    server::{Act, Server, base, reply},
    tls::{Authority, TlsServer, trusting},
};

const PASSWORD: &str = "pa ss:w0rd/ö-Zq81mN";

fn through(typed: &str, user: &str, network: NetworkOptions) -> Client {
    let password = (!user.is_empty()).then(|| Key::text(PASSWORD.to_owned()).expect("a password"));
    let proxy = ProxyUrl::new(typed, user, password).expect("a proxy");
    Client::with_network(NetworkOptions {
        proxy: Proxy::Url(proxy),
        ..network
    })
    .expect("a client")
}

async fn list(client: &Client, url: &str) -> Result<Vec<ListedModel>, Failure> {
    client.models(&base(url), None).await
}

fn reason(failure: &Failure) -> (ErrorCode, &str) {
    (
        failure.code,
        failure.details.get("reason").map(String::as_str).unwrap_or_default(),
    )
}

#[tokio::test]
async fn plain_http_goes_to_the_proxy_whole_with_its_password() {
    let proxy = Server::answering(reply("200 OK", "", r#"["a"]"#)).await;
    let client = through(&proxy.address.to_string(), "me@corp", NetworkOptions::default());
    assert_eq!(list(&client, "http://juxta.invalid").await.expect("a list").len(), 1);
    let request = proxy.seen().await.requests.remove(0);
    assert!(
        request.starts_with("GET http://juxta.invalid/v1/models HTTP/1.1\r\n"),
        "{request}"
    );
    // me@corp:pa ss:w0rd/ö-Zq81mN
    let encoded = "bWVAY29ycDpwYSBzczp3MHJkL8O2LVpxODFtTg==";
    assert!(
        request
            .to_ascii_lowercase()
            .contains(&format!("proxy-authorization: basic {encoded}\r\n").to_ascii_lowercase()),
        "{request}"
    );
}

#[tokio::test]
async fn this_computer_is_reached_straight_whatever_is_set() {
    let proxy = Server::answering(reply("200 OK", "", r#"["trap"]"#)).await;
    let server = Server::answering(reply("200 OK", "", r#"["a","b"]"#)).await;
    let client = through(&proxy.address.to_string(), "", NetworkOptions::default());
    let listed = list(&client, &format!("http://{}", server.address))
        .await
        .expect("a list");
    assert_eq!((listed.len(), proxy.connections()), (2, 0));
}

#[tokio::test]
async fn none_means_none() {
    let client = Client::with_network(NetworkOptions {
        proxy: Proxy::None,
        ..NetworkOptions::default()
    })
    .expect("a client");
    let failure = list(&client, "http://juxta.invalid").await.expect_err("no such name");
    assert_eq!((failure.code, failure.details.get("proxy")), (ErrorCode::Dns, None));
    assert_eq!(failure.details["host"], "juxta.invalid");
}

/// Starts a proxy that opens tunnels to `to`, whatever the target, after reading the heads of `greeting` requests.
async fn tunnelling(to: std::net::SocketAddr) -> (std::net::SocketAddr, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let heard = tokio::spawn(async move {
        let (mut client, _) = listener.accept().await.expect("a client");
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(client.read_u8().await.expect("a head"));
        }
        client
            .write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")
            .await
            .expect("written");
        join(client, to).await;
        String::from_utf8_lossy(&head).into_owned()
    });
    (address, heard)
}

async fn join(mut client: TcpStream, to: std::net::SocketAddr) {
    let mut server = TcpStream::connect(to).await.expect("the server");
    // Ends when either side closes.
    let _ = tokio::io::copy_bidirectional(&mut client, &mut server).await;
}

#[tokio::test]
async fn tls_goes_through_a_tunnel_and_is_checked_against_the_real_name() {
    let authority = Authority::new();
    let server = TlsServer::start(authority.server("juxta.invalid"), None, r#"["a"]"#).await;
    let (proxy, heard) = tunnelling(server.address).await;
    let client = through(&format!("http://{proxy}"), "me", trusting(&authority));
    assert_eq!(list(&client, "https://juxta.invalid").await.expect("a list").len(), 1);
    drop(client);
    let asked = heard.await.expect("a tunnel").to_ascii_lowercase();
    assert!(
        asked.starts_with("connect juxta.invalid:443 http/1.1\r\n") && asked.contains("proxy-authorization: basic "),
        "{asked}"
    );

    let server = TlsServer::start(authority.server("other.invalid"), None, "").await;
    let (proxy, _) = tunnelling(server.address).await;
    let client = through(&format!("http://{proxy}"), "", trusting(&authority));
    let failure = list(&client, "https://juxta.invalid")
        .await
        .expect_err("another's certificate");
    assert_eq!(reason(&failure), (ErrorCode::Tls, "wrong_name"));
    assert_eq!(failure.details["proxy"], format!("http://{proxy}"));
}

/// Starts a SOCKS5 proxy: its answers to the greeting, the credentials and the request, then a tunnel.
async fn socks(
    method: u8,
    accepts: u8,
    status: u8,
    to: std::net::SocketAddr,
) -> (std::net::SocketAddr, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let heard = tokio::spawn(async move {
        let (mut client, _) = listener.accept().await.expect("a client");
        let mut head = [0; 2];
        client.read_exact(&mut head).await.expect("a greeting");
        let mut methods = vec![0; usize::from(head[1])];
        client.read_exact(&mut methods).await.expect("methods");
        client.write_all(&[5, method]).await.expect("written");
        let mut told = String::new();
        if method == 2 {
            let version = client.read_u8().await.expect("credentials");
            assert_eq!(version, 1);
            for _ in 0..2 {
                told += &counted(&mut client).await;
                told.push('|');
            }
            client.write_all(&[1, accepts]).await.expect("written");
        }
        let mut request = [0; 4];
        if client.read_exact(&mut request).await.is_err() {
            return told;
        }
        assert_eq!(request[3], 3, "a name, not an address looked up here");
        told += &counted(&mut client).await;
        let port = client.read_u16().await.expect("a port");
        client
            .write_all(&[5, status, 0, 1, 0, 0, 0, 0, 0, 0])
            .await
            .expect("written");
        if status == 0 {
            join(client, to).await;
        }
        format!("{told}:{port}")
    });
    (address, heard)
}

/// Reads bytes that follow their count.
async fn counted(stream: &mut TcpStream) -> String {
    let length = stream.read_u8().await.expect("a length");
    let mut bytes = vec![0; usize::from(length)];
    stream.read_exact(&mut bytes).await.expect("bytes");
    String::from_utf8_lossy(&bytes).into_owned()
}

#[tokio::test]
async fn socks_looks_names_up_itself_and_takes_a_password() {
    let server = Server::answering(reply("200 OK", "", r#"["a"]"#)).await;
    let (proxy, heard) = socks(2, 0, 0, server.address).await;
    let client = through(&format!("socks5://{proxy}"), "me", NetworkOptions::default());
    assert_eq!(list(&client, "http://juxta.invalid").await.expect("a list").len(), 1);
    drop(client);
    assert_eq!(
        heard.await.expect("a tunnel"),
        format!("me|{PASSWORD}|juxta.invalid:80")
    );
}

#[tokio::test]
async fn what_a_socks_proxy_refuses() {
    let nowhere = "127.0.0.1:1".parse().expect("an address");
    for (method, accepts, status, why) in [
        (2, 1, 0, "auth"),
        (0, 0, 1, "refused_by_proxy"),
        (0, 0, 4, "unreachable"),
    ] {
        let (proxy, _) = socks(method, accepts, status, nowhere).await;
        let user = if method == 2 { "me" } else { "" };
        let client = through(&format!("socks5://{proxy}"), user, NetworkOptions::default());
        let failure = list(&client, "http://juxta.invalid").await.expect_err("refused");
        assert_eq!(reason(&failure), (ErrorCode::Proxy, why), "{failure:?}");
        assert_eq!(failure.details["proxy"], format!("socks5h://{proxy}"));
        assert!(!format!("{failure:?}").contains("w0rd"), "{failure:?}");
    }
}

#[tokio::test]
async fn what_an_http_proxy_refuses() {
    for (answer, why) in [
        ("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "auth"),
        ("HTTP/1.1 403 Forbidden\r\n\r\n", "refused_by_proxy"),
        ("HTTP/1.1 502 Bad Gateway\r\n\r\n", "refused_by_proxy"),
        ("", "not_a_proxy"),
        ("SSH-2.0-OpenSSH_9.2\r\n\r\n", "refused_by_proxy"),
    ] {
        let proxy = Server::start(vec![Act::Request, Act::Send(answer.into())]).await;
        let client = through(&proxy.address.to_string(), "me", NetworkOptions::default());
        let failure = list(&client, "https://juxta.invalid").await.expect_err("refused");
        assert_eq!(reason(&failure), (ErrorCode::Proxy, why), "{answer:?}: {failure:?}");
        assert_eq!(failure.details["host"], "juxta.invalid");
    }
    // For plain http the refusal is an ordinary reply.
    let body = format!("denied for {PASSWORD}");
    let proxy = Server::answering(reply("407 Proxy Authentication Required", "", body)).await;
    let client = through(&proxy.address.to_string(), "me", NetworkOptions::default());
    let failure = list(&client, "http://juxta.invalid").await.expect_err("refused");
    assert_eq!((failure.code, failure.status), (ErrorCode::Proxy, Some(407)));
    assert!(!format!("{failure:?}").contains("w0rd"), "{failure:?}");
}

#[tokio::test]
async fn a_proxy_that_is_not_there() {
    for (proxy, why) in [
        ("http://127.0.0.1:1", "refused"),
        ("http://proxy.invalid:3128", "dns"),
        ("socks5://127.0.0.1:1", "unreachable"),
        ("https://127.0.0.1:1", "refused"),
    ] {
        let client = through(proxy, "", NetworkOptions::default());
        for url in ["http://juxta.invalid", "https://juxta.invalid"] {
            let failure = list(&client, url).await.expect_err("nobody");
            assert_eq!(reason(&failure), (ErrorCode::Proxy, why), "{proxy} {failure:?}");
        }
    }
}
