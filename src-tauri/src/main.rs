//! Entry point of the window: clears the environment before anything else runs, then calls the library.
#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    // Before anything else: the process that reads a PDF must hold nothing but the PDF.
    if let Some(code) = engine::serve_if_asked() {
        return code.into();
    }
    match juxta_window::Launch::from_process() {
        Ok(launch) => juxta_window::run(launch),
        Err(refusal) => refusal.report(),
    }
}
