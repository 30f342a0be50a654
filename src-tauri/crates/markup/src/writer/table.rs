//! Writes tables. Every header cell has an explicit role, because `WebKitGTK` crashes under assistive technology
//! without it.

use pulldown_cmark::Alignment;

use super::{Open, Writer};

impl Writer<'_> {
    pub(super) fn table(&mut self, columns: Vec<Alignment>) {
        self.new_line();
        self.out
            .push_str("<div class=\"table\" dir=\"auto\" tabindex=\"0\"><table>");
        self.open.push(Open::Table {
            columns,
            column: 0,
            in_head: false,
            has_body: false,
        });
    }

    pub(super) fn end_table(&mut self, has_body: bool) {
        self.end_block(if has_body {
            "</tbody></table></div>"
        } else {
            "</table></div>"
        });
    }

    pub(super) fn head(&mut self) {
        if let Some(Open::Table { in_head, .. }) = self.open.last_mut() {
            *in_head = true;
        }
        self.block("<thead><tr>", "</tr></thead>");
    }

    pub(super) fn row(&mut self) {
        if let Some(Open::Table {
            in_head,
            column,
            has_body,
            ..
        }) = self.open.last_mut()
        {
            (*in_head, *column) = (false, 0);
            if !std::mem::replace(has_body, true) {
                self.out.push_str("<tbody");
                self.open_slot();
            }
        }
        self.block("<tr>", "</tr>");
    }

    pub(super) fn cell(&mut self) {
        let table = self.open.iter_mut().rev().nth(1);
        let Some(Open::Table {
            columns,
            column,
            in_head,
            ..
        }) = table
        else {
            return self.block("<td>", "</td>");
        };
        let class = match columns.get(*column) {
            Some(Alignment::Right) => " class=\"n\"",
            Some(Alignment::Center) => " class=\"center\"",
            _ => "",
        };
        *column += 1;
        if *in_head {
            self.block(
                &format!("<th scope=\"col\" role=\"columnheader\"{class} dir=\"auto\">"),
                "</th>",
            );
        } else {
            self.block(&format!("<td{class} dir=\"auto\">"), "</td>");
        }
    }
}
