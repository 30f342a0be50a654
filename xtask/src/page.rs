//! The page: its packages from the lock file, and its files under `ui/dist`.

use std::fs;

use crate::command::{Failure, Outcome, announce, npm, run, succeeds};
use crate::project;
use crate::stamp::Stamp;

/// The oldest Node that runs the page's tools and the end-to-end tests.
const NODE: u32 = 20;

/// Installs the packages of a folder's lock file, unless they are there.
pub(crate) fn packages(folder: &str) -> Outcome {
    let place = project::root().join(folder);
    let lock = fs::read_to_string(place.join("package-lock.json"))?;
    let stamp = Stamp::new(&format!("{}.packages", folder.replace('/', "-")), lock);
    if stamp.holds() && place.join("node_modules").is_dir() {
        return Ok(());
    }
    node()?;
    announce(&format!("Installing the npm packages of {folder} from its lock file"));
    run(&mut npm(folder, &["ci", "--no-audit", "--no-fund"]))?;
    stamp.set()
}

/// Builds the page when something in `ui/` is newer than the last build.
pub(crate) fn build() -> Outcome {
    packages("ui")?;
    let changed = project::newest_change(&project::root().join("ui"))?;
    let stamp = Stamp::new("page.built", format!("{changed:?}"));
    if stamp.holds() && project::root().join("ui/dist/index.html").is_file() {
        return Ok(());
    }
    announce("Building the page");
    run(&mut npm("ui", &["run", "--silent", "build"]))?;
    stamp.set()
}

fn node() -> Outcome {
    let check = format!("process.exit(Number(process.versions.node.split('.')[0]) >= {NODE} ? 0 : 1)");
    if succeeds("node", &["-e", &check]) {
        return Ok(());
    }
    Err(Failure(format!(
        "Node.js {NODE} or newer is needed, with npm (https://nodejs.org)"
    )))
}
