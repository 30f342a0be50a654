//! Keys found in a `.env` on the clipboard or in the environment: shown by name and length, held here, added when chosen.

use chat::{CommandId, ErrorCode, Failure, RefusalReason};
use futures_util::future::join_all;
use parking_lot::{Mutex, MutexGuard};
use secret::{Key, NamedKey};
use uuid::Uuid;
use wire::BaseUrl;

use crate::{
    Engine,
    endpoints::{address::is_exposed, check::Check, draft::Candidate, presets},
    view::{EndpointForm, Found, FoundReport, KeyInput, PresetView},
};

/// A key that was found, and where it would go.
struct Held {
    id: String,
    variable: String,
    preset: &'static PresetView,
    name: String,
    base: Option<BaseUrl>,
    key: Key,
    pasted: bool,
}

/// What was found and not added yet. Wiped when dropped.
#[derive(Default)]
pub(crate) struct FoundKeys(Mutex<Vec<Held>>);

impl FoundKeys {
    fn held(&self) -> MutexGuard<'_, Vec<Held>> {
        self.0.lock()
    }
}

impl Engine {
    /// Holds the keys this process was started with, to be offered.
    pub fn offer(&self, keys: Vec<NamedKey>) {
        let held = keys.into_iter().filter_map(|key| hold(key, false));
        self.found_keys().held().extend(held);
    }

    /// Reads a whole `.env` and holds its keys until they are added or dropped. Their values go nowhere.
    pub fn paste_endpoints(&self, text: String) -> Vec<Found> {
        let keys = secret::keys_from_dotenv(text);
        self.drop_found();
        let held = keys.into_iter().filter_map(|key| hold(key, true));
        self.found_keys().held().extend(held);
        self.found_views(true)
    }

    /// The keys the process was started with.
    pub fn environment_endpoints(&self) -> Vec<Found> {
        self.found_views(false)
    }

    /// Forgets what was pasted.
    pub fn drop_found(&self) {
        self.found_keys().held().retain(|held| !held.pasted);
    }

    fn found_views(&self, pasted: bool) -> Vec<Found> {
        let held = self.found_keys().held();
        held.iter()
            .filter(|held| held.pasted == pasted)
            .map(|held| self.found_view(held))
            .collect()
    }

    fn found_view(&self, held: &Held) -> Found {
        let base_url = held.base.as_ref().map(ToString::to_string).unwrap_or_default();
        Found {
            id: held.id.clone(),
            variable: held.variable.clone(),
            preset: held.preset.id.clone(),
            name: held.name.clone(),
            characters: u32::try_from(held.key.len_chars()).unwrap_or(u32::MAX),
            known: self.endpoints().iter().any(|endpoint| endpoint.base_url == base_url),
            plain_http: held.base.as_ref().is_some_and(|base| is_exposed(&base.origin())),
            base_url,
        }
    }

    /// Checks the chosen ones at once and stores those that work. What was pasted and not chosen is forgotten; a chosen
    /// one that could not be stored stays found, unless its key was refused.
    pub async fn add_found(
        &self,
        command: CommandId,
        ids: Vec<String>,
        session_only: bool,
    ) -> Result<Vec<FoundReport>, Failure> {
        self.once(command, move |engine| async move {
            let mut checks = Vec::new();
            for id in &ids {
                checks.push(Box::pin(engine.check_found(id, session_only)));
            }
            let checked = join_all(checks).await;
            let mut reports = Vec::new();
            // One after the other: each takes a name that is free by then.
            for (id, checked) in ids.iter().zip(checked) {
                reports.push(engine.keep_found(id, checked).await);
            }
            engine.found_keys().held().retain(|held| {
                let report = reports.iter().find(|report| report.id == held.id);
                report.map_or(!held.pasted, |report| {
                    report.report.endpoint.is_none() && !refused(report)
                })
            });
            Ok(reports)
        })
        .await
    }

    async fn check_found(&self, id: &str, session_only: bool) -> Result<(Candidate, Check), Failure> {
        let form = self.form_of_found(id, session_only)?;
        let candidate = self.candidate(form).await?;
        let client = self.client_of(&candidate).await?;
        let check = self.check(&candidate.subject(&client), id.to_owned()).await;
        Ok((candidate, check))
    }

    fn form_of_found(&self, id: &str, session_only: bool) -> Result<EndpointForm, Failure> {
        let held = self.found_keys().held();
        let gone = || Failure::new(ErrorCode::NoKey).with_reason(RefusalReason::NotFound);
        let held = held.iter().find(|held| held.id == id).ok_or_else(gone)?;
        let base = held.base.as_ref().map(ToString::to_string).unwrap_or_default();
        Ok(EndpointForm {
            id: None,
            name: held.name.clone(),
            base_url: base,
            key: KeyInput::Typed(held.key.duplicate()),
            session_only,
            accept_plain_http: false,
            settings: None,
        })
    }

    async fn keep_found(&self, id: &str, checked: Result<(Candidate, Check), Failure>) -> FoundReport {
        let kept = match checked {
            Ok((_, check)) if check.refuses() => Ok(check.report()),
            Ok((candidate, check)) => self.keep_candidate(candidate.renamed(self), check).await,
            Err(failure) => Err(failure),
        };
        let report = kept.unwrap_or_else(|failure| {
            let mut report = Check::untold().report();
            report.failure = Some(failure);
            report
        });
        FoundReport {
            id: id.to_owned(),
            report,
        }
    }
}

fn refused(report: &FoundReport) -> bool {
    report
        .report
        .failure
        .as_ref()
        .is_some_and(crate::endpoints::check::refuses_key)
}

/// A key and where it would go: where its own address says, else to the service its name stands for.
fn hold(found: NamedKey, pasted: bool) -> Option<Held> {
    let by_name = presets::of_variable(&found.name);
    let base = match &found.address {
        Some(address) => BaseUrl::parse(&with_resource_path(by_name, address)).ok(),
        // Without an address it is unknown which customer's host such a key belongs to.
        None => by_name
            .filter(|preset| preset.resource_path.is_none())
            .and_then(|preset| BaseUrl::parse(&preset.base_url).ok()),
    };
    let by_url = base.as_ref().and_then(presets::of_url);
    // Without an address and without a service there is nothing to offer.
    let preset = match (&base, by_url, by_name) {
        (_, Some(preset), _) | (None, None, Some(preset)) => preset,
        (Some(_), None, _) => presets::named("custom")?,
        (None, None, None) => return None,
    };
    let host = base.as_ref().map(|base| base.origin().host()).unwrap_or_default();
    Some(Held {
        id: Uuid::new_v4().to_string(),
        name: if preset.name.is_empty() {
            host
        } else {
            preset.name.clone()
        },
        variable: found.name,
        preset,
        base,
        key: found.key,
        pasted,
    })
}

/// Appends the path of the API to an address that names only the customer's host, as Azure's variable does.
fn with_resource_path(preset: Option<&PresetView>, address: &str) -> String {
    let bare = BaseUrl::parse(address).is_ok_and(|base| base.url().path() == "/v1");
    match preset.and_then(|preset| preset.resource_path.as_deref()) {
        Some(path) if bare => format!("{}{path}", address.trim_end_matches('/')),
        _ => address.to_owned(),
    }
}
