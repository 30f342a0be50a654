//! Everything that crosses the private bus, as `dbus-monitor` would show it.

use futures_util::StreamExt;
use zbus::{Connection, MessageStream};

/// Marks the end of what is wanted.
const MARK: &str = "juxta.test.EndOfRecording";

/// A recording that runs.
pub(crate) struct Recording(MessageStream);

impl Recording {
    /// Starts it.
    pub(crate) async fn start() -> Self {
        let monitor = Connection::session().await.expect("a bus");
        let stream = MessageStream::from(&monitor);
        let interface = Some("org.freedesktop.DBus.Monitoring");
        let all = (Vec::<String>::new(), 0_u32);
        let bus = Some("org.freedesktop.DBus");
        let become_monitor = monitor.call_method(bus, "/org/freedesktop/DBus", interface, "BecomeMonitor", &all);
        become_monitor.await.expect("a monitor");
        Self(stream)
    }

    /// The bytes of all messages so far.
    pub(crate) async fn until_now(&mut self) -> Vec<u8> {
        let marker = Connection::session().await.expect("a bus");
        marker
            .emit_signal(None::<&str>, "/", MARK, "Mark", &())
            .await
            .expect("sent");
        let mut bytes = Vec::new();
        while let Some(Ok(message)) = self.0.next().await {
            bytes.extend_from_slice(message.data());
            if message
                .header()
                .interface()
                .is_some_and(|interface| interface.as_str() == MARK)
            {
                return bytes;
            }
        }
        panic!("the recording ended early");
    }
}
