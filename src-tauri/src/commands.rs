//! What the page may call, one file a topic. Each function is a handful of lines: the engine does the work.
//!
//! `api::with_commands` is the list. A function missing here, or one whose request or reply differs from the list, does
//! not compile; one that is not in the list is dead code.
#![allow(clippy::unused_async, reason = "all commands have the same shape")]

mod ask;
mod attachments;
mod branches;
mod budgets;
mod catalogue;
mod compare;
mod context;
mod conversations;
mod endpoints;
mod found;
mod network;
mod page;
mod parameters;
mod sent;
mod tabs;

use api::Command;
use chat::Failure;
use tauri::ipc::Invoke;

use context::Context;

/// What a command answers: a value, or the failure the page shows.
type Reply<T> = Result<T, Failure>;

/// Makes the dispatcher: one arm a command, each reading its request and writing its reply.
macro_rules! dispatcher {
    ($($(#[$doc:meta])* $name:ident($request:ident $({ $($fields:tt)* })?) -> $reply:ty;)*) => {
        /// Runs the command that the page named. `false` if there is none of this name.
        #[allow(clippy::too_many_lines, reason = "one arm a command, written by a macro")]
        pub(crate) fn dispatch(invoke: Invoke) -> bool {
            match invoke.message.command() {
                $(api::$request::NAME => {
                    let call = context::read::<api::$request>(&invoke.message);
                    invoke.resolver.respond_async(async move {
                        let (context, request) = call?;
                        let reply: Reply<<api::$request as Command>::Reply> = functions::$name(&context, request).await;
                        context::write(reply)
                    });
                })*
                _ => return false,
            }
            true
        }
    };
}
api::with_commands!(dispatcher);

/// Every command's function, whatever file it is in.
mod functions {
    pub(super) use super::{
        ask::*, attachments::*, branches::*, budgets::*, catalogue::*, compare::*, conversations::*, endpoints::*,
        found::*, network::*, page::*, parameters::*, sent::*, tabs::*,
    };
}
