//! Writes links, refused links and images: checks their URLs and shows them.

use pulldown_cmark::LinkType;

use super::{Open, Writer};
use crate::escape::{push_link_text, push_text, visible_address};
use crate::link::{self, SafeLink};

impl Writer<'_> {
    /// Returns the URL of a link, or `None` if the budget for references is used up.
    pub(super) fn resolve(&mut self, kind: LinkType, address: &str, label: &str) -> Option<String> {
        let address = match kind {
            LinkType::Inline | LinkType::Autolink => return Some(address.to_owned()),
            LinkType::Email => return Some(format!("mailto:{address}")),
            _ => self.reading.references.get(label).unwrap_or(address).to_owned(),
        };
        self.copied += address.len().max(1);
        (self.copied <= self.reading.budget).then_some(address)
    }

    pub(super) fn link(&mut self, kind: LinkType, address: &str, label: &str) {
        let Some(address) = self.resolve(kind, address, label) else {
            return self.open.push(Open::Nothing);
        };
        self.links += 1;
        match link::check(&address) {
            Ok(to) => {
                if self.images == 0 {
                    self.open_link(&to);
                }
                self.open.push(Open::Link {
                    to,
                    words: String::new(),
                });
            }
            Err(_) => self.open.push(Open::Refused {
                address,
                words: String::new(),
            }),
        }
    }

    pub(super) fn open_link(&mut self, to: &SafeLink) {
        for part in ["<a href=\"", "\" data-link title=\""] {
            self.out.push_str(part);
            push_text(&mut self.out, to.href());
        }
        self.out.push_str("\">");
    }

    pub(super) fn close_link(&mut self, to: &SafeLink, words: &str) {
        if self.images > 0 {
            return;
        }
        self.out.push_str("</a>");
        if to.is_disguised_as(words) {
            self.out.push_str("<span class=\"real-host\"> (");
            push_text(&mut self.out, to.host());
            self.out.push_str(")</span>");
        }
    }

    pub(super) fn end_refused(&mut self, address: &str, words: &str) {
        let shown = visible_address(address);
        if self.images > 0 || shown.is_empty() || words == shown {
            return;
        }
        self.out.push_str("<span class=\"refused\"> (");
        push_text(&mut self.out, &shown);
        self.out.push_str(")</span>");
    }

    pub(super) fn image(&mut self, kind: LinkType, address: &str, label: &str) {
        let Some(address) = self.resolve(kind, address, label) else {
            return self.open.push(Open::Nothing);
        };
        self.images += 1;
        self.open.push(Open::Image {
            address,
            words: String::new(),
        });
    }

    pub(super) fn end_image(&mut self, address: &str, words: &str) {
        let shown = visible_address(address);
        let name = match (words.trim(), shown.as_str()) {
            ("", shown) => shown.to_owned(),
            (words, "") => words.to_owned(),
            (words, shown) => format!("{words} ({shown})"),
        };
        if self.images > 0 {
            return self.words(&name);
        }
        self.out
            .push_str("<span class=\"image-blocked\" role=\"img\" aria-label=\"");
        push_link_text(&mut self.out, &name);
        self.out.push_str("\">");
        push_link_text(&mut self.out, &name);
        self.out.push_str("</span>");
    }
}
