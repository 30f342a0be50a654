//! Embeds the page and the icons, and lets the page call the commands of `api::with_commands`.

use std::{env, error::Error, fs, path::Path};

#[macro_use]
#[path = "crates/api/src/list.rs"]
mod list;

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident($($request:tt)*) -> $reply:ty;)*) => {
        /// The name of every command of the page.
        const COMMANDS: &[&str] = &[$(stringify!($name)),*];
    };
}
with_commands!(names);

fn main() -> Result<(), Box<dyn Error>> {
    // The page is embedded at compile time, and only the build script can say that a changed page means a changed binary.
    // Without a built page the crates still compile; the window is then empty.
    fs::create_dir_all("ui/dist")?;
    println!("cargo:rerun-if-changed=ui/dist");
    println!("cargo:rerun-if-changed=src-tauri/build.rs");
    println!("cargo:rerun-if-changed=src-tauri/crates/api/src/list.rs");
    let permission = write_permission(Path::new(&env::var("OUT_DIR")?))?;
    let commands = tauri_build::AppManifest::new().permissions_path_pattern(permission);
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(commands))?;
    Ok(())
}

/// Writes the permission `page`, which `tauri.conf.json` grants: the page may call every command of the list and no other.
/// Returns its path.
fn write_permission(folder: &Path) -> Result<&'static str, Box<dyn Error>> {
    let names: Vec<String> = COMMANDS.iter().map(|name| format!("    \"{name}\",\n")).collect();
    let names = names.concat();
    let text = format!(
        "[[permission]]\nidentifier = \"page\"\ndescription = \"The page's own commands.\"\ncommands.allow = [\n{names}]\n"
    );
    let path = folder.join("page.toml");
    // A file written again would make cargo run this script at every build.
    if fs::read_to_string(&path).ok().as_deref() != Some(&text) {
        fs::write(&path, text)?;
    }
    Ok(path
        .to_str()
        .ok_or("the output folder's path is no UTF-8")?
        .to_owned()
        .leak())
}
