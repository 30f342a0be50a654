//! How long a connection took to make, told to the request that waited for it.

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
    /// Filled when a connection is made while this request waits for one.
    static TOOK: Arc<OnceLock<Duration>>;
}

/// Runs a request; gives how long the connection made for it took, name and TLS included. `None` when one was open.
pub(super) async fn timed<T>(request: impl Future<Output = T>) -> (T, Option<Duration>) {
    let took = Arc::new(OnceLock::new());
    let done = TOOK.scope(took.clone(), request).await;
    (done, took.get().copied())
}

/// Times the making of connections.
#[derive(Clone, Copy)]
pub(super) struct Timing;

impl<S> Layer<S> for Timing {
    type Service = Timed<S>;

    fn layer(&self, inner: S) -> Timed<S> {
        Timed(inner)
    }
}

/// A connector that is timed.
#[derive(Clone)]
pub(super) struct Timed<S>(S);

impl<S, R> Service<R> for Timed<S>
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
            // Outside of any request (made ahead, or for one that found another meanwhile) nobody asks.
            let _ = TOOK.try_with(|took| took.set(begun.elapsed()));
            connected
        })
    }
}
