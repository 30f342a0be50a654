//! Measures how long it took to open a connection, for the request that waited for it.

use std::{
    future::Future,
    pin::Pin,
    sync::{Arc, OnceLock},
    task::{Context, Poll},
    time::Duration,
};

use tokio::time::Instant;
use tower_layer::Layer;
use tower_service::Service;

tokio::task_local! {
    /// Set when a connection is opened while this request waits for one.
    static CONNECT_TIME: Arc<OnceLock<Duration>>;
}

/// Runs a request and returns how long its connection took to open, including DNS and TLS. `None` if an open one was
/// reused.
pub(super) async fn measure<T>(request: impl Future<Output = T>) -> (T, Option<Duration>) {
    let took = Arc::new(OnceLock::new());
    let done = CONNECT_TIME.scope(took.clone(), request).await;
    (done, took.get().copied())
}

/// A connector layer that measures connection times.
#[derive(Clone, Copy)]
pub(super) struct ConnectTimer;

impl<S> Layer<S> for ConnectTimer {
    type Service = TimedConnector<S>;

    fn layer(&self, inner: S) -> TimedConnector<S> {
        TimedConnector(inner)
    }
}

/// A connector wrapped by [`ConnectTimer`].
#[derive(Clone)]
pub(super) struct TimedConnector<S>(S);

impl<S, R> Service<R> for TimedConnector<S>
where
    S: Service<R>,
    S::Future: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, request: R) -> Self::Future {
        let (begun, connecting) = (Instant::now(), self.0.call(request));
        Box::pin(async move {
            let connected = connecting.await;
            // Fails outside of a request (for a connection opened in advance, or for a request that found another one),
            // where nobody needs the time.
            let _ = CONNECT_TIME.try_with(|took| took.set(begun.elapsed()));
            connected
        })
    }
}
