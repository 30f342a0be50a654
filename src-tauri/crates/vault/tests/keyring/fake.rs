//! A Secret Service with one collection, whose prompts do what the test says.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use futures_util::StreamExt;
use tokio::{sync::mpsc, task::JoinHandle};
use zbus::{
    Connection, Message, MessageStream,
    message::Type,
    zvariant::{OwnedObjectPath, Value},
};

const COLLECTION: &str = "/org/freedesktop/secrets/collection/one";
const ELSEWHERE: &str = "/org/freedesktop/secrets/collection/two/1";
const PROMPT: &str = "/org/freedesktop/secrets/prompt/one";

/// What happens once the prompt is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Person {
    /// Types the password.
    Unlocks,
    /// Closes the prompt.
    Declines,
    /// Leaves it open.
    Waits,
    /// The service ends instead.
    Crashes,
    /// Nothing is ever answered, to any call.
    Deaf,
    /// Nothing is locked, and the service freezes as soon as a session is opened.
    Freezes,
    /// Nothing is locked but an entry in another collection.
    LocksElsewhere,
}

/// The service, on the bus as long as it lives.
pub(crate) struct Fake {
    /// The methods called, as they come.
    pub(crate) calls: mpsc::UnboundedReceiver<String>,
    serving: JoinHandle<()>,
}

impl Fake {
    /// Takes the service's name and answers in the background.
    pub(crate) async fn start(person: Person) -> Self {
        let bus = Connection::session().await.expect("a bus");
        let requests = MessageStream::from(&bus);
        bus.request_name("org.freedesktop.secrets").await.expect("a free name");
        let (tell, calls) = mpsc::unbounded_channel();
        let serving = tokio::spawn(serve(bus, requests, person, tell));
        Self { calls, serving }
    }

    /// Leaves the bus.
    pub(crate) fn leave(self) {
        self.serving.abort();
    }

    /// Waits until `method` is called.
    pub(crate) async fn called(&mut self, method: &str) {
        while self.calls.recv().await.expect("the service runs") != method {}
    }
}

async fn serve(bus: Connection, mut requests: MessageStream, person: Person, tell: mpsc::UnboundedSender<String>) {
    let locked = Arc::new(AtomicBool::new(
        ![Person::Freezes, Person::LocksElsewhere].contains(&person),
    ));
    while let Some(Ok(request)) = requests.next().await {
        if request.message_type() != Type::MethodCall {
            continue;
        }
        let method = request.header().member().expect("a method").to_string();
        let frozen = person == Person::Freezes && method == "OpenSession";
        if person != Person::Deaf && !frozen {
            answer(&bus, &request, &method, &locked, person).await;
        }
        let _ = tell.send(method.clone());
        if method == "Prompt" && !react(&bus, person, &locked).await {
            return;
        }
    }
}

async fn answer(bus: &Connection, request: &Message, method: &str, locked: &AtomicBool, person: Person) {
    let to = request.header();
    let path = |text: &str| OwnedObjectPath::try_from(text).expect("a path");
    let none = Vec::<OwnedObjectPath>::new;
    let sent = match method {
        "ReadAlias" => bus.reply(&to, &path(COLLECTION)).await,
        "Get" => bus.reply(&to, &Value::from(locked.load(Ordering::SeqCst))).await,
        "SearchItems" if person == Person::LocksElsewhere => bus.reply(&to, &(none(), vec![path(ELSEWHERE)])).await,
        "SearchItems" => bus.reply(&to, &(none(), none())).await,
        "Unlock" => bus.reply(&to, &(none(), path(PROMPT))).await,
        _ => bus.reply(&to, &()).await,
    };
    sent.expect("sent");
}

/// Plays the person in front of the prompt; false when the service is to end.
async fn react(bus: &Connection, person: Person, locked: &AtomicBool) -> bool {
    let dismissed = match person {
        Person::Unlocks => false,
        Person::Declines => true,
        Person::Waits | Person::Deaf | Person::Freezes | Person::LocksElsewhere => return true,
        Person::Crashes => return false,
    };
    locked.store(dismissed, Ordering::SeqCst);
    let completed = (dismissed, Value::from(""));
    let interface = "org.freedesktop.Secret.Prompt";
    bus.emit_signal(None::<&str>, PROMPT, interface, "Completed", &completed)
        .await
        .expect("sent");
    true
}
