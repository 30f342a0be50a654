//! Opens links in the system's browser or mail program. No other code does, so the one allow-list applies to all.

use chat::{Failure, RefusalReason};

/// Opens `url` if it is https, http or mailto.
pub(crate) fn open(url: &str) -> Result<(), Failure> {
    let refuse = |reason: RefusalReason| Failure::refused(reason).with("url", url);
    let safe = engine::link::check(url).map_err(|_| refuse(RefusalReason::Link))?;
    open::that_detached(safe.href()).map_err(|_| refuse(RefusalReason::Browser))
}
