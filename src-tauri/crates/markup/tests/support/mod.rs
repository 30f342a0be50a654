//! Shared by the tests: an independent HTML parser, and `CommonMark`'s examples.
#![allow(dead_code, reason = "each test file uses its own part")]

use html5ever::tendril::TendrilSink;
use html5ever::{LocalName, ParseOpts, QualName, local_name, ns, parse_fragment};
use markup::Block;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// An element as the HTML parser sees it.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
}

impl Element {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

/// What the HTML parser finds in a block: elements in order, and the text between them.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) elements: Vec<Element>,
    pub(crate) text: String,
    /// The same text with blocks separated, as layout shows it.
    pub(crate) laid_out: String,
    pub(crate) depth: usize,
    /// Number of outermost elements.
    pub(crate) roots: usize,
}

/// Parses `html` like `innerHTML` of a `div`.
pub(crate) fn parse(html: &str) -> Seen {
    parse_in(local_name!("div"), html)
}

/// Parses `html` like `innerHTML` of an element with this name.
fn parse_in(name: LocalName, html: &str) -> Seen {
    let context = QualName::new(None, ns!(html), name);
    let dom = parse_fragment(RcDom::default(), ParseOpts::default(), context, Vec::new(), false).one(html);
    let mut seen = Seen::default();
    let root = dom.document.children.borrow()[0].clone();
    // `None` marks the end of a block.
    let mut stack: Vec<(Option<Handle>, usize)> = root
        .children
        .borrow()
        .iter()
        .rev()
        .map(|node| (Some(node.clone()), 1))
        .collect();
    while let Some((node, depth)) = stack.pop() {
        let Some(node) = node else {
            seen.laid_out.push('\n');
            continue;
        };
        if is_block(&node) {
            seen.laid_out.push('\n');
            stack.push((None, depth));
        }
        seen.depth = seen.depth.max(depth);
        seen.roots += usize::from(depth == 1 && matches!(node.data, NodeData::Element { .. }));
        match &node.data {
            NodeData::Element { name, attrs, .. } => seen.elements.push(Element {
                name: name.local.to_string(),
                attributes: attrs
                    .borrow()
                    .iter()
                    .map(|a| (a.name.local.to_string(), a.value.to_string()))
                    .collect(),
            }),
            NodeData::Text { contents } => {
                seen.text.push_str(&contents.borrow());
                seen.laid_out.push_str(&contents.borrow());
            }
            other => panic!("neither element nor text: {other:?} in {html}"),
        }
        stack.extend(
            node.children
                .borrow()
                .iter()
                .rev()
                .map(|child| (Some(child.clone()), depth + 1)),
        );
    }
    seen
}

fn is_block(node: &Handle) -> bool {
    let NodeData::Element { name, .. } = &node.data else {
        return false;
    };
    ["p", "li", "ul", "ol", "pre", "blockquote", "div", "section"].contains(&&*name.local)
}

/// Asserts that a block contains only what the crate documents.
pub(crate) fn assert_clean(html: &str) -> Seen {
    let seen = parse(html);
    assert_allowed(&seen, html);
    seen
}

/// Asserts that shell and parts, each in its place, contain only what the crate documents, that the shell has a slot if
/// there are parts, and that each part is a single element in it.
pub(crate) fn assert_clean_apart(block: &Block) {
    let shell = parse(block.shell());
    assert_allowed(&shell, block.shell());
    let slots: Vec<&Element> = shell.elements.iter().filter(|e| e.get("data-slot").is_some()).collect();
    assert!(
        slots.len() <= 1 && (slots.len() == 1 || block.parts().is_empty()),
        "{block:?}"
    );
    assert!(block.shell().matches(" data-slot>").count() == slots.len(), "{block:?}");
    for part in block.parts() {
        let seen = parse_in(LocalName::from(slots[0].name.as_str()), part);
        assert_allowed(&seen, part);
        assert_eq!(seen.roots, 1, "not one element: {part}");
        assert!(
            part.starts_with('<') && part.trim_end().ends_with('>'),
            "more than it: {part}"
        );
    }
}

fn assert_allowed(seen: &Seen, html: &str) {
    for element in &seen.elements {
        let allowed: &[&str] = match element.name.as_str() {
            "p" | "div" | "span" => &[
                "class",
                "dir",
                "data-lang",
                "data-label",
                "tabindex",
                "data-checked",
                "role",
                "aria-label",
            ],
            "h3" | "h4" | "h5" | "h6" => &["data-level", "dir"],
            "section" => &["class", "dir", "role"],
            "sup" => &["class", "title"],
            "blockquote" | "ul" => &["dir"],
            "li" => &["dir", "value"],
            "ol" => &["dir", "start"],
            "pre" => &["dir", "tabindex"],
            "td" | "th" => &["class", "dir", "role", "scope"],
            "a" => &["href", "data-link", "title"],
            "code" | "em" | "strong" | "del" | "br" | "hr" | "table" | "thead" | "tbody" | "tr" => &[],
            other => panic!("<{other}> in {html}"),
        };
        for (name, value) in &element.attributes {
            assert!(
                allowed.contains(&name.as_str()) || (name == "data-slot" && value.is_empty()),
                "{name}={value:?} on <{}> in {html}",
                element.name
            );
        }
        assert_values(element, html);
    }
}

fn assert_values(element: &Element, html: &str) {
    if let Some(class) = element.get("class") {
        let known = [
            "code",
            "table",
            "raw",
            "check",
            "image-blocked",
            "real-host",
            "refused",
            "n",
            "center",
            "notes",
            "note-ref",
            "k",
            "t",
            "s",
            "c",
        ];
        assert!(known.contains(&class), "class {class:?} in {html}");
    }
    if element.name == "th" {
        assert_eq!(element.get("role"), Some("columnheader"), "{html}");
    }
    if element.name == "a" {
        let href = element.get("href").unwrap_or_default();
        let is_allowed = ["https://", "http://", "mailto:"]
            .iter()
            .any(|scheme| href.starts_with(scheme));
        assert!(is_allowed && href.is_ascii(), "href {href:?} in {html}");
        assert_eq!(element.get("title"), Some(href), "the address is shown: {html}");
    }
}

/// Returns `CommonMark`'s 652 examples: markdown and the expected HTML.
pub(crate) fn examples() -> Vec<(String, String)> {
    let spec = include_str!("../data/commonmark-0.31.2.txt").replace('→', "\t");
    let fence = "`".repeat(32);
    let (mut found, mut rest) = (Vec::new(), spec.as_str());
    while let Some(at) = rest.find(&format!("{fence} example\n")) {
        let body = &rest[at + fence.len() + " example\n".len()..];
        let end = body.find(&format!("\n{fence}")).expect("an example ends");
        let (markdown, html) = body[..=end].split_once("\n.\n").unwrap_or_else(|| {
            let text = &body[..=end];
            text.strip_prefix(".\n").map_or((text, ""), |html| ("", html))
        });
        found.push((format!("{markdown}\n"), html.to_owned()));
        rest = &body[end + 1 + fence.len()..];
    }
    found
}
