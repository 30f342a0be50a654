//! Runs the window: Tauri around the engine. The only crate that depends on Tauri; all logic is elsewhere.

mod commands;
mod desktop;
mod launch;
mod renderer;

use std::{path::Path, process::ExitCode};

use chat::{ErrorCode, Failure, StorageCause};
use desktop::{clipboard::Clipboard, closing, closing::Closing, page_guard, page_guard::PageGuard, pictures, single};
use engine::Engine;
pub use launch::{Launch, Refusal};
use tauri::{App, Emitter, Manager, WebviewUrl, WebviewWindowBuilder};

/// Label of the only window.
pub(crate) const WINDOW: &str = "main";

/// Opens the window and returns when it is closed.
pub fn run(launch: Launch) -> ExitCode {
    log_to_stderr();
    limit_core_dumps();
    let folder = launch.folder.clone();
    let engine = match tauri::async_runtime::block_on(open_engine(launch)) {
        Ok(engine) => engine,
        Err(failure) => return refuse(&folder, &failure),
    };
    match build(engine.clone(), &folder) {
        Ok(app) => app.run(move |_, event| {
            if matches!(event, tauri::RunEvent::Exit) {
                tauri::async_runtime::block_on(engine.close());
            }
        }),
        Err(error) => {
            eprintln!("juxta: the window could not be opened: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

async fn open_engine(launch: Launch) -> Result<Engine, Failure> {
    let engine = Engine::open(engine::Options {
        folder: launch.folder,
        exclusive: true,
        demo_only: launch.demo,
        key: launch.key,
        demo: demo_source(),
    })
    .await?;
    engine.offer(launch.offered);
    Ok(engine)
}

/// Returns the source of the offline demo, which starts with the first request to it.
fn demo_source() -> engine::DemoSource {
    engine::DemoSource::new(|| async {
        let server = demo::Server::start(demo::Script::demo())?;
        let url = server.base_url();
        Ok((url, Box::new(server) as Box<dyn std::any::Any + Send + Sync>))
    })
}

/// Asks the open window to come forward if the folder is in use; else prints why the window doesn't open.
fn refuse(folder: &Path, failure: &Failure) -> ExitCode {
    let in_use = failure.storage_cause() == Some(StorageCause::Locked);
    if in_use && single::forward(folder).is_ok() {
        return ExitCode::SUCCESS;
    }
    let details: Vec<&str> = failure.details.values().map(String::as_str).collect();
    eprintln!(
        "juxta: {}: {} ({})",
        failure.code.as_str(),
        details.join(", "),
        folder.display()
    );
    ExitCode::from(if failure.code == ErrorCode::StorageFailed { 4 } else { 1 })
}

fn build(engine: Engine, folder: &Path) -> tauri::Result<App> {
    let folder = folder.to_owned();
    tauri::Builder::default()
        .manage(engine)
        .manage(Closing::default())
        .manage(PageGuard::new(&folder))
        .register_asynchronous_uri_scheme_protocol(pictures::SCHEME, |context, request, responder| {
            pictures::serve(context.app_handle(), &request, responder);
        })
        .invoke_handler(commands::dispatch)
        .setup(move |app| {
            app.manage(Clipboard::new(app.handle()));
            open_window(app)?;
            PageGuard::watch(app.handle());
            carry_news(app);
            let handle = app.handle().clone();
            if let Err(error) = single::listen(&folder, move || come_forward(&handle)) {
                tracing::warn!(%error, "a second start will not find this window");
            }
            Ok(())
        })
        .build(tauri::generate_context!())
}

/// Opens the window, hidden until its page has drawn. It can't navigate away from our own page.
fn open_window(app: &App) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, WINDOW, WebviewUrl::App("index.html".into()))
        .title("Juxta")
        .inner_size(1280.0, 800.0)
        .min_inner_size(480.0, 560.0)
        .visible(false)
        // The page stores nothing. WebKitGTK can be driven only with a persistent context.
        .incognito(!cfg!(feature = "automation"))
        .disable_drag_drop_handler()
        .on_navigation(is_own_page)
        .on_new_window(|_, _| tauri::webview::NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .build()?;
    closing::ask_page_first(&window);
    page_guard::revive(&window)
}

fn is_own_page(url: &tauri::Url) -> bool {
    url.scheme() == "tauri" || (url.scheme() == "http" && url.host_str() == Some("tauri.localhost"))
}

/// Forwards the engine's news and the progress of checks to the page, as events.
fn carry_news(app: &App) {
    let handle = app.handle().clone();
    let mut news = app.state::<Engine>().news();
    tauri::async_runtime::spawn(async move {
        while let Some(item) = news.next().await {
            // A page that is gone reads everything again when it comes back.
            let _ = handle.emit_to(WINDOW, "news", item);
        }
    });
    let handle = app.handle().clone();
    let mut checks = app.state::<Engine>().checks();
    tauri::async_runtime::spawn(async move {
        while let Some(progress) = checks.next().await {
            let _ = handle.emit_to(WINDOW, "check", progress);
        }
    });
}

fn come_forward(app: &tauri::AppHandle) {
    if let Some(window) = app.get_webview_window(WINDOW) {
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

/// Starts the log on stderr, at warnings by default. It never contains a key, a prompt or an answer.
fn log_to_stderr() {
    use tracing_subscriber::{filter::Targets, layer::SubscriberExt, util::SubscriberInitExt};

    let filter: Targets = std::env::var("JUXTA_LOG")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or_else(|| Targets::new().with_default(tracing::Level::WARN));
    let layer = tracing_subscriber::fmt::layer()
        .with_writer(std::io::stderr)
        .log_internal_errors(false);
    let _ = tracing_subscriber::registry().with(layer).with(filter).try_init();
}

/// Disables core dumps: a crash must not write memory, and the keys in it, to the disk.
fn limit_core_dumps() {
    #[cfg(unix)]
    let _ = rustix::process::setrlimit(
        rustix::process::Resource::Core,
        rustix::process::Rlimit {
            current: Some(0),
            maximum: Some(0),
        },
    );
}
