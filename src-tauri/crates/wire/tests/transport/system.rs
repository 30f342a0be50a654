//! Tests the system's proxy on Linux: the desktop portal on a separate bus, the desktop's settings, the environment.
//!
//! Each runs in a child process, this test binary again, whose environment is all it can see of a desktop.
#![cfg(target_os = "linux")]

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use futures_util::StreamExt as _;
use zbus::{Connection, MessageStream, connection::Builder, message::Type};

use crate::{
    patient,
    server::{Server, base, reply},
};

/// Tells the child process which base URL to list.
const BASE: &str = "WIRE_TEST_BASE";

/// A message bus that ends with the test.
struct Bus {
    child: Child,
    address: String,
}

impl Bus {
    fn start() -> Self {
        let mut child = Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address=1", "--nopidfile"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon is installed");
        let mut address = String::new();
        let output = child.stdout.take().expect("piped");
        BufReader::new(output).read_line(&mut address).expect("an address");
        Self {
            child,
            address: address.trim().to_owned(),
        }
    }

    /// Puts a portal on the bus that resolves everything to `proxies`, for the duration of the test.
    async fn portal(&self, proxies: &[&str]) {
        let builder = Builder::address(self.address.as_str()).expect("an address");
        let bus = builder.build().await.expect("a bus");
        let requests = MessageStream::from(&bus);
        bus.request_name("org.freedesktop.portal.Desktop")
            .await
            .expect("a free name");
        let proxies: Vec<String> = proxies.iter().map(|proxy| (*proxy).to_owned()).collect();
        tokio::spawn(resolve(bus, requests, proxies));
    }
}

async fn resolve(bus: Connection, mut requests: MessageStream, proxies: Vec<String>) {
    while let Some(Ok(request)) = requests.next().await {
        if request.message_type() == Type::MethodCall {
            let asked: String = request.body().deserialize().expect("an address");
            assert_eq!(asked, "http://juxta.invalid/", "nothing but the site is told");
            bus.reply(&request.header(), &proxies).await.expect("sent");
        }
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs `list_in_child` with nothing but these variables and returns what it printed.
async fn list_with(variables: &[(&str, &str)]) -> String {
    let mut child = Command::new(std::env::current_exe().expect("this binary"));
    child
        .args(["--ignored", "--exact", "system::list_in_child", "--nocapture"])
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env(BASE, "http://juxta.invalid")
        // No bus except the one that a test names.
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
        .envs(variables.iter().copied())
        .stdin(Stdio::null());
    let output = tokio::task::spawn_blocking(move || child.output())
        .await
        .expect("a thread")
        .expect("a child");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[tokio::test]
#[ignore = "only run as a child of the tests below"]
async fn list_in_child() {
    let base = base(&std::env::var(BASE).expect("a base URL"));
    match patient().models(&base, None).await {
        Ok(models) => println!("listed {}", models[0].id),
        Err(failure) => println!("failed {failure:?}"),
    }
}

/// Starts a proxy that replies with its own name.
async fn proxy(name: &str) -> Server {
    Server::answering(reply("200 OK", "", format!(r#"["{name}"]"#))).await
}

/// Creates a home directory with these desktop settings.
fn home(keyfile: &str) -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a folder");
    let settings = home.path().join("glib-2.0/settings");
    std::fs::create_dir_all(&settings).expect("a folder");
    std::fs::write(settings.join("keyfile"), keyfile).expect("written");
    home
}

fn manual(address: &std::net::SocketAddr, ignored: &str) -> String {
    format!(
        "[system/proxy]\nmode='manual'\nignore-hosts=[{ignored}]\n[system/proxy/http]\nhost='{}'\nport={}\n",
        address.ip(),
        address.port()
    )
}

/// Returns the variables with which `gsettings` reads from `home`.
fn settings_in(home: &Path) -> [(&'static str, &str); 2] {
    [
        ("GSETTINGS_BACKEND", "keyfile"),
        ("XDG_CONFIG_HOME", home.to_str().expect("a path")),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_portals_proxy_goes_before_all_others() {
    let (portals, others) = (proxy("portal").await, proxy("environment").await);
    let bus = Bus::start();
    let address = format!("http://{}", portals.address);
    bus.portal(&["ftp://nonsense", &address, "direct://"]).await;
    let environment = format!("http://{}", others.address);
    let said = list_with(&[("DBUS_SESSION_BUS_ADDRESS", &bus.address), ("HTTP_PROXY", &environment)]).await;
    assert!(said.contains("listed portal"), "{said}");
    assert_eq!((portals.connections(), others.connections()), (1, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_portal_that_knows_no_proxy_leaves_the_environments() {
    let others = proxy("environment").await;
    let bus = Bus::start();
    bus.portal(&["direct://"]).await;
    let environment = format!("http://{}", others.address);
    let home = home("[system/proxy]\nmode='none'\n");
    let mut variables = vec![
        ("DBUS_SESSION_BUS_ADDRESS", bus.address.as_str()),
        ("HTTP_PROXY", &environment),
    ];
    variables.extend(settings_in(home.path()));
    let said = list_with(&variables).await;
    assert!(said.contains("listed environment"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_script_that_says_straight_is_believed() {
    let others = proxy("environment").await;
    let bus = Bus::start();
    bus.portal(&["direct://"]).await;
    let environment = format!("http://{}", others.address);
    let home = home("[system/proxy]\nmode='auto'\n");
    let mut variables = vec![
        ("DBUS_SESSION_BUS_ADDRESS", bus.address.as_str()),
        ("HTTP_PROXY", &environment),
    ];
    variables.extend(settings_in(home.path()));
    let said = list_with(&variables).await;
    assert!(said.contains("code: Dns") && others.connections() == 0, "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_portal_the_desktops_settings_go_before_the_environment() {
    let (desktops, others) = (proxy("desktop").await, proxy("environment").await);
    let environment = format!("http://{}", others.address);
    let home = home(&manual(&desktops.address, "'localhost'"));
    let mut variables = vec![("HTTP_PROXY", environment.as_str())];
    variables.extend(settings_in(home.path()));
    let said = list_with(&variables).await;
    assert!(said.contains("listed desktop"), "{said}");
    assert_eq!((desktops.connections(), others.connections()), (1, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_host_left_out_of_the_desktops_proxy_is_reached_straight() {
    let (desktops, others) = (proxy("desktop").await, proxy("environment").await);
    let environment = format!("http://{}", others.address);
    let home = home(&manual(&desktops.address, "'*.invalid'"));
    let mut variables = vec![("HTTP_PROXY", environment.as_str())];
    variables.extend(settings_in(home.path()));
    let said = list_with(&variables).await;
    assert!(said.contains("code: Dns"), "{said}");
    assert_eq!((desktops.connections(), others.connections()), (0, 0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_desktop_the_environment_counts() {
    let others = proxy("environment").await;
    let environment = format!("http://{}", others.address);
    let said = list_with(&[("HTTP_PROXY", &environment), ("PATH", "")]).await;
    assert!(said.contains("listed environment"), "{said}");
}
