//! The arrows between crates: what depends on what is decided here, not by whoever edits a `Cargo.toml`.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

/// What each crate may depend on. `ARCHITECTURE.md`, *Rooms*, says why.
const ALLOWED: &[(&str, &[&str])] = &[
    ("secret", &[]),
    ("chat", &[]),
    ("api", &["chat", "engine"]),
    ("attach", &["chat"]),
    ("compare", &[]),
    ("markup", &[]),
    ("demo", &[]),
    ("wire", &["chat", "secret"]),
    ("vault", &["secret"]),
    ("store", &["chat"]),
    (
        "engine",
        &[
            "attach", "chat", "compare", "markup", "secret", "store", "vault", "wire",
        ],
    ),
    ("cli", &["chat", "demo", "engine", "secret", "vault"]),
    ("juxta-window", &["api", "chat", "demo", "engine", "secret", "vault"]),
    ("xtask", &[]),
];

/// What any crate's tests may use besides: the mock server depends on nothing, so no circle can come of it.
const IN_TESTS: &[&str] = &["demo"];

/// Prefixes of crates that need a display; only the window may name them.
const DESKTOP: &[&str] = &["tauri", "wry", "tao", "gtk", "webkit2gtk"];

#[test]
fn no_arrow_is_unlisted() {
    let packages = packages();
    let ours: BTreeSet<&str> = packages.iter().map(name).collect();
    let mut unlisted = Vec::new();
    for package in &packages {
        for arrow in dependencies(package).filter(|arrow| ours.contains(name(arrow))) {
            let tests_only = arrow["kind"] == "dev" && IN_TESTS.contains(&name(arrow));
            if !tests_only && !allowed(name(package)).contains(&name(arrow)) {
                unlisted.push(format!("{} -> {}", name(package), name(arrow)));
            }
        }
    }
    assert!(unlisted.is_empty(), "arrows nobody decided: {}", unlisted.join(", "));
}

#[test]
fn every_crate_is_on_the_list_once() {
    let packages = packages();
    let mut ours: Vec<&str> = packages.iter().map(name).collect();
    let mut listed: Vec<&str> = ALLOWED.iter().map(|(name, _)| *name).collect();
    ours.sort_unstable();
    listed.sort_unstable();
    assert_eq!(ours, listed);
}

#[test]
fn only_the_window_knows_the_desktop() {
    for package in packages().iter().filter(|package| name(package) != "juxta-window") {
        let desktop: Vec<&str> = dependencies(package)
            .map(name)
            .filter(|name| is_desktop(name))
            .collect();
        assert!(desktop.is_empty(), "{} depends on {desktop:?}", name(package));
    }
}

fn is_desktop(dependency: &str) -> bool {
    DESKTOP
        .iter()
        .any(|prefix| dependency == *prefix || dependency.starts_with(&format!("{prefix}-")))
}

fn allowed(package: &str) -> &'static [&'static str] {
    ALLOWED
        .iter()
        .find(|(name, _)| *name == package)
        .map_or(&[], |(_, arrows)| arrows)
}

fn name(value: &Value) -> &str {
    value["name"].as_str().expect("cargo names everything")
}

fn dependencies(package: &Value) -> impl Iterator<Item = &Value> {
    package["dependencies"]
        .as_array()
        .expect("cargo lists dependencies")
        .iter()
}

/// The workspace's packages as `cargo metadata` describes them.
fn packages() -> Vec<Value> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    metadata["packages"]
        .as_array()
        .expect("a workspace has packages")
        .clone()
}
