//! The log of connections: time, host, purpose and bytes of the requests made lately. In memory; never what was said.

use std::{collections::VecDeque, path::PathBuf, sync::Arc, time::UNIX_EPOCH};

use chat::{EndpointId, ErrorCode, Failure};
use parking_lot::{Mutex, MutexGuard};
use wire::{ConnectionLog, ConnectionRecord, Outcome};

use crate::{
    Engine, clock, export,
    view::{ConnectionRow, Purpose},
};

/// Requests remembered.
const KEPT: usize = 1000;

/// The requests made lately, oldest first.
#[derive(Default)]
pub(crate) struct Ring(Mutex<VecDeque<ConnectionRow>>);

impl Ring {
    fn rows(&self) -> MutexGuard<'_, VecDeque<ConnectionRow>> {
        self.0.lock()
    }
}

/// Records the requests for one endpoint.
pub(crate) struct EndpointLog {
    pub(crate) endpoint: Option<EndpointId>,
    pub(crate) ring: Arc<Ring>,
}

impl ConnectionLog for EndpointLog {
    fn record(&self, record: ConnectionRecord) {
        let mut rows = self.ring.rows();
        if rows.len() >= KEPT {
            rows.pop_front();
        }
        rows.push_back(row(self.endpoint, &record));
    }
}

fn row(endpoint: Option<EndpointId>, record: &ConnectionRecord) -> ConnectionRow {
    let since = record.started.duration_since(UNIX_EPOCH).unwrap_or_default();
    ConnectionRow {
        at_ms: i64::try_from(since.as_millis()).unwrap_or_default(),
        endpoint,
        host: format!("{}:{}", record.origin.host(), record.origin.port()),
        proxy: record.proxy.clone(),
        purpose: match record.purpose {
            wire::Purpose::Answer => Purpose::Answer,
            wire::Purpose::Models => Purpose::Models,
            wire::Purpose::Check => Purpose::Check,
            wire::Purpose::Balance => Purpose::Balance,
            wire::Purpose::Probe => Purpose::LocalServers,
        },
        bytes_out: record.sent,
        bytes_in: record.received,
        status: record.status,
        outcome: match record.outcome {
            Outcome::Done => "ok",
            Outcome::Stopped => ErrorCode::Cancelled.as_str(),
            Outcome::Failed(code) => code.as_str(),
        }
        .to_owned(),
        ms: u64::try_from(record.duration.as_millis()).ok(),
    }
}

impl Engine {
    /// The requests made lately, newest first. Nothing of what was said in them.
    #[allow(clippy::unused_async, reason = "as all commands of the page")]
    pub async fn connections(&self) -> Result<Vec<ConnectionRow>, Failure> {
        Ok(self.connection_ring().rows().iter().rev().cloned().collect())
    }

    /// Writes the log as CSV into the downloads folder, or the data folder where there is none, and says where.
    pub async fn export_connections(&self) -> Result<String, Failure> {
        self.export_connections_to(self.exports()).await
    }

    /// Writes the log as CSV into a folder and says where.
    pub async fn export_connections_to(&self, folder: PathBuf) -> Result<String, Failure> {
        let text = csv_text(&self.connections().await?)?;
        let name = format!("juxta-connections-{}", clock::now_ms() / 1000);
        export::write(folder, name, "csv", text).await
    }
}

const HEADER: [&str; 9] = [
    "time_ms",
    "host",
    "proxy",
    "purpose",
    "status",
    "outcome",
    "bytes_out",
    "bytes_in",
    "duration_ms",
];

/// Formats one line a request, under a header.
fn csv_text(rows: &[ConnectionRow]) -> Result<String, Failure> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let written = writer.write_record(HEADER).and_then(|()| {
        let mut cells = rows.iter().map(cells);
        cells.try_for_each(|cells| writer.write_record(cells))
    });
    written.map_err(|_| Failure::new(ErrorCode::Internal))?;
    let bytes = writer.into_inner().map_err(|_| Failure::new(ErrorCode::Internal))?;
    String::from_utf8(bytes).map_err(|_| Failure::new(ErrorCode::Internal))
}

fn cells(row: &ConnectionRow) -> [String; 9] {
    let purpose = serde_json::to_value(row.purpose).ok();
    let purpose = purpose.as_ref().and_then(|word| word.as_str()).unwrap_or_default();
    [
        row.at_ms.to_string(),
        row.host.clone(),
        row.proxy.clone().unwrap_or_default(),
        purpose.to_owned(),
        row.status.map(|status| status.to_string()).unwrap_or_default(),
        row.outcome.clone(),
        row.bytes_out.to_string(),
        row.bytes_in.to_string(),
        row.ms.unwrap_or_default().to_string(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_a_request_and_cells_are_quoted_where_they_must_be() {
        let row = ConnectionRow {
            at_ms: 1,
            endpoint: None,
            host: "a.example:443".to_owned(),
            proxy: None,
            purpose: Purpose::Balance,
            bytes_out: 2,
            bytes_in: 3,
            status: None,
            outcome: "ok".to_owned(),
            ms: Some(4),
        };
        let odd = ConnectionRow {
            proxy: Some("socks5://b,\"c\"".to_owned()),
            status: Some(200),
            ms: None,
            ..row.clone()
        };
        let text = csv_text(&[row, odd]).expect("written");
        assert_eq!(
            text,
            "time_ms,host,proxy,purpose,status,outcome,bytes_out,bytes_in,duration_ms\n\
             1,a.example:443,,balance,,ok,2,3,4\n\
             1,a.example:443,\"socks5://b,\"\"c\"\"\",balance,200,ok,2,3,0\n"
        );
    }
}
