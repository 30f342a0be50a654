//! What the sessions share: a folder to live in, servers, and looking things up in what the engine answers.

mod app;
mod forms;
mod page;
mod relay;
mod scripts;
mod view;

pub(crate) use app::{Asking, TestApp, command, known, offline_demo, run};
pub(crate) use forms::{form, save, saved, steps, typed};
pub(crate) use page::{Page, Pulled};
pub(crate) use relay::{Authority, Relay};
pub(crate) use scripts::{gated, server, told};
pub(crate) use view::{Code, answers, last, reason, text_of};
