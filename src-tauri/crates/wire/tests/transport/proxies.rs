//! Tests that the system's proxy is used for the network and never for loopback.
//!
//! The proxy is named in the environment of a child process: this test binary again, running one ignored test.

use std::process::Stdio;

use chat::ErrorCode;
use wire::Credential;

use crate::{
    key, patient,
    server::{Server, base, reply},
};

/// Tells the child process which base URL to list.
const BASE: &str = "WIRE_TEST_BASE";

/// Runs `list_in_child` with every proxy variable set to `proxy`; returns whether it succeeded and what it printed.
async fn list_through(proxy: &str, base: &str) -> (bool, String) {
    let mut child = std::process::Command::new(std::env::current_exe().expect("this binary"));
    child
        .args(["--ignored", "--exact", "proxies::list_in_child", "--nocapture"])
        .env(BASE, base)
        // No desktop, only the environment.
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
        .env("GSETTINGS_BACKEND", "memory")
        .stdin(Stdio::null());
    for name in ["NO_PROXY", "no_proxy", "REQUEST_METHOD"] {
        child.env_remove(name);
    }
    for name in [
        "HTTP_PROXY",
        "http_proxy",
        "HTTPS_PROXY",
        "https_proxy",
        "ALL_PROXY",
        "all_proxy",
    ] {
        child.env(name, proxy);
    }
    let output = tokio::task::spawn_blocking(move || child.output())
        .await
        .expect("a thread")
        .expect("a child");
    (
        output.status.success(),
        String::from_utf8_lossy(&output.stdout).into_owned(),
    )
}

#[tokio::test]
#[ignore = "only run as a child of the tests below"]
async fn list_in_child() {
    let base = base(&std::env::var(BASE).expect("a base URL"));
    let (key, origin) = (key(), base.origin());
    match patient()
        .models(
            &base,
            Some(Credential {
                key: &key,
                origin: &origin,
            }),
        )
        .await
    {
        Ok(models) => println!("listed {}", models.len()),
        Err(failure) => println!("failed {failure:?}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn loopback_never_goes_through_a_proxy() {
    let proxy = Server::answering(reply("200 OK", "", r#"{"data":["trap"]}"#)).await;
    for host in ["127.0.0.1", "localhost"] {
        let server = Server::answering(reply("200 OK", "", r#"{"data":["a","b"]}"#)).await;
        let base = format!("http://{host}:{}", server.address.port());
        let (ok, said) = list_through(&format!("http://{}", proxy.address), &base).await;
        assert!(ok && said.contains("listed 2"), "{said}");
        assert_eq!((proxy.connections(), server.connections()), (0, 1));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_network_goes_through_the_proxy() {
    let proxy = Server::answering(reply("200 OK", "", r#"{"data":["a"]}"#)).await;
    let (ok, said) = list_through(&format!("http://{}", proxy.address), "http://juxta.invalid").await;
    assert!(ok && said.contains("listed 1"), "{said}");
    assert_eq!(proxy.connections(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_proxy_out_of_reach_is_named() {
    for url in ["http://juxta.invalid", "https://juxta.invalid"] {
        let (ok, said) = list_through("http://127.0.0.1:1", url).await;
        assert!(
            ok && said.contains(&format!("code: {:?}", ErrorCode::Proxy)) && said.contains("127.0.0.1"),
            "{said}"
        );
    }
}
