//! Tests which URLs share an origin, how an origin is displayed, and what counts as loopback.

use proptest::prelude::*;

use super::*;

fn origin(text: &str) -> Origin {
    Origin::from_url(&Url::parse(text).expect("a URL")).expect("an origin")
}

#[test]
fn written_without_the_default_port() {
    for (url, text) in [
        ("https://aihubmix.com/v1/chat?x#y", "https://aihubmix.com"),
        ("https://AIHubMix.com:443/v1", "https://aihubmix.com"),
        ("http://aihubmix.com:443/v1", "http://aihubmix.com:443"),
        ("http://user:pass@127.0.0.1:8080/v1", "http://127.0.0.1:8080"),
        ("http://[0:0::1]:80/", "http://[::1]"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("http://2130706433/", "http://127.0.0.1"),
    ] {
        assert_eq!(origin(url).to_string(), text);
        assert_eq!(text.parse(), Ok(origin(url)));
    }
}

#[test]
fn scheme_host_and_port_each_count() {
    let home = origin("https://a.example");
    for other in [
        "http://a.example",
        "https://b.example",
        "https://a.example:8443",
        "https://a.example.",
    ] {
        assert_ne!(home, origin(other), "{other}");
    }
    assert_eq!(
        (home.scheme(), home.host().as_str(), home.port()),
        ("https", "a.example", 443)
    );
}

#[test]
fn other_schemes_have_none() {
    for url in [
        "ftp://a.example/",
        "file:///etc/passwd",
        "data:text/plain,x",
        "ws://a.example",
        "javascript:1",
    ] {
        assert!(Origin::from_url(&Url::parse(url).expect("a URL")).is_none(), "{url}");
    }
}

#[test]
fn more_than_an_origin_is_refused() {
    for text in [
        "",
        "a.example",
        "https://",
        "https://a.example/v1",
        "https://a.example?q",
        "https://a.example/#f",
        "https://u@a.example",
        "https://u:p@a.example",
        "ftp://a.example",
    ] {
        assert_eq!(text.parse::<Origin>(), Err(OriginError), "{text}");
    }
}

#[test]
fn this_computer() {
    for url in [
        "http://localhost",
        "https://LOCALHOST:1",
        "http://a.b.localhost",
        "http://localhost.",
        "http://127.0.0.1",
        "http://127.255.3.4:9",
        "http://0x7f.1",
        "http://[::1]:8080",
        "http://[::ffff:127.0.0.1]",
    ] {
        assert!(origin(url).is_loopback(), "{url}");
    }
}

#[test]
fn not_this_computer() {
    for url in [
        "http://localhost.example.com",
        "http://notlocalhost",
        "http://128.0.0.1",
        "http://0.0.0.0",
        "http://192.168.0.1",
        "http://[::2]",
        "http://[::]",
        "http://[::ffff:10.0.0.1]",
        "http://127.0.0.1.nip.io",
    ] {
        assert!(!origin(url).is_loopback(), "{url}");
    }
}

#[test]
fn plain_http() {
    assert!(origin("http://a.example").is_plain_http());
    assert!(!origin("https://a.example").is_plain_http());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reads_back_what_it_writes(tls: bool, host in "[a-z][a-z0-9]{0,9}(\\.[a-z][a-z0-9]{0,9}){0,2}", port in 1_u16..) {
        let scheme = if tls { "https" } else { "http" };
        let origin = origin(&format!("{scheme}://{host}:{port}/v1"));
        prop_assert_eq!(origin.to_string().parse(), Ok(origin));
    }

    #[test]
    fn any_text_is_read_without_panic(text in ".{0,60}") {
        if let Ok(origin) = text.parse::<Origin>() {
            prop_assert_eq!(origin.to_string().parse(), Ok(origin));
        }
    }
}
