//! System libraries and programs: finding out what is missing, and installing it after saying so, and asking on a terminal.

use std::path::Path;
use std::process::Command;

use crate::command::{Failure, Outcome, announce, program, run, succeeds};
use crate::confirm::confirmed;

/// One thing the system must have.
struct Need {
    /// How to find out whether it is there.
    there: fn() -> bool,
    /// The Debian and Ubuntu package that brings it.
    package: &'static str,
    /// What it is for, completing "needed …".
    purpose: &'static str,
}

/// What compiling the window needs.
const BUILD: &[Need] = &[
    Need {
        there: || runs("cc"),
        package: "build-essential",
        purpose: "to compile and link",
    },
    Need {
        there: || runs("pkg-config"),
        package: "pkg-config",
        purpose: "to find system libraries",
    },
    Need {
        there: || library("webkit2gtk-4.1"),
        package: "libwebkit2gtk-4.1-dev",
        purpose: "to show the window's page",
    },
    Need {
        there: || library("librsvg-2.0"),
        package: "librsvg2-dev",
        purpose: "to draw icons",
    },
];

/// What opening the window needs besides.
const RUN: &[Need] = &[Need {
    there: || runs("xdg-open"),
    package: "xdg-utils",
    purpose: "to open links in the browser",
}];

/// What the end-to-end tests need besides.
const TEST: &[Need] = &[
    Need {
        there: || runs("Xvfb"),
        package: "xvfb",
        purpose: "to open windows without a screen",
    },
    Need {
        there: || runs("WebKitWebDriver"),
        package: "webkit2gtk-driver",
        purpose: "to press the window's buttons",
    },
    Need {
        there: || runs("dbus-daemon"),
        package: "dbus",
        purpose: "for a session bus of the tests' own",
    },
    Need {
        there: || runs("dbus-send"),
        package: "dbus-bin",
        purpose: "to talk to that bus",
    },
    Need {
        there: || runs("gnome-keyring-daemon"),
        package: "gnome-keyring",
        purpose: "for a real keyring",
    },
    Need {
        there: || file("/usr/libexec/gcr-prompter"),
        package: "gcr",
        purpose: "for the prompt that unlocks the keyring",
    },
    Need {
        there: || runs("secret-tool"),
        package: "libsecret-tools",
        purpose: "to look into that keyring",
    },
    Need {
        there: || file("/usr/libexec/at-spi-bus-launcher"),
        package: "at-spi2-core",
        purpose: "for the accessibility tree",
    },
    Need {
        there: || python("import gi"),
        package: "python3-gi",
        purpose: "to walk the accessibility tree",
    },
    Need {
        there: || python("import gi; gi.require_version('Atspi', '2.0')"),
        package: "gir1.2-atspi-2.0",
        purpose: "to walk the accessibility tree",
    },
    Need {
        there: || python("import gi; gi.require_version('Gdk', '3.0')"),
        package: "gir1.2-gtk-3.0",
        purpose: "to take pictures of the screen",
    },
    Need {
        there: || python("import ensurepip, venv"),
        package: "python3-venv",
        purpose: "to install a mock server",
    },
    Need {
        there: || runs("strace"),
        package: "strace",
        purpose: "to see every connection the window makes",
    },
    Need {
        there: || runs("xclip"),
        package: "xclip",
        purpose: "to fill the clipboard",
    },
    Need {
        there: || runs("xdotool"),
        package: "xdotool",
        purpose: "to close windows as a person does",
    },
];

/// Makes sure that the window can be compiled.
pub(crate) fn ready_to_build() -> Outcome {
    install(&[BUILD])
}

/// Makes sure that the window can be compiled and opened.
pub(crate) fn ready_to_run() -> Outcome {
    install(&[BUILD, RUN])
}

/// Makes sure that every test can run.
pub(crate) fn ready_to_test() -> Outcome {
    install(&[BUILD, RUN, TEST])
}

fn install(lists: &[&[Need]]) -> Outcome {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let missing: Vec<&Need> = lists.iter().copied().flatten().filter(|need| !(need.there)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    announce("Missing on this computer:");
    for need in &missing {
        println!("  {:<24} {}", need.package, need.purpose);
    }
    let mut packages: Vec<&str> = missing.iter().map(|need| need.package).collect();
    packages.dedup();
    if !runs("apt-get") {
        return Err(Failure(
            "install these (Debian's names) with your package manager, then try again".into(),
        ));
    }
    if !confirmed("Install these with apt-get?")? {
        return Err(Failure(
            "nothing was installed; install these yourself, then try again".into(),
        ));
    }
    announce("Installing them with apt-get");
    run(&mut apt(&["update", "-qq"]))?;
    run(apt(&["install", "-y", "-qq", "--no-install-recommends"]).args(packages))
}

/// apt-get that asks nothing, through sudo when we are not root.
fn apt(arguments: &[&str]) -> Command {
    let mut command = if succeeds("sh", &["-c", "test \"$(id -u)\" = 0"]) {
        program("env", &["DEBIAN_FRONTEND=noninteractive", "apt-get"])
    } else {
        program("sudo", &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"])
    };
    command.args(arguments).stdin(std::process::Stdio::inherit());
    command
}

fn runs(name: &str) -> bool {
    std::env::var_os("PATH").is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(name).is_file()))
}

fn library(name: &str) -> bool {
    succeeds("pkg-config", &["--exists", name])
}

fn file(path: &str) -> bool {
    Path::new(path).exists()
}

/// Debian's own Python: packages such as python3-gi are not seen by any other.
fn python(code: &str) -> bool {
    succeeds("/usr/bin/python3", &["-c", code])
}
