//! Runs a test in a process of its own: on a private session bus that starts no service by itself, or without a bus.

use std::{fs, future::Future, path::Path, process::Command, time::Duration};

use tokio::time::timeout;

/// Set in the inner process to the name of the test that it runs.
const INSIDE: &str = "JUXTA_TEST_INSIDE";

/// No test takes a third of this.
const LONGEST: Duration = Duration::from_secs(60);

const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>"#;

/// Runs `test` (whose path is `name`) on a private bus.
pub(crate) fn bus<F: Future<Output = ()>>(name: &str, test: impl FnOnce() -> F) {
    process(name, test, |home| {
        let config = home.join("bus.conf");
        fs::write(&config, BUS).expect("written");
        let mut command = Command::new("dbus-run-session");
        command.arg("--config-file").arg(config).arg("--").arg(this_program());
        command
    });
}

/// Runs `test` (whose path is `name`) without a bus, or with an `address` where none answers.
pub(crate) fn no_bus<F: Future<Output = ()>>(name: &str, address: Option<&str>, test: impl FnOnce() -> F) {
    process(name, test, |_| {
        let mut command = Command::new(this_program());
        match address {
            Some(address) => command.env("DBUS_SESSION_BUS_ADDRESS", address),
            None => command.env_remove("DBUS_SESSION_BUS_ADDRESS"),
        };
        command
    });
}

fn process<F: Future<Output = ()>>(name: &str, test: impl FnOnce() -> F, command: impl FnOnce(&Path) -> Command) {
    if std::env::var(INSIDE).is_ok_and(|inside| inside == name) {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        return runtime.block_on(async { timeout(LONGEST, test()).await.expect("the test hangs") });
    }
    let home = tempfile::tempdir().expect("a folder");
    let mut command = command(home.path());
    command
        .args(["--exact", name, "--nocapture"])
        .env(INSIDE, name)
        .env("HOME", home.path());
    command
        .env("XDG_DATA_HOME", home.path().join("data"))
        .env("XDG_RUNTIME_DIR", home.path());
    command
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("GNOME_KEYRING_CONTROL");
    let output = command.output().expect("dbus-run-session is installed");
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.contains("1 passed"), "inside:\n{said}");
}

fn this_program() -> std::path::PathBuf {
    std::env::current_exe().expect("a path")
}
