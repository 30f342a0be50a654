//! The window: Tauri around the engine. The only crate that knows Tauri, and nothing else of worth.

mod commands;
mod desktop;
mod launch;
mod renderer;

use std::{path::Path, process::ExitCode};

use chat::{ErrorCode, Failure};
use desktop::{clipboard::Clipboard, closing, closing::Closing, page_guard, page_guard::PageGuard, pictures, single};
use engine::Engine;
pub use launch::{Launch, Refusal};
use tauri::{App, Emitter, Manager, WebviewUrl, WebviewWindowBuilder};

/// The label of the only window.
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

/// The offline demo, started when first asked.
fn demo_source() -> engine::DemoSource {
    engine::DemoSource::new(|| async {
        let server = demo::Server::start(demo::Script::demo())?;
        let url = server.base_url();
        Ok((url, Box::new(server) as Box<dyn std::any::Any + Send + Sync>))
    })
}

/// A folder in use means the window is open already: it is asked to come forward. Anything else is said.
fn refuse(folder: &Path, failure: &Failure) -> ExitCode {
    let in_use = failure.details.get("cause").is_some_and(|cause| cause == "locked");
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
        .invoke_handler(commands())
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

/// Every command of the page; `permissions.toml` names the same ones.
#[allow(clippy::too_many_lines, reason = "a list: one line a command")]
fn commands() -> impl Fn(tauri::ipc::Invoke) -> bool + Send + Sync + 'static {
    tauri::generate_handler![
        commands::page::boot,
        commands::page::page_ready,
        commands::page::leave,
        commands::page::set_theme,
        commands::page::set_zoom,
        commands::page::set_text_size,
        commands::page::set_sidebar,
        commands::page::open_link,
        commands::page::copy_text,
        commands::page::copy_answer,
        commands::attachments::attach,
        commands::attachments::paste_picture,
        commands::attachments::detach,
        commands::attachments::attachment_text,
        commands::attachments::can_see,
        commands::chat::next_frame,
        commands::chat::send,
        commands::chat::stop,
        commands::chat::stop_all,
        commands::chat::retry,
        commands::chat::retry_now,
        commands::chat::continue_answer,
        commands::conversations::list_conversations,
        commands::conversations::open_conversation,
        commands::conversations::create_conversation,
        commands::conversations::rename_conversation,
        commands::conversations::delete_conversation,
        commands::conversations::add_tab,
        commands::conversations::close_tab,
        commands::conversations::select_tab,
        commands::tabs::move_tab,
        commands::tabs::rename_tab,
        commands::tabs::duplicate_tab,
        commands::tabs::reopen_tab,
        commands::tabs::replay_tab,
        commands::tabs::stop_tab,
        commands::tabs::set_columns,
        commands::tabs::set_in_view,
        commands::conversations::set_layout,
        commands::parameters::set_parameters,
        commands::parameters::keep_parameters,
        commands::branches::regenerate,
        commands::branches::edit_prompt,
        commands::branches::adopt,
        commands::branches::restore_heads,
        commands::branches::walk,
        commands::branches::branch,
        commands::branches::fork,
        commands::branches::trim,
        commands::branches::summarise,
        commands::branches::read_answers,
        commands::branches::set_note,
        commands::budgets::budgets,
        commands::budgets::set_budgets,
        commands::budgets::may_cost,
        commands::budgets::retry_failed,
        commands::budgets::figures,
        commands::conversations::set_context,
        commands::sent::sent,
        commands::sent::copy_sent,
        commands::sent::save_sent,
        commands::sent::estimate,
        commands::sent::suspects,
        commands::sent::warns_of_secrets,
        commands::sent::set_warns_of_secrets,
        commands::compare::compare,
        commands::compare::mark_best,
        commands::compare::shared_sentences,
        commands::conversations::save_draft,
        commands::conversations::save_scroll,
        commands::endpoints::list_endpoints,
        commands::endpoints::preview_url,
        commands::endpoints::paste_key,
        commands::endpoints::save_endpoint,
        commands::endpoints::check_endpoint,
        commands::endpoints::remove_endpoint,
        commands::endpoints::keyring_state,
        commands::endpoints::unlock_keyring,
        commands::endpoints::start_demo,
        commands::catalogue::catalogue,
        commands::catalogue::refreshes_lists,
        commands::catalogue::set_refreshes_lists,
        commands::catalogue::shelf,
        commands::catalogue::set_favourite,
        commands::catalogue::note_recent,
        commands::catalogue::save_set,
        commands::catalogue::rename_set,
        commands::catalogue::remove_set,
        commands::endpoints::capabilities,
        commands::endpoints::presets,
        commands::endpoints::reorder_endpoints,
        commands::found::local_servers,
        commands::found::paste_endpoints,
        commands::found::environment_endpoints,
        commands::found::add_found,
        commands::found::drop_found,
        commands::network::network_settings,
        commands::network::set_network,
        commands::network::balance,
        commands::network::connections,
        commands::network::export_connections,
        commands::endpoints::set_price,
    ]
}

/// The one window, hidden until its page has drawn. It shows our own page and goes nowhere else.
fn open_window(app: &App) -> tauri::Result<()> {
    let window = WebviewWindowBuilder::new(app, WINDOW, WebviewUrl::App("index.html".into()))
        .title("Juxta")
        .inner_size(1280.0, 800.0)
        .min_inner_size(480.0, 560.0)
        .visible(false)
        // The page stores nothing. WebKitGTK lets only a lasting context be driven.
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

/// Hands the engine's rare news to the page, and what happens in checks.
fn carry_news(app: &App) {
    let handle = app.handle().clone();
    let mut news = app.state::<Engine>().news();
    tauri::async_runtime::spawn(async move {
        while let Some(item) = news.next().await {
            // A page that is gone reads everything anew when it comes back.
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

/// Logs to stderr, warnings by default; never a key, a prompt or an answer.
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

/// A crash must not leave memory, and the keys in it, on the disk.
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
