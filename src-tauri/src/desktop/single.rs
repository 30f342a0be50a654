//! Keeps one window per data folder: a second start connects to the first one's socket and asks it to come forward.
//!
//! Tauri's single-instance plugin is per app, not per folder, and starts a second copy where there is no session bus.

#[cfg(unix)]
mod socket {
    use std::{
        io::{Read, Write},
        os::{
            fd::AsRawFd,
            unix::net::{UnixListener, UnixStream},
        },
        path::{Path, PathBuf},
        time::Duration,
    };

    const NAME: &str = "window.sock";
    /// Timeout of a second start that waits for the first one's reply.
    const PATIENCE: Duration = Duration::from_secs(5);
    const FORWARD: &[u8] = b"forward";

    /// Runs `act` with a path that fits into a socket address, however long the folder's path is.
    fn at<T>(folder: &Path, act: impl FnOnce(&Path) -> std::io::Result<T>) -> std::io::Result<T> {
        let direct = folder.join(NAME);
        if direct.as_os_str().len() < 100 || !cfg!(target_os = "linux") {
            return act(&direct);
        }
        let handle = std::fs::File::open(folder)?;
        act(&PathBuf::from(format!("/proc/self/fd/{}/{NAME}", handle.as_raw_fd())))
    }

    /// Listens for second starts and calls `forward` for each. The caller holds the folder's exclusive lock, so a
    /// socket file from before is stale.
    pub(crate) fn listen(folder: &Path, forward: impl Fn() + Send + 'static) -> std::io::Result<()> {
        let _ = std::fs::remove_file(folder.join(NAME));
        let listener = at(folder, |path| UnixListener::bind(path))?;
        std::thread::Builder::new().name("second-start".into()).spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let _ = stream.set_read_timeout(Some(PATIENCE));
                let mut word = [0; FORWARD.len()];
                if stream.read_exact(&mut word).is_ok() && word == *FORWARD {
                    forward();
                    let _ = stream.write_all(b"done");
                }
            }
        })?;
        Ok(())
    }

    /// Asks the window of this folder to come forward.
    pub(crate) fn forward(folder: &Path) -> std::io::Result<()> {
        let mut stream = at(folder, |path| UnixStream::connect(path))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.write_all(FORWARD)?;
        let mut word = [0; 4];
        stream.read_exact(&mut word)
    }
}

#[cfg(not(unix))]
mod socket {
    use std::{io, path::Path};

    /// Does nothing: there is no socket for this on Windows yet. The folder's lock alone prevents a second window.
    #[allow(clippy::unnecessary_wraps, reason = "the shape of the unix twin")]
    pub(crate) fn listen(_folder: &Path, _forward: impl Fn() + Send + 'static) -> io::Result<()> {
        Ok(())
    }

    /// Fails: nobody listens, see [`listen`].
    pub(crate) fn forward(_folder: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

pub(crate) use socket::{forward, listen};
