//! Links leave the app here and nowhere else: to the system's browser or mail program, after one allow-list.

use chat::{Failure, RefusalReason};

/// Opens `url` when it is https, http or mailto.
pub(crate) fn open(url: &str) -> Result<(), Failure> {
    let refuse = |reason: RefusalReason| Failure::refused(reason).with("url", url);
    let safe = engine::link::check(url).map_err(|_| refuse(RefusalReason::Link))?;
    open::that_detached(safe.href()).map_err(|_| refuse(RefusalReason::Browser))
}
