//! Embeds the page, the icons and the list of commands the page may call.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The page is embedded at compile time, and only the build script can say that a changed page means a changed binary.
    // Without a built page the crates still compile; the window is then empty.
    std::fs::create_dir_all("ui/dist")?;
    println!("cargo:rerun-if-changed=ui/dist");
    println!("cargo:rerun-if-changed=src-tauri/permissions.toml");
    let commands = tauri_build::AppManifest::new().permissions_path_pattern("src-tauri/permissions.toml");
    tauri_build::try_build(tauri_build::Attributes::new().app_manifest(commands))?;
    Ok(())
}
