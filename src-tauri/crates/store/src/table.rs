//! One file per table: its migrations, its writes and its reads.

use crate::migration::Migration;

pub(crate) mod answers;
pub(crate) mod attachments;
pub(crate) mod best;
pub(crate) mod conversations;
pub(crate) mod endpoints;
mod images;
pub(crate) mod journal;
pub(crate) mod models;
pub(crate) mod notes;
mod scope;
mod segments;
pub(crate) mod sent;
pub(crate) mod settings;
pub(crate) mod spending;
mod tabs;
mod turns;
pub(crate) mod views;

/// Every table's migrations; they run in the order of their schema versions.
pub(crate) const MIGRATIONS: [&[Migration]; 16] = [
    conversations::MIGRATIONS,
    tabs::MIGRATIONS,
    turns::MIGRATIONS,
    answers::MIGRATIONS,
    segments::MIGRATIONS,
    images::MIGRATIONS,
    attachments::MIGRATIONS,
    journal::MIGRATIONS,
    best::MIGRATIONS,
    notes::MIGRATIONS,
    sent::MIGRATIONS,
    views::MIGRATIONS,
    endpoints::MIGRATIONS,
    models::MIGRATIONS,
    settings::MIGRATIONS,
    spending::MIGRATIONS,
];
