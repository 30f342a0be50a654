//! Sources as the page lists them: each once, with the host that would really be asked.

use std::collections::HashSet;

use chat::Citation;
use markup::link;

use crate::view::SourceView;

/// Characters shown of an address that is not opened.
const SHOWN: usize = 200;

/// The sources of a segment. What only differs in spelling is one source.
pub(crate) fn views(citations: &[Citation]) -> Vec<SourceView> {
    let mut seen = HashSet::new();
    let views = citations.iter().map(view);
    views.filter(|source| seen.insert(source.url.clone())).collect()
}

fn view(citation: &Citation) -> SourceView {
    let words = |title: &String| title.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = citation.title.as_ref().map(words).filter(|title| !title.is_empty());
    match link::check(&citation.url) {
        Ok(to) => SourceView {
            url: to.href().to_owned(),
            host: Some(to.host().to_owned()),
            title,
        },
        Err(_) => SourceView {
            url: citation.url.chars().take(SHOWN).collect(),
            host: None,
            title,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn citation(url: &str, title: Option<&str>) -> Citation {
        Citation {
            url: url.to_owned(),
            title: title.map(str::to_owned),
        }
    }

    #[test]
    fn a_source_is_listed_once_with_its_real_host() {
        let listed = views(&[
            citation("https://Example.org", Some(" Sky\nand \u{a0}sea ")),
            citation("https://example.org/", None),
            citation("https://bücher.example/x", Some(" ")),
        ]);
        let shown: Vec<_> = listed
            .iter()
            .map(|source| (source.url.as_str(), source.host.as_deref(), source.title.as_deref()))
            .collect();
        assert_eq!(
            shown,
            [
                ("https://example.org/", Some("example.org"), Some("Sky and sea")),
                ("https://xn--bcher-kva.example/x", Some("xn--bcher-kva.example"), None),
            ]
        );
    }

    #[test]
    fn what_may_not_be_opened_has_no_host() {
        let long = format!("file:///{}", "a".repeat(5_000));
        for url in [
            "javascript:alert(1)",
            "file:///etc/passwd",
            "https://bank.example@evil.example/",
            "",
            &long,
        ] {
            let listed = views(&[citation(url, None)]);
            assert_eq!(
                (listed[0].host.as_deref(), listed[0].url.len() <= SHOWN),
                (None, true),
                "{url}"
            );
        }
    }
}
