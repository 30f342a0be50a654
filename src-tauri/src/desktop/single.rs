//! One window per data folder: a second start finds the first one's socket and asks it to come forward.
//!
//! The usual single-instance plugin knows one app, not one folder, and starts a second copy without a session bus.

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
    /// How long a second start waits for the first to say it came forward.
    const PATIENCE: Duration = Duration::from_secs(5);
    const FORWARD: &[u8] = b"forward";

    /// Runs `act` with a path to the socket that is short enough for a socket address, however deep the folder lies.
    fn at<T>(folder: &Path, act: impl FnOnce(&Path) -> std::io::Result<T>) -> std::io::Result<T> {
        let direct = folder.join(NAME);
        if direct.as_os_str().len() < 100 || !cfg!(target_os = "linux") {
            return act(&direct);
        }
        let handle = std::fs::File::open(folder)?;
        act(&PathBuf::from(format!("/proc/self/fd/{}/{NAME}", handle.as_raw_fd())))
    }

    /// Calls `forward` whenever a second start asks. The caller holds the folder's exclusive lock, so an old socket
    /// file belongs to nobody.
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

    /// Windows has no such socket here yet: the folder's lock alone keeps a second window out.
    #[allow(clippy::unnecessary_wraps, reason = "the shape of the unix twin")]
    pub(crate) fn listen(_folder: &Path, _forward: impl Fn() + Send + 'static) -> io::Result<()> {
        Ok(())
    }

    /// See [`listen`].
    pub(crate) fn forward(_folder: &Path) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }
}

pub(crate) use socket::{forward, listen};
