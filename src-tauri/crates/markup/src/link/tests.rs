use super::{Refused, check};

fn refused(url: &str) -> Refused {
    check(url).expect_err(url)
}

#[test]
fn takes_web_and_mail_addresses() {
    for url in [
        "https://example.com/a?b=c#d",
        "http://localhost:8080/",
        "mailto:a@example.com?subject=Hi",
        "HTTPS://EXAMPLE.COM",
    ] {
        assert!(check(url).is_ok(), "{url}");
    }
}

#[test]
fn refuses_every_other_scheme() {
    for url in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        " javascript:alert(1)",
        "\u{1}javascript:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "smb://host/share",
        "ms-msdt:/id",
        "blob:https://a/b",
        "view-source:https://a",
        "about:blank",
        "tauri://localhost",
        "ipc://localhost",
        "juxta-media:abc",
        "tel:1",
        "ftp://a/b",
        "intent://a#Intent;end",
        "cherrystudio://mcp/install",
    ] {
        assert_eq!(refused(url), Refused::Scheme, "{url}");
    }
}

#[test]
fn refuses_what_is_no_address() {
    for url in [
        "",
        "#",
        "/etc/passwd",
        "//evil.example",
        "README.md",
        "https://",
        "https://[",
        "mailto:",
        "mailto:nobody",
    ] {
        assert_eq!(refused(url), Refused::Malformed, "{url}");
    }
}

#[test]
fn refuses_names_before_the_host_and_odd_mail_fields() {
    assert_eq!(refused("https://google.com@evil.example/"), Refused::Credentials);
    assert_eq!(refused("https://google.com:443@evil.example/"), Refused::Credentials);
    assert_eq!(refused("mailto:a@b.c?attach=/etc/passwd"), Refused::MailFields);
    assert_eq!(
        refused(&format!("https://a.example/{}", "x".repeat(3000))),
        Refused::TooLong
    );
    assert_eq!(
        refused(&format!("https://a.example/{}", "ü".repeat(900))),
        Refused::TooLong
    );
}

#[test]
fn an_href_is_ascii_and_names_the_real_host() {
    let link = check("https://аpple.com/\u{202e}gnp.exe\u{200b}").expect("a web address");
    assert!(link.href().is_ascii());
    assert!(link.href().contains("xn--pple-43d.com"), "{}", link.href());
    assert!(
        link.href().contains("%E2%80%AE") && link.href().contains("%E2%80%8B"),
        "{}",
        link.href()
    );
    assert!(link.is_disguised_as("click here"), "a punycode host is always shown");
}

#[test]
fn text_naming_another_host_is_a_disguise() {
    let link = check("https://evil.example/x").expect("a web address");
    for text in [
        "https://google.com",
        "google.com",
        "www.google.com",
        "see https://google.com/a for more",
        "goo\u{200b}gle.com",
        "(google.com).",
        "GOOGLE.COM",
        "google。com",
        "https://evil.example@google.com",
        "http://10.0.0.1",
    ] {
        assert!(link.is_disguised_as(text), "{text}");
    }
    for text in [
        "here",
        "evil.example",
        "www.evil.example",
        "https://evil.example/other",
        "Node.js",
        "e.g. this",
        "version 1.2.3",
        "…",
    ] {
        assert!(!link.is_disguised_as(text), "{text}");
    }
    let mail = check("mailto:eve@evil.example").expect("a mail address");
    assert!(
        mail.is_disguised_as("bank@bank.example")
            && !mail.is_disguised_as("eve@evil.example")
            && !mail.is_disguised_as("write")
    );
}
