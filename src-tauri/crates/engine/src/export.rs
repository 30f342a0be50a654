//! Files the person gets out of Juxta: written into the downloads folder under a name that is free, and nowhere over
//! another file.

use std::{
    fs::{File, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use chat::{ErrorCode, Failure};

use crate::Engine;

/// Names tried before giving up: `name.json`, `name-2.json` and so on.
const TRIES: u32 = 1000;

impl Engine {
    /// Where such files go: the downloads folder, or the data folder where there is none.
    pub(crate) fn exports(&self) -> PathBuf {
        let folder = dirs::download_dir().filter(|folder| folder.is_dir());
        folder.unwrap_or_else(|| self.folder().to_owned())
    }
}

/// Writes a file `name.ending` into `folder`, for the person alone, and says its path. A name that is taken gets a number.
pub(crate) async fn write(
    folder: PathBuf,
    name: String,
    ending: &'static str,
    text: String,
) -> Result<String, Failure> {
    let written = tokio::task::spawn_blocking(move || {
        let (mut file, path) = free(&folder, &name, ending)?;
        file.write_all(text.as_bytes())?;
        Ok::<_, io::Error>(path.display().to_string())
    });
    let written = written.await.map_err(|_| Failure::new(ErrorCode::Internal))?;
    written.map_err(|error| Failure::new(ErrorCode::StorageFailed).with("error", error.kind().to_string()))
}

fn free(folder: &Path, name: &str, ending: &str) -> io::Result<(File, PathBuf)> {
    let mut taken = io::Error::from(io::ErrorKind::AlreadyExists);
    for number in 1..=TRIES {
        let numbered = if number == 1 {
            String::new()
        } else {
            format!("-{number}")
        };
        let path = folder.join(format!("{name}{numbered}.{ending}"));
        match create(&path) {
            Ok(file) => return Ok((file, path)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => taken = error,
            Err(error) => return Err(error),
        }
    }
    Err(taken)
}

/// What is in it is the person's, as a prompt is.
fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
