//! A GNOME Keyring daemon on the private bus: unlocked, locked, stopped, and gone with the test.

use std::{
    io::Write,
    process::{Child, Command, Output, Stdio},
};

use zbus::{OwnedObjectPath, OwnedVariant};

const PASSWORD: &[u8] = b"correct horse";
const COLLECTION: &str = "/org/freedesktop/secrets/aliases/default";

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
        let list = format!("['{COLLECTION}']");
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
        let bus = zbus::Connection::session().await.expect("a bus");
        let service = Some("org.freedesktop.secrets");
        let root = "/org/freedesktop/secrets";
        let plain = ("plain", zbus::Variant::from(""));
        let opened = bus
            .call_method(
                service,
                root,
                Some("org.freedesktop.Secret.Service"),
                "OpenSession",
                &plain,
            )
            .await;
        let (_, session): (OwnedVariant, OwnedObjectPath) =
            opened.expect("opened").body().deserialize().expect("a path");
        let collection = OwnedObjectPath::try_from(COLLECTION).expect("a path");
        let password = (collection, (session, Vec::<u8>::new(), PASSWORD.to_vec(), "text/plain"));
        let interface = Some("org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface");
        bus.call_method(service, root, interface, "UnlockWithMasterPassword", &password)
            .await
            .expect("unlocked");
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
