//! A data folder and a place for keys, and engines opened on them.

use std::{any::Any, future::Future, path::Path, time::Duration};

use chat::{AnswerId, CommandId, ConversationId, EndpointId};
use demo::{Script, Server};
use engine::{
    DemoSource, Engine, Options, Vault,
    view::{ConversationView, EndpointForm, KeyInput, ModelRef},
};
use secret::EnvironmentKey;
use tempfile::TempDir;
use uuid::Uuid;

/// Longer than any test takes on a busy machine; a hang fails instead of holding up the suite.
const LIMIT: Duration = Duration::from_secs(60);

/// Runs a test on a runtime of its own.
pub(crate) fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(limited(test));
    runtime.shutdown_background();
}

/// Waits, but not for ever.
async fn limited<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(LIMIT, what).await.expect("it hangs")
}

/// A command's id, never used before.
pub(crate) fn command() -> CommandId {
    CommandId(Uuid::new_v4())
}

/// One data folder and its keyring.
pub(crate) struct TestApp {
    folder: TempDir,
    pub(crate) keyring: Vault,
}

impl TestApp {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
            keyring: Vault::memory(),
        }
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Opens it as the window does.
    pub(crate) async fn open(&self) -> Engine {
        self.open_with(true, None, offline_demo()).await
    }

    /// Opens it as a console does, which may be beside the window.
    pub(crate) async fn open_beside(&self) -> Engine {
        self.open_with(false, None, offline_demo()).await
    }

    /// Opens it as the window does, with a key from the environment.
    pub(crate) async fn open_given(&self, key: EnvironmentKey) -> Engine {
        self.open_with(true, Some(key), offline_demo()).await
    }

    pub(crate) async fn open_with(&self, exclusive: bool, key: Option<EnvironmentKey>, demo: DemoSource) -> Engine {
        let options = Options {
            folder: self.folder.path().to_owned(),
            exclusive,
            demo_only: false,
            key,
            demo,
        };
        let opened = Engine::open_with(options, self.keyring.clone()).await;
        opened.unwrap_or_else(|failure| panic!("not opened: {failure:?}"))
    }

    /// The bytes of every file in the folder, one after the other.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
                if entry.path().is_dir() {
                    folders.push(entry.path());
                } else {
                    bytes.extend(std::fs::read(entry.path()).unwrap_or_default());
                }
            }
        }
        bytes
    }

    /// Whether this text stands anywhere in the folder.
    pub(crate) fn holds(&self, text: &str) -> bool {
        self.bytes().windows(text.len()).any(|window| window == text.as_bytes())
    }
}

/// The offline demo as the window and the console start it.
pub(crate) fn offline_demo() -> DemoSource {
    DemoSource::new(|| async {
        let server = Server::start(Script::demo())?;
        Ok((server.base_url(), Box::new(server) as Box<dyn Any + Send + Sync>))
    })
}

/// A server made known to the engine, without a key and without a check.
pub(crate) async fn known(engine: &Engine, server: &Server) -> EndpointId {
    let form = EndpointForm {
        id: None,
        name: String::new(),
        base_url: server.base_url(),
        key: KeyInput::None,
        session_only: false,
        accept_plain_http: false,
        settings: None,
    };
    let added = engine.add_endpoint(form).await;
    added.unwrap_or_else(|failure| panic!("not added: {failure:?}")).id
}

/// What the tests ask of every engine, without the ceremony.
pub(crate) trait Asking {
    /// A conversation with these models of one endpoint.
    async fn talk(&self, endpoint: EndpointId, models: &[&str]) -> ConversationView;
    /// Sends a prompt to all open tabs; gives the new answers in the order of the tabs.
    async fn prompt(&self, conversation: &ConversationView, text: &str) -> Vec<AnswerId>;
    /// The conversation, once nothing runs in it and all of it is on the disk.
    async fn settled(&self, id: ConversationId) -> ConversationView;
}

impl Asking for Engine {
    async fn talk(&self, endpoint: EndpointId, models: &[&str]) -> ConversationView {
        let model = |model: &&str| ModelRef {
            endpoint,
            model: (*model).to_owned(),
        };
        let made = self.create_conversation(command(), models.iter().map(model).collect());
        made.await.expect("a conversation")
    }

    async fn prompt(&self, conversation: &ConversationView, text: &str) -> Vec<AnswerId> {
        let tabs = conversation.tabs.iter().map(|tab| tab.id).collect();
        let sent = self.send(command(), conversation.id, text.to_owned(), tabs).await;
        let entries = sent.expect("sent").entries;
        entries.iter().map(|new| new.entry.answer.id).collect()
    }

    async fn settled(&self, id: ConversationId) -> ConversationView {
        // From before the look on, so that no end falls in between.
        let mut news = self.news();
        loop {
            let rows = self.list_conversations().await.expect("a list");
            if rows.iter().any(|row| row.id == id && !row.running) {
                return self.open_conversation(id).await.expect("a conversation");
            }
            news.next().await.expect("news");
        }
    }
}
