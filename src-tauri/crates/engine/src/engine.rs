//! The engine: opened once per process, closed before it ends.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use chat::{AnswerId, ConversationId, ErrorCode, Failure};
use parking_lot::{Mutex, MutexGuard, RwLock};
use store::{DataDir, FolderLock, Media, Store, StoreHandle, StoreThread};
use tokio::sync::{Notify, broadcast};
use uuid::Uuid;
use vault::Vault;
use wire::{Client, Limits};

use crate::{
    endpoints::{client::Clients, connections::Ring, found_keys::FoundKeys, keys::Keys, list::Endpoints, settings},
    failure::unknown,
    frames::state::Frames,
    idempotency::Idempotency,
    models::{availability::Availability, prices::Prices},
    options::{DemoSource, Options},
    request::{adaptations::Adapted, budget::RequestBudgets, queue::RequestQueue, record::UnderWay},
    session::{answer_ref::AnswerRef, live::LiveConversation},
    view,
};

/// Events buffered for a slow listener. One that misses more reads everything again.
const NEWS: usize = 256;

/// Every conversation in memory.
pub(crate) type Sessions = HashMap<ConversationId, LiveConversation>;

/// A running Juxta without a face.
#[derive(Clone)]
pub struct Engine(Arc<Parts>);

struct Parts {
    store: StoreHandle,
    media: Media,
    thread: Mutex<Option<StoreThread>>,
    /// Held for as long as the window lives; a console holds none.
    lock: Mutex<Option<FolderLock>>,
    /// HTTP client for servers that are not endpoints yet, such as local ones.
    wire: Client,
    clients: Clients,
    adapted: Adapted,
    connections: Arc<Ring>,
    found: FoundKeys,
    folder: PathBuf,
    /// Random: tells secrets apart without keeping them.
    seed: u128,
    keys: Keys,
    demo: DemoSource,
    demo_only: bool,
    endpoints: RwLock<Arc<Endpoints>>,
    sessions: Mutex<Sessions>,
    frames: Frames,
    idempotency: Idempotency,
    prices: Prices,
    availability: Availability,
    queue: RequestQueue,
    request_budgets: RequestBudgets,
    under_way: UnderWay,
    news: broadcast::Sender<view::News>,
    checks: broadcast::Sender<view::CheckProgress>,
    /// Wakes the journal when something starts to run.
    writing: Notify,
}

impl Engine {
    /// Opens the data folder and everything in it. An exclusive one ends answers that a dead process left running; a
    /// console changes nothing by opening.
    ///
    /// Fails with `storage_failed`, its `cause` one of `locked`, `newer`, `read_only`, `corrupt` and the like.
    pub async fn open(options: Options) -> Result<Self, Failure> {
        Self::open_with(options, Vault::system()).await
    }

    /// [`Engine::open`] with another place for keys than the system's keyring, such as [`Vault::memory`].
    #[allow(clippy::unused_async, reason = "it spawns tasks, so it must run within a runtime")]
    pub async fn open_with(options: Options, keyring: Vault) -> Result<Self, Failure> {
        let (mut store, lock) = open_store(&options)?;
        if options.exclusive {
            store.recover()?;
        }
        let endpoints = Endpoints::load(&store, options.key.as_ref())?;
        let adapted = Adapted::load(&store)?;
        let prices = Prices::load(&store)?;
        let availability = Availability::load(&store)?;
        // What others write from here on is news.
        let version = store.data_version()?;
        let media = store.media();
        let (store, thread) = StoreHandle::start(store).map_err(|_| Failure::new(ErrorCode::Internal))?;
        let engine = Self(Arc::new(Parts {
            store,
            media,
            thread: Mutex::new(Some(thread)),
            lock: Mutex::new(lock),
            wire: Client::new(Limits::default())?,
            clients: Clients::default(),
            adapted,
            connections: Arc::default(),
            found: FoundKeys::default(),
            folder: options.folder,
            seed: Uuid::new_v4().as_u128(),
            keys: Keys::new(keyring, options.key),
            demo: options.demo,
            demo_only: options.demo_only,
            endpoints: RwLock::new(Arc::new(endpoints)),
            sessions: Mutex::default(),
            frames: Frames::default(),
            idempotency: Idempotency::default(),
            prices,
            availability,
            queue: RequestQueue::default(),
            request_budgets: RequestBudgets::default(),
            under_way: UnderWay::default(),
            news: broadcast::channel(NEWS).0,
            checks: broadcast::channel(NEWS).0,
            writing: Notify::new(),
        }));
        engine.keep_journal();
        if options.exclusive {
            engine.watch_other_processes(version);
            engine.sweep_media();
            engine.refresh_daily();
        }
        Ok(engine)
    }

    /// Writes what is not written yet and closes the database. Requests still under way end; their answers will be found
    /// incomplete, with all their text.
    pub async fn close(&self) {
        self.flush_journal().await;
        self.save_unsaved().await;
        self.settle_all();
        self.sessions().values_mut().for_each(LiveConversation::abandon);
        let thread = self.0.thread.lock().take();
        self.writing().notify_one();
        if let Some(thread) = thread {
            // Waiting for a thread is not for an async worker.
            let _ = tokio::task::spawn_blocking(move || thread.close()).await;
        }
        self.0.lock.lock().take();
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.0.thread.lock().is_none()
    }

    /// Subscribes to rare events.
    pub fn news(&self) -> News {
        News(self.0.news.subscribe())
    }

    /// Subscribes to the progress of checks.
    pub fn checks(&self) -> Checks {
        Checks(self.0.checks.subscribe())
    }

    pub(crate) fn check_teller(&self) -> broadcast::Sender<view::CheckProgress> {
        self.0.checks.clone()
    }

    pub(crate) fn tell(&self, news: view::News) {
        // Nobody listening is fine: a console has no page.
        let _ = self.0.news.send(news);
    }

    pub(crate) fn store(&self) -> &StoreHandle {
        &self.0.store
    }

    pub(crate) fn images(&self) -> &Media {
        &self.0.media
    }

    pub(crate) fn wire(&self) -> &Client {
        &self.0.wire
    }

    pub(crate) fn clients(&self) -> &Clients {
        &self.0.clients
    }

    pub(crate) fn adapted(&self) -> &Adapted {
        &self.0.adapted
    }

    pub(crate) fn connection_ring(&self) -> Arc<Ring> {
        self.0.connections.clone()
    }

    pub(crate) fn found_keys(&self) -> &FoundKeys {
        &self.0.found
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.0.folder
    }

    pub(crate) fn seed(&self) -> u128 {
        self.0.seed
    }

    pub(crate) fn keys(&self) -> &Keys {
        &self.0.keys
    }

    pub(crate) fn demo(&self) -> &DemoSource {
        &self.0.demo
    }

    pub(crate) fn demo_only(&self) -> bool {
        self.0.demo_only
    }

    pub(crate) fn frames(&self) -> &Frames {
        &self.0.frames
    }

    pub(crate) fn idempotency(&self) -> &Idempotency {
        &self.0.idempotency
    }

    pub(crate) fn prices(&self) -> &Prices {
        &self.0.prices
    }

    pub(crate) fn queue(&self) -> &RequestQueue {
        &self.0.queue
    }

    pub(crate) fn request_budgets(&self) -> &RequestBudgets {
        &self.0.request_budgets
    }

    pub(crate) fn availability(&self) -> &Availability {
        &self.0.availability
    }

    pub(crate) fn under_way(&self) -> &UnderWay {
        &self.0.under_way
    }

    pub(crate) fn writing(&self) -> &Notify {
        &self.0.writing
    }

    /// The endpoints as they are now.
    pub(crate) fn endpoints(&self) -> Arc<Endpoints> {
        self.0.endpoints.read().clone()
    }

    pub(crate) fn set_endpoints(&self, endpoints: Endpoints) {
        for endpoint in endpoints.iter() {
            self.queue()
                .limit(endpoint.id, settings::endpoint_settings(endpoint).parallel.get());
        }
        *self.0.endpoints.write() = Arc::new(endpoints);
    }

    /// The live conversations, locked; never across an await.
    pub(crate) fn sessions(&self) -> MutexGuard<'_, Sessions> {
        self.0.sessions.lock()
    }

    /// Reads a live conversation, loading it from disk if needed.
    pub(crate) async fn read<T>(
        &self,
        id: ConversationId,
        look: impl FnOnce(&LiveConversation) -> T + Send,
    ) -> Result<T, Failure> {
        loop {
            self.load(id).await?;
            // It was released in between because it was idle: load it again.
            if let Some(live) = self.sessions().get(&id) {
                return Ok(look(live));
            }
        }
    }

    /// The conversation of an answer that a page shows or that runs.
    pub(crate) fn answer_ref(&self, answer: AnswerId) -> Result<AnswerRef, Failure> {
        let sessions = self.sessions();
        let mut holding = sessions
            .iter()
            .filter(|(_, live)| live.conversation.answers.contains_key(&answer));
        holding
            .next()
            .map(|(id, _)| AnswerRef {
                conversation: *id,
                answer,
            })
            .ok_or_else(unknown)
    }

    /// Updates the frames' count of running answers.
    pub(crate) fn count_running(&self) {
        let running = self.sessions().values().map(LiveConversation::running).sum();
        self.0.frames.set_running(running);
        if running > 0 {
            self.0.writing.notify_one();
        }
    }
}

fn open_store(options: &Options) -> Result<(Store, Option<FolderLock>), store::StoreError> {
    let dir = DataDir::open(&options.folder)?;
    if options.exclusive {
        let lock = dir.lock_exclusive()?;
        return Ok((Store::open_locked(&lock)?, Some(lock)));
    }
    Ok((Store::open(&dir)?, None))
}

/// The engine's rare news, one at a time.
pub struct News(broadcast::Receiver<view::News>);

impl News {
    /// The next item; `None` once the engine is gone.
    pub async fn next(&mut self) -> Option<view::News> {
        match self.0.recv().await {
            Ok(news) => Some(news),
            // What was missed is covered by reading everything again.
            Err(broadcast::error::RecvError::Lagged(_)) => Some(view::News::Conversations),
            Err(broadcast::error::RecvError::Closed) => None,
        }
    }
}

/// What happens in checks, one thing at a time.
pub struct Checks(broadcast::Receiver<view::CheckProgress>);

impl Checks {
    /// The next; `None` once the engine is gone. What a slow listener missed is in the report.
    pub async fn next(&mut self) -> Option<view::CheckProgress> {
        loop {
            match self.0.recv().await {
                Ok(progress) => return Some(progress),
                Err(broadcast::error::RecvError::Lagged(_)) => {}
                Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
    }
}
