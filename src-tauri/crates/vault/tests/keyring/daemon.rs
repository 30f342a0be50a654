//! A GNOME Keyring daemon on the private bus: unlocked, locked, stopped, and gone with the test.

use std::{
    collections::HashMap,
    io::Write,
    process::{Child, Command, Output, Stdio},
};

use zbus::zvariant::{DynamicType, OwnedObjectPath, OwnedValue, Value};

const PASSWORD: &[u8] = b"correct horse";
const ROOT: &str = "/org/freedesktop/secrets";
/// What the login screen uses: no prompts.
const INTERNAL: &str = "org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface";
/// The default collection.
pub(crate) const COLLECTION: &str = "/org/freedesktop/secrets/aliases/default";

/// The daemon; killed when dropped, also when it is stopped.
pub(crate) struct Daemon(Child);

impl Daemon {
    /// Starts it unlocked and waits until it is on the bus.
    pub(crate) fn start() -> Self {
        let mut child = Command::new("gnome-keyring-daemon")
            .args(["--foreground", "--unlock", "--components=secrets"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("gnome-keyring-daemon is installed");
        child.stdin.take().expect("piped").write_all(PASSWORD).expect("written");
        let daemon = Self(child);
        succeed(
            "gdbus",
            &["wait", "--session", "--timeout", "20", "org.freedesktop.secrets"],
        );
        daemon
    }

    /// Locks the default collection, as a screen lock does.
    pub(crate) fn lock() {
        Self::lock_collection(COLLECTION);
    }

    /// Locks this collection.
    pub(crate) fn lock_collection(path: &str) {
        let list = format!("['{path}']");
        let lock = "org.freedesktop.Secret.Service.Lock";
        succeed(
            "gdbus",
            &[
                "call",
                "--session",
                "-d",
                "org.freedesktop.secrets",
                "-o",
                "/org/freedesktop/secrets",
                "-m",
                lock,
                &list,
            ],
        );
    }

    /// Unlocks the default collection without a prompt, by the interface the login screen uses.
    pub(crate) async fn unlock() {
        Self::unlock_collection(COLLECTION).await;
    }

    /// Unlocks this collection, as [`Daemon::unlock`] does.
    pub(crate) async fn unlock_collection(path: &str) {
        let client = Client::connect().await;
        let collection = OwnedObjectPath::try_from(path).expect("a path");
        let password = (collection, client.secret(PASSWORD));
        client.call(ROOT, INTERNAL, "UnlockWithMasterPassword", &password).await;
    }

    /// Stops it in its tracks: it stays on the bus and answers nothing.
    pub(crate) fn stop(&self) {
        succeed("kill", &["-STOP", &self.0.id().to_string()]);
    }

    /// Lets it go on.
    pub(crate) fn go_on(&self) {
        succeed("kill", &["-CONT", &self.0.id().to_string()]);
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Another program that keeps secrets with the daemon, without encryption on the bus.
pub(crate) struct Client {
    bus: zbus::Connection,
    session: OwnedObjectPath,
}

impl Client {
    pub(crate) async fn connect() -> Self {
        let bus = zbus::Connection::session().await.expect("a bus");
        let root = OwnedObjectPath::try_from("/").expect("a path");
        let mut client = Self { bus, session: root };
        let opened = client
            .call(
                ROOT,
                "org.freedesktop.Secret.Service",
                "OpenSession",
                &("plain", Value::from("")),
            )
            .await;
        let (_, session): (OwnedValue, OwnedObjectPath) = opened.body().deserialize().expect("a session");
        client.session = session;
        client
    }

    /// Makes another collection, unlocked, and returns its path.
    pub(crate) async fn make_collection(&self, label: &str) -> String {
        let properties = HashMap::from([("org.freedesktop.Secret.Collection.Label", Value::from(label))]);
        let reply = self
            .call(
                ROOT,
                INTERNAL,
                "CreateWithMasterPassword",
                &(properties, self.secret(PASSWORD)),
            )
            .await;
        let path: OwnedObjectPath = reply.body().deserialize().expect("a path");
        path.as_str().to_owned()
    }

    /// Stores `secret` in `collection` under these attributes.
    pub(crate) async fn store(&self, collection: &str, attributes: HashMap<&str, &str>, secret: &str) {
        let properties = HashMap::from([
            ("org.freedesktop.Secret.Item.Label", Value::from("as it was called")),
            ("org.freedesktop.Secret.Item.Attributes", Value::from(attributes)),
        ]);
        let item = (properties, self.secret(secret.as_bytes()), true);
        let interface = "org.freedesktop.Secret.Collection";
        self.call(collection, interface, "CreateItem", &item).await;
    }

    /// The attributes of each of our entries that is not locked.
    pub(crate) async fn attributes(&self) -> Vec<HashMap<String, String>> {
        let ours = HashMap::from([("service", "juxta")]);
        let service = "org.freedesktop.Secret.Service";
        let found = self.call(ROOT, service, "SearchItems", &(ours,)).await;
        let (items, _): (Vec<OwnedObjectPath>, Vec<OwnedObjectPath>) = found.body().deserialize().expect("paths");
        let mut all = Vec::new();
        for item in items {
            let named = ("org.freedesktop.Secret.Item", "Attributes");
            let properties = "org.freedesktop.DBus.Properties";
            let reply = self.call(item.as_str(), properties, "Get", &named).await;
            let attributes: OwnedValue = reply.body().deserialize().expect("a value");
            all.push(attributes.try_into().expect("a map"));
        }
        all
    }

    fn secret(&self, bytes: &[u8]) -> (OwnedObjectPath, Vec<u8>, Vec<u8>, String) {
        (
            self.session.clone(),
            Vec::new(),
            bytes.to_vec(),
            "text/plain".to_owned(),
        )
    }

    async fn call<B>(&self, path: &str, interface: &str, method: &str, body: &B) -> zbus::Message
    where
        B: serde::Serialize + DynamicType,
    {
        self.bus
            .call_method(Some("org.freedesktop.secrets"), path, Some(interface), method, body)
            .await
            .expect(method)
    }
}

/// What `secret-tool` finds of ours, attributes and secrets.
pub(crate) fn secret_tool() -> String {
    let output = run("secret-tool", &["search", "--all", "service", "juxta"]);
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

fn succeed(program: &str, args: &[&str]) {
    let output = run(program, args);
    assert!(
        output.status.success(),
        "{program} {args:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

fn run(program: &str, args: &[&str]) -> Output {
    Command::new(program).args(args).output().expect("installed")
}
